"""The commune publishes a period for its villages, with the day on which their reports are due (R067)."""

from PySide6.QtWidgets import QWidget

from desktop.models import commune_queries as queries
from desktop.models.facts import PeriodFacts
from desktop.models.report_calendar import CALENDAR, place_of
from desktop.models.reporting import Period
from desktop.ui import period_dialog
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk


class PeriodDialog(period_dialog.PeriodDialog):
    """Offers the periods that are not published yet, in the calendar of the latest one."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        taken = [_facts(one) for one in queries.periods(desk.store)]
        places = [place for one in taken if (place := place_of(one))]
        super().__init__(
            desk.day,
            taken,
            self._publish,
            parent,
            calendar=places[0].calendar if places else CALENDAR,
            with_due=True,
            explained=tr("Các thôn thấy kỳ này sau khi nhận gói xã gửi."),
        )

    def _publish(self, period: PeriodFacts) -> None:
        with self._desk.acting() as acts:
            acts.add(
                Period, kind=period.kind, name=period.name, first_day=period.first_day, last_day=period.last_day,
                due_on=period.due_on,
            )  # fmt: skip


def _facts(period: Period) -> PeriodFacts:
    return PeriodFacts(period.id, period.kind, period.name, period.first_day, period.last_day, period.due_on)
