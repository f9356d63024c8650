"""What two readers find alike in reports that nobody has annotated, as annotations to learn from.

``python -m ravayat.training.agreed FOLDER FOLDER --news FILE... --output AGREED.jsonl``, then
``ravayat train --agreed AGREED.jsonl --go-on-from ...``: the first reader's claims of every report that tells a claim
in every hundred words and of which both readers say nearly the same. This is self-training (Yarowsky 1995) with the
filter of co-training (Blum and Mitchell 1998): what only one of them finds is not believed. What it is worth stands in
``docs/quality.md``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from ravayat.corpus.article_file import AnnotatedArticle, CorpusError
from ravayat.corpus.real_reports import to_offsets
from ravayat.evaluate.plain_claim import PlainClaim
from ravayat.evaluate.scorer import pair
from ravayat.pipeline import Reader, load_reader
from ravayat.records import Article, Claim
from ravayat.training.articles import held_out_report, is_dense
from ravayat.training.lessons import not_annotated
from ravayat.whole_file import replacing

AGREEMENT = 0.8
"""Least F1 of one reader's claims, type and stance among them, against the other's."""

_AT_ONCE = 200
_LONGEST = 500
"""Words of a report; longer ones are rarely alike in all they tell."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask both readers and write what they agree on; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readers", type=Path, nargs=2, metavar="FOLDER", help="model folders of two readers")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--news", type=Path, nargs="+", required=True, help="texts of reports")
    parser.add_argument("--most", type=int, help="the first reports alone: some seven a second are read")
    parser.add_argument("--output", type=Path, required=True, help="JSON Lines, as corpus/real.jsonl")
    options = parser.parse_args(arguments)
    unknown = [
        article
        for article in not_annotated(options.news, options.corpus / "real.jsonl")
        if not held_out_report(article.doc) and len(article.text.split()) <= _LONGEST
    ][: options.most]
    first, second = (load_reader(folder) for folder in options.readers)
    found = list(agreed(unknown, first, second))
    if not found:
        raise CorpusError(f"of {len(unknown)} reports both readers say nothing alike; take more of them")
    with replacing(options.output) as out:
        out.writelines(json.dumps(to_offsets(one)) + "\n" for one in found)
    claims = sum(len(one.claims) for one in found)
    print(f"{len(found)} of {len(unknown)} reports, {claims} claims")
    return 0


def agreed(articles: Iterable[Article], first: Reader, second: Reader) -> Iterator[AnnotatedArticle]:
    """The dense articles of which both readers say nearly the same, with the claims of the first."""
    coming = iter(articles)
    while batch := list(islice(coming, _AT_ONCE)):
        for one, other in zip(first.read(batch), second.read(batch), strict=True):
            told = AnnotatedArticle(one.article, one.claims, genre="real")
            if told.claims and is_dense(told) and alike(one.claims, other.claims) >= AGREEMENT:
                yield told


def alike(some: Sequence[Claim], others: Sequence[Claim]) -> float:
    """F1 of one reader's claims, types and stances included, against another's; 1 where neither has any."""
    one, other = ([PlainClaim.of(claim) for claim in claims] for claims in (some, others))
    if not one and not other:
        return 1.0
    same = sum((one[i].type, one[i].stance) == (other[j].type, other[j].stance) for i, j in pair(one, other))
    return 2 * same / (len(one) + len(other))


if __name__ == "__main__":
    raise SystemExit(main())
