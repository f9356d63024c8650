"""The promise of docs/watch.md: a day of feeds that misbehave, with kills and jumps of the clock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("feedparser")
pytest.importorskip("trafilatura")
pytest.importorskip("httpx")


@pytest.mark.parametrize("kills", [0, 50])
def test_day_of_bad_feeds_gives_every_item_once_and_asks_nobody_too_early(root: Path, kills: int) -> None:
    program = root / "benchmarks" / "watch_day.py"
    command = [sys.executable, str(program), "--items", "120", "--kills", str(kills)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\n96 items: 0 lost, 0 stored twice\n0 requests too early, 0 faults\n" in done.stdout
    assert f"{kills} kills" in done.stdout
