"""How well lost half-spaces are restored, by this package and by other tools, in one run.

``python benchmarks/half_spaces.py FOLDER --scorer ../shared/score/half_space.py``

``FOLDER`` holds sentences with sound half-spaces, one a line (``.txt``), or UD treebanks
(``.conllu``); nothing is fetched. Each file is measured with all half-spaces deleted (a),
made blanks (b), either by chance (c), and undamaged (0). A cell holds F1 of the half-spaces;
errors with blanks per 1,000; for (0) also changes per 1,000 words. This package is given
``--sentences`` at once, an article (1: every sentence alone). Tools that are not
installed are left out: ``pip install hazm python-negar rishe davat shekar``.

``python benchmarks/half_spaces.py --reports ../shared/news/general.jsonl.gz``

measures instead how fast single reports of 1,000 to 4,000 characters are restored. Each
report is given once to one tool after the other, so that all share the machine's moods.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from difflib import SequenceMatcher
from importlib import import_module
from itertools import islice
from pathlib import Path
from types import ModuleType

import numpy as np

from ravayat.text.restoring import Choice, Conventions, Prefix, Restored, restore
from ravayat.text.restoring.characters import Segments
from ravayat.text.restoring.features import JoinPlaces, SplitPlaces, Types
from ravayat.text.restoring.hashing import SubstringHashes
from ravayat.text.restoring.lexicon import LexiconRows
from ravayat.text.restoring.model import Floats, Model, load_model

HALF = "\u200c"
AFFIX = 9
"""Class of counts from which a segment is an affix: it stands before or after more than 127 others."""
Repair = Callable[[str], str]
SERAJI = Conventions(
    pronouns=Choice.HALF_SPACE,
    joined_adverbs=True,
    joined_names=True,
    parted_prefixes=frozenset({Prefix.BI, Prefix.BA, Prefix.ZEDD}),
    joined_numbers=True,
    joined_titles=True,
)
"""What the editors of Seraji chose, read from its development part; PerDT's choices are the defaults."""


class Lexical(Model):
    """The lexicon without the logistic models: what was not seen stays as it is."""

    def split_prior(self, types: Types, places: SplitPlaces, left: LexiconRows, right: LexiconRows) -> Floats:
        """Nothing."""
        del types, left, right
        return np.zeros(len(places.owner), np.float32)

    def join_prior(
        self, hashes: SubstringHashes, segments: Segments, places: JoinPlaces, left: LexiconRows, right: LexiconRows
    ) -> Floats:
        """Nothing."""
        del hashes, segments, left, right
        return np.zeros(len(places.left), np.float32)


class Morphological(Lexical):
    """The lexicon with morphology: an ending or a beginning of many words is parted from any word there is."""

    def split_prior(self, types: Types, places: SplitPlaces, left: LexiconRows, right: LexiconRows) -> Floats:
        """Sure where an affix meets a word."""
        del types, places
        return affix_and_word(left, right)

    def join_prior(
        self, hashes: SubstringHashes, segments: Segments, places: JoinPlaces, left: LexiconRows, right: LexiconRows
    ) -> Floats:
        """Sure where an affix meets a word, and the affix seldom stands alone."""
        del hashes, segments, places
        seldom = (left.free < left.before) | (right.free < right.after)
        return affix_and_word(left, right) * seldom.astype(np.float32)


def affix_and_word(left: LexiconRows, right: LexiconRows) -> Floats:
    """1 where one side is an affix and the other a word, else 0."""
    ending = (right.after >= AFFIX) & (left.free > 0)
    beginning = (left.before >= AFFIX) & (right.free > 0)
    return (ending | beginning).astype(np.float32)


def own(model: Model | None = None, conventions: Conventions | None = None) -> Repair:
    """This package, with a part of its model or other conventions."""

    def repair(text: str) -> str:
        restored: Restored = restore(text, conventions=conventions or Conventions(), model=model)
        return restored.text

    return repair


def variants() -> Iterator[tuple[str, Repair]]:
    """This package whole, and its parts."""
    model = load_model()
    parts = {field.name: getattr(model, field.name) for field in fields(Model)}
    yield "ravayat", own()
    yield "آن‌ها", own(conventions=Conventions(pronouns=Choice.HALF_SPACE))
    yield "as in Seraji", own(conventions=SERAJI)
    yield "tagger alone", own(replace(model, strength=1e6))
    yield "lexicon alone", own(Lexical(**parts))
    yield "and morphology", own(Morphological(**parts))


def hazm() -> Repair:
    """Rules and a word list."""
    return import_module("hazm").Normalizer().normalize


def negar() -> Repair:
    """Rules."""
    editor = import_module("negar.virastar").PersianEditor
    return lambda text: str(editor(text))


def rishe() -> Repair:
    """Rules in Rust."""
    return import_module("rishe").Normalizer().normalize


def davat() -> Repair:
    """Rules."""
    return import_module("davat").normalize_persian


def shekar() -> Repair:
    """Rules and word lists."""
    return import_module("shekar").Normalizer()


PEERS = (hazm, negar, rishe, davat, shekar)
_REPORT_LENGTHS = range(1_001, 4_000)
PEER_NAMES = {make.__name__ for make in PEERS}


def tools(sentences_at_once: int) -> Iterator[tuple[str, Repair, int]]:
    """Every tool that is here, with how many sentences it is given at once; one that cannot start is told.

    Other tools are given one sentence at a time: more tell them nothing, and some run them together.
    """
    yield "nothing", lambda text: text, 1
    for name, repair in variants():
        yield name, repair, sentences_at_once
    for make in PEERS:
        name = make.__name__
        if importlib.util.find_spec(name) is None:
            print(f"{name}: not installed")
            continue
        try:
            yield name, make(), 1
        except Exception as error:  # noqa: BLE001 - any fault of a peer is the peer's
            print(f"{name}: cannot start ({error!r})")


def sentences(file: Path) -> list[str]:
    """The sentences of a file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    if file.suffix == ".conllu":
        lines = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
    return [line.strip() for line in lines if line.strip()]


def damages(gold: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The three damages, and none."""
    draw = random.Random(1)
    yield "a", [line.replace(HALF, "") for line in gold]
    yield "b", [line.replace(HALF, " ") for line in gold]
    yield "c", ["".join(draw.choice(("", " ")) if char == HALF else char for char in line) for line in gold]
    yield "0", gold


def repaired(repair: Repair, lines: list[str], at_once: int) -> list[str]:
    """The lines after repair; a line break that a tool puts into a line counts as a blank."""
    if at_once == 1:
        return [repair(line).replace("\n", " ") for line in lines]
    starts = range(0, len(lines), at_once)
    return [line for start in starts for line in repair("\n".join(lines[start : start + at_once])).split("\n")]


def changes_per_1000_words(gold: list[str], system: list[str]) -> float:
    """Changes, words that differ; two words made one are one change, and what follows them is none."""
    changed = 0
    for before, after in zip(gold, system, strict=True):
        matcher = SequenceMatcher(None, before.split(), after.split(), autojunk=False)
        for tag, start, end, other_start, other_end in matcher.get_opcodes() if before != after else ():
            changed += 0 if tag == "equal" else max(1, min(end - start, other_end - other_start))
    return 1000 * changed / sum(len(line.split()) for line in gold)


def load_scorer(file: Path) -> ModuleType:
    """The scorer's module."""
    spec = importlib.util.spec_from_file_location("half_space", file)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{file}: no Python file; name the scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_reports(file: Path, count: int) -> list[str]:
    """The texts of the first so many reports of 1,000 to 4,000 characters."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        texts = (str(json.loads(line)["text"]) for line in lines)
        return list(islice((text for text in texts if len(text) in _REPORT_LENGTHS), count))


def report_speed(reports: list[str]) -> None:
    """Print how fast single reports are restored, as they are and damaged."""
    repairs = {"ravayat": own()} | {name: repair for name, repair, _ in tools(1) if name in PEER_NAMES}
    for repair in repairs.values():
        repair("می شود")
    for damage, form in (("as they are", HALF), ("deleted", ""), ("made blanks", " ")):
        texts = [text.replace(HALF, form) for text in reports]
        seconds = dict.fromkeys(repairs, 0.0)
        for text in texts:
            for name, repair in repairs.items():
                started = time.process_time()
                repair(text)
                seconds[name] += time.process_time() - started
        characters = sum(map(len, texts))
        speeds = (
            f"{name} {characters / spent / 1000:.0f} k characters/s, {1000 * spent / len(texts):.2f} ms a report"
            for name, spent in seconds.items()
        )
        print(f"{len(texts)} reports {damage}: " + " | ".join(speeds), flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="folder of sentences with sound half-spaces")
    parser.add_argument("--scorer", type=Path, help="the scorer, half_space.py")
    parser.add_argument("--reports", type=Path, help="reports (JSON lines, gzip) whose speed is measured instead")
    parser.add_argument("--count", type=int, default=600, help="how many reports")
    parser.add_argument("--sentences", type=int, default=25, help="sentences given to a tool at once")
    parser.add_argument("--files", default="*", help="pattern of the files' names")
    args = parser.parse_args()
    if args.reports:
        report_speed(read_reports(args.reports, args.count))
        return
    if not (args.folder and args.scorer):
        parser.error("name the folder and its --scorer, or --reports")
    score = load_scorer(args.scorer).score
    files = [file for file in sorted(args.folder.glob(args.files)) if file.suffix in (".txt", ".conllu")]
    for name, repair, at_once in tools(args.sentences):
        cells, characters, seconds = [], 0, 0.0
        for file in files:
            gold = sentences(file)
            for kind, lines in damages(gold):
                started = time.process_time()
                system = repaired(repair, lines, at_once)
                seconds += time.process_time() - started
                characters += sum(map(len, lines))
                figures = score(gold, system)
                cell = f"{file.stem} {kind} {figures['F1']:5.1f}; {figures['space_err_per_1000']:4.1f}"
                cells.append(cell + (f"; {changes_per_1000_words(gold, system):.2f}" if kind == "0" else ""))
        print(f"{name:15s} | " + " | ".join(cells) + f" | {characters / seconds / 1000:.0f} k characters/s", flush=True)


if __name__ == "__main__":
    main()
