"""The last steps to a model folder: thresholds, confidences and the card, from the held-out articles."""

from __future__ import annotations

import json
import platform
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from ravayat.evaluate.calibration import expected_error
from ravayat.reading.decode import Settings
from ravayat.reading.link_trees import LINK_TREES_FILE, load_link_trees
from ravayat.reading.onnx_network import OnnxNetwork
from ravayat.reading.settings_file import TOKENIZER_FILE, save_settings
from ravayat.training.articles import Split, describe
from ravayat.training.calibrate import cross_calibrated, fit
from ravayat.training.export import FLOAT_ENCODER_FILE
from ravayat.training.measure import EncodedArticles
from ravayat.whole_file import replacing

CARD_FILE = "card.json"

_OPTIONAL = (FLOAT_ENCODER_FILE, LINK_TREES_FILE)
"""Files that a model may have or not."""


def finish(folder: Path, split: Split, told: dict[str, Any], choose: Callable[[EncodedArticles], Settings]) -> None:
    """Write thresholds and card beside the network in ``folder``, and show what it gets right of the held-out articles.

    Args:
        folder: holds the network and its tokenizer, and the trees of its second look where it has one.
        split: the articles.
        told: what the card tells of the training.
        choose: the thresholds that score best.
    """
    network, trees = OnnxNetwork(folder), load_link_trees(folder)
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    held_out = {"written": split.held_out_written, "real": split.held_out_real}
    together = EncodedArticles([*split.held_out_written, *split.held_out_real], network, tokenizer, trees=trees)
    settings = replace(choose(together), lines={})
    observations = together.observe(settings, split.held_out_real or None)
    settings = replace(settings, lines=fit(observations))
    error = expected_error(cross_calibrated(observations))
    print(f"expected calibration error, lines fitted on other articles: {error:.3f}")
    save_settings(settings, folder)
    tables = {name: together.score(settings, held) for name, held in held_out.items() if held}
    card = {
        **told,
        "made": datetime.now(UTC).date().isoformat(),
        "held_out_written": describe(split.held_out_written),
        "held_out_real": describe(split.held_out_real),
        "torch": torch.__version__,
        "machine": platform.processor() or platform.machine(),
        "figures": {name: {slot: row.f1 for slot, row in table.rows.items()} for name, table in tables.items()},
    }
    with replacing(folder / CARD_FILE) as out:
        out.write(json.dumps(card, ensure_ascii=False, indent=2) + "\n")
    for name, table in tables.items():
        print(f"held out, {name}: " + " ".join(f"{slot} {row.f1:.3f}" for slot, row in table.rows.items()))


@contextmanager
def whole_folder(output: Path) -> Iterator[Path]:
    """A folder that takes the place of ``output`` at the end, and not at all where something failed.

    What ``output`` has besides is kept, but a float32 encoder and trees that the new folder has not: they are another
    model's. The new folder is made whole beside ``output`` and then renamed to it. Where ``output`` holds files it is
    renamed away first, so that who is killed between the two finds no folder rather than files of two models; both
    then lie whole beside it, in ``.NAME-*`` as ``old`` and ``new``.
    """
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=f".{output.name}-") as scratch:
        new, old = Path(scratch) / "new", Path(scratch) / "old"
        new.mkdir()
        yield new
        if not output.exists():
            new.rename(output)
            return
        others = {file.name for file in output.iterdir()} - {file.name for file in new.iterdir()} - {*_OPTIONAL}
        shutil.copytree(output, new, dirs_exist_ok=True, ignore=_all_but(output, others))
        output.rename(old)
        try:
            new.rename(output)
        except BaseException:
            old.rename(output)
            raise


def _all_but(folder: Path, names: Collection[str]) -> Callable[[str, list[str]], list[str]]:
    """What of ``folder`` itself :func:`shutil.copytree` leaves out, so that it copies only ``names``."""
    return lambda where, found: [name for name in found if name not in names] if Path(where) == folder else []
