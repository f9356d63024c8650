"""The ledger for people: per article who says what, with the quoted words.

In every line what is written from left to right (labels, numbers, days) comes before
what is written from right to left, and a quoted sentence has a line of its own: so a
terminal that lays out both directions keeps numbers whole, and one that does not shows
each part in the order of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import IO

from rich.console import Console
from rich.text import Text

from ravayat.records import (
    COUNT_SLOTS,
    EVENT_TYPES,
    LOW_CONFIDENCE,
    STANCES,
    Article,
    Claim,
    Meaning,
    Quote,
    ReadArticle,
    ResolvedActor,
    ResolvedPlace,
    ResolvedSource,
)
from ravayat.views.context import Sentences, printable
from ravayat.views.wording import bounds, days, marked

OWN_VOICE = "the outlet's own voice"
ARROW = " ← "

_INDENT = 4
_LABEL = 19
_NARROWEST = 24
_HEADLINE = 150
_UNWRAPPED = 1_000_000
_STANCE_STYLES = {"asserted": "green", "denied": "bold red", "unconfirmed": "yellow", "possible": "magenta"}


def ledger_console(out: IO[str]) -> Console:
    """A console on ``out``: coloured on a terminal, plain in a pipe or where NO_COLOR is set."""
    return Console(file=out, highlight=False, markup=False, emoji=False)


def show(read: ReadArticle, console: Console) -> None:
    """Write one article's claims, grouped by event."""
    _Page(console, read.article).show(read.claims)


class _Page:
    def __init__(self, console: Console, article: Article) -> None:
        self._console = console
        self._article = article
        self._sentences = Sentences(article.text)
        self._width = console.width if console.is_terminal else _UNWRAPPED
        self._marked = console.is_terminal and not console.no_color

    def show(self, claims: Sequence[Claim]) -> None:
        self._header()
        if not claims:
            self._line(Text("no claims found", "dim"), indent=_INDENT)
        by_event = sorted(claims, key=lambda claim: (_first_mention(claims, claim.event), claim.id))
        for number, (_, told) in enumerate(groupby(by_event, key=lambda claim: claim.event), 1):
            self._event(number, list(told))
        self._console.print()

    def _header(self) -> None:
        article = self._article
        parts = [article.doc, article.published.isoformat() if article.published else None, article.outlet]
        self._line(Text(" | ".join(printable(part) for part in parts if part), "bold cyan"))
        shown = printable(article.headline)
        self._line(Text(shown if len(shown) <= _HEADLINE else shown[:_HEADLINE] + " …", "bold"))

    def _event(self, number: int, claims: Sequence[Claim]) -> None:
        term = EVENT_TYPES[claims[0].type]
        self._console.print()
        self._line(Text.assemble((f"{number:2}  {term.en}", "bold"), f"  {term.fa}"))
        for claim in claims:
            self._claim(claim, claims[0].type)

    def _claim(self, claim: Claim, event_type: str) -> None:
        says = Text()
        if claim.confidence < LOW_CONFIDENCE:
            says.append(f"unsure ({claim.confidence:.2f})  ", "yellow")
        says.append(ARROW.join(map(self._words, claim.chain)) if claim.chain else OWN_VOICE)
        self._field(STANCES[claim.stance].en, says, _STANCE_STYLES.get(claim.stance, ""))
        if claim.type != event_type:
            self._field("type", Text(f"{EVENT_TYPES[claim.type].en}  {EVENT_TYPES[claim.type].fa}"))
        meaning = claim.meaning or Meaning()
        if any(source.who.id for source in meaning.chain):
            self._field("source", Text(ARROW.join(map(_known_source, meaning.chain))))
        for label, quotes, known in (
            ("actor", claim.actors, _known_actors(meaning.actors)),
            ("target", claim.targets, _known_actors(meaning.targets)),
            ("place", claim.places, _known_place(meaning.places)),
        ):
            if quotes:
                self._field(label, Text(f"{known}  " if known else "") + Text("، ".join(map(self._words, quotes))))
        if claim.time:
            self._field("time", Text(f"{days(claim.time)}  {self._words(claim.time.quote)}"))
        for slot in COUNT_SLOTS:
            if count := getattr(claim, slot):
                self._field(slot, Text(f"{bounds(count)}  {self._words(count.quote)}"))
        self._quote(claim.trigger)

    def _quote(self, trigger: Quote) -> None:
        context = self._sentences.around(trigger.span)
        word = (context.quote, "bold underline") if self._marked else f"[{context.quote}]"
        self._line(Text.assemble("«", context.before, word, context.after, "»"), indent=_INDENT)

    def _words(self, quote: Quote) -> str:
        return marked(self._sentences.quote(quote.span), quote.confidence)

    def _field(self, label: str, value: Text, style: str = "dim") -> None:
        head = Text(" " * _INDENT) + Text(f"{label:<{_LABEL}}", style)
        self._line(value, indent=_INDENT + _LABEL, head=head)

    def _line(self, value: Text, *, indent: int = 0, head: Text | None = None) -> None:
        width = max(_NARROWEST, self._width - indent)
        for line in value.wrap(self._console, width):
            self._console.print((head or Text(" " * indent)) + line, soft_wrap=True)
            head = None


def _known_actors(actors: Sequence[ResolvedActor]) -> str:
    """English names in the order of the words, ``?`` for those nobody knows; nothing where none is known."""
    return "; ".join(printable(actor.en) or "?" for actor in actors) if any(actor.en for actor in actors) else ""


def _known_source(source: ResolvedSource) -> str:
    party = " (a party)" if source.is_party else ""
    return (printable(source.who.en) or "?") + party


def _known_place(places: Sequence[ResolvedPlace]) -> str:
    """The most specific place that is known; ``in`` where only what lies around it is."""
    known = next((place for place in places if place.place), None)
    if known is None or known.place is None:
        return ""
    within = "in " if known.method == "container" else ""
    country = f", {known.country}" if known.country and known.precision != "country" else ""
    where = f"{known.precision} {known.latitude:.2f}, {known.longitude:.2f}"
    return f"{within}{printable(known.place.latin)}{country} ({where})"


def _first_mention(claims: Sequence[Claim], event: int) -> int:
    return min(claim.id for claim in claims if claim.event == event)
