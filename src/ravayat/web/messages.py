"""Our own words in each language, read from the files in ``messages/``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal

Language = Literal["fa", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("fa", "en")


@cache
def messages(language: str) -> Mapping[str, str]:
    """All messages of a language by key; tables of the file come before a dot."""
    data = tomllib.loads((files("ravayat.web") / "messages" / f"{language}.toml").read_text(encoding="utf-8"))
    return {
        f"{table}.{key}" if isinstance(value, dict) else table: text
        for table, value in data.items()
        for key, text in (value.items() if isinstance(value, dict) else [(table, value)])
    }
