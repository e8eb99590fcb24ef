"""Handing over: a bundle on the stick, what the commune sends back shown before it is merged."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.models.ledger import note_seen
from desktop.models.returning import kept, sealed
from desktop.models.setup import own_village
from desktop.models.store import Store
from desktop.sync import credentials, letters
from desktop.sync.attachments import bundles_in
from desktop.sync.exporting import export
from desktop.sync.letters import Letter, compose
from desktop.sync.merging import merge_file
from desktop.ui.desk import Desk
from desktop.ui.messages import Message
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.sticks import Stick
from desktop.ui.village.go_card import GoCard
from desktop.ui.village.handing_over import to_go, written
from desktop.ui.village.handover_room import HandoverRoom
from desktop.ui.window import DeskWindow
from tests.makers import move_home
from tests.ui.screen import settle

DeskAndWindow = tuple[Desk, DeskWindow]
GIB = 1 << 30


def _room(window: DeskWindow) -> HandoverRoom:
    window.open_room("handover")
    room = window.page("handover")
    assert isinstance(room, HandoverRoom)
    return room


def _write(qtbot: QtBot, room: HandoverRoom, stick: Path) -> Path:
    stick.mkdir(exist_ok=True)
    assert room.go is not None
    room.go.write_to(stick)
    qtbot.waitUntil(lambda: bool(list(stick.glob("*.toso"))) and room._banner is not None)
    return next(iter(stick.glob("*.toso")))


def test_what_goes_is_told_and_a_bundle_is_written(qtbot: QtBot, desk_and_window: DeskAndWindow, tmp_path: Path):
    desk, window = desk_and_window
    room = _room(window)
    going = to_go(desk.store)
    assert going.entries > 0
    path = _write(qtbot, room, tmp_path / "usb")
    assert path.stat().st_size > 0
    assert room._banner is not None
    assert f"số {going.number}" in room._banner.accessibleName()
    latest = written(desk.store)[0]
    assert (latest.number, latest.received) == (going.number, False)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty folder that is a stick."""
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def _plugged(room: HandoverRoom, *sticks: Stick) -> GoCard:
    """The card that goes up, with these sticks."""
    room._sticks = lambda: [one for one in sticks if one.path.is_dir()]
    room.refresh()
    assert room.go is not None
    return room.go


def _said(room: HandoverRoom) -> str:
    return room._banner.accessibleName() if room._banner else ""


def test_the_one_stick_is_written_and_what_to_do_with_it_is_told(
    qtbot: QtBot, desk_and_window: DeskAndWindow, stick: Path
):
    _, window = desk_and_window
    room = _room(window)
    go = _plugged(room, Stick("THON", stick, "stick", GIB))
    go.write_button.click()
    qtbot.waitUntil(lambda: room._banner is not None)
    assert len(list(stick.glob("*.toso"))) == 1
    assert "đã đọc lại và khớp" in _said(room)
    assert "tháo USB an toàn" in _said(room)
    assert room.go is not None
    assert room.go is not go
    qtbot.waitUntil(room.go.write_button.hasFocus)  # the card is a new one, the keyboard stays


def test_several_sticks_must_be_chosen_from(desk_and_window: DeskAndWindow, stick: Path):
    desk, window = desk_and_window
    room = _room(window)
    before = written(desk.store)
    (stick / "a").mkdir()
    (stick / "b").mkdir()
    go = _plugged(room, Stick("A", stick / "a", "stick", GIB), Stick("B", stick / "b", "stick", GIB))
    go.write()
    assert "Chưa chọn USB để ghi, chưa ghi gì. Chọn một trong các USB: USB A, USB B." in _said(room)
    assert written(desk.store) == before


def test_a_locked_stick_is_no_place(desk_and_window: DeskAndWindow, stick: Path):
    desk, window = desk_and_window
    room = _room(window)
    before = written(desk.store)
    go = _plugged(room, Stick("KHOA", stick, "stick", GIB, locked=True))
    go.write()
    assert "USB đang cắm không ghi được, chưa ghi gì." in _said(room)
    assert list(stick.glob("*.toso")) == []
    assert written(desk.store) == before


def test_a_stick_pulled_out_before_the_act_is_told(
    qtbot: QtBot, desk_and_window: DeskAndWindow, stick: Path, monkeypatch: pytest.MonkeyPatch
):
    """Nothing is written where it was mounted, and no other place is taken for it."""
    desk, window = desk_and_window
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: pytest.fail("asked for a folder"))
    room = _room(window)
    before = written(desk.store)
    go = _plugged(room, Stick("THON", stick, "stick", GIB))
    stick.rmdir()
    go.write()
    assert "USB THON vừa được rút ra, chưa ghi gì." in _said(room)
    assert any("USB THON vừa được rút ra." in label.text() for label in go.places.findChildren(QLabel))
    told: list[str] = []
    monkeypatch.setattr(Message, "exec", lambda self: told.append(self.accessibleName()))
    go.write_to(stick)
    qtbot.waitUntil(lambda: bool(told))
    assert "không còn kết nối" in told[0]
    assert not stick.exists()
    assert written(desk.store) == before


def test_a_stick_without_room_is_told_with_what_is_missing(
    qtbot: QtBot, desk_and_window: DeskAndWindow, stick: Path, monkeypatch: pytest.MonkeyPatch
):
    desk, window = desk_and_window
    room = _room(window)
    before = written(desk.store)
    usage = shutil.disk_usage(stick)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    told: list[str] = []
    monkeypatch.setattr(Message, "exec", lambda self: told.append(self.accessibleName()))
    _plugged(room, Stick("THON", stick, "stick", GIB)).write()
    qtbot.waitUntil(lambda: bool(told))
    assert "Thiếu" in told[0]
    assert written(desk.store) == before
    assert list(stick.glob("*")) == []


def test_a_bundle_goes_by_mail_through_the_outbox(qtbot: QtBot, desk_and_window: DeskAndWindow, stick: Path):
    desk, window = desk_and_window
    room = _room(window)
    opened: list[Path] = []
    go = _plugged(room, Stick("THON", stick, "stick", GIB))
    go.open = lambda path: not opened.append(path)  # type: ignore[func-returns-value]
    going = to_go(desk.store)
    go.mail()
    qtbot.waitUntil(lambda: room._banner is not None)
    (letter,) = opened
    assert letter.parent == desk.store.home / "thu-di"
    assert [each.data for each in bundles_in(letter.read_bytes())] == [letter.with_suffix(".toso").read_bytes()]
    assert "Đã mở thư nháp" in _said(room)
    assert (written(desk.store)[0].number, written(desk.store)[0].received) == (going.number, False)
    assert list(stick.iterdir()) == []  # a letter has no business on the stick
    assert room._banner is not None
    room._banner.button.click()
    assert opened[-1] == letter.parent


def test_a_letter_goes_into_the_folder_that_was_chosen(qtbot: QtBot, desk_and_window: DeskAndWindow, stick: Path):
    desk, window = desk_and_window
    desk.settings.keep("handover.folder", str(stick))
    room = _room(window)
    go = _plugged(room)
    go.open = lambda _path: True
    go.mail()
    qtbot.waitUntil(lambda: room._banner is not None)
    assert len(list(stick.glob("*.eml"))) == 1


def test_without_a_mail_program_the_way_by_hand_is_told(qtbot: QtBot, desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    room = _room(window)
    go = _plugged(room)
    go.open = lambda _path: False
    go.mail()
    qtbot.waitUntil(lambda: room._banner is not None)
    assert "Máy này chưa có chương trình thư." in _said(room)
    assert "đính kèm tệp" in _said(room)


def test_a_heavy_letter_is_not_opened(qtbot: QtBot, desk_and_window: DeskAndWindow, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(letters, "HEAVY", 100)
    _, window = desk_and_window
    room = _room(window)
    go = _plugged(room)
    go.open = lambda _path: pytest.fail("opened")
    go.mail()
    qtbot.waitUntil(lambda: room._banner is not None)
    assert "nhiều hộp thư chỉ nhận đến 25 MB" in _said(room)


def test_only_the_communes_receipt_turns_it_green(
    qtbot: QtBot, desk_and_window: DeskAndWindow, demo: Path, tmp_path: Path
):
    desk, window = desk_and_window
    room = _room(window)
    bundle = _write(qtbot, room, tmp_path / "usb")
    receipt = _answer_of_commune(demo, desk, bundle, tmp_path)
    room.receive.plan([receipt])
    qtbot.waitUntil(lambda: bool(room.receive._planned))
    settle()
    assert not written(desk.store)[0].received
    told = [banner.accessibleName() for banner in room.receive.findChildren(Banner) if not banner.isHidden()]
    assert any(text.startswith("Sẽ ghép") for text in told), told
    room.receive.merge()
    qtbot.waitUntil(lambda: _first_chip(room) == "Xã đã báo nhận")
    assert written(desk.store)[0].received


def _first_chip(room: HandoverRoom) -> str:
    return str(next(chip.state.words for chip in room._past.findChildren(StateChip)))


def _answer_of_commune(demo: Path, desk: Desk, bundle: Path, folder: Path) -> Path:
    """The commune merges the bundle and answers; its home is a copy, so that other tests find it unchanged."""
    home = folder / "xa"
    move_home(demo / "xa", home)
    with Store.open(home, desk.store.clock) as store:
        keys = credentials.load(home)
        assert merge_file(store, keys, bundle).verdict == "merged"
        return export(store, keys, folder / "tra-lai", village=own_village(desk.store)).path


def _shown(room: HandoverRoom) -> list[str]:
    return [banner.accessibleName() for banner in room.receive.findChildren(Banner) if not banner.isHidden()]


def test_a_stick_that_went_back_and_forth_is_read(
    qtbot: QtBot, desk_and_window: DeskAndWindow, demo: Path, tmp_path: Path
):
    """The village's own bundles lie on it, other villages', copies, and what the commune wrote."""
    desk, window = desk_and_window
    room = _room(window)
    bundle = _write(qtbot, room, tmp_path / "usb")
    receipt = _answer_of_commune(demo, desk, bundle, tmp_path)
    for path in [*(demo / "usb").glob("*.toso"), receipt]:
        shutil.copy(path, tmp_path / "usb" / path.name)
    shutil.copy(receipt, tmp_path / "usb" / "Bản sao.toso.zip")
    room.receive.sources.chosen.emit([tmp_path / "usb"])
    qtbot.waitUntil(lambda: bool(room.receive._planned))
    settle()
    assert [parcel.name for parcel in room.receive._planned] == [receipt.name]
    assert room.receive._planned[0].copies == ("Bản sao.toso.zip",)
    assert len(_shown(room)) == 2
    assert _shown(room)[0].startswith("Sẽ ghép")
    assert "tệp khác không phải nhận" in _shown(room)[1]


def test_a_letter_of_the_commune_is_taken(qtbot: QtBot, desk_and_window: DeskAndWindow, demo: Path, tmp_path: Path):
    desk, window = desk_and_window
    room = _room(window)
    receipt = _answer_of_commune(demo, desk, _write(qtbot, room, tmp_path / "usb"), tmp_path)
    letter = tmp_path / "thư của xã.eml"
    letter.write_bytes(compose(Letter("", "Tổ Số", ""), receipt.name, receipt.read_bytes()))
    room.receive.plan([letter])
    qtbot.waitUntil(lambda: bool(room.receive._planned))
    room.receive.merge()
    qtbot.waitUntil(lambda: _first_chip(room) == "Xã đã báo nhận")


def test_a_stick_without_bundles_is_told(qtbot: QtBot, desk_and_window: DeskAndWindow, stick: Path):
    _, window = desk_and_window
    room = _room(window)
    room.receive.plan([stick])
    qtbot.waitUntil(lambda: bool(_shown(room)))
    assert _shown(room)[0].startswith("Không thấy gói dữ liệu nào ở đó.")


def test_one_file_alone_is_always_told(qtbot: QtBot, desk_and_window: DeskAndWindow, tmp_path: Path):
    _, window = desk_and_window
    room = _room(window)
    room.receive.plan([_write(qtbot, room, tmp_path / "usb")])
    qtbot.waitUntil(lambda: bool(_shown(room)))
    assert "gửi cho nơi khác" in _shown(room)[0]


def test_a_foreign_file_is_refused_in_words(qtbot: QtBot, desk_and_window: DeskAndWindow, tmp_path: Path):
    _, window = desk_and_window
    room = _room(window)
    strange = tmp_path / "la.toso"
    strange.write_bytes(b"khong phai goi du lieu")
    room.receive.plan([strange])
    qtbot.waitUntil(lambda: any(not one.isHidden() for one in room.receive.findChildren(Banner)))
    assert room.receive._planned == []


def test_what_the_commune_lost_goes_along_and_is_told_in_one_sentence(
    qtbot: QtBot, desk_and_window: DeskAndWindow, stick: Path
):
    desk, window = desk_and_window
    (device,) = {bundle.device for bundle in kept(desk.store)}
    with desk.store.transaction():
        note_seen(desk.store, device, "đời mới", 1, {})  # its store was put back to the beginning
    room = _room(window)
    go = _plugged(room, Stick("THON", stick, "stick", GIB))
    go.write_button.click()
    qtbot.waitUntil(lambda: room._banner is not None)
    beside = [
        path
        for path in stick.glob("*.toso")
        if path.read_bytes() in [sealed(desk.store, one) for one in kept(desk.store)]
    ]
    assert len(beside) == len(kept(desk.store)) > 0
    assert f"Kèm theo {len(beside)} gói trước đây của xã mà máy xã không còn giữ" in _said(room)
