"""What a worker reads with: which Ravayat, which model, which files of a user's own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import ravayat
from ravayat.reading.digest import model_digest

_PACKAGE = Path(ravayat.__file__).parent
_READS = ("records", "text", "reading", "grounding", "ledger", "pipeline.py", "scale/worker.py", "scale/results.py")
"""Parts of the package on which depends what is read; code and data."""
_LIBRARIES = ("numpy", "onnxruntime", "tokenizers", "jdatetime", "hijridate")


@dataclass(frozen=True, slots=True)
class Software:
    """What is installed at one place.

    Attributes:
        version: of Ravayat.
        model: digest of its model.
        code: digest of all files that decide what is read, and of the versions of the libraries that compute it.
    """

    version: str
    model: str
    code: str

    def difference(self, wanted: Software) -> str | None:
        """Why this cannot stand in for ``wanted``, in words; ``None`` where it can."""
        if self.version != wanted.version:
            return f"has Ravayat {self.version}, not {wanted.version}"
        if self.model != wanted.model:
            return f"has the model {self.model[:12]}, not {wanted.model[:12]}"
        if self.code != wanted.code:
            return f"has other code or libraries of Ravayat {self.version} ({self.code[:12]}, not {wanted.code[:12]})"
        return None


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A user's file, as it is sent to workers."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Equipment:
    """Everything but the articles that decides what is read.

    Attributes:
        software: that a worker must have.
        registries, places: files of a user's own; they travel with the batches, since workers may not see the disk.
    """

    software: Software
    registries: tuple[NamedFile, ...] = ()
    places: tuple[NamedFile, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 over all of it, in hexadecimal."""
        parts = [self.software.version, self.software.model, self.software.code]
        parts += [hashlib.sha256(file.data).hexdigest() for files in (self.registries, self.places) for file in files]
        return hashlib.sha256(f"{parts} {len(self.registries)}".encode()).hexdigest()


@cache
def own_software() -> Software:
    """What this process runs."""
    code = hashlib.sha256()
    for part in _READS:
        place = _PACKAGE / part
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                content = hashlib.sha256(file.read_bytes()).hexdigest()
                code.update(f"{file.relative_to(_PACKAGE).as_posix()} {content}\n".encode())
    for library in _LIBRARIES:
        code.update(f"{library} {version(library)}\n".encode())
    return Software(ravayat.__version__, model_digest(), code.hexdigest())


def equipment_of(registries: Sequence[Path] = (), places: Sequence[Path] = ()) -> Equipment:
    """What this process would read with.

    Raises:
        ValueError: a user's file is missing, unreadable or contradicts another; one fault a line.
    """
    from ravayat.grounding.meanings import load_knowledge

    load_knowledge(registries, places)
    return Equipment(own_software(), _named(registries), _named(places))


def _named(files: Sequence[Path]) -> tuple[NamedFile, ...]:
    return tuple(NamedFile(file.name, file.read_bytes()) for file in files)
