"""Spans become quotes, quotes become values."""

from dataclasses import replace
from datetime import date

import pytest

from ravayat.ledger.assemble import assemble
from ravayat.reading.candidates import WordSpan
from ravayat.reading.decode import SpokenClaim
from ravayat.reading.roles import Filler
from ravayat.records import Article, Claim, Span
from ravayat.text.words import split_words

TEXT = "رویترز: دیروز در انفجار حلب دست‌کم 120نظامی کشته شدند."
PUBLISHED = date(2013, 7, 30)


def filler(first: str, last: str | None = None) -> Filler:
    forms = split_words(TEXT).forms
    return Filler(WordSpan(forms.index(first), forms.index(last or first)), 0.8)


def assembled(published: date | None = PUBLISHED, **roles: Filler) -> Claim:
    told = {role: (value,) for role, value in roles.items()}
    spoken = SpokenClaim("explosion", filler("انفجار"), "asserted", 1, 0.7, told)
    [claim] = assemble(Article("a", TEXT, published=published), split_words(TEXT), [spoken])
    return claim


def test_every_quote_is_the_raw_text_at_its_offsets() -> None:
    claim = assembled(
        place=filler("حلب"), chain1=filler("رویترز"), time=filler("دیروز"), killed=filler("دست‌کم", "نظامی")
    )
    assert {quote.text for quote in claim.quotes()} == {"انفجار", "حلب", "رویترز", "دیروز", "دست‌کم 120نظامی"}
    assert all(quote.span.of(TEXT) == quote.text for quote in claim.quotes())


def test_a_quantity_gets_its_bounds() -> None:
    killed = assembled(killed=filler("دست‌کم", "نظامی")).killed
    assert killed is not None
    assert (killed.minimum, killed.maximum) == (120, None)


def test_words_that_are_no_number_fill_no_count() -> None:
    assert assembled(captured=filler("کشته", "شدند")).captured is None


def test_a_time_is_resolved_against_the_day_of_publication() -> None:
    time = assembled(time=filler("دیروز")).time
    assert time is not None
    assert (time.first, time.last) == (date(2013, 7, 29), date(2013, 7, 29))


def test_without_that_day_a_relative_time_keeps_its_words_alone() -> None:
    time = assembled(None, time=filler("دیروز")).time
    assert time is not None
    assert time.quote.text == "دیروز"
    assert time.first is None


def test_the_chain_runs_from_the_nearest_teller() -> None:
    claim = assembled(chain1=filler("رویترز"), chain2=filler("نظامی"))
    assert [quote.text for quote in claim.chain] == ["رویترز", "نظامی"]


def test_a_time_of_which_the_reader_marked_a_part_is_quoted_whole() -> None:
    text = "در ۷ مرداد ۱۳۹۲ در حلب انفجاری روی داد."
    words = split_words(text)
    at = words.forms.index
    year = Filler(WordSpan(at("1392"), at("1392")), 0.8)
    spoken = SpokenClaim(
        "explosion", Filler(WordSpan(at("انفجاری"), at("انفجاری")), 0.7), "asserted", 1, 0.7, {"time": (year,)}
    )
    [claim] = assemble(Article("a", text), words, [spoken])
    assert claim.time is not None
    assert (claim.time.quote.text, claim.time.quote.confidence) == ("۷ مرداد ۱۳۹۲", 0.8)
    assert claim.time.quote.span.of(text) == claim.time.quote.text
    assert claim.time.first == date(2013, 7, 29)


def test_what_the_only_claim_of_a_sentence_counts_is_its_count_though_the_reader_linked_none() -> None:
    killed = assembled().killed
    assert killed is not None
    assert (killed.minimum, killed.quote.text) == (120, "دست‌کم 120نظامی")
    assert killed.quote.confidence < 0.7


def test_a_sentence_of_two_claims_gives_its_count_to_neither() -> None:
    words = split_words(TEXT)
    spoken = [SpokenClaim("explosion", filler(word), "asserted", 1, 0.7, {}) for word in ("انفجار", "کشته")]
    assert [claim.killed for claim in assemble(Article("a", TEXT), words, spoken)] == [None, None]


def test_a_count_of_wounded_is_not_told_as_killed() -> None:
    text = "در انفجار ۱۰ نفر زخمی شدند."
    words = split_words(text)
    ten = Filler(WordSpan(words.forms.index("10"), words.forms.index("نفر")), 0.8)
    trigger = Filler(WordSpan(words.forms.index("انفجار"), words.forms.index("انفجار")), 0.7)
    [claim] = assemble(
        Article("a", text), words, [SpokenClaim("explosion", trigger, "asserted", 1, 0.7, {"killed": (ten,)})]
    )
    assert claim.killed is None
    assert claim.wounded is not None
    assert claim.wounded.quote.text == "۱۰ نفر"


@pytest.mark.parametrize(
    ("text", "did", "slot"),
    [
        ("ماموران دیروز احمد کریمی را بازداشت کردند.", ("بازداشت", "کردند"), "captured"),
        ("سربازان دیروز احمد کریمی را به قتل رساندند.", ("به", "رساندند"), "killed"),
        ("در این تیراندازی احمد کریمی زخمی شد.", ("زخمی", "شد"), "wounded"),
    ],
)
def test_one_to_whom_something_is_told_to_have_been_done_is_one(text: str, did: tuple[str, str], slot: str) -> None:
    words = split_words(text)
    at = words.forms.index
    trigger = Filler(WordSpan(at(did[0]), at(did[1])), 0.7)
    target = Filler(WordSpan(at("احمد"), at("احمد") + 1), 0.8)
    told = SpokenClaim("other", trigger, "asserted", 1, 0.7, {"target": (target,)})
    [claim] = assemble(Article("a", text), words, [told])
    count = getattr(claim, slot)
    assert count is not None
    assert (count.minimum, count.maximum) == (1, 1)
    assert count.quote.text == claim.targets[0].text
    [untold] = assemble(Article("a", text), words, [replace(told, trigger=Filler(WordSpan(0, 0), 0.7))])
    assert getattr(untold, slot) is None


def test_an_attempt_on_one_kills_nobody() -> None:
    text = "ترور نافرجام یک وزیر را پلیس تایید کرد."
    words = split_words(text)
    trigger, target = Filler(WordSpan(0, 1), 0.7), Filler(WordSpan(2, 3), 0.8)
    told = SpokenClaim("civilian_attack", trigger, "asserted", 1, 0.7, {"target": (target,)})
    [claim] = assemble(Article("a", text), words, [told])
    assert claim.killed is None


def _read(text: str, trigger: str, **roles: str) -> Claim:
    """The claim of a text, its roles filled by the words as marked."""
    words = split_words(text)

    def marked(told: str) -> Filler:
        first, last = words.touched(Span(text.index(told), text.index(told) + len(told)))
        return Filler(WordSpan(first, last), 0.8)

    fillers = {role: tuple(map(marked, told.split("|"))) for role, told in roles.items()}
    [claim] = assemble(
        Article("a", text, outlet="ایسنا"),
        words,
        [SpokenClaim("explosion", marked(trigger), "asserted", 1, 0.7, fillers)],
    )
    return claim


def test_names_of_which_the_reader_marked_a_part_are_quoted_whole() -> None:
    text = "پلیس هلند گفت سپاه پاسداران فرودگاه تیفور را بمباران کرد."
    claim = _read(text, "بمباران", chain1="پلیس", actor="سپاه", target="فرودگاه", place="تیفور")
    quotes = (*claim.chain, *claim.actors, *claim.targets)
    assert [quote.text for quote in quotes] == ["پلیس هلند", "سپاه پاسداران", "فرودگاه تیفور"]
    assert all(quote.span.of(text) == quote.text and quote.confidence == 0.8 for quote in quotes)


def test_two_parts_of_one_name_are_one_actor() -> None:
    claim = _read("جدایی طلبان بمباران کردند.", "بمباران", actor="جدایی|طلبان")
    assert [quote.text for quote in claim.actors] == ["جدایی طلبان"]


def test_who_carries_a_teller_is_the_nearest_link_and_not_who_the_cue_introduces() -> None:
    text = "به گزارش رویترز، سخنگوی کرملین گفت بمباران شد."
    claim = _read(text, "بمباران", chain1="سخنگوی کرملین", cue="گفت")
    assert [quote.text for quote in claim.chain] == ["رویترز", "سخنگوی کرملین"]
    assert claim.cue is None


def one_claim(text: str, *triggers: str) -> list[Claim]:
    words = split_words(text)
    spans = [WordSpan(words.forms.index(trigger), words.forms.index(trigger)) for trigger in triggers]
    told = [SpokenClaim("explosion", Filler(span, 0.7), "asserted", 1, 0.7, {}) for span in spans]
    return list(assemble(Article("a", text, published=PUBLISHED), words, told))


@pytest.mark.parametrize(
    ("text", "clock", "words"),
    [
        ("اهواز صدای چند انفجار اومد ۳:۴۲", "03:42", "۳:۴۲"),
        ("ساعت ۲.۴۰ صدای انفجار شنیدم", "02:40", "ساعت ۲.۴۰"),
        ("دقایقی پیش انفجار در فرودگاه روی داد.", None, "دقایقی پیش"),
    ],
)
def test_the_hour_in_the_sentence_of_one_claim_is_its_time_though_the_reader_linked_none(
    text: str, clock: str | None, words: str
) -> None:
    [claim] = one_claim(text, "انفجار")
    assert claim.time is not None
    assert (claim.time.first, claim.time.clock, claim.time.quote.text) == (PUBLISHED, clock, words)
    assert claim.time.quote.confidence < 0.7


@pytest.mark.parametrize(
    "text",
    [
        "ارتش روز سه‌شنبه اعلام کرد که انفجار روی داد.",  # when it was said
        "دو ساعت بعد انفجار دیگری روی داد.",
        "تا ساعت ۱۵ صدای انفجار شنیده خواهد شد.",
        "ساعت ۱۰ بسته شد و ساعت ۱۱ انفجار روی داد.",
    ],
)
def test_a_day_of_telling_hours_beside_something_else_and_one_of_two_hours_are_not(text: str) -> None:
    assert [claim.time for claim in one_claim(text, "انفجار")] == [None]


def test_a_sentence_of_two_claims_gives_its_hour_to_neither() -> None:
    assert [claim.time for claim in one_claim("ساعت ۳:۴۲ حمله و انفجار شد.", "حمله", "انفجار")] == [None, None]
