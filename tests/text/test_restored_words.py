"""Words of restored text keep their places in the text as it came."""

from hypothesis import given
from hypothesis import strategies as st

from ravayat.text.restored_words import Restoring, half_spaces_were_deleted, restored_words, words_to_read
from ravayat.text.restoring import restore
from ravayat.text.words import split_words

HALF = "\u200c"
PERSIAN = st.lists(
    st.sampled_from(
        [
            "می",
            "گوید",
            "کشتهاند",
            "بهدست",
            "حزبالله",
            "درگیری",
            "های",
            "خانه",
            "120نظامی",
            "۱۲",
            "،",
            ".",
            "\n",
            HALF,
            "كوي",
        ]
    ),
    max_size=20,
).flatmap(lambda words: st.sampled_from(["", " ", HALF]).map(lambda between: between.join(words)))


def test_a_word_that_a_blank_had_cut_holds_the_blank() -> None:
    text = "او می گوید شهر آرام است"
    words = restored_words(text)
    assert words.forms[1] == f"می{HALF}گوید"
    assert text[words.starts[1] : words.ends[1]] == "می گوید"


def test_a_lost_half_space_is_back_in_the_form_and_takes_no_character() -> None:
    text = "سه نفر کشتهاند"
    words = restored_words(text)
    assert words.forms[-1] == f"کشته{HALF}اند"
    assert (words.starts[-1], words.ends[-1]) == (7, len(text))


@given(st.one_of(st.text(), PERSIAN))
def test_words_are_those_of_the_restored_text_in_order_and_apart_in_the_raw_one(text: str) -> None:
    words = restored_words(text)
    assert words.forms == split_words(restore(text).text).forms
    assert len(words.starts) == len(words.ends) == len(words)
    assert all(0 <= start < end <= len(text) for start, end in zip(words.starts, words.ends, strict=True))
    assert all(a <= b for a, b in zip(words.ends, words.starts[1:], strict=False))


@given(st.one_of(st.text(), PERSIAN))
def test_no_letter_is_lost(text: str) -> None:
    plain, restored = split_words(text), restored_words(text)
    letters = ["".join(words.forms).replace(HALF, "") for words in (plain, restored)]
    assert letters[0] == letters[1]


SOUND = f"نیروها می{HALF}گویند سه نفر کشته{HALF}اند و او می گوید"


def test_half_spaces_were_deleted_where_no_word_has_one_and_no_part_of_a_word_stands_alone() -> None:
    sound = f"نیروها می{HALF}گویند سه نفر کشته{HALF}اند"
    assert not half_spaces_were_deleted(split_words(sound))
    assert half_spaces_were_deleted(split_words(sound.replace(HALF, "")))
    assert not half_spaces_were_deleted(split_words(sound.replace(HALF, " ")))
    assert half_spaces_were_deleted(split_words(sound.replace(HALF, "") + " می رود" + " شهر آرام است" * 100))
    assert not half_spaces_were_deleted(split_words(""))


def test_a_text_that_kept_its_half_spaces_is_read_as_it_is_unless_told_otherwise() -> None:
    assert words_to_read(SOUND) == split_words(SOUND) == words_to_read(SOUND, Restoring.NEVER)
    assert words_to_read(SOUND, Restoring.ALWAYS) == restored_words(SOUND) != split_words(SOUND)


def test_a_text_whose_half_spaces_were_deleted_is_read_restored_unless_told_otherwise() -> None:
    lost = "نیروها میگویند سه نفر کشتهاند"
    assert words_to_read(lost) == restored_words(lost) == words_to_read(lost, Restoring.ALWAYS)
    assert words_to_read(lost, Restoring.NEVER) == split_words(lost) != restored_words(lost)
