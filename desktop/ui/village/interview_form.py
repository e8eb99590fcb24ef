"""A questionnaire on one scroll, made from its definition: questions come and go with the answers."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.surveys.answers import relevant_questions
from desktop.surveys.definition import UNANSWERED, Form, Problem
from desktop.ui.parts.card import Card
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.problem_list import ProblemList, ShownProblem
from desktop.ui.tokens import SPACE_3, SPACE_4
from desktop.ui.village.interview_keeping import BY_WORD, CONSENT
from desktop.ui.village.question_field import QuestionField

_WITNESS = "witness"


class InterviewForm(QWidget):
    """`fixed` are the answers of the desk itself (code, village): their values and words; they take no room here.

    Signals: changed(), after any answer; came_to(object), the widget of the question that has the keyboard.
    """

    changed = Signal()
    came_to = Signal(object)

    def __init__(
        self, form: Form, fixed: Mapping[str, tuple[object, str]], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.form, self._fixed, self._today = form, fixed, today
        self.questions: dict[str, QuestionField] = {}
        self._cards: list[tuple[Card, list[str]]] = []
        self.problems = ProblemList()
        self.problems.chosen.connect(self.go_to)
        self.witness = QLineEdit()
        self._witness_field = FormField(self.tr("Người chứng kiến"), self.witness, required=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(self.problems)
        self._build(column)
        column.addStretch(1)
        self.witness.textChanged.connect(self._witness_typed)
        self.turn_questions()

    def _build(self, column: QVBoxLayout) -> None:
        number = 0
        for section in self.form.sections:
            card = Card(section.label)
            card.body.setSpacing(SPACE_3)
            names = []
            for question in section.questions:
                own = self._fixed[question.name][1] if question.name in self._fixed else None
                number += question.kind not in UNANSWERED and own is None
                asked = bool(section.relevant) and not question.required and not question.choices_from
                field = QuestionField(question, number if own is None else 0, may_be_missing=asked, fixed=own)
                self.questions[question.name] = field
                names.append(question.name)
                card.body.addWidget(field)
                field.answered.connect(self._answered)
                if question.name == CONSENT:
                    card.body.addWidget(self._witness_field)
            self._cards.append((card, names))
            column.addWidget(card)

    # --- answers ---

    def answers(self) -> dict[str, object]:
        """Every answer that was given, those of questions that are hidden now too."""
        given = {name: field.answer() for name, field in self.questions.items() if name not in self._fixed}
        fixed = {name: value for name, (value, _) in self._fixed.items() if name in self.questions}
        return {**fixed, **{name: answer for name, answer in given.items() if answer is not None}}

    def show_answers(self, answers: Mapping[str, object], witness: str) -> None:
        """Show answers from the store."""
        for name, field in self.questions.items():
            if name not in self._fixed:
                field.show_answer(answers.get(name))
        self.witness.setText(witness)
        self.turn_questions()

    def _answered(self, _name: str) -> None:
        self.turn_questions()
        self.changed.emit()

    def _witness_typed(self) -> None:
        self._witness_field.show_problem("")
        self.changed.emit()

    def turn_questions(self) -> None:
        """Show the questions that are to be asked with these answers, and no others."""
        answers = self.answers()
        asked = {question.name for question in relevant_questions(self.form, answers, self._today)}
        for card, names in self._cards:
            for name in names:
                self.questions[name].setVisible(name in asked and name not in self._fixed)
            card.setVisible(any(name in asked and name not in self._fixed for name in names))
        self._witness_field.setVisible(answers.get(CONSENT) == BY_WORD)

    def turn_narrow(self, narrow: bool) -> None:
        """Let every question stand as narrow as it can."""
        for field in self.questions.values():
            field.turn_narrow(narrow)

    def asked(self) -> list[QuestionField]:
        """The questions that are asked now and answered by a person, in order."""
        return [
            field
            for name, field in self.questions.items()
            if name not in self._fixed and not field.isHidden() and field.question.kind not in UNANSWERED
        ]

    def unanswered(self) -> int:
        """How many of the asked questions have no answer yet."""
        return sum(field.answer() is None for field in self.asked())

    # --- problems ---

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say each problem beside its question and all of them in the list; go to the first."""
        told = {problem.name: problem for problem in reversed(problems)}
        for name, field in self.questions.items():
            field.show_problem(told[name].message if name in told else "")
        if _WITNESS in told:
            self._witness_field.show_problem(told[_WITNESS].message)
        self.problems.show_problems([ShownProblem(f"{one.place}: {one.message}", one.name) for one in problems])
        if problems:
            self.go_to(problems[0].name)

    def witness_problems(self) -> list[Problem]:
        """An oral consent needs somebody who heard it (DOMAIN 3.3)."""
        if self.answers().get(CONSENT) != BY_WORD or self.witness.text().strip():
            return []
        message = self.tr("Đồng ý bằng lời nói thì cần ghi tên người chứng kiến.")
        return [Problem(self.tr("Người chứng kiến"), message, "", "required", _WITNESS)]

    # --- moving ---

    def go_to(self, name: str) -> None:
        """Put the cursor into the answer of a question."""
        if name == _WITNESS:
            self.witness.setFocus(Qt.FocusReason.OtherFocusReason)
        elif name in self.questions:
            self.questions[name].go_here()
            self.came_to.emit(self.questions[name])

    def go_to_first(self) -> None:
        """Go to the first asked question without an answer, else to the first."""
        fields = self.asked()
        first = next((field for field in fields if field.answer() is None), fields[0] if fields else None)
        if first:
            self.go_to(first.question.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next question that is asked."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._go_on()
            return
        super().keyPressEvent(event)

    def _go_on(self) -> None:
        here = self.focusWidget()
        if here is None or isinstance(here, QPlainTextEdit):
            return
        if here is self.witness or (self._is_consent(here) and not self._witness_field.isHidden()):
            if here is not self.witness:
                self.witness.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            here = self.questions[CONSENT]
        fields = self.asked()
        place = next((at for at, field in enumerate(fields) if field is here or field.isAncestorOf(here)), None)
        if place is not None and place + 1 < len(fields):
            self.go_to(fields[place + 1].question.name)
        elif place is not None:
            self.focusNextPrevChild(True)

    def _is_consent(self, widget: QWidget) -> bool:
        return CONSENT in self.questions and self.questions[CONSENT].isAncestorOf(widget)
