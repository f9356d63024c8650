from __future__ import annotations

import errno
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from ravayat.evaluate.claims_json import to_claims_json
from ravayat.records import Article, ReadArticle, Rejection
from ravayat.scale import results
from ravayat.scale.batches import Batch
from ravayat.scale.results import Damaged, Results, check, decode, encode
from ravayat.testing import made_report


@pytest.fixture
def reads() -> list[ReadArticle]:
    """Reports with meanings, times, counts and places that have candidates."""
    return [made_report(seed, place="حلب", source="سانا", denier="ارتش روسیه") for seed in range(3)]


@pytest.fixture
def batch(reads: list[ReadArticle]) -> Batch:
    return Batch("ab" * 32, tuple(read.article for read in reads))


def test_nothing_is_lost_on_the_way(batch: Batch, reads: list[ReadArticle]) -> None:
    candidates = [place.candidates for read in reads for claim in read.claims for place in claim.meaning.places]  # type: ignore[union-attr]
    assert any(candidates)
    found = decode(batch, encode(batch, reads))
    assert found == reads
    assert list(map(to_claims_json, found)) == list(map(to_claims_json, reads))  # type: ignore[arg-type]


def test_an_article_that_could_not_be_read_is_left_out_with_its_reason(batch: Batch, reads: list[ReadArticle]) -> None:
    first, second, third = decode(batch, encode(batch, [reads[0], "ValueError: no", reads[2]]))
    assert (first, third) == (reads[0], reads[2])
    assert isinstance(second, Rejection)
    assert second.reason == "cannot be read (ValueError: no)"


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_off_is_known_as_damaged(share: float, batch: Batch, reads: list[ReadArticle]) -> None:
    data = encode(batch, reads)
    with pytest.raises(Damaged, match="cut off"):
        check(batch, data[: int(share * len(data))])


def test_a_changed_byte_changes_nothing_or_is_known_as_damage(batch: Batch, reads: list[ReadArticle]) -> None:
    data, chance, damaged = encode(batch, reads), random.Random(1), 0
    for place in chance.sample(range(len(data)), 300):
        changed = bytearray(data)
        changed[place] ^= chance.randrange(1, 256)
        try:
            check(batch, bytes(changed))
        except Damaged:
            damaged += 1
        else:
            assert decode(batch, bytes(changed)) == reads
    assert damaged > 30  # the rest fell into statistics, which nobody reads


def test_claims_in_another_form_are_damage(
    batch: Batch, monkeypatch: pytest.MonkeyPatch, reads: list[ReadArticle]
) -> None:
    for claims in ("[{}]", "[1]", "{"):
        monkeypatch.setattr(results, "_claims_json", lambda _, claims=claims: claims)
        with pytest.raises(Damaged):
            decode(batch, encode(batch, reads))


def test_a_file_of_another_batch_is_not_taken(batch: Batch, reads: list[ReadArticle]) -> None:
    data = encode(batch, reads)
    for other in (replace(batch, name="cd" * 32), replace(batch, articles=batch.articles[:2])):
        with pytest.raises(Damaged, match="another batch"):
            check(other, data)


def test_kept_results_are_found_again(tmp_path: Path, batch: Batch, reads: list[ReadArticle]) -> None:
    kept = Results(tmp_path / "new" / "folder")
    assert kept.load(batch) is None
    data = encode(batch, reads)
    kept.save(batch, data)
    assert kept.load(batch) == data
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [f"{batch.name}.parquet"]


def test_what_killed_programs_left_of_a_batch_is_removed(
    tmp_path: Path, batch: Batch, reads: list[ReadArticle]
) -> None:
    folder = tmp_path / batch.name[:2]
    folder.mkdir()
    (folder / f".{batch.name}.parquet.99999999.part").write_bytes(b"half")
    of_another = folder / f".ab{'0' * 62}.parquet.99999999.part"
    of_another.write_bytes(b"half")
    Results(tmp_path).save(batch, encode(batch, reads))
    assert sorted(path.name for path in folder.iterdir()) == sorted([of_another.name, f"{batch.name}.parquet"])


def test_two_programs_may_keep_the_same_batch_at_a_time(
    tmp_path: Path, batch: Batch, reads: list[ReadArticle], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = encode(batch, reads)

    def other_is_faster(_: int) -> None:
        monkeypatch.undo()
        Results(tmp_path).save(batch, data)

    monkeypatch.setattr(os, "fsync", other_is_faster)
    Results(tmp_path).save(batch, data)
    assert Results(tmp_path).load(batch) == data


def test_on_a_full_disk_nothing_half_is_left(
    tmp_path: Path, batch: Batch, reads: list[ReadArticle], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        Results(tmp_path).save(batch, encode(batch, reads))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_every_text_of_an_article_is_its_own(articles: list[Article]) -> None:
    # Texts do not travel back: a result has the claims, the batch the texts.
    batch = Batch("ab" * 32, tuple(articles))
    data = encode(batch, [ReadArticle(article, ()) for article in articles])
    assert articles[0].text.encode() not in data
    assert [item.article for item in decode(batch, data) if isinstance(item, ReadArticle)] == articles
