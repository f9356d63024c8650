"""A store that fails under a command is told in one line."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ravayat.cli import app
from ravayat.ledger.store import Decision, engine, open_store
from ravayat.testing import KeywordReader, made_report

READING = ["status", "ask", "show 1", "history 1", "ask --export jsonl"]
WRITING = ["rebuild", "review 1 accept --by me", "undo 1"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    address = tmp_path / "ledger.sqlite"
    with open_store(address) as opened:
        for seed in range(20):
            opened.add(made_report(seed), "by hand")
    return address


def told(store: Path | str, command: str, *more: str | Path) -> str:
    """The one line with which a command ends that cannot be carried out."""
    words = ["ledger", *command.split(), *map(str, more), "--store", str(store)]
    result = CliRunner().invoke(app, words, obj=KeywordReader())
    assert result.exit_code == 2, (result.exit_code, result.output, result.exception)
    assert result.stderr.count("\n") == 1
    return result.stderr


def prepared(monkeypatch: pytest.MonkeyPatch, pragma: str) -> None:
    """Every connection of the store begins with this."""
    before = engine._prepare

    def prepare(connection: Any, record: Any) -> None:
        before(connection, record)
        connection.execute(f"PRAGMA {pragma}")

    monkeypatch.setattr(engine, "_prepare", prepare)


@pytest.mark.parametrize("command", [*READING, *WRITING])
def test_damaged_pages(store: Path, command: str) -> None:
    with sqlite3.connect(store) as connection:
        [size] = connection.execute("PRAGMA page_size").fetchone()
        roots = [page for (page,) in connection.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 0")]
        [kept] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    pages = bytearray(store.read_bytes())
    for page in {*roots} - {kept}:
        pages[(page - 1) * size : page * size] = b"\xff" * size
    store.write_bytes(pages)
    assert told(store, command).startswith(f"{store}: is damaged (")


def test_full_disk(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: str) -> None:
    (tmp_path / "long.txt").write_text(report * 3_000, encoding="utf-8")
    prepared(monkeypatch, "max_page_count=1")
    assert "the disk is full" in told(store, "add", tmp_path / "long.txt")


@pytest.mark.parametrize("command", WRITING)
def test_store_that_may_not_be_written(store: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared(monkeypatch, "query_only=ON")
    assert "may not be written" in told(store, command)


@pytest.mark.parametrize("command", ["status", "rebuild", "show 1"])
@pytest.mark.parametrize("address", ["", ":memory:"])
def test_store_in_no_file(command: str, address: str) -> None:
    assert "name a file" in told(address, command)


TOO_LARGE = "99999999999999999999"


@pytest.mark.parametrize(
    "command",
    [
        f"show {TOO_LARGE}",
        f"review {TOO_LARGE} accept --by me",
        f"undo {TOO_LARGE}",
        f"join 1 {TOO_LARGE} --by me",
        f"split {TOO_LARGE} --by me",
        f"withdraw {TOO_LARGE}",
        f"grade {TOO_LARGE} contested --by me",
        f"ask --killed {TOO_LARGE}",
        f"ask --after 3|{TOO_LARGE}",
    ],
)
def test_numbers_that_no_store_holds(store: Path, command: str) -> None:
    assert "larger than a store can hold" in told(store, command)


@pytest.mark.parametrize(
    ("slot", "value", "why"),
    [
        ("killed", f'{{"span": [0, 3], "min": {TOO_LARGE}, "max": null}}', "no form"),
        ("actor", "[[true,5]]", "no form"),
        ("actor", '[[1,"a"]]', "no form"),
        ("actor", "[" * 5_000 + "]" * 5_000, "no form"),
        ("type", "shelling", "need quotation marks"),
    ],
)
def test_value_of_no_form_is_told(store: Path, slot: str, value: str, why: str) -> None:
    words = ["ledger", "review", "1", "correct", "--by", "me", "--slot", slot, "--value", value, "--store", str(store)]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2, (result.exit_code, result.output, result.exception)
    assert why in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize("more", [["--slot", "type"], ["--value", '"shelling"']])
def test_correction_without_the_verdict_is_refused(store: Path, more: list[str]) -> None:
    result = CliRunner().invoke(app, ["ledger", "review", "1", "accept", "--by", "me", *more, "--store", str(store)])
    assert result.exit_code == 2
    with open_store(store) as opened:
        assert opened.history(1) == []


def test_history_steers_no_terminal(store: Path) -> None:
    with open_store(store) as opened:
        opened.review(1, Decision("accept", "Sara\x1b[31m", "seen\x1b]0;x\x07\nand more"))
    result = CliRunner().invoke(app, ["ledger", "history", "1", "--store", str(store)])
    assert result.stdout.count("\n") == 2
    assert "\x1b" not in result.stdout


class TestQuestions:
    def ask(self, store: Path, *words: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["ledger", "ask", *words, "--store", str(store)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, " ".join(f"{result.stdout}{result.stderr}".replace("│", " ").split())

    @pytest.mark.parametrize("day", ["2016-09-01", "1395-06-11", "۱۳۹۵/۰۶/۱۱"])
    def test_days_may_be_of_any_calendar(self, store: Path, day: str) -> None:
        status, told = self.ask(store, "--since", day, "--until", day, "--explain")
        assert status == 0
        assert "since 2016-09-01; until 2016-09-01" in told
        assert " 0 of 0 events" not in told

    def test_countries_may_be_in_small_letters(self, store: Path) -> None:
        assert self.ask(store, "--country", "sy") == self.ask(store, "--country", "SY")

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            (["--since", "yesterday"], "--since: 'yesterday' is no day"),
            (["--country", "ZZ"], "'ZZ' is no country's code"),
            (["--confidence", "7"], "--confidence"),
            (["--confidence", "nan"], "--confidence"),
            (["--output", "y.csv"], "--output is for --export"),
            (["--killed", "-1"], "--killed"),
            (["--near", "36,37", "--within", "-5"], "--within"),
            (["--within", "25"], "--within is around --near or --place"),
            (["--near", "36,37", "--place", "حلب"], "--near and --place both name a place"),
            (["--undated", "--until", "2019-01-01"], "leave out --since and --until"),
            (["--export", "jsonl", "--json", "--limit", "50"], "leave out --limit, --json"),
            (["--place", "Aleppo province"], "write the name in Persian"),
        ],
    )
    def test_what_cannot_be_asked_is_told(self, store: Path, words: list[str], why: str) -> None:
        status, told = self.ask(store, *words)
        assert status == 2
        assert why in told
