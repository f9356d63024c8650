"""The training loop."""

from collections.abc import Iterator
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra train")

from ravayat.training.trainer import Alone, Team


@pytest.fixture
def group(tmp_path: Path) -> Iterator[None]:
    """A group of this process alone."""
    torch.distributed.init_process_group("gloo", init_method=f"file://{tmp_path / 'meeting'}", rank=0, world_size=1)
    yield
    torch.distributed.destroy_process_group()


@pytest.mark.usefixtures("group")
def test_a_team_means_gradients_and_clock_and_fills_gaps() -> None:
    weights = [torch.nn.Parameter(torch.ones(2, 3)), torch.nn.Parameter(torch.ones(4))]
    weights[0].grad = torch.full((2, 3), 6.0)
    assert Team(2, first=True).mean(weights, 0.5) == 0.25
    assert (weights[0].grad == 3).all()
    assert weights[1].grad is not None
    assert (weights[1].grad == 0).all()


@pytest.mark.usefixtures("group")
def test_a_team_goes_as_far_as_its_slowest_member() -> None:
    assert Team(1, first=True).fewest(7) == 7


def test_alone_nothing_is_changed() -> None:
    weight = torch.nn.Parameter(torch.ones(2))
    weight.grad = torch.ones(2)
    assert Alone().mean([weight], 0.5) == 0.5
    assert (weight.grad == 1).all()
