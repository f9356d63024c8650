"""What is exported computes what was trained."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra train")
onnx = pytest.importorskip("onnx", reason="training needs the extra train")

from ravayat.reading.features import LINK_SIZES
from ravayat.reading.labels import STANCE_NAMES, TAGS
from ravayat.reading.onnx_network import OnnxNetwork
from ravayat.training.base_encoder import BaseEncoder
from ravayat.training.export import export
from ravayat.training.network import INNER, POSITIONS, WIDTH
from ravayat.training.torch_network import ReaderModel, TorchNetwork

VOCABULARY = 50
SAMPLE = [np.arange(9, dtype=np.int64)]


def tiny_base() -> BaseEncoder:
    chance = np.random.default_rng(1)

    def draw(*shape: int) -> np.ndarray:
        return chance.normal(0, 0.05, shape).astype(np.float32)

    weights = {
        "embedding.word": draw(VOCABULARY, WIDTH),
        "embedding.position": draw(POSITIONS, WIDTH),
        "embedding.type": draw(WIDTH),
        "embedding.norm.weight": np.ones(WIDTH, np.float32),
        "embedding.norm.bias": draw(WIDTH),
    }
    sizes = {"inner": (INNER, WIDTH), "outer": (WIDTH, INNER)}
    for name in ("query", "key", "value", "output", "inner", "outer"):
        shape = sizes.get(name, (WIDTH, WIDTH))
        weights |= {f"layer.0.{name}.weight": draw(*shape), f"layer.0.{name}.bias": draw(shape[0])}
    for name in ("attention_norm", "output_norm"):
        weights |= {f"layer.0.{name}.weight": np.ones(WIDTH, np.float32), f"layer.0.{name}.bias": draw(WIDTH)}
    return BaseEncoder(weights, "", 1)


def test_every_head_agrees_with_torch_whatever_the_number_of_spans(tmp_path: Path) -> None:
    torch.manual_seed(1)
    model = ReaderModel(tiny_base())
    export(model, tmp_path, SAMPLE)
    onnx, plain = OnnxNetwork(tmp_path), TorchNetwork(model)
    chance = np.random.default_rng(2)
    for words, spans, claims in ((9, 2, 1), (40, 17, 6)):
        states = chance.normal(size=(words, WIDTH)).astype(np.float32)
        first = np.sort(chance.integers(0, words - 2, spans))
        last = first + 1
        scores = chance.random((spans, len(TAGS))).astype(np.float32)
        links = np.stack([chance.integers(0, size, (claims, spans)) for size in LINK_SIZES], axis=-1)
        stances = chance.integers(0, len(STANCE_NAMES), claims)
        found = []
        for network in (onnx, plain):
            triggers, fillers = network.describe(states, first, last, scores)
            types, likely = network.judge(triggers[:claims])
            told = network.tell(triggers[:claims], types, stances)
            found.append(
                [network.tag(states), triggers, fillers, types, likely, told, *network.attach(told, fillers, links)]
            )
        for ours, theirs in zip(*found, strict=True):
            np.testing.assert_allclose(ours, theirs, atol=1e-4)


def test_the_encoder_in_8_bits_stays_near_the_one_that_was_trained(tmp_path: Path) -> None:
    torch.manual_seed(1)
    model = ReaderModel(tiny_base())
    export(model, tmp_path, SAMPLE)
    window = np.arange(12, dtype=np.int64)
    [ours], [theirs] = OnnxNetwork(tmp_path).encode([window]), TorchNetwork(model).encode([window])
    assert np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] > 0.99


def test_a_channel_far_louder_than_all_others_costs_the_others_no_precision(tmp_path: Path) -> None:
    base = tiny_base()
    base.weights["layer.0.inner.bias"][7] = 60
    torch.manual_seed(1)
    model = ReaderModel(base)
    export(model, tmp_path, SAMPLE)
    window = np.arange(12, dtype=np.int64)
    [ours], [theirs] = OnnxNetwork(tmp_path).encode([window]), TorchNetwork(model).encode([window])
    assert np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] > 0.999


def test_no_two_products_of_a_rounded_weight_overflow_the_16_bits_in_which_some_processors_add_them(
    tmp_path: Path,
) -> None:
    export(ReaderModel(tiny_base()), tmp_path, SAMPLE)
    tensors = map(onnx.numpy_helper.to_array, onnx.load(str(tmp_path / "encoder.onnx")).graph.initializer)
    matrices = [tensor for tensor in tensors if tensor.dtype == np.int8 and tensor.ndim == 2]
    assert len(matrices) == 6
    assert max(int(abs(matrix.astype(int)).max()) for matrix in matrices) * 2 * 255 < 2**15


def test_a_window_is_read_alike_whatever_is_read_beside_it(tmp_path: Path) -> None:
    export(ReaderModel(tiny_base()), tmp_path, SAMPLE)
    windows = [np.arange(length, dtype=np.int64) for length in (12, 30, 5)]
    network, inline = OnnxNetwork(tmp_path), OnnxNetwork(tmp_path, threads=0)
    for window, beside, called in zip(windows, network.encode(windows), inline.encode(windows), strict=True):
        [alone] = network.encode([window])
        np.testing.assert_array_equal(alone, beside)
        np.testing.assert_array_equal(alone, called)


def test_an_encoder_that_wants_a_mask_is_told_to_be_old(tmp_path: Path) -> None:
    export(ReaderModel(tiny_base()), tmp_path, SAMPLE)
    encoder = onnx.load(str(tmp_path / "encoder.onnx"))
    encoder.graph.input.append(onnx.helper.make_tensor_value_info("mask", onnx.TensorProto.INT64, ("batch", "length")))
    onnx.save(encoder, str(tmp_path / "encoder.onnx"))
    with pytest.raises(FileNotFoundError, match="another version"):
        OnnxNetwork(tmp_path)
