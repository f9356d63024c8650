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


def test_pages_link_to_files_that_exist(root: Path) -> None:
    pages = [*root.glob("*.md"), *(root / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_changelog_tells_of_this_version(root: Path) -> None:
    import ravayat

    assert f"## [{ravayat.__version__}]" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
