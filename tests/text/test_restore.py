"""What restoring promises: lost half-spaces come back, nothing else changes, every offset can be followed."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.records import Span
from ravayat.text.restoring import ChangeKind, Choice, Conventions, Level, Prefix, restore
from ravayat.text.restoring.restorer import _vocabulary

HALF = "\u200c"
PERSIAN = st.text(alphabet=st.sampled_from("آابپتسیکيكةۀنمهدرشوخ   ‌\n۱۲3٤ـَ\u200f\u00a0«».،!#@`:/_aB"), max_size=80)
WORDS = st.lists(
    st.sampled_from(
        "می شود میشود کشته اند کشتهاند گسترده ای رسانه ها رسانهها نمیتواند حزب الله حزبالله خانه‌ها سازمانهای و به دست "
        "بهدست #می ها مـی شـود تنها است . `می شود` www.x.ir/می های ۱۲ ية كتاب نامهای زمینهای "
        "برای گرنتپار گرنت پار پارگرنت بیکاران بی کار ضدانقلاب ضد بر دوزبانه چند مرحلهای مدیر عامل بن علی".split()
    ),
    max_size=30,
).flatmap(
    lambda words: st.tuples(
        *(st.sampled_from((w + " ", w + "\n", w + HALF, w + "\u00a0", w + "\u200e")) for w in words)
    ).map("".join)
)
TEXTS = st.one_of(st.text(), PERSIAN, WORDS)
LEVELS = st.sampled_from(Level)


@given(TEXTS, LEVELS)
def test_restoring_twice_is_restoring_once(text: str, level: Level) -> None:
    once = restore(text, level).text
    assert restore(once, level).text == once


@given(TEXTS, LEVELS)
def test_undoing_the_changes_gives_the_raw_text(text: str, level: Level) -> None:
    restored = restore(text, level)
    assert restored.undone() == text
    assert restored.raw == text


@given(TEXTS, LEVELS)
def test_alignment_is_total_and_monotone(text: str, level: Level) -> None:
    restored = restore(text, level)
    for offsets, own, other in (
        (restored.to_restored, text, restored.text),
        (restored.to_raw, restored.text, text),
    ):
        assert len(offsets) == len(own) + 1
        assert offsets[-1] == len(other)
        assert all(0 <= a <= b for a, b in pairwise(offsets))


@given(TEXTS)
def test_for_display_only_half_spaces_are_put_in_or_put_for_blanks(text: str) -> None:
    restored = restore(text)
    assert [char for char in restored.text if not (char.isspace() or char == HALF)] == [
        char for char in text if not (char.isspace() or char == HALF)
    ]
    for change in restored.changes:
        assert change.new == HALF
        assert change.old == text[change.start : change.end]
        assert change.old == "" or (change.old.isspace() and change.old != "\n")
        assert 0 < change.confidence <= 1


@given(TEXTS)
def test_a_character_that_is_kept_is_found_again_at_its_offset(text: str) -> None:
    restored = restore(text)
    for place, char in enumerate(text):
        assert restored.text[restored.to_restored[place]] in (char, HALF)


@given(WORDS, st.data())
def test_spans_come_back_from_the_restored_text(text: str, data: st.DataObject) -> None:
    if not text:
        return
    restored = restore(text)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    there = restored.restored_span(span)
    assert there is not None
    assert restored.raw_span(there) == span


@given(TEXTS)
def test_what_was_restored_before_makes_no_difference(text: str) -> None:
    after_others = restore(text)
    _vocabulary.cache_clear()
    assert restore(text) == after_others


def test_several_threads_restore_as_one_does() -> None:
    texts = [f"{DAMAGED} نامهای{letter} زمینهای{letter}اند" for letter in "ابپتثجچحخدذرز"] * 20
    _vocabulary.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        at_once = list(threads.map(restore, texts))
    _vocabulary.cache_clear()
    assert at_once == list(map(restore, texts))


@given(TEXTS)
def test_the_raw_level_changes_nothing(text: str) -> None:
    assert restore(text, Level.RAW).text == text


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("نیروها به پیشرویهای گستردهای دست زدند.", "نیروها به پیشروی‌های گسترده‌ای دست زدند."),
        ("این شهر را بهدست گرفتند.", "این شهر را به‌دست گرفتند."),
        ("دهها نفر کشته شدهاند.", "ده‌ها نفر کشته شده‌اند."),
        ("حزبالله میگوید نمیداند.", "حزب‌الله می‌گوید نمی‌داند."),
        ("درگیری های شدید ادامه داشته و می شود گفت که نمی تواند پایان یابد.",
         "درگیری‌های شدید ادامه داشته و می‌شود گفت که نمی‌تواند پایان یابد."),
        ("يك منبع نظامي ميگويد رسانهها خانه هاي مردم را", "يك منبع نظامي مي‌گويد رسانه‌ها خانه‌هاي مردم را"),
    ],
)  # fmt: skip
def test_lost_half_spaces_come_back(damaged: str, sound: str) -> None:
    assert restore(damaged).text == sound


@pytest.mark.parametrize(
    "clean",
    [
        "",
        "تنها راه نجات انتهای جاده است.",
        "سازمان‌های جهانی می‌گویند که خانه‌ها ویران شده‌اند و کتابهای درسی نیست.",
        "He said: می‌رود ۱۲ 12 www.example.com",
    ],
)
def test_clean_text_stays_as_it_is(clean: str) -> None:
    assert restore(clean).text == clean


@pytest.mark.parametrize(
    "kept",
    [
        "#می شود",
        "https://example.com/می",
        "`می شود`",
        "```\nمی شود\n```",
        "a@b.ir",
        "@نمیشود",
    ],
)
def test_addresses_hashtags_accounts_and_code_stay_as_they_are(kept: str) -> None:
    around = "کشته شدهاند و می شود گفت\n{}\nکه نمی تواند میگوید"
    restored = restore(around.format(kept))
    assert kept in restored.text
    assert "می‌شود گفت" in restored.text


def test_a_writer_who_sets_half_spaces_is_trusted_and_one_whose_were_lost_is_not() -> None:
    assert "سازمانهای" in restore("سازمانهای ملی می‌گویند شده‌اند و نمی‌خواهند بوده‌اند.").text
    assert "سازمان‌های" in restore("سازمانهای ملی میگویند شدهاند و نمیخواهند بودهاند.").text


def test_the_month_of_may_is_no_verb() -> None:
    told = "او می گوید در ماه می سال گذشته و از می تا ژوئن نیروها می جنگیدند و نمی خواستند عقب بروند"
    restored = restore(told).text
    assert "ماه می سال" in restored
    assert "از می تا" in restored
    for verb in ("می‌گوید", "می‌جنگیدند", "نمی‌خواستند"):
        assert verb in restored


def test_an_ending_has_a_half_space_behind_a_silent_letter_alone() -> None:
    told = "اینک ای مردم ده کوره ای که می گویید شنیده اید و گفته ایم"
    restored = restore(told).text
    assert "اینک ای مردم" in restored
    for word in ("ده‌کوره‌ای", "می‌گویید", "شنیده‌اید", "گفته‌ایم"):
        assert word in restored


def test_a_frequent_pair_is_as_sure_as_a_rare_one() -> None:
    sound = "می‌گویند خانه‌ها ویران شده‌اند و شهر‌ها را می‌شناسند و آن‌ها نمی‌توانند بمانند. " * 3
    for slip in ("کرده اند", "گفته اند", "منطقه ای", "می آیند", "هسته ای"):
        assert slip.replace(" ", HALF) in restore(f"{sound}\n{slip} و رفتند.\n{sound}").text


def test_a_participle_before_an_auxiliary_is_a_verb_and_no_adjective() -> None:
    told = "برق قطع شده است و تلفن کنترل شده اند و می شود گفت که او عمل نکرده بود و خانه های کنترل شده را می کنند."
    restored = restore(told).text
    assert restored.startswith("برق قطع شده است و تلفن کنترل شده‌اند و می‌شود گفت که او عمل نکرده بود")
    assert "کنترل‌شده را" in restored


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u00ad"])
def test_a_mark_without_width_between_two_letters_stands_for_a_half_space(mark: str) -> None:
    told = f"خانه‌های عجم{mark}نوروزی و برنامه{mark}های بمب{mark}گذاری و همه{mark}ی آن‌ها می‌روند."
    shown = told.replace(mark, mark + HALF)
    assert restore(told).text == shown
    assert restore(told, Level.SEARCH).text == told.replace(mark, HALF)
    assert {change.kind for change in restore(told).changes} == {ChangeKind.DELETED}


@pytest.mark.parametrize(
    "word", ["ا\u200eست", "گر\u200eگ", "دست\u200eبه", "ی\u200dه", "لـه", "a\u200eb", "#برنامه\u200eهای"]
)
def test_other_marks_and_those_that_part_no_two_words_stand_for_none(word: str) -> None:
    assert restore(f"خانه‌ها {word} می‌روند.").text == f"خانه‌ها {word} می‌روند."


NO_BREAK = "\u00a0"


def test_a_no_break_space_behind_every_verbal_prefix_is_the_half_space_of_the_press() -> None:
    told = "او مي_گويد محيط_زيست به_عنوان خانه_ها مي_شود و رئيس جمهور نمي_تواند ذوب_آهن در_آينده آمبولا_نس ا_ست."
    raw = told.replace("_", NO_BREAK)
    restored = restore(raw)
    parted = ("محيط_زيست", "به_عنوان", "خانه_ها", "ذوب_آهن", "مي_گويد", "مي_شود", "نمي_تواند")
    for words in parted:
        told = told.replace(words, words.replace("_", HALF))
    assert restored.text == told.replace("_", NO_BREAK)
    assert {(change.kind, change.old) for change in restored.changes} == {(ChangeKind.BLANK, NO_BREAK)}
    assert "محیط\u200cزیست" in restore(raw, Level.SEARCH).text


def test_a_no_break_space_is_mere_typography_where_verbal_prefixes_have_blanks() -> None:
    told = "او می‌گوید محیط_زیست می‌شود و نمی‌تواند ذوب_آهن."
    assert restore(told.replace("_", NO_BREAK)).text == told.replace("_", NO_BREAK)


LOST = "آنان میگویند که خانهها ویران شدهاند و نمیتوانند بمانند و رسانهها می شود گفت و خانه ها نمی ماند."


@pytest.mark.parametrize("name", "میگرنی میسور میکونگ مینودشت میکولائیف".split())
def test_a_word_that_only_begins_like_a_verbal_prefix_has_none(name: str) -> None:
    assert f"{name} " in restore(f"{name} {LOST}").text


@pytest.mark.parametrize("verb", "میلرزیدند نمیگسترانیم میچلاندم میزنتشون میرن نمیفهمه".split())
def test_forms_of_verbs_have_one(verb: str) -> None:
    assert restore(f"{verb} {LOST}").text.startswith(verb.replace("می", f"می{HALF}", 1))


@pytest.mark.parametrize("words", ["ملتدرباره", "حقدر", "عزیزانیکه", "عالیگفت", "چوبو"])
def test_a_word_of_its_own_lost_a_blank_and_no_half_space(words: str) -> None:
    assert restore(f"{words} {LOST}").text.startswith(words)


@pytest.mark.parametrize("broken", ["ا ست", "ا ی", "برا ی", "جاد ه", "نشان ی"])
def test_a_letter_alone_is_a_piece_of_a_broken_word(broken: str) -> None:
    told = f"{LOST} {broken} {LOST}"
    assert f" {broken} " in restore(told).text
    assert f"خانه{HALF}ی " in restore(f"{LOST} خانه ی {LOST}").text


@pytest.mark.parametrize("words", ["۲۷ می اکونومیست", "20 می آسوشیتد", "ماه می آسوشیتد", "می نابی", "ای یار"])
def test_a_month_wine_and_a_call_begin_no_word(words: str) -> None:
    assert f" {words} " in restore(f"{LOST} {words} {LOST}").text


def test_a_verb_behind_a_number_is_one_still() -> None:
    assert f"۹۲ می{HALF}توان" in restore(f"{LOST} سال ۹۲ می توان گفت {LOST}").text


def test_a_change_tells_its_kind_its_place_and_its_confidence() -> None:
    (blank, deleted) = restore("می شود کشتهاند").changes
    assert (blank.kind, blank.start, blank.end, blank.old) == (ChangeKind.BLANK, 2, 3, " ")
    assert (deleted.kind, deleted.start, deleted.end, deleted.old) == (ChangeKind.DELETED, 11, 11, "")


def test_for_search_letters_and_digits_have_one_form_and_marks_go() -> None:
    restored = restore("كتـابِ ها مي شود ۱۲𝟛🙂", Level.SEARCH)
    assert restored.text == "کتاب‌ها می‌شود 123🙂"


def test_a_plural_glued_behind_a_silent_he_is_damage_in_sound_text_too() -> None:
    sound = "می‌گویند خانه‌ها ویران شده‌اند و شهر‌ها را می‌شناسند و آن‌ها نمی‌توانند بمانند. " * 3
    restored = restore(f"{sound} برنامههای سازمانهای ملی و سرمایهها و گروهها و راههای ده {sound}").text
    assert "برنامه‌های سازمانهای ملی و سرمایه‌ها و گروهها و راههای ده" in restored


def test_pronouns_follow_the_convention_asked_for() -> None:
    text = "آنها میگویند خانهها را شناختهاند."
    assert restore(text, conventions=Conventions(pronouns=Choice.HALF_SPACE)).text.startswith("آن‌ها ")
    assert restore(text, conventions=Conventions(pronouns=Choice.AS_WRITTEN)).text.startswith("آنها ")


def test_glued_plurals_may_stay_but_not_after_a_silent_he() -> None:
    text = "کتابهای خوب در خانهها میماند و شدهاند."
    assert restore(text).text == "کتاب‌های خوب در خانه‌ها می‌ماند و شده‌اند."
    glued = restore(text, conventions=Conventions(glued_plurals=True))
    assert glued.text == "کتابهای خوب در خانه‌ها می‌ماند و شده‌اند."


def test_adverbs_and_names_are_joined_where_asked_for_and_the_text_lost_half_spaces_to_blanks() -> None:
    lost = "حسین بن علی به سرعت رفت و می گوید خانه ها ویران شده اند و نمی تواند بماند."
    joined = Conventions(joined_adverbs=True, joined_names=True)
    assert restore(lost).text.startswith("حسین بن علی به سرعت رفت و می‌گوید")
    assert restore(lost, conventions=joined).text.startswith("حسین‌بن‌علی به‌سرعت رفت و می‌گوید")
    sound = "حسین بن علی به سرعت رفت و می‌گوید خانه‌ها ویران شده‌اند و نمی‌تواند بماند."
    assert restore(sound, conventions=joined).text == sound


def test_a_preposition_is_no_adverb_and_a_root_is_no_son() -> None:
    text = "به دلیل جنگ می رود و بیخ و بن را کنده اند و خانه ها نمی ماند."
    restored = restore(text, conventions=Conventions(joined_adverbs=True, joined_names=True)).text
    assert restored == "به دلیل جنگ می‌رود و بیخ و بن را کنده‌اند و خانه‌ها نمی‌ماند."


CONVENTIONS = st.builds(
    Conventions,
    pronouns=st.sampled_from(Choice),
    glued_plurals=st.booleans(),
    joined_adverbs=st.booleans(),
    joined_names=st.booleans(),
    parted_prefixes=st.frozensets(st.sampled_from(Prefix)),
    joined_numbers=st.booleans(),
    joined_titles=st.booleans(),
)


@given(TEXTS, CONVENTIONS)
def test_restoring_twice_is_restoring_once_whatever_the_conventions(text: str, conventions: Conventions) -> None:
    once = restore(text, conventions=conventions).text
    assert restore(once, conventions=conventions).text == once


COMPOUNDS = Conventions(parted_prefixes=frozenset(Prefix), joined_numbers=True, joined_titles=True)


@pytest.mark.parametrize(
    ("glued", "default", "parted"),
    [
        ("بیکار", "بیکار", "بی‌کار"),
        ("بیکاران", "بیکاران", "بی‌کاران"),
        ("باارزشی", "باارزشی", "با‌ارزشی"),
        ("ضدانقلاب", "ضدانقلاب", "ضد‌انقلاب"),
        ("غیرقانونی", "غیرقانونی", "غیر‌قانونی"),
        ("چندبعدی", "چندبعدی", "چند‌بعدی"),
        ("دومرحلهای", "دومرحله‌ای", "دو‌مرحله‌ای"),
        ("مدیرعامل", "مدیرعامل", "مدیر‌عامل"),
    ],
)
def test_compounds_that_most_glue_are_parted_where_asked_for(glued: str, default: str, parted: str) -> None:
    lost = f"خانههای {glued} ویران شدهاند و نمیتوانند بمانند."
    assert restore(lost).text == f"خانه‌های {default} ویران شده‌اند و نمی‌توانند بمانند."
    assert restore(lost, conventions=COMPOUNDS).text == f"خانه‌های {parted} ویران شده‌اند و نمی‌توانند بمانند."


@pytest.mark.parametrize("word", "بیمار بیشتر بیدار بیچاره باران بازی غیرت ضدیت دوباره دوچرخه چهارشنبه".split())
def test_a_word_that_only_begins_like_a_prefix_or_a_numeral_has_none(word: str) -> None:
    lost = f"خانههای {word} ویران شدهاند و نمیتوانند بمانند."
    assert word in restore(lost, conventions=COMPOUNDS).text


def test_compounds_that_lost_their_half_space_to_a_blank_get_it_where_asked_for() -> None:
    lost = "ضد انقلاب و ریاست جمهوری دو زبانه و دو مرحله ای می گوید خانه ها ویران شده اند و نمی تواند بماند."
    assert restore(lost).text.startswith("ضد انقلاب و ریاست جمهوری دو زبانه و دو مرحله‌ای می‌گوید")
    restored = restore(lost, conventions=COMPOUNDS).text
    assert restored.startswith("ضد‌انقلاب و ریاست‌جمهوری دو‌زبانه و دو‌مرحله‌ای می‌گوید")


def test_a_preposition_is_no_prefix_a_republic_no_title_and_a_length_of_time_no_adjective() -> None:
    lost = "بر ضد مردم و با ایمان و دو هفته و ریاست جمهوری اسلامی می گوید خانه ها ویران شده اند و نمی تواند بماند."
    restored = restore(lost, conventions=COMPOUNDS).text
    assert restored.startswith("بر ضد مردم و با ایمان و دو هفته و ریاست جمهوری اسلامی می‌گوید")


def test_a_text_that_lost_nothing_keeps_its_compounds_as_they_are() -> None:
    sound = "بیکار ضدانقلاب و مدیر عامل دوزبانه می‌گوید خانه‌ها ویران شده‌اند."
    assert restore(sound, conventions=COMPOUNDS).text == sound
    assert restore("بیکار ضدانقلاب مدیر عامل", conventions=COMPOUNDS).text == "بیکار ضدانقلاب مدیر عامل"


def test_what_only_a_repair_brings_to_light_is_repaired_though_the_text_looks_sound_by_then() -> None:
    lost = "طلحه بنزبیر می گوید خانهها ویران شده اند و میشود گفت که نمی رود و رسانهها میآیند."
    restored = restore(lost, conventions=Conventions(joined_names=True)).text
    assert restored.startswith("طلحه‌بن‌زبیر می‌گوید خانه‌ها")


def test_what_a_repair_brings_to_light_must_be_likely_by_itself() -> None:
    lost = "می گوید خانهها ویران شده اند و میشود گفت که کمتر شناخته شدهاند و نمی رود و رسانهها میآیند و می روند."
    assert "شناخته شده‌اند" in restore(lost).text


def test_a_name_that_is_glued_has_lost_its_half_spaces() -> None:
    text = "طلحهبنزبیر و جعفربنعباس میگویند خانهها ویران شدهاند."
    assert restore(text).text.startswith("طلحه‌بن‌زبیر و جعفر‌بن‌عباس می‌گویند")
    joined = Conventions(joined_names=True)
    assert restore(text, conventions=joined).text.startswith("طلحه‌بن‌زبیر و جعفربن‌عباس می‌گویند")


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("او نامهای برای پدرش نوشت و گفت که نمیآید.", "نامه‌ای برای"),
        ("نامهای کشتهشدگان را نمیدانند.", "نام‌های"),
        ("در زمینهای کشاورزی کار میکنند.", "زمین‌های"),
        ("در چنین زمینهای کار میکنند.", "زمینه‌ای"),
        ("در میان اجساد ۲۰۰ تن از کردهای ایزدی بوده و نمیدانند.", "از کردهای ایزدی"),
        ("بارها گفته بود که تو چه کردهای.", "کرده‌ای"),
    ],
)
def test_what_stands_around_a_word_tells_which_of_two_readings_it_has(damaged: str, sound: str) -> None:
    assert sound in restore(damaged).text


DAMAGED = "آنان میگویند که خانهها ویران شدهاند و می شود گفت خانه ها نمی ماند."


def test_a_name_that_the_text_also_parts_is_parted_everywhere() -> None:
    text = restore(f"گرنتپار آمد. {DAMAGED} گرنت پار رفت.").text
    assert text.startswith("گرنت‌پار آمد.")
    assert text.endswith("گرنت‌پار رفت.")
    assert restore(f"گرنتپار آمد. {DAMAGED} گرنت‌پار رفت.").text.startswith("گرنت‌پار آمد.")
    assert restore(f"گرنتپار آمد. {DAMAGED}").text.startswith("گرنتپار آمد.")


def test_a_text_that_lost_nothing_keeps_a_name_that_it_writes_in_two_ways() -> None:
    clean = "گرنتپار می‌گوید که خانه‌ها ویران شده‌اند و گرنت پار نمی‌رود."
    assert restore(clean).text == clean


def test_what_looks_like_a_lost_blank_is_no_lost_half_space() -> None:
    text = restore(f"گرندپار آمد. {DAMAGED} گرند پار رفت و ازگرنت و از گرنت گفت.").text
    assert "گرندپار" in text
    assert "گرند پار" in text
    assert "ازگرنت و از گرنت" in text


DAMAGED_BY_BLANKS = "آن ها نمی توانند کتاب های خود را به خانه ها ببرند و می گویند که شهر ها را نمی شناسند. " * 2


@pytest.mark.parametrize(
    "words",
    [
        "دو شبه نظامی کشته شدند",
        "سه شبه‌نظامی گریختند",
        "سه روزه‌دار آمدند",
        "نه روزه گرفت و نه نماز خواند",
        "نه حزبی است",
    ],
)
def test_a_noun_that_is_counted_or_denied_is_no_adjective_with_the_numeral(words: str) -> None:
    first = words.split(maxsplit=1)[0]
    restored = restore(f"{DAMAGED_BY_BLANKS}\n{words}\n{DAMAGED_BY_BLANKS}", conventions=COMPOUNDS).text
    assert restored.split("\n")[1].startswith(f"{first} ")


@pytest.mark.parametrize("words", ["ضد همه", "ضد وی", "غیر آنچه گفت", "غیر اینها", "ضد یکدیگر", "ضد کسانی که"])
def test_a_prefix_before_a_pronoun_is_a_preposition(words: str) -> None:
    restored = restore(f"{DAMAGED_BY_BLANKS}\n{words}\n{DAMAGED_BY_BLANKS}", conventions=COMPOUNDS).text
    assert restored.split("\n")[1] == words


@pytest.mark.parametrize("civilians", ["نظامیان", "نظامی"])
def test_civilians_are_one_word_behind_a_preposition_too(civilians: str) -> None:
    for words in (f"به غیر {civilians} حمله کردند", f"غیر {civilians} گریختند"):
        restored = restore(f"{DAMAGED_BY_BLANKS}\n{words}\n{DAMAGED_BY_BLANKS}", conventions=COMPOUNDS).text
        assert f"غیر\u200c{civilians}" in restored.split("\n")[1]


@pytest.mark.parametrize("words", ["به غیر مردم", "به غیر از نظامیان", "بر ضد نظامیان"])
def test_other_words_behind_a_preposition_are_not(words: str) -> None:
    restored = restore(f"{DAMAGED_BY_BLANKS}\n{words}\n{DAMAGED_BY_BLANKS}", conventions=COMPOUNDS).text
    assert restored.split("\n")[1] == words
