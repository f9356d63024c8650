"""Every export by its name."""

from __future__ import annotations

from functools import partial

from ravayat.views.exports.acled import ACLED
from ravayat.views.exports.export import Export
from ravayat.views.exports.followthemoney import followthemoney_lines
from ravayat.views.exports.geojson import geojson_lines
from ravayat.views.exports.jsonl import jsonl_lines
from ravayat.views.exports.linked import linked_lines
from ravayat.views.exports.plover import plover_lines
from ravayat.views.exports.tabular import csv_lines, write_parquet
from ravayat.views.exports.ucdp import UCDP

_JSON_LINES = "application/jsonl"
_CSV = "text/csv"
_PARQUET = "application/vnd.apache.parquet"

EXPORTS: dict[str, Export] = {
    export.name: export
    for export in (
        Export("jsonl", "everything, one JSON object a line", ".jsonl", _JSON_LINES, jsonl_lines),
        Export("acled-csv", "the columns of ACLED", ".csv", _CSV, partial(csv_lines, ACLED)),
        Export("ucdp-csv", "the columns of UCDP GED", ".csv", _CSV, partial(csv_lines, UCDP)),
        Export("acled-parquet", "the columns of ACLED", ".parquet", _PARQUET, packed=partial(write_parquet, ACLED)),
        Export("ucdp-parquet", "the columns of UCDP GED", ".parquet", _PARQUET, packed=partial(write_parquet, UCDP)),
        Export("plover", "PLOVER records, one a line", ".jsonl", _JSON_LINES, plover_lines),
        Export("geojson", "GeoJSON for maps", ".geojson", "application/geo+json", geojson_lines),
        Export("followthemoney", "FollowTheMoney entities, one a line", ".ftm.json", _JSON_LINES, followthemoney_lines),
        Export("jsonld", "schema.org claims and W3C annotations", ".jsonl", "application/ld+json", linked_lines),
    )
}
"""The forms that events can be written in."""
