from __future__ import annotations

import pytest

from ravayat.records import Article
from ravayat.scale.equipment import Equipment, Software


@pytest.fixture
def equipment() -> Equipment:
    """Of no real model; its digest serves where the stand-in reader reads."""
    return Equipment(Software("1.0", "keywords", "c0de"))


@pytest.fixture
def articles(report: str) -> list[Article]:
    """Reports that differ."""
    return [Article(f"a{number}", f"{report} خبر {number}", "ایسنا") for number in range(10)]
