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
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ravayat.records import COUNT_SLOTS, EVENT_TYPES, LIST_FIELDS, STANCES, Article, Claim, Count, Quote, Span, Time

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

_HEADER = {"outlet", "published", "conflict", "genre", "constructions", "text", "claim", "doc", "events"}
_FIELDS = {"event", "type", "trigger", "at", "time", "cue", "stance", *LIST_FIELDS, *COUNT_SLOTS}


class CorpusError(ValueError):
    """A corpus file says something that cannot be; the message names file, claim and remedy."""


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with the claims a person found in it.

    Attributes:
        article: the text and its header.
        claims: in the order of the file.
        conflict, genre, constructions: the cell of the corpus plan it fills.
        events: what a story calls the events of the claims, see :mod:`ravayat.corpus.stories`.
    """

    article: Article
    claims: tuple[Claim, ...]
    conflict: str = ""
    genre: str = ""
    constructions: tuple[str, ...] = field(default=())
    events: dict[int, str] = field(default_factory=dict)


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
    except OSError as error:
        raise CorpusError(f"{path}: not readable as a file: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{path}: not readable as TOML: {error}") from error
    faults = _header_faults(data, real=text is not None)
    raw = text if text is not None else str(data.get("text", "")).strip("\n")
    if not raw.strip():
        faults.append("no text")
    entries = data.get("claim", [])
    if not isinstance(entries, list):
        faults.append("claim must be tables: write [[claim]] above each claim")
        entries = []
    claims = []
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            faults.append(f"claim {number} is {entry!r}; write [[claim]] and its keys below")
            continue
        claim, wrong = _claim(number, entry, raw)
        faults += [f"claim {number} ({entry.get('trigger', 'no trigger')}): {fault}" for fault in wrong]
        if claim is not None:
            claims.append(claim)
    faults += _across(claims)
    if faults:
        raise CorpusError("\n".join(f"{path}: {fault}" for fault in faults))
    return AnnotatedArticle(
        Article(
            doc=str(data.get("doc") or path.stem), text=raw, outlet=data.get("outlet"), published=data.get("published")
        ),
        tuple(claims),
        str(data.get("conflict", "")),
        str(data.get("genre", "")),
        tuple(data.get("constructions", ())),
        {int(number): str(name) for number, name in data.get("events", {}).items()},
    )


def _header_faults(data: dict[str, Any], *, real: bool) -> list[str]:
    faults = [f"unknown key {key!r} in the header" for key in data.keys() - _HEADER]
    faults += [
        f"{key} is {data[key]!r}; write words in quotation marks"
        for key in ("doc", "outlet", "conflict", "text")
        if key in data and not isinstance(data[key], str)
    ]
    published = data.get("published")
    if published is not None and not _is_day(published):
        faults.append(f"published is {published!r}; write a bare date such as 2013-07-30")
    if not real and data.get("genre") not in GENRES:
        faults.append(f"genre {data.get('genre')!r} is none of {', '.join(GENRES)}")
    constructions = data.get("constructions", [])
    if not isinstance(constructions, list) or not all(isinstance(one, str) for one in constructions):
        faults.append('constructions must be a list of words such as ["denial"]')
    events = data.get("events", {})
    if not isinstance(events, dict) or not all(key.isdecimal() and isinstance(events[key], str) for key in events):
        faults.append('events must give event numbers names, such as 1 = "idlib-market"')
    return faults


def _is_day(value: object) -> bool:
    """Whether ``value`` is a date without a time of day; a ``datetime`` is a ``date`` to Python."""
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_number(value: object) -> bool:
    """Whether ``value`` is a whole number; ``true`` is one to Python."""
    return isinstance(value, int) and not isinstance(value, bool)


def _is_term(value: object, terms: Container[str]) -> bool:
    return isinstance(value, str) and value in terms


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
    if not _is_term(entry.get("type"), EVENT_TYPES):
        faults.append(f"type {entry.get('type')!r} is none of {', '.join(EVENT_TYPES)}")
    stance = entry.get("stance", "asserted")
    if not _is_term(stance, STANCES):
        faults.append(f"stance {stance!r} is none of {', '.join(STANCES)}")
    if not _is_number(entry.get("event")):
        faults.append("event must be a whole number")
    if trigger is None:
        return None, faults

    def quote(slot: str, words: object) -> Quote | None:
        found = _nearest(text, words, trigger.span) if isinstance(words, str) else None
        if found is None:
            faults.append(f"{slot} {words!r} does not stand in the text letter by letter")
        return found

    values: dict[str, Any] = {}
    for slot, name in LIST_FIELDS.items():
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
    if not all(bound is None or (_is_number(bound) and bound >= 0) for bound in (low, high)):
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
    if not all(day is None or _is_day(day) for day in (first, last)):
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
