from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.sources.originals import Originals, digest_of


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
