"""When two values of a slot agree; the definitions are the annotation scheme's.

Both sides may be absent, which counts as nothing at all. Every comparison gives a
:class:`Tally`: what both have, what only the prediction has, what only the gold has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ravayat.evaluate.plain_claim import Bounds, Days, PlainClaim
from ravayat.records import COUNT_SLOTS

LIST_SLOTS = ("actor", "target", "place")
SLOTS = ("type", *LIST_SLOTS, *COUNT_SLOTS, "time", "source", "chain", "stance")
"""Every slot that is scored; ``source`` is the chain's members one by one, ``chain`` the chain as a whole."""

_SAME_LETTER = str.maketrans("يىكةۀأإآؤ", "ییکههاااو")
_SEPARATORS = str.maketrans(dict.fromkeys("«»\"'()،؛:.", " "))
_LONG_ENOUGH_TO_CONTAIN = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """Agreements, surplus of the prediction, and what the prediction lacks."""

    both: int = 0
    predicted_only: int = 0
    gold_only: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.both + other.both,
            self.predicted_only + other.predicted_only,
            self.gold_only + other.gold_only,
        )


def comparable(words: str) -> str:
    """``words`` with one form for each letter, without marks, joiners and punctuation."""
    decomposed = unicodedata.normalize("NFKD", words.translate(_SAME_LETTER)).translate(_SAME_LETTER)
    kept = [char for char in decomposed if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"]
    return " ".join("".join(kept).translate(_SEPARATORS).split())


def same_words(one: str, other: str) -> bool:
    """Whether two quotes mean the same words: equal but for blanks, one in the other, or half in common."""
    one, other = comparable(one), comparable(other)
    first, second = one.replace(" ", ""), other.replace(" ", "")
    if not first or not second:
        return False
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    if len(short) >= _LONG_ENOUGH_TO_CONTAIN and short in long:
        return True
    left, right = set(one.split()), set(other.split())
    return len(left & right) * 4 >= len(left) + len(right)


def compare(predicted: PlainClaim | None, gold: PlainClaim | None) -> dict[str, Tally]:
    """Every slot of a pair of claims, or of a claim that has no partner."""
    return {
        "type": _one(predicted, gold, equal=_same_type(predicted, gold)),
        **{slot: _words(_list(predicted, slot), _list(gold, slot)) for slot in LIST_SLOTS},
        **{slot: _bounds(_count(predicted, slot), _count(gold, slot)) for slot in COUNT_SLOTS},
        "time": _days(predicted.time if predicted else None, gold.time if gold else None),
        "source": _words(_list(predicted, "chain"), _list(gold, "chain")),
        "chain": _one(predicted, gold, equal=_same_chain(predicted, gold)),
        "stance": _one(predicted, gold, equal=bool(predicted and gold and predicted.stance == gold.stance)),
    }


def _one(predicted: object, gold: object, *, equal: bool) -> Tally:
    return Tally(both=1) if equal else Tally(0, int(predicted is not None), int(gold is not None))


def _same_type(predicted: PlainClaim | None, gold: PlainClaim | None) -> bool:
    return bool(predicted and gold and predicted.type == gold.type)


def _same_chain(predicted: PlainClaim | None, gold: PlainClaim | None) -> bool:
    if predicted is None or gold is None or len(predicted.chain) != len(gold.chain):
        return False
    return all(map(same_words, predicted.chain, gold.chain))


def _list(claim: PlainClaim | None, slot: str) -> Sequence[str]:
    return getattr(claim, slot) if claim else ()


def _count(claim: PlainClaim | None, slot: str) -> Bounds | None:
    counts: Mapping[str, Bounds] = claim.counts if claim else {}
    return counts.get(slot)


def matched(predicted: Sequence[str], gold: Sequence[str]) -> list[bool]:
    """Which of the predicted words stand in ``gold``, each of whose items serves once."""
    left, found = list(gold), []
    for item in predicted:
        partner = next((index for index, wanted in enumerate(left) if same_words(item, wanted)), None)
        if partner is not None:
            del left[partner]
        found.append(partner is not None)
    return found


def _words(predicted: Sequence[str], gold: Sequence[str]) -> Tally:
    both = sum(matched(predicted, gold))
    return Tally(both, len(predicted) - both, len(gold) - both)


def _bounds(predicted: Bounds | None, gold: Bounds | None) -> Tally:
    return _one(predicted, gold, equal=predicted is not None and predicted == gold)


def _days(predicted: Days | None, gold: Days | None) -> Tally:
    return _one(predicted, gold, equal=predicted is not None and gold is not None and _same_days(predicted, gold))


def _same_days(one: Days, other: Days) -> bool:
    if one.first and other.first:
        last, other_last = one.last or one.first, other.last or other.first
        return abs((one.first - other.first).days) <= 1 and abs((last - other_last).days) <= 1
    return not one.first and not other.first and same_words(one.text, other.text)
