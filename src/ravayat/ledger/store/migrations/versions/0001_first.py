"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_WORDS = {
    # No copy of the words is kept: they can be read again from the claims.
    "sqlite": [
        "CREATE VIRTUAL TABLE claim_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')"
    ],
    "postgresql": [
        "CREATE TABLE claim_words (claim BIGINT PRIMARY KEY REFERENCES claim (id), words tsvector NOT NULL)",
        "CREATE INDEX ix_claim_words_words ON claim_words USING gin (words)",
    ],
}
"""What makes the index of words, by dialect."""


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("id", _ID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("forwarded_from", sa.Text(), nullable=True),
        sa.Column("fetched", sa.String(length=16), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("original", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("copy_of", _ID, nullable=True),
        sa.Column("copy_share", sa.Float(), nullable=True),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["copy_of"], ["article.id"], name=op.f("fk_article_copy_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("digest", name=op.f("uq_article_digest")),
    )
    op.create_index(op.f("ix_article_copy_of"), "article", ["copy_of"], unique=False)
    op.create_index(op.f("ix_article_name"), "article", ["name"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=24), nullable=False),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("time_precision", sa.String(length=8), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_name", sa.Text(), nullable=True),
        sa.Column("place_precision", sa.String(length=12), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("standing", sa.String(length=24), nullable=False),
        sa.Column("also", _JSON, nullable=False),
        sa.Column("roots", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("killed", sa.Integer(), nullable=True),
        sa.Column("killed_low", sa.Integer(), nullable=True),
        sa.Column("killed_high", sa.Integer(), nullable=True),
        sa.Column("wounded", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("derived", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_country_first"), "event", ["country", "first"], unique=False)
    op.create_index(op.f("ix_event_first"), "event", ["first"], unique=False)
    op.create_index(op.f("ix_event_killed"), "event", ["killed"], unique=False)
    op.create_index(op.f("ix_event_latitude_longitude"), "event", ["latitude", "longitude"], unique=False)
    op.create_index(op.f("ix_event_standing_first"), "event", ["standing", "first"], unique=False)
    op.create_index(op.f("ix_event_type_country_first"), "event", ["type", "country", "first"], unique=False)
    op.create_table(
        "band",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("article", _ID, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_band_article")),
        sa.PrimaryKeyConstraint("key", "article", name=op.f("pk_band")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reading",
        sa.Column("id", _ID, nullable=False),
        sa.Column("article", _ID, nullable=False),
        sa.Column("model", sa.String(length=64), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_reading_article")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    op.create_index(op.f("ix_reading_article"), "reading", ["article"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", _ID, nullable=False),
        sa.Column("reading", _ID, nullable=False),
        sa.Column("article", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("event", _ID, nullable=True),
        sa.Column("type", sa.String(length=24), nullable=False),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reviewed", sa.String(length=16), nullable=True),
        sa.Column("body", _JSON, nullable=False),
        sa.Column("read", _JSON, nullable=True),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_claim_article")),
        sa.ForeignKeyConstraint(["reading"], ["reading.id"], name=op.f("fk_claim_reading")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_article"), "claim", ["article"], unique=False)
    op.create_index(op.f("ix_claim_event"), "claim", ["event"], unique=False)
    op.create_index(op.f("ix_claim_root"), "claim", ["root"], unique=False)
    op.create_table(
        "block",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("claim", _ID, nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name=op.f("fk_block_claim")),
        sa.PrimaryKeyConstraint("key", "claim", name=op.f("pk_block")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_join",
        sa.Column("id", _ID, nullable=False),
        sa.Column("first", _ID, nullable=False),
        sa.Column("second", _ID, nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("reasons", _JSON, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["first"], ["claim.id"], name=op.f("fk_claim_join_first")),
        sa.ForeignKeyConstraint(["second"], ["claim.id"], name=op.f("fk_claim_join_second")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_join")),
    )
    op.create_index(op.f("ix_claim_join_first"), "claim_join", ["first"], unique=False)
    op.create_index(op.f("ix_claim_join_second"), "claim_join", ["second"], unique=False)
    op.create_table(
        "participant",
        sa.Column("claim", _ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name=op.f("fk_participant_claim")),
        sa.PrimaryKeyConstraint("claim", "place", name=op.f("pk_participant")),
    )
    op.create_index(op.f("ix_participant_actor"), "participant", ["actor"], unique=False)
    op.create_index(op.f("ix_participant_side"), "participant", ["side"], unique=False)
    op.create_table(
        "review",
        sa.Column("id", _ID, nullable=False),
        sa.Column("claim", _ID, nullable=True),
        sa.Column("event", _ID, nullable=True),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("slot", sa.String(length=16), nullable=True),
        sa.Column("value", _JSON, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name=op.f("fk_review_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_claim"), "review", ["claim"], unique=False)
    op.create_index(op.f("ix_review_event"), "review", ["event"], unique=False)
    op.create_table(
        "teller",
        sa.Column("claim", _ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name=op.f("fk_teller_claim")),
        sa.PrimaryKeyConstraint("claim", "place", name=op.f("pk_teller")),
    )
    op.create_index(op.f("ix_teller_source"), "teller", ["source"], unique=False)
    op.create_table(
        "telling",
        sa.Column("claim", _ID, nullable=False),
        sa.Column("traits", _JSON, nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name=op.f("fk_telling_claim")),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_telling")),
    )
    for statement in _WORDS[op.get_bind().dialect.name]:
        op.execute(statement)
