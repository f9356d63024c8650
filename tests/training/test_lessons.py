"""Readers that teach one another."""

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra train")

from tokenizers import Tokenizer, models

from ravayat.corpus.article_file import load_articles
from ravayat.reading.candidates import WordSpan
from ravayat.reading.labels import LIST_ROLES, ROLES, SINGLE_ROLES, STANCE_NAMES, TAGS, TYPES
from ravayat.reading.network import FloatArray, IntArray
from ravayat.reading.windows import Windows
from ravayat.records import Article
from ravayat.text.words import Words, split_words
from ravayat.training import lessons
from ravayat.training.articles import Fold, Split
from ravayat.training.checkpoints import Beginning, save_checkpoint, told_of
from ravayat.training.distill import Taught, taught_loss, teach
from ravayat.training.encoder_file import save_encoder
from ravayat.training.ensemble import Ensemble
from ravayat.training.heads import Heads
from ravayat.training.lessons import make_lessons, not_annotated, shared_out
from ravayat.training.network import WIDTH
from ravayat.training.trainer import Plan, _of

WORDS = split_words("سانا گفت در انفجار حلب سه تن کشته شدند و حلب آرام است")
WINDOWS = Windows(
    (np.arange(len(WORDS)),), np.zeros(len(WORDS), np.int64), np.arange(len(WORDS)), np.arange(len(WORDS))
)


class Untrained:
    """A network whose encoder gives every window the same states, and whose heads have learned nothing."""

    def __init__(self, seed: int) -> None:
        torch.manual_seed(seed)
        self._heads = Heads().eval()
        self._states = torch.randn(len(WORDS), WIDTH)

    def encode(self, windows: Sequence[IntArray]) -> list[FloatArray]:
        return [self._states.numpy() for _ in windows]

    def name_types(self, words: Words, triggers: Sequence[WordSpan]) -> FloatArray:
        return np.zeros((len(triggers), len(TYPES)), np.float32)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._heads, name)

        def computed(*arrays: np.ndarray) -> Any:
            with torch.inference_mode():
                found = method(*map(torch.from_numpy, arrays))
            return tuple(one.numpy() for one in found) if isinstance(found, tuple) else found.numpy()

        return computed


def softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores)
    return powers / powers.sum(axis=-1, keepdims=True)


def test_an_ensemble_of_equals_says_what_each_says() -> None:
    one, three = teach(Untrained(1), WORDS, WINDOWS), teach(Ensemble([Untrained(1)] * 3), WORDS, WINDOWS)
    assert len(one.triggers)
    assert len(one.owners)
    for name in Taught.__dataclass_fields__:
        np.testing.assert_allclose(getattr(one, name), getattr(three, name), atol=2e-3, err_msg=name)


def test_an_ensemble_takes_the_mean_of_what_its_members_take_for_likely() -> None:
    members = [Untrained(1), Untrained(2)]
    (states,) = Ensemble(members).encode([np.arange(len(WORDS))])
    assert states.shape == (len(WORDS), 2 * WIDTH)
    apart = [softmax(member.tag(member.encode([0])[0])) for member in members]
    np.testing.assert_allclose(softmax(Ensemble(members).tag(states)), np.mean(apart, axis=0), atol=1e-5)


def test_a_lesson_holds_probabilities_and_every_choice_of_one_adds_up() -> None:
    lesson = teach(Untrained(1), WORDS, WINDOWS)
    claims, spans = len(lesson.owners), len(lesson.first)
    assert lesson.tags.shape == (len(WORDS), len(TAGS), 3)
    assert lesson.types.shape == (len(lesson.triggers), len(TYPES) + 1)
    assert lesson.stances.shape == (len(lesson.triggers), len(STANCE_NAMES))
    assert lesson.lists.shape == (claims, spans, len(LIST_ROLES))
    assert lesson.singles.shape == (claims, spans + 1, len(SINGLE_ROLES))
    assert lesson.allowed.shape == (spans, len(ROLES))
    for choice, axis in ((lesson.tags, -1), (lesson.types, -1), (lesson.singles, 1)):
        np.testing.assert_allclose(choice.astype(np.float32).sum(axis=axis), 1, atol=1e-2)


def test_nothing_is_taught_of_a_text_without_a_trigger_but_that_there_is_none() -> None:
    class Silent(Untrained):
        def tag(self, states: FloatArray) -> FloatArray:
            scores = np.zeros((len(states), len(TAGS), 3), np.float32)
            scores[..., 0] = 9
            return scores

    lesson = teach(Silent(1), WORDS, WINDOWS)
    assert not len(lesson.triggers)
    assert taught_loss(Heads(), torch.randn(len(WORDS), WIDTH), [lesson]).keys() == {"tags"}


def test_a_student_comes_to_say_what_the_teacher_says() -> None:
    teacher = Untrained(1)
    lesson = teach(teacher, WORDS, WINDOWS)
    torch.manual_seed(3)
    student, states = Heads(), torch.from_numpy(teacher.encode([0])[0])
    optimizer = torch.optim.AdamW(student.parameters(), lr=2e-3)
    losses = []
    for _ in range(60):
        parts = taught_loss(student, states, [lesson])
        total = torch.stack(list(parts.values())).sum()
        optimizer.zero_grad()
        total.backward()
        optimizer.step()
        losses.append(float(total.detach()))
    student.eval()
    with torch.inference_mode():
        types = torch.softmax(
            student.judge(
                student.describe(
                    states, *map(torch.from_numpy, (lesson.first, lesson.last, lesson.scores.astype(np.float32)))
                )[0][lesson.triggers]
            )[0],
            dim=-1,
        )
    assert losses[-1] < losses[0]
    assert np.abs(types.numpy() - lesson.types).max() < 0.15


def shortened(lesson: Taught) -> Taught:
    """Of the same words, with the first claim alone and without the last span that no trigger stands on."""
    last = next(row for row in reversed(range(len(lesson.first))) if row not in lesson.triggers)
    kept = np.array([row for row in range(len(lesson.first)) if row != last])
    place = {row: number for number, row in enumerate(kept)}
    return replace(
        lesson,
        first=lesson.first[kept],
        last=lesson.last[kept],
        scores=lesson.scores[kept],
        triggers=np.array([place[row] for row in lesson.triggers]),
        owners=lesson.owners[:1],
        chosen=lesson.chosen[:1],
        features=lesson.features[:1, kept],
        allowed=lesson.allowed[kept],
        lists=lesson.lists[:1, kept],
        singles=lesson.singles[:1, [*kept, len(lesson.first)]],
    )


def test_lessons_of_several_texts_weigh_by_their_words_triggers_and_claims() -> None:
    heads = Heads().eval()
    lesson = teach(Untrained(1), WORDS, WINDOWS)
    lessons = [lesson, shortened(lesson)]
    assert len(lesson.owners) > 1
    states = torch.randn(2, len(WORDS), WIDTH)
    together = taught_loss(heads, states.flatten(0, 1), lessons)
    apart = [taught_loss(heads, own, [one]) for own, one in zip(states, lessons, strict=True)]
    for name, loss in together.items():
        counts = [len(one.owners) if name in ("lists", "singles") else 1 for one in lessons]
        mean = sum(part[name] * count for part, count in zip(apart, counts, strict=True)) / sum(counts)
        torch.testing.assert_close(loss, mean)


TOKENIZER = Tokenizer(models.Unigram([("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -1.0)], 3))


class Everywhere(Untrained):
    """Its encoder takes windows of any length."""

    def encode(self, windows: Sequence[IntArray]) -> list[FloatArray]:
        return [np.random.default_rng(1).normal(size=(len(one), WIDTH)).astype(np.float32) for one in windows]


def test_what_nobody_has_annotated_is_learned_from_lessons_alone(root: Path) -> None:
    annotated = next(iter(load_articles(root / "corpus" / "articles")))
    bare = Article("bare", annotated.article.text, None, None)
    first, second = make_lessons(Everywhere(1), [annotated], [bare], TOKENIZER, Plan(damage=0, substitution=0), 0)
    assert (first.annotated, second.annotated) == (True, False)
    assert first.claims
    assert not second.claims
    assert first.lesson is not None
    assert second.lesson is not None


def test_about_an_article_those_are_asked_who_did_not_learn_from_it(root: Path) -> None:
    articles = list(load_articles(root / "corpus" / "articles"))[:30]
    first, second = Fold(1, 2), Fold(2, 2)
    groups = shared_out(articles, [first, None, second, first])
    assert set(groups) == {(0, 3), (2,)}
    assert groups[0, 3] == [one for one in articles if first.holds(one.article.doc)]
    assert groups[2,] == [one for one in articles if second.holds(one.article.doc)]


def test_a_checkpoint_tells_what_its_reader_left_out(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = list(load_articles(root / "corpus" / "articles"))[:20]
    split = Split(tuple(articles), (), (), "digest")
    paths = []
    for number in (1, 2):
        paths.append(tmp_path / f"{number}.pt")
        told = told_of(Plan(), split, None, [], Fold(number, 2))
        save_checkpoint(torch.nn.Linear(1, 1), paths[-1], told)  # type: ignore[arg-type]
    asked: dict[str, list[int]] = {}

    class Model(torch.nn.Linear):
        count = 0

        def __init__(self) -> None:
            super().__init__(1, 1)
            Model.count += 1
            self.number = Model.count

    def made(teacher: Any, annotated: Sequence[Any], *_: object) -> list[Any]:
        asked.update({one.article.doc: [member.number for member in teacher] for one in annotated})
        return []

    base = SimpleNamespace(tokenizer=TOKENIZER.to_str())
    for name, stand_in in {
        "trained": lambda *_: (Model(), base),
        "TorchNetwork": lambda model: model,
        "Ensemble": list,
        "make_lessons": made,
    }.items():
        monkeypatch.setattr(lessons, name, stand_in)
    kept: list[tuple[list[Any], int]] = []
    assert lessons._ask(paths, articles, [], Plan(), 2, lambda *one: kept.append(one)) == [0, 0]
    assert kept == [([], 0), ([], 1)]
    assert asked == {one.article.doc: [1 if Fold(1, 2).holds(one.article.doc) else 2] for one in articles}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--output", "student.pt"],
        ["--teacher", "a.pt"],
        ["--teacher", "a.pt", "--lessons", "folder", "--output", "student.pt"],
        ["--teacher", "a.pt", "--save", "folder", "--output", "student.pt"],
    ],
    ids=" ".join,
)
def test_teachers_are_asked_or_their_lessons_read_and_one_thing_is_made_of_it(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        lessons.main(["--news", "news.jsonl.gz", *arguments])
    assert "name teachers, or --lessons that they have given; and --output" in capsys.readouterr().err


def test_the_card_tells_of_others_only_where_there_were_some() -> None:
    assert lessons.what_they_say(3, 0) == "what 3 readers say of them"
    assert lessons.what_they_say(3, 2500) == "what 3 readers say of them and of 2500 others"
    assert lessons.what_they_say(1, 0) == "what a reader says of them"


def test_a_student_begins_where_it_is_told_to_and_the_card_knows_the_encoder(tmp_path: Path) -> None:
    class Model(torch.nn.Linear):
        def __init__(self) -> None:
            super().__init__(2, 2)
            self.encoder = torch.nn.Linear(2, 2)

    kept, adapted = Model(), Model()
    path, encoder = tmp_path / "kept.pt", tmp_path / "adapted.npz"
    save_checkpoint(kept, path, {"adapted_encoder": "older.npz"})  # type: ignore[arg-type]
    save_encoder(adapted.encoder, encoder)  # type: ignore[arg-type]
    model = Model()
    begun = Beginning.of(path, None)
    begun.put_into(model)  # type: ignore[arg-type]
    assert torch.equal(model.weight, kept.weight)
    assert (begun.source, begun.adapted) == (path, "older.npz")
    begun = Beginning.of(None, encoder)
    begun.put_into(model)  # type: ignore[arg-type]
    torch.testing.assert_close(model.encoder.weight, adapted.encoder.weight, atol=0.01, rtol=0)
    assert (begun.source, begun.adapted) == (encoder, "adapted.npz")
    assert Beginning.of(None, None) == Beginning(None, None, None, None)


def test_where_all_have_learned_from_an_article_all_are_asked(root: Path) -> None:
    articles = list(load_articles(root / "corpus" / "articles"))[:3]
    assert shared_out(articles, [None, None]) == {(0, 1): articles}


def test_annotated_reports_and_those_of_a_few_words_are_not_asked_about_again(tmp_path: Path) -> None:
    news, annotations = tmp_path / "news.jsonl.gz", tmp_path / "real.jsonl"
    texts = {"known": "کلمه " * 40, "short": "کلمه " * 5, "new": "کلمه " * 40}
    with gzip.open(news, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps({"doc": doc, "text": text}) + "\n" for doc, text in texts.items())
    annotations.write_text(json.dumps({"doc": "known", "digest": "", "claims": []}) + "\n", encoding="utf-8")
    assert [article.doc for article in not_annotated([news], annotations)] == ["new"]


def test_only_the_states_of_the_wanted_texts_are_taken() -> None:
    example = type("Example", (), {"words": WORDS})()
    states = torch.arange(3.0 * len(WORDS)).reshape(-1, 1)
    middle = _of(states, [example] * 3, [False, True, False])
    torch.testing.assert_close(middle, states[len(WORDS) : 2 * len(WORDS)])
