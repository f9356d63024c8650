"""How fast the reader reads, int8 beside float32, and how its cost grows with an article's length.

``python benchmarks/reading_speed.py [--news FILE...] [--float-model FOLDER]``. The articles are made by
joining the committed corpus's texts to the length wanted, so that anyone can run this; such an article tells some
twenty claims, seven times as many as the press does; ``--news`` has real reports of about that length read, too. The
float32 encoder is not shipped: ``ravayat train --keep-float --output FOLDER`` writes it.
Prints articles a second (median of three runs), milliseconds by length, peak memory and the
time from a cold start to the first article's claims.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from ravayat.corpus.article_file import load_articles
from ravayat.corpus.real_reports import news_articles
from ravayat.pipeline import load_reader, read_articles
from ravayat.reading import MODEL_FOLDER
from ravayat.records import Article

ROOT = Path(__file__).resolve().parents[1]
ARTICLES, WORDS = 200, 450
LENGTHS = (100, 200, 450, 1000, 2000, 3000)


def articles_of(words: int, count: int) -> list[Article]:
    """Articles of exactly ``words`` blank-separated words, each of other sentences."""
    stream = itertools.cycle(
        word for a in load_articles(ROOT / "corpus" / "articles") for word in a.article.text.split(" ")
    )
    return [Article(f"made-{i}", " ".join(itertools.islice(stream, words))) for i in range(count)]


def reports_of(words: int, count: int, news: Sequence[Path]) -> list[Article]:
    """The first real reports whose length is within a sixth of ``words``."""
    found = (article for path in news for article in news_articles(path))
    return list(itertools.islice((one for one in found if abs(len(one.text.split()) - words) < words / 6), count))


def articles_per_second(folder: Path, encoder: str, articles: list[Article]) -> float:
    """Median of three runs over ``articles``, loading not counted."""
    reader = load_reader(folder, encoder=encoder)
    list(read_articles(articles[:4], reader))
    rates = []
    for _ in range(3):
        started = time.perf_counter()
        list(read_articles(articles, reader))
        rates.append(len(articles) / (time.perf_counter() - started))
    return statistics.median(rates)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--float-model", type=Path, help="model folder that also holds encoder.float32.onnx")
    parser.add_argument("--news", type=Path, nargs="+", default=[], help="real reports to read, too")
    args = parser.parse_args()
    articles = articles_of(WORDS, ARTICLES)
    int8 = articles_per_second(MODEL_FOLDER, "encoder.onnx", articles)
    print(f"int8     {int8:6.1f} articles of {WORDS} words a second")
    if args.news:
        reports = reports_of(WORDS, ARTICLES, args.news)
        if not reports:
            parser.error(f"no report of about {WORDS} words in {', '.join(map(str, args.news))}")
        real = articles_per_second(MODEL_FOLDER, "encoder.onnx", reports)
        print(f"int8     {real:6.1f} real reports of about {WORDS} words a second")
    if args.float_model:
        full = articles_per_second(args.float_model, "encoder.float32.onnx", articles)
        print(f"float32  {full:6.1f}    int8 is {int8 / full:.2f} times as fast")
    reader = load_reader()
    for words in LENGTHS:
        sample = articles_of(words, max(4, 9000 // words))
        started = time.perf_counter()
        list(read_articles(sample, reader))
        each = (time.perf_counter() - started) / len(sample)
        print(f"{words:5d} words  {each * 1000:7.1f} ms an article  {each / words * 1e6:6.0f} microseconds a word")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one.txt"
        file.write_text(articles[0].text, encoding="utf-8")
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "ravayat", "read", str(file)], check=True, stdout=subprocess.DEVNULL)
        print(f"cold start to the first article's claims {time.perf_counter() - started:.2f} s")


if __name__ == "__main__":
    main()
