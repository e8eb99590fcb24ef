"""Adds a reporting period: a month, quarter, half year or year of either calendar, or one with days of its own (R066).

Both desks use it: the commune publishes for everybody and says by when; a village begins its own (docs/decisions/0023).
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.models.facts import PeriodFacts
from desktop.models.report_calendar import (
    CALENDAR,
    DECREE_09,
    HALF,
    MONTH,
    QUARTER,
    SUDDEN,
    YEAR,
    begun_periods,
    coming_periods,
    sudden_period,
)
from desktop.text import format_input_date, one_line
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.combo_box import ComboBox
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.form_field import FormField

_OFFERED = 6
_DUE_AFTER = timedelta(days=3)
_SUDDEN_DAYS = timedelta(days=6)
_LONGEST_NAME = 60
_MORE, _HIGHEST = 28, 560

Write = Callable[[PeriodFacts], object]


def _tr(text: str) -> str:
    return QCoreApplication.translate("PeriodDialog", text)


class PeriodDialog(EntryDialog):
    """Offers periods that are not there yet. `write` is called with the one that was chosen; it may raise TosoError.

    `with_due` asks by when reports are due, which is the commune's to say; a village is offered what has begun.
    """

    def __init__(
        self, today: date, taken: Sequence[PeriodFacts], write: Write, parent: QWidget,
        *, calendar: str = CALENDAR, with_due: bool = False, explained: str = "",
    ) -> None:  # fmt: skip
        super().__init__(_tr("Thêm kỳ báo cáo"), explained, _tr("Thêm kỳ này"), parent, width=680)
        self._today, self._taken, self._write, self._with_due = today, taken, write, with_due
        self._offered: Sequence[PeriodFacts] = ()
        self.kind = ChoiceField(self._kinds(), as_row=True)
        self.calendar = ChoiceField(self._calendars(), as_row=True)
        self.calendar.show_code(calendar)
        self.which = ComboBox()
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.which.activated.connect(lambda _place: self._suggest_due())
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST_NAME)
        self.first, self.last, self.due = (DateField(today=today) for _ in range(3))
        self._fields = self._make_fields()
        self.kind.code_changed.connect(lambda _code: self._kind_changed())
        self.calendar.code_changed.connect(lambda _code: self._offer())
        self.kind.show_code(MONTH)
        self._kind_changed()
        self.lay_out()

    def _kinds(self) -> list[Choice]:
        return [
            Choice(MONTH, self.tr("Tháng")),
            Choice(QUARTER, self.tr("Quý")),
            Choice(HALF, self.tr("6 tháng")),
            Choice(YEAR, self.tr("Năm")),
            Choice(SUDDEN, self.tr("Đột xuất")),
        ]

    def _calendars(self) -> list[Choice]:
        return [
            Choice(CALENDAR, self.tr("Theo tháng dương lịch")),
            Choice(DECREE_09, self.tr("Từ ngày 15 đến ngày 14 (Nghị định 09/2019)")),
        ]

    def _make_fields(self) -> dict[str, FormField]:
        """The fields by name, in their order."""
        fields = {
            "kind": self.form.field("kind", self.tr("Báo cáo gì"), self.kind, required=True),
            "calendar": self.form.field("calendar", self.tr("Chốt số liệu"), self.calendar, required=True),
            "which": self.form.field("which", self.tr("Kỳ nào"), self.which, required=True),
            "first_day": self.form.field("first_day", self.tr("Từ ngày"), self.first, required=True),
            "last_day": self.form.field("last_day", self.tr("Đến ngày"), self.last, required=True),
            "name": self.form.field(
                "name",
                self.tr("Tên đợt"),
                self.name,
                hint=self.tr("Ví dụ: đợt cao điểm tháng 9. Để trống thì gọi theo ngày."),
            ),
            "due_on": self.form.field("due_on", self.tr("Hạn thôn nộp báo cáo"), self.due, required=True),
        }
        for each in fields.values():
            self.form.column.addWidget(each)
        return fields

    # --- what is asked ---

    def _kind_changed(self) -> None:
        sudden = self.kind.code() == SUDDEN
        for name in ("calendar", "which"):
            self._fields[name].setHidden(sudden)
        for name in ("first_day", "last_day", "name"):
            self._fields[name].setHidden(not sudden)
        self._fields["due_on"].setHidden(not self._with_due)
        if sudden and self.last.entered_date() is None:
            self.first.show_date(self._today - _SUDDEN_DAYS)
            self.last.show_date(self._today)
        self._offer()
        if self.isVisible():
            QTimer.singleShot(0, self.fit)  # once the fields that come and go have taken their room

    def fit(self) -> None:
        """A little higher than the form says: its rows of choices tell their height only once they have a width."""
        super().fit()
        self.resize(self.width(), min(self.height() + _MORE, _HIGHEST, self.screen().availableSize().height()))

    def _offer(self) -> None:
        """List the periods of the kind and calendar that are not there yet."""
        kind, calendar = self.kind.code(), self.calendar.code()
        self.which.clear()
        self._offered = ()
        if kind and calendar and kind != SUDDEN:
            self._offered = [one for one in self._near(kind, calendar) if not self._is_taken(one)]
            self.which.addItems([_described(one) for one in self._offered])
            self.which.setCurrentIndex(0 if self._offered else -1)
        self._suggest_due()

    def _near(self, kind: str, calendar: str) -> Sequence[PeriodFacts]:
        if self._with_due:
            return coming_periods(kind, calendar, self._today, _OFFERED)
        now, *past = begun_periods(kind, calendar, self._today, _OFFERED)
        return [*past[:1], now, *past[1:]]  # what has just ended is what is mostly reported

    def _is_taken(self, offered: PeriodFacts) -> bool:
        return any(
            (one.kind, one.first_day, one.last_day) == (offered.kind, offered.first_day, offered.last_day)
            for one in self._taken
        )

    def _suggest_due(self) -> None:
        chosen = self.chosen()
        self.due.show_date(chosen.last_day + _DUE_AFTER if chosen and self._with_due else None)

    def choose(self, kind: str, calendar: str = "") -> None:
        """Ask for a kind, as a person would."""
        self.kind.show_code(kind)
        if calendar:
            self.calendar.show_code(calendar)
        self._kind_changed()

    def chosen(self) -> PeriodFacts | None:
        """The period that stands there now; None while something is missing."""
        if self.kind.code() == SUDDEN:
            first, last = self.first.entered_date(), self.last.entered_date()
            return sudden_period(first, last, one_line(self.name.text())) if first and last else None
        place = self.which.currentIndex()
        return self._offered[place] if 0 <= place < len(self._offered) else None

    # --- saving ---

    def wrongs(self) -> list[Wrong]:
        """The days follow each other, and what has not begun is not reported."""
        found = list(self._wrong_days()) if self.kind.code() == SUDDEN else []
        if not found and self.chosen() is None:
            found = [Wrong("which", self.tr("Hãy chọn kỳ báo cáo. Các kỳ gần đây đều đã có trong danh sách."))]
        return found or self._wrong_due()

    def _wrong_days(self) -> list[Wrong]:
        first, last = self.first.entered_date(), self.last.entered_date()
        if first is None:
            return [Wrong("first_day", self.tr("Hãy ghi ngày đầu."))]
        if last is None:
            return [Wrong("last_day", self.tr("Hãy ghi ngày cuối."))]
        if last < first:
            told = self.tr("Ngày cuối phải từ ngày {day} trở đi.")
            return [Wrong("last_day", told.format(day=format_input_date(first)))]
        if first > self._today and not self._with_due:
            return [Wrong("first_day", self.tr("Ngày đầu chưa đến. Hãy xem lại ngày, hoặc lịch của máy."))]
        if any((one.first_day, one.last_day, one.kind) == (first, last, SUDDEN) for one in self._taken):
            return [Wrong("first_day", self.tr("Đợt với các ngày này đã có trong danh sách."))]
        return []

    def _wrong_due(self) -> list[Wrong]:
        if not self._with_due:
            return []
        due, chosen = self.due.entered_date(), self.chosen()
        if due is None:
            return [Wrong("due_on", self.tr("Hãy ghi hạn nộp."))]
        if chosen and due < chosen.first_day:
            told = self.tr("Hạn nộp phải từ ngày {day} trở đi.")
            return [Wrong("due_on", told.format(day=format_input_date(chosen.first_day)))]
        return []

    def save(self) -> None:
        """Hand the period over to be written."""
        chosen = self.chosen()
        if chosen:
            due = self.due.entered_date() if self._with_due else None
            self._write(PeriodFacts("", chosen.kind, chosen.name, chosen.first_day, chosen.last_day, due))


def _described(period: PeriodFacts) -> str:
    """A period in the list: "Tháng 8 năm 2025 (01/08/2025 - 31/08/2025)"."""
    days = f"{format_input_date(period.first_day)} - {format_input_date(period.last_day)}"
    return f"{period.name[:1].upper()}{period.name[1:]} ({days})"
