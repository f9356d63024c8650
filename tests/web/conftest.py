"""Stores and clients to test the web application with; its libraries are an extra."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

for library in ("fastapi", "jinja2", "python_multipart", "uvicorn"):
    pytest.importorskip(library)

from fastapi.testclient import TestClient
from web_builder import Make, fill

from ravayat.testing import KeywordReader
from ravayat.web.app import create_app
from ravayat.web.settings import Settings


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the reports; tests take copies of it."""
    address = tmp_path_factory.mktemp("web") / "filled.sqlite"
    fill(address)
    return address


@pytest.fixture
def address(filled: Path, tmp_path: Path) -> Path:
    """A store of the test's own."""
    copy = tmp_path / "ledger.sqlite"
    shutil.copy(filled, copy)
    return copy


@pytest.fixture
def make_client(address: Path) -> Iterator[Make]:
    """Makes clients of the server with settings."""
    opened: list[TestClient] = []

    def make(*, where: Path = address, base: str = "http://127.0.0.1:8741", **settings: Any) -> TestClient:
        app = create_app(where, Settings(**settings), reader=KeywordReader)
        client = TestClient(app, base_url=base, raise_server_exceptions=False, follow_redirects=False)
        opened.append(client)
        return client.__enter__()

    yield make
    for client in opened:
        client.__exit__()


@pytest.fixture
def client(make_client: Make) -> TestClient:
    return make_client()
