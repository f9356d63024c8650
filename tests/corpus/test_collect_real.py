"""Annotations of real reports become offsets; what cannot is named and left out."""

import gzip
import json
import sys
from pathlib import Path

import pytest

from ravayat.corpus.collect_real import main

CLAIM = """
[[claim]]
event = 1
type = "explosion"
trigger = "انفجار"
"""


def test_a_file_named_after_no_report_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("n1", "x9"):
        (tmp_path / f"{name}.toml").write_text(CLAIM, encoding="utf-8")
    news, output = tmp_path / "news.jsonl.gz", tmp_path / "real.jsonl"
    with gzip.open(news, "wt", encoding="utf-8") as out:
        out.write(json.dumps({"doc": "n1", "text": "انفجار در حلب"}) + "\n")
    monkeypatch.setattr(sys, "argv", ["collect_real", str(tmp_path), "--news", str(news), "--output", str(output)])
    assert main() == 1
    assert "x9.toml" in capsys.readouterr().err
    assert [json.loads(line)["doc"] for line in output.read_text(encoding="utf-8").splitlines()] == ["n1"]
    assert not list(tmp_path.glob("*.part"))
