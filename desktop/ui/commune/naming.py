"""The commune desk's words: states as chips, ages, what a bundle brings, values of columns. No rule is here."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.clock import VIETNAM
from desktop.models.record_names import record_name
from desktop.models.rules.titles import title_of
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.text import DASH, format_count, format_input_date
from desktop.ui.states import Shape, State
from desktop.ui.tokens import Tone

_LONG_AGO = 60  # days; after that months say more
_MOST_KINDS = 5


def tr(text: str) -> str:
    """Translate a text of the commune desk."""
    return QCoreApplication.translate("Commune", text)


def report_state(state: str, *, overdue: bool = False) -> State:
    """How a village's report stands at the commune."""
    late = State(tr("Chưa nộp, quá hạn"), Tone.BAD, Shape.CROSS)
    return {
        "chua_nop": late if overdue else State(tr("Chưa nộp"), Tone.WARN, Shape.RING),
        "nhap": late if overdue else State(tr("Chưa nộp"), Tone.WARN, Shape.RING),
        "da_gui": State(tr("Đã nộp, chờ xem"), Tone.INFO, Shape.HALF),
        "can_sua": State(tr("Cần sửa"), Tone.WARN, Shape.TRIANGLE),
        "da_tiep_nhan": State(tr("Đã nhận"), Tone.GOOD, Shape.FULL),
        "da_khoa": State(tr("Đã khóa sổ"), Tone.GOOD, Shape.TICK),
    }[state]


def days_ago(days: int | None) -> str:
    """How long ago, in words; a clock that went backwards counts as today."""
    if days is None:
        return DASH
    if days <= 0:
        return tr("hôm nay")
    if days == 1:
        return tr("hôm qua")
    if days < _LONG_AGO:
        return tr("{count} ngày trước").format(count=days)
    return tr("{count} tháng trước").format(count=format_count(round(days / 30.44)))


def day_of(instant: str) -> str:
    """The Vietnamese day of an instant in ISO spelling; "" when there is none."""
    return format_input_date(datetime.fromisoformat(instant).astimezone(VIETNAM).date()) if instant else ""


def thing(table: str) -> str:
    """A table's records as a noun inside a sentence: "hộ dân", "phiếu khảo sát"."""
    title = TABLES[table].title if table in TABLES else tr("loại khác")
    return title[:1].lower() + title[1:]


def numbers_of(counts: Mapping[str, int]) -> str:
    """Counts by table in words, the most first: "12 hộ dân, 8 phiếu khảo sát"; "" for none."""
    listed = sorted(((table, count) for table, count in counts.items() if count), key=lambda one: (-one[1], one[0]))
    told = [f"{format_count(count)} {thing(table)}" for table, count in listed[:_MOST_KINDS]]
    rest = sum(count for _, count in listed[_MOST_KINDS:])
    return ", ".join([*told, *([tr("{count} mục khác").format(count=format_count(rest))] if rest else [])])


def brought(added: Mapping[str, int], changed: Mapping[str, int]) -> str:
    """What a bundle brings, in one line or two sentences; "" when nothing."""
    parts = ((tr("Thêm {what}."), numbers_of(added)), (tr("Sửa {what}."), numbers_of(changed)))
    return " ".join(words.format(what=what) for words, what in parts if what)


def sender_name(name: str) -> str:
    """A sender's name at the beginning of a line: "Thôn Nà Quang"."""
    return name[:1].upper() + name[1:]


def column_name(table: str, column: str) -> str:
    """What a column is called."""
    return title_of(table, column)


def record_words(store: Store, table: str, record: str) -> str:
    """A record with what it is: "Hộ dân: Nông Văn A (02107-01-003)"."""
    title, name = TABLES[table].title, record_name(store, table, record)
    return f"{title}: {name}" if name else title
