"""Addresses of articles are strangers' words: whoever opens an export must not be led to a script."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from event_builder import kunduz

from ravayat.views.exports import EXPORTS


@pytest.mark.parametrize("name", ["jsonld", "geojson"])
@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "http://[", "file:///x"]
)
def test_only_addresses_of_the_web_are_exported_as_links(name: str, url: str) -> None:
    event, _ = kunduz()
    web = "".join(EXPORTS[name].lines([event]))
    assert "https://example.org/1" in web
    claims = tuple(replace(one, article=replace(one.article, url=url)) for one in event.claims)
    told = "".join(EXPORTS[name].lines([replace(event, claims=claims)]))
    assert url not in told
    assert json.loads(told)
