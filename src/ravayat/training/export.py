"""Writes a trained model as the files that the reader loads.

The encoder's attention is fused by onnxruntime's BERT optimiser and its matrices are
quantised to integers of seven bits per channel; activations are quantised to eight as they come (dynamic
quantisation), but for one channel a layer. The kernels that run it are chosen here,
once, by measured time (``docs/performance.md``), and not by each onnxruntime that loads it.
"""

from __future__ import annotations

import copy
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from ravayat.reading.events import PAIR_FEATURES
from ravayat.reading.features import LINK_SIZES
from ravayat.reading.labels import TAGS, TYPES
from ravayat.reading.network import IntArray
from ravayat.reading.onnx_network import ENCODER_FILE
from ravayat.reading.type_words import TypeWords, save_type_words, untaught
from ravayat.training.heads import HIDDEN, Heads
from ravayat.training.loud_channels import set_apart
from ravayat.training.network import HEADS as ATTENTION_HEADS
from ravayat.training.network import WIDTH, Encoder
from ravayat.training.torch_network import ReaderModel

FLOAT_ENCODER_FILE = "encoder.float32.onnx"
_OPSET = 17
_OPTIONS = {"MatMulConstBOnly": True, "DefaultTensorType": 1}

_SLOW_FUSIONS = ["SkipLayerNormFusion", "BiasSkipLayerNormFusion", "BiasGeluFusion"]
"""What onnxruntime would fuse when it finishes the graph, and then run slower than the parts."""


class _Part(nn.Module):
    """One method of the heads as a module, which is what the exporter takes."""

    def __init__(self, heads: Heads, method: Callable[..., Any]) -> None:
        super().__init__()
        self.heads = heads
        self._method = method

    def forward(self, *inputs: Tensor) -> Any:
        return self._method(*inputs)


def export(
    model: ReaderModel,
    folder: Path,
    sample: Sequence[IntArray],
    *,
    type_words: TypeWords | None = None,
    keep_float: bool = False,
) -> None:
    """Write the int8 encoder, the heads' graphs and the words of types into ``folder``.

    Args:
        model: a trained model.
        sample: windows of some texts, to find the channels by that are kept in float32.
        type_words: what words say of types; without it they say nothing.
        folder: made if missing; files of the same names are replaced.
        keep_float: also keep the float32 encoder, to compare with.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    export_encoder(model.encoder, folder, sample, keep_float=keep_float)
    _export_heads(model.heads, folder)
    save_type_words(type_words or untaught(len(TYPES)), folder)


def export_encoder(encoder: Encoder, folder: Path, sample: Sequence[IntArray], *, keep_float: bool = False) -> None:
    """Write the int8 encoder alone, and where asked the float32 one; see :func:`export`."""
    encoder = copy.deepcopy(encoder).cpu().eval()
    set_apart(encoder, sample)
    with tempfile.TemporaryDirectory() as scratch:
        fused, tables, rounded = (Path(scratch) / f"{name}.onnx" for name in ("fused", "tables", "rounded"))
        _fuse_encoder(encoder, Path(scratch) / "plain.onnx", fused)
        quantize_dynamic(fused, tables, op_types_to_quantize=["Gather"], extra_options=_OPTIONS)
        quantize_dynamic(
            tables,
            rounded,
            op_types_to_quantize=["MatMul"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            # Kernels without VNNI add two products in 16 bits: 2 * 255 * 127 would not fit there, 2 * 255 * 64 does.
            reduce_range=True,
            nodes_to_exclude=[node.name for node in onnx.load(str(fused)).graph.node if "/loud/" in node.name],
            extra_options=_OPTIONS,
        )
        kernels = {"MatMulIntegerToFloat": 3, "DynamicQuantizeMatMul": 3, "MatMul": 2}
        _finish(rounded, folder / ENCODER_FILE, kernels, encoder)
        if keep_float:
            _finish(fused, folder / FLOAT_ENCODER_FILE, {"MatMul": 8}, encoder)


def _fuse_encoder(encoder: Encoder, plain: Path, fused: Path) -> None:
    pieces = torch.ones((2, 16), dtype=torch.int64)
    axes = {"pieces": {0: "batch", 1: "length"}, "states": {0: "batch", 1: "length"}}
    _export(encoder, (pieces,), plain, ["pieces"], ["states"], axes)
    options = FusionOptions("bert")
    # The fused embedding layer expects BERT's three tables; ours has two.
    options.enable_embed_layer_norm = False
    # Without a mask it computes attention block by block in cache; its three matrices stay plain ones.
    options.use_multi_head_attention = True
    options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = options.enable_bias_gelu = False
    graph = optimizer.optimize_model(
        str(plain), "bert", num_heads=ATTENTION_HEADS, hidden_size=WIDTH, optimization_options=options, opt_level=0
    )
    graph.save_model_to_file(str(fused))


def _finish(graph: Path, finished: Path, matrices: dict[str, int], encoder: Encoder) -> None:
    """Write ``graph`` with the kernels that will run it.

    Raises:
        RuntimeError: a layer has other kernels than its attention and the ``matrices`` told, so it would be slow.
    """
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(finished)
    onnxruntime.InferenceSession(
        str(graph), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW_FUSIONS
    )
    found = Counter(node.op_type for node in onnx.load(str(finished)).graph.node)
    for kernel, wanted in {"MultiHeadAttention": 1, "Gelu": 2, **matrices}.items():
        if found[kernel] != wanted * len(encoder.layers):
            raise RuntimeError(f"{found[kernel]} {kernel} in {len(encoder.layers)} layers, {wanted} expected in each")


def _export_heads(heads: Heads, folder: Path) -> None:
    states = torch.randn(12, WIDTH)
    first, last = torch.tensor([1, 4, 6]), torch.tensor([2, 4, 8])
    spans, types, claims = torch.randn(3, HIDDEN), torch.randn(3, len(TYPES) + 1), torch.randn(4, HIDDEN)
    links = torch.zeros((4, 3, len(LINK_SIZES)), dtype=torch.int64)
    parts: dict[str, tuple[tuple[Tensor, ...], dict[str, dict[int, str]], list[str]]] = {
        "tag": ((states,), {"states": {0: "words"}}, ["tags"]),
        "describe": (
            (states, first, last, torch.rand(3, len(TAGS))),
            {
                "states": {0: "words"},
                "first": {0: "spans"},
                "last": {0: "spans"},
                "scores": {0: "spans"},
            },
            ["triggers", "fillers"],
        ),
        "judge": ((spans,), {"triggers": {0: "triggers"}}, ["types", "stances"]),
        "tell": (
            (spans, types, torch.tensor([0, 1, 0])),
            {"triggers": {0: "claims"}, "types": {0: "claims"}, "chosen": {0: "claims"}},
            ["claims"],
        ),
        "attach": (
            (claims, spans, links),
            {"claims": {0: "claims"}, "fillers": {0: "spans"}, "features": {0: "claims", 1: "spans"}},
            ["links", "nulls"],
        ),
        "compare": (
            (claims, torch.zeros(4, 4, PAIR_FEATURES)),
            {"claims": {0: "claims"}, "features": {0: "claims", 1: "claims"}},
            ["same"],
        ),
    }
    for name, (inputs, axes, outputs) in parts.items():
        part = _Part(heads, getattr(heads, name)).eval()
        _export(part, inputs, folder / f"{name}.onnx", list(axes), outputs, axes)


def _export(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    path: Path,
    input_names: list[str],
    output_names: list[str],
    axes: dict[str, dict[int, str]],
) -> None:
    with warnings.catch_warnings(), torch.no_grad():
        # The tracing exporter is deprecated, but the graph it makes is the one that fuses.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            inputs,
            str(path),
            input_names=input_names,
            output_names=output_names,
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )
