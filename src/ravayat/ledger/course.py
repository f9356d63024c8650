"""How an event came to stand as it does: what its reports told, day after day of publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ravayat.ledger.events import Original, event_of
from ravayat.ledger.standing.rules import Rules
from ravayat.records import Estimate, Standing, StoredClaim

MOST_DAYS = 60
"""Days that are looked at; of more those between are left out evenly, the first and the last never."""
_MOST_PAIRS = 4_500_000
"""Days times pairs of claims: working out an event takes time by the square of its claims, a second for 1,200."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What could be said of an event once the reports of a day were there.

    Attributes:
        day: of publication; of reports without one that on which they were stored.
        articles: numbers of the reports of that day and of those since the stage before.
        roots: how many asserted the event by then.
        standing: by the rules, from what had been told by then; never one set by hand.
        counts: estimates from what had been told by then.
    """

    day: date
    articles: tuple[int, ...]
    roots: int
    standing: Standing
    counts: tuple[Estimate, ...]


def course_of(
    claims: Sequence[StoredClaim], rules: Rules, originals: Mapping[int, Original] | None = None
) -> tuple[Stage, ...]:
    """The stages of the event that ``claims`` tell, from the first report to the last.

    A report counts with its newest version on the day it was published: what older versions of it told is seen
    by comparing them.

    Args:
        claims: at least one.
        rules: of grading.
        originals: for articles that are copies (by id) the text that they repeat.
    """
    days = {claim.id: claim.article.published or claim.article.added.date() for claim in claims}
    return tuple(_stages(claims, days, rules, originals or {}))


def _stages(
    claims: Sequence[StoredClaim], days: Mapping[int, date], rules: Rules, originals: Mapping[int, Original]
) -> Iterator[Stage]:
    seen: set[int] = set()
    most = min(MOST_DAYS, max(2, _MOST_PAIRS // len(claims) ** 2))
    for day in _thinned(sorted(set(days.values())), most):
        so_far = [claim for claim in claims if days[claim.id] <= day]
        found = event_of(so_far, rules, originals=originals)
        articles = tuple(dict.fromkeys(one.article.id for one in found.claims if one.article.id not in seen))
        seen.update(articles)
        roots = sum(1 for root in found.roots if root.asserts)
        yield Stage(day, articles, roots, found.standing, found.counts)


def _thinned(days: Sequence[date], most: int) -> Sequence[date]:
    if len(days) <= most:
        return days
    last = len(days) - 1
    return [days[round(number * last / (most - 1))] for number in range(most)]
