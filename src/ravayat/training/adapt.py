"""Adapts the encoder to Persian news by masked-piece prediction on unlabelled text.

``python -m ravayat.training.adapt NEWS.jsonl.gz... --output encoder.npz``. The method is
that of BERT (Devlin et al. 2019) and of domain-adaptive pretraining (Gururangan et al.
2020); whole words are masked, as pieces of one word give each other away. Texts are laid end to
end and cut into windows of one length (Liu et al. 2019), so no place of a window is wasted. Held-out
reports are left out by name, so that figures on them are those of texts that were never seen, but for near copies.
"""

from __future__ import annotations

import argparse
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

from ravayat.corpus.real_reports import news_articles
from ravayat.text.words import LINE_BREAK, split_words
from ravayat.training.articles import held_out_names
from ravayat.training.base_encoder import load_base_encoder
from ravayat.training.damage import damage
from ravayat.training.encoder_file import save_encoder
from ravayat.training.network import POSITIONS, WIDTH, Encoder, half_as_precise

_RATE = 0.2
_SHARES = 16
"""Parts in which the texts are cut, so that several processes can do it."""
_WARM_UP = 200
_IGNORED = -100
_BEGIN, _END = "<s>", "</s>"


@dataclass(frozen=True, slots=True)
class Windows:
    """Texts end to end, cut into windows; both (windows, length).

    Attributes:
        pieces: piece numbers.
        owners: the word of its window that each piece belongs to, from 1; 0 for marks between texts and lines.
    """

    pieces: npt.NDArray[np.int16]
    owners: npt.NDArray[np.int16]


class Namer(nn.Module):
    """Names hidden pieces from their states; output rows are the embedding's."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.dense = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.bias = nn.Parameter(torch.zeros(vocabulary))
        self.scale = nn.Parameter(torch.tensor(2.0))

    def forward(self, states: Tensor, embedding: Tensor) -> Tensor:
        """(places, WIDTH) to (places, vocabulary)."""
        states = self.norm(nn.functional.gelu(self.dense(states)))
        return nn.functional.linear(states * self.scale, embedding, self.bias)


class MaskedPieces(nn.Module):
    """The encoder with heads that name the masked pieces.

    Args:
        encoder: to be adapted.
        also_after: a layer, counted from 1, after which they are named as well, so that an encoder of just so many
            layers can be cut off there (deep supervision, Lee et al. 2015).
    """

    def __init__(self, encoder: Encoder, also_after: int | None = None) -> None:
        super().__init__()
        self.encoder = encoder
        ends = {also_after or len(encoder.layers), len(encoder.layers)}
        self.namers = nn.ModuleDict({str(end): Namer(encoder.word.num_embeddings) for end in sorted(ends)})

    def forward(self, pieces: Tensor, targets: Tensor) -> Tensor:
        """Mean cross-entropy over the masked places (targets of :data:`_IGNORED` are not counted) and over heads."""
        hidden = targets != _IGNORED
        losses = [
            nn.functional.cross_entropy(
                self.namers[str(end)](states[hidden], self.encoder.word.weight).float(), targets[hidden]
            )
            for end, states in enumerate(self.encoder.by_layer(pieces))
            if str(end) in self.namers
        ]
        return torch.stack(losses).mean()


def cut(corpus: Sequence[str], tokenizer_json: str, seed: int, length: int, damaged: float = 0.5) -> Windows:
    """The texts, a share of them ``damaged``, in random order as windows of ``length`` pieces."""
    tokenizer, draw = Tokenizer.from_str(tokenizer_json), random.Random(seed)
    begin, end = (int(tokenizer.token_to_id(mark) or 0) for mark in (_BEGIN, _END))
    numbers, words, word = [], [], 0
    for text in draw.sample(list(corpus), len(corpus)):
        told = damage(text, draw) if draw.random() < damaged else text
        encoding = tokenizer.encode(
            [_END if form == LINE_BREAK else form for form in split_words(told).forms], is_pretokenized=True
        )
        numbers.append(np.array([*encoding.ids, end], np.int64))
        words.append(np.array([*encoding.word_ids, -1], np.int64) + word + 1)
        word += len(encoding.word_ids) + 1
    stream, told_words = (np.concatenate([np.zeros(0, np.int64), *part]) for part in (numbers, words))
    rows = len(stream) // (length - 1)
    stream, told_words = (part[: rows * (length - 1)].reshape(rows, length - 1) for part in (stream, told_words))
    owners = np.cumsum(np.diff(told_words, axis=1, prepend=0) != 0, axis=1)
    owners[stream == end] = 0
    return Windows(
        np.pad(stream, ((0, 0), (1, 0)), constant_values=begin).astype(np.int16),
        np.pad(owners, ((0, 0), (1, 0))).astype(np.int16),
    )


def cut_all(corpus: Sequence[str], tokenizer_json: str, seed: int, length: int, variants: int) -> Windows:
    """The texts ``variants`` times, each time damaged anew, cut by all processors."""
    with ProcessPoolExecutor() as workers:
        jobs = [
            workers.submit(cut, corpus[share::_SHARES], tokenizer_json, seed * 1000 + variant * _SHARES + share, length)
            for variant in range(variants)
            for share in range(_SHARES)
        ]
        parts = [job.result() for job in jobs]
    return Windows(np.concatenate([part.pieces for part in parts]), np.concatenate([part.owners for part in parts]))


def main() -> int:
    """Run the adaptation for a number of minutes and save the encoder's weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", nargs="+", type=Path)
    parser.add_argument("--output", type=Path, required=True, help="an .npz for load_encoder")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--also-after", type=int, help="a layer after which an encoder can be cut off as well")
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--batch", type=int, default=4096, help="pieces in a batch")
    parser.add_argument("--length", type=int, default=POSITIONS, help="pieces in a window")
    parser.add_argument("--variants", type=int, default=1, help="copies of the texts, each damaged anew")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="whose held-out reports are left out")
    parser.add_argument("--device", default="cpu", help="in torch's words")
    parser.add_argument("--compile", action="store_true", help="compile the layers first; for a GPU")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    base = load_base_encoder(layers=args.layers)
    held_out = held_out_names(args.corpus)
    articles = [article for path in args.news for article in news_articles(path)]
    seen, unseen = ([a.text for a in articles if (a.doc in held_out) is out] for out in (False, True))
    windows = cut_all(seen, base.tokenizer, args.seed, args.length, args.variants)
    apart = cut(unseen, base.tokenizer, args.seed, args.length, damaged=0)
    if not len(windows.pieces):
        raise SystemExit(f"{', '.join(map(str, args.news))}: no text to learn from")
    print(
        f"{windows.pieces.size} pieces in {len(windows.pieces)} windows, {len(apart.pieces)} windows held out",
        flush=True,
    )
    # Only now, since the processes above are forks and a fork of one that holds a device may hang.
    model = MaskedPieces(Encoder.from_base(base), args.also_after).to(args.device)
    model.encoder.word.weight.requires_grad = False
    mask_id = int(Tokenizer.from_str(base.tokenizer).token_to_id("<mask>") or 0)
    if args.compile:
        for layer in model.encoder.layers:
            # One by one: all are alike, so that the first is compiled for all.
            layer.compile(dynamic=False)
    rows = max(1, args.batch // args.length)
    adapt(model, windows, rows, mask_id, args.minutes * 60, args.rate)
    if len(apart.pieces):
        print(f"loss on held-out texts {held_out_loss(model, apart, rows, mask_id):.3f}")
    save_encoder(model.encoder.cpu(), args.output)
    return 0


def adapt(model: MaskedPieces, windows: Windows, rows: int, mask_id: int, seconds: float, rate: float) -> None:
    """Train ``model`` in place for ``seconds`` with ``rows`` windows a step; the rate warms up and falls to nothing."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01, fused=True)
    device, vocabulary = model.encoder.word.weight.device, model.encoder.word.num_embeddings
    model.train()
    started, losses, seen = time.monotonic(), [], 0
    for step, (pieces, owners) in enumerate(_batches(windows, rows, device), 1):
        passed = (time.monotonic() - started) / seconds
        if passed >= 1:
            break
        for settings in optimizer.param_groups:
            settings["lr"] = rate * min(1.0, step / _WARM_UP) * (1 - passed)
        shown, targets = hide(pieces, owners, mask_id, vocabulary)
        with half_as_precise(device):
            loss = model(shown, targets)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        losses.append(loss.detach())
        seen += pieces.numel()
        if step % 100 == 0:
            speed = seen / (time.monotonic() - started)
            print(f"step {step} loss {torch.stack(losses[-100:]).mean():.3f} {seen} pieces {speed:.0f}/s", flush=True)


@torch.no_grad()
def held_out_loss(model: MaskedPieces, windows: Windows, rows: int, mask_id: int) -> float:
    """Mean loss of hidden pieces on texts that were not learned from."""
    model.eval()
    device, losses = model.encoder.word.weight.device, []
    # The same words hidden, however many steps came before.
    torch.manual_seed(0)
    given = _given(windows, device)
    for start in range(0, len(windows.pieces), rows):
        pieces, owners = (part[start : start + rows].long() for part in given)
        shown, targets = hide(pieces, owners, mask_id, model.encoder.word.num_embeddings)
        with half_as_precise(device):
            losses.append(model(shown, targets))
    return float(torch.stack(losses).mean())


def hide(pieces: Tensor, owners: Tensor, mask_id: int, vocabulary: int) -> tuple[Tensor, Tensor]:
    """Pieces with some words hidden, and the targets; all (windows, length), int64.

    Of the chosen words' pieces 80 % become the mask, 10 % another piece, 10 % stay (BERT).
    """
    chance = torch.rand(len(pieces), pieces.shape[1] + 1, device=pieces.device)
    chosen = (chance.gather(1, owners) < _RATE) & (owners > 0)
    luck = torch.rand(pieces.shape, device=pieces.device)
    other = torch.randint(5, vocabulary, pieces.shape, device=pieces.device)
    shown = torch.where(chosen & (luck < 0.8), mask_id, torch.where(chosen & (luck > 0.9), other, pieces))
    return shown, torch.where(chosen, pieces, _IGNORED)


def _given(windows: Windows, device: torch.device) -> tuple[Tensor, Tensor]:
    return torch.from_numpy(windows.pieces).to(device), torch.from_numpy(windows.owners).to(device)


def _batches(windows: Windows, rows: int, device: torch.device) -> Iterator[tuple[Tensor, Tensor]]:
    """Pieces and owners of ``rows`` windows, for ever; all windows wait on the device."""
    pieces, owners = _given(windows, device)
    while True:
        order = torch.randperm(len(pieces), device=device)
        for start in range(0, len(order), rows):
            chosen = order[start : start + rows]
            yield pieces[chosen].long(), owners[chosen].long()


if __name__ == "__main__":
    raise SystemExit(main())
