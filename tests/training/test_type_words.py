"""Learning what words say of types."""

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="training needs the extra train")

from ravayat.corpus.article_file import AnnotatedArticle, load_article
from ravayat.reading.candidates import WordSpan
from ravayat.reading.labels import TYPES
from ravayat.text.words import split_words
from ravayat.training.type_words import fit_type_words


def articles(tmp_path_factory: pytest.TempPathFactory, **told: str) -> list[AnnotatedArticle]:
    folder = tmp_path_factory.mktemp("articles")
    made = []
    for kind, text in told.items():
        for number in range(3):
            path = folder / f"{kind}-{number}.toml"
            path.write_text(
                f'outlet = "ایسنا"\npublished = 2020-01-01\nconflict = "syria"\ngenre = "agency"\nconstructions = []\n'
                f"text = '''{text}'''\n[[claim]]\nevent = 1\ntype = \"{kind}\"\ntrigger = \"حمله\"\n",
                encoding="utf-8",
            )
            made.append(load_article(path))
    return made


TOLD = {
    "air_strike": "حمله جنگنده‌ها به یک پایگاه.",
    "shelling": "حمله با خمپاره و توپ به شهر.",
    "explosion": "حمله با بمب کنار جاده.",
}


def test_words_beside_a_trigger_tell_its_type(tmp_path_factory: pytest.TempPathFactory) -> None:
    model = fit_type_words(articles(tmp_path_factory, **TOLD))
    for kind, text in {
        "air_strike": "حمله دو جنگنده.",
        "shelling": "حمله خمپاره و توپ.",
        "explosion": "حمله بمب جاده.",
    }.items():
        scores = model.scores(split_words(text), [WordSpan(0, 0)])
        assert TYPES[int(scores[0].argmax())] == kind


def test_two_types_teach_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    two = {kind: TOLD[kind] for kind in ("air_strike", "shelling")}
    scores = fit_type_words(articles(tmp_path_factory, **two)).scores(split_words("حمله"), [WordSpan(0, 0)])
    assert np.ptp(scores) == 0
