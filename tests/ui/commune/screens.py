"""The commune desk's screens for `tests.ui.screens`."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from desktop.models import commune_queries as queries
from desktop.models.places import Device
from desktop.models.undoing import undo
from desktop.sync import enrolment, exporting, renewal
from desktop.sync.letters import of_export, write_draft
from desktop.sync.recovery import Recovery
from desktop.ui.commune.bundles_room import BundlesRoom
from desktop.ui.commune.device_acts import CodeDialog
from desktop.ui.commune.enrolment_room import EnrolmentRoom
from desktop.ui.commune.lost_dialog import LostDialog
from desktop.ui.commune.period_dialog import PeriodDialog
from desktop.ui.commune.receiving_room import ReceivingRoom
from desktop.ui.commune.remark_dialog import RemarkDialog
from desktop.ui.commune.report_room import ReportRoom
from desktop.ui.commune.request_card import RequestCard
from desktop.ui.commune.village_dialog import VillageDialog
from desktop.ui.commune.villages_room import VillagesRoom
from desktop.ui.desk import Desk
from desktop.ui.sticks import Stick
from desktop.ui.window import DeskWindow
from tests.ui.commune.conflict_screens import CONFLICT_SCREENS
from tests.ui.commune.form_screens import form_screens
from tests.ui.commune.key_screens import KEY_SCREENS
from tests.ui.commune.restructure_screens import restructure_screens
from tests.ui.commune.results_screens import RESULTS_SCREENS
from tests.ui.commune.stick import enrolled, filled_stick, new_laptop, village_named
from tests.ui.scratch import scratch
from tests.ui.screen import Screen, settle
from tests.ui.village.request_screens import COMMUNE_REQUEST_SCREENS


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
    stick = filled_stick(desk, scratch())
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


def _messy(desk: Desk, window: DeskWindow) -> QWidget:
    """The inbox with a stick as people fill it: copies, half copies, a letter, names that mail gave."""
    stick = scratch()
    for number, name in enumerate(("Nà Bản", "Nà Cà")):
        laptop = enrolled(desk, village_named(desk, name), stick / f".{number}", 90 + number)
        laptop.work()
        done = exporting.export(laptop.store, laptop.keys, stick, only_new=True)
        data = done.path.read_bytes()
        if number:
            write_draft(done.path, of_export(laptop.store, done))
            done.path.unlink()
        else:
            for copy in ("goi (1).toso", "Bản sao của goi.toso", "goi.toso.zip", "GOI - Copy.TOSO", "goi.bin"):
                (stick / copy).write_bytes(data)
        laptop.store.close()
    (stick / "goi chep do.toso").write_bytes(data[:1200])
    (stick / "rong.toso").touch()
    window.open_room("inbox")
    room = window.page("inbox")
    assert isinstance(room, ReceivingRoom)
    room.sources._watch._find = lambda: [Stick("THON-01", stick), Stick("SAO LƯU", stick / "x", "disk")]
    room.sources._watch.look()
    room.take_files([stick])
    _wait(lambda: bool(room.arrived))
    return window


def _wait(done: Callable[[], bool]) -> None:
    until = QDeadlineTimer(20_000)
    while not done() and not until.hasExpired():
        QTest.qWait(20)
    assert done()


def _asking(window: DeskWindow, name: str = "Nà Quang") -> tuple[EnrolmentRoom, RequestCard]:
    """A laptop's request in the room that answers it."""
    folder = scratch()
    store, own = new_laptop(folder / "la", name, 77)
    path = enrolment.request(store, own, folder)
    store.close()
    window.open_room("enrolment")
    room = window.page("enrolment")
    assert isinstance(room, EnrolmentRoom)
    room.take_files([path])
    assert room.card is not None
    return room, room.card


def _request(_desk: Desk, window: DeskWindow, *, compared: int = 0, typed: str = "", name: str = "Nà Quang") -> QWidget:
    _room, card = _asking(window, name)
    for tick in card.check.ticks[:compared]:
        tick.click()
    card.check.typed.setText(typed)
    settle()
    if compared or typed:
        area = window.page("enrolment").findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        area.ensureWidgetVisible(card.issue_button)
    return window


def _issued(_desk: Desk, window: DeskWindow) -> QWidget:
    room, card = _asking(window)
    for tick in card.check.ticks:
        tick.click()
    card.issue_button.click()
    _wait(lambda: room.issued is not None)
    return window


def _again(_desk: Desk, window: DeskWindow) -> QWidget:
    """A laptop that is enrolled asks again."""
    room, card = _asking(window)
    for tick in card.check.ticks:
        tick.click()
    asked = card.asked.path
    card.issue_button.click()
    _wait(lambda: room.issued is not None)
    assert room.issued is not None
    room.issued.done_button.click()
    room.take_files([asked])
    return window


def _refused(desk: Desk, window: DeskWindow) -> QWidget:
    """A revoked laptop asks again."""
    _again(desk, window)
    room = window.page("enrolment")
    assert isinstance(room, EnrolmentRoom)
    assert room.banner is not None
    room.banner.button.click()
    assert room.card is not None
    asked = room.card.asked
    device = desk.store.get(Device, asked.request.device)
    assert device is not None
    enrolment.revoke(desk.store, device, reason="")
    desk.tell_changed(frozenset({"device"}))
    room.take_files([asked.path])
    return window


def _bundles(desk: Desk, window: DeskWindow, *, gap: bool = False, undone: bool = False) -> QWidget:
    """The merged bundles; with a bundle that waits for an earlier one, or after one was taken back."""
    if gap:
        _inbox(desk, window, until=2)
    window.open_room("bundles")
    room = window.page("bundles")
    assert isinstance(room, BundlesRoom)
    settle()
    if not gap and not undone:
        room.view.setCurrentIndex(room.view.model().index(1, 0))  # one that changed things, not the very first
    if undone and room.card is not None and room.card.plan is not None:
        undo(desk.store, room.card.plan, reason="nộp nhầm thôn", decided_by="Cán bộ xã")
        desk.tell_changed(frozenset({"bundle", "household"}))
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


def _lost(desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("enrolment")
    device, village = queries.devices(desk.store)[0]
    dialog = LostDialog(desk, device, village, [], window)
    dialog.try_to_save()
    dialog.show()
    return dialog


def _recovery_code(_desk: Desk, window: DeskWindow) -> QWidget:
    done = Recovery(Path("khoa-khoi-phuc-7a3f.key"), "0412 7730 1189 5526 0093 4471")
    dialog = CodeDialog(done, window)
    dialog.show()
    return dialog


def _new_key(desk: Desk, window: DeskWindow) -> QWidget:
    folder = scratch()
    village = queries.villages(desk.store)[1]
    laptop = enrolled(desk, village, folder, 71)
    renewal.begin(laptop.store, laptop.keys, holder="Nông Thị Mới")
    path = renewal.write_request(laptop.store, folder)
    laptop.store.close()
    window.open_room("enrolment")
    room = window.page("enrolment")
    assert isinstance(room, EnrolmentRoom)
    room.take_files([path])
    return window


SCREENS = [
    Screen("xa-thu-hoi", "xa", _lost),
    Screen("xa-ma-khoi-phuc", "xa", _recovery_code),
    Screen("xa-khoa-moi", "xa", _new_key),
    Screen("xa-khoa", "xa", _room("key")),
    Screen("xa-cac-thon", "xa", _room("villages")),
    Screen("xa-mot-thon", "xa", _village),
    *CONFLICT_SCREENS,
    *COMMUNE_REQUEST_SCREENS,
    *KEY_SCREENS,
    *RESULTS_SCREENS,
    *restructure_screens(_wait),
    *form_screens(_wait),
    Screen("xa-goi-da-nhan", "xa", _bundles),
    Screen("xa-goi-con-thieu", "xa", partial(_bundles, gap=True)),
    Screen("xa-goi-da-hoan-tac", "xa", partial(_bundles, undone=True)),
    Screen("xa-ghi-danh", "xa", _room("enrolment")),
    Screen("xa-ghi-danh-yeu-cau", "xa", _request),
    Screen("xa-ghi-danh-so-ma", "xa", partial(_request, compared=6)),
    Screen("xa-ghi-danh-ma-khac", "xa", partial(_request, typed="0000 1234", name="Nà Mới")),
    Screen("xa-ghi-danh-da-cap", "xa", _issued),
    Screen("xa-ghi-danh-xin-lai", "xa", _again),
    Screen("xa-ghi-danh-da-thu-hoi", "xa", _refused),
    Screen("xa-bao-cao-so-lieu", "xa", partial(_report, view=0)),
    Screen("xa-bao-cao-loi", "xa", partial(_report, view=1)),
    Screen("xa-bao-cao-xem-truoc", "xa", partial(_report, view=2)),
    Screen("xa-bao-cao-noi-nhan", "xa", partial(_report, view=3)),
    Screen("xa-thon-va-ky", "xa", _room("lists")),
    Screen("xa-them-ky", "xa", partial(_dialog, which="period")),
    Screen("xa-sua-thon", "xa", partial(_dialog, which="village")),
    Screen("xa-tra-lai", "xa", partial(_dialog, which="remark")),
    Screen("xa-hop-nhan-trong", "xa", _room("inbox")),
    Screen("xa-hop-nhan-lon-xon", "xa", _messy),
    Screen("xa-hop-nhan", "xa", partial(_inbox, until=1)),
    Screen("xa-hop-nhan-da-ghep", "xa", partial(_inbox, until=2)),
    Screen("xa-hop-nhan-bao-nhan", "xa", partial(_inbox, until=3)),
]
