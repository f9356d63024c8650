"""Keys of tellings and of texts that lie near each other in the store, and fewer of them.

What they are filed by is read from tellings and texts again, on purpose by the code of the day, and not by a copy kept
here: a store is of use only if it is filed by the keys that this code asks for, and a copy would be of all that folds
and hashes. Should those keys change once more, the migration that comes with the change files them anew; this one then
only does it too early. Traits must stay readable as they were stored, here as everywhere else in a store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

from ravayat.ledger.copies import fingerprint
from ravayat.ledger.joining.blocking import filed_under
from ravayat.ledger.store.joining import traits_from_json
from ravayat.ledger.store.statements import insert_plain

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT_ONCE = 1_000
_ARTICLE = sa.table("article", sa.column("id"), sa.column("text", sa.Text()))
_TELLING = sa.table("telling", sa.column("claim"), sa.column("traits", sa.JSON()))
_FILED = sa.Table(
    "filed",
    sa.MetaData(),
    sa.Column("key", sa.BigInteger(), nullable=False),
    sa.Column("owner", sa.BigInteger(), nullable=False),
    prefixes=["TEMPORARY"],
)


def upgrade() -> None:
    """File all texts and tellings again."""
    op.drop_table("band")
    op.create_table(
        "stretch",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("article", _ID, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_stretch_article")),
        sa.PrimaryKeyConstraint("key", "article", name=op.f("pk_stretch")),
        sqlite_with_rowid=False,
    )
    _file("stretch", _ARTICLE, lambda text: fingerprint(text).keys)
    op.execute("DELETE FROM block")
    _file("block", _TELLING, lambda traits: filed_under(traits_from_json(traits)))


def _file(table: str, source: sa.TableClause, keys_of: Callable[[Any], Iterable[int]]) -> None:
    """Fill a table of keys from the two columns of another: its number, and what the keys are worked out from."""
    connection = op.get_bind()
    _FILED.create(connection)
    number, content = source.c
    some = sa.select(number, content).where(number > sa.bindparam("last")).order_by(number).limit(_AT_ONCE)
    last = 0
    while found := connection.execute(some, {"last": last}).all():
        keys = [{"key": key, "owner": owner} for owner, told in found for key in keys_of(told)]
        insert_plain(connection, _FILED, keys)
        last = found[-1][0]
    # In their order, or each would go to a page of its own: a million claims have 14 million keys.
    op.execute(f"INSERT INTO {table} SELECT key, owner FROM filed ORDER BY key, owner")  # noqa: S608
    _FILED.drop(connection)
