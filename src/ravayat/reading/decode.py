"""From the network's scores to claims as spans and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ravayat.reading.candidates import Candidate, WordSpan, choose_apart, collect, propose
from ravayat.reading.confidence import calibrated
from ravayat.reading.event_pairs import EVENT, Pairs, pair_up
from ravayat.reading.events import Told, agreed_types, cluster, pair_features
from ravayat.reading.features import link_features
from ravayat.reading.labels import (
    CHAIN_ROLES,
    LIST_ROLES,
    ROLES,
    STANCE_NAMES,
    TAGS,
    TRIGGER,
    TYPES,
)
from ravayat.reading.name_probabilities import NameProbabilities
from ravayat.reading.network import LinkJudge, Network
from ravayat.reading.repeats import told_once
from ravayat.reading.roles import Filler, Roles, fill_again, fill_roles
from ravayat.reading.scored import Scored, sigmoid, softmax
from ravayat.reading.second_look import Links, look_again
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
        again: probability from which a link that is looked at a second time stands, by role
            (:mod:`ravayat.reading.second_look`); without any the first look stands.
        words: how much the words around a trigger count in the choice of its type beside the network.
        event: mean probability from which claims share an event.
        event_again: the same where pairs of claims have been looked at a second time.
        event_types: how much the types of the others of its event then count in the choice of a claim's type.
        lines: what makes probabilities into confidences (:mod:`ravayat.reading.confidence`).
    """

    proposal: float = 0.15
    candidate: float = 0.15
    claim: float = 0.5
    stance: float = 0.5
    roles: dict[str, float] = field(default_factory=lambda: dict.fromkeys(LIST_ROLES, 0.5))
    none: dict[str, float] = field(default_factory=dict)
    again: dict[str, float] = field(default_factory=dict)
    words: float = 0.0
    event: float = 0.5
    event_again: float = 0.3
    event_types: float = 0.0
    lines: dict[str, list[float]] = field(default_factory=dict)


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
    roles: Roles

    def moved(self, words: int, events: int) -> SpokenClaim:
        """The same claim in a text that has ``words`` words and ``events`` events before this one."""
        roles = {role: tuple(filler.moved(words) for filler in fillers) for role, fillers in self.roles.items()}
        return replace(self, trigger=self.trigger.moved(words), event=self.event + events, roles=roles)


def read_claims(
    words: Words, states: FloatArray, network: Network, settings: Settings, trees: LinkJudge | None = None
) -> list[SpokenClaim]:
    """The claims of one article, in the order of their triggers.

    Args:
        words: the article's words.
        states: the encoder's state of each word, (words, width).
        network: computes the scores.
        settings: thresholds of decoding.
        trees: what looks at links a second time.
    """
    scored = score_article(words, states, network, settings)
    return decide(scored, network, settings, trees) if scored else []


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


@dataclass(frozen=True, slots=True)
class Look:
    """The claims of a section and what they tell.

    Attributes:
        kept: the claims, as rows of :class:`Scored`.
        types: (claims, types) log-probabilities, those by words beside the network's, but for a constant.
        kinds: the type of each, as its place in :data:`ravayat.reading.labels.TYPES`.
        roles: what fills the roles of each.
        events: the number of its event.
        told: what of each bears on its event, as the first look has it.
        alike: (claims, claims, columns) of :func:`ravayat.reading.events.pair_features`.
        same: (claims, claims) how likely two of them tell of one event, by the network.
    """

    kept: npt.NDArray[np.int64]
    types: FloatArray
    kinds: npt.NDArray[np.int64]
    roles: list[Roles]
    events: list[int]
    told: list[Told]
    alike: FloatArray
    same: FloatArray


def decide(scored: Scored, network: Network, settings: Settings, trees: LinkJudge | None = None) -> list[SpokenClaim]:
    """The claims that the thresholds let through, with roles and events."""
    look = first_look(scored, network, settings)
    if trees and settings.again and len(look.kept):
        look = _second_look(scored, look, settings, trees)
    spoken = speak(scored, look, settings)
    left = told_once(scored, look.kept, look.kinds, look.roles, look.events)
    return sorted((spoken[claim] for claim in left), key=lambda claim: claim.trigger.span)


def first_look(scored: Scored, network: Network, settings: Settings) -> Look:
    """What the network's scores and the thresholds make of a section."""
    kept = np.flatnonzero((scored.sure >= settings.claim) & (scored.best | (scored.likely >= settings.stance)))
    types = np.asarray((scored.types + settings.words * scored.worded)[kept], np.float32)
    kinds = types.argmax(axis=1)
    roles = fill_roles(scored, kept, settings.roles, settings.none)
    told = _told(scored, kept, kinds, roles)
    alike = pair_features(told)
    same = (
        sigmoid(network.compare(scored.vectors[kept], alike)) if len(kept) > 1 else np.ones(alike.shape[:2], np.float32)
    )
    return Look(kept, types, kinds, roles, cluster(same, settings.event), told, alike, same)


def to_weigh(scored: Scored, look: Look) -> tuple[dict[str, Links], Pairs]:
    """Every link and every pair of claims of a section, with what speaks for it in view of all others."""
    names = NameProbabilities.of(scored, look.kept)
    return (
        look_again(scored, names, look.kept, look.kinds, look.events),
        pair_up(scored, names, look.kept, softmax(look.types), look.told, look.alike, look.same),
    )


def _second_look(scored: Scored, look: Look, settings: Settings, trees: LinkJudge) -> Look:
    """What is left of it, and what comes in, when every link is weighed in view of the others."""
    links, pairs = to_weigh(scored, look)
    likely = trees.weigh({role: own.features for role, own in links.items()} | {EVENT: pairs.features})
    roles = [
        fill_again(
            scored,
            first,
            {role: own.of_claim(claim, likely[role]) for role, own in links.items()},
            settings.again,
            float(scored.sure[row] * scored.likely[row]),
        )
        for claim, (row, first) in enumerate(zip(look.kept, look.roles, strict=True))
    ]
    same = pairs.square(likely[EVENT], len(look.kept))
    events = cluster(same, settings.event_again)
    kinds = agreed_types(look.types, events, same, settings.event_types)
    return replace(look, kinds=kinds, roles=roles, events=events)


def speak(scored: Scored, look: Look, settings: Settings) -> list[SpokenClaim]:
    """The claims of a look, in its order, with confidences."""
    return [
        _spoken(scored, int(row), TYPES[kind], event, roles, settings)
        for row, kind, event, roles in zip(look.kept, look.kinds, look.events, look.roles, strict=True)
    ]


def _spoken(scored: Scored, row: int, kind: str, event: int, roles: Roles, settings: Settings) -> SpokenClaim:
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


def _indices(spans: list[WordSpan]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    return np.array([s.first for s in spans], np.int64), np.array([s.last for s in spans], np.int64)


def find_candidates(
    words: Words, probabilities: FloatArray, triggers: list[tuple[WordSpan, float]], threshold: float
) -> list[Candidate]:
    """Every span that can fill a role, and the triggers, each with its scores; (words, tags, 3) probabilities."""
    spans = {tag: propose(words, probabilities[:, i], threshold) for i, tag in enumerate(TAGS) if i != TRIGGER}
    return collect(spans | {TAGS[TRIGGER]: triggers})


def _told(
    scored: Scored, kept: npt.NDArray[np.int64], kinds: npt.NDArray[np.int64], roles: Sequence[Roles]
) -> list[Told]:
    return [
        Told(
            int(kind),
            scored.form(scored.triggers[row]),
            scored.triggers[row].first,
            scored.words.sentences[scored.triggers[row].first],
            {role: frozenset(scored.form(filler.span) for filler in fillers) for role, fillers in own.items()},
        )
        for row, kind, own in zip(kept, kinds, roles, strict=True)
    ]
