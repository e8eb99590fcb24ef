"""Where files go to: a button a stick that can be written, and one to choose another place. Writes no file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.acts import Act
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.flow import Flow
from desktop.ui.sticks import FindSticks, called, find_sticks
from desktop.ui.tokens import SPACE_3

AskFolder = Callable[[QWidget], Path | None]


class TargetsBar(Flow):
    """Signal: chosen(Path), the stick or folder to write to. `ask` asks for a folder.

    `told` has a place for the stick's name ("Ghi gói ra {stick}"); `otherwise` is the button for another place.
    """

    chosen = Signal(object)

    def __init__(
        self, told: str, otherwise: str, sticks: FindSticks = find_sticks, *, primary: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(gap=SPACE_3, parent=parent)
        self.ask: AskFolder = choose_folder
        for number, stick in enumerate(stick for stick in sticks() if stick.writable):
            write = partial(self.chosen.emit, stick.path)
            act = Act(told.format(stick=called(stick)), write, "usb-flash-drive-outline")
            self.add(ActButton(act, primary=primary and number == 0))
        act = Act(otherwise, self.choose, "folder-open-outline")
        self.button = ActButton(act, primary=primary and not self.parts())
        self.add(self.button)

    def choose(self) -> None:
        """Ask for a stick or a folder."""
        folder = self.ask(self)
        if folder is not None:
            self.chosen.emit(folder)


def choose_folder(parent: QWidget) -> Path | None:
    """A stick or a folder; None when the person leaves."""
    name = QFileDialog.getExistingDirectory(parent, parent.tr("Chọn USB hoặc thư mục"))
    return Path(name) if name else None
