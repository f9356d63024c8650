"""The file that tells which feeds are watched, and how often."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ravayat.sources.feeds import Feed
from ravayat.sources.fetching import is_address

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=24)
"""Between these a feed's own wait may be."""

_UNITS = {"s": 1, "min": 60, "h": 3600}
_WAIT = re.compile(r"([0-9]{1,6}) ?(s|min|h)", re.ASCII)
_KINDS = {"url": str, "outlet": str, "every": str, "pages": bool}
_IN_WORDS = {str: "words in quotation marks", bool: "true or false"}
_FOR_ALL = ("outlet", "every", "pages")


class PlanError(ValueError):
    """A file of feeds cannot be used; one line for each fault, with the file, the place and what to do."""


@dataclass(frozen=True, slots=True)
class WatchedFeed:
    """A feed of the plan.

    Attributes:
        name: of its table; lines and metrics call it so.
        feed: how it is looked at.
    """

    name: str
    feed: Feed


@dataclass(frozen=True, slots=True)
class Plan:
    """The feeds to be watched, in the order of the file."""

    feeds: tuple[WatchedFeed, ...]


def load_plan(path: Path) -> Plan:
    """The plan in a file of the form of ``docs/watch.md``.

    Raises:
        PlanError: it cannot be read, or anything in it is no good.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise PlanError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise PlanError(f"{path}: is not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise PlanError(f"{path}: is no TOML ({error}); see docs/watch.md") from error
    if faults := [f"{path}: {fault}" for fault in _faults(told)]:
        raise PlanError("\n".join(faults))
    defaults = told.get("defaults", {})
    return Plan(tuple(_feed(name, defaults | table) for name, table in told["feeds"].items()))


def _feed(name: str, told: Mapping[str, Any]) -> WatchedFeed:
    every = _wait(told["every"]) if "every" in told else None
    return WatchedFeed(name, Feed(told["url"], told.get("outlet"), told.get("pages", True), every))


def _faults(told: Mapping[str, Any]) -> Iterator[str]:
    for name in told.keys() - {"feeds", "defaults"}:
        yield f"{name} is not known here; write [defaults], and [feeds.NAME] for each feed"
    defaults, feeds = told.get("defaults", {}), told.get("feeds", {})
    if isinstance(defaults, dict):
        yield from _wrong_values("defaults", defaults, _FOR_ALL)
    else:
        yield "defaults is no table; write [defaults] on a line of its own"
    if not isinstance(feeds, dict) or not feeds:
        yield 'holds no feed; write [feeds.NAME] and below it url = "https://..."'
        return
    urls: dict[str, str] = {}
    for name, table in feeds.items():
        place = f"feeds.{name}"
        if not isinstance(table, dict):
            yield f"{place} is no table; write [{place}] on a line of its own"
            continue
        if "url" not in table:
            yield f'{place} has no url; write url = "https://..."'
        yield from _wrong_values(place, table, tuple(_KINDS))
        if isinstance(url := table.get("url"), str) and (first := urls.setdefault(url, place)) != place:
            yield f"{place} has the url of {first}; leave one out"


def _wrong_values(place: str, table: Mapping[str, Any], allowed: tuple[str, ...]) -> Iterator[str]:
    for key, value in table.items():
        kind = _KINDS.get(key)
        if key not in allowed or kind is None:
            yield f"{place}.{key} is not known here; choose from {', '.join(allowed)}"
        elif type(value) is not kind:
            yield f"{place}.{key} is {_shown(value)}; write {_IN_WORDS[kind]}"
        elif isinstance(value, str) and (fault := _CHECKS[key](value)):
            yield f"{place}.{key} is {_shown(value)}, {fault}"


def _url_fault(url: str) -> str | None:
    if not url.isprintable() or " " in url or not is_address(url):
        return "no address on the web; write it in full, with https://"
    if "@" in urlsplit(url).netloc:
        return "an address with a password; feeds that need one are not read"
    return None


def _outlet_fault(outlet: str) -> str | None:
    return None if outlet.strip() and outlet.isprintable() else "no name; write the outlet's name or leave it out"


def _every_fault(every: str) -> str | None:
    try:
        wait = _wait(every)
    except ValueError:
        return 'no time; write such as "30 min" or "2 h"'
    return None if SHORTEST <= wait <= LONGEST else "too short or too long; write 1 min to 24 h"


_CHECKS = {"url": _url_fault, "outlet": _outlet_fault, "every": _every_fault}


def _wait(told: str) -> timedelta:
    found = _WAIT.fullmatch(told.strip())
    if found is None:
        raise ValueError(told)
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def _shown(value: object) -> str:
    # Of a table or a list nobody wants more than that it is one.
    return f"{value!r:.60}"
