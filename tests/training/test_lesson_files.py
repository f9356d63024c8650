"""Lessons in files, for several students and each of their processes."""

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="training needs the extra train")

from ravayat.training.lesson_files import Lessons, save_lessons
from ravayat.training.trainer import Plan


@pytest.fixture
def lessons(tmp_path: Path) -> Lessons:
    """Two rounds in three shares; strings stand for examples."""
    found = Lessons(tmp_path / "lessons")
    found.tell("what two readers say")
    for number in (0, 1):
        for share in range(3):
            examples: list[Any] = [f"{number}{share}{name}" for name in "ab"]
            save_lessons(examples, number, folder=found.folder, share=share)
    return found


def test_every_process_reads_shares_of_its_own_and_the_rounds_in_turn(lessons: Lessons) -> None:
    plan = Plan(processes=2, epochs=3)
    read = [list(lessons.rounds(plan, rank)) for rank in (0, 1)]
    assert read[1] == [["01a", "01b"], ["11a", "11b"], ["01a", "01b"]]
    for epoch, number in enumerate("010"):
        everything = sorted(read[0][epoch] + read[1][epoch])  # type: ignore[type-var]
        assert everything == sorted(f"{number}{share}{name}" for share in range(3) for name in "ab")


def test_an_epoch_cannot_disturb_what_the_next_one_reads(lessons: Lessons) -> None:
    for examples in lessons.rounds(Plan(epochs=4), 0):
        assert len(examples) == 6
        examples.clear()


def test_the_folder_tells_how_many_shares_and_whose_words_they_are(lessons: Lessons) -> None:
    assert Lessons(lessons.folder).shares == 3
    assert Lessons(lessons.folder).told == "what two readers say"


def test_lessons_given_anew_leave_none_of_the_old(lessons: Lessons) -> None:
    lessons.tell("what another says")
    assert [path.name for path in lessons.folder.iterdir()] == ["told.txt"]


@pytest.mark.parametrize("missing", ["1-2", "0-0"])
def test_a_folder_that_lacks_a_file_is_refused(lessons: Lessons, missing: str) -> None:
    (lessons.folder / f"{missing}.pickle").unlink()
    with pytest.raises(FileNotFoundError, match="not all of them"):
        _ = Lessons(lessons.folder).shares


def test_a_folder_without_lessons_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="ask the teachers with --save"):
        _ = Lessons(tmp_path).shares
