"""One question of an interview with its editor. No answer, "không biết", "không trả lời" and 0 are four things."""

from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QPushButton, QWidget

from desktop.surveys.definition import Question
from desktop.surveys.engine.tree import FormNode
from desktop.surveys.filling import Asked
from desktop.surveys.missing import REFUSED, UNKNOWN, reasons_beside
from desktop.ui.interview.choosing import OneField
from desktop.ui.interview.editors import Editor, editor_for
from desktop.ui.parts.form_field import FormField
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_1, SPACE_2

#: How long typing pauses before the form is told; Telex takes letters back and writes them again within this time.
_PAUSE_MS = 250
_WITHOUT_REASONS = frozenset({"text", "date", "note", "file", "acknowledge"})


class QuestionField(QWidget):
    """Signals: answered(object), itself, when the answer has changed; chosen_by_key(object), itself."""

    answered = Signal(object)
    chosen_by_key = Signal(object)

    def __init__(
        self, node: FormNode, question: Question, asked: Asked, number: int, *, may_be_missing: bool,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.node, self.question, self.asked = node, question, asked
        self._number, self._may_be_missing = number, may_be_missing
        self._missing: object = None
        self._showing = False
        self.widget = editor_for(question, asked)
        self.editor = cast("Editor", self.widget)
        self.editor.changed.connect(self._changed)
        if isinstance(self.widget, OneField):
            self.widget.chosen_by_key.connect(self._chosen)
        self._field = FormField(self._label(asked), self.widget, hint=asked.hint, required=asked.required)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, SPACE_1)
        self._line.setSpacing(SPACE_2)
        self._line.addWidget(self._field, 1)
        self._reasons: dict[str, QPushButton] = {}
        if may_be_missing and question.kind not in _WITHOUT_REASONS and not asked.read_only:
            top_left = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            self._line.addWidget(self._reason_buttons(), 0, top_left)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.commit(anyway=True))

    def _label(self, asked: Asked) -> str:
        return f"{self._number}. {asked.label}" if self._number else asked.label

    # --- reasons for no answer ---

    def _reason_buttons(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_1)
        offered = reasons_beside(self.question.kind, (choice.value for choice in self.asked.choices))
        for code, reason, text, key in (
            ("unknown", UNKNOWN, self.tr("Không biết"), "F7"),
            ("refused", REFUSED, self.tr("Không trả lời"), "F8"),
        ):
            if code in offered:
                self._reasons[key] = self._reason_button(reason, text, key)
                line.addWidget(self._reasons[key])
        return row

    def _reason_button(self, reason: object, text: str, key: str) -> QPushButton:
        button = QPushButton(text)
        set_role(button, "filter")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # F7 and F8 press it from the answer
        button.setAccessibleName(f"{text}: {self.asked.label}")
        button.setToolTip(key)
        button.clicked.connect(lambda checked: self._say_missing(reason if checked else None))
        return button

    def _say_missing(self, reason: object) -> None:
        self.show_answer(reason)
        self.commit(anyway=True)

    def _mark_reason(self) -> None:
        marks = {"F7": UNKNOWN, "F8": REFUSED}
        for key, button in self._reasons.items():
            button.setChecked(self._missing == marks[key])

    # --- the answer ---

    def answer(self) -> object:
        """The answer as it is stored; None when there is none. What cannot be read is stored as text, for checking."""
        return self._missing or self.editor.answer()

    def show_answer(self, answer: object) -> None:
        """Show an answer from the store; tells nobody."""
        self._showing = True
        self._missing = answer if isinstance(answer, dict) else None
        self._mark_reason()
        self.editor.show_answer(None if self._missing else answer)
        self._showing = False

    def _changed(self) -> None:
        if self._showing:
            return
        if self._missing and self.editor.answer() is not None:
            self._missing = None
            self._mark_reason()
        self.show_problem("")
        if self.waits:
            self._pause.start()
        else:
            self.commit(anyway=True)

    def _chosen(self) -> None:
        self.chosen_by_key.emit(self)

    @property
    def waits(self) -> bool:
        """Whether the answer is typed, so that the form is told only when the typing pauses."""
        return self.widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def commit(self, *, anyway: bool = False) -> None:
        """Tell the form now, if anything was typed since it was told."""
        if anyway or self._pause.isActive():
            self._pause.stop()
            self.answered.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F7: không biết, F8: không trả lời; the same key again takes it back."""
        button = self._reasons.get({Qt.Key.Key_F7: "F7", Qt.Key.Key_F8: "F8"}.get(Qt.Key(event.key()), ""))
        if button:
            button.click()
            self.go_here()
            return
        super().keyPressEvent(event)

    # --- around it ---

    def take(self, asked: Asked, answer: object) -> bool:
        """Follow what other answers changed; False when a new field has to be made for it.

        What is being typed here is never touched.
        """
        here = self.has_keyboard()
        same = (asked.choices, asked.read_only) == (self.asked.choices, self.asked.read_only)
        if not here and (not same or (asked.required, asked.hint) != (self.asked.required, self.asked.hint)):
            return False
        if asked.label != self.asked.label:
            self._field.set_label(self._label(asked))
        self.asked = asked if same else self.asked
        if not here and answer != self.answer():
            self.show_answer(answer)
        return True

    def has_keyboard(self) -> bool:
        """Whether the keyboard is in this field."""
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def turn_narrow(self, narrow: bool) -> None:
        """Put the reasons for no answer below the answer, or beside it."""
        side = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != side:
            self._line.setDirection(side)

    @property
    def problem(self) -> str:
        """The problem that is shown, or ''."""
        return self._field.problem

    def show_problem(self, text: str) -> None:
        """Say beside the question what is wrong with its answer."""
        if text != self._field.problem:
            self._field.show_problem(text)

    def go_here(self) -> None:
        """Put the cursor into the answer."""
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)
