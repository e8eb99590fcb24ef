"""What stands there when no desk is named and none was opened before: make one, try the demo, open a folder, join."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from desktop.ui.acts import Act
from desktop.ui.first.desks import COMMUNE, commune_wizard, village_wizard
from desktop.ui.first.kept import KeptAnswers
from desktop.ui.first.wizard import Wizard
from desktop.ui.new_desk_dialog import NewDeskDialog
from desktop.ui.parts.big_button import BigButton
from desktop.ui.parts.words import words
from desktop.ui.tokens import SPACE_2, SPACE_4, SPACE_5


class StartDialog(QDialog):
    """Asks which desk to open. `home` is the answer, None when the person left; `first` the room to begin in."""

    def __init__(self, make_demo: Callable[[QWidget, Callable[[Path], None]], None], new_home: Path) -> None:
        """`new_home` is where a new desk is made."""
        super().__init__()
        self.home: Path | None = None
        self.first = ""
        self._kept = KeptAnswers()
        self._new_home = new_home
        self._make_demo = make_demo
        self.setWindowTitle("Tổ Số")
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_4, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_2)
        column.addWidget(words(self.tr("Xin chào. Mở sổ nào?"), "title"))
        begun = self.tr("Lần trước đang tạo sổ dở: những gì đã gõ vẫn còn, bấm để làm tiếp.")
        told = self.tr("Máy này chưa có sổ nào. Có thể xem thử trước, không mất gì.")
        column.addWidget(words(begun if self._kept.kind else told, "quiet"))
        for act in self._acts():
            primary = "F3" if self._kept.kind == COMMUNE else "F2"
            column.addWidget(BigButton(act, primary=act.key == primary))

    def _acts(self) -> list[Act]:
        return [
            Act(self.tr("Tạo sổ cho thôn"), self._village, "home-group", "F2"),
            Act(self.tr("Tạo sổ cho xã"), self._commune, "gavel", "F3"),
            Act(self.tr("Máy này là máy thứ hai của xã"), self._join, "shield-key-outline", "F4"),
            Act(self.tr("Xem thử với số liệu giả"), self._demo, "weather-sunny", "F5"),
            Act(self.tr("Mở thư mục sổ có sẵn"), self._open, "folder-open-outline", "F6"),
        ]

    def _village(self) -> None:
        self._begin(village_wizard(self._new_home, self._kept, self))

    def _commune(self) -> None:
        self._begin(commune_wizard(self._new_home, self._kept, self))

    def _begin(self, wizard: Wizard) -> None:
        wizard.exec()
        self.first = wizard.first
        wizard.deleteLater()
        if wizard.is_made:
            self._chosen(self._new_home)

    def _demo(self) -> None:
        self._make_demo(self, self._chosen)

    def _open(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Chọn thư mục sổ"))
        if folder:
            self._chosen(Path(folder))

    def _join(self) -> None:
        dialog = NewDeskDialog(self._new_home, self)
        made = dialog.exec()
        dialog.deleteLater()
        if made:
            self._chosen(self._new_home)

    def _chosen(self, home: Path) -> None:
        self.home = home
        self.accept()
