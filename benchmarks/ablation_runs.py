"""Which runs ``benchmarks/ablations.py`` offers, and what each of them learns from."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ravayat.corpus.article_file import AnnotatedArticle, CorpusError
from ravayat.training.articles import Split

if TYPE_CHECKING:
    from ravayat.training.trainer import Plan

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """One training, told by what is changed against the full one.

    Attributes:
        about: in a plot.
        share: of the articles, of written and of real ones alike.
        genre: ``written`` or ``real`` where only those are learned from.
        without: a construction of the corpus plan whose articles are left out.
        plan: changed fields of ``ravayat.training.trainer.Plan``.
        adapted: whether the encoder is the adapted one, not the base encoder.
        window: pieces in a window, by how much they are divided.
        seeds: one training each where none is named.
    """

    about: str
    share: float = 1.0
    genre: str | None = None
    without: str | None = None
    plan: Mapping[str, Any] = field(default_factory=dict)
    adapted: bool = True
    window: int = 1
    seeds: tuple[int, ...] = (1,)


RUNS = {
    "full": Run("full", seeds=(1, 2, 3)),
    "eighth": Run("1/8 of the articles", share=1 / 8),
    "quarter": Run("1/4 of the articles", share=1 / 4),
    "half": Run("1/2 of the articles", share=1 / 2),
    "written": Run("written articles only", genre="written"),
    "real": Run("real reports only", genre="real"),
    "not-retold": Run("without press reports told anew", without="retold"),
    "no-damage": Run("no damage", plan={"damage": 0.0}),
    "no-substitution": Run("no substitution", plan={"substitution": 0.0}),
    "smoothed-types": Run("labels of types smoothed by .1", plan={"smoothing": 0.1}),
    "half-windows": Run("windows half as long", window=2),
    "base-encoder": Run("encoder not adapted", adapted=False),
    "base-12-layers": Run("not adapted, 12 layers", adapted=False, plan={"layers": 12}),
}

CURVE = ("eighth", "quarter", "half", "full")


@dataclass(frozen=True, slots=True)
class Task:
    """A run with one seed, ready for the process that does it.

    Attributes:
        name: in :data:`RUNS`.
        seed: of the training.
        split: the run's own articles to learn from, and the held-out ones that all runs share.
        plan: of the training.
        encoder: file of the adapted encoder.
        go_on_from: a reader's checkpoint that is trained further in place of it.
        asked: what all runs of a command have in common.
        thresholds: ``default``, ``tuned`` or both, in this order.
    """

    name: str
    seed: int
    split: Split
    plan: Plan
    encoder: Path
    go_on_from: Path | None
    asked: Record
    thresholds: tuple[str, ...]

    @property
    def title(self) -> str:
        """For people."""
        return f"{self.name}:{self.seed}"

    @property
    def key(self) -> Record:
        """What makes two trainings the same."""
        return {
            "run": self.name,
            "seed": self.seed,
            "asked": self.asked,
            "plan": asdict(self.plan),
            "corpus": self.split.digest,
            "articles": len(self.split.train),
        }

    def made(self, record: Record) -> bool:
        """Whether the record is of this task: what is told of a run before it is done begins its record."""
        return all(record.get(name) == value for name, value in self.key.items())

    def finished(self, record: Record) -> bool:
        """Whether the record is of this task and has the figures with all thresholds that are asked for."""
        return self.made(record) and all(set(self.thresholds) <= own.keys() for own in record["held_out"].values())


def chosen(articles: Sequence[AnnotatedArticle], run: Run) -> tuple[AnnotatedArticle, ...]:
    """The articles of a run. Smaller shares are parts of larger ones, whatever order the articles come in."""
    kept: list[AnnotatedArticle] = []
    for genre in ("written", "real"):
        own = sorted(
            (one for one in articles if genre_of(one) == genre and run.without not in one.constructions), key=_place
        )
        if run.genre in (None, genre):
            kept += own[: max(1, round(run.share * len(own)))]
    return tuple(kept)


def genre_of(annotated: AnnotatedArticle) -> str:
    """``real`` or ``written``."""
    return "real" if annotated.genre == "real" else "written"


def _place(annotated: AnnotatedArticle) -> str:
    # Not the hash that holds articles out.
    return hashlib.sha256(f"learning curve {annotated.article.doc}".encode()).hexdigest()


def tasks(names: Sequence[str], split: Split, options: argparse.Namespace) -> list[Task]:
    """A task for each name, such as ``half`` or ``full:2`` (the seed), in this order.

    Raises:
        CorpusError: there is no such run, or it lacks what it learns from, or what it is measured on.
    """
    from ravayat.training.trainer import Plan

    if not (split.held_out_written or split.held_out_real):
        raise CorpusError(f"{options.corpus}: no article is held out; name a larger corpus")
    asked = {"epochs": options.epochs, "same": options.same, "seconds": options.seconds}
    if options.go_on_from:
        asked["went_on_from"] = hashlib.sha256(options.go_on_from.read_bytes()).hexdigest()[:12]
    elif options.encoder.exists():
        asked["encoder"] = hashlib.sha256(options.encoder.read_bytes()).hexdigest()[:12]
    told = {name: getattr(options, name) for name in ("batch", "encoder_rate", "heads_rate")}
    asked |= (changed := {name: value for name, value in told.items() if value is not None})
    made = []
    for wanted in names:
        name, _, seed = wanted.partition(":")
        run = RUNS.get(name)
        if run is None or (seed and not seed.isdecimal()):
            raise CorpusError(f"no run {wanted}; there are {', '.join(RUNS)}, each with :SEED or without")
        articles = chosen(split.train, run)
        if not articles:
            raise CorpusError(f"{wanted}: the corpus has no such articles; real reports need --news")
        if options.go_on_from and (not run.adapted or "layers" in run.plan):
            raise CorpusError(f"{wanted} begins with another encoder; leave out --go-on-from or {name}")
        if run.adapted and not options.go_on_from and not options.encoder.exists():
            raise CorpusError(f"{wanted}: no adapted encoder {options.encoder}; name it with --encoder")
        whole, own = (sum(len(one.article.text) for one in some) for some in (split.train, articles))
        epochs = options.epochs if options.same == "epochs" else round(options.epochs * whole / own)
        common = {"device": options.device, "seconds": options.seconds, "epochs": epochs, **changed}
        for number in [int(seed)] if seed else run.seeds:
            plan = Plan(seed=number, **common, **run.plan)
            made.append(
                Task(
                    name,
                    number,
                    replace(split, train=articles),
                    plan,
                    options.encoder,
                    options.go_on_from,
                    asked,
                    tuple(options.thresholds),
                )
            )
    return made
