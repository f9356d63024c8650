"""The one call that most people need."""

from __future__ import annotations

from collections.abc import Iterator

from ravayat.text.letters import INVISIBLE, fold
from ravayat.text.restoring.characters import HALF_SPACE, LETTER, Characters, folded_places
from ravayat.text.restoring.conventions import Conventions
from ravayat.text.restoring.model import Model, load_model
from ravayat.text.restoring.restored import Change, ChangeKind, Level, Restored
from ravayat.text.restoring.restorer import Settings, find
from ravayat.text.restoring.signs import Signs

_DEFAULT = Conventions()


def restore(
    text: str, level: Level = Level.DISPLAY, *, conventions: Conventions = _DEFAULT, model: Model | None = None
) -> Restored:
    r"""Give ``text`` back the half-spaces that it lost.

    >>> restore("حزبالله می گوید کشتهاند").text
    'حزب\u200cالله می\u200cگوید کشته\u200cاند'

    Letters, digits, Latin words, addresses, hashtags and code (between backticks) stay what they
    are; half-spaces that are there are never taken out. Restoring a restored text changes nothing.
    ``model`` is the package's own unless given.
    """
    if level is Level.RAW:
        return Restored(text, text, ())
    model = model or load_model()
    characters = Characters.of(text)
    signs = Signs.of(text, characters, model)
    if signs.changes:
        characters = signs.applied(text)
    if level is Level.DISPLAY:
        half_spaces = _half_spaces(text, characters, conventions, model)
        return Restored.of(text, signs.beside(half_spaces))
    formed = Restored.of(text, signs.beside(_forms(text)))
    if formed.changes:
        characters = Characters.of(formed.text)
    half_spaces = _half_spaces(formed.text, characters, conventions, model)
    return Restored.of(text, _joined(formed, half_spaces) if formed.changes else half_spaces)


def _half_spaces(text: str, characters: Characters, conventions: Conventions, model: Model) -> Iterator[Change]:
    found = find(characters, model, Settings(conventions=conventions))
    letters = characters.kinds[found.places] == LETTER
    starts = characters.places[found.places]
    for start, letter, confidence in zip(starts.tolist(), letters.tolist(), found.confidences.tolist(), strict=True):
        if letter:
            yield Change(ChangeKind.DELETED, start, start, "", HALF_SPACE, confidence)
        else:
            yield Change(ChangeKind.BLANK, start, start + 1, text[start], HALF_SPACE, confidence)


def _forms(text: str) -> Iterator[Change]:
    for place in folded_places(text).tolist():
        char = text[place]
        form = fold(char)
        yield Change(ChangeKind.FORM, place, place + 1, char, "" if form == INVISIBLE else form)


def _joined(formed: Restored, half_spaces: Iterator[Change]) -> list[Change]:
    """Changes of the raw text that do what those of the two steps do one after the other."""
    changes = {(change.start, change.end): change for change in formed.changes}
    for change in half_spaces:
        start = formed.to_raw[change.start]
        end = start + len(change.old)
        changes[start, end] = Change(change.kind, start, end, formed.raw[start:end], change.new, change.confidence)
    return [changes[place] for place in sorted(changes)]
