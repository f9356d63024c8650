"""The mean of several checkpoints' weights, as one.

``python -m ravayat.training.mean A.npz B.npz --output MEAN.npz``. Readers that were trained on from one reader lie near
enough to each other for the mean of their weights to read better than each, and to lose less of what the first one knew
(Wortsman and others 2022, "Model soups"). A file that is named twice counts twice.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ravayat.training.checkpoints import load_checkpoint, save_checkpoint, trained


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the mean; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        loaded = [load_checkpoint(path) for path in options.checkpoints]
        state = mean_of([state for state, _ in loaded])
    except ValueError as error:
        parser.error(f"{', '.join(map(str, options.checkpoints))}: {error}")
    told = _told(options.checkpoints, [told for _, told in loaded])
    model, _ = trained(state, told)
    save_checkpoint(model, options.output, told)
    return 0


def mean_of(states: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each weight.

    Raises:
        ValueError: they are not weights of readers of one shape.
    """
    shapes = [{name: weights.shape for name, weights in state.items()} for state in states]
    if any(one != shapes[0] for one in shapes):
        raise ValueError("readers of different layers or sizes have no mean")
    return {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}


def _told(paths: Sequence[Path], cards: Sequence[dict[str, Any] | None]) -> dict[str, Any]:
    """The card of the mean: that of the last whose training is known, and whose mean it is.

    It has left out only what all of them have: what one of them learned from, the mean knows.

    Raises:
        SystemExit: of none the training is known.
    """
    known = [card for card in cards if card]
    if not known:
        raise SystemExit(f"{', '.join(map(str, paths))}: bare weights; one of them must tell how it was trained")
    counted = Counter(path.name for path in paths)
    names = ", ".join(f"{name} ({count} times)" if count > 1 else name for name, count in counted.items())
    left_out = {card.get("left_out") if card else None for card in cards}
    told = known[-1] | {"left_out": left_out.pop() if len(left_out) == 1 else None}
    return {**told, "went_on_from": f"the mean of {names}"}


if __name__ == "__main__":
    raise SystemExit(main())
