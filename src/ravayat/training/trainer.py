"""The training loop."""

from __future__ import annotations

import copy
import multiprocessing
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.multiprocessing.spawn import spawn

from ravayat.corpus.article_file import AnnotatedArticle
from ravayat.training.articles import is_dense
from ravayat.training.distill import taught_loss
from ravayat.training.examples import Example, damaged, make_example
from ravayat.training.network import half_as_precise
from ravayat.training.objective import Losses, batch_loss, sum_up, word_states
from ravayat.training.substitute import load_other_words, place_names, reworded, substituted
from ravayat.training.torch_network import ReaderModel, pad

_WARM_UP = 120
"""Steps in which the rates rise."""

_RESULT = "averaged.pt"


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
        smoothing: share of a type's probability that is spread over all types.
        substitution: share of articles in which places and numbers are replaced in an epoch.
        rewording: share of an article's triggers that other words stand in for, in every article and epoch.
        other_words: the table of these words (:func:`ravayat.training.substitute.load_other_words`).
        sparse: share of the articles with few claims (:func:`ravayat.training.articles.is_dense`) that an epoch takes;
            of the others it takes all.
        teaching: weight of what teachers say beside what is annotated, where there are lessons.
        average: decay of the running average of the weights, which is what is kept.
        device: where it runs, in torch's words.
        processes: how many learn together, each from its own share of the articles; worth it where
            one cannot keep the device busy.
        apart: steps that each of several processes takes by itself before they take the mean of their weights (local
            SGD, Stich 2019); 1 takes the mean of the gradients of every step, which is slow to tell each other.
        seconds: the most a run may take; the rates then fall with the clock where that runs faster
            than the epochs, so such a run gives other weights on another machine.
        seed: fixes order, damage and dropout.
    """

    layers: int = 6
    epochs: int = 12
    batch: int = 1200
    encoder_rate: float = 3e-4
    heads_rate: float = 1e-3
    decay: float = 0.9
    damage: float = 0.6
    substitution: float = 0.3
    rewording: float = 0.0
    other_words: str = ""
    smoothing: float = 0.0
    sparse: float = 1.0
    teaching: float = 1.0
    average: float = 0.99
    device: str = "cpu"
    processes: int = 1
    apart: int = 1
    seconds: float | None = None
    seed: int = 1


Rounds = Callable[[Plan, int], Iterator[list[Example]]]
"""Given a member's plan and rank, the examples of each of its epochs; must bear being sent to another process."""


def train(
    model: ReaderModel,
    articles: Sequence[AnnotatedArticle],
    tokenizer: Tokenizer,
    plan: Plan,
    keep: Callable[[ReaderModel], None] | None = None,
) -> ReaderModel:
    """Train ``model`` on annotated articles and return the running average of its weights.

    Args:
        model: changed in place.
        articles: what to learn from.
        tokenizer: the base encoder's.
        plan: how.
        keep: given the running average after every epoch, to save it.

    Raises:
        ValueError: the plan asks for fewer than one process or second, for more processes than articles, or for a
            share of articles that is none.
    """
    _check(plan, len(articles), "articles")
    if plan.rewording and not plan.other_words:
        raise ValueError("triggers are to be reworded, and the table of other words is not named")
    if not 0 < plan.sparse <= 1:
        raise ValueError(f"{plan.sparse} is no share of the articles with few claims: between 0 and 1")
    articles = sorted(articles, key=lambda one: len(one.article.text))
    shares = [tuple(articles[share :: plan.processes]) for share in range(plan.processes)]
    return _train(model, partial(_rounds_of, shares, tokenizer.to_str()), plan, keep)


def train_taught(
    model: ReaderModel,
    rounds: Rounds,
    shares: int,
    plan: Plan,
    keep: Callable[[ReaderModel], None] | None = None,
) -> ReaderModel:
    """The same on examples with lessons (:class:`ravayat.training.lesson_files.Lessons`), which are in ``shares``.

    Raises:
        ValueError: the plan asks for fewer than one process or second, or for more processes than shares of lessons.
    """
    _check(plan, shares, "shares of lessons")
    return _train(model, rounds, plan, keep)


def _check(plan: Plan, shares: int, what: str) -> None:
    if not 1 <= plan.processes <= shares or (plan.seconds is not None and plan.seconds < 1) or plan.apart < 1:
        raise ValueError(
            f"{plan.processes} processes, {plan.apart} steps apart and {plan.seconds} seconds for {shares} {what}"
        )


def _train(model: ReaderModel, rounds: Rounds, plan: Plan, keep: Callable[[ReaderModel], None] | None) -> ReaderModel:
    if plan.processes == 1:
        return _learn(model, rounds(plan, 0), plan, Alone(), keep)
    with tempfile.TemporaryDirectory() as folder:
        job = Job(model, rounds, plan, Path(folder), keep)
        spawn(_member, (job,), plan.processes)
        model.load_state_dict(torch.load(Path(folder) / _RESULT, weights_only=True))
    return model.eval()


@dataclass(frozen=True, slots=True)
class Job:
    """What each of several processes is told; ``folder`` is where they meet and the result is left."""

    model: ReaderModel
    rounds: Rounds
    plan: Plan
    folder: Path
    keep: Callable[[ReaderModel], None] | None


def _member(rank: int, job: Job) -> None:
    """One of several processes that learn from different articles and meet after every step, or after some."""
    torch.set_num_threads(1)
    plan = replace(job.plan, batch=job.plan.batch // job.plan.processes, seed=job.plan.seed * 1000 + rank)
    meeting = f"file://{job.folder / 'meeting'}"
    torch.distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=job.plan.processes)
    team = Team(job.plan.processes, first=rank == 0, apart=plan.apart)
    averaged = _learn(job.model, job.rounds(plan, rank), plan, team, job.keep)
    if rank == 0:
        torch.save(averaged.state_dict(), job.folder / _RESULT)
    torch.distributed.barrier()
    torch.distributed.destroy_process_group()


class Alone:
    """One process that trains by itself."""

    first = True

    def fewest(self, count: int) -> int:
        """The least of the members' counts."""
        return count

    def before_step(self, _parameters: Sequence[nn.Parameter]) -> None:
        """Called when the gradients are known."""

    def after_step(self, _parameters: Sequence[nn.Parameter], clock: float) -> float:
        """Called when the step is taken; returns the ``clock`` that all members go by."""
        return clock


class Team(Alone):
    """One of ``size`` processes, which meet after every ``apart`` steps."""

    def __init__(self, size: int, *, first: bool, apart: int = 1) -> None:
        self._size = size
        self.first = first
        self._apart = apart
        self._steps = 0
        self._clock = 0.0

    def fewest(self, count: int) -> int:
        """See :class:`Alone`."""
        told = torch.tensor([count])
        torch.distributed.all_reduce(told, torch.distributed.ReduceOp.MIN)
        return int(told)

    def before_step(self, parameters: Sequence[nn.Parameter]) -> None:
        """Leave every member with the mean of all gradients, where they meet after every step."""
        if self._apart > 1:
            return
        for parameter in parameters:
            if parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
        self._take_mean([parameter.grad for parameter in parameters if parameter.grad is not None])

    @torch.no_grad()
    def after_step(self, parameters: Sequence[nn.Parameter], clock: float) -> float:
        """Leave every member with the mean of all weights, where they meet; returns the mean of the clocks then."""
        self._steps += 1
        if self._steps % self._apart == 0:
            told = parameters[0].new_tensor([clock])
            self._take_mean([*(parameters if self._apart > 1 else ()), told])
            self._clock = float(told)
        return self._clock

    def _take_mean(self, tensors: list[Tensor]) -> None:
        together = torch.cat([tensor.detach().flatten() for tensor in tensors]).cpu()
        torch.distributed.all_reduce(together)
        # To the device at once: a copy for each tensor would take longer than the step.
        together = (together / self._size).to(tensors[0].device)
        parts = torch.split(together, [tensor.numel() for tensor in tensors])
        torch._foreach_copy_(tensors, [part.view_as(old) for part, old in zip(parts, tensors, strict=True)])


def _learn(
    model: ReaderModel,
    rounds: Iterator[list[Example]],
    plan: Plan,
    team: Alone,
    keep: Callable[[ReaderModel], None] | None,
) -> ReaderModel:
    torch.manual_seed(plan.seed)
    draw = random.Random(plan.seed)
    # Attention by cuDNN is planned anew for every shape of a batch, which takes longer than computing it.
    torch.backends.cuda.enable_cudnn_sdp(False)
    model.to(plan.device)
    model.encoder.word.weight.requires_grad = False
    learned = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = _optimizer(model, plan)
    rates = [group["lr"] for group in optimizer.param_groups]
    averaged = copy.deepcopy(model).eval()
    started, step, clock = time.monotonic(), 0, 0.0
    for epoch, examples in enumerate(rounds):
        batches = _batches(examples, plan.batch, draw)
        count = team.fewest(len(batches))
        model.train()
        sums: dict[str, list[Tensor]] = {}
        for index, batch in enumerate(batches[:count]):
            left = 1 - max(clock, (epoch + index / count) / plan.epochs)
            factor = min(1.0, (step + 1) / _WARM_UP) * max(0.02, left)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            losses = _loss(model, batch, draw, plan)
            optimizer.zero_grad(set_to_none=True)
            losses.total.backward()
            team.before_step(learned)
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            clock = team.after_step(learned, (time.monotonic() - started) / plan.seconds if plan.seconds else 0.0)
            step += 1
            _average(averaged, model, min(plan.average, step / (step + 10)))
            for name, value in losses.parts.items():
                sums.setdefault(name, []).append(value)
            if clock >= 1:
                break
        if team.first:
            shown = " ".join(f"{name} {torch.stack(values).mean():.3f}" for name, values in sums.items())
            print(f"epoch {epoch + 1}/{plan.epochs} {time.monotonic() - started:.0f}s {shown}", flush=True)
            if keep:
                keep(averaged)
        if clock >= 1:
            break
    return averaged.cpu()


def _rounds_of(
    shares: Sequence[Sequence[AnnotatedArticle]], tokenizer: str, plan: Plan, rank: int
) -> Iterator[list[Example]]:
    return _rounds(shares[rank], tokenizer, plan)


def _rounds(articles: Sequence[AnnotatedArticle], tokenizer: str, plan: Plan) -> Iterator[list[Example]]:
    """The examples of each epoch, made while the one before is learned from."""
    # Not forked: a fork of a process that holds a device or threads may hang.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as worker:
        coming = worker.submit(make_examples, of_epoch(articles, plan, 0), tokenizer, plan, 0)
        for epoch in range(plan.epochs):
            made = coming.result()
            if epoch + 1 < plan.epochs:
                coming = worker.submit(make_examples, of_epoch(articles, plan, epoch + 1), tokenizer, plan, epoch + 1)
            yield made


def of_epoch(articles: Sequence[AnnotatedArticle], plan: Plan, epoch: int) -> list[AnnotatedArticle]:
    """The articles that an epoch takes: other ones of those with few claims in each."""
    draw = random.Random(f"articles {plan.seed} {epoch}")
    return [one for one in articles if draw.random() < plan.sparse or is_dense(one)] or list(articles[:1])


def make_examples(articles: Sequence[AnnotatedArticle], tokenizer: str, plan: Plan, epoch: int) -> list[Example]:
    """The examples of an epoch: each article, damaged or with other names in it as often as ``plan`` says."""
    draw, cutter = random.Random(f"{plan.seed} {epoch}"), Tokenizer.from_str(tokenizer)
    names = place_names(articles)
    others = load_other_words(Path(plan.other_words)) if plan.rewording else {}
    examples = []
    for annotated in articles:
        seen = reworded(annotated, others, plan.rewording, draw) if others else annotated
        seen = substituted(seen, names, draw) if draw.random() < plan.substitution else seen
        seen = damaged(seen, draw) if draw.random() < plan.damage else seen
        examples.append(make_example(seen, cutter))
    return examples


def _loss(model: ReaderModel, batch: Sequence[Example], draw: random.Random, plan: Plan) -> Losses:
    device = model.encoder.word.weight.device
    pieces, mask = (tensor.to(device) for tensor in pad([w for example in batch for w in example.windows.pieces]))
    with half_as_precise(device):
        encoded = model.encoder(pieces, mask)
    states = word_states(encoded.float(), batch)
    annotated = [example for example in batch if example.annotated]
    lessons = [example.lesson for example in batch if example.lesson]
    found = []
    if annotated:
        own = _of(states, batch, [example.annotated for example in batch])
        found.append(batch_loss(model.heads, own, annotated, draw, plan.smoothing))
    if lessons:
        own = _of(states, batch, [example.lesson is not None for example in batch])
        taught = sum_up(taught_loss(model.heads, own, lessons))
        parts = {f"taught {name}": value for name, value in taught.parts.items()}
        found.append(Losses(plan.teaching * taught.total, parts))
    total = torch.stack([one.total for one in found]).sum()
    return Losses(total, {name: value for one in found for name, value in one.parts.items()})


def _of(states: Tensor, batch: Sequence[Example], wanted: Sequence[bool]) -> Tensor:
    """The states of the words of the wanted examples alone."""
    if all(wanted):
        return states
    chosen = np.repeat(wanted, [len(example.words) for example in batch])
    return states[torch.from_numpy(chosen).to(states.device)]


def _batches(examples: Sequence[Example], size: int, draw: random.Random) -> list[list[Example]]:
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
    return groups


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
    pairs = zip(averaged.parameters(), model.parameters(), strict=True)
    kept, new = zip(*[(ours, theirs) for ours, theirs in pairs if theirs.requires_grad], strict=True)
    torch._foreach_lerp_(kept, new, 1 - decay)
