"""Words to spans and links: what is said to have happened and who says so, as places in the text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ravayat.reading.reader import Reader

MODEL_FOLDER = Path(__file__).parent / "model"
"""The weights that come with the package."""


def load_reader(folder: Path = MODEL_FOLDER, *, threads: int | None = None, encoder: str | None = None) -> Reader:
    """The reader in ``folder``.

    Args:
        folder: a model folder as ``ravayat train`` writes it.
        threads: windows encoded at the same time; ``None`` for as many as there are cores.
        encoder: file name of another encoder in the folder, to compare with.

    Raises:
        FileNotFoundError: the folder holds no model.
    """
    from tokenizers import Tokenizer

    from ravayat.reading.onnx_network import ENCODER_FILE, OnnxNetwork
    from ravayat.reading.reader import Reader
    from ravayat.reading.settings_file import TOKENIZER_FILE, load_settings

    if not (folder / TOKENIZER_FILE).exists():
        raise FileNotFoundError(f"{folder} holds no model; make one with: ravayat train --output {folder}")
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    return Reader(OnnxNetwork(folder, threads, encoder or ENCODER_FILE), tokenizer, load_settings(folder))
