"""Articles in batches that have names: the same articles, read in the same way, have the same name everywhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass

from ravayat.records import Article, Rejection

BATCH = 64
"""Articles of a batch: a second or two of one core's time, which is what a worker's death costs."""

BATCH_CHARACTERS = 400_000
"""Characters at which a batch is closed whatever its number of articles."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles that one worker reads at a time.

    Attributes:
        name: SHA-256, in hexadecimal, of all that came in and of what it is read with.
        articles: in their order.
    """

    name: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """An article that need not be read.

    Attributes:
        number: of the article in the store.
    """

    number: int


def cut(
    items: Iterable[Article | Rejection],
    equipment: str,
    *,
    size: int = BATCH,
    find: Callable[[Article], int | None] = lambda _: None,
) -> Iterator[Batch | Rejection | Known]:
    """The articles as batches, as they come; rejections are handed on when they come, what is known with its batch.

    Batches are cut before what is known is taken out of them: a run that goes on where another stopped cuts
    the same ones.

    Args:
        items: as sources give them.
        equipment: digest of what they are read with.
        size: most articles of a batch.
        find: the number of an article that need not be read; ``None`` of all others.
    """
    articles: list[Article] = []
    characters = 0
    for item in items:
        if isinstance(item, Rejection):
            yield item
            continue
        articles.append(item)
        characters += len(item.text)
        if len(articles) == size or characters >= BATCH_CHARACTERS:
            yield from _batch(articles, equipment, find)
            articles, characters = [], 0
    yield from _batch(articles, equipment, find)


def _batch(
    articles: Sequence[Article], equipment: str, find: Callable[[Article], int | None]
) -> Iterator[Batch | Known]:
    numbers = list(map(find, articles))
    yield from (Known(number) for number in numbers if number is not None)
    unknown = tuple(article for article, number in zip(articles, numbers, strict=True) if number is None)
    if unknown:
        yield Batch(batch_name(unknown, equipment), unknown)


def batch_name(articles: Sequence[Article], equipment: str) -> str:
    """The name of a batch of these articles."""
    digest = hashlib.sha256(equipment.encode())
    for article in articles:
        digest.update(json.dumps(astuple(article), default=str).encode())
    return digest.hexdigest()
