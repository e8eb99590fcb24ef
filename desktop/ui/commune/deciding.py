"""Settling a conflict: what a typed third value means, and the act that writes the decision. No window here."""

from typing import Any

from desktop.errors import TosoError
from desktop.models import commune_queries as queries
from desktop.models.column_kinds import Kind, kind_of
from desktop.models.columns import value_of_text
from desktop.models.conflicts import Conflict, conflicts, decide
from desktop.models.journal import changing
from desktop.models.rules.columns import column_findings
from desktop.models.rules.findings import RuleBroken
from desktop.models.schema import TABLES
from desktop.text import phone_digits
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk

_TYPED = (Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.DAY, Kind.CHOICE, Kind.FLAG)


def takes_third_value(conflict: Conflict) -> bool:
    """Whether a person can write a value of their own; not for links to other records and for structured values."""
    return conflict.field != "deleted" and kind_of(conflict.table, conflict.field) in _TYPED


def typed_value(conflict: Conflict, text: str) -> Any:  # noqa: ANN401 - a column's value
    """What a typed text means for the column; raises RuleBroken when it may not stand there."""
    model = TABLES[conflict.table]
    value = value_of_text(model.shared_fields()[conflict.field], text.strip())
    if conflict.field == "phone" and isinstance(value, str):
        value = phone_digits(value) or value
    found = [
        one for one in column_findings(model, conflict.record, {conflict.field: value}, partial=True) if one.blocks
    ]
    if found:
        raise RuleBroken(found)
    return value


def settle(desk: Desk, conflict: Conflict, value: object, reason: str) -> None:
    """Write the decision; it travels in the next bundles. Raises TosoError when the values are no longer the same."""
    here = (conflict.table, conflict.record, conflict.field)
    now = next((one for one in conflicts(desk.store) if (one.table, one.record, one.field) == here), None)
    if now is None or now.sides != conflict.sides:
        raise TosoError(
            tr("Mục này vừa thay đổi, chưa ghi quyết định."), tr("Hãy xem lại các giá trị rồi chọn."), code="missing"
        )
    by = queries.officer(desk.store) or tr("Cán bộ xã")
    with changing(desk.store) as change:
        decide(change, conflict, value, reason=reason, decided_by=by)
    desk.tell_changed(frozenset({conflict.table, "decision"}))
