"""Trains a reader on what several readers say, beside what is annotated.

``python -m ravayat.training.lessons --teacher A.pt --teacher B.pt --news FILE... --output STUDENT.pt``: the
teachers, checkpoints of ``ravayat train``, are asked as one about every annotated article and about reports that
nobody has annotated; a student of six layers that begins with the first teacher's weights learns their answers. What
is written is a checkpoint for ``ravayat train --from-checkpoint``.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from ravayat.corpus.article_file import AnnotatedArticle
from ravayat.corpus.real_reports import news_articles, real_names
from ravayat.reading.network import Network
from ravayat.records import Article
from ravayat.training.articles import load_split
from ravayat.training.base_encoder import load_base_encoder
from ravayat.training.checkpoints import load_checkpoint, save_checkpoint, told_of
from ravayat.training.distill import teach
from ravayat.training.ensemble import Ensemble
from ravayat.training.examples import Example
from ravayat.training.torch_network import ReaderModel, TorchNetwork
from ravayat.training.trainer import Plan, make_examples, train_taught

_FEWEST, _MOST = 25, 700
"""Words of a report that is worth asking teachers about: shorter ones tell little, longer ones cost much."""

_WITHOUT_TRIGGER = 0.15
"""Share of the reports without any trigger that are kept: most of the news is not about events."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask the teachers, train the student and save it; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", type=Path, action="append", required=True, help="a checkpoint; may be repeated")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--news", type=Path, nargs="+", required=True, help="texts of the real reports")
    parser.add_argument("--others", type=int, default=2500, help="reports that nobody has annotated, at most")
    parser.add_argument("--rounds", type=int, default=2, help="times that articles are damaged and asked about")
    parser.add_argument("--processes", type=int, default=1, help="that ask the teachers")
    parser.add_argument("--output", type=Path, required=True)
    for name in ("epochs", "batch", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Plan(), name))
    for name in ("encoder-rate", "heads-rate", "teaching", "seconds"):
        parser.add_argument(f"--{name}", type=float, default=getattr(Plan(), name.replace("-", "_")))
    parser.add_argument("--device", default=Plan().device, help="in torch's words")
    options = parser.parse_args(arguments)
    asked = ("epochs", "batch", "seed", "encoder_rate", "heads_rate", "teaching", "seconds", "device")
    plan = Plan(**{name: getattr(options, name) for name in asked})
    split = load_split(options.corpus, options.news)
    draw = random.Random(plan.seed)
    others = not_annotated(options.news, options.corpus / "real.jsonl")
    others = draw.sample(others, min(len(others), options.others))
    lessons = _ask_in_shares(options.teacher, split.train, others, plan, options.rounds, options.processes)
    print(f"{', '.join(str(len(one)) for one in lessons)} examples with lessons", flush=True)
    bare = sum(not one.annotated for one in lessons[0])
    state, told_of_teacher = load_checkpoint(options.teacher[0])
    model = ReaderModel(load_base_encoder(layers=plan.layers))
    model.load_state_dict(state)
    told = told_of(plan, split, told_of_teacher["adapted_encoder"] if told_of_teacher else None, options.teacher)
    told["trained_on"] += f", and what {len(options.teacher)} readers say of {bare} others"
    train_taught(model, lessons, plan, keep=lambda averaged: save_checkpoint(averaged, options.output, told))
    return 0


def _ask_in_shares(
    teachers: Sequence[Path],
    annotated: Sequence[AnnotatedArticle],
    others: Sequence[Article],
    plan: Plan,
    rounds: int,
    processes: int,
) -> list[list[Example]]:
    """The examples of every round; those that nobody has annotated are the same in each."""
    found: list[list[Example]] = []
    # Not forked: a fork of a process that holds a device or threads may hang.
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        for number in range(rounds):
            jobs = [
                pool.submit(
                    _ask,
                    teachers,
                    annotated[share::processes],
                    [] if number else others[share::processes],
                    plan,
                    number * processes + share,
                )
                for share in range(processes)
            ]
            made = [example for job in jobs for example in job.result()]
            found.append(made + [example for example in (found[0] if found else ()) if not example.annotated])
    return found


def _ask(
    teachers: Sequence[Path],
    annotated: Sequence[AnnotatedArticle],
    others: Sequence[Article],
    plan: Plan,
    epoch: int,
) -> list[Example]:
    torch.set_num_threads(1)
    torch.backends.cuda.enable_cudnn_sdp(False)
    base = load_base_encoder(layers=plan.layers)
    members = []
    for path in teachers:
        model = ReaderModel(base)
        model.load_state_dict(load_checkpoint(path)[0])
        members.append(TorchNetwork(model.to(plan.device)))
    return make_lessons(Ensemble(members), annotated, others, Tokenizer.from_str(base.tokenizer), plan, epoch)


def make_lessons(
    teacher: Network,
    annotated: Sequence[AnnotatedArticle],
    others: Sequence[Article],
    tokenizer: Tokenizer,
    plan: Plan,
    epoch: int,
) -> list[Example]:
    """Examples of an epoch, of annotated articles and of ``others`` that nobody has annotated, each with its lesson.

    Of the others most in which the teacher sees no trigger are left out.
    """
    bare = [AnnotatedArticle(article, (), genre="real") for article in others]
    draw = random.Random(f"{plan.seed} {epoch}")
    made = []
    for row, one in enumerate(make_examples([*annotated, *bare], tokenizer.to_str(), plan, epoch)):
        if len(one.words):
            lesson = teach(teacher, one.words, one.windows)
            if row < len(annotated) or len(lesson.triggers) or draw.random() < _WITHOUT_TRIGGER:
                made.append(replace(one, lesson=lesson, annotated=row < len(annotated)))
    return made


def not_annotated(news: Iterable[Path], annotations: Path) -> list[Article]:
    """Reports of the files that the annotations do not name, of a length worth reading."""
    named = set(real_names(annotations))
    articles = [article for path in news for article in news_articles(path) if article.doc not in named]
    return [article for article in articles if _FEWEST <= len(article.text.split()) <= _MOST]


if __name__ == "__main__":
    raise SystemExit(main())
