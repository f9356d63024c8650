"""A font that the keeper of the server gives: Vazirmatn where it is present, never out of the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from web_builder import Make

from ravayat.web.fonts import faces, style
from ravayat.web.settings import SettingsFault

TTF, WOFF2 = b"\0\1\0\0" + b"\0" * 60, b"wOF2" + b"\0" * 60
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
"""Of Debian's package `fonts-dejavu-core`; it has Arabic letters."""


def test_a_file_is_served_to_all_who_look(make_client: Make, tmp_path: Path) -> None:
    file = tmp_path / "Vazirmatn[wght].ttf"
    file.write_bytes(TTF)
    client = make_client(font=file, host="0.0.0.0", password="correct horse battery")  # noqa: S104, S106 - of a test
    assert 'href="/fonts.css"' in client.get("/login").text
    sheet = client.get("/fonts.css")
    assert sheet.headers["content-type"].startswith("text/css")
    assert 'url("/fonts/0")' in sheet.text
    assert "font-weight: 100 900" in sheet.text
    answer = client.get("/fonts/0")
    assert (answer.content, answer.headers["content-type"]) == (TTF, "font/ttf")
    assert [client.get(path).status_code for path in ("/fonts/1", "/fonts/-1", "/fonts/x")] == [404, 404, 422]
    assert "set-cookie" not in answer.headers


def test_without_one_pages_ask_for_none(make_client: Make) -> None:
    client = make_client()
    assert "/fonts.css" not in client.get("/").text
    assert client.get("/fonts.css").text == ""
    assert client.get("/fonts/0").status_code == 404


def test_of_a_folder_the_variable_font_is_taken_and_of_several_the_plain_one(tmp_path: Path) -> None:
    names = ("Vazirmatn-Regular.woff2", "Vazirmatn-Bold.woff2", "Vazirmatn-UI-FD-Regular.woff2", "LICENSE.txt")
    for name in names:
        (tmp_path / name).write_bytes(WOFF2)
    assert [(face.file.name, face.weight) for face in faces(tmp_path)] == [
        ("Vazirmatn-Regular.woff2", "400"),
        ("Vazirmatn-Bold.woff2", "700"),
    ]
    (tmp_path / "variable").mkdir()
    for name in ("Vazirmatn[wght].ttf", "Vazirmatn-RD[wght].ttf"):
        (tmp_path / "variable" / name).write_bytes(TTF)
    assert [face.file.name for face in faces(tmp_path)] == ["Vazirmatn[wght].ttf"]
    assert style(faces(tmp_path)).count("@font-face") == 1


@pytest.mark.parametrize(
    ("name", "data"), [("a.ttf", b"<svg>"), ("a.woff2", TTF), ("a.txt", TTF), ("a.ttf", b""), ("none", None)]
)
def test_what_is_no_font_is_told(tmp_path: Path, make_client: Make, name: str, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(SettingsFault, match=r"name a \.woff2"):
        make_client(font=tmp_path / name)
    (tmp_path / "empty").mkdir()
    with pytest.raises(SettingsFault, match="holds no font"):
        make_client(font=tmp_path / "empty")


def test_persian_labels_are_drawn_in_it(address: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="pip install -e '.[browser]'")
    from chromium import ARGUMENTS, CHROMIUM

    from ravayat.testing import KeywordReader
    from ravayat.web.app import create_app
    from ravayat.web.server import serving
    from ravayat.web.settings import Settings

    font = Path(os.environ.get("RAVAYAT_FONT", DEJAVU))
    if not CHROMIUM.exists() or not font.exists():
        pytest.skip(f"needs {CHROMIUM} and {font}; RAVAYAT_CHROMIUM and RAVAYAT_FONT name others")
    app = create_app(address, Settings(font=font), reader=KeywordReader)
    with serving(app) as base, sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        page = browser.new_page()
        page.goto(base)
        page.evaluate("document.fonts.ready")
        tools = page.context.new_cdp_session(page)
        tools.send("DOM.enable")
        tools.send("CSS.enable")
        root = tools.send("DOM.getDocument")["root"]["nodeId"]
        for label in (".brand-name", ".top nav a", ".kind", "label"):
            node = tools.send("DOM.querySelector", {"nodeId": root, "selector": label})["nodeId"]
            used = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            letters = {one["familyName"]: one["glyphCount"] for one in used if one["isCustomFont"]}
            assert sum(letters.values()) >= 0.9 * sum(one["glyphCount"] for one in used), (label, used)
        browser.close()
