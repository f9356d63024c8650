"""Stories: many outlets, the same events, with joins and roots annotated."""

from pathlib import Path

import pytest

from ravayat.corpus.article_file import CorpusError
from ravayat.corpus.stories import load_stories, load_story

REPORT = """
outlet = "سانا"
published = 2019-01-02
genre = "agency"
text = '''
به گزارش سانا در انفجار بمب سه تن کشته شدند.
'''
[events]
1 = "bomb"

[[claim]]
event = 1
type = "explosion"
trigger = "انفجار"
"""

STORY = """
title = "A bomb"
[[event]]
name = "bomb"
what = "A bomb went off"
roots = [["سانا"]]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    story = tmp_path / "one"
    story.mkdir()
    (story / "1.toml").write_text(REPORT, encoding="utf-8")
    (story / "story.toml").write_text(STORY, encoding="utf-8")
    return story


def test_the_committed_stories_are_right_and_as_many_as_the_docs_say(root: Path) -> None:
    stories = list(load_stories(root / "corpus" / "stories"))
    assert sum(len(story.reports) for story in stories) == 200
    told = [event for story in stories for event in story.events.values()]
    assert len({event.name for event in told}) == len(told) >= 40


def test_a_report_is_named_after_its_story_and_its_claims_after_their_events(folder: Path) -> None:
    story = load_story(folder)
    [report] = story.reports
    assert (story.name, report.article.doc, report.events) == ("one", "one-1", {1: "bomb"})
    assert story.events["bomb"].roots == (("سانا",),)


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("1.toml", '1 = "bomb"', '2 = "bomb"', "event 1 is not in [events]"),
        ("1.toml", '1 = "bomb"', '1 = "mine"', "mine is not in story.toml"),
        ("story.toml", 'name = "bomb"', 'name = "mine"', "no report tells mine"),
        ("story.toml", "[[event]]", "[[event]", "not readable as TOML"),
        ("story.toml", "[[event]]", "[event]", "write [[event]] above each"),
        ("story.toml", 'name = "bomb"', "", "event 1 has no name"),
        ("story.toml", 'name = "bomb"', "name = 1", "event 1 has no name"),
        ("story.toml", "title =", "titel =", "unknown key 'titel'"),
        ("story.toml", "what =", "waht =", "event 1: unknown key 'waht'"),
        ("story.toml", '[["سانا"]]', '["سانا"]', "event 1: roots must be lists of words"),
        ("story.toml", "roots =", "copies = [[1]]\nroots =", "event 1: copies must be pairs of reports"),
        ("story.toml", "roots =", "copies = [[2, 1]]\nroots =", "copies name report 2, which is not there"),
        ("story.toml", "[[event]]", '[[event]]\nname = "bomb"\n[[event]]', "bomb is the name of another event"),
    ],
)
def test_every_fault_is_told(folder: Path, file: str, old: str, new: str, fault: str) -> None:
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(CorpusError, match=fault.replace("[", r"\[").replace("]", r"\]")):
        load_story(folder)


def test_a_report_needs_a_number_for_a_name(folder: Path) -> None:
    (folder / "1.toml").rename(folder / "one.toml")
    with pytest.raises(CorpusError, match=r"report one\.toml has no number"):
        load_story(folder)
