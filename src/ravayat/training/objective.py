"""The loss of one article."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from ravayat.reading.candidates import WordSpan, find_spans
from ravayat.reading.decode import Settings
from ravayat.reading.events import Told as Described
from ravayat.reading.events import pair_features
from ravayat.reading.features import link_features
from ravayat.reading.labels import LIST_ROLES, ROLE_TAGS, ROLES, SINGLE_ROLES, TAGS, TYPES
from ravayat.training.examples import IGNORED, Example
from ravayat.training.heads import Heads

PROPOSAL = Settings().proposal
"""Begin-probability from which a predicted span joins the annotated ones as a candidate."""

_SAME = 0.5
# Words inside spans weigh more: a span that is proposed too often is judged again, one that is not is lost.
_POSITIVE = torch.tensor([3.0, *[1.5] * (len(TAGS) - 1)])
_TRIGGER = TAGS.index("trigger")
_WEIGHTS = {"tags": 4.0, "type": 1.0, "stance": 0.5, "lists": 0.3, "singles": 0.3, "events": 0.3}


@dataclass(slots=True)
class Losses:
    """The weighted loss of a batch, and the mean of each of its parts for the log."""

    total: Tensor
    parts: dict[str, float]


def word_states(window_states: Tensor, example: Example) -> Tensor:
    """Mean of first and last piece of each word: (windows, length, W) to (words, W)."""
    window = torch.from_numpy(example.windows.window)
    first = torch.from_numpy(example.windows.first)
    last = torch.from_numpy(example.windows.last)
    return (window_states[window, first] + window_states[window, last]) / 2


def article_loss(heads: Heads, states: Tensor, example: Example) -> dict[str, tuple[Tensor, int]]:
    """Each part of the loss as a sum and its count, for one article's word states."""
    scores = heads.tag(states).float()
    labels = torch.from_numpy(example.tags)
    losses = nn.functional.cross_entropy(
        scores.reshape(-1, 3), labels.reshape(-1), ignore_index=IGNORED, reduction="none"
    ).reshape(labels.shape)
    weighted = losses * torch.where(labels > 0, _POSITIVE, torch.ones(()))
    parts: dict[str, tuple[Tensor, int]] = {"tags": (weighted.sum(), len(labels))}
    probabilities = torch.softmax(scores.detach(), dim=-1).numpy()
    parts |= _trigger_loss(heads, states, example, probabilities)
    if example.claims:
        parts |= _link_loss(heads, states, example, probabilities)
    return parts


def _indices(spans: list[WordSpan]) -> tuple[Tensor, Tensor]:
    return torch.tensor([s.first for s in spans]), torch.tensor([s.last for s in spans])


def _trigger_loss(
    heads: Heads, states: Tensor, example: Example, probabilities: np.ndarray
) -> dict[str, tuple[Tensor, int]]:
    proposed = [span for span, _ in find_spans(probabilities[:, _TRIGGER], PROPOSAL)]
    known = list(example.triggers)
    wrong = [span for span in proposed if all(span.agreement(trigger) == 0 for trigger in known)]
    wrong = wrong[: 4 + 2 * len(known)]
    if not known and not wrong:
        return {}
    _, types, stances = heads.judge(states, *_indices(known + wrong))
    wanted = torch.tensor([*example.types, *[len(TYPES)] * len(wrong)])
    parts = {"type": (nn.functional.cross_entropy(types.float(), wanted, reduction="sum"), len(wanted))}
    if known:
        loss = nn.functional.binary_cross_entropy_with_logits(
            stances[: len(known)].float(), torch.from_numpy(example.stances), reduction="sum"
        )
        parts["stance"] = (loss, len(known))
    return parts


def candidate_spans(example: Example, probabilities: np.ndarray) -> tuple[list[WordSpan], np.ndarray]:
    """Annotated spans and the tagger's own, with a (spans, tags) mask of what each may be."""
    allowed: dict[WordSpan, set[str]] = {}
    for tag_index, tag in enumerate(TAGS[1:], 1):
        for span, _ in find_spans(probabilities[:, tag_index], PROPOSAL)[:80]:
            allowed.setdefault(span, set()).add(tag)
    for claim in example.claims:
        for role, spans in claim.roles.items():
            for span in spans:
                allowed.setdefault(span, set()).update(ROLE_TAGS[role])
    ordered = sorted(allowed)
    mask = np.array([[tag in allowed[span] for tag in TAGS] for span in ordered], bool).reshape(len(ordered), len(TAGS))
    return ordered, mask


def _form(example: Example, span: WordSpan) -> str:
    return "".join(example.words.forms[span.first : span.last + 1])


def _link_loss(
    heads: Heads, states: Tensor, example: Example, probabilities: np.ndarray
) -> dict[str, tuple[Tensor, int]]:
    vectors, types, _ = heads.judge(states, *_indices(list(example.triggers)))
    owners = torch.tensor([claim.trigger for claim in example.claims])
    stances = torch.tensor([claim.stance for claim in example.claims])
    claims = heads.tell(vectors[owners], types[owners], stances)
    spans, mask = candidate_spans(example, probabilities)
    parts: dict[str, tuple[Tensor, int]] = {}
    if spans:
        first, last = _indices(spans)
        triggers = [example.triggers[claim.trigger] for claim in example.claims]
        features = torch.from_numpy(link_features(triggers, spans, example.words.sentences))
        seen = torch.from_numpy(probabilities[[s.first for s in spans], :, 1])
        links, nulls = heads.attach(states, claims, first, last, seen, features)
        target, ignored = _targets(example, spans, mask)
        lists, singles = _link_sums(links.float(), nulls.float(), torch.from_numpy(target), torch.from_numpy(ignored))
        parts["lists"] = (lists, len(example.claims))
        parts["singles"] = (singles, len(example.claims))
    if len(example.claims) > 1:
        told = [_describe(example, index) for index in range(len(example.claims))]
        pairs = heads.compare(claims, torch.from_numpy(pair_features(told))).float()
        events = torch.tensor([claim.event for claim in example.claims])
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


def _targets(example: Example, spans: list[WordSpan], mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(claims, spans, roles): which links are right, and which are not to be learned from."""
    forms = [_form(example, span) for span in spans]
    target = np.zeros((len(example.claims), len(spans), len(ROLES)), bool)
    ignored = np.zeros(target.shape, bool)
    for column, role in enumerate(ROLES):
        eligible = np.asarray(mask[:, [TAGS.index(tag) for tag in ROLE_TAGS[role]]].any(axis=1))
        ignored[:, ~eligible, column] = True
        for row, claim in enumerate(example.claims):
            for wanted in claim.roles.get(role, ()):
                name = _form(example, wanted)
                for index, span in enumerate(spans):
                    if span.agreement(wanted) >= _SAME:
                        target[row, index, column], ignored[row, index, column] = True, False
                    elif forms[index] == name and eligible[index]:
                        # Another mention of the same name: right for one-of-many roles, unsure for lists.
                        if role in SINGLE_ROLES:
                            target[row, index, column] = True
                        elif not target[row, index, column]:
                            ignored[row, index, column] = True
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
    total, shown = torch.zeros(()), {}
    for name, weight in _WEIGHTS.items():
        entries = [part[name] for part in parts if name in part]
        if not entries:
            continue
        mean = torch.stack([loss for loss, _ in entries]).sum() / max(1, sum(count for _, count in entries))
        total = total + weight * mean
        shown[name] = float(mean.detach())
    return Losses(total, shown)
