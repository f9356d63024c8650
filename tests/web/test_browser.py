"""The pages in a real browser: a new user's walk, with keys alone, on a telephone, and what axe-core says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install -e '.[browser]' to test pages in Chromium")
from chromium import ARGUMENTS, CHROMIUM

if not CHROMIUM.exists():
    pytest.skip(f"{CHROMIUM} is not there; RAVAYAT_CHROMIUM names another", allow_module_level=True)

from web_builder import add_version, fill

from ravayat.testing import KeywordReader
from ravayat.web.app import create_app
from ravayat.web.server import serving
from ravayat.web.settings import Settings

REPORT = "به گزارش سانا، در حمله هوایی به شهر حلب سه نفر کشته شدند. درگیری در حومه شهر ادامه دارد."
WIDE, TELEPHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 780}

Page = Any
Open = Callable[..., Page]


def served(address: Path, **settings: Any) -> AbstractContextManager[str]:
    """A server of a store; its address."""
    return serving(create_app(address, Settings(by="مریم", **settings), reader=KeywordReader))


@pytest.fixture(scope="module")
def filled_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    address = tmp_path_factory.mktemp("browser") / "filled.sqlite"
    fill(address)
    with served(address) as base:
        yield base


@pytest.fixture(scope="module")
def versioned_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same ledger after its first report was corrected."""
    address = tmp_path_factory.mktemp("versions") / "versioned.sqlite"
    fill(address)
    add_version(address)
    with served(address) as base:
        yield base


@pytest.fixture
def empty_server(tmp_path: Path) -> Iterator[str]:
    with served(tmp_path / "empty.sqlite") as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Open]:
    """Opens pages; whatever the console complains of, such as a breach of the policy, fails the test."""
    contexts = []
    complaints: list[str] = []

    def make(size: dict[str, int] = WIDE, look: str = "fa.light.solar.persian", *, script: bool = True) -> Page:
        context = browser.new_context(viewport=size, java_script_enabled=script)
        context.set_default_timeout(15_000)
        contexts.append(context)
        context.route("**/*", lambda route: route.continue_())
        page = context.new_page()
        page.complaining = True
        page.on("console", lambda one: complaints.append(one.text) if complains(page, one) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda one: complaints.append(one.url) if "127.0.0.1" not in one.url else None)
        page.look = look
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def complains(page: Page, line: Any) -> bool:
    """Whether a line of the console is a complaint; that what is not there, or cannot be asked, is none."""
    return line.type in ("error", "warning") and (
        page.complaining or not any(one in line.text for one in ("404", "422"))
    )


def go(page: Page, base: str, path: str) -> None:
    page.context.add_cookies([{"name": "ravayat-look", "value": page.look, "url": base}])
    page.goto(base + path)
    page.wait_for_load_state("networkidle")


def test_a_new_user_walks_from_an_empty_ledger_to_a_reviewed_event(empty_server: str, open_page: Open) -> None:
    page = open_page()
    go(page, empty_server, "/")
    page.locator(".empty").get_by_role("link", name="افزودن").click()
    page.get_by_label("متنی بچسبانید").fill(REPORT)
    page.get_by_label("رسانه").fill("روزنامه")
    page.get_by_role("button", name="بخوان").click()
    # One report was read: the page lands on it.
    page.wait_for_url("**/articles/1")
    assert page.locator("#text .s-trigger").all_inner_texts() == ["حمله هوایی", "درگیری"]
    page.locator("#text .s-trigger").first.hover()
    assert page.locator(".claim.near").count() == 1
    page.get_by_role("link", name="رویداد ۱", exact=True).click()
    assert page.locator("table.tellers tbody tr").count() == 1
    page.locator(".quote").get_by_role("link", name="بازبینی").click()
    page.get_by_role("button", name="پذیرفتن").click()
    page.wait_for_url("**/review/*undo=1")
    page.get_by_role("button", name="رد کردن").click()
    page.get_by_text("روایتی در انتظار نیست.").wait_for()
    go(page, empty_server, "/")
    assert page.locator(".event-line").count() == 1
    assert page.get_by_text("بازبینی‌شده").count() == 1


def test_review_with_keys_alone(empty_server: str, open_page: Open) -> None:
    page = open_page(look="en.light.gregorian.latin")
    go(page, empty_server, "/add")
    page.get_by_label("Paste a text").fill(REPORT)
    page.get_by_role("button", name="Read").click()
    page.wait_for_url("**/articles/1")
    go(page, empty_server, "/review")
    keys = page.keyboard
    # A correction: the place is two words behind the trigger.
    keys.press("c")
    page.get_by_label("What is wrong").select_option("place")
    assert page.evaluate("document.activeElement.id") == "text"
    for _ in range(3):
        keys.press("ArrowLeft")
    keys.press("Shift+ArrowLeft")
    keys.press("Enter")
    assert page.locator("#chosen").inner_text() == "به شهر"
    page.get_by_role("button", name="Empty").focus()
    keys.press("Enter")
    page.locator("#text").focus()
    keys.press("ArrowLeft")
    keys.press("Enter")
    assert page.locator("#chosen").inner_text() == "حلب"
    keys.press("Control+Enter")
    page.wait_for_url("**/review/1?*undo=1")
    assert page.locator(".slots dd").all_inner_texts().count("حلب") == 1
    keys.press("a")
    page.wait_for_url("**/review/2?*")
    keys.press("r")
    page.get_by_text("No claim waits.").wait_for()
    page.wait_for_load_state()
    keys.press("u")
    page.wait_for_url("**/review/2?*")


def test_filters_timeline_map_and_address_agree(filled_server: str, open_page: Open) -> None:
    page = open_page()
    go(page, filled_server, "/")
    page.locator(".map .dot").nth(1).wait_for()
    assert page.locator(".event-line").count() == 2
    page.get_by_label("نوع").select_option("air_strike")
    page.wait_for_url("**/?types=air_strike")
    page.wait_for_function("() => document.querySelectorAll('.map .dot').length === 1")
    assert page.locator(".event-line").count() == 1
    page.locator("#timeline a").first.click()
    page.wait_for_url("**since=2015-10-03*")
    shown = page.url
    page.go_back()
    page.wait_for_url("**/?types=air_strike")
    go(page, filled_server, shown.removeprefix(filled_server))
    assert page.get_by_label("نوع").input_value() == "air_strike"
    assert page.get_by_label("از روز").input_value() == "1394-07-11"


def test_map_goes_by_keys_and_leads_to_events(filled_server: str, open_page: Open) -> None:
    page = open_page()
    go(page, filled_server, "/?country=AF")
    mark = page.locator(".map a")
    mark.wait_for()
    page.locator("#map").focus()
    before = mark.locator(".dot").get_attribute("cx")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(x) => document.querySelector('.map .dot')?.getAttribute('cx') !== x", arg=before)
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/1")


def framed(page: Page) -> set[str]:
    return set(page.locator("#text .near").all_inner_texts())


CLAIM = {"سازمان پزشکان بدون مرز", "می‌گوید", "حمله هوایی", "کندز", "بامداد شنبه", "دست‌کم ۱۹ تن"}
"""What the one claim of the first report holds together: its source, verb of saying, event, place, time and count."""


def test_a_claim_shows_its_links_by_pointer_and_by_key(filled_server: str, open_page: Open) -> None:
    page = open_page()
    go(page, filled_server, "/articles/1")
    assert framed(page) == set()
    page.locator("#text .s-cue").hover()
    assert framed(page) == CLAIM
    assert page.locator(".claim.near").count() == 1
    page.keyboard.press("Escape")
    assert framed(page) == set()
    # From the beginning of the text the next stop is the first event.
    page.locator("#text").evaluate("text => { text.tabIndex = -1; text.focus(); }")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "حمله هوایی"
    assert framed(page) == CLAIM
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#k1"
    page.keyboard.press("Tab")
    assert page.locator(".claim.near").count() == 1


def test_sources_and_verbs_of_saying_are_told_apart_without_colour(filled_server: str, open_page: Open) -> None:
    page = open_page()
    go(page, filled_server, "/articles/1")
    cue = page.locator("#text .s-cue").evaluate("mark => getComputedStyle(mark).textDecorationStyle")
    source = page.locator("#text .s-chain").first.evaluate("mark => getComputedStyle(mark).boxShadow")
    assert cue == "dotted"
    assert source != "none"


def test_what_a_version_changed_is_read_from_the_event(versioned_server: str, open_page: Open) -> None:
    page = open_page(look="en.light.gregorian.latin")
    go(page, versioned_server, "/articles/4")
    page.get_by_role("link", name="what it changed").click()
    assert page.locator("del").all_inner_texts()[-1] == "۱۹"
    assert page.locator(".raw ins").first.inner_text() == "۲۲"
    assert page.get_by_role("heading", name="Only in the newer").count() == 1
    # In a text that runs from right to left what was taken out stands before what was put in.
    left, right = (page.locator(f".raw {kind}").first.bounding_box()["x"] for kind in ("ins", "del"))
    assert left < right


@pytest.mark.parametrize("look", ["fa.light.solar.persian", "en.dark.gregorian.latin"])
def test_nothing_is_wider_than_a_telephone(filled_server: str, open_page: Open, look: str) -> None:
    page = open_page(TELEPHONE, look)
    for path in ("/", "/events/1", "/articles/2", "/sources", "/source?key=reuters", "/review/3", "/add", "/events/77"):
        page.complaining = path != "/events/77"
        go(page, filled_server, path)
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= seen, path
    page.locator(".look summary").click()
    assert page.get_by_role("button", name="اعمال" if look.startswith("fa") else "Apply").is_visible()


def test_pages_hold_without_scripts(filled_server: str, open_page: Open) -> None:
    page = open_page(script=False)
    go(page, filled_server, "/")
    assert page.locator(".event-line").count() == 2
    page.locator("#timeline a").first.click()
    assert "since=" in page.url
    go(page, filled_server, "/review/1")
    page.locator(".verdicts input[name=by]").fill("رضا")
    page.get_by_role("button", name="پذیرفتن").click()
    page.wait_for_url("**undo=*")
    page.get_by_role("button", name="برگرداندن آخرین تصمیم").click()


@pytest.mark.parametrize("look", ["fa.light", "fa.dark", "en.light", "en.dark"])
def test_axe_finds_nothing(filled_server: str, versioned_server: str, open_page: Open, look: str) -> None:
    axe = pytest.importorskip("axe_playwright_python")
    program = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page = open_page(look=f"{look}.solar.persian")
    for path in (
        "/",
        "/?words=نیست",
        "/events/1",
        "/articles/2",
        "/sources",
        "/source?key=reuters",
        "/review/3",
        "/decisions",
        "/add",
        "/events/77",
        "/articles/4",
        "/articles/4/changes",
    ):
        page.complaining = path != "/events/77"
        go(page, versioned_server if path.startswith("/articles/4") else filled_server, path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.evaluate(program)
        found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path


@pytest.fixture
def area_server(tmp_path: Path) -> Iterator[str]:
    """A ledger with a province twice, a country, a region without known borders and a town; and tiles of our own."""
    pytest.importorskip("pmtiles")
    from map_builder import archive, picture, put

    address = tmp_path / "areas.sqlite"
    put(address, ["gn:170062", "gn:170062", "SY", "rv:sy-ghouta", "gn:172955"])
    tiles = archive(tmp_path / "world.pmtiles", {(0, 0, 0): picture("e0c080")}, "PNG", attribution="Maker")
    with served(address, tiles=str(tiles)) as base:
        yield base


@pytest.mark.parametrize("look", ["fa.light.solar.persian", "en.dark.gregorian.latin"])
def test_areas_are_drawn_as_areas_above_tiles_of_ones_own(area_server: str, open_page: Open, look: str) -> None:
    page = open_page(look=look)
    go(page, area_server, "/?country=SY")
    page.locator("#map .shape").nth(1).wait_for(state="attached")
    # The country lies below its province; a region whose borders nobody told keeps the circle; a town is a disc.
    assert page.locator("#map .shape").evaluate_all("all => all.map((one) => one.dataset.shape)") == ["SY", "gn:170062"]
    assert page.locator("#map .area").count() == 1
    assert page.locator("#map circle.dot").count() == 1
    province = page.locator("#map a[data-place='gn:170062']")
    assert province.locator(".number").text_content() in ("۲", "2")
    within = page.evaluate(
        """() => {
            const shape = document.querySelector("[data-shape='gn:170062']").getBoundingClientRect();
            const plate = document.querySelector("#map a[data-place='gn:170062'] .dot").getBoundingClientRect();
            const [x, y] = [plate.x + plate.width / 2, plate.y + plate.height / 2];
            return x > shape.left && x < shape.right && y > shape.top && y < shape.bottom;
        }"""
    )
    assert within
    assert page.locator(".attribution").inner_text() == "Maker"
    assert page.locator(".tiles image").count() == 1
    assert page.locator(".tiles image").get_attribute("visibility") is None
    province.focus()
    assert page.locator(".shape.chosen").get_attribute("data-shape") == "gn:170062"
    page.keyboard.press("Enter")
    page.wait_for_url("**place=gn*170062*")
    page.locator(".event-line").nth(1).wait_for()
    assert page.locator(".event-line").count() == 2


def test_who_quotes_whom_can_be_walked_with_keys(filled_server: str, open_page: Open) -> None:
    page = open_page(look="en.light.gregorian.latin")
    go(page, filled_server, "/sources")
    node = page.locator(".network a.node").first
    node.focus()
    assert page.locator(".network.choosing .ribbon.chosen").count() >= 1
    assert page.locator(".network .node.chosen").count() >= 2
    page.locator(".as-table summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".as-table tbody tr").count() == page.locator(".network .ribbon").count()
    node.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/source?key=*")


def test_a_tile_server_that_is_away_leaves_the_map_as_it_is(browser: Any, tmp_path: Path) -> None:
    from map_builder import put

    put(tmp_path / "areas.sqlite", ["gn:172955"])
    # Nobody listens there; the browser complains of it, and nothing else happens.
    with served(tmp_path / "areas.sqlite", tiles="http://127.0.0.1:9/{z}/{x}/{y}.png") as base:
        page = browser.new_page(viewport=WIDE)
        page.goto(base)
        page.locator("#map .dot").wait_for()
        page.wait_for_function(
            """() => [...document.querySelectorAll(".tiles image")]
                .every((one) => one.getAttribute("visibility") === "hidden")"""
        )
        assert page.locator(".tiles image").count() >= 1
        page.close()


FIELDS = """[...new FormData(document.getElementById("filters"))]
    .filter(([name, value]) => value && name !== "sort").map((pair) => pair.join("="))"""


def test_the_form_shows_what_was_asked_after_clearing_and_after_going_back(filled_server: str, open_page: Open) -> None:
    page = open_page()
    go(page, filled_server, "/?country=AF&killed=1")
    assert page.locator("#filtering .badge").inner_text() == "۲"
    page.locator("#filters a").focus()
    page.keyboard.press("Enter")
    page.locator(".event-line").nth(1).wait_for()
    assert page.evaluate(FIELDS) == []
    assert page.locator("#filtering .badge").count() == 0
    # Focus stays in the form all the while, as it does for people.
    country = page.locator("select[name=country]")
    country.focus()
    country.select_option("AF")
    page.wait_for_url("**/?country=AF")
    country.select_option("SY")
    page.wait_for_url("**/?country=SY")
    page.go_back()
    page.locator("#shown[data-query='country=AF']").wait_for()
    assert page.evaluate(FIELDS) == ["country=AF"]
    assert page.locator("#filtering .badge").inner_text() == "۱"
    assert page.evaluate("document.activeElement.name") == "country"


def test_a_filter_that_cannot_be_asked_leaves_the_page_and_what_was_typed(filled_server: str, open_page: Open) -> None:
    page = open_page()
    page.complaining = False
    go(page, filled_server, "/?country=AF")
    page.locator("input[name=words]").press_sequentially('"')
    page.locator("#trouble").wait_for()
    assert "واژه" in page.locator("#trouble").inner_text()
    assert page.url.endswith("/?country=AF")
    assert page.locator(".event-line").count() == 1
    page.locator("input[name=words]").press_sequentially("پزشکان")
    page.locator("#trouble").wait_for(state="hidden")
    assert page.evaluate(FIELDS) == ['words="پزشکان', "country=AF"]


def test_the_next_page_begins_at_its_top(versioned_server: str, open_page: Open) -> None:
    page = open_page(size={"width": 1280, "height": 300})
    go(page, versioned_server, "/?limit=1&sort=id")
    page.locator(".pages a[rel=next]").click()
    page.wait_for_url("**after=*")
    page.locator(".found:focus").wait_for()
    assert page.evaluate("document.querySelector('.found').getBoundingClientRect().top >= 0")


def test_a_number_without_words_is_not_sent_and_not_lost(filled_server: str, open_page: Open) -> None:
    page = open_page(look="en.light.gregorian.latin")
    go(page, filled_server, "/review/1")
    page.keyboard.press("c")
    page.get_by_label("What is wrong").select_option("killed")
    page.get_by_role("button", name="Empty").click()
    # To empty a slot is to empty its numbers, too.
    assert page.locator("#correction input[name=low]").input_value() == ""
    page.locator("#correction input[name=low]").fill("9")
    page.get_by_role("button", name="Save the correction").click()
    page.get_by_text("Select the words first, then save.").wait_for()
    assert page.locator("#correction input[name=low]").input_value() == "9"
    assert page.url.endswith("/review/1")


def test_numbers_of_the_map_lie_above_all_discs(area_server: str, open_page: Open) -> None:
    page = open_page()
    go(page, area_server, "/?country=SY")
    page.locator("#map .number.above").first.wait_for(state="attached")
    last_mark, first_number = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll("#map svg *")];
            const discs = all.filter((one) => one.matches(".dot"));
            return [all.indexOf(discs.at(-1)), all.indexOf(document.querySelector("#map .number.above"))];
        }"""
    )
    assert first_number > last_mark
