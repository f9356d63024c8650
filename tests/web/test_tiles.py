from __future__ import annotations

import gzip
from pathlib import Path

import pytest

for library in ("pmtiles", "mapbox_vector_tile"):
    pytest.importorskip(library)

from map_builder import archive, picture, vectors
from typer.testing import CliRunner
from web_builder import Make

from ravayat.cli import app
from ravayat.testing import KeywordReader
from ravayat.web.settings import SettingsFault
from ravayat.web.tiles import LARGEST_TILE, open_tiles, unpacked
from ravayat.web.vector_tiles import drawn

TEMPLATE = "https://tiles.example.org:8443/osm/{z}/{x}/{y}.png"


def test_pictures_may_come_from_the_tile_server_and_nothing_else_may(make_client: Make) -> None:
    without = make_client().get("/").headers["content-security-policy"]
    client = make_client(tiles=TEMPLATE, tiles_attribution="© <b>OpenStreetMap</b>")
    page = client.get("/")
    assert page.headers["content-security-policy"] == without.replace(
        "img-src 'self'", "img-src 'self' https://tiles.example.org:8443"
    )
    assert f'data-tiles="{TEMPLATE}"' in page.text
    assert "© &lt;b&gt;OpenStreetMap&lt;/b&gt;" in page.text
    assert client.get("/tiles/0/0/0").status_code == 404


@pytest.mark.parametrize(
    "told",
    [
        "https://tiles.example.org/{z}/{x}.png",
        "ftp://tiles.example.org/{z}/{x}/{y}.png",
        "https://name:word@tiles.example.org/{z}/{x}/{y}.png",
        "https:///{z}/{x}/{y}.png",
        "https://tiles.example.org; script-src https://evil.example/{z}/{x}/{y}.png",
        "https://*/{z}/{x}/{y}.png",
        "https://{s}.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org:port/{z}/{x}/{y}.png",
        "https://[::1/{z}/{x}/{y}.png",
        'https://tiles.example.org/{z}/{x}/{y}.png" onload="x',
    ],
)
def test_what_is_no_address_of_tiles_is_told(told: str) -> None:
    with pytest.raises(SettingsFault, match=r"give https://HOST/\{z\}/\{x\}/\{y\}\.png"):
        open_tiles(told, "")


@pytest.mark.parametrize(
    "body", [b"", b"x", b"no tiles at all, only words" * 20, b"PMTiles\x02" + bytes(200), b"\xff" * 300]
)
def test_what_is_no_file_of_tiles_is_told(tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "no.pmtiles"
    file.write_bytes(body)
    with pytest.raises(SettingsFault, match="is no PMTiles file of version 3; give one"):
        open_tiles(str(file), "")
    with pytest.raises(SettingsFault, match="cannot be read"):
        open_tiles(str(tmp_path / "nowhere.pmtiles"), "")
    with pytest.raises(SettingsFault, match="cannot be read"):
        open_tiles(str(tmp_path), "")


def test_the_command_tells_it_in_one_line(tmp_path: Path) -> None:
    arguments = ["serve", "--store", str(tmp_path / "x.sqlite"), "--tiles", str(tmp_path / "nowhere.pmtiles")]
    result = CliRunner().invoke(app, arguments, obj=KeywordReader())
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "check the path" in result.stderr


def test_pictures_of_a_file_are_served_as_they_are(make_client: Make, tmp_path: Path) -> None:
    red, blue = picture("ff0000"), picture("0000ff")
    file = archive(
        tmp_path / "world.pmtiles", {(0, 0, 0): red, (1, 1, 0): blue}, "PNG", attribution="<a href='x'>Maker</a>"
    )
    client = make_client(tiles=str(file))
    page = client.get("/").text
    assert 'data-tiles-least="0" data-tiles-most="1"' in page
    assert "<bdi>Maker</bdi>" in page
    assert "img-src 'self' data:" in client.get("/").headers["content-security-policy"]
    got = client.get("/tiles/1/1/0")
    assert (got.content, got.headers["content-type"]) == (blue, "image/png")
    assert "max-age" in got.headers["cache-control"]
    for nothing in ("/tiles/1/0/0", "/tiles/0/7/0", "/tiles/9/3/3"):
        assert (client.get(nothing).status_code, client.get(nothing).content) == (204, b"")
    assert client.get("/tiles/99/0/0").status_code == 422


def test_vector_tiles_are_drawn_in_the_colours_and_the_language_of_the_page(make_client: Make, tmp_path: Path) -> None:
    file = archive(tmp_path / "v.pmtiles", {(0, 0, 0): vectors()}, "MVT")
    client = make_client(tiles=str(file))
    light = client.get("/tiles/0/0/0?theme=light", headers={"Accept-Language": "fa"})
    assert light.headers["content-type"].startswith("image/svg+xml")
    assert "کندز</text>" in light.text
    assert "unknown layer" not in light.text
    assert light.text.count("<path") == 4
    english = client.get("/tiles/0/0/0?theme=dark", headers={"Accept-Language": "en"})
    assert "Kunduz</text>" in english.text
    assert "#171e25" in english.text


def test_a_name_in_a_tile_is_text_and_lies_within_it() -> None:
    svg = drawn(vectors("</text><script>alert(1)</script>"), theme="light", language="fa")
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


@pytest.mark.parametrize("tile", [b"\xff\xff", b"PNG, and no vectors"])
def test_what_is_no_vector_tile_is_left_out(make_client: Make, tmp_path: Path, tile: bytes) -> None:
    client = make_client(tiles=str(archive(tmp_path / "v.pmtiles", {(0, 0, 0): tile}, "MVT")))
    assert client.get("/tiles/0/0/0").status_code == 204


def test_a_tile_that_would_fill_the_memory_is_left_out() -> None:
    assert unpacked(gzip.compress(b"tile")) == b"tile"
    assert unpacked(gzip.compress(bytes(LARGEST_TILE + 1))) is None
    assert unpacked(b"no gzip") is None


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = archive(tmp_path / "v.pmtiles", {(0, 0, 0): vectors()}, "MVT")
    monkeypatch.setattr("ravayat.web.tiles.find_spec", lambda _: None)
    with pytest.raises(SettingsFault, match=r"pip install 'ravayat\[tiles\]'"):
        open_tiles(str(file), "")
