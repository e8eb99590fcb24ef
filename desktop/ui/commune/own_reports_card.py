"""Reports that a village began by itself, on the village's page of the commune: what was sent, and the way to each."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.models.places import Village
from desktop.models.village_periods import PeriodRow, own_reports
from desktop.text import format_input_date
from desktop.ui.acts import Act
from desktop.ui.commune.naming import report_state, tr
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.todo_row import Todo, TodoRow
from desktop.ui.parts.words import rule


class OwnReportsCard(Card):
    """Signal: chosen(str), the id of the period whose report is wanted. Drafts stay with the village."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, village: Village, shown: str, usual: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Báo cáo thôn tự lập"), parent)
        found = own_reports(desk.store, village.id, desk.day)
        self.has_any = bool(found)
        for place, one in enumerate(found):
            if place:
                self.body.addWidget(rule())
            self.body.addWidget(TodoRow(self._row(one)))
        if shown != usual and usual:
            back = Act(tr("Về báo cáo theo kỳ của xã"), partial(self.chosen.emit, usual), "chevron-left")
            self.body.addWidget(ActButton(back))

    def _row(self, one: PeriodRow) -> Todo:
        days = tr("từ {first} đến {last}").format(
            first=format_input_date(one.first_day), last=format_input_date(one.last_day)
        )
        sent = tr("gửi {day}").format(day=format_input_date(one.sent_on)) if one.sent_on else ""
        name = one.name[:1].upper() + one.name[1:]
        told = " · ".join(part for part in (days, sent) if part)
        return Todo(report_state(one.state), name, told, partial(self.chosen.emit, one.id))
