"""What the corpus holds and where it has gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product

from ravayat.corpus.article_file import AnnotatedArticle

DIMENSIONS = ("conflict", "genre", "length", "construction")
VIEWS = (("conflict", "genre"), ("conflict", "length"), ("construction", "genre"), ("construction", "length"))
"""Pairs of dimensions that are shown, rows first."""

_SHORTER_THAN = {40: "<40", 100: "40-99", 260: "100-259", 600: "260-599"}
_LONGEST = "600+"


def coverage_lines(corpus: Iterable[AnnotatedArticle]) -> Iterator[str]:
    """A table of article counts for every pair of :data:`VIEWS`; a dot is a gap."""
    articles = list(corpus)
    yield f"{len(articles)} articles, {sum(len(annotated.claims) for annotated in articles)} claims"
    for rows, columns in VIEWS:
        yield ""
        yield from _table_lines(rows, matrix(articles, rows, columns))


def matrix(corpus: Iterable[AnnotatedArticle], rows: str, columns: str) -> Counter[tuple[str, str]]:
    """Articles by two dimensions; one tagged with several constructions counts under each of them."""
    counts: Counter[tuple[str, str]] = Counter()
    for annotated in corpus:
        counts.update(product(_values(annotated, rows), _values(annotated, columns)))
    return counts


def _values(annotated: AnnotatedArticle, dimension: str) -> tuple[str, ...]:
    match dimension:
        case "conflict":
            return (annotated.conflict or "none",)
        case "genre":
            return (annotated.genre,)
        case "length":
            words = len(annotated.article.text.split())
            return (next((name for limit, name in _SHORTER_THAN.items() if words < limit), _LONGEST),)
        case "construction":
            return annotated.constructions or ("none",)
    raise ValueError(f"{dimension!r} is none of {', '.join(DIMENSIONS)}")


def _table_lines(head: str, counts: Counter[tuple[str, str]]) -> Iterator[str]:
    # Lengths sort as they are planned, everything else by frequency.
    planned = {name: place for place, name in enumerate((*_SHORTER_THAN.values(), _LONGEST))}
    totals = Counter[str]()
    columns = Counter[str]()
    for (row, column), number in counts.items():
        totals[row] += number
        columns[column] += number
    ordered = sorted(columns, key=lambda name: (planned.get(name, 0), -columns[name], name))
    width = max(map(len, (head, *totals)), default=0)
    yield f"{head:{width}}  " + "  ".join(f"{name:>5}" for name in (*ordered, "all"))
    for row in sorted(totals, key=lambda name: (-totals[name], name)):
        cells = (counts[row, name] for name in ordered)
        shown = (f"{number or '.':>{max(5, len(name))}}" for number, name in zip(cells, ordered, strict=True))
        yield f"{row:{width}}  " + "  ".join(shown) + f"  {totals[row]:>5}"
