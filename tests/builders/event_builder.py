"""Events for tests: their quotes stand in the texts of their articles, their roots and counts follow from their claims.

:class:`Telling` builds one by hand; :func:`events` is a hypothesis strategy of any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from ravayat.records import (
    COUNT_SLOTS,
    EVENT_TYPES,
    STANCES,
    Claim,
    Count,
    Estimate,
    Event,
    Join,
    Meaning,
    Place,
    PlaceMention,
    Quote,
    ResolvedActor,
    ResolvedPlace,
    ResolvedSource,
    Root,
    Span,
    Standing,
    StoredArticle,
    StoredClaim,
    Time,
)
from ravayat.records.place import PRECISION

ADDED = datetime(2026, 11, 1, 12, tzinfo=UTC)
KUNDUZ_PROVINCE = Place("gn:1135690", "ولایت کندز", "Kunduz", "province", "AF", "AF", 36.75, 68.75, 0, "GeoNames")
KUNDUZ = Place("gn:1135689", "کندز", "Kunduz", "town", "AF", "gn:1135690", 36.72896, 68.857, 161_902, "GeoNames")
US_FORCES = ResolvedActor(
    "ارتش آمریکا", "body", "US.army", "ارتش آمریکا", "United States Armed Forces", kind="state_forces", country="US"
)
TALIBAN = ResolvedActor("طالبان", "entry", "taliban", "طالبان", "Taliban", kind="rebel_group", country="AF")
AFGHAN_ARMY = ResolvedActor(
    "ارتش", "body", "AF.army", "ارتش افغانستان", "armed forces of Afghanistan", kind="state_forces", country="AF"
)
CIVILIANS = ResolvedActor("غیرنظامیان", "class", "civilians", "غیرنظامیان", "civilians", kind="civilians")
DOCTORS = ResolvedActor("سازمان پزشکان", "entry", "doctors", "سازمان پزشکان", "Doctors", kind="relief", country="FR")
REUTERS = ResolvedActor("رویترز", "entry", "reuters", "رویترز", "Reuters", kind="agency", country="GB")
STRANGER = ResolvedActor("بنفشه‌پوشان", "unresolved", reason="no such name")
OFFICIAL = ResolvedActor("یک مقام", "class", "official_source", "یک مقام", "an official", kind="anonymous")


class Telling:
    """Articles and claims of one event, one after the other.

    Args:
        type_: of the event and of its claims.
    """

    def __init__(self, type_: str = "air_strike") -> None:
        self.type = type_
        self.texts: dict[int, str] = {}
        self._articles: dict[int, StoredArticle] = {}
        self._claims: list[StoredClaim] = []

    def article(self, outlet: str | None, text: str, day: int | None = 3, **fields: Any) -> int:
        """Add an article of October 2015; its number."""
        number = len(self.texts) + 1
        self.texts[number] = text
        published = date(2015, 10, day) if day else None
        made = StoredArticle(
            number, f"doc-{number}", outlet, published, None, None, 1, f"{number:064x}", None, None, ADDED
        )
        self._articles[number] = replace(made, **fields)
        return number

    def claim(  # noqa: PLR0913  # every part of a claim by its name
        self,
        article: int,
        trigger: str,
        *,
        stance: str = "asserted",
        chain: Sequence[tuple[str, ResolvedActor]] = (),
        actors: Sequence[tuple[str, ResolvedActor]] = (),
        targets: Sequence[tuple[str, ResolvedActor]] = (),
        places: Sequence[tuple[str, Place | None]] = (),
        method: str = "name",
        killed: tuple[int | None, int | None, str] | None = None,
        whom: tuple[str, ...] = (),
        time: tuple[date, date, str] | None = None,
        root: str | None = None,
        reviewed: str | None = None,
    ) -> int:
        """Add a claim whose quotes are the first such words of the article; its number."""

        def quote(words: str) -> Quote:
            start = self.texts[article].index(words)
            return Quote.read(self.texts[article], Span(start, start + len(words)), 0.9)

        number = len(self._claims) + 1
        meaning = Meaning(
            actors=tuple(actor for _, actor in actors),
            targets=tuple(actor for _, actor in targets),
            places=tuple(_resolved(words, place, method) for words, place in places),
            chain=tuple(
                ResolvedSource(actor, anonymous=actor is OFFICIAL, party=("afghanistan",) if actor is US_FORCES else ())
                for _, actor in chain
            ),
        )
        told = Claim(
            number,
            1,
            self.type,
            quote(trigger),
            stance,
            actors=tuple(quote(words) for words, _ in actors),
            targets=tuple(quote(words) for words, _ in targets),
            places=tuple(quote(words) for words, _ in places),
            time=Time(time[0], time[1], quote(time[2])) if time else None,
            killed=Count(killed[0], killed[1], quote(killed[2]), whom=whom) if killed else None,
            chain=tuple(quote(words) for words, _ in chain),
            confidence=0.8,
            meaning=meaning,
        )
        key = root or _root_key(meaning, self._articles[article])
        self._claims.append(StoredClaim(number, self._articles[article], told, 1, "model", key, reviewed))
        return number

    def event(self, **fields: Any) -> Event:
        """The event that was told; ``fields`` override what follows from its claims."""
        roots = _roots(self._claims)
        dated = [claim.claim.time for claim in self._claims if claim.claim.time]
        first, last = (dated[0].first, dated[0].last) if dated else (None, None)
        resolved = [place for claim in self._claims if claim.claim.meaning for place in claim.claim.meaning.places]
        found = next((one for one in resolved if one.place), None)
        made = Event(
            id=1,
            type=self.type,
            first=first,
            last=last,
            time_precision=("day" if first == last else "week") if first else "",
            place=found.place if found else None,
            place_precision=found.precision if found else "",
            places=(found.place.name,) if found and found.place else (),
            country=found.country if found else None,
            province=None,
            claims=tuple(self._claims),
            roots=roots,
            standing=Standing(
                "corroborated", (), "دو ریشهٔ مستقل آن را می‌گوید.", "Two independent roots tell it.", (1,)
            ),
            counts=_estimates(self._claims),
            joins=(),
        )
        return replace(made, **fields)


def kunduz() -> tuple[Event, dict[int, str]]:
    """A strike that doctors tell and the army denies, through an agency and in a copy; with the texts."""
    telling = Telling()
    first = telling.article(
        "روزنامه چهارراه",
        "سازمان پزشکان گفت که روز شنبه در حمله هوایی ارتش آمریکا به کندز دست کم ۱۹ تن کشته شدند.",
        title="حمله به کندز",
        url="https://example.org/1",
    )
    second = telling.article(
        "خبرگزاری شمال",
        "به گزارش رویترز، سازمان پزشکان از کشته شدن ۲۲ نفر در حمله هوایی به کندز خبر داد. "
        "ارتش آمریکا این حمله را رد کرد.",
        day=4,
    )
    third = telling.article("بازنشر", telling.texts[second], day=5, copy_of=second, copy_share=0.98)
    saturday = (date(2015, 10, 3), date(2015, 10, 3), "روز شنبه")
    doctors, place = ("سازمان پزشکان", DOCTORS), ("کندز", KUNDUZ)
    army = ("ارتش آمریکا", US_FORCES)
    telling.claim(
        first,
        "حمله هوایی",
        chain=[doctors],
        actors=[army],
        places=[place],
        killed=(19, None, "دست کم ۱۹ تن"),
        time=saturday,
    )
    for article in (second, third):
        telling.claim(
            article, "حمله هوایی", chain=[("رویترز", REUTERS), doctors], places=[place], killed=(22, 22, "۲۲ نفر")
        )
        telling.claim(article, "حمله را رد", stance="denied", chain=[army])
    joins = (Join(1, 1, 2, same=True, score=0.97, reasons={"place": 2.5, "time": 1.25}, by="machine", at=ADDED),)
    return telling.event(joins=joins), telling.texts


def _resolved(words: str, place: Place | None, method: str) -> ResolvedPlace:
    precision = place.precision if place else "unresolved"
    parents = (KUNDUZ_PROVINCE,) if place is KUNDUZ else ()
    return ResolvedPlace(PlaceMention(words), place, precision, method if place else "no such name", parents)


def _root_key(meaning: Meaning, article: StoredArticle) -> str:
    named = [source.who for source in meaning.chain if not source.anonymous]
    return (named[-1].id or named[-1].words) if named else article.outlet or "unnamed"


def _roots(claims: Sequence[StoredClaim]) -> tuple[Root, ...]:
    roots = []
    for key in dict.fromkeys(claim.root for claim in claims):
        own = [claim for claim in claims if claim.root == key]
        sources = [source for claim in own if claim.claim.meaning for source in claim.claim.meaning.chain]
        source = next((one for one in sources if key in (one.who.id, one.who.words)), None)
        by_stance = {stance: tuple(claim.id for claim in own if claim.claim.stance == stance) for stance in STANCES}
        roots.append(
            Root(
                key=key,
                fa=source.who.fa or key if source else key,
                en=source.who.en if source else "",
                kind=source.who.kind if source else None,
                party=bool(source and source.is_party),
                asserts=by_stance["asserted"],
                denies=by_stance["denied"],
                doubts=(*by_stance["unconfirmed"], *by_stance["possible"]),
                carriers=tuple(dict.fromkeys(claim.article.outlet for claim in own if claim.article.outlet)),
            )
        )
    return tuple(sorted(roots, key=lambda root: not root.asserts))


def _estimates(claims: Sequence[StoredClaim]) -> tuple[Estimate, ...]:
    found = []
    for slot in COUNT_SLOTS:
        told = [
            (claim, count)
            for claim in claims
            if claim.claim.stance == "asserted" and (count := getattr(claim.claim, slot))
        ]
        if told:
            lows = [count.minimum for _, count in told]
            highs = [count.maximum for _, count in told]
            best = max(max(low or 0, high or 0) for low, high in zip(lows, highs, strict=True))
            found.append(
                Estimate(
                    slot,
                    None if None in lows else min(low for low in lows if low is not None),
                    None if None in highs else max(high for high in highs if high is not None),
                    best,
                    "roots",
                    "عددی که بیشترین ریشه می‌گوید.",
                    "The number that most roots tell.",
                    tuple(claim.id for claim, count in told if best in (count.minimum, count.maximum)),
                )
            )
    return tuple(found)


# ---- any event ------------------------------------------------------------------------------------------------------

_KINDS = ("state_forces", "police", "rebel_group", "civilians", "agency", "leader", "unidentified", None)
_COUNTRIES = ("AF", "SY", "US", "PS", "XK", "INT", "ZZ", None)
_DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))
_WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
_LABELS = _WORDS.filter(str.strip)


def _spans(text: str) -> st.SearchStrategy[Span]:
    starts = st.integers(0, len(text) - 1)
    return starts.flatmap(lambda start: st.integers(start + 1, len(text)).map(lambda end: Span(start, end)))


def _quotes(text: str) -> st.SearchStrategy[Quote]:
    return st.builds(lambda span, sure: Quote.read(text, span, sure), _spans(text), st.floats(0, 1))


def _actors() -> st.SearchStrategy[ResolvedActor]:
    known = st.builds(
        ResolvedActor,
        words=_LABELS,
        level=st.sampled_from(("entry", "body", "class")),
        id=st.sampled_from(("taliban", "US.army", "gunmen", "a b", "ناشناس")),
        fa=_LABELS,
        en=_LABELS | st.just(""),
        kind=st.sampled_from(_KINDS),
        country=st.sampled_from(_COUNTRIES),
    )
    return known | st.builds(ResolvedActor, words=_LABELS, level=st.just("unresolved"))


def _places() -> st.SearchStrategy[Place]:
    return st.builds(
        Place,
        id=st.sampled_from(("gn:1", "rv:x", "AF")),
        name=_LABELS,
        latin=_LABELS | st.just(""),
        kind=st.sampled_from(sorted(PRECISION)),
        country=st.sampled_from(("AF", "SY", "")),
        parent=st.just(""),
        latitude=st.floats(-90, 90),
        longitude=st.floats(-180, 180),
        population=st.integers(0, 10_000_000),
        source=st.just("test"),
    )


@st.composite
def _claims(draw: st.DrawFn, article: StoredArticle, text: str, number: int) -> StoredClaim:
    quotes = _quotes(text)
    lists = {name: tuple(draw(st.lists(quotes, max_size=2))) for name in ("actors", "targets", "places", "chain")}
    bound = st.none() | st.integers(0, 100_000)
    counts = {
        slot: draw(st.none() | st.builds(Count, bound, bound, quotes, whom=st.sampled_from(((), ("civilians",)))))
        for slot in COUNT_SLOTS
    }
    days = sorted(draw(st.tuples(_DAYS, _DAYS)))
    time = draw(st.none() | st.builds(Time, st.just(days[0]), st.just(days[1]), quotes))
    meaning = Meaning(
        actors=tuple(draw(_actors()) for _ in lists["actors"]),
        targets=tuple(draw(_actors()) for _ in lists["targets"]),
        places=tuple(_resolved(quote.text, draw(st.none() | _places()), "name") for quote in lists["places"]),
        chain=tuple(draw(st.builds(ResolvedSource, _actors(), anonymous=st.booleans())) for _ in lists["chain"]),
    )
    claim = Claim(
        number,
        1,
        draw(st.sampled_from(sorted(EVENT_TYPES))),
        draw(quotes),
        draw(st.sampled_from(sorted(STANCES))),
        **lists,
        time=time,
        **counts,
        cue=draw(st.none() | quotes),
        confidence=draw(st.floats(0, 1)),
        meaning=draw(st.sampled_from((None, meaning))),
    )
    key = _root_key(claim.meaning or Meaning(), article)
    reviewed = draw(st.sampled_from((None, "accepted", "corrected", "rejected")))
    return StoredClaim(number, article, claim, 1, "model", key, reviewed)


@st.composite
def events(draw: st.DrawFn) -> tuple[Event, dict[int, str]]:
    """Any event with the texts of its articles, by the article's number."""
    texts: dict[int, str] = {}
    claims: list[StoredClaim] = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        texts[number] = draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
        article = StoredArticle(
            id=number,
            doc=draw(_LABELS),
            outlet=draw(st.none() | _LABELS),
            published=draw(st.none() | _DAYS),
            title=draw(st.none() | _WORDS),
            url=draw(st.sampled_from((None, "https://example.org/a?b=1&c=<2>", "/srv/1.html", "https://[x"))),
            version=1,
            digest=f"{number:064x}",
            copy_of=draw(st.none() | st.integers(1, 4)),
            copy_share=None,
            added=ADDED,
        )
        for _ in range(draw(st.integers(1, 2))):
            claims.append(draw(_claims(article, texts[number], len(claims) + 1)))
    place = draw(st.none() | _places())
    days = draw(st.none() | st.tuples(_DAYS, _DAYS).map(sorted))
    reasons = st.dictionaries(st.sampled_from(("place", "reason")), st.floats(-9, 9) | _WORDS, max_size=2)
    join = st.builds(Join, st.just(1), st.just(1), st.just(2), st.booleans(), st.none() | st.floats(0, 1), reasons,
                     st.sampled_from(("machine", "مریم")), st.just(ADDED))  # fmt: skip
    return Event(
        id=1,
        type=draw(st.sampled_from(sorted(EVENT_TYPES))),
        first=days[0] if days else None,
        last=days[1] if days else None,
        time_precision=draw(st.sampled_from(("day", "week", "month", "year"))) if days else "",
        place=place,
        place_precision=place.precision if place else "",
        places=(place.name,) if place else (),
        country=draw(st.sampled_from(("AF", "PS", "ZZ", None))),
        province=None,
        claims=tuple(claims),
        roots=_roots(claims),
        standing=Standing("contested", ("x",), draw(_LABELS), draw(_LABELS), (1,), draw(st.none() | _LABELS)),
        counts=_estimates(claims),
        joins=tuple(draw(st.lists(join, max_size=2))),
    ), texts
