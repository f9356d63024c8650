"""A count grows to all who are counted with it, and is dropped where it tells of another fate."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ravayat.grounding.counts import read_count
from ravayat.grounding.whole_counts import WholeCounts
from ravayat.records.span import Span
from ravayat.text.words import split_words


def span_of(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def whole(text: str, part: str, slot: str, *people: str) -> str | None:
    found = WholeCounts(text, split_words(text)).whole(
        span_of(text, part), slot, [span_of(text, one) for one in people]
    )
    return found.of(text) if found else None


@pytest.mark.parametrize(
    ("text", "part", "slot", "wanted"),
    [
        ("در انفجار دیروز ۵ پلیس و یک رهگذر کشته شدند.", "۵ پلیس", "killed", "۵ پلیس و یک رهگذر"),
        ("در انفجار دیروز ۵ پلیس و یک رهگذر زخمی شدند.", "یک رهگذر", "wounded", "۵ پلیس و یک رهگذر"),
        ("سه کارمند به همراه چهار نگهبان کشته شدند.", "سه کارمند", "killed", "سه کارمند به همراه چهار نگهبان"),
        ("آنجا بیش از ۲۰ نفر جان باختند.", "۲۰ نفر", "killed", "بیش از ۲۰ نفر"),
        ("شمار کشته‌ها از ۴۰۰ نفر گذشت.", "۴۰۰ نفر", "killed", "از ۴۰۰ نفر گذشت"),
        ("شمار کشته‌ها از ۴۰۰ نفر عبور و ۳۸ نفر شهید شدند.", "۴۰۰ نفر", "killed", "از ۴۰۰ نفر عبور"),
        ("شمار کشته‌ها دستکم به ۱۶ نفر رسید.", "۱۶ نفر", "killed", "دستکم به ۱۶ نفر"),
        ("ارتش چهل و نه مظنون را دستگیر کرد.", "نه مظنون", "captured", "چهل و نه مظنون"),
        ("دست‌کم ۳۶ نفر و حداکثر ۴۰ نفر جان باختند.", "دست‌کم ۳۶ نفر", "killed", "دست‌کم ۳۶ نفر و حداکثر ۴۰ نفر"),
        ("حداکثر ۴۰ و حداقل ۳۶ نفر جان باختند.", "حداکثر ۴۰", "killed", "حداکثر ۴۰ و حداقل ۳۶ نفر"),
        (
            "دست‌کم ۱۹ تن به شمول ۱۲ کارمند و هفت مریض کشته شدند.",
            "شمول ۱۲ کارمند و هفت مریض",
            "killed",
            "دست‌کم ۱۹ تن به شمول ۱۲ کارمند و هفت مریض",
        ),
        ("۲۳ نفر، از جمله ۹ کودک، زخمی شدند.", "از جمله ۹ کودک", "wounded", "۲۳ نفر، از جمله ۹ کودک"),
        (
            "ملا رحیم فرمانده محلی و شش تن از یارانش کشته شدند.",
            "ملا رحیم",
            "killed",
            "ملا رحیم فرمانده محلی و شش تن از یارانش",
        ),
        ("در حمله ۶ سرباز\nو یک افسر کشته شدند.", "۶ سرباز", "killed", "۶ سرباز\nو یک افسر"),
        ("۳ زن، ۲ کودک و یک مرد در صعده شهید شدند.", "۳ زن", "killed", "۳ زن، ۲ کودک و یک مرد"),
        ("۳ زن، ۲ کودک و یک مرد در صعده شهید شدند.", "۲ کودک", "killed", "۳ زن، ۲ کودک و یک مرد"),
        ("دو سرباز ارتش ترکیه و ۴ شورشی کشته شدند.", "دو سرباز", "killed", "دو سرباز ارتش ترکیه و ۴ شورشی"),
        ("یک سرباز کشته، ۳ پلیس و یک رهگذر زخمی شدند.", "یک رهگذر", "wounded", "۳ پلیس و یک رهگذر"),
    ],
)
def test_what_is_counted_with_it_belongs_to_a_count(text: str, part: str, slot: str, wanted: str) -> None:
    assert whole(text, part, slot) == wanted


@pytest.mark.parametrize(
    ("text", "part", "slot"),
    [
        ("۲ نفر کشته و ۱۱ نفر زخمی شدند.", "۲ نفر", "killed"),
        ("۲ نفر کشته و ۱۱ نفر زخمی شدند.", "۱۱ نفر", "wounded"),
        ("سه نفر جان سپردند و ده تن زخمی شدند.", "ده تن", "wounded"),
        ("به ۴ خانه و ۸ نفر آسیب رسید و ۸ تن زخمی شدند.", "۸ تن", "wounded"),
        ("کشته شدن یک سرباز و زخمی شدن شش نفر دیگر تایید شد.", "یک سرباز", "killed"),
        ("هفت غیرنظامی، دو نفر از آنان کودک، کشته شدند.", "هفت غیرنظامی", "killed"),
        ("شمار کشته‌ها را ۲۰ نفر و مجروحان را ۲۵۷ نفر اعلام کرد.", "۲۰ نفر", "killed"),
        ("شمار کشته‌ها را ۲۰ نفر و مجروحان را ۲۵۷ نفر اعلام کرد.", "۲۵۷ نفر", "wounded"),
        ("چهار تن از گروگان‌ها در بمباران کشته شدند.", "چهار تن", "killed"),
        ("از رسیدن ۱۱ جسد و ۲۷ زخمی خبر داد.", "۱۱ جسد", "killed"),
        ("دو سرباز حمله کردند و ۴ شورشی کشته شدند.", "دو سرباز", "killed"),
        ("در این روستا ۱۲ نفر هدف قرار گرفتند.", "۱۲ نفر", "killed"),
        ("ده نفر، ۴ زن و ۶ مرد، کشته شدند.", "ده نفر", "killed"),
        ("دیروز ۱۲ نفر\n\nو یک سرباز کشته شدند.", "۱۲ نفر", "killed"),
        ("فرمانده\n\nو یک سرباز کشته شدند.", "یک سرباز", "killed"),
        ("فهرست زخمی شدن\n \n۱۰ نفر کشته شدند.", "۱۰ نفر", "killed"),
        ("۱۲ نفر به اتهام قتل یک افسر دستگیر شدند.", "۱۲ نفر", "captured"),
        ("۵ نفر در میدان شهید فهمیده بازداشت شدند.", "۵ نفر", "captured"),
        ("دو نگهبان زخم سطحی برداشتند.", "دو نگهبان", "wounded"),
        ("به گزارش پلیس ۴۴ مأمور مجروح شدند.", "۴۴ مأمور", "wounded"),
        ("۵ اسیر فلسطینی در زندان به شهادت رسیدند.", "۵ اسیر", "killed"),
        ("۲۴ آواره در بمباران اردوگاه شهید شدند.", "۲۴ آواره", "killed"),
        ("در بمباران ۳۰ آواره شهید و ۱۰۰ تن زخمی شدند.", "۳۰ آواره", "killed"),
        ("پولیس دو تن را به جرم قتل و آدم‌ربایی بازداشت کرد.", "دو تن", "captured"),
        ("۸ مجروح در کشتار دیروز.", "۸ مجروح", "wounded"),
        ("۱۵ اسیر آزاد و ۳ نفر کشته شدند.", "۱۵ اسیر", "captured"),
        ("شمار کشته‌ها با درگذشت یک زن مجروح به ۳۹ تن رسید.", "۳۹ تن", "killed"),
    ],
)
def test_what_befell_others_does_not(text: str, part: str, slot: str) -> None:
    assert whole(text, part, slot) == part


@pytest.mark.parametrize(
    ("text", "part", "slot"),
    [
        ("در انفجار نخست ۱۰ نفر زخمی شدند.", "۱۰ نفر", "killed"),
        ("شبانه ۷۱ تن از یاران او را بازداشت کرد.", "۷۱ تن", "killed"),
        ("زخمی شدن شش نفر تایید شد.", "شش نفر", "killed"),
        ("کشته و زخمی شدن ده‌ها نفر در بندر", "ده‌ها نفر", "killed"),
        ("کشته و زخمی شدن ده‌ها نفر در بندر", "ده‌ها نفر", "wounded"),
        ("۷۰ نفر کشته یا زخمی شدند.", "۷۰ نفر", "killed"),
        ("۲۴۰ نفر شهید و گروهی زخمی شدند.", "۲۴۰ نفر شهید", "wounded"),
        ("دو مجروح در بیمارستان درگذشتند.", "دو مجروح", "wounded"),
        ("۱۲ نفر به اتهام قتل یک افسر دستگیر شدند.", "۱۲ نفر", "killed"),
        ("دشمن ۹۵ داعشی را به هلاکت رسانده است.", "۹۵ داعشی", "wounded"),
    ],
)
def test_a_count_of_another_fate_is_none_of_the_slot(text: str, part: str, slot: str) -> None:
    assert whole(text, part, slot) is None


def test_one_whom_the_claim_names_counts_beside_those_with_him() -> None:
    text = "عبدالسلام به همراه ۱۵ تن از افرادش در حمله هوایی کشته شد."
    assert whole(text, "۱۵ تن", "killed", "عبدالسلام") == "عبدالسلام به همراه ۱۵ تن"
    assert whole(text, "۱۵ تن", "killed") == "۱۵ تن"


def beside(text: str, slot: str, *taken: str) -> str | None:
    found = WholeCounts(text, split_words(text)).beside(Span(0, len(text)), slot, [span_of(text, one) for one in taken])
    return found.of(text) if found else None


def test_the_only_count_of_a_fate_in_a_sentence_is_found() -> None:
    text = "در بمباران بازار ۱۲ نفر کشته و ۳۰ نفر زخمی شدند."
    assert beside(text, "killed") == "۱۲ نفر"
    assert beside(text, "wounded") == "۳۰ نفر"
    assert beside(text, "captured") is None


def test_one_of_several_or_one_that_is_taken_is_not() -> None:
    text = "در حلب ۱۲ نفر کشته شدند و در حمص ۵ نفر کشته شدند."
    assert beside(text, "killed") is None
    assert beside("در حلب ۱۲ نفر کشته شدند.", "killed", "۱۲ نفر") is None


@pytest.mark.parametrize(
    "text",
    [
        "شماری از جمله ۱۲ کارمند در انفجار کابل کشته شدند.",
        "هیچ یک از ۱۲ سرنشین کشته نشدند.",
        "هیچ یک از ۱۲ سرنشین کشته یا زخمی نشدند.",
        "به گفته سه مقام، فرمانده القاعده کشته شد.",
        "۳۰۰ نفر در تشییع جنازه گرد آمدند.",
        "دادگاه ۱۲ نفر را به اعدام محکوم کرد.",
        "۵ نفر در بیمارستان شهید رجایی درمان می‌شوند.",
        "۵ نفر از عاملان کشتار بازداشت شدند.",
        "این حمله ۶ کشته نداشت.",
        "۱۲ نفر تهدید به مرگ شدند.",
        "۱۲ نفر از مرگ نجات یافتند.",
    ],
)
def test_parts_tellers_and_those_whom_it_did_not_befall_are_not(text: str) -> None:
    assert beside(text, "killed") is None


def test_a_part_does_not_hide_the_count_that_it_is_of() -> None:
    assert beside("۳۰ تن به شمول ۱۲ کارمند در انفجار کابل کشته شدند.", "killed") == "۳۰ تن"


def test_a_count_is_read_the_same_whatever_was_asked_before() -> None:
    text = "۲ نفر. " + "آنجا " * 30 + "۱۲ سرباز و یک افسر کشته شدند."
    long = Span(0, text.index("۱۲ سرباز") + len("۱۲ سرباز"))
    alone = WholeCounts(text, split_words(text)).whole(long, "killed")
    counts = WholeCounts(text, split_words(text))
    counts.whole(Span(0, 5), "killed")
    assert counts.whole(long, "killed") == alone


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("در دادگاه ۱۰ نفر شهادت دادند.", "killed"),
        ("خطر مرگ ۱۲ هزار نفر را تهدید می‌کند.", "killed"),
        ("۳ نفر در آستانه مرگ هستند.", "killed"),
        ("دو مهاجم از محل گریختند.", "displaced"),
    ],
)
def test_testimony_threats_and_escapes_befall_nobody(text: str, slot: str) -> None:
    assert WholeCounts(text, split_words(text)).beside(Span(0, len(text)), slot, []) is None


def test_a_count_does_not_grow_without_end() -> None:
    text = "یک سرباز و " * 5000
    middle = Span(len(text) // 2 // 11 * 11, len(text) // 2 // 11 * 11 + len("یک سرباز"))
    found = WholeCounts(text, split_words(text)).whole(middle, "killed")
    assert found is not None
    assert len(middle) < len(found) < 20 * len("یک سرباز و ")


WORDS = st.sampled_from(
    "۱۲ سه نفر تن سرباز کشته زخمی شدند شدن و ، به همراه دیگر از افرادش بیش شمار را . ملا رحیم جسد ده‌ها".split()
)


@given(st.lists(WORDS, min_size=1, max_size=14), st.data())
def test_a_whole_count_holds_its_part_and_can_be_read(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = WholeCounts(text, split_words(text)).whole(span, "killed")
    if found is not None:
        assert found.start <= span.start
        assert span.end <= found.end
        assert found == span or read_count(found.of(text), "killed") is not None


@given(st.lists(st.one_of(WORDS, st.text(max_size=4), st.just("\n\n")), min_size=1, max_size=12), st.data())
def test_any_text_is_read_and_no_count_runs_over_a_paragraph(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    words = split_words(text)
    assume(len(words))
    at = data.draw(st.integers(0, len(words) - 1))
    span = words.span(at, at)
    for found in (
        WholeCounts(text, words).whole(span, "killed", [words.span(0, 0)]),
        WholeCounts(text, words).beside(words.sentence_of(span), "killed", []),
    ):
        assert found is None or (0 <= found.start < found.end <= len(text) and "\n\n" not in found.of(text))
