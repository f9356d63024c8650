"""Which model it was: a digest of the files that make one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ravayat.reading import MODEL_FOLDER
from ravayat.reading.onnx_network import ENCODER_FILE, HEADS
from ravayat.reading.settings_file import SETTINGS_FILE, TOKENIZER_FILE


def model_digest(folder: Path = MODEL_FOLDER) -> str:
    """SHA-256 over the files of a model folder that the reader loads, in hexadecimal."""
    digest = hashlib.sha256()
    for name in (ENCODER_FILE, *(f"{head}.onnx" for head in HEADS), TOKENIZER_FILE, SETTINGS_FILE):
        digest.update(name.encode() + (folder / name).read_bytes())
    return digest.hexdigest()
