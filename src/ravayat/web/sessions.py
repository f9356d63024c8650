"""Who somebody is: sessions kept in a signed cookie, and tokens that forms must carry (against CSRF)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

LONGEST = 12 * 3600
"""Seconds that a session lives."""
LONGEST_NAME = 64
_SEPARATOR = "."


@dataclass(frozen=True, slots=True)
class Session:
    """One browser.

    Attributes:
        id: random.
        name: of the person; empty where nobody asked.
        signed_in: the password was given.
        since: when it began, in seconds since 1970.
    """

    id: str
    name: str
    signed_in: bool
    since: int


class Sessions:
    """Makes and checks cookies. The secret lives as long as the process: a restart ends all sessions.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._secret = secrets.token_bytes(32)
        self._clock = clock
        self._ended: dict[str, int] = {}

    def begin(self, name: str = "", *, signed_in: bool = False) -> Session:
        """A new session."""
        return Session(secrets.token_urlsafe(18), name[:LONGEST_NAME], signed_in, int(self._clock()))

    def end(self, session: Session) -> None:
        """End a session, so that its cookie is worth nothing whoever has it."""
        # Those that would be too old by now need not be remembered.
        oldest = self._clock() - LONGEST
        self._ended = {key: since for key, since in self._ended.items() if since > oldest}
        self._ended[session.id] = session.since

    def cookie(self, session: Session) -> str:
        """The cookie's value."""
        told = json.dumps([session.id, session.name, session.signed_in, session.since])
        body = base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")
        return f"{body}{_SEPARATOR}{self._sign('session', body)}"

    def read(self, cookie: str) -> Session | None:
        """The session of a cookie; ``None`` where it is forged, ended or too old."""
        body, _, signature = cookie.partition(_SEPARATOR)
        if not self._same(self._sign("session", body), signature):
            return None
        session = Session(*json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))
        alive = 0 <= self._clock() - session.since < LONGEST and session.id not in self._ended
        return session if alive else None

    def token(self, session: Session) -> str:
        """What forms of this session carry."""
        return self._sign("form", session.id)

    def is_token(self, session: Session, told: str) -> bool:
        """Whether a form carries what it must."""
        return self._same(self.token(session), told)

    def _sign(self, purpose: str, text: str) -> str:
        return hmac.new(self._secret, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()

    @staticmethod
    def _same(one: str, other: str) -> bool:
        return hmac.compare_digest(one.encode(), other.encode("utf-8", "replace"))


def is_password(told: str, password: str) -> bool:
    """Whether somebody knows the password; takes as long whatever was told."""
    digests = (hashlib.sha256(text.encode("utf-8", "replace")).digest() for text in (told, password))
    return hmac.compare_digest(*digests)
