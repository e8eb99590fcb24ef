"""A forgotten passphrase and the handing over of the laptop, on the screen."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import TosoError
from desktop.models.authors import DEVICE
from desktop.models.journal import changing
from desktop.models.places import Device
from desktop.models.setup import own_village
from desktop.models.store import Store
from desktop.sync import credentials, enrolment, keys, passphrases, recovery, renewal
from desktop.sync.merging import merge_file
from desktop.ui.desk import Desk
from desktop.ui.key_room import KeyRoom
from desktop.ui.parts.banner import Banner
from desktop.ui.unlocking import UnlockDialog
from desktop.ui.village import renew_card
from desktop.ui.village.handover_room import HandoverRoom
from desktop.ui.village.renew_dialog import RenewDialog
from desktop.ui.village.restore_dialog import RestoreDialog
from desktop.ui.window import DeskWindow
from tests.ui.screen import settle
from tests.ui.village.conftest import Answering
from tests.ui.village.keys import HOLDER, NEW, room_of, said, words, wrap

DeskAndWindow = tuple[Desk, DeskWindow]


# --- forgotten ---


def recovery_file(demo: Path, desk: Desk, folder: Path) -> recovery.Recovery:
    """The commune's file for this laptop; its home is a copy."""
    home = folder / "xa"
    shutil.copytree(demo / "xa", home)
    with Store.open(home, desk.store.clock) as store:
        device = store.get(Device, desk.store.setting(DEVICE) or "")
        assert device is not None
        return recovery.recover(store, credentials.load(home), device, folder / "usb")


def test_a_forgotten_passphrase_comes_back(
    desk_and_window: DeskAndWindow, demo: Path, tmp_path: Path, answering: Answering
) -> None:
    desk, window = desk_and_window
    given = recovery_file(demo, desk, tmp_path)
    wrap(desk, "không ai nhớ nữa")
    room = room_of(window)

    def fill(dialog: RestoreDialog) -> None:
        dialog.new.setText(NEW)
        dialog.again.setText(NEW)
        dialog.code.setText(given.code[:-1])
        dialog.try_to_save()
        assert "24 chữ số" in dialog.form.fields["code"].problem
        dialog.code.setText(given.code)
        dialog.try_to_save()

    answering(RestoreDialog, fill)
    room.restore(given.path)
    assert desk.credentials.opened is not None
    assert credentials.load(desk.store.home, NEW)
    assert f"xóa tệp {given.path.name}" in said(room)


def test_another_file_is_refused_in_words(desk_and_window: DeskAndWindow, tmp_path: Path) -> None:
    desk, window = desk_and_window
    other = tmp_path / "khoa-khoi-phuc-0000.key"
    keys.save(keys.generate(), other, "1" * 24)
    dialog = RestoreDialog(desk, other, window)
    dialog.new.setText(NEW)
    dialog.again.setText(NEW)
    dialog.code.setText("1" * 24)
    dialog.try_to_save()
    assert "máy khác" in words(dialog)
    assert not passphrases.is_set(desk.store.home)


def test_the_village_sees_what_the_commune_did_with_its_key(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    device = desk.store.setting(DEVICE) or ""
    with desk.store.transaction():
        desk.store.set_setting("role", "commune")
        with changing(desk.store) as change:
            change.set(Device, device, revoked_on=desk.day, revoked_reason="mất máy", recovered_on=desk.day)
        desk.store.set_setting("role", "village")
    told = [banner.accessibleName() for banner in room_of(window).findChildren(Banner)]
    assert any("thu hồi máy này" in one and "mất máy" in one for one in told), told
    assert any("mở khóa dự phòng" in one for one in told), told


# --- handing over ---


def begin(room: KeyRoom, answering: Answering, passphrase: str = NEW) -> None:
    def fill(dialog: RenewDialog) -> None:
        dialog.try_to_save()
        assert dialog.form.fields["holder"].problem
        dialog.holder.setText(HOLDER)
        dialog.new.setText(passphrase)
        dialog.again.setText(passphrase)
        dialog.try_to_save()

    answering(RenewDialog, fill)
    assert room.renew is not None
    room.renew.begin()
    settle()


def answer_of_commune(demo: Path, desk: Desk, asked: Path, folder: Path) -> Path:
    home = folder / "xa"
    shutil.copytree(demo / "xa", home)
    village = own_village(desk.store)
    assert village is not None
    with Store.open(home, desk.store.clock) as store:
        own = credentials.load(home)
        heard = enrolment.read_request(store, own, asked).spoken
        return enrolment.issue(store, own, asked, village, folder / "usb", heard=heard).path


def test_a_new_head_takes_over_on_the_screen(
    desk_and_window: DeskAndWindow,
    demo: Path,
    tmp_path: Path,
    answering: Answering,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    desk, window = desk_and_window
    room = room_of(window)
    old, households = desk.credentials.fingerprint, desk.store.value("SELECT count(*) FROM household")
    begin(room, answering)
    assert room.renew is not None
    made = room.renew.waiting
    assert made is not None
    assert made.holder == HOLDER
    assert f"Mã của khóa mới: {made.spoken}" in [one.accessibleName() for one in room.renew.findChildren(QWidget)]
    assert "khóa cũ vẫn dùng" in said(room)
    room.renew.write_request(tmp_path / "usb")
    qtbot.waitUntil(lambda: "Bây giờ gọi điện" in said(room))
    assert len(list((tmp_path / "usb").glob("phieu-ghi-danh-*.pdf"))) == 1
    (asked,) = (tmp_path / "usb").glob("yeu-cau-ghi-danh-*.toso")
    issued = answer_of_commune(demo, desk, asked, tmp_path)

    def right(dialog: UnlockDialog) -> None:
        dialog.passphrase.setText(NEW)
        dialog.try_to_open()

    answering(UnlockDialog, right)
    monkeypatch.setattr(renew_card, "ask", lambda *_words, **_more: True)
    room.renew.take_file(issued)
    qtbot.waitUntil(lambda: "đã sang khóa mới" in said(room))
    assert desk.credentials.fingerprint != old
    assert desk.store.value("SELECT count(*) FROM household") == households
    assert room.renew.waiting is None
    home = tmp_path / "xa"
    with Store.open(home, desk.store.clock) as store:
        window.open_room("handover")
        page = window.page("handover")
        assert isinstance(page, HandoverRoom)
        assert page.go is not None
        page.go.write_to(tmp_path / "usb")
        qtbot.waitUntil(lambda: bool(list((tmp_path / "usb").glob("*-nop-xa-*.toso"))))
        (bundle,) = (tmp_path / "usb").glob("*-nop-xa-*.toso")
        assert merge_file(store, credentials.load(home), bundle).verdict == "merged"


def test_a_handover_is_thought_better_of(
    desk_and_window: DeskAndWindow, answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, window = desk_and_window
    room = room_of(window)
    begin(room, answering, "")
    assert room.renew is not None
    monkeypatch.setattr(renew_card, "ask", lambda *_words, **_more: False)
    room.renew.cancel()
    assert renewal.waiting(desk.store) is not None
    monkeypatch.setattr(renew_card, "ask", lambda *_words, **_more: True)
    room.renew.cancel()
    assert renewal.waiting(desk.store) is None
    assert "dùng tiếp khóa cũ" in said(room)


def test_a_file_that_is_not_the_answer_is_told(
    desk_and_window: DeskAndWindow, answering: Answering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, window = desk_and_window
    room = room_of(window)
    begin(room, answering, "")
    heard: list[TosoError] = []
    monkeypatch.setattr("desktop.ui.messages.tell", lambda _parent, error: heard.append(error))
    strange = tmp_path / "ghi-danh-la.toso"
    strange.write_bytes(b"khong phai")
    assert room.renew is not None
    room.renew.take_file(strange)
    assert [error.code for error in heard] == ["damaged"]
    assert renewal.waiting(desk.store) is not None


def test_the_old_passphrase_may_be_lost(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    desk, window = desk_and_window
    wrap(desk)
    room_of(window)
    dialog = RenewDialog(desk, window)
    dialog.holder.setText(HOLDER)
    dialog.old.setText("sai")
    dialog.try_to_save()
    assert "không đúng" in dialog.form.fields["old"].problem
    assert renewal.waiting(desk.store) is None
    dialog.old.setText("")
    dialog.try_to_save()
    assert renewal.waiting(desk.store) is not None


def test_a_laptop_that_was_never_enrolled_takes_another_key(
    desk_and_window: DeskAndWindow, answering: Answering
) -> None:
    desk, window = desk_and_window
    with desk.store.transaction():
        desk.store.execute("DELETE FROM setting WHERE name = 'enrolled'")
    before = desk.credentials.fingerprint
    room = room_of(window)

    def fill(dialog: RenewDialog) -> None:
        assert "holder" not in dialog.form.fields
        dialog.try_to_save()

    answering(RenewDialog, fill)
    assert room.renew is not None
    room.renew.begin()
    assert desk.credentials.fingerprint != before
    assert "ghi yêu cầu ghi danh" in said(room)
