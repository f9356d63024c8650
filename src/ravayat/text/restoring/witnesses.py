"""What a text says of its own words: one that it parts in one place is the same word in another.

No table knows every name. But ``اوتلوک`` in a text that has ``اوت لوک`` or ``اوت‌لوک``, too, has lost a
half-space, and so has ``اوت لوک`` beside it. Each is a *witness* for the other. This is asked
only of a text in which something was restored, when nothing more is found without it: so clean
text stays as it is, and restoring twice is still restoring once.
"""

from __future__ import annotations

import numpy as np

from ravayat.text.restoring.characters import HALF, OTHER, Bools, Ints
from ravayat.text.restoring.conventions import UNJOINED, Conventions
from ravayat.text.restoring.features import JoinPlaces, SplitPlaces, Types
from ravayat.text.restoring.hashing import Hashes, among, contained, glued
from ravayat.text.restoring.model import WITNESS, Floats, Model
from ravayat.text.restoring.readings import Context

_SHORTEST = 2
"""Letters that each part must have at least."""
_COMMON = 12
"""Class of counts from which a word stands everywhere: beside such a word what is glued has mostly lost a blank."""


def witnessed(context: Context, rare: Ints, model: Model, conventions: Conventions) -> tuple[Ints, Floats]:
    """Places among the characters for which there is a witness, and how probable a half-space is there.

    ``rare`` are the numbers of the segments that sound text has seldom or never.
    """
    segments, keys = context.segments, context.keys
    left = (segments.gaps != OTHER).nonzero()[0]
    parted = JoinPlaces(left, left + 1, keys)
    pairs = parted.pairs()
    half = segments.gaps[left] == HALF
    halves, blanks = np.sort(pairs[half]), pairs[~half]

    # Only what stands here in two parts, too, is looked at further.
    in_one = glued(keys[left], keys[left + 1], segments.ends[left] - segments.starts[left])
    twice = contained(in_one, np.sort(keys[rare]))
    if not twice.any() and not contained(blanks, halves).any():
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    rare = rare[contained(keys[rare], np.sort(in_one[twice]))]
    types = Types.of(context.characters.codes, segments.starts[rare], segments.ends[rare])
    places = SplitPlaces.of(types)
    after = types.ends[places.owner] - types.starts[places.owner] - places.before
    places = places.take((places.before >= _SHORTEST) & (after >= _SHORTEST))
    at = types.starts[places.owner] + places.before
    # After a letter that does not join the next one a lost blank is not seen in print, and so is as frequent.
    joining = ~among(types.hashes.between(at - 1, at), UNJOINED)
    both_parts = places.pairs()
    both = np.sort(blanks[contained(blanks, np.sort(both_parts[joining]))])

    places = places.take(contained(both_parts, halves) | (joining & contained(both_parts, both)))
    joins = parted.take(~half).take(contained(blanks, np.union1d(halves, both)))
    if not len(places.owner) and not len(joins.left):
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    places = places.take(_uncommon(model, places.left, places.right))
    split = conventions.applied(types, places, model.splits_witnessed(types, places, WITNESS), model.lexicon)
    split = np.where(places.beside_a_better_one(split), np.float32(0), split)
    starts = segments.starts[rare[places.owner]] + places.before

    joins = joins.take(_uncommon(model, keys[joins.left], keys[joins.right]))
    joined = model.joins_witnessed(joins.pairs(), WITNESS)
    return np.concatenate((starts, segments.ends[joins.left])), np.concatenate((split, joined))


def _uncommon(model: Model, left: Hashes, right: Hashes) -> Bools:
    """Where neither word stands everywhere."""
    common = model.lexicon.look_up(np.concatenate((left, right))).free >= _COMMON
    return ~(common[: len(left)] | common[len(left) :])
