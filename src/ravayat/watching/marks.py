"""What an item is known by across feeds: it may stand in two of them, or move from one to another."""

from __future__ import annotations

import hashlib
import json

from ravayat.sources.feeds import Item

_BYTES = 8
"""Of a mark: two of ten million items share one with a chance of 1 to 360,000."""


def mark_of(item: Item) -> int:
    """A number that the same item has in every feed.

    An address or identifier alone is not enough: some feeds give one address to everything, and others count from 1.
    """
    if item.url:
        page = item.url.partition("#")[0]
        return _number("page", page, item.title or item.words)
    # Another outlet that prints the same words tells them itself.
    return _number("words", item.outlet or "", item.title, item.words)


def _number(*parts: str) -> int:
    told = json.dumps([" ".join(part.split()) for part in parts])
    return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=_BYTES).digest(), "big", signed=True)
