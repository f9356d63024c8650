"""What a pipe brings: text, a page, one JSON object, or JSON Lines."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain, repeat
from typing import BinaryIO

from ravayat.records import Article, Rejection
from ravayat.sources.document import Document
from ravayat.sources.fault import Fault
from ravayat.sources.forms import begins_array, begins_json, form_of_content, read
from ravayat.sources.intake import LARGEST_FILE, LARGEST_OBJECT, Intake
from ravayat.sources.json_files import article_of, cut_lines, json_lines
from ravayat.sources.web_page import LARGEST_PAGE

_NAME, _STEM = "standard input", "stdin"
_BLANK = b"\xef\xbb\xbf \t\r\n"


def read_standard_input(stream: BinaryIO, intake: Intake) -> Iterator[Article | Rejection]:
    """Text, a page where it begins with a tag, or JSON: one object, one a line, or a list of them."""
    lines = cut_lines(stream)
    data, blank_lines, first = bytearray(), 0, b""
    for first in lines:
        data += first
        if first.strip(_BLANK) or len(data) > LARGEST_OBJECT:
            break
        blank_lines += 1
    is_text = not begins_json(first)
    if not is_text and first.rstrip().endswith(b"}"):
        yield from json_lines(chain(repeat(b"\n", blank_lines), [first], lines), _NAME, _STEM, intake)
        return
    shown = form_of_content(bytes(data))
    if shown and shown != ".html":
        yield Rejection(_NAME, f"is a {shown} file", "name the file instead: its parts are looked up back and forth")
        return
    if begins_array(bytes(data)) or data.strip(_BLANK) == b"[":
        shown = ".json"
    limit = LARGEST_PAGE if shown else LARGEST_FILE if is_text else LARGEST_OBJECT
    for line in lines:
        data += line
        if len(data) > limit:
            break
    if shown == ".json" and len(data) > limit:
        yield Rejection(
            _NAME, f"a list of more than {limit / 1e6:g} MB", "name the file instead, or send one object a line"
        )
        return
    if shown:
        yield from read(Document(_NAME, _STEM, shown, lambda: io.BytesIO(data)), intake)
        return
    try:
        yield article_of(bytes(data), _STEM, intake, is_text=is_text)
    except Fault as fault:
        yield fault.rejection(_NAME)
