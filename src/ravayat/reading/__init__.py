"""Words to spans and links: what is said to have happened and who says so, as places in the text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ravayat.reading.reader import Reader

MODEL_FOLDER = Path(__file__).parent / "model"
"""The weights that come with the package."""


def load_reader(
    folder: Path = MODEL_FOLDER, *, threads: int | None = None, encoder: str | None = None, restoring: str | None = None
) -> Reader:
    """The reader in ``folder``.

    Args:
        folder: a model folder as ``ravayat train`` writes it.
        threads: windows encoded at the same time; ``None`` for as many as there are cores, 0 for none beside
            the caller.
        encoder: file name of another encoder in the folder, to compare with.
        restoring: of which texts lost half-spaces are put back first: "deleted" (not told: of those whose half-spaces
            were deleted), "always" or "never"; what is found stands at its place in the raw text all the same.

    Raises:
        FileNotFoundError: the folder holds no model, or one of another version of Ravayat.
        ValueError: ``restoring`` is another word.
    """
    from tokenizers import Tokenizer

    from ravayat.reading.link_trees import load_link_trees
    from ravayat.reading.onnx_network import ENCODER_FILE, HEADS, OnnxNetwork
    from ravayat.reading.reader import Reader
    from ravayat.reading.settings_file import SETTINGS_FILE, TOKENIZER_FILE, load_settings
    from ravayat.reading.type_words import TYPE_WORDS_FILE
    from ravayat.text.restored_words import Restoring

    needed = (
        TOKENIZER_FILE,
        SETTINGS_FILE,
        TYPE_WORDS_FILE,
        encoder or ENCODER_FILE,
        *(f"{head}.onnx" for head in HEADS),
    )
    if missing := [name for name in needed if not (folder / name).exists()]:
        raise FileNotFoundError(
            f"{folder} holds no model of this version ({', '.join(missing)} missing); "
            f"make one with: ravayat train --output {folder}"
        )
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    network = OnnxNetwork(folder, threads, encoder or ENCODER_FILE)
    how = Restoring(restoring or Restoring.DELETED)
    return Reader(network, tokenizer, load_settings(folder), load_link_trees(folder), how)
