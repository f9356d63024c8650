"""Spans of time expressions: Ravayat beside parstdex and dateparser, on the same lines in one run.

    python3 -m venv /tmp/venv-bench
    /tmp/venv-bench/bin/pip install parstdex dateparser jdatetime hijridate
    PYTHONPATH=src /tmp/venv-bench/bin/python benchmarks/time_spans.py ../shared/labelled/time

Two public sets: Hengam's gold (people annotated it; dates and times apart) and the spans of parstdex's
own test file, which are what parstdex puts out.  A span counts where both ends are exact.  "joined"
counts dates and times that stand side by side as one mention, for the gold and for every tool, because
the two sets differ in nothing more than in that; "characters" counts the characters inside spans.

``find_time_mentions`` marks what these sets mark (lengths, ages, prepositions); ``find_times``, which
the pipeline uses, marks only what can date an event, and is shown for comparison.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from ravayat.grounding.mentions import find_time_mentions
from ravayat.grounding.times import find_times

Spans = list[tuple[int, int]]
Line = tuple[str, Spans]
Finder = Callable[[str], Spans]


def hengam(path: Path) -> list[Line]:
    """Sentences of token and tag, tokens joined by spaces."""
    lines: list[Line] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        text, spans, before = "", Spans(), "O"
        for row in filter(str.strip, block.splitlines()):
            token, tag = row.split("\t")
            text += " " if text else ""
            start, text = len(text), text + token
            if tag.startswith("I") and before != "O":
                spans[-1] = (spans[-1][0], len(text))
            elif tag != "O":
                spans.append((start, len(text)))
            before = tag
        if text:
            lines.append((text, spans))
    return lines


def parstdex_file(path: Path) -> list[Line]:
    """Texts with the spans that parstdex's own tests expect."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [(row["test_input"], [(start, end) for start, end in json.loads(row["expected"])]) for row in rows]


def ravayat_finders() -> dict[str, Finder]:
    """Both finders of the package."""
    return {
        "ravayat mentions": lambda text: [(span.start, span.end) for span in find_time_mentions(text)],
        "ravayat find_times": lambda text: [(span.start, span.end) for span in find_times(text)],
    }


def other_finders() -> dict[str, Finder]:
    """The other tools, where they are installed."""
    finders: dict[str, Finder] = {}
    try:
        from parstdex import Parstdex

        reader = Parstdex()
        finders["parstdex"] = lambda text: [
            (start, end) for start, end in (reader.extract_span(text) or {}).get("datetime", [])
        ]
    except ImportError:
        print("parstdex is not installed: left out")
    try:
        from dateparser.search import search_dates

        def dates(text: str) -> Spans:
            spans, at = Spans(), 0
            for words, _ in search_dates(text, languages=["fa"]) or []:
                start = text.find(words, at)
                if start >= 0:
                    at = start + len(words)
                    spans.append((start, at))
            return spans

        finders["dateparser"] = dates
    except ImportError:
        print("dateparser is not installed: left out")
    return finders


def joined(text: str, spans: Spans) -> Spans:
    """Spans with nothing but space between them made one."""
    out = Spans()
    for start, end in sorted(spans):
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def f1(pairs: list[tuple[set[object], set[object]]]) -> float:
    """F1 of found against gold, over all lines together."""
    hits = sum(len(gold & found) for gold, found in pairs)
    total = sum(len(gold) + len(found) for gold, found in pairs)
    return 2 * hits / total if total else 0.0


def score(lines: list[Line], finder: Finder) -> tuple[float, float, float, float]:
    """Exact F1, exact F1 of joined spans, F1 of characters, and seconds."""
    start = time.perf_counter()
    found = [finder(text) for text, _ in lines]
    seconds = time.perf_counter() - start
    exact = f1([(set(gold), set(spans)) for (_, gold), spans in zip(lines, found, strict=True)])
    merged = f1(
        [(set(joined(text, gold)), set(joined(text, spans))) for (text, gold), spans in zip(lines, found, strict=True)]
    )
    inside = f1(
        [
            (
                {place for start, end in gold for place in range(start, end)},
                {place for start, end in spans for place in range(start, end)},
            )
            for (_, gold), spans in zip(lines, found, strict=True)
        ]
    )
    return exact, merged, inside, seconds


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/labelled/time"))
    folder = parser.parse_args().folder
    people = hengam(folder / "hengam_gold.tsv")
    tool = parstdex_file(folder / "parstdex_spans.json")
    sets = {"Hengam gold (annotated by people)": people, "parstdex's own file": tool, "both": people + tool}
    finders = ravayat_finders() | other_finders()
    for title, lines in sets.items():
        print(f"\n{title}: {len(lines)} lines, {sum(len(spans) for _, spans in lines)} spans")
        print(f"{'':20}{'exact F1':>10}{'joined F1':>11}{'characters':>12}{'seconds':>9}")
        for name, finder in finders.items():
            exact, merged, inside, seconds = score(lines, finder)
            print(f"{name:20}{exact:10.3f}{merged:11.3f}{inside:12.3f}{seconds:9.2f}")


if __name__ == "__main__":
    main()
