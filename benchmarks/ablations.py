"""What more articles, real text, damage, depth and windows are worth: one training for each, and the plots.

``python benchmarks/ablations.py run --news ../shared/news/*.gz --epochs 8 --runs full,half --output FILE.json``
trains a reader for every named run and adds a record to the file as soon as one is trained (and the figures with chosen
thresholds, which take minutes, later); a run that the file already holds is not done again, so a command that was
killed goes on where it was.
``python benchmarks/ablations.py plot FILE.json`` draws ``docs/figures/learning_curve.svg`` and ``ablations.svg``.

Runs are compared after about as many *steps*: ``--epochs`` are passes over the whole corpus, and a run with half
of the text makes twice as many passes. With ``--same epochs`` each run makes just ``--epochs`` passes. ``--seconds``
limits each run's training besides. With ``--go-on-from`` all begin with the weights of a reader, so that an hour of a
CPU tells what its further training gains by something. Measured on all held-out articles in float, before rounding to
int8: with the default thresholds, and with thresholds chosen on those same articles, as ``ravayat train`` chooses them.

Needs the extra ``train``, for plots matplotlib (extra ``dev``).
"""

from __future__ import annotations

import argparse
import copy
import json
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import redirect_stdout, suppress
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ablation_runs import CURVE, RUNS, Record, Task, genre_of, tasks

from ravayat.corpus.article_file import AnnotatedArticle, CorpusError
from ravayat.evaluate.scorer import score_claims
from ravayat.reading import windows
from ravayat.training.articles import load_split
from ravayat.whole_file import replacing

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from ravayat.reading.network import FloatArray, IntArray
    from ravayat.reading.type_words import TypeWords
    from ravayat.training.measure import EncodedArticles
    from ravayat.training.torch_network import ReaderModel

ROOT = Path(__file__).resolve().parents[1]

_WINDOW = "RAVAYAT_ABLATIONS_WINDOW"
"""Environment variable: pieces in a window, for the processes that a training starts."""


def measure(task: Task) -> Iterator[Record]:
    """Train and score: the record with default thresholds once the device is free, then with chosen ones too."""
    import torch
    from tokenizers import Tokenizer

    from ravayat.reading.decode import Settings
    from ravayat.training.base_encoder import load_base_encoder
    from ravayat.training.checkpoints import Beginning
    from ravayat.training.measure import tune
    from ravayat.training.torch_network import ReaderModel
    from ravayat.training.trainer import train
    from ravayat.training.type_words import fit_type_words

    run, plan = RUNS[task.name], task.plan
    if run.window > 1:
        os.environ[_WINDOW] = str(windows.WINDOW // run.window)
        _cut_shorter()
    base = load_base_encoder(layers=plan.layers)
    tokenizer = Tokenizer.from_str(base.tokenizer)
    torch.manual_seed(plan.seed)
    model = ReaderModel(base)
    Beginning.of(task.go_on_from, task.encoder if run.adapted else None).put_into(model)
    model.to(plan.device)
    ends: list[float] = []
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as other:
        # They need no device: learned while the network is.
        words = other.submit(fit_type_words, task.split.train)
        started = time.monotonic()
        model = train(model, task.split.train, tokenizer, plan, keep=lambda _: ends.append(time.monotonic() - started))
        parts = [
            (part, own)
            for part, own in (("written", task.split.held_out_written), ("real", task.split.held_out_real))
            if own
        ]
        held_out = [one for _, own in parts for one in own]
        encoded = _encoded(model, plan.device, held_out, tokenizer, words.result())
    if plan.device.startswith("cuda"):
        torch.cuda.empty_cache()
    record = task.key | {
        "about": run.about,
        "written": sum(genre_of(one) == "written" for one in task.split.train),
        "claims": sum(len(one.claims) for one in task.split.train),
        "encoder": task.encoder.name if run.adapted and not task.go_on_from else None,
        "went_on_from": task.go_on_from.name if task.go_on_from else None,
        "window": windows.WINDOW,
        # The last pass may have been cut by the clock.
        "epochs": len(ends),
        "cut": plan.seconds is not None and ends[-1] >= plan.seconds,
        "seconds": round(ends[-1], 1),
        "on": torch.cuda.get_device_name() if plan.device.startswith("cuda") else plan.device,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "held_out": {
            part: {"articles": len(own), "claims": sum(len(one.claims) for one in own)} for part, own in parts
        },
    }
    for name in task.thresholds:
        # Choosing takes minutes.
        settings = Settings() if name == "default" else None
        claims = encoded.claims(settings or tune(encoded, Settings()))
        for part, own in parts:
            table = score_claims({one.article.doc: one.claims for one in own}, claims)
            record["held_out"][part][name] = {slot: row.f1 for slot, row in table.rows.items()}
        yield record


def _encoded(
    model: ReaderModel, device: str, articles: Sequence[AnnotatedArticle], tokenizer: Tokenizer, type_words: TypeWords
) -> EncodedArticles:
    """Articles encoded on the device; what is asked about each, thousands of small questions, is answered here."""
    from ravayat.training.measure import EncodedArticles
    from ravayat.training.torch_network import TorchNetwork

    there = TorchNetwork(copy.deepcopy(model).to(device))

    class Here(TorchNetwork):
        def encode(self, windows: Sequence[IntArray]) -> list[FloatArray]:
            return there.encode(windows)

    return EncodedArticles(articles, Here(model.cpu(), type_words), tokenizer)


def _cut_shorter() -> None:
    if size := os.environ.get(_WINDOW):
        windows.OVERLAP = windows.OVERLAP * int(size) // windows.WINDOW
        windows.WINDOW = int(size)


# Here, not in a function: a training makes its examples in processes of its own, which only import this file.
_cut_shorter()


class _Named:
    """Standard output whose lines begin with the name of the run."""

    def __init__(self, name: str, output: TextIO) -> None:
        self._name, self._output = name, output
        self._begins = True

    def write(self, text: str) -> int:
        """See :class:`io.TextIOBase`."""
        shown = f"{self._name} {text}" if self._begins else text
        self._begins = text.endswith("\n")
        return self._output.write(shown)

    def flush(self) -> None:
        """See :class:`io.TextIOBase`."""
        self._output.flush()


def _process(task: Task, parent: Connection) -> None:
    """Of a process of its own: sends ``parent`` the records of :func:`measure`."""
    import torch

    if task.plan.device.startswith("cuda"):
        torch.set_num_threads(1)
    with redirect_stdout(_Named(task.title, sys.stdout)):
        for record in measure(task):
            parent.send(record)


def _done(task: Task, slots: threading.Semaphore, keep: Callable[[Task, Record], None]) -> bool:
    """Do a task in a process of its own, holding one of ``slots`` while it trains; returns whether all went well."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_process, args=(task, theirs), name=task.title)
    with suppress(EOFError):
        with slots:
            process.start()
            theirs.close()
            keep(task, ours.recv())
        keep(task, ours.recv())
    process.join()
    return process.exitcode == 0


def run_all(options: argparse.Namespace) -> int:
    """Do the runs that the output file lacks; returns the exit status."""
    if options.device.startswith("cuda"):
        # Read by the libraries of every process started from here.
        os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    split = load_split(options.corpus, options.news)
    held = _load(options.output) if options.output.exists() else []
    waiting = [task for task in tasks(options.runs, split, options) if not any(map(task.finished, held))]
    slots, lock = threading.Semaphore(options.parallel), threading.Lock()

    def keep(task: Task, record: Record) -> None:
        with lock:
            held[:] = [*[one for one in held if not task.made(one)], record]
            _save(held, options.output)
        figures = [
            f"{part} {own[thresholds]['ledger']:.3f} ({thresholds})"
            for part, own in record["held_out"].items()
            for thresholds in ("default", "tuned")
            if thresholds in own
        ]
        print(f"{task.title} trained for {record['seconds']:.0f}s, ledger: {', '.join(figures)}", flush=True)

    with ThreadPoolExecutor(max(1, len(waiting))) as pool:
        pending = {pool.submit(_done, task, slots, keep): task for task in waiting}
        failed = [pending[future].title for future in as_completed(pending) if not future.result()]
    if failed:
        print(f"failed: {', '.join(failed)}; the reasons stand above", file=sys.stderr)
    return 1 if failed else 0


def _load(path: Path) -> list[Record]:
    records: list[Record] = json.loads(path.read_text(encoding="utf-8"))
    return records


def _save(records: Sequence[Record], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as out:
        out.write(json.dumps(records, ensure_ascii=False, indent=1) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one of the two commands; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    run = commands.add_parser("run", help="train and measure")
    run.add_argument("--news", type=Path, nargs="+", action="extend", default=[], help="texts of the real reports")
    run.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    run.add_argument("--encoder", type=Path, default=ROOT / "weights" / "encoder.npz", help="the adapted one")
    run.add_argument("--go-on-from", type=Path, help="a checkpoint of a reader that every run trains further")
    run.add_argument("--device", default="cpu", help="in torch's words")
    run.add_argument("--epochs", type=_positive, required=True, help="passes over the whole corpus")
    run.add_argument("--same", choices=("steps", "epochs"), default="steps", help="what all runs have in common")
    run.add_argument("--seconds", type=float, help="the most that one training may take")
    run.add_argument(
        "--runs",
        type=lambda names: names.split(","),
        default=list(RUNS),
        help=f"NAME or NAME:SEED, with commas between (default: all): {', '.join(RUNS)}",
    )
    run.add_argument("--batch", type=_positive, help="pieces in a batch, about (default: as ravayat train)")
    run.add_argument("--encoder-rate", type=float, help="learning rate (default: as ravayat train)")
    run.add_argument("--heads-rate", type=float, help="learning rate (default: as ravayat train)")
    run.add_argument(
        "--thresholds", nargs="+", choices=("default", "tuned"), default=["default", "tuned"], help="to measure with"
    )
    run.add_argument("--parallel", type=_positive, default=1, help="trainings at the same time")
    run.add_argument("--output", type=Path, required=True, help="JSON file that records are added to")
    run.set_defaults(do=run_all)
    plot = commands.add_parser("plot", help="draw what was measured")
    plot.add_argument("files", type=Path, nargs="+", help="outputs of run")
    plot.add_argument("--thresholds", choices=("default", "tuned"), default="default")
    plot.add_argument("--output", type=Path, default=ROOT / "docs" / "figures", help="folder")
    plot.set_defaults(do=plot_all)
    options = parser.parse_args(arguments)
    try:
        status: int = options.do(options)
    except CorpusError as error:
        parser.error(str(error))
    return status


def _positive(number: str) -> int:
    if not number.isdecimal() or not int(number):
        raise argparse.ArgumentTypeError(f"{number} is not a number from 1 up")
    return int(number)


def plot_all(options: argparse.Namespace) -> int:
    """Draw both plots; returns the exit status."""
    from ablation_plots import draw_ablations, draw_learning_curve

    records = [record for file in options.files for record in _load(file)]
    if len({json.dumps([record["asked"], record["corpus"]], sort_keys=True) for record in records}) != 1:
        raise CorpusError("only runs over one corpus, asked for with the same options, can be compared in one plot")
    ordered = [one for name in RUNS for one in records if one["run"] == name]
    options.output.mkdir(parents=True, exist_ok=True)
    curve = [one for one in ordered if one["run"] in CURVE]
    if curve:
        draw_learning_curve(curve, options.thresholds, options.output / "learning_curve.svg")
    ablations = [one for one in ordered if one["run"] not in CURVE[:-1]]
    if ablations:
        draw_ablations(ablations, options.thresholds, options.output / "ablations.svg")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
