"""Words of a phrase cut into the names and nouns that the registry knows, longest first."""

from __future__ import annotations

from dataclasses import dataclass

from ravayat.grounding.registry.folding import ENDINGS, stems, tokens
from ravayat.grounding.registry.registry import HEAD, Registry, Sense

_UNKNOWN: tuple[Sense, ...] = ()
_LONGEST_ENDING = 8
"""Letters that two endings can have together."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring tokens that mean something together, or one token that is not known.

    Attributes:
        form: the tokens run together.
        senses: what they can mean; none for an unknown token.
    """

    form: str
    senses: tuple[Sense, ...]

    def has(self, what: str) -> bool:
        """Whether one of the senses is of that sort."""
        return any(sense.what == what for sense in self.senses)

    def of(self, what: str) -> tuple[Sense, ...]:
        """The senses of that sort."""
        return tuple(sense for sense in self.senses if sense.what == what)


def split(text: str, registry: Registry) -> list[Piece]:
    """Pieces of ``text`` in order.

    At every token the longest run that the registry knows is taken. A name too short to
    be sure of (the "صدر" in "علی صدر") is not believed beside an unknown word.
    """
    parts = tokens(text)
    ending = _endings_ahead(parts)
    pieces: list[Piece] = []
    start, known = 0, True
    while start < len(parts):
        stop, senses = start + 1, _UNKNOWN
        if _may_begin(parts, start, registry):
            stop, senses = _longest(parts, start, ending, registry)
        believed = senses if known or not senses else _sober(senses)
        pieces.append(Piece("".join(parts[start:stop]), believed))
        start, known = stop, bool(senses)
    return pieces


def _may_begin(parts: list[str], start: int, registry: Registry) -> bool:
    """Whether a run from ``start`` can be known at all: most words of a text begin nothing, and are seen off here."""
    first = parts[start]
    if len(first) >= HEAD:
        return first[:HEAD] in registry.heads
    run = "".join(parts[start : start + HEAD])
    return run[:HEAD] in registry.heads or first in registry.senses or run[: HEAD - 1] in registry.senses


def _endings_ahead(parts: list[str]) -> list[bool]:
    """For each token whether one of the next few is an ending that stands apart."""
    ahead = [False] * len(parts)
    for index, part in enumerate(parts):
        if part in ENDINGS:
            first = max(0, index - _LONGEST_ENDING)
            ahead[first:index] = [True] * (index - first)
    return ahead


def _longest(parts: list[str], start: int, ending: list[bool], registry: Registry) -> tuple[int, tuple[Sense, ...]]:
    senses, beginnings = registry.senses, registry.beginnings
    runs = []
    run = ""
    for index in range(start, len(parts)):
        last, before = parts[index], run
        run += last
        # All but an ending must begin a key, or no longer run can be one either.
        if run[:-_LONGEST_ENDING] not in beginnings:
            break
        # An ending may stand apart ("داعشی ها"), but no other word is one ("سخنگوی یگان" is no "سخنگو"): a stem
        # must go on into the last word, so that all words before it begin a key.
        if last in ENDINGS:
            runs.append((index + 1, run, 0))
        elif before in beginnings:
            runs.append((index + 1, run, len(before)))
        if not ending[index] and run not in beginnings:
            break
    for stop, run, least in reversed(runs):
        if found := senses.get(run):
            return stop, found
        for stem in stems(run):
            known = senses.get(stem) if len(stem) > least else None
            # A shy name with an ending is a family name more often than not: "صدری", "فتحی".
            if known and (certain := _sober(known)):
                return stop, certain
    return start + 1, ()


def _sober(senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
    return tuple(sense for sense in senses if not sense.shy)
