"""The loss of a batch of articles."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from ravayat.reading.candidates import Candidate, WordSpan, choose_apart, propose
from ravayat.reading.decode import Settings, find_candidates
from ravayat.reading.events import Told as Described
from ravayat.reading.events import pair_features
from ravayat.reading.features import link_features
from ravayat.reading.labels import LIST_ROLES, ROLE_TAGS, ROLES, SINGLE_ROLES, TAGS, TRIGGER, TYPES
from ravayat.training.examples import IGNORED, Example
from ravayat.training.heads import Heads

PROPOSAL = Settings().proposal
"""Begin-probability from which a predicted span joins the annotated ones as a candidate."""

LISTS = [ROLES.index(role) for role in LIST_ROLES]
SINGLES = [ROLES.index(role) for role in SINGLE_ROLES]
"""Columns of the links: of the roles that several spans fill, and of those that one fills."""

_SAME = 0.5
# Words inside spans weigh more: a span that is proposed too often is judged again, one that is not is lost.
POSITIVE = torch.tensor([3.0, *[1.5] * (len(TAGS) - 1)])
"""Weight of the words inside spans of each tag."""
_MISSED_SCORES = (PROPOSAL, 0.6)
# Claims are compared by what annotators filled; the reader fills half of it and errs in a quarter of the types.
_LOST_ROLES = 0.5
_WRONG_TYPES = 0.3
_WEIGHTS = {"tags": 4.0, "type": 1.0, "stance": 0.5, "lists": 0.3, "singles": 0.3, "events": 0.3}


@dataclass(slots=True)
class Losses:
    """The weighted loss of a batch, and the mean of each of its parts for the log."""

    total: Tensor
    parts: dict[str, Tensor]


def word_states(window_states: Tensor, examples: Sequence[Example]) -> Tensor:
    """Mean of first and last piece of each word: (windows, length, W) of all examples to (words of all, W)."""
    starts = np.cumsum([0, *[len(example.windows.pieces) for example in examples]])
    rows = [
        [example.windows.window + start for example, start in zip(examples, starts, strict=False)],
        [example.windows.first for example in examples],
        [example.windows.last for example in examples],
    ]
    window, first, last = (torch.from_numpy(np.concatenate(part)).to(window_states.device) for part in rows)
    return (window_states[window, first] + window_states[window, last]) / 2


def batch_loss(
    heads: Heads, states: Tensor, examples: Sequence[Example], draw: random.Random, smoothing: float = 0.0
) -> Losses:
    """The loss of some articles together.

    Args:
        heads: what stands on the encoder.
        states: (words, W), those of the first article, then of the next.
        examples: the articles.
        draw: gives annotated spans that the tagger has missed a score, and blurs what claims are compared by.
        smoothing: share of a type's probability that is spread over all types (Szegedy et al. 2016).
    """
    device = states.device
    scores = heads.tag(states).float()
    labels = torch.from_numpy(np.concatenate([example.tags for example in examples])).to(device)
    losses = nn.functional.cross_entropy(
        scores.reshape(-1, 3), labels.reshape(-1), ignore_index=IGNORED, reduction="none"
    ).reshape(labels.shape)
    weighted = losses * torch.where(labels > 0, POSITIVE.to(device), torch.ones((), device=device))
    parts = {"tags": weighted.sum() / len(labels)}
    asked = _ask(examples, torch.softmax(scores.detach(), dim=-1).cpu().numpy(), draw)
    if asked is None:
        return sum_up(parts)
    as_triggers, fillers = heads.describe(
        states, *(torch.from_numpy(part).to(device) for part in (asked.first, asked.last, asked.scores))
    )
    vectors = as_triggers[torch.from_numpy(asked.triggers).to(device)]
    types, stances = heads.judge(vectors)
    wanted = torch.from_numpy(asked.types).to(device)
    parts["type"] = nn.functional.cross_entropy(types.float(), wanted, label_smoothing=smoothing)
    known = torch.from_numpy(asked.known).to(device)
    if len(known):
        told = torch.from_numpy(np.concatenate([example.stances for example in examples])).to(device)
        loss = nn.functional.binary_cross_entropy_with_logits(stances[known].float(), told, reduction="sum")
        parts["stance"] = loss / len(known)
    if asked.links:
        owners = torch.from_numpy(asked.owners).to(device)
        chosen = torch.tensor([claim.stance for example in examples for claim in example.claims], device=device)
        claims = heads.tell(vectors[owners], types[owners], chosen)
        parts |= _link_loss(heads, claims, fillers, asked.links)
        parts |= _event_loss(heads, claims, examples, draw)
    return sum_up(parts)


@dataclass(frozen=True, slots=True)
class Links:
    """The spans that each claim is asked about, filled up to the longest list of them.

    Attributes:
        spans: (claims, longest) rows of the spans of all articles.
        features: (claims, longest, 4) of :func:`link_features`.
        target, ignored: (claims, longest, roles): which links are right, and which are not to be learned from.
    """

    spans: npt.NDArray[np.int64]
    features: npt.NDArray[np.int64]
    target: npt.NDArray[np.bool_]
    ignored: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the network is asked about some articles, as rows of all their spans, triggers and claims.

    Attributes:
        first, last, scores: (spans,), (spans,) words, counted through all articles, and (spans, tags).
        triggers: (triggers,) the row of each among the spans.
        types: (triggers,) their types; the number of types where a trigger is none.
        known: rows of the triggers that are annotated, in their order.
        owners: (claims,) the row of each claim's trigger among the triggers.
        links: what claims may be linked to; ``None`` where there is no claim.
    """

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float32]
    triggers: npt.NDArray[np.int64]
    types: npt.NDArray[np.int64]
    known: npt.NDArray[np.int64]
    owners: npt.NDArray[np.int64]
    links: Links | None


def _ask(examples: Sequence[Example], probabilities: npt.NDArray[np.float32], draw: random.Random) -> Asked | None:
    """Candidates of every article, given the tagger's probabilities of all words; ``None`` where none has a trigger."""
    spans: list[Candidate] = []
    words: list[int] = []
    triggers: list[int] = []
    types: list[int] = []
    known: list[int] = []
    owners: list[int] = []
    links: list[Links] = []
    begin = 0
    for example in examples:
        own = probabilities[begin : begin + len(example.words)]
        shown = show_candidates(example, own, draw) if len(own) else None
        if shown and shown.triggers:
            rows = {candidate.span: len(spans) + row for row, candidate in enumerate(shown.candidates)}
            if example.claims:
                links.append(_links(example, shown.candidates, len(spans)))
            owners += [len(triggers) + claim.trigger for claim in example.claims]
            known += range(len(triggers), len(triggers) + len(example.triggers))
            triggers += [rows[trigger] for trigger in shown.triggers]
            types += [*example.types, *[len(TYPES)] * (len(shown.triggers) - len(example.triggers))]
            spans += shown.candidates
            words += [begin] * len(shown.candidates)
        begin += len(example.words)
    if not triggers:
        return None
    offsets = np.array(words)
    return Asked(
        np.array([candidate.span.first for candidate in spans]) + offsets,
        np.array([candidate.span.last for candidate in spans]) + offsets,
        np.array([candidate.scores for candidate in spans], np.float32),
        np.array(triggers),
        np.array(types),
        np.array(known, np.int64),
        np.array(owners, np.int64),
        _together(links) if links else None,
    )


def _links(example: Example, candidates: list[Candidate], start: int) -> Links:
    """Of one article whose first span has the row ``start``."""
    spans = [candidate.span for candidate in candidates]
    triggers = [example.triggers[claim.trigger] for claim in example.claims]
    rows = np.tile(np.arange(start, start + len(spans)), (len(triggers), 1))
    features = link_features(triggers, spans, example.words.sentences)
    return Links(rows, features, *_targets(example, candidates))


def _together(links: list[Links]) -> Links:
    return Links(
        filled([one.spans for one in links], 0),
        filled([one.features for one in links], 0),
        filled([one.target for one in links], False),
        filled([one.ignored for one in links], True),
    )


def filled(arrays: Sequence[npt.NDArray[Any]], with_what: bool | int) -> npt.NDArray[Any]:
    """Arrays (claims, spans, ...) of several articles as one, each filled up to the longest list of spans."""
    longest = max(array.shape[1] for array in arrays)
    shapes = [((0, 0), (0, longest - array.shape[1]), (0, 0))[: array.ndim] for array in arrays]
    return np.concatenate(
        [np.pad(array, shape, constant_values=with_what) for array, shape in zip(arrays, shapes, strict=True)]
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """The spans that the network is asked about.

    Attributes:
        candidates: the tagger's own and annotated ones, each with its scores.
        triggers: the annotated ones in their order, then proposed ones that are none.
    """

    candidates: list[Candidate]
    triggers: list[WordSpan]


def show_candidates(example: Example, probabilities: npt.NDArray[np.float32], draw: random.Random) -> Shown:
    """What the reader would look at, and what it should have looked at.

    An annotated span that the tagger has not proposed is shown with a score drawn at random
    from those of proposed ones: its own, too low for any proposal, would tell that it is right.
    """
    proposed = choose_apart(propose(example.words, probabilities[:, TRIGGER], PROPOSAL))
    wrong = [item for item in proposed if all(item[0].agreement(trigger) == 0 for trigger in example.triggers)]
    seen = dict(proposed)
    known = [(span, seen.get(span) or draw.uniform(*_MISSED_SCORES)) for span in example.triggers]
    triggers = known + wrong
    found = find_candidates(example.words, probabilities, triggers, PROPOSAL)
    scores = {candidate.span: list(candidate.scores) for candidate in found}
    for claim in example.claims:
        for role, spans in claim.roles.items():
            for span in spans:
                columns = [TAGS.index(tag) for tag in ROLE_TAGS[role]]
                row = scores.setdefault(span, [0.0] * len(TAGS))
                if not any(row[column] for column in columns):
                    row[columns[0]] = draw.uniform(*_MISSED_SCORES)
    candidates = [Candidate(span, tuple(row)) for span, row in sorted(scores.items())]
    return Shown(candidates, [span for span, _ in triggers])


def _form(example: Example, span: WordSpan) -> str:
    return "".join(example.words.forms[span.first : span.last + 1])


def _link_loss(heads: Heads, claims: Tensor, fillers: Tensor, asked: Links) -> dict[str, Tensor]:
    spans, features, target, ignored = (
        torch.from_numpy(part).to(claims.device) for part in (asked.spans, asked.features, asked.target, asked.ignored)
    )
    links, nulls = heads.attach_each(claims, fillers, spans, features)
    lists, singles = _link_sums(links.float(), nulls.float(), target, ignored)
    return {"lists": lists / len(claims), "singles": singles / len(claims)}


def _event_loss(heads: Heads, claims: Tensor, examples: Sequence[Example], draw: random.Random) -> dict[str, Tensor]:
    """Of pairs of claims of one article; an article counts by its claims, however many pairs they make."""
    pairs, features, same, weights = [], [], [], []
    start, compared = 0, 0
    for example in examples:
        count = len(example.claims)
        if count > 1:
            told = [_as_read(_describe(example, index), draw) for index in range(count)]
            upper = np.triu_indices(count, 1)
            events = np.array([claim.event for claim in example.claims])
            pairs.append(np.stack(upper) + start)
            features.append(pair_features(told)[upper])
            same.append((events[upper[0]] == events[upper[1]]).astype(np.float32))
            weights.append(np.full(len(upper[0]), count / len(upper[0]), np.float32))
            compared += count
        start += count
    if not pairs:
        return {}
    (one, other), given, wanted, weight = (
        torch.from_numpy(np.concatenate(part, axis=-1 if part is pairs else 0)).to(claims.device)
        for part in (pairs, features, same, weights)
    )
    scores = heads.compare_pairs(claims, one, other, given).float()
    loss = nn.functional.binary_cross_entropy_with_logits(scores, wanted, weight, reduction="sum")
    return {"events": loss / compared}


def _describe(example: Example, index: int) -> Described:
    claim = example.claims[index]
    trigger = example.triggers[claim.trigger]
    roles = {role: frozenset(_form(example, span) for span in spans) for role, spans in claim.roles.items()}
    sentence = example.words.sentences[trigger.first]
    return Described(example.types[claim.trigger], _form(example, trigger), trigger.first, sentence, roles)


def _as_read(claim: Described, draw: random.Random) -> Described:
    """The claim with roles lost and type mistaken as often as the reader loses and mistakes them."""
    roles = {role: names for role, names in claim.roles.items() if draw.random() >= _LOST_ROLES}
    return replace(claim, type=draw.randrange(len(TYPES)) if draw.random() < _WRONG_TYPES else claim.type, roles=roles)


def _targets(example: Example, candidates: list[Candidate]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """(claims, spans, roles): which links are right, and which are not to be learned from."""
    spans = [candidate.span for candidate in candidates]
    first, last = (np.array(edge) for edge in zip(*[(span.first, span.last) for span in spans], strict=True))
    told = np.array([candidate.scores for candidate in candidates]) > 0
    forms = np.array([_form(example, span) for span in spans])
    target = np.zeros((len(example.claims), len(spans), len(ROLES)), bool)
    ignored = np.zeros(target.shape, bool)
    for column, role in enumerate(ROLES):
        eligible = np.asarray(told[:, [TAGS.index(tag) for tag in ROLE_TAGS[role]]].any(axis=1))
        ignored[:, ~eligible, column] = True
        for row, claim in enumerate(example.claims):
            for wanted in claim.roles.get(role, ()):
                shared = np.minimum(last, wanted.last) - np.maximum(first, wanted.first) + 1
                union = np.maximum(last, wanted.last) - np.minimum(first, wanted.first) + 1
                right = shared >= _SAME * union
                target[row, right, column], ignored[row, right, column] = True, False
                # Another mention of the same name: right for one-of-many roles, unsure for lists.
                elsewhere = ~right & eligible & (forms == _form(example, wanted))
                if role in SINGLE_ROLES:
                    target[row, elsewhere, column] = True
                else:
                    ignored[row, elsewhere & ~target[row, :, column], column] = True
    return target, ignored


def _link_sums(links: Tensor, nulls: Tensor, target: Tensor, ignored: Tensor) -> tuple[Tensor, Tensor]:
    losses = nn.functional.binary_cross_entropy_with_logits(
        links[..., LISTS], target[..., LISTS].float(), reduction="none"
    )
    list_sum = (losses * ~ignored[..., LISTS]).sum()
    scores = links[..., SINGLES].masked_fill(ignored[..., SINGLES], -1e4)
    everything = torch.logsumexp(torch.cat([scores, nulls.unsqueeze(1)], dim=1), dim=1)
    right = scores.masked_fill(~target[..., SINGLES], -1e4)
    told = target[..., SINGLES].any(dim=1)
    # The null is right where no span is; every mention of the right name counts as right.
    best = torch.where(told, torch.logsumexp(right, dim=1), nulls)
    return list_sum, (everything - best).sum()


def sum_up(parts: dict[str, Tensor]) -> Losses:
    """Sum of the means of the parts, each by its weight."""
    total = torch.stack([_WEIGHTS[name] * mean for name, mean in parts.items()]).sum()
    return Losses(total, {name: mean.detach() for name, mean in parts.items()})
