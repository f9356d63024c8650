"""Libraries that only some forms need."""

from __future__ import annotations

from ravayat.sources.fault import Fault


def missing(library: str, extra: str) -> Fault:
    """The fault of an input that only an optional library can read, which is not there."""
    return Fault(f"read by {library}, which is not installed", f"pip install 'ravayat[{extra}]'")
