"""Options of ``ravayat read`` that spread the work, and what they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ravayat.endings import CANNOT, finish, tell
from ravayat.ledger_options import opened_store, told_sum
from ravayat.records import Article, ReadArticle, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ravayat.scale.equipment import Equipment
    from ravayat.scale.run import Plan

SchedulerOption = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="Have the articles read by Dask workers: local for this machine, else such as tcp://10.0.0.5:8786.",
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", min=1, help="Processes of --scheduler local; one for each core unless told."),
]
ResultsOption = Annotated[
    Path | None,
    typer.Option(
        "--results",
        file_okay=False,
        help="With --scheduler: keep what workers read in this folder (Parquet); what is there is not read again.",
    ),
]
IntoStoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        help="With --scheduler: merge into this store (a file, or postgresql://USER@HOST/DATABASE) and print the sum.",
    ),
]

_NEEDED = ("distributed", "pyarrow")


@dataclass(frozen=True, slots=True)
class Spread:
    """The options as they were told.

    Attributes:
        scheduler: address, or ``local``; ``None`` reads in this process.
        workers, results, store: as their options say.
        registries, places: files of a user's own.
    """

    scheduler: str | None
    workers: int | None
    results: Path | None
    store: str | None
    registries: Sequence[Path] = ()
    places: Sequence[Path] = ()

    def check(self, *, prints: bool) -> None:
        """Make sure that the options fit together and what they need is installed.

        Args:
            prints: options of what is printed are told.

        Raises:
            typer.BadParameter: they do not.
            typer.Exit: a library is missing; it was told.
        """
        if self.scheduler == "":  # such as from a variable that is not set
            raise typer.BadParameter("--scheduler names nothing; give local, or the address of a Dask scheduler")
        if self.scheduler is None:
            if self.store is not None:
                raise typer.BadParameter("--store goes with --scheduler; without it, `ravayat ledger add` stores")
            if self.workers is not None or self.results is not None:
                raise typer.BadParameter("--workers and --results go with --scheduler")
            return
        if self.store is not None and prints:
            raise typer.BadParameter("--store takes all claims and prints the sum: leave out what says how to print")
        if self.workers is not None and self.scheduler != "local":
            raise typer.BadParameter("--workers goes with --scheduler local; elsewhere workers are started by hand")
        if missing := [name for name in _NEEDED if find_spec(name) is None]:
            tell(f"--scheduler needs {' and '.join(missing)}, not installed here: pip install 'ravayat[scale]'")
            raise typer.Exit(CANNOT)

    def read(self, items: Iterable[Article | Rejection], min_confidence: float) -> Iterator[ReadArticle | Rejection]:
        """What workers read of the articles, in their order.

        Raises:
            typer.Exit: it cannot go on; why was told.
        """
        from ravayat.scale.run import read_spread

        with _faults_told():
            yield from read_spread(items, self._plan(), self._equipment(), tell, min_confidence=min_confidence)

    def add(self, items: Iterable[Article | Rejection]) -> None:
        """Have the articles read and merged into the store, and print the sum.

        Raises:
            typer.Exit: always, with the status of the command.
        """
        from ravayat.scale.run import store_spread

        store = str(self.store)
        with _faults_told(), opened_store(store) as opened:
            done = store_spread(items, opened, self._plan(), self._equipment(), tell)
            left_out = told_sum(done, opened, store, lambda _: None)
        finish(left_out)

    def _equipment(self) -> Equipment:
        from ravayat.scale.equipment import equipment_of

        try:
            return equipment_of(self.registries, self.places)
        except (OSError, ValueError) as error:  # faults in the user's own files
            tell(str(error))
            raise typer.Exit(CANNOT) from error

    def _plan(self) -> Plan:
        from ravayat.scale.run import Plan

        results = self.results
        if results is None and self.store is not None and "://" not in self.store:
            results = Path(f"{self.store}.batches")
        return Plan(str(self.scheduler), self.workers, results)


@contextmanager
def _faults_told() -> Iterator[None]:
    """What ends the run, in one line."""
    from ravayat.scale import ScaleFault

    try:
        yield
    except ScaleFault as fault:
        tell(str(fault))
        raise typer.Exit(CANNOT) from fault
