"""A paper in a window of its own: its pages, and the way to the machine's PDF viewer and the printer."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.reports.catalogue import report_bytes
from desktop.ui.acts import Act
from desktop.ui.commune.naming import tr
from desktop.ui.commune.report_paper import Facts, PaperPages
from desktop.ui.desk import Desk
from desktop.ui.opening_files import open_pdf
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3, SPACE_4

_SIZE, _EDGE = QSize(860, 700), QSize(40, 40)


class PaperDialog(QDialog):
    """`pages` shows the paper."""

    def __init__(self, desk: Desk, title: str, file_name: str, facts: Facts, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._file_name, self._facts = desk, file_name, facts
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.pages = PaperPages(desk)
        self.pages.take(facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(words(title, "heading"))
        column.addWidget(self.pages, 1)
        column.addLayout(self._buttons())
        self.resize(_SIZE.boundedTo(parent.size() - _EDGE))

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        close = QPushButton(tr("Đóng"))
        set_role(close, "primary")
        close.setAccessibleName(close.text())
        close.clicked.connect(self.accept)
        line.addStretch(1)
        line.addWidget(ActButton(Act(tr("Mở bản in"), self._open, "printer-outline", "Ctrl+P")))
        line.addWidget(close)
        return line

    def _open(self) -> None:
        facts = self._facts
        self._desk.work(
            self,
            tr("Đang làm bản in"),
            lambda _progress: report_bytes(facts),
            lambda data: open_pdf(self, self._file_name, data),
        )
