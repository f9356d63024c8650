"""Articles in, ledger out, with workers between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from ravayat.ledger.store import Added, Outcome, Store, StoreFault
from ravayat.pipeline import sure_enough
from ravayat.records import Article, ReadArticle, Rejection
from ravayat.scale.batches import BATCH, Known, cut
from ravayat.scale.equipment import Equipment
from ravayat.scale.fleet import fleet_of
from ravayat.scale.flow import Flow
from ravayat.scale.results import Results


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run is spread.

    Attributes:
        scheduler: address of a Dask scheduler, or ``local``.
        workers: processes of a local cluster; one for each core unless told.
        results: folder where the results of batches are kept; ``None`` keeps none.
        size: most articles of a batch.
    """

    scheduler: str
    workers: int | None = None
    results: Path | None = None
    size: int = BATCH


def read_spread(
    items: Iterable[Article | Rejection],
    plan: Plan,
    equipment: Equipment,
    tell: Callable[[str], None],
    *,
    min_confidence: float = 0.0,
) -> Iterator[ReadArticle | Rejection]:
    """What :func:`ravayat.pipeline.read_articles` gives, read by workers.

    Args:
        items: as sources give them.
        plan: where to read.
        equipment: what to read with.
        tell: is given a line for what goes wrong and does not end the run.
        min_confidence: claims below it are dropped.

    Raises:
        ScaleFault: there is no scheduler, or it is gone.
    """
    with _flow(plan, equipment, tell) as flow:
        for batch in flow.read(cut(items, equipment.digest, size=plan.size)):
            for item in batch:
                if isinstance(item, Rejection):
                    yield item
                elif isinstance(item, ReadArticle):
                    yield sure_enough(item, min_confidence)


def store_spread(
    items: Iterable[Article | Rejection],
    store: Store,
    plan: Plan,
    equipment: Equipment,
    tell: Callable[[str], None],
) -> Iterator[Added | Rejection]:
    """Have articles read by workers and merge them into the store, each batch in one transaction, in their order.

    What the store knows is not read again. What has been handed on is stored.

    Raises:
        ScaleFault: there is no scheduler, or it is gone.
    """
    model = equipment.software.model

    def find(article: Article) -> int | None:
        return store.find(article, model)

    with _flow(plan, equipment, tell) as flow:
        for batch in flow.read(cut(items, equipment.digest, size=plan.size, find=find)):
            yield from (Added(item.number, Outcome.KNOWN) for item in batch if isinstance(item, Known))
            yield from (item for item in batch if isinstance(item, Rejection))
            yield from _merge([item for item in batch if isinstance(item, ReadArticle)], store, model)


@contextmanager
def _flow(plan: Plan, equipment: Equipment, tell: Callable[[str], None]) -> Iterator[Flow]:
    """The workers of a plan, to be given batches."""
    with fleet_of(plan.scheduler, plan.workers, equipment.software, tell) as fleet:
        yield Flow(fleet, equipment, Results(plan.results) if plan.results else None, tell)


def _merge(reads: list[ReadArticle], store: Store, model: str) -> Iterator[Added | Rejection]:
    if not reads:
        return
    try:
        done = store.add_all(reads, model)
    except DBAPIError as error:
        # Such as a full disk: nothing of this batch is stored, and the next may fit.
        name = f"{reads[0].article.doc} to {reads[-1].article.doc}"
        yield Rejection(name, f"cannot be stored ({error.orig})", "see to the store and run this again")
        return
    for read, one in zip(reads, done, strict=True):
        yield Rejection(read.article.doc, one.reason, one.remedy) if isinstance(one, StoreFault) else one
