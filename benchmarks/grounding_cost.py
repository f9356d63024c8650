"""What it costs to say who and where an article's words mean, beside reading it.

``python benchmarks/grounding_cost.py [FOLDER...]``. Five rounds after one to warm up, over the articles of the folders
(the package's examples unless told): milliseconds of processor time for reading, for making values and for meanings,
and the share of the last two.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

from ravayat.grounding.meanings import add_meanings
from ravayat.ledger.assemble import assemble
from ravayat.reading import load_reader
from ravayat.records import Article
from ravayat.sources import load

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5


def main() -> None:
    """Print the three times and the share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", default=[str(ROOT / "examples")])
    args = parser.parse_args()
    articles = [item for item in load(args.folders) if isinstance(item, Article)]
    if not articles:
        parser.error("no article in these folders")
    reader = load_reader()
    spent = {"reading": 0.0, "values": 0.0, "meanings": 0.0}
    for number in range(1 + ROUNDS):
        for same in articles:
            # Blanks behind it make it another text, so that no result of the round before is remembered.
            article = replace(same, text=same.text + " " * number)
            started = time.process_time()
            [(words, spoken)] = reader.read([article.text])
            read = time.process_time()
            claims = assemble(article, words, spoken)
            assembled = time.process_time()
            add_meanings(article, claims)
            if number:
                ended = time.process_time()
                spent["reading"] += read - started
                spent["values"] += assembled - read
                spent["meanings"] += ended - assembled
    for name, seconds in spent.items():
        print(f"{name:10}{1000 * seconds / len(articles) / ROUNDS:8.2f} ms an article")
    grounding = spent["values"] + spent["meanings"]
    print(f"grounding costs {grounding / spent['reading']:.3f} of reading, {len(articles)} articles")


if __name__ == "__main__":
    main()
