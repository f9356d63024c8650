from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from ravayat.cli import app

RUN = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/ravayat read examples/"
TEST = "bash .ci/test"


def commands(command: Any, name: str = "ravayat") -> Iterator[tuple[str, Any]]:
    """Every command that does something, with the words that call it."""
    if not hasattr(command, "commands"):
        yield name, command
        return
    for own, below in command.commands.items():
        yield from commands(below, f"{name} {own}")


ALL = dict(commands(typer.main.get_command(app)))


LEDGER = "add ask show graph status reread rebuild review undo history join split withdraw grade corpus"


def test_the_commands_are_these() -> None:
    assert list(ALL) == [
        "ravayat read",
        "ravayat eval",
        "ravayat train",
        "ravayat watch",
        "ravayat serve",
        "ravayat corpus check",
        "ravayat corpus coverage",
        "ravayat corpus agreement",
        "ravayat text fix",
        *(f"ravayat ledger {name}" for name in LEDGER.split()),
    ]


@pytest.mark.parametrize("name", ALL)
def test_every_command_and_option_is_documented_and_has_help(name: str, root: Path) -> None:
    page = (root / "docs" / "cli.md").read_text(encoding="utf-8")
    section = next((part for part in page.split("\n## ") if part.startswith(f"`{name}")), None)
    assert section, f"docs/cli.md has no section on {name}"
    assert ALL[name].help
    for parameter in ALL[name].params:
        if parameter.name != "help" and parameter.param_type_name == "option":
            assert parameter.help
            assert parameter.opts[0] in section


@pytest.mark.parametrize("page", ["README.md", "README.fa.md"])
def test_readme_says_how_to_run_and_test_it(page: str, root: Path) -> None:
    text = (root / page).read_text(encoding="utf-8")
    assert RUN in text
    assert TEST in text


def test_ci_runs_the_command_of_the_readme(root: Path) -> None:
    assert ".ci/test" in (root / ".ci" / "run").read_text(encoding="utf-8")


def pages(root: Path) -> list[Path]:
    return [*root.glob("*.md"), *(root / "docs").glob("*.md"), *root.glob("corpus/*.md"), *root.glob("tools/*/*.md")]


def anchors(page: Path) -> set[str]:
    """Where links into a page lead: its headings, as GitHub makes anchors of them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_pages_link_to_files_and_headings_that_exist(root: Path) -> None:
    for page in pages(root):
        for target in re.findall(r"\]\((?!https?:|mailto:)([^)]+)\)", page.read_text(encoding="utf-8")):
            name, _, anchor = target.partition("#")
            file = page.parent / name if name else page
            assert file.exists(), f"{page.name} links to {target}"
            assert not anchor or anchor in anchors(file), f"{page.name} links to {target}"


def test_pages_name_files_of_the_repository_that_exist(root: Path) -> None:
    for page in pages(root):
        if page.name != "CHANGELOG.md":  # tells of what is gone, too
            named = re.findall(
                r"(?<![\w./])(?:src|tests|benchmarks|tools|corpus|examples|\.ci)/[\w./-]*\w",
                page.read_text(encoding="utf-8"),
            )
            for name in named:
                assert (root / name).exists(), f"{page.name} names {name}"


def fenced(page: Path) -> list[str]:
    return re.findall(r"^```.*?^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def told_commands(page: Path) -> list[str]:
    """Commands that a page tells to type, without what is said about them."""
    typed = re.findall(
        r"^    (?! )(\S.*)$", re.sub("```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL), re.MULTILINE
    )
    return [command.partition("  #")[0].strip().replace(" -l fa", "") for command in typed]


def test_the_persian_readme_tells_what_the_english_one_does(root: Path) -> None:
    english, persian = root / "README.md", root / "README.fa.md"
    assert told_commands(persian) == told_commands(english)
    assert fenced(persian) == fenced(english)
    digits = str.maketrans("۰۱۲۳۴۵۶۷۸۹٫", "0123456789.", "٬,")
    text = persian.read_text(encoding="utf-8").translate(digits)
    figures = re.findall(r"\d\.\d\d", english.read_text(encoding="utf-8").partition("## What it can")[2])
    assert len(figures) > 10
    assert [figure for figure in figures if figure not in text] == []


def test_every_type_and_every_grade_is_told(root: Path) -> None:
    from ravayat.ledger.standing.rules import load_rules
    from ravayat.records import EVENT_TYPES

    for page, keys in (("annotation.md", EVENT_TYPES), ("ledger.md", [rule.key for rule in load_rules().grades])):
        text = (root / "docs" / page).read_text(encoding="utf-8")
        assert [key for key in keys if f"| `{key}` |" not in text] == []


def test_changelog_tells_of_this_version(root: Path) -> None:
    import ravayat

    assert f"## [{ravayat.__version__}]" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
