"""One channel of every layer goes another way, and nothing that is computed changes."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra train")

from ravayat.training.loud_channels import loudest, set_apart
from ravayat.training.network import WIDTH, Encoder

WINDOWS = [np.array([1, 5, 9, 2]), np.array([1, 7, 2])]


@pytest.fixture
def encoder() -> Encoder:
    torch.manual_seed(3)
    encoder = Encoder(vocabulary=12, layers=2).eval()
    with torch.no_grad():
        encoder.layers[0].inner.bias[40] = 30
        encoder.layers[1].inner.bias[3] = 20
    return encoder


def test_the_loudest_channel_of_every_layer_is_found(encoder: Encoder) -> None:
    assert loudest(encoder, WINDOWS) == [40, 3]


def test_the_encoder_computes_what_it_did(encoder: Encoder) -> None:
    pieces = torch.tensor([[1, 4, 8, 11, 2]])
    with torch.inference_mode():
        before = encoder(pieces)
        set_apart(encoder, WINDOWS)
        after = encoder(pieces)
    assert after.shape == (1, 5, WIDTH)
    torch.testing.assert_close(after, before, atol=1e-5, rtol=1e-4)


def test_what_is_left_to_round_has_the_channel_no_more(encoder: Encoder) -> None:
    set_apart(encoder, WINDOWS)
    first, second = loudest(encoder, WINDOWS)
    assert first != 40
    assert second != 3
