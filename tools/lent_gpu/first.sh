#!/usr/bin/env bash
# Run there first: the encoder, then three teachers at once. What second.sh needs stays in .gpu/made.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${ADAPT_MINUTES:=2.3}" "${TEACHER_SECONDS:=170}" "${DEVICE:=cuda}" "${LAYERS:=12}" "${CUT:=8}" "${BATCH:=4800}" "${ADAPT_BATCH:=65536}" "${OUT:=.gpu/out}"
source tools/lent_gpu/environment.sh
mkdir -p .gpu/made "$OUT"
python3 -m ravayat.training.adapt .gpu/*.jsonl.gz --output .gpu/made/encoder.npz --layers "$LAYERS" --also-after "$CUT" \
  --minutes "$ADAPT_MINUTES" --rate 8e-4 --batch "$ADAPT_BATCH" --variants 3 --device "$DEVICE"
running=()
for part in 1 2 3; do
  python3 -m ravayat.training.run --news .gpu/*.jsonl.gz --leave-out "$part/3" --no-export --checkpoint ".gpu/made/t$part.pt" \
    --encoder .gpu/made/encoder.npz --layers "$LAYERS" --epochs 20 --seconds "$TEACHER_SECONDS" --batch "$BATCH" \
    --encoder-rate 3e-4 --heads-rate 1.4e-3 --smoothing .05 --substitution .4 --seed "6$part" --device "$DEVICE" >"$OUT/t$part.log" 2>&1 &
  running+=($!)
done
for one in "${running[@]}"; do wait "$one"; done
tail -n 2 "$OUT"/t?.log
python3 tools/lent_gpu/parcel.py pack .gpu/made/encoder.npz --to "$OUT"
