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
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
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
_POOL = 4096
"""Windows that are sorted by length together."""
_SHARES = 16
"""Parts in which the texts are cut, so that several processes can do it."""
_WARM_UP = 50
_IGNORED = -100


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text as piece numbers; ``owners`` tells for each piece the word it belongs to, from 0."""

    pieces: npt.NDArray[np.int32]
    owners: npt.NDArray[np.int32]


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
        """Mean cross-entropy over the masked places (targets of :data:`_IGNORED` are not counted)."""
        states = self.encoder(pieces, mask)[targets != _IGNORED]
        states = self.norm(nn.functional.gelu(self.dense(states)))
        scores = nn.functional.linear(states * self.scale, self.encoder.word.weight, self.bias)
        return nn.functional.cross_entropy(scores.float(), targets[targets != _IGNORED])


def texts(paths: list[Path]) -> list[str]:
    """Texts of gzipped JSON Lines files."""
    found = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [str(json.loads(line)["text"]) for line in lines]
    return found


def cut(corpus: Sequence[str], tokenizer_json: str, seed: int) -> list[Window]:
    """The texts, half of them damaged, as windows of at most ``_LENGTH`` pieces."""
    tokenizer, draw = Tokenizer.from_str(tokenizer_json), random.Random(seed)
    begin, end = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
    found = []
    for text in corpus:
        told = damage(text, draw) if draw.random() < 0.5 else text
        words = ["</s>" if form == LINE_BREAK else form for form in split_words(told).forms]
        encoding = tokenizer.encode(words, is_pretokenized=True)
        owners = np.array([owner or 0 for owner in encoding.word_ids], np.int32)
        for start in range(0, len(owners), _LENGTH - 2):
            inside = slice(start, start + _LENGTH - 2)
            own = owners[inside] - owners[start] + 1
            found.append(
                Window(
                    np.array([begin, *encoding.ids[inside], end], np.int32),
                    np.concatenate([[0], own, [own[-1] + 1]]).astype(np.int32),
                )
            )
    return found


def main() -> int:
    """Run the adaptation for a number of minutes and save the encoder's weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", nargs="+", type=Path)
    parser.add_argument("--output", type=Path, required=True, help="an .npz for load_encoder")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--batch", type=int, default=4096, help="pieces in a batch, about")
    parser.add_argument("--variants", type=int, default=1, help="copies of the texts, each damaged anew")
    parser.add_argument("--device", default="cpu", help="in torch's words")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    base = load_base_encoder(layers=args.layers)
    corpus = texts(args.news)
    with ProcessPoolExecutor() as workers:
        shares = [
            (corpus[share::_SHARES], base.tokenizer, args.seed * 1000 + variant * _SHARES + share)
            for variant in range(args.variants)
            for share in range(_SHARES)
        ]
        windows = [window for part in workers.map(cut, *zip(*shares, strict=True)) for window in part]
    if not windows:
        raise SystemExit(f"{', '.join(map(str, args.news))}: no text to learn from")
    # Only now, since the processes above are forks and a fork of one that holds a device may hang.
    model = MaskedPieces(Encoder.from_base(base)).to(args.device)
    model.encoder.word.weight.requires_grad = False
    mask_id = int(Tokenizer.from_str(base.tokenizer).token_to_id("<mask>") or 0)
    adapt(model, batches(windows, args.batch, random.Random(args.seed)), mask_id, args.minutes * 60, args.rate)
    save_encoder(model.encoder.cpu(), args.output)
    return 0


def adapt(model: MaskedPieces, groups: Iterator[list[Window]], mask_id: int, seconds: float, rate: float) -> None:
    """Train ``model`` in place for ``seconds``; the rate warms up and falls to nothing."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01, fused=True)
    device = model.bias.device
    started, losses, seen = time.monotonic(), [], 0
    for step, group in enumerate(groups, 1):
        passed = (time.monotonic() - started) / seconds
        if passed >= 1:
            break
        for settings in optimizer.param_groups:
            settings["lr"] = rate * min(1.0, step / _WARM_UP) * (1 - passed)
        pieces, owners, mask = (tensor.to(device) for tensor in _padded(group))
        shown, targets = hide(pieces, owners, mask, mask_id, model.encoder.word.num_embeddings)
        with torch.autocast(device.type, torch.bfloat16):
            loss = model(shown, mask, targets)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        losses.append(loss.detach())
        seen += sum(len(window.pieces) for window in group)
        if step % 100 == 0:
            speed = seen / (time.monotonic() - started)
            print(f"step {step} loss {torch.stack(losses[-100:]).mean():.3f} {seen} pieces {speed:.0f}/s", flush=True)


def hide(pieces: Tensor, owners: Tensor, mask: Tensor, mask_id: int, vocabulary: int) -> tuple[Tensor, Tensor]:
    """Pieces with some words hidden, and the targets; all (windows, length).

    Of the chosen words' pieces 80 % become the mask, 10 % another piece, 10 % stay (BERT).
    """
    chance = torch.rand(len(pieces), int(owners.max()) + 1, device=pieces.device)
    ends = (owners == 0) | (owners == owners.max(dim=1, keepdim=True).values)
    chosen = (chance.gather(1, owners) < _RATE) & mask.bool() & ~ends
    luck = torch.rand(pieces.shape, device=pieces.device)
    other = torch.randint(5, vocabulary, pieces.shape, device=pieces.device)
    shown = torch.where(chosen & (luck < 0.8), mask_id, torch.where(chosen & (luck > 0.9), other, pieces))
    return shown, torch.where(chosen, pieces, _IGNORED)


def batches(windows: list[Window], size: int, draw: random.Random) -> Iterator[list[Window]]:
    """Groups of about ``size`` pieces, for ever; windows of like length together."""
    while True:
        draw.shuffle(windows)
        for start in range(0, len(windows), _POOL):
            pool = sorted(windows[start : start + _POOL], key=lambda window: len(window.pieces))
            groups: list[list[Window]] = [[]]
            for window in pool:
                if groups[-1] and len(window.pieces) * (len(groups[-1]) + 1) > size:
                    groups.append([])
                groups[-1].append(window)
            draw.shuffle(groups)
            yield from groups


def _padded(group: list[Window]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(window.pieces) for window in group)
    pieces = np.ones((len(group), longest), np.int64)
    owners, mask = np.zeros_like(pieces), np.zeros_like(pieces)
    for row, window in enumerate(group):
        length = len(window.pieces)
        pieces[row, :length], owners[row, :length], mask[row, :length] = window.pieces, window.owners, 1
    return torch.from_numpy(pieces), torch.from_numpy(owners), torch.from_numpy(mask)


if __name__ == "__main__":
    raise SystemExit(main())
