"""Taking a list of households in on screen: shown first, chosen, written, taken back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.models.importing.planning import HAVE, MAYBE, NEW, REFUSED, SKIPPED
from desktop.ui.desk import Desk
from desktop.ui.village.households_room import HouseholdsRoom
from desktop.ui.village.importing.columns_dialog import ColumnsDialog
from desktop.ui.window import DeskWindow
from tests.dirty import row, usual, workbook
from tests.ui.village.acting import CTRL, count, press, press_on
from tests.ui.village.import_screens import page_with_list

DeskAndWindow = tuple[Desk, DeskWindow]


def test_a_list_is_shown_before_anything_is_written_then_written_and_taken_back(
    qtbot: QtBot, desk_and_window: DeskAndWindow, monkeypatch
):
    desk, window = desk_and_window
    before = count(desk, "household")
    page = page_with_list(desk, window)
    assert page.read is not None
    assert {NEW, HAVE, MAYBE, SKIPPED, REFUSED} == set(page.read.plan.counts)
    assert "Chưa ghi gì" in page.told.text()
    assert "Số CCCD" in page.told.text()
    assert count(desk, "household") == before
    press_on(window, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "Đã ghi xong" in page.told.text())
    assert count(desk, "household") == before + 2
    assert f"trước {before}, nay {before + 2}" in page.told.text()
    monkeypatch.setattr("desktop.ui.village.importing.import_page.ask", lambda *_, **__: True)
    page.take_back()
    assert count(desk, "household") == before
    assert not page._made[4].isVisible()


def test_enter_changes_what_is_done_with_a_row(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    page = page_with_list(desk, window)
    assert page.read is not None
    assert page.read.to_write == 2
    page.filtered.emit(MAYBE)
    page.view.setFocus()
    press(Qt.Key.Key_Return)
    assert page.read.to_write == 3
    press(Qt.Key.Key_Return)
    assert page.read.to_write == 2


def test_options_are_offered_and_change_the_plan(qtbot: QtBot, desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    page = page_with_list(desk, window)
    assert page.read is not None
    assert not page.capitalise.isHidden()
    assert page.convert.isHidden()
    first = page.read
    page.capitalise.click()
    qtbot.waitUntil(lambda: page.read is not first)
    assert page.read.plan.rows[0].row.name == "Nông Văn Mới"
    page.take.click()
    assert page.read.to_write == 3


def test_a_file_is_read_and_a_bad_one_told(qtbot: QtBot, desk_and_window: DeskAndWindow, tmp_path: Path, monkeypatch):
    desk, window = desk_and_window
    page = page_with_list(desk, window)
    page.open_file(workbook(tmp_path / "a.xlsx", usual(row(1, "Ma Thị Thử"))))
    qtbot.waitUntil(lambda: page.read is not None and page.read.source == "a.xlsx")
    told: list[BaseException] = []
    monkeypatch.setattr("desktop.ui.tasks.show_error", lambda _parent, error: told.append(error))
    (tmp_path / "b.xlsx").write_bytes(b"")
    page.open_file(tmp_path / "b.xlsx")
    qtbot.waitUntil(lambda: bool(told))
    assert page.read is not None
    assert page.read.source == "a.xlsx"


def test_what_was_copied_in_excel_is_pasted(qtbot: QtBot, desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    window.open_room("households")
    room = window.page("households")
    assert isinstance(room, HouseholdsRoom)
    room.import_list()
    QGuiApplication.clipboard().setText("")
    room.importing.paste()
    assert "Chưa có gì để dán" in room.importing.told.text()
    QGuiApplication.clipboard().setText("Chủ hộ\tXóm\r\nMa Thị Thử\tNà Cà\r\n")
    room.importing.paste()
    qtbot.waitUntil(lambda: room.importing.read is not None)
    read = room.importing.read
    assert read is not None
    assert [one.row.name for one in read.plan.rows] == ["Ma Thị Thử"]


def test_columns_are_chosen_again(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    page = page_with_list(desk, window)
    assert page.read is not None
    dialog = ColumnsDialog(page.read, window)
    assert "3" not in dialog.form.fields  # the column of identity numbers cannot be chosen
    dialog.form.fields["2"].editor.show_code("head_name")  # type: ignore[attr-defined]
    dialog.try_to_save()
    assert dialog.form.problems.isVisibleTo(dialog)
    dialog.form.fields["1"].editor.show_code("note")  # type: ignore[attr-defined]
    dialog.try_to_save()
    assert dialog.layout_chosen.kinds[1:3] == ("note", "head_name")
    dialog.deleteLater()
