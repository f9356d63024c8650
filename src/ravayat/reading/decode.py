"""From the network's scores to claims as spans and links."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ravayat.reading.candidates import Candidate, WordSpan, choose_apart, collect, propose
from ravayat.reading.confidence import calibrated
from ravayat.reading.events import Told, cluster, contained, pair_features
from ravayat.reading.features import link_features
from ravayat.reading.labels import (
    CHAIN_ROLES,
    LIST_ROLES,
    ROLE_TAGS,
    ROLES,
    SINGLE_ROLES,
    STANCE_NAMES,
    TAGS,
    TRIGGER,
    TYPES,
)
from ravayat.reading.network import Network
from ravayat.records import CLAIM_GROUP, CONFIDENCE_GROUPS
from ravayat.text.words import Words

FloatArray = npt.NDArray[np.float32]

_LEAST = np.float32(1e-4)
"""Added to probabilities of types: how sure one of two judges can be against the other."""

_GROUPS = {role: CONFIDENCE_GROUPS["chain" if role in (*CHAIN_ROLES, "cue") else role] for role in ROLES}


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds of decoding, chosen on held-out articles and kept with the weights.

    Attributes:
        proposal: begin-probability from which a stretch becomes a trigger candidate.
        candidate: the same for all other spans.
        claim: probability from which a trigger candidate is a claim.
        stance: probability from which a second stance on one trigger is a second claim.
        roles: probability from which a span fills a list role.
        none: what is added to the score of "none" of each single role.
        words: how much the words around a trigger count in the choice of its type beside the network.
        event: mean probability from which claims share an event.
        lines: what makes probabilities into confidences (:mod:`ravayat.reading.confidence`).
    """

    proposal: float = 0.15
    candidate: float = 0.15
    claim: float = 0.5
    stance: float = 0.5
    roles: dict[str, float] = field(default_factory=lambda: dict.fromkeys(LIST_ROLES, 0.5))
    none: dict[str, float] = field(default_factory=dict)
    words: float = 0.0
    event: float = 0.5
    lines: dict[str, list[float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filler:
    """A span that fills a role, and the probability that it does."""

    span: WordSpan
    confidence: float

    def moved(self, words: int) -> Filler:
        """The same span, ``words`` words further on."""
        return Filler(WordSpan(self.span.first + words, self.span.last + words), self.confidence)


@dataclass(frozen=True, slots=True)
class SpokenClaim:
    """A claim as the reader sees it: words and links, no values yet.

    ``confidence`` rests on the probability of a claim at its trigger times that of its stance, those
    of the fillers on this and the probability of the link.
    """

    type: str
    trigger: Filler
    stance: str
    event: int
    confidence: float
    roles: dict[str, tuple[Filler, ...]]

    def moved(self, words: int, events: int) -> SpokenClaim:
        """The same claim in a text that has ``words`` words and ``events`` events before this one."""
        roles = {role: tuple(filler.moved(words) for filler in fillers) for role, fillers in self.roles.items()}
        return replace(self, trigger=self.trigger.moved(words), event=self.event + events, roles=roles)


@dataclass(frozen=True, slots=True)
class Scored:
    """Everything the network says of one article; what is made of it is decided by thresholds.

    Attributes:
        words: the article's words.
        triggers, sure: of each possible claim the trigger, and the probability that it is one.
        types, worded: (claims, types) log-probabilities of the network, and those by the words around
            (:mod:`ravayat.reading.type_words`).
        stances, likely: of each possible claim the stance, and that stance's probability.
        best: whether it is the likeliest stance on its trigger.
        vectors: (claims, width), to compare claims by.
        candidates: the spans that can fill roles.
        links, nulls: scores as :meth:`Network.attach` gives them.
    """

    words: Words
    triggers: list[WordSpan]
    sure: FloatArray
    types: FloatArray
    worded: FloatArray
    stances: npt.NDArray[np.int64]
    likely: FloatArray
    best: npt.NDArray[np.bool_]
    vectors: FloatArray
    candidates: list[Candidate]
    links: FloatArray
    nulls: FloatArray


def read_claims(words: Words, states: FloatArray, network: Network, settings: Settings) -> list[SpokenClaim]:
    """The claims of one article, in the order of their triggers.

    Args:
        words: the article's words.
        states: the encoder's state of each word, (words, width).
        network: computes the scores.
        settings: thresholds of decoding.
    """
    scored = score_article(words, states, network, settings)
    return decide(scored, network, settings) if scored else []


def score_article(words: Words, states: FloatArray, network: Network, settings: Settings) -> Scored | None:
    """The network's scores for every claim that ``settings`` leaves possible; ``None`` where there is none."""
    if not len(words):
        return None
    probabilities = softmax(network.tag(states))
    triggers = choose_apart(propose(words, probabilities[:, TRIGGER], settings.proposal))
    if not triggers:
        return None
    candidates = find_candidates(words, probabilities, triggers, settings.candidate)
    spans = [candidate.span for candidate in candidates]
    as_triggers, fillers = network.describe(
        states,
        *_indices(spans),
        np.array([candidate.scores for candidate in candidates], np.float32),
    )
    places = {span: place for place, span in enumerate(spans)}
    vectors = as_triggers[[places[trigger] for trigger, _ in triggers]]
    types, stances = network.judge(vectors)
    sure = 1 - softmax(types)[:, -1]
    likely = sigmoid(stances)
    possible = [
        (row, stance)
        for row in np.flatnonzero(sure >= settings.claim)
        for stance in range(len(STANCE_NAMES))
        if stance == likely[row].argmax() or likely[row, stance] >= settings.stance
    ]
    if not possible:
        return None
    owners = np.array([row for row, _ in possible])
    chosen = np.array([stance for _, stance in possible])
    own = [triggers[row][0] for row in owners]
    claims = network.tell(vectors[owners], types[owners], chosen)
    links, nulls = network.attach(claims, fillers, link_features(own, spans, words.sentences))
    return Scored(
        words,
        own,
        sure[owners],
        np.log(softmax(types[owners, :-1]) + _LEAST),
        network.name_types(words, own),
        chosen,
        likely[owners, chosen],
        likely[owners].argmax(axis=1) == chosen,
        claims,
        candidates,
        links,
        nulls,
    )


def decide(scored: Scored, network: Network, settings: Settings) -> list[SpokenClaim]:
    """The claims that the thresholds let through, with roles and events."""
    kept = np.flatnonzero((scored.sure >= settings.claim) & (scored.best | (scored.likely >= settings.stance)))
    if not len(kept):
        return []
    told = _roles(scored, kept, settings)
    kinds = (scored.types + settings.words * scored.worded)[kept].argmax(axis=1)
    events = _events(scored, kept, kinds, told, network, settings)
    found = [
        _spoken(scored, int(row), TYPES[kind], event, roles, settings)
        for row, kind, event, roles in zip(kept, kinds, events, told, strict=True)
    ]
    return sorted(found, key=lambda claim: claim.trigger.span)


def _spoken(
    scored: Scored, row: int, kind: str, event: int, roles: dict[str, tuple[Filler, ...]], settings: Settings
) -> SpokenClaim:
    sure = float(scored.sure[row] * scored.likely[row])
    confidence = calibrated(sure, CLAIM_GROUP, settings.lines)
    confident = {
        role: tuple(
            Filler(filler.span, calibrated(sure * filler.confidence, _GROUPS[role], settings.lines))
            for filler in fillers
        )
        for role, fillers in roles.items()
    }
    trigger = Filler(scored.triggers[row], confidence)
    return SpokenClaim(kind, trigger, STANCE_NAMES[scored.stances[row]], event, confidence, confident)


def softmax(scores: npt.NDArray[np.floating[Any]], axis: int = -1) -> FloatArray:
    """Scores to probabilities that add up to one along ``axis``."""
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True), np.float32)


def sigmoid(scores: npt.NDArray[np.floating[Any]]) -> FloatArray:
    """Scores to probabilities, each by itself."""
    return np.asarray(1 / (1 + np.exp(-scores)), np.float32)


def _indices(spans: list[WordSpan]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    return np.array([s.first for s in spans], np.int64), np.array([s.last for s in spans], np.int64)


def find_candidates(
    words: Words, probabilities: FloatArray, triggers: list[tuple[WordSpan, float]], threshold: float
) -> list[Candidate]:
    """Every span that can fill a role, and the triggers, each with its scores; (words, tags, 3) probabilities."""
    spans = {tag: propose(words, probabilities[:, i], threshold) for i, tag in enumerate(TAGS) if i != TRIGGER}
    return collect(spans | {TAGS[TRIGGER]: triggers})


def _roles(scored: Scored, kept: npt.NDArray[np.int64], settings: Settings) -> list[dict[str, tuple[Filler, ...]]]:
    spans = [candidate.span for candidate in scored.candidates]
    begins = np.array([candidate.scores for candidate in scored.candidates], np.float32)
    by_tags = {tags: begins[:, [TAGS.index(tag) for tag in tags]].max(axis=1) > 0 for tags in set(ROLE_TAGS.values())}
    allowed = {role: by_tags[ROLE_TAGS[role]] for role in ROLES}
    forms = [_form(scored.words, span) for span in spans]
    numbers: dict[str, int] = {}
    names = np.array([numbers.setdefault(form, len(numbers)) for form in forms])
    told = []
    for row in kept:
        roles: dict[str, tuple[Filler, ...]] = {}
        for role in LIST_ROLES:
            probability = np.where(allowed[role], sigmoid(scored.links[row, :, ROLES.index(role)]), 0)
            roles[role] = _fill_list(spans, forms, probability, settings.roles[role])
        taken = np.zeros(len(spans), bool)
        for column, role in enumerate(SINGLE_ROLES):
            scores = np.where(allowed[role], scored.links[row, :, ROLES.index(role)], -1e4)
            if role in CHAIN_ROLES:
                if role != "chain1" and not roles[CHAIN_ROLES[CHAIN_ROLES.index(role) - 1]]:
                    roles[role] = ()
                    continue
                scores = np.where(taken, -1e4, scores)
            none = scored.nulls[row, column] + settings.none.get(role, 0.0)
            best, confidence = _likeliest(names, scores, float(none))
            roles[role] = () if best is None else (Filler(spans[best], confidence),)
            if role in CHAIN_ROLES and best is not None:
                taken |= names == names[best]
        told.append(roles)
    return told


def _form(words: Words, span: WordSpan) -> str:
    return "".join(words.forms[span.first : span.last + 1])


def _fill_list(
    spans: list[WordSpan], forms: list[str], probability: FloatArray, threshold: float
) -> tuple[Filler, ...]:
    chosen: dict[int, float] = {}
    for index in np.argsort(-probability, kind="stable"):
        if probability[index] < threshold:
            break
        repeats = any(
            spans[index].agreement(spans[other]) > 0
            or forms[index] == forms[other]
            or contained(forms[index], forms[other])
            for other in chosen
        )
        if not repeats:
            chosen[int(index)] = float(probability[index])
    return tuple(Filler(spans[index], p) for index, p in sorted(chosen.items()))


def _likeliest(names: npt.NDArray[np.int64], scores: FloatArray, none: float) -> tuple[int | None, float]:
    """The best mention of the likeliest name and that name's probability, or "none" and its own.

    ``names`` numbers the candidates by their words: all mentions of one name are one choice.
    """
    all_scores = np.empty(len(scores) + 1)
    all_scores[:-1], all_scores[-1] = scores, none
    probability = softmax(all_scores)
    together = np.bincount(names, probability[:-1])
    name = int(together.argmax())
    if together[name] <= probability[-1]:
        return None, float(probability[-1])
    best = int(np.where(names == name, scores, -np.inf).argmax())
    return best, min(1.0, float(together[name]))


def _events(
    scored: Scored,
    kept: npt.NDArray[np.int64],
    kinds: npt.NDArray[np.int64],
    told: list[dict[str, tuple[Filler, ...]]],
    network: Network,
    settings: Settings,
) -> list[int]:
    if len(kept) == 1:
        return [1]
    described = [
        Told(
            int(kind),
            _form(scored.words, scored.triggers[row]),
            scored.triggers[row].first,
            scored.words.sentences[scored.triggers[row].first],
            {
                role: frozenset(_form(scored.words, filler.span) for filler in fillers)
                for role, fillers in roles.items()
            },
        )
        for row, kind, roles in zip(kept, kinds, told, strict=True)
    ]
    scores = network.compare(scored.vectors[kept], pair_features(described))
    return cluster(sigmoid(scores), settings.event)
