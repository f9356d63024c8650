"""The parts of the restorer: hashes of substrings, evidence of a whole text, counts of sound text."""

import time
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.text.letters import fold
from ravayat.text.restoring.characters import Characters, Segments, code_points, folded_places
from ravayat.text.restoring.conventions import Conventions
from ravayat.text.restoring.dictionary import read_dictionary, read_words, unsettled
from ravayat.text.restoring.evidence import Evidence
from ravayat.text.restoring.hashing import SubstringHashes, glued
from ravayat.text.restoring.lexicon import Prints
from ravayat.text.restoring.model import load_model
from ravayat.text.restoring.protected import protected_spans
from ravayat.text.restoring.sightings import Sightings, is_sound, tally, word_keys
from ravayat.text.restoring.vocabulary import Judged, Vocabulary, WordTable

SHORT = st.text(alphabet="ابپ", min_size=1, max_size=12)


@given(SHORT, st.data())
def test_hashes_are_equal_exactly_where_substrings_are(text: str, data: st.DataObject) -> None:
    hashes = SubstringHashes.of(code_points(text))
    places = st.integers(0, len(text))
    (a, b), (c, d) = (sorted(data.draw(st.tuples(places, places))) for _ in range(2))
    first, second = hashes.between(np.array([a, c]), np.array([b, d]))
    assert (first == second) == (text[a:b] == text[c:d])


@given(SHORT, SHORT)
def test_the_hash_of_two_words_written_as_one_comes_from_theirs(left: str, right: str) -> None:
    lengths = np.array([len(left)])
    assert glued(word_keys([left]), word_keys([right]), lengths).tolist() == word_keys([left + right]).tolist()


@given(st.lists(SHORT, min_size=1, unique=True), st.lists(SHORT))
def test_a_table_knows_what_is_in_it_and_nothing_else(inside: list[str], asked: list[str]) -> None:
    counts = np.arange(1, len(inside) + 1)
    table = tally(word_keys(inside), counts)
    expected = [inside.index(word) + 1 if word in inside else 0 for word in inside + asked]
    assert table.look_up(word_keys(inside + asked)).tolist() == expected


def test_a_table_keeps_the_share_of_what_is_too_often_for_a_byte() -> None:
    keys = word_keys(["اب"])
    assert tally(keys, np.array([300]), np.array([1000])).look_up(keys).tolist() == [round(255 * 0.3)]


@given(st.lists(SHORT, min_size=1, unique=True), st.lists(SHORT))
def test_a_word_is_kept_with_its_number_and_no_other_word_is_taken_for_it(kept: list[str], asked: list[str]) -> None:
    table = WordTable()
    table.add(word_keys(kept), np.arange(len(kept)))
    numbers, unknown = table.look_up(word_keys(kept + asked))
    for word, number, lost in zip(kept + asked, numbers.tolist(), unknown.tolist(), strict=True):
        if lost:
            assert word not in kept or len(kept) > 1
        else:
            assert number == kept.index(word)


def test_where_a_word_is_kept_others_may_be_overwritten_but_never_mistaken() -> None:
    table = WordTable()
    keys = np.arange(1, 300_001, dtype=np.uint64)
    for start in range(0, len(keys), 1000):
        table.add(keys[start : start + 1000], np.full(1000, start // 1000))
    numbers, unknown = table.look_up(keys)
    assert table.full
    assert 0 < np.count_nonzero(unknown) < len(keys)
    assert (numbers[~unknown] == (keys[~unknown] - 1) // 1000).all()


def judged(vocabulary: Vocabulary, text: str) -> Judged:
    characters = Characters.of(text)
    segments = Segments.of(characters)
    keys = SubstringHashes.of(characters.codes).between(segments.starts, segments.ends)
    return vocabulary.judged(characters.codes, segments, keys)


def test_a_word_is_judged_the_same_whatever_was_judged_before_it() -> None:
    text = "پیشرویهای گستردهای در زمینهای کشاورزی و کشتهاند و گرنتپار"
    vocabulary = Vocabulary(load_model(), Conventions(), 0.5)
    first, again = judged(vocabulary, text), judged(vocabulary, f"{text} {text}")
    count = len(first.rows.free)
    assert len(first.splits.segments) > 0
    assert len(first.undecided.segments) > 0
    for name in ("free", "before", "after"):
        assert getattr(again.rows, name).tolist() == getattr(first.rows, name).tolist() * 2
    for name in ("splits", "undecided"):
        one, two = getattr(first, name), getattr(again, name)
        assert two.segments.tolist() == [*one.segments, *(one.segments + count)]
        assert two.before.tolist() == one.before.tolist() * 2
        assert two.worth.tolist() == one.worth.tolist() * 2
    assert first.rare.tolist() == [number for number in again.rare.tolist() if number < count]


@given(st.text())
def test_places_that_folding_alters_are_found_at_once(text: str) -> None:
    assert folded_places(text).tolist() == [place for place, char in enumerate(text) if fold(char) != char]


def test_an_empty_question_is_answered() -> None:
    which, place = Prints(np.array([1, 2], np.uint32)).locate(np.zeros(0, np.uint64))
    assert len(which) == len(place) == 0


def test_segments_end_at_blanks_half_spaces_and_all_that_is_no_persian_letter() -> None:
    text = "مـي‌شود ، 12نفر abc"
    characters = Characters.of(text)
    segments = Segments.of(characters)
    places = characters.places
    words = [
        text[places[start] : places[end - 1] + 1]
        for start, end in zip(segments.starts, segments.ends, strict=True)
    ]  # fmt: skip
    assert words == ["مـي", "شود", "نفر"]


@pytest.mark.parametrize("piece", ["a", "`", "```\n", "a:", "@", "#", "`` ` ", "a@b."])
def test_a_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    started = time.process_time()
    list(protected_spans(piece * 20_000 + "@"))
    assert time.process_time() - started < 5


def test_a_text_tells_what_became_of_its_half_spaces() -> None:
    sound = Evidence.of(kept=40, glued=3, blank=0)
    assert max(sound.deleted, sound.blanks) < 0.05
    deleted = Evidence.of(kept=0, glued=20, blank=0)
    assert deleted.deleted > 0.95
    assert deleted.blanks < 0.2
    blanks = Evidence.of(kept=0, glued=1, blank=20)
    assert blanks.blanks > 0.95
    assert blanks.deleted < 0.2
    mixed = Evidence.of(kept=0, glued=20, blank=20)
    assert min(mixed.deleted, mixed.blanks) > 0.95


@given(*[st.integers(0, 10**6)] * 3)
def test_evidence_is_a_probability_for_any_counts(kept: int, glued: int, blank: int) -> None:
    evidence = Evidence.of(kept, glued, blank)
    assert 0 <= evidence.deleted <= 1
    assert 0 <= evidence.blanks <= 1


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 2), min_size=2, max_size=2))
def test_evidence_is_only_ever_strengthened_by_more(pairs: list[tuple[float, float]]) -> None:
    one, other = (Evidence(*pair) for pair in pairs)
    both = one.strengthened(other)
    assert both == other.strengthened(one)
    assert both.deleted >= one.deleted
    assert both.blanks >= one.blanks


def test_sound_text_is_counted_with_every_way_damage_may_part_a_word() -> None:
    seen = Sightings.of(("سرمایه‌گذاری‌ها گذاری", 2))
    assert seen.words["سرمایهگذاریها"] == 2
    assert seen.words["گذاری"] == 4
    assert seen.splits["سرمایهگذاری", 6] == 2
    assert seen.joins["سرمایهگذاری", "ها"] == 2


def test_a_name_is_an_example_of_lost_half_spaces_though_it_is_written_with_blanks() -> None:
    seen = Sightings.of(("حسین بن علی", 1))
    assert seen.splits["حسینبنعلی", 4] == seen.splits["حسینبنعلی", 6] == seen.words["حسینبنعلی"] > 0
    assert not seen.joins


def test_a_word_of_a_dictionary_counts_as_if_it_had_been_seen_so_often_and_the_lexicon_stays() -> None:
    seen = Sightings.of(("سرطان زا", 1))
    more = seen.with_words(["سرطان‌زا"], 4)
    assert more.words["سرطانزا"] == more.splits["سرطانزا", 5] == more.joins["سرطان", "زا"] == 4
    assert more.words["سرطان"] == 1 + 4
    assert more.lexicon is seen.lexicon


def test_of_a_dictionary_words_with_half_spaces_are_read_unless_it_has_them_in_one_piece_too(tmp_path: Path) -> None:
    file = tmp_path / "index.dic"
    file.write_text("6\nسرطان‌زا/pasa\nسبک‌سر\nسبکسر\nهمی‌رفت\nكَم‌سواد\nکتاب/sg\n", encoding="utf-8")
    assert read_dictionary(file) == ["سرطان‌زا", "کم‌سواد"]


def test_a_file_that_is_no_dictionary_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("سرطان‌زا\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no Hunspell dictionary"):
        read_dictionary(file)


def test_a_listed_word_says_how_its_letters_are_parted_and_nothing_of_a_blank_between_them() -> None:
    seen = Sightings.of(("سرطان زا", 1))
    more = seen.with_words(["سرطان‌زا"], 4, glued_only=True)
    assert more.splits["سرطانزا", 5] == 4
    assert more.joins == seen.joins


def test_of_a_list_words_count_that_sound_text_neither_glues_nor_parts_with_a_blank() -> None:
    sound = ["کتابخانه بزرگ", "دانش بنیان است", "سرطان بنیان"]
    letters = {"کتابخانه", "بزرگ", "دانش", "بنیان", "است", "سرطان"}
    assert unsettled(["کتاب‌خانه", "دانش‌بنیان", "سرطان‌زا"], sound, letters) == ["سرطان‌زا"]


def test_a_list_is_read_folded_and_refused_where_a_word_has_no_half_space(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("كم‌سواد\n\nسرطان‌زا\n", encoding="utf-8")
    assert read_words(file) == ["کم‌سواد", "سرطان‌زا"]
    file.write_text("کم‌سواد\nسرطان زا\n", encoding="utf-8")
    with pytest.raises(ValueError, match="word 2"):
        read_words(file)


def test_the_list_of_the_corpus_has_words_of_parts_that_join(root: Path) -> None:
    words = read_words(root / "corpus" / "words" / "half_spaces.txt")
    assert len(words) == len(set(words)) > 15_000
    assert all(len(part) >= 3 for word in words for part in word.split("\u200c"))


def test_a_plural_that_may_be_the_writers_own_speaks_less_for_damage() -> None:
    assert Evidence.of(kept=0, glued=0.4, blank=0).deleted < Evidence.of(kept=0, glued=1, blank=0).deleted


def test_news_whose_half_spaces_were_lost_is_not_learned_from() -> None:
    sound = "آن‌ها می‌گویند خانه‌های مردم ویران شده‌اند. " * 3
    assert is_sound(sound)
    assert not is_sound(sound.replace("\u200c", " "))
    assert not is_sound(sound + "او می شود")
    assert not is_sound(sound.replace("\u200c", "") + "می‌گوید")


def test_the_weights_are_small() -> None:
    assert len((files("ravayat.text.restoring") / "weights.npz").read_bytes()) <= 3_000_000
