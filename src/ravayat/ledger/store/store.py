"""One door to the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Row, func, or_, select

from ravayat.ledger.course import Stage, course_of
from ravayat.ledger.joining.weighing import Weighing, load_weighing
from ravayat.ledger.standing.grading import UNGRADED
from ravayat.ledger.standing.rules import Rule, Rules, load_rules
from ravayat.ledger.store import adding, asking, deriving, reviewing
from ravayat.ledger.store.adding import Added
from ravayat.ledger.store.asking import Answer, Question
from ravayat.ledger.store.engine import Changes, looking, make_engine, reachable, without_password, writing
from ravayat.ledger.store.faults import StoreFault
from ravayat.ledger.store.migrate import migrate, no_store
from ravayat.ledger.store.reviewing import Decision
from ravayat.ledger.store.rows import article_of, digest_of, stored_article
from ravayat.ledger.store.schema import article, claim, event, reading, review
from ravayat.records import Article, Event, ReadArticle, StoredArticle, StoredClaim

_PAGE = 200
"""Events that are worked out together when many are asked for."""


def open_store(
    address: str | Path, *, create: bool = True, rules: Path | None = None, weighing: Weighing | None = None
) -> Store:
    """Open the store at a path or a URL, and make it where there is none.

    Args:
        address: a file for SQLite, or ``postgresql://user@host/database``.
        create: make the store where there is none.
        rules: a file of grading rules in place of the package's.
        weighing: of joins, in place of the package's.

    Raises:
        StoreFault: it cannot be opened, holds something else, or is newer than this Ravayat.
        RulesError: the rules cannot be used.
    """
    name = without_password(str(address))
    loaded = load_rules(rules)
    engine = make_engine(str(address))
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    if not create and file and not Path(file).exists():
        raise no_store(name)
    try:
        reachable(engine, name)
        migrate(engine, name, create=create)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, loaded, weighing or load_weighing())


class Store:
    """A store that is open. Everything it does is one transaction; readers never wait for a writer.

    Args:
        engine: of SQLAlchemy.
        rules: of grading.
        weighing: of joins.
    """

    def __init__(self, engine: Engine, rules: Rules, weighing: Weighing) -> None:
        self._engine = engine
        self._rules = rules
        self._weighing = weighing

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @property
    def grades(self) -> tuple[Rule, ...]:
        """The rules of grading, in their order."""
        return self._rules.grades

    def looking(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads, for sums that this door does not give."""
        return looking(self._engine)

    def changes(self) -> Changes:
        """Tells whether anyone has changed the store, for those who keep what they worked out from it."""
        return Changes(self._engine)

    def add(self, read: ReadArticle, model: str) -> Added:
        """Store an article with its claims; when this returns, it is stored.

        Args:
            read: with the meanings of its claims.
            model: digest of the model that read it, or the name of who annotated it.
        """
        with writing(self._engine) as connection:
            return adding.add(connection, read, model, self._weighing, self._rules)

    def add_all(self, reads: Sequence[ReadArticle], model: str) -> list[Added | StoreFault]:
        """Store many articles in one transaction: when this returns all are stored, when it fails none.

        Args:
            reads: with the meanings of their claims.
            model: as for :meth:`add`.

        Returns:
            of each article what became of it, or why it alone was left out.
        """
        done: list[Added | StoreFault] = []
        with writing(self._engine) as connection:
            for read in reads:
                # Not a block of its own: on a full disk SQLite gives up the whole transaction, and going back to a
                # savepoint that is gone would hide why.
                savepoint = connection.begin_nested()
                try:
                    done.append(adding.add(connection, read, model, self._weighing, self._rules))
                except StoreFault as fault:
                    savepoint.rollback()
                    done.append(fault)
                else:
                    savepoint.commit()
        return done

    def find(self, source: Article, model: str) -> int | None:
        """The number of ``source`` where adding it, read by ``model``, would change nothing."""
        query = (
            select(article.c.id)
            .join(reading, reading.c.article == article.c.id)
            .where(
                article.c.digest == digest_of(source), ~article.c.current | reading.c.live & (reading.c.model == model)
            )
            .limit(1)
        )
        with self.looking() as connection:
            return connection.execute(query).scalar()

    def ask(self, question: Question) -> Answer:
        """The events that answer a question.

        Raises:
            StoreFault: it cannot be asked so.
        """
        self.check(question)
        with self.looking() as connection:
            return asking.ask(connection, question)

    def check(self, question: Question) -> None:
        """Make sure that a question asks for what there is, for those who answer it by other means.

        Raises:
            StoreFault: it does not.
        """
        grades = [rule.key for rule in self.grades]
        if unknown := set(question.standing) - {*grades, UNGRADED}:
            raise StoreFault(min(unknown), "is no grade", f"choose one of {', '.join(grades)}")
        asking.check(question)

    def event(self, number: int) -> Event:
        """An event with all its claims; one that was joined into another gives that one.

        Raises:
            StoreFault: there is none.
        """
        with self.looking() as connection:
            # An event has the number of its oldest claim: where that claim is now, the event is.
            now_in = connection.execute(select(claim.c.event).where(claim.c.id == number)).scalar()
            found = deriving.load_events(connection, [now_in or number], self._rules)
        if not found:
            raise StoreFault(f"event {number}", "is not in the store", "see `ravayat ledger ask` for what is")
        return found[0]

    def course(self, event: Event) -> tuple[Stage, ...]:
        """How an event came to stand as it does, day by day of publication, by the rules of this store."""
        copies = {one.article.id: one.article.copy_of for one in event.claims if one.article.copy_of is not None}
        with self.looking() as connection:
            originals = deriving.originals_of(connection, copies)
        return course_of(event.claims, self._rules, originals)

    def events(self, question: Question | None = None) -> Iterator[Event]:
        """All events that answer a question, or all there are; memory holds a page of them."""
        asked = question or Question(sort="id", limit=_PAGE)
        while True:
            with self.looking() as connection:
                lines, mark = asking.page(connection, asked)
                found = deriving.load_events(connection, [line.id for line in lines], self._rules)
            yield from found
            if mark is None:
                return
            asked = asking.following(asked, mark)

    def article(self, number: int) -> tuple[StoredArticle, Article]:
        """An article as it is kept, and as it came in.

        Raises:
            StoreFault: there is none.
        """
        with self.looking() as connection:
            row = connection.execute(select(article).where(article.c.id == number)).first()
        if row is None:
            raise StoreFault(f"article {number}", "is not in the store", "take its number from a claim of an event")
        return stored_article(row), article_of(row)

    def versions(self, number: int) -> list[StoredArticle]:
        """All versions of an article, the first first."""
        name = select(article.c.name).where(article.c.id == number).scalar_subquery()
        with self.looking() as connection:
            rows = connection.execute(select(article).where(article.c.name == name).order_by(article.c.version))
            return [stored_article(row) for row in rows]

    def articles(self, *, current: bool = True) -> Iterator[tuple[StoredArticle, Article]]:
        """Every article, or every version where ``current`` is false, in the order of storing."""
        last = 0
        while True:
            query = select(article).where(article.c.id > last).order_by(article.c.id).limit(_PAGE)
            with self.looking() as connection:
                rows = connection.execute(query.where(article.c.current) if current else query).all()
            yield from ((stored_article(row), article_of(row)) for row in rows)
            if len(rows) < _PAGE:
                return
            last = rows[-1].id

    def claims(self, of_article: int, *, live: bool = True) -> list[StoredClaim]:
        """The claims of an article; with ``live`` false those out of use and rejected ones too."""
        query = select(claim.c.id).where(claim.c.article == of_article).order_by(claim.c.id)
        with self.looking() as connection:
            ids = list(connection.execute(query.where(claim.c.live) if live else query).scalars())
            return deriving.load_claims(connection, ids)

    def claims_last_read(self, of_article: int) -> list[StoredClaim]:
        """The claims of the newest reading of one version of an article, in use or not; without rejected ones."""
        newest = select(func.max(reading.c.id)).where(reading.c.article == of_article).scalar_subquery()
        accepted = or_(claim.c.reviewed.is_(None), claim.c.reviewed != "rejected")
        # By their article, too: claims have no index by their reading.
        own = claim.c.article == of_article
        query = select(claim.c.id).where(own, claim.c.reading == newest, accepted).order_by(claim.c.id)
        with self.looking() as connection:
            return deriving.load_claims(connection, list(connection.execute(query).scalars()))

    def claim(self, number: int) -> StoredClaim:
        """A claim, whether it is in use or not.

        Raises:
            StoreFault: there is none.
        """
        with self.looking() as connection:
            found = deriving.load_claims(connection, [number])
        if not found:
            raise StoreFault(f"claim {number}", "is not in the store", "take its number from an event")
        return found[0]

    def counts(self) -> dict[str, int]:
        """How many articles, claims in use and events there are."""
        tables = {
            "articles": select(func.count()).select_from(article).where(article.c.current),
            "claims": select(func.count()).select_from(claim).where(claim.c.live),
            "events": select(func.count()).select_from(event),
        }
        with self.looking() as connection:
            return {name: connection.execute(query).scalar_one() for name, query in tables.items()}

    def review(self, number: int, decision: Decision, *, seen: int | None = None) -> int:
        """Accept, correct or reject a claim, see :func:`ravayat.ledger.store.reviewing.review_claim`."""
        with writing(self._engine) as connection:
            return reviewing.review_claim(connection, number, decision, self._rules, seen=seen)

    def undo(self, number: int) -> None:
        """Withdraw a decision, see :func:`ravayat.ledger.store.reviewing.undo`."""
        with writing(self._engine) as connection:
            reviewing.undo(connection, number, self._rules)

    def judge(self, first: int, second: int, *, same: bool, by: str, reason: str = "") -> int:
        """Join two claims, or keep them apart, by hand."""
        with writing(self._engine) as connection:
            return reviewing.judge_join(connection, first, second, same=same, by=by, reason=reason, rules=self._rules)

    def split(self, claims: Sequence[int], *, by: str, reason: str = "") -> list[int]:
        """Take claims out of their event by hand; returns the events that come of it."""
        with writing(self._engine) as connection:
            return reviewing.split_event(connection, claims, by=by, reason=reason, rules=self._rules)

    def withdraw_join(self, number: int, *, whole: bool = False) -> None:
        """Take back a join that a person made; with ``whole`` all joins of the split that it is part of."""
        with writing(self._engine) as connection:
            reviewing.withdraw_join(connection, number, self._rules, whole=whole)

    def grade(self, number: int, key: str, *, by: str, reason: str = "") -> int:
        """Set an event's standing by hand."""
        with writing(self._engine) as connection:
            return reviewing.grade_event(connection, number, key, by=by, reason=reason, rules=self._rules)

    def history(self, number: int) -> list[Row[Any]]:
        """Every decision about a claim, withdrawn ones too, the oldest first."""
        with self.looking() as connection:
            return list(connection.execute(select(review).where(review.c.claim == number).order_by(review.c.id)))

    def rebuild(self) -> int:
        """Work out every event again from claims and joins, such as after a change of the rules; how many there are."""
        last = 0
        while True:
            with writing(self._engine) as connection:
                query = select(claim.c.id).where(claim.c.id > last).order_by(claim.c.id).limit(_PAGE)
                ids = list(connection.execute(query).scalars())
                deriving.derive(connection, ids, self._rules)
            if not ids:
                return self.counts()["events"]
            last = ids[-1]
