"""From the network's scores to claims as spans and links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ravayat.reading.candidates import Candidate, WordSpan, collect, find_spans
from ravayat.reading.events import Told, cluster, pair_features
from ravayat.reading.features import link_features
from ravayat.reading.labels import CHAIN_ROLES, LIST_ROLES, ROLE_TAGS, ROLES, SINGLE_ROLES, STANCE_NAMES, TAGS, TYPES
from ravayat.reading.network import Network
from ravayat.text.words import Words

FloatArray = npt.NDArray[np.float32]


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
        event: mean probability from which claims share an event.
    """

    proposal: float = 0.15
    candidate: float = 0.15
    claim: float = 0.5
    stance: float = 0.5
    roles: dict[str, float] = field(default_factory=lambda: dict.fromkeys(LIST_ROLES, 0.5))
    none: dict[str, float] = field(default_factory=dict)
    event: float = 0.5


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
    """A claim as the reader sees it: words and links, no values yet."""

    type: str
    trigger: Filler
    stance: str
    event: int
    roles: dict[str, tuple[Filler, ...]]

    def moved(self, words: int, events: int) -> SpokenClaim:
        """The same claim in a text that has ``words`` words and ``events`` events before this one."""
        roles = {role: tuple(filler.moved(words) for filler in fillers) for role, fillers in self.roles.items()}
        return replace(self, trigger=self.trigger.moved(words), event=self.event + events, roles=roles)


def read_claims(words: Words, states: FloatArray, network: Network, settings: Settings) -> list[SpokenClaim]:
    """The claims of one article, in the order of their triggers.

    Args:
        words: the article's words.
        states: the encoder's state of each word, (words, width).
    """
    if not len(words):
        return []
    probabilities = _softmax(network.tag(states))
    triggers = _choose_apart(_likeliest(find_spans(probabilities[:, 0], settings.proposal), len(words)))
    if not triggers:
        return []
    vectors, types, stances = network.judge(states, *_indices(triggers))
    sure = 1 - _softmax(types)[:, -1]
    nodes = [
        (row, stance)
        for row in np.flatnonzero(sure >= settings.claim)
        for stance in _stances(_sigmoid(stances[row]), settings.stance)
    ]
    if not nodes:
        return []
    owners = np.array([row for row, _ in nodes])
    claims = network.tell(vectors[owners], types[owners], np.array([stance for _, stance in nodes]))
    candidates = _candidates(probabilities, settings)
    told = _roles(words, states, claims, [triggers[row] for row in owners], candidates, network, settings)
    kinds = types[owners, :-1].argmax(axis=1)
    events = _events(words, [triggers[row] for row in owners], kinds, told, claims, network, settings)
    found = [
        SpokenClaim(
            TYPES[kind],
            Filler(triggers[row], float(sure[row])),
            STANCE_NAMES[stance],
            event,
            roles,
        )
        for (row, stance), kind, event, roles in zip(nodes, kinds, events, told, strict=True)
    ]
    return sorted(found, key=lambda claim: claim.trigger.span)


def _softmax(scores: FloatArray) -> FloatArray:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), np.float32)


def _sigmoid(scores: FloatArray) -> FloatArray:
    return np.asarray(1 / (1 + np.exp(-scores)), np.float32)


def _indices(spans: list[WordSpan]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    return np.array([s.first for s in spans], np.int64), np.array([s.last for s in spans], np.int64)


def _choose_apart(spans: Iterable[tuple[WordSpan, float]]) -> list[WordSpan]:
    """The likeliest of overlapping spans, in the order of the text."""
    chosen: list[WordSpan] = []
    for span, _ in sorted(spans, key=lambda item: -item[1]):
        if all(span.agreement(other) == 0 for other in chosen):
            chosen.append(span)
    return sorted(chosen)


def _stances(probabilities: FloatArray, threshold: float) -> list[int]:
    best = int(probabilities.argmax())
    return [stance for stance, p in enumerate(probabilities) if stance == best or p >= threshold]


def _candidates(probabilities: FloatArray, settings: Settings) -> list[Candidate]:
    return collect(
        {
            tag: _likeliest(find_spans(probabilities[:, i], settings.candidate), len(probabilities))
            for i, tag in enumerate(TAGS)
            if i
        }
    )


def _likeliest(spans: list[tuple[WordSpan, float]], words: int) -> list[tuple[WordSpan, float]]:
    """At most one span to five words: more is noise, and its links would cost without bound."""
    return sorted(spans, key=lambda item: -item[1])[: 2 + words // 5]


def _roles(
    words: Words,
    states: FloatArray,
    claims: FloatArray,
    triggers: list[WordSpan],
    candidates: list[Candidate],
    network: Network,
    settings: Settings,
) -> list[dict[str, tuple[Filler, ...]]]:
    if not candidates:
        return [{} for _ in triggers]
    spans = [candidate.span for candidate in candidates]
    begins = np.array([candidate.scores for candidate in candidates], np.float32)
    features = link_features(triggers, spans, words.sentences)
    links, nulls = network.attach(states, claims, *_indices(spans), begins, features)
    allowed = {role: begins[:, [TAGS.index(tag) for tag in ROLE_TAGS[role]]].max(axis=1) > 0 for role in ROLES}
    forms = ["".join(words.forms[span.first : span.last + 1]) for span in spans]
    told = []
    for row in range(len(triggers)):
        roles: dict[str, tuple[Filler, ...]] = {}
        for role in LIST_ROLES:
            probability = np.where(allowed[role], _sigmoid(links[row, :, ROLES.index(role)]), 0)
            roles[role] = _fill_list(spans, forms, probability, settings.roles[role])
        taken: set[str] = set()
        for column, role in enumerate(SINGLE_ROLES):
            scores = np.where(allowed[role], links[row, :, ROLES.index(role)], -1e4)
            if role in CHAIN_ROLES:
                scores = np.where([form in taken for form in forms], -1e4, scores)
                if role != "chain1" and not roles[CHAIN_ROLES[CHAIN_ROLES.index(role) - 1]]:
                    roles[role] = ()
                    continue
            none = nulls[row, column] + settings.none.get(role, 0.0)
            roles[role] = _fill_single(spans, forms, scores, float(none))
            if role in CHAIN_ROLES and roles[role]:
                filler = roles[role][0].span
                taken.add("".join(words.forms[filler.first : filler.last + 1]))
        told.append(roles)
    return told


def _fill_list(spans: list[WordSpan], forms: list[str], probability: FloatArray, threshold: float) -> tuple[Filler, ...]:
    chosen: dict[int, float] = {}
    for index in np.argsort(-probability):
        if probability[index] < threshold:
            break
        repeats = any(
            spans[index].agreement(spans[other]) > 0 or forms[index] == forms[other] or _inside(forms[index], forms[other])
            for other in chosen
        )
        if not repeats:
            chosen[int(index)] = float(probability[index])
    return tuple(Filler(spans[index], p) for index, p in sorted(chosen.items()))


def _inside(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= 3 and (a in b or b in a)


def _fill_single(spans: list[WordSpan], forms: list[str], scores: FloatArray, none: float) -> tuple[Filler, ...]:
    """The likeliest name, all its mentions taken together, unless "none" is likelier."""
    probability = _softmax(np.append(scores, none))
    names: dict[str, float] = {}
    for form, p in zip(forms, probability, strict=False):
        names[form] = names.get(form, 0.0) + float(p)
    name = max(names, key=lambda form: names[form])
    if names[name] <= probability[-1]:
        return ()
    best = max((i for i, form in enumerate(forms) if form == name), key=lambda i: scores[i])
    return (Filler(spans[best], names[name]),)


def _events(
    words: Words,
    triggers: list[WordSpan],
    kinds: npt.NDArray[np.int64],
    told: list[dict[str, tuple[Filler, ...]]],
    claims: FloatArray,
    network: Network,
    settings: Settings,
) -> list[int]:
    if len(triggers) == 1:
        return [1]

    def form(span: WordSpan) -> str:
        return "".join(words.forms[span.first : span.last + 1])

    described = [
        Told(
            int(kind),
            form(trigger),
            trigger.first,
            words.sentences[trigger.first],
            {role: frozenset(form(filler.span) for filler in fillers) for role, fillers in roles.items()},
        )
        for trigger, kind, roles in zip(triggers, kinds, told, strict=True)
    ]
    scores = network.compare(claims, pair_features(described))
    return cluster(_sigmoid(scores), settings.event)
