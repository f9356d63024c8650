from __future__ import annotations

import pytest

from ravayat.sources.encoding import decode
from ravayat.sources.fault import Fault

RUNNING = (
    "به گزارش خبرگزاري ها در انفجار امروز در شهر بغداد پنج نفر کشته و ده نفر زخمي شدند. "
    "پليس اين شهر گفت که اين حمله را يک مهاجم انتحاري انجام داده است و براي يافتن همدستان او تلاش مي کند."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_encodings_that_are_certain_are_read(encoding: str) -> None:
    assert decode(RUNNING.encode(encoding)) == RUNNING


@pytest.mark.parametrize("taken_for", ["latin-1", "cp1256"])
def test_what_was_encoded_twice_is_read_as_it_was_meant(taken_for: str) -> None:
    persian = RUNNING.replace("ي", "ی")
    assert decode(persian.encode().decode(taken_for).encode()) == persian


def test_what_was_encoded_twice_by_windows_is_read_as_it_was_meant() -> None:
    # Windows-1252 has no letter for five bytes, one of them in every ف; programs keep them as they are.
    persian = RUNNING.replace("ي", "ی").encode()
    doubled = "".join(
        chr(byte) if byte in b"\x81\x8d\x8f\x90\x9d" else bytes((byte,)).decode("cp1252") for byte in persian
    )
    assert decode(doubled.encode()) == persian.decode()


@pytest.mark.parametrize("text", [RUNNING, "Ø", "ØÙ", "طظ", "Zürich é", "کشته‌های حلب ط§"])
def test_what_was_encoded_once_stays(text: str) -> None:
    assert decode(text.encode()) == text


def test_big_endian_utf16_with_its_mark_is_read() -> None:
    assert decode(b"\xfe\xff" + RUNNING.encode("utf-16-be")) == RUNNING


@pytest.mark.parametrize(
    "data",
    [
        "انفجار در بغداد".encode("cp1256"),  # too short to be certain
        RUNNING.encode("iso8859-6", "ignore"),  # the alphabet's second half stands elsewhere
        ("Während der Kämpfe in der Stadt wurden fünf Menschen getötet. " * 5).encode("latin-1"),
        RUNNING.encode()[:-1] + b"\xff",
        b"\x80\x81\x82" * 40,
    ],
)
def test_what_is_not_certain_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(Fault, match="not UTF-") as raised:
        decode(data)
    assert "iconv -f WINDOWS-1256 -t UTF-8" in raised.value.remedy


@pytest.mark.parametrize("data", [RUNNING.encode()[:-2], RUNNING.encode("utf-16")[:-1], b"\xff\xfe\x00"])
def test_what_ends_within_a_character_is_told_to_be_cut_off(data: bytes) -> None:
    with pytest.raises(Fault, match="cut off in the middle of a character; get it again, whole"):
        decode(data)
