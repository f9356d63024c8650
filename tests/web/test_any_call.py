"""Calls that nobody would think of, made up from the description of the API: none makes the server fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from web_builder import fill

schemathesis = pytest.importorskip("schemathesis", reason="pip install schemathesis to make up calls of the API")

from ravayat.testing import KeywordReader
from ravayat.web.app import create_app
from ravayat.web.settings import Settings

CALLS = 12
"""Of each address; ``st run`` on a running server makes thousands (docs/web.md)."""


CAREFREE = settings(
    max_examples=CALLS,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


def test_no_call_makes_the_server_fail(tmp_path: Path) -> None:
    fill(tmp_path / "filled.sqlite")
    # Calls from here come with no name of a host, so that "testserver" is one of ours.
    app = create_app(tmp_path / "filled.sqlite", Settings(by="مریم", names=("testserver",)), reader=KeywordReader)
    called = set()
    for found in schemathesis.openapi.from_asgi("/api/v1/openapi.json", app).get_all_operations():
        operation = found.ok()

        @CAREFREE
        @given(case=operation.as_strategy())
        def call(case: Any) -> None:
            response = case.call()
            assert response.status_code < 500, response.text
            called.add(response.status_code)

        call()
    app.state.readings.close()
    app.state.desk.close()
    assert {200, 404, 422} <= called
