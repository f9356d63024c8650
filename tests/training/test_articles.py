"""Which annotated articles a training sees."""

import pytest

from ravayat.training.articles import Fold

NAMES = [f"article-{number}" for number in range(600)]


@pytest.mark.parametrize("of", [2, 3, 5])
def test_folds_share_out_every_article_about_evenly(of: int) -> None:
    folds = [Fold(number, of) for number in range(1, of + 1)]
    assert all(sum(fold.holds(name) for fold in folds) == 1 for name in NAMES)
    for fold in folds:
        assert 0.8 / of < sum(map(fold.holds, NAMES)) / len(NAMES) < 1.2 / of


def test_a_fold_is_written_as_it_is_read() -> None:
    assert Fold.parse("2/3") == Fold(2, 3)
    assert str(Fold.parse("2/3")) == "2/3"


@pytest.mark.parametrize("told", ["", "2", "0/3", "4/3", "1/1", "1/0", "a/3", "1/3/5", "-1/3"])
def test_what_is_no_part_of_several_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match="such as 1/3"):
        Fold.parse(told)
