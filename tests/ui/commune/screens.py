"""The commune desk's screens for `tests.ui.screens`."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.models import commune_queries as queries
from desktop.sync import enrolment
from desktop.ui.commune.conflicts_room import ConflictsRoom
from desktop.ui.commune.enrolment_room import EnrolmentRoom
from desktop.ui.commune.period_dialog import PeriodDialog
from desktop.ui.commune.receiving_room import ReceivingRoom
from desktop.ui.commune.remark_dialog import RemarkDialog
from desktop.ui.commune.report_room import ReportRoom
from desktop.ui.commune.village_dialog import VillageDialog
from desktop.ui.commune.villages_room import VillagesRoom
from desktop.ui.desk import Desk
from desktop.ui.window import DeskWindow
from tests.ui.commune.stick import filled_stick, new_laptop
from tests.ui.screen import Screen


def _room(key: str) -> Callable[[Desk, DeskWindow], QWidget]:
    def show(_desk: Desk, window: DeskWindow) -> QWidget:
        window.open_room(key)
        return window

    return show


def _village(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("villages")
    room = window.page("villages")
    assert isinstance(room, VillagesRoom)
    returned = next(one for one in room.source.of("all") if one.report_state == "can_sua")
    room.show_village(returned.id)
    return window


def _inbox(desk: Desk, window: DeskWindow, *, until: int) -> QWidget:
    """The inbox with a stick: 1 looked at, 2 merged, 3 receipts written."""
    stick = filled_stick(desk, Path(tempfile.mkdtemp(prefix="toso-screens-")))
    window.open_room("inbox")
    room = window.page("inbox")
    assert isinstance(room, ReceivingRoom)
    room.take_files([stick])
    for _ in range(until - 1):
        _wait(lambda: room.primary_act is not None)
        assert room.primary_act is not None
        room.primary_act.click()
        before = room.primary_act
        _wait(lambda before=before: room.primary_act is not before)  # type: ignore[misc]
    _wait(lambda: bool(room.arrived))
    return window


def _wait(done: Callable[[], bool]) -> None:
    until = QDeadlineTimer(20_000)
    while not done() and not until.hasExpired():
        QTest.qWait(20)
    assert done()


def _conflict(desk: Desk, window: DeskWindow, *, third: bool = False) -> QWidget:
    window.open_room("conflicts")
    room = window.page("conflicts")
    assert isinstance(room, ConflictsRoom)
    assert room.card is not None
    room.card.choices[2 if third else 0].click()
    if third and isinstance(room.card.third, QLineEdit):
        room.card.third.setText("09123")
        room.card.decide()
    return window


def _request(_desk: Desk, window: DeskWindow) -> QWidget:
    folder = Path(tempfile.mkdtemp(prefix="toso-screens-"))
    store, own = new_laptop(folder / "la", "Nà Quang", 77)
    path = enrolment.request(store, own, folder)
    store.close()
    window.open_room("enrolment")
    room = window.page("enrolment")
    assert isinstance(room, EnrolmentRoom)
    room.take_files([path])
    return window


def _report(_desk: Desk, window: DeskWindow, *, view: int) -> QWidget:
    window.open_room("report")
    room = window.page("report")
    assert isinstance(room, ReportRoom)
    room.show_view(view)
    if view == 2:
        _wait(lambda: room.paper.pages > 0)
    return window


def _dialog(desk: Desk, window: DeskWindow, *, which: str) -> QWidget:
    window.open_room("lists")
    dialog: QDialog
    if which == "period":
        dialog = PeriodDialog(desk, window)
    elif which == "remark":
        dialog = RemarkDialog("Nà Cà", "", window)
        dialog.try_to_save()
    else:
        dialog = VillageDialog(desk, queries.villages(desk.store)[0], window)
    dialog.show()
    return dialog


SCREENS = [
    Screen("xa-cac-thon", "xa", _room("villages")),
    Screen("xa-mot-thon", "xa", _village),
    Screen("xa-khac-nhau", "xa", _conflict),
    Screen("xa-khac-nhau-gia-tri-khac", "xa", partial(_conflict, third=True)),
    Screen("xa-ghi-danh", "xa", _room("enrolment")),
    Screen("xa-ghi-danh-yeu-cau", "xa", _request),
    Screen("xa-bao-cao-so-lieu", "xa", partial(_report, view=0)),
    Screen("xa-bao-cao-loi", "xa", partial(_report, view=1)),
    Screen("xa-bao-cao-xem-truoc", "xa", partial(_report, view=2)),
    Screen("xa-bao-cao-noi-nhan", "xa", partial(_report, view=3)),
    Screen("xa-thon-va-ky", "xa", _room("lists")),
    Screen("xa-them-ky", "xa", partial(_dialog, which="period")),
    Screen("xa-sua-thon", "xa", partial(_dialog, which="village")),
    Screen("xa-tra-lai", "xa", partial(_dialog, which="remark")),
    Screen("xa-hop-nhan-trong", "xa", _room("inbox")),
    Screen("xa-hop-nhan", "xa", partial(_inbox, until=1)),
    Screen("xa-hop-nhan-da-ghep", "xa", partial(_inbox, until=2)),
    Screen("xa-hop-nhan-bao-nhan", "xa", partial(_inbox, until=3)),
]
