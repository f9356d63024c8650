"""Places and samples that many tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# A busy machine must not fail a test by being slow, nor a change by luck: CI draws the same examples every time.
settings.register_profile("ravayat", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("ravayat"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "ravayat")


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
