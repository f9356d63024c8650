"""The ceiling: two annotators of the same articles."""

from pathlib import Path

import pytest

from ravayat.evaluate.second_annotation import agreement_on_gold, agreement_on_real, agreement_on_written


def test_annotators_agree_on_most_of_the_written_articles(root: Path) -> None:
    table = agreement_on_written(root / "corpus")
    assert table.documents >= 20
    assert table.rows["ledger"].f1 >= 0.8


def test_annotators_agree_on_most_of_the_real_reports(root: Path, shared: Path) -> None:
    table = agreement_on_real(root / "corpus", sorted((shared / "news").glob("*.gz")))
    assert table.documents >= 30
    assert table.rows["ledger"].f1 >= 0.8


def test_a_blind_annotator_agrees_with_the_authors_of_the_scheme(root: Path, shared: Path) -> None:
    table = agreement_on_gold(root / "corpus", shared / "gold")
    assert table.documents == 10
    assert table.rows["ledger"].f1 >= 0.75


def test_an_article_that_is_gone_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "second" / "articles"
    folder.mkdir(parents=True)
    (folder / "syria-001.toml").write_text("", encoding="utf-8")
    with pytest.raises((FileNotFoundError, ValueError), match="syria-001"):
        agreement_on_written(tmp_path)
