"""Bytes to text: UTF-8, UTF-16 with its mark, and Windows-1256 where nothing else can be meant."""

from __future__ import annotations

import codecs
import unicodedata

from ravayat.sources.fault import Fault
from ravayat.sources.language import Evidence

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_CERTAIN_WORDS = 20
_CERTAIN_SHARE = 0.1


def decode(data: bytes) -> str:
    """The text of ``data`` without its byte order mark.

    Raises:
        Fault: the encoding is none of the three, or the bytes are damaged.
    """
    try:
        if data.startswith(UTF16_MARKS):
            return data.decode("utf-16")
        if b"\0" in data:
            raise Fault("holds null bytes", "export it again as plain UTF-8 text")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if (text := _windows_1256(data)) is not None:
            return text
        raise Fault(
            f"not {error.encoding.upper()} (byte {error.start + 1})",
            "save it as UTF-8, e.g. iconv -f WINDOWS-1256 -t UTF-8 FILE",
        ) from error


def _windows_1256(data: bytes) -> str | None:
    """``data`` as Windows-1256, or ``None`` where that is a guess.

    Nearly any bytes can be decoded so; what makes it certain is running Persian with no
    sign that belongs to another reading of the bytes (accented Latin, controls).
    """
    try:
        text = data.decode("cp1256")
    except UnicodeDecodeError:
        return None
    strange = any(
        (char.isalpha() and not char.isascii() and "ARABIC" not in unicodedata.name(char, ""))
        or (unicodedata.category(char) == "Cc" and not char.isspace())
        for char in set(text)
    )
    if strange or len(text.split()) < _CERTAIN_WORDS:
        return None
    evidence = Evidence.of(text)
    return text if evidence.share >= _CERTAIN_SHARE and evidence.rival is None else None
