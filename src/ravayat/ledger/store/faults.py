"""What can be wrong with a store or with what is asked of it."""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError

_ASIDE: Final = 0xFF
"""SQLite tells more of a failure in the bits above these."""


class StoreFault(ValueError):
    """A store cannot be used, or not so; the message names it, says what is wrong and what to do."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}; {remedy}")
        self.name = name
        self.reason = reason
        self.remedy = remedy


class OvertakenFault(StoreFault):
    """Somebody decided otherwise since who decides now has looked."""


class StoreBusy(StoreFault):
    """Another program has been writing to the store for too long; what is refused now can be stored later."""

    @classmethod
    def of(cls, name: str, seconds: float) -> StoreBusy:
        """The fault of a store that was waited for so long."""
        reason = f"another program has been writing to it for {seconds:.0f} seconds"
        return cls(name, reason, "wait until it is done, and try again")


_FAILURES: Final = {
    sqlite3.SQLITE_FULL: ("the disk is full", "make room and do it again; what was told as stored is kept"),
    sqlite3.SQLITE_READONLY: ("may not be written", "allow writing to it and in its folder"),
    sqlite3.SQLITE_PERM: ("may not be used", "allow reading and writing it"),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened, or not what SQLite keeps beside it",
        "allow writing in its folder, or copy it into another",
    ),
    sqlite3.SQLITE_IOERR: ("cannot be read or written", "see to the disk"),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "put a copy back; `sqlite3 FILE .recover` saves what can be read"),
    sqlite3.SQLITE_NOTADB: ("is damaged", "put a copy back; `sqlite3 FILE .recover` saves what can be read"),
}


def failure(error: DBAPIError, name: str) -> StoreFault | None:
    """What a failure of the store itself is, for a person; ``None`` where it is rather one of the program.

    Args:
        error: what the database says.
        name: of the store.
    """
    told = _FAILURES.get(code_of(error.orig))
    if told is None:
        return None
    reason, remedy = told
    return StoreFault(name, f"{reason} ({error.orig})", remedy)


def code_of(error: BaseException | None) -> int:
    """SQLite's number of a failure, without its details; 0 where it tells none."""
    code: int = getattr(error, "sqlite_errorcode", None) or 0
    return code & _ASIDE
