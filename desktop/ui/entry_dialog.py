"""A dialog with one form: save or leave; leaving a changed form asks first. Higher than 560 pixels it scrolls."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.errors import TosoError
from desktop.models.rules.findings import RuleBroken
from desktop.ui.acts import Act
from desktop.ui.messages import ask, show_error
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.entry_form import EntryForm, Wrong, content_of, wrongs_of
from desktop.ui.parts.words import words
from desktop.ui.style import current_look, set_role
from desktop.ui.tokens import SPACE_3, SPACE_4, SPACE_5

_HIGHEST = 560


class EntryDialog(QDialog):
    """Subclasses fill `form`, call `lay_out()` at the end, and override `wrongs` and `save`."""

    def __init__(self, title: str, explained: str, save_words: str, parent: QWidget, *, width: int = 640) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.form = EntryForm()
        self._title, self._explained, self._save_words = title, explained, save_words
        self._width = width
        self._before: dict[str, object] = {}
        self.leave_words = self.tr("Thôi, không lưu")
        self.beside: Act | None = None  # another act, at the left of the buttons

    def lay_out(self) -> None:
        """Put the form between the title and the buttons."""
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_4 + 4, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(words(self._title, "title"))
        if self._explained:
            column.addWidget(words(self._explained, "subtitle"))
        column.addWidget(self._scroll(), 1)
        column.addLayout(self._buttons())
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.try_to_save)
        self._before = self._content()

    def _scroll(self) -> QScrollArea:
        self.form.column.setContentsMargins(2, 2, SPACE_3, 2)
        self.form.column.addStretch(1)
        set_role(self.form, "page-body")
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(area, "page-scroll")
        area.setWidget(self.form)
        self._area = area
        return area

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        leave = QPushButton(self.leave_words)
        set_role(leave, "act")
        leave.setAutoDefault(False)
        leave.setAccessibleName(leave.text())
        leave.clicked.connect(self.reject)
        self.save_button = ActButton(Act(self._save_words, self.try_to_save, key="Ctrl+S"), primary=True)
        if self.beside:
            line.addWidget(ActButton(self.beside))
        line.addStretch(1)
        line.addWidget(leave)
        line.addWidget(self.save_button)
        return line

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the form needs."""
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Be as high as the form needs now, within 560 pixels and the screen."""
        width = min(current_look().scaled(self._width), self.screen().availableSize().width() - 40)
        layout = self.layout()
        if not layout:
            return
        inner = self.form.layout()
        inside = inner.totalHeightForWidth(width - 80) if inner and inner.hasHeightForWidth() else 0
        inside = max(inside, self.form.sizeHint().height())
        around = layout.totalSizeHint().height() - self._area.sizeHint().height()
        height = min(inside + around + 8, _HIGHEST, self.screen().availableSize().height())
        self.setMinimumWidth(min(width, 560))
        self.resize(QSize(width, height))

    def _content(self) -> dict[str, object]:
        return {name: content_of(field.editor) for name, field in self.form.fields.items()}

    def wrongs(self) -> list[Wrong]:
        """What the form itself finds wrong before anything is written."""
        return []

    def save(self) -> None:
        """Write what was entered; raises TosoError."""
        raise NotImplementedError

    def try_to_save(self) -> None:
        """Save and close; what speaks against it is shown beside its field and everything stays as it was typed."""
        found = [*self.form.own_wrongs(), *self.wrongs()]
        if found:
            self.form.show_wrongs(found)
            return
        try:
            self.save()
        except RuleBroken as broken:
            self.form.show_wrongs(wrongs_of(broken.findings))
        except TosoError as error:
            show_error(self, error)
        else:
            self.accept()

    def reject(self) -> None:
        """Esc and the cross ask before something typed is thrown away."""
        if self._content() != self._before and not ask(
            self,
            self.tr("Bỏ những gì vừa sửa?"),
            self.tr("Bỏ, không lưu"),
            self.tr("Quay lại sửa tiếp"),
            destructive=True,
        ):
            return
        super().reject()
