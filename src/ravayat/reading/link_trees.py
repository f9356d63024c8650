"""Boosted trees that weigh links a second time (:mod:`ravayat.reading.second_look`), run by onnxruntime."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

FloatArray = npt.NDArray[np.float32]

LINK_TREES_FILE = "link_trees.onnx"
"""One graph with an input and an output for each role that is looked at again."""


class LinkTrees:
    """:class:`ravayat.reading.network.LinkJudge` by the trees of a file, or of an encoded graph."""

    def __init__(self, graph: Path | bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1
        given = graph if isinstance(graph, bytes) else str(graph)
        self._session = onnxruntime.InferenceSession(given, options, providers=["CPUExecutionProvider"])
        self._roles = [one.name for one in self._session.get_inputs()]

    def weigh(self, features: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
        """See the protocol."""
        outputs = self._session.run(None, {role: features[role] for role in self._roles})
        return {role: found[:, 1] for role, found in zip(self._roles, outputs, strict=True)}


def load_link_trees(folder: Path) -> LinkTrees | None:
    """The trees of a model folder; ``None`` where there are none, and the first look stands."""
    path = folder / LINK_TREES_FILE
    return LinkTrees(path) if path.exists() else None
