"""Tables of the store, the same for SQLite and PostgreSQL.

What is read or decided is kept (articles, claims, joins, reviews); what follows from it can be derived again
(events, and everything in ``event`` and ``claim.event``).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Json = JSON().with_variant(JSONB(), "postgresql")
_Id = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite numbers rows by itself only where the column is an INTEGER."""


def _days(name: str) -> Column[int]:
    """A day as its number in the proleptic Gregorian calendar (``date.toordinal``)."""
    return Column(name, Integer)


article = Table(
    "article",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),  # its address, or the name it came under: versions share it
    Column("version", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("doc", Text, nullable=False),
    Column("outlet", Text),
    Column("published", Date),
    Column("title", Text),
    Column("url", Text),
    Column("author", Text),
    Column("language", String(8)),
    Column("forwarded_from", Text),
    Column("fetched", String(16)),
    Column("fetched_at", DateTime(timezone=True)),
    Column("original", String(64)),
    Column("text", Text, nullable=False),
    Column("copy_of", ForeignKey("article.id")),
    Column("copy_share", Float),
    Column("added", DateTime(timezone=True), nullable=False),
    Index(None, "name"),
    Index(None, "copy_of"),
)

reading = Table(
    "reading",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("article", ForeignKey("article.id"), nullable=False),
    Column("model", String(64), nullable=False),
    Column("live", Boolean, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index(None, "article"),
)

claim = Table(
    "claim",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("reading", ForeignKey("reading.id"), nullable=False),
    Column("article", ForeignKey("article.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("live", Boolean, nullable=False),  # of the live reading of a current version, and not rejected
    Column("event", _Id),
    Column("type", String(24), nullable=False),
    Column("stance", String(16), nullable=False),
    Column("root", Text, nullable=False),  # as the event has it: of a copy, the outlet that had the text first
    Column("confidence", Float, nullable=False),
    Column("reviewed", String(16)),
    Column("body", _Json, nullable=False),  # the claim itself, see codec.py
    Column("read", _Json),  # the claim as it was read, where a person corrected it
    Index(None, "article"),
    Index(None, "event"),
    Index(None, "root"),
)

teller = Table(
    "teller",
    metadata,
    Column("claim", ForeignKey("claim.id"), primary_key=True),
    Column("place", Integer, primary_key=True),  # 0 the outlet, then the chain from the nearest teller
    Column("source", Text, nullable=False),
    Index(None, "source"),
)

participant = Table(
    "participant",
    metadata,
    Column("claim", ForeignKey("claim.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("role", String(8), nullable=False),  # actor or target
    Column("actor", Text, nullable=False),
    Column("side", Text),  # country or parent
    Index(None, "actor"),
    Index(None, "side"),
)

telling = Table(
    "telling",
    metadata,
    Column("claim", ForeignKey("claim.id"), primary_key=True),  # the first claim of an event within an article
    Column("traits", _Json, nullable=False),
)

block = Table(
    "block",
    metadata,
    Column("key", BigInteger, primary_key=True),  # see blocking.py
    Column("claim", ForeignKey("claim.id"), primary_key=True),
    sqlite_with_rowid=False,
)

claim_join = Table(
    "claim_join",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("first", ForeignKey("claim.id"), nullable=False),
    Column("second", ForeignKey("claim.id"), nullable=False),
    Column("same", Boolean, nullable=False),
    Column("score", Float),
    Column("reasons", _Json, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("withdrawn", DateTime(timezone=True)),
    Index(None, "first"),
    Index(None, "second"),
)

stretch = Table(
    "stretch",  # of the letters of an article, by which texts that repeat it are found, see copies.py
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("article", ForeignKey("article.id"), primary_key=True),
    sqlite_with_rowid=False,
)

event = Table(
    "event",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=False),
    Column("type", String(24), nullable=False),
    _days("first"),
    _days("last"),
    Column("time_precision", String(8), nullable=False),
    Column("place", Text),
    Column("place_name", Text),
    Column("place_precision", String(12), nullable=False),
    Column("country", String(2)),
    Column("province", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("standing", String(24), nullable=False),
    Column("also", _Json, nullable=False),
    Column("roots", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("killed", Integer),
    Column("killed_low", Integer),
    Column("killed_high", Integer),
    Column("wounded", Integer),
    Column("confidence", Float, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    Column("published", Date),  # of its first report
    Column("derived", DateTime(timezone=True), nullable=False),
    Index(None, "type", "country", "first"),
    Index(None, "country", "first"),
    Index(None, "standing", "first"),
    Index(None, "first"),
    Index(None, "latitude", "longitude"),
    Index(None, "killed"),
)

review = Table(
    "review",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("claim", ForeignKey("claim.id")),
    Column("event", _Id),
    Column("verdict", String(16), nullable=False),  # accept, correct, reject, grade
    Column("slot", String(16)),
    Column("value", _Json),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("withdrawn", DateTime(timezone=True)),
    Index(None, "claim"),
    Index(None, "event"),
)
