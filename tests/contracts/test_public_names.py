from __future__ import annotations

import subprocess
import sys

import ravayat

PUBLIC = [
    "Article",
    "Claim",
    "Count",
    "Ledger",
    "Quote",
    "ReadArticle",
    "Reader",
    "Rejection",
    "Span",
    "Time",
    "__version__",
    "load_reader",
    "read",
    "read_articles",
]
"""A change here is a change for users: it belongs in the changelog."""


def test_public_names_are_these() -> None:
    assert sorted(ravayat.__all__) == PUBLIC


def test_every_public_name_is_there_and_documented() -> None:
    for name in ravayat.__all__:
        value = getattr(ravayat, name)
        assert name == "__version__" or value.__doc__


OPTIONAL = {"trafilatura", "lxml", "warcio", "duckdb", "httpx", "feedparser", "prometheus_client"}
OPTIONAL |= {"fastapi", "uvicorn", "jinja2", "dask", "distributed", "pyarrow"}


def test_sources_load_nothing_optional() -> None:
    code = "import sys, ravayat.sources, ravayat.sources.feeds; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert OPTIONAL.isdisjoint(done.stdout.split())


def test_watching_loads_nothing_that_only_asking_needs() -> None:
    code = "import sys, ravayat.watching, ravayat.watching.metrics, ravayat.watch_commands; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert OPTIONAL.isdisjoint(done.stdout.split())


def test_import_loads_nothing_heavy() -> None:
    code = "import sys, ravayat; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    heavy = {"numpy", "onnxruntime", "tokenizers", "torch", "typer", "rich", "jdatetime", "hijridate"}
    heavy |= OPTIONAL
    assert heavy.isdisjoint(done.stdout.split())
