"""From scores to claims, with a network that says what the test wants."""

from collections.abc import Sequence

import numpy as np
import pytest

from ravayat.reading.candidates import WordSpan
from ravayat.reading.decode import Settings, read_claims
from ravayat.reading.labels import ROLES, SINGLE_ROLES, STANCE_NAMES, TAGS, TYPES
from ravayat.text.words import Words, split_words

TEXT = "سانا گفت در انفجار حلب سه تن کشته شدند. سانا گفت ارتش رفت."
WORDS = split_words(TEXT)


class ScriptedNetwork:
    """Tags, links and nulls as told; every stance but the first is unlikely."""

    def __init__(self, tags: dict[int, str], links: dict[tuple[int, str], float], sure: float = 5.0) -> None:
        self.tags = tags
        self.links = links
        self.sure = sure
        self.stances = np.array([5.0, -5.0, -5.0, -5.0], np.float32)
        self.worded = "explosion"

    def encode(self, windows: Sequence[np.ndarray]) -> list[np.ndarray]:
        raise NotImplementedError

    def tag(self, states: np.ndarray) -> np.ndarray:
        scores = np.tile(np.array([5.0, -5.0, -5.0], np.float32), (len(states), len(TAGS), 1))
        for word, tag in self.tags.items():
            scores[word, TAGS.index(tag)] = [-5.0, 5.0, -5.0]
        return scores

    def describe(
        self,
        states: np.ndarray,
        first: np.ndarray,
        last: np.ndarray,
        scores: np.ndarray,
    ) -> tuple[np.ndarray, np.ndarray]:
        # A filler's vector is the number of its first word, by which attach knows it again.
        return np.zeros((len(first), 2), np.float32), first[:, None].astype(np.float32)

    def judge(self, triggers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        types = np.full((len(triggers), len(TYPES) + 1), -9.0, np.float32)
        types[:, TYPES.index("explosion")] = self.sure
        types[:, -1] = 0
        return types, np.tile(self.stances, (len(triggers), 1))

    def name_types(self, words: Words, triggers: Sequence[WordSpan]) -> np.ndarray:
        scores = np.full((len(triggers), len(TYPES)), -9.0, np.float32)
        scores[:, TYPES.index(self.worded)] = 0
        return scores

    def tell(self, triggers: np.ndarray, types: np.ndarray, stances: np.ndarray) -> np.ndarray:
        return triggers

    def attach(self, claims: np.ndarray, fillers: np.ndarray, features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        links = np.full((len(claims), len(fillers), len(ROLES)), -9.0, np.float32)
        for span, word in enumerate(fillers[:, 0]):
            for (wanted, role), score in self.links.items():
                if word == wanted:
                    links[:, span, ROLES.index(role)] = score
        return links, np.zeros((len(claims), len(SINGLE_ROLES)), np.float32)

    def compare(self, claims: np.ndarray, features: np.ndarray) -> np.ndarray:
        return np.full((len(claims), len(claims)), -5.0, np.float32)


def read(network: ScriptedNetwork, settings: Settings | None = None) -> list[dict[str, list[str]]]:
    states = np.zeros((len(WORDS), 2), np.float32)
    claims = read_claims(WORDS, states, network, settings or Settings())
    return [
        {
            role: [WORDS.forms[filler.span.first] for filler in fillers]
            for role, fillers in claim.roles.items()
            if fillers
        }
        | {"stance": [claim.stance], "type": [claim.type], "event": [str(claim.event)]}
        for claim in claims
    ]


def at(word: str, nth: int = 0) -> int:
    return [i for i, form in enumerate(WORDS.forms) if form == word][nth]


def test_a_trigger_with_its_roles_is_a_claim() -> None:
    network = ScriptedNetwork(
        {at("انفجار"): "trigger", at("حلب"): "place", at("سانا"): "source", at("سه"): "quantity"},
        {(at("حلب"), "place"): 3, (at("سانا"), "chain1"): 3, (at("سه"), "killed"): 3},
    )
    [claim] = read(network)
    assert claim["place"] == ["حلب"]
    assert claim["chain1"] == ["سانا"]
    assert claim["killed"] == ["سه"]
    assert claim["type"] == ["explosion"]
    assert claim["stance"] == ["asserted"]


def test_the_words_around_a_trigger_have_a_say_in_its_type_as_settings_tell() -> None:
    network = ScriptedNetwork({at("انفجار"): "trigger"}, {})
    network.worded = "air_strike"
    assert [read(network, Settings(words=weight))[0]["type"] for weight in (0.0, 0.5, 2.0)] == [
        ["explosion"],
        ["explosion"],
        ["air_strike"],
    ]


def test_a_trigger_that_is_probably_no_claim_is_none() -> None:
    assert read(ScriptedNetwork({at("انفجار"): "trigger"}, {}, sure=-1.0)) == []


def test_no_trigger_no_claim() -> None:
    assert read(ScriptedNetwork({at("حلب"): "place"}, {})) == []


def test_a_second_likely_stance_is_a_second_claim() -> None:
    network = ScriptedNetwork({at("انفجار"): "trigger"}, {})
    network.stances[STANCE_NAMES.index("denied")] = 1.0
    assert [claim["stance"] for claim in read(network)] == [["asserted"], ["denied"]]


def test_a_span_fills_only_roles_of_its_kind() -> None:
    network = ScriptedNetwork(
        {at("انفجار"): "trigger", at("حلب"): "place"}, {(at("حلب"), "actor"): 3, (at("حلب"), "place"): 3}
    )
    [claim] = read(network)
    assert "actor" not in claim


def test_mentions_of_one_name_are_one_choice() -> None:
    # Apart, neither mention beats "none" (score 0); together they do.
    tags = {at("انفجار"): "trigger", at("سانا"): "source", at("سانا", 1): "source"}
    links = {(at("سانا"), "chain1"): -0.3, (at("سانا", 1), "chain1"): -0.3}
    [claim] = read(ScriptedNetwork(tags, links))
    assert claim["chain1"] == ["سانا"]


def test_a_chain_has_no_gap_and_no_source_twice() -> None:
    tags = {at("انفجار"): "trigger", at("سانا"): "source", at("سانا", 1): "source", at("ارتش"): "source"}
    gap = ScriptedNetwork(tags, {(at("ارتش"), "chain2"): 3})
    assert "chain2" not in read(gap)[0]
    twice = ScriptedNetwork(tags, {(at("سانا"), "chain1"): 3, (at("سانا", 1), "chain2"): 3, (at("ارتش"), "chain2"): 2})
    [claim] = read(twice)
    assert (claim["chain1"], claim["chain2"]) == (["سانا"], ["ارتش"])


@pytest.mark.parametrize(("threshold", "found"), [(0.5, False), (0.1, True)])
def test_list_roles_have_their_threshold(threshold: float, *, found: bool) -> None:
    network = ScriptedNetwork({at("انفجار"): "trigger", at("حلب"): "place"}, {(at("حلب"), "place"): -1.0})
    settings = Settings(roles={"actor": 0.5, "target": 0.5, "place": threshold})
    [claim] = read(network, settings)
    assert ("place" in claim) is found


def test_claims_stand_in_the_order_of_their_triggers_with_events_of_their_own() -> None:
    network = ScriptedNetwork({at("رفت"): "trigger", at("انفجار"): "trigger"}, {})
    assert [claim["event"] for claim in read(network)] == [["1"], ["2"]]


def test_an_empty_text_has_no_claims() -> None:
    network = ScriptedNetwork({}, {})
    assert read_claims(split_words(""), np.zeros((0, 2), np.float32), network, Settings()) == []


def test_what_is_told_twice_of_one_event_is_one_claim() -> None:
    network = ScriptedNetwork({at("انفجار"): "trigger", at("رفت"): "trigger"}, {})
    assert len(read(network)) == 2
    assert len(read(network, Settings(event=0.001))) == 1
