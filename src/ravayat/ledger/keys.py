"""Keys under which things that may belong together are filed."""

from __future__ import annotations

import hashlib


def number_of(key: bytes) -> int:
    """A key as a signed number of 64 bits, which an index keeps small."""
    return int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "big", signed=True)
