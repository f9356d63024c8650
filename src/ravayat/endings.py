"""How commands tell what is wrong and how they end."""

from __future__ import annotations

from collections.abc import Callable

import typer

from ravayat.records import Rejection

LEFT_OUT = 1
"""Exit status when an input was left out."""
CANNOT = 2
"""Exit status when the command cannot be carried out at all."""


def tell(line: str) -> None:
    """A line for the person, apart from what the command puts out."""
    typer.echo(line, err=True)


def complain(rejection: Rejection, say: Callable[[str], None] = tell) -> None:
    """Tell what was left out, why, and what to do; names from outside are made safe to print."""
    from ravayat.views.context import printable

    say(printable(f"left out: {rejection}"))


def finish(left_out: int) -> None:
    """End the command with the status that ``left_out`` inputs deserve.

    Raises:
        typer.Exit: always.
    """
    raise typer.Exit(LEFT_OUT if left_out else 0)
