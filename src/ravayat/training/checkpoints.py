"""Weights between trainings, with what the card will tell of how they were made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from ravayat.training.torch_network import ReaderModel


def save_checkpoint(model: ReaderModel, path: Path, told: dict[str, Any]) -> None:
    """Write the weights and what is told of their training."""
    torch.save({"state": model.state_dict(), "card": told}, path)


def load_checkpoint(path: Path) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Weights, and what the card tells of their training; ``None`` where the file holds bare weights."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    return (saved["state"], saved["card"]) if saved.keys() == {"state", "card"} else (saved, None)
