"""What the commands of ``ravayat ledger`` share: the app, its options, and how the store is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ravayat.endings import CANNOT, tell

if TYPE_CHECKING:
    from ravayat.ledger.store import Store

ledger_app = typer.Typer(help="Keep events in a store, ask it, review it, export it.", no_args_is_help=True)

StoreOption = Annotated[
    str,
    typer.Option(
        "--store", envvar="RAVAYAT_STORE", help="File of the store (SQLite), or postgresql://USER@HOST/DATABASE."
    ),
]
DEFAULT_STORE = "ledger.sqlite"
ByOption = Annotated[str, typer.Option("--by", envvar="RAVAYAT_BY", help="Who decides.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, in your words.")]
EventArgument = Annotated[int, typer.Argument(metavar="EVENT", help="Number of the event.")]
ClaimArgument = Annotated[int, typer.Argument(metavar="CLAIM", help="Number of the claim.")]


class Language(StrEnum):
    """Languages of labels and sentences."""

    en = "en"
    fa = "fa"


LanguageOption = Annotated[Language, typer.Option("--language", "-l", help="Of labels and sentences.")]


@contextmanager
def opened_store(store: str, *, create: bool = True, rules: Path | None = None) -> Iterator[Store]:
    """The store; what is wrong with it, or with what is asked of it, in one line."""
    from ravayat.ledger.standing.rules import RulesError
    from ravayat.ledger.store import StoreFault, open_store

    try:
        with open_store(store, create=create, rules=rules) as opened:
            yield opened
    except (StoreFault, RulesError) as fault:
        tell(str(fault))
        raise typer.Exit(CANNOT) from fault
