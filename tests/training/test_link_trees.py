"""Trees that look at links a second time: what they learn from, and what is written of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("torch", reason="training needs the extra train")
pytest.importorskip("skl2onnx", reason="training needs the extra train")

from scored_builder import build_scored

from ravayat.corpus.article_file import AnnotatedArticle, CorpusError
from ravayat.reading.candidates import WordSpan
from ravayat.reading.decode import Settings
from ravayat.reading.link_trees import LINK_TREES_FILE, LinkTrees, load_link_trees
from ravayat.reading.scored import Scored
from ravayat.reading.second_look import LOOKED_AT
from ravayat.records import Article, Claim, Count, Quote, Span, Time
from ravayat.text.words import split_words
from ravayat.training import link_trees
from ravayat.training.checkpoints import save_checkpoint
from ravayat.training.link_trees import Judged, fit_trees, judge_links

# skl2onnx hands onnx numpy's whole numbers, of which protobuf warns.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

TEXT = "سانا گفت دیروز در انفجار حلب سه تن کشته و پنج سرباز زخمی شدند و حلب آرام است."
WORDS = split_words(TEXT)
SANA, YESTERDAY, ALEPPO, THREE, FIVE, ALEPPO_AGAIN = range(6)
SPANS = (WordSpan(0, 0), WordSpan(2, 2), WordSpan(5, 5), WordSpan(6, 7), WordSpan(10, 11), WordSpan(15, 15))
KINDS = ("source", "time", "place", "quantity", "quantity", "place")


def quote(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote.read(TEXT, Span(start, start + len(words)), 1.0)


def article(outlet: str | None = None) -> Article:
    return Article("explosion", TEXT, outlet, date(2024, 5, 3))


def annotated(outlet: str | None = None) -> AnnotatedArticle:
    claim = Claim(
        1,
        1,
        "explosion",
        quote("انفجار"),
        "asserted",
        places=(quote("حلب"),),
        time=Time(date(2024, 5, 2), date(2024, 5, 2), quote("دیروز")),
        killed=Count(3, 3, quote("سه تن")),
        chain=(quote("سانا"),),
    )
    return AnnotatedArticle(article(outlet), (claim,), genre="real")


def scored() -> Scored:
    """The claim of the explosion, to which every span may be linked in every role, one as likely as the next."""
    again = {(0, ALEPPO_AGAIN, "place"): 1.0}
    return build_scored(WORDS, [WordSpan(4, 4)], dict(zip(SPANS, KINDS, strict=True)), again, others=0.0)


class Events:
    """Compares claims, which is all that a network is asked here."""

    def compare(self, claims: npt.NDArray[np.float32], _: object) -> npt.NDArray[np.float32]:
        return np.zeros((len(claims), len(claims)), np.float32)


def judged(article: AnnotatedArticle) -> dict[str, list[bool]]:
    (part,) = ([(article, WORDS, [(0, scored())])],)
    found = judge_links(part, Events(), Settings())  # type: ignore[arg-type]
    return {role: Judged.together(parts).right.tolist() for role, parts in found.items()}


def test_a_link_is_right_where_the_annotators_have_its_value() -> None:
    found = judged(annotated())
    assert found["killed"] == [True, False]
    assert found["chain1"] == [True]
    assert found["chain2"] == [False]


def test_of_two_mentions_of_one_name_there_is_one_link() -> None:
    assert judged(annotated())["place"] == [True]


def test_a_link_that_names_the_outlet_is_no_teller() -> None:
    assert judged(annotated(outlet="سانا"))["chain1"] == [False]


def test_nothing_is_right_of_a_claim_that_nobody_annotated() -> None:
    nobody = AnnotatedArticle(article(), (), genre="real")
    assert not any(any(right) for right in judged(nobody).values())


def links(role: str, rows: int = 400, known: float = 1.0) -> Judged:
    """Links of which the third column alone tells whether they are right."""
    draw = np.random.default_rng(LOOKED_AT.index(role))
    features = draw.normal(size=(rows, 5)).astype(np.float32)
    return Judged(features, features[:, 2] > 0, draw.random(rows) < known)


def test_what_is_written_weighs_links_as_they_were_learned(tmp_path: Path) -> None:
    roles = ("place", "chain1")
    (tmp_path / LINK_TREES_FILE).write_bytes(fit_trees({role: links(role) for role in roles}).SerializeToString())
    trees = load_link_trees(tmp_path)
    assert trees
    asked = {role: np.array([[0, 0, 1, 0, 0], [0, 0, -1, 0, 0]], np.float32) for role in roles}
    for likely in trees.weigh(asked).values():
        assert likely[0] > 0.9
        assert likely[1] < 0.1


def test_a_role_without_links_is_weighed_all_the_same() -> None:
    trees = LinkTrees(fit_trees({role: links(role) for role in ("place", "chain1")}).SerializeToString())
    found = trees.weigh({"place": np.zeros((0, 5), np.float32), "chain1": np.zeros((1, 5), np.float32)})
    assert (found["place"].shape, found["chain1"].shape) == ((0,), (1,))


def test_chains_are_learned_from_claims_that_are_right_alone() -> None:
    unknown = links("chain1")
    wrong = Judged(unknown.features, ~unknown.right, np.zeros(len(unknown.right), bool))
    trees = LinkTrees(fit_trees({"chain1": Judged.together([links("chain1"), wrong, wrong])}).SerializeToString())
    assert trees.weigh({"chain1": np.array([[0, 0, 1, 0, 0]], np.float32)})["chain1"][0] > 0.9


def test_what_teachers_say_is_kept_in_a_file_as_it_was(tmp_path: Path) -> None:
    said = {role: links(role, known=0.5) for role in ("place", "chain1")}
    link_trees.save_judged(said, tmp_path / "said.npz")
    again = link_trees.load_judged(tmp_path / "said.npz")
    assert again.keys() == said.keys()
    for role, own in said.items():
        np.testing.assert_allclose(again[role].features, own.features, rtol=0.001, atol=0.001)
        np.testing.assert_array_equal(again[role].right, own.right)
        np.testing.assert_array_equal(again[role].known, own.known)


def test_without_a_teacher_and_without_what_one_said_the_command_tells_what_to_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        link_trees.main(["--news", "some.jsonl.gz"])
    assert "name a --teacher" in capsys.readouterr().err


def test_a_folder_without_trees_has_none(tmp_path: Path) -> None:
    assert load_link_trees(tmp_path) is None


def test_links_that_are_all_alike_teach_nothing() -> None:
    alike = links("place")
    with pytest.raises(CorpusError, match="place are alike"):
        fit_trees({"place": Judged(alike.features, np.zeros(len(alike.right), bool), alike.known)})


def test_no_links_teach_nothing() -> None:
    some = links("place")
    with pytest.raises(CorpusError, match="there are none"):
        fit_trees({"place": Judged(some.features[:0], some.right[:0], some.known[:0])})


def test_a_teacher_that_has_learned_from_everything_is_refused(tmp_path: Path) -> None:
    import torch

    class Weights(torch.nn.Linear):
        pass

    path = tmp_path / "whole.pt"
    save_checkpoint(Weights(2, 2), path, {"left_out": None})  # type: ignore[arg-type]
    with pytest.raises(CorpusError, match="--leave-out"):
        list(link_trees._ask(path, (), Settings()))
