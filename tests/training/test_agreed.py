"""What two readers find alike, as annotations to learn from."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs the extra train")

from ravayat.corpus.article_file import CorpusError
from ravayat.corpus.real_reports import load_real_reports
from ravayat.records import Article, Claim, Quote, ReadArticle, Span
from ravayat.training import agreed as module
from ravayat.training.agreed import agreed, alike
from ravayat.training.articles import held_out_report

FILLER = "روزنامه‌نگاران " * 30
TEXT = f"در انفجار دمشق سه تن کشته شدند و شورشیان از حمله هوایی خبر دادند. {FILLER}"
LONG = f"{TEXT} {FILLER * 10}"


def claim(text: str, trigger: str, kind: str, stance: str = "asserted") -> Claim:
    start = text.index(trigger)
    return Claim(1, 1, kind, Quote.read(text, Span(start, start + len(trigger))), stance)


class Says:
    """A reader that finds the triggers it is told of, of the types it is told, where a text has them."""

    digest = "none"

    def __init__(self, **types: str) -> None:
        self._types = types

    def read(self, articles: Sequence[Article], /) -> list[ReadArticle]:
        return [
            ReadArticle(one, tuple(claim(one.text, word, kind) for word, kind in self._types.items()))
            for one in articles
        ]


def test_claims_are_alike_where_trigger_type_and_stance_are() -> None:
    bomb, jets = claim(TEXT, "انفجار", "explosion"), claim(TEXT, "حمله هوایی", "air_strike")
    assert alike([bomb, jets], [bomb, jets]) == 1
    assert alike([], []) == 1
    assert alike([bomb], []) == 0
    assert alike([bomb, jets], [bomb]) == pytest.approx(2 / 3)
    assert alike([bomb], [claim(TEXT, "انفجار", "other")]) == 0
    assert alike([bomb], [claim(TEXT, "انفجار", "explosion", "denied")]) == 0


def test_the_first_readers_claims_are_taken_where_the_second_says_the_same() -> None:
    both = {"انفجار": "explosion", "حمله هوایی": "air_strike"}
    articles = [Article("short", TEXT), Article("long", LONG)]
    (found,) = agreed(articles, Says(**both), Says(**both))
    assert found.article.doc == "short"
    assert [one.type for one in found.claims] == ["explosion", "air_strike"]
    assert not list(agreed(articles, Says(**both), Says(انفجار="explosion")))
    assert not list(agreed(articles, Says(), Says()))


def test_what_is_written_can_be_learned_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    news, corpus, output = tmp_path / "news.jsonl.gz", tmp_path / "corpus", tmp_path / "agreed.jsonl"
    docs = [f"n{number:05}" for number in range(40)]
    with gzip.open(news, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps({"doc": doc, "text": f"{TEXT} {doc}"}) + "\n" for doc in docs)
    corpus.mkdir()
    (corpus / "real.jsonl").write_text(json.dumps({"doc": docs[0], "digest": "", "claims": []}), encoding="utf-8")
    monkeypatch.setattr(module, "load_reader", lambda _: Says(انفجار="explosion"))
    asked = ["a", "b", "--corpus", str(corpus), "--news", str(news), "--output", str(output)]
    assert module.main(asked) == 0
    found = load_real_reports(output, [news])
    # Neither what is annotated nor what will be held out once it is.
    assert [one.article.doc for one in found] == [doc for doc in docs[1:] if not held_out_report(doc)]
    assert {one.claims[0].trigger.text for one in found} == {"انفجار"}
    assert f"{len(found)} of {len(found)} reports" in capsys.readouterr().out
    monkeypatch.setattr(module, "load_reader", lambda _: Says())
    with pytest.raises(CorpusError, match="take more"):
        module.main(asked)
    assert load_real_reports(output, [news]) == found
