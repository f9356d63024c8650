"""Names of the gazetteer: which are kept, which is shown, and which are another place's own."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ravayat.grounding.places.gazetteer import Entry
from ravayat.grounding.places.rows import SAME_PLACE_KM
from ravayat.grounding.places.spelling import name_words, spelling_key
from ravayat.records.place import Place
from ravayat.text.letters import fold

PERSIAN = frozenset({"IR", "AF", "TJ", "IQ"})
"""Countries with names of their own in these letters, so that no letter tells which of several is the usual one."""

WRONG_NAMES = {"gn:130451": "ولایت", "gn:130531": "دو", "gn:120292": "کرج"}
"""Names left out: "province" for Jam, "two" for Jahrom, and Karaj for a town beside it."""

_ARABIC = re.compile(r"^[\u0600-\u06ff\u200c\s'’()\-،.]+$")
FOREIGN = re.compile("(?<![\u0600-\u06ff])ئ|[ٹڈڑےۓںھہۂۃێۆەڕڵڤېۍړډټڅځښږګڼۋۇۈۉۅ\u0308ڠڭٔ]")
"""Letters that a name shown to a reader of Persian does not have."""
_TORN = re.compile(r"(?<!\w)\w\u200c|\u200c\w?(?!\w)|(?<!\w)\w\w\u200c\w\w(?!\w)|\u200c.*\u200c")
"""Joiners that take a word apart: «م‌لتان»."""
_BEHIND = re.compile("[،٬(].*")
_PERSIAN = frozenset("پچژگ")
"""Letters that Arabic lacks: «پراگ» is the Persian name, «براغ» is not."""
_HEADS = frozenset(
    "شهر شهرستان استان ولایت ولسوالی محافظه مدینه منطقه ناحیه قضا قضاء مدیریه مرکز لوا بلده قریه ایالت".split()
)
_UNIT_WORDS = (
    "oblast|province|governorate|district|region|republic|krai|raion|rayon|muhafazat|division|state|respublika|"
    "avtonomnyy|okrug|il|ili|sha|shahrestan|county|municipality|autonomous|of|the|city|capital"
)


def spellings(names: Iterable[str], country: str, *, short: bool) -> tuple[str, ...]:
    """Names in Arabic letters without a word for their kind in front, those fit to be shown first.

    Those of «سیالکوت، پاکستان» are kept without the land, too, if they may be ``short``: of many a town abroad
    the bare name means another one.
    """
    found: dict[str, None] = {}
    for whole in sorted((n for n in names if _ARABIC.match(n)), key=lambda name: fitness(name, country)):
        name = _BEHIND.sub("", whole).strip()  # "سیالکوت، پاکستان"
        found |= dict.fromkeys((whole.strip(), name) if short else (whole.strip(),))
        words = (name if short else whole).split()
        while len(words) > 1 and "".join(name_words(words[0])).removeprefix("ال") in _HEADS:
            words = words[1:]
            found[" ".join(words)] = None
    return tuple(found)


def fitness(name: str, country: str) -> tuple[bool, bool, bool, int]:
    """What puts a name fit for a reader of Persian first: its own letters, no joiner after one of them, shortness."""
    arabic = country not in PERSIAN and _PERSIAN.isdisjoint(_BEHIND.sub("", name))
    return bool(FOREIGN.search(name)), bool(_TORN.search(fold(name))), arabic, len(name)


def shown(name: str) -> str:
    """A name as it is shown: in Persian letters, whole, and without the land around it."""
    folded = fold(_BEHIND.sub("", name))
    return folded.replace("\u200c", "") if _TORN.search(folded) else folded


def latin_key(name: str) -> str:
    """Bare Latin letters of a name, words for its kind left out."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z]", "", re.sub(rf"\b({_UNIT_WORDS})\b", "", letters.replace("'", "").replace("-", " ")))


def without_names_of_others(entries: list[Entry]) -> Iterator[Entry]:
    """The entries without names found for them that are another place's own: GeoNames calls Arak «ساوه», too.

    What has the same name in Latin letters may be spelled like it: there are many towns of the name Richmond.
    """
    owners: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for entry in entries:
        if entry.place.kind not in ("country", "area"):
            own = {*map(spelling_key, entry.written), spelling_key(entry.place.name)} - {""}
            for key in own:
                owners[land(entry.place), key].append(entry.place)

    def others(place: Place, name: str) -> bool:
        key = spelling_key(name)
        return key != spelling_key(place.name) and any(
            other.id not in (place.id, place.parent)
            and other.parent != place.id
            and other.distance(place) > SAME_PLACE_KM
            and latin_key(other.latin) != latin_key(place.latin)
            for other in owners[land(place), key]
        )

    for entry in entries:
        wrong = WRONG_NAMES.get(entry.place.id, "")
        kept = (name for name in entry.found if spelling_key(name) != wrong and not others(entry.place, name))
        yield replace(entry, found=tuple(kept))


def land(place: Place) -> str:
    """The country of a place; Palestine and Israel are one land, whose towns GeoNames mixes up."""
    return "PS" if place.country == "IL" else place.country
