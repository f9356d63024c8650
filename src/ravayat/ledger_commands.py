"""``ravayat ledger``: the store of events, from the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ravayat.records import Rejection

if TYPE_CHECKING:
    from ravayat.ledger.store import Store

_WIDE = 160
"""Columns where no terminal says how many there are."""
LEFT_OUT = 1
CANNOT = 2

ledger_app = typer.Typer(help="Keep events in a store, ask it, review it, export it.", no_args_is_help=True)

_Store = Annotated[
    str,
    typer.Option(
        "--store", envvar="RAVAYAT_STORE", help="File of the store (SQLite), or postgresql://USER@HOST/DATABASE."
    ),
]
_STORE = "ledger.sqlite"
_By = Annotated[str, typer.Option("--by", envvar="RAVAYAT_BY", help="Who decides.")]
_Reason = Annotated[str, typer.Option("--reason", help="Why, in your words.")]
_Event = Annotated[int, typer.Argument(metavar="EVENT", help="Number of the event.")]
_Claim = Annotated[int, typer.Argument(metavar="CLAIM", help="Number of the claim.")]


class Language(StrEnum):
    """Languages of labels and sentences."""

    en = "en"
    fa = "fa"


_Language = Annotated[Language, typer.Option("--language", "-l", help="Of labels and sentences.")]


class Verdict(StrEnum):
    """What a person can say of a claim."""

    accept = "accept"
    correct = "correct"
    reject = "reject"


@ledger_app.callback()
def _ledger() -> None:
    """Keep events in a store, ask it, review it, export it."""


@ledger_app.command("add")
def add(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Reports, as `ravayat read` takes them.")],
    *,
    store: _Store = _STORE,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the sum alone.")] = False,
) -> None:
    """Read reports into the store and join their claims to events; what is known is not read again."""
    from ravayat.pipeline import load_reader, store_articles
    from ravayat.sources import load

    left_out, outcomes = 0, dict.fromkeys(("added", "version", "reread", "known"), 0)
    with _open(store) as opened:
        reader = context.obj or load_reader()
        for item in store_articles(load(paths), opened, reader):
            if isinstance(item, Rejection):
                left_out += 1
                _tell(f"left out: {item}")
                continue
            outcomes[item.outcome.value] += 1
            if not quiet:
                events = f", events {' '.join(map(str, item.events))}" if item.events else ""
                typer.echo(f"article {item.article} {item.outcome.value}{events}")
        held = opened.counts()
    done = ", ".join(f"{count} {name}" for name, count in outcomes.items() if count) or "nothing"
    typer.echo(f"{done}; {store} holds {', '.join(f'{count} {name}' for name, count in held.items())}")
    raise typer.Exit(LEFT_OUT if left_out else 0)


@ledger_app.command("ask")
def ask(  # noqa: PLR0913 - every condition is an option
    words: Annotated[str | None, typer.Argument(help="Words around a claim, in any spelling.")] = None,
    *,
    store: _Store = _STORE,
    kind: Annotated[list[str] | None, typer.Option("--type", help="Type of event; may be repeated.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Id of an actor of the registry.")] = None,
    target: Annotated[str | None, typer.Option("--target", help="Id of a target of the registry.")] = None,
    side: Annotated[str | None, typer.Option("--side", help="Country code or group that takes part.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="ISO code of the place's country.")] = None,
    province: Annotated[str | None, typer.Option("--province", help="Name of the province.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="Name or id of the place.")] = None,
    near: Annotated[str | None, typer.Option("--near", help="LATITUDE,LONGITUDE in degrees.")] = None,
    within: Annotated[float, typer.Option("--within", help="Kilometres around --near or --place.")] = 25.0,
    since: Annotated[datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="First day.")] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Id of anyone in the chain.")] = None,
    root: Annotated[str | None, typer.Option("--root", help="Id of the root.")] = None,
    standing: Annotated[list[str] | None, typer.Option("--standing", help="Grade; may be repeated.")] = None,
    killed: Annotated[int | None, typer.Option("--killed", help="At least so many killed.")] = None,
    roots: Annotated[int | None, typer.Option("--roots", help="At least so many roots.")] = None,
    confidence: Annotated[float | None, typer.Option("--confidence", help="At least so sure.")] = None,
    unreviewed: Annotated[bool, typer.Option("--unreviewed", help="Only what nobody has looked at.")] = False,
    sort: Annotated[
        str, typer.Option("--sort", help="time, reported, killed, roots, confidence or id; - before it turns it round.")
    ] = "-time",
    limit: Annotated[int, typer.Option("--limit", help="Events of a page.")] = 50,
    after: Annotated[str | None, typer.Option("--after", help="Mark of the page before.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Tell how the question was understood.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    language: _Language = Language.en,
) -> None:
    """Find events by what is told of them."""
    from rich.console import Console

    from ravayat.ledger.store import Question
    from ravayat.views.event_list import event_table

    point = _point(near) if near else None
    with _open(store, create=False) as opened:
        if place is not None and point is None:
            place, point = _place(place)
        answer = opened.ask(
            Question(
                words=words,
                types=tuple(kind or ()),
                actor=actor,
                target=target,
                side=side,
                country=country,
                province=province,
                place=place,
                near=point,
                within=within,
                since=since.date() if since else None,
                until=until.date() if until else None,
                source=source,
                root=root,
                standing=tuple(standing or ()),
                killed=killed,
                roots=roots,
                confidence=confidence,
                unreviewed=unreviewed,
                sort=sort,
                limit=limit,
                after=after,
            )
        )
    if as_json:
        typer.echo(json.dumps(asdict(answer), ensure_ascii=False, default=_plain))
        return
    if explain:
        typer.echo("asked for: " + ("; ".join(answer.explained) or "everything"))
    Console(width=None if sys.stdout.isatty() else _WIDE).print(event_table(answer.events, language.value))
    more = f"; the next page: --after '{answer.next}'" if answer.next else ""
    typer.echo(f"{len(answer.events)} of {answer.total} events{more}")


@ledger_app.command("status")
def status(*, store: _Store = _STORE) -> None:
    """Count what the store holds."""
    with _open(store, create=False) as opened:
        for name, count in opened.counts().items():
            typer.echo(f"{count:>10,} {name}")


@ledger_app.command("review")
def review(
    number: _Claim,
    verdict: Annotated[Verdict, typer.Argument(help="accept, correct or reject.")],
    *,
    by: _By,
    reason: _Reason = "",
    slot: Annotated[str | None, typer.Option("--slot", help="For correct: which slot.")] = None,
    value: Annotated[
        str | None, typer.Option("--value", help="For correct: the value as JSON, see docs/ledger.md.")
    ] = None,
    store: _Store = _STORE,
) -> None:
    """Accept, correct or reject a claim."""
    from ravayat.ledger.store import Decision

    with _open(store, create=False) as opened:
        made = opened.review(number, Decision(verdict.value, by, reason, slot, _json(value)))
    typer.echo(f"decision {made} stands; `ravayat ledger undo {made}` takes it back")


@ledger_app.command("undo")
def undo(
    number: Annotated[int, typer.Argument(metavar="DECISION", help="Number of the decision.")],
    *,
    store: _Store = _STORE,
) -> None:
    """Take back a decision about a claim or a grade."""
    with _open(store, create=False) as opened:
        opened.undo(number)


@ledger_app.command("history")
def history(number: _Claim, *, store: _Store = _STORE) -> None:
    """Every decision about a claim, and what it was as read."""
    with _open(store, create=False) as opened:
        rows = opened.history(number)
        claim = opened.claim(number)
    typer.echo(f"claim {claim.id} ({claim.claim.type}, {claim.claim.trigger.text}): {claim.reviewed or 'not reviewed'}")
    for row in rows:
        what = f" {row.slot} = {json.dumps(row.value, ensure_ascii=False)}" if row.slot else ""
        back = " (withdrawn)" if row.withdrawn else ""
        typer.echo(f"{row.id}: {row.at:%Y-%m-%d %H:%M} {row.by}: {row.verdict}{what}{back} {row.reason}".rstrip())


@ledger_app.command("join")
def join(
    first: _Claim,
    second: Annotated[int, typer.Argument(metavar="CLAIM", help="Number of the other claim.")],
    *,
    apart: Annotated[bool, typer.Option("--apart", help="Say that they are not about one event.")] = False,
    by: _By,
    reason: _Reason = "",
    store: _Store = _STORE,
) -> None:
    """Say that two claims are about one event, or that they are not; it holds from now on."""
    with _open(store, create=False) as opened:
        made = opened.judge(first, second, same=not apart, by=by, reason=reason)
    typer.echo(f"join {made} stands; `ravayat ledger withdraw {made}` takes it back")


@ledger_app.command("split")
def split(
    claims: Annotated[list[int], typer.Argument(metavar="CLAIM...", help="Claims of one event.")],
    *,
    by: _By,
    reason: _Reason = "",
    store: _Store = _STORE,
) -> None:
    """Take claims out of their event; they stay together."""
    with _open(store, create=False) as opened:
        events = opened.split(claims, by=by, reason=reason)
    typer.echo(f"events {' '.join(map(str, events))}")


@ledger_app.command("withdraw")
def withdraw(
    number: Annotated[int, typer.Argument(metavar="JOIN", help="Number of the join.")], *, store: _Store = _STORE
) -> None:
    """Take back a join, a person's or the machine's."""
    with _open(store, create=False) as opened:
        opened.withdraw_join(number)


@ledger_app.command("grade")
def grade(
    number: _Event,
    key: Annotated[str, typer.Argument(metavar="STANDING", help="Key of a rule.")],
    *,
    by: _By,
    reason: _Reason = "",
    store: _Store = _STORE,
    rules: Annotated[Path | None, typer.Option("--rules", help="Rules of your own (.toml).")] = None,
) -> None:
    """Set the standing of an event by hand."""
    with _open(store, create=False, rules=rules) as opened:
        made = opened.grade(number, key, by=by, reason=reason)
    typer.echo(f"decision {made} stands; `ravayat ledger undo {made}` takes it back")


@ledger_app.command("reread")
def reread(context: typer.Context, *, store: _Store = _STORE) -> None:
    """Read every stored article again with the model that is here now; people's decisions stay."""
    from ravayat.pipeline import load_reader, store_articles

    with _open(store, create=False) as opened:
        articles = (article for _, article in opened.articles())
        done = sum(
            1
            for item in store_articles(articles, opened, context.obj or load_reader())
            if not isinstance(item, Rejection) and item.outcome.value == "reread"
        )
    typer.echo(f"{done} articles read again")


@ledger_app.command("corpus")
def corpus(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go.", file_okay=False)],
    *,
    store: _Store = _STORE,
) -> None:
    """Write articles whose claims people have all reviewed as corpus files, to train on."""
    from ravayat.corpus.article_file import AnnotatedArticle, CorpusError
    from ravayat.corpus.write_article import to_toml

    folder.mkdir(parents=True, exist_ok=True)
    written = left_out = 0
    with _open(store, create=False) as opened:
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
                _tell(f"left out: article {stored.id}: {error}")
                continue
            (folder / f"reviewed-{stored.id}.toml").write_text(text, encoding="utf-8")
            written += 1
    typer.echo(f"{written} articles written to {folder}")
    raise typer.Exit(LEFT_OUT if left_out else 0)


@ledger_app.command("rebuild")
def rebuild(
    *,
    store: _Store = _STORE,
    rules: Annotated[Path | None, typer.Option("--rules", help="Rules of your own (.toml).")] = None,
) -> None:
    """Work out every event again from claims and joins, such as after a change of the rules."""
    with _open(store, create=False, rules=rules) as opened:
        typer.echo(f"{opened.rebuild()} events")


@contextmanager
def _open(store: str, *, create: bool = True, rules: Path | None = None) -> Iterator[Store]:
    """The store; what is wrong with it, or with what is asked of it, in one line."""
    from ravayat.ledger.standing.rules import RulesError
    from ravayat.ledger.store import StoreFault, open_store

    try:
        with open_store(store, create=create, rules=rules) as opened:
            yield opened
    except (StoreFault, RulesError) as fault:
        _tell(str(fault))
        raise typer.Exit(CANNOT) from fault


def _point(near: str) -> tuple[float, float]:
    try:
        latitude, longitude = map(float, near.split(","))
    except ValueError as error:
        raise typer.BadParameter("give LATITUDE,LONGITUDE in degrees, such as 36.2,37.16") from error
    return latitude, longitude


def _place(name: str) -> tuple[str | None, tuple[float, float] | None]:
    """A place by id, or the point of the best known place of that name."""
    from ravayat.grounding.places import PlaceContext, PlaceMention, resolve_places

    if ":" in name or (len(name) == 2 and name.isupper()):  # noqa: PLR2004 - a country's code
        return name, None
    found = resolve_places([PlaceMention(name)], PlaceContext(name))[0].place
    if found is None:
        raise typer.BadParameter(f"{name} is not in the gazetteer; give --near LATITUDE,LONGITUDE")
    if found.kind == "country":
        raise typer.BadParameter(f"{name} is a country; give --country {found.country}")
    return None, (found.latitude, found.longitude)


def _json(value: str | None) -> Any:
    if value is None:
        return None
    try:
        return json.loads(value)
    except ValueError as error:
        raise typer.BadParameter(f"--value is no JSON ({error}); words need quotation marks: '\"shelling\"'") from error


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is nothing that JSON has")


def _tell(line: str) -> None:
    typer.echo(line, err=True)
