from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ravayat.grounding.places import PlaceContext, resolve_places, shipped_gazetteer


@pytest.fixture(scope="module")
def benchmark(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("places_benchmark", root / "benchmarks" / "places.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_places_of_the_corpus_are_where_a_person_says_and_better_than_the_largest_of_the_name(
    benchmark: ModuleType, root: Path
) -> None:
    rows = {(row.doc, row.key): row for row in benchmark.read_judged(root / "tests" / "data" / "places_judged.tsv")}
    assert len(rows) == 150
    ours, largest = benchmark.Tally(), benchmark.Tally()
    for doc, text, mentions, keys in benchmark.corpus_mentions(root / "corpus" / "articles"):
        answers = resolve_places(mentions, PlaceContext(text))
        others = benchmark.most_populous(mentions, shipped_gazetteer())
        for key, answer, other in zip(keys, answers, others, strict=True):
            row = rows.pop((doc, key), None)
            if row is not None:
                ours.count(row, answer.place)
                largest.count(row, other)
    assert rows == {}
    assert ours.countries / 150 >= 0.97
    assert ours.points / 98 >= 0.95
    assert ours.countries > largest.countries
    assert ours.points > largest.points


def test_the_example_of_the_documentation_runs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (root / "docs" / "places.md").read_text(encoding="utf-8")
    example = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0]
    exec(compile(example, "docs/places.md", "exec"), {})  # noqa: S102  it is our own page
    assert capsys.readouterr().out.startswith("rv:sy-khaldiyeh 34.7")
