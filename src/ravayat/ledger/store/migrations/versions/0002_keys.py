"""Keys of tellings and of texts that lie near each other in the store, and fewer of them.

What they are filed by is read from tellings and texts again. Should those keys change once more, the migration that
comes with the change files them anew; this one then only does it too early.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from ravayat.ledger.copies import fingerprint
from ravayat.ledger.joining.blocking import filed_under
from ravayat.ledger.store.joining import traits_from_json

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT_ONCE = 20_000
"""Rows whose keys are put in together, in their order: a page that many of them stand on is written once."""
_ARTICLE = sa.table("article", sa.column("id"), sa.column("text", sa.Text()))
_TELLING = sa.table("telling", sa.column("claim"), sa.column("traits", sa.JSON()))
_BLOCK = sa.table("block", sa.column("key", sa.BigInteger()), sa.column("claim"))


def upgrade() -> None:
    """File all texts and tellings again."""
    op.drop_table("band")
    stretch = op.create_table(
        "stretch",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("article", _ID, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_stretch_article")),
        sa.PrimaryKeyConstraint("key", "article", name=op.f("pk_stretch")),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    connection.execute(sa.delete(_BLOCK))
    for rows in _parts(connection, _ARTICLE):
        keys = [(key, row.id) for row in rows for key in fingerprint(row.text).keys]
        _insert(connection, stretch, ("key", "article"), keys)
    for rows in _parts(connection, _TELLING):
        keys = [(key, row.claim) for row in rows for key in filed_under(traits_from_json(row.traits))]
        _insert(connection, _BLOCK, ("key", "claim"), keys)


def _parts(connection: sa.Connection, table: sa.TableClause) -> Iterator[Sequence[sa.Row[Any]]]:
    """All rows by their first column, some at a time."""
    first = next(iter(table.c))
    last = 0
    while rows := connection.execute(sa.select(table).where(first > last).order_by(first).limit(_AT_ONCE)).all():
        yield rows
        last = rows[-1][0]


def _insert(
    connection: sa.Connection, table: sa.FromClause, names: tuple[str, str], keys: Sequence[tuple[int, int]]
) -> None:
    rows = [dict(zip(names, pair, strict=True)) for pair in sorted(keys)]
    if rows:
        connection.execute(sa.insert(table), rows)  # type: ignore[arg-type]
