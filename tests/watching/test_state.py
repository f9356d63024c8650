from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ravayat.records import Article, Rejection
from ravayat.sources.feeds import FeedState, Item, Step
from ravayat.sources.fetching import HostState
from ravayat.watching.marks import mark_of
from ravayat.watching.state import StateError, WatchState

URL = "https://a.example/rss"
ARTICLE = Article("a", "متن", "ایسنا", date(2024, 3, 20), fetched_at=datetime(2024, 3, 20, 5, tzinfo=UTC))


def item(number: int, url: str | None = None) -> Item:
    return Item(f"n:{number}", url, f"عنوان {number}", "ایسنا", "متن")


def given(*items: Item | None) -> Step:
    return Step(tuple((one, ARTICLE) for one in items), FeedState(known=("n:1",), failures=2))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state"


def test_what_was_kept_is_there_after_a_restart(file: Path) -> None:
    hosts = {"a.example": HostState("2024-03-20T00:00:00+00:00", wait=5.0, trouble="dead")}
    with WatchState(file) as state:
        assert state.feed(URL) == FeedState()
        assert state.keep("a", URL, given(item(1)), hosts) == [ARTICLE]
    with WatchState(file) as state:
        assert state.feed(URL) == FeedState(known=("n:1",), failures=2)
        assert state.hosts() == hosts
        [waiting] = state.waiting(16)
        assert (waiting.feed, waiting.article) == ("a", ARTICLE)
        assert state.is_known(item(1))
        assert not state.is_known(item(2))
        state.done(waiting.number, stored=True)
        assert (state.count_waiting(), state.count_stored()) == (0, 1)


def test_item_that_another_feed_gave_meanwhile_is_not_kept_twice(file: Path) -> None:
    with WatchState(file) as state:
        state.keep("a", URL, given(item(1), item(1)), {})
        assert state.keep("b", "https://b.example/rss", given(item(1), item(2)), {}) == [ARTICLE]
        assert state.count_waiting() == 2


def test_what_a_feed_itself_tells_is_no_item(file: Path) -> None:
    told = Rejection(URL, "dead", "wait")
    with WatchState(file) as state:
        for _ in range(2):
            assert state.keep("a", URL, Step(((None, told),), FeedState()), {}) == [told]
        assert state.count_waiting() == 0


def test_what_was_put_aside_waits_for_the_next_start(file: Path) -> None:
    with WatchState(file) as state:
        state.keep("a", URL, given(item(1)), {})
        state.put_aside(state.waiting(1)[0].number)
        assert state.waiting(1) == []
    with WatchState(file) as state:
        assert state.count_waiting() == 1


def test_two_cannot_have_it(file: Path) -> None:
    with WatchState(file), pytest.raises(StateError, match="another ravayat watch has it"):
        WatchState(file)
    WatchState(file).close()


def test_other_files_are_left_alone(file: Path, tmp_path: Path) -> None:
    file.write_text("something of a person's own, long enough to be read as a header" * 20)
    with pytest.raises(StateError, match="is no state of ravayat watch"):
        WatchState(file)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE t (x)")
    database.close()
    with pytest.raises(StateError, match="is no state of ravayat watch"):
        WatchState(other)
    with pytest.raises(StateError, match="cannot be kept there"):
        WatchState(tmp_path / "nowhere" / "state")


def test_state_of_a_newer_version_is_told(file: Path) -> None:
    WatchState(file).close()
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StateError, match="newer Ravayat"):
        WatchState(file)


def test_step_is_kept_whole_or_not_at_all(file: Path) -> None:
    with WatchState(file) as state:
        bad = Step(((item(1), ARTICLE), (item(2), Article("b", "متن", "x\ud800"))), FeedState())
        with pytest.raises(UnicodeEncodeError):
            state.keep("a", URL, bad, {})
        assert state.count_waiting() == 0
        assert not state.is_known(item(1))


def test_item_is_the_same_by_address_and_title_or_by_its_words() -> None:
    page = "https://a.example/1"
    assert mark_of(item(1, page)) == mark_of(Item("other", f"{page}#top", " عنوان  1", "دیگر", "دیگر"))
    assert mark_of(item(1, page)) != mark_of(item(2, page))
    assert mark_of(item(1)) == mark_of(Item("other", None, "عنوان 1", "ایسنا", "متن"))
    assert mark_of(item(1)) != mark_of(Item("n:1", None, "عنوان 1", "کیهان", "متن"))
