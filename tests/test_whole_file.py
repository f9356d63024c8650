from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ravayat.views.exports import EXPORTS
from ravayat.whole_file import remove_halves, replacing


def test_a_file_is_the_old_one_until_the_new_one_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    file.write_text("before", encoding="utf-8")
    with replacing(file) as out:
        out.write("روایت")
        assert file.read_text(encoding="utf-8") == "before"
    assert file.read_text(encoding="utf-8") == "روایت"
    assert list(tmp_path.iterdir()) == [file]


def test_what_breaks_off_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "out.bin"
    file.write_bytes(b"before")

    def break_off() -> None:
        with replacing(file, "wb", forced=True) as out:
            out.write(b"half")
            raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        break_off()
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_was_not_there_is_not_there_when_it_breaks_off(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no more"), replacing(tmp_path / "new.txt"):
        raise ValueError("no more")
    assert list(tmp_path.iterdir()) == []


def test_it_is_forced_to_the_disk_before_it_takes_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, seen = tmp_path / "out.txt", []
    monkeypatch.setattr(os, "fsync", lambda handle: seen.append((file.exists(), os.fstat(handle).st_size)))
    with replacing(file, forced=True) as out:
        out.write("whole")
    assert seen == [(False, len("whole"))]


def save_nothing(path: Path) -> None:
    EXPORTS["jsonl"].save([], path)


def write_nothing(path: Path) -> None:
    with replacing(path):
        pass


@pytest.mark.parametrize("write", [write_nothing, save_nothing])
def test_a_file_keeps_its_permissions(tmp_path: Path, write: Callable[[Path], None]) -> None:
    file = tmp_path / "secret.jsonl"
    file.write_text("before", encoding="utf-8")
    file.chmod(0o640)
    write(file)
    assert file.read_bytes() == b""
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize("write", [write_nothing, save_nothing])
def test_what_a_link_points_to_is_replaced_and_not_the_link(tmp_path: Path, write: Callable[[Path], None]) -> None:
    file, link = tmp_path / "there.jsonl", tmp_path / "here.jsonl"
    file.write_text("before", encoding="utf-8")
    link.symlink_to(file)
    write(link)
    assert link.is_symlink()
    assert file.read_bytes() == b""


def test_a_pipe_is_written_itself(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with replacing(pipe) as out:
        out.write("told")
    reader.join()
    assert read == [b"told"]
    assert pipe.is_fifo()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    file.touch(0o400)
    with pytest.raises(PermissionError), replacing(file):
        pass


def test_two_threads_that_write_one_file_each_write_it_whole(tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    with replacing(file) as one:
        one.write("one")
        with replacing(file) as other:
            other.write("the other")
        assert file.read_text(encoding="utf-8") == "the other"
    assert file.read_text(encoding="utf-8") == "one"


def test_halves_of_other_files_stay(tmp_path: Path) -> None:
    for name in (".out.txt.99.part", ".other.txt.99.part", "out.txt"):
        (tmp_path / name).touch()
    remove_halves(tmp_path / "out.txt")
    assert sorted(one.name for one in tmp_path.iterdir()) == [".other.txt.99.part", "out.txt"]
