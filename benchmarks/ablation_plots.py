"""Draws the learning curve and the ablations from the records of ``benchmarks/ablations.py``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MEASURES = ("claim", "ledger", "event")
PARTS = {"written": ("held-out written articles", "#1b6ca8", "s"), "real": ("held-out real reports", "#c2562d", "o")}
"""Held-out articles: what they are called, their colour and their mark."""

Records = Sequence[Mapping[str, Any]]


def draw_learning_curve(records: Records, thresholds: str, path: Path) -> None:
    """F1 over how many articles were learned from, one line through the means of the seeds."""
    figure, axes = _panels((9, 3.4))
    for axis, measure in zip(axes, MEASURES, strict=True):
        for part, (name, colour, mark) in PARTS.items():
            found = _by(((one["articles"], value) for one, value in _values(records, part, thresholds, measure)))
            sizes = sorted(found)
            means = [sum(found[size]) / len(found[size]) for size in sizes]
            axis.plot(sizes, means, color=colour, linewidth=1)
            for size in sizes:
                values = found[size]
                axis.vlines(size, min(values), max(values), color=colour, linewidth=4, alpha=0.25)
                axis.scatter([size] * len(values), values, s=16, color=colour, marker=mark, label=name, zorder=3)
        axis.set_xscale("log", base=2)
        ticks = sorted({one["articles"] for one in records})
        axis.set_xticks(ticks, labels=[f"{tick:,}" for tick in ticks])
        axis.minorticks_off()
        axis.set(title=measure, xlabel="articles learned from")
    axes[0].set_ylabel("F1")
    _finish(figure, axes, f"Learning curve\n{_conditions(records, thresholds)}", path)


def draw_ablations(records: Records, thresholds: str, path: Path) -> None:
    """F1 of every run, in the order they come; the band is the spread of the full run's seeds."""
    rows = list(dict.fromkeys(one["about"] for one in records))
    figure, axes = _panels((9, 1.6 + 0.32 * len(rows)))
    for axis, measure in zip(axes, MEASURES, strict=True):
        for part, (name, colour, mark) in PARTS.items():
            values = list(_values(records, part, thresholds, measure))
            full = [value for one, value in values if one["run"] == "full"]
            if full:
                axis.axvspan(min(full), max(full), color=colour, alpha=0.15, linewidth=0)
            places = [rows.index(one["about"]) for one, _ in values]
            axis.scatter([value for _, value in values], places, s=20, color=colour, marker=mark, label=name, zorder=3)
        axis.set_yticks(range(len(rows)), labels=rows)
        axis.set_ylim(len(rows) - 0.5, -0.5)
        axis.tick_params(axis="y", length=0)
        axis.set(title=measure, xlabel="F1")
    for axis in axes[1:]:
        axis.tick_params(labelleft=False)
    _finish(figure, axes, f"What each part of the training is worth\n{_conditions(records, thresholds)}", path)


def _conditions(records: Records, thresholds: str) -> str:
    """Under which conditions the runs were done, in one line."""
    asked = records[0]["asked"]
    passes = f"{asked['epochs']} passes over " + (
        "the whole corpus or as many steps" if asked["same"] == "steps" else "own articles"
    )
    chosen = "default thresholds" if thresholds == "default" else "thresholds chosen on the same held-out articles"
    cut = sum(one["cut"] for one in records)
    return f"{passes}, {chosen}" + (f", {cut} of {len(records)} trainings ended by the clock" if cut else "")


def _values(records: Records, part: str, thresholds: str, measure: str) -> Iterable[tuple[Mapping[str, Any], float]]:
    for one in records:
        if thresholds in one["held_out"].get(part, {}):
            yield one, one["held_out"][part][thresholds][measure]


def _by(pairs: Iterable[tuple[int, float]]) -> dict[int, list[float]]:
    groups: dict[int, list[float]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _panels(size: tuple[float, float]) -> tuple[Figure, Any]:
    import matplotlib as mpl

    mpl.use("svg")
    # The same bytes from the same records.
    mpl.rcParams["svg.hashsalt"] = "ravayat"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, len(MEASURES), figsize=size, layout="constrained")
    for axis in axes:
        axis.grid(color="#e4e4e4", linewidth=0.8)
        axis.set_axisbelow(True)
        axis.spines[["top", "right", "left"]].set_visible(False)
    return figure, axes


def _finish(figure: Figure, axes: Any, title: str, path: Path) -> None:
    from matplotlib import pyplot as plt

    figure.suptitle(title, fontsize="medium")
    handles, labels = axes[0].get_legend_handles_labels()
    named = dict(zip(labels, handles, strict=True))
    figure.legend(named.values(), named.keys(), loc="outside lower center", ncols=len(PARTS), frameon=False)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
