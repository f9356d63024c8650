"""``ravayat text fix`` repairs files, tells what it would do, and never leaves a file half written."""

import errno
import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ravayat.cli import app

LOST = "کشتهاند و می شود\r\nخانه"
SOUND = "کشته‌اند و می‌شود\r\nخانه"


class Outcome:
    """What a command wrote and how it ended."""

    def __init__(self, *arguments: str | Path, stdin: str | bytes | None = None) -> None:
        result = CliRunner().invoke(app, ["text", "fix", *map(str, arguments)], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        self.status, self.out, self.err = result.exit_code, result.stdout_bytes.decode("utf-8"), result.stderr


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A text that has lost half-spaces."""
    path = tmp_path / "a.txt"
    path.write_bytes(LOST.encode())
    return path


def content(file: Path) -> str:
    return file.read_bytes().decode()


def test_the_repaired_text_goes_to_standard_output(file: Path) -> None:
    outcome = Outcome(file)
    assert (outcome.status, outcome.out) == (0, SOUND)
    assert content(file) == LOST


def test_standard_input_is_a_file_too() -> None:
    assert Outcome("-", stdin=LOST.encode()).out == SOUND


def test_in_place_writes_back_and_the_second_time_there_is_nothing_to_do(file: Path) -> None:
    file.chmod(0o640)
    first = Outcome("--in-place", file)
    assert (first.status, first.out, first.err) == (0, "", f"{file}: got 2 half-spaces\n")
    assert content(file) == SOUND
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(file.parent.iterdir()) == [file]
    second = Outcome("--in-place", file)
    assert (second.status, second.err) == (0, "")


def test_what_cannot_be_written_back_is_left_as_it_was_with_nothing_beside_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copymode", full)
    outcome = Outcome("--in-place", file)
    assert outcome.err == f"left out: {file}: cannot be written (No space left on device); check its permissions\n"
    assert content(file) == LOST
    assert list(file.parent.iterdir()) == [file]


def test_check_writes_nothing_and_tells_by_the_status(file: Path, tmp_path: Path) -> None:
    clean = tmp_path / "b.txt"
    clean.write_text(SOUND, encoding="utf-8")
    assert Outcome("--check", clean).status == 0
    outcome = Outcome("--check", tmp_path)
    assert (outcome.status, outcome.out, outcome.err) == (1, "", f"{file}: would get 2 half-spaces\n")
    assert content(file) == LOST


def test_diff_shows_the_lines_that_would_change(file: Path) -> None:
    lines = Outcome("--diff", file).out.splitlines()
    assert "-کشتهاند و می شود" in lines
    assert "+کشته‌اند و می‌شود" in lines
    assert content(file) == LOST


def test_a_folder_stands_for_the_texts_in_it(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.md", ".hidden/d.txt", "e.py"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("می شود", encoding="utf-8")
    changed = Outcome("--check", tmp_path).err.splitlines()
    assert [line.split(":")[0] for line in changed] == [str(tmp_path / "a.txt"), str(tmp_path / "b/c.md")]


def test_a_folder_without_texts_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").touch()
    outcome = Outcome("--check", tmp_path)
    assert outcome.status == 1
    assert outcome.err == f"left out: {tmp_path}: holds no .md, .rst, .txt file; name another folder\n"


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_text(SOUND, encoding="utf-8")
    plain = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return plain(path)

    monkeypatch.setattr(os, "scandir", refusing)
    outcome = Outcome("--check", tmp_path)
    assert outcome.status == 1
    closed = tmp_path / "closed"
    assert outcome.err == f"left out: {closed}: cannot be read (Permission denied); check its permissions\n"


def test_no_name_is_not_this_folder() -> None:
    outcome = Outcome("--check", "")
    assert (outcome.status, outcome.err[:13]) == (1, 'left out: "":')


def test_names_in_a_diff_break_no_line_and_steer_no_terminal(tmp_path: Path) -> None:
    named = tmp_path / "a\n\x1b[31m.txt"
    named.write_bytes(LOST.encode())
    first, second, *_ = Outcome("--diff", named).out.splitlines()
    assert first == f'--- "{tmp_path}/a\\012\\033[31m.txt"'
    assert second == f'+++ "{tmp_path}/a\\012\\033[31m.txt (repaired)"'
    assert Outcome("--check", named).err == f"{tmp_path}/a  [31m.txt: would get 2 half-spaces\n"


@pytest.mark.skipif(os.name == "nt", reason="names in bytes")
def test_a_name_in_no_known_encoding_stands_in_a_diff_as_it_is(tmp_path: Path) -> None:
    named = os.fsencode(tmp_path) + b"/\xc7.txt"
    Path(os.fsdecode(named)).write_bytes(LOST.encode())
    result = CliRunner().invoke(app, ["text", "fix", "--diff", os.fsdecode(named)])
    assert result.stdout_bytes.startswith(b"--- " + named)


def test_what_cannot_be_read_is_told_and_the_others_are_repaired(file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes("مي شود".encode("cp1256"))
    outcome = Outcome(bad, tmp_path / "nowhere.txt", file)
    assert (outcome.status, outcome.out) == (1, SOUND)
    assert outcome.err.splitlines() == [
        f"left out: {bad}: not UTF-8 (byte 1); save it as UTF-8, e.g. iconv -f WINDOWS-1256 -t UTF-8 FILE",
        f"left out: {tmp_path / 'nowhere.txt'}: no such file or folder; check the name",
    ]


def test_in_place_goes_with_nothing_that_only_looks(file: Path) -> None:
    for arguments in (("--check", file), ("--diff", file), ("-",)):
        outcome = Outcome("--in-place", *arguments)
        assert outcome.status == 2
        assert "--in-place" in outcome.err
    assert content(file) == LOST


def test_each_line_may_be_judged_by_itself() -> None:
    text = "سازمانهای ملی میگویند شدهاند.\n" + "می‌گویند که خانه‌ها شده‌اند و نمی‌خواهند.\n" * 9
    assert Outcome("-", stdin=text.encode()).out == text
    assert Outcome("--each-line", "-", stdin=text.encode()).out.startswith("سازمان‌های ملی می‌گویند شده‌اند.\n")


def test_the_convention_for_pronouns_is_an_option() -> None:
    text = "آنها میگویند شدهاند.".encode()
    assert Outcome("--pronouns", "half-space", "-", stdin=text).out.startswith("آن‌ها")
    assert Outcome("--pronouns", "as-written", "-", stdin=text).out.startswith("آنها")


def test_the_conventions_for_adverbs_and_names_are_options() -> None:
    text = "حسین بن علی به سرعت رفت و می گوید خانه ها ویران شده اند و نمی تواند بماند.".encode()
    assert Outcome("--joined-adverbs", "-", stdin=text).out.startswith("حسین بن علی به‌سرعت رفت")
    assert Outcome("--joined-names", "-", stdin=text).out.startswith("حسین‌بن‌علی به سرعت رفت")


def test_the_conventions_for_compounds_are_options() -> None:
    text = "بیکاران ضدانقلاب و مدیرعامل دوزبانه میگویند که خانهها ویران شدهاند.".encode()
    assert Outcome("-", stdin=text).out.startswith("بیکاران ضدانقلاب و مدیرعامل دوزبانه می‌گویند")
    prefixes = Outcome("--parted-prefix", "bi", "--parted-prefix", "zedd", "-", stdin=text)
    assert prefixes.out.startswith("بی‌کاران ضد‌انقلاب و مدیرعامل دوزبانه")
    assert Outcome("--joined-numbers", "-", stdin=text).out.startswith("بیکاران ضدانقلاب و مدیرعامل دو‌زبانه")
    assert Outcome("--joined-titles", "-", stdin=text).out.startswith("بیکاران ضدانقلاب و مدیر‌عامل دوزبانه")
