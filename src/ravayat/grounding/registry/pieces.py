"""Words of a phrase cut into the names and nouns that the registry knows, longest first."""

from __future__ import annotations

from typing import NamedTuple

from ravayat.grounding.registry.folding import ENDINGS, key, stems, tokens
from ravayat.grounding.registry.registry import HEAD, ORDINARY, Registry, Sense

_ENDINGS = frozenset(ENDINGS)
_UNKNOWN: tuple[Sense, ...] = ()
_LONGEST_ENDING = 8
"""Letters that two endings can have together."""
_AND = "و"
_PLURAL = "گان"
_OF_THE_LAST = 2
"""Letters of a run's last word that a name must reach into: "دوم این" is not "دوما" with an ending."""
_NO_TOWN = ("", "name")
"""How senses are told that are no towns: of countries those by their name, and all that are no countries."""
_NAMES = frozenset({"actor", "country"})
_LONGEST_FAMILY = 3
"""Tokens that a family name has at most: "احمدی‌نژاد"."""
_BEFORE_A_NAME = ("media", "source", "role")
_ENDS_A_NAME = "فرد"
"""A word that ends family names: "ابوترابی فرد"."""
_MARTYR = "شهید"
_NAMED_AFTER = frozenset(
    "بندر بیمارستان درمانگاه خیابان بلوار بزرگراه اتوبان میدان پل سد پایگاه پادگان قرارگاه فرودگاه اسکله"
    " نیروگاه پالایشگاه"
    " مدرسه دبستان دبیرستان دانشگاه کتابخانه موزه ورزشگاه استادیوم پارک شهرک مسجد حسینیه ترمینال مجتمع".split()
)
"""What is named after the dead: a noun behind "شهید" is then a family name, "بندر شهید کلانتری" no police station."""
_OFFICES = ("role", "body")
_FAMILY_NAMES = frozenset({"class", "teller", "troops", "role", "body", "country", "actor", ORDINARY})
_TOLD_BEFORE = frozenset({"body", "troops", "class", "role", "actor", "media", "teller"})
"""Sorts of words after which the name of a country is one, whatever else it means: "ارتش مالی"."""


class Piece(NamedTuple):
    """Neighbouring tokens that mean something together, or one token that is not known.

    Attributes:
        form: the tokens run together.
        senses: what they can mean; none for an unknown token.
    """

    form: str
    senses: tuple[Sense, ...]

    @property
    def known(self) -> bool:
        """Whether it means anything here: what only looks like a name does not."""
        return bool(self.senses) and self.senses[0].what != ORDINARY

    def has(self, what: str) -> bool:
        """Whether one of the senses is of that sort."""
        return any(sense.what == what for sense in self.senses)

    def of(self, what: str) -> tuple[Sense, ...]:
        """The senses of that sort."""
        return tuple(sense for sense in self.senses if sense.what == what)


def split(text: str, registry: Registry, *, quote: bool = False) -> list[Piece]:
    """Pieces of ``text`` in order; of a ``quote`` all words belong together.

    At every token the longest run that the registry knows is taken. A name too short to
    be sure of (the "صدر" in "علی صدر") is not believed beside an unknown word, nor a country or town
    that is an everyday word too ("مالی", "انبار") unless what stands before it tells that it is a place.
    """
    parts = tokens(text)
    ending = _endings_ahead(parts)
    pieces: list[Piece] = []
    titles, martyr = registry.titles, quote and _MARTYR in parts[1:]
    start, known = 0, True
    while start < len(parts):
        form, stop = parts[start], start + 1
        if _may_go_on(parts, start, ending, registry):
            stop, senses = _run(parts, start, ending, registry)
            form = "".join(parts[start:stop])
        else:
            senses = _alone(form, registry)
        if senses and not known:
            senses = _sober(senses)
        if (
            len(senses) > 1
            and senses[-1].what == ORDINARY
            and not _placed(parts, start, stop, pieces if quote else pieces[-1:], registry)
        ):
            senses = tuple(sense for sense in senses if sense.what != "country")
        if pieces and pieces[-1].form in titles and (person := _with_title(parts, start, pieces[-1].form, registry)):
            stop, senses = person
            form = "".join(parts[start:stop])
        if martyr and pieces and pieces[-1].form == _MARTYR and parts[start - 2] in _NAMED_AFTER:
            stop, form, senses = start + 1, parts[start], _UNKNOWN
        pieces.append(Piece(form, senses))
        start, known = stop, bool(senses) and senses[0].what != ORDINARY
    people = quote and not (registry.given_names.isdisjoint(parts) and parts[-1:] != [_ENDS_A_NAME])
    return _without_names_of_people(pieces, registry) if people else pieces


def _with_title(parts: list[str], start: int, title: str, registry: Registry) -> tuple[int, tuple[Sense, ...]] | None:
    """A leader's family name from ``start`` that the title before it licenses, and where it ends: "سردار نقدی".

    Many bear such a name, so that it has the sense of an everyday word, too.
    """
    form = ""
    for stop in range(start + 1, min(start + _LONGEST_FAMILY, len(parts)) + 1):
        form += parts[stop - 1]
        leaders = tuple(sense for titles, sense in registry.families.get(form, ()) if title in titles)
        if stop < len(parts) and not _alone(parts[stop], registry):
            continue  # "سرلشکر آصف غفور": a given name
        if leaders and not any(sense.what in _NAMES for sense in registry.senses.get(form, ())):
            return stop, (*leaders, Sense(ORDINARY))
    return None


def _is_family(sense: Sense, form: str) -> bool:
    """Whether a form is a leader's name, but not the full one."""
    return sense.entry is not None and sense.entry.kind == "leader" and form != key(sense.entry.fa)


def _may_be_family(sense: Sense, given: str) -> bool:
    """Whether a sense is no more than a family name behind a given name that is not its leader's."""
    if sense.entry and sense.entry.kind == "leader" and key(sense.entry.fa).startswith(given):
        return False
    return sense.what in _FAMILY_NAMES


def _without_names_of_people(pieces: list[Piece], registry: Registry) -> list[Piece]:
    """Pieces of a quote without nouns and media that are names of people: "محمد کارگر", "شهاب دلیلی".

    A given name before a word that is not known is no medium and no capital. Behind a given name, at the end or
    before an office, a noun with an ending is a family name, and one without if it is known as one.
    """
    given = registry.given_names
    people = list(pieces)
    for at in range(len(pieces) - 1):
        here, behind = pieces[at], pieces[at + 1]
        if here.form not in given:
            continue
        if not behind.senses and (at == 0 or not any(pieces[at - 1].has(what) for what in _BEFORE_A_NAME)):
            people[at] = Piece(here.form, _UNKNOWN)
        office = at + 2 < len(pieces) and any(pieces[at + 2].has(what) for what in _OFFICES)
        alike = behind.form in registry.family_nouns or all(_is_family(sense, behind.form) for sense in behind.senses)
        exact = behind.form in registry.senses and not alike
        last = at + 2 == len(pieces) or (office and not any(behind.has(what) for what in (*_OFFICES, "teller")))
        if last and behind.senses and not exact and all(_may_be_family(sense, here.form) for sense in behind.senses):
            people[at + 1] = Piece(behind.form, _UNKNOWN)
    if len(pieces) > 1 and pieces[-1].form == _ENDS_A_NAME and not pieces[-2].senses:
        people[-1] = Piece(_ENDS_A_NAME, _UNKNOWN)
    return people


def _run(parts: list[str], start: int, ending: list[bool], registry: Registry) -> tuple[int, tuple[Sense, ...]]:
    """Where the longest run from ``start`` that the registry knows ends, and what it means."""
    stop, senses = _longest(parts, start, ending, registry)
    if stop - start > 1 and parts[stop - 1] in _ENDINGS and "".join(parts[start:stop]) not in registry.senses:
        # No ending, if a name begins with it: "شبکه ان‌بی‌سی" is not "شبکه‌ان".
        further, name = _longest(parts, stop - 1, ending, registry)
        if name and further > stop:
            stop, senses = _longest(parts[start : stop - 1], 0, ending[start : stop - 1], registry)
            stop += start
    return stop, senses


def _placed(parts: list[str], start: int, stop: int, before: list[Piece], registry: Registry) -> bool:
    """Whether an everyday word from ``start`` is the name of a place here: it stands alone, or after what tells so."""
    if start == 0:
        return stop == len(parts)
    if parts[start - 1] in registry.before_places:
        return True
    return any(piece.has(what) for piece in before for what in _TOLD_BEFORE)


def _may_go_on(parts: list[str], start: int, ending: list[bool], registry: Registry) -> bool:
    """Whether a run of several tokens from ``start`` can be known at all: from most words of a text none can."""
    first = parts[start]
    if first == _AND or start + 1 == len(parts):
        return False
    second = parts[start + 1]
    # Of "رانندگان" the stem, "راننده", has another letter where the ending begins.
    reach = 1 if _PLURAL in second else _OF_THE_LAST
    return ending[start] or first + second[:reach] in registry.beginnings


def _alone(word: str, registry: Registry) -> tuple[Sense, ...]:
    """What a token means by itself; most begin like nothing that is known, and are seen off here."""
    if found := registry.senses.get(word):
        return found
    return _without_ending(word, 0, registry) if word[:HEAD] in registry.heads else _UNKNOWN


def _endings_ahead(parts: list[str]) -> list[bool]:
    """For each token whether an ending that stands apart is so near that it can be one of its last letters, too."""
    ahead = [False] * len(parts)
    for index, part in enumerate(parts):
        if part in _ENDINGS:
            before, left = index - 1, _LONGEST_ENDING - len(part)
            while before >= 0 and left > 0:
                ahead[before] = True
                left -= len(parts[before])
                before -= 1
    return ahead


def _longest(parts: list[str], start: int, ending: list[bool], registry: Registry) -> tuple[int, tuple[Sense, ...]]:
    senses, beginnings = registry.senses, registry.beginnings
    runs = []
    run = ""
    for index in range(start, len(parts)):
        last, before = parts[index], run
        if before == _AND:
            break  # "و آن" is not "وان"
        run += last
        # All but an ending must begin a key, or no longer run can be one either.
        if run[:-_LONGEST_ENDING] not in beginnings:
            break
        # An ending may stand apart ("داعشی ها"), but no other word is one ("سخنگوی یگان" is no "سخنگو"): a stem
        # must go on into the last word, so that all words before it begin a key.
        if last in _ENDINGS:
            runs.append((index + 1, run, 0))
        elif before and last == _AND:
            pass  # "کودک و" is not "کودکو"
        elif before in beginnings:
            runs.append((index + 1, run, len(before) + _OF_THE_LAST - 1 if before else 0))
        if not ending[index] and run not in beginnings:
            break
    for stop, run, least in reversed(runs):
        if found := senses.get(run) or _without_ending(run, least, registry):
            return stop, found
    return start + 1, _UNKNOWN


def _without_ending(run: str, least: int, registry: Registry) -> tuple[Sense, ...]:
    """What a run means by its longest known stem of more than ``least`` letters."""
    for stem in stems(run):
        known = registry.senses.get(stem) if len(stem) > least else None
        if known and (certain := _with_ending(known, run[len(stem) :])):
            return certain
    return _UNKNOWN


def _sober(senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
    return tuple(sense for sense in senses if not sense.shy)


def _with_ending(senses: tuple[Sense, ...], ending: str) -> tuple[Sense, ...]:
    """What a spelling still means with an ending.

    A shy name is a family name then more often than not ("صدری", "فتحی"), and a town has no plural: "ارگان" is not
    "ارگ" with an ending, "تهرانی‌ها" is "تهران". An everyday word is one with an ending too.
    """
    if senses[-1].what == ORDINARY:
        return ()
    of_a_town = ending.startswith("ی")
    return tuple(sense for sense in senses if not sense.shy and (of_a_town or sense.via in _NO_TOWN))
