"""A program that is killed at any moment leaves a store that opens and is whole."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


def test_kills_leave_a_whole_store(root: Path) -> None:
    command = [sys.executable, str(root / "benchmarks" / "kills.py"), "--kills", "5", "--life", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^5 kills .* [1-9]\d* reports told as stored", done.stdout)
    assert "0 faults" in done.stdout
