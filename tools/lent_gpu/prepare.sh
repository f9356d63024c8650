#!/usr/bin/env bash
# Run here, before a GPU is asked for: gathers in .gpu what the trainings need there and cannot fetch.
set -euo pipefail
cd "$(dirname "$0")/../.."
news=${1:-../shared/news}
python=${PYTHON:-python}
for folder in .gpu .whl; do
  grep -qxF "/$folder/" .git/info/exclude || echo "/$folder/" >>.git/info/exclude
  rm -rf "$folder" && mkdir "$folder"
done
"$python" tools/lent_gpu/cut_base.py .gpu
# What may travel is little, so the texts are packed closer than they come.
for file in "$news"/*.jsonl.gz; do zcat "$file" | xz -9e >".gpu/$(basename "$file" .gz).xz"; done
# The GPU's machine has Python 3.12, torch, onnx, onnxruntime, tokenizers and scikit-learn.
"$python" -m pip download -q --no-deps --only-binary=:all: --python-version 3.12 --platform any -d .whl jdatetime jalali_core hijridate tomli
du -sh .gpu .whl
echo "now train.sh there; see README.md beside it"
