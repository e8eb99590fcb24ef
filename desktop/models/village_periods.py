"""The periods that a village reports on, with its reports, and those that it begins by itself (docs/decisions/0023).

The commune publishes periods for everybody (R067). A village may begin one of its own, in its own scope, when the
commune has none of these days; once the commune has, the report goes over to the commune's.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from desktop.errors import StoreError
from desktop.models.acts import Acts
from desktop.models.facts import PeriodFacts
from desktop.models.journal import VILLAGE
from desktop.models.report_calendar import CALENDAR, DECREE_09, place_of
from desktop.models.reporting import Period, VillageReport
from desktop.models.store import Store

#: States in which the village may still write the report.
OPEN_STATES = ("", "nhap", "can_sua")
_MOVABLE = ("nhap", "da_gui", "can_sua")  # what the commune has taken stays with the period that it was taken for
_AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class PeriodRow:
    """A period with the village's report about it; without a report `state` is ''. `own`: the village began it."""

    id: str
    kind: str
    name: str
    first_day: date
    last_day: date
    due_on: date | None
    own: bool
    report_id: str | None
    state: str
    sent_on: date | None
    received_on: date | None
    remark: str
    nothing_to_report: bool
    narrative: dict[str, str]

    @property
    def is_open(self) -> bool:
        """Whether the village may write the report."""
        return self.state in OPEN_STATES

    @property
    def facts(self) -> PeriodFacts:
        """The period alone."""
        return PeriodFacts(self.id, self.kind, self.name, self.first_day, self.last_day, self.due_on)


def periods_with_reports(store: Store, village_id: str, day: date) -> list[PeriodRow]:
    """The commune's periods and the village's own that have begun or begin within a week, the latest first."""
    rows = store.rows(
        "SELECT p.id, p.kind, p.name, p.first_day, p.last_day, p.due_on, p.village_id IS NOT NULL,"
        " r.id, r.state, r.sent_on, r.received_on, r.remark, r.nothing_to_report, r.narrative"
        " FROM period p LEFT JOIN village_report r ON r.id = ("
        " SELECT max(id) FROM village_report WHERE NOT deleted AND period_id = p.id AND village_id = ?1)"
        " WHERE NOT p.deleted AND p.first_day <= ?2 AND (p.village_id IS NULL OR p.village_id = ?1)"
        " ORDER BY p.first_day DESC, p.last_day DESC, p.id DESC",
        [village_id, (day + _AHEAD).isoformat()],
    )
    return [_row(*row) for row in rows]


def _row(
    record: str, kind: str, name: str, first: str, last: str, due: str | None, own: int,
    report: str | None, state: str | None, sent: str | None, received: str | None, remark: str | None,
    nil: int | None, narrative: str | None,
) -> PeriodRow:  # fmt: skip
    told = msgspec.json.decode(narrative) if narrative else {}
    texts = told if isinstance(told, dict) else {}
    return PeriodRow(
        record, kind, name, date.fromisoformat(first), date.fromisoformat(last), _day(due), bool(own),
        report, state or "", _day(sent), _day(received), remark or "", bool(nil),
        {code: text for code, text in texts.items() if isinstance(text, str)},
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def calendar_in_use(store: Store) -> str:
    """The calendar of the commune's latest period that fits one; calendar months where it has published none."""
    rows = store.rows(
        "SELECT id, kind, name, first_day, last_day FROM period WHERE NOT deleted AND village_id IS NULL"
        " ORDER BY first_day DESC, last_day, id"
    )
    for record, kind, name, first, last in rows:
        place = place_of(PeriodFacts(record, kind, name, date.fromisoformat(first), date.fromisoformat(last)))
        if place and place.calendar in (CALENDAR, DECREE_09):
            return place.calendar
    return CALENDAR


def same_days(one: PeriodFacts, other: PeriodFacts) -> bool:
    """Whether two periods are the same one, whatever they are called."""
    return (one.kind, one.first_day, one.last_day) == (other.kind, other.first_day, other.last_day)


def begin_period(acts: Acts, rows: list[PeriodRow], village_id: str, period: PeriodFacts) -> str:
    """Write a period of the village's own and the draft of its report; gives the period's id.

    Raises StoreError when there is one of these days already.
    """
    if any(same_days(row.facts, period) for row in rows):
        raise StoreError(
            "Kỳ báo cáo với các ngày này đã có rồi, chưa thêm gì.", "Hãy chọn kỳ đó trong danh sách.", code="is-there"
        )
    record = acts.add(
        Period, village_id=village_id, kind=period.kind, name=period.name, first_day=period.first_day,
        last_day=period.last_day,
    )  # fmt: skip
    acts.add(VillageReport, village_id=village_id, period_id=record, state="nhap")
    return record


def joined_by(rows: list[PeriodRow], own: PeriodRow | None) -> PeriodRow | None:
    """The commune's period of the same days as one of the village's own, when the report can go over to it."""
    if own is None or not own.own or own.state not in ("", *_MOVABLE):
        return None
    return next((row for row in rows if not row.own and not row.report_id and same_days(row.facts, own.facts)), None)


def join_commune(acts: Acts, own: PeriodRow, commune: PeriodRow) -> None:
    """Let the report of an own period be the one of the commune's, and drop the own period."""
    if own.report_id:
        acts.set(VillageReport, own.report_id, period_id=commune.id)
    acts.delete(Period, own.id)


def drop_period(acts: Acts, own: PeriodRow) -> None:
    """Delete a period of the village's own with the draft of its report; what was sent is not deleted so."""
    if not own.own or own.state not in ("", "nhap"):
        raise StoreError(
            "Chỉ xóa được kỳ do thôn lập và chưa gửi báo cáo; chưa xóa gì.",
            "Nếu báo cáo đã đưa vào gói, hãy lấy lại để sửa trước.",
            code="sent",
        )
    if own.report_id:
        acts.delete(VillageReport, own.report_id)
    acts.delete(Period, own.id)


def own_reports(store: Store, village_id: str, day: date) -> list[PeriodRow]:
    """The reports on periods that a village began by itself and has sent, for the commune's desk; the latest first."""
    rows = periods_with_reports(store, village_id, day)
    return [row for row in rows if row.own and row.state not in ("", "nhap")]


def own_village_id(store: Store) -> str:
    """The village of this desk, "" on the commune's."""
    return store.setting(VILLAGE) or ""
