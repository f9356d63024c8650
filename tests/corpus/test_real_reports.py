"""Annotations of real reports: offsets and labels, joined with texts kept elsewhere."""

import gzip
import json
from pathlib import Path

import pytest

from ravayat.corpus.article_file import CorpusError, load_articles
from ravayat.corpus.real_reports import load_real_reports, to_offsets

WRITTEN = Path(__file__).parents[2] / "corpus" / "articles"


def test_offsets_and_back_lose_nothing(tmp_path: Path) -> None:
    annotated = [one for one in load_articles(WRITTEN) if one.claims][:30]
    news, lines = tmp_path / "news.jsonl.gz", tmp_path / "real.jsonl"
    with gzip.open(news, "wt", encoding="utf-8") as out:
        for one in annotated:
            out.write(json.dumps({"doc": one.article.doc, "text": one.article.text, "published": None}) + "\n")
    lines.write_text("".join(json.dumps(to_offsets(one)) + "\n" for one in annotated), encoding="utf-8")
    again = load_real_reports(lines, [news])
    assert [one.claims for one in again] == [one.claims for one in annotated]


def test_offsets_hold_no_words() -> None:
    one = next(one for one in load_articles(WRITTEN) if one.claims)
    assert not any("\u0600" <= char <= "\u06ff" for char in json.dumps(to_offsets(one), ensure_ascii=False))


def test_a_text_that_changed_is_refused(tmp_path: Path) -> None:
    one = next(one for one in load_articles(WRITTEN) if one.claims)
    news, lines = tmp_path / "news.jsonl.gz", tmp_path / "real.jsonl"
    with gzip.open(news, "wt", encoding="utf-8") as out:
        out.write(json.dumps({"doc": one.article.doc, "text": one.article.text + ".", "published": ""}) + "\n")
    lines.write_text(json.dumps(to_offsets(one)) + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="is not the one that was annotated"):
        load_real_reports(lines, [news])


def test_the_committed_annotations_fit_their_texts(root: Path, shared: Path) -> None:
    reports = load_real_reports(root / "corpus" / "real.jsonl", sorted((shared / "news").glob("*.gz")))
    assert len(reports) >= 300
