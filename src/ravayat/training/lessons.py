"""Trains a reader on what several readers say, beside what is annotated.

``python -m ravayat.training.lessons --teacher A.pt --teacher B.pt --news FILE... --output STUDENT.pt``: the
teachers, checkpoints of ``ravayat train``, are asked about every annotated article and, as one, about reports that
nobody has annotated; a student, of as many layers or fewer, learns their answers. About an article that some of
the teachers did not learn from (``--leave-out``) only those are asked: the others know by heart what the annotators
wrote. The student begins with the encoder or checkpoint that is named, else with the first teacher's weights. What is
written is a checkpoint for ``ravayat train --from-checkpoint``.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
from collections import defaultdict
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
from ravayat.training.articles import Fold, load_split
from ravayat.training.base_encoder import load_base_encoder
from ravayat.training.checkpoints import Beginning, load_checkpoint, save_checkpoint, told_of, trained
from ravayat.training.distill import teach
from ravayat.training.ensemble import Ensemble
from ravayat.training.examples import Example
from ravayat.training.torch_network import ReaderModel, TorchNetwork
from ravayat.training.trainer import Plan, make_examples, train_taught

_FEWEST, _MOST = 25, 700
"""Words of a report that is worth asking teachers about: shorter ones tell little, longer ones cost much."""

_OF_THE_PLAN: dict[str, type] = {
    **dict.fromkeys(("layers", "epochs", "batch", "seed"), int),
    **dict.fromkeys(("encoder_rate", "heads_rate", "smoothing", "teaching", "seconds"), float),
}
"""Fields of the plan that can be asked for, beside the device."""

_WITHOUT_TRIGGER = 0.15
"""Share of the reports without any trigger that are kept: most of the news is not about events."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask the teachers, train the student and save it; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", type=Path, action="append", required=True, help="a checkpoint; may be repeated")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--news", type=Path, nargs="+", required=True, help="texts of the real reports")
    parser.add_argument("--others", type=int, default=2500, help="the first reports that nobody annotated, at most")
    parser.add_argument("--rounds", type=int, default=2, help="times that articles are damaged and asked about")
    parser.add_argument("--processes", type=int, default=1, help="that ask the teachers")
    begin = parser.add_mutually_exclusive_group()
    begin.add_argument("--encoder", type=Path, help="adapted encoder that the student begins with")
    begin.add_argument("--go-on-from", type=Path, help="checkpoint that it begins with (default: the first teacher's)")
    parser.add_argument("--output", type=Path, required=True)
    for name, kind in _OF_THE_PLAN.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=kind, default=getattr(Plan(), name))
    parser.add_argument("--device", default=Plan().device, help="in torch's words")
    options = parser.parse_args(arguments)
    plan = Plan(device=options.device, **{name: getattr(options, name) for name in _OF_THE_PLAN})
    split = load_split(options.corpus, options.news)
    others = not_annotated(options.news, options.corpus / "real.jsonl")[: options.others]
    lessons = _ask_in_shares(options.teacher, split.train, others, plan, options.rounds, options.processes)
    print(f"{', '.join(str(len(one)) for one in lessons)} examples with lessons", flush=True)
    bare = sum(not one.annotated for one in lessons[0])
    torch.manual_seed(plan.seed)
    model = ReaderModel(load_base_encoder(layers=plan.layers))
    begun = Beginning.of(None if options.encoder else options.go_on_from or options.teacher[0], options.encoder)
    begun.put_into(model)
    went_on_from = [options.go_on_from] if options.go_on_from else []
    told = told_of(plan, split, begun.adapted, [*went_on_from, *options.teacher])
    told["trained_on"] += f", and {what_they_say(len(options.teacher), bare)}"
    train_taught(model, lessons, plan, keep=lambda averaged: save_checkpoint(averaged, options.output, told))
    return 0


def what_they_say(teachers: int, others: int) -> str:
    """What the card tells of lessons: by how many readers, and on how many articles beside the annotated ones."""
    readers = "a reader says" if teachers == 1 else f"{teachers} readers say"
    return f"what {readers} of them" + (f" and of {others} others" if others else "")


def _ask_in_shares(
    teachers: Sequence[Path],
    annotated: Sequence[AnnotatedArticle],
    others: Sequence[Article],
    plan: Plan,
    rounds: int,
    processes: int,
) -> list[list[Example]]:
    """The examples of every round; those that nobody has annotated are the same in each."""
    # Not forked: a fork of a process that holds a device or threads may hang.
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        jobs = [
            pool.submit(
                _ask,
                teachers,
                annotated[share::processes],
                others[share::processes],
                plan,
                range(share, rounds * processes, processes),
            )
            for share in range(processes)
        ]
        shares = [job.result() for job in jobs]
    found = [[example for share in shares for example in share[number]] for number in range(rounds)]
    bare = [example for example in found[0] if not example.annotated]
    return [found[0], *[own + bare for own in found[1:]]]


def _ask(
    teachers: Sequence[Path],
    annotated: Sequence[AnnotatedArticle],
    others: Sequence[Article],
    plan: Plan,
    epochs: Sequence[int],
) -> list[list[Example]]:
    """The examples of every epoch, those of ``others`` in the first alone."""
    torch.set_num_threads(1)
    torch.backends.cuda.enable_cudnn_sdp(False)
    members, folds = [], []
    for path in teachers:
        state, told = load_checkpoint(path)
        model, base = trained(state, told)
        members.append(TorchNetwork(model.to(plan.device)))
        folds.append(Fold.parse(told["left_out"]) if told and told.get("left_out") else None)
    tokenizer = Tokenizer.from_str(base.tokenizer)
    found: list[list[Example]] = []
    for epoch in epochs:
        made = [] if found else make_lessons(Ensemble(members), [], others, tokenizer, plan, epoch)
        for asked, own in shared_out(annotated, folds).items():
            teacher = Ensemble([members[row] for row in asked])
            made += make_lessons(teacher, own, [], tokenizer, plan, epoch)
        found.append(made)
    return found


def shared_out(
    articles: Sequence[AnnotatedArticle], left_out: Sequence[Fold | None]
) -> dict[tuple[int, ...], list[AnnotatedArticle]]:
    """The articles by whom to ask about them: the teachers that left them out, all where none did."""
    groups = defaultdict(list)
    for annotated in articles:
        unbiased = [row for row, fold in enumerate(left_out) if fold and fold.holds(annotated.article.doc)]
        groups[tuple(unbiased or range(len(left_out)))].append(annotated)
    return dict(groups)


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
