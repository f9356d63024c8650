"""Place mentions into places on the map, each with its precision; "unresolved" rather than a guess."""

from ravayat.grounding.places.context import PlaceContext
from ravayat.grounding.places.gazetteer import Gazetteer, load_gazetteer, shipped_gazetteer
from ravayat.grounding.places.resolve import place_mentions, resolve_places
from ravayat.grounding.places.rows import PlacesFault
from ravayat.grounding.places.whole_places import whole_places
from ravayat.records.place import Place, PlaceCandidate, PlaceMention, ResolvedPlace

__all__ = [
    "Gazetteer",
    "Place",
    "PlaceCandidate",
    "PlaceContext",
    "PlaceMention",
    "PlacesFault",
    "ResolvedPlace",
    "load_gazetteer",
    "place_mentions",
    "resolve_places",
    "shipped_gazetteer",
    "whole_places",
]
