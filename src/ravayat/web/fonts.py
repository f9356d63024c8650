"""A font of the server's own, such as Vazirmatn, for browsers on machines that have none: shown, never shipped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ravayat.web.settings import SettingsFault

_KINDS = {".woff2": (b"wOF2", "font/woff2"), ".woff": (b"wOFF", "font/woff")}
_OPEN = {".ttf": "font/ttf", ".otf": "font/otf"}
_SFNT = (b"\0\1\0\0", b"OTTO", b"true")
_LARGEST = 20_000_000
_MOST_LOOKED_AT = 2_000
_VARIABLE = re.compile(r"\[[^\]]*wght[^\]]*\]|variable", re.IGNORECASE)
_HINT = "name a .woff2, .woff, .ttf or .otf file, or a folder with such files"


@dataclass(frozen=True, slots=True)
class Face:
    """A file of a font.

    Attributes:
        file: where it lies.
        weight: as CSS takes it: one, or the two ends of a variable font.
        media_type: of the file.
    """

    file: Path
    weight: str
    media_type: str


def faces(path: Path) -> tuple[Face, ...]:
    """The faces to serve: one file, or of a folder its variable font, else its regular and bold ones.

    Args:
        path: a font file, or a folder such as that of the npm package ``vazirmatn``, which is looked through.

    Raises:
        SettingsFault: there is none.
    """
    if path.is_dir():
        found = _of_folder(path)
        if not found:
            raise SettingsFault(f"--font {path} holds no font of Persian letters by a name that is known; {_HINT}")
        return tuple(map(_face, found))
    return (_face(path),)


def style(of: Iterable[Face]) -> str:
    """The style sheet that lends the pages' first font family to these faces."""
    rule = (
        '@font-face {{ font-family: "Vazirmatn"; src: url("/fonts/{number}"); font-weight: {weight};'
        " font-style: normal; font-display: swap; }}\n"
    )
    return "".join(rule.format(number=number, weight=face.weight) for number, face in enumerate(of))


def _face(file: Path) -> Face:
    try:
        with file.open("rb") as opened:
            head = opened.read(4)
        size = file.stat().st_size
    except OSError as error:
        raise SettingsFault(f"--font {file} cannot be read ({error.strerror}); {_HINT}") from error
    magic, media_type = _KINDS.get(file.suffix.lower(), (b"", _OPEN.get(file.suffix.lower(), "")))
    if not media_type or (head != magic if magic else head not in _SFNT) or size > _LARGEST:
        raise SettingsFault(f"--font {file} is no font; {_HINT}")
    return Face(file, _weight(file.name), media_type)


def _weight(name: str) -> str:
    if _VARIABLE.search(name):
        return "100 900"
    return "700" if re.search(r"(?<![a-z])bold", name, re.IGNORECASE) and "semi" not in name.lower() else "400"


def _of_folder(folder: Path) -> list[Path]:
    """The best of what lies in a folder: the plain family, smaller files first."""
    wanted = [*_KINDS, *_OPEN]
    files = []
    for number, file in enumerate(folder.rglob("*")):
        if number > _MOST_LOOKED_AT:
            break
        if file.suffix.lower() in wanted and "node_modules" not in file.relative_to(folder).parts[1:]:
            files.append(file)
    # Variants ("-RD", "-UI", "-FD", "-NL") have longer names than the family itself.
    files.sort(key=lambda file: (len(file.name), wanted.index(file.suffix.lower()), str(file)))
    variable = [file for file in files if _VARIABLE.search(file.name)]
    if variable:
        return variable[:1]
    regular = [file for file in files if re.search(r"[-_]regular\b", file.stem, re.IGNORECASE)]
    bold = [file for file in files if re.search(r"[-_]bold\b", file.stem, re.IGNORECASE)]
    return [*regular[:1], *bold[:1]] if regular else []
