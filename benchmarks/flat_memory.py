"""Whether reading many articles takes more memory than reading few.

    python benchmarks/flat_memory.py --reports ../shared/news/conflict.jsonl.gz --number 100000

Pipes short articles through ``ravayat read - --jsonl`` and looks at the process's memory (resident set) as the
lines come out. The articles are stretches of the reports with a number of their own in front, so that no two are
the same.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import IO

import psutil

from ravayat.records import Article
from ravayat.sources import load

SHORT = 200
"""Characters of an article, about."""
LOOKS = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
EVERY = 100
"""Articles between looks at the memory."""


def short_articles(path: Path) -> Iterator[dict[str, str]]:
    """Without end: the reports again and again, cut short, no two the same."""
    texts = [item.text for item in load([path]) if isinstance(item, Article)]
    for number in count(1):
        text = texts[number % len(texts)]
        # Cut at a word, so that the language is told as before.
        yield {"doc": f"short-{number}", "text": f"خبر شماره {number}: {text[:SHORT].rpartition(' ')[0]}"}


def feed(articles: Iterator[dict[str, str]], into: IO[bytes]) -> None:
    """Write the articles, one a line."""
    with into:
        for fields in articles:
            into.write(json.dumps(fields, ensure_ascii=False).encode() + b"\n")


def main() -> int:
    """Print memory at each look; the exit status is 1 where it grew by more than a tenth after the first tenth."""
    parser = argparse.ArgumentParser(description="Memory of reading many articles.")
    parser.add_argument("--reports", type=Path, required=True, help="file of reports, in any form that is read")
    parser.add_argument("--number", type=int, default=100_000, help="how many articles")
    parser.add_argument("--option", action="append", default=[], help="of `ravayat read`, such as --scheduler=local")
    options = parser.parse_args()
    command = [sys.executable, "-m", "ravayat", "read", "-", "--jsonl", *options.option]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        if program.stdin is None or program.stdout is None:
            raise AssertionError
        source = islice(short_articles(options.reports), options.number)
        threading.Thread(target=feed, args=(source, program.stdin), daemon=True).start()
        process, started = psutil.Process(program.pid), time.perf_counter()
        done, peak, early = 0, 0.0, 0.0
        for _ in program.stdout:
            done += 1
            if done % EVERY == 0:
                peak = max(peak, process.memory_info().rss / 2**20)
            if done == options.number // 10:
                early = peak
            if done in LOOKS:
                rate = done / (time.perf_counter() - started)
                print(f"{done:7,} articles  peak {peak:6.0f} MiB  {rate:5.1f} articles/s", flush=True)
    print(f"{done:,} of {options.number:,} came out; after the first tenth memory grew by {peak - early:.0f} MiB")
    return int(peak > 1.1 * early or program.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
