"""Which tellings are compared at all: those of near days in one region.

A telling is filed under a few keys and asks for the keys under which tellings about the same event would
be filed, so that the cost of a new one does not grow with the store. A key is a number of 64 bits: 40 of
family and place, 22 of the day on which a stretch begins, 2 of its sort. So those of one place and near days stand side
by side in the store, on a page or two, where a hash of all would have each on a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final

from ravayat.ledger.joining.traits import Traits
from ravayat.ledger.keys import number_of

_FEW_DAYS: Final = 5
_FEW_WEEKS: Final = 6
_WEEK: Final = 7
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
_SORTS: Final = 4
_TIMES: Final = (1 << 22) * _SORTS
"""As many times as there are in a key; the last day of the calendar is number 3,652,059."""
_DAY, _IN_WEEK, _OVER_WEEKS, _IN_MONTH = range(_SORTS)
"""Sorts of times: a day, the week of one, one of the weeks of a longer stretch, the month of its end."""
_UNTIMED: Final = 0


def filed_under(traits: Traits) -> list[int]:
    """Keys of the telling itself."""
    families = _families(traits)
    keys = _keys(families, _own_places(traits), _own_days(traits))
    if traits.last is not None:
        keys |= _keys(families, _named(traits), [_month(traits.last // _MONTH)])
    return sorted(keys)


def asks_for(traits: Traits) -> list[int]:
    """Keys of the tellings that it is compared with."""
    families = set(_families(traits))
    families |= {also for family in families for also in _ALSO.get(family, ())}
    keys = _keys(families, _asked_places(traits), _asked_days(traits))
    if not traits.time_told and traits.last is not None:
        # A recollection without a day is of something at that place in the months before.
        months = range(traits.last // _MONTH - _RECALLED, traits.last // _MONTH + 1)
        keys |= _keys(families, _named(traits), map(_month, months))
    return sorted(keys)


def _keys(families: Iterable[str], places: Iterable[str], times: Iterable[int]) -> set[int]:
    """A key for each family, place and time."""
    whats = {number_of(f"{family}|{place}".encode()) // _TIMES for family, place in product(families, list(places))}
    return {what * _TIMES + time for what, time in product(whats, set(times))}


def _day(day: int) -> int:
    return day * _SORTS + _DAY


def _week(week: int, sort: int) -> int:
    return week * _WEEK * _SORTS + sort


def _month(month: int) -> int:
    # The first months of the calendar have none before them.
    return max(0, month) * _MONTH * _SORTS + _IN_MONTH


def _families(traits: Traits) -> set[str]:
    return {_FAMILY.get(name, _VIOLENCE) for name in traits.types}


def _own_days(traits: Traits) -> Iterator[int]:
    if traits.first is None or traits.last is None:
        yield _UNTIMED
        return
    weeks = range(traits.first // _WEEK, traits.last // _WEEK + 1)
    if traits.last - traits.first < _FEW_DAYS:
        yield from map(_day, range(traits.first, traits.last + 1))
        yield from (_week(week, _IN_WEEK) for week in weeks)
    elif len(weeks) <= _FEW_WEEKS:
        yield from (_week(week, _OVER_WEEKS) for week in weeks)
    else:
        # A stretch of months is found from its end: running totals and summaries of a year.
        yield _week(weeks[-1], _OVER_WEEKS)


def _asked_days(traits: Traits) -> Iterator[int]:
    if traits.first is None or traits.last is None:
        yield _UNTIMED
        return
    first, last = traits.first - _SLACK, traits.last + _SLACK
    weeks = range(first // _WEEK, last // _WEEK + 1)[-_FEW_WEEKS:]
    if traits.last - traits.first < _FEW_DAYS:
        yield from map(_day, range(first, last + 1))
    else:
        yield from (_week(week, _IN_WEEK) for week in weeks)
    yield from (_week(week, _OVER_WEEKS) for week in weeks)


def _province(traits: Traits) -> str | None:
    """The unit below the country that the place lies in: the last but one of what it lies in."""
    return traits.within[-2] if len(traits.within) > 1 else None


def _named(traits: Traits) -> list[str]:
    return [f"={name}" for name in traits.names]


_ANYWHERE: Final = "**"
_NOWHERE: Final = "?"


def _own_places(traits: Traits) -> Iterator[str]:
    yield _ANYWHERE
    yield from _named(traits)
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
    yield from _named(traits)
    province = _province(traits)
    if province:
        yield province
    elif traits.place_told and not traits.country and traits.place:
        yield traits.place
    for country in traits.countries:
        # Who names no province may mean any; who names one also means those who name none.
        yield country if province and country == traits.country else f"{country}*"
