"""``ravayat ledger``: the store of events, from the command line."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ravayat.endings import CANNOT, finish, tell
from ravayat.input_options import ColumnOption, OriginalsOption, PathsArgument, loaded
from ravayat.ledger_options import (
    DEFAULT_STORE,
    EventArgument,
    Language,
    LanguageOption,
    StoreOption,
    ledger_app,
    opened_store,
    told_sum,
)
from ravayat.outputs import opened_output, untranslated, unwritable
from ravayat.records import Rejection

if TYPE_CHECKING:
    from ravayat.ledger.store import Added, Question, Store

_EXPORTED = 200
"""Events that are read at a time for an export."""
_WIDE = 160
"""Columns where no terminal says how many there are."""


@ledger_app.callback()
def _ledger() -> None:
    """Keep events in a store, ask it, review it, export it."""


@ledger_app.command("add")
def add(
    context: typer.Context,
    paths: PathsArgument,
    *,
    column: ColumnOption = None,
    originals: OriginalsOption = None,
    store: StoreOption = DEFAULT_STORE,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the sum alone.")] = False,
) -> None:
    """Read reports into the store and join their claims to events; what is known is not read again."""
    from ravayat.pipeline import load_reader, store_articles

    articles = loaded(paths, column, originals)

    def say(item: Added) -> None:
        if not quiet:
            events = f", events {' '.join(map(str, item.events))}" if item.events else ""
            typer.echo(f"article {item.article} {item.outcome.value}{events}")

    with opened_store(store) as opened:
        reader = context.obj or load_reader()
        left_out = told_sum(store_articles(articles, opened, reader), opened, store, say)
    finish(left_out)


@ledger_app.command("ask")
def ask(
    context: typer.Context,
    words: Annotated[
        str | None, typer.Argument(metavar="WORDS", help="Words around one claim, in any spelling.")
    ] = None,
    *,
    store: StoreOption = DEFAULT_STORE,
    kind: Annotated[
        list[str] | None, typer.Option("--type", help="Type of event, see docs/annotation.md; may be repeated.")
    ] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Id of an actor in the registry, such as hamas.")] = None,
    target: Annotated[str | None, typer.Option("--target", help="Id of a target in the registry.")] = None,
    side: Annotated[
        str | None, typer.Option("--side", help="Code of a country, or id of a group, that takes part.")
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", help="ISO code of the place's country, such as SY.")
    ] = None,
    province: Annotated[
        str | None, typer.Option("--province", help="Name of the place's province, in Persian.")
    ] = None,
    place: Annotated[str | None, typer.Option("--place", help="Persian name of the place, or its id.")] = None,
    near: Annotated[str | None, typer.Option("--near", help="LATITUDE,LONGITUDE of a point, in degrees.")] = None,
    within: Annotated[float, typer.Option("--within", min=0.0, help="Kilometres around --near or --place.")] = 25.0,
    since: Annotated[
        str | None,
        typer.Option("--since", help="First day of those that the event touches, such as 2016-09-01 or 1395-06-11."),
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="Last of these days.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Id of anyone in a chain.")] = None,
    root: Annotated[str | None, typer.Option("--root", help="Id of a root, the first teller of a chain.")] = None,
    standing: Annotated[
        list[str] | None, typer.Option("--standing", help="Grade, see docs/ledger.md; may be repeated.")
    ] = None,
    killed: Annotated[int | None, typer.Option("--killed", min=0, help="At least so many killed.")] = None,
    roots: Annotated[int | None, typer.Option("--roots", min=0, help="At least so many independent roots.")] = None,
    confidence: Annotated[
        float | None, typer.Option("--confidence", min=0.0, max=1.0, help="At least so sure, from 0 to 1.")
    ] = None,
    unreviewed: Annotated[
        bool, typer.Option("--unreviewed", help="Only events that nobody has reviewed in whole.")
    ] = False,
    undated: Annotated[bool, typer.Option("--undated", help="Only events of which nobody told a day.")] = False,
    sort: Annotated[
        str, typer.Option("--sort", help="time, reported, killed, roots, confidence or id; - before it turns it round.")
    ] = "-time",
    limit: Annotated[int, typer.Option("--limit", help="Most events of a page, 1 to 1000.")] = 50,
    after: Annotated[
        str | None, typer.Option("--after", help="Where the page begins: the mark that the page before ends with.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Tell how the question was understood.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    export: Annotated[
        str | None, typer.Option("--export", help="Write all events that answer in this form, see docs/exports.md.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File for --export; standard output without it.", dir_okay=False),
    ] = None,
    language: LanguageOption = Language.en,
) -> None:
    """Find events by what is told of them."""
    from rich.console import Console

    from ravayat.ledger.store import Question
    from ravayat.views.event_list import NARROWEST, count_line, event_table
    from ravayat.views.exports.jsonl import plain

    if output is not None and export is None:
        raise typer.BadParameter("--output is for --export; say which form")
    _fit(context, near=near, place=place, undated=undated, days=since or until, export=export)
    point = _point(near) if near is not None else None
    with opened_store(store, create=False) as opened:
        if place is not None and point is None:
            place, point = _place(place)
        question = Question(
            words=words,
            types=tuple(kind or ()),
            actor=actor,
            target=target,
            side=side,
            country=_country(country),
            province=province,
            place=place,
            near=point,
            within=within,
            since=_day("--since", since),
            until=_day("--until", until),
            source=source,
            root=root,
            standing=tuple(standing or ()),
            killed=killed,
            roots=roots,
            confidence=confidence,
            unreviewed=unreviewed,
            undated=undated,
            sort=sort,
            limit=limit,
            after=after,
        )
        if export is not None:
            _export(opened, question, export, output)
            return
        answer = opened.ask(question)
    if as_json:
        typer.echo(json.dumps(asdict(answer), ensure_ascii=False, default=plain))
        return
    if explain:
        typer.echo("asked for: " + ("; ".join(answer.explained) or "everything"))
    width = max(Console().width, NARROWEST) if sys.stdout.isatty() else _WIDE
    Console(width=width).print(event_table(answer.events, language.value))
    typer.echo(count_line(len(answer.events), answer.total, answer.next, language.value))


@ledger_app.command("show")
def show(
    number: EventArgument,
    *,
    joins: Annotated[bool, typer.Option("--joins", help="Tell why the claims are taken for one event.")] = False,
    language: LanguageOption = Language.en,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """An event as a report: who says what, through whom, since when, where they differ, with quotes."""
    from rich.console import Console

    from ravayat.views.event_report import show_event

    with opened_store(store, create=False) as opened:
        event = opened.event(number)
        texts = {one.article.id: opened.article(one.article.id)[1].text for one in event.claims}
    show_event(event, Console(highlight=False), language=language.value, joins=joins, texts=texts)


@ledger_app.command("graph")
def graph(
    number: EventArgument,
    *,
    svg: Annotated[Path | None, typer.Option("--svg", help="Draw it into this file.", dir_okay=False)] = None,
    language: LanguageOption = Language.en,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """The chains of an event, from roots to articles."""
    from ravayat.views.chain_drawing import chain_svg
    from ravayat.views.chain_graph import chain_lines

    with opened_store(store, create=False) as opened:
        event = opened.event(number)
    if svg:
        with opened_output(svg) as out:
            out.write(chain_svg(event, language.value))
        return
    for line in chain_lines(event, language.value):
        typer.echo(line)


@ledger_app.command("status")
def status(*, store: StoreOption = DEFAULT_STORE) -> None:
    """Count what the store holds."""
    with opened_store(store, create=False) as opened:
        for name, count in opened.counts().items():
            typer.echo(f"{count:>10,} {name}")


@ledger_app.command("reread")
def reread(context: typer.Context, *, store: StoreOption = DEFAULT_STORE) -> None:
    """Read every stored article again with the model that is here now; people's decisions stay."""
    from ravayat.pipeline import load_reader, store_articles

    with opened_store(store, create=False) as opened:
        articles = (article for _, article in opened.articles())
        done = sum(
            1
            for item in store_articles(articles, opened, context.obj or load_reader())
            if not isinstance(item, Rejection) and item.outcome.value == "reread"
        )
    typer.echo(f"{done} articles read again")


@ledger_app.command("rebuild")
def rebuild(
    *,
    store: StoreOption = DEFAULT_STORE,
    rules: Annotated[
        Path | None, typer.Option("--rules", help="Rules of grading of your own (.toml), see docs/ledger.md.")
    ] = None,
) -> None:
    """Work out every event again from claims and joins, such as after a change of the rules."""
    with opened_store(store, create=False, rules=rules) as opened:
        typer.echo(f"{opened.rebuild()} events")


def _fit(
    context: typer.Context, *, near: str | None, place: str | None, undated: bool, days: str | None, export: str | None
) -> None:
    """Make sure that no option of ``ask`` contradicts another, and none is without effect.

    Raises:
        typer.BadParameter: one does, or is.
    """

    def told(*names: str) -> list[str]:
        sources = {name: context.get_parameter_source(name) for name in names}
        return [f"--{name.removeprefix('as_')}" for name, one in sources.items() if one and one.name != "DEFAULT"]

    if near is not None and place is not None:
        raise typer.BadParameter("--near and --place both name a place; give one of them")
    if near is None and place is None and told("within"):
        raise typer.BadParameter("--within is around --near or --place; give one of them, too")
    if undated and days is not None:
        raise typer.BadParameter("--undated asks for events without a day; leave out --since and --until")
    if export is not None and (idle := told("limit", "after", "as_json", "explain")):
        raise typer.BadParameter(
            f"--export writes all events that answer, in its own form; leave out {', '.join(idle)}"
        )


def _export(store: Store, question: Question, form: str, output: Path | None) -> None:
    """Write every event that answers the question, a page after the other."""
    from ravayat.views.exports import EXPORTS, ExportFault

    if form not in EXPORTS:
        raise typer.BadParameter(f"--export takes one of {', '.join(EXPORTS)}")
    if output is None and EXPORTS[form].binary and sys.stdout.isatty():
        raise typer.BadParameter(f"{form} is no text for a terminal; name a file with --output")
    events = store.events(replace(question, limit=_EXPORTED, after=None))
    try:
        if output is not None:
            EXPORTS[form].save(events, output)
        else:
            EXPORTS[form].write(events, sys.stdout.buffer if EXPORTS[form].binary else untranslated(sys.stdout))
    except ExportFault as fault:
        tell(str(fault))
        raise typer.Exit(CANNOT) from fault
    except OSError as error:
        if output is None:  # told where standard output is looked after
            raise
        raise unwritable(output, error) from error


def _country(code: str | None) -> str | None:
    """The code of a country, in capitals or not."""
    from ravayat.grounding.places.gazetteer import shipped_gazetteer

    if code is None:
        return None
    found = shipped_gazetteer().place(code.upper())
    if found is None or found.kind != "country":
        raise typer.BadParameter(f"{code!r} is no country's code; give one of ISO 3166, such as SY")
    return found.country


def _day(option: str, written: str | None) -> date | None:
    """A day in any of the three calendars, as in the browser."""
    from ravayat.grounding.calendars import read_day

    try:
        return read_day(written) if written is not None else None
    except ValueError as error:
        raise typer.BadParameter(f"{option}: {error}") from error


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
        raise typer.BadParameter(
            f"{name!r} is not in the gazetteer; write the name in Persian, or give --near LATITUDE,LONGITUDE"
        )
    if found.kind == "country":
        raise typer.BadParameter(f"{name} is a country; give --country {found.country}")
    return None, (found.latitude, found.longitude)
