"""Where files come from: sticks that are plugged in, files and folders that are chosen. Reads no file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.acts import Act
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.flow import Flow
from desktop.ui.sticks import FindSticks, StickWatch, called, find_sticks
from desktop.ui.tokens import SPACE_2


class SourcesBar(Flow):
    """A button a stick and one to choose files. Sticks are looked for while the bar is seen.

    Signal: chosen(list), paths of files or folders. `ask` asks for files; `words` are those of the button that does.
    """

    chosen = Signal(list)

    def __init__(self, sticks: FindSticks = find_sticks, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(gap=SPACE_2, parent=parent)
        self.ask: Callable[[QWidget], list[Path]] = choose_files
        self._words = words or self.tr("Chọn tệp")
        self._watch = StickWatch(sticks, self)
        self._watch.changed.connect(self._look)
        self._offered: list[tuple[str, Path]] = []
        self._show_buttons()

    def _look(self) -> None:
        """Other buttons only for other sticks; how much room one has is nothing to a reader."""
        offered = [(called(stick), stick.path) for stick in self._watch.sticks]
        if offered != self._offered:
            self._offered = offered
            self._show_buttons()

    def _show_buttons(self) -> None:
        focused = self.focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        self.clear()
        for number, (name, path) in enumerate(self._offered):
            words = self.tr("Đọc {stick}").format(stick=name)
            act = Act(words, partial(self._take, [path]), "usb-flash-drive-outline", "" if number else "F8")
            self.add(ActButton(act))
        choose = ActButton(Act(self._words, self.choose, "folder-open-outline", "Ctrl+O"))
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
        self._watch.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """A bar that nobody sees does not look."""
        super().hideEvent(event)
        self._watch.sleep()


def choose_files(parent: QWidget) -> list[Path]:
    """Ask for bundles, letters and whatever e-mail made of their names; nothing when the person leaves."""
    names, _ = QFileDialog.getOpenFileNames(parent, parent.tr("Chọn gói dữ liệu"), "", kinds_of_files(parent))
    return [Path(name) for name in names]


def kinds_of_files(parent: QWidget) -> str:
    """What a dialog for files lists first: bundles under their usual names and letters, and then everything."""
    return parent.tr("Gói dữ liệu và thư (*.toso *.TOSO *.eml *.zip *.bin);;Mọi tệp (*)")
