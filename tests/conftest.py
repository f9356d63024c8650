"""Places and samples that many tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real news and gold articles beside the repository; not everybody has it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared here")
    return folder


@pytest.fixture
def report() -> str:
    """A short report that reads as Persian."""
    return "به گزارش سانا، در انفجار بمب در شهر حلب سه نفر کشته شدند. درگیری در حومه شهر ادامه دارد."
