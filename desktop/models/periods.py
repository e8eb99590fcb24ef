"""Reporting periods beside a day: the calendar month, the periods that are open, and the one that is in hand."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.models.facts import PeriodFacts
from desktop.models.journal import VILLAGE
from desktop.models.store import Store

_AHEAD = timedelta(days=14)  # a report is in hand from so long before it is due


@dataclass(frozen=True)
class ReportDue:
    """A period whose report is not sent: `days_left` is negative when it is late, None when no day is set."""

    period: PeriodFacts
    state: str  # chua_nop, nhap, can_sua
    days_left: int | None


def month_of(day: date) -> PeriodFacts:
    """The calendar month of a day; it is no period of the commune's and has no id."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return PeriodFacts("", "thang", f"tháng {day.month} năm {day.year}", first, last)


def month_before(day: date) -> PeriodFacts:
    """The calendar month before that of a day."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def open_periods(store: Store, day: date) -> list[PeriodFacts]:
    """The periods that have begun by a day and are not closed, by the day on which they are due.

    Those that a village began by itself are told on its own desk alone.
    """
    rows = store.rows(
        "SELECT id, kind, name, first_day, last_day, due_on FROM period"
        " WHERE NOT deleted AND closed_on IS NULL AND first_day <= ? AND (village_id IS NULL OR village_id = ?)",
        [day.isoformat(), store.setting(VILLAGE)],
    )
    return sorted((_period(*row) for row in rows), key=lambda period: (due_day(period), period.first_day, period.name))


def _period(record: str, kind: str, name: str, first: str, last: str, due: str | None) -> PeriodFacts:
    due_on = date.fromisoformat(due) if due else None
    return PeriodFacts(record, kind, name, date.fromisoformat(first), date.fromisoformat(last), due_on)


def due_day(period: PeriodFacts) -> date:
    """The day by which a report is expected: the one that was set, else the last of the period."""
    return period.due_on or period.last_day


def period_in_hand(store: Store, day: date) -> PeriodFacts | None:
    """The period whose reports are being collected: the latest that is due within two weeks or was due before."""
    periods = open_periods(store, day)
    near = [period for period in periods if due_day(period) - _AHEAD <= day]
    return (near or periods)[-1] if periods else None
