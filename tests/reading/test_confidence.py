"""Probabilities into confidences."""

from hypothesis import given
from hypothesis import strategies as st

from ravayat.reading.confidence import calibrated

probabilities = st.floats(0, 1)
lines = st.tuples(st.floats(0.05, 3), st.floats(-3, 3)).map(lambda line: {"claim": list(line)})


@given(probabilities, probabilities, lines)
def test_order_is_kept(one: float, other: float, chosen: dict[str, list[float]]) -> None:
    low, high = sorted((one, other))
    assert 0 <= calibrated(low, "claim", chosen) <= calibrated(high, "claim", chosen) <= 1


@given(probabilities, lines)
def test_a_group_without_a_line_keeps_its_probability(one: float, chosen: dict[str, list[float]]) -> None:
    assert calibrated(one, "place", chosen) == one
