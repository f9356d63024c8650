"""What the network is asked in training."""

import random
from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra train")

from ravayat.reading.candidates import WordSpan
from ravayat.reading.labels import ROLES, TAGS, TRIGGER, TYPES
from ravayat.reading.windows import Windows
from ravayat.text.words import split_words
from ravayat.training.examples import Example, Told
from ravayat.training.heads import Heads
from ravayat.training.network import WIDTH
from ravayat.training.objective import PROPOSAL, _targets, batch_loss, show_candidates, word_states

WORDS = split_words("سانا گفت در انفجار حلب سه تن کشته شدند و حلب آرام است")
TRIGGER_SPAN, PLACE, OTHER_PLACE, SOURCE = WordSpan(3, 3), WordSpan(4, 4), WordSpan(10, 10), WordSpan(0, 0)
NOTHING = np.zeros(0, np.int64)


def example() -> Example:
    claim = Told(0, 0, 1, {"place": (PLACE,), "chain1": (SOURCE,)})
    tags = np.zeros((len(WORDS), len(TAGS)), np.int64)
    tags[TRIGGER_SPAN.first, TRIGGER] = 1
    stances = np.array([[1, 0, 0, 0]], np.float32)
    windows = Windows((), NOTHING, NOTHING, NOTHING)
    return Example("a", WORDS, windows, tags, (TRIGGER_SPAN,), (TYPES.index("explosion"),), stances, (claim,))


def seen(**begins: list[int]) -> np.ndarray:
    """Probabilities of a tagger that is sure of the words told and of nothing else."""
    probabilities = np.zeros((len(WORDS), len(TAGS), 3), np.float32)
    probabilities[..., 0] = 1
    for tag, words in begins.items():
        probabilities[words, TAGS.index(tag)] = [0, 0.9, 0.1]
    return probabilities


def test_annotated_spans_are_shown_even_where_the_tagger_saw_none() -> None:
    shown = show_candidates(example(), seen(), random.Random(1))
    assert [candidate.span for candidate in shown.candidates] == [SOURCE, TRIGGER_SPAN, PLACE]
    assert all(max(candidate.scores) >= PROPOSAL for candidate in shown.candidates)


def test_proposed_triggers_that_are_none_stand_behind_the_right_ones() -> None:
    shown = show_candidates(example(), seen(trigger=[3, 7]), random.Random(1))
    assert shown.triggers == [TRIGGER_SPAN, WordSpan(7, 7)]


def test_another_mention_of_a_place_is_not_called_wrong() -> None:
    shown = show_candidates(example(), seen(trigger=[3], place=[4, 10], source=[0]), random.Random(1))
    target, ignored = _targets(example(), shown.candidates)
    where = [candidate.span for candidate in shown.candidates]
    place = ROLES.index("place")
    assert target[0, where.index(PLACE), place]
    assert not target[0, where.index(OTHER_PLACE), place]
    assert ignored[0, where.index(OTHER_PLACE), place]


def test_the_loss_has_every_part_and_falls_when_learned_from() -> None:
    torch.manual_seed(1)
    heads, states = Heads(), torch.randn(len(WORDS), WIDTH)
    optimizer = torch.optim.AdamW(heads.parameters(), lr=1e-3)
    totals = []
    for _ in range(12):
        losses = batch_loss(heads, states, [example()], random.Random(1))
        assert losses.parts.keys() == {"tags", "type", "stance", "lists", "singles"}
        optimizer.zero_grad()
        losses.total.backward()
        optimizer.step()
        totals.append(float(losses.total.detach()))
    assert totals[-1] < totals[0] / 2


def claims_of(number: int) -> Example:
    """The example with ``number`` claims on its trigger, each of an event of its own, so that there are pairs."""
    one = example()
    claims = [replace(one.claims[0], stance=at, event=at, roles={"place": (OTHER_PLACE,)}) for at in range(1, number)]
    stances = np.array([[float(at < number) for at in range(4)]], np.float32)
    return replace(one, stances=stances, claims=(*one.claims, *claims))


class Halfway(random.Random):
    """Blurs nothing, and draws the middle of every range."""

    def random(self) -> float:
        return 1.0

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


def test_articles_together_lose_what_they_lose_apart_weighed_by_what_each_has() -> None:
    torch.manual_seed(1)
    heads = Heads().eval()
    untold = replace(example(), triggers=(), types=(), claims=(), stances=np.zeros((0, 4), np.float32))
    examples = [claims_of(2), untold, claims_of(3)]
    states = torch.randn(len(examples), len(WORDS), WIDTH)
    together = batch_loss(heads, states.flatten(0, 1), examples, Halfway())
    apart = [batch_loss(heads, own, [one], Halfway()) for own, one in zip(states, examples, strict=True)]
    for name in ("tags", "stance", "lists", "singles", "events"):
        told = [(losses.parts[name], one) for losses, one in zip(apart, examples, strict=True) if name in losses.parts]
        counts = [len(one.claims) if name in ("lists", "singles", "events") else 1 for _, one in told]
        mean = sum(loss * count for (loss, _), count in zip(told, counts, strict=True)) / sum(counts)
        torch.testing.assert_close(together.parts[name], mean)


def test_words_find_their_states_in_the_windows_of_their_own_article() -> None:
    one, two = np.zeros(1, np.int64), np.array([0, 1])
    windows = Windows((np.zeros(2, np.int64), np.zeros(2, np.int64)), two, np.zeros(2, np.int64), np.ones(2, np.int64))
    first = replace(example(), windows=windows)
    second = replace(example(), windows=Windows((np.zeros(1, np.int64),), one, one, one))
    states = torch.arange(3.0)[:, None, None] * 10 + torch.arange(2.0)[None, :, None]
    assert word_states(states, [first, second]).ravel().tolist() == [0.5, 10.5, 20.0]
