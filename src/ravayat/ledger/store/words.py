"""Search by words: an index over the words around each claim, in the one form that all spellings have."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, text
from sqlalchemy.sql.elements import TextClause

from ravayat.grounding.registry.folding import tokens
from ravayat.text.restoring import Level, restore

_INSERT = {
    "sqlite": text("INSERT INTO claim_words (rowid, words) VALUES (:claim, :words)"),
    "postgresql": text("INSERT INTO claim_words (claim, words) VALUES (:claim, to_tsvector('simple', :words))"),
}
_MATCH = {
    "sqlite": "claim.id IN (SELECT rowid FROM claim_words WHERE claim_words MATCH :asked)",
    "postgresql": "claim.id IN (SELECT claim FROM claim_words WHERE words @@ to_tsquery('simple', :asked))",
}
CREATE = {
    # No copy of the words is kept: they can be read again from the claims.
    "sqlite": [
        "CREATE VIRTUAL TABLE claim_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')"
    ],
    "postgresql": [
        "CREATE TABLE claim_words (claim BIGINT PRIMARY KEY REFERENCES claim (id), words tsvector NOT NULL)",
        "CREATE INDEX ix_claim_words_words ON claim_words USING gin (words)",
    ],
}
"""What makes the index, by dialect."""


def searchable(words: str) -> str:
    """The form in which words are filed and asked for: half-spaces given back, letters and digits in one form."""
    return in_words(restore(words, Level.SEARCH).text)


def in_words(repaired: str) -> str:
    """The words of a text that is repaired for search, parted by blanks."""
    return " ".join(tokens(repaired))


def insert(connection: Connection, rows: Sequence[dict[str, int | str]]) -> None:
    """File claims (``claim``, ``words``) under their words."""
    if rows:
        connection.execute(_INSERT[connection.dialect.name], list(rows))


def matching(words: str, dialect: str) -> ColumnElement[bool] | TextClause | None:
    """The condition that a claim's words hold all of ``words``; ``None`` where there is no word among them."""
    asked = searchable(words).split()
    if not asked:
        return None
    # Each word in quotation marks is itself, whatever the query language would make of it.
    query = (
        " ".join(f'"{word}"' for word in asked) if dialect == "sqlite" else " & ".join(f"'{word}'" for word in asked)
    )
    return text(_MATCH[dialect]).bindparams(bindparam("asked", query))
