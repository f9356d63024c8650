from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ORDER = (
    "whole_file",
    "month_names",
    "records",
    "sources",
    "text",
    "reading",
    "grounding",
    "ledger",
    "corpus",
    "evaluate",
    "views",
    "pipeline",
    "scale",
    "watching",
    "web",
    "training",
    "testing",
    "endings",
    "outputs",
    "commands",
    "text_commands",
    "input_options",
    "ledger_options",
    "scale_options",
    "ledger_commands",
    "review_commands",
    "watch_commands",
    "serve_command",
    "cli",
    "__main__",
)
"""Data flows from left to right; a part imports only from its left."""

FORBIDDEN = {("views", "reading"), ("views", "grounding"), ("corpus", "sources"), ("testing", "training")}
"""Left of it, and still not its business."""


def part(file: Path, package: Path) -> str:
    return file.relative_to(package).parts[0].removesuffix(".py")


def imported(file: Path) -> Iterator[str]:
    """Parts of the package that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            top, _, rest = name.partition(".")
            if top == "ravayat" and rest.split(".")[0] in ORDER:
                yield rest.split(".")[0]


def test_imports_go_one_way(root: Path) -> None:
    package = root / "src" / "ravayat"
    wrong = []
    for file in sorted(package.rglob("*.py")):
        own = part(file, package)
        if own == "__init__":
            continue
        assert own in ORDER, f"{own} has no place in the order"
        wrong += [
            f"{file.relative_to(package)} imports {other}"
            for other in imported(file)
            if ORDER.index(other) > ORDER.index(own) or (own, other) in FORBIDDEN
        ]
    assert wrong == []


def test_contributors_are_told_this_order(root: Path) -> None:
    page = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [line] = [line for line in page.splitlines() if " → " in line]
    told = line.strip().split(" → ")
    assert told == [one for one in ORDER if one in told]
    assert {file.name for file in (root / "src" / "ravayat").iterdir() if (file / "__init__.py").exists()} <= {*told}


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("from ravayat.records import Article", ["records"]),
        ("def f():\n    import ravayat.views.jsonl", ["views"]),
        ("from ravayat import records", ["records"]),
        ("import json", []),
    ],
)
def test_imports_are_found_wherever_they_stand(tmp_path: Path, source: str, parts: list[str]) -> None:
    file = tmp_path / "module.py"
    file.write_text(source, encoding="utf-8")
    assert list(imported(file)) == parts


def test_no_module_imports_relatively(root: Path) -> None:
    # The test above reads absolute names only.
    for file in (root / "src").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level], file
