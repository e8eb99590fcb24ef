"""Hộp nhận: looked at first, merged when asked, answered with receipts; what is wrong is a row in words."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.models.conflicts import conflicts
from desktop.models.waiting import unacknowledged_entries
from desktop.sync import exporting, parcels
from desktop.sync.letters import of_export, write_draft
from desktop.sync.merging import merge_file
from desktop.ui.commune.bundle_row import BundleRow
from desktop.ui.commune.receiving_room import ReceivingRoom
from desktop.ui.parts.banner import Banner
from tests.ui.commune.conftest import Commune
from tests.ui.commune.stick import enrolled, filled_stick, village_named


def look_at(qtbot: QtBot, room: ReceivingRoom, paths: list[Path]) -> None:
    """Let the room look at files, and wait until it has."""
    before = room.arrived
    room.take_files(paths)
    qtbot.waitUntil(lambda: room.arrived is not before)


def press(qtbot: QtBot, room: ReceivingRoom) -> None:
    """Press the primary act and wait until the room stands otherwise."""
    act = room.primary_act
    assert act is not None
    act.click()
    qtbot.waitUntil(lambda: room.primary_act is not act)


def bring_to_front(qtbot: QtBot, room: ReceivingRoom) -> None:
    """The offscreen platform leaves no window active when a progress dialog has closed; a desktop does."""
    room.window().activateWindow()
    qtbot.waitUntil(room.window().isActiveWindow)


def told(room: ReceivingRoom, name: str) -> str:
    """Everything that the row of a file says."""
    row = next(row for row in room.findChildren(BundleRow) if row.arrived.name == name)
    return " ".join([row.accessibleName(), *(label.text() for label in row.findChildren(QLabel))])


def test_a_plan_is_shown_and_nothing_is_written_before_the_act(commune: Commune, tmp_path: Path, qtbot: QtBot) -> None:
    stick = filled_stick(commune.desk, tmp_path)
    before, conflicts_before = commune.tables(), len(conflicts(commune.store))
    room = commune.inbox
    look_at(qtbot, room, [stick])
    verdicts = [one.outcome.verdict for one in room.arrived]
    assert verdicts.count("merged") == 3  # two of them one after the other, from the same laptop
    assert verdicts.count("held") == 1
    assert verdicts.count("refused") == 3  # broken, foreign, a request
    assert sum(one.outcome.conflicts for one in room.arrived) == 1
    assert commune.tables() == before
    assert not list(commune.store.home.glob("giu-lai/*"))
    assert not list(commune.store.home.glob(".thu-ghep-*"))
    assert room.primary_act is not None
    assert room.primary_act.accessibleName() == "Ghép 3 gói"
    bring_to_front(qtbot, room)
    qtbot.waitUntil(room.primary_act.hasFocus)
    press(qtbot, room)
    assert [one.outcome.verdict for one in room.arrived if one.done] == ["merged", "merged", "merged", "held"]
    assert len(conflicts(commune.store)) == conflicts_before + 1
    assert len(list(commune.store.home.glob("giu-lai/*"))) == 1


def test_the_plan_says_in_words_what_each_file_is(commune: Commune, tmp_path: Path, qtbot: QtBot) -> None:
    stick = filled_stick(commune.desk, tmp_path)
    room = commune.inbox
    look_at(qtbot, room, [stick])
    assert "hỏng hoặc không đầy đủ" in told(room, "goi-bi-loi.toso")
    assert "Không nhận" in told(room, "goi-bi-loi.toso")
    assert "chưa được xã ghi danh" in told(room, "goi-la.toso")
    assert "chưa xác minh được" in told(room, "goi-la.toso")
    held = next(one for one in room.arrived if one.outcome.verdict == "held")
    assert "thiếu 1" in told(room, held.path.name)
    good = next(one for one in room.arrived if one.outcome.added.get("household"))
    assert "3 hộ dân" in told(room, good.path.name)
    request = next(one for one in room.arrived if one.kind == "request")
    assert "Ghi danh" in told(room, request.path.name)


def test_the_message_for_the_village_can_be_copied(commune: Commune, tmp_path: Path, qtbot: QtBot) -> None:
    stick = filled_stick(commune.desk, tmp_path)
    room = commune.inbox
    look_at(qtbot, room, [stick])
    held = next(row for row in room.findChildren(BundleRow) if row.arrived.outcome.verdict == "held")
    held.findChildren(QPushButton)[0].click()
    assert "Nộp về xã lần nữa" in QGuiApplication.clipboard().text()
    assert "thiếu 1" in QGuiApplication.clipboard().text()


def test_the_same_bundle_again_changes_nothing(commune: Commune, demo: Path, qtbot: QtBot) -> None:
    room = commune.inbox
    before = commune.tables()
    bundle = next((demo / "usb").glob("*nop-xa*"))
    look_at(qtbot, room, [bundle])
    assert room.arrived[0].outcome.verdict == "already"
    assert room.primary_act is not None
    assert room.primary_act.accessibleName() == "Ghi giấy báo nhận ra USB"  # a lost receipt can be written again
    assert commune.tables() == before


def test_receipts_go_back_to_the_stick_and_the_village_reads_them(
    commune: Commune, tmp_path: Path, qtbot: QtBot
) -> None:
    laptop = enrolled(commune.desk, village_named(commune.desk, "Nà Bản"), tmp_path, 50)
    laptop.work()
    stick = tmp_path / "stick"
    stick.mkdir()
    laptop.export(stick)
    room = commune.inbox
    look_at(qtbot, room, [stick])
    press(qtbot, room)
    press(qtbot, room)
    assert room.receipts is not None
    written = room.receipts.written[0].path
    assert written.parent == stick
    assert not room.receipts.failed
    assert unacknowledged_entries(laptop.store) > 0
    assert merge_file(laptop.store, laptop.keys, written).verdict in ("merged", "already")  # its cover is what counts
    assert unacknowledged_entries(laptop.store) == 0
    laptop.store.close()


def test_receiving_by_keyboard_alone(commune: Commune, tmp_path: Path, qtbot: QtBot) -> None:
    laptop = enrolled(commune.desk, village_named(commune.desk, "Nà Bản"), tmp_path, 51)
    laptop.work()
    path = laptop.export(tmp_path)
    laptop.store.close()
    window = commune.window
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    room = commune.inbox
    room.sources.ask = lambda _parent: [path]  # the system's own dialog for files
    QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: room.primary_act is not None)
    first = room.primary_act
    bring_to_front(qtbot, room)
    QTest.keyClick(window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: room.primary_act is not first)
    assert room.arrived[0].done
    assert room.primary_act is not None
    bring_to_front(qtbot, room)
    qtbot.waitUntil(room.primary_act.hasFocus)
    QTest.keyClick(room.primary_act, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.receipts is not None)


def test_a_folder_without_bundles_is_told(commune: Commune, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "leer").mkdir()
    room = commune.inbox
    look_at(qtbot, room, [tmp_path / "leer"])
    assert "Không thấy gói dữ liệu nào" in " ".join(label.text() for label in room.findChildren(QLabel))


def test_a_stick_that_cannot_be_written_is_a_line_and_no_dialog(commune: Commune, tmp_path: Path, qtbot: QtBot) -> None:
    laptop = enrolled(commune.desk, village_named(commune.desk, "Nà Bản"), tmp_path, 52)
    laptop.work()
    stick = tmp_path / "stick"
    stick.mkdir()
    laptop.export(stick)
    laptop.store.close()
    room = commune.inbox
    look_at(qtbot, room, [stick])
    press(qtbot, room)
    shutil.rmtree(stick)
    stick.write_text("a file where the stick was")
    press(qtbot, room)
    assert room.receipts is not None
    assert not room.receipts.written
    assert [name for name, _ in room.receipts.failed] == ["Nà Bản"]


def banners(room: ReceivingRoom) -> str:
    """What is said above the list."""
    return " ".join(banner.accessibleName() for banner in room.findChildren(Banner) if not banner.isHidden())


def test_a_stick_full_of_copies_is_told_bundle_by_bundle(commune: Commune, tmp_path: Path, qtbot: QtBot) -> None:
    laptop = enrolled(commune.desk, village_named(commune.desk, "Nà Bản"), tmp_path, 53)
    laptop.work()
    path = laptop.export(tmp_path)
    laptop.store.close()
    stick = tmp_path / "usb"
    (stick / "thư mục").mkdir(parents=True)
    for name in ("goi.toso", "goi (1).toso", "thư mục/goi.toso.zip", "GOI - Copy.TOSO", "Bản sao của goi.toso"):
        shutil.copy(path, stick / name)
    (stick / "nửa.toso").write_bytes(path.read_bytes()[:700])
    (stick / "rỗng.toso").touch()
    (stick / "ảnh.zip").write_bytes(b"PK")
    room = commune.inbox
    look_at(qtbot, room, [stick])
    assert [(one.name, one.outcome.verdict) for one in room.arrived] == [
        ("goi.toso", "merged"),
        ("nửa.toso", "refused"),
        ("rỗng.toso", "refused"),
    ]
    assert "Có 4 bản chép giống hệt" in told(room, "goi.toso")
    assert "và 1 tệp nữa" in told(room, "goi.toso")
    assert "chép chưa xong, mới có" in told(room, "nửa.toso")
    assert "Tệp rỗng, chép chưa xong." in told(room, "rỗng.toso")


def test_a_saved_letter_is_read_like_a_stick(commune: Commune, tmp_path: Path, qtbot: QtBot) -> None:
    laptop = enrolled(commune.desk, village_named(commune.desk, "Nà Bản"), tmp_path, 54)
    laptop.work()
    done = exporting.export(laptop.store, laptop.keys, tmp_path / "thu", only_new=True)
    draft = write_draft(done.path, of_export(laptop.store, done))
    done.path.unlink()
    laptop.store.close()
    room = commune.inbox
    look_at(qtbot, room, [draft.path])
    (one,) = room.arrived
    assert (one.outcome.verdict, one.name, one.path) == ("merged", done.path.name, draft.path)
    assert f"Đính kèm trong thư {draft.path.name}" in told(room, done.path.name)
    press(qtbot, room)
    assert room.arrived[0].outcome.verdict == "merged"
    press(qtbot, room)
    assert room.receipts is not None
    assert room.receipts.written[0].path.parent == draft.path.parent


def test_the_same_bundle_twice_in_the_list_is_one(commune: Commune, tmp_path: Path, qtbot: QtBot) -> None:
    laptop = enrolled(commune.desk, village_named(commune.desk, "Nà Bản"), tmp_path, 55)
    laptop.work()
    first = laptop.export(tmp_path / "a")
    laptop.store.close()
    (tmp_path / "b").mkdir()
    second = Path(shutil.copy(first, tmp_path / "b" / "khác.toso"))
    room = commune.inbox
    look_at(qtbot, room, [first])
    look_at(qtbot, room, [second])
    assert [one.name for one in room.arrived] == [first.name]
    (tmp_path / "leer").mkdir()
    look_at(qtbot, room, [tmp_path / "leer"])
    assert [one.name for one in room.arrived] == [first.name]  # what waits stays
    assert "Không thấy gói dữ liệu nào" in banners(room)


def test_more_than_is_looked_at_is_told(
    commune: Commune, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcels, "MOST_PARCELS", 2)
    for number in range(3):
        (tmp_path / f"{number}.toso").write_bytes(b"x")
    room = commune.inbox
    look_at(qtbot, room, [tmp_path])
    assert len(room.arrived) == 2
    assert "mỗi lần chỉ xem 2 gói" in banners(room)


def test_a_stick_that_was_pulled_out_gets_no_receipt(commune: Commune, tmp_path: Path, qtbot: QtBot) -> None:
    """Nothing is written where it was mounted."""
    laptop = enrolled(commune.desk, village_named(commune.desk, "Nà Bản"), tmp_path, 56)
    laptop.work()
    laptop.export(tmp_path / "usb")
    laptop.store.close()
    room = commune.inbox
    look_at(qtbot, room, [tmp_path / "usb"])
    press(qtbot, room)
    shutil.rmtree(tmp_path / "usb")
    press(qtbot, room)
    assert room.receipts is not None
    assert not (tmp_path / "usb").exists()
    assert "không còn kết nối" in banners(room)
