from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.sources import load
from ravayat.sources.originals import Originals, OriginalsError, digest_of


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Originals:
    return Originals(tmp_path_factory.mktemp("originals") / "made when needed")


@given(data=st.binary())
def test_what_is_kept_is_given_back(originals: Originals, data: bytes) -> None:
    digest = originals.keep(data)
    assert digest == digest_of(data)
    assert originals.get(digest) == data


def test_same_bytes_are_kept_once_and_nothing_half_written_stays(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    assert originals.keep(b"a") == originals.keep(b"a")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc/passwd", ""])
def test_unknown_digest_is_a_key_error(tmp_path: Path, digest: str) -> None:
    with pytest.raises(KeyError):
        Originals(tmp_path).get(digest)


def test_a_folder_that_cannot_be_written_is_no_fault_of_the_report(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.txt").write_text(report, encoding="utf-8")
    (tmp_path / "pages").touch()
    originals = Originals(tmp_path / "pages")
    with pytest.raises(OriginalsError, match=r"pages: originals cannot be kept \(.*\); choose another folder"):
        originals.check()
    with pytest.raises(OriginalsError):
        list(load([tmp_path / "a.txt"], originals=originals))


def test_the_check_leaves_nothing(tmp_path: Path) -> None:
    Originals(tmp_path / "pages").check()
    assert list((tmp_path / "pages").iterdir()) == []
