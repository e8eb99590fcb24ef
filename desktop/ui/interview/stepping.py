"""Moving through an interview by keyboard: Enter goes on, a wrong answer is said first, a second Enter passes it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QPushButton, QWidget

from desktop.surveys.engine.tree import FormNode
from desktop.ui.interview.form import CONSENT, OWN_CONSENT, WITNESS, InterviewForm
from desktop.ui.interview.question_field import QuestionField

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Stepper(QObject):
    """Watches the keys that a form's fields leave over. `quick` goes on as soon as a key has chosen an answer."""

    def __init__(self, form: InterviewForm) -> None:
        super().__init__(form)
        self.form = form
        self.quick = False
        form.installEventFilter(self)
        form.chosen_by_key.connect(self._chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Page Down and Page Up go through the questions."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in _ENTER and plain:
            return self._enter()
        if event.key() == Qt.Key.Key_PageDown:
            return self.go(1)
        if event.key() == Qt.Key.Key_PageUp:
            return self.go(-1)
        return False

    def _chosen(self, field: QuestionField) -> None:
        if self.quick and not field.problem:
            self._leave(field)

    def _enter(self) -> bool:
        """Go on from where the keyboard is."""
        here = self.form.focusWidget()
        if here is None or isinstance(here, QPlainTextEdit | QPushButton):
            return False
        if here is self.form.witness:
            return self._after_consent()
        if self.form.consent is not None and self.form.consent.isAncestorOf(here):
            return self._after_consent() if self.form.witness_field.isHidden() else self._to(WITNESS)
        field = self._field_of(here)
        return self._leave(field) if field is not None else isinstance(here, QAbstractButton)

    def _leave(self, field: QuestionField) -> bool:
        """Leave a question; what is wrong with its answer is said once."""
        field.commit()
        message = self.form.filling.message(field.node)
        if message and not field.problem:
            field.show_problem(message)
            return True
        if field.question.name == CONSENT and not self.form.witness_field.isHidden():
            return self._to(WITNESS)
        return self.go(1)

    def _to(self, name: str) -> bool:
        self.form.go_to(name)
        return True

    def _after_consent(self) -> bool:
        """Go on from the witness, or from the consent that stands before the form."""
        node = self.form.node(CONSENT) if self.form.filling.asks_consent else None
        self._from(node, 1)
        return True

    def go(self, step: int) -> bool:
        """Go to the next question, or back by -1."""
        here = self.form.focusWidget()
        field = self._field_of(here) if here is not None else None
        node = field.node if field is not None else self.form.here
        if field is not None:
            field.commit()
        if step < 0 and self.form.consent is not None and node in self.form.asked()[:1]:
            return self._to(OWN_CONSENT)
        return self._from(node, step)

    def _from(self, node: FormNode | None, step: int) -> bool:
        nodes = self.form.asked()
        at = nodes.index(node) + step if node in nodes else 0
        if 0 <= at < len(nodes):
            self.form.go_to_node(nodes[at])
        elif at >= len(nodes) and not self.form.one_by_one:
            self.form.focusNextPrevChild(True)
        return True

    def _field_of(self, widget: QWidget) -> QuestionField | None:
        """The question in which a widget stands."""
        node = self.form.node_of(widget)
        return self.form.field(node) if node is not None and node in self.form.asked() else None
