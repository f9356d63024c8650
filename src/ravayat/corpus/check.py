"""Check corpus files: ``python -m ravayat.corpus.check [--news FILE.jsonl.gz] PATH...``."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from ravayat.corpus.article_file import CorpusError, load_article


def news_texts(path: Path) -> dict[str, str]:
    """Texts of a gzipped JSON Lines file by ``doc``."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {row["doc"]: row["text"] for row in map(json.loads, lines)}


def main() -> int:
    """Print every fault; exit with 1 if there was one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--news", type=Path, help="take texts from here by doc, not from the files")
    parser.add_argument("--texts", type=Path, help="take texts from the corpus files of this folder by name")
    args = parser.parse_args()
    texts = news_texts(args.news) if args.news else {}
    if args.texts:
        texts |= {path.stem: load_article(path).article.text for path in args.texts.glob("*.toml")}
    files = [file for path in args.paths for file in (sorted(path.glob("*.toml")) if path.is_dir() else [path])]
    wrong, tally = 0, Counter[str]()
    for file in files:
        try:
            annotated = load_article(file, text=texts[file.stem] if texts else None)
        except CorpusError as error:
            print(error, file=sys.stderr)
            wrong += 1
            continue
        tally["articles"] += 1
        tally["words"] += len(annotated.article.text.split())
        for claim in annotated.claims:
            tally["claims"] += 1
            tally[f"type {claim.type}"] += 1
            tally[f"stance {claim.stance}"] += 1
            tally[f"chain of {len(claim.chain)}"] += 1
    for key, count in sorted(tally.items()):
        print(f"{count:7d} {key}")
    print(f"{wrong} of {len(files)} files are wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
