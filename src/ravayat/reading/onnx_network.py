"""The network as it is shipped: an int8 encoder and small float heads, run by onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from ravayat.reading.network import FloatArray, IntArray

ENCODER_FILE = "encoder.onnx"
HEADS = ("tag", "judge", "tell", "attach", "compare")
"""Graphs beside the encoder, each in a file of its name."""

_BATCH_PIECES = 2048


class OnnxNetwork:
    """:class:`ravayat.reading.network.Network` over the files of a model folder.

    Args:
        folder: holds ``encoder.onnx`` and one graph for each of :data:`HEADS`.
        threads: threads within one operator; ``None`` lets onnxruntime use every core.
        encoder: another encoder file of the same network, for comparisons.
    """

    def __init__(self, folder: Path, threads: int | None = None, encoder: str = ENCODER_FILE) -> None:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        if threads is not None:
            options.intra_op_num_threads = threads
        self._encoder = _session(folder / encoder, options)
        # The heads are too small to gain from threads.
        single = onnxruntime.SessionOptions()
        single.log_severity_level = 3
        single.intra_op_num_threads = 1
        self._heads = {name: _session(folder / f"{name}.onnx", single) for name in HEADS}

    def encode(self, windows: Sequence[IntArray]) -> list[FloatArray]:
        """Each window to its states; windows of like length share a batch, so that little is padded."""
        order = sorted(range(len(windows)), key=lambda i: -len(windows[i]))
        states: dict[int, FloatArray] = {}
        start = 0
        while start < len(order):
            longest = len(windows[order[start]])
            rows = order[start : start + max(1, _BATCH_PIECES // longest)]
            start += len(rows)
            pieces = np.ones((len(rows), longest), np.int64)
            mask = np.zeros_like(pieces)
            for row, index in enumerate(rows):
                pieces[row, : len(windows[index])] = windows[index]
                mask[row, : len(windows[index])] = 1
            found = self._encoder.run(None, {"pieces": pieces, "mask": mask})[0]
            states |= {index: found[row, : len(windows[index])] for row, index in enumerate(rows)}
        return [states[i] for i in range(len(windows))]

    def tag(self, states: FloatArray) -> FloatArray:
        """See the protocol."""
        return self._run("tag", states)[0]

    def judge(self, states: FloatArray, first: IntArray, last: IntArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """See the protocol."""
        vectors, types, stances = self._run("judge", states, first, last)
        return vectors, types, stances

    def tell(self, vectors: FloatArray, types: FloatArray, stances: IntArray) -> FloatArray:
        """See the protocol."""
        return self._run("tell", vectors, types, stances)[0]

    def attach(
        self,
        states: FloatArray,
        claims: FloatArray,
        first: IntArray,
        last: IntArray,
        scores: FloatArray,
        features: IntArray,
    ) -> tuple[FloatArray, FloatArray]:
        """See the protocol."""
        links, nulls = self._run("attach", states, claims, first, last, scores, features)
        return links, nulls

    def compare(self, claims: FloatArray, features: FloatArray) -> FloatArray:
        """See the protocol."""
        return self._run("compare", claims, features)[0]

    def _run(self, name: str, *inputs: FloatArray | IntArray) -> list[Any]:
        session = self._heads[name]
        names = [given.name for given in session.get_inputs()]
        return list(session.run(None, dict(zip(names, inputs, strict=True))))


def _session(path: Path, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
