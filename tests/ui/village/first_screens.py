"""The first start page by page, the locked screen, and the program's settings, for `tests.ui.screens`."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.models import pin
from desktop.models.access_log import EXPORTED, OPENED, PRINTED, log_access
from desktop.ui.desk import Desk
from desktop.ui.first.desks import commune_wizard, village_wizard
from desktop.ui.first.kept import KeptAnswers
from desktop.ui.first.wizard import Wizard
from desktop.ui.lock.locking import ScreenLock
from desktop.ui.lock.pin_dialog import PinDialog
from desktop.ui.start import StartDialog
from desktop.ui.window import DeskWindow
from tests.ui.scratch import scratch
from tests.ui.screen import Screen, settle

_ANSWERS = {
    "commune": "Thanh Thịnh",
    "province": "Thái Nguyên",
    "code": "02107",
    "village": "Nà Quang",
    "holder": "Nông Thị Thử",
    "new": "2580",
    "again": "2580",
    "key": "hoa ban trắng",
    "key_again": "hoa ban trắng",
}


def _filled(kind: str) -> Wizard:
    folder = scratch()
    kept = KeptAnswers(folder / "do-dang.json")
    if kind == "village":
        wizard = village_wizard(folder / "so", kept, sticks=list)
    else:
        wizard = commune_wizard(folder / "so", kept)
    for step in wizard.steps:
        for name, line in step.lines.items():
            line.setText(_ANSWERS.get(name, line.text()))
    return wizard


def _page(_desk: Desk, _window: DeskWindow, *, kind: str, number: int) -> QWidget:
    wizard = _filled(kind)
    wizard.open_page(number)
    wizard.show()
    return wizard


def _wrong(_desk: Desk, _window: DeskWindow) -> QWidget:
    wizard = _filled("village")
    wizard.steps[0].lines["code"].setText("02113")
    wizard.show()
    wizard.go_on()
    return wizard


def _done(_desk: Desk, _window: DeskWindow) -> QWidget:
    wizard = _filled("village")
    wizard.show()
    wizard._made()
    return wizard


def _start(_desk: Desk, _window: DeskWindow) -> QWidget:
    dialog = StartDialog(lambda _parent, _done: None, scratch() / "so")
    dialog.show()
    return dialog


def _locked(desk: Desk, window: DeskWindow, *, wrong: int = 0, forgotten: bool = False) -> QWidget:
    pin.set_pin(desk.store, "2580")
    lock = window.findChild(ScreenLock)
    assert isinstance(lock, ScreenLock)
    lock.lock()
    assert lock.page is not None
    for _ in range(wrong):
        lock.page.line.setText("9999")
        lock.page.try_pin()
    if forgotten:
        lock.page.show_forgotten()
    settle()
    return lock.page


def _covered(desk: Desk, window: DeskWindow) -> QWidget:
    _locked(desk, window)
    return window


def _pin(desk: Desk, window: DeskWindow) -> QWidget:
    dialog = PinDialog(desk, window)
    dialog.show()
    return dialog


def _steps(kind: str, prefix: str, count: int) -> list[Screen]:
    return [
        Screen(f"{prefix}-{number + 1}", "thon-01", partial(_page, kind=kind, number=number)) for number in range(count)
    ]


def _room(_desk: Desk, window: DeskWindow, *, key: str) -> QWidget:
    window.open_room(key)
    return window


def _log(desk: Desk, window: DeskWindow) -> QWidget:
    log_access(desk.store, "households", PRINTED, records=95)
    log_access(desk.store, "household", OPENED)
    log_access(desk.store, "contacts", EXPORTED, records=9)
    pin.set_pin(desk.store, "2580")
    return _room(desk, window, key="access")


FIRST_SCREENS = [
    Screen("bat-dau", "thon-01", _start),
    *_steps("village", "bat-dau-thon", 5),
    *_steps("commune", "bat-dau-xa", 5),
    Screen("bat-dau-thon-sai-ma", "thon-01", _wrong),
    Screen("bat-dau-thon-xong", "thon-01", _done),
    Screen("khoa-man-hinh", "thon-01", _locked),
    Screen("khoa-man-hinh-sai", "thon-01", partial(_locked, wrong=4)),
    Screen("khoa-man-hinh-quen", "thon-01", partial(_locked, forgotten=True)),
    Screen("khoa-man-hinh-che", "thon-01", _covered),
    Screen("khoa-dat-pin", "thon-01", _pin),
    Screen("thon-cai-dat", "thon-01", partial(_room, key="settings")),
    Screen("thon-cai-dat-nhat-ky", "thon-01", _log),
]
