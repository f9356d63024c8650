"""The network as it is shipped: an int8 encoder and small float heads, run by onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import onnxruntime

from ravayat.reading.candidates import WordSpan
from ravayat.reading.network import FloatArray, IntArray
from ravayat.reading.type_words import load_type_words
from ravayat.text.words import Words

ENCODER_FILE = "encoder.onnx"
HEADS = ("tag", "describe", "judge", "tell", "attach", "compare")
"""Graphs beside the encoder, each in a file of its name."""


class OnnxNetwork:
    """:class:`ravayat.reading.network.Network` over the files of a model folder.

    Args:
        folder: holds ``encoder.onnx`` and one graph for each of :data:`HEADS`.
        threads: windows encoded at the same time; ``None`` for as many as there are cores, 0 to encode in the
            thread that asks, when it asks: all of reading then takes one core.
        encoder: another encoder file of the same network, for comparisons.

    Raises:
        FileNotFoundError: the encoder is of a version of Ravayat that gave it a mask.
    """

    def __init__(self, folder: Path, threads: int | None = None, encoder: str = ENCODER_FILE) -> None:
        # The export has chosen the encoder's kernels; onnxruntime's own fusions would make them slower.
        self._encoder = _session(folder / encoder, onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC)
        if [one.name for one in self._encoder.get_inputs()] != ["pieces"]:
            raise FileNotFoundError(f"{folder / encoder} is of another version; export it again: ravayat train")
        self._heads = {name: _session(folder / f"{name}.onnx") for name in HEADS}
        self._inputs = {name: [one.name for one in head.get_inputs()] for name, head in self._heads.items()}
        self._type_words = load_type_words(folder)
        count = threads if threads is not None else os.cpu_count() or 1
        self._workers = ThreadPoolExecutor(count) if count else None

    def encode(self, windows: Sequence[IntArray]) -> Iterator[FloatArray]:
        """Begins on all windows at once; their states come in order, later ones computed while the first are used.

        Every window is run by itself: int8 activations are scaled over what is run together, so
        in a batch an article's claims would depend on its company. Windows run in parallel
        threads instead, which on a few cores is faster than batches (``docs/performance.md``).
        """
        return self._workers.map(self._states, windows) if self._workers else map(self._states, windows)

    def _states(self, window: IntArray) -> FloatArray:
        found: FloatArray = self._encoder.run(None, {"pieces": window[None, :]})[0][0]
        return found

    def tag(self, states: FloatArray) -> FloatArray:
        """See the protocol."""
        (scores,) = self._run("tag", states)
        return scores

    def describe(
        self, states: FloatArray, first: IntArray, last: IntArray, scores: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """See the protocol."""
        triggers, fillers = self._run("describe", states, first, last, scores)
        return triggers, fillers

    def judge(self, triggers: FloatArray) -> tuple[FloatArray, FloatArray]:
        """See the protocol."""
        types, stances = self._run("judge", triggers)
        return types, stances

    def name_types(self, words: Words, triggers: Sequence[WordSpan]) -> FloatArray:
        """See the protocol."""
        return self._type_words.scores(words, triggers)

    def tell(self, triggers: FloatArray, types: FloatArray, stances: IntArray) -> FloatArray:
        """See the protocol."""
        (claims,) = self._run("tell", triggers, types, stances)
        return claims

    def attach(self, claims: FloatArray, fillers: FloatArray, features: IntArray) -> tuple[FloatArray, FloatArray]:
        """See the protocol."""
        links, nulls = self._run("attach", claims, fillers, features)
        return links, nulls

    def compare(self, claims: FloatArray, features: FloatArray) -> FloatArray:
        """See the protocol."""
        (scores,) = self._run("compare", claims, features)
        return scores

    def _run(self, name: str, *inputs: FloatArray | IntArray) -> list[FloatArray]:
        return list(self._heads[name].run(None, dict(zip(self._inputs[name], inputs, strict=True))))


def _session(
    path: Path, level: onnxruntime.GraphOptimizationLevel = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    options.graph_optimization_level = level
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
