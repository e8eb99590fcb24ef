"""What a record is called in front of a person: "Nông Văn A (02107-01-003)". Reading only, in a few queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from desktop.models import catalogues
from desktop.models.rows import in_parts
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.text import format_input_date

Key = tuple[str, str]  # table, record

#: How records of a table are told in one line (id, name, more); a table that is not here is told by its title alone.
_TOLD = {
    "household": "SELECT x.id, x.head_name, x.code FROM household x",
    "person": "SELECT x.id, x.full_name, x.position_title FROM person x",
    "village": "SELECT x.id, x.name, x.code FROM village x",
    "team": "SELECT x.id, x.name, '' FROM team x",
    "device": "SELECT x.id, x.name, x.holder FROM device x",
    "period": "SELECT x.id, x.name, '' FROM period x",
    "survey_round": "SELECT x.id, x.name, '' FROM survey_round x",
    "form": "SELECT x.id, x.name, x.version FROM form x",
    "service": "SELECT x.id, x.name, x.code FROM service x",
    "membership": "SELECT x.id, p.full_name, t.name FROM membership x LEFT JOIN person p ON p.id = x.person_id"
    " LEFT JOIN team t ON t.id = x.team_id",
    "application": "SELECT x.id, p.full_name, t.name FROM application x LEFT JOIN person p ON p.id = x.person_id"
    " LEFT JOIN team t ON t.id = x.team_id",
    "consent": "SELECT x.id, h.head_name, h.code FROM consent x LEFT JOIN household h ON h.id = x.household_id",
    "response": "SELECT x.id, h.head_name, h.code FROM response x LEFT JOIN household h ON h.id = x.household_id",
    "attendance": "SELECT x.id, h.head_name, h.code FROM attendance x LEFT JOIN household h ON h.id = x.household_id",
    "village_report": "SELECT x.id, p.name, v.name FROM village_report x LEFT JOIN period p ON p.id = x.period_id"
    " LEFT JOIN village v ON v.id = x.village_id",
    "collaborator_group": "SELECT x.id, x.name, t.name FROM collaborator_group x LEFT JOIN team t ON t.id = x.team_id",
    "training": "SELECT x.id, x.name, x.held_on FROM training x",
    "training_attendance": "SELECT x.id, p.full_name, t.name FROM training_attendance x"
    " LEFT JOIN person p ON p.id = x.person_id LEFT JOIN training t ON t.id = x.training_id",
    "skill_rating": "SELECT x.id, p.full_name, x.rated_on FROM skill_rating x LEFT JOIN person p ON p.id = x.person_id",
    "commitment": "SELECT x.id, h.head_name, x.product FROM commitment x"
    " LEFT JOIN household h ON h.id = x.household_id",
    "task": "SELECT x.id, x.name, x.document FROM task x",
    "task_progress": "SELECT x.id, t.name, v.name FROM task_progress x LEFT JOIN task t ON t.id = x.task_id"
    " LEFT JOIN village v ON v.id = x.village_id",
    "initiative": "SELECT x.id, x.name, '' FROM initiative x",
    "commune_report": "SELECT x.id, p.name, '' FROM commune_report x LEFT JOIN period p ON p.id = x.period_id",
}
#: Sessions are told by kind, day and a word more (id, kind, day, more).
_TOLD_BY_DAY = {
    "session": "SELECT x.id, x.kind, x.held_on, x.place FROM session x",
    "planned_session": "SELECT x.id, x.kind, x.held_on, x.place FROM planned_session x",
    "session_line": "SELECT x.id, s.kind, s.held_on, COALESCE(v.name, x.service_code) FROM session_line x"
    " LEFT JOIN session s ON s.id = x.session_id"
    " LEFT JOIN service v ON v.code = x.service_code AND NOT v.deleted",
}
_REFERRED = {
    "head_id": "person", "youth_secretary_id": "person", "person_id": "person", "team_id": "team",
    "household_id": "household", "session_id": "session", "period_id": "period", "round_id": "survey_round",
    "village_id": "village", "residence_village_id": "village", "interviewer_id": "membership",
    "asked_by": "membership", "group_id": "collaborator_group", "training_id": "training", "task_id": "task",
    "merged_into_id": "household", "split_from_id": "household",
    "response_id": "response",
}  # fmt: skip


def record_names(store: Store, records: Iterable[Key]) -> dict[Key, str]:
    """The records as people know them; what is not here or has no name of its own is left out."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for table, record in records:
        wanted[table].add(record)
    found: dict[Key, str] = {}
    for table, ids in wanted.items():
        sql = _TOLD.get(table) or _TOLD_BY_DAY.get(table)
        for part in in_parts(sorted(ids)) if sql else ():
            rows = store.rows(f"{sql} WHERE x.id IN ({','.join('?' * len(part))})", part)
            told = _named if table in _TOLD else _dated
            found.update({(table, record): name for record, *parts in rows if (name := told(*parts))})
    return found


def record_name(store: Store, table: str, record: str) -> str:
    """The record as people know it; "" when it is not here or has no name of its own."""
    return record_names(store, [(table, record)]).get((table, record), "")


def _named(name: str | None, more: str | None) -> str:
    return f"{name} ({more})" if name and more else name or more or ""


def _dated(kind: str | None, held_on: str | None, more: str | None) -> str:
    label = catalogues.labels("session_kinds").get(kind or "", "").partition(" (")[0]
    day = format_input_date(date.fromisoformat(held_on)) if held_on else ""
    return ", ".join(part for part in (label, day, more) if part)


def referred_name(store: Store, column: str, record: str) -> str:
    """The name of a record that a column such as `head_id` points to; "" when it cannot be told."""
    table = _REFERRED.get(column, "")
    return record_name(store, table, record) if table in TABLES else ""
