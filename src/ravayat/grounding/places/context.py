"""What is known of an article before its places are resolved."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known of the article.

    Attributes:
        text: the raw text.
        country: ISO 3166-1 code of the country that it is about, where a person or another
            program has told it; otherwise the resolver weighs it up.
    """

    text: str = ""
    country: str = ""
