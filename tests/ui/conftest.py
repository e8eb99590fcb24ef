"""What the tests of the screen share: one application that wears the light look, and no dialog that waits for ever."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt loads

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.style import apply_look
from desktop.ui.tokens import Look
from desktop.ui.window import DeskWindow
from tests.ui.gallery import sample_window


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says what it cannot do (least sizes, raising); every other Qt warning fails a test."""
    here = Path(__file__).parent
    for item in (item for item in items if item.path.is_relative_to(here)):
        item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support"))


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    """Every test starts in the usual look, and what it let go is really gone after it."""
    if qapp.property("toso_look") != Look():
        apply_look(qapp, Look())
    yield
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))


Show = Callable[..., QWidget]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Shows widgets one below the other above a last field; the first one has the keyboard."""
    boxes = []

    def put(*widgets: QWidget) -> QWidget:
        box = QWidget()
        boxes.append(box)
        column = QVBoxLayout(box)
        for widget in (*widgets, QLineEdit()):
            column.addWidget(widget)
        box.show()
        box.activateWindow()
        qtbot.waitUntil(box.isActiveWindow)
        widgets[0].setFocus()
        return box

    yield put
    for box in boxes:
        box.close()
        box.deleteLater()


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[DeskWindow]:
    """The sample desk, shown and in front."""
    desk = sample_window()
    qtbot.addWidget(desk)
    desk.resize(1366, 768)
    desk.show()
    qtbot.waitExposed(desk)
    desk.activateWindow()
    yield desk
    desk.close()
