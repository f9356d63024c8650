"""Events in the forms that others read: one registry, each export a stream.

``EXPORTS["geojson"].write(events, out)`` writes as it reads, so that memory stays flat however many events there are.
What a form asks for and we do not know stays empty; ``docs/exports.md`` says which and why.
"""

from __future__ import annotations

from ravayat.views.exports.export import Export, ExportFault
from ravayat.views.exports.registry import EXPORTS

__all__ = ["EXPORTS", "Export", "ExportFault"]
