"""Words hidden from the encoder, and the windows it sees them in."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra train")

from tokenizers import Tokenizer, models

from ravayat.training.adapt import MaskedPieces, cut, hide
from ravayat.training.encoder_file import load_encoder, save_encoder
from ravayat.training.network import Encoder

MASK, VOCABULARY = 4, 100
MARKS = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
TOKENIZER = Tokenizer(
    models.Unigram([*[(mark, 0.0) for mark in MARKS], *[(letter, -1.0) for letter in "ابت"]], unk_id=3)
)


def test_words_are_hidden_whole_and_marks_between_texts_never() -> None:
    torch.manual_seed(1)
    owners = torch.tensor([[0, 1, 1, 2, 3, 3, 4, 0, 5]]).repeat(200, 1)
    pieces = torch.randint(5, VOCABULARY, owners.shape)
    shown, targets = hide(pieces, owners, MASK, VOCABULARY)
    asked = targets != -100
    assert not asked[:, [0, 7]].any()
    assert (asked[:, 1] == asked[:, 2]).all()
    assert (asked[:, 4] == asked[:, 5]).all()
    assert (shown[~asked] == pieces[~asked]).all()
    assert (targets[asked] == pieces[asked]).all()
    assert 0.1 < asked[:, 1:7].float().mean() < 0.3
    assert (shown[asked] == MASK).float().mean() > 0.6


def test_windows_hold_every_text_in_turn_with_a_mark_between() -> None:
    TOKENIZER.add_special_tokens(MARKS)
    windows = cut(["ابت اب", "تت ب"], TOKENIZER.to_str(), seed=1, length=6, damaged=0)
    begin, end = (TOKENIZER.token_to_id(mark) for mark in ("<s>", "</s>"))
    assert windows.pieces.shape == windows.owners.shape == (2, 6)
    assert (windows.pieces[:, 0] == begin).all()
    assert (windows.owners[:, 0] == 0).all()
    assert ((windows.pieces == end) <= (windows.owners == 0)).all()
    stream = windows.pieces[:, 1:].ravel()
    texts = {tuple(TOKENIZER.token_to_id(letter) for letter in text) for text in ("ابتاب", "تتب")}
    first = tuple(stream[: list(stream).index(end)])
    assert first in texts


def test_pieces_of_one_word_have_one_owner_and_neighbours_another() -> None:
    TOKENIZER.add_special_tokens(MARKS)
    windows = cut(["ابت اب ت اب"], TOKENIZER.to_str(), seed=1, length=9, damaged=0)
    np.testing.assert_array_equal(windows.owners, [[0, 1, 1, 1, 2, 2, 3, 4, 4]])


def test_a_layer_further_down_names_pieces_by_itself_and_counts_as_much_as_the_last() -> None:
    torch.manual_seed(1)
    encoder = Encoder(VOCABULARY, layers=3)
    model = MaskedPieces(encoder, also_after=2).eval()
    pieces, targets = torch.randint(5, VOCABULARY, (1, 6)), torch.full((1, 6), -100)
    targets[0, 2] = 7
    states = list(encoder.by_layer(pieces))
    alone = [
        torch.nn.functional.cross_entropy(model.namers[end](states[int(end)][0, 2], encoder.word.weight), targets[0, 2])
        for end in ("2", "3")
    ]
    assert model.namers.keys() == {"2", "3"}
    torch.testing.assert_close(model(pieces, targets), torch.stack(alone).mean())


def test_without_one_the_last_layer_alone_names_them() -> None:
    assert MaskedPieces(Encoder(VOCABULARY, layers=3)).namers.keys() == {"3"}


def test_a_shallower_encoder_takes_the_first_layers_of_a_file(tmp_path: Path) -> None:
    torch.manual_seed(2)
    deep, shallow = Encoder(VOCABULARY, layers=3), Encoder(VOCABULARY, layers=2)
    save_encoder(deep, tmp_path / "deep.npz")
    load_encoder(shallow, tmp_path / "deep.npz")
    for name in ("layers.1.inner.weight", "position.weight"):
        torch.testing.assert_close(shallow.state_dict()[name], deep.state_dict()[name], atol=0.02, rtol=0)
    with pytest.raises(ValueError, match="another encoder"):
        load_encoder(Encoder(VOCABULARY, layers=4), tmp_path / "deep.npz")
