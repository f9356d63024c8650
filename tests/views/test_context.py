from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ravayat.records import Span
from ravayat.views.context import Sentences, printable


def around(text: str, words: str) -> tuple[str, str, str]:
    context = Sentences(text).around(Span(text.index(words), text.index(words) + len(words)))
    return context.before, context.quote, context.after


def test_sentence_ends_at_full_stops_and_lines() -> None:
    assert around("یک شد. دو شد. سه شد.", "دو") == ("", "دو", " شد.")
    assert around("یک\nدو شد\nسه", "شد") == ("دو ", "شد", "")


def test_long_sentence_is_cut_at_words() -> None:
    before, quote, after = around("پیش " * 200 + "انفجار" + " پس" * 200, "انفجار")
    assert quote == "انفجار"
    assert before.startswith("… پیش")
    assert after.endswith("پس …")
    assert len(before) < 240
    assert len(after) < 240


@given(st.text(min_size=1, max_size=60), st.data())
def test_quote_is_always_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    shown = Sentences(text).around(span).quote
    assert shown.replace("\u200c", "").replace(" ", "") == printable(span.of(text)).replace("\u200c", "").replace(
        " ", ""
    )


def test_lost_half_spaces_are_shown_and_offsets_are_those_of_the_raw_text() -> None:
    raw = "نیروهای حزبالله می گویند روستاهای مرزی را گرفتهاند و خانهها را آتش زدهاند."
    span = Span(raw.index("حزبالله"), raw.index("حزبالله") + len("حزبالله"))
    shown = Sentences(raw).around(span)
    assert shown.quote == "حزب\u200cالله"
    assert "گرفته\u200cاند" in shown.after
