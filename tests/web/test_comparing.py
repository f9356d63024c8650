"""The table of tellers is the same whenever it is drawn."""

from __future__ import annotations

from event_builder import events
from hypothesis import HealthCheck, given, settings

from ravayat.ledger.events import Event
from ravayat.web.comparing import compare
from ravayat.web.look import Look


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(events())
def test_values_that_as_many_share_stand_in_the_order_of_telling(
    told: tuple[Event, dict[int, str]],
) -> None:
    table = compare(told[0], Look())
    for column, shared in table.spread:
        cells = [value.text for row in table.rows for value in row.cells[table.columns.index(column)]]
        tellers = {value.text: value.tellers for value in shared}
        assert [value.text for value in shared] == sorted(dict.fromkeys(cells), key=lambda text: -tellers[text])
