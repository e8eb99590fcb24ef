"""Adds a month's reporting period with its due day. Quarters and years come of months; they are not asked here."""

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from desktop.models import commune_queries as queries
from desktop.models.periods import month_of
from desktop.models.reporting import Period
from desktop.text import format_input_date
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong

_OFFERED = 6
_DUE_AFTER = timedelta(days=3)


class PeriodDialog(EntryDialog):
    """Offers the months that have no period yet, from the one before the present."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            tr("Thêm kỳ tháng"),
            tr("Các thôn thấy kỳ này sau khi nhận gói xã gửi."),
            tr("Thêm kỳ này"),
            parent,
            width=520,
        )
        self._desk = desk
        self._months = _months_without_period(desk)
        self.month = ChoiceField([Choice(one.isoformat(), month_of(one).name) for one in self._months], as_row=False)
        self.due = DateField(today=desk.day)
        self.month.code_changed.connect(lambda _code: self._suggest_due())
        for field in (
            self.form.field("month", tr("Tháng"), self.month, required=True),
            self.form.field("due_on", tr("Hạn thôn nộp báo cáo"), self.due, required=True),
        ):
            self.form.column.addWidget(field)
        if self._months:
            self.month.show_code(self._months[0].isoformat())
            self._suggest_due()
        self.lay_out()

    def _suggest_due(self) -> None:
        code = self.month.code()
        self.due.show_date(month_of(date.fromisoformat(code)).last_day + _DUE_AFTER if code else None)

    def wrongs(self) -> list[Wrong]:
        """A month is due after it has begun."""
        code, due = self.month.code(), self.due.entered_date()
        if code is None:
            return [Wrong("month", tr("Hãy chọn tháng."))]
        first = date.fromisoformat(code)
        if due is None:
            return [Wrong("due_on", tr("Hãy ghi hạn nộp."))]
        if due < first:
            told = tr("Hạn nộp phải từ ngày {day} trở đi.")
            return [Wrong("due_on", told.format(day=format_input_date(first)))]
        return []

    def save(self) -> None:
        """Write the period."""
        month = month_of(date.fromisoformat(self.month.code() or ""))
        with self._desk.acting() as acts:
            acts.add(
                Period, kind="thang", name=month.name, first_day=month.first_day, last_day=month.last_day,
                due_on=self.due.entered_date(),
            )  # fmt: skip


def _months_without_period(desk: Desk) -> list[date]:
    """First days of the months to offer."""
    taken = {one.first_day for one in queries.periods(desk.store) if one.kind == "thang"}
    month = month_of(month_of(desk.day).first_day - timedelta(days=1)).first_day
    offered: list[date] = []
    while len(offered) < _OFFERED:
        if month not in taken:
            offered.append(month)
        month = month_of(month + timedelta(days=31)).first_day
    return offered
