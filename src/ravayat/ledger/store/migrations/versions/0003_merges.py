"""The index of words is merged a little with every article, not much with some."""

from __future__ import annotations

from alembic import op

from ravayat.ledger.store.words import OWN_MERGES

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Set it down in the index itself, where all who write to it find it."""
    for statement in OWN_MERGES[op.get_bind().dialect.name]:
        op.execute(statement)
