"""How near the reader comes to what the machine can do: the whole pipeline, the bare encoder, the cores' peak.

``python benchmarks/pipeline_speed.py NEWS.jsonl.gz [--every N] [--alternatives]``. One run on all cores. The reports
are read in slices, and each slice is given to the bare encoder (the same windows, as many threads as cores) and to
the whole pipeline (file to JSON lines), with the peak of int8 and float32 matrix products measured in between, so
that whatever else the machine does disturbs all of them alike. The limit is the processor time that the encoder's
multiply-adds take at these peaks. ``--alternatives`` also runs windows in batches of one length, and at the end the
pipeline in two processes of one thread each, loading included. Needs the extra ``train`` (for ``onnx``).
"""

from __future__ import annotations

import argparse
import gzip
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from ravayat.pipeline import Reader, load_reader, read_articles
from ravayat.reading import MODEL_FOLDER
from ravayat.reading.onnx_network import ENCODER_FILE, OnnxNetwork
from ravayat.reading.settings_file import TOKENIZER_FILE
from ravayat.reading.windows import cut_windows
from ravayat.records import Article, ReadArticle
from ravayat.sources import load
from ravayat.text.words import split_words
from ravayat.views import jsonl

IntArray = npt.NDArray[np.int64]

SLICES = 8
CORES = os.cpu_count() or 1
MATRICES = ("MatMulIntegerToFloat", "DynamicQuantizeMatMul")
SHAPE = (512, 1024, 1024)
"""Rows, inner size and columns of the products that the peak is measured with."""
TIMES = 30
BATCH, PAD = 8, 1


@dataclass
class Spent:
    """Seconds of wall and of processor time, of all threads together."""

    wall: float = 0.0
    processor: float = 0.0

    def on(self, work: Callable[[], object]) -> None:
        """Do the work and add what it took; work of child processes counts too."""
        wall, processor = time.perf_counter(), _processor()
        work()
        self.wall += time.perf_counter() - wall
        self.processor += _processor() - processor


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class Peak:
    """Products with a constant matrix, one on every core at once.

    Args:
        operator: ``MatMulInteger`` (uint8 by int8, as the encoder's) or ``MatMul`` (float32).
    """

    def __init__(self, operator: str) -> None:
        rows, inner, columns = SHAPE
        chance = np.random.default_rng(0)
        given, weights, found = (
            (np.uint8, np.int8, TensorProto.INT32)
            if operator == "MatMulInteger"
            else (np.float32, np.float32, TensorProto.FLOAT)
        )
        graph = helper.make_graph(
            [helper.make_node(operator, ["a", "b"], ["c"])],
            operator,
            [helper.make_tensor_value_info("a", helper.np_dtype_to_tensor_dtype(np.dtype(given)), (rows, inner))],
            [helper.make_tensor_value_info("c", found, (rows, columns))],
            [numpy_helper.from_array(chance.integers(-100, 100, (inner, columns)).astype(weights), "b")],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        self._session = _session(model.SerializeToString())
        self._given = chance.integers(0, 100, (rows, inner)).astype(given)
        self.best = 0.0

    def measure(self) -> None:
        """Keep the best rate seen so far, in multiply-adds a second of processor time of one core."""
        spent = Spent()
        with ThreadPoolExecutor(CORES) as workers:
            every = range(CORES * TIMES)
            spent.on(lambda: list(workers.map(lambda _: self._session.run(None, {"a": self._given}), every)))
        self.best = max(self.best, CORES * TIMES * float(np.prod(SHAPE)) / spent.processor)


def _session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def multiply_adds(windows: Sequence[IntArray]) -> tuple[float, float]:
    """Multiply-adds of the encoder over ``windows``: of its int8 matrices, and of its attention in float32."""
    graph = onnx.load(str(MODEL_FOLDER / ENCODER_FILE)).graph
    sizes = {tensor.name: tuple(tensor.dims) for tensor in graph.initializer}
    matrices = [sizes[node.input[1]] for node in graph.node if node.op_type in MATRICES]
    layers = sum(node.op_type == "MultiHeadAttention" for node in graph.node)
    lengths = np.array([len(window) for window in windows], float)
    return float(lengths.sum() * sum(a * b for a, b in matrices)), float(
        (lengths**2).sum() * 2 * layers * matrices[0][0]
    )


def in_batches(windows: Sequence[IntArray], encoder: onnxruntime.InferenceSession) -> None:
    """The encoder over batches of windows of about one length, padded to the longest."""
    ordered = sorted(windows, key=len)

    def run(start: int) -> None:
        some = ordered[start : start + BATCH]
        pieces = np.full((len(some), len(some[-1])), PAD, np.int64)
        for row, window in enumerate(some):
            pieces[row, : len(window)] = window
        encoder.run(None, {"pieces": pieces})

    with ThreadPoolExecutor(CORES) as workers:
        list(workers.map(run, range(0, len(ordered), BATCH)))


def pipeline(file: Path, reader: Reader) -> None:
    """From a file to JSON lines, as ``ravayat read --jsonl`` goes."""
    with Path(os.devnull).open("w", encoding="utf-8") as out:
        for item in read_articles(load([file]), reader):
            if isinstance(item, ReadArticle):
                jsonl.write(item, out)


def in_processes(files: Sequence[Path]) -> None:
    """Each file in a process of its own, with one thread for the encoder; loading the model is counted."""
    program = (
        "import sys, ravayat; reader = ravayat.load_reader(threads=1);"
        "all(True for _ in ravayat.read_articles(__import__('ravayat.sources').sources.load(sys.argv[1:]), reader))"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(file)]) for file in files]
    if any([process.wait() for process in running]):  # noqa: C419 - all must be waited for
        raise RuntimeError("a process failed")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path, help="reports, one JSON object a line, gzipped")
    parser.add_argument("--every", type=int, default=1, help="read only every so-manieth report")
    parser.add_argument("--alternatives", action="store_true", help="also run what was not chosen")
    args = parser.parse_args()
    with gzip.open(args.news, "rt", encoding="utf-8") as lines:
        reports = list(lines)[:: args.every]
    network, encoder = OnnxNetwork(MODEL_FOLDER), _session((MODEL_FOLDER / ENCODER_FILE).read_bytes())
    tokenizer = Tokenizer.from_file(str(MODEL_FOLDER / TOKENIZER_FILE))
    reader = load_reader()
    peaks = {name: Peak(name) for name in ("MatMulInteger", "MatMul")}
    spent = {name: Spent() for name in ("bare encoder", "whole pipeline", "encoder in batches", "two processes")}
    sums = np.zeros(2)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(-1, SLICES):
            some = reports[:64] if number < 0 else reports[number::SLICES]
            file = Path(folder) / "slice.jsonl"
            file.write_text("".join(some), encoding="utf-8")
            articles = [item for item in load([file]) if isinstance(item, Article)]
            windows = [w for a in articles for w in cut_windows(split_words(a.text).forms, tokenizer).pieces]
            for peak in peaks.values():
                peak.measure()
            # The first, small one only warms up.
            counted = spent if number >= 0 else {name: Spent() for name in spent}
            counted["bare encoder"].on(lambda windows=windows: all(True for _ in network.encode(windows)))
            counted["whole pipeline"].on(lambda file=file: pipeline(file, reader))
            if args.alternatives:
                counted["encoder in batches"].on(lambda windows=windows: in_batches(windows, encoder))
            sums += multiply_adds(windows) if number >= 0 else (0.0, 0.0)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if args.alternatives:
            halves = [Path(folder) / "even.jsonl", Path(folder) / "odd.jsonl"]
            for number, half in enumerate(halves):
                half.write_text("".join(reports[number::2]), encoding="utf-8")
            spent["two processes"].on(lambda: in_processes(halves))
    int8, float32 = (peaks[name].best for name in ("MatMulInteger", "MatMul"))
    print(f"{len(reports)} reports, {sums[0] / 1e12:.2f} T multiply-adds in int8, {sums[1] / 1e12:.2f} T in float32")
    print(f"peak of each of {CORES} cores {int8 / 1e9:.0f} G a second in int8, {float32 / 1e9:.0f} G in float32")
    limit = sums[0] / int8 + sums[1] / float32
    bare = spent["bare encoder"]
    print(f"{'':20}{'reports/s':>12}{'of the bare':>12}{'processor ms':>14}{'of the bare':>12}{'of the limit':>13}")
    print(f"{'limit':20}{CORES * len(reports) / limit:12.1f}{'':12}{1000 * limit / len(reports):14.2f}")
    for name, one in spent.items():
        if one.wall:
            print(
                f"{name:20}{len(reports) / one.wall:12.1f}{bare.wall / one.wall:12.2f}"
                f"{1000 * one.processor / len(reports):14.2f}{bare.processor / one.processor:12.2f}"
                f"{limit / one.processor:13.2f}"
            )
    print(f"peak memory of this program, with two encoders {memory:.0f} MiB")


if __name__ == "__main__":
    main()
