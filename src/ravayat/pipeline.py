"""Sources, reader and ledger in one line of flow.

The reader and its libraries are loaded when the first article is there, so that
``import ravayat`` and ``ravayat --help`` cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

from ravayat.records import Article, Ledger, ReadArticle, Rejection
from ravayat.text.restored_words import Restoring

if TYPE_CHECKING:
    from ravayat.ledger.store import Added, Store

BATCH = 16
"""Articles that are read together; more gains nothing on a few cores and holds results back."""

BATCH_CHARACTERS = 100_000
"""Characters at which a batch is closed whatever its number of articles, so that memory stays small.

Two batches are in memory: claims of one are made while the next one is with the encoder."""

_Other = TypeVar("_Other")


class Reader(Protocol):
    """Finds the claims of articles."""

    @property
    def digest(self) -> str:
        """What tells one model from another."""
        ...

    def read(self, articles: Sequence[Article], /) -> list[ReadArticle]:
        """The articles in their order, each with its claims."""
        ...


@runtime_checkable
class _Beginner(Protocol):
    """A reader that can work on articles before their claims are asked for."""

    def begin(self, articles: Sequence[Article], /) -> Iterator[ReadArticle]:
        """Start on the articles; each with its claims, in their order."""
        ...


class _ModelReader:
    """The trained reader with grounding and assembly behind it.

    Attributes:
        digest: of the model's files.
    """

    def __init__(self, *where: Path, registries: Sequence[Path], places: Sequence[Path], **options: Any) -> None:
        from ravayat.grounding.meanings import add_meanings, load_knowledge
        from ravayat.ledger.assemble import assemble
        from ravayat.reading import load_reader as load_model
        from ravayat.reading.digest import model_digest

        # First, so that a fault in a user's file is told before the model is loaded.
        self._knowledge = load_knowledge(registries, places)
        self._model = load_model(*where, **options)
        # What was read of a text that was restored otherwise is another reading of it.
        restoring = options.get("restoring", Restoring.DELETED)
        self.digest = model_digest(*where) + ("" if restoring == Restoring.DELETED else f" {restoring}")
        self._assemble = assemble
        self._add_meanings = add_meanings

    def read(self, articles: Sequence[Article], /) -> list[ReadArticle]:
        return list(self.begin(articles))

    def begin(self, articles: Sequence[Article], /) -> Iterator[ReadArticle]:
        found = self._model.begin([article.text for article in articles])
        known = self._knowledge
        return (
            ReadArticle(
                article, self._add_meanings(article, self._assemble(article, words, spoken, known.registry), known)
            )
            for article, (words, spoken) in zip(articles, found, strict=True)
        )


def load_reader(
    folder: Path | None = None,
    *,
    threads: int | None = None,
    encoder: str | None = None,
    restoring: str | None = None,
    registries: Sequence[Path] = (),
    places: Sequence[Path] = (),
) -> Reader:
    """The reader that comes with the package, to be kept and used again.

    Args:
        folder: a model folder that ``ravayat train --output`` wrote, in place of the package's own.
        threads: how many threads the encoder may use; every core where not told, none beside the caller's with 0.
        encoder: another encoder file of that folder.
        restoring: of which texts lost half-spaces are put back before they are read: "deleted" (not told: of those
            whose half-spaces were deleted), "always" or "never" (``docs/text.md``); offsets are those of the raw text.
        registries: files with actors and sources of a user's own (``docs/registries.md``).
        places: files with places of a user's own (``docs/places.md``).

    Raises:
        FileNotFoundError: the folder holds no model.
        ValueError: a user's file is missing, unreadable or contradicts another; one fault a line. Or ``restoring`` is
            another word.
    """
    told = {"threads": threads, "encoder": encoder, "restoring": restoring}
    options = {name: value for name, value in told.items() if value is not None}
    return _ModelReader(*([folder] if folder else []), registries=registries, places=places, **options)


def read(
    source: str | Path | Article | Iterable[str | Path | Article | Rejection],
    *,
    reader: Reader | None = None,
    min_confidence: float = 0.0,
) -> Ledger:
    """Read a file, a folder, one article or many.

    Args:
        source: a path (never the text itself; wrap that in :class:`Article`), or many paths and articles.
        reader: in place of the one that comes with the package.
        min_confidence: claims below it are dropped.
    """
    sources = [source] if isinstance(source, str | Path | Article) else source
    results = list(read_articles(_articles_of(sources), reader, min_confidence=min_confidence))
    return Ledger(
        tuple(item for item in results if isinstance(item, ReadArticle)),
        tuple(item for item in results if isinstance(item, Rejection)),
    )


def _articles_of(sources: Iterable[str | Path | Article | Rejection]) -> Iterator[Article | Rejection]:
    """The articles as they come, with those of each stretch of paths in their place."""
    from ravayat.sources import load

    for are_paths, some in groupby(sources, key=lambda source: isinstance(source, str | Path)):
        if are_paths:
            # All at once: only so are articles of one name in several files told apart.
            yield from load([source for source in some if isinstance(source, str | Path)])
        else:
            yield from (source for source in some if not isinstance(source, str | Path))


def read_articles(
    items: Iterable[Article | Rejection], reader: Reader | None = None, *, min_confidence: float = 0.0
) -> Iterator[ReadArticle | Rejection]:
    """Read articles as they come; memory holds two batches.

    The first article is read alone, so that its claims are there at once; later ones are handed on when the next batch
    is full, or the source ends or fails. A rejection is handed on when it comes, which may be before articles
    that came earlier.
    """
    for item in _read_ahead(items, reader):
        yield sure_enough(item, min_confidence) if isinstance(item, ReadArticle) else item


def sure_enough(read: ReadArticle, min_confidence: float) -> ReadArticle:
    """The article without claims below a confidence."""
    return replace(read, claims=tuple(claim for claim in read.claims if claim.confidence >= min_confidence))


def store_articles(
    items: Iterable[Article | Rejection], store: Store, reader: Reader | None = None
) -> Iterator[Added | Rejection]:
    """Read articles as they come and store each with its claims; what the store knows is not read again.

    What has been handed on is stored, whatever happens afterwards.
    """
    from ravayat.ledger.store import Added, Outcome, StoreFault

    reader = reader or load_reader()
    digest = reader.digest

    def known_or_not() -> Iterator[Article | Rejection | Added]:
        for item in items:
            number = store.find(item, digest) if isinstance(item, Article) else None
            yield item if number is None else Added(number, Outcome.KNOWN)

    found: Iterator[ReadArticle | Rejection | Added] = _read_ahead(known_or_not(), reader)
    for item in found:
        if not isinstance(item, ReadArticle):
            yield item
            continue
        try:
            yield store.add(item, digest)
        except StoreFault as wrong:
            yield Rejection(item.article.doc, wrong.reason, wrong.remedy)


def _read_ahead(items: Iterable[Article | _Other], reader: Reader | None) -> Iterator[ReadArticle | _Other]:
    """Articles read, in their order, and all else as it comes.

    A batch is given to the reader before the claims of the one before are taken, so that
    the encoder never waits for what is made of its numbers.
    """
    batch: list[Article] = []
    begun: Iterable[ReadArticle] = ()
    size, characters = 1, 0
    try:
        for item in items:
            if not isinstance(item, Article):
                yield item
                continue
            batch.append(item)
            characters += len(item.text)
            if len(batch) == size or characters >= BATCH_CHARACTERS:
                reader = reader or load_reader()
                following = _begin(batch, reader)
                yield from begun
                begun = following
                if size == 1:
                    yield from begun
                    begun = ()
                batch, size, characters = [], BATCH, 0
        last = _begin(batch, reader or load_reader()) if batch else ()
    except Exception:
        # What the encoder has is not lost with a source, or a batch, that fails.
        yield from begun
        raise
    yield from begun
    yield from last


def _begin(batch: Sequence[Article], reader: Reader) -> Iterable[ReadArticle]:
    return reader.begin(batch) if isinstance(reader, _Beginner) else reader.read(batch)
