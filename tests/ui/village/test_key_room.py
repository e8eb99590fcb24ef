"""The passphrase of the laptop's key on the screen: set, changed, asked when the desk opens or something is signed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import TosoError
from desktop.sync import credentials, keys, passphrases
from desktop.ui import unlocking
from desktop.ui.desk import Desk
from desktop.ui.messages import show_error
from desktop.ui.parts.big_button import ActButton
from desktop.ui.passphrase_dialog import NoPassphraseDialog, PassphraseDialog
from desktop.ui.unlocking import UnlockDialog
from desktop.ui.village.handover_room import HandoverRoom
from desktop.ui.window import DeskWindow
from tests.ui.screen import settle
from tests.ui.village.conftest import Answering
from tests.ui.village.keys import NEW, OLD, room_of, said, words, wrap

DeskAndWindow = tuple[Desk, DeskWindow]


# --- the passphrase ---


def test_a_passphrase_is_set_changed_and_removed(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    desk, window = desk_and_window
    room = room_of(window)
    assert "Chưa có mật khẩu" in [chip.accessibleName() for chip in room.findChildren(QWidget)]

    def fill(dialog: PassphraseDialog, old: str, new: str) -> None:
        dialog.old.setText(old)
        dialog.new.setText(new)
        dialog.again.setText(new)
        dialog.try_to_save()

    answering(PassphraseDialog, lambda dialog: fill(dialog, "", OLD))
    room.change_button.click()
    assert passphrases.is_set(desk.store.home)
    assert "Lần sau mở sổ, máy sẽ hỏi" in said(room)
    assert desk.credentials.opened is not None
    answering(PassphraseDialog, lambda dialog: fill(dialog, OLD, NEW))
    room.change_button.click()
    assert credentials.load(desk.store.home, NEW)

    def remove(dialog: NoPassphraseDialog) -> None:
        dialog.old.setText("sai")
        dialog.try_to_save()
        assert "không đúng" in dialog.form.fields["old"].problem
        dialog.old.setText(NEW)
        dialog.try_to_save()

    answering(NoPassphraseDialog, remove)
    room.remove_passphrase()
    assert not passphrases.is_set(desk.store.home)


@pytest.mark.parametrize(
    ("old", "new", "again", "field"),
    [(OLD, "ngắn", "ngắn", "new"), (OLD, NEW, f"{NEW}!", "again"), ("sai", NEW, NEW, "old")],
)
def test_what_is_wrong_stands_beside_its_field(
    desk_and_window: DeskAndWindow, old: str, new: str, again: str, field: str
) -> None:
    desk, window = desk_and_window
    wrap(desk)
    before = (desk.store.home / "keys" / "device").read_bytes()
    dialog = PassphraseDialog(desk, window)
    for line, text in ((dialog.old, old), (dialog.new, new), (dialog.again, again)):
        line.setText(text)
    dialog.try_to_save()
    assert [name for name, one in dialog.form.fields.items() if one.problem] == [field]
    assert (desk.store.home / "keys" / "device").read_bytes() == before
    assert dialog.result() == 0


def test_the_letters_can_be_shown(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    dialog = UnlockDialog(desk.store.home / "keys", window, is_village=True, opening=True)
    (tick,) = [one for one in dialog.findChildren(QWidget) if one.accessibleName() == "Hiện mật khẩu đang gõ"]
    dialog.passphrase.setText(OLD)
    assert dialog.passphrase.displayText() != OLD
    tick.click()  # type: ignore[attr-defined]
    assert dialog.passphrase.displayText() == OLD


# --- opening the desk ---


def test_wrong_tries_lock_nothing(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    wrap(desk)
    dialog = UnlockDialog(desk.store.home / "keys", window, is_village=True, opening=True)
    dialog.show()
    for _ in range(5):
        dialog.passphrase.setText("sai")
        QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
        assert "không đúng" in dialog.field.problem
        assert dialog.opened is None
    assert "Không mất gì cả" in words(dialog)
    dialog.passphrase.setText(OLD)
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    assert dialog.opened is not None
    assert dialog.opened.fingerprint == desk.credentials.fingerprint


def open_keys(desk: Desk, passphrase: str = "") -> credentials.Credentials | None:
    return unlocking.open_keys(desk.store, passphrase)


def test_the_desk_opens_with_the_passphrase_without_it_or_not(
    desk_and_window: DeskAndWindow, answering: Answering
) -> None:
    desk, _ = desk_and_window
    assert open_keys(desk) is not None  # nobody is asked while there is none
    wrap(desk)
    opened = open_keys(desk, OLD)
    assert opened is not None
    assert opened.opened is not None

    def right(dialog: UnlockDialog) -> None:
        dialog.passphrase.setText(OLD)
        dialog.open_button.click()

    answering(UnlockDialog, right)
    opened = open_keys(desk)
    assert opened is not None
    assert opened.opened is not None
    answering(UnlockDialog, lambda dialog: dialog.later_button.click())
    closed = open_keys(desk)
    assert closed is not None
    assert closed.opened is None
    answering(UnlockDialog, lambda dialog: dialog.reject())
    assert open_keys(desk) is None


def test_a_broken_key_opens_the_desk_for_recording(
    desk_and_window: DeskAndWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, window = desk_and_window
    (desk.store.home / "keys" / "device").write_bytes(b"rubbish")
    heard: list[TosoError] = []
    monkeypatch.setattr(unlocking, "tell", lambda _parent, error: heard.append(error))
    closed = open_keys(desk)
    assert closed is not None
    assert closed.fingerprint == desk.credentials.fingerprint
    assert "Sổ vẫn mở" in heard[0].advice
    desk.credentials = closed
    assert "Xin xã khôi phục khóa" in words(room_of(window))
    (desk.store.home / "keys" / "device.pub").unlink()
    with pytest.raises(TosoError):
        open_keys(desk)


def test_what_needs_the_key_asks_for_it_and_can_be_pressed_again(
    desk_and_window: DeskAndWindow, answering: Answering, tmp_path: Path, qtbot: QtBot
) -> None:
    desk, window = desk_and_window
    wrap(desk)

    def right(dialog: UnlockDialog) -> None:
        dialog.passphrase.setText(OLD)
        dialog.try_to_open()

    came = answering(UnlockDialog, right)
    window.open_room("handover")
    room = window.page("handover")
    assert isinstance(room, HandoverRoom)
    (tmp_path / "usb").mkdir()
    assert room.go is not None
    room.go.write_to(tmp_path / "usb")
    qtbot.waitUntil(lambda: bool(came))
    assert list((tmp_path / "usb").glob("*.toso")) == []
    assert desk.credentials.opened is not None
    room.go.write_to(tmp_path / "usb")
    qtbot.waitUntil(lambda: bool(list((tmp_path / "usb").glob("*.toso"))))
    assert len(came) == 1


def test_a_dialog_over_the_window_asks_for_the_key_too(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    desk, window = desk_and_window
    wrap(desk)
    came = answering(UnlockDialog, lambda dialog: dialog.later_button.click())
    show_error(PassphraseDialog(desk, window), keys.closed())
    assert len(came) == 1
    assert desk.credentials.opened is None


def test_a_closed_key_is_opened_from_its_room(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    desk, window = desk_and_window
    wrap(desk)
    room = room_of(window)

    def right(dialog: UnlockDialog) -> None:
        dialog.passphrase.setText(OLD)
        dialog.try_to_open()

    answering(UnlockDialog, right)
    room.open_key()
    assert desk.credentials.opened is not None
    assert "nộp và nhận gói được" in said(room)


def test_the_room_can_be_walked_by_keyboard(desk_and_window: DeskAndWindow) -> None:
    _, window = desk_and_window
    room = room_of(window)
    settle()
    assert room.change_button.hasFocus()
    for control in room.findChildren(ActButton):
        assert control.accessibleName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
