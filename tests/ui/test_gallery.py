"""The whole gallery at every size and look: nothing is cut, everything has a name and can be reached by keyboard."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.parts.big_button import ActButton, BigButton
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.todo_row import TodoRow
from desktop.ui.rail import RoomButton
from desktop.ui.style import apply_look
from desktop.ui.tokens import Look, TextSize, Theme
from desktop.ui.window import DeskWindow
from tests.ui.gallery import AT_125, LEAST, USUAL, dialogs, sample_window
from tests.ui.samples import LONG_PLACE, today

LOOKS = [Look(text_size=size) for size in TextSize] + [Look(Theme.DARK), Look(Theme.CONTRAST, TextSize.LARGEST)]
SIZES = [USUAL, LEAST, AT_125]
KEYS = ["today", "households", "survey", "parts"]


def cut_words(window: QWidget) -> list[str]:
    """Every label and button that has less room than its words need, or that reaches beyond what holds it."""
    return [*_cut_labels(window), *_cut_buttons(window), *_outside(window)]


def _cut_labels(window: QWidget) -> Iterator[str]:
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        metrics, room = QFontMetrics(label.font()), label.contentsRect()
        widest = max(label.text().split(), key=metrics.horizontalAdvance) if label.wordWrap() else label.text()
        needed = label.heightForWidth(label.width()) if label.wordWrap() else metrics.height()
        if metrics.horizontalAdvance(widest) > room.width() or needed > label.height() + 1:
            yield f"{label.text()} ({room.width()}x{room.height()}, needs {needed} high)"


def _cut_buttons(window: QWidget) -> Iterator[str]:
    for button in window.findChildren(QAbstractButton):
        shown = button.text().replace("&&", "&") if button.isVisible() else ""
        if QFontMetrics(button.font()).horizontalAdvance(shown) > button.width():
            yield f"button {shown}"


def _outside(window: QWidget) -> Iterator[str]:
    for part in window.findChildren(QWidget):
        holder = part.parentWidget()
        if not part.isVisible() or not isinstance(part, QLabel | QPushButton | StateChip) or holder is None:
            continue
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(part.geometry()):
            yield f"outside: {part.accessibleName() or part}"


def wide_scrolls(window: QWidget) -> list[QScrollArea]:
    """Scroll areas that would have to be scrolled sideways."""
    areas = [area for area in window.findChildren(QScrollArea) if area.isVisible()]
    return [area for area in areas if area.horizontalScrollBar().maximum() > 0]


def cut_cells(view: QTableView) -> list[str]:
    """Cells of the first rows whose words would end in dots."""
    model = view.model()
    cells = product(range(min(12, model.rowCount())), range(model.columnCount()))
    return [
        str(model.index(row, column).data())
        for row, column in cells
        if not view.isColumnHidden(column)
        and view.itemDelegate().sizeHint(QStyleOptionViewItem(), model.index(row, column)).width()
        > view.columnWidth(column)
    ]


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
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QTableView)
    parts = [part for part in window.findChildren(QWidget) if isinstance(part, kinds) and part.isVisible()]
    parts = [part for part in parts if type(part).__name__ not in ("QTableCornerButton", "QMenuBarExtension")]
    assert parts
    nameless = [
        f"{type(part).__name__} {part.objectName()}"
        for part in parts
        if not part.accessibleName()
        and not (isinstance(part, QAbstractButton) and part.text())
        and part.objectName() not in ("qt_menubar_ext_button",)
        and type(part) is not QAbstractButton
    ]
    assert nameless == []


@pytest.mark.parametrize("key", KEYS)
def test_tab_reaches_everything_and_comes_round(qtbot: QtBot, window: DeskWindow, key: str):
    window.open_room(key)
    page = window.page(key)
    page.setFocus()
    reached: list[QWidget] = []
    for _ in range(80):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is None or focus in reached:
            break
        reached.append(focus)
    wanted = [
        part
        for part in window.findChildren(QWidget)
        if isinstance(part, BigButton | ActButton | TodoRow | RoomButton | QLineEdit | QTableView | QComboBox)
        and part.isVisible()
        and part.isEnabled()
    ]
    assert wanted
    assert [part.accessibleName() for part in wanted if part not in reached] == []


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
