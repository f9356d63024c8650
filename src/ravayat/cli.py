"""The command line: every command is a thin wrapper of what the package offers in Python."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import ravayat
from ravayat import ledger_commands, review_commands
from ravayat.commands import Commands
from ravayat.endings import CANNOT, complain, finish, tell
from ravayat.input_options import ColumnOption, OriginalsOption, PathsArgument, loaded
from ravayat.ledger_options import ledger_app
from ravayat.outputs import opened_output
from ravayat.pipeline import BATCH, Reader, load_reader, read_articles
from ravayat.records import ReadArticle, Rejection
from ravayat.scale_options import IntoStoreOption, ResultsOption, SchedulerOption, Spread, WorkersOption
from ravayat.serve_command import serve
from ravayat.text.restored_words import Restoring
from ravayat.text_commands import text_app
from ravayat.watch_commands import watch

if TYPE_CHECKING:
    from ravayat.corpus.article_file import AnnotatedArticle

app = typer.Typer(
    name="ravayat",
    cls=Commands,
    help="Read Persian conflict news: who says what happened, with the quoted words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
corpus_app = typer.Typer(help="Look after the annotated corpus.", no_args_is_help=True)
app.add_typer(corpus_app, name="corpus")
app.add_typer(text_app, name="text")
app.add_typer(ledger_app, name="ledger")

REGISTERED = (ledger_commands, review_commands)
"""Modules that put their commands into ``ledger_app`` when they are imported."""

_CORPUS = Path("corpus/articles")
_CorpusFolder = Annotated[
    Path, typer.Argument(metavar="DIR", help="Folder with articles of the corpus (.toml), or with folders of stories.")
]
_Item = TypeVar("_Item")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ravayat {ravayat.__version__}")
        raise typer.Exit


@app.callback()
def _main(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Read Persian conflict news: who says what happened, with the quoted words."""


@app.command()
def read(
    context: typer.Context,
    paths: PathsArgument,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object per article, for programs.")] = False,
    min_confidence: Annotated[
        float,
        typer.Option(
            "--min-confidence", min=0.0, max=1.0, help="Leave out claims that the reader is less sure of, from 0 to 1."
        ),
    ] = 0.0,
    registry: Annotated[
        list[Path] | None,
        typer.Option(
            "--registry", help="Actors and sources of your own (.toml), see docs/registries.md; may be repeated."
        ),
    ] = None,
    places: Annotated[
        list[Path] | None,
        typer.Option("--places", help="Places of your own (.tsv), see docs/places.md; may be repeated."),
    ] = None,
    restoring: Annotated[
        Restoring | None,
        typer.Option(
            "--restoring",
            help="Of which texts lost half-spaces are put back before they are read; quotes stay those of the text.",
            show_default=Restoring.DELETED,
        ),
    ] = None,
    column: ColumnOption = None,
    originals: OriginalsOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file instead of standard output.", dir_okay=False),
    ] = None,
    scheduler: SchedulerOption = None,
    workers: WorkersOption = None,
    results: ResultsOption = None,
    store: IntoStoreOption = None,
) -> None:
    """Read reports and tell who says what happened."""
    from ravayat.sources import count
    from ravayat.views import jsonl as json_lines
    from ravayat.views.terminal import ledger_console, show

    left_out = 0
    spread = Spread(scheduler, workers, results, store, registry or (), places or ())
    spread.check(prints=bool(jsonl or output or min_confidence))
    if scheduler and restoring:
        raise typer.BadParameter("--restoring is for this machine's reader: leave it out, or --scheduler")
    articles = loaded(paths, column, originals)
    if store is not None:
        spread.add(articles)
    reader = None if scheduler else _reader(context, registry or (), places or (), restoring)
    with opened_output(output) as out:
        console = ledger_console(out)
        # On a terminal the bar and the ledger share one console, which keeps them apart.
        bar = console if console.is_terminal else Console(stderr=True)
        hidden = not sys.stderr.isatty() or (console.is_terminal and jsonl)
        with _progress(bar, lambda: None if hidden else count(paths)) as progress:
            items = _counted(articles, progress.advance)
            read_items = (
                read_articles(items, reader, min_confidence=min_confidence)
                if reader
                else spread.read(items, min_confidence)
            )
            for item in read_items:
                if isinstance(item, Rejection):
                    left_out += 1
                    complain(item, progress.tell)
                elif jsonl:
                    json_lines.write(item, out)
                else:
                    show(item, console)
                    out.flush()
    finish(left_out)


@app.command("eval")
def evaluate(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="Folder of annotated articles: .json with claims, or .toml, see docs/annotation.md."
        ),
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the table as JSON.")] = False,
    errors: Annotated[
        int, typer.Option("--errors", min=0, help="Show so many disagreements, predicted and annotated side by side.")
    ] = 0,
    curve: Annotated[
        bool, typer.Option("--curve", help="Print what each --min-confidence would give, instead of the table.")
    ] = False,
    predicted: Annotated[
        Path | None,
        typer.Option(
            "--predicted", exists=True, dir_okay=False, help="Score these claims (JSON Lines) instead of reading."
        ),
    ] = None,
) -> None:
    """Score the reader, or claims from elsewhere, on articles that people annotated."""
    from ravayat.evaluate import PlainClaim, load_gold, load_predictions, score, trade_off
    from ravayat.views.scores import curve_lines, disagreement_line, table_lines

    if curve and (predicted or as_json or errors):
        raise typer.BadParameter("--curve reads the articles itself and prints a table of its own: give it alone")
    gold, left_out = _parted(load_gold(folder))
    if not gold:
        for rejection in left_out:
            complain(rejection)
        raise typer.Exit(CANNOT)
    wanted = {item.article.doc: item.claims for item in gold}
    if predicted:
        lines, wrong = _parted(load_predictions(predicted))
        if wrong and not lines:
            for rejection in wrong:
                complain(rejection)
            raise typer.Exit(CANNOT)
        found: dict[str, tuple[PlainClaim, ...]] = dict(lines)
        left_out += wrong
    else:
        results = read_articles([item.article for item in gold], _reader(context))
        read_claims = {result.article.doc: result.claims for result in results if isinstance(result, ReadArticle)}
        found = {doc: tuple(map(PlainClaim.of, claims)) for doc, claims in read_claims.items()}
    if curve:
        for line in curve_lines(trade_off(wanted, read_claims)):
            typer.echo(line)
    elif as_json:
        typer.echo(json.dumps(score(wanted, found).as_json()))
    else:
        table = score(wanted, found)
        for line in (*table_lines(table), *map(disagreement_line, islice(table.disagreements, errors))):
            typer.echo(line)
    left_out += [
        Rejection(item.article.doc, "no prediction", "its claims count as not found")
        for item in gold
        if item.article.doc not in found
    ]
    for rejection in left_out:
        complain(rejection)
    finish(len(left_out))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def train(
    context: typer.Context,
    corpus: Annotated[Path, typer.Option("--corpus", help="Folder of the corpus.")] = _CORPUS.parent,
) -> None:
    """Train the reader again from the corpus.

    Further options go to the training program: `ravayat train -- --help` lists them, docs/reader.md tells more.
    """
    try:
        status = import_module("ravayat.training.run").main(["--corpus", str(corpus), *context.args])
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] == "ravayat":
            raise
        typer.echo(f"training needs {error.name}, which is not installed: pip install 'ravayat[train]'", err=True)
        raise typer.Exit(CANNOT) from error
    except (OSError, ValueError) as error:
        told = str(error)
        if isinstance(error, OSError) and error.filename is not None:
            told = f"{error.filename}: {error.strerror}; check the path"
        first, *more = told.splitlines() or [type(error).__name__]
        typer.echo(f"{first} (and {len(more)} more)" if more else first, err=True)
        raise typer.Exit(CANNOT) from error
    raise typer.Exit(status)


app.command("watch")(watch)
app.command("serve")(serve)


@corpus_app.command("check")
def corpus_check(folder: _CorpusFolder = _CORPUS) -> None:
    """Check every file of the corpus and say exactly what is wrong where."""
    from ravayat.corpus.stories import STORY_FILE, load_story

    stories = sorted(file.parent for name in (STORY_FILE, f"*/{STORY_FILE}") for file in folder.glob(name))
    if stories:
        told, wrong = _without_faults(stories, load_story)
        reports = [report for story in told for report in story.reports]
        claims = sum(len(report.claims) for report in reports)
        typer.echo(f"{len(told)} stories are right ({len(reports)} reports, {claims} claims), {wrong} are wrong")
    else:
        articles, wrong = _load_corpus(folder)
        claims = sum(len(annotated.claims) for annotated in articles)
        typer.echo(f"{len(articles)} files are right ({claims} claims), {wrong} are wrong")
    finish(wrong)


@corpus_app.command("coverage")
def corpus_coverage(folder: _CorpusFolder = _CORPUS) -> None:
    """Count articles by conflict, genre, length and construction; a dot is a gap."""
    from ravayat.views.corpus import coverage_lines

    articles, wrong = _load_corpus(folder)
    for line in coverage_lines(articles):
        typer.echo(line)
    finish(wrong)


@corpus_app.command("agreement")
def corpus_agreement(
    corpus: Annotated[Path, typer.Argument(metavar="DIR", help="Folder with articles/ and second/.")] = Path("corpus"),
    news: Annotated[
        list[Path] | None,
        typer.Option(
            "--news", help="Texts of the real reports (.jsonl.gz), to compare their annotations too; may be repeated."
        ),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(
            "--gold", help="Folder of the evaluation articles, to compare our annotation of them with theirs."
        ),
    ] = None,
) -> None:
    """Score second annotations against first: how far people agree, which is the ceiling for the reader."""
    from ravayat.evaluate.second_annotation import agreement_on_gold, agreement_on_real, agreement_on_written
    from ravayat.views.scores import table_lines

    try:
        tables = {"written": agreement_on_written(corpus)}
        if news:
            tables["real"] = agreement_on_real(corpus, news)
        if gold:
            tables["gold"] = agreement_on_gold(corpus, gold)
    except (OSError, ValueError) as error:
        typer.echo(f"{error}", err=True)
        raise typer.Exit(CANNOT) from error
    for name, table in tables.items():
        typer.echo(name)
        for line in table_lines(table):
            typer.echo(line)


def _load_corpus(folder: Path) -> tuple[list[AnnotatedArticle], int]:
    """The articles that are right, and how many files are wrong; their faults are told at once."""
    from ravayat.corpus.article_file import load_article

    files = sorted(folder.glob("*.toml"))
    if not files:
        what = "holds no .toml file" if folder.is_dir() else "no such folder"
        typer.echo(f"{folder}: {what}; name the folder of the articles, such as {_CORPUS}", err=True)
        raise typer.Exit(CANNOT)
    return _without_faults(files, load_article)


def _without_faults(paths: Sequence[Path], load: Callable[[Path], _Item]) -> tuple[list[_Item], int]:
    """What can be loaded, and how many cannot; their faults are told at once."""
    from ravayat.corpus.article_file import CorpusError

    found = []
    for path in paths:
        try:
            found.append(load(path))
        except CorpusError as error:
            typer.echo(str(error), err=True)
    return found, len(paths) - len(found)


def _reader(
    context: typer.Context,
    registries: Sequence[Path] = (),
    places: Sequence[Path] = (),
    restoring: Restoring | None = None,
) -> Reader:
    """What a test put in the context, else the package's own."""
    given: Reader | None = context.obj
    if given is not None:
        return given
    try:
        return load_reader(registries=registries, places=places, restoring=restoring)
    except (OSError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(CANNOT) from error


class _Bar(NamedTuple):
    """How to advance the bar, and how to write a line that keeps clear of it."""

    advance: Callable[[], None] = lambda: None
    tell: Callable[[str], None] = tell


@contextmanager
def _progress(console: Console, measure: Callable[[], int | None]) -> Iterator[_Bar]:
    """A bar where the work is long, else nothing."""
    total = measure()
    if total is None or total <= BATCH:
        yield _Bar()
        return
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=total)
        yield _Bar(
            lambda: progress.advance(task),
            lambda line: console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=True),
        )


def _parted(items: Iterable[_Item | Rejection]) -> tuple[list[_Item], list[Rejection]]:
    good: list[_Item] = []
    left_out: list[Rejection] = []
    for item in items:
        if isinstance(item, Rejection):
            left_out.append(item)
        else:
            good.append(item)
    return good, left_out


def _counted(items: Iterable[_Item], advance: Callable[[], None]) -> Iterator[_Item]:
    for item in items:
        yield item
        advance()
