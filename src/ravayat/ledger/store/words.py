"""Search by words: an index over the words around each claim, in the one form that all spellings have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, bindparam, text
from sqlalchemy.sql.elements import TextClause

from ravayat.grounding.registry.folding import tokens
from ravayat.text.restoring import Level, restore

_WORD = re.compile(r"[\w\u200c\u064b-\u0652\u0670]+")
"""A word with its half-spaces and vowel signs."""

_INSERT = {
    "sqlite": text("INSERT INTO claim_words (rowid, words) VALUES (:claim, :words)"),
    "postgresql": text("INSERT INTO claim_words (claim, words) VALUES (:claim, to_tsvector('simple', :words))"),
}
_MATCH = {
    "sqlite": "claim.id IN (SELECT rowid FROM claim_words WHERE claim_words MATCH :asked)",
    "postgresql": "claim.id IN (SELECT claim FROM claim_words WHERE words @@ to_tsquery('simple', :asked))",
}
_MERGE = text("INSERT INTO claim_words (claim_words, rank) VALUES ('merge', :pages)")
_EVERY = 4
"""Of so many articles one merges: to begin costs as much as some pages."""
_PAGE = 4_000
"""Characters of words whose index is a page at most."""
_TIMES = 4
"""Pages that are merged for each that is written: it is merged again until it is among those of a million claims."""


def searchable(text: str) -> str:
    """The words under which a text is filed: half-spaces given back, letters and digits in one form.

    A word with half-spaces is filed in its parts and in one piece, since nobody can be
    sure that those of every text and of every question are given back alike.
    """
    return in_words(restore(text, Level.SEARCH).text)


def in_words(repaired: str) -> str:
    """The words under which a text is filed that is repaired for search already."""
    return " ".join(filter(None, map(_filed, _WORD.findall(repaired))))


def insert(connection: Connection, rows: Sequence[dict[str, int | str]]) -> None:
    """File claims (``claim``, ``words``) under their words.

    The index merges nothing by itself (migration 0003): here some of its parts are merged with every fourth article.
    """
    if not rows:
        return
    connection.execute(_INSERT[connection.dialect.name], list(rows))
    if connection.dialect.name == "sqlite" and int(rows[0]["claim"]) % _EVERY == 0:
        pages = 1 + sum(len(str(row["words"])) for row in rows) // _PAGE
        connection.execute(_MERGE, {"pages": _EVERY * _TIMES * pages})


def matching(words: str, dialect: str) -> ColumnElement[bool] | TextClause | None:
    """The condition that a claim's words hold all of ``words``; ``None`` where there is no word among them."""
    asked = _words(restore(words, Level.SEARCH).text)
    if not asked:
        return None
    query = _QUERIES[dialect]
    return text(_MATCH[dialect]).bindparams(bindparam("asked", query.all_of([query.word(parts) for parts in asked])))


@lru_cache(maxsize=1 << 15)
def _filed(word: str) -> str:
    """The forms under which a word is filed; texts have most of their words in common."""
    parts = tokens(word)
    return " ".join(_forms(parts)) if parts else ""


def _words(repaired: str) -> list[list[str]]:
    """Words in the form that all spellings have, each as its parts between half-spaces."""
    found = (tokens(word) for word in _WORD.findall(repaired))
    return [parts for parts in found if parts]


def _forms(parts: Sequence[str]) -> list[str]:
    return [*parts, "".join(parts)] if len(parts) > 1 else list(parts)


@dataclass(frozen=True, slots=True)
class _Query:
    """How a database's query language says things."""

    mark: str
    both: str
    either: str

    def all_of(self, terms: Sequence[str]) -> str:
        return self.both.join(terms)

    def word(self, parts: Sequence[str]) -> str:
        # Each word in quotation marks is itself, whatever the query language would make of it.
        *own, last = (f"{self.mark}{form}{self.mark}" for form in _forms(parts))
        return f"(({self.all_of(own)}){self.either}{last})" if own else last


_QUERIES = {"sqlite": _Query('"', " AND ", " OR "), "postgresql": _Query("'", " & ", " | ")}
