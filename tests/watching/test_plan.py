from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ravayat.watching.plan import PlanError, load_plan

GOOD = """
[defaults]
every = "30 min"
pages = false

[feeds.isna]
url = "https://isna.example/rss"
outlet = "ایسنا"

[feeds."bbc persian"]
url = "https://bbc.example/rss"
every = "2h"
pages = true
"""


def plan_file(folder: Path, text: str | bytes) -> Path:
    file = folder / "feeds.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def faults(folder: Path, text: str | bytes) -> list[str]:
    file = plan_file(folder, text)
    with pytest.raises(PlanError) as raised:
        load_plan(file)
    lines = str(raised.value).splitlines()
    assert all(line.startswith(f"{file}: ") for line in lines)
    return [line.removeprefix(f"{file}: ") for line in lines]


def test_feeds_have_what_they_tell_and_else_the_defaults(tmp_path: Path) -> None:
    isna, bbc = load_plan(plan_file(tmp_path, GOOD)).feeds
    assert (isna.name, isna.feed.url, isna.feed.name) == ("isna", "https://isna.example/rss", "ایسنا")
    assert (isna.feed.every, isna.feed.pages) == (timedelta(minutes=30), False)
    assert (bbc.name, bbc.feed.name, bbc.feed.every, bbc.feed.pages) == ("bbc persian", None, timedelta(hours=2), True)


def test_little_is_enough(tmp_path: Path) -> None:
    [watched] = load_plan(plan_file(tmp_path, '\ufeff[feeds.a]\nurl = "http://a.example/"')).feeds
    assert (watched.feed.pages, watched.feed.every) == (True, None)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("url = 'example.org'", "feeds.a.url is 'example.org', no address on the web; write it in full"),
        ("url = 'https://u:p@a.example/'", "an address with a password"),
        ("url = 'https://a.example/ x'", "no address on the web"),
        ("url = 5", "feeds.a.url is 5; write words in quotation marks"),
        ("outlet = 'x'", "feeds.a has no url"),
        ("url = 'https://a.example/'\nevery = 30", "feeds.a.every is 30; write words"),
        ("url = 'https://a.example/'\nevery = 'often'", "feeds.a.every is 'often', no time; write such as"),
        ("url = 'https://a.example/'\nevery = '1 s'", "too short or too long; write 1 min to 24 h"),
        ("url = 'https://a.example/'\nevery = '25 h'", "too short or too long"),
        ("url = 'https://a.example/'\npages = 1", "feeds.a.pages is 1; write true or false"),
        ("url = 'https://a.example/'\noutlet = ' '", "feeds.a.outlet is ' ', no name"),
        ("url = 'https://a.example/'\nevry = '1 h'", "feeds.a.evry is not known here; choose from url, outlet"),
        ("url = 'https://a.example/'\n[defaults]\nurl = 'x'", "defaults.url is not known here"),
        ("url = 'https://a.example/'\n[feed.b]\n", "feed is not known here; write [defaults]"),
        ("url = 'https://a.example/'\n[feeds.b]\nurl='https://a.example/'", "feeds.b has the url of feeds.a"),
    ],
)
def test_fault_is_told_in_one_line(tmp_path: Path, line: str, fault: str) -> None:
    [told] = faults(tmp_path, f"[feeds.a]\n{line}")
    assert fault in told


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "holds no feed"),
        ("feeds = 3", "holds no feed"),
        ("defaults = 3\n[feeds.a]\nurl='https://a.example/'", "defaults is no table"),
        ("[feeds]\na = 'https://a.example/'", "feeds.a is no table"),
        ("[feeds.a", "is no TOML"),
        (b"\xff\xfe", "is not UTF-8"),
    ],
)
def test_file_that_is_no_plan_is_told(tmp_path: Path, text: str | bytes, fault: str) -> None:
    [told] = faults(tmp_path, text)
    assert fault in told


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(faults(tmp_path, "x = 1\n[feeds.a]\nurl = 1\n[feeds.b]\nevery = 'x'\n")) == 4


def test_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="cannot be read"):
        load_plan(tmp_path / "none.toml")
