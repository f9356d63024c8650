"""The index of words is merged a little with every article, not much with some."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

_OWN_MERGES = {
    "sqlite": [
        "INSERT INTO claim_words (claim_words, rank) VALUES ('automerge', 0)",
        "INSERT INTO claim_words (claim_words, rank) VALUES ('usermerge', 8)",
    ],
    "postgresql": [],
}
"""What makes the index leave it to the program to merge its parts, eight of a size at once, by dialect.

By itself FTS5 merges some 300 pages with about every fiftieth article, for which that one has to wait."""


def upgrade() -> None:
    """Set it down in the index itself, where all who write to it find it."""
    for statement in _OWN_MERGES[op.get_bind().dialect.name]:
        op.execute(statement)
