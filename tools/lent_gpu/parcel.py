"""Files in parts that are small enough to come back from a machine that is lent, and whole again.

``parcel.py pack FILE... --to FOLDER`` writes ``NAME.0``, ``NAME.1`` and so on. Of a checkpoint the weights are rounded
to half precision, and the word embedding, which training leaves as the base has it, is left out. ``parcel.py open
PART... --to FILE`` undoes it.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from ravayat.training.checkpoints import WORDS, base_words

MOST = 15 * 2**20
"""Bytes in a part."""


def pack(file: Path, folder: Path) -> list[Path]:
    """Write the parts of ``file`` into ``folder``; the last is shorter than the others, so that it can be missed."""
    data = _lighter(file) if file.suffix == ".pt" else file.read_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    parts = [folder / f"{file.name}.{number}" for number in range(len(data) // MOST + 1)]
    for number, part in enumerate(parts):
        part.write_bytes(data[number * MOST : (number + 1) * MOST])
    return parts


def open_parcel(parts: Sequence[Path], file: Path) -> None:
    """Write ``file`` from all of its parts.

    Raises:
        ValueError: a part is missing, or one of another file is among them.
    """
    parts = sorted(parts, key=lambda part: int(part.suffix[1:]))
    in_order = [part.name for part in parts] == [f"{parts[0].stem}.{number}" for number in range(len(parts))]
    if not in_order or parts[-1].stat().st_size >= MOST:
        raise ValueError(f"not the parts of one file from 0 to its last: {', '.join(part.name for part in parts)}")
    data = b"".join(part.read_bytes() for part in parts)
    if Path(parts[0].stem).suffix != ".pt":
        file.write_bytes(data)
        return
    saved: dict[str, Any] = torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
    state = {
        name: weights.float() if weights.is_floating_point() else weights for name, weights in saved["state"].items()
    }
    torch.save(saved | {"state": {WORDS: base_words(), **state}}, file)


def _lighter(checkpoint: Path) -> bytes:
    saved: dict[str, Any] = torch.load(checkpoint, map_location="cpu", weights_only=True)
    state = {
        name: weights.half() if weights.is_floating_point() else weights
        for name, weights in saved["state"].items()
        if name != WORDS
    }
    out = io.BytesIO()
    torch.save(saved | {"state": state}, out)
    return out.getvalue()


def main() -> None:
    """Pack files or open a parcel."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("pack", "open"))
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    if options.what == "open":
        open_parcel(options.files, options.to)
        return
    for file in options.files:
        pack(file, options.to)


if __name__ == "__main__":
    main()
