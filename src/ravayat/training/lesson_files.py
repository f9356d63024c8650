"""Examples with lessons, kept in files, so that several students and each of their processes can learn from them.

What teachers say of an epoch's articles is a round; it lies in as many files as there were processes that asked,
``ROUND-SHARE.pickle``. They hold Python's own objects, so only files of one's own are to be read.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ravayat.training.examples import Example
from ravayat.training.trainer import Plan
from ravayat.whole_file import replacing

_SUFFIX = ".pickle"
_TOLD = "told.txt"
"""Says who gave the lessons, and about what."""


def save_lessons(examples: Sequence[Example], number: int, *, folder: Path, share: int) -> None:
    """Write one share of the round ``number``."""
    with replacing(folder / f"{number}-{share}{_SUFFIX}", "wb") as out:
        pickle.dump(list(examples), out, pickle.HIGHEST_PROTOCOL)


@dataclass(frozen=True)
class Lessons:
    """The lessons of a folder."""

    folder: Path

    @cached_property
    def _found(self) -> frozenset[tuple[int, int]]:
        names = [path.stem.split("-") for path in self.folder.glob(f"*{_SUFFIX}")]
        found = frozenset((int(number), int(share)) for number, share in names)
        if not found or len(found) != (max(found)[0] + 1) * (max(share for _, share in found) + 1):
            raise FileNotFoundError(f"{self.folder}: no lessons, or not all of them; ask the teachers with --save")
        return found

    @property
    def told(self) -> str:
        """Who gave them, and about what; for the card."""
        return (self.folder / _TOLD).read_text(encoding="utf-8")

    def tell(self, told: str) -> None:
        """Write down who gives them; makes the folder, and removes the lessons that it had."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.folder.glob(f"*{_SUFFIX}"):
            path.unlink()
        with replacing(self.folder / _TOLD) as out:
            out.write(told)

    @property
    def shares(self) -> int:
        """Parts that every round is in.

        Raises:
            FileNotFoundError: the folder has no lessons, or not all of them.
        """
        return 1 + max(share for _, share in self._found)

    def read(self, number: int, shares: Sequence[int]) -> list[Example]:
        """The examples of some shares of a round."""
        examples: list[Example] = []
        for share in shares:
            with (self.folder / f"{number}-{share}{_SUFFIX}").open("rb") as file:
                examples += pickle.load(file)  # noqa: S301 — of one's own folder
        return examples

    def rounds(self, plan: Plan, rank: int) -> Iterator[list[Example]]:
        """The examples of each epoch of the process ``rank``: the rounds in turn, of every so many shares one."""
        own, count = range(rank, self.shares, plan.processes), 1 + max(number for number, _ in self._found)
        kept: dict[int, list[Example]] = {}
        for epoch in range(plan.epochs):
            number = epoch % count
            if number not in kept:
                kept[number] = self.read(number, own)
            yield list(kept[number])
