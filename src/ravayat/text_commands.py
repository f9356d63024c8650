"""``ravayat text``: the repair of Persian text, for files of any kind."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import unified_diff
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ravayat.endings import CANNOT, LEFT_OUT, complain
from ravayat.records import Rejection
from ravayat.whole_file import replacing

if TYPE_CHECKING:
    from ravayat.text.restoring import Conventions

WOULD_CHANGE = LEFT_OUT

text_app = typer.Typer(help="Repair Persian text.", no_args_is_help=True)

_STANDARD_INPUT = "-"
_SUFFIXES = (".md", ".rst", ".txt")
_LINES_AT_ONCE = 5000
"""Longer texts are repaired in parts: the number of lines stays the same, so the parts are the same the next time."""


class Pronouns(StrEnum):
    """Values of ``--pronouns``; those of :class:`ravayat.text.restoring.Choice`, which loads numpy."""

    learned = "learned"
    half_space = "half-space"
    as_written = "as-written"


class Prefixes(StrEnum):
    """Values of ``--parted-prefix``; those of :class:`ravayat.text.restoring.Prefix`, which loads numpy."""

    bi = "bi"
    ba = "ba"
    zedd = "zedd"
    gheyr = "gheyr"


@text_app.callback()
def _text() -> None:
    """Repair Persian text."""


@text_app.command()
def fix(
    paths: Annotated[
        list[str], typer.Argument(metavar="FILE", help="UTF-8 text files, folders of them, or - for standard input.")
    ],
    *,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; status 1 if a file would change.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print what would change, as a unified diff.")] = False,
    in_place: Annotated[bool, typer.Option("--in-place", "-i", help="Write the files back, repaired.")] = False,
    each_line: Annotated[
        bool,
        typer.Option(
            "--each-line", help="Judge every line by itself, for corpora of one text a line; else each file as a whole."
        ),
    ] = False,
    pronouns: Annotated[
        Pronouns,
        typer.Option(
            "--pronouns",
            help="How the plurals of this and that are written: as learned (glued), half-space, or as written.",
        ),
    ] = Pronouns.learned,
    glued_plurals: Annotated[
        bool, typer.Option("--glued-plurals", help="Leave other plurals glued where both spellings are right.")
    ] = False,
    joined_adverbs: Annotated[
        bool, typer.Option("--joined-adverbs", help="Join adverbs that begin with be, such as be-zudi (soon).")
    ] = False,
    joined_names: Annotated[
        bool, typer.Option("--joined-names", help="Join names with bin, such as Hoseyn-bin-Ali.")
    ] = False,
    parted_prefix: Annotated[
        list[Prefixes] | None,
        typer.Option("--parted-prefix", help="Part this prefix even where most glue it; may be repeated."),
    ] = None,
    joined_numbers: Annotated[
        bool, typer.Option("--joined-numbers", help="Join adjectives with their numeral (bilingual).")
    ] = False,
    joined_titles: Annotated[
        bool, typer.Option("--joined-titles", help="Join both words of a title (president, prime minister).")
    ] = False,
) -> None:
    """Give Persian text back the half-spaces that it lost, and change nothing else.

    Without an option the repaired text goes to standard output.
    """
    from ravayat.text.restoring import Choice, Conventions, Prefix
    from ravayat.views.context import printable

    if in_place and (check or diff or _STANDARD_INPUT in paths):
        typer.echo("--in-place writes files back: give it neither --check, --diff nor standard input", err=True)
        raise typer.Exit(CANNOT)
    conventions = Conventions(
        pronouns=Choice(pronouns.value),
        glued_plurals=glued_plurals,
        joined_adverbs=joined_adverbs,
        joined_names=joined_names,
        parted_prefixes=frozenset(Prefix(prefix.value) for prefix in parted_prefix or ()),
        joined_numbers=joined_numbers,
        joined_titles=joined_titles,
    )
    names = list(_files(paths))
    out = _standard_output()
    left_out = changed = 0
    with _progress(len(names)) as advance:
        for name in names:
            try:
                if isinstance(name, _Unusable):
                    raise name
                text = _read(name)
                repaired, places = _repaired(text, conventions, each_line=each_line)
                if in_place and places:
                    _write(Path(name), repaired)
            except _Unusable as error:
                left_out += 1
                complain(error.rejection)
                continue
            finally:
                advance()
            changed += bool(places)
            if diff:
                out(_difference(name, text, repaired))
            elif not (check or in_place):
                out(repaired)
            if places and (check or in_place):
                verb = "would get" if check else "got"
                typer.echo(f"{printable(name)}: {verb} {places} half-space{'s' * (places > 1)}", err=True)
    raise typer.Exit(WOULD_CHANGE if left_out or (check and changed) else 0)


class _Unusable(Exception):
    def __init__(self, name: str, reason: str, remedy: str) -> None:
        self.rejection = Rejection(name, reason, remedy)
        super().__init__(str(self.rejection))


def _files(paths: list[str]) -> Iterator[str | _Unusable]:
    """Every path that is no folder, and the texts in those that are; what was named is never skipped in silence."""
    for path in paths:
        if not path:
            yield _Unusable('""', "is no name", "name a file or a folder, such as . for this one")
        elif path != _STANDARD_INPUT and Path(path).is_dir():
            yield from _in_folder(path)
        else:
            yield path


def _in_folder(folder: str) -> Iterator[str | _Unusable]:
    found: list[Path] = []
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(place, name) for name in names if not name.startswith("."))
        found += [file for file in files if file.suffix in _SUFFIXES and file.is_file()]
    yield from map(str, sorted(found))
    for error in closed:
        reason = f"cannot be read ({error.strerror})"
        yield _Unusable(str(error.filename or folder), reason, "check its permissions")
    if not found and not closed:
        yield _Unusable(folder, f"holds no {', '.join(_SUFFIXES)} file", "name another folder")


def _read(name: str) -> str:
    if name == _STANDARD_INPUT and sys.stdin is None:
        raise _Unusable("standard input", "is closed", "send a text into it, or name a file")
    try:
        data = sys.stdin.buffer.read() if name == _STANDARD_INPUT else Path(name).read_bytes()
        return data.decode("utf-8")
    except FileNotFoundError as error:
        raise _Unusable(name, "no such file or folder", "check the name") from error
    except OSError as error:
        raise _Unusable(name, f"cannot be read ({error.strerror})", "check its permissions") from error
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 (byte {error.start + 1})"
        raise _Unusable(name, reason, "save it as UTF-8, e.g. iconv -f WINDOWS-1256 -t UTF-8 FILE") from error


def _repaired(text: str, conventions: Conventions, *, each_line: bool) -> tuple[str, int]:
    """The text with its half-spaces, and how many it got back."""
    from ravayat.text.restoring import restore

    lines = text.splitlines(keepends=True)
    at_once = 1 if each_line else _LINES_AT_ONCE
    parts = ("".join(lines[start : start + at_once]) for start in range(0, len(lines), at_once))
    restored = [restore(part, conventions=conventions) for part in parts]
    return "".join(part.text for part in restored), sum(len(part.changes) for part in restored)


def _write(file: Path, text: str) -> None:
    """Put ``text`` in the place of the file's contents, all of it or nothing."""
    try:
        with replacing(file, "wb") as out:
            out.write(text.encode("utf-8"))
    except OSError as error:
        raise _Unusable(str(file), f"cannot be written ({error.strerror})", "check its permissions") from error


def _difference(name: str, old: str, new: str) -> str:
    before, after = _quoted(name), _quoted(f"{name} (repaired)")
    lines = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), before, after)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _quoted(name: str) -> str:
    """A name in a diff, as others write one with signs that would break its line or steer a terminal."""
    from ravayat.views.context import printable

    if name == printable(name) and not set(name) & {'"', "\\"}:
        return name

    def written(char: str) -> str:
        if char in '"\\':
            return f"\\{char}"
        return char if printable(char) == char else "".join(f"\\{byte:03o}" for byte in char.encode())

    return f'"{"".join(map(written, name))}"'


def _standard_output() -> Callable[[str], object]:
    """Writes text as UTF-8 with its own line ends, whatever the locale and the system; names as the bytes they are."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        return sys.stdout.write
    return lambda text: binary.write(text.encode("utf-8", "surrogateescape")) and binary.flush()


@contextmanager
def _progress(files: int) -> Iterator[Callable[[], object]]:
    """A bar where there are many files and somebody looks."""
    if files < 2 or not sys.stderr.isatty():  # noqa: PLR2004 - one file needs no bar
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("repairing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("repairing", total=files)
        yield lambda: progress.advance(task)
