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

from ravayat.reading.labels import LIST_ROLES, ROLE_TAGS, ROLES, SINGLE_ROLES, TAGS
from ravayat.reading.scored import Scored, sigmoid, softmax

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

LOOKED_AT: Final = (*LIST_ROLES, "time", "killed", "wounded", "chain1", "chain2")
"""Roles whose links are looked at again; of the others there are too few to learn from."""

_SINGLES = LOOKED_AT[len(LIST_ROLES) :]
_TOLD = [LOOKED_AT.index(role) for role in ("actor", "target", "place", "chain1")]
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
    scored: Scored, kept: npt.NDArray[np.int64], kinds: npt.NDArray[np.int64], events: Sequence[int]
) -> dict[str, Links]:
    """The links of a section that are worth a second look, by role, with what speaks for each.

    Args:
        scored: what the network says of the section.
        kept: the claims that are put out, as rows of ``scored``.
        kinds: the type of each after the first look.
        events: the event of each after the first look.
    """
    names = _name_numbers(scored)
    network = _Probabilities.of(scored, kept, names)
    beside = _Beside.of(network.of_names, np.array(events), np.array([scored.triggers[row].first for row in kept]))
    tags = np.array([candidate.scores for candidate in scored.candidates], np.float32)
    tagged = np.zeros((network.of_names.shape[1], len(TAGS)), np.float32)
    np.maximum.at(tagged, names, tags)
    fitting = np.stack(
        [tagged[:, [TAGS.index(tag) for tag in ROLE_TAGS[role]]].max(axis=1) > 0 for role in LOOKED_AT], 1
    )
    rank = (-network.of_names).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    told = (beside.same_event >= _ELSEWHERE) | (beside.previous >= _ELSEWHERE)
    claim, name, role = np.nonzero(((network.of_names >= _LIKELY) | (told & fitting)) & (rank < _MOST))
    span = network.best[claim, name, role]
    features = np.hstack(
        [
            _of_claims(scored, kept, kinds, np.array(events), network)[claim],
            network.features(claim, name, role, rank),
            beside.features(claim, name, role),
            tagged[name],
            _of_places(scored, kept, names, tags, (claim, name, role, span)),
        ]
    ).astype(np.float32)
    return {
        looked: Links(claim[own], span[own], features[own])
        for looked, own in ((looked, role == number) for number, looked in enumerate(LOOKED_AT))
    }


def _name_numbers(scored: Scored) -> IntArray:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(scored.form(one.span), len(numbers)) for one in scored.candidates], np.int64)


def _allowed(tags: FloatArray) -> npt.NDArray[np.bool_]:
    """Which of (spans, tags) scores can fill which of the roles: (spans, roles)."""
    return np.stack([tags[:, [TAGS.index(tag) for tag in ROLE_TAGS[role]]].max(axis=1) > 0 for role in LOOKED_AT], 1)


def _logit(probability: npt.NDArray[np.floating[Any]]) -> FloatArray:
    return np.asarray(np.log((probability + _LEAST) / (1 - probability + _LEAST)), np.float32)


@dataclass(frozen=True, slots=True)
class _Probabilities:
    """What the network says of every claim, name and role.

    Attributes:
        of_names: (claims, names, roles), the likeliest mention's in list roles, of all mentions in single ones.
        best: (claims, names, roles) the likeliest mention of each name.
        none: (claims, single roles) that nothing fills the role.
    """

    of_names: FloatArray
    best: IntArray
    none: FloatArray

    @classmethod
    def of(cls, scored: Scored, kept: npt.NDArray[np.int64], names: IntArray) -> _Probabilities:
        begins = np.array([candidate.scores for candidate in scored.candidates], np.float32)
        allowed = _allowed(begins)
        links = scored.links[kept][:, :, [ROLES.index(role) for role in LOOKED_AT]]
        lists = np.where(allowed[:, : len(LIST_ROLES)], sigmoid(links[..., : len(LIST_ROLES)]), 0)
        nulls = scored.nulls[kept][:, None, [SINGLE_ROLES.index(role) for role in _SINGLES]]
        open_to = np.where(allowed[:, len(LIST_ROLES) :], links[..., len(LIST_ROLES) :], -1e4)
        singles = softmax(np.concatenate([open_to, nulls], axis=1), axis=1)
        order = np.concatenate([lists, singles[:, :-1]], axis=2).argsort(axis=1, kind="stable")
        best = np.zeros((len(kept), int(names.max()) + 1, len(LOOKED_AT)), np.int64)
        # Of places named more than once the last one stays: the likeliest.
        best[np.arange(len(kept))[:, None, None], names[order], np.arange(len(LOOKED_AT))] = order
        likeliest = np.take_along_axis(lists, best[..., : len(LIST_ROLES)], axis=1)
        mentions = (names == np.arange(best.shape[1])[:, None]).astype(np.float32)
        of_names = np.concatenate([likeliest, mentions @ singles[:, :-1]], axis=2).astype(np.float32)
        return cls(of_names, best, singles[:, -1])

    def features(self, claim: IntArray, name: IntArray, role: IntArray, rank: IntArray) -> FloatArray:
        """Of the link itself and its rivals in the same claim."""
        rivals = _without_each(self.of_names, axis=1)
        none = np.concatenate([np.full((len(self.none), len(LIST_ROLES)), _ABSENT), self.none], axis=1)
        return np.column_stack(
            [
                _logit(self.of_names[claim, name, role]),
                rank[claim, name, role],
                _logit(np.maximum(rivals[claim, name, role], 0)),
                none[claim, role],
                _logit(self.of_names[claim, name][:, _TOLD]),
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
    network: _Probabilities,
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

    def standing(word: str) -> IntArray:
        return np.array([place for place, form in enumerate(forms) if form == word], np.int64)

    mentions = np.bincount(names)
    earliest = np.full(len(mentions), len(forms))
    np.minimum.at(earliest, names, first)
    in_sentence = np.zeros((len(mentions), len(starts)), bool)
    in_sentence[names, sentences[first]] = True
    tag = np.array([TAGS.index(ROLE_TAGS[looked][0]) for looked in LOOKED_AT])[role]
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
            *(between(standing(word)) for word in _BETWEEN),
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
