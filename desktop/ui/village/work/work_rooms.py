"""The inner rooms of Việc & ý kiến, in the order of the strip."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from desktop.ui.rail import Room
from desktop.ui.village.ways import Ways
from desktop.ui.village.work.calendar_page import CalendarPage
from desktop.ui.village.work.initiatives_page import InitiativesPage
from desktop.ui.village.work.opinions_page import OpinionsPage
from desktop.ui.village.work.tasks_page import TasksPage
from desktop.ui.village.work.wording import tr


def work_rooms(desk: Desk, ways: Ways, requests: Callable[[], QWidget]) -> tuple[Room, ...]:
    """Tasks, opinions, good ways, the calendar, and the register of requests about data, which `requests` builds."""
    return (
        Room("tasks", tr("Nhiệm vụ"), build=lambda: TasksPage(desk)),
        Room("opinions", tr("Ý kiến người dân"), build=lambda: OpinionsPage(desk)),
        Room("initiatives", tr("Sáng kiến"), build=lambda: InitiativesPage(desk)),
        Room("calendar", tr("Lịch của Tổ"), build=lambda: CalendarPage(desk, ways.record_planned)),
        Room("requests", tr("Yêu cầu về dữ liệu"), build=requests),
    )
