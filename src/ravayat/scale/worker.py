"""What runs on a worker: one batch in, one Parquet file out. The model is loaded once and kept."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from ravayat.pipeline import BATCH, Reader, load_reader
from ravayat.records import Article, ReadArticle
from ravayat.scale.batches import Batch
from ravayat.scale.equipment import Equipment, NamedFile, Software, own_software
from ravayat.scale.results import encode

_LONGEST_FAULT = 200

_lock = Lock()
_readers: dict[str, Reader] = {}


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is asked to do."""

    batch: Batch
    equipment: Equipment


class Unfit(RuntimeError):
    """A worker cannot do what it is asked: it runs something else.

    Args:
        address: of the worker.
        reason: what it runs.
    """

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address, reason)
        self.address = address
        self.reason = reason


class _Call:
    """Pickled and unpickled, what a call gives."""

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        self._call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self._call


def packed(function: Callable[..., Any], *arguments: Any) -> bytes:
    """A call of a function of this package that any worker can take in: ``pickle.loads`` of it makes the call.

    A worker that is sent a function it cannot import dies of it and, where something starts it again, dies again.
    Bytes it can always take; what it then fails at is an ordinary error of the task.
    """
    return pickle.dumps(_Call(function, *arguments), protocol=5)


def describe() -> Software:
    """What this worker runs."""
    return own_software()


def read_batch(order: Order) -> bytes:
    """The claims of a batch as a Parquet file.

    Raises:
        Unfit: this worker runs another Ravayat, model or libraries than the one who asks.
    """
    reason = own_software().difference(order.equipment.software)
    if reason:
        raise Unfit(_address(), reason)
    reader = _reader(order.equipment)
    articles = order.batch.articles
    found: list[ReadArticle | str] = []
    for start in range(0, len(articles), BATCH):
        found += _read(articles[start : start + BATCH], reader)
    return encode(order.batch, found)


def _read(articles: Sequence[Article], reader: Reader) -> list[ReadArticle | str]:
    try:
        return list(reader.read(articles))
    except MemoryError:
        raise  # the worker's trouble, not the article's: the batch is tried again
    except Exception as error:  # noqa: BLE001 -- one text that the reader fails at must not stop all others
        if len(articles) == 1:
            return [f"{type(error).__name__}: {error}"[:_LONGEST_FAULT]]
        return [one for article in articles for one in _read([article], reader)]


def _reader(equipment: Equipment) -> Reader:
    """The reader with this equipment, one for all threads of the worker.

    It encodes in the thread that asks, so that a worker takes as many cores as it has threads.
    """
    with _lock:
        if equipment.digest not in _readers:
            with tempfile.TemporaryDirectory() as folder:
                registries = _written(equipment.registries, Path(folder) / "registries")
                places = _written(equipment.places, Path(folder) / "places")
                reader = load_reader(threads=0, registries=registries, places=places)
            _readers.clear()  # a worker that serves many runs keeps the last one's
            _readers[equipment.digest] = reader
        return _readers[equipment.digest]


def _written(files: Sequence[NamedFile], folder: Path) -> list[Path]:
    paths = []
    for number, file in enumerate(files):
        path = folder / str(number) / file.name
        path.parent.mkdir(parents=True)
        path.write_bytes(file.data)
        paths.append(path)
    return paths


def _address() -> str:
    from distributed import get_worker

    return str(get_worker().address)
