"""An event as an analyst would want it in a report: how it stands, who says what through whom, where they differ.

As in :mod:`ravayat.views.terminal` what is written from left to right stands before what is not, and quotes have a line
of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ravayat.records import COUNT_SLOTS, EVENT_TYPES, Event, Join, Quote, Root, StoredArticle, StoredClaim
from ravayat.views.context import printable
from ravayat.views.event_numbers import Told, differences, numbers, root_of_claims
from ravayat.views.event_words import EventWords
from ravayat.views.labels import both, label, stance
from ravayat.views.wording import UNSURE, Language, bounds, localised, marked, span_of_days

_STEP = 4
_LABEL = 12
_NARROWEST = 24
_UNWRAPPED = 1_000_000
_GOOD, _BAD = ("corroborated", "acknowledged"), ("contested", "denied", "retracted")
_STANCE_STYLES = {"asserted": "green", "denied": "bold red", "unconfirmed": "yellow", "possible": "magenta"}
_ARROW = " ← "


def report_lines(
    event: Event, *, language: Language = "en", joins: bool = False, texts: Mapping[int, str] | None = None
) -> Iterator[str]:
    """The report without colours, one line a string.

    Args:
        event: what to tell of.
        language: of labels and sentences; quotes stay what they are.
        joins: tell also why the claims are taken for one event.
        texts: raw texts of the articles by their number in the store, as far as they are at hand; where one is, the
            sentence around each quote is shown.
    """
    report = _Report(event, language, EventWords(texts or {}), marked=False)
    for line in report.lines(joins=joins):
        yield (" " * line.indent + line.text.plain).rstrip()


def show_event(
    event: Event,
    console: Console,
    *,
    language: Language = "en",
    joins: bool = False,
    texts: Mapping[int, str] | None = None,
) -> None:
    """Write the report to ``console``, coloured and wrapped as it allows; the rest as for :func:`report_lines`."""
    width = console.width if console.is_terminal else _UNWRAPPED
    marked = console.is_terminal and not console.no_color
    report = _Report(event, language, EventWords(texts or {}), marked=marked)
    for line in report.lines(joins=joins):
        for part in line.text.wrap(console, max(_NARROWEST, width - line.indent)) or [Text()]:
            part.rstrip()
            console.print(Text(" " * line.indent) + part if part else Text(), soft_wrap=True)


class _Line(NamedTuple):
    indent: int
    text: Text


class _Report:
    """The lines of a report.

    Args:
        event: what to tell of.
        language: of labels and sentences.
        words: of the articles.
        marked: styles show, so that quotes need no brackets.
    """

    def __init__(self, event: Event, language: Language, words: EventWords, *, marked: bool) -> None:
        self._event = event
        self._language = language
        self._words = words
        self._marked = marked
        self._comma = "، " if language == "fa" else ", "
        self._articles = {claim.article.id: claim.article for claim in event.claims}

    def lines(self, *, joins: bool) -> Iterator[_Line]:
        """Every line from the title on."""
        yield from self._head()
        yield from self._section("tellers", self._tellers())
        yield from self._section("numbers", self._numbers())
        yield from self._section("differ", self._differences())
        yield from self._section("roots", self._roots())
        yield from self._section("copies", self._copies())
        yield from self._section("articles", map(self._article, self._articles.values()))
        if joins:
            yield from self._section("joins", map(self._join, self._event.joins))

    def _section(self, key: str, lines: Iterable[_Line]) -> Iterator[_Line]:
        """A heading and its lines; nothing where there are none."""
        told = list(lines)
        if told:
            yield _Line(0, Text())
            yield _Line(0, Text(self._label(key), "bold cyan"))
            yield from told

    def _head(self) -> Iterator[_Line]:
        event, language = self._event, self._language
        term = EVENT_TYPES[event.type]
        title = [both(term.fa, term.en, language), self._place(), span_of_days(event.first, event.last, language)]
        yield _Line(0, Text(" | ".join(title), "bold"))
        doubtful = [claim for claim in event.claims if claim.unsure]
        told = (("of articles", self._articles), ("of claims", event.claims), ("of unsure", doubtful))
        counts = [(key, len(some)) for key, some in (*told, ("of roots", event.roots)) if some or key != "of unsure"]
        counted = self._comma.join(f"{self._label(key)}: {self._whole(count)}" for key, count in counts)
        yield _Line(0, Text(f"{self._label('event')} {self._whole(event.id)}{self._comma}{counted}", "dim"))
        standing = event.standing
        style = "green" if standing.key in _GOOD else "bold red" if standing.key in _BAD else "yellow"
        sentence = printable(standing.fa if language == "fa" else standing.en)
        by = f" ({self._label('graded by')} {printable(standing.by)})" if standing.by else ""
        yield _Line(0, Text(f"{sentence}{by}", style))

    def _place(self) -> str:
        place = self._event.place
        if place is None:
            return self._label("place unknown")
        names = "، ".join(map(printable, self._event.places or (place.name,)))
        if self._language == "fa":
            return names
        country = f", {self._event.country}" if self._event.country and self._event.place_precision != "country" else ""
        where = f"{self._event.place_precision} {place.latitude:.2f}, {place.longitude:.2f}"
        return f"{printable(place.latin or place.name)}{country} ({where})  {names}"

    def _tellers(self) -> Iterator[_Line]:
        """Root by root what each claim says."""
        roots = root_of_claims(self._event)
        for root in self._event.roots:
            own = [claim for claim in self._event.claims if roots.get(claim.id) is root]
            if own:
                yield _Line(_STEP // 2, self._teller(root, own))
                for claim in own:
                    yield from self._claim(claim)
        for claim in self._event.claims:
            if claim.id not in roots:
                yield from self._claim(claim)

    def _teller(self, root: Root, own: list[StoredClaim]) -> Text:
        days = [claim.article.published for claim in own if claim.article.published]
        since = f"  {self._label('since')} {localised(str(min(days)), self._language)}" if days else ""
        party = f"({self._label('party')})" if root.party else ""
        return self._named(root.fa, root.en, f"{party}{since}".strip(), style="bold")

    def _named(self, fa: str, en: str, notes: str, style: str = "") -> Text:
        """A name with notes that stand between what runs to the right and what runs to the left."""
        fa, en = printable(fa), printable(en)
        if self._language == "fa":
            return Text.assemble((fa or en, style), f"  {notes}" if notes else "")
        persian = fa if fa != en else ""
        return Text("  ").join(part for part in (Text(en, style), Text(notes), Text(persian, style)) if part)

    def _claim(self, claim: StoredClaim) -> Iterator[_Line]:
        told, article = claim.claim, claim.article
        tellers = [self._quoted(claim, quote) for quote in told.chain]
        outlet = printable(article.outlet or "") or self._label("unnamed outlet")
        way = _ARROW.join((outlet, *tellers)) if tellers else f"{self._label('own voice')}: {outlet}"
        review = f"({self._label(claim.reviewed)})" if claim.reviewed else ""
        doubt = f"{self._label('unsure')} ({self._sureness(told.confidence)})" if claim.unsure else ""
        head = "  ".join(filter(None, (self._article_mark(article), review, doubt, way)))
        yield self._field(stance(told.stance, self._language), head, _STANCE_STYLES.get(told.stance, ""), indent=_STEP)
        for key, quotes in (("actor", told.actors), ("target", told.targets), ("place", told.places)):
            if quotes:
                yield self._field(key, "، ".join(self._quoted(claim, quote) for quote in quotes))
        if told.time:
            day = span_of_days(told.time.first, told.time.last, self._language)
            yield self._field("time", f"{day}  {self._quoted(claim, told.time.quote)}")
        for slot in COUNT_SLOTS:
            if count := getattr(told, slot):
                value = f"{bounds(count, self._language)}  {self._quoted(claim, count.quote)}"
                yield self._field(slot, value)
        yield _Line(2 * _STEP, self._quote(article.id, told.trigger))

    def _quoted(self, claim: StoredClaim, quote: Quote) -> str:
        """The words of a value, with the mark of one that the reader gives less than even chances."""
        words = self._words.quote(claim.article.id, quote)
        return words if claim.reviewed == "accepted" else marked(words, quote.confidence)

    def _field(self, key: str, value: str, style: str = "dim", *, indent: int = 2 * _STEP) -> _Line:
        try:
            name = self._label(key)
        except KeyError:
            name = key
        # Half-spaces take no room; a long name pushes its value on.
        padding = " " * max(2, _LABEL - cell_len(name))
        return _Line(indent, Text.assemble((name, style), padding, value))

    def _quote(self, article: int, quote: Quote) -> Text:
        context = self._words.around(article, quote)
        alone = not (context.before or context.after)
        word = (context.quote, "bold underline") if self._marked else context.quote if alone else f"[{context.quote}]"
        return Text.assemble("«", context.before, word, context.after, "»")

    def _sureness(self, confidence: float) -> str:
        written = localised(f"{confidence:.2f}", self._language)
        return written.replace(".", "٫") if self._language == "fa" else written

    def _numbers(self) -> Iterator[_Line]:
        for slot in COUNT_SLOTS:
            told = numbers(self._event, slot)
            estimate = self._event.estimate(slot)
            if estimate:
                sentence = printable(estimate.fa if self._language == "fa" else estimate.en)
                marks = (("low", estimate.low), ("best", estimate.best), ("high", estimate.high))
                values = self._comma.join(f"{self._label(key)} {self._whole(value)}" for key, value in marks)
                yield _Line(_STEP // 2, Text.assemble((f"{self._label(slot)}: ", "bold"), f"{values}. {sentence}"))
            yield from (self._told(one) for one in told)

    def _told(self, told: Told) -> _Line:
        value = told.value if isinstance(told.value, str) else bounds(told.value, self._language)
        if all(claim.unsure for claim in told.claims):
            value = f"{value or '?'} {UNSURE}"
        articles = {claim.article.id: claim.article for claim in told.claims}
        marks = " ".join(map(self._article_mark, articles.values()))
        fa, en = (told.root.fa, told.root.en) if told.root else (told.claims[0].root, "")
        return _Line(_STEP, Text.assemble((f"{value or '?'}  ", "bold"), self._named(fa, en, marks)))

    def _differences(self) -> Iterator[_Line]:
        for name, told in differences(self._event, self._language):
            yield _Line(_STEP // 2, Text(self._label(name), "bold"))
            yield from map(self._told, told)

    def _roots(self) -> Iterator[_Line]:
        for root in self._event.roots:
            told = (("asserts", root.asserts), ("denies", root.denies), ("doubts", root.doubts))
            does = [f"{self._label(key)} {self._whole(len(claims))}" for key, claims in told if claims]
            party = [self._label("party")] if root.party else []
            yield _Line(_STEP // 2, self._named(root.fa, root.en, f"({self._comma.join((*party, *does))})"))
            if root.carriers:
                yield self._field("carriers", "، ".join(map(printable, root.carriers)), indent=_STEP)

    def _copies(self) -> Iterator[_Line]:
        for article in self._articles.values():
            if article.copy_of is not None:
                share = article.copy_share
                percent = f" ({self._whole(round(100 * share))} {self._label('percent')})" if share is not None else ""
                of = f"{self._label('copy of')} [{self._whole(article.copy_of)}]{percent}"
                yield _Line(_STEP // 2, Text(f"{self._article_mark(article)}  {of}  {printable(article.outlet or '')}"))

    def _article(self, article: StoredArticle) -> _Line:
        shown = (article.url, article.outlet, article.title or article.doc)
        parts = [self._article_mark(article), *(printable(part) for part in shown if part)]
        return _Line(_STEP // 2, Text("  ".join(parts)))

    def _article_mark(self, article: StoredArticle) -> str:
        day = f" {article.published}" if article.published else ""
        return localised(f"[{article.id}]{day}", self._language)

    def _join(self, join: Join) -> _Line:
        kind = self._label("joined" if join.same else "kept apart")
        score = f" {self._label('score')} {join.score:.2f}" if join.score is not None else ""
        reasons = [
            f"{name}: {printable(weight)}" if isinstance(weight, str) else f"{name} {weight:+.2f}"
            for name, weight in join.reasons.items()
        ]
        head = localised(f"{join.first} – {join.second}", self._language)
        told = f"{head}  {kind}{score}: {', '.join(reasons)}" if reasons else f"{head}  {kind}{score}"
        return _Line(_STEP // 2, Text(f"{told}  ({printable(join.by)}, {join.at.date()})"))

    def _label(self, key: str) -> str:
        return label(key, self._language)

    def _whole(self, number: int | None) -> str:
        return self._label("open") if number is None else localised(str(number), self._language)
