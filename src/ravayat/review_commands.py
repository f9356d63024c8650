"""``ravayat ledger``: what people decide about claims, joins and grades."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ravayat.endings import finish, tell
from ravayat.ledger_options import (
    DEFAULT_STORE,
    LARGEST_NUMBER,
    ByOption,
    ClaimArgument,
    EventArgument,
    ReasonOption,
    StoreOption,
    ledger_app,
    opened_store,
)
from ravayat.outputs import opened_output, unwritable


class Verdict(StrEnum):
    """What a person can say of a claim."""

    accept = "accept"
    correct = "correct"
    reject = "reject"


@ledger_app.command("review")
def review(
    number: ClaimArgument,
    verdict: Annotated[Verdict, typer.Argument(metavar="VERDICT", help="accept, correct or reject.")],
    *,
    by: ByOption,
    reason: ReasonOption = "",
    slot: Annotated[str | None, typer.Option("--slot", help="For correct: which slot, such as killed.")] = None,
    value: Annotated[
        str | None, typer.Option("--value", help="For correct: the value as JSON, see docs/ledger.md.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Accept, correct or reject a claim."""
    from ravayat.ledger.store import Decision

    if verdict is not Verdict.correct and (slot is not None or value is not None):
        raise typer.BadParameter(f"--slot and --value are for correct; {verdict.value} takes neither")
    with opened_store(store, create=False) as opened:
        made = opened.review(number, Decision(verdict.value, by, reason, slot, _value(value)))
    typer.echo(f"decision {made} stands; `ravayat ledger undo {made}` takes it back")


@ledger_app.command("undo")
def undo(
    number: Annotated[int, typer.Argument(metavar="DECISION", help="Number of the decision.")],
    *,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Take back a decision about a claim or a grade."""
    with opened_store(store, create=False) as opened:
        opened.undo(number)


@ledger_app.command("history")
def history(number: ClaimArgument, *, store: StoreOption = DEFAULT_STORE) -> None:
    """Every decision about a claim, and what it was as read."""
    from ravayat.views.context import printable

    with opened_store(store, create=False) as opened:
        rows = opened.history(number)
        claim = opened.claim(number)
    told = f"claim {claim.id} ({claim.claim.type}, {claim.claim.trigger.text}): {claim.reviewed or 'not reviewed'}"
    typer.echo(printable(told))
    for row in rows:
        what = f" {row.slot} = {json.dumps(row.value, ensure_ascii=False)}" if row.slot else ""
        back = " (withdrawn)" if row.withdrawn else ""
        line = f"{row.id}: {row.at:%Y-%m-%d %H:%M} {row.by}: {row.verdict}{what}{back} {row.reason}"
        # Names and reasons come from whoever decided, and may hold what a terminal would obey.
        typer.echo(printable(line).rstrip())


@ledger_app.command("join")
def join(
    first: ClaimArgument,
    second: Annotated[int, typer.Argument(metavar="CLAIM", help="Number of the other claim.")],
    *,
    apart: Annotated[bool, typer.Option("--apart", help="Say that they are not about one event.")] = False,
    by: ByOption,
    reason: ReasonOption = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Say that two claims are about one event, or that they are not; it holds from now on."""
    with opened_store(store, create=False) as opened:
        made = opened.judge(first, second, same=not apart, by=by, reason=reason)
    typer.echo(f"join {made} stands; `ravayat ledger withdraw {made}` takes it back")


@ledger_app.command("split")
def split(
    claims: Annotated[list[int], typer.Argument(metavar="CLAIM", help="Numbers of claims of one event.")],
    *,
    by: ByOption,
    reason: ReasonOption = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Take claims out of their event; they stay together."""
    with opened_store(store, create=False) as opened:
        events = opened.split(claims, by=by, reason=reason)
    typer.echo(f"events {' '.join(map(str, events))}")


@ledger_app.command("withdraw")
def withdraw(
    number: Annotated[int, typer.Argument(metavar="JOIN", help="Number of the join.")],
    *,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Take back a join that a person decided; against one of the machine's say `join CLAIM CLAIM --apart`."""
    with opened_store(store, create=False) as opened:
        opened.withdraw_join(number)


@ledger_app.command("grade")
def grade(
    number: EventArgument,
    key: Annotated[str, typer.Argument(metavar="STANDING", help="Grade, such as contested, see docs/ledger.md.")],
    *,
    by: ByOption,
    reason: ReasonOption = "",
    store: StoreOption = DEFAULT_STORE,
    rules: Annotated[
        Path | None, typer.Option("--rules", help="Rules of grading of your own (.toml), see docs/ledger.md.")
    ] = None,
) -> None:
    """Set the standing of an event by hand."""
    with opened_store(store, create=False, rules=rules) as opened:
        made = opened.grade(number, key, by=by, reason=reason)
    typer.echo(f"decision {made} stands; `ravayat ledger undo {made}` takes it back")


@ledger_app.command("corpus")
def corpus(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go.", file_okay=False)],
    *,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write articles whose claims people have all reviewed as corpus files, to train on."""
    from ravayat.corpus.article_file import AnnotatedArticle, CorpusError
    from ravayat.corpus.write_article import to_toml

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    written = left_out = 0
    with opened_store(store, create=False) as opened:
        for stored, article in opened.articles():
            claims = opened.claims(stored.id)
            # A rejected claim is out of use; an article with nothing but rejections teaches too.
            if not all(claim.reviewed for claim in claims) or not opened.claims(stored.id, live=False):
                continue
            reviewed = AnnotatedArticle(article, tuple(claim.claim for claim in claims), genre="general")
            try:
                text = to_toml(reviewed)
            except CorpusError as error:
                left_out += 1
                tell(f"left out: article {stored.id}: {error}")
                continue
            with opened_output(folder / f"reviewed-{stored.id}.toml") as out:
                out.write(text)
            written += 1
    typer.echo(f"{written} articles written to {folder}")
    finish(left_out)


def _value(written: str | None) -> Any:
    """What ``--value`` says, if it is of a form that some slot takes; which one, the store looks at."""
    import msgspec

    number = Annotated[int, msgspec.Meta(ge=0, le=LARGEST_NUMBER)]
    span = list[number]
    form = str | list[number | span] | dict[str, str | number | span | None] | None
    if written is None:
        return None
    try:
        return msgspec.json.decode(written, type=form)
    except msgspec.ValidationError as error:
        raise typer.BadParameter(f"--value is of no form of docs/ledger.md ({error})") from error
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as error:
        raise typer.BadParameter(f"--value is no JSON ({error}); words need quotation marks: '\"shelling\"'") from error
