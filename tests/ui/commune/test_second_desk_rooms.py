"""A second desk on the first one's screen: its code compared before it is let in, and bundles between the two."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.digests import table_digests
from desktop.models.journal import changing
from desktop.models.places import Device, Village
from desktop.sync import authority, enrolment, joining, second_desk
from desktop.ui.commune.bundles_room import BundlesRoom
from desktop.ui.commune.enrolment_room import EnrolmentRoom
from desktop.ui.commune.lost_dialog import LostDialog
from desktop.ui.commune.receiving_room import ReceivingRoom
from desktop.ui.desk import Desk
from desktop.ui.opening import desk_window
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.state_chip import StateChip
from tests.ui.commune.conftest import Commune
from tests.ui.commune.second import NAME, let_in, waiting_desk
from tests.ui.commune.stick import new_laptop
from tests.ui.screen import settle


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Desk]:
    desk = waiting_desk(tmp_path)
    yield desk
    desk.store.close()


@pytest.fixture
def second(commune: Commune, tmp_path: Path) -> Iterator[Desk]:
    desk = let_in(commune.desk, tmp_path / "usb")
    commune.desk.tell_changed(frozenset({"device", "bundle"}))
    yield desk
    desk.store.close()


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def shown(room: EnrolmentRoom) -> list[QWidget]:
    """The cards of desks that ask, or were let in."""
    return [card for card in (room.desk_card, room.desk_issued) if card is not None]


def chips(widget: QWidget) -> list[str]:
    settle()
    return [chip.accessibleName() for chip in widget.findChildren(StateChip) if chip.isVisible()]


def said(room: EnrolmentRoom) -> str:
    return room.banner.accessibleName() if room.banner else ""


def asked(room: EnrolmentRoom, desk: Desk, stick: Path) -> Path:
    path = enrolment.request(desk.store, desk.credentials, stick)
    room.take_files([stick])
    assert room.desk_card is not None
    settle()
    return path


def test_nothing_is_issued_before_the_whole_code_was_compared(
    commune: Commune, waiting: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    room, stick = commune.enrolment, tmp_path / "usb"
    asked(room, waiting, stick)
    card = room.desk_card
    assert card is not None
    assert NAME in words(card)
    assert room.banner is None
    before = commune.tables()
    card.issue_button.click()
    card.issue()
    for tick in card.check.ticks[:5]:
        tick.click()
    assert not card.issue_button.isEnabled()
    card.check.typed.setText("1" * 24)
    card.issue()
    assert (commune.tables(), list(stick.glob("may-xa-*"))) == (before, [])
    card.check.typed.setText(enrolment.spoken_code(waiting.credentials))
    card.holder.setText("Nông Thị  Thử")
    card.issue_button.click()
    qtbot.waitUntil(lambda: room.desk_issued is not None)
    (issued,) = stick.glob("may-xa-*")
    assert room.desk_issued is not None
    assert issued.name in words(room.desk_issued)
    code = enrolment.commune_code(commune.desk.credentials)
    joined, waiting.credentials = joining.accept(waiting.store, waiting.credentials, issued, heard=code)
    assert joined.entries > 0
    assert table_digests(waiting.store) == table_digests(commune.store)
    device = commune.store.get(Device, waiting.store.setting("device") or "")
    assert device is not None
    assert (device.role, device.holder) == ("commune", "Nông Thị Thử")
    room.desk_issued.done_button.click()
    assert shown(room) == []
    settle()
    assert NAME in words(room.desks)


def test_another_code_lets_nobody_in(commune: Commune, waiting: Desk, tmp_path: Path) -> None:
    room = commune.enrolment
    before = commune.tables()
    asked(room, waiting, tmp_path / "usb")
    assert room.desk_card is not None
    room.desk_card.left.emit()
    assert shown(room) == []
    assert commune.tables() == before


def test_a_village_and_a_desk_that_ask_on_one_stick_are_answered_in_turn(
    commune: Commune, waiting: Desk, tmp_path: Path
) -> None:
    room, stick = commune.enrolment, tmp_path / "usb"
    store, own = new_laptop(tmp_path / "la", "Nà Quang", 77)
    enrolment.request(store, own, stick)
    store.close()
    enrolment.request(waiting.store, waiting.credentials, stick)
    room.take_files([stick])
    assert room.card is not None
    assert "còn 1 máy nữa" in words(room.card)
    room.card.left.emit()
    assert len(shown(room)) == 1


def test_a_desk_that_is_known_is_told_so_and_an_ended_one_is_refused(
    commune: Commune, second: Desk, tmp_path: Path
) -> None:
    room = commune.enrolment
    asked(room, second, tmp_path / "usb2")
    assert room.desk_card is not None
    assert "đã là máy của xã" in words(room.desk_card)
    assert room.desk_card.issue_button.accessibleName() == "Cấp lại tệp cho máy này"
    device = commune.store.get(Device, second.store.setting("device") or "")
    assert device is not None
    enrolment.revoke(commune.store, device, reason="mất máy")
    room.take_files([tmp_path / "usb2"])
    assert shown(room) == []
    assert "yeu-cau-ghi-danh" in said(room)


def test_the_desks_hand_over_and_only_a_receipt_turns_green(
    commune: Commune, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    room, stick = commune.enrolment, tmp_path / "di"
    stick.mkdir()
    assert [chip for chip in chips(room.desks) if "chưa báo nhận" in chip]
    village = commune.store.first(Village.select())
    assert village is not None
    with changing(commune.store) as change:
        change.set(Village, village.id, name="Nà Mới")
    assert room.desks.targets is not None
    room.desks.targets.ask = lambda _parent: stick
    room.desks.targets.button.click()
    qtbot.waitUntil(lambda: "Hộp nhận" in said(room))
    assert [chip for chip in chips(room.desks) if "chưa báo nhận" in chip]  # written is not delivered
    window = desk_window(second)
    qtbot.addWidget(window)
    window.show()
    window.open_room("inbox")
    inbox = window.page("inbox")
    assert isinstance(inbox, ReceivingRoom)
    inbox.take_files([stick])
    qtbot.waitUntil(lambda: inbox.primary_act is not None)
    assert inbox.primary_act is not None
    inbox.primary_act.click()
    qtbot.waitUntil(lambda: second.store.value("SELECT name FROM village WHERE id = ?", [village.id]) == "Nà Mới")
    window.open_room("bundles")
    assert isinstance(window.page("bundles"), BundlesRoom)
    back = second_desk.send(second.store, second.credentials, tmp_path / "ve")[0].path
    commune.inbox.take_files([back])
    qtbot.waitUntil(lambda: commune.inbox.primary_act is not None)
    commune.inbox.primary_act.click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: second_desk.unacknowledged(commune.store, second_desk.other_desks(commune.store)[0]) == 0)
    assert chips(commune.enrolment.desks) == ["Máy kia đã báo nhận tất cả"]
    window.close()


def test_a_second_desk_sends_the_officer_to_the_first(second: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    window = desk_window(second)
    qtbot.addWidget(window)
    window.show()
    window.open_room("enrolment")
    room = window.page("enrolment")
    assert isinstance(room, EnrolmentRoom)
    store, own = new_laptop(tmp_path / "la", "Nà Quang", 77)
    path = enrolment.request(store, own, tmp_path)
    store.close()
    room.take_files([path])
    assert room.card is None
    assert "máy thứ nhất" in said(room)
    assert "Mất máy, thu hồi" not in [one.accessibleName() for one in room.desks.findChildren(ActButton)]
    assert "Máy xã" in words(room.desks)
    window.close()


def test_a_lost_second_desk_is_ended(commune: Commune, second: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def run(dialog: LostDialog) -> int:
        dialog.show()
        settle()
        told.append(words(dialog))
        dialog.reason.show_code("lost")
        dialog.try_to_save()
        dialog.hide()
        return int(dialog.result())

    monkeypatch.setattr(LostDialog, "exec", run)
    room = commune.enrolment
    settle()
    (lost,) = [one for one in room.desks.findChildren(ActButton) if one.accessibleName() == "Mất máy, thu hồi"]
    lost.click()
    assert "không xóa được sổ trên máy đó" in told[0]
    assert "thôn không còn máy nào" not in told[0].lower()
    assert "Đã thu hồi Máy văn thư" in said(room)
    device = commune.store.get(Device, second.store.setting("device") or "")
    assert device is not None
    assert device.revoked_on == commune.desk.day
    settle()
    assert NAME not in words(room.desks)
    assert authority.standing(commune.store, commune.desk.credentials).waiting
    assert device.id not in [row.id for row in authority.standing(commune.store, commune.desk.credentials).waiting]
