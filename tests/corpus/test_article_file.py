"""The corpus format: what it says, and how it says that something is wrong."""

from datetime import date
from pathlib import Path

import pytest

from ravayat.corpus.article_file import CorpusError, load_article, occurrences

HEADER = '''
outlet = "آزمون"
published = 2013-07-30
conflict = "syria"
genre = "agency"
text = """
یک مقام نظامی گفت دو سرباز در انفجار مین در حومه حلب کشته شدند.
مخالفان این انفجار را رد کردند. انفجار دیگری دیروز در حلب رخ داد.
"""
'''
CLAIM = """
[[claim]]
event = 1
type = "explosion"
trigger = "انفجار"
at = "در انفجار مین"
target = ["دو سرباز"]
place = ["حلب"]
killed = { text = "دو سرباز", min = 2, max = 2 }
chain = ["یک مقام نظامی"]
cue = "گفت"
"""


def write(folder: Path, claims: str, header: str = HEADER) -> Path:
    path = folder / "syria-001.toml"
    path.write_text(header + claims, encoding="utf-8")
    return path


def test_quotes_point_at_their_words(tmp_path: Path) -> None:
    annotated = load_article(write(tmp_path, CLAIM))
    [claim] = annotated.claims
    assert annotated.article.published == date(2013, 7, 30)
    assert claim.stance == "asserted"
    assert all(quote.span.of(annotated.article.text) == quote.text for quote in claim.quotes())


def test_a_value_means_the_occurrence_nearest_to_the_trigger(tmp_path: Path) -> None:
    text = CLAIM.replace('at = "در انفجار مین"', 'at = "انفجار دیگری"').replace('cue = "گفت"', "")
    annotated = load_article(write(tmp_path, text))
    [claim] = annotated.claims
    assert claim.places[0].span.start > claim.trigger.span.start


def test_whole_words_are_preferred() -> None:
    assert [span.start for span in occurrences("قمار و مار", "مار")] == [7]
    assert [span.start for span in occurrences("قمار", "مار")] == [1]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('at = "در انفجار مین"', "", "occurs 3 times"),
        ('at = "در انفجار مین"', 'at = "حلب"', "must occur exactly once"),
        ('at = "در انفجار مین"', 'at = "مخالفان"', "does not hold the trigger"),
        ('type = "explosion"', 'type = "bang"', "type 'bang' is none of"),
        ('cue = "گفت"', 'stance = "sure"', "stance 'sure' is none of"),
        ("event = 1", 'event = "one"', "event must be a whole number"),
        ("event = 1", "event = true", "event must be a whole number"),
        ('type = "explosion"', 'type = ["explosion"]', "is none of"),
        ('cue = "گفت"', 'stance = ["denied"]', "is none of"),
        ("min = 2, max = 2", "min = true, max = 2", "min and max must be whole numbers"),
        ("min = 2, max = 2", "min = 2, max = true", "min and max must be whole numbers"),
        ('cue = "گفت"', 'time = { text = "دیروز", from = 2013-07-30T10:00:00 }', "must be bare dates"),
        ('target = ["دو سرباز"]', 'target = ["سه سرباز"]', "does not stand in the text"),
        ('target = ["دو سرباز"]', 'target = "دو سرباز"', "target must be a list"),
        ("min = 2, max = 2", "min = 3, max = 2", "min 3 is above max 2"),
        (", min = 2, max = 2", "", "killed needs min, max or both"),
        ('cue = "گفت"', 'verb = "گفت"', "unknown key 'verb'"),
        ('cue = "گفت"', 'time = { text = "دیروز", from = 2013-07-30, to = 2013-07-29 }', "is after to"),
        ('cue = "گفت"', 'time = { text = "دیروز", from = "روز قبل" }', "must be bare dates"),
    ],
)
def test_a_fault_is_named_with_file_and_claim(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in CLAIM
    path = write(tmp_path, CLAIM.replace(old, new))
    with pytest.raises(CorpusError, match=fault) as error:
        load_article(path)
    assert str(error.value).startswith(f"{path}: claim 1 (انفجار): ")


def test_two_claims_may_not_say_the_same(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="claim 2 repeats claim 1"):
        load_article(write(tmp_path, CLAIM + CLAIM))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("published = 2013-07-30", 'published = "دیروز"', "write a bare date"),
        ("published = 2013-07-30", "published = 2013-07-30T10:00:00", "write a bare date"),
        ('conflict = "syria"', 'constructions = "denial"', "constructions must be a list"),
        ('conflict = "syria"', "constructions = [1]", "constructions must be a list"),
        ('outlet = "آزمون"', "outlet = 7", "outlet is 7"),
        ('genre = "agency"', 'genre = "blog"', "genre 'blog' is none of"),
        ('conflict = "syria"', 'war = "syria"', "unknown key 'war'"),
        ('outlet = "آزمون"', "outlet = ", "not readable as TOML"),
    ],
)
def test_a_fault_in_the_header_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    with pytest.raises(CorpusError, match=fault):
        load_article(write(tmp_path, CLAIM, HEADER.replace(old, new)))


@pytest.mark.parametrize(
    ("claims", "fault"),
    [
        ('claim = "x"', "claim must be tables"),
        ("claim = [1]", "claim 1 is 1"),
        ("[claim]\nevent = 1", "claim must be tables"),
        ("claim = " + "[" * 5000, "not readable as TOML"),
        ("claim = " + "9" * 5000, "not readable as TOML"),
    ],
)
def test_claims_of_another_form_are_named(tmp_path: Path, claims: str, fault: str) -> None:
    path = write(tmp_path, claims)
    with pytest.raises(CorpusError, match=fault) as error:
        load_article(path)
    assert str(error.value).startswith(f"{path}: ")


def test_a_folder_named_like_an_article_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.toml").mkdir()
    with pytest.raises(CorpusError, match=r"x\.toml: not readable as a file"):
        load_article(tmp_path / "x.toml")


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    broken = CLAIM.replace('cue = "گفت"', 'cue = "خواند"').replace('type = "explosion"', 'type = "bang"')
    with pytest.raises(CorpusError) as error:
        load_article(write(tmp_path, broken))
    assert len(str(error.value).splitlines()) == 2
