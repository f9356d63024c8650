"""How many actors and tellers of annotated articles the registries resolve, and how fast.

Usage::

    python benchmarks/registry_coverage.py [FOLDER] [--sample 100 --seed 11] [--unresolved]

FOLDER holds annotated articles (``corpus/articles``).  Every actor and every link of a chain is counted as
it stands in the articles, repetitions included; countries and year are read from each article's own text and
day.  ``--sample`` prints a random choice of different words with their answers, for reading by eye;
``--unresolved`` prints what found none.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ravayat.evaluate.gold import load_gold
from ravayat.grounding.registry import (
    Registry,
    ResolvedActor,
    load_registry,
    read_context,
    resolve_actor,
    resolve_source,
)
from ravayat.records import Rejection

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as a line, and how long it took."""

    doc: str
    what: str
    who: ResolvedActor
    more: str
    seconds: float

    def __str__(self) -> str:
        who = self.who
        role = f" role={who.role}" if who.role else ""
        of = f" of={who.of}" if who.of else ""
        reason = f" [{who.reason}]" if who.reason else ""
        found = f"{who.level}: {who.id} ({who.country}, {who.country_from}){role}{of}{self.more}{reason}"
        return f"{self.doc} {self.what} {who.words} -> {found}"


def answers(folder: Path, registry: Registry) -> Iterator[Answer]:
    """Answers for every actor and teller of the articles of a folder."""
    for gold in load_gold(folder):
        if isinstance(gold, Rejection):
            print(gold)
            continue
        article = gold.article
        text = f"{article.title or ''}\n{article.text}"
        context = read_context(text, article.published.year if article.published else None, registry)
        for claim in gold.claims:
            for words in claim.actor:
                started = time.perf_counter()
                actor = resolve_actor(words, context, registry)
                yield Answer(article.doc, "actor", actor, "", time.perf_counter() - started)
            for words in claim.chain:
                started = time.perf_counter()
                source = resolve_source(words, context, registry)
                seconds = time.perf_counter() - started
                more = " anonymous" if source.anonymous else ""
                more += f" party={','.join(source.party)}" if source.is_party else ""
                yield Answer(article.doc, "chain", source.who, more, seconds)


def main() -> None:
    """Print the shares, the times, and what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "corpus" / "articles")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--unresolved", action="store_true")
    options = parser.parse_args()

    loads = []
    for _ in range(5):
        started = time.perf_counter()
        registry = load_registry()
        loads.append(time.perf_counter() - started)
    found = list(answers(options.folder, registry))
    for what in ("actor", "chain"):
        levels = Counter(answer.who.level for answer in found if answer.what == what)
        total = levels.total() or 1
        shares = ", ".join(f"{level} {count / total:.3f}" for level, count in levels.most_common())
        print(f"{what}: {total} mentions, resolved {1 - levels['unresolved'] / total:.3f} ({shares})")
    print(f"registry: {len(list(registry.actors()))} actors, {len(list(registry.sources()))} sources")
    print(f"loading: median {statistics.median(loads) * 1000:.0f} ms, best {min(loads) * 1000:.0f} ms")
    times = [answer.seconds for answer in found]
    slow = statistics.quantiles(times, n=10)[-1]
    print(f"resolving: median {statistics.median(times) * 1e6:.0f} us, 90th percentile {slow * 1e6:.0f} us")
    different = {(answer.what, answer.who.words): answer for answer in found}
    if options.unresolved:
        print(*(answer for answer in different.values() if answer.who.level == "unresolved"), sep="\n")
    keys = sorted(different)
    for key in random.Random(options.seed).sample(keys, min(options.sample, len(keys))):
        print(different[key])


if __name__ == "__main__":
    main()
