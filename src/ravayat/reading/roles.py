"""Which spans fill the roles of a claim: once by the network alone, once more in view of all other claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ravayat.reading.candidates import WordSpan, allowed_roles
from ravayat.reading.events import contained
from ravayat.reading.labels import CHAIN_ROLES, LIST_ROLES, ROLES, SINGLE_ROLES
from ravayat.reading.scored import Scored, sigmoid, softmax

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Filler:
    """A span that fills a role, and the probability that it does."""

    span: WordSpan
    confidence: float

    def moved(self, words: int) -> Filler:
        """The same span, ``words`` words further on."""
        return Filler(WordSpan(self.span.first + words, self.span.last + words), self.confidence)


Roles = dict[str, tuple[Filler, ...]]
"""The fillers of each role of :data:`ravayat.reading.labels.ROLES`."""


def fill_roles(
    scored: Scored, kept: npt.NDArray[np.int64], thresholds: Mapping[str, float], none: Mapping[str, float]
) -> list[Roles]:
    """What fills the roles of each claim, by the network alone.

    Args:
        scored: what the network says.
        kept: the claims, as rows of ``scored``.
        thresholds: probability from which a span fills a list role.
        none: what is added to the score of "none" of each single role.
    """
    spans = [candidate.span for candidate in scored.candidates]
    begins = np.array([candidate.scores for candidate in scored.candidates], np.float32)
    allowed = dict(zip(ROLES, allowed_roles(begins, ROLES).T, strict=True))
    names = scored.names()
    told = []
    for row in kept:
        roles: Roles = {}
        for role in LIST_ROLES:
            probability = np.where(allowed[role], sigmoid(scored.links[row, :, ROLES.index(role)]), 0)
            roles[role] = _fill_list(scored, probability, thresholds[role])
        taken = np.zeros(len(spans), bool)
        for column, role in enumerate(SINGLE_ROLES):
            scores = np.where(allowed[role], scored.links[row, :, ROLES.index(role)], -1e4)
            if role in CHAIN_ROLES:
                if role != "chain1" and not roles[CHAIN_ROLES[CHAIN_ROLES.index(role) - 1]]:
                    roles[role] = ()
                    continue
                scores = np.where(taken, -1e4, scores)
            nothing = scored.nulls[row, column] + none.get(role, 0.0)
            best, confidence = _likeliest(names, scores, float(nothing))
            roles[role] = () if best is None else (Filler(spans[best], confidence),)
            if role in CHAIN_ROLES and best is not None:
                taken |= names == names[best]
        told.append(roles)
    return told


def _fill_list(scored: Scored, probability: FloatArray, threshold: float) -> tuple[Filler, ...]:
    order = np.argsort(-probability, kind="stable")
    chosen = _apart(scored, ((int(row), float(probability[row])) for row in order), threshold)
    return tuple(Filler(scored.candidates[row].span, p) for row, p in sorted(chosen))


def _apart(scored: Scored, likeliest: Iterable[tuple[int, float]], threshold: float) -> list[tuple[int, float]]:
    """The candidates, likeliest first, that reach ``threshold`` and repeat none before them."""
    chosen: list[tuple[int, float]] = []
    for row, probability in likeliest:
        if probability < threshold:
            break
        if not _repeats(scored, row, [one for one, _ in chosen]):
            chosen.append((row, probability))
    return chosen


def _repeats(scored: Scored, row: int, chosen: Sequence[int]) -> bool:
    span = scored.candidates[row].span
    form = scored.form(span)
    others = [scored.candidates[other].span for other in chosen]
    return any(
        span.agreement(other) > 0 or form == scored.form(other) or contained(form, scored.form(other))
        for other in others
    )


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


def fill_again(
    scored: Scored,
    first: Roles,
    likely: Mapping[str, Mapping[int, float]],
    thresholds: Mapping[str, float],
    sure: float,
) -> Roles:
    """What fills the roles of one claim when its links have been looked at again.

    Args:
        scored: what the network says.
        first: what filled them at first; roles without a threshold stay as they are.
        likely: by role, the probability of candidates, as rows of ``scored.candidates``. That of a link of the
            chain is the probability that it is right where the claim is, all others that claim and link are.
        thresholds: probability from which a link stands.
        sure: probability of the claim.
    """
    spans = [candidate.span for candidate in scored.candidates]
    roles = dict(first)
    for role, threshold in thresholds.items():
        if role in CHAIN_ROLES:
            continue
        likeliest = sorted(likely[role].items(), key=lambda link: -link[1])
        chosen = _apart(scored, likeliest if role in LIST_ROLES else likeliest[:1], threshold)
        roles[role] = tuple(Filler(spans[row], min(1.0, p / sure)) for row, p in sorted(chosen))
    roles |= _on_one_side(roles["actor"], roles["target"])
    chain: list[tuple[int, float]] = []
    for role in CHAIN_ROLES:
        if role not in thresholds:
            break
        open_to = {row: p for row, p in likely[role].items() if not _repeats(scored, row, [one for one, _ in chain])}
        found = max(open_to.items(), key=lambda link: link[1], default=None)
        if found is None or found[1] < thresholds[role]:
            break
        chain.append(found)
    return roles | _chain(scored, first, [Filler(spans[row], p) for row, p in chain], thresholds)


def _on_one_side(actors: Sequence[Filler], targets: Sequence[Filler]) -> Roles:
    """Who would be actor and target of one claim at once stays what he is the likelier."""
    acts = {one.span: one.confidence for one in actors}
    suffers = {one.span: one.confidence for one in targets}
    return {
        "actor": tuple(one for one in actors if one.confidence >= suffers.get(one.span, 0.0)),
        "target": tuple(one for one in targets if one.confidence > acts.get(one.span, 0.0)),
    }


def _chain(scored: Scored, first: Roles, links: Sequence[Filler], thresholds: Mapping[str, float]) -> Roles:
    """The chain of ``links``; what the first look had beyond them stays where it is no repetition."""
    known = [role for role in CHAIN_ROLES if role in thresholds]
    if not known:
        return {}
    names = {scored.form(link.span) for link in links}
    roles: Roles = dict.fromkeys(CHAIN_ROLES, ())
    roles |= {role: (link,) for role, link in zip(CHAIN_ROLES, links, strict=False)}
    if len(links) == len(known):
        for role in CHAIN_ROLES[len(known) :]:
            roles[role] = tuple(link for link in first[role] if scored.form(link.span) not in names)
    # The cue introduces the nearest teller.
    nearest = [scored.form(link.span) for link in first[CHAIN_ROLES[0]]]
    roles["cue"] = first["cue"] if nearest == [scored.form(link.span) for link in links[:1]] else ()
    return roles
