"""Bytes to text: UTF-8, UTF-16 with its mark, and Windows-1256 where nothing else can be meant."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ravayat.sources.fault import Fault
from ravayat.sources.language import Evidence

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_ENDS_EARLY = ("unexpected end of data", "truncated data")
"""What Python says of bytes that lack others after them, in UTF-8 and UTF-16."""

_DECLARED = re.compile(rb"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 4_000
_BROKEN_SHARE = 0.001
_FEW_BROKEN = 3
_BROKEN_OF_LETTERS = 20
_PERSIAN_LETTER = re.compile("[\u0620-\u06d3]")
_TWICE = ("latin-1", "cp1252", "cp1256")
"""Encodings that programs take UTF-8 for, before they write it in UTF-8 again."""
_UNUSED = {code: bytes((code,)) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""Bytes without a letter in Windows-1252, which programs keep as controls."""
_CERTAIN_WORDS = 20
_CERTAIN_SHARE = 0.1


def decode(data: bytes) -> str:
    """The text of ``data`` without its byte order mark; where it was encoded twice, what was meant.

    Raises:
        Fault: the encoding is none of the three, or the bytes are damaged.
    """
    return _encoded_once(data.decode(encoding_of(data)).removeprefix("\ufeff"))


def encoding_of(data: bytes) -> str:
    """The encoding that all of ``data`` is in: ``utf-8``, ``utf-16`` or ``cp1256``.

    Raises:
        Fault: it is none of the three, or the bytes are damaged.
    """
    try:
        if data.startswith(UTF16_MARKS):
            data.decode("utf-16")
            return "utf-16"
        if b"\0" in data:
            raise Fault("holds null bytes", "export it again as plain UTF-8 text")
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _windows_1256(data) is not None:
            return "cp1256"
        if error.end == len(data) and error.reason in _ENDS_EARLY:
            raise Fault("cut off in the middle of a character", "get it again, whole") from error
        raise Fault(
            f"not {error.encoding.upper()} (byte {error.start + 1})",
            "save it as UTF-8, e.g. iconv -f WINDOWS-1256 -t UTF-8 FILE",
        ) from error
    return "utf-8"


def encoding_of_most(data: bytes) -> str:
    """The encoding that ``data`` is in but for a few damaged bytes, for those who look at each of its parts again.

    Raises:
        Fault: as of :func:`encoding_of`, and more than a few bytes stand against it.
    """
    try:
        return encoding_of(data)
    except Fault:
        encoding = "utf-16" if data.startswith(UTF16_MARKS) else "utf-8"
        text = data.decode(encoding, "replace")
        if text.count("\0") + text.count("\ufffd") > max(_FEW_BROKEN, len(text) * _BROKEN_SHARE):
            raise
        return encoding


def decode_page(data: bytes, declared: str | None = None) -> str:
    """The source of a web page; what it says of its encoding counts where its bytes do not tell.

    Args:
        data: the page.
        declared: the encoding that the server told.

    Raises:
        Fault: nothing tells the encoding.
    """
    try:
        return decode(data)
    except Fault as fault:
        text = data.decode("utf-8", "replace")
        # Letters that are whole in UTF-8 are of no other encoding, whatever is declared.
        if _is_hardly_broken(text) and _BROKEN_OF_LETTERS * text.count("\ufffd") <= len(_PERSIAN_LETTER.findall(text)):
            return _encoded_once(text.replace("\0", ""))
        named = _DECLARED.search(data[:_DECLARED_WITHIN])
        for name in (declared, named and named[1].decode("ascii", "replace"), "utf-8"):
            try:
                text = data.decode(name, "replace") if name else ""
            except LookupError:
                continue
            # A page with a few broken bytes, of an advertisement say, still holds its article.
            if text and _is_hardly_broken(text):
                return text.replace("\0", "")
        raise Fault(fault.reason, "save it again from the browser as UTF-8") from fault


def mended(data: bytes) -> bytes:
    """``data`` in UTF-8 where only a few of its bytes are not, such as those of a letter at which it was cut off.

    All else is given back as it is: what reads it would otherwise take every letter for one of another encoding.
    """
    text = data.decode("utf-8", "replace")
    if b"\0" in data or not _is_hardly_broken(text):
        return data
    return text.encode("utf-8")


def _is_hardly_broken(text: str) -> bool:
    return text.count("\ufffd") <= max(_FEW_BROKEN, len(text) * _BROKEN_SHARE)


def _encoded_once(text: str) -> str:
    """What ``text`` stands for where it is UTF-8 that was taken for another encoding and encoded again.

    It is certain: what some letters of another encoding give is nearly never whole UTF-8, and never a whole text of it.
    """
    for encoding in _TWICE:
        try:
            found = text.encode(encoding, "ravayat.unused").decode("utf-8")
        except UnicodeError:
            continue
        if _PERSIAN_LETTER.search(found) and found != text:
            return found
    return text


def _unused_byte(error: UnicodeError) -> tuple[bytes, int]:
    if isinstance(error, UnicodeEncodeError) and (byte := _UNUSED.get(ord(error.object[error.start]))) is not None:
        return byte, error.start + 1
    raise error


codecs.register_error("ravayat.unused", _unused_byte)


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
