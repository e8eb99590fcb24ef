"""Conflicts and decisions in whole Vietnamese words, the same on the screen and on the command line. Reading only."""

from collections.abc import Sequence
from datetime import datetime

from desktop.clock import VIETNAM
from desktop.models.arrivals import Arrival
from desktop.models.differing import DELETED, DifferingRecord, Written
from desktop.models.rules.titles import title_of
from desktop.models.schema import TABLES
from desktop.text import format_input_date

CLOCK_WRONG = "đồng hồ máy đó sai"


def upper_first(text: str) -> str:
    """A sentence or a name at the beginning of a line."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """A title inside a sentence: "hộ dân", "số điện thoại"."""
    return text[:1].lower() + text[1:]


def moment(instant: datetime) -> str:
    """An instant as people in Vietnam tell it: "08:05 ngày 19/08/2025"."""
    local = instant.astimezone(VIETNAM)
    return f"{local:%H:%M} ngày {format_input_date(local.date())}"


def when_written(written: Written) -> str:
    """When a value was written: "ghi lúc 08:05 ngày 19/08/2025", or that nobody can tell."""
    return f"không rõ lúc ghi, {CLOCK_WRONG}" if written.clock_wrong else f"ghi lúc {moment(written.at)}"


def how_it_came(arrival: Arrival | None) -> str:
    """With which bundle an entry came: "gói số 5 của thôn Nà Quang, ghép ngày 04/09/2025"."""
    if arrival is None:
        return ""
    day = format_input_date(arrival.merged_at.astimezone(VIETNAM).date())
    return f"gói số {arrival.number} của {arrival.sender}, ghép ngày {day}"


def columns_told(table: str, columns: Sequence[str]) -> str:
    """Columns inside a sentence: "số điện thoại, xóm"."""
    return ", ".join(lower_first(title_of(table, name)) for name in columns)


def differing_told(table: str, columns: Sequence[str]) -> str:
    """What differs in a record, as a list of titles, the deletion first."""
    titles = [title_of(table, name) for name in columns if name != DELETED]
    return ", ".join(["Xóa hay giữ", *titles] if DELETED in columns else titles)


def deletion_told(record: DifferingRecord) -> str:
    """Who deleted the record while who edited what; "" when nobody did."""
    sides = [side for one in record.fields if one.field == DELETED for side in one.sides]
    if not sides:
        return ""
    thing = f"{lower_first(TABLES[record.table].title)} này"
    gone = dict.fromkeys(side.writer.told for side in sides if side.value)
    stay = dict.fromkeys(_kept(record.table, side, sides) for side in sides if not side.value)
    return upper_first(f"{' và '.join(gone)} xóa {thing}, trong khi {' và '.join(stay)}.")


def _kept(table: str, side: Written, beside: Sequence[Written]) -> str:
    """What somebody did who did not delete: all their edits in one sentence."""
    edited = {name for one in beside if one.writer == side.writer for name in one.edited}
    return f"{side.writer.told} {f'sửa {columns_told(table, sorted(edited))}' if edited else 'giữ lại'}"
