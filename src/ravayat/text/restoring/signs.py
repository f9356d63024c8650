"""Other characters that stand for half-spaces: marks without width, and the no-break space of some presses.

A direction mark or a soft hyphen between two Persian letters has no use of its own: it was somebody's half-space. A
no-break space is mostly mere typography; but where one stands behind every verbal prefix of a text, it is the press's
half-space. Both are looked for once, and then count as the half-spaces that they become: what else a text lost is found
as it would be found in the restored text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ravayat.text.restoring.characters import BLANK, HALF_SPACE, LETTER, Characters, Segments
from ravayat.text.restoring.features import JoinPlaces, candidates
from ravayat.text.restoring.hashing import SubstringHashes, among
from ravayat.text.restoring.model import Model
from ravayat.text.restoring.restored import Change, ChangeKind
from ravayat.text.restoring.verbs import VERBAL

_MARKS = "\u200e\u200f\u00ad"
_NO_BREAK = "\u00a0"
_LETTER = r"[^\W\d_]"
# Before a function word such a mark stands where a blank was lost; one letter alone is no part of a word but an ezafe.
_MARK = re.compile(
    rf"(?<={_LETTER}{_LETTER})[{_MARKS}]+"
    rf"(?!(?:از|با|به|تا|در|را)(?!{_LETTER}))(?={_LETTER}{_LETTER}|(?<=[هة][{_MARKS}])[یي](?!\w))"
)
_MARK_CONFIDENCE = 0.95
_LEAST, _SHARE = 3, 0.9
"""Verbal prefixes that must have a no-break space behind them, and how many of those with any blank."""
_CONCEIVABLE, _LIKELY = 0.1, 0.85
"""What the model must say of a no-break space, and what it then is at least."""
_SHORTEST = 2
"""Letters that both words beside a no-break space must have."""
_BROKEN = ("لا",)
"""Behind this pair of letters, which has a sign of its own, presses put a no-break space inside words, too."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Characters of a text that stand for half-spaces.

    Attributes:
        changes: what becomes of them, in order.
    """

    changes: tuple[Change, ...] = ()

    @classmethod
    def of(cls, text: str, characters: Characters, model: Model) -> Signs:
        """Those of ``text``."""
        changes = list(_marks(text, characters))
        if _NO_BREAK in text:
            if changes:
                characters = cls(tuple(changes)).applied(text)
            changes += _no_break_spaces(text, characters, model)
        return cls(tuple(sorted(changes, key=lambda change: change.start)))

    def applied(self, text: str) -> Characters:
        """The characters of ``text`` with these as half-spaces."""
        # Of a run of marks the last one, behind which the half-space comes.
        places = np.array([change.end - 1 for change in self.changes], np.int64)
        return Characters.of(text, places)

    def beside(self, others: Iterable[Change]) -> Iterable[Change]:
        """These and ``others``, in order; of two changes of one character this one."""
        if not self.changes:
            return others
        changes = {(change.start, change.end): change for change in (*others, *self.changes)}
        return [changes[place] for place in sorted(changes)]


def _marks(text: str, characters: Characters) -> Iterator[Change]:
    if not any(mark in text for mark in _MARKS):
        return
    kinds, places = characters.kinds, characters.places
    for match in _MARK.finditer(text):
        start, end = match.span()
        if (kinds[places.searchsorted((start - 1, end))] == LETTER).all():
            yield Change(ChangeKind.DELETED, end, end, "", HALF_SPACE, _MARK_CONFIDENCE)


def _no_break_spaces(text: str, characters: Characters, model: Model) -> Iterator[Change]:
    segments = Segments.of(characters)
    hashes = SubstringHashes.of(characters.codes)
    keys = hashes.between(segments.starts, segments.ends)
    left = (segments.gaps == BLANK).nonzero()[0]
    unbroken = characters.codes[segments.ends[left]] == ord(_NO_BREAK)
    verbal = among(keys[left], VERBAL)
    count = np.count_nonzero(verbal & unbroken)
    if count < _LEAST or count < _SHARE * np.count_nonzero(verbal):
        return
    rows = model.lexicon.look_up(keys)
    left = left[unbroken & candidates(rows.before[left], rows.after[left + 1])]
    places = JoinPlaces(left, left + 1, keys)
    probability = model.joins(hashes, segments, places, rows)
    ends, lengths = segments.ends[left], segments.ends - segments.starts
    broken = np.minimum(lengths[left], lengths[left + 1]) < _SHORTEST
    broken |= among(hashes.between(ends - _SHORTEST, ends), _BROKEN)
    chosen = ~broken & (probability >= _CONCEIVABLE)
    for place, confidence in zip(characters.places[ends[chosen]].tolist(), probability[chosen].tolist(), strict=True):
        yield Change(ChangeKind.BLANK, place, place + 1, text[place], HALF_SPACE, max(confidence, _LIKELY))
