"""Scores a network on annotated articles, and chooses the thresholds that score best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tokenizers import Tokenizer

from ravayat.corpus.article_file import AnnotatedArticle
from ravayat.evaluate.calibration import Observation, observe
from ravayat.evaluate.plain_claim import PlainClaim
from ravayat.evaluate.scorer import Table, score
from ravayat.ledger.assemble import assemble
from ravayat.reading.decode import Settings, decide, score_article
from ravayat.reading.labels import CHAIN_ROLES, LIST_ROLES, SINGLE_ROLES
from ravayat.reading.network import LinkJudge, Network
from ravayat.reading.reader import join_sections, sections, word_states
from ravayat.reading.scored import Scored
from ravayat.reading.second_look import LOOKED_AT
from ravayat.reading.windows import cut_windows
from ravayat.records import Claim
from ravayat.text.restored_words import Restoring, words_to_read
from ravayat.text.words import Words

_FLOOR = Settings(claim=0.2, stance=0.25)
"""Claims less likely than this are not scored, so no threshold can be tried below it."""

_CLAIM_STEPS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65)
_ROLE_STEPS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
_NONE_STEPS = (-1.5, -1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 1.0)
_WORDS_STEPS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_AGAIN_STEPS = (0.2, 0.24, 0.28, 0.32, 0.36, 0.4, 0.45, 0.5)
_BEGINNING = 0.3
_EVENT_STEPS = (0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)
_EVENT_TYPES_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)


class EncodedArticles:
    """Annotated articles with the network's scores, so that thresholds can be tried without running it again."""

    def __init__(
        self,
        articles: Sequence[AnnotatedArticle],
        network: Network,
        tokenizer: Tokenizer,
        lowest: Settings = _FLOOR,
        trees: LinkJudge | None = None,
        restoring: Restoring = Restoring.DELETED,
    ) -> None:
        self._articles = articles
        self._network = network
        self._trees = trees
        self._words: list[Words] = [words_to_read(annotated.article.text, restoring) for annotated in articles]
        self._scored: list[list[tuple[int, Scored]]] = []
        for words in self._words:
            windows = cut_windows(words.forms, tokenizer)
            states = word_states(list(network.encode(windows.pieces)), windows)
            parts = [
                (first, score_article(words.part(first, stop), states[first:stop], network, lowest))
                for first, stop in sections(words)
            ]
            self._scored.append([(first, scored) for first, scored in parts if scored])
        self._gold = {a.article.doc: [PlainClaim.of(claim) for claim in a.claims] for a in articles}

    def __iter__(self) -> Iterator[tuple[AnnotatedArticle, Words, list[tuple[int, Scored]]]]:
        """Each article with its words and the scores of its sections, these with the number of their first word."""
        return zip(self._articles, self._words, self._scored, strict=True)

    def score(self, settings: Settings, of: Sequence[AnnotatedArticle] | None = None) -> Table:
        """The scorer's table with these thresholds, of some of the articles where they are told."""
        claims = self.claims(settings, of)
        gold = {doc: self._gold[doc] for doc in claims}
        return score(gold, {doc: [PlainClaim.of(claim) for claim in found] for doc, found in claims.items()})

    def observe(self, settings: Settings, of: Sequence[AnnotatedArticle] | None = None) -> list[Observation]:
        """Every confidence that is put out with these thresholds, and whether it was right."""
        claims = self.claims(settings, of)
        return list(observe({doc: self._gold[doc] for doc in claims}, claims))

    def claims(self, settings: Settings, of: Sequence[AnnotatedArticle] | None = None) -> dict[str, tuple[Claim, ...]]:
        """What is read with these thresholds, by article."""
        docs = self._gold.keys() if of is None else {annotated.article.doc for annotated in of}
        predicted = {}
        for annotated, words, parts in self:
            if annotated.article.doc not in docs:
                continue
            spoken = join_sections(
                (first, decide(scored, self._network, settings, self._trees)) for first, scored in parts
            )
            predicted[annotated.article.doc] = assemble(annotated.article, words, spoken)
        return predicted


def tune(articles: EncodedArticles, settings: Settings) -> Settings:
    """Thresholds with the best ledger F1 (claim F1 for the words of types, event F1 for events), one at a time."""
    ledger = _row("ledger")
    settings = _best(articles, ledger, [replace(settings, claim=step) for step in _CLAIM_STEPS])
    for role in LIST_ROLES:
        settings = _best(
            articles, ledger, [replace(settings, roles=settings.roles | {role: step}) for step in _ROLE_STEPS]
        )
    for role in (*CHAIN_ROLES[:2], *[role for role in SINGLE_ROLES if role not in (*CHAIN_ROLES, "cue")]):
        settings = _best(
            articles, ledger, [replace(settings, none=settings.none | {role: step}) for step in _NONE_STEPS]
        )
    settings = _best(articles, ledger, [replace(settings, claim=step) for step in _CLAIM_STEPS])
    settings = _best(articles, _row("claim"), [replace(settings, words=step) for step in _WORDS_STEPS])
    return _best(articles, _row("event"), [replace(settings, event=step) for step in _EVENT_STEPS])


def tune_again(articles: EncodedArticles, settings: Settings) -> Settings:
    """Thresholds of the second look with the best ledger F1: one for all but chains, one for these.

    Then those of events (with the best event F1) and of their types (claim F1). Links beyond the nearest teller are
    rarer, and missed more often than made up: they have a choice of their own.
    """
    ledger = _row("ledger")
    settings = replace(settings, again=dict.fromkeys(LOOKED_AT, _BEGINNING))
    chain = [role for role in LOOKED_AT if role in CHAIN_ROLES]
    for group in ([role for role in LOOKED_AT if role not in CHAIN_ROLES], chain, chain[1:]):
        choices = [replace(settings, again=settings.again | dict.fromkeys(group, step)) for step in _AGAIN_STEPS]
        settings = _best(articles, ledger, choices)
    settings = _best(articles, _row("event"), [replace(settings, event_again=step) for step in _EVENT_STEPS])
    settings = _best(articles, _row("claim"), [replace(settings, event_types=step) for step in _EVENT_TYPES_STEPS])
    # A slot that is no better for it stays as the network has it.
    for slot, roles in ({role: [role] for role in LOOKED_AT if role not in chain} | {"chain": chain}).items():
        without = {role: step for role, step in settings.again.items() if role not in roles}
        settings = _best(articles, _row(slot), [replace(settings, again=without), settings])
    return settings


def _row(name: str) -> Callable[[Table], float]:
    return lambda table: table.rows[name].f1


def _best(articles: EncodedArticles, value: Callable[[Table], float], choices: Sequence[Settings]) -> Settings:
    # Of equals the middle one, which is the least likely to be an accident of these articles.
    worth = [value(articles.score(choice)) for choice in choices]
    equals = [choice for choice, found in zip(choices, worth, strict=True) if found >= max(worth) - 1e-9]
    return equals[len(equals) // 2]
