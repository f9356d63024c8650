from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

MOST_LINES = 400
"""Past it a file usually holds two ideas."""


def test_source_files_are_small(root: Path) -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in (root / "src").rglob("*.py")}
    assert {str(file.relative_to(root)): lines for file, lines in lengths.items() if lines > MOST_LINES} == {}


def test_the_repository_keeps_no_scratch_of_a_training(root: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "src"],  # noqa: S607 - the git that made the checkout
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a checkout")
    assert [name for name in listed.stdout.split("\0") if "/." in name] == []


def test_wheel_holds_every_file_of_the_package(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    package = root / "src" / "ravayat"
    wanted = {f"ravayat/{file.relative_to(package).as_posix()}" for file in package.rglob("*") if file.is_file()}
    assert {name for name in wanted if "__pycache__" not in name and "/." not in name} <= packed
    assert {"ravayat/py.typed", "ravayat/records/ontology.toml"} <= packed
    assert any(name.endswith("licenses/NOTICE") for name in packed)


def test_examples_are_eight_short_reports(root: Path) -> None:
    from ravayat.records import Article
    from ravayat.sources import load

    articles = list(load([root / "examples"]))
    assert len(articles) == 8
    for article in articles:
        assert isinstance(article, Article), article
        assert 60 <= len(article.text.split()) <= 200, article.doc
