"""What a record is called in front of a person: "Nông Văn A (02107-01-003)". Reading only."""

from datetime import date

from desktop.models import catalogues
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.text import format_input_date

#: How a record of a table is told in one line; a table that is not here is told by its title alone.
_TOLD = {
    "household": "SELECT head_name, COALESCE(code, '') FROM household WHERE id = ?",
    "person": "SELECT full_name, COALESCE(position_title, '') FROM person WHERE id = ?",
    "village": "SELECT name, code FROM village WHERE id = ?",
    "team": "SELECT name, '' FROM team WHERE id = ?",
    "device": "SELECT name, COALESCE(holder, '') FROM device WHERE id = ?",
    "period": "SELECT name, '' FROM period WHERE id = ?",
    "survey_round": "SELECT name, '' FROM survey_round WHERE id = ?",
    "form": "SELECT name, version FROM form WHERE id = ?",
    "service": "SELECT name, code FROM service WHERE id = ?",
    "membership": "SELECT p.full_name, t.name FROM membership m LEFT JOIN person p ON p.id = m.person_id"
    " LEFT JOIN team t ON t.id = m.team_id WHERE m.id = ?",
    "application": "SELECT p.full_name, t.name FROM application a LEFT JOIN person p ON p.id = a.person_id"
    " LEFT JOIN team t ON t.id = a.team_id WHERE a.id = ?",
    "consent": "SELECT h.head_name, COALESCE(h.code, '') FROM consent c"
    " LEFT JOIN household h ON h.id = c.household_id WHERE c.id = ?",
    "response": "SELECT h.head_name, COALESCE(h.code, '') FROM response r"
    " LEFT JOIN household h ON h.id = r.household_id WHERE r.id = ?",
    "attendance": "SELECT h.head_name, COALESCE(h.code, '') FROM attendance a"
    " LEFT JOIN household h ON h.id = a.household_id WHERE a.id = ?",
    "village_report": "SELECT p.name, v.name FROM village_report r LEFT JOIN period p ON p.id = r.period_id"
    " LEFT JOIN village v ON v.id = r.village_id WHERE r.id = ?",
    "commune_report": "SELECT p.name, '' FROM commune_report r LEFT JOIN period p ON p.id = r.period_id WHERE r.id = ?",
}
_SESSION = "SELECT s.kind, s.held_on, COALESCE(s.place, '') FROM session s WHERE s.id = ?"
_LINE = (
    "SELECT s.kind, s.held_on, COALESCE(v.name, l.service_code) FROM session_line l LEFT JOIN session s"
    " ON s.id = l.session_id LEFT JOIN service v ON v.code = l.service_code AND NOT v.deleted WHERE l.id = ?"
)


def record_name(store: Store, table: str, record: str) -> str:
    """The record as people know it; "" when it is not here or has no name of its own."""
    if table in ("session", "session_line"):
        return _session_name(store, _SESSION if table == "session" else _LINE, record)
    rows = store.rows(_TOLD[table], [record]) if table in _TOLD else []
    if not rows:
        return ""
    name, more = (part or "" for part in rows[0])
    return f"{name} ({more})" if name and more else name or more


def _session_name(store: Store, sql: str, record: str) -> str:
    rows = store.rows(sql, [record])
    if not rows:
        return ""
    kind, held_on, more = rows[0]
    label = catalogues.labels("session_kinds").get(kind or "", "").partition(" (")[0]
    day = format_input_date(date.fromisoformat(held_on)) if held_on else ""
    return ", ".join(part for part in (label, day, more) if part)


def referred_name(store: Store, column: str, record: str) -> str:
    """The name of a record that a column such as `head_id` points to; "" when it cannot be told."""
    tables = {
        "head_id": "person", "youth_secretary_id": "person", "person_id": "person", "team_id": "team",
        "household_id": "household", "session_id": "session", "period_id": "period", "round_id": "survey_round",
        "village_id": "village", "residence_village_id": "village", "interviewer_id": "membership",
        "asked_by": "membership",
    }  # fmt: skip
    table = tables.get(column, "")
    return record_name(store, table, record) if table in TABLES else ""
