"""Words hidden from the encoder."""

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra train")

from ravayat.training.adapt import hide

MASK, VOCABULARY = 4, 100


def test_words_are_hidden_whole_and_marks_at_the_ends_never() -> None:
    torch.manual_seed(1)
    owners = torch.tensor([[0, 1, 1, 2, 3, 3, 4, 0, 0]]).repeat(200, 1)
    mask = (torch.arange(9) < 7).long().repeat(200, 1)
    pieces = torch.randint(5, VOCABULARY, owners.shape)
    shown, targets = hide(pieces, owners, mask, MASK, VOCABULARY)
    asked = targets != -100
    assert not asked[:, [0, 6, 7, 8]].any()
    assert (asked[:, 1] == asked[:, 2]).all()
    assert (asked[:, 4] == asked[:, 5]).all()
    assert (shown[~asked] == pieces[~asked]).all()
    assert (targets[asked] == pieces[asked]).all()
    assert 0.1 < asked[:, 1:6].float().mean() < 0.3
    assert (shown[asked] == MASK).float().mean() > 0.6
