"""Long articles are linked in sections, so that cost grows in a line."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ravayat.reading.reader import SECTION, sections
from ravayat.text.words import split_words


@given(st.lists(st.integers(1, 400), max_size=20))
def test_sections_cover_the_words_once_and_are_bounded(lengths: list[int]) -> None:
    words = split_words(" ".join("کلمه " * length + "." for length in lengths))
    found = sections(words)
    assert found[0][0] == 0
    assert found[-1][1] == len(words)
    assert all(one[1] == two[0] for one, two in pairwise(found))
    assert all(stop - first <= SECTION for first, stop in found)


def test_a_cut_falls_between_sentences() -> None:
    words = split_words("یک دو سه چهار پنج. " * 500)
    for first, _ in sections(words)[1:]:
        assert words.sentences[first] != words.sentences[first - 1]


def test_a_sentence_without_an_end_is_cut_all_the_same() -> None:
    assert len(sections(split_words("کلمه " * (3 * SECTION)))) == 3
