"""The corpus's file format: one TOML file an article, its claims as quoted words.

A person can read, write and diff it::

    outlet = "..."
    published = 2013-07-30
    conflict = "syria"
    genre = "newspaper"
    constructions = ["denial"]
    text = '''
    ...
    '''

    [[claim]]
    event = 1
    type = "territory_change"
    trigger = "به دست گیرند"
    at = "کوی خالدیه را به دست گیرند"
    actor = ["نیروهای دولتی"]
    time = { text = "دو روز پیش", from = 2013-07-28, to = 2013-07-28 }
    killed = { text = "دست‌کم ۱۵ تن", min = 15 }
    chain = ["یک مقام نظامی"]
    cue = "اعلام کرد"
    stance = "asserted"

Every quoted value must stand in the text letter by letter. A trigger that occurs
more than once needs ``at``, a longer stretch that occurs once and holds the
trigger. Other values mean the occurrence nearest to the trigger.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ravayat.records import COUNT_SLOTS, EVENT_TYPES, STANCES, Article, Claim, Count, Quote, Span, Time

GENRES = (
    "agency",
    "exile_broadcaster",
    "newspaper",
    "telegram",
    "dari",
    "communique",
    "correction",
    "monitor",
    "general",
)
"""Kinds of outlet that the corpus is planned over."""

_HEADER = {"outlet", "published", "conflict", "genre", "constructions", "text", "claim", "doc"}
_LISTS = {"actor": "actors", "target": "targets", "place": "places", "chain": "chain"}
_FIELDS = {"event", "type", "trigger", "at", "time", "cue", "stance", *_LISTS, *COUNT_SLOTS}


class CorpusError(ValueError):
    """A corpus file says something that cannot be; the message names file, claim and remedy."""


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with the claims a person found in it.

    Attributes:
        article: the text and its header.
        claims: in the order of the file.
        conflict, genre, constructions: the cell of the corpus plan it fills.
    """

    article: Article
    claims: tuple[Claim, ...]
    conflict: str = ""
    genre: str = ""
    constructions: tuple[str, ...] = field(default=())


def load_article(path: Path, *, text: str | None = None) -> AnnotatedArticle:
    """Read one file of the corpus.

    Args:
        path: the TOML file.
        text: the article's text where the file does not hold it (annotations of real
            reports, whose text is not ours to copy).

    Raises:
        CorpusError: listing every fault of the file, one a line.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: not readable as TOML: {error}") from error
    faults = [f"unknown key {key!r} in the header" for key in data.keys() - _HEADER]
    raw = text if text is not None else str(data.get("text", "")).strip("\n")
    if not raw.strip():
        faults.append("no text")
    published = data.get("published")
    if published is not None and not isinstance(published, date):
        faults.append(f"published is {published!r}; write a bare date such as 2013-07-30")
        published = None
    if text is None and data.get("genre") not in GENRES:
        faults.append(f"genre {data.get('genre')!r} is none of {', '.join(GENRES)}")
    claims = []
    for number, entry in enumerate(data.get("claim", []), 1):
        claim, wrong = _claim(number, entry, raw)
        faults += [f"claim {number} ({entry.get('trigger', 'no trigger')}): {fault}" for fault in wrong]
        if claim is not None:
            claims.append(claim)
    faults += _across(claims)
    if faults:
        raise CorpusError("\n".join(f"{path}: {fault}" for fault in faults))
    return AnnotatedArticle(
        Article(doc=str(data.get("doc") or path.stem), text=raw, outlet=data.get("outlet"), published=published),
        tuple(claims),
        str(data.get("conflict", "")),
        str(data.get("genre", "")),
        tuple(data.get("constructions", ())),
    )


def load_articles(folder: Path) -> Iterator[AnnotatedArticle]:
    """Every article of a folder, by file name.

    Raises:
        CorpusError: at the first file that is wrong.
    """
    for path in sorted(folder.glob("*.toml")):
        yield load_article(path)


def occurrences(text: str, words: str) -> list[Span]:
    """Every place where ``words`` stand in ``text``, whole words preferred over parts of words."""
    if not words:
        return []
    found = [Span(match.start(), match.end()) for match in re.finditer(re.escape(words), text)]
    whole = [
        span
        for span in found
        if not (span.start and text[span.start - 1].isalpha())
        and not (span.end < len(text) and text[span.end].isalpha())
    ]
    return whole or found


def _nearest(text: str, words: str, trigger: Span) -> Quote | None:
    spans = occurrences(text, words)
    return Quote.read(text, min(spans, key=trigger.distance)) if spans else None


def _trigger(entry: dict[str, Any], text: str, faults: list[str]) -> Quote | None:
    words, context = str(entry.get("trigger", "")), entry.get("at")
    spans = occurrences(text, words)
    if not spans:
        faults.append("the trigger does not stand in the text letter by letter")
        return None
    if context is not None:
        around = occurrences(text, str(context))
        if len(around) != 1:
            faults.append(f"'at' occurs {len(around)} times; it must occur exactly once")
            return None
        spans = [span for span in spans if around[0].start <= span.start and span.end <= around[0].end]
        if not spans:
            faults.append("'at' does not hold the trigger")
            return None
    if len(spans) > 1:
        faults.append(f"the trigger occurs {len(spans)} times; add at = a longer stretch that occurs once")
        return None
    return Quote.read(text, spans[0])


def _claim(number: int, entry: dict[str, Any], text: str) -> tuple[Claim | None, list[str]]:
    faults = [f"unknown key {key!r}" for key in entry.keys() - _FIELDS]
    trigger = _trigger(entry, text, faults)
    if entry.get("type") not in EVENT_TYPES:
        faults.append(f"type {entry.get('type')!r} is none of {', '.join(EVENT_TYPES)}")
    stance = entry.get("stance", "asserted")
    if stance not in STANCES:
        faults.append(f"stance {stance!r} is none of {', '.join(STANCES)}")
    if not isinstance(entry.get("event"), int):
        faults.append("event must be a whole number")
    if trigger is None:
        return None, faults

    def quote(slot: str, words: object) -> Quote | None:
        found = _nearest(text, words, trigger.span) if isinstance(words, str) else None
        if found is None:
            faults.append(f"{slot} {words!r} does not stand in the text letter by letter")
        return found

    values: dict[str, Any] = {}
    for slot, name in _LISTS.items():
        items = entry.get(slot, [])
        if not isinstance(items, list):
            faults.append(f"{slot} must be a list")
            items = []
        values[name] = tuple(found for item in items if (found := quote(slot, item)))
    for slot in COUNT_SLOTS:
        if (count := entry.get(slot)) is not None:
            values[slot] = _count(slot, count, quote, faults)
    if (time := entry.get("time")) is not None:
        values["time"] = _time(time, quote, faults)
    if (cue := entry.get("cue")) is not None:
        values["cue"] = quote("cue", cue)
    if faults:
        return None, faults
    return Claim(number, entry["event"], entry["type"], trigger, stance, **values), []


def _count(slot: str, entry: Any, quote: Any, faults: list[str]) -> Count | None:
    if not isinstance(entry, dict) or entry.keys() - {"text", "min", "max"}:
        faults.append(f'{slot} must be {{ text = "...", min = N, max = N }}')
        return None
    low, high = entry.get("min"), entry.get("max")
    if not all(bound is None or (isinstance(bound, int) and bound >= 0) for bound in (low, high)):
        faults.append(f"{slot}: min and max must be whole numbers")
        return None
    if low is None and high is None:
        faults.append(f"{slot} needs min, max or both")
        return None
    if low is not None and high is not None and low > high:
        faults.append(f"{slot}: min {low} is above max {high}")
    found = quote(slot, entry.get("text"))
    return Count(low, high, found) if found else None


def _time(entry: Any, quote: Any, faults: list[str]) -> Time | None:
    if not isinstance(entry, dict) or entry.keys() - {"text", "from", "to"}:
        faults.append('time must be { text = "...", from = 2013-07-28, to = 2013-07-28 }')
        return None
    first, last = entry.get("from"), entry.get("to")
    if not all(day is None or isinstance(day, date) for day in (first, last)):
        faults.append("time: from and to must be bare dates such as 2013-07-28")
        return None
    if first is not None and last is not None and first > last:
        faults.append(f"time: from {first} is after to {last}")
    found = quote("time", entry.get("text"))
    return Time(first, last, found) if found else None


def _across(claims: list[Claim]) -> list[str]:
    seen: dict[tuple[Any, ...], int] = {}
    faults = []
    for claim in claims:
        key = (claim.trigger.span, claim.stance, tuple(quote.text for quote in claim.chain))
        if key in seen:
            faults.append(f"claim {claim.id} repeats claim {seen[key]}: same trigger, chain and stance")
        seen[key] = claim.id
    return faults
