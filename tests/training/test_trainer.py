"""The training loop."""

from collections.abc import Iterator
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra train")

from ravayat.corpus.article_file import load_articles
from ravayat.training.articles import is_dense
from ravayat.training.trainer import Alone, Plan, Team, of_epoch, train, train_taught


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
    team = Team(2, first=True)
    team.before_step(weights)
    assert (weights[0].grad == 3).all()
    assert weights[1].grad is not None
    assert (weights[1].grad == 0).all()
    assert team.after_step(weights, 0.5) == 0.25
    assert (weights[0] == 1).all()


@pytest.mark.usefixtures("group")
def test_members_that_learn_apart_mean_their_weights_and_clocks_when_they_meet() -> None:
    weight = torch.nn.Parameter(torch.full((2,), 6.0))
    weight.grad = torch.ones(2)
    team = Team(2, first=True, apart=3)
    for step in (1, 2):
        team.before_step([weight])
        assert team.after_step([weight], 0.1 * step) == 0
        assert (weight == 6).all()
    team.before_step([weight])
    assert team.after_step([weight], 0.5) == 0.25
    assert (weight == 3).all()
    assert (weight.grad == 1).all()
    # Until they meet again all go by the clock of then.
    assert team.after_step([weight], 0.9) == 0.25


def _meet(rank: int, folder: Path) -> None:
    meeting = f"file://{folder / 'meeting'}"
    torch.distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=2)
    weight = torch.nn.Parameter(torch.full((2,), float(rank)))
    clock = Team(2, first=rank == 0, apart=1).after_step([weight], float(rank))
    weights = Team(2, first=rank == 0, apart=2)
    weights.after_step([weight], 0.0)
    weights.after_step([weight], 0.0)
    torch.save((clock, weight.detach()), folder / f"{rank}.pt")
    torch.distributed.destroy_process_group()


def test_two_processes_come_away_with_the_same_weights_and_clock(tmp_path: Path) -> None:
    torch.multiprocessing.spawn(_meet, (tmp_path,), 2)
    for rank in (0, 1):
        clock, weight = torch.load(tmp_path / f"{rank}.pt", weights_only=True)
        assert clock == 0.5
        assert (weight == 0.5).all()


@pytest.mark.usefixtures("group")
def test_a_team_goes_as_far_as_its_slowest_member() -> None:
    assert Team(1, first=True).fewest(7) == 7


def test_alone_nothing_is_changed() -> None:
    weight = torch.nn.Parameter(torch.ones(2))
    weight.grad = torch.ones(2)
    Alone().before_step([weight])
    assert Alone().after_step([weight], 0.5) == 0.5
    assert (weight.grad == 1).all()
    assert (weight == 1).all()


@pytest.mark.parametrize(
    "plan", [Plan(processes=3), Plan(processes=0), Plan(seconds=0.5), Plan(processes=2, apart=0)], ids=str
)
def test_more_processes_than_shares_and_plans_that_end_before_they_begin_are_refused(plan: Plan) -> None:
    with pytest.raises(ValueError, match="for 2 shares of lessons"):
        train_taught(None, lambda *_: iter(()), 2, plan)  # type: ignore[arg-type]


def test_an_epoch_takes_all_articles_with_many_claims_and_a_share_of_the_others(root: Path) -> None:
    articles = list(load_articles(root / "corpus" / "articles"))[:400]
    sparse = {one.article.doc for one in articles if not is_dense(one)}
    epochs = [{one.article.doc for one in of_epoch(articles, Plan(sparse=0.3), epoch)} for epoch in range(3)]
    everything = {one.article.doc for one in articles}
    assert all(everything - sparse <= taken for taken in epochs)
    assert all(0 < len(taken & sparse) < 0.6 * len(sparse) for taken in epochs)
    assert epochs[0] != epochs[1]
    assert of_epoch(articles, Plan(), 0) == articles


def test_no_epoch_is_without_an_article(root: Path) -> None:
    few = [one for one in load_articles(root / "corpus" / "articles") if not is_dense(one)][:2]
    assert all(of_epoch(few, Plan(sparse=0.01), epoch) for epoch in range(20))


@pytest.mark.parametrize("share", [0.0, 25.0])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="no share of the articles"):
        train(None, [None], None, Plan(sparse=share))  # type: ignore[arg-type, list-item]
