"""The training loop."""

from collections.abc import Iterator
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra train")

from ravayat.corpus.article_file import load_articles
from ravayat.training.articles import is_dense
from ravayat.training.trainer import Alone, Plan, Team, of_epoch, train


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
