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
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch
from tokenizers import Tokenizer

from ravayat.corpus.article_file import AnnotatedArticle
from ravayat.corpus.real_reports import news_articles, real_names
from ravayat.reading.network import Network
from ravayat.records import Article
from ravayat.training.articles import Fold, Split, load_split
from ravayat.training.base_encoder import load_base_encoder
from ravayat.training.checkpoints import Beginning, load_checkpoint, save_checkpoint, told_of, trained
from ravayat.training.distill import teach
from ravayat.training.ensemble import Ensemble
from ravayat.training.examples import Example
from ravayat.training.lesson_files import Lessons, save_lessons
from ravayat.training.substitute import OTHER_WORDS
from ravayat.training.torch_network import ReaderModel, TorchNetwork
from ravayat.training.trainer import Plan, make_examples, of_epoch, train_taught

_FEWEST, _MOST = 25, 700
"""Words of a report that is worth asking teachers about: shorter ones tell little, longer ones cost much."""

_OF_THE_PLAN: dict[str, type] = {
    **dict.fromkeys(("layers", "epochs", "batch", "processes", "apart", "seed"), int),
    **dict.fromkeys(
        (*("encoder_rate", "heads_rate", "smoothing", "teaching", "average", "seconds"), "sparse", "rewording"), float
    ),
}
"""Fields of the plan that can be asked for, beside the device."""

_WITHOUT_TRIGGER = 0.15
"""Share of the reports without any trigger that are kept: most of the news is not about events."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask the teachers, train the student and save it; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", type=Path, action="append", default=[], help="a checkpoint; may be repeated")
    parser.add_argument("--save", type=Path, help="keep what the teachers say in this folder, and train no student")
    parser.add_argument("--lessons", type=Path, help="a folder that --save has filled, in place of teachers")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--news", type=Path, nargs="+", required=True, help="texts of the real reports")
    parser.add_argument("--others", type=int, default=2500, help="the first reports that nobody annotated, at most")
    parser.add_argument("--rounds", type=int, default=2, help="times that articles are damaged and asked about")
    begin = parser.add_mutually_exclusive_group()
    begin.add_argument("--encoder", type=Path, help="adapted encoder that the student begins with")
    begin.add_argument("--go-on-from", type=Path, help="checkpoint that it begins with (default: the first teacher's)")
    parser.add_argument("--output", type=Path, help="the student's checkpoint")
    for name, kind in _OF_THE_PLAN.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=kind, default=getattr(Plan(), name))
    parser.add_argument("--device", default=Plan().device, help="in torch's words")
    options = parser.parse_args(arguments)
    if bool(options.teacher) == bool(options.lessons) or bool(options.save) == bool(options.output):
        parser.error("name teachers, or --lessons that they have given; and --output for a student, or --save")
    plan = Plan(device=options.device, **{name: getattr(options, name) for name in _OF_THE_PLAN})
    if plan.rewording:
        plan = replace(plan, other_words=str(options.corpus / OTHER_WORDS))
    split = load_split(options.corpus, options.news)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.lessons or options.save or Path(scratch)
        if options.teacher:
            others = not_annotated(options.news, options.corpus / "real.jsonl")[: options.others]
            Lessons(folder).tell(what_they_say(len(options.teacher), len(others)))
            _ask_in_shares(options.teacher, split.train, others, plan, options.rounds, folder)
        if options.output:
            _teach(Lessons(folder), split, plan, options)
    return 0


def _teach(lessons: Lessons, split: Split, plan: Plan, options: argparse.Namespace) -> None:
    """Train the student that the options ask for, and save it."""
    torch.manual_seed(plan.seed)
    model = ReaderModel(load_base_encoder(layers=plan.layers))
    first = options.teacher[0] if options.teacher else None
    begun = Beginning.of(None if options.encoder else options.go_on_from or first, options.encoder)
    begun.put_into(model)
    learned_from = [one for one in (options.go_on_from, *options.teacher, options.lessons) if one]
    told = told_of(plan, split, begun.adapted, learned_from)
    told["trained_on"] += f", and {lessons.told}"
    train_taught(
        model, lessons.rounds, lessons.shares, plan, keep=partial(save_checkpoint, path=options.output, told=told)
    )


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
    folder: Path,
) -> None:
    """Write the lessons of every round into ``folder``; those of what nobody has annotated are in the first alone."""
    # Not forked: a fork of a process that holds a device or threads may hang.
    with ProcessPoolExecutor(plan.processes, multiprocessing.get_context("spawn")) as pool:
        shares = [
            pool.submit(
                _ask,
                teachers,
                annotated[share :: plan.processes],
                others[share :: plan.processes],
                plan,
                rounds,
                partial(save_lessons, folder=folder, share=share),
            )
            for share in range(plan.processes)
        ]
        counts = [share.result() for share in shares]
    print(f"{', '.join(str(sum(told)) for told in zip(*counts, strict=True))} examples with lessons", flush=True)


def _ask(
    teachers: Sequence[Path],
    annotated: Sequence[AnnotatedArticle],
    others: Sequence[Article],
    plan: Plan,
    rounds: int,
    keep: Callable[[list[Example], int], None],
) -> list[int]:
    """Give ``keep`` the examples of every round and its number; how many they are."""
    torch.set_num_threads(1)
    torch.backends.cuda.enable_cudnn_sdp(False)
    members, folds = [], []
    for path in teachers:
        state, told = load_checkpoint(path)
        model, base = trained(state, told)
        members.append(TorchNetwork(model.to(plan.device)))
        folds.append(Fold.parse(told["left_out"]) if told and told.get("left_out") else None)
    tokenizer = Tokenizer.from_str(base.tokenizer)
    counts = []
    for number in range(rounds):
        made = [] if number else make_lessons(Ensemble(members), [], others, tokenizer, plan, number)
        for asked, own in shared_out(of_epoch(annotated, plan, number), folds).items():
            teacher = Ensemble([members[row] for row in asked])
            made += make_lessons(teacher, own, [], tokenizer, plan, number)
        keep(made, number)
        counts.append(len(made))
    return counts


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
