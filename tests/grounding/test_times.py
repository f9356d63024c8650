from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ravayat.grounding.article_times import resolve_times
from ravayat.grounding.calendars import SOLAR
from ravayat.grounding.times import find_times, resolve_time
from ravayat.records.span import Span

WRITTEN = Path(__file__).parents[1] / "data" / "times.tsv"
FLOOR = 1.0
PUBLISHED = date(2013, 7, 30)


def test_the_written_set_is_resolved_right() -> None:
    lines = [line for line in WRITTEN.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    errors = []
    for line in lines:
        published, words, first, last, precision = line.split("\t")
        found = resolve_time(words, None if published == "-" else date.fromisoformat(published))
        got = (
            ("none", "none", "-")
            if found is None
            else (str(found.first or "-"), str(found.last or "-"), found.precision)
        )
        if got != (first, last, precision):
            errors.append(f"{words} ({published}): {got}, not {(first, last, precision)}")
    assert len(lines) >= 300
    assert 1 - len(errors) / len(lines) >= FLOOR, "\n".join(errors)


@pytest.mark.parametrize("words", ["دیروز", "روز شنبه", "هفته گذشته", "۷ مرداد", "ماه ژوئن", "سال گذشته", "۲ روز پیش"])
def test_without_a_day_of_publication_relative_words_stay_unresolved_and_say_so(words: str) -> None:
    found = resolve_time(words, None)
    assert found is not None
    assert not found.resolved
    assert "no day of publication" in found.method


@pytest.mark.parametrize("words", ["۳۱ مهر ۱۳۹۱", "۳۰ فوریه ۲۰۱۳", "۳۰ اسفند ۱۳۹۰", "۳۱ مهر"])
@pytest.mark.parametrize("published", [PUBLISHED, None])
def test_an_impossible_date_is_unresolved_with_a_reason(words: str, published: date | None) -> None:
    found = resolve_time(words, published)
    assert found is not None
    assert not found.resolved
    assert "unresolved" in found.method


def test_the_calendar_of_the_article_decides_where_the_words_tell_none() -> None:
    gregorian, solar = resolve_time("سال گذشته", PUBLISHED), resolve_time("سال گذشته", PUBLISHED, calendar=SOLAR)
    assert gregorian is not None
    assert solar is not None
    assert (gregorian.first, gregorian.last) == (date(2012, 1, 1), date(2012, 12, 31))
    assert (solar.first, solar.last) == (date(2012, 3, 20), date(2013, 3, 20))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("همان روز", date(2013, 5, 1)),
        ("عصر همان روز", date(2013, 5, 1)),
        ("روز بعد", date(2013, 5, 2)),
        ("فردای آن روز", date(2013, 5, 2)),
        ("دو روز پس از آن", date(2013, 5, 3)),
        ("سه روز پیش از آن", date(2013, 4, 28)),
        ("ساعت ۱۰ صبح", date(2013, 5, 1)),
    ],
)
def test_times_that_count_from_an_event_use_its_day(words: str, expected: date) -> None:
    found = resolve_time(words, PUBLISHED, anchor=date(2013, 5, 1))
    assert found is not None
    assert (found.first, found.last, found.anchor) == (expected, expected, "event")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("هفته پیش از آن", date(2013, 4, 24), date(2013, 4, 30)),
        ("هفته قبل از آن", date(2013, 4, 24), date(2013, 4, 30)),
        ("هفته پس از آن", date(2013, 5, 2), date(2013, 5, 8)),
        ("همان هفته", date(2013, 4, 27), date(2013, 5, 3)),
        ("ماه پیش از آن", date(2013, 4, 1), date(2013, 4, 30)),
        ("همان ماه", date(2013, 5, 1), date(2013, 5, 31)),
        ("سال پیش از آن", date(2012, 1, 1), date(2012, 12, 31)),
        ("یک هفته پیش از آن", date(2013, 4, 24), date(2013, 4, 24)),
        ("هفته‌ای پیش از آن", date(2013, 4, 24), date(2013, 4, 24)),
        ("ماه پیش از آن در مهر ۱۳۹۰", date(2011, 9, 23), date(2011, 10, 22)),
    ],
)
def test_the_week_before_an_event_is_a_week_and_a_week_before_it_a_day(words: str, first: date, last: date) -> None:
    found = resolve_time(words, PUBLISHED, anchor=date(2013, 5, 1))
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("شنبه هفته پیش از آن", date(2013, 4, 27)),
        ("سه‌شنبه هفته قبل از آن", date(2013, 4, 30)),
        ("چهارشنبه هفته پیش از آن", date(2013, 4, 24)),
        ("شنبه‌ی هفته‌ی پس از آن", date(2013, 5, 4)),
        ("شنبه دو هفته پیش از آن", date(2013, 4, 20)),
        ("جمعه همان هفته", date(2013, 5, 3)),
        ("شنبه همان هفته", date(2013, 4, 27)),
        ("شنبه پیش از آن", date(2013, 4, 27)),
        ("شامگاه جمعه بعد از آن", date(2013, 5, 3)),
        ("شنبه هفته گذشته", date(2013, 7, 20)),
        ("شنبه", date(2013, 7, 27)),
    ],
)
def test_a_weekday_of_the_week_before_an_event_counts_from_the_event(words: str, day: date) -> None:
    found = resolve_time(words, PUBLISHED, anchor=date(2013, 5, 1))  # a Wednesday
    assert found is not None
    assert (found.first, found.last) == (day, day)
    bare = resolve_time(words, PUBLISHED)
    assert bare is not None
    assert bare.resolved == (bare.anchor == "publication")


def test_a_weekday_of_the_week_before_counts_from_the_day_told_before_it() -> None:
    text = "روز پنجشنبه گذشته وزیر استعفا کرد. شنبه هفته پیش از آن، شورشیان پایگاه را گرفتند."
    start = text.index("شنبه هفته")
    (found,) = resolve_times(text, [Span(start, start + len("شنبه هفته پیش از آن"))], PUBLISHED)
    assert found is not None
    assert (found.first, found.last) == (date(2013, 7, 20), date(2013, 7, 20))


def test_the_weekday_after_counts_from_the_day_told_before_it() -> None:
    text = "روز ۱۲ مه ۲۰۱۳ وزیر استعفا کرد و شنبه بعد شورشیان پایگاه را گرفتند."
    start = text.index("شنبه بعد")
    (found,) = resolve_times(text, [Span(start, start + len("شنبه بعد"))], PUBLISHED)
    assert found is not None
    assert (found.first, found.last, found.anchor) == (date(2013, 5, 18), date(2013, 5, 18), "event")
    bare = resolve_time("شنبه بعد", PUBLISHED)
    assert bare is not None
    assert (bare.resolved, bare.anchor) == (False, "event")


def test_a_feast_that_a_year_of_another_calendar_lacks_is_unresolved() -> None:
    found = resolve_time("نوروز ۱۴۲۲ قمری", PUBLISHED)  # 26 March 2001 to 14 March 2002
    assert found is not None
    assert not found.resolved
    assert "no such solar feast" in found.method


def test_a_weekday_in_the_name_of_a_day_of_old_dates_nothing() -> None:
    assert find_times("در سالگرد جمعه خونین گرد آمدند.") == []
    assert find_times("کشتار موسوم به «یکشنبه خونین» را به یاد آوردند.") == []
    assert find_times("روزی که به چهارشنبه سیاه معروف شد.") == []
    assert find_times("جمعه خونین زاهدان") == [Span(0, len("جمعه خونین"))]


@pytest.mark.parametrize(
    ("words", "published", "first", "last"),
    [
        ("سومین روز پیاپی در مهر ۱۳۹۷", date(2020, 7, 30), date(2018, 9, 23), date(2018, 10, 22)),
        ("سومین روز پیاپی در مهر ۱۳۹۷", date(2018, 10, 10), date(2018, 10, 8), date(2018, 10, 10)),
        ("سومین روز پیاپی در مهر", date(2018, 12, 10), date(2018, 9, 23), date(2018, 10, 22)),
        ("دهمین شب متوالی در سال ۱۳۹۰", date(2020, 7, 30), date(2011, 3, 21), date(2012, 3, 19)),
    ],
)
def test_days_in_a_row_are_those_up_to_publication_unless_another_month_or_year_is_told(
    words: str, published: date, first: date, last: date
) -> None:
    found = resolve_time(words, published)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("words", "part", "clock", "zone"),
    [
        ("بامداد امروز", "dawn", None, None),
        ("ساعت ۱۰ شب دیروز", "night", "22:00", None),
        ("ساعت ۵ و ۳۰ دقیقه عصر شنبه", "afternoon", "17:30", None),
        ("امروز ۱۴:۳۰ به وقت محلی", None, "14:30", "local"),
        ("۲:۴۵ بامداد ۲۰ خرداد به وقت تهران", "dawn", "02:45", None),
        ("ساعت ۱۱ به وقت گرینویچ", None, "11:00", "UTC"),
        ("امروز از ساعت ۱۰ تا ۱۲", None, "10:00-12:00", None),
        ("ساعت ۱۰.۰۲ امروز", None, "10:02", None),
    ],
)
def test_times_of_day(words: str, part: str | None, clock: str | None, zone: str | None) -> None:
    found = resolve_time(words, PUBLISHED)
    assert found is not None
    assert (found.part, found.clock, found.zone) == (part, clock, zone)


def test_calendar_and_anchor_are_told() -> None:
    told = [resolve_time(words, PUBLISHED) for words in ("۷ مرداد ۱۳۹۲", "۲۹ ژوئیه ۲۰۱۳", "۲۰ رمضان ۱۴۳۴", "هر روز")]
    assert [(found.calendar, found.anchor) for found in told if found] == [
        ("solar", "absolute"),
        ("gregorian", "absolute"),
        ("lunar", "absolute"),
        ("gregorian", "recurring"),
    ]


def test_a_weekday_beside_today_corrects_a_feed_that_dates_late() -> None:
    found = resolve_time("بامداد امروز (دوشنبه)", PUBLISHED)
    assert found is not None
    assert found.first == date(2013, 7, 29)


def phrases(text: str) -> list[str]:
    return [span.of(text) for span in find_times(text)]


def test_expressions_of_running_text() -> None:
    text = (
        "بامداد جمعه (۱۵ شهریور) در حلب انفجاری روی داد. دو روز پیش نیز، طی ۴۸ ساعت گذشته و از ماه ژوئن گذشته "
        "تاکنون، درگیری‌ها ادامه داشت؛ در ۲۶ مارس ۲۰۱۵ و شب گذشته هم. "
        "ازماه ژوئن آغاز شد، در روزهای گذشته شدت گرفت و ساعت ۱۰:۳۰ صبح پایان یافت."
    )
    assert phrases(text) == [
        "بامداد جمعه (۱۵ شهریور)",
        "دو روز پیش",
        "طی ۴۸ ساعت گذشته",
        "از ماه ژوئن گذشته تاکنون",
        "۲۶ مارس ۲۰۱۵",
        "شب گذشته",
        "ازماه ژوئن",
        "روزهای گذشته",
        "ساعت ۱۰:۳۰ صبح",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "مهر و محبت مادر",
        "صد تیر شلیک شد",
        "۵ می شود",
        "بشار اسد ماه گذشته",
        "امام جمعه تبریز و نماز جمعه",
        "سه روز طول کشید و ۲۴ ساله بود",
        "اخیرا و چندی پیش",
        "چند روز پیش و در ماه‌های اخیر",
        "به من گفت",
        "خودروی نیسان",
        "بهمن ماهی گرفت",
        "طی دو سال ۱۳۵۰ نفر کشته شدند",
        "در نخستین سال ۱۳۰۰ نفر کشته شدند",
        "در سومین سال ۱۹۵۰ سرباز کشته شدند",
        "حملات شبانه پیشین و پروازهای شبانه آینده",
    ],
)
def test_words_that_only_look_like_time(text: str) -> None:
    assert [phrase for phrase in phrases(text) if phrase != "ماه گذشته"] == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("چند روز پیش، جمعه ۱۵ شهریور، انفجار شد", "چند روز پیش، جمعه ۱۵ شهریور"),
        ("چند روز پیش (۱۲ مهر) انفجار شد", "چند روز پیش (۱۲ مهر)"),
        ("چند سال پیش در سال ۲۰۱۱ انفجار شد", "چند سال پیش در سال ۲۰۱۱"),
    ],
)
def test_vague_words_with_a_day_beside_them_are_found_and_dated(text: str, phrase: str) -> None:
    assert phrases(text) == [phrase]
    found = resolve_time(phrase, PUBLISHED)
    assert found is not None
    assert found.resolved


def test_a_stretch_from_vague_words_is_left_out_as_it_resolves_to_no_day() -> None:
    assert phrases("از چند ماه پیش تا دیروز") == []


def test_shortly_before_noon_is_not_just_now_in_running_text() -> None:
    assert phrases("اندکی پیش از ظهر دیروز انفجار شد") == ["پیش از ظهر دیروز"]


@pytest.mark.parametrize(("words", "clock"), [("۲۳/۴۴", "23:44"), ("۳.۵۷", "03:57"), ("ساعت ۹/۱۱", "09:11")])
def test_hours_written_as_decimals(words: str, clock: str) -> None:
    found = resolve_time(words, PUBLISHED)
    assert found is not None
    assert found.clock == clock


def test_marks_of_direction_do_not_part_a_date() -> None:
    text = "نوشت: ۳/\u200f۷/\u200f۱۹۸۸\u202c اقدام"
    [phrase] = phrases(text)
    found = resolve_time(phrase, PUBLISHED)
    assert found is not None
    assert found.first == found.last == date(1988, 7, 3)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("در ماه مه ۱۹۴۱ نیروهای انگلیسی آمدند", "ماه مه ۱۹۴۱"),
        ("در ماه مه ۱۹۴۱ نفر کشته شدند", "ماه مه"),
        ("در سال ۲۰۰۱ کشته شد", "سال ۲۰۰۱"),
        ("در سال ۹۷ سربازان گمنام آمدند", "سال ۹۷"),
        ("در سال ۲۰۰۰ بار دیگر", "سال ۲۰۰۰"),
        ("در ژوئن ۱۵۰۰ نیروی دولتی کشته شدند", "ژوئن"),
    ],
)
def test_a_year_before_people_is_no_count_of_them(text: str, phrase: str) -> None:
    assert phrases(text) == [phrase]


def test_an_expression_that_was_found_can_be_resolved() -> None:
    text = "روز شنبه، ۷ مرداد، سال گذشته، از ۵ تا ۹ مهر، ۲۰۱۹/۹/۴، ماه رمضان و اوایل ماه جاری"
    assert all((found := resolve_time(phrase, PUBLISHED)) and found.resolved for phrase in phrases(text))


def test_times_of_an_article_count_from_the_day_told_before_them() -> None:
    text = "جمعه در حلب انفجاری روی داد. روز بعد درگیری آغاز شد و دو روز پس از آن پایان یافت؛ همان روز آتش‌بس شد."
    words = ["همان روز", "روز بعد", "جمعه", "دو روز پس از آن"]
    spans = [Span(text.index(one), text.index(one) + len(one)) for one in words]
    found = resolve_times(text, spans, PUBLISHED)
    assert [interval and interval.first for interval in found] == [
        date(2013, 7, 29),
        date(2013, 7, 27),
        date(2013, 7, 26),
        date(2013, 7, 29),
    ]


def test_an_event_time_without_a_day_before_it_stays_unresolved() -> None:
    (found,) = resolve_times("همان روز در حلب انفجاری روی داد.", [Span(0, 8)], PUBLISHED)
    assert found is not None
    assert not found.resolved
    assert found.anchor == "event"


@pytest.mark.parametrize(
    ("words", "clock"),
    [
        ("۱۲:۴۰ بامداد", "00:40"),
        ("ساعت ۱۲ شب", "00:00"),
        ("ساعت ۱۲:۱۵ ظهر", "12:15"),
        ("۵۰ دقیقه بامداد", "00:50"),
        ("۲ و ۳۰ دقیقه بامداد", "02:30"),
        ("ساعت ۰۰:۰۷: پیام", "00:07"),
    ],
)
def test_the_hour_after_midnight_is_the_first_of_the_day(words: str, clock: str) -> None:
    found = resolve_time(words, PUBLISHED)
    assert found is not None
    assert found.clock == clock


def test_a_weekend_is_thursday_and_friday_where_the_article_counts_by_the_solar_calendar() -> None:
    tuesday = date(2026, 7, 21)
    solar, gregorian = resolve_time("آخر هفته", tuesday, calendar=SOLAR), resolve_time("آخر هفته", tuesday)
    assert solar is not None
    assert gregorian is not None
    assert (solar.first, solar.last) == (date(2026, 7, 16), date(2026, 7, 17))
    assert (gregorian.first, gregorian.last) == (date(2026, 7, 18), date(2026, 7, 19))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("مراسم فردا شروع می شود", ["فردا"]),
        ("با شروع جدی جنگ و پایان آب", []),
        ("در آغاز می ۲۰۱۴ دولت گفت", ["آغاز می ۲۰۱۴"]),
        ("در پایان می، دولت گفت", ["پایان می"]),
        ("در آغاز هفته دولت و هفته دفاع مقدس", []),
        ("روندی که از ماه مارس آغاز شد", ["از ماه مارس"]),
        ("امروز شنبه ۱۶ شهریور/۷ سپتامبر در اربیل", ["امروز شنبه ۱۶ شهریور/۷ سپتامبر"]),
        ("طی یکی دو روز گذشته در حلب", ["طی یکی دو روز گذشته"]),
        ("بهبهان ۲ و ۳۰ بامداد لرزید", ["۲ و ۳۰ بامداد"]),
    ],
)
def test_in_running_text_a_time_is_marked_as_a_whole_and_nothing_else(text: str, times: list[str]) -> None:
    assert [span.of(text) for span in find_times(text)] == times


@pytest.mark.parametrize(
    ("words", "clock"), [("حوالی ۱۲:۳۰ امشب", "00:30"), ("ساعت ۹ امشب", "21:00"), ("ساعت ۳ دیشب", "03:00")]
)
def test_the_word_for_the_day_can_tell_the_half_of_the_clock(words: str, clock: str) -> None:
    found = resolve_time(words, PUBLISHED)
    assert found is not None
    assert found.clock == clock


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("از معترضان خیزش دی‌ماه، بامداد یک‌شنبه ۲۵ مرداد اعدام شد", ["دی‌ماه", "بامداد یک‌شنبه ۲۵ مرداد"]),
        ("در کودتای دی‌ماه، بامداد امروز اجرا شد", ["دی‌ماه", "بامداد امروز"]),
        ("در مهرماه، روز ۱۳ مهر", ["مهرماه، روز ۱۳ مهر"]),
    ],
)
def test_a_month_and_a_day_outside_it_are_two_times(text: str, times: list[str]) -> None:
    assert [span.of(text) for span in find_times(text)] == times


def test_what_only_looks_like_the_day_after_or_the_first_days_is_no_time() -> None:
    assert resolve_time("فردای انقلاب", PUBLISHED) is None
    assert find_times("در سه روز اول می توان آنجا ماند") == []


@pytest.mark.parametrize("text", ["این سریال از فردا آغاز می شد.", "این جلسات پایان می شدند."])
def test_a_prefix_before_an_auxiliary_is_no_month(text: str) -> None:
    assert all("می" not in span.of(text) for span in find_times(text))
