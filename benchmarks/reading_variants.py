"""What decoding and damage do to the reader's figures, side by side in one run.

``python benchmarks/reading_variants.py [--news ../shared/news/*.gz]``. On the
held-out articles: decoding as shipped; without the second look; with the defaults instead of chosen
thresholds, and without it; with a hard first step (only spans likelier than not become candidates); then the
shipped decoding on the same articles with every half-space deleted, and with every one turned into a space. All of
these put half-spaces back where they were deleted, as the reader does; the last lines do so always or never.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from ravayat.corpus.article_file import AnnotatedArticle
from ravayat.evaluate.scorer import Table
from ravayat.reading import MODEL_FOLDER
from ravayat.reading.decode import Settings
from ravayat.reading.link_trees import load_link_trees
from ravayat.reading.onnx_network import OnnxNetwork
from ravayat.reading.settings_file import TOKENIZER_FILE, load_settings
from ravayat.text.restored_words import Restoring
from ravayat.training.articles import load_split
from ravayat.training.damage import Edited
from ravayat.training.examples import moved
from ravayat.training.measure import EncodedArticles

ROOT = Path(__file__).resolve().parents[1]
SHOWN = ("claim", "actor", "target", "place", "killed", "time", "chain", "stance", "event", "ledger")


def without_half_spaces(annotated: AnnotatedArticle, instead: str) -> AnnotatedArticle:
    """The article with ``instead`` where its half-spaces were."""
    edited = Edited(annotated.article.text)
    edited.each("\u200c", lambda _: instead)
    return moved(annotated, *edited.finish())


def show(name: str, table: Table) -> None:
    """One line of the output."""
    print(f"{name:42}" + "".join(f"{table.rows[slot].f1:8.3f}" for slot in SHOWN))


def main() -> None:
    """Print the table, for written articles and, where their texts are given, real ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=Path, nargs="+", action="extend", default=[], help="texts of the real reports")
    args = parser.parse_args()
    split = load_split(ROOT / "corpus", args.news)
    network, shipped = OnnxNetwork(MODEL_FOLDER), load_settings(MODEL_FOLDER)
    trees = load_link_trees(MODEL_FOLDER)
    tokenizer = Tokenizer.from_file(str(MODEL_FOLDER / TOKENIZER_FILE))
    print(" " * 42 + "".join(f"{slot:>8}" for slot in SHOWN))

    def encoded(articles: Sequence[AnnotatedArticle], **options: Any) -> EncodedArticles:
        return EncodedArticles(articles, network, tokenizer, trees=trees, **options)

    for part, articles in (("written", split.held_out_written), ("real", split.held_out_real)):
        if not articles:
            continue
        plain = encoded(articles)
        show(f"{part}, as shipped", plain.score(shipped))
        show(f"{part}, without a second look", plain.score(replace(shipped, again={})))
        show(f"{part}, thresholds not chosen", plain.score(Settings()))
        hard = replace(shipped, proposal=0.5, candidate=0.5)
        show(f"{part}, hard first step", encoded(articles, lowest=replace(hard, claim=0.25, stance=0.25)).score(hard))
        show(f"{part}, always restored", encoded(articles, restoring=Restoring.ALWAYS).score(shipped))
        show(f"{part}, never restored", encoded(articles, restoring=Restoring.NEVER).score(shipped))
        for name, instead in (("deleted", ""), ("turned into spaces", " ")):
            changed = [without_half_spaces(one, instead) for one in articles]
            show(f"{part}, {name}", encoded(changed).score(shipped))
            show(f"{part}, {name}, not restored", encoded(changed, restoring=Restoring.NEVER).score(shipped))


if __name__ == "__main__":
    main()
