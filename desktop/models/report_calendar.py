"""The days and names of reporting periods: calendar months and the calendar of Nghị định 09/2019 (Điều 12, DOMAIN 3.1).

By NĐ 09/2019 a month is the 15th of the month before to the 14th, and so are quarters, half years and years: the year
2026 is 15/12/2025 to 14/12/2026. Computes only; what is written down is in `reporting.Period`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.models.facts import PeriodFacts
from desktop.text import format_date

MONTH, QUARTER, HALF, YEAR, SUDDEN = "thang", "quy", "sau_thang", "nam", "dot_xuat"
#: Kind -> how many months it has; a sudden one has the days that somebody sets.
MONTHS = {MONTH: 1, QUARTER: 3, HALF: 6, YEAR: 12}
CALENDAR, DECREE_09 = "duong_lich", "nd_09"
CALENDARS = (CALENDAR, DECREE_09)
_CLOSES_ON = 14  # NĐ 09/2019: the last day of every period
_ONE_DAY = timedelta(days=1)
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Place:
    """Where a period stands: of a kind, in a calendar, the `number`-th of a year (quarter 3 of 2025)."""

    kind: str
    calendar: str
    year: int
    number: int

    def before(self) -> "Place":
        """The one before it, over the end of a year too."""
        if self.number > 1:
            return Place(self.kind, self.calendar, self.year, self.number - 1)
        return Place(self.kind, self.calendar, self.year - 1, 12 // MONTHS[self.kind])

    def after(self) -> "Place":
        """The one after it."""
        if self.number < 12 // MONTHS[self.kind]:
            return Place(self.kind, self.calendar, self.year, self.number + 1)
        return Place(self.kind, self.calendar, self.year + 1, 1)

    def facts(self) -> PeriodFacts:
        """Its days and its name; it has no id, for nobody has written it down."""
        months = MONTHS[self.kind]
        last_month = self.number * months
        first, last = _month(self.year, last_month - months + 1), _month(self.year, last_month + 1) - _ONE_DAY
        if self.calendar == DECREE_09:
            last = last.replace(day=_CLOSES_ON)
            first = (first - _ONE_DAY).replace(day=_CLOSES_ON + 1)
        return PeriodFacts("", self.kind, _name(self), first, last)


def _month(year: int, number: int) -> date:
    """The first day of a month; the 13th is January of the next year."""
    return date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1)


def _name(place: Place) -> str:
    """As papers name it: "tháng 7 năm 2025", "quý III năm 2025", "6 tháng đầu năm 2025", "năm 2025"."""
    part = {
        MONTH: f"tháng {place.number} ",
        QUARTER: f"quý {_ROMAN[(place.number - 1) % 4]} ",
        HALF: "6 tháng đầu " if place.number == 1 else "6 tháng cuối ",
    }.get(place.kind, "")
    return f"{part}năm {place.year}"


def place_on(kind: str, calendar: str, day: date) -> Place:
    """The period of a kind that a day is in; by NĐ 09/2019 the 15th of December is in the next year."""
    counted = day
    if calendar == DECREE_09 and day.day > _CLOSES_ON:
        counted = _month(day.year, day.month + 1)
    return Place(kind, calendar, counted.year, (counted.month - 1) // MONTHS[kind] + 1)


def place_of(period: PeriodFacts) -> Place | None:
    """Where a period of known days stands; None for a sudden one and for days that fit neither calendar."""
    if period.kind not in MONTHS:
        return None
    for calendar in CALENDARS:
        place = place_on(period.kind, calendar, period.last_day)
        found = place.facts()
        if (found.first_day, found.last_day) == (period.first_day, period.last_day):
            return place
    return None


def period_before(period: PeriodFacts) -> PeriodFacts | None:
    """The period of the same kind and calendar before it; None where there is no such thing."""
    place = place_of(period)
    return place.before().facts() if place else None


def begun_periods(kind: str, calendar: str, day: date, count: int) -> Sequence[PeriodFacts]:
    """The period that a day is in and those before it, `count` in all, the latest first."""
    found, place = [], place_on(kind, calendar, day)
    for _ in range(count):
        found.append(place.facts())
        place = place.before()
    return found


def coming_periods(kind: str, calendar: str, day: date, count: int) -> Sequence[PeriodFacts]:
    """The period before the one that a day is in, that one, and those after it, `count` in all, in their order."""
    found, place = [], place_on(kind, calendar, day).before()
    for _ in range(count):
        found.append(place.facts())
        place = place.after()
    return found


def sudden_period(first: date, last: date, name: str = "") -> PeriodFacts:
    """A period of somebody's own days; without a name it is called "đợt từ ngày 01/9/2025 đến ngày 06/9/2025"."""
    days = (
        f"ngày {format_date(first)}" if first == last else f"từ ngày {format_date(first)} đến ngày {format_date(last)}"
    )
    return PeriodFacts("", SUDDEN, name or f"đợt {days}", first, last)
