"""The training loop."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from ravayat.corpus.article_file import AnnotatedArticle
from ravayat.training.examples import Example, damaged, make_example
from ravayat.training.objective import Losses, article_loss, combine, word_states
from ravayat.training.torch_network import ReaderModel, pad


@dataclass(frozen=True, slots=True)
class Plan:
    """What a training run does.

    Attributes:
        layers: of the encoder.
        epochs: passes over the articles.
        batch: pieces in a batch, about.
        encoder_rate, heads_rate: learning rates, warmed up and then falling in a line.
        decay: per-layer factor of the encoder's rate, from the top layer down.
        damage: share of articles damaged in an epoch.
        average: decay of the running average of the weights, which is what is kept.
        seed: fixes order, damage and dropout.
    """

    layers: int = 6
    epochs: int = 12
    batch: int = 1200
    encoder_rate: float = 3e-4
    heads_rate: float = 1e-3
    decay: float = 0.9
    damage: float = 0.6
    average: float = 0.99
    seed: int = 1


def train(
    model: ReaderModel,
    articles: Sequence[AnnotatedArticle],
    tokenizer: Tokenizer,
    plan: Plan,
    keep: Callable[[ReaderModel], None] | None = None,
) -> ReaderModel:
    """Train ``model`` and return the running average of its weights.

    Args:
        model: changed in place.
        articles: what to learn from.
        tokenizer: the base encoder's.
        plan: how.
        keep: given the running average after every epoch, to save it.
    """
    torch.manual_seed(plan.seed)
    draw = random.Random(plan.seed)
    model.encoder.word.weight.requires_grad = False
    optimizer = _optimizer(model, plan)
    rates = [group["lr"] for group in optimizer.param_groups]
    averaged = copy.deepcopy(model).eval()
    clean = [make_example(article, tokenizer) for article in articles]
    steps = plan.epochs * sum(1 for _ in _batches(clean, plan.batch, random.Random(0)))
    step, started = 0, time.monotonic()
    for epoch in range(plan.epochs):
        model.train()
        examples = [
            make_example(damaged(article, draw), tokenizer) if draw.random() < plan.damage else example
            for article, example in zip(articles, clean, strict=True)
        ]
        sums: dict[str, list[float]] = {}
        for batch in _batches(examples, plan.batch, draw):
            factor = min(1.0, (step + 1) / (0.06 * steps)) * max(0.02, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            losses = _loss(model, batch)
            optimizer.zero_grad(set_to_none=True)
            losses.total.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            _average(averaged, model, min(plan.average, step / (step + 10)))
            for name, value in losses.parts.items():
                sums.setdefault(name, []).append(value)
        shown = " ".join(f"{name} {np.mean(values):.3f}" for name, values in sums.items())
        print(f"epoch {epoch + 1}/{plan.epochs} {time.monotonic() - started:.0f}s {shown}", flush=True)
        if keep:
            keep(averaged)
    return averaged


def _loss(model: ReaderModel, batch: Sequence[Example]) -> Losses:
    pieces, mask = pad([window for example in batch for window in example.windows.pieces])
    with torch.autocast("cpu", torch.bfloat16):
        states = model.encoder(pieces, mask)
    states = states.float()
    parts, start = [], 0
    for example in batch:
        own = states[start : start + len(example.windows.pieces)]
        start += len(example.windows.pieces)
        if len(example.words):
            parts.append(article_loss(model.heads, word_states(own, example), example))
    return combine(parts)


def _batches(examples: Sequence[Example], size: int, draw: random.Random) -> Iterator[list[Example]]:
    """Articles of similar length together, about ``size`` pieces each, in random order."""
    keyed = sorted(examples, key=lambda e: sum(map(len, e.windows.pieces)) * (1 + 0.2 * draw.random()))
    groups: list[list[Example]] = [[]]
    used = 0
    for example in keyed:
        length = sum(map(len, example.windows.pieces))
        if groups[-1] and used + length > size:
            groups.append([])
            used = 0
        groups[-1].append(example)
        used += length
    draw.shuffle(groups)
    yield from groups


def _optimizer(model: ReaderModel, plan: Plan) -> torch.optim.Optimizer:
    depth = len(model.encoder.layers)
    groups = [{"params": list(model.heads.parameters()), "lr": plan.heads_rate}]
    for index, layer in enumerate(model.encoder.layers):
        rate = plan.encoder_rate * plan.decay ** (depth - 1 - index)
        groups.append({"params": list(layer.parameters()), "lr": rate})
    embedding = [model.encoder.position.weight, *model.encoder.norm.parameters()]
    groups.append({"params": embedding, "lr": plan.encoder_rate * plan.decay**depth})
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


@torch.no_grad()
def _average(averaged: ReaderModel, model: ReaderModel, decay: float) -> None:
    for kept, new in zip(averaged.parameters(), model.parameters(), strict=True):
        if new.requires_grad:
            kept.lerp_(new, 1 - decay)
