"""A paper on the screen before it is printed: made off the window's thread, its pages, and the way to print."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.opening_files import open_pdf
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.paper_view import PaperView, page_images
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_3, SPACE_4

_SIZE, _EDGE, _PAPER_WIDTH = QSize(820, 700), QSize(40, 40), 720


class PaperDialog(QDialog):
    """`paper` shows the pages as they will be printed; `make` gives the PDF, `name` is its file's name.

    `about` says what the pages are to those who cannot see them. `told` says something of a number of pages.
    """

    def __init__(
        self, desk: Desk, title: str, name: str, make: Callable[[], bytes], parent: QWidget, *, about: str,
        told: Callable[[int], str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._name, self._make, self._tell = desk, name, make, told
        self._pdf = b""
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.paper = PaperView(about)
        self._told = words("", "quiet")
        self._told.setVisible(told is not None)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(words(title, "heading"))
        column.addWidget(self.paper, 1)
        column.addWidget(self._told)
        column.addLayout(self._buttons())
        self.resize(_SIZE.boundedTo(parent.window().size() - _EDGE))
        self._draw()

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        self.print_button = ActButton(Act(self.tr("Mở để in"), self._open, "printer-outline", "Ctrl+P"), primary=True)
        self.print_button.setEnabled(False)
        close = QPushButton(self.tr("Đóng"))
        set_role(close, "act")
        close.setAccessibleName(close.text())
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        line.addStretch(1)
        line.addWidget(self.print_button)
        line.addWidget(close)
        return line

    def _draw(self) -> None:
        make, width = self._make, min(_PAPER_WIDTH, self.width() - 90)

        def work(progress: Progress) -> tuple[bytes, list[QImage]]:
            progress(self.tr("Đang làm phiếu"))
            pdf = make()
            return pdf, page_images(pdf, width)

        self._desk.work(self, self.tr("Đang làm phiếu"), work, self._show)

    def _show(self, made: tuple[bytes, list[QImage]]) -> None:
        self._pdf, images = made
        self.paper.show_pages(images)
        if self._tell is not None:
            self._told.setText(self._tell(len(images)))
        self.print_button.setEnabled(True)

    def _open(self) -> None:
        """Let the machine's own PDF program print it."""
        open_pdf(self, self._name, self._pdf)
