"""What every form of input shares: texts are checked, their language told, their bytes known by digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ravayat.records import Article
from ravayat.sources.fault import Fault
from ravayat.sources.language import identify
from ravayat.sources.originals import Originals, digest_of

LARGEST_TEXT = 1_000_000
"""Most characters that the text of one article may have; a report has a few thousand."""

LONGEST_HEADER = 10_000
"""Most characters of a title, an outlet and the like; the longest headline has a few hundred."""

LARGEST_FILE = 4 * LARGEST_TEXT
"""Most bytes that a text may have: above it there are too many characters in any encoding."""

LARGEST_OBJECT = 8 * LARGEST_TEXT
"""Most bytes that the JSON of one article may have, its escapes and other keys included."""

_HEADER = ("doc", "outlet", "title", "url", "author", "forwarded_from")


@dataclass(frozen=True, slots=True)
class Intake:
    """How a run takes articles in.

    Attributes:
        columns: for tables, the column that an article's field stands in, by the field's name.
        originals: where the bytes of what was read are kept; ``None`` keeps their digest alone.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    originals: Originals | None = None

    def take(self, article: Article, data: bytes) -> Article:
        """``article`` with its language and the digest of ``data``, which it was read from.

        Raises:
            Fault: its text or header is no good.
            OriginalsError: the bytes cannot be kept.
        """
        for name in _HEADER:
            _check_header(name, getattr(article, name) or "")
        language = language_of(article.text)
        original = self.originals.keep(data) if self.originals else digest_of(data)
        return replace(article, language=language, original=original)


def too_large(*, is_text: bool) -> Fault:
    """The fault of a text above :data:`LARGEST_TEXT` characters, or of JSON above :data:`LARGEST_OBJECT` bytes."""
    what = f"longer than {LARGEST_TEXT:,} characters" if is_text else f"larger than {LARGEST_OBJECT / 1e6:g} MB"
    return Fault(what, "split it into its articles, one a file or one a line of .jsonl")


def language_of(text: str) -> str:
    """The language of a text that can be read, ``fa`` or ``prs``.

    Raises:
        Fault: it is empty, too large, damaged or not Persian.
    """
    if not text.strip():
        raise Fault("empty", "put the report's text into it or remove it")
    if "\0" in text:
        raise Fault("holds null bytes", "export it again as plain UTF-8 text")
    if not _is_encodable(text):
        raise Fault("holds half a character (a lone surrogate)", "export it again as plain UTF-8 text")
    if len(text) > LARGEST_TEXT:
        raise too_large(is_text=True)
    language, reason = identify(text)
    if reason:
        raise Fault(reason, "only Persian and Dari are read; leave it out")
    return language


def _check_header(name: str, words: str) -> None:
    if not _is_encodable(words):
        raise Fault(f'"{name}" holds half a character (a lone surrogate)', "write it again as UTF-8")
    if "\0" in words:
        raise Fault(f'"{name}" holds a null character', "take it out")
    if len(words) > LONGEST_HEADER:
        raise Fault(f'"{name}" is longer than {LONGEST_HEADER:,} characters', "shorten it")


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
