"""Which tellings are compared at all: those of near days in one region.

A telling is filed under a few keys and asks for the keys under which tellings about the same event would
be filed, so that the cost of a new one does not grow with the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ravayat.ledger.joining.traits import Traits
from ravayat.ledger.keys import number_of

_FEW_DAYS: Final = 5
_FEW_WEEKS: Final = 6
_MONTH: Final = 30
_RECALLED: Final = 2
"""Months back in which a report that tells no day is compared with what happened at the same place."""
_SLACK: Final = 1
"""Days by which tellers differ about one event: "last night" and the day of the report."""
_FAMILY: Final = {
    "protest": "crowd",
    "riot": "crowd",
    "abduction": "captive",
    "arrest": "captive",
    "agreement": "deal",
    "displacement": "people",
}
"""Types that are filed apart; all others are violence, whose means tellers tell differently."""
_VIOLENCE: Final = "violence"
_ALSO: Final = {"crowd": (_VIOLENCE,), _VIOLENCE: ("crowd",)}
"""A crowd fired upon is a protest to one teller and an attack to the next."""


def filed_under(traits: Traits) -> list[int]:
    """Keys of the telling itself."""
    families = _families(traits)
    keys = {
        f"{family}|{when}|{where}" for family in families for when in _own_days(traits) for where in _own_places(traits)
    }
    if traits.last is not None:
        keys |= {f"{family}|m{traits.last // _MONTH}|={name}" for family in families for name in traits.names}
    return sorted(number_of(key.encode()) for key in keys)


def asks_for(traits: Traits) -> list[int]:
    """Keys of the tellings that it is compared with."""
    families = set(_families(traits))
    families |= {also for family in families for also in _ALSO.get(family, ())}
    keys = {
        f"{family}|{when}|{where}"
        for family in families
        for when in _asked_days(traits)
        for where in _asked_places(traits)
    }
    if not traits.time_told and traits.last is not None:
        # A recollection without a day is of something at that place in the months before.
        months = range(traits.last // _MONTH - _RECALLED, traits.last // _MONTH + 1)
        keys |= {f"{family}|m{month}|={name}" for family in families for month in months for name in traits.names}
    return sorted(number_of(key.encode()) for key in keys)


def _families(traits: Traits) -> set[str]:
    return {_FAMILY.get(name, _VIOLENCE) for name in traits.types}


def _own_days(traits: Traits) -> Iterator[str]:
    if traits.first is None or traits.last is None:
        yield "?"
        return
    weeks = range(traits.first // 7, traits.last // 7 + 1)
    if traits.last - traits.first < _FEW_DAYS:
        yield from (f"d{day}" for day in range(traits.first, traits.last + 1))
        yield from (f"W{week}" for week in weeks)
    elif len(weeks) <= _FEW_WEEKS:
        yield from (f"w{week}" for week in weeks)
    else:
        # A stretch of months is found from its end: running totals and summaries of a year.
        yield f"w{weeks[-1]}"


def _asked_days(traits: Traits) -> Iterator[str]:
    if traits.first is None or traits.last is None:
        yield "?"
        return
    first, last = traits.first - _SLACK, traits.last + _SLACK
    weeks = range(first // 7, last // 7 + 1)
    if traits.last - traits.first < _FEW_DAYS:
        yield from (f"d{day}" for day in range(first, last + 1))
    else:
        yield from (f"W{week}" for week in weeks[-_FEW_WEEKS:])
    yield from (f"w{week}" for week in weeks[-_FEW_WEEKS:])


def _province(traits: Traits) -> str | None:
    """The unit below the country that the place lies in: the last but one of what it lies in."""
    return traits.within[-2] if len(traits.within) > 1 else None


_ANYWHERE: Final = "**"
_NOWHERE: Final = "?"


def _own_places(traits: Traits) -> Iterator[str]:
    yield _ANYWHERE
    yield from (f"={name}" for name in traits.names)
    if not traits.place_told:
        yield _NOWHERE
    if province := _province(traits):
        yield province
    elif traits.place_told and not traits.country and traits.place:
        yield traits.place  # a sea, a land of several countries
    for country in traits.countries:
        yield f"{country}*"
        if not province:
            yield country


def _asked_places(traits: Traits) -> Iterator[str]:
    if not traits.countries and not traits.place:
        yield _ANYWHERE
        return
    yield _NOWHERE
    # A name that is found in the wrong country is still the same name.
    yield from (f"={name}" for name in traits.names)
    province = _province(traits)
    if province:
        yield province
    elif traits.place_told and not traits.country and traits.place:
        yield traits.place
    for country in traits.countries:
        # Who names no province may mean any; who names one also means those who name none.
        yield country if province and country == traits.country else f"{country}*"
