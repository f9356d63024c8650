"""The loss of one article."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

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

_SAME = 0.5
# Words inside spans weigh more: a span that is proposed too often is judged again, one that is not is lost.
_POSITIVE = torch.tensor([3.0, *[1.5] * (len(TAGS) - 1)])
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


def word_states(window_states: Tensor, example: Example) -> Tensor:
    """Mean of first and last piece of each word: (windows, length, W) to (words, W)."""
    window, first, last = (
        torch.from_numpy(part).to(window_states.device)
        for part in (example.windows.window, example.windows.first, example.windows.last)
    )
    return (window_states[window, first] + window_states[window, last]) / 2


def article_loss(heads: Heads, states: Tensor, example: Example, draw: random.Random) -> dict[str, tuple[Tensor, int]]:
    """Each part of the loss as a sum and its count, for one article's word states.

    ``draw`` gives annotated spans that the tagger has missed a score, and blurs what claims are compared by.
    """
    device = states.device
    scores = heads.tag(states).float()
    labels = torch.from_numpy(example.tags).to(device)
    losses = nn.functional.cross_entropy(
        scores.reshape(-1, 3), labels.reshape(-1), ignore_index=IGNORED, reduction="none"
    ).reshape(labels.shape)
    weighted = losses * torch.where(labels > 0, _POSITIVE.to(device), torch.ones((), device=device))
    parts: dict[str, tuple[Tensor, int]] = {"tags": (weighted.sum(), len(labels))}
    probabilities = torch.softmax(scores.detach(), dim=-1).cpu().numpy()
    shown = show_candidates(example, probabilities, draw)
    if not shown.triggers:
        return parts
    spans = [candidate.span for candidate in shown.candidates]
    as_triggers, fillers = heads.describe(
        states,
        *_indices(spans, device),
        torch.tensor([candidate.scores for candidate in shown.candidates], device=device),
    )
    places = {span: place for place, span in enumerate(spans)}
    vectors = as_triggers[torch.tensor([places[trigger] for trigger in shown.triggers], device=device)]
    types, stances = heads.judge(vectors)
    known = len(example.triggers)
    wanted = torch.tensor([*example.types, *[len(TYPES)] * (len(shown.triggers) - known)], device=device)
    parts["type"] = (nn.functional.cross_entropy(types.float(), wanted, reduction="sum"), len(wanted))
    if known:
        loss = nn.functional.binary_cross_entropy_with_logits(
            stances[:known].float(), torch.from_numpy(example.stances).to(device), reduction="sum"
        )
        parts["stance"] = (loss, known)
    if example.claims:
        owners = torch.tensor([claim.trigger for claim in example.claims], device=device)
        chosen = torch.tensor([claim.stance for claim in example.claims], device=device)
        claims = heads.tell(vectors[owners], types[owners], chosen)
        parts |= _link_loss(heads, claims, fillers, example, shown.candidates, draw)
    return parts


def _indices(spans: list[WordSpan], device: torch.device) -> tuple[Tensor, Tensor]:
    return (
        torch.tensor([span.first for span in spans], device=device),
        torch.tensor([span.last for span in spans], device=device),
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


def _link_loss(
    heads: Heads, claims: Tensor, fillers: Tensor, example: Example, candidates: list[Candidate], draw: random.Random
) -> dict[str, tuple[Tensor, int]]:
    device = claims.device
    parts: dict[str, tuple[Tensor, int]] = {}
    spans = [candidate.span for candidate in candidates]
    triggers = [example.triggers[claim.trigger] for claim in example.claims]
    features = torch.from_numpy(link_features(triggers, spans, example.words.sentences)).to(device)
    links, nulls = heads.attach(claims, fillers, features)
    target, ignored = (torch.from_numpy(table).to(device) for table in _targets(example, candidates))
    lists, singles = _link_sums(links.float(), nulls.float(), target, ignored)
    parts["lists"] = (lists, len(example.claims))
    parts["singles"] = (singles, len(example.claims))
    if len(example.claims) > 1:
        told = [_as_read(_describe(example, index), draw) for index in range(len(example.claims))]
        pairs = heads.compare(claims, torch.from_numpy(pair_features(told)).to(device)).float()
        events = torch.tensor([claim.event for claim in example.claims], device=device)
        same = (events.unsqueeze(0) == events.unsqueeze(1)).float()
        upper = torch.triu(torch.ones_like(same), diagonal=1).bool()
        loss = nn.functional.binary_cross_entropy_with_logits(pairs[upper], same[upper], reduction="mean")
        parts["events"] = (loss * len(example.claims), len(example.claims))
    return parts


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
    lists = [ROLES.index(role) for role in LIST_ROLES]
    singles = [ROLES.index(role) for role in SINGLE_ROLES]
    losses = nn.functional.binary_cross_entropy_with_logits(
        links[..., lists], target[..., lists].float(), reduction="none"
    )
    list_sum = (losses * ~ignored[..., lists]).sum()
    scores = links[..., singles].masked_fill(ignored[..., singles], -1e4)
    everything = torch.logsumexp(torch.cat([scores, nulls.unsqueeze(1)], dim=1), dim=1)
    right = scores.masked_fill(~target[..., singles], -1e4)
    told = target[..., singles].any(dim=1)
    # The null is right where no span is; every mention of the right name counts as right.
    best = torch.where(told, torch.logsumexp(right, dim=1), nulls)
    return list_sum, (everything - best).sum()


def combine(parts: list[dict[str, tuple[Tensor, int]]]) -> Losses:
    """Weighted sum of the batch's parts, each averaged over what it was counted on."""
    total, shown = [], {}
    for name, weight in _WEIGHTS.items():
        entries = [part[name] for part in parts if name in part]
        if not entries:
            continue
        mean = torch.stack([loss for loss, _ in entries]).sum() / max(1, sum(count for _, count in entries))
        total.append(weight * mean)
        shown[name] = mean.detach()
    return Losses(torch.stack(total).sum(), shown)
