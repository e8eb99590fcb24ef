"""Handing over: a bundle on the stick, what the commune sends back shown before it is merged."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.models.setup import own_village
from desktop.models.store import Store
from desktop.sync import credentials
from desktop.sync.exporting import export
from desktop.sync.merging import merge_file
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.village.handing_over import to_go, written
from desktop.ui.village.handover_room import HandoverRoom
from desktop.ui.window import DeskWindow
from tests.makers import move_home
from tests.ui.screen import settle

DeskAndWindow = tuple[Desk, DeskWindow]


def _room(window: DeskWindow) -> HandoverRoom:
    window.open_room("handover")
    room = window.page("handover")
    assert isinstance(room, HandoverRoom)
    return room


def _write(qtbot: QtBot, room: HandoverRoom, stick: Path) -> Path:
    stick.mkdir(exist_ok=True)
    room.write_to(stick)
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


def test_a_foreign_file_is_refused_in_words(qtbot: QtBot, desk_and_window: DeskAndWindow, tmp_path: Path):
    _, window = desk_and_window
    room = _room(window)
    strange = tmp_path / "la.toso"
    strange.write_bytes(b"khong phai goi du lieu")
    room.receive.plan([strange])
    qtbot.waitUntil(lambda: any(not one.isHidden() for one in room.receive.findChildren(Banner)))
    assert room.receive._planned == []
