"""The bytes that articles were read from, kept by their digest."""

from __future__ import annotations

import hashlib
import re
import secrets
from pathlib import Path

from ravayat.whole_file import replacing

_DIGEST = re.compile("[0-9a-f]{64}")


class OriginalsError(Exception):
    """The folder cannot be written; whatever was read from has nothing to do with it."""

    def __init__(self, folder: Path, error: OSError) -> None:
        super().__init__(f"{folder}: originals cannot be kept ({error.strerror or error}); choose another folder")


def digest_of(data: bytes) -> str:
    """SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Originals:
    """A folder of bytes, each under its SHA-256: what a page said can be shown when the page is gone.

    The same bytes are kept once; several processes may write to one folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def check(self) -> None:
        """Make sure that it can be written, and make it where it is not there.

        Raises:
            OriginalsError: it cannot.
        """
        trial = self._folder / f".{secrets.token_hex(4)}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            trial.touch()
            trial.unlink()
        except OSError as error:
            raise OriginalsError(self._folder, error) from error

    def keep(self, data: bytes) -> str:
        """Put ``data`` into the folder; its digest.

        Raises:
            OriginalsError: it cannot be written.
        """
        digest = digest_of(data)
        file = self._file(digest)
        try:
            if file.exists():
                return digest
            file.parent.mkdir(parents=True, exist_ok=True)
            # Under its digest there is never half a page.
            with replacing(file, "wb") as out:
                out.write(data)
        except OSError as error:
            raise OriginalsError(self._folder, error) from error
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes with this digest.

        Raises:
            KeyError: it is no digest or nothing is kept under it.
            OSError: the file is there and cannot be read.
        """
        if not _DIGEST.fullmatch(digest):
            raise KeyError(digest)
        try:
            return self._file(digest).read_bytes()
        except FileNotFoundError:
            raise KeyError(digest) from None

    def _file(self, digest: str) -> Path:
        # A folder with a million entries is slow on many file systems.
        return self._folder / digest[:2] / digest
