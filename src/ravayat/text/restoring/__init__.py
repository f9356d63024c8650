"""Gives Persian text back the half-spaces that the press lost; stands on its own.

The public names are loaded when first used, for numpy and the weights take a moment.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ravayat.text.restoring.api import restore
    from ravayat.text.restoring.compounds import Prefix
    from ravayat.text.restoring.conventions import Choice, Conventions
    from ravayat.text.restoring.restored import Change, ChangeKind, Level, Restored

__all__ = ["Change", "ChangeKind", "Choice", "Conventions", "Level", "Prefix", "Restored", "restore"]

_HOMES = {
    "compounds": ("Prefix",),
    "conventions": ("Choice", "Conventions"),
    "restored": ("Change", "ChangeKind", "Level", "Restored"),
    "api": ("restore",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
