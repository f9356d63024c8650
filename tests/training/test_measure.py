"""Which thresholds are chosen."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("torch", reason="training needs the extra train")

from ravayat.reading.decode import Settings
from ravayat.reading.labels import CHAIN_ROLES
from ravayat.reading.second_look import LOOKED_AT
from ravayat.training.measure import tune_again


class Articles:
    """Held-out articles on which thresholds near ``best`` are right, and the network alone in ``first`` slots."""

    def __init__(self, best: float, first: tuple[str, ...] = (), further: float | None = None) -> None:
        self._best, self._first, self._further = best, first, best if further is None else further

    def score(self, settings: Settings) -> Any:
        wanted = {role: self._further if role in CHAIN_ROLES[1:] else self._best for role in settings.again}
        misses = sum(abs(step - wanted[role]) for role, step in settings.again.items())
        told = {"chain" if role in CHAIN_ROLES else role for role in settings.again}
        rows = {slot: 0.5 + 0.1 * ((slot in told) != (slot in self._first)) for slot in (*LOOKED_AT, "chain")}
        rows |= {"ledger": 0.5 - misses / 100, "event": 0.5 - abs(settings.event_again - self._best)}
        rows["claim"] = 0.5 - abs(settings.event_types - 2 * self._best)
        return SimpleNamespace(rows={slot: SimpleNamespace(f1=f1) for slot, f1 in rows.items()})


def chosen(best: float, *first: str) -> Settings:
    return tune_again(Articles(best, first), Settings())  # type: ignore[arg-type]


@pytest.mark.parametrize("best", [0.2, 0.4])
def test_the_thresholds_that_score_best_are_taken(best: float) -> None:
    found = chosen(best)
    assert found.again == dict.fromkeys(LOOKED_AT, best)
    assert found.event_again == best
    assert found.event_types == pytest.approx(2 * best, abs=0.13)


def test_a_slot_that_the_second_look_makes_worse_is_left_to_the_network() -> None:
    assert set(chosen(0.4, "wounded").again) == set(LOOKED_AT) - {"wounded"}


def test_a_chain_is_left_to_it_whole() -> None:
    assert set(chosen(0.4, "chain").again) == set(LOOKED_AT) - set(CHAIN_ROLES)


def test_links_beyond_the_nearest_teller_have_a_threshold_of_their_own() -> None:
    found = tune_again(Articles(0.4, further=0.24), Settings())  # type: ignore[arg-type]
    assert found.again["chain2"] == 0.24 != found.again["chain1"]
