"""Weights between trainings, with what the card will tell of how they were made."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import torch
from torch import Tensor

from ravayat.training.articles import Fold, Split, describe
from ravayat.training.base_encoder import BaseEncoder, load_base_encoder
from ravayat.training.encoder_file import KEPT_AS_IN_BASE, load_encoder, rounded, unrounded
from ravayat.training.network import Encoder
from ravayat.training.torch_network import ReaderModel
from ravayat.training.trainer import Plan
from ravayat.whole_file import replacing

WORDS = f"encoder.{KEPT_AS_IN_BASE}"
"""The word embedding in the weights of a reader."""

_CARD = "card"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a training begins from: the weights of a checkpoint, else an adapted encoder, else the base as it is.

    Attributes:
        source: the file; ``None`` for the base.
        state: the weights, where it is a checkpoint.
        told: what the card tells of how these were made; ``None`` where nobody wrote that down.
        adapted: name of the encoder that all of it goes back to, where that is known.
    """

    source: Path | None
    state: dict[str, Any] | None
    told: dict[str, Any] | None
    adapted: str | None

    @classmethod
    def of(cls, checkpoint: Path | None, encoder: Path | None) -> Beginning:
        """That of a checkpoint, if one is named, else of an encoder."""
        if checkpoint is None:
            return cls(encoder, None, None, encoder.name if encoder else None)
        state, told = load_checkpoint(checkpoint)
        return cls(checkpoint, state, told, told["adapted_encoder"] if told else None)

    def put_into(self, model: ReaderModel) -> None:
        """Give a new model these weights."""
        if self.state is not None:
            model.load_state_dict(self.state)
        elif self.source is not None:
            load_encoder(model.encoder, self.source)


def told_of(
    plan: Plan, split: Split, adapted: str | None, went_on_from: Sequence[Path], left_out: Fold | None = None
) -> dict[str, Any]:
    """What the card tells of a training; a checkpoint carries it along.

    Args:
        plan: of the training.
        split: what is learned from, and what is held out.
        adapted: name of the encoder that was begun from.
        went_on_from: the checkpoints that were trained further, or learned from.
        left_out: what was not learned from, of the articles that are not held out.
    """
    return {
        "adapted_encoder": adapted,
        "went_on_from": " and ".join(path.name for path in went_on_from) or None,
        "corpus_digest": split.digest,
        "trained_on": describe(split.train),
        "left_out": str(left_out) if left_out else None,
        "plan": asdict(plan),
    }


def trained(state: dict[str, Any], told: dict[str, Any] | None) -> tuple[ReaderModel, BaseEncoder]:
    """The reader of a checkpoint, of as many layers as it was trained with, and its base."""
    base = load_base_encoder(layers=told["plan"]["layers"] if told else Plan().layers)
    model = ReaderModel(base)
    model.load_state_dict(state)
    return model, base


def save_checkpoint(model: ReaderModel, path: Path, told: dict[str, Any]) -> None:
    """Write the weights and what is told of their training; rounded to 8 bits and without words' own in an ``.npz``."""
    with replacing(path, "wb") as out:
        if path.suffix == ".npz":
            np.savez_compressed(out, allow_pickle=False, **{_CARD: json.dumps(told)}, **rounded(model.state_dict()))
        else:
            torch.save({"state": model.state_dict(), "card": told}, out)


def load_checkpoint(path: Path) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Weights, and what the card tells of their training; ``None`` where the file holds bare weights.

    Raises:
        OSError: there is no such file.
        ValueError: the file is that of an encoder alone, or no checkpoint at all.
    """
    if path.suffix == ".npz":
        # Opened here: numpy leaves the file open where it is no archive.
        with _told_as_no_checkpoint(path), path.open("rb") as packed, np.load(packed) as file:
            arrays = dict(file)
        if _CARD not in arrays:
            raise ValueError(f"{path}: an encoder without a reader's heads; begin from it with --encoder")
        told = json.loads(str(arrays.pop(_CARD)))
        return {WORDS: base_words(), **unrounded(arrays)}, told
    with _told_as_no_checkpoint(path):
        saved = torch.load(path, map_location="cpu", weights_only=True)
        return (saved["state"], saved["card"]) if saved.keys() == {"state", "card"} else (saved, None)


@contextmanager
def _told_as_no_checkpoint(path: Path) -> Iterator[None]:
    """Whatever is wrong inside a file is told as one fault, with the file's name."""
    try:
        yield
    except FileNotFoundError:
        raise
    except (OSError, ValueError, EOFError, RuntimeError, AttributeError, pickle.UnpicklingError, BadZipFile) as error:
        raise ValueError(f"{path}: no checkpoint of ravayat train, or a damaged one; name another file") from error


def base_words() -> Tensor:
    """The word embedding of the base, which every reader has."""
    return Encoder.from_base(load_base_encoder(layers=1)).word.weight.detach()
