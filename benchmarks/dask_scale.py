"""Reading on Dask workers: how much faster two are than one, and what killed ones cost.

    python benchmarks/dask_scale.py --reports ../shared/news/conflict.jsonl.gz
    python benchmarks/dask_scale.py --reports FILE --part kills --kills 50 --number 1000

Speed: a cluster of one worker and one of two stand side by side; in turns each reads the same reports, to JSON Lines.
A worker has one thread, and the encoder one in each. What other programs took of the machine meanwhile is told too:
where others use the cores too, two workers get more of them than one does.

Kills: two workers; a program of its own reads and merges into a store while workers are killed (SIGKILL)
at random moments. The store must be that of a run that nobody disturbed, every table of it, but for the times of day.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import psutil
from distributed import Client

from ravayat.ledger.store import open_store
from ravayat.records import Article, ReadArticle, Rejection
from ravayat.scale.equipment import equipment_of
from ravayat.scale.local import LocalWorkers, local_cluster
from ravayat.scale.run import Plan, read_spread, store_spread
from ravayat.sources import load
from ravayat.testing import store_contents
from ravayat.views import jsonl

SMALL = 8
"""Articles of a batch where workers are killed, so that kills fall into all stages of many batches."""


def reports(path: Path, number: int) -> list[Article]:
    """The first reports of a file."""
    return list(islice((item for item in load([path]) if isinstance(item, Article)), number))


def busy_seconds() -> tuple[float, float, float]:
    """Seconds of processor time since their start: of the whole machine, of this process, of our workers."""
    times = psutil.cpu_times()
    busy = sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0)
    this = psutil.Process()
    own, *workers = (sum(one.cpu_times()[:2]) for one in (this, *this.children(recursive=True)))
    return busy, own, sum(workers)


def ready(scheduler: str, workers: int) -> None:
    """Wait for the workers."""
    with Client(scheduler) as client:
        client.wait_for_workers(workers, timeout=120)


@dataclass(frozen=True, slots=True)
class Timing:
    """One reading of the reports.

    Attributes:
        rate: reports a second.
        others: cores that other programs took meanwhile.
        program: milliseconds of a core for each report that the program that hands out took, with the scheduler.
        workers: the same of all workers.
    """

    rate: float
    others: float
    program: float
    workers: float


def timed(address: str, articles: Sequence[Article]) -> Timing:
    """Have the reports read by that scheduler's workers."""
    equipment = equipment_of()
    out = io.StringIO()
    before = busy_seconds()
    started = time.perf_counter()
    for item in read_spread(articles, Plan(address, size=16), equipment, print):
        if not isinstance(item, ReadArticle):
            raise SystemExit(f"left out: {item}")
        jsonl.write(item, out)
    seconds = time.perf_counter() - started
    busy, own, workers = (after - first for after, first in zip(busy_seconds(), before, strict=True))
    each = 1000 / len(articles)
    return Timing(len(articles) / seconds, max(0.0, busy - own - workers) / seconds, own * each, workers * each)


def speed(articles: Sequence[Article], rounds: int) -> float:
    """Print the rounds; returns how many times as fast two workers are as one, in the middle round."""
    ratios = []
    with local_cluster(1) as (one, _), local_cluster(2) as (two, _):
        for workers, cluster in enumerate((one, two), 1):
            ready(cluster, workers)
            # loads the models
            timed(cluster, articles[:64])
        for number in range(1, rounds + 1):
            alone, both = timed(one, articles), timed(two, articles)
            ratios.append(both.rate / alone.rate)
            for name, timing in (("one worker", alone), ("two workers", both)):
                print(
                    f"round {number}: {name:11} {timing.rate:5.1f} reports/s; a report took {timing.workers:.1f} ms of "
                    f"workers, {timing.program:.1f} of the program; others took {timing.others:.2f} cores"
                )
            print(f"round {number}: {ratios[-1]:.2f} times", flush=True)
    middle = statistics.median(ratios)
    print(f"two workers are {middle:.2f} times as fast as one (median of {rounds}; best {max(ratios):.2f})")
    return middle


def store_all(path: Path, scheduler: str, articles: Sequence[Article]) -> None:
    """What the program that is not killed does: have the reports read, and merge them."""
    with open_store(path) as store:
        plan = Plan(scheduler, results=Path(f"{path}.batches"), size=SMALL)
        done = list(store_spread(articles, store, plan, equipment_of(), lambda line: print("  told:", line)))
        left_out = [item for item in done if isinstance(item, Rejection)]
        print(f"  {len(done) - len(left_out)} stored, {len(left_out)} left out, {store.counts()}", flush=True)
        for item in left_out[:5]:
            print("  left out:", item)


class Killer(threading.Thread):
    """Kills workers at random moments while a program runs."""

    def __init__(
        self, workers: LocalWorkers, kills: int, every: float, seed: int, program: subprocess.Popen[Any]
    ) -> None:
        super().__init__(daemon=True)
        self._workers, self._kills, self._every, self._program = workers, kills, every, program
        self._chance = random.Random(seed)
        self.killed: list[int] = []

    def run(self) -> None:
        """Until all kills are done or the program has ended."""
        while len(self.killed) < self._kills and self._program.poll() is None:
            time.sleep(self._chance.uniform(0, 2 * self._every))
            pids = [pid for pid in self._workers.pids() if pid not in self.killed]
            if pids and self._program.poll() is None:
                pid = self._chance.choice(pids)
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
                self.killed.append(pid)


def run_program(path: Path, scheduler: str, options: argparse.Namespace) -> subprocess.Popen[Any]:
    """This file again, as the one program that merges."""
    command = [sys.executable, __file__, "--part", "store", "--reports", str(options.reports)]
    return subprocess.Popen([*command, "--number", str(options.number), "--store", str(path), "--scheduler", scheduler])


def kills(options: argparse.Namespace) -> bool:
    """Print what came of it; returns whether all was as it must be."""
    with tempfile.TemporaryDirectory() as name, local_cluster(2) as (cluster, workers):
        folder = Path(name)
        started = time.perf_counter()
        ready(cluster, 2)
        if run_program(folder / "calm.sqlite", cluster, options).wait():
            return False
        print(f"undisturbed: {time.perf_counter() - started:.0f} s", flush=True)
        started = time.perf_counter()
        program = run_program(folder / "killed.sqlite", cluster, options)
        killer = Killer(workers, options.kills, options.every, options.seed, program)
        killer.start()
        status = program.wait()
        killer.join()
        print(f"with {len(killer.killed)} workers killed: {time.perf_counter() - started:.0f} s, status {status}")
        calm, killed = store_contents(folder / "calm.sqlite"), store_contents(folder / "killed.sqlite")
        other = [table for table in calm if calm[table] != killed.get(table)]
        print(
            f"{len(calm)} tables, {len(calm) - len(other)} the same byte for byte; others: {', '.join(other) or 'none'}"
        )
        left = [path.name for path in folder.rglob("*.part")]
        print(f"half-written results: {len(left)}")
        return not other and len(killer.killed) == options.kills and status == 0 and not left


def main() -> int:
    """The exit status is 1 where something is not as it must be."""
    parser = argparse.ArgumentParser(description="Reading on Dask workers: speed, and what killed workers cost.")
    parser.add_argument("--reports", type=Path, required=True, help="file of reports, in any form that is read")
    parser.add_argument("--part", choices=("all", "speed", "kills", "store"), default="all")
    parser.add_argument("--number", type=int, default=600, help="how many reports")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--every", type=float, default=3.0, help="seconds between kills, in the mean")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--scheduler", help=argparse.SUPPRESS)
    options = parser.parse_args()
    articles = reports(options.reports, options.number)
    if options.part == "store":
        store_all(options.store, options.scheduler, articles)
        return 0
    good = True
    if options.part in ("all", "speed"):
        good = speed(articles, options.rounds) >= 1.7  # noqa: PLR2004 -- what is promised
    if options.part in ("all", "kills"):
        good = kills(options) and good
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
