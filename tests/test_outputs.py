"""Files that commands write: whole, or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from ravayat.cli import app
from ravayat.ledger.store import open_store
from ravayat.outputs import opened_output
from ravayat.testing import made_report


@pytest.fixture
def store(tmp_path: Path) -> str:
    address = tmp_path / "ledger.sqlite"
    with open_store(address) as opened:
        opened.add(made_report(1), "by hand")
    return str(address)


def test_a_drawing_takes_the_place_of_the_file(store: str, tmp_path: Path) -> None:
    drawing = tmp_path / "chains.svg"
    drawing.write_text("before", encoding="utf-8")
    result = CliRunner().invoke(app, ["ledger", "graph", "1", "--svg", str(drawing), "--store", store])
    assert result.exit_code == 0, result.output
    assert drawing.read_text(encoding="utf-8").startswith("<svg")
    assert sorted(one.name for one in tmp_path.glob(".*")) == []


def test_a_drawing_that_cannot_be_written_is_one_line(store: str, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "chains.svg"
    result = CliRunner().invoke(app, ["ledger", "graph", "1", "--svg", str(nowhere), "--store", store])
    assert result.exit_code == 2
    assert result.stderr == f"{nowhere}: cannot be written (No such file or directory); choose another file\n"


def test_an_export_that_cannot_be_written_is_one_line(store: str, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "events.csv"
    result = CliRunner().invoke(app, ["ledger", "ask", "--export", "acled-csv", "-o", str(nowhere), "--store", store])
    assert result.exit_code == 2
    assert result.stderr == f"{nowhere}: cannot be written (No such file or directory); choose another file\n"


@pytest.mark.parametrize("command", ["ask --export jsonl -o", "graph 1 --svg"])
def test_standard_output_may_be_named_where_it_is_a_pipe(store: str, command: str) -> None:
    written = subprocess.run(
        [sys.executable, "-m", "ravayat", "ledger", *command.split(), "/dev/stdout", "--store", store],
        check=True,
        capture_output=True,
    )
    assert written.stdout[:1] in (b"{", b"<")


def test_what_breaks_off_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    file.write_text("before", encoding="utf-8")

    def break_off() -> None:
        with opened_output(file) as out:
            out.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert file.read_text(encoding="utf-8") == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["out.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    file.write_text("before", encoding="utf-8")
    file.chmod(0o400)
    with pytest.raises(typer.Exit), opened_output(file):
        pass
