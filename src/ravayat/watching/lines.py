"""Events in lines for a terminal or a log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ravayat.sources.fetching import ASKED_AGAIN, Clock
from ravayat.views.context import printable
from ravayat.watching.events import Backlog, Event, Failed, LeftOut, Looked, Stored, StoreRests

_LONGEST_TITLE = 200
"""Most characters of a title that are shown; a headline has fewer."""


class Lines:
    """One line for an event.

    Attributes:
        counts: how many articles had each outcome, and what was left out or failed, by its name.
        waiting: articles that wait to be stored.

    Args:
        clock: tells the time of each line.
        say: takes the lines of what went well.
        complain: takes those of what did not.
    """

    def __init__(self, clock: Clock, say: Callable[[str], None], complain: Callable[[str], None]) -> None:
        self._clock = clock
        self._say = say
        self._complain = complain
        self.counts: Counter[str] = Counter()
        self.waiting = 0

    def tell(self, event: Event, /) -> None:
        """Write the line of an event; a look without news has none."""
        match event:
            case Stored(feed, article, added):
                self.counts[added.outcome.value] += 1
                events = f", events {' '.join(map(str, added.events))}" if added.events else ""
                title = f": {_shortened(article.title)}" if article.title else ""
                self._line(self._say, f"{feed}: article {added.article} {added.outcome.value}{events}{title}")
            case Looked(feed, new, wait):
                self.counts["looks"] += 1
                if new:
                    self._line(self._say, f"{feed}: {new} new, next look in {_minutes(wait)}")
            case Failed(feed, told, wait):
                self.counts["looks"] += 1
                self.counts["failed looks"] += 1
                remedy = "" if told.remedy.startswith(ASKED_AGAIN) else f"; {told.remedy}"
                self._line(self._complain, f"{feed}: {told.reason}{remedy}; next look in {_minutes(wait)}")
            case LeftOut(feed, told):
                self.counts["left out"] += 1
                self._line(self._complain, f"{feed}: left out: {told}")
            case StoreRests(reason, wait, waiting):
                kept = f"{waiting} articles wait, next try in {_minutes(wait)}"
                self._line(self._complain, f"the store cannot be written ({reason}); {kept}")
            case Backlog(waiting):
                self.waiting = waiting

    def sum(self) -> str:
        """What was done so far, in one line."""
        names = ("added", "version", "reread", "known", "left out")
        done = ", ".join(f"{self.counts[name]} {name}" for name in names if self.counts[name]) or "nothing new"
        looks, failed = self.counts["looks"], self.counts["failed looks"]
        waiting = f", {self.waiting} wait to be stored" if self.waiting else ""
        return f"{done}{waiting}; {looks} looks, {failed} failed"

    def _line(self, say: Callable[[str], None], words: str) -> None:
        # What servers send may hold anything, also what a terminal would obey.
        say(f"{self._clock.now().astimezone():%Y-%m-%d %H:%M:%S} {printable(' '.join(words.split()))}")


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rstrip()} …"


def _minutes(seconds: float) -> str:
    return f"{max(1, round(seconds / 60))} min"
