"""Lines that make confidences true."""

import random

import pytest

pytest.importorskip("sklearn", reason="training needs the extra train")
pytest.importorskip("torch", reason="training needs the extra train")

from ravayat.evaluate.calibration import Observation, expected_error
from ravayat.training.calibrate import cross_calibrated, fit


def overconfident(count: int) -> list[Observation]:
    """A reader that says 1 - e² where 1 - e would be true, over fifty articles."""
    chance = random.Random(3)
    drawn = [chance.random() for _ in range(count)]
    return [
        Observation(str(number % 50), "place", 1 - (1 - true) ** 2, chance.random() < true)
        for number, true in enumerate(drawn)
    ]


def test_what_is_fitted_on_other_articles_comes_true() -> None:
    observations = overconfident(4000)
    assert expected_error(observations) > 0.1
    assert expected_error(cross_calibrated(observations)) < 0.05


def test_a_group_that_was_hardly_seen_takes_the_common_line() -> None:
    observations = overconfident(500)
    lines = fit([*observations, Observation("x", "time", 0.9, right=False)])
    assert lines["time"] == pytest.approx(fit(observations)["place"], abs=0.1)


def test_too_little_is_no_ground_for_any_line() -> None:
    assert fit(overconfident(10)) == {"place": [1.0, 0.0]}
