"""Claims with who and where their words mean."""

from dataclasses import replace
from datetime import date

from ravayat.grounding.meanings import add_meanings
from ravayat.records import Article, Claim, Quote, Span

TEXT = "سانا گفت ارتش سوریه در خالدیه در حمص با گروه‌های مسلح و بنفشه‌پوشان درگیر شد."
ARTICLE = Article("a", TEXT, "فارس", date(2013, 7, 30))


def quote(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote.read(TEXT, Span(start, start + len(words)))


CLAIM = Claim(
    1,
    1,
    "armed_clash",
    quote("درگیر شد"),
    "asserted",
    actors=(quote("ارتش سوریه"), quote("بنفشه‌پوشان")),
    targets=(quote("گروه‌های مسلح"),),
    places=(quote("خالدیه"), quote("حمص")),
    chain=(quote("سانا"),),
)


def test_every_quote_has_its_answer_in_its_place() -> None:
    other = replace(CLAIM, id=2, actors=(), places=(quote("حمص"),), chain=())
    [second, claim] = add_meanings(ARTICLE, [other, CLAIM])
    assert second.meaning is not None
    assert claim.meaning is not None
    assert [place.place and place.place.latin for place in second.meaning.places] == ["Homs"]
    assert (second.meaning.actors, second.meaning.chain) == ((), ())
    assert [actor.id for actor in claim.meaning.actors] == ["syrian-army", None]
    assert [target.level for target in claim.meaning.targets] == ["class"]
    assert [place.place and place.place.latin for place in claim.meaning.places] == ["Khaldiyeh", "Homs"]
    assert [source.who.id for source in claim.meaning.chain] == ["sana"]


def test_what_is_not_known_says_why() -> None:
    [claim] = add_meanings(ARTICLE, [CLAIM])
    assert claim.meaning is not None
    stranger = claim.meaning.actors[1]
    assert (stranger.level, stranger.reason) == ("unresolved", "no name or noun of it is in the registry")


def test_the_words_stay_as_they_were() -> None:
    [claim] = add_meanings(ARTICLE, [CLAIM])
    assert claim.quotes() == CLAIM.quotes()


def test_no_claims_no_meanings() -> None:
    assert add_meanings(ARTICLE, []) == ()


def test_two_parts_of_one_name_are_one_place_quoted_whole() -> None:
    text = "انفجار در تنگه هرمز شنیده شد."
    parts = [Quote.read(text, Span(text.index(part), text.index(part) + len(part))) for part in ("تنگه", "هرمز")]
    claim = Claim(1, 1, "explosion", Quote.read(text, Span(0, 6)), "asserted", places=tuple(parts))
    [told] = add_meanings(Article("a", text), [claim])
    assert told.meaning is not None
    assert [quote.text for quote in told.places] == ["تنگه هرمز"]
    assert [place.place and place.place.latin for place in told.meaning.places] == ["Strait of Hormuz"]
