"""Annotated articles to score against, and predictions made elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ravayat.corpus.article_file import CorpusError, load_article
from ravayat.evaluate.plain_claim import PlainClaim
from ravayat.records import Article, Rejection
from ravayat.sources import load


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article and the claims that a person found in it."""

    article: Article
    claims: tuple[PlainClaim, ...]


def load_gold(folder: Path) -> Iterator[GoldArticle | Rejection]:
    """Annotated articles of a folder by name: ``.json`` with ``claims``, or the corpus's ``.toml``."""
    files = sorted(file for file in folder.glob("*") if file.suffix in (".json", ".toml"))
    if not files:
        reason = "holds no annotated article (.json, .toml)" if folder.is_dir() else "no such folder"
        yield Rejection(str(folder), reason, "name another folder")
    seen: dict[str, Path] = {}
    for file in files:
        item = _from_toml(file) if file.suffix == ".toml" else _from_json(file)
        # Scores are kept by doc, so that a second one would silently replace the first.
        if isinstance(item, GoldArticle) and (other := seen.setdefault(item.article.doc, file)) != file:
            item = Rejection(str(file), f'has the same "doc" as {other} ({item.article.doc})', "give it another doc")
        yield item


def load_predictions(file: Path) -> Iterator[tuple[str, tuple[PlainClaim, ...]] | Rejection]:
    """``doc`` and claims of every line of a JSON Lines file, such as ``ravayat read --jsonl`` writes."""
    try:
        with file.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _prediction(line, f"{file}:{number}")
    except OSError as error:
        yield Rejection(str(file), f"cannot be read ({error.strerror})", "check its name and permissions")
    except UnicodeDecodeError as error:
        yield Rejection(str(file), f"cannot be read ({error})", "save it as UTF-8")


def _from_toml(file: Path) -> GoldArticle | Rejection:
    try:
        annotated = load_article(file)
    except CorpusError as error:
        first, *more = str(error).removeprefix(f"{file}: ").splitlines()
        return Rejection(str(file), f"{first} (and {len(more)} more)" if more else first, "see ravayat corpus check")
    return GoldArticle(annotated.article, tuple(map(PlainClaim.of, annotated.claims)))


def _from_json(file: Path) -> GoldArticle | Rejection:
    article = next(load([file]))
    if isinstance(article, Rejection):
        return article
    try:
        return GoldArticle(article, _claims(json.loads(file.read_text(encoding="utf-8-sig"))))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        return _unannotated(str(file), error)


def _prediction(line: str, name: str) -> tuple[str, tuple[PlainClaim, ...]] | Rejection:
    try:
        fields = json.loads(line)
        claims = _claims(fields)
        return str(fields["doc"]), claims
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        return _unannotated(name, error)


def _claims(fields: object) -> tuple[PlainClaim, ...]:
    if not isinstance(fields, Mapping):
        raise TypeError("not an object")
    claims = fields["claims"]
    if not isinstance(claims, list) or not all(isinstance(claim, Mapping) for claim in claims):
        raise TypeError("claims is not a list of objects")
    return tuple(map(PlainClaim.from_json, claims))


def _unannotated(name: str, error: Exception) -> Rejection:
    what = f"no {error}" if isinstance(error, KeyError) else str(error)
    reason = f"its claims are not in the form of the annotation scheme ({what})"
    return Rejection(name, reason, "see docs/annotation.md")
