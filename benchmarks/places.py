"""The resolver of places against "the most populous place of that name", on judged mentions.

Usage::

    python benchmarks/places.py [--gold ../shared/gold] [--misses]

Two tables of judged mentions: ``tests/data/places_judged.tsv`` names words of articles of the
corpus; ``tests/data/places_gold.tsv`` names claims and places of the annotated articles under
``--gold`` by number, since their words are not ours to copy.  Every mention is resolved together with
all others of its article; the baseline looks up the same names in the same gazetteer.  A mention is
right within 25 km where the judge gave one point.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ravayat.corpus.article_file import load_articles
from ravayat.grounding.places import (
    Gazetteer,
    Place,
    PlaceContext,
    PlaceMention,
    ResolvedPlace,
    load_gazetteer,
    place_mentions,
    resolve_places,
    shipped_gazetteer,
)
from ravayat.grounding.places.lookup import look_up
from ravayat.records import Rejection
from ravayat.records.place import kilometres

ROOT = Path(__file__).parents[1]
NEAR_KM = 25.0


@dataclass(frozen=True)
class Judged:
    """Where a person says a mention is."""

    doc: str
    key: str
    country: str | None
    point: tuple[float, float] | None


def read_judged(path: Path) -> list[Judged]:
    """The rows of a judged table; the last three columns are country, latitude, longitude."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            doc, *key, country, latitude, longitude = line.split("\t")
            point = None if latitude == "-" else (float(latitude), float(longitude))
            rows.append(Judged(doc, "/".join(key), None if country == "-" else country, point))
    return rows


def corpus_mentions(folder: Path) -> Iterator[tuple[str, str, list[PlaceMention], list[str]]]:
    """Name, text, mentions and their keys of every article of the corpus."""
    for annotated in load_articles(folder):
        mentions = place_mentions(claim.places for claim in annotated.claims)
        yield annotated.article.doc, annotated.article.text, mentions, [mention.words for mention in mentions]


def gold_mentions(folder: Path) -> Iterator[tuple[str, str, list[PlaceMention], list[str]]]:
    """The same of annotated articles; a key is the numbers of claim and place, from 0."""
    from ravayat.evaluate.gold import load_gold

    for gold in load_gold(folder):
        if isinstance(gold, Rejection):
            continue
        mentions, keys = [], []
        for number, claim in enumerate(gold.claims):
            for place, words in enumerate(claim.place):
                mentions.append(PlaceMention(words, None, number))
                keys.append(f"{number}/{place}")
        yield gold.article.doc, gold.article.text, mentions, keys


def most_populous(mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> list[Place | None]:
    """For each mention the place of that name with the most inhabitants."""
    senses = look_up(mentions, PlaceContext(), gazetteer)
    return [
        max((place for place, _ in sense.places), key=lambda place: place.population, default=None) for sense in senses
    ]


@dataclass
class Tally:
    """Right answers of one way of resolving."""

    countries: int = 0
    points: int = 0
    unresolved: int = 0

    def count(self, judged: Judged, place: Place | None) -> bool:
        """Count one answer; whether it is right in all that was judged."""
        self.unresolved += place is None
        country = (place.country or None) if place else None
        right = country == judged.country
        self.countries += right
        if judged.point:
            near = place is not None and kilometres(*judged.point, place.latitude, place.longitude) <= NEAR_KM
            self.points += near
            right = right and near
        return right


def measure(
    name: str, articles: Iterator[tuple[str, str, list[PlaceMention], list[str]]], judged: list[Judged], *, misses: bool
) -> None:
    """Print the table of one set."""
    gazetteer = shipped_gazetteer()
    wanted = {(row.doc, row.key): row for row in judged}
    ours, baseline = Tally(), Tally()
    seconds, texts, seen = 0.0, 0, set()
    for doc, text, mentions, keys in articles:
        start = time.perf_counter()
        resolved: list[ResolvedPlace] = resolve_places(mentions, PlaceContext(text), gazetteer)
        seconds += time.perf_counter() - start
        texts += 1
        for key, answer, largest in zip(keys, resolved, most_populous(mentions, gazetteer), strict=True):
            row = wanted.get((doc, key))
            if row is None or (doc, key) in seen:
                continue
            seen.add((doc, key))
            if not ours.count(row, answer.place) and misses:
                got = (answer.place.latin, answer.country, answer.latitude, answer.longitude) if answer.place else None
                print(f"  {doc} {key}: {got} ({answer.method}), judged {row.country} {row.point}")
            baseline.count(row, largest)
    if missing := wanted.keys() - seen:
        print(f"  {len(missing)} judged mentions are not in the articles: {sorted(missing)[:3]}")
    points = sum(row.point is not None for key, row in wanted.items() if key in seen)
    cost = 1000 * seconds / max(1, texts)
    print(f"{name}: {len(seen)} mentions, {points} of them with one point; {cost:.1f} ms an article")
    print(f"  {'':16}{'country':>9}{'25 km':>9}{'unresolved':>12}")
    for title, tally in (("resolver", ours), ("most populous", baseline)):
        share, near = tally.countries / max(1, len(seen)), tally.points / max(1, points)
        print(f"  {title:16}{share:9.3f}{near:9.3f}{tally.unresolved:12}")


def main() -> None:
    """Measure the sets that are there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    parser.add_argument("--misses", action="store_true", help="list the wrong answers")
    options = parser.parse_args()
    started = time.process_time()
    load_gazetteer().spelled(["حمص"])
    print(f"gazetteer: read in {1000 * (time.process_time() - started):.0f} ms of the processor (asked: 100)")
    data = ROOT / "tests" / "data"
    corpus = corpus_mentions(ROOT / "corpus" / "articles")
    measure("corpus", corpus, read_judged(data / "places_judged.tsv"), misses=options.misses)
    if options.gold.is_dir() and (data / "places_gold.tsv").exists():
        gold = read_judged(data / "places_gold.tsv")
        measure("gold", gold_mentions(options.gold), gold, misses=options.misses)


if __name__ == "__main__":
    main()
