#!/usr/bin/env bash
# Run there second, on the machine of first.sh: the student, and what the teachers say for the trees.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${STUDENT_SECONDS:=290}" "${DEVICE:=cuda}" "${CUT:=8}" "${BATCH:=4800}" "${PROCESSES:=12}" "${OTHERS:=2000}" "${ROUNDS:=3}" "${OUT:=.gpu/out}"
source tools/lent_gpu/environment.sh
mkdir -p "$OUT"
running=()
for part in 1 2 3; do
  python3 -m ravayat.training.link_trees --teacher ".gpu/made/t$part.pt" --save ".gpu/made/said$part.npz" --news .gpu/*.jsonl.gz \
    --model .gpu/model --device "$DEVICE" >"$OUT/said$part.log" 2>&1 &
  running+=($!)
done
python3 -m ravayat.training.lessons --teacher .gpu/made/t1.pt --teacher .gpu/made/t2.pt --teacher .gpu/made/t3.pt --layers "$CUT" \
  --encoder .gpu/made/encoder.npz --news .gpu/*.jsonl.gz --others "$OTHERS" --rounds "$ROUNDS" --processes "$PROCESSES" --epochs 20 --seconds "$STUDENT_SECONDS" \
  --batch "$BATCH" --encoder-rate 4e-4 --heads-rate 1.4e-3 --smoothing .05 --seed 71 --device "$DEVICE" --output .gpu/made/student.pt
python3 tools/lent_gpu/parcel.py pack .gpu/made/student.pt --to "$OUT"
# The student is what counts: where a teacher takes too long, its part of the links is done without.
for one in "${running[@]}"; do timeout 60 tail --pid="$one" -f /dev/null || kill "$one" 2>/dev/null || true; done
python3 tools/lent_gpu/parcel.py pack $(ls .gpu/made/said?.npz) --to "$OUT"
