"""Learns how much each agreement and difference of two tellings weighs: ``python -m ravayat.training.joins``.

Pairs of tellings of annotated stories are what it learns from, those of different articles that
blocking would compare. Figures come from stories that were not learned from: in each of five folds the weights of
the other stories join the claims of these, through a store as at work.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import tempfile
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from ravayat.corpus.article_file import AnnotatedArticle, load_articles
from ravayat.corpus.real_reports import news_articles
from ravayat.corpus.stories import Story, StoryEvent, load_stories
from ravayat.evaluate.agreement import Tally
from ravayat.evaluate.joins import b_cubed, best_match, pairwise, same_roots
from ravayat.evaluate.plain_claim import PlainClaim
from ravayat.evaluate.scorer import Row, pair
from ravayat.grounding.meanings import add_meanings
from ravayat.grounding.registry import Context
from ravayat.grounding.surroundings import context_of, with_places
from ravayat.ledger.joining.blocking import asks_for, filed_under
from ravayat.ledger.joining.clustering import cluster
from ravayat.ledger.joining.features import FEATURES, WordWeights, compare
from ravayat.ledger.joining.traits import Traits, stems_of, traits_of
from ravayat.ledger.joining.weighing import WEIGHTS_FILE, Weighing, weighing_to_json
from ravayat.ledger.roots import teller_of
from ravayat.ledger.store import open_store
from ravayat.ledger.store.joining import Candidate, Known
from ravayat.pipeline import load_reader
from ravayat.records import Claim, ReadArticle, Span
from ravayat.whole_file import replacing

_FOLDS = 5
_MOST_WORDS = 3000
_REGULARISATION = 1.0
_REAL_WEIGHT = 2.0
"""How much a judged pair of real tellings counts: there are few, and they are what the joins are for."""
_THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
"""None lower: stories, which have few events each, would be joined best at .15, where a busy month of real reports
becomes one event of 178."""
_OF_ARTICLES = ("reports apart", "words", "same outlet")
"""Features that compare two articles, not two events."""


@dataclass(frozen=True, slots=True)
class Told:
    """A telling of a story with the name of its event."""

    story: str
    doc: str
    event: str
    traits: Traits


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, measure on folds, write the weights; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ravayat.training.joins", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--output", type=Path, default=Path("src/ravayat/ledger/joining") / WEIGHTS_FILE)
    parser.add_argument("--news", type=Path, nargs="+", default=[], help="texts of the real pairs of pairs.jsonl")
    parser.add_argument("--measure", action="store_true", help="measure alone, write nothing")
    parser.add_argument(
        "--reader", action="store_true", help="join what the reader finds in the held-out stories, not the annotations"
    )
    options = parser.parse_args(arguments)
    stories = list(load_stories(options.corpus / "stories"))
    read = {report.article.doc: _with_meanings(report) for story in stories for report in story.reports}
    words = WordWeights(word_frequencies(options.corpus))
    by_model = read_by_model(stories)
    # What people annotate and what the reader finds: weights must serve both.
    pairs = [*apart(options.corpus), *real_pairs(options.corpus, options.news)]
    told = [one for story in stories for one in (*tellings(story, read), *tellings_of_model(story, read, by_model))]
    told_at_work = by_model if options.reader else read
    found: dict[Key, Ended] = {}
    judged: list[tuple[bool, bool]] = []
    for fold in range(_FOLDS):
        held = [story for number, story in enumerate(stories) if number % _FOLDS == fold]
        names = {name for story in held for name in (story.name, f"{story.name}, read")}
        real = [pair for number, pair in enumerate(pairs) if pair.real and number % _FOLDS == fold]
        # Two pairs of claims may be one pair of tellings: what is held out is so in every form.
        held_out = set(real)
        rest = [pair for pair in pairs if pair not in held_out]
        weighing = learn([one for one in told if one.story not in names], rest, words)
        found |= joined(held, told_at_work, weighing)
        judged += [(_joins(pair, weighing), pair.same) for pair in real]
    if options.reader:
        found = of_annotated(stories, read, by_model, found)
    for line in (*report(stories, read, found), *report_real(judged)):
        print(line)
    weighing = learn(told, pairs, words)
    print(f"threshold {weighing.threshold}; weights: {json.dumps(weighing.features)}")
    if not options.measure:
        write_weighing(weighing, options.output)
    return 0


def write_weighing(weighing: Weighing, path: Path) -> None:
    """Write what the store joins claims by."""
    with replacing(path) as out:
        out.write(json.dumps(weighing_to_json(weighing), ensure_ascii=False, indent=1) + "\n")


def tellings(story: Story, read: Mapping[str, ReadArticle]) -> list[Told]:
    """The tellings of a story's reports."""
    found = []
    for annotated in story.reports:
        article = read[annotated.article.doc]
        for number, traits in traits_of(article.article, article.claims).items():
            found.append(Told(story.name, article.article.doc, annotated.events[number], traits))
    return found


def tellings_of_model(story: Story, read: Mapping[str, ReadArticle], by_model: Mapping[str, ReadArticle]) -> list[Told]:
    """The reader's tellings of a story, each under the event that most of its claims' annotated partners are of."""
    found = []
    for annotated in story.reports:
        doc = annotated.article.doc
        names: dict[int, Counter[str]] = {}
        for theirs, ours in partners(by_model[doc], read[doc]):
            names.setdefault(theirs.event, Counter())[annotated.events[ours.event]] += 1
        for event, traits in traits_of(by_model[doc].article, by_model[doc].claims).items():
            name = names[event].most_common(1)[0][0] if event in names else f"{doc}, not annotated {event}"
            found.append(Told(f"{story.name}, read", doc, name, traits))
    return found


def partners(predicted: ReadArticle, gold: ReadArticle) -> list[tuple[Claim, Claim]]:
    """Claims of two readings of an article that the scorer takes for the same."""
    pairs = pair([PlainClaim.of(one) for one in predicted.claims], [PlainClaim.of(one) for one in gold.claims])
    return [(predicted.claims[theirs], gold.claims[ours]) for theirs, ours in pairs]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings, and whether they are one event; ``real`` where a person judged two real reports."""

    one: Traits
    other: Traits
    same: bool = False
    real: bool = False


def apart(corpus: Path) -> list[Pair]:
    """Pairs of tellings that are not one event: those within each written article, which tells them as several.

    They are near in days and places as only the news of a busy front is. Stories alone would teach that what happens
    in one country in one week is likely one event.
    """
    found = []
    for annotated in load_articles(corpus / "articles"):
        read = _with_meanings(annotated)
        for one, other in combinations(traits_of(read.article, read.claims).values(), 2):
            if not set(asks_for(one)).isdisjoint(filed_under(other)):
                found.append(Pair(one, replace(other, outlet="")))
    return found


def real_pairs(corpus: Path, news: Sequence[Path]) -> list[Pair]:
    """Pairs of real tellings of one busy month that a person judged, as the shipped reader reads them.

    Those judged to be part of each other, or unsure, are left out; so are those that the reader does not find.
    """
    rows = [json.loads(line) for line in (corpus / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["label"] in ("same", "different")]
    wanted = {row[side]["doc"] for row in rows for side in ("one", "other")}
    articles = [article for file in news for article in news_articles(file) if article.doc in wanted]
    read = {one.article.doc: one for one in load_reader().read(articles)} if articles else {}

    def traits(told: Mapping[str, Any]) -> Traits | None:
        span = Span(*told["trigger"])
        whole = read.get(told["doc"])
        events = [one.event for one in whole.claims if one.trigger.span.overlaps(span)] if whole else []
        return traits_of(whole.article, whole.claims)[events[0]] if whole and events else None

    sides = [(traits(row["one"]), traits(row["other"]), row["label"] == "same") for row in rows]
    return [Pair(one, other, same, real=True) for one, other, same in sides if one and other]


def learn(told: Sequence[Told], pairs: Sequence[Pair], words: WordWeights) -> Weighing:
    """Weights from pairs of ``told`` and from ``pairs``, threshold from ``told``."""
    values, labels = [], []
    for one, other in combinations(told, 2):
        met = not set(asks_for(one.traits)).isdisjoint(filed_under(other.traits))
        if met and one.doc != other.doc and _same_reading(one, other):
            values.append(compare(one.traits, other.traits, words))
            labels.append(one.event == other.event)
    inside = [compare(pair.one, pair.other, words) for pair in pairs if not pair.real]
    outside = [pair for pair in pairs if pair.real]
    weights = [1.0] * (len(values) + len(inside)) + [_REAL_WEIGHT] * len(outside)
    values += _between_articles(inside, values, labels)
    labels += [False] * len(inside)
    values += [compare(pair.one, pair.other, words) for pair in outside]
    labels += [pair.same for pair in outside]
    model = LogisticRegression(C=_REGULARISATION, max_iter=3000)
    model.fit(np.array(values), np.array(labels), sample_weight=np.array(weights))
    features = dict(zip(FEATURES, (round(float(w), 3) for w in model.coef_[0]), strict=True))
    weighing = Weighing(round(float(model.intercept_[0]), 3), features, words, _THRESHOLDS[0])
    scored = [(_cluster(told, replace(weighing, threshold=one)).f1, one) for one in _THRESHOLDS]
    return replace(weighing, threshold=max(scored)[1])


def _joins(pair: Pair, weighing: Weighing) -> bool:
    """Whether two tellings alone would be joined."""
    one, other = weighing.words.side(pair.one), weighing.words.side(pair.other)
    score = weighing.score_sides(one, other)
    return score >= weighing.threshold and weighing.speaks(score, one, other)


def _between_articles(
    negatives: Sequence[tuple[float, ...]], values: Sequence[tuple[float, ...]], labels: Sequence[bool]
) -> list[tuple[float, ...]]:
    """The values of ``negatives`` with those features that only two articles can show taken from pairs of articles."""
    draw = random.Random(len(negatives))
    different = [value for value, same in zip(values, labels, strict=True) if not same]
    names = list(FEATURES)
    taken = [names.index(name) for name in _OF_ARTICLES]
    made = []
    for value in negatives:
        own, theirs = list(value), draw.choice(different)
        for at in taken:
            own[at] = theirs[at]
        made.append(tuple(own))
    return made


def _same_reading(one: Told, other: Told) -> bool:
    """Whether both are annotated, or both read by the model."""
    return one.story.endswith(", read") == other.story.endswith(", read")


def _cluster(told: Sequence[Told], weighing: Weighing) -> Row:
    """Pairwise F1 of tellings, each story by itself, clustered as the store clusters its neighbourhoods."""
    gold: dict[Hashable, Hashable] = {number: one.event for number, one in enumerate(told)}
    docs = {doc: number for number, doc in enumerate(dict.fromkeys(one.doc for one in told))}
    found: dict[Hashable, Hashable] = {}
    for name in dict.fromkeys(one.story for one in told):
        own = {
            number: Candidate(None, docs[one.doc], one.traits) for number, one in enumerate(told) if one.story == name
        }
        articles = {number: one.article for number, one in own.items()}
        known = Known(weighing)
        scores = known.scores(own)
        for group in cluster(sorted(own), articles, scores, weighing.threshold, known.speaking(own, scores)):
            found |= dict.fromkeys(group, group[0])
    return pairwise(gold, found)


class Ended(NamedTuple):
    """The event in which a claim ended up, and the keys of the roots that assert that."""

    event: str
    roots: frozenset[str]


Key = tuple[str, int]
"""A claim by its article's ``doc`` and its number there."""


def joined(stories: Sequence[Story], read: Mapping[str, ReadArticle], weighing: Weighing) -> dict[Key, Ended]:
    """The event in which each claim of the stories' reports ends up, in a store of their own."""
    found: dict[Key, Ended] = {}
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "store.sqlite", weighing=weighing) as store:
        reports = [read[annotated.article.doc] for story in stories for annotated in story.reports]
        # As they come in: by day, whatever the story.
        for article in sorted(reports, key=lambda one: (str(one.article.published), one.article.doc)):
            store.add(article, "annotated")
        for event in store.events():
            ended = Ended(f"{stories[0].name} {event.id}", frozenset(root.key for root in event.roots if root.asserts))
            found |= {(claim.article.doc, claim.claim.id): ended for claim in event.claims}
    return found


def read_by_model(stories: Sequence[Story]) -> dict[str, ReadArticle]:
    """The stories' reports as the shipped reader reads them."""
    articles = [annotated.article for story in stories for annotated in story.reports]
    return {read.article.doc: read for read in load_reader().read(articles)}


def of_annotated(
    stories: Sequence[Story],
    read: Mapping[str, ReadArticle],
    by_model: Mapping[str, ReadArticle],
    found: Mapping[Key, Ended],
) -> dict[Key, Ended]:
    """What was found for the reader's claims, as that of the annotated claims which they are partners of."""
    moved: dict[Key, Ended] = {}
    for doc in (annotated.article.doc for story in stories for annotated in story.reports):
        for theirs, ours in partners(by_model[doc], read[doc]):
            if (ended := found.get((doc, theirs.id))) is not None:
                moved[doc, ours.id] = ended
    return moved


def report(stories: Sequence[Story], read: Mapping[str, ReadArticle], found: Mapping[Key, Ended]) -> Iterator[str]:
    """Figures of joined stories, one a line."""
    gold: dict[Key, str] = {}
    articles: dict[Key, str] = {}
    as_many = the_same = events = 0
    for story in stories:
        for annotated in story.reports:
            for claim in read[annotated.article.doc].claims:
                key = (annotated.article.doc, claim.id)
                gold[key], articles[key] = annotated.events[claim.event], annotated.article.doc
    for story in stories:
        for event in story.events.values():
            items = [key for key, name in gold.items() if name == event.name]
            match = best_match(items, found)
            told = match.roots if match else frozenset[str]()
            events += 1
            as_many += len(told) == len(event.roots)
            whole = same_roots(_keys_of_roots(story, event, read), told)
            the_same += whole
            if not whole:
                others = "" if len(told) != len(event.roots) else ", and others"
                yield f"roots of {event.name}: {len(told)}, annotated {len(event.roots)}{others}"
    known = {key: name for key, name in gold.items() if key in found}
    if len(known) < len(gold):
        seen = pairwise(known, found, articles)
        yield f"{len(known)} claims found; their pairs: P {seen.precision} R {seen.recall} F1 {seen.f1}"
    across = pairwise(gold, found, articles)
    yield f"{len(stories)} stories, {events} events, {len(gold)} claims"
    yield f"pairs of claims of different articles: P {across.precision} R {across.recall} F1 {across.f1}"
    every, cubed = pairwise(gold, found), b_cubed(gold, found)
    yield f"all pairs: F1 {every.f1}; B-cubed: P {cubed.precision} R {cubed.recall} F1 {cubed.f1}"
    yield f"independent roots, as many as annotated: {as_many} of {events} ({as_many / max(1, events):.3f})"
    yield f"independent roots, just those annotated: {the_same} of {events} ({the_same / max(1, events):.3f})"


def _keys_of_roots(story: Story, event: StoryEvent, read: Mapping[str, ReadArticle]) -> list[frozenset[str]]:
    """For each annotated root of an event the keys that its words mean in the reports that tell it."""
    tell = [one.article.doc for one in story.reports if event.name in one.events.values()]
    contexts = [_context_of(read[doc]) for doc in tell]
    return [
        frozenset(teller_of(words, context).key for words in names for context in contexts) for names in event.roots
    ]


def _context_of(told: ReadArticle) -> Context:
    """What the words of an article are resolved in: its countries, and those of the places of its claims."""
    found = (place for claim in told.claims if claim.meaning for place in claim.meaning.places)
    countries = {place.place.id: place.country for place in found if place.place and place.country}
    return with_places(context_of(told.article), countries.values())


def report_real(judged: Sequence[tuple[bool, bool]]) -> Iterator[str]:
    """Figures of real pairs: whether each would be joined, and whether a person took it for one event."""
    if not judged:
        yield "no real pairs: name the texts with --news"
        return
    tally = Tally(
        sum(1 for joined, same in judged if same and joined),
        sum(1 for joined, same in judged if not same and joined),
        sum(1 for joined, same in judged if same and not joined),
    )
    row = Row.of(tally)
    yield f"{len(judged)} real pairs, likely ones preferred: P {row.precision} R {row.recall} F1 {row.f1}"


def word_frequencies(corpus: Path) -> dict[str, float]:
    """Inverse document frequency of the commonest stems of the written articles; ``""`` is that of all others."""
    counts: Counter[str] = Counter()
    articles = list(load_articles(corpus / "articles"))
    for annotated in articles:
        counts.update(stems_of(annotated.article.text))
    common = counts.most_common(_MOST_WORDS)
    weights = {word: round(math.log(len(articles) / count), 2) for word, count in sorted(common)}
    return weights | {"": round(math.log(len(articles) / (common[-1][1] or 1)), 2)}


def _with_meanings(annotated: AnnotatedArticle) -> ReadArticle:
    return ReadArticle(annotated.article, add_meanings(annotated.article, annotated.claims))


if __name__ == "__main__":
    raise SystemExit(main())
