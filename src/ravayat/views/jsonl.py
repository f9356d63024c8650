"""The ledger for programs: one JSON object a line, one article an object."""

from __future__ import annotations

import json
from typing import IO

from ravayat.evaluate.claims_json import to_claims_json
from ravayat.records import ReadArticle


def write(read: ReadArticle, out: IO[str]) -> None:
    """Write one article with its claims and hand it on at once."""
    out.write(json.dumps(to_claims_json(read), ensure_ascii=False) + "\n")
    out.flush()
