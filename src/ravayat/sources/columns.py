"""Which column of a table holds which field of an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ravayat.sources.fault import Fault

_USUAL = {
    "text": "text body content article fulltext full_text متن",
    "doc": "doc id شناسه",
    "outlet": "outlet source publisher agency site منبع رسانه خبرگزاری",
    "published": "published date published_at pubdate pub_date publish_date date_published created_at تاریخ",
    "title": "title headline عنوان تیتر",
    "url": "url link address نشانی لینک",
    "author": "author byline authors نویسنده",
    "forwarded_from": "forwarded_from",
}
"""Fields that a table may give, with the names that columns for them usually have, first the surest."""


def checked_columns(columns: Mapping[str, str]) -> Mapping[str, str]:
    """``columns`` itself, names of columns by field.

    Raises:
        ValueError: a field is none that a table may give.
    """
    for name in columns:
        if name not in _USUAL:
            raise ValueError(f"articles have no field {name!r}; they have {', '.join(_USUAL)}")
    return columns


def resolve_columns(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """The position of each field's column in ``header``: as told in ``columns``, else by its usual names.

    Raises:
        Fault: a column that was told is not there, or none holds the text.
    """
    found: dict[str, int] = {}
    folded = [name.strip().lower() for name in header]
    for name, usual in _USUAL.items():
        if name in columns:
            if columns[name] not in header:
                raise Fault(f"has no column {columns[name]!r}", f"its columns are {_listed(header)}")
            found[name] = header.index(columns[name])
        else:
            there = next((folded.index(each) for each in usual.split() if each in folded), None)
            if there is not None:
                found[name] = there
    if "text" not in found:
        raise Fault(f"no column of texts among {_listed(header)}", "say which one it is, e.g. text=NAME")
    return found


def _listed(header: Sequence[str], most: int = 12, longest: int = 30) -> str:
    names = ", ".join(" ".join(name.split())[:longest] for name in header[:most])
    return f"{names}, ..." if len(header) > most else names
