"""A phrase as its parts: who is named, which body, which class, which country, which role."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from ravayat.grounding.registry.check import INTERNATIONAL
from ravayat.grounding.registry.context import Context
from ravayat.grounding.registry.entries import Entry, Noun
from ravayat.grounding.registry.pieces import Piece, split
from ravayat.grounding.registry.registry import ORDINARY, Registry, Sense

_IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")
_MEDIA_WORDS = ("media", "role", "source")
_OFFICE_WORDS = ("body", "role", "teller", "skip")
_REGIME = "رژیم"
_FORMER = frozenset({"سابق", "پیشین"})
_OUR_COUNTRY = frozenset({"کشورمان", "کشورم", "کشورما"})
"""Words for the readers' own country, whatever else an article is about."""
_PLURAL = "ها"
_FOR_THE_PEOPLE = frozenset({"نمایندهمردم", "نمایندگانمردم"})
_AND = "و"
_AMIR = "امیر"
"""The ruler of an emirate; before a name the title of a general, or a given name."""
_NOUNS = frozenset({"class", "body", "troops"})
_THIS_REGIME = "اینرژیم"
_AGAINST = frozenset({"ضد", "علیه", "مخالف"})
"""Words whose country is the one that somebody is against: "گروه‌های ضد ایرانی"."""
_IN_FACE_OF = "علیه"
_PUBLIC = frozenset({"public_body", "relief"})
"""Kinds of sources that other countries have under the same name."""
_MEDIUM_FIRST = ("کانال", "شبکه", "روزنامه", "خبرگزاری", "رادیو", "تلویزیون")
"""What a name of a medium may begin with; no ordinary word does."""
_SURE = 8
"""A name of a medium longer than this is no ordinary word."""


@dataclass(frozen=True, slots=True)
class Found:
    """A part of a phrase with the number of its piece."""

    at: int
    sense: Sense

    @property
    def entry(self) -> Entry:
        """The entry that is meant."""
        assert self.sense.entry  # noqa: S101 - only made from senses with an entry
        return self.sense.entry

    @property
    def noun(self) -> Noun:
        """The noun that is meant."""
        assert self.sense.noun  # noqa: S101 - only made from senses with a noun
        return self.sense.noun


class Phrase:
    """The parts of a phrase, each sort in the order of the words.

    A piece that can be several things is the first that fits of ``order``; one name of
    several actors is the actor of the country that the words, or else the article, are about.
    """

    def __init__(
        self, words: str, context: Context, registry: Registry, order: tuple[str, ...], *, target: bool = False
    ) -> None:
        self.words = words
        self.target = target
        self.context = context
        self.registry = registry
        self.pieces = split(words, registry, quote=True)
        self.parts: dict[str, list[Found]] = {what: [] for what in order}
        self.unsure: tuple[str, ...] = ()
        for at, piece in enumerate(self.pieces):
            sorts = {sense.what for sense in piece.senses}
            for what in order if sorts else ():
                if what in sorts and (found := self._sense(at, piece, what)):
                    self.parts[what].append(Found(at, found))
                    break

    def first(self, what: str) -> Found | None:
        """The first part of a sort."""
        return self.parts[what][0] if self.parts[what] else None

    @property
    def unknown(self) -> bool:
        """Whether a word is not in the registry: a person's name, as a rule."""
        return any(not piece.known for piece in self.pieces)

    def country_at(self, at: int, body: str = "", *, of_a_class: bool = False) -> tuple[str, str] | None:
        """The country of a body at a piece and where it was read: after it, before it, or in the article.

        Of a class the article must name it: an outlet's readers tell whose police it is, not whose gunmen.
        """
        told = [found for found in self.parts["country"] if found.sense.via == "name"]
        told += [found for found in self.parts["country"] if found.sense.via != "name"]
        after = [found for found in told if found.at > at]
        here = next((found for found in self.parts.get("here", ()) if found.at > at), None)
        if here and not any(found.at < here.at for found in after) and (near := self._near(body) or self._ours(here)):
            return near, "context"
        for found in after or told:
            assert found.sense.country  # noqa: S101 - countries have a code
            return found.sense.country, "words"
        if alone := self._only_there():
            return alone, "context"  # as little told as that of a bare body: whom it strikes may be its own country's
        for found in self.parts["actor"]:
            if found.entry.kind == "leader":
                return found.entry.country, "entry"
        if any(of_a_class or found.at == at + 1 for found in self.parts.get("abroad", ())):
            return None
        about = self.having(body)
        own = about.named if of_a_class else about.home
        home = (self._near(body) if body else None) or self._regime(at) or own
        return (home, "context") if home else None

    def _near(self, body: str) -> str | None:
        """The country that the words around the phrase tell, if it has such a body."""
        near = self.context.near
        known = self.registry.countries.get(near or "")
        return near if known and body not in known.without else None

    def _ours(self, here: Found) -> str | None:
        """The readers' country where the words call it theirs."""
        return self.context.readers if self.pieces[here.at].form in _OUR_COUNTRY else None

    def _only_there(self) -> str | None:
        """The only country that has a body or an office of that name, if no group of another is named beside it."""
        offices = (found for what in ("body", "role") for found in self.parts.get(what, ()))
        country = next((found.sense.country for found in offices if found.sense.country), None)
        return country if all(found.entry.country == country for found in self.parts["actor"]) else None

    def former_regime(self, at: int) -> bool:
        """Whether the words at a piece are "the former regime", which no government of today is."""
        here, behind = self.pieces[at : at + 1], self.pieces[at + 1 : at + 2]
        return bool(here and behind) and here[0].form == _REGIME and behind[0].form in _FORMER

    def _regime(self, at: int) -> str | None:
        """Of "the regime" alone, or its forces, the country that is called so, if the article is about one of these."""
        if not 0 <= at < len(self.pieces) or not self.pieces[at].form.endswith(_REGIME):
            return None
        called = {sense.country for sense in self.registry.senses.get(_THIS_REGIME, ())}
        return next((code for code, _ in self.context.countries if code in called), None)

    def having(self, body: str) -> Context:
        """The article's countries that have such a body: a bare "ارتش" in news of Gaza is Israel's."""
        states, told = self.registry.countries, self.context.countries
        left = tuple(one for one in told if not (body and one[0] in states and body in states[one[0]].without))
        return self.context if left == told else replace(self.context, countries=left)

    def opens(self, found: Found) -> bool:
        """Whether nothing but function words and numbers stands before it: no person's name does."""
        return all(piece.has("skip") or piece.form.isdigit() for piece in self.pieces[: found.at])

    def joined(self, first: int, last: int) -> bool:
        """Whether "and" stands between two pieces, which then are two actors."""
        return any(piece.form == _AND for piece in self.pieces[first + 1 : last])

    def follows_and(self, at: int) -> bool:
        """Whether "and" stands right before a piece."""
        return at > 0 and self.pieces[at - 1].form == _AND

    def alone(self, found: Found) -> bool:
        """Whether the rest are function words, and none makes a plural of it."""
        rest = (piece for at, piece in enumerate(self.pieces) if at != found.at)
        return all(piece.has("skip") and not piece.form.startswith(_PLURAL) for piece in rest)

    def is_title(self, at: int) -> bool:
        """Whether a piece is a rank in front of a name."""
        return self.pieces[at].form in self.registry.titles and self.pieces[at].has("role")

    def is_count(self, at: int) -> bool:
        """Whether a piece is a number or tells of some: "۲۰", "هزاران", "برخی"."""
        return self.pieces[at].form.isdigit() or self.pieces[at].has("count")

    def of_a_past_leader(self, country: str) -> bool:
        """Whether a leader of the country is named whose time was over: "رژیم قذافی" in news of 2019."""
        leaders = [found.entry for found in self.parts["actor"] if found.entry.kind == "leader"]
        return any(one.country == country and not one.years.holds(self.context.year) for one in leaders)

    def told_by_place_alone(self) -> bool:
        """Whether the only country in the words is told by a town or a region."""
        told = self.parts["country"]
        return bool(told) and all(found.sense.via == "place" for found in told)

    def of_a_constituency(self, at: int) -> bool:
        """Whether the town is whom a member of parliament stands for: "نماینده مردم یزد در مجلس"."""
        if 0 <= at < len(self.pieces) and self.pieces[at].form in _FOR_THE_PEOPLE:
            return True
        members = (found.at for found in self.parts["role"] if found.noun.id == "representative")
        return any(member < found.at < at for member in members for found in self.parts["country"])

    def role(self) -> Found | None:
        """What the words say first of the teller's office; a rank only where they say no more."""
        roles = self.parts["role"]
        return next((found for found in roles if found.noun.id != "officer"), roles[0] if roles else None)

    def office(self) -> Found | None:
        """The first role that belongs to a body of a state: in "سخنگوی والی" the governor's."""
        return next((found for found in self.parts["role"] if found.noun.body), None)

    @cached_property
    def _told(self) -> frozenset[str]:
        """The countries in the words; a capital is only whose government speaks."""
        return frozenset(
            sense.country
            for piece in self.pieces
            for sense in piece.senses
            if sense.what == "country" and sense.country and sense.via != "capital"
        )

    def _leaders_countries(self) -> frozenset[str]:
        """Countries told by the names of leaders, of family names that many bear only the article's."""
        return frozenset(
            sense.entry.country
            for piece in self.pieces
            for sense in piece.senses
            if sense.what == "actor" and sense.entry and sense.entry.kind == "leader"
            if not piece.has(ORDINARY) or self._weight(sense.entry)
        )

    def _sense(self, at: int, piece: Piece, what: str) -> Sense | None:
        """Which of a piece's senses of that sort, of which it has one, is meant; none where it is not believed."""
        senses = piece.of(what)
        if what == "source" and not self._believed(at, piece):
            return None
        if what in {"actor", "source"}:
            found = self._entry(at, piece, senses)
            return None if found and self._of_another_country(at, found) else found
        if what == "role" and piece.form == _AMIR and self._names_a_person(at + 1):
            return None
        if what == "country":
            if self._opposed(at):
                return None
            if len(senses) > 1:
                return max(senses, key=self._nearness)
        return senses[0]

    def _names_a_person(self, at: int) -> bool:
        """Whether a piece is a name: of a leader, or one that nobody knows."""
        if at >= len(self.pieces):
            return False
        senses = self.pieces[at].senses
        return not senses or any(sense.entry and sense.entry.kind == "leader" for sense in senses)

    def _opposed(self, at: int) -> bool:
        """Whether a country is the one that somebody is against, or whose deeds: "علیه تهدیدات آمریکا"."""
        before = self.pieces[max(0, at - 2) : at]
        if before and before[-1].form in _AGAINST:
            return True
        return len(before) > 1 and before[0].form == _IN_FACE_OF and not before[1].senses

    def _of_another_country(self, at: int, sense: Sense) -> bool:
        """Whether a country follows that is not that of the public body named: "سازمان هواپیمایی کشوری عربستان"."""
        if sense.entry is None or at + 1 == len(self.pieces):
            return False
        if sense.entry.kind not in _PUBLIC and not self.pieces[at].has("body"):
            return False
        names = {other.country for other in self.pieces[at + 1].of("country") if other.via == "name"}
        return bool(names) and sense.entry.country not in names

    def _nearness(self, sense: Sense) -> tuple[bool, bool, float]:
        code = sense.country or ""
        return sense.via == "name", code == self.context.near, self.context.weight(code)

    def _of_the_time(self, senses: tuple[Sense, ...]) -> list[Sense]:
        """Those active in the article's year, or of the past if only these are of the article's countries."""
        if len(senses) == 1:
            return list(senses)
        year = self.context.year
        active = [sense for sense in senses if sense.entry and sense.entry.years.holds(year)]
        past = [sense for sense in senses if sense not in active]
        of_here = [sense for sense in past if self._of_here(sense)]
        if active:
            here = any(self._of_here(sense) or self._international(sense) for sense in active)
            return active if here or not of_here else of_here
        return of_here or past

    def _of_here(self, sense: Sense) -> bool:
        return self._told_of(sense) or bool(self._weight(sense.entry))

    def _told_of(self, sense: Sense) -> bool:
        return sense.entry is not None and sense.entry.country in self._told

    def _entry(self, at: int, piece: Piece, senses: tuple[Sense, ...]) -> Sense | None:
        entries = self._of_the_time(senses)
        if piece.has(ORDINARY) and self.context.countries:
            # Many bear such a family name, and "پاک" is clean: meant is one of the article's countries.
            entries = [sense for sense in entries if self._weight(sense.entry) or self._international(sense)]
        if not entries:
            return None
        told = [sense for sense in entries if self._told_of(sense)]
        # What is also a common noun ("مجاهدین") is a name only in its own country.
        common = any(sense.what in _NOUNS for sense in piece.senses)
        if common and not told and self._of_others(at, entries):
            return None
        if len(entries) == 1 and (not common or self._international(entries[0])):
            return entries[0]
        if len(told) == 1:
            return told[0]
        ranked = sorted(entries, key=lambda sense: self._weight(sense.entry), reverse=True)
        best = ranked[0]
        if self._weight(best.entry) == 0 or (common and best.entry and best.entry.country != self.context.home):
            if not common:
                self.unsure = _ids(entries)
            return None
        if len(ranked) > 1 and self._weight(best.entry) == self._weight(ranked[1].entry):
            self.unsure = _ids(entries)
            return None
        return best

    def _of_others(self, at: int, entries: list[Sense]) -> bool:
        """Whether the words say that a common noun is meant of another country: "رژیم عراق", "رژیم قذافی".

        So it is of a regime that was.
        """
        if all(map(self._international, entries)):
            return False
        if self._told or self.former_regime(at):
            return True
        masters = self._leaders_countries()
        return bool(masters) and masters.isdisjoint(sense.entry.country for sense in entries if sense.entry)

    @staticmethod
    def _international(sense: Sense) -> bool:
        return sense.entry is not None and sense.entry.country == INTERNATIONAL

    def _weight(self, entry: Entry | None) -> float:
        return self.context.weight(entry.country) if entry else 0.0

    def _believed(self, at: int, piece: Piece) -> bool:
        """A short bare name stands first or after a word for a medium or an office; else it is an ordinary word.

        Whose medium it is may stand between.

        "روزنامه شرق" and "شرق" are the newspaper, "ساکنان شرق اصفهان" are not.
        """
        before = [other for other in self.pieces[:at] if not other.has("skip")]
        while len(before) > 1 and any(sense.via == "name" for sense in before[-1].of("country")):
            before.pop()  # "شبکه آمریکایی سی‌ان‌ان"
        if not before or len(piece.form) > _SURE or piece.form.startswith(_MEDIUM_FIRST):
            return True
        return any(before[-1].has(what) for what in _MEDIA_WORDS)


def name_in_brackets(words: str, registry: Registry) -> str | None:
    """The name that ends a description: "شاباک" in "سازمان اطلاعات داخلی اسرائیل (شاباک)".

    Names that the registry writes with brackets ("ابوحمزه (سرایا القدس)") are names as a whole.
    """
    found = _IN_BRACKETS.search(words)
    return found[1] if found and found.start() and len(split(words, registry)) > 1 else None


def office_and_whose(words: str, registry: Registry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What one of many offices is called, and the words that tell which one it is; folded, in their order.

    "سخنگوی والی جوزجان" gives "والی" and "جوزجان", "دفتر استاندار" gives "استاندار" and "دفتر".
    """
    pieces = split(words, registry)
    whose = (
        piece.form
        for piece in pieces
        if not any(piece.has(what) for what in _OFFICE_WORDS) and not any(sense.via == "name" for sense in piece.senses)
    )
    return tuple(piece.form for piece in pieces if piece.has("body")), tuple(whose)


def _ids(senses: Iterable[Sense]) -> tuple[str, ...]:
    return tuple(sense.entry.id for sense in senses if sense.entry)
