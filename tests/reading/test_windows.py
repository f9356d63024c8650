"""Words find their pieces in the window where they are farthest from an edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from ravayat.reading import MODEL_FOLDER
from ravayat.reading.settings_file import TOKENIZER_FILE
from ravayat.reading.windows import OVERLAP, WINDOW, cut_windows
from ravayat.text.words import split_words


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(MODEL_FOLDER / TOKENIZER_FILE))


def test_a_short_text_is_one_window_with_marks_at_its_ends(tokenizer: Tokenizer) -> None:
    windows = cut_windows(split_words("ارتش سوریه پیش رفت.").forms, tokenizer)
    assert len(windows.pieces) == 1
    assert windows.pieces[0][0] == tokenizer.token_to_id("<s>")
    assert windows.pieces[0][-1] == tokenizer.token_to_id("</s>")


@pytest.mark.parametrize("count", [1, 300, 400, 1000, 3000])
def test_every_word_points_into_its_window(tokenizer: Tokenizer, count: int) -> None:
    forms = split_words("درگیری‌های شدید در حلب 120نظامی، " * (count // 6 + 1)).forms[:count]
    windows = cut_windows(forms, tokenizer)
    for word in range(count):
        pieces = windows.pieces[windows.window[word]]
        assert 1 <= windows.first[word] <= windows.last[word] <= len(pieces) - 2
    assert all(len(pieces) <= WINDOW + 2 for pieces in windows.pieces)


def test_a_word_of_a_long_text_has_context_on_both_sides(tokenizer: Tokenizer) -> None:
    forms = split_words("نیروهای دولتی در حلب پیش رفتند و شهر را گرفتند " * 200).forms
    windows = cut_windows(forms, tokenizer)
    inner = range(200, len(forms) - 200)
    for word in inner:
        pieces = windows.pieces[windows.window[word]]
        # Half of what neighbours share, less the rest of a word.
        assert windows.first[word] > OVERLAP // 2 - 4
        assert windows.last[word] < len(pieces) - OVERLAP // 2 + 4


@given(st.text(max_size=200))
def test_no_text_breaks_the_cut(text: str) -> None:
    tokenizer = Tokenizer.from_file(str(MODEL_FOLDER / TOKENIZER_FILE))
    forms = split_words(text).forms
    windows = cut_windows(forms, tokenizer)
    assert len(windows.window) == len(windows.first) == len(windows.last) == len(forms)
