"""What teachers say of an article, and the loss of a network that learns to say the same.

Soft targets after Hinton, Vinyals and Dean (2015). Texts need no annotation for this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from ravayat.reading.candidates import allowed_roles, choose_apart, propose
from ravayat.reading.decode import find_candidates
from ravayat.reading.features import link_features
from ravayat.reading.labels import LIST_ROLES, ROLES, SINGLE_ROLES, STANCE_NAMES, TRIGGER
from ravayat.reading.network import Network
from ravayat.reading.reader import word_states
from ravayat.reading.scored import sigmoid, softmax
from ravayat.reading.windows import Windows
from ravayat.text.words import Words
from ravayat.training.heads import Heads
from ravayat.training.objective import LISTS, POSITIVE, PROPOSAL, SINGLES, filled

HalfArray = npt.NDArray[np.float16]
IntArray = npt.NDArray[np.int64]

_CLAIM = 0.15
_STANCE = 0.3
"""From which probability a trigger and a second stance are worth teaching."""


@dataclass(frozen=True, slots=True)
class Taught:
    """The teachers' probabilities for one article.

    Attributes:
        tags: (words, tags, 3).
        first, last, scores: the candidate spans and their begin-probabilities, (spans,), (spans,), (spans, tags).
        triggers: (triggers,) rows of the spans.
        types, stances: (triggers, types + 1) and (triggers, stances).
        owners, chosen: of every claim the row of its trigger, and its stance.
        features: (claims, spans, 4) of :func:`link_features`.
        allowed: (spans, roles), which span can fill which role.
        lists: (claims, spans, list roles).
        singles: (claims, spans + 1, single roles), the last row for "none".
    """

    tags: HalfArray
    first: IntArray
    last: IntArray
    scores: HalfArray
    triggers: IntArray
    types: HalfArray
    stances: HalfArray
    owners: IntArray
    chosen: IntArray
    features: npt.NDArray[np.int8]
    allowed: npt.NDArray[np.bool_]
    lists: HalfArray
    singles: HalfArray


def teach(network: Network, words: Words, windows: Windows) -> Taught:
    """What ``network`` says of an article."""
    states = word_states(list(network.encode(windows.pieces)), windows)
    tags = softmax(network.tag(states), axis=-1)
    triggers = choose_apart(propose(words, tags[:, TRIGGER], PROPOSAL))
    candidates = find_candidates(words, tags, triggers, PROPOSAL) if triggers else []
    if not candidates:
        return _untaught(tags)
    spans = [candidate.span for candidate in candidates]
    first, last = np.array([span.first for span in spans]), np.array([span.last for span in spans])
    scores = np.array([candidate.scores for candidate in candidates], np.float32)
    as_triggers, fillers = network.describe(states, first, last, scores)
    places = {span: place for place, span in enumerate(spans)}
    rows = np.array([places[trigger] for trigger, _ in triggers])
    type_scores, stance_scores = network.judge(as_triggers[rows])
    types, stances = softmax(type_scores, axis=-1), sigmoid(stance_scores)
    told = [
        (row, stance)
        for row in np.flatnonzero(types[:, -1] <= 1 - _CLAIM)
        for stance in range(len(STANCE_NAMES))
        if stance == stances[row].argmax() or stances[row, stance] >= _STANCE
    ]
    owners, chosen = np.array(told, np.int64).reshape(-1, 2).T
    allowed = allowed_roles(scores, ROLES)
    features = link_features([triggers[row][0] for row in owners], spans, words.sentences)
    lists = np.zeros((len(told), len(spans), len(LIST_ROLES)), np.float32)
    singles = np.zeros((len(told), len(spans) + 1, len(SINGLE_ROLES)), np.float32)
    if told:
        claims = network.tell(as_triggers[rows][owners], type_scores[owners], chosen)
        links, nulls = network.attach(claims, fillers, features)
        lists = sigmoid(links[..., LISTS])
        open_to = np.where(allowed[None, :, SINGLES], links[..., SINGLES], -1e4)
        singles = softmax(np.concatenate([open_to, nulls[:, None]], axis=1), axis=1)
    return Taught(
        *(tags.astype(np.float16), first, last, scores.astype(np.float16), rows),
        *(types.astype(np.float16), stances.astype(np.float16), owners, chosen),
        *(features.astype(np.int8), allowed, lists.astype(np.float16), singles.astype(np.float16)),
    )


def _untaught(tags: npt.NDArray[np.float32]) -> Taught:
    nothing, half = np.zeros(0, np.int64), np.zeros((0, 0), np.float16)
    features = np.zeros((0, 0, 4), np.int8)
    return Taught(
        *(tags.astype(np.float16), nothing, nothing, half, nothing, half, half, nothing, nothing, features),
        *(np.zeros((0, len(ROLES)), bool), np.zeros((0, 0, 0), np.float16), np.zeros((0, 1, 0), np.float16)),
    )


def taught_loss(heads: Heads, states: Tensor, lessons: Sequence[Taught]) -> dict[str, Tensor]:
    """Cross-entropy with the teachers' probabilities, by part; ``states`` (words, W) of one article after the other."""
    device = states.device

    def given(parts: Sequence[npt.NDArray[Any]], kind: Any = None) -> Tensor:
        whole = np.concatenate(parts)
        return torch.from_numpy(whole if kind is None else whole.astype(kind)).to(device)

    tags = given([lesson.tags for lesson in lessons], np.float32)
    logarithms = torch.log_softmax(heads.tag(states).float(), dim=-1)
    weights = 1 + (POSITIVE.to(device) - 1) * (1 - tags[..., 0])
    parts = {"tags": -(tags * logarithms).sum(dim=-1).mul(weights).sum() / len(tags)}
    words = np.cumsum([0, *[len(lesson.tags) for lesson in lessons]])
    asked = [(lesson, int(begin)) for lesson, begin in zip(lessons, words, strict=False) if len(lesson.triggers)]
    if not asked:
        return parts
    taught = [lesson for lesson, _ in asked]
    as_triggers, fillers = heads.describe(
        states,
        given([lesson.first + begin for lesson, begin in asked]),
        given([lesson.last + begin for lesson, begin in asked]),
        given([lesson.scores for lesson in taught], np.float32),
    )
    starts = np.cumsum([0, *[len(lesson.first) for lesson in taught]])
    triggers = as_triggers[given([lesson.triggers + start for lesson, start in zip(taught, starts, strict=False)])]
    types, stances = heads.judge(triggers)
    wanted = given([lesson.types for lesson in taught], np.float32)
    parts["type"] = nn.functional.cross_entropy(types.float(), wanted)
    likely = given([lesson.stances for lesson in taught], np.float32)
    parts["stance"] = nn.functional.binary_cross_entropy_with_logits(stances.float(), likely, reduction="sum") / len(
        likely
    )
    counted = np.cumsum([0, *[len(lesson.triggers) for lesson in taught]])
    owners = given([lesson.owners + start for lesson, start in zip(taught, counted, strict=False)])
    if len(owners):
        claims = heads.tell(triggers[owners], types[owners], given([lesson.chosen for lesson in taught]))
        parts |= _taught_links(heads, claims, fillers, taught, starts)
    return parts


def _taught_links(
    heads: Heads, claims: Tensor, fillers: Tensor, taught: Sequence[Taught], starts: IntArray
) -> dict[str, Tensor]:
    device = claims.device
    asked = [(lesson, int(start)) for lesson, start in zip(taught, starts, strict=False) if len(lesson.owners)]
    told = [lesson for lesson, _ in asked]
    rows = [np.tile(np.arange(start, start + len(one.first)), (len(one.owners), 1)) for one, start in asked]
    none = np.concatenate([one.singles[:, -1:] for one in told])
    spans, features, open_to, likely, one_of = (
        torch.from_numpy(array).to(device)
        for array in (
            filled(rows, 0),
            filled([one.features.astype(np.int64) for one in told], 0),
            filled([np.tile(one.allowed, (len(one.owners), 1, 1)) for one in told], False),
            filled([one.lists for one in told], 0).astype(np.float32),
            np.concatenate([filled([one.singles[:, :-1] for one in told], 0), none], axis=1).astype(np.float32),
        )
    )
    links, nulls = heads.attach_each(claims, fillers, spans, features)
    losses = nn.functional.binary_cross_entropy_with_logits(links[..., LISTS].float(), likely, reduction="none")
    scores = links[..., SINGLES].float().masked_fill(~open_to[..., SINGLES], -1e4)
    logarithms = torch.log_softmax(torch.cat([scores, nulls.float().unsqueeze(1)], dim=1), dim=1)
    return {
        "lists": (losses * open_to[..., LISTS]).sum() / len(claims),
        "singles": -(one_of * logarithms).sum() / len(claims),
    }
