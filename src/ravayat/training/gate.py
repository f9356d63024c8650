"""Floors under the reader's quality, which are never lowered in silence.

``python -m ravayat.training.gate`` prints the held-out figures of the shipped reader beside
their floors. ``--update`` raises floors to the figures less a margin; it refuses to lower one
unless ``--allow-regression`` says that this is meant (and the changelog says why). The floors
are pinned to digests of the articles they were measured on and of the model. The habit is
trafilatura's evaluation gate.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ravayat.corpus.article_file import AnnotatedArticle
from ravayat.evaluate.scorer import Table, score_claims
from ravayat.pipeline import Reader, load_reader
from ravayat.reading.digest import model_digest
from ravayat.training.articles import corpus_digest, load_split
from ravayat.whole_file import replacing

FLOORS_FILE = Path("tests/floors.json")
MARGIN = 0.01
"""How far below its figure a floor is set: machines round int8 sums differently."""

_ENOUGH = 15
"""Slots with fewer gold values than this have no floor; one value would move them by much."""


def measure(articles: Sequence[AnnotatedArticle], reader: Reader) -> Table:
    """The scorer's table of ``reader`` on annotated articles."""
    found = reader.read([one.article for one in articles])
    return score_claims(
        {one.article.doc: one.claims for one in articles}, {read.article.doc: read.claims for read in found}
    )


def fallen(floors: dict[str, float], table: Table) -> list[str]:
    """Slots below their floor, in words."""
    return [
        f"{slot} is {table.rows[slot].f1:.3f}, its floor {floor:.3f}"
        for slot, floor in floors.items()
        if table.rows[slot].f1 < floor
    ]


def _updated(old: dict[str, Any], table: Table, digest: str, *, allow_regression: bool) -> dict[str, Any]:
    new = {slot: round(row.f1 - MARGIN, 3) for slot, row in table.rows.items() if row.gold >= _ENOUGH}
    lowered = [slot for slot, floor in old.get("floors", {}).items() if new.get(slot, 0.0) < floor]
    if lowered and not allow_regression:
        raise SystemExit(
            f"would lower {', '.join(lowered)}; --allow-regression if that is meant, with a line in CHANGELOG.md"
        )
    return {"articles": digest, "floors": new}


def main() -> int:
    """Print figures and floors, or update the floors; exit status 1 where one has fallen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--news", type=Path, nargs="+", action="extend", default=[], help="texts of the real reports")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    args = parser.parse_args()
    pinned = json.loads(FLOORS_FILE.read_text(encoding="utf-8")) if FLOORS_FILE.exists() else {}
    if args.update and not args.news and "real" in pinned:
        parser.error("--update without --news would keep floors of real reports from another model; add --news FILE")
    split = load_split(args.corpus, args.news)
    parts = {"written": split.held_out_written} | ({"real": split.held_out_real} if args.news else {})
    reader, wrong = load_reader(), False
    for name, articles in parts.items():
        table = measure(articles, reader)
        if args.update:
            digest = corpus_digest(articles)
            pinned[name] = _updated(pinned.get(name, {}), table, digest, allow_regression=args.allow_regression)
        floors = pinned.get(name, {}).get("floors", {})
        for slot, row in table.rows.items():
            print(f"{name:8} {slot:10} {row.f1:.3f}  floor {floors.get(slot, 0.0):.3f}")
        wrong |= bool(fallen(floors, table))
    if args.update:
        pinned["model"] = model_digest()
        with replacing(FLOORS_FILE) as out:
            out.write(json.dumps(pinned, indent=2) + "\n")
    return int(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
