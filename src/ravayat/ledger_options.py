"""What the commands of ``ravayat ledger`` share: the app, its options, and how the store is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ravayat.endings import CANNOT, complain, tell
from ravayat.records import Rejection

if TYPE_CHECKING:
    from ravayat.ledger.store import Added, Store

ledger_app = typer.Typer(help="Keep events in a store, ask it, review it, export it.", no_args_is_help=True)

StoreOption = Annotated[
    str,
    typer.Option(
        "--store", envvar="RAVAYAT_STORE", help="File of the store (SQLite), or postgresql://USER@HOST/DATABASE."
    ),
]
DEFAULT_STORE = "ledger.sqlite"
ByOption = Annotated[str, typer.Option("--by", envvar="RAVAYAT_BY", help="Your name: who decides.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, in your words.")]
EventArgument = Annotated[int, typer.Argument(metavar="EVENT", help="Number of the event.")]
ClaimArgument = Annotated[int, typer.Argument(metavar="CLAIM", help="Number of the claim.")]

LARGEST_NUMBER = 2**63 - 1
"""Largest whole number that a database takes."""


class Language(StrEnum):
    """Languages of labels and sentences."""

    en = "en"
    fa = "fa"


LanguageOption = Annotated[Language, typer.Option("--language", "-l", help="Language of labels and sentences.")]


def told_sum(items: Iterable[Added | Rejection], opened: Store, store: str, say: Callable[[Added], None]) -> int:
    """Go through what becomes of articles, and print the sum; how many were left out.

    Args:
        items: as they are stored.
        opened: the store.
        store: as the user named it.
        say: is given each that is stored.
    """
    left_out, outcomes = 0, dict.fromkeys(("added", "version", "reread", "known"), 0)
    for item in items:
        if isinstance(item, Rejection):
            left_out += 1
            complain(item)
        else:
            outcomes[item.outcome.value] += 1
            say(item)
    done = ", ".join(f"{count} {name}" for name, count in outcomes.items() if count) or "nothing"
    held = ", ".join(f"{count} {name}" for name, count in opened.counts().items())
    typer.echo(f"{done}; {store} holds {held}")
    return left_out


@contextmanager
def opened_store(store: str, *, create: bool = True, rules: Path | None = None) -> Iterator[Store]:
    """The store; what is wrong with it, or with what is asked of it, in one line."""
    from sqlalchemy.exc import DBAPIError

    from ravayat.ledger.standing.rules import RulesError
    from ravayat.ledger.store import StoreFault, failure, open_store
    from ravayat.ledger.store.engine import without_password

    try:
        with open_store(store, create=create, rules=rules) as opened:
            yield opened
    except (StoreFault, RulesError) as fault:
        tell(str(fault))
        raise typer.Exit(CANNOT) from fault
    except DBAPIError as error:
        failed = failure(error, without_password(store))
        if failed is None:
            raise
        tell(str(failed))
        raise typer.Exit(CANNOT) from error
    except OverflowError as error:
        tell(f"a number is larger than a store can hold ({error}); give one up to {LARGEST_NUMBER:,}")
        raise typer.Exit(CANNOT) from error
