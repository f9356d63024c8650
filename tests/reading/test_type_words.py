"""What the words around a trigger say of its type."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ravayat.reading.candidates import WordSpan
from ravayat.reading.type_words import BUCKETS, TypeWords, features, load_type_words, save_type_words, untaught
from ravayat.text.words import split_words


def counted(text: str, word: int) -> dict[int, float]:
    [(buckets, counts)] = features(split_words(text), [WordSpan(word, word)])
    return dict(zip(buckets.tolist(), counts.tolist(), strict=True))


def test_half_spaces_and_arabic_letters_make_no_difference() -> None:
    assert counted("حمله‌های پهپادی ارتش یمن", 0) == counted("حملههای پهپادي ارتش يمن", 0)


def test_words_beyond_the_article_s_own_say_nothing() -> None:
    assert counted("حمله در حلب", 0) != counted("حمله در حمص", 0)


def test_a_word_counts_for_more_the_nearer_it_stands() -> None:
    near, beside, far = (
        counted(text, 0) for text in ("حمله با پهپاد. ب. ج. د.", "حمله. با پهپاد. ج. د.", "حمله. ا. ب. با پهپاد.")
    )
    assert sum(near.values()) > sum(beside.values()) > sum(far.values())


def test_scores_are_probabilities_whether_taught_or_not() -> None:
    chance = np.random.default_rng(1)
    taught = TypeWords(chance.normal(size=(BUCKETS, 4)).astype(np.float32), np.zeros(4, np.float32))
    words, triggers = split_words("حمله در حلب"), [WordSpan(0, 0), WordSpan(2, 2)]
    for model in (taught, untaught(4)):
        assert np.allclose(np.exp(model.scores(words, triggers)).sum(axis=1), 1, atol=1e-5)
    assert untaught(4).scores(words, []).shape == (0, 4)


def test_a_saved_model_says_nearly_the_same(tmp_path: Path) -> None:
    chance = np.random.default_rng(2)
    model = TypeWords(chance.normal(size=(BUCKETS, 4)).astype(np.float32), chance.normal(size=4).astype(np.float32))
    save_type_words(model, tmp_path)
    words, triggers = split_words("حمله پهپادی در حلب"), [WordSpan(0, 1)]
    np.testing.assert_allclose(
        load_type_words(tmp_path).scores(words, triggers), model.scores(words, triggers), atol=0.2
    )


@given(st.text(max_size=80), st.data())
def test_any_text_has_features(text: str, data: st.DataObject) -> None:
    words = split_words(text)
    if len(words):
        first = data.draw(st.integers(0, len(words) - 1))
        [(buckets, counts)] = features(words, [WordSpan(first, data.draw(st.integers(first, len(words) - 1)))])
        assert len(set(buckets.tolist())) == len(buckets) == len(counts)
        assert ((buckets >= 0) & (buckets < BUCKETS)).all()
