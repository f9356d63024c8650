"""The watch itself: one thread that asks whichever host may be asked, and stores while none may."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from ravayat.ledger.store import Store
from ravayat.pipeline import BATCH, Reader
from ravayat.records import Article, Rejection
from ravayat.sources.fault import Fault
from ravayat.sources.feeds import FeedState, Step, after_failure
from ravayat.sources.fetching import Fetcher
from ravayat.sources.intake import Intake
from ravayat.watching.events import Backlog, Event, Failed, LeftOut, Listener, Looked
from ravayat.watching.plan import Plan, WatchedFeed
from ravayat.watching.schedule import Schedule, seconds_left, settled
from ravayat.watching.state import StateError, WatchState
from ravayat.watching.stopping import Stopped
from ravayat.watching.storing import Storing

TOGETHER = 20
"""Most looks that go on at once: each holds its feed in memory."""


@dataclass(slots=True)
class _Looking:
    """A look that goes on.

    Attributes:
        watched: the feed.
        steps: the rest of the look.
        asks: the address that is asked for next.
        state: to go on from where the look ends here.
        turn: when it had its last turn, counted over all looks.
        prepared: the address whose robots.txt was seen to.
        new: articles that it gave.
    """

    watched: WatchedFeed
    steps: Iterator[Step]
    asks: str
    state: FeedState
    turn: int
    prepared: str = ""
    new: int = 0


class Watch:
    """Watches feeds and stores what is new in them, each item once.

    Args:
        plan: the feeds.
        state: where they stand.
        store: takes the articles.
        reader: reads them.
        fetcher: asks for feeds and pages; its clock tells the time and waits.
        intake: takes articles in.
        listeners: are told what happens.
    """

    def __init__(
        self,
        plan: Plan,
        state: WatchState,
        store: Store,
        reader: Reader,
        fetcher: Fetcher,
        intake: Intake | None = None,
        listeners: Sequence[Listener] = (),
    ) -> None:
        self._plan = plan
        self._state = state
        self._fetcher = fetcher
        self._clock = fetcher.clock
        self._intake = intake or Intake()
        self._listeners = listeners
        self._storing = Storing(state, store, reader, fetcher.clock.monotonic, self._tell)
        self._schedule = Schedule(TOGETHER)
        self._looks: list[_Looking] = []
        self._turns = 0

    def run(self, *, once: bool = False, is_stopped: Callable[[], bool] = lambda: False) -> None:
        """Watch until stopped, or, with ``once``, look at each feed that is due and store what it gives.

        Args:
            once: one round alone.
            is_stopped: asked between requests and between batches; where it says so, this returns. The clock may
                raise :class:`Stopped` for the same end.

        Raises:
            StateError: the state cannot be read or written. Nothing is lost; whoever comes next goes on from there.
        """
        self._resume()
        if once:
            self._schedule.keep_due(self._clock.monotonic())
        self._tell(Backlog(self._state.count_waiting()))
        with suppress(Stopped):
            while not is_stopped() and self._act(once=once):
                pass

    def _resume(self) -> None:
        self._fetcher.resume(self._state.hosts())
        self._fetcher.before_request = self._keep_hosts
        self._keep_hosts()
        now, seconds = self._clock.now(), self._clock.monotonic()
        for watched in self._plan.feeds:
            before = self._state.feed(watched.feed.url)
            state = settled(before, now)
            if state != before:
                self._state.keep_feed(watched.feed.url, state)
            self._schedule.put(watched, seconds + seconds_left(state, now))

    def _keep_hosts(self) -> None:
        self._state.keep_hosts(self._fetcher.hosts())

    def _act(self, *, once: bool) -> bool:
        """Do the next thing, or wait for it; false where there is nothing more to do."""
        now = self._clock.monotonic()
        self._begin_looks(now)
        waiting = self._state.count_waiting()
        rest = max(0.0, self._storing.rests_until - now) if waiting else 0.0
        if waiting >= BATCH and not rest:
            self._storing.store_batch()
            return True
        # What cannot be stored now is not to pile up.
        looking = self._next_look() if waiting < BATCH else None
        pause = self._fetcher.ready_in(looking.asks) if looking else None
        if looking and pause == 0:
            self._step(looking, once=once)
            return True
        if waiting and not rest:
            self._storing.store_batch()
            return True
        if once and waiting and not looking:
            return False
        following = self._schedule.next(now) if len(self._looks) < TOGETHER else None
        due = following - now if following is not None else None
        pauses = [one for one in (pause, rest or None, due) if one is not None]
        if not pauses:
            return False
        self._clock.sleep(min(pauses))
        return True

    def _begin_looks(self, now: float) -> None:
        for watched in self._schedule.take(now, [look.watched for look in self._looks]):
            state = self._state.feed(watched.feed.url)
            steps = watched.feed.steps(self._fetcher, state, self._intake, self._state.is_known)
            self._looks.append(_Looking(watched, steps, watched.feed.url, state, self._turns))

    def _next_look(self) -> _Looking | None:
        """The look whose host may be asked first; among those that may be asked now, the one that waits longest."""
        return min(self._looks, key=lambda look: (self._fetcher.ready_in(look.asks), look.turn), default=None)

    def _step(self, looking: _Looking, *, once: bool) -> None:
        self._turns += 1
        looking.turn = self._turns
        if looking.prepared != looking.asks:
            looking.prepared = looking.asks
            with suppress(Fault):  # the look will meet the same, and tell it
                self._fetcher.prepare(looking.asks)
            if self._fetcher.ready_in(looking.asks):
                return
        watched = looking.watched
        step = self._next_step(looking)
        new = self._state.keep(watched.name, watched.feed.url, step, self._fetcher.hosts())
        looking.state = step.state
        failed = any(item is None for item, _ in step.given)
        for taken in new:
            if isinstance(taken, Article):
                looking.new += 1
            elif not failed:
                self._tell(LeftOut(watched.name, taken))
        if any(isinstance(taken, Article) for taken in new):
            self._tell(Backlog(self._state.count_waiting()))
        if step.asks is not None:
            looking.asks = step.asks
            return
        self._looks.remove(looking)
        wait = seconds_left(step.state, self._clock.now())
        told = next((taken for item, taken in step.given if item is None and isinstance(taken, Rejection)), None)
        self._tell(Failed(watched.name, told, wait) if told else Looked(watched.name, looking.new, wait))
        if not once:
            self._schedule.put(watched, self._clock.monotonic() + wait)

    def _next_step(self, looking: _Looking) -> Step:
        feed = looking.watched.feed
        try:
            return next(looking.steps)
        except StateError:
            raise
        except Exception as error:  # noqa: BLE001 -- whatever a server sends, the other feeds go on
            fault = Fault(f"cannot be read ({type(error).__name__}: {error})", "please tell the makers of Ravayat")
            state = after_failure(looking.state, fault, self._clock.now(), feed.every)
            return Step(((None, fault.rejection(feed.url)),), state)

    def _tell(self, event: Event) -> None:
        for listener in self._listeners:
            listener.tell(event)
