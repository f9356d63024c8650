"""Points of a candidate for itself: its size, its spelling, and the word for a kind in front of the name."""

from __future__ import annotations

import math
from typing import Final

from ravayat.grounding.places.gazetteer import Spelled
from ravayat.grounding.places.kind_words import DISTRICT, OBLASTS, REGION, TOWN
from ravayat.grounding.places.lookup import Sense
from ravayat.grounding.places.spelling import bare_key, spelling_key
from ravayat.records.place import Place

NAMED_AFTER_TOWN: Final = 1.2
"""Points off for a province or district without a word for its kind: the press means the town."""
NAMED_AFTER_COUNTRY: Final = 6.0
"""Points off for a quarter or square that has a country's name."""
OF_PEOPLE: Final = 0.55
"""Points for each power of ten of inhabitants: the weakest."""
UNKNOWN_PEOPLE: Final = 300
KIND_FITS: Final = 2.0
KIND_DIFFERS: Final = 1.5
"""Points for and off by the word in front of the name."""
FAMOUS: Final = 700_000
"""People of a town whose name means it in any article, wherever a small one of that name lies."""
OBSCURE: Final = 3.0
TENTH: Final = 0.1
"""Points off for a town found in GeoNames only, with less than this share of the people of a famous one of its name."""
_SIZE: Final = {"country": 6.0, "province": 2.9, "region": 3.4, "sea": 4.5, "strait": 4.0, "district": 1.6, "area": 1.2}
"""Points of kinds of place; towns get theirs from their inhabitants."""
SPELLED: Final = {Spelled.BARE: 0.0, Spelled.FOUND: 0.6, Spelled.WRITTEN: 1.8}


def of_kind(sense: Sense, place: Place) -> float:
    """Points by the word in front of the name, or by what the press means without one."""
    twins = [other for other, spelled in sense.places if seat(place, other, spelled)]
    region = sense.word == REGION and place.kind == "province" and place.country in OBLASTS
    if sense.fits(place) or region:
        # A word for a district fits its town too and the other way round, but means its own where the gazetteer has it.
        districts, towns = (twin.kind == "district" for twin in twins), (twin.precision == "town" for twin in twins)
        lent = (sense.word in DISTRICT and place.precision == "town" and any(districts)) or (
            sense.word in TOWN and place.kind == "district" and any(towns)
        )
        return -NAMED_AFTER_TOWN if lent else KIND_FITS
    points = -KIND_DIFFERS if sense.kinds else 0.0
    if place.precision != "town" and twins:
        points -= NAMED_AFTER_TOWN
    if place.precision in ("quarter", "point") and any(other.kind == "country" for other, _ in sense.places):
        points -= NAMED_AFTER_COUNTRY
    return points


def seat(place: Place, other: Place, spelled: Spelled) -> bool:
    """Whether one is a province or district and the other the town it is named after."""
    related = place.parent == other.id or other.parent in (place.id, place.parent)
    if not related or "town" not in (place.precision, other.precision):
        return False
    unit = any(one.kind in ("province", "district", "area") for one in (place, other))
    return unit and (spelled is Spelled.WRITTEN or bare_key(place.name) == bare_key(other.name))


def size(place: Place) -> float:
    """Points of a place for itself, before the article is looked at."""
    if place.kind in _SIZE:
        return _SIZE[place.kind]
    return OF_PEOPLE * math.log10(place.population or UNKNOWN_PEOPLE)


def famous(sense: Sense, place: Place, spelled: Spelled) -> bool:
    """Whether the words are the usual name of a town that the whole world knows."""
    usual = spelled is Spelled.WRITTEN or spelling_key(sense.mention.words) == spelling_key(place.name)
    return place.precision == "town" and place.population >= FAMOUS and usual


def obscure(sense: Sense, place: Place, spelled: Spelled) -> float:
    """Points off for a small namesake of a famous town."""
    if place.precision != "town" or spelled is Spelled.WRITTEN:
        return 0.0
    greater = ((other, how) for other, how in sense.places if other.population * TENTH > place.population)
    return OBSCURE if any(famous(sense, other, how) for other, how in greater) else 0.0
