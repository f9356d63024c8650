"""Forms that reports come in and that are not read: what they are saved as instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from ravayat.records import Rejection
from ravayat.sources.document import suffix_of

_REMEDIES = {
    "doc docx docm odt rtf pages epub": "save it as .txt or .pdf, e.g. soffice --convert-to txt:Text:UTF8 FILE",
    "eml msg mbox": "save the text of the message as .txt, or the message as .html",
    "xls xlsx ods": "save it as .csv in UTF-8",
    "rar 7z tar tgz tbz bz2 xz zst": "unpack it and read the folder",
    "rss atom": "name its address in a file of feeds and take ravayat watch, see docs/watch.md",
}
REMEDIES: Mapping[str, str] = {f".{one}": remedy for forms, remedy in _REMEDIES.items() for one in forms.split()}
"""By suffix, what to do with a file in a form that reports come in and that is not read."""


def told_unread(place: str, files: Iterable[PurePath]) -> Iterator[Rejection]:
    """Why files that hold reports are passed over: one line for each form, however many there are.

    Args:
        place: the folder or archive that they lie in.
        files: in it, whatever they are.
    """
    by_suffix: dict[str, list[PurePath]] = {}
    for file in files:
        if (suffix := suffix_of(file)) in REMEDIES:
            by_suffix.setdefault(suffix, []).append(file)
    for suffix, found in sorted(by_suffix.items()):
        name = f"{place}/{found[0].name if len(found) == 1 else f'*{suffix}'}"
        what = "a file" if len(found) == 1 else f"{len(found)} files"
        yield Rejection(name, f"{what} in a form that is not read", REMEDIES[suffix])
