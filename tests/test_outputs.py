"""Files that commands write: whole, or not at all."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from ravayat.cli import app
from ravayat.ledger.store import open_store
from ravayat.outputs import opened_output
from ravayat.testing import KeywordReader, made_report


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


def test_lines_of_csv_end_as_they_should_where_the_system_translates_them(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does to standard output."""
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, "utf-8", newline="\r\n"))
    app(["ledger", "ask", "--export", "acled-csv", "--store", store], standalone_mode=False)
    sys.stdout.flush()
    assert written.getvalue().count(b"\r\n") == 2
    assert b"\r\r" not in written.getvalue()


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


FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="a device of Linux")


@pytest.fixture
def text(tmp_path: Path, report: str) -> Path:
    file = tmp_path / "a.txt"
    file.write_text(report, encoding="utf-8")
    return file


def run(*words: str | Path, **options: Any) -> Any:
    """A command as a process of its own, with the stand-in reader."""
    code = "from ravayat.cli import app; from ravayat.testing import KeywordReader; app(obj=KeywordReader())"
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, check=False, **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options)


@needs_full
@pytest.mark.parametrize("command", ["read TEXT -o FULL", "read TEXT --jsonl -o FULL", "ledger graph 1 --svg FULL"])
def test_no_room_for_a_file_is_one_line(store: str, text: Path, command: str) -> None:
    words = [{"TEXT": str(text), "FULL": str(FULL)}.get(word, word) for word in command.split()]
    result = CliRunner().invoke(app, words, obj=KeywordReader(), env={"RAVAYAT_STORE": store})
    assert result.exit_code == 2
    assert result.stderr == "/dev/full: cannot be written (No space left on device); choose another file\n"


@needs_full
@pytest.mark.parametrize(
    "command", ["read TEXT", "read TEXT --jsonl", "text fix TEXT", "ledger ask", "ledger ask --export jsonl", "--help"]
)
def test_no_room_on_standard_output_is_one_line(store: str, text: Path, command: str) -> None:
    words = [{"TEXT": str(text)}.get(word, word) for word in command.split()]
    with FULL.open("wb") as full:
        done = run(*words, stdout=full, env=os.environ | {"RAVAYAT_STORE": store})
    assert done.returncode == 2
    told = b"standard output: cannot be written (No space left on device); make room, or choose another place\n"
    assert done.stderr == told


@pytest.mark.parametrize("command", ["show 1", "ask", "ask --export jsonl", "ask --json", "graph 1"])
def test_persian_comes_out_of_every_command_whatever_the_locale(store: str, command: str) -> None:
    env = os.environ | {"PYTHONIOENCODING": "ascii", "RAVAYAT_STORE": store}
    done = run("ledger", *command.split(), env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode()


@pytest.mark.skipif(os.name == "nt", reason="descriptors of POSIX")
class TestClosed:
    @pytest.mark.parametrize("command", ["read -", "text fix -"])
    def test_standard_input(self, command: str) -> None:
        done = run(*command.split(), preexec_fn=lambda: os.close(0))
        assert done.returncode == 1
        assert done.stderr == b"left out: standard input: is closed; send a text into it, or name a file\n"

    def test_standard_output(self, text: Path) -> None:
        done = run("read", text, preexec_fn=lambda: os.close(1))
        assert done.returncode == 2
        assert done.stderr == b"standard output is closed; send it to a file, or to /dev/null\n"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
class TestSignals:
    def test_termination_takes_away_what_is_half_written(self, tmp_path: Path, report: str) -> None:
        code = "from ravayat.cli import app; from ravayat.testing import KeywordReader; app(obj=KeywordReader())"
        command = [sys.executable, "-c", code, "read", "-", "--jsonl", "-o", str(tmp_path / "o.jsonl")]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdin
            process.stdin.write(json.dumps({"text": report}).encode() + b"\n")
            process.stdin.flush()
            until = time.monotonic() + 60
            while not list(tmp_path.iterdir()) and time.monotonic() < until:
                time.sleep(0.02)
            process.terminate()
            _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (-signal.SIGTERM, b"")
        assert list(tmp_path.iterdir()) == []

    def test_an_interrupt_while_the_program_is_loaded_ends_it_quietly(self) -> None:
        code = (
            "import builtins, sys; plain = builtins.__import__\n"
            "def interrupted(name, *more):\n"
            "    if name == 'typer': raise KeyboardInterrupt\n"
            "    return plain(name, *more)\n"
            "builtins.__import__ = interrupted\n"
            "from ravayat.__main__ import main; main()"
        )
        done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
        assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_a_folder_for_the_corpus_that_cannot_be_made_is_one_line(store: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "corpus"
    result = CliRunner().invoke(app, ["ledger", "corpus", str(folder), "--store", store])
    assert result.exit_code == 2
    assert result.stderr == f"{folder}: cannot be written (Not a directory); choose another file\n"
