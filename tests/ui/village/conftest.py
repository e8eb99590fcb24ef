"""A demo made once; every test gets a copy of a village's home in its window, on the demo's own day."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.demo.run import run_demo
from desktop.ui.desk import Desk
from desktop.ui.window import DeskWindow
from tests.makers import move_home
from tests.ui.screen import open_window, settle

OpenVillage = Callable[..., tuple[Desk, DeskWindow]]
#: Takes a dialog's class and what fills and answers it; gives the dialogs that came.
Answering = Callable[[type, Callable[..., None]], list[QWidget]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform warns about lists that open; every other Qt warning fails a test."""
    here = Path(__file__).parent
    for item in (item for item in items if item.path.is_relative_to(here)):
        item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support"), append=False)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("village-demo") / "demo"
    run_demo(folder, villages=3, households=20, sessions=8, seed=1)
    return folder


@pytest.fixture
def open_village(demo: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[OpenVillage]:
    """Opens a copy of a demo home; everything is closed after the test."""
    with ExitStack() as stack:

        def open_one(home: str = "thon-01") -> tuple[Desk, DeskWindow]:
            copy = tmp_path / home
            move_home(demo / home, copy)
            return stack.enter_context(open_window(copy))

        yield open_one


@pytest.fixture
def desk_and_window(open_village: OpenVillage) -> tuple[Desk, DeskWindow]:
    return open_village()


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Answering:
    """Lets a dialog that waits be filled and answered by a function; gives those that came."""

    def answer(kind: type, fill: Callable[..., None]) -> list[QWidget]:
        came: list[QWidget] = []

        def run(dialog: QWidget) -> int:
            came.append(dialog)
            dialog.show()
            settle()
            fill(dialog)
            settle()
            dialog.hide()
            return int(dialog.result())  # type: ignore[attr-defined]

        monkeypatch.setattr(kind, "exec", run)
        return came

    return answer
