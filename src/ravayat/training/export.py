"""Writes a trained model as the files that the reader loads.

The encoder's graph is fused by onnxruntime's BERT optimiser and its matrices are
quantised to int8 per channel; activations are quantised as they come (dynamic
quantisation), so no calibration data is needed.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from ravayat.reading.events import PAIR_FEATURES
from ravayat.reading.features import LINK_SIZES
from ravayat.reading.labels import TAGS, TYPES
from ravayat.reading.onnx_network import ENCODER_FILE
from ravayat.training.heads import HIDDEN, Heads
from ravayat.training.network import HEADS as ATTENTION_HEADS
from ravayat.training.network import WIDTH, Encoder
from ravayat.training.torch_network import ReaderModel

FLOAT_ENCODER_FILE = "encoder.float32.onnx"
_OPSET = 17


class _Part(nn.Module):
    """One method of the heads as a module, which is what the exporter takes."""

    def __init__(self, heads: Heads, method: Callable[..., Any]) -> None:
        super().__init__()
        self.heads = heads
        self._method = method

    def forward(self, *inputs: Tensor) -> Any:
        return self._method(*inputs)


def export(model: ReaderModel, folder: Path, *, keep_float: bool = False) -> None:
    """Write the int8 encoder and the heads' graphs into ``folder``.

    Args:
        model: a trained model.
        folder: made if missing; files of the same names are replaced.
        keep_float: also keep the float32 encoder, to compare with.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    with tempfile.TemporaryDirectory() as scratch:
        fused = Path(scratch) / "fused.onnx"
        _export_encoder(model.encoder, Path(scratch) / "plain.onnx", fused)
        quantize_dynamic(
            fused,
            folder / ENCODER_FILE,
            op_types_to_quantize=["MatMul", "Attention", "Gather"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
        )
        if keep_float:
            (folder / FLOAT_ENCODER_FILE).write_bytes(fused.read_bytes())
    _export_heads(model.heads, folder)


def _export_encoder(encoder: Encoder, plain: Path, fused: Path) -> None:
    pieces = torch.ones((2, 16), dtype=torch.int64)
    axes = {"pieces": {0: "batch", 1: "length"}, "mask": {0: "batch", 1: "length"}, "states": {0: "batch", 1: "length"}}
    _export(encoder, (pieces, torch.ones_like(pieces)), plain, ["pieces", "mask"], ["states"], axes)
    options = FusionOptions("bert")
    # The fused embedding layer expects BERT's three tables; ours has two.
    options.enable_embed_layer_norm = False
    graph = optimizer.optimize_model(
        str(plain), "bert", num_heads=ATTENTION_HEADS, hidden_size=WIDTH, optimization_options=options, opt_level=0
    )
    fused_attention = graph.get_fused_operator_statistics().get("Attention", 0)
    if fused_attention != len(encoder.layers):
        raise RuntimeError(f"only {fused_attention} of {len(encoder.layers)} attention layers were fused")
    graph.save_model_to_file(str(fused))


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
