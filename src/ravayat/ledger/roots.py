"""Who a claim comes from in the end: the root of its chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.fuzz import token_set_ratio

from ravayat.grounding.places.kind_words import KIND_WORDS
from ravayat.grounding.registry import STATE_KINDS, Context, default_registry, resolve_source
from ravayat.grounding.registry.answers import OF_TOWNS, of_entry
from ravayat.grounding.registry.entries import Entry
from ravayat.grounding.registry.folding import key as folded
from ravayat.grounding.registry.folding import tokens
from ravayat.grounding.registry.former_offices import may_be_former
from ravayat.grounding.registry.phrase import office_and_whose
from ravayat.grounding.registry.sources import names_a_country
from ravayat.records import Claim, ResolvedActor, ResolvedSource
from ravayat.text.restoring import Level, restore

OFFICE = "office"
"""Level of a teller that is one of many offices of one kind in a country."""
OFFICE_MARK = "/"
"""Stands in an office's key between the body's id and the words that tell which one it is."""
NOBODY = "unnamed"
"""Key of an outlet that is not told."""
_NAMED = ("entry", "body")
_INDEFINITE = frozenset("یک یکی دو چند چندین برخی بعضی شماری تعدادی بسیاری اکثر اکثریت بیشتر اغلب عده هیچ".split())
"""What begins words for people without a name: "یکی از ساکنان", "دو مقام", "بسیاری از شاهدان"."""
_THINGS = frozenset(
    "اطلاعات تحقیق تحقیقات بررسی یافته شواهد شاهد اسناد مدارک داده امار ارزیابی براورد نتایج نتیجه گزارش گزارشات "
    "اخبار خبر شایعه شایعات شنیده مشاهدات قراین نشانه روایت پیام تصویر تصاویر ویدیو".split()
)
"""What tells without being anybody, in the singular: nobody's words stand behind "تحقیقات نشان می‌دهد"."""
_OF_THINGS = frozenset(
    "ها های هایی ای ی و از این ان اولیه اول مقدماتی موجود تازه جدید تر ترین اخیر قبلی پیشین نهایی بیشتر دیگر گوناگون "
    "مختلف متعدد معتبر موثق رسمی غیررسمی محلی میدانی مستقل پراکنده ضدونقیض دریافتی رسیده واصله منتشره منتشر منتشرشده "
    "شده نشده تاییدشده تاییدنشده تایید به دست امده بدست بدست‌امده ماهواره".split()
)
"""Words beside them that tell of nobody either: "اطلاعات موجود" is nobody's, "تحقیقات پلیس" the police's."""
_ANYBODY = frozenset({"unidentified", "civilians", "protesters"})
"""Kinds of class that speak with no voice of their own: survivors, residents."""
_OWN_MEDIA = "armed_group_media"
"""Kind of media through which an armed group itself speaks."""
_LEADER = "leader"
_OF_ANY_OFFICE = frozenset(map(folded, KIND_WORDS)) | {"دفتر", "اداره", "محلی", "ویژه"}
"""Words that tell nothing of which office is meant."""
_HOSPITALS = frozenset({"بیمارستان", "شفاخانه", "درمانگاه"})
_OF_HOSPITALS = frozenset({"medics", "official_source"})
"""Classes of tellers that speak for a hospital."""
_MEMBERS = frozenset(
    "منبع منابع پزشکان داکتران پرستاران کارکنان کارمندان امدادگران پرسنل بیماران مجروحان زخمیان".split()
)
"""Words in front of a hospital for people of it who do not speak for it."""
_OF_ANY_HOSPITAL = _OF_ANY_OFFICE | frozenset("ها های ی این همین همان ان ولایتی حوزوی صحرایی دولتی خصوصی نظامی".split())
"""Words that tell nothing of which hospital is meant."""
_ALIKE = 95
"""Likeness (0 to 100) of unknown tellers' words from which they are taken for one: one's words among the other's."""


@dataclass(frozen=True, slots=True)
class Teller:
    """One who tells, as far as can be known.

    Attributes:
        key: id of the registry, or folded words.
        label: in Persian; ``fa`` is it as it is shown.
        en: label, empty where the registry has none.
        kind: of the registry.
        party: takes part in a conflict of the article.
        side: country or group it speaks for, see :func:`side_of`.
        owner: country or group that owns a medium.
        words: as they came, folded; of one of many offices of a kind, what it is called.
        level: how exact the registry's answer was, see :data:`ravayat.records.actor.Level`.
        office: the words begin with an office ("سخنگوی").
        which: of one of many offices of a kind, the words that tell which one it is.
        as_told: the label is the article's words, not the registry's.
        whole_state: the words are a country's name or its capital, and no body of it.
    """

    key: str
    label: str
    en: str = ""
    kind: str | None = None
    party: bool = False
    side: str | None = None
    owner: str | None = None
    words: str = ""
    level: str = "unresolved"
    office: bool = False
    which: str = ""
    as_told: bool = False
    whole_state: bool = False

    @property
    def fa(self) -> str:
        """The label in good Persian, worked out when asked for: who only files a claim needs none."""
        return _good_persian(self.label) if self.as_told else self.label


def tellers_of(claim: Claim, outlet: str | None) -> tuple[Teller, ...]:
    """The outlet and then the chain, nearest teller first."""
    sources = claim.meaning.chain if claim.meaning else ()
    return (outlet_teller(outlet), *map(_teller, sources))


def root_of(claim: Claim, outlet: str | None, original: str | None = None) -> Teller:
    """The root of a claim's chain.

    A teller without a name ("یک منبع آگاه") is nobody of its own: who carried it answers for it. Where
    nobody is named the outlet is the root, or, of a copied text, the outlet that had it first.

    Args:
        claim: with its meaning.
        outlet: who published it.
        original: the outlet that had the text first, where this one copied or forwarded it.
    """
    sources = claim.meaning.chain if claim.meaning else ()
    for source in reversed(sources):
        if not _nameless(source):
            return _teller(source)
    return outlet_teller(original or outlet)


def teller_of(words: str, context: Context) -> Teller:
    """Who the words name in an article."""
    return _teller(resolve_source(words, context))


@lru_cache(maxsize=4096)
def outlet_teller(outlet: str | None) -> Teller:
    """An outlet as a teller."""
    return _teller(resolve_source(outlet)) if outlet else Teller(NOBODY, "بی‌نام", "unnamed outlet")


def has_offices(key: str) -> bool:
    """Whether a teller's key is that of a body with many offices in its country ("UA.local_government")."""
    return key.partition(".")[2] in OF_TOWNS


def speaks_as(teller: str, key: str) -> bool:
    """Whether a teller's key is the one asked for, or that of an office of the body asked for."""
    return teller == key or (has_offices(key) and teller.startswith(key + OFFICE_MARK))


def side_of(actor: ResolvedActor) -> str | None:
    """Who an actor or teller answers to: the country of a state's body, the parent of a group's, else itself."""
    if actor.kind in STATE_KINDS and actor.country:
        return actor.country
    if actor.level in _NAMED:
        return actor.parent if actor.parent and "." not in actor.parent else actor.id
    return None


def _side_of_owner(owner: str | None) -> str | None:
    """The country of a state's body, the group or the person that owns a medium, through media that own media."""
    registry, seen = default_registry(), set[str]()
    while owner and owner not in seen:
        seen.add(owner)
        country, dot, _ = owner.partition(".")
        entry = registry.entries.get(owner)
        if dot and country in registry.countries:
            return country
        if entry is None or entry.kind in STATE_KINDS:
            return entry.country if entry else owner
        if registry.kinds[entry.kind].of != "source" or not entry.parent:
            return owner
        owner = entry.parent
    return owner


def same_tellers(tellers: Sequence[Teller]) -> Mapping[str, str]:
    """For each key the key it goes by among the tellers of one event.

    Tellers of the registry are themselves. Words that it could not place are the known teller whom somebody else calls
    so ("سخنگوی وزارت داخله", where one article tells of which country), or whose office they tell ("سخنگوی ائتلاف"
    beside "ائتلاف عربی"); and unknown tellers are one where all words of one stand among the other's ("سخنگوی والی" and
    "سخنگوی والی بامیان"), unless only one of them holds the office no more. A country that is named as a teller
    ("روسیه") is no voice of its own beside a body of its state ("وزارت دفاع روسیه").
    """
    known = {teller.key: teller for teller in tellers if teller.level in _NAMED}
    called = {teller.words: teller.key for teller in tellers if teller.level in _NAMED and teller.words}
    names = (
        {key: key for key in known}
        | _whole_states(tellers)
        | _same_offices([teller for teller in tellers if teller.level == OFFICE])
    )
    leaders: dict[str, str] = {}
    unknown = {teller.key: teller for teller in tellers if teller.level not in _NAMED and teller.key not in names}
    for key in sorted(unknown, key=lambda key: (-len(unknown[key].words), key)):
        own = unknown[key]
        like = [one for one, words in leaders.items() if _called_alike(words, own.words)]
        if own.words in called:
            names[key] = called[own.words]
        elif body := _body_of(own, called):
            names[key] = body
        elif like:
            names[key] = like[0]
        else:
            names[key] = key
            leaders[key] = own.words
    return names


def _called_alike(one: str, other: str) -> bool:
    """Whether all words of one teller stand among the other's; "رئیس سابق" is not "رئیس", who holds the office now."""
    return token_set_ratio(one, other) >= _ALIKE and may_be_former(one) == may_be_former(other)


def _whole_states(tellers: Sequence[Teller]) -> dict[str, str]:
    """For each key that only countries' names told here the key of a body of the same state, where one tells too."""
    bodies = [one for one in tellers if one.level in _NAMED and one.kind in STATE_KINDS and not one.whole_state]
    named_whole = {one.key for one in bodies}
    found = {}
    for one in tellers:
        own = [body.key for body in bodies if body.side == one.side]
        if one.whole_state and own and one.key not in named_whole:
            found[one.key] = min(own)
    return found


def _same_offices(tellers: Sequence[Teller]) -> dict[str, str]:
    """Of each office's key the key it goes by.

    One office is another where the words that tell which it is stand among the other's, whatever country an article
    led to. One that no word tells ("دفتر استاندار") is the one that is called so ("استاندار سومی"), if there is one.
    """
    names: dict[str, str] = {}
    offices = {teller.key: teller for teller in tellers}
    for key in sorted(offices, key=lambda key: (-len(offices[key].which), key)):
        own = offices[key]
        like = {
            names[one]
            for one in names
            if _body(one) == _body(key)
            and (
                token_set_ratio(offices[one].which, own.which) >= _ALIKE
                if own.which
                else own.words in offices[one].words
            )
        }
        names[key] = min(like) if len(like) == 1 or (own.which and like) else key
    return names


def _body(key: str) -> str:
    """The body of an office's key, without its country."""
    return key.partition(OFFICE_MARK)[0].partition(".")[2]


def _body_of(teller: Teller, called: Mapping[str, str]) -> str | None:
    """The one known teller among whose words all words behind the office stand."""
    rest = set(teller.words.split()[1:]) if teller.office else set()
    bodies = {key for words, key in called.items() if rest and rest <= set(words.split())}
    return bodies.pop() if len(bodies) == 1 else None


@lru_cache(maxsize=4096)
def _nameless(source: ResolvedSource) -> bool:
    """Whether the words hide who it is, or name somebody who has no name in the news."""
    if source.anonymous or (source.who.level == "class" and source.who.kind in _ANYBODY):
        return not _of_named_hospital(source.who)
    if source.who.role == "spokesperson" and source.who.level in _NAMED:
        return False  # "یک سخنگوی ارتش" speaks for it, whatever the name
    words = tokens(source.who.words)
    if source.who.level == "unresolved" and _tells_as_a_thing(words):
        return True
    # "صاحب یک مغازه": who is told by something indefinite is so too, unless the registry knows who it is.
    indefinite = words[:1] if source.who.level in _NAMED else words
    return not _INDEFINITE.isdisjoint(indefinite)


def _tells_as_a_thing(words: Sequence[str]) -> bool:
    """Whether all that tells is what was found or heard: "نتایج بررسی‌های اولیه"."""
    things = [not _THINGS.isdisjoint({word, word.removesuffix("ها"), word.removesuffix("های")}) for word in words]
    return things[:1] == [True] and all(thing or word in _OF_THINGS for thing, word in zip(things, words, strict=True))


@lru_cache(maxsize=4096)
def _teller(source: ResolvedSource) -> Teller:
    who = _head(source)
    if who.level == "body" and who.id and has_offices(who.id):
        return _office(source, who.id)
    named = who.level in _NAMED and who.id is not None
    words = tokens(source.who.words)
    return Teller(
        key=who.id if named and who.id else "".join(words) or NOBODY,
        label=who.fa if named else who.words,
        en=who.en if named else "",
        kind=who.kind,
        party=source.is_party,
        side=side_of(who),
        owner=_side_of_owner(source.owner),
        words=" ".join(words),
        level=who.level,
        office=source.who.role is not None and len(words) > 1,
        as_told=not named,
        whole_state=named and _whole_state(source),
    )


def _whole_state(source: ResolvedSource) -> bool:
    """Whether its country's name is all that the words tell of a state, by the registry they were looked up in.

    Claims that were stored before this was asked are asked with the package's.
    """
    return names_a_country(source.who) if source.whole_state is None else source.whole_state


def _office(source: ResolvedSource, body: str) -> Teller:
    """One of many offices of a kind: a governor, a fire brigade."""
    who = source.who
    called, whose = office_and_whose(who.words, default_registry())
    words = [word for word in whose if word not in _OF_ANY_OFFICE]
    return Teller(
        key=body + OFFICE_MARK + "".join(words) if words else body,
        label=who.words if words else who.fa,
        en=who.en,
        kind=who.kind,
        party=source.is_party,
        side=side_of(who),
        words="".join(called),
        level=OFFICE,
        which=" ".join(words),
        as_told=bool(words),
    )


def _of_named_hospital(who: ResolvedActor) -> bool:
    """Whether a hospital speaks that the words name: "رئیس بیمارستان عبس", but "پزشکان بیمارستان عبس" are anybody."""
    words = tokens(who.words) if who.id in _OF_HOSPITALS else []
    at = next((at for at, word in enumerate(words) if word in _HOSPITALS), None)
    if at is None or not (_MEMBERS | _INDEFINITE).isdisjoint(words[:at]):
        return False
    return any(word not in _OF_ANY_HOSPITAL for word in words[at + 1 :])


@lru_cache(maxsize=4096)
def _good_persian(words: str) -> str:
    """A name as it is shown: half-spaces given back, letters in one form."""
    return restore(words, Level.SEARCH).text


def _head(source: ResolvedSource) -> ResolvedActor:
    """Who answers for the teller.

    Of a branch it is the body it belongs to, of an armed group's media the group, and of
    who holds an office its body, as with the office's own name ("نخست‌وزیر اسرائیل").
    """
    who, entries = source.who, default_registry().entries
    seen = set()
    while who.level == "entry" and who.id not in seen:
        seen.add(who.id)
        own, above = entries.get(who.id or ""), entries.get(who.parent or "")
        medium = own is not None and default_registry().kinds[own.kind].of == "source"
        if own and own.kind == _LEADER and above is None:
            return _office_held(who, own) or who
        if own is None or above is None or (medium and own.kind != _OWN_MEDIA):
            break
        if not medium and above.kind in STATE_KINDS and own.kind not in STATE_KINDS and own.kind != _LEADER:
            break  # a militia that a state keeps speaks for itself
        who = replace(
            who, id=above.id, fa=above.fa, en=above.en, kind=above.kind, country=above.country, parent=above.parent
        )
    return who


def _office_held(who: ResolvedActor, leader: Entry) -> ResolvedActor | None:
    """The body of a state that a person's entry names as its parent ("IL.cabinet"), in the person's time."""
    registry = default_registry()
    country, _, body = (leader.parent or "").partition(".")
    if country not in registry.countries or body not in registry.bodies:
        return None
    if entry := registry.body_of(country, body, leader.years.last):
        return of_entry(who.words, entry)
    state, noun = registry.countries[country], registry.bodies[body]
    return ResolvedActor(
        who.words,
        "body",
        leader.parent,
        noun.fa.format(state.fa),
        noun.en.format(state.en),
        noun.kind,
        country,
        "entry",
        role=who.role,
    )
