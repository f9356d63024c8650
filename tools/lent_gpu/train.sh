#!/usr/bin/env bash
# Run there: all of it by the clock. Adapting an encoder keeps the card busy and training keeps the processors busy, so
# teachers learn, and are asked, while the encoder is adapted; then three students learn what the teachers say.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${END:=540}" "${ADAPT_MINUTES:=3.3}" "${ADAPT_BATCH:=32768}" "${VARIANTS:=3}" "${TEACHER_SECONDS:=150}" "${ASKING:=14}" "${OTHERS:=1000}" "${ROUNDS:=3}"
: "${DEVICE:=cuda}" "${LAYERS:=8}" "${EACH:=4800}" "${DEEP:=3}" "${FLAT:=2}" "${SLACK:=45}" "${OUT:=.gpu/out}"
# What the trainings need to find: the wheels that were carried, the texts unpacked, the cut base encoder, the package.
site=$(mktemp -d)
python3 -m pip install -q --no-index --no-deps --no-compile --no-cache-dir --target "$site" .whl/*.whl
python3 - .gpu/*.jsonl.xz <<'END'
import gzip, lzma, pathlib, sys
for path in map(pathlib.Path, sys.argv[1:]):
    if not path.with_suffix(".gz").exists():
        path.with_suffix(".gz").write_bytes(gzip.compress(lzma.decompress(path.read_bytes()), 1))
END
export PYTHONPATH="$PWD/src:$PWD/.gpu:$site${PYTHONPATH:+:$PYTHONPATH}" PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1
# Where the layers cannot be compiled, they run as they are.
export TORCHDYNAMO_SUPPRESS_ERRORS=1
made=$(mktemp -d)
mkdir -p "$OUT"
told() { echo "$SECONDS s: $*" | tee -a "$made/clock.log"; }
# Whatever happens, what was said on the way comes back; files that come back are few, so in one.
trap 'tail -n 40 "$made"/*.log >"$OUT/all.log" 2>&1' EXIT
train="--device $DEVICE --smoothing .05 --heads-rate 1.4e-3"

told adapting and teaching
python3 -m ravayat.training.adapt .gpu/*.jsonl.gz --output "$made/encoder.npz" --layers "$LAYERS" --compile --minutes "$ADAPT_MINUTES" \
  --rate 5e-4 --batch "$ADAPT_BATCH" --length 256 --variants "$VARIANTS" --device "$DEVICE" >"$made/adapt.log" 2>&1 &
adapting=$!
running=()
for part in 1 2 3; do
  python3 -m ravayat.training.run $train --news .gpu/*.jsonl.gz --leave-out "$part/3" --no-export --checkpoint "$made/t$part.pt" --encoder weights/encoder.npz \
    --epochs 30 --seconds "$TEACHER_SECONDS" --batch "$EACH" --sparse .3 --encoder-rate 4e-4 --substitution .4 --rewording .25 --seed "6$part" >"$made/t$part.log" 2>&1 &
  running+=($!)
done
for one in "${running[@]}"; do wait "$one"; done
told asking
lessons="python3 -m ravayat.training.lessons --news .gpu/*.jsonl.gz $train"
$lessons --teacher "$made/t1.pt" --teacher "$made/t2.pt" --teacher "$made/t3.pt" --save "$made/lessons" --others "$OTHERS" --rounds "$ROUNDS" \
  --processes "$ASKING" --sparse .4 --rewording .25 --seed 71 >"$made/asking.log" 2>&1
told waiting for the encoder
wait "$adapting"
seconds=$((END - SECONDS - SLACK))
told learning for "$seconds"
learn="$lessons --lessons $made/lessons --epochs 60 --seconds $seconds --apart 16"
running=()
$learn --layers "$LAYERS" --encoder "$made/encoder.npz" --encoder-rate 4e-4 --processes "$DEEP" --batch $((EACH * DEEP)) --seed 72 --output "$made/deep.pt" >"$made/deep.log" 2>&1 & running+=($!)
$learn --encoder weights/encoder.npz --encoder-rate 4e-4 --processes "$FLAT" --batch $((EACH * FLAT)) --seed 73 --output "$made/new.pt" >"$made/new.log" 2>&1 & running+=($!)
$learn --go-on-from weights/reader.npz --encoder-rate 2e-4 --processes "$FLAT" --batch $((EACH * FLAT)) --seed 74 --output "$made/on.pt" >"$made/on.log" 2>&1 & running+=($!)
python3 tools/lent_gpu/parcel.py pack "$made/encoder.npz" --to "$OUT"
for one in "${running[@]}"; do wait "$one" || true; done
told packing
running=()
for one in deep new on; do
  { python3 -m ravayat.training.mean "$made/$one.pt" --output "$made/$one.npz" && python3 tools/lent_gpu/parcel.py pack "$made/$one.npz" --to "$OUT"; } & running+=($!)
done
for one in "${running[@]}"; do wait "$one" || true; done
told packed
