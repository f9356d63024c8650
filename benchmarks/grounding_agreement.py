"""How often counts and times come out as the annotators of the corpus wrote them.

    PYTHONPATH=src python benchmarks/grounding_agreement.py corpus/articles [--errors]

Counts are read from their quoted words and the slot they stand in, times from their words, the article's
day of publication and, where they count from another event, the times told before them.  A time agrees
where first and last day are within a day of the annotator's, as the scorer has it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ravayat.corpus.article_file import load_articles
from ravayat.grounding.article_times import resolve_times
from ravayat.grounding.counts import read_count
from ravayat.records import COUNT_SLOTS

Row = tuple[str, str, bool, object]
"""Kind, words, whether they agree, and what was read."""


def near(one: date | None, other: date | None) -> bool:
    """Both unknown, or at most a day apart."""
    return one == other if one is None or other is None else abs((one - other).days) <= 1


def rows(folder: Path) -> Iterator[Row]:
    """Every annotated count and time."""
    for annotated in load_articles(folder):
        article = annotated.article
        for claim in annotated.claims:
            for slot in COUNT_SLOTS:
                count = getattr(claim, slot)
                if count is not None:
                    bounds = read_count(count.quote.text, slot)
                    got = (bounds.minimum, bounds.maximum) if bounds else (None, None)
                    yield "count", count.quote.text, got == (count.minimum, count.maximum), got
        told = [claim.time for claim in annotated.claims if claim.time is not None]
        found = resolve_times(article.text, [one.quote.span for one in told], article.published)
        for one, interval in zip(told, found, strict=True):
            first, last = (interval.first, interval.last) if interval else (None, None)
            kind = f"time ({interval.anchor})" if interval else "time (none told)"
            yield kind, one.quote.text, near(first, one.first) and near(last, one.last), (first, last)


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpus/articles"))
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    right, told = Counter[str](), Counter[str]()
    for kind, words, agrees, got in rows(options.folder):
        for name in {kind, kind.split(" ", maxsplit=1)[0]}:
            told[name] += 1
            right[name] += agrees
        if options.errors and not agrees:
            print(kind, words, got, sep=" | ")
    for kind in sorted(told):
        print(f"{kind:20}{right[kind]:6} of {told[kind]:6}{right[kind] / told[kind]:8.3f}")


if __name__ == "__main__":
    main()
