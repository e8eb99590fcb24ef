"""A card of an interview: a section's questions, one repeat, or the button that adds another one. Made when needed."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.surveys.engine.tree import FormNode
from desktop.ui.acts import Act
from desktop.ui.interview.laying_out import CardPlan
from desktop.ui.interview.question_field import QuestionField
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import words
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3, SPACE_4

_ROUGHLY = 92  # pixels of normal text that a question takes


class QuestionCard(Card):
    """Knows its questions before their fields are made. Signals: removing(object), adding(object), the plan."""

    removing = Signal(object)
    adding = Signal(object)

    def __init__(self, plan: CardPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.plan = plan
        self.fields: dict[FormNode, QuestionField] = {}
        self.is_made = False
        self.body.setSpacing(SPACE_3)
        self._heading = words(plan.heading, "heading")
        self._top = QHBoxLayout()
        self._top.addWidget(self._heading, 1)
        self.body.insertLayout(0, self._top)
        self._heading.setVisible(bool(plan.heading) and plan.adds is None)
        if plan.removes is not None:
            take_out = Act(self.tr("Bỏ phần này"), lambda: self.removing.emit(self.plan), "trash-can-outline")
            self._top.addWidget(ActButton(take_out), 0, Qt.AlignmentFlag.AlignTop)
        if plan.adds is not None:
            said = self.tr("Thêm: {what}").format(what=plan.heading) if plan.heading else self.tr("Thêm phần nữa")
            self.add_button = ActButton(Act(said, lambda: self.adding.emit(self.plan), "plus"))
            self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def follow(self, plan: CardPlan) -> None:
        """Take the heading and the repeat that the card has now."""
        self.plan = plan
        if plan.adds is None:
            self._heading.setText(plan.heading)

    def make(self, field_for: Callable[[FormNode], QuestionField]) -> None:
        """Make the fields."""
        if self.is_made:
            return
        self.is_made = True
        self.setMinimumHeight(0)
        for node in self.plan.nodes:
            self.fields[node] = field_for(node)
            self.body.addWidget(self.fields[node])

    def make_anew(self, node: FormNode, field: QuestionField) -> None:
        """Put a new field in the place of an old one."""
        old = self.fields[node]
        self.body.replaceWidget(old, field)
        field.setVisible(not old.isHidden())
        self.fields[node] = field
        old.hide()
        old.deleteLater()

    def turn(self, open_nodes: Collection[FormNode], alone: FormNode | None, *, one: bool) -> bool:
        """Show the questions that are open (with `one` only `alone`); returns whether anything is left to see."""
        seen = [node for node in self.plan.nodes if node in open_nodes and (not one or node is alone)]
        if self.is_made:
            for node, field in self.fields.items():
                field.setVisible(node in seen)
        else:
            self.setMinimumHeight(current_look().scaled(_ROUGHLY) * len(seen) + 2 * SPACE_4)
        return bool(seen)
