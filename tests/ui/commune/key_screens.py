"""The screens of a second desk of the commune and of the change of the commune's key, for `tests.ui.screens`."""

from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.models.places import Device
from desktop.sync import authority, enrolment, second_desk
from desktop.ui.commune.authority_card import AuthorityCard
from desktop.ui.commune.change_key_dialog import ChangeKeyDialog
from desktop.ui.commune.desk_request_card import DeskRequestCard
from desktop.ui.commune.enrolment_room import EnrolmentRoom
from desktop.ui.desk import Desk
from desktop.ui.joining import JoinDialog
from desktop.ui.key_room import KeyRoom
from desktop.ui.messages import Message
from desktop.ui.new_desk_dialog import NewDeskDialog
from desktop.ui.start import StartDialog
from desktop.ui.sticks import Stick
from desktop.ui.tokens import Tone
from desktop.ui.window import DeskWindow
from tests.ui.commune.second import asking_file, let_in, waiting_desk
from tests.ui.scratch import scratch
from tests.ui.screen import Screen, settle


def _folder() -> Path:
    return scratch()


def _sticks() -> list[Stick]:
    return [Stick("XA", _folder())]


def _shown(widget: QWidget) -> QWidget:
    widget.show()
    settle()
    return widget


def _start(_desk: Desk, _window: DeskWindow) -> QWidget:
    return _shown(StartDialog(lambda _parent, _done: None, _folder()))


def _new_desk(_desk: Desk, window: DeskWindow) -> QWidget:
    return _shown(NewDeskDialog(_folder(), window))


def _asking(_desk: Desk, window: DeskWindow) -> QWidget:
    waiting = waiting_desk(_folder())
    dialog = JoinDialog(waiting, _sticks, window)
    dialog.resize(dialog.size().boundedTo(window.size()))
    waiting.store.close()
    return _shown(dialog)


def _comparing(desk: Desk, window: DeskWindow) -> QWidget:
    folder = _folder()
    waiting = waiting_desk(folder)
    asked = enrolment.request(waiting.store, waiting.credentials, folder)
    heard = enrolment.spoken_code(waiting.credentials)
    issued = second_desk.issue(desk.store, desk.credentials, asked, folder, heard=heard)
    dialog = JoinDialog(waiting, _sticks, window)
    dialog.resize(dialog.size().boundedTo(window.size()))
    _shown(dialog)
    dialog.page.look_at(issued.path)
    assert dialog.page.offer is not None
    for tick in dialog.page.offer.check.ticks:
        tick.click()
    settle()
    dialog.page.reveal(dialog.page.offer.take_button)
    waiting.store.close()
    return dialog


def _room(window: DeskWindow) -> EnrolmentRoom:
    window.open_room("enrolment")
    room = window.page("enrolment")
    assert isinstance(room, EnrolmentRoom)
    return room


def _desk_card(window: DeskWindow) -> tuple[EnrolmentRoom, DeskRequestCard]:
    room = _room(window)
    room.take_files([asking_file(_folder())])
    assert room.desk_card is not None
    settle()
    return room, room.desk_card


def _request(_desk: Desk, window: DeskWindow) -> QWidget:
    _desk_card(window)
    return window


def _issued(_desk: Desk, window: DeskWindow) -> QWidget:
    room, card = _desk_card(window)
    for tick in card.check.ticks:
        tick.click()
    card.issue_button.click()
    until = QDeadlineTimer(20_000)
    while room.desk_issued is None and not until.hasExpired():
        QTest.qWait(20)
    return window


def _two_desks(desk: Desk, window: DeskWindow) -> QWidget:
    let_in(desk, _folder()).store.close()
    room = _room(window)
    desk.tell_changed(frozenset({"device", "bundle"}))
    settle()
    area = room.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    area.ensureWidgetVisible(room.desks)
    return window


def _key_room(desk: Desk, window: DeskWindow) -> KeyRoom:
    window.open_room("key")
    room = window.page("key")
    assert isinstance(room, KeyRoom)
    desk.tell_changed(frozenset({"device"}))
    settle()
    return room


def _change(desk: Desk, window: DeskWindow) -> QWidget:
    _key_room(desk, window)
    return _shown(ChangeKeyDialog(desk, 4, window))


def _changing(desk: Desk, window: DeskWindow) -> tuple[KeyRoom, AuthorityCard]:
    """One village has followed, the others and the second desk have not."""
    let_in(desk, _folder()).store.close()
    desk.credentials = authority.change(desk.store, desk.credentials)
    first = desk.store.all(Device.select().where(Device.role == "village").order_by(Device.id))[0]
    desk.store.set_setting(f"authority:{first.id}", desk.credentials.fingerprint)
    room = _key_room(desk, window)
    assert room.authority is not None
    return room, room.authority


def _standing(desk: Desk, window: DeskWindow) -> QWidget:
    room, card = _changing(desk, window)
    assert card.targets is not None
    room.reveal(card.end_button)
    return window


def _letters(desk: Desk, window: DeskWindow) -> QWidget:
    room, card = _changing(desk, window)
    card.write_letters(_folder())
    until = QDeadlineTimer(20_000)
    while room.banner is None and not until.hasExpired():
        QTest.qWait(20)
    assert room.banner is not None
    assert room.banner.property("tone") == Tone.GOOD.value
    return window


def _end(desk: Desk, window: DeskWindow) -> QWidget:
    _, card = _changing(desk, window)
    shown: list[QWidget] = []

    def keep(dialog: Message) -> int:
        shown.append(dialog)
        dialog.deleteLater = lambda: None  # type: ignore[method-assign]
        return 0

    usual, Message.exec = Message.exec, keep  # type: ignore[assignment, method-assign]
    try:
        card.end()
    finally:
        Message.exec = usual  # type: ignore[method-assign]
    return _shown(shown[0])


def _follow(desk: Desk, window: DeskWindow) -> QWidget:
    room = _key_room(desk, window)
    assert room.follow is not None
    room.reveal(room.follow)
    return window


KEY_SCREENS = [
    Screen("thon-xa-doi-khoa", "thon-01", _follow),
    Screen("xa-may-hai-bat-dau", "xa", _start),
    Screen("xa-may-hai-tao-so", "xa", _new_desk),
    Screen("xa-may-hai-xin-vao", "xa", _asking),
    Screen("xa-may-hai-so-ma", "xa", _comparing),
    Screen("xa-may-hai-cho-vao", "xa", _request),
    Screen("xa-may-hai-da-cap", "xa", _issued),
    Screen("xa-may-hai-gui-goi", "xa", _two_desks),
    Screen("xa-doi-khoa-hoi", "xa", _change),
    Screen("xa-doi-khoa-ai-da-theo", "xa", _standing),
    Screen("xa-doi-khoa-da-ghi-tep", "xa", _letters),
    Screen("xa-doi-khoa-ket-thuc", "xa", _end),
]
