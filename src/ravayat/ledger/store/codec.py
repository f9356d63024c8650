"""Claims as JSON values and back, losing nothing but, unless asked for, the candidates that a place was chosen from."""

from __future__ import annotations

from dataclasses import is_dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any, cast

import msgspec
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn

from ravayat.records import Claim, Meaning


@cache
def _converter() -> Converter:
    converter = Converter()
    converter.register_unstructure_hook(date, date.isoformat)
    # What is as it is by default need not be written a million times.
    converter.register_unstructure_hook_factory(
        lambda kind: isinstance(kind, type) and is_dataclass(kind),
        lambda kind: make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True),
    )
    return converter


def claim_to_json(claim: Claim, *, whole: bool = False) -> dict[str, Any]:
    """The claim as a JSON object with the names of its fields; fields at their default are left out.

    Args:
        claim: to be written.
        whole: keep the candidates of places too.
    """
    if claim.meaning and not whole:
        claim = replace(claim, meaning=_slim(claim.meaning))
    return cast("dict[str, Any]", _converter().unstructure(claim, Claim))


def claim_from_json(value: dict[str, Any]) -> Claim:
    """The claim that :func:`claim_to_json` wrote.

    Raises:
        ValueError: the object is none.
    """
    try:
        return msgspec.convert(value, Claim)
    except msgspec.ValidationError as error:
        raise ValueError(f"no claim as it is written here: {error}") from error


@lru_cache(maxsize=1024)
def claim_from_text(value: str) -> Claim:
    """As :func:`claim_from_json`, from the JSON text itself: an added article reads dozens of stored claims back.

    What is in the news is read back again and again, so the last ones are kept.

    Raises:
        ValueError: the text is none.
    """
    try:
        return _claims.decode(value)
    except msgspec.DecodeError as error:
        raise ValueError(f"no claim as it is written here: {error}") from error


_claims = msgspec.json.Decoder(Claim)


def _slim(meaning: Meaning) -> Meaning:
    places = tuple(replace(place, candidates=()) for place in meaning.places)
    return replace(meaning, places=places)
