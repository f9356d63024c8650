"""Annotations of real reports: offsets and labels over texts that are not ours to copy.

The file is JSON Lines, one report a line, by ``doc``::

    {"doc": "n00001", "digest": "<SHA-256 of the text>", "claims": [{"event": 1,
     "type": "explosion", "stance": "asserted", "trigger": [10, 17], "actor": [[20, 31]],
     "killed": {"at": [40, 52], "min": 3, "max": 3}, "time": {"at": [60, 65],
     "from": "2013-07-28", "to": "2013-07-28"}, ...}]}

Offsets are [start, end) in characters. The texts come from a gzipped JSON Lines file with
``doc``, ``outlet``, ``published`` and ``text``, and are joined when it is present.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ravayat.corpus.article_file import AnnotatedArticle, CorpusError
from ravayat.records import COUNT_SLOTS, LIST_FIELDS, Article, Claim, Count, Quote, Span, Time


def news_articles(path: Path) -> Iterator[Article]:
    """Articles of a gzipped JSON Lines file of real reports.

    Raises:
        CorpusError: it cannot be read, or is no such file.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield _article(row)
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        what = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise CorpusError(f"{path}: no gzipped JSON Lines file of reports ({what}); name another file") from error


def _article(row: dict[str, Any]) -> Article:
    published = str(row.get("published") or "")[:10]
    return Article(row["doc"], row["text"], row.get("outlet"), date.fromisoformat(published) if published else None)


def load_real_reports(annotations: Path, news: Sequence[Path]) -> list[AnnotatedArticle]:
    """Join annotations with their texts, which stand in the files ``news``.

    Raises:
        CorpusError: a report is missing from ``news``, its text is not the one annotated, or a file cannot be read.
    """
    return join(annotations, (article for file in news for article in news_articles(file)), ", ".join(map(str, news)))


def join(annotations: Path, articles: Iterable[Article], where: str) -> list[AnnotatedArticle]:
    """The annotations with their texts out of ``articles``; ``where`` those are is told in errors.

    Raises:
        CorpusError: as :func:`load_real_reports`.
    """
    rows = list(_rows(annotations))
    wanted = {row["doc"] for row in rows}
    texts = {article.doc: article for article in articles if article.doc in wanted}
    found = []
    for row in rows:
        article = texts.get(row["doc"])
        if article is None:
            raise CorpusError(
                f"{annotations}: {row['doc']} is not in {where}; use the files the annotations were made on"
            )
        if text_digest(article.text) != row["digest"]:
            raise CorpusError(f"{annotations}: the text of {row['doc']} in {where} is not the one that was annotated")
        claims = tuple(_claim(number, entry, article.text) for number, entry in enumerate(row["claims"], 1))
        found.append(AnnotatedArticle(article, claims, genre="real"))
    return found


def real_names(annotations: Path) -> list[str]:
    """The ``doc`` of every annotated report, in the order of the file."""
    return [row["doc"] for row in _rows(annotations)]


def _rows(annotations: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in annotations.read_text(encoding="utf-8").splitlines() if line)


def to_offsets(annotated: AnnotatedArticle) -> dict[str, Any]:
    """The line of the annotation file for one report."""
    return {
        "doc": annotated.article.doc,
        "digest": text_digest(annotated.article.text),
        "claims": [_entry(claim) for claim in annotated.claims],
    }


def text_digest(text: str) -> str:
    """SHA-256 of the text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _at(quote: Quote) -> list[int]:
    return [quote.span.start, quote.span.end]


def _entry(claim: Claim) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "event": claim.event,
        "type": claim.type,
        "stance": claim.stance,
        "trigger": _at(claim.trigger),
    }
    entry |= {
        slot: [_at(quote) for quote in getattr(claim, name)]
        for slot, name in LIST_FIELDS.items()
        if getattr(claim, name)
    }
    for slot in COUNT_SLOTS:
        count: Count | None = getattr(claim, slot)
        if count is not None:
            entry[slot] = {"at": _at(count.quote), "min": count.minimum, "max": count.maximum}
    if claim.time is not None:
        days = {"from": claim.time.first, "to": claim.time.last}
        entry["time"] = {"at": _at(claim.time.quote)} | {key: day and day.isoformat() for key, day in days.items()}
    if claim.cue is not None:
        entry["cue"] = _at(claim.cue)
    return entry


def _claim(number: int, entry: dict[str, Any], text: str) -> Claim:
    def quote(at: list[int]) -> Quote:
        return Quote.read(text, Span(*at))

    values: dict[str, Any] = {name: tuple(map(quote, entry.get(slot, []))) for slot, name in LIST_FIELDS.items()}
    for slot in COUNT_SLOTS:
        if (count := entry.get(slot)) is not None:
            values[slot] = Count(count["min"], count["max"], quote(count["at"]))
    if (time := entry.get("time")) is not None:
        first, last = (date.fromisoformat(time[key]) if time[key] else None for key in ("from", "to"))
        values["time"] = Time(first, last, quote(time["at"]))
    if (cue := entry.get("cue")) is not None:
        values["cue"] = quote(cue)
    return Claim(number, entry["event"], entry["type"], quote(entry["trigger"]), entry["stance"], **values)
