"""The whole name around a quote that holds a part of it: «تنگه» of «تنگه هرمز», «السلطی» of «موفق السلطی»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ravayat.grounding.places.gazetteer import Gazetteer, Spelled, shipped_gazetteer
from ravayat.grounding.places.kind_words import AROUND, GENERIC, KIND_WORDS, NAMED_AFTER
from ravayat.grounding.places.spelling import name_words, spelling_key
from ravayat.records.place import Place
from ravayat.records.span import Span

_WORDS_BESIDE: Final = 2
"""How many words on either side may belong to a name: «سیستان و بلوچستان»."""
_BEHIND: Final = re.compile("(?:[ \\u200c-]{1,2}[^\\W\\d_]+(?:\\u200c[^\\W\\d_]+)*)")
_FRONT: Final = re.compile("(?:[^\\W\\d_]+(?:\\u200c[^\\W\\d_]+)*[ \\u200c-]{1,2})$")
_WATERS: Final = frozenset({"sea", "strait"})
_NO_PART: Final = frozenset(
    {*(word for word, kinds in KIND_WORDS.items() if not kinds & _WATERS), *AROUND, *GENERIC, *NAMED_AFTER, "های", "ی"}
)
"""Words in front of a name that are left out of it, as whoever quoted left them out."""
_LARGE: Final = frozenset({"country", "province"})


def whole_places(text: str, spans: Iterable[Span], gazetteer: Gazetteer | None = None) -> Mapping[Span, Span]:
    """Each of ``spans`` with the span of the longest known name that it is a part of, itself where there is none.

    Known are names that a person wrote down as the press has them, and those of provinces and countries.  A word
    for a kind or a direction in front ("استان", "جنوب") is no part of the name; one for a sea or a strait is.
    """
    gazetteer = gazetteer or shipped_gazetteer()
    wider = {span: _wider(text, span) for span in set(spans)}
    keys = {one: spelling_key(one.of(text)) for span, some in wider.items() for one in (span, *some)}
    found = gazetteer.spelled(keys.values())

    def named(span: Span) -> list[Place]:
        return [
            place
            for place, how in found.get(keys[span], ())
            if how is Spelled.WRITTEN or (how is Spelled.FOUND and place.kind in _LARGE)
        ]

    def whole(span: Span) -> Span:
        own = [place for place, _ in found.get(keys[span], ())]
        fits = (one for one in wider[span] if any(_adds(place, own, gazetteer) for place in named(one)))
        return next(fits, span)

    return {span: whole(span) for span in wider}


def _adds(place: Place, own: list[Place], gazetteer: Gazetteer) -> bool:
    """Whether the wider words mean another place than the quote, and not a part of the one it names."""
    around = {place.id, place.country, *(one.id for one in gazetteer.parents(place))}
    return not any(
        other.id == place.id or (other.id in around and other.kind not in ("province", "district")) for other in own
    )


def _wider(text: str, span: Span) -> list[Span]:
    """Spans with up to two words more on either side, the longest first."""
    starts, ends = [span.start], [span.end]
    for _ in range(_WORDS_BESIDE):
        behind = _BEHIND.match(text, ends[-1])
        if behind:
            ends.append(behind.end())
        front = _FRONT.search(text, max(0, starts[-1] - 24), starts[-1])
        if front:
            starts.append(front.start())
    named = [span.start, *(start for start in starts[1:] if _begins_name(text[start : span.start]))]
    wider = (Span(start, end) for start in named for end in ends if (start, end) != (span.start, span.end))
    return sorted(wider, key=len, reverse=True)


def _begins_name(added: str) -> bool:
    """Whether what was added in front begins with a word that can be part of a name."""
    words = name_words(added)
    return bool(words) and words[0] not in _NO_PART
