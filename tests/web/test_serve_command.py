from __future__ import annotations

import builtins
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ravayat.cli import app
from ravayat.testing import KeywordReader

PROGRAM = "from ravayat.cli import app; from ravayat.testing import KeywordReader; app(obj=KeywordReader())"


def run(*arguments: str, **environment: str) -> Any:
    return CliRunner().invoke(app, ["serve", *arguments], obj=KeywordReader(), env=environment)


def test_others_are_refused_with_the_remedy(tmp_path: Path) -> None:
    result = run("--host", "0.0.0.0", "--store", str(tmp_path / "x.sqlite"))  # noqa: S104 - refused
    assert result.exit_code == 2
    assert "RAVAYAT_PASSWORD or --password-file" in result.stderr
    assert not (tmp_path / "x.sqlite").exists()


def test_a_password_that_cannot_be_read_is_told_with_its_file(tmp_path: Path) -> None:
    result = run("--password-file", str(tmp_path / "none"), "--store", str(tmp_path / "x.sqlite"))
    assert result.exit_code == 2
    told = "cannot be read (No such file or directory); name the file with the password"
    assert result.stderr == f"{tmp_path / 'none'}: {told}\n"


@pytest.mark.parametrize("store", ["", ":memory:"])
def test_a_store_in_no_file_is_refused(store: str) -> None:
    result = run("--store", store, "--port", "0")
    assert result.exit_code == 2
    assert "names no file; name a file" in result.stderr


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "ravayat.web.server":
            raise ModuleNotFoundError("No module named 'uvicorn'", name="uvicorn")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    result = run()
    assert result.exit_code == 2
    assert result.stderr == "serve needs uvicorn, which is not installed: pip install 'ravayat[web-app]'\n"


def test_a_store_that_is_none_and_a_port_that_is_taken_are_told(tmp_path: Path) -> None:
    (tmp_path / "no.sqlite").write_text("this is no database, only words", encoding="utf-8")
    result = run("--store", str(tmp_path / "no.sqlite"), "--port", "0")
    assert result.exit_code == 2
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("--store", str(tmp_path / "x.sqlite"), "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2
    assert "choose another with --host and --port" in result.stderr


def test_it_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, "serve", "--store", str(tmp_path / "new.sqlite"), "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split(" is open at ")[1].split()[0]
            # The socket listens from when the address is told, whatever the server still has to load.
            with urllib.request.urlopen(f"{address}api/v1/about", timeout=30) as answer:  # noqa: S310 - our own
                assert b'"events":0' in answer.read()
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) in (0, 130, -signal.SIGINT)
        finally:
            process.kill()
