"""Whether the reader's confidences mean what they say, and what ``--min-confidence`` trades.

``python benchmarks/calibration.py --news ../shared/news/*.gz [--plot docs/figures/reliability.svg]``. On the
held-out real reports: the expected calibration error of the network's probabilities as they come, and of the
confidences made from them by lines that were fitted on other articles (five folds), and the error that confidences
which mean just what they say would show by chance, with as many values; then precision and recall by least
confidence, with the shipped lines, which were fitted on these same reports. Needs the extra ``train``.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import replace
from pathlib import Path

from tokenizers import Tokenizer

from ravayat.evaluate import PlainClaim, trade_off
from ravayat.evaluate.calibration import Observation, expected_error, reliability
from ravayat.reading import MODEL_FOLDER
from ravayat.reading.link_trees import load_link_trees
from ravayat.reading.onnx_network import OnnxNetwork
from ravayat.reading.settings_file import TOKENIZER_FILE, load_settings
from ravayat.records import CLAIM_GROUP, CONFIDENCE_GROUPS
from ravayat.training.articles import load_split
from ravayat.training.calibrate import cross_calibrated
from ravayat.training.measure import EncodedArticles
from ravayat.views.scores import curve_lines

ROOT = Path(__file__).resolve().parents[1]
GROUPS = (CLAIM_GROUP, *dict.fromkeys(CONFIDENCE_GROUPS.values()))


def by_chance(observations: list[Observation], draws: int = 200) -> float:
    """The mean error of outcomes that are drawn from the confidences themselves."""
    draw = random.Random(1)
    drawn = ([replace(one, right=draw.random() < one.confidence) for one in observations] for _ in range(draws))
    return sum(map(expected_error, drawn)) / draws


def plot(observations: list[Observation], path: Path) -> None:
    """Share right against confidence, claims and values apart."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "ravayat"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(4.5, 4.5))
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    for name, held in (
        ("claims", [one for one in observations if one.group == CLAIM_GROUP]),
        ("values", [one for one in observations if one.group != CLAIM_GROUP]),
    ):
        bins = reliability(held)
        axes.plot([one.confidence for one in bins], [one.right for one in bins], marker="o", label=name)
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1))
    axes.legend()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Print the tables, and draw the plot where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--news", type=Path, nargs="+", action="extend", required=True, help="texts of the real reports"
    )
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    articles = load_split(ROOT / "corpus", args.news).held_out_real
    tokenizer = Tokenizer.from_file(str(MODEL_FOLDER / TOKENIZER_FILE))
    encoded = EncodedArticles(articles, OnnxNetwork(MODEL_FOLDER), tokenizer, trees=load_link_trees(MODEL_FOLDER))
    settings = load_settings(MODEL_FOLDER)
    raw = encoded.observe(replace(settings, lines={}))
    told = cross_calibrated(raw)
    print(f"{'group':14}{'values':>8}{'right':>8}{'as is':>8}{'told':>8}{'chance':>8}")
    for group in (*GROUPS, "all"):
        as_is, lined = ([one for one in found if group in (one.group, "all")] for found in (raw, told))
        if as_is:
            right = sum(one.right for one in as_is) / len(as_is)
            errors = f"{expected_error(as_is):8.3f}{expected_error(lined):8.3f}{by_chance(lined):8.3f}"
            print(f"{group:14}{len(as_is):8d}{right:8.3f}{errors}")
    wanted = {one.article.doc: [PlainClaim.of(claim) for claim in one.claims] for one in articles}
    for line in curve_lines(trade_off(wanted, encoded.claims(settings))):
        print(line)
    if args.plot:
        plot(told, args.plot)


if __name__ == "__main__":
    main()
