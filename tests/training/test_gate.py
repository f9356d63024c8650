"""What the gate pins, and what it refuses to pin."""

import json
import sys
from pathlib import Path

import pytest

from ravayat.training import gate


def test_floors_of_real_reports_are_not_kept_from_another_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"real": {"floors": {}}}), encoding="utf-8")
    monkeypatch.setattr(gate, "FLOORS_FILE", floors)
    monkeypatch.setattr(sys, "argv", ["gate", "--update"])
    with pytest.raises(SystemExit):
        gate.main()
    assert "--news" in capsys.readouterr().err
