"""What is wrong with a window as a person sees it: cut words, parts without a name, parts that Tab never reaches.

Each function gives a list of sentences; an empty list is what a test wants.
"""

import re
from collections.abc import Iterator
from itertools import product

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStyleOptionViewItem,
    QTableView,
    QTextEdit,
    QWidget,
)

from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.tick_box import TickBox

_FIELDS = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QTableView, QListView, QAbstractSpinBox)
_QT_S_OWN = ("qt_menubar_ext_button", "qt_toolbar_ext_button", "qt_spinbox_lineedit")


def cut_words(window: QWidget) -> list[str]:
    """Every label and button that has less room than its words need, or that reaches beyond what holds it."""
    return [*_cut_labels(window), *_cut_buttons(window), *_cut_fields(window), *_outside(window)]


def _cut_labels(window: QWidget) -> Iterator[str]:
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text().strip() or label.textFormat() == Qt.TextFormat.RichText:
            continue
        metrics, room = QFontMetrics(label.font()), label.contentsRect()
        widest = (
            max(re.split(r"\s+|(?<=-)", label.text()), key=metrics.horizontalAdvance)
            if label.wordWrap()
            else label.text()
        )
        needed = label.heightForWidth(label.width()) if label.wordWrap() else metrics.height()
        if metrics.horizontalAdvance(widest) > room.width() or needed > label.height() + 1:
            yield f"{label.text()} ({room.width()}x{room.height()}, needs {needed} high)"


def _cut_buttons(window: QWidget) -> Iterator[str]:
    for button in window.findChildren(QAbstractButton):
        shown = button.text().replace("&&", "&") if button.isVisible() else ""
        if isinstance(button, TickBox):
            cut = button.heightForWidth(button.width()) > button.height() + 1
        else:
            cut = QFontMetrics(button.font()).horizontalAdvance(shown) > button.width()
        if shown and cut:
            yield f"button {shown}"


def _cut_fields(window: QWidget) -> Iterator[str]:
    """Prompts that an empty field cannot show in full, and the chosen line of a list that is cut."""
    for field in window.findChildren(QLineEdit):
        prompt = field.placeholderText()
        if field.isVisible() and not field.text() and _width(field, prompt) > field.contentsRect().width():
            yield f"prompt {prompt}"
    for combo in window.findChildren(QComboBox):
        if combo.isVisible() and _width(combo, combo.currentText()) > combo.contentsRect().width():
            yield f"chosen {combo.currentText()}"


def _width(part: QWidget, text: str) -> int:
    return QFontMetrics(part.font()).horizontalAdvance(text)


def _outside(window: QWidget) -> Iterator[str]:
    for part in window.findChildren(QWidget):
        holder = part.parentWidget()
        if not part.isVisible() or not isinstance(part, QLabel | QPushButton | StateChip) or holder is None:
            continue
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(part.geometry()):
            yield f"outside: {part.accessibleName() or part}"


def wide_scrolls(window: QWidget) -> list[str]:
    """Scroll areas that would have to be scrolled sideways and are not said to hold a wide table."""
    areas = [area for area in window.findChildren(QScrollArea) if area.isVisible() and not area.property("wide")]
    return [f"sideways: {_place(area)}" for area in areas if area.horizontalScrollBar().maximum() > 0]


def _place(area: QScrollArea) -> str:
    """What scrolls, and the widest part in it."""
    inside = area.widget()
    parts = [part for part in inside.findChildren(QWidget) if part.isVisible()] if inside else []
    widest = max(parts, key=lambda part: part.minimumSizeHint().width(), default=None)
    told = f"{type(widest).__name__} {widest.accessibleName()} {widest.minimumSizeHint().width()}" if widest else ""
    return f"{type(area.parentWidget()).__name__} {area.accessibleName()}, widest {told}"


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


def nameless(window: QWidget) -> list[str]:
    """Parts that can be used and that a reader of the screen could not name."""
    return [
        f"{type(part).__name__} {part.objectName()}"
        for part in window.findChildren(QWidget)
        if isinstance(part, _FIELDS)
        and part.isVisible()
        and not part.accessibleName()
        and not (isinstance(part, QAbstractButton) and part.text())
        and part.objectName() not in _QT_S_OWN
        and type(part) is not QAbstractButton  # the corner of a table
        and not isinstance(part.parentWidget(), QComboBox | QAbstractSpinBox)
    ]


def unreached(window: QWidget, most: int = 400) -> list[str]:
    """Parts that can take the keyboard and that Tab never comes to on its way round."""
    window.activateWindow()
    for _ in range(3):
        QApplication.processEvents()
    if QApplication.focusWidget() is None:
        window.setFocus()
    reached: set[QWidget] = set()
    for _ in range(most):
        before = QApplication.focusWidget() or window
        QTest.keyClick(before, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is None or focus in reached:
            break
        reached.add(focus)
    return [f"{type(part).__name__} {part.accessibleName()}" for part in _wanted(window) if part not in reached]


def _wanted(window: QWidget) -> Iterator[QWidget]:
    for part in window.findChildren(QWidget):
        usable = isinstance(part, _FIELDS) and part.isVisible() and part.isEnabled() and part.focusProxy() is None
        if usable and part.focusPolicy() & Qt.FocusPolicy.TabFocus and not _is_of_a_group(part):
            yield part


def _is_of_a_group(part: QWidget) -> bool:
    """One of several of which one is on: Tab comes to that one, arrows go on to the others."""
    if not isinstance(part, QAbstractButton):
        return isinstance(part.parentWidget(), QComboBox | QAbstractSpinBox)
    exclusive = part.autoExclusive() or (part.group() is not None and part.group().exclusive())
    return exclusive and not part.isChecked()
