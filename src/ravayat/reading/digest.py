"""Which model it was: a digest of the files that make one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ravayat.reading import MODEL_FOLDER
from ravayat.reading.link_trees import LINK_TREES_FILE
from ravayat.reading.onnx_network import ENCODER_FILE, HEADS
from ravayat.reading.settings_file import SETTINGS_FILE, TOKENIZER_FILE
from ravayat.reading.type_words import TYPE_WORDS_FILE


def model_digest(folder: Path = MODEL_FOLDER) -> str:
    """SHA-256 over the files of a model folder that the reader loads, in hexadecimal."""
    digest = hashlib.sha256()
    needed = (ENCODER_FILE, *(f"{head}.onnx" for head in HEADS), TOKENIZER_FILE, SETTINGS_FILE, TYPE_WORDS_FILE)
    for name in (*needed, *([LINK_TREES_FILE] if (folder / LINK_TREES_FILE).exists() else [])):
        digest.update(name.encode() + (folder / name).read_bytes())
    return digest.hexdigest()
