"""Every real screen of both desks at every size and at the largest text: nothing is cut, all is named and reachable."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.demo.run import run_demo
from desktop.ui.style import apply_look
from desktop.ui.tokens import Look, TextSize
from tests.ui.inspecting import cut_words, nameless, unreached, wide_scrolls
from tests.ui.screen import LOOKS, Screen, open_window, settle
from tests.ui.screens import all_screens, copied

SCREENS = all_screens()
_HIGHEST_DIALOG = 560


@pytest.fixture(scope="session")
def full_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo that `make screens` draws."""
    folder = tmp_path_factory.mktemp("screens-demo") / "demo"
    run_demo(folder, villages=3, households=40, sessions=20, seed=1)
    return folder


@pytest.fixture
def shown(full_demo: Path, request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[tuple[QWidget, QWidget]]:
    """The window and what the screen's picture is of."""
    screen: Screen = request.param
    with copied(full_demo / screen.home) as home, open_window(home) as (desk, window):
        part = screen.show(desk, window)
        settle()
        yield window, part
        if part is not window:
            part.hide()


@pytest.mark.parametrize("shown", SCREENS, indirect=True, ids=lambda screen: screen.name)
def test_a_screen_is_whole_named_and_reachable(shown: tuple[QWidget, QWidget], qapp: QApplication) -> None:
    window, part = shown
    found = [f"no name: {each}" for each in nameless(part)]
    for name, size, look in _ways(window):
        if qapp.property("toso_look") != look:
            apply_look(qapp, look)
        window.resize(size)
        settle()
        found += [f"{name}: {each}" for each in (*cut_words(part), *wide_scrolls(part))]
        if isinstance(part, QDialog):
            found += [f"{name}: {part.height()} high"] if _is_too_high(part) else []
    apply_look(qapp, Look())
    settle()
    found += [f"not by Tab: {each}" for each in unreached(part)]
    assert not found, "\n" + "\n".join(found)


def _is_too_high(dialog: QDialog) -> bool:
    """A dialog is at most 560 pixels high; one that scrolls may be made higher by who has the room."""
    scrolls = any(area.isVisible() for area in dialog.findChildren(QScrollArea))
    return (dialog.minimumSizeHint().height() if scrolls else dialog.height()) > _HIGHEST_DIALOG


def _ways(window: QWidget) -> Iterator[tuple[str, QSize, Look]]:
    """The sizes and looks; the commune desk's rooms are made for the largest text in part 5 (issue 6)."""
    yield "light", LOOKS["light"][1], Look()
    yield "at-125", LOOKS["at-125"][1], Look()
    yield "least", LOOKS["least"][1], Look()
    if "Thôn" in window.windowTitle():
        yield "large-least", LOOKS["least"][1], Look(text_size=TextSize.LARGEST)
