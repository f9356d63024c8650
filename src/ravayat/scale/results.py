"""What a worker read from a batch, as a Parquet file: sent, kept, and found again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from ravayat.ledger.store.codec import claim_from_json, claim_to_json
from ravayat.records import ReadArticle, Rejection
from ravayat.scale.batches import Batch
from ravayat.whole_file import remove_halves, replacing

_REMEDY = "please tell the makers of Ravayat, and leave it out"
_NAME = b"ravayat.batch"
_CONTENT = b"ravayat.content"
_SCHEMA = pa.schema(
    [
        pa.field("doc", pa.string(), nullable=False),
        pa.field("claims", pa.string()),  # JSON; null where the article could not be read
        pa.field("fault", pa.string()),
    ]
)


class Damaged(ValueError):
    """The bytes are not the whole result of that batch."""


def encode(batch: Batch, found: Sequence[ReadArticle | str]) -> bytes:
    """The Parquet file of a batch.

    Args:
        batch: that was read.
        found: of each of its articles what was read, or why it could not be.
    """
    claims = [None if isinstance(one, str) else _claims_json(one) for one in found]
    rows: dict[str, list[str | None]] = {
        "doc": [article.doc for article in batch.articles],
        "claims": claims,
        "fault": [one if isinstance(one, str) else None for one in found],
    }
    # Parquet's checksums are of pages; what stands between these, such as how many values are null, has none.
    metadata = {_NAME: batch.name.encode(), _CONTENT: _digest(rows)}
    sink = pa.BufferOutputStream()
    parquet.write_table(
        pa.table(rows, _SCHEMA.with_metadata(metadata)), sink, compression="zstd", write_page_checksum=True
    )
    return bytes(sink.getvalue())


def _digest(rows: Mapping[str, Sequence[str | None]]) -> bytes:
    return hashlib.sha256(json.dumps([rows[name] for name in _SCHEMA.names]).encode()).hexdigest().encode()


def _claims_json(read: ReadArticle) -> str:
    return json.dumps(
        [claim_to_json(claim, whole=True) for claim in read.claims], ensure_ascii=False, separators=(",", ":")
    )


def decode(batch: Batch, data: bytes) -> list[ReadArticle | Rejection]:
    """What :func:`encode` wrote for the batch.

    Raises:
        Damaged: it is cut off, changed, or of another batch.
    """
    rows = _rows(batch, data)
    found: list[ReadArticle | Rejection] = []
    try:
        for article, claims, fault in zip(batch.articles, rows["claims"], rows["fault"], strict=True):
            if claims is None:
                found.append(Rejection(article.doc, f"cannot be read ({fault})", _REMEDY))
            else:
                found.append(ReadArticle(article, tuple(map(claim_from_json, json.loads(claims)))))
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged("has no claims as they are written here") from error
    return found


def check(batch: Batch, data: bytes) -> None:
    """Make sure that the bytes are the whole result of the batch.

    Raises:
        Damaged: they are not.
    """
    _rows(batch, data)


def _rows(batch: Batch, data: bytes) -> dict[str, list[str | None]]:
    try:
        table = parquet.read_table(pa.BufferReader(data), page_checksum_verification=True)
        table.validate(full=True)
        rows = {name: table[name].to_pylist() for name in _SCHEMA.names}
        digest = _digest(rows)
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged("damaged or cut off") from error
    metadata = table.schema.metadata or {}
    if metadata.get(_NAME) != batch.name.encode() or table.num_rows != len(batch.articles):
        raise Damaged("of another batch")
    if metadata.get(_CONTENT) != digest:
        raise Damaged("damaged or cut off")
    return rows


class Results:
    """A folder of results; a file that has its name there is whole, but for what disks do.

    Args:
        folder: made where it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, batch: Batch) -> Path:
        """Where the result of a batch is kept; a folder each for the first two digits, so that none holds millions."""
        return self._folder / batch.name[:2] / f"{batch.name}.parquet"

    def load(self, batch: Batch) -> bytes | None:
        """The result of a batch that was read before; ``None`` where there is none.

        Raises:
            Damaged: there is one, and it is not whole.
            OSError: it cannot be read.
        """
        try:
            data = self.path(batch).read_bytes()
        except FileNotFoundError:
            return None
        check(batch, data)
        return data

    def save(self, batch: Batch, data: bytes) -> None:
        """Keep a result, whole or not at all, whatever happens meanwhile.

        Raises:
            OSError: it cannot be kept, such as on a full disk.
        """
        path = self.path(batch)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with replacing(path, "wb", forced=True) as out:
                out.write(data)
        except FileNotFoundError:
            # Another program read the same batch, kept it, and took ours for the left-over of a killed one.
            if not path.exists():
                raise
        remove_halves(path)
