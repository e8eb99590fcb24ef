"""Where files come from: sticks that are plugged in, files and folders that are chosen. Reads no file."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.acts import Act
from desktop.ui.commune.naming import tr
from desktop.ui.commune.sticks import Stick, find_sticks
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.flow import Flow
from desktop.ui.tokens import SPACE_2

_LOOK_EVERY_MS = 3000

FindSticks = Callable[[], Sequence[Stick]]


def choose_files(parent: QWidget) -> list[Path]:
    """Ask for bundles; nothing when the person leaves."""
    names, _ = QFileDialog.getOpenFileNames(parent, tr("Chọn gói dữ liệu"), "", tr("Gói dữ liệu (*.toso)"))
    return [Path(name) for name in names]


class SourcesBar(Flow):
    """A button a stick and one to choose files. Sticks are looked for while the bar is seen.

    Signal: chosen(list), paths of files or folders. `ask` asks for files.
    """

    chosen = Signal(list)

    def __init__(self, sticks: FindSticks = find_sticks, parent: QWidget | None = None) -> None:
        super().__init__(gap=SPACE_2, parent=parent)
        self.ask: Callable[[QWidget], list[Path]] = choose_files
        self._find = sticks
        self._sticks: list[Stick] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._show_buttons()

    def _look(self) -> None:
        found = list(self._find())
        if found != self._sticks:
            self._sticks = found
            self._show_buttons()

    def _show_buttons(self) -> None:
        had_keyboard = self.isAncestorOf(self.focusWidget() or self) and self.focusWidget() is not None
        self.clear()
        for number, stick in enumerate(self._sticks):
            words = tr("Đọc USB {name}").format(name=stick.name)
            act = Act(words, partial(self._take, [stick.path]), "usb-flash-drive-outline", "" if number else "F8")
            self.add(ActButton(act))
        choose = ActButton(Act(tr("Chọn tệp"), self.choose, "folder-open-outline", "Ctrl+O"))
        self.add(choose)
        if had_keyboard:
            choose.setFocus()

    def choose(self) -> None:
        """Ask for files."""
        self._take(self.ask(self))

    def _take(self, paths: list[Path]) -> None:
        if paths:
            self.chosen.emit(paths)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks from now on."""
        super().showEvent(event)
        self._look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """A bar that nobody sees does not look."""
        super().hideEvent(event)
        self._timer.stop()
