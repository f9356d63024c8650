"""What the first page would wait for, made ready while its reader still opens the browser."""

from __future__ import annotations

import logging

from sqlalchemy.exc import SQLAlchemyError

from ravayat.grounding.places import shipped_gazetteer
from ravayat.grounding.registry import default_registry
from ravayat.ledger.store import Question, StoreFault
from ravayat.web import map_files
from ravayat.web.desk import Desk
from ravayat.web.messages import LANGUAGES, messages
from ravayat.web.pages.rendering import environment

_log = logging.getLogger(__name__)


def warm(desk: Desk) -> None:
    """Load what all pages use, and look at the events once."""
    environment().get_template("event_list.html")
    for language in LANGUAGES:
        messages(language)
    default_registry()
    shipped_gazetteer()
    try:
        desk.events.answer(Question())
    except (SQLAlchemyError, StoreFault) as error:
        # Whoever asks for a page is told; here nobody listens.
        _log.warning("the events could not be read: %s", error)
    for name in map_files.NAMES:
        map_files.zipped(name)
    map_files.half_widths()
