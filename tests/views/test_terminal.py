from __future__ import annotations

import io
import re
from datetime import date

import pytest
from rich.console import Console

from ravayat.records import (
    Article,
    Claim,
    Count,
    Meaning,
    Place,
    PlaceMention,
    Quote,
    ReadArticle,
    ResolvedActor,
    ResolvedPlace,
    ResolvedSource,
    Span,
    Time,
)
from ravayat.views.terminal import OWN_VOICE, ledger_console, show
from ravayat.views.wording import bounds, days

TEXT = (
    "انفجار در حلب\n"
    "خبرگزاری سانا به نقل از ارتش نوشت دست‌کم ۱۵ نفر دیروز در انفجار حلب کشته شدند. شورشیان این را رد کردند.\n"
    "درگیری در حمص ادامه دارد."
)


def quote(words: str, confidence: float = 0.9, *, last: bool = False) -> Quote:
    start = TEXT.rindex(words) if last else TEXT.index(words)
    return Quote.read(TEXT, Span(start, start + len(words)), confidence)


READ = ReadArticle(
    Article("halab-1", TEXT, "روزنامه نمونه", date(2016, 12, 14)),
    (
        Claim(
            1,
            1,
            "explosion",
            quote("انفجار", last=True),
            "asserted",
            places=(quote("حلب", 0.3),),
            time=Time(date(2016, 12, 13), date(2016, 12, 13), quote("دیروز")),
            killed=Count(15, None, quote("دست‌کم ۱۵ نفر")),
            chain=(quote("خبرگزاری سانا"), quote("ارتش")),
        ),
        Claim(2, 2, "armed_clash", quote("درگیری"), "asserted", confidence=0.41),
        Claim(3, 1, "explosion", quote("رد کردند"), "denied", chain=(quote("شورشیان"),)),
    ),
)


def shown(read: ReadArticle = READ, console: Console | None = None) -> str:
    out = io.StringIO()
    console = console or ledger_console(out)
    console.file = out
    show(read, console)
    return out.getvalue()


def terminal(**options: object) -> Console:
    return Console(force_terminal=True, width=60, color_system="standard", _environ={}, **options)  # type: ignore[arg-type]


def test_header_tells_what_was_read() -> None:
    first, second, *_ = shown().splitlines()
    assert first == "halab-1 | 2016-12-14 | روزنامه نمونه"
    assert second == "انفجار در حلب"


def test_claims_of_an_event_stand_together_under_both_names_of_its_type() -> None:
    page = shown()
    heads = re.findall(r"^ *\d  .*", page, re.MULTILINE)
    assert heads == [" 1  Explosion  انفجار", " 2  Armed clash  درگیری مسلحانه"]
    assert page.index("شورشیان") < page.index("Armed clash")


def test_teller_stance_and_values_are_told_with_their_words() -> None:
    page = shown()
    assert re.search(r"asserts +خبرگزاری سانا ← ارتش$", page, re.MULTILINE)
    assert re.search(r"denies +شورشیان$", page, re.MULTILINE)
    assert re.search(rf"asserts +unsure \(0\.41\)  {OWN_VOICE}$", page, re.MULTILINE)
    assert re.search(r"time +2016-12-13  دیروز$", page, re.MULTILINE)
    assert re.search(r"killed +at least 15  دست‌کم ۱۵ نفر$", page, re.MULTILINE)


def test_unsure_value_is_marked() -> None:
    assert re.search(r"place +حلب ؟$", shown(), re.MULTILINE)


def test_sentence_is_quoted_with_the_trigger_marked() -> None:
    wanted = "«خبرگزاری سانا به نقل از ارتش نوشت دست‌کم ۱۵ نفر دیروز در [انفجار] حلب کشته شدند.»"
    assert wanted in shown()
    assert "«[درگیری] در حمص ادامه دارد.»" in shown()


def test_in_a_pipe_nothing_is_coloured_or_wrapped() -> None:
    page = shown()
    assert "\x1b" not in page
    assert max(map(len, page.splitlines())) > 80
    assert not re.search(r" +$", page, re.MULTILINE)


def test_on_a_terminal_lines_fit_and_the_trigger_is_underlined() -> None:
    page = shown(console=terminal())
    plain = re.sub(r"\x1b\[[\d;]*m", "", page)
    assert max(map(len, plain.splitlines())) <= 60 + 4  # joiners take no room on the screen
    assert re.search(r"\x1b\[[\d;]*4mانفجار\x1b", page)


def test_no_color_leaves_no_colours_and_brackets_the_trigger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    page = shown(console=Console(force_terminal=True, width=200))
    assert "[انفجار]" in page
    assert not re.search(r"\x1b\[(?:\d+;)*3\d", page)


def test_what_names_mean_stands_before_their_words() -> None:
    homs = Place("gn:1", "حمص", "Homs", "town", "SY", "", 34.7268, 36.7234, 800_000, "GeoNames")
    around = ResolvedPlace(PlaceMention("فلان‌آباد"), homs, "town", "container")
    lost = ResolvedPlace(PlaceMention("بهمان"), None, "unresolved", "no such name")
    army = ResolvedActor("ارتش", "entry", "syrian-army", "ارتش سوریه", "Syrian army")
    stranger = ResolvedActor("بنفشه‌پوشان", "unresolved")
    meaning = Meaning(
        actors=(stranger, army), places=(lost, around), chain=(ResolvedSource(army, party=("syria-war",)),)
    )
    words = quote("حلب"), quote("حمص")
    claim = Claim(
        1,
        1,
        "explosion",
        quote("انفجار"),
        "asserted",
        actors=words,
        places=words,
        chain=(quote("ارتش"),),
        meaning=meaning,
    )
    page = shown(ReadArticle(READ.article, (claim,)))
    assert re.search(r"source +Syrian army \(a party\)$", page, re.MULTILINE)
    assert re.search(r"actor +\?; Syrian army  حلب، حمص$", page, re.MULTILINE)
    assert re.search(r"place +in Homs, SY \(town 34\.73, 36\.72\)  حلب، حمص$", page, re.MULTILINE)


def test_a_registry_of_ones_own_cannot_steer_the_terminal() -> None:
    actor = ResolvedActor("ارتش", "entry", "x", "ارتش", "\x1b[31mOak\u202e")
    place = Place("my:x", "حلب", "\x1b[2JAleppo", "town", "SY", "", 36.2, 37.1, 0, "me")
    meaning = Meaning(
        (actor,), (), (ResolvedPlace(PlaceMention("حلب"), place, "town", "name"),), (ResolvedSource(actor),)
    )
    claim = Claim(
        1,
        1,
        "explosion",
        quote("انفجار"),
        "asserted",
        actors=(quote("ارتش"),),
        places=(quote("حلب"),),
        chain=(quote("ارتش"),),
        meaning=meaning,
    )
    page = shown(ReadArticle(READ.article, (claim,)))
    assert "Oak" in page
    assert not re.search("[\x1b\u202e]", page)


def test_text_cannot_steer_the_terminal() -> None:
    text = "\x1b[2Jدر شهر \u202eانفجار\x07 شد"
    start = text.index("انفجار")
    claim = Claim(1, 1, "explosion", Quote.read(text, Span(start, start + 6)), "asserted")
    page = shown(ReadArticle(Article("\x1b]0;x\x07", text, "\x1b[31m"), (claim,)))
    assert not re.search("[\x1b\x07\u202e]", page)


def test_article_without_claims_says_so() -> None:
    assert "no claims found" in shown(ReadArticle(Article("a", "در شهر آرامش است"), ()))


def test_bounds_and_days_read_as_words() -> None:
    words, day = quote("۱۵"), date(2016, 12, 1)
    assert bounds(Count(15, 15, words)) == "15"
    assert bounds(Count(None, 15, words)) == "up to 15"
    assert bounds(Count(2, 3, words)) == "2 to 3"
    assert days(Time(None, None, words)) == "(day not known)"
    assert days(Time(day, date(2016, 12, 5), words)) == "2016-12-01 to 2016-12-05"
