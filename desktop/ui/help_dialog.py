"""F1: what the open room is for, how things are done there, what to do when something is not as it should be."""

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.guide import Guide, GuidePage, read_guide
from desktop.reports.catalogue import guide_paper
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.opening_files import open_pdf
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.words import words
from desktop.ui.style import current_look, set_role
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_2, SPACE_3, SPACE_4

_WIDTH, _HEIGHT, _PAGES = 860, 540, 210


class HelpDialog(QDialog):
    """Stands beside the work: it keeps nothing waiting. `pages` is the list of pages, `show_room` turns to a room's."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.guide: Guide = read_guide()
        self.setWindowTitle(self.guide.title)
        self.setAccessibleName(self.guide.title)
        self.pages = QListView()
        self.pages.setAccessibleName(self.tr("Các trang hướng dẫn"))
        self.pages.setModel(QStringListModel([page.title for page in self.guide.pages], self))
        self.pages.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        set_role(self.pages, "pages")
        self.pages.setFixedWidth(current_look().scaled(_PAGES))
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.setWordWrap(True)
        self.pages.selectionModel().currentChanged.connect(lambda now, _before: self._turn(now.row()))
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(self.tr("Trang hướng dẫn"))
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self._area, "page-scroll")
        self._lay_out()
        self.show_page(0)
        room = parent.window().size()
        self.resize(min(_WIDTH, room.width() - 40), min(_HEIGHT, room.height() - 20))

    def _lay_out(self) -> None:
        both = QHBoxLayout()
        both.setSpacing(SPACE_4)
        both.addWidget(self.pages)
        both.addWidget(self._area, 1)
        buttons = QHBoxLayout()
        self.book = ActButton(Act(self.tr("Mở cả cuốn để in"), self._open_book, "printer-outline", "Ctrl+P"))
        close = QPushButton(self.tr("Đóng"))
        set_role(close, "act")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        buttons.addWidget(self.book)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addLayout(both, 1)
        column.addLayout(buttons)

    def show_room(self, room: str) -> None:
        """Turn to the page about a room, and stand in front."""
        self.show_page(self.guide.pages.index(self.guide.page_of(room)))
        self.show()
        self.raise_()
        self.activateWindow()

    def show_page(self, row: int) -> None:
        """Turn to a page by its place."""
        self.pages.setCurrentIndex(self.pages.model().index(row, 0))

    def _turn(self, row: int) -> None:
        if 0 <= row < len(self.guide.pages):
            self._area.setWidget(_page(self.guide.pages[row], self.tr("Khi gặp việc khác thường")))
            self._area.verticalScrollBar().setValue(0)

    def _open_book(self) -> None:
        """Make the printed guide off the window's thread, and let the machine's own PDF program show it."""

        def work(progress: Progress) -> bytes:
            progress(self.tr("Đang làm cuốn hướng dẫn"))
            return guide_paper()

        self._desk.work(self, self.tr("Đang làm cuốn hướng dẫn"), work, self._opened)

    def _opened(self, pdf: bytes) -> None:
        open_pdf(self, "huong-dan-to-so", pdf)


def _page(page: GuidePage, odd: str) -> QWidget:
    """A page's words; steps are numbered."""
    inside = QWidget()
    set_role(inside, "page-body")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, SPACE_3, 0)
    column.setSpacing(SPACE_2)
    column.addWidget(words(page.title, "title"))
    column.addWidget(words(page.about, ""))
    for place, step in enumerate(page.steps, 1):
        line = QHBoxLayout()
        line.setSpacing(SPACE_2)
        number = words(f"{place}.", "strong", wrap=False)
        number.setFixedWidth(current_look().scaled(22))
        line.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words(step, ""), 1)
        column.addLayout(line)
    if page.questions:
        column.addSpacing(SPACE_3)
        column.addWidget(words(odd, "heading"))
    for question in page.questions:
        column.addWidget(words(question.asked, "strong"))
        column.addWidget(words(question.answer, ""))
    column.addStretch(1)
    return inside
