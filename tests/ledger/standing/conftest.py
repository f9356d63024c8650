"""Claims and roots by hand, for what is worked out from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ravayat.records import Claim, Count, Quote, Root, Span, StoredArticle, StoredClaim


@pytest.fixture
def stored() -> Callable[..., StoredClaim]:
    """Builds a claim of the store: its number, the day and the article it was published in, its numbers of people."""

    def build(
        number: int,
        *,
        day: int = 1,
        stance: str = "asserted",
        article: int | None = None,
        whom: tuple[str, ...] = (),
        **counts: tuple[int | None, int | None],
    ) -> Any:
        quote = Quote("x", Span(0, 1))
        where = article or number
        source = StoredArticle(
            where, f"a{where}", "ایسنا", date(2016, 9, day), None, None, 1, "0" * 64, None, None,
            datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip
        slots = {slot: Count(low, high, quote, whom=whom) for slot, (low, high) in counts.items()}
        claim = Claim(1, 1, "air_strike", quote, stance, **slots)  # type: ignore[arg-type]
        return StoredClaim(number, source, claim, 1, "m", "x")

    return build


@pytest.fixture
def root_with() -> Callable[..., Root]:
    """Builds a root: its key, and the claims that assert, deny or doubt."""

    def build(
        key: str,
        *asserts: int,
        denies: tuple[int, ...] = (),
        doubts: tuple[int, ...] = (),
        party: bool = False,
        kind: str | None = "agency",
    ) -> Root:
        return Root(key, key, key.title(), kind, party, asserts, denies, doubts, ())

    return build
