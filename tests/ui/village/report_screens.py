"""The screens of reports and of handing over that are reached by an act, for `tests.ui.screens`."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.models.going import GoingRecords
from desktop.models.report_calendar import DECREE_09, SUDDEN, sudden_period
from desktop.models.reporting import VillageReport
from desktop.models.sessions import Session
from desktop.models.village_periods import own_village_id
from desktop.ui.desk import Desk
from desktop.ui.period_dialog import PeriodDialog
from desktop.ui.village.going_dialog import GoingDialog
from desktop.ui.village.handing_over import to_go
from desktop.ui.village.handover_room import HandoverRoom
from desktop.ui.village.report_page import ReportPage
from desktop.ui.village.report_room import ReportRoom
from desktop.ui.village.zalo_dialog import ZaloDialog
from desktop.ui.window import DeskWindow
from tests.ui.screen import Screen, settle


def _report_room(window: DeskWindow) -> ReportRoom:
    window.open_room("reports")
    room = window.page("reports")
    assert isinstance(room, ReportRoom)
    return room


def _records(code: str) -> Callable[[Desk, DeskWindow], QWidget]:
    def show(_desk: Desk, window: DeskWindow) -> QWidget:
        _report_room(window).report.show_records(code)
        return window

    return show


def _period(kind: str, calendar: str = "") -> Callable[[Desk, DeskWindow], QWidget]:
    def show(desk: Desk, window: DeskWindow) -> QWidget:
        page = _report_room(window).report
        told = page.tr("Dùng khi xã chưa mở kỳ, hoặc cần báo cáo đột xuất. Số liệu tự điền từ sổ.")
        taken = [one.facts for one in page._periods]
        dialog = PeriodDialog(desk.day, taken, lambda _period: None, window, explained=told)
        dialog.choose(kind, calendar)
        dialog.show()
        return dialog

    return show


def _sudden(desk: Desk, window: DeskWindow) -> QWidget:
    page = _report_room(window).report
    page.begin(sudden_period(desk.day.replace(day=1), desk.day, "đợt cao điểm đầu tháng 9"))
    for code in ("ket_qua", "kho_khan", "ky_toi"):
        page.words.insert(code)
    page.keep()
    return window


def _locked(desk: Desk, window: DeskWindow) -> QWidget:
    """Sent, taken and locked; a session was written down afterwards."""
    page: ReportPage = _report_room(window).report
    sent = next(one for one in page._periods if one.state not in ("", "nhap", "can_sua"))
    with desk.store.transaction():
        desk.store.execute(
            "UPDATE village_report SET state = 'da_khoa', received_on = '2025-09-05' WHERE id = ?", [sent.report_id]
        )
    with desk.acting() as acts:
        acts.add(Session, village_id=own_village_id(desk.store), kind="HN", held_on=sent.last_day)
    desk.tell_changed(frozenset({VillageReport.table()}))
    page.show_report(sent.id)
    return window


def _zalo(desk: Desk, window: DeskWindow) -> QWidget:
    facts = _report_room(window).report.facts()
    assert facts is not None
    dialog = ZaloDialog(desk, facts, window)
    dialog.show()
    return dialog


def _going(desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("handover")
    dialog = GoingDialog(GoingRecords(desk.store, to_go(desk.store).ranges), window)
    dialog.show()
    return dialog


def _receiving(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("handover")
    room = window.page("handover")
    assert isinstance(room, HandoverRoom)
    room.turn_to(receiving=True)
    settle()
    return window


REPORT_SCREENS = [
    Screen("thon-bao-cao-muc", "thon-01", _records("HD02")),
    Screen("thon-bao-cao-muc-ho", "thon-01", _records("CQ-3")),
    Screen("thon-bao-cao-them-ky", "thon-01", _period("thang", DECREE_09)),
    Screen("thon-bao-cao-them-dot", "thon-01", _period(SUDDEN)),
    Screen("thon-bao-cao-dot-xuat", "thon-01", _sudden),
    Screen("thon-bao-cao-da-khoa", "thon-01", _locked),
    Screen("thon-bao-cao-zalo", "thon-01", _zalo),
    Screen("thon-nop-tung-muc", "thon-01", _going),
    Screen("thon-nop-nhan", "thon-01", _receiving),
]
