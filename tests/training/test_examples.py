"""What the network learns from says what the annotation says."""

import random
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from ravayat.corpus.article_file import AnnotatedArticle, load_article
from ravayat.reading import MODEL_FOLDER
from ravayat.reading.candidates import WordSpan
from ravayat.reading.labels import STANCE_NAMES, TAGS, TYPES
from ravayat.reading.settings_file import TOKENIZER_FILE
from ravayat.records import Quote
from ravayat.text.letters import fold
from ravayat.training.examples import IGNORED, damaged, make_example

ARTICLE = '''
genre = "agency"
published = 2013-07-30
text = """
سانا گفت سه نفر در انفجار حلب کشته شدند. سانا انفجار دوم در حلب را رد کرد.
"""

[[claim]]
event = 1
type = "explosion"
trigger = "انفجار"
at = "در انفجار حلب"
place = ["حلب"]
killed = { text = "سه نفر", min = 3, max = 3 }
chain = ["سانا"]
cue = "گفت"

[[claim]]
event = 2
type = "explosion"
trigger = "انفجار"
at = "انفجار دوم"
stance = "denied"
chain = ["سانا"]
'''


EASILY_DAMAGED = (
    ARTICLE.replace('"""\nسانا', '"""\nمی‌گویند «آن‌ها» ۱۲ تن، بوده‌اند.\nسانا')
    .replace("انفجار حلب", "انفجار «خان‌العسل» و آبادی‌ها")
    .replace('["حلب"]', '["«خان‌العسل» و آبادی‌ها"]')
    .replace("سه نفر", "۳ نفر")
)


@pytest.fixture
def annotated(tmp_path: Path) -> AnnotatedArticle:
    path = tmp_path / "x-001.toml"
    path.write_text(ARTICLE, encoding="utf-8")
    return load_article(path)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(MODEL_FOLDER / TOKENIZER_FILE))


def test_claims_hang_on_their_triggers(annotated: AnnotatedArticle, tokenizer: Tokenizer) -> None:
    example = make_example(annotated, tokenizer)
    words = [example.words.forms[span.first] for span in example.triggers]
    assert words == ["انفجار", "انفجار"]
    assert [TYPES[kind] for kind in example.types] == ["explosion", "explosion"]
    assert [STANCE_NAMES[claim.stance] for claim in example.claims] == ["asserted", "denied"]


def test_roles_point_at_word_spans(annotated: AnnotatedArticle, tokenizer: Tokenizer) -> None:
    first = make_example(annotated, tokenizer).claims[0]
    assert first.roles["chain1"] == (WordSpan(0, 0),)
    assert first.roles["killed"] == (WordSpan(2, 3),)
    assert first.roles["chain2"] == ()


def test_the_same_name_elsewhere_is_not_called_wrong(annotated: AnnotatedArticle, tokenizer: Tokenizer) -> None:
    example = make_example(annotated, tokenizer)
    places = example.tags[:, TAGS.index("place")]
    first, second = (i for i, form in enumerate(example.words.forms) if form == "حلب")
    assert places[first] == 1
    assert places[second] == IGNORED


def letters(quote: Quote) -> str:
    """What no damage changes: letters and digits, in one form."""
    return "".join(char for char in fold(quote.text).replace("آ", "ا") if char.isalnum())


@pytest.mark.parametrize("seed", range(40))
def test_damage_keeps_every_quote_on_its_words(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "x-002.toml"
    path.write_text(EASILY_DAMAGED, encoding="utf-8")
    annotated = load_article(path)
    moved = damaged(annotated, random.Random(seed))
    for claim, original in zip(moved.claims, annotated.claims, strict=True):
        assert all(quote.span.of(moved.article.text) == quote.text for quote in claim.quotes())
        assert [letters(quote) for quote in claim.quotes()] == [letters(quote) for quote in original.quotes()]
