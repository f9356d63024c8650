"""Every quote of every claim is the raw text at its offsets, and nothing crashes: over a whole file of news.

``python benchmarks/offsets.py ../shared/news/conflict.jsonl.gz``. Prints how much was read and how fast;
exit status 1 with the first wrong quote.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from ravayat.corpus.real_reports import news_articles
from ravayat.pipeline import read_articles
from ravayat.records import Rejection


def main() -> int:
    """Read everything and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path)
    args = parser.parse_args()
    articles = claims = quotes = words = 0
    started = time.perf_counter()
    for read in read_articles(news_articles(args.news)):
        if isinstance(read, Rejection):
            print(read)
            return 1
        articles += 1
        words += len(read.article.text.split())
        for claim in read.claims:
            claims += 1
            for quote in claim.quotes():
                quotes += 1
                if quote.span.of(read.article.text) != quote.text:
                    print(f"{read.article.doc}: {quote} is not the text at its place")
                    return 1
    seconds = time.perf_counter() - started
    print(f"{articles} articles, {words} words, {claims} claims, {quotes} quotes, every one in its place")
    print(f"{articles / seconds:.1f} articles a second")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
