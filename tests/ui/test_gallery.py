"""The whole gallery at every size and look: nothing is cut, everything has a name and can be reached by keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.todo_row import TodoRow
from desktop.ui.style import apply_look
from desktop.ui.tokens import Look, TextSize, Theme
from desktop.ui.window import DeskWindow
from tests.ui.gallery import AT_125, LEAST, USUAL, dialogs, sample_window
from tests.ui.inspecting import cut_cells, cut_words, nameless, unreached, wide_scrolls
from tests.ui.samples import LONG_PLACE, today

LOOKS = [Look(text_size=size) for size in TextSize] + [Look(Theme.DARK), Look(Theme.CONTRAST, TextSize.LARGEST)]
SIZES = [USUAL, LEAST, AT_125]
KEYS = ["today", "households", "survey", "parts"]


@pytest.fixture
def worn(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Look]:
    apply_look(qapp, request.param)
    yield request.param
    apply_look(qapp, Look())


@pytest.mark.parametrize("worn", LOOKS, indirect=True, ids=lambda look: f"{look.theme.value}-{look.text_size.name}")
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_nothing_is_cut(qtbot: QtBot, qapp: QApplication, worn: Look, size: QSize):
    desk = sample_window(LONG_PLACE)
    qtbot.addWidget(desk)
    desk.resize(size)
    desk.show()
    for key in KEYS:
        desk.open_room(key)
        for _ in range(3):
            qapp.processEvents()
        assert desk.size() == size
        assert cut_words(desk) == [], key
        assert wide_scrolls(desk) == [], key
        assert [cell for view in desk.findChildren(QTableView) if view.isVisible() for cell in cut_cells(view)] == []
    desk.close()


def test_the_finder_of_cut_words_finds_some(qtbot: QtBot):
    label = QLabel("Nguyễn Văn Hạnh")
    qtbot.addWidget(label)
    label.show()
    label.setFixedSize(60, 20)
    assert len(cut_words_of(label)) == 1
    button = QPushButton("Ghi lượt hỗ trợ")
    qtbot.addWidget(button)
    button.setFixedSize(40, 30)
    button.show()
    assert len(cut_words_of(button)) == 1


def cut_words_of(part: QWidget) -> list[str]:
    box = QWidget()
    part.setParent(box)
    part.show()
    box.resize(500, 200)
    box.show()
    found = cut_words(box)
    part.setParent(None)
    box.deleteLater()
    return found


def test_text_can_grow_while_the_window_is_open(qtbot: QtBot, qapp: QApplication, window: DeskWindow):
    window.resize(LEAST)
    for key in KEYS:
        window.open_room(key)
    try:
        for look in reversed(LOOKS):
            window.wear(look)
            for key in KEYS:
                window.open_room(key)
                for _ in range(3):
                    qapp.processEvents()
                assert cut_words(window) == [], (key, look)
    finally:
        apply_look(qapp, Look())


@pytest.mark.parametrize("key", KEYS)
def test_everything_that_can_be_used_has_a_name(window: DeskWindow, key: str):
    window.open_room(key)
    assert nameless(window) == []


@pytest.mark.parametrize("key", KEYS)
def test_tab_reaches_everything_and_comes_round(qtbot: QtBot, window: DeskWindow, key: str):
    window.open_room(key)
    window.page(key).setFocus()
    assert unreached(window) == []


def test_tab_goes_down_the_page_in_reading_order(qtbot: QtBot, window: DeskWindow):
    page = window.page("today")
    page.setFocus()
    names = []
    for _ in range(8):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus.accessibleName().split(".")[0])
    assert names == [
        "Ghi lượt hỗ trợ",
        "Khảo sát hộ tiếp theo",
        "Nộp về xã",
        "Hạn 25/11",
        "12 hộ",
        "1 đơn",
        "Gói 12",
        "14:00",
    ]


def test_todo_rows_are_real_buttons(qtbot: QtBot, window: DeskWindow):
    rows = window.page("today").findChildren(TodoRow)
    pressed: list[str] = []
    rows[0].clicked.connect(lambda: pressed.append("pressed"))
    QTest.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    chip = rows[0].findChild(StateChip)
    assert isinstance(chip, StateChip)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=chip.mapTo(window, chip.rect().center()))
    QTest.keyClick(rows[0], Qt.Key.Key_Return)
    QTest.keyClick(rows[0], Qt.Key.Key_Space)
    assert len(pressed) == 4


def test_a_new_day_keeps_the_keyboard_where_it_was(qtbot: QtBot, window: DeskWindow):
    page = window.page("today")
    rows = page.findChildren(TodoRow)
    rows[2].setFocus()
    page.show_today(today())  # type: ignore[attr-defined]
    focus = QApplication.focusWidget()
    assert isinstance(focus, TodoRow)
    assert focus is not rows[2]
    assert focus.accessibleName() == rows[2].accessibleName()


def test_dialogs_show_all_their_words(qtbot: QtBot, qapp: QApplication, window: DeskWindow):
    for name, dialog in dialogs(window):
        dialog.show()
        for _ in range(3):
            qapp.processEvents()
        assert cut_words(dialog) == [], name
        assert dialog.height() <= 560
        dialog.close()
        dialog.deleteLater()
