"""Turn annotations of real reports, written as TOML with quoted words, into offsets.

``python -m ravayat.corpus.collect_real FOLDER --news FILE.jsonl.gz... --output corpus/real.jsonl``.
The folder stays outside the repository, as its quotes are other people's words; what is
committed holds offsets and labels alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ravayat.corpus.article_file import CorpusError, load_article
from ravayat.corpus.real_reports import news_articles, to_offsets
from ravayat.whole_file import replacing


def main() -> int:
    """Convert every file of the folder; a faulty one is named and left out, and the exit status is 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--news", type=Path, nargs="+", action="extend", required=True)
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args()
    articles = {article.doc: article for file in args.news for article in news_articles(file)}
    files = ", ".join(map(str, args.news))
    lines, faulty = [], 0
    for file in sorted(args.folder.glob("*.toml")):
        if file.stem not in articles:
            print(f"{file}: {files} has no report {file.stem!r}; name the file after its report", file=sys.stderr)
            faulty += 1
            continue
        try:
            annotated = load_article(file, text=articles[file.stem].text)
        except CorpusError as error:
            print(error, file=sys.stderr)
            faulty += 1
            continue
        lines.append(json.dumps(to_offsets(annotated)))
    with replacing(args.output) as out:
        out.writelines(line + "\n" for line in lines)
    print(f"{len(lines)} reports written to {args.output}, {faulty} left out")
    return int(faulty > 0)


if __name__ == "__main__":
    raise SystemExit(main())
