"""The command, with real workers on this machine and the real model."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

psutil = pytest.importorskip("psutil")
pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

from ravayat import scale_options
from ravayat.cli import app
from ravayat.testing import made_report, store_contents

BARE = """
import sys
sys.modules["ravayat"] = None
from distributed.cli.dask_worker import main
main([sys.argv[1], "--nthreads", "1", "--no-nanny", "--no-dashboard"])
"""
"""A worker where Ravayat is not installed."""

LONG = 60.0
"""Most seconds that a test waits for something to begin."""


def invoke(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "ravayat", *map(str, arguments)]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two batches of made reports."""
    path = tmp_path / "reports.jsonl"
    articles = [made_report(seed, outlet=f"رسانه {seed}", killed=seed % 5 + 1).article for seed in range(70)]
    lines = [
        json.dumps({"doc": one.doc, "outlet": one.outlet, "text": one.text}, ensure_ascii=False) for one in articles
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_workers_give_what_one_process_gives_though_they_are_killed(reports: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.jsonl"
    subprocess.run(command("read", reports, "--jsonl", "-o", plain), check=True)
    kept = tmp_path / "kept"
    options = ("--scheduler", "local", "--workers", "2", "--results", kept, "-o", tmp_path / "spread.jsonl")
    with subprocess.Popen(command("read", reports, "--jsonl", *options)) as program:
        killed = [kill_one(program), kill_one(program)]
    assert program.returncode == 0
    assert len(set(killed)) == 2
    assert (tmp_path / "spread.jsonl").read_bytes() == plain.read_bytes()
    assert len(list(kept.rglob("*.parquet"))) == 2
    assert not [path for path in kept.rglob("*") if path.suffix == ".part"]

    # All is read: going on needs no worker's work, and gives the same into a store as reading there.
    status, out, err = invoke(
        "read", reports, "--scheduler", "local", "--workers", "1", "--results", kept, "--store", tmp_path / "s.sqlite"
    )
    assert (status, err) == (0, "")
    assert out.startswith("70 added; ")
    assert invoke("ledger", "add", reports, "--quiet", "--store", tmp_path / "plain.sqlite")[0] == 0
    assert store_contents(tmp_path / "s.sqlite") == store_contents(tmp_path / "plain.sqlite")


def workers_of(program: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Its workers, started or starting."""
    children = psutil.Process(program.pid).children(recursive=True)
    return [child for child in children if "distributed.cli.dask_worker" in child.cmdline()]


def kill_one(program: subprocess.Popen[bytes]) -> int:
    """Kill a worker of the program that has a batch, once there is one; its process."""
    from distributed import Client

    until = time.monotonic() + LONG
    while program.poll() is None and time.monotonic() < until:
        if workers := workers_of(program):
            address = workers[0].cmdline()[workers[0].cmdline().index("distributed.cli.dask_worker") + 1]
            with Client(address, timeout=LONG) as client:
                while program.poll() is None and time.monotonic() < until:
                    busy = [worker for worker, batches in client.processing().items() if batches]
                    for pid in client.run(os.getpid, workers=busy, on_error="ignore").values() if busy else ():
                        process = psutil.Process(pid)
                        process.send_signal(signal.SIGKILL)
                        process.wait(LONG)
                        return int(pid)
                    time.sleep(0.02)
        time.sleep(0.05)
    raise AssertionError("no worker read a batch")


def test_where_the_program_is_killed_the_same_command_goes_on(reports: Path, tmp_path: Path) -> None:
    store, kept = tmp_path / "s.sqlite", tmp_path / "s.sqlite.batches"
    again = command("read", reports, "--scheduler", "local", "--workers", "1", "--store", store)
    with subprocess.Popen(again) as program:
        until = time.monotonic() + LONG
        while program.poll() is None and not list(kept.rglob("*.parquet")) and time.monotonic() < until:
            time.sleep(0.01)
        workers = workers_of(program)
        program.kill()
    assert program.returncode == -signal.SIGKILL
    assert list(kept.rglob("*.parquet"))
    subprocess.run(again, check=True)
    assert invoke("ledger", "add", reports, "--quiet", "--store", tmp_path / "plain.sqlite")[0] == 0
    assert store_contents(store) == store_contents(tmp_path / "plain.sqlite")
    assert len(list(kept.rglob("*.parquet"))) == 2
    assert not list(kept.rglob("*.part"))
    # Workers whose scheduler is gone end by themselves.
    assert not psutil.wait_procs(workers, LONG)[1]


@pytest.fixture
def scheduler() -> Iterator[str]:
    """A scheduler with a worker that has no Ravayat."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    with (
        subprocess.Popen(dask, **quiet) as one,
        subprocess.Popen([sys.executable, "-c", BARE, address], **quiet) as two,
    ):
        yield address
        two.kill()
        one.kill()


def test_a_worker_without_ravayat_is_told_and_the_run_ends_where_there_is_no_other(
    scheduler: str, reports: Path
) -> None:
    from distributed import Client

    with Client(scheduler, timeout=LONG) as client:
        client.wait_for_workers(1, timeout=LONG)
    status, out, err = invoke("read", reports, "--jsonl", "--scheduler", scheduler)
    first, second = err.splitlines()
    assert (status, out) == (2, "")
    assert first.startswith("worker tcp://127.0.0.1:")
    assert "is not used: it cannot load Ravayat (No module named 'ravayat" in first
    assert first.endswith("install Ravayat 0.1.0 as it is here, with the extra `scale`")
    assert second == f"{scheduler}: none of its workers can read; install this Ravayat with its extra `scale` on them"


def test_a_scheduler_that_is_not_there_is_told_in_one_line(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ravayat.scale.fleet.PATIENCE", 0.2)
    status, out, err = invoke("read", reports, "--jsonl", "--scheduler", "tcp://127.0.0.1:1")
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith("tcp://127.0.0.1:1: no Dask scheduler answers (")
    assert line.endswith("start one there with `dask scheduler`, or take --scheduler local")


def test_an_address_that_is_none_is_told_in_one_line(reports: Path) -> None:
    status, _, err = invoke("read", reports, "--scheduler", "nonsense://x")
    assert status == 2
    (line,) = err.splitlines()
    assert line.startswith("nonsense://x: no Dask scheduler answers (")


def test_what_is_not_installed_is_told_with_the_way_to_get_it(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale_options, "find_spec", lambda _: None)
    status, _, err = invoke("read", reports, "--scheduler", "local")
    assert status == 2
    assert err == "--scheduler needs distributed and pyarrow, not installed here: pip install 'ravayat[scale]'\n"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--store", "s.sqlite"), "--store goes with --scheduler"),
        (("--workers", "2"), "--workers and --results go with --scheduler"),
        (("--results", "r"), "--workers and --results go with --scheduler"),
        (("--scheduler", "local", "--store", "s.sqlite", "--jsonl"), "--store takes all claims"),
        (("--scheduler", "local", "--store", "s.sqlite", "--min-confidence", "0.5"), "--store takes all claims"),
        (("--scheduler", "tcp://x:1", "--workers", "2"), "--workers goes with --scheduler local"),
    ],
)
def test_options_that_do_not_fit_are_told(options: tuple[str, ...], reason: str, reports: Path) -> None:
    status, _, err = invoke("read", reports, *options)
    assert status == 2
    assert reason in " ".join(err.replace("│", " ").split())
