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
    told = _toml(folder / STORY_FILE)
    events = {event.name: event for event in map(_event, told.get("event", []))}
    files = sorted((file for file in folder.glob("*.toml") if file.name != STORY_FILE), key=lambda file: int(file.stem))
    reports = []
    for file in files:
        report = load_article(file)
        reports.append(replace(report, article=replace(report.article, doc=f"{folder.name}-{file.stem}")))
    faults = [fault for report in reports for fault in _faults(report, events)]
    named = {name for report in reports for name in report.events.values()}
    faults += [f"{folder / STORY_FILE}: no report tells {name}" for name in events.keys() - named]
    if faults:
        raise CorpusError("\n".join(faults))
    return Story(folder.name, str(told.get("title", "")), tuple(reports), events)


def _faults(report: AnnotatedArticle, events: dict[str, StoryEvent]) -> list[str]:
    name = report.article.doc
    faults = [f"{name}: event {claim.event} is not in [events]" for claim in report.claims if claim.event not in report.events]
    return faults + [f"{name}: {event} is not in {STORY_FILE}" for event in report.events.values() if event not in events]


def _event(entry: dict[str, Any]) -> StoryEvent:
    return StoryEvent(
        name=str(entry["name"]),
        what=str(entry.get("what", "")),
        roots=tuple(map(tuple, entry.get("roots", ()))),
        denied_by=tuple(map(tuple, entry.get("denied_by", ()))),
        copies=tuple((one, other) for one, other in entry.get("copies", ())),
    )


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CorpusError(f"{file}: not readable as TOML: {error}") from error
