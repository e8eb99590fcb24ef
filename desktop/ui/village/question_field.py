"""One question of an interview with its editor. No answer, "không biết", "không trả lời" and 0 are four things."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.surveys.answers import REFUSED, UNKNOWN
from desktop.surveys.definition import UNANSWERED, Question
from desktop.text import format_input_date, nfc, one_line, parse_date
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.number_field import Entered, NumberField
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.parts.words import words
from desktop.ui.style import current_look, set_role
from desktop.ui.tokens import SPACE_1, SPACE_2
from desktop.ui.village.entry_form import slim

_LONGEST_CHOICE = 80  # characters
_LONG_TEXT = "multiline"
_LINE = 520  # pixels of normal text


class QuestionField(QWidget):
    """Signal: answered(str), the question's name, whenever the answer changes."""

    answered = Signal(str)

    def __init__(
        self, question: Question, number: int, *, may_be_missing: bool, fixed: str | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.question = question
        self._fixed = fixed  # what the desk itself answers: the household's code, the village
        self._missing: object = None
        self._showing = False
        self._editor = self._make_editor()
        label = f"{number}. {question.label or question.name}" if number else question.label or question.name
        self._field = FormField(label, self._editor, hint=question.hint, required=question.required)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, SPACE_1)
        self._line.setSpacing(SPACE_2)
        self._line.addWidget(self._field, 1)
        self._reasons: dict[str, QPushButton] = {}
        if may_be_missing and question.kind not in ("text", "date", "note"):
            top_left = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            self._line.addWidget(self._reason_buttons(), 0, top_left)

    # --- editors ---

    def _make_editor(self) -> QWidget:
        kind = self.question.kind
        if kind in UNANSWERED or self.question.read_only or self._fixed is not None:
            return words(self._fixed or "", "")
        makers: dict[str, Callable[[], QWidget]] = {
            "integer": self._number,
            "select_one": self._one,
            "select_multiple": self._several,
            "date": self._date,
        }
        return makers.get(kind, self._text)()

    def _number(self) -> QWidget:
        field = NumberField(least=-(2**31), most=2**31)
        field.textChanged.connect(lambda _text: self._changed())
        return field

    def _one(self) -> QWidget:
        field = slim(ChoiceField([Choice(one.value, one.label) for one in self.question.choices]))
        combo = field.findChild(QComboBox)
        if combo:
            combo.setMaximumWidth(current_look().scaled(_LINE))
        field.code_changed.connect(lambda _code: self._changed())
        return field

    def _several(self) -> QWidget:
        field = SeveralField([Choice(one.value, one.label) for one in self.question.choices])
        field.codes_changed.connect(self._changed)
        return field

    def _date(self) -> QWidget:
        field = DateField()
        field.textChanged.connect(lambda _text: self._changed())
        return field

    def _text(self) -> QWidget:
        if _LONG_TEXT in self.question.appearance:
            long = QPlainTextEdit()
            long.setTabChangesFocus(True)
            long.setMaximumHeight(96)
            long.textChanged.connect(self._changed)
            return long
        line = QLineEdit()
        line.setMaximumWidth(current_look().scaled(_LINE))
        line.textChanged.connect(lambda _text: self._changed())
        return line

    def _reason_buttons(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_1)
        there = {choice.value for choice in self.question.choices}
        for code, reason, text, key in (
            ("khong_biet", UNKNOWN, self.tr("Không biết"), "F7"),
            ("khong_tra_loi", REFUSED, self.tr("Không trả lời"), "F8"),
        ):
            if code not in there:
                self._reasons[key] = self._reason_button(reason, text, key)
                line.addWidget(self._reasons[key])
        return row

    def _reason_button(self, reason: object, text: str, key: str) -> QPushButton:
        button = QPushButton(text)
        set_role(button, "filter")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # F7 and F8 press it from the answer
        button.setAccessibleName(f"{text}: {self.question.label}")
        button.setToolTip(key)
        button.clicked.connect(lambda checked: self._say_missing(reason if checked else None))
        return button

    # --- the answer ---

    def answer(self) -> object:
        """The answer as it is stored; None when there is none. What cannot be read is stored as text, for checking."""
        if self._missing:
            return self._missing
        editor = self._editor
        if isinstance(editor, NumberField):
            return self._number_answer(editor)
        if isinstance(editor, ChoiceField):
            return editor.code()
        if isinstance(editor, SeveralField):
            return editor.codes() or None
        if isinstance(editor, DateField):
            on = editor.entered_date()
            return on.isoformat() if on else one_line(editor.text()) or None
        if isinstance(editor, QPlainTextEdit):
            return nfc(editor.toPlainText()).strip() or None
        return self._text_answer(editor)

    def _number_answer(self, editor: NumberField) -> object:
        if editor.entered() is Entered.UNKNOWN:
            return UNKNOWN
        number = editor.number()
        return number if number is not None else one_line(editor.text()) or None

    def _text_answer(self, editor: QWidget) -> object:
        text = one_line(editor.text()) if isinstance(editor, QLineEdit) else ""
        if self.question.kind != "decimal" or not text:
            return text or None
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return text

    def show_answer(self, answer: object) -> None:
        """Show an answer from the store; tells nobody."""
        self._showing = True
        self._missing = answer if isinstance(answer, dict) else None
        self._mark_reason()
        shown = None if self._missing else answer
        editor = self._editor
        if isinstance(editor, NumberField):
            editor.setText("" if shown is None else f"{shown}")
        elif isinstance(editor, ChoiceField):
            editor.show_code(shown if isinstance(shown, str) else None)
        elif isinstance(editor, SeveralField):
            editor.show_codes(shown if isinstance(shown, list) else [])
        elif isinstance(editor, DateField):
            on = parse_date(str(shown)) if shown else None
            editor.setText(format_input_date(on) if on else str(shown or ""))
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(str(shown or ""))
        elif isinstance(editor, QLineEdit):
            editor.setText("" if shown is None else str(shown).replace(".", "," if isinstance(shown, float) else "."))
        self._showing = False

    def _changed(self) -> None:
        if self._showing:
            return
        if self._missing and self._has_content():
            self._missing = None
            self._mark_reason()
        self.show_problem("")
        self.answered.emit(self.question.name)

    def _has_content(self) -> bool:
        kept, self._missing = self._missing, None
        found = self.answer() is not None
        self._missing = kept
        return found

    def _say_missing(self, reason: object) -> None:
        self.show_answer(reason)
        self.show_problem("")
        self.answered.emit(self.question.name)

    def _mark_reason(self) -> None:
        marks = {"F7": UNKNOWN, "F8": REFUSED}
        for key, button in self._reasons.items():
            button.setChecked(self._missing == marks[key])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F7: không biết, F8: không trả lời; the same key again takes it back."""
        button = self._reasons.get({Qt.Key.Key_F7: "F7", Qt.Key.Key_F8: "F8"}.get(Qt.Key(event.key()), ""))
        if button:
            button.click()
            self.go_here()
            return
        super().keyPressEvent(event)

    # --- around it ---

    def turn_narrow(self, narrow: bool) -> None:
        """Put the reasons for no answer below the answer, or beside it."""
        side = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != side:
            self._line.setDirection(side)

    def show_problem(self, text: str) -> None:
        """Say beside the question what is wrong with its answer."""
        if text != self._field.problem:
            self._field.show_problem(text)

    def go_here(self) -> None:
        """Put the cursor into the answer."""
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)


class SeveralField(QWidget):
    """Several of some answers as check boxes; digits tick the first nine. Signal: codes_changed()."""

    codes_changed = Signal()

    def __init__(self, choices: list[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticks: dict[str, TickBox] = {}
        self._flow = Flow(gap=SPACE_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._flow)
        for place, choice in enumerate(choices):
            number = f"{place + 1}. " if place < 9 else ""
            tick = TickBox(f"{number}{_fitting(choice.words)}".replace("&", "&&"))
            tick.setToolTip(choice.words if len(choice.words) > _LONGEST_CHOICE else "")
            tick.setAccessibleName(choice.words)
            tick.toggled.connect(lambda _on: self.codes_changed.emit())
            self._ticks[choice.code] = tick
            self._flow.add(tick)
        if self._ticks:
            self.setFocusProxy(next(iter(self._ticks.values())))

    def codes(self) -> list[str]:
        """The codes that are ticked, in the order of the choices."""
        return [code for code, tick in self._ticks.items() if tick.isChecked()]

    def show_codes(self, codes: list[str]) -> None:
        """Tick these."""
        for code, tick in self._ticks.items():
            tick.setChecked(code in codes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits tick and untick."""
        place = event.key() - Qt.Key.Key_1
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and 0 <= place < min(9, len(self._ticks)):
            tick = list(self._ticks.values())[place]
            tick.toggle()
            tick.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)


def _fitting(choice: str) -> str:
    """A choice that fits a small window: a tick cannot wrap, so a long one goes without what is in brackets."""
    if len(choice) <= _LONGEST_CHOICE:
        return choice
    short = choice.partition(" (")[0]
    return short if len(short) <= _LONGEST_CHOICE else f"{short[: _LONGEST_CHOICE - 1].rstrip()}…"
