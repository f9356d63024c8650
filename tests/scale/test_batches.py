from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ravayat.records import Article, Rejection
from ravayat.scale.batches import BATCH_CHARACTERS, Batch, Known, batch_name, cut
from ravayat.scale.equipment import Equipment, NamedFile, Software, equipment_of, own_software

OTHER = {"published": date(2020, 1, 1), "fetched_at": datetime(2020, 1, 1, tzinfo=UTC)}


def sizes(items: object) -> list[int]:
    return [len(item.articles) for item in items if isinstance(item, Batch)]  # type: ignore[attr-defined]


def test_articles_are_cut_by_number_and_by_length(articles: list[Article]) -> None:
    long = Article("long", "ا" * BATCH_CHARACTERS)
    assert sizes(cut(articles, "e", size=4)) == [4, 4, 2]
    assert sizes(cut([*articles[:1], long, *articles[1:3]], "e", size=4)) == [2, 2]


def test_rejections_come_through_at_once(articles: list[Article]) -> None:
    rejection = Rejection("x", "empty", "remove it")
    first, *_ = cut([articles[0], rejection, articles[1]], "e", size=2)
    assert first == rejection


def test_what_is_known_is_taken_out_after_cutting(articles: list[Article]) -> None:
    # So that a run that goes on finds the batches of the one that stopped.
    whole = [item for item in cut(articles, "e", size=4) if isinstance(item, Batch)]
    rest = list(cut(articles, "e", size=4, find=lambda one: 7 if one in whole[0].articles else None))
    assert rest == [Known(7)] * 4 + whole[1:]


@pytest.mark.parametrize("field", [field.name for field in fields(Article)])
def test_any_field_of_an_article_changes_the_name(field: str, articles: list[Article]) -> None:
    changed = replace(articles[0], **{field: OTHER.get(field, "دیگر")})
    assert batch_name([changed], "e") != batch_name(articles[:1], "e")
    assert batch_name([replace(articles[0])], "e") == batch_name(articles[:1], "e")


def test_the_order_and_the_equipment_change_the_name(articles: list[Article]) -> None:
    names = {batch_name(articles[:2], "e"), batch_name(articles[1::-1], "e"), batch_name(articles[:2], "f")}
    assert len(names) == 3


def test_equipment_is_software_and_the_content_of_files() -> None:
    software = Software("1.0", "m", "c")
    file = NamedFile("mine.toml", b"x")
    assert Equipment(software, (file,)).digest == Equipment(software, (NamedFile("yours.toml", b"x"),)).digest
    digests = {Equipment(*args).digest for args in ((software,), (software, (file,)), (software, (), (file,)))}
    assert len(digests) == 3


def test_software_says_how_it_differs() -> None:
    wanted = Software("1.0", "m" * 64, "c" * 64)
    assert wanted.difference(wanted) is None
    assert replace(wanted, version="0.9").difference(wanted) == "has Ravayat 0.9, not 1.0"
    assert "has the model xxxxxxxxxxxx, not mmmmmmmmmmmm" in str(replace(wanted, model="x" * 64).difference(wanted))
    assert "has other code or libraries" in str(replace(wanted, code="d" * 64).difference(wanted))


def test_own_software_has_the_digest_of_the_model_that_the_store_is_told() -> None:
    from ravayat.reading.digest import model_digest

    assert own_software().model == model_digest()


def test_a_fault_in_a_file_of_the_users_own_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"nowhere\.toml"):
        equipment_of([tmp_path / "nowhere.toml"])
