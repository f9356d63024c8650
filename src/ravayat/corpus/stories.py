"""Stories: the same events told by many outlets, with who tells which event annotated.

A folder a story: ``1.toml``, ``2.toml`` ... are reports in the form of :mod:`ravayat.corpus.article_file`, each with a
table ``[events]`` that gives the event numbers of its claims the story's names; ``story.toml`` lists the events::

    title = "Market and hospital"
    [[event]]
    name = "idlib-market"
    what = "Air strike on the market on 3 August 2019"
    roots = [["دیده‌بان حقوق بشر سوریه", "دیدبان حقوق بشر"], ["کلاه‌سفیدها"]]
    denied_by = [["ارتش سوریه"]]
    copies = [[7, 3]]
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ravayat.corpus.article_file import AnnotatedArticle, CorpusError, load_article

STORY_FILE = "story.toml"
_PAIR = 2


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """An event of a story.

    Attributes:
        name: unique over all stories.
        what: in one sentence.
        roots: independent roots that assert it; each lists the words that mean that one root.
        denied_by: the same of those that deny it.
        copies: pairs of reports, of which the first repeats the text of the second.
    """

    name: str
    what: str
    roots: tuple[tuple[str, ...], ...]
    denied_by: tuple[tuple[str, ...], ...]
    copies: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Reports, and the events they tell.

    Attributes:
        name: of its folder.
        title: in English, for people.
        reports: by number; each report's ``doc`` is ``STORY-NUMBER``.
        events: by name.
    """

    name: str
    title: str
    reports: tuple[AnnotatedArticle, ...]
    events: dict[str, StoryEvent]


def load_stories(folder: Path) -> Iterator[Story]:
    """Every story of a folder, by name.

    Raises:
        CorpusError: at the first that is wrong, with every fault of it, one a line.
    """
    for file in sorted(folder.glob(f"*/{STORY_FILE}")):
        yield load_story(file.parent)


def load_story(folder: Path) -> Story:
    """One story.

    Raises:
        CorpusError: listing every fault, one a line.
    """
    file = folder / STORY_FILE
    told = _toml(file)
    wrong = _story_faults(told)
    names = [path for path in sorted(folder.glob("*.toml")) if path.name != STORY_FILE]
    wrong += [f"report {path.name} has no number for a name; call it 1.toml or the like" for path in _unnumbered(names)]
    if wrong:
        raise CorpusError("\n".join(f"{file}: {fault}" for fault in wrong))
    events = {event.name: event for event in map(_event, told.get("event", []))}
    reports = []
    for path in sorted(names, key=lambda path: int(path.stem)):
        report = load_article(path)
        reports.append(replace(report, article=replace(report.article, doc=f"{folder.name}-{path.stem}")))
    faults = [fault for report in reports for fault in _faults(report, events)]
    named = {name for report in reports for name in report.events.values()}
    faults += [f"{file}: no report tells {name}" for name in events.keys() - named]
    copied = {number for event in events.values() for pair in event.copies for number in pair}
    faults += [f"{file}: copies name report {number}, which is not there" for number in sorted(copied - _numbers(names))]
    if faults:
        raise CorpusError("\n".join(faults))
    return Story(folder.name, str(told.get("title", "")), tuple(reports), events)


def _unnumbered(files: list[Path]) -> list[Path]:
    return [file for file in files if not (file.stem.isascii() and file.stem.isdecimal())]


def _numbers(files: list[Path]) -> set[int]:
    return {int(file.stem) for file in files}


def _story_faults(told: dict[str, Any]) -> list[str]:
    """What is wrong in ``story.toml`` by itself."""
    faults = [f"unknown key {key!r}; there are title and [[event]]" for key in sorted(told.keys() - {"title", "event"})]
    if not isinstance(told.get("title", ""), str):
        faults.append("title must be words in quotation marks")
    entries = told.get("event", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return [*faults, "events must be tables: write [[event]] above each"]
    names: set[str] = set()
    for number, entry in enumerate(entries, 1):
        name = entry.get("name")
        if not isinstance(name, str) or not name:
            faults.append(f'event {number} has no name; write name = "idlib-market"')
        elif name in names:
            faults.append(f"event {number}: {name} is the name of another event, too; give each its own")
        else:
            names.add(name)
        faults += [f"event {number}: {fault}" for fault in _event_faults(entry)]
    return faults


def _event_faults(entry: dict[str, Any]) -> list[str]:
    unknown = sorted(entry.keys() - {"name", "what", "roots", "denied_by", "copies"})
    faults = [f"unknown key {key!r}" for key in unknown]
    if not isinstance(entry.get("what", ""), str):
        faults.append("what must be words in quotation marks")
    for key, kind, form in (
        ("roots", str, 'lists of words such as [["رویترز"], ["ارتش سوریه"]]'),
        ("denied_by", str, 'lists of words such as [["ارتش سوریه"]]'),
        ("copies", int, "pairs of reports such as [[7, 3]]"),
    ):
        lists = entry.get(key, [])
        if not isinstance(lists, list) or not all(
            isinstance(one, list) and all(type(item) is kind for item in one) and (kind is str or len(one) == _PAIR)
            for one in lists
        ):
            faults.append(f"{key} must be {form}")
    return faults


def _faults(report: AnnotatedArticle, events: dict[str, StoryEvent]) -> list[str]:
    name = report.article.doc
    faults = [f"{name}: event {claim.event} is not in [events]" for claim in report.claims if claim.event not in report.events]
    return faults + [f"{name}: {event} is not in {STORY_FILE}" for event in report.events.values() if event not in events]


def _event(entry: dict[str, Any]) -> StoryEvent:
    return StoryEvent(
        name=entry["name"],
        what=entry.get("what", ""),
        roots=tuple(map(tuple, entry.get("roots", ()))),
        denied_by=tuple(map(tuple, entry.get("denied_by", ()))),
        copies=tuple((one, other) for one, other in entry.get("copies", ())),
    )


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CorpusError(f"{file}: not readable as a file: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{file}: not readable as TOML: {error}") from error
