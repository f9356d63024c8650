"""Adapts the encoder to Persian news by masked-piece prediction on unlabelled text.

``python -m ravayat.training.adapt NEWS.jsonl.gz... --output encoder.npz``. The method is
that of BERT (Devlin et al. 2019) and of domain-adaptive pretraining (Gururangan et al.
2020); whole words are masked, as pieces of one word give each other away.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from ravayat.text.words import LINE_BREAK, split_words
from ravayat.training.base_encoder import load_base_encoder
from ravayat.training.damage import damage
from ravayat.training.encoder_file import save_encoder
from ravayat.training.network import WIDTH, Encoder

_RATE = 0.2
_LENGTH = 256
_BATCH = 16
_POOL = 32
_WARM_UP = 50

_Window = tuple[list[int], list[int]]
_Batch = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]


class MaskedPieces(nn.Module):
    """The encoder with a head that names the masked pieces; output rows are the embedding's."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.dense = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.bias = nn.Parameter(torch.zeros(encoder.word.num_embeddings))
        self.scale = nn.Parameter(torch.tensor(2.0))

    def forward(self, pieces: Tensor, mask: Tensor, targets: Tensor) -> Tensor:
        """Mean cross-entropy over the masked places (targets of -100 are not counted)."""
        states = self.encoder(pieces, mask)[targets != -100]
        states = self.norm(nn.functional.gelu(self.dense(states)))
        scores = nn.functional.linear(states * self.scale, self.encoder.word.weight, self.bias)
        return nn.functional.cross_entropy(scores.float(), targets[targets != -100])


def texts(paths: list[Path]) -> list[str]:
    """Texts of gzipped JSON Lines files."""
    found = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [str(json.loads(line)["text"]) for line in lines]
    return found


def _windows(corpus: list[str], tokenizer: Tokenizer, draw: random.Random) -> Iterator[tuple[list[int], list[int]]]:
    for text in corpus:
        told = damage(text, draw) if draw.random() < 0.5 else text
        words = ["</s>" if form == LINE_BREAK else form for form in split_words(told).forms]
        encoding = tokenizer.encode(words, is_pretokenized=True)
        ids, owners = encoding.ids, [int(w or 0) for w in encoding.word_ids]
        for start in range(0, len(ids), _LENGTH - 2):
            yield ids[start : start + _LENGTH - 2], owners[start : start + _LENGTH - 2]


def _masked(
    ids: list[int], owners: list[int], mask_id: int, size: int, draw: random.Random
) -> tuple[list[int], list[int]]:
    chosen = {owner for owner in set(owners) if draw.random() < _RATE}
    targets = [piece if owner in chosen else -100 for piece, owner in zip(ids, owners, strict=True)]
    shown = []
    for piece, owner in zip(ids, owners, strict=True):
        luck = draw.random()
        shown.append(piece if owner not in chosen or luck > 0.9 else mask_id if luck < 0.8 else draw.randrange(5, size))
    return shown, targets


def main() -> int:
    """Run the adaptation for a number of minutes and save the encoder's weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", nargs="+", type=Path)
    parser.add_argument("--output", type=Path, required=True, help="an .npz for load_encoder")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    base = load_base_encoder(layers=args.layers)
    model = MaskedPieces(Encoder.from_base(base))
    model.encoder.word.weight.requires_grad = False
    batches = _batches(texts(args.news), Tokenizer.from_str(base.tokenizer), random.Random(args.seed))
    _adapt(model, batches, args.minutes * 60, args.rate)
    save_encoder(model.encoder, args.output)
    return 0


def _adapt(model: MaskedPieces, batches: Iterator[_Batch], seconds: float, rate: float) -> None:
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01, fused=True)
    started, losses, seen = time.monotonic(), [], 0
    for step, batch in enumerate(batches, 1):
        passed = (time.monotonic() - started) / seconds
        if passed >= 1:
            break
        for settings in optimizer.param_groups:
            settings["lr"] = rate * min(1.0, step / _WARM_UP) * (1 - passed)
        with torch.autocast("cpu", torch.bfloat16):
            loss = model(*map(torch.from_numpy, batch))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        losses.append(loss.item())
        seen += int(batch[1].sum())
        if step % 50 == 0:
            speed = seen / (time.monotonic() - started)
            print(f"step {step} loss {np.mean(losses[-50:]):.3f} {speed:.0f} pieces/s", flush=True)


def _batches(corpus: list[str], tokenizer: Tokenizer, draw: random.Random) -> Iterator[_Batch]:
    """Batches of pieces, mask and targets, for ever; windows of like length together."""
    while True:
        draw.shuffle(corpus)
        pool: list[_Window] = []
        for window in _windows(corpus, tokenizer, draw):
            pool.append(window)
            if len(pool) == _POOL * _BATCH:
                pool.sort(key=lambda item: len(item[0]))
                groups = [pool[i : i + _BATCH] for i in range(0, len(pool), _BATCH)]
                draw.shuffle(groups)
                yield from (_batch(group, tokenizer, draw) for group in groups)
                pool = []


def _batch(group: list[_Window], tokenizer: Tokenizer, draw: random.Random) -> _Batch:
    begin, end, mask_id = (int(tokenizer.token_to_id(name) or 0) for name in ("<s>", "</s>", "<mask>"))
    longest = max(len(ids) for ids, _ in group) + 2
    pieces = np.ones((len(group), longest), np.int64)
    mask = np.zeros_like(pieces)
    targets = np.full_like(pieces, -100)
    for row, (ids, owners) in enumerate(group):
        shown, wanted = _masked(ids, owners, mask_id, tokenizer.get_vocab_size(), draw)
        pieces[row, : len(ids) + 2] = [begin, *shown, end]
        mask[row, : len(ids) + 2] = 1
        targets[row, 1 : len(ids) + 1] = wanted
    return pieces, mask, targets


if __name__ == "__main__":
    raise SystemExit(main())
