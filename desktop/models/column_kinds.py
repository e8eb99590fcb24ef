"""What kind of value a column holds, for screens that show and take values of any column. Nothing is stored here."""

from enum import Enum

from peewee import BooleanField, DateField, IntegerField, TextField

from desktop.models import catalogues
from desktop.models.base import ID_LENGTH, JSONField
from desktop.models.schema import TABLES


class Kind(Enum):
    """Kinds of values."""

    FLAG = "flag"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    REFERENCE = "reference"
    STRUCTURE = "structure"  # JSON
    TEXT = "text"
    LONG_TEXT = "long_text"


#: Where the labels of a coded column stand: (table, column) first, then the column alone.
_LABELS = {
    "role": "roles",
    "composition": "compositions",
    "beneficiary": "beneficiaries",
    "outcome": "outcomes",
    "pillar": "pillars",
    "end_reason": "exit_reasons",
    "gender": "genders",
    "education": "education",
    "status": "household_status",
    "household_class": "household_class",
    "class_standard": "class_standards",
    "answer": "consent_answers",
    "contact": "contacts",
    "approver": "approvers",
    "session.kind": "session_kinds",
    "application.kind": "application_kinds",
    "application.state": "application_states",
    "period.kind": "period_kinds",
    "response.state": "response_states",
    "village_report.state": "report_states",
    "task.level": "task_levels",
    "task_progress.state": "task_states",
    "opinion.state": "opinion_states",
    "opinion.topic": "opinion_topics",
    "planned_session.kind": "session_kinds",
    "partner_sector": "partner_sectors",
    "training.form": "training_forms",
    "skill_rating.topic": "training_topics",
    "skill_rating.level": "skill_levels",
    "recipient.channel": "delivery_channels",
    "recipient.purpose": "purposes",
}

#: Codes that have no list of their own in the catalogues.
_OWN = {
    "device.role": {"commune": "Máy xã", "village": "Máy thôn"},
    "about_table": {"session": "Buổi hỗ trợ", "initiative": "Sáng kiến", "commitment": "Cam kết"},
    "level": {"commune": "Cấp xã", "village": "Cấp thôn"},
    "birth_precision": {"ngay": "Biết đúng ngày", "thang": "Biết tháng và năm", "nam": "Chỉ biết năm"},
    "expands_to": {"truong_thon": "Từng trưởng thôn", "bi_thu_chi_doan": "Từng Bí thư Chi Đoàn"},
}


def kind_of(table: str, column: str) -> Kind:
    """The kind of a shared table's column; an unknown column is a bug and raises KeyError."""
    field = TABLES[table].shared_fields()[column]
    if labels_of(table, column) or field.choices:
        return Kind.CHOICE
    match field:
        case BooleanField():
            return Kind.FLAG
        case DateField():
            return Kind.DAY
        case IntegerField():
            return Kind.NUMBER
        case JSONField():
            return Kind.STRUCTURE
        case TextField():
            return Kind.LONG_TEXT
    return Kind.REFERENCE if getattr(field, "max_length", 0) == ID_LENGTH else Kind.TEXT


def labels_of(table: str, column: str) -> dict[str, str]:
    """Code -> label of a coded column, in showing order; empty where the column holds no codes."""
    own = _OWN.get(f"{table}.{column}") or _OWN.get(column)
    name = _LABELS.get(f"{table}.{column}") or _LABELS.get(column)
    listed = own or (catalogues.labels(name) if name else {})
    field = TABLES[table].shared_fields()[column]
    return {code: listed.get(code, code) for code, _ in field.choices} if field.choices else listed
