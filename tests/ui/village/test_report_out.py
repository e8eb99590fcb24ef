"""What goes out of the room of reports: paper with copies, PDF, the text for the group chat; each is noted."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.models.access_log import COPIED, PRINTED, access_lines
from desktop.ui.messages import Message
from desktop.ui.sticks import Stick
from desktop.ui.village.zalo_dialog import ZaloDialog
from tests.ui.village.conftest import Answering
from tests.ui.village.test_reports import DeskAndWindow, _room


def test_printing_asks_for_copies_and_is_noted(qtbot: QtBot, desk_and_window: DeskAndWindow, tmp_path: Path):
    desk, window = desk_and_window
    room = _room(window)
    with qtbot.waitSignal(room.paper.ready, timeout=20_000):
        room.report.show_paper()
    copies: list[int] = []

    def choose(printer: QPrinter, _parent: object) -> bool:
        copies.append(printer.copyCount())
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "may-in.pdf"))
        return True

    room.paper.choose = choose
    (button,) = [one for one in room.paper.findChildren(QPushButton) if one.shortcut() == QKeySequence("Ctrl+P")]
    with qtbot.waitSignal(room.paper.printed, timeout=20_000):
        button.click()  # not by its key: the task's dialog may still be the window that has the keyboard
    assert copies == [2]
    assert (tmp_path / "may-in.pdf").read_bytes().startswith(b"%PDF")
    assert [line.act for line in access_lines(desk.store, 0, 5, PRINTED)] == [PRINTED]
    assert "sang máy in" in room.paper._told.text()


def test_without_a_printer_it_is_said_with_the_way_out(
    qtbot: QtBot, desk_and_window: DeskAndWindow, monkeypatch: pytest.MonkeyPatch
):
    desk, window = desk_and_window
    room = _room(window)
    with qtbot.waitSignal(room.paper.ready, timeout=20_000):
        room.report.show_paper()
    monkeypatch.setattr("desktop.ui.printing.has_printer", lambda: False)
    told: list[str] = []
    monkeypatch.setattr(Message, "exec", lambda self: told.append(self.accessibleName()))
    room.paper.print_out()
    assert told == ["Máy này chưa có máy in nào, chưa in gì."]
    assert access_lines(desk.store, 0, 5, PRINTED) == []


def test_saving_begins_on_the_only_stick(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    paper = _room(window).paper
    paper._sticks = lambda: [Stick("THON", Path("/media/THON"))]
    assert paper.offered_path().startswith("/media/THON/bao-cao")
    paper._sticks = lambda: [Stick("A", Path("/media/A")), Stick("B", Path("/media/B"))]
    assert paper.offered_path() == paper._name


def test_the_text_for_the_group_is_shown_before_it_is_copied(desk_and_window: DeskAndWindow, answering: Answering):
    desk, window = desk_and_window
    page = _room(window).report
    QGuiApplication.clipboard().setText("trước")
    shown: list[str] = []

    def look(dialog: ZaloDialog) -> None:
        shown.append(dialog.shown.toPlainText())
        assert QGuiApplication.clipboard().text() == "trước"
        dialog.try_to_save()

    answering(ZaloDialog, look)
    page.show_zalo()
    assert QGuiApplication.clipboard().text() == shown[0]
    assert shown[0].startswith("TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG THÔN NÀ QUANG")
    assert [line.what for line in access_lines(desk.store, 0, 5, COPIED)] == ["report"]
