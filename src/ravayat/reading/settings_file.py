"""The thresholds of decoding, kept beside the weights they were chosen for."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from ravayat.reading.decode import Settings
from ravayat.whole_file import replacing

SETTINGS_FILE = "settings.json"
TOKENIZER_FILE = "tokenizer.json"


def load_settings(folder: Path) -> Settings:
    """The settings in a model folder."""
    return Settings(**json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8")))


def save_settings(settings: Settings, folder: Path) -> None:
    """Write the settings into a model folder."""
    with replacing(folder / SETTINGS_FILE) as out:
        out.write(json.dumps(asdict(settings), indent=2) + "\n")
