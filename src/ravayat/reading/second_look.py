"""What speaks for a link beside the link itself: the features by which links are looked at a second time.

The network scores every link of a claim from that claim and one span.  It does not see that the claim before has
the same teller, that two claims of one event name two actors, that a nearer place stands between, or how sure it is
that there is a claim at all.  Here all that is known once a section is scored is put into numbers; boosted trees
(Friedman 2001) that were taught by articles which the network had not learned from say how likely each link
is in their light (``docs/reader.md``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ravayat.reading.candidates import allowed_roles
from ravayat.reading.labels import LIST_ROLES, ROLE_TAGS, TAGS
from ravayat.reading.name_probabilities import ROLES_COMPARED, NameProbabilities
from ravayat.reading.scored import Scored

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

LOOKED_AT: Final = tuple(role for role in ROLES_COMPARED if role != "time")
"""Roles whose links are looked at again. Times were no better for it (``docs/quality.md``)."""

_TOLD = [ROLES_COMPARED.index(role) for role in ("actor", "target", "place", "chain1")]
"""Roles in which it bears on a link that the name has them."""
_LIKELY = 0.003
"""Probability from which a link is looked at again."""
_ELSEWHERE = 0.3
"""And that which a name has in a claim beside for it to be looked at, whatever it has in this one."""
_MOST = 12
"""Names of a claim and a role that are looked at, the likeliest ones."""
_SURE, _TAGGED, _CUE = 0.5, 0.3, 0.15
"""Probabilities from which a link, a span and a verb of saying are counted."""
_NEAR = 4
"""Words between a mention and a verb of saying that goes with it."""
_LEAST = 1e-4
_ABSENT = -1.0
"""Stands for the probability in a claim that there is not."""

_BEFORE = ("به", "از", "در", "توسط", "علیه", "بر", "با", "را", "که", "و", "،", "»", "«", ":", "گفت", "(", "سوی", "دست")
_AFTER = ("به", "از", "در", "را", "که", "و", "،", "»", "«", ":", "گفت", ")", "اعلام", "کرد", "است", "با", "بر", "نیز")
_BETWEEN = ("را", "توسط", "،", "که", "و", ":", ".")
"""Words and signs before, after, and between claim and span that show what a noun does in its sentence."""
_OPENING, _CLOSING = frozenset("«“"), frozenset("»”")


@dataclass(frozen=True, slots=True)
class Links:
    """Links of one role that are looked at again.

    Attributes:
        claims, spans: (links,) which claim of those kept, and which candidate.
        features: (links, columns) as :func:`look_again` puts them together.
    """

    claims: IntArray
    spans: IntArray
    features: FloatArray

    def of_claim(self, claim: int, likely: FloatArray) -> dict[int, float]:
        """Of one claim the candidates with their probabilities, of (links,) ``likely``."""
        own = self.claims == claim
        return dict(zip(self.spans[own].tolist(), likely[own].tolist(), strict=True))


def look_again(
    scored: Scored, network: NameProbabilities, kept: IntArray, kinds: IntArray, events: Sequence[int]
) -> dict[str, Links]:
    """The links of a section that are worth a second look, by role, with what speaks for each.

    Args:
        scored: what the network says of the section.
        network: the same by names, of the claims that are put out.
        kept: these claims, as rows of ``scored``.
        kinds: the type of each after the first look.
        events: the event of each after the first look.
    """
    names = network.names
    beside = _Beside.of(network.of_names, np.array(events), np.array([scored.triggers[row].first for row in kept]))
    tags = np.array([candidate.scores for candidate in scored.candidates], np.float32)
    tagged = np.zeros((network.of_names.shape[1], len(TAGS)), np.float32)
    np.maximum.at(tagged, names, tags)
    fitting = allowed_roles(tagged, ROLES_COMPARED)
    rank = (-network.of_names).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    told = (beside.same_event >= _ELSEWHERE) | (beside.previous >= _ELSEWHERE)
    claim, name, role = np.nonzero(((network.of_names >= _LIKELY) | (told & fitting)) & (rank < _MOST))
    span = network.best[claim, name, role]
    features = np.hstack(
        [
            _of_claims(scored, kept, kinds, np.array(events), network)[claim],
            _of_links(network, (claim, name, role), rank),
            beside.features(claim, name, role),
            tagged[name],
            _of_places(scored, kept, names, tags, (claim, name, role, span)),
        ]
    ).astype(np.float32)
    return {
        looked: Links(claim[own], span[own], features[own])
        for looked, own in ((looked, role == ROLES_COMPARED.index(looked)) for looked in LOOKED_AT)
    }


def _logit(probability: npt.NDArray[np.floating[Any]]) -> FloatArray:
    return np.asarray(np.log((probability + _LEAST) / (1 - probability + _LEAST)), np.float32)


def _of_links(network: NameProbabilities, link: tuple[IntArray, IntArray, IntArray], rank: IntArray) -> FloatArray:
    """Of the links themselves and their rivals in the same claim: (links, columns)."""
    claim, name, role = link
    rivals = _without_each(network.of_names, axis=1)
    none = np.concatenate([np.full((len(network.none), len(LIST_ROLES)), _ABSENT), network.none], axis=1)
    return np.column_stack(
        [
            _logit(network.of_names[claim, name, role]),
            rank[claim, name, role],
            _logit(np.maximum(rivals[claim, name, role], 0)),
            none[claim, role],
            _logit(network.of_names[claim, name][:, _TOLD]),
        ]
    )


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the other claims of the section say, each (claims, names, roles).

    Attributes:
        highest, mean, many: of all others the highest and the mean probability, and how many are sure.
        same_event: the highest among the claims of the same event.
        rival: the highest that another name has there.
        previous, next: of the claims before and after in the text.
    """

    highest: FloatArray
    mean: FloatArray
    many: FloatArray
    same_event: FloatArray
    rival: FloatArray
    previous: FloatArray
    next: FloatArray

    @classmethod
    def of(cls, of_names: FloatArray, events: IntArray, places: IntArray) -> _Beside:
        count = len(of_names)
        same_event, rival = np.full((2, *of_names.shape), _ABSENT, np.float32)
        rivals = _without_each(of_names, axis=1)
        for event in np.unique(events):
            own = np.flatnonzero(events == event)
            same_event[own], rival[own] = _without_each(of_names[own], axis=0), _without_each(rivals[own], axis=0)
        others = max(count - 1, 1)
        sure = of_names > _SURE
        order = np.argsort(places, kind="stable")
        before = np.searchsorted(places[order], places, side="left") - 1
        after = np.searchsorted(places[order], places, side="right")
        # One more claim, of which nothing is known, stands at both ends.
        ordered = np.concatenate([of_names[order], np.full((1, *of_names.shape[1:]), _ABSENT, np.float32)])
        return cls(
            _without_each(of_names, axis=0),
            (of_names.sum(axis=0) - of_names) / others if count > 1 else np.full_like(of_names, _ABSENT),
            (sure.sum(axis=0) - sure).astype(np.float32),
            same_event,
            rival,
            ordered[before],
            ordered[after],
        )

    def features(self, claim: IntArray, name: IntArray, role: IntArray) -> FloatArray:
        """In the link's own role, and what the name is elsewhere."""
        own = [self.highest, self.mean, self.same_event, self.many, self.previous, self.next, self.rival]
        return np.column_stack(
            [
                *(part[claim, name, role] for part in own),
                self.highest[claim, name][:, _TOLD],
                self.same_event[claim, name][:, _TOLD],
            ]
        )


def _without_each(values: FloatArray, axis: int) -> FloatArray:
    """The highest of the others along ``axis``, at every place; :data:`_ABSENT` where there is no other."""
    if values.shape[axis] == 1:
        return np.full_like(values, _ABSENT)
    ordered = np.sort(values, axis=axis)
    highest, second = np.take(ordered, [-1], axis=axis), np.take(ordered, [-2], axis=axis)
    return np.where(values == highest, second, highest)


def _of_claims(
    scored: Scored,
    kept: npt.NDArray[np.int64],
    kinds: npt.NDArray[np.int64],
    events: IntArray,
    network: NameProbabilities,
) -> FloatArray:
    """Of the claim alone: (claims, columns)."""
    words, sentences = scored.words, np.array(scored.words.sentences)
    starts = np.searchsorted(sentences, np.arange(sentences[-1] + 2))
    first = np.array([scored.triggers[row].first for row in kept])
    last = np.array([scored.triggers[row].last for row in kept])
    own = sentences[first]
    return np.column_stack(
        [
            kinds,
            scored.stances[kept],
            scored.sure[kept],
            scored.likely[kept],
            np.full(len(kept), len(kept) - 1),
            (events[:, None] == events).sum(axis=1) - 1,
            (own[:, None] == own).sum(axis=1),
            first / len(words),
            network.of_names.max(axis=1),
            network.none,
            first - starts[own],
            starts[own + 1] - last,
            own,
            _quoted(words.forms)[first],
        ]
    ).astype(np.float32)


def _of_places(
    scored: Scored,
    kept: npt.NDArray[np.int64],
    names: IntArray,
    tags: FloatArray,
    link: tuple[IntArray, IntArray, IntArray, IntArray],
) -> FloatArray:
    """Of where claim and mention stand, and of the words at and between them: (links, columns)."""
    claim, name, role, span = link
    forms, sentences = scored.words.forms, np.array(scored.words.sentences)
    first = np.array([candidate.span.first for candidate in scored.candidates])
    last = np.array([candidate.span.last for candidate in scored.candidates])
    trigger_first = np.array([scored.triggers[row].first for row in kept])[claim]
    trigger_last = np.array([scored.triggers[row].last for row in kept])[claim]
    begin, end = first[span], last[span]
    after = begin > trigger_last
    low, high = np.where(after, trigger_last, end) + 1, np.where(after, begin, trigger_first)
    distance = np.where(after, begin - trigger_last, end - trigger_first)
    starts = np.searchsorted(sentences, np.arange(sentences[-1] + 2))

    def between(places: IntArray) -> IntArray:
        ordered = np.sort(places)
        found: IntArray = np.maximum(np.searchsorted(ordered, high) - np.searchsorted(ordered, low), 0)
        return found

    standing: dict[str, list[int]] = {word: [] for word in _BETWEEN}
    for place, form in enumerate(forms):
        if form in standing:
            standing[form].append(place)
    mentions = np.bincount(names)
    earliest = np.full(len(mentions), len(forms))
    np.minimum.at(earliest, names, first)
    in_sentence = np.zeros((len(mentions), len(starts)), bool)
    in_sentence[names, sentences[first]] = True
    tag = np.array([TAGS.index(ROLE_TAGS[compared][0]) for compared in ROLES_COMPARED])[role]
    of_tags = np.stack([between(first[tags[:, number] >= _TAGGED]) for number in range(len(TAGS))], axis=1)
    cues = np.flatnonzero(tags[:, TAGS.index("cue")] >= _CUE)
    return np.column_stack(
        [
            mentions[name],
            end - begin + 1,
            distance,
            np.abs(distance),
            sentences[begin] - sentences[trigger_first],
            in_sentence[name, sentences[trigger_first]],
            earliest[name],
            mentions[name] / len(names),
            begin - starts[sentences[begin]],
            sentences[begin] == 0,
            _quoted(forms)[begin],
            _flags(_BEFORE, [forms[place - 1] if place else "" for place in begin]),
            _flags(_AFTER, [forms[place + 1] if place + 1 < len(forms) else "" for place in end]),
            *(between(np.array(standing[word], np.int64)) for word in _BETWEEN),
            of_tags[np.arange(len(role)), tag],
            of_tags[:, [TAGS.index("participant"), TAGS.index("source")]],
            between(first[cues]),
            between(np.unique([trigger.first for trigger in scored.triggers])),
            _beside_cue(first, last, tags[:, TAGS.index("cue")], cues)[span],
        ]
    ).astype(np.float32)


def _flags(known: Sequence[str], words: Sequence[str]) -> IntArray:
    numbers = {word: number for number, word in enumerate(known)}
    own = np.array([numbers.get(word, -1) for word in words], np.int64).reshape(-1, 1)
    return np.asarray(own == np.arange(len(known)), np.int64)


def _quoted(forms: Sequence[str]) -> IntArray:
    """Whether each word stands within quotation marks that are open."""
    change = [(form in _OPENING) - (form in _CLOSING) for form in forms]
    return np.asarray(np.cumsum(change) > 0, np.int64)


def _beside_cue(first: IntArray, last: IntArray, scores: FloatArray, cues: IntArray) -> FloatArray:
    """The score of the surest verb of saying beside each span, 0 where there is none."""
    if not len(cues):
        return np.zeros(len(first), np.float32)
    near = np.minimum(np.abs(first[cues] - last[:, None]), np.abs(first[:, None] - last[cues])) <= _NEAR
    near &= cues != np.arange(len(first))[:, None]
    return np.asarray(np.where(near, scores[cues], 0).max(axis=1), np.float32)
