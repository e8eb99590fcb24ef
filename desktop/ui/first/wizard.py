"""The frame of a first start: pages, Back and on, and the making at the end. Esc loses nothing that was typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.acts import Act
from desktop.ui.first.kept import KeptAnswers
from desktop.ui.first.step import Step
from desktop.ui.parts.big_button import ActButton, BigButton
from desktop.ui.parts.facts_grid import FactsGrid
from desktop.ui.parts.words import words
from desktop.ui.style import current_look
from desktop.ui.tasks import run_task
from desktop.ui.tokens import SPACE_3, SPACE_5

Answers = dict[str, str]
_WIDTH, _HEIGHT = 680, 540


class Wizard(QDialog):
    """`make` writes the home from all answers, off the window's thread; `sum_up` gives the summary's lines.

    `is_made` says that the home is there, `first` the key of the room that the person wants to begin in.
    """

    def __init__(
        self, kind: str, title: str, steps: Sequence[Step], sum_up: Callable[[Answers], Sequence[tuple[str, str]]],
        make: Callable[[Answers], object], firsts: Sequence[tuple[str, str, str]], kept: KeptAnswers,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(title)
        self.steps, self._sum_up, self._make, self._kept, self._firsts = list(steps), sum_up, make, kept, firsts
        self.first = ""
        self.is_made = False
        kept.begin(kind)
        self._stack = QStackedWidget()
        for step in self.steps:
            step.take_up(kept)
            step.finished.connect(self.go_on)
            self._stack.addWidget(step)
        self.summary = Step(self.tr("Xem lại rồi tạo sổ"), self.tr("Chưa ghi gì. Bấm “Tạo sổ” là xong."))
        self.summary.finished.connect(self.go_on)
        self._shown_summary: QWidget | None = None
        self._stack.addWidget(self.summary)
        self._where = words("", "quiet", wrap=False)
        self._lay_out()
        self.open_page(0)

    def _lay_out(self) -> None:
        self.back_button = ActButton(Act(self.tr("Quay lại"), self.go_back, key="Alt+Left"))
        self.next_button = ActButton(Act(self.tr("Tiếp tục"), self.go_on, key="Ctrl+Return"), primary=True)
        self.make_button = ActButton(Act(self.tr("Tạo sổ"), self.go_on, key="Ctrl+S"), primary=True)
        self._foot = QWidget()
        line = QHBoxLayout(self._foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_3)
        line.addWidget(self.back_button)
        line.addWidget(self._where, 1)
        line.addWidget(self.next_button)
        line.addWidget(self.make_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_3)
        column.setSpacing(SPACE_3)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)
        for button in (self.back_button, self.next_button, self.make_button):
            button.setAutoDefault(False)
        QShortcut(QKeySequence("Alt+Up"), self).activated.connect(self.go_back)
        self.resize(QSize(min(current_look().scaled(_WIDTH), 960), _HEIGHT).boundedTo(self.screen().availableSize()))

    @property
    def page(self) -> int:
        """Which page is open, from 0."""
        return self._stack.currentIndex()

    def open_page(self, number: int) -> None:
        """Show a page and put the cursor into its first field."""
        self._stack.setCurrentIndex(number)
        last = number == len(self.steps)
        if last:
            self._show_summary()
        self.back_button.setEnabled(number > 0)
        self.next_button.setVisible(not last)
        self.make_button.setVisible(last)
        told = self.tr("Bước {number} trong {count}")
        self._where.setText(told.format(number=number + 1, count=len(self.steps) + 1))
        (self.summary if last else self.steps[number]).arrive()
        if last:
            self.make_button.setFocus()

    def answers(self) -> Answers:
        """What was entered on all pages."""
        return {name: text for step in self.steps for name, text in step.answers().items()}

    def _show_summary(self) -> None:
        if self._shown_summary:
            self._shown_summary.hide()
            self._shown_summary.deleteLater()
        self._shown_summary = FactsGrid(self._sum_up(self.answers()))
        self.summary.put(self._shown_summary)

    def go_back(self) -> None:
        """One page back; nothing typed goes."""
        if self.page > 0 and self._foot.isVisible():
            self._keep()
            self.open_page(self.page - 1)

    def go_on(self) -> None:
        """One page on, unless something is missing; from the last one the desk is made."""
        self._keep()
        if self.page < len(self.steps):
            if self.steps[self.page].is_good():
                self.open_page(self.page + 1)
            return
        answers = self.answers()
        run_task(self, self.tr("Đang tạo sổ"), lambda _progress: self._make(answers), lambda _made: self._made())

    def _keep(self) -> None:
        for step in self.steps if not self.is_made else ():
            step.keep()

    def reject(self) -> None:
        """Esc leaves; what was typed is offered at the next start."""
        self._keep()
        super().reject()

    def _made(self) -> None:
        self.is_made = True
        self._kept.forget()
        self._foot.hide()
        done = QWidget()
        column = QVBoxLayout(done)
        column.setSpacing(SPACE_3)
        column.addWidget(words(self.tr("Đã tạo sổ"), "title"))
        column.addWidget(words(self.tr("Mọi thứ gõ vào từ giờ được lưu ngay. Bắt đầu bằng việc nào?"), "subtitle"))
        buttons = []
        for number, (room, told, icon) in enumerate(self._firsts):
            act = Act(told, lambda room=room: self._leave_to(room), icon, f"F{number + 2}")  # type: ignore[misc]
            buttons.append(BigButton(act, primary=number == 0))
            column.addWidget(buttons[-1])
        column.addStretch(1)
        self._stack.addWidget(done)
        self._stack.setCurrentWidget(done)
        buttons[0].setFocus()
        buttons[0].setDefault(True)

    def _leave_to(self, room: str) -> None:
        self.first = room
        self.accept()
