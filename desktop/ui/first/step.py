"""One page of a wizard: a question, a few fields, what it means. It writes nothing."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.text import one_line
from desktop.ui.first.kept import KeptAnswers
from desktop.ui.parts.entry_form import EntryForm, Wrong
from desktop.ui.parts.secret_line import SecretLine
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_2, SPACE_3

_LONGEST = 100
_KEEP_AFTER_MS = 400

Judge = Callable[[dict[str, str]], list[Wrong]]


class _Form(EntryForm):
    """Enter goes to the next field, and from the last one to the next page. Signal: finished()."""

    finished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the last field ends the page."""
        editors = [field.editor for field in self.fields.values()]
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (not editors or editors[-1].hasFocus()):
            self.finished.emit()
            return
        super().keyPressEvent(event)


class Step(QWidget):
    """Signal: finished(), on Enter in the last field. `judge` says what is wrong with the answers of this page."""

    finished = Signal()

    def __init__(self, question: str, told: str, judge: Judge | None = None) -> None:
        super().__init__()
        self.question = question
        self.setAccessibleName(question)
        self._judge = judge
        self._kept: KeptAnswers | None = None
        self.lines: dict[str, QLineEdit] = {}
        self.form = _Form()
        self.form.finished.connect(self.finished)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(words(question, "title"))
        column.addWidget(words(told, "subtitle"))
        column.addWidget(self._scroll(), 1)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)

    def _scroll(self) -> QScrollArea:
        inside = QWidget()
        set_role(inside, "page-body")
        self.inner = QVBoxLayout(inside)
        self.inner.setContentsMargins(2, SPACE_3, SPACE_3, 2)
        self.inner.setSpacing(SPACE_3)
        self.inner.addWidget(self.form)
        self.inner.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(area, "page-scroll")
        area.setWidget(inside)
        self._area = area
        return area

    def ask(self, name: str, label: str, usual: str = "", *, hint: str = "", required: bool = True) -> QLineEdit:
        """Ask for a line of text that is kept while it is typed."""
        line = QLineEdit(usual)
        line.setMaxLength(_LONGEST)
        line.textEdited.connect(lambda: self._keeping.start())
        self._add(name, label, line, hint, required=required)
        return line

    def ask_secret(self, name: str, label: str, line: SecretLine, *, hint: str = "", required: bool = False) -> None:
        """Ask for a PIN or a passphrase, which is never kept."""
        self._add(name, label, line, hint, required=required)

    def _add(self, name: str, label: str, line: QLineEdit, hint: str, *, required: bool) -> None:
        self.lines[name] = line
        self.form.column.addWidget(self.form.field(name, label, line, hint=hint, required=required))

    def put(self, part: QWidget) -> None:
        """Put something under the fields."""
        self.form.column.addWidget(part)

    def take_up(self, kept: KeptAnswers) -> None:
        """Go on with what was typed before."""
        self._kept = kept
        for name, line in self.lines.items():
            if not isinstance(line, SecretLine) and kept.get(name):
                line.setText(kept.get(name))

    def keep(self) -> None:
        """Keep what stands on this page now."""
        for name, line in self.lines.items():
            if self._kept and not isinstance(line, SecretLine):
                self._kept.keep(name, line.text())

    def answers(self) -> dict[str, str]:
        """What was entered; a passphrase as it was typed, other lines without spaces around them."""
        return {
            name: line.text() if isinstance(line, SecretLine) else one_line(line.text())
            for name, line in self.lines.items()
        }

    def is_good(self) -> bool:
        """Whether one can go on; what speaks against it is shown beside its field."""
        found = self._judge(self.answers()) if self._judge else []
        self.form.show_wrongs(found)
        self.form.problems.hide()  # a page of few fields: beside the field is enough
        if found:
            QTimer.singleShot(0, self, lambda: self._reveal(found[0].field))
        return not found

    def _reveal(self, name: str) -> None:
        field = self.form.fields.get(name)
        if field:
            self._area.ensureWidgetVisible(field)

    def arrive(self) -> None:
        """The cursor stands in the first field."""
        first = next(iter(self.lines.values()), None)
        (first or self.form).setFocus(Qt.FocusReason.OtherFocusReason)
