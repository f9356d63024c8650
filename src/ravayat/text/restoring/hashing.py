"""Hashes of all substrings of a text at the cost of two array operations each.

A polynomial hash modulo 2**64 over prefix sums (Karp and Rabin, 1987): with
``sums[i]`` = sum of ``code[k] * base**-k`` for ``k < i``, the hash of ``[i, j)`` is
``(sums[j] - sums[i]) * base**i``, which depends on the characters alone, not on where they
stand. ``base`` is odd and therefore has an inverse.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from ravayat.text.restoring.characters import Bools, Codes, Ints

Hashes = npt.NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 2**64)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_FACTOR = 0xC2B2AE3D27D4EB4F
_LAST_FACTOR = np.uint64(_FACTOR)
_SHIFT = np.uint64(32)


_KEPT_BITS = 18
"""Powers are kept for texts of up to 2 to this power characters; longer ones have time for their own."""


def _powers(base: int, count: int) -> Hashes:
    if count <= 1 << _KEPT_BITS:
        return _kept_powers(base)[:count]
    return _computed_powers(base, count)


@cache
def _kept_powers(base: int) -> Hashes:
    return _computed_powers(base, 1 << _KEPT_BITS)


def _computed_powers(base: int, count: int) -> Hashes:
    factors = np.full(count, base, np.uint64)
    factors[:1] = 1
    return np.cumprod(factors, dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class SubstringHashes:
    """Hashes of the substrings of one array of code points."""

    sums: Hashes
    powers: Hashes

    @classmethod
    def of(cls, codes: Codes) -> SubstringHashes:
        """Prepare ``codes``."""
        sums = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum(codes * _powers(_INVERSE, len(codes)), out=sums[1:])
        return cls(sums, _powers(_BASE, len(codes) + 1))

    def between(self, starts: Ints, ends: Ints) -> Hashes:
        """The hash of each ``[start, end)``; an empty one is 0."""
        return (self.sums[ends] - self.sums[starts]) * self.powers[starts]


def glued(left: Hashes, right: Hashes, lengths: Ints) -> Hashes:
    """The hash of the two substrings of each pair written as one, given the length of the left one."""
    return left + _powers(_INVERSE, int(lengths.max(initial=0)) + 1)[lengths] * right


def pair(left: Hashes, right: Hashes) -> Hashes:
    """One hash of two, in their order."""
    result: Hashes = left >> _SHIFT
    result ^= left
    result *= _MIX
    result += right
    return result


def scattered(rows: Hashes) -> Hashes:
    """Each row multiplied by a number of its own, which brings all its bits into the upper ones."""
    result = rows >> _SHIFT
    result ^= rows
    result *= _powers(_FACTOR, len(rows) + 1)[1:, None]
    return result


def mixed(hashes: Hashes) -> Hashes:
    """Each hash with its bits mixed, so that the order of the results is an order of chance; stores keep them."""
    half = hashes >> _SHIFT
    half ^= hashes
    half *= _MIX
    result = half >> _SHIFT
    result ^= half
    result *= _LAST_FACTOR
    return result


def fingerprints(hashes: Hashes) -> npt.NDArray[np.uint32]:
    """32 bits a hash, to be kept in tables."""
    return (mixed(hashes) >> _SHIFT).astype(np.uint32)


def contained(keys: Hashes, known: Hashes) -> Bools:
    """Which of ``keys`` are in ``known``, which is sorted; where those are few much quicker than numpy's own."""
    if not len(known):
        return np.zeros(len(keys), np.bool_)
    found: Bools = known[known[:-1].searchsorted(keys)] == keys
    return found


def among(keys: Hashes, words: tuple[str, ...]) -> Bools:
    """Which of ``keys`` are those of ``words``."""
    return contained(keys, hashes_of(words))


@cache
def hashes_of(words: tuple[str, ...]) -> Hashes:
    """The hashes of some words, sorted."""
    codes: Codes = np.array([ord(letter) for letter in "".join(words)], np.uint32)
    ends = np.cumsum([len(word) for word in words])
    return np.sort(SubstringHashes.of(codes).between(ends - [len(word) for word in words], ends))
