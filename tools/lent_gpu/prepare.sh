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
cp "$news"/*.jsonl.gz .gpu/
mkdir .gpu/model
cp src/ravayat/reading/model/settings.json .gpu/model/
# The GPU's machine has Python 3.12, torch, onnx, tokenizers and scikit-learn.
"$python" -m pip download -q --no-deps --only-binary=:all: --python-version 3.12 -d .whl jdatetime jalali_core hijridate skl2onnx
du -sh .gpu .whl
echo "now first.sh and second.sh there; see README.md beside them"
