"""A questionnaire on the screen: cards that are made when they are needed, questions that come and go with answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.surveys.definition import UNANSWERED, Problem
from desktop.surveys.engine.outline import Part
from desktop.surveys.engine.tree import FormNode
from desktop.surveys.filling import Changes, Filling
from desktop.ui.interview.consent_card import BY_WORD, ConsentCard, WitnessField
from desktop.ui.interview.laying_out import CardPlan, cards_of
from desktop.ui.interview.question_card import QuestionCard
from desktop.ui.interview.question_field import QuestionField
from desktop.ui.messages import ask
from desktop.ui.parts.problem_list import ProblemList, ShownProblem
from desktop.ui.tokens import SPACE_4

CONSENT = "dong_y"
WITNESS, OWN_CONSENT = "witness", "consent"
#: Cards beyond this many are made when one comes to them.
_MADE_AT_ONCE = 2


class InterviewForm(QWidget):
    """`fixed` are the answers of the desk itself (code, village): name -> value; they take no room here.

    Signals: changed(), after any answer; came_to(object), the widget of the question that has the keyboard;
    chosen_by_key(object), the field in which a digit or letter has just answered.
    """

    changed = Signal()
    came_to = Signal(object)
    chosen_by_key = Signal(object)

    def __init__(self, filling: Filling, fixed: Mapping[str, object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filling, self._fixed = filling, fixed
        self._narrow = self.one_by_one = False
        self.here: FormNode | None = None
        self._parts: list[Part] = []
        self._open: dict[FormNode, int] = {}
        self._after_consent: set[FormNode] = set()
        self.cards: dict[object, QuestionCard] = {}
        self._of_node: dict[FormNode, QuestionCard] = {}
        self._numbers = _numbers(filling, fixed)
        self.problems = ProblemList()
        self.problems.chosen.connect(self.go_to)
        self.witness_field = WitnessField()
        self.witness: QLineEdit = self.witness_field.line
        self.witness.textChanged.connect(self._witness_typed)
        self.consent = None if filling.asks_consent else ConsentCard()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_4)
        self._column.addWidget(self.problems)
        self._begin_with_consent()
        self._column.addStretch(1)
        filling.load(fixed)
        self.lay_out()

    def _begin_with_consent(self) -> None:
        if self.consent is not None:
            self.consent.body.addWidget(self.witness_field)
            self.consent.changed.connect(self._consent_said)
            self._column.addWidget(self.consent)

    # --- cards ---

    def lay_out(self) -> None:
        """Bring the cards in line with the form as it stands: repeats may have come or gone."""
        self._parts = self.filling.parts()
        self._after_consent = self._nodes_after_consent()
        plans = cards_of(self.filling, self._parts)
        known, self.cards = self.cards, {}
        first = self._column.indexOf(self.problems) + 1 + (self.consent is not None)
        for at, plan in enumerate(plans):
            card = known.pop(plan.key, None) or self._new_card(plan)
            card.follow(plan)
            self.cards[plan.key] = card
            if self._column.indexOf(card) != first + at:
                self._column.removeWidget(card)
                self._column.insertWidget(first + at, card)
        self._take_away(known.values())
        self._of_node = {node: card for card in self.cards.values() for node in card.plan.nodes}
        self.turn()

    def _take_away(self, cards: Iterable[QuestionCard]) -> None:
        for gone in cards:
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def speak(self, language: str) -> None:
        """Ask in another language: what was typed stays, and the keyboard stands where it stood."""
        self.commit()
        self.filling.speak(language)
        self.problems.show_problems([])
        if self.consent is None:
            self.witness_field.setParent(self)  # it stands in a card that goes
        self._take_away(self.cards.values())
        self.cards = {}
        self.lay_out()
        if self.here is not None and self.here in self._open:
            self.go_to_node(self.here)

    def _new_card(self, plan: CardPlan) -> QuestionCard:
        card = QuestionCard(plan)
        card.setContentsMargins(plan.indent * SPACE_4, 0, 0, 0)
        card.hide()
        card.adding.connect(self._add)
        card.removing.connect(self._ask_to_remove)
        return card

    def turn(self) -> None:
        """Show the questions that are to be asked with these answers, and no others."""
        self._open = dict(self._asked_nodes())
        if self.here not in self._open:
            self.here = self._near(self.here)
        adds = {part.node for part in self._parts if part.kind == "add" and part.node.relevant}
        made = 0
        for card in self.cards.values():
            seen = card.turn(self._open, self.here, one=self.one_by_one)
            if card.plan.adds is not None:
                seen = card.plan.adds.node in adds and self.filling.is_open
            elif card.plan.removes is not None and not card.plan.nodes:
                seen = card.plan.removes.relevant and self.filling.is_open and not self.one_by_one
            card.setVisible(seen)
            if seen and (made < _MADE_AT_ONCE or self.one_by_one):
                self.make(card)
                made += 1
        self.witness_field.setVisible(self.filling.consent() == BY_WORD)

    def make(self, card: QuestionCard) -> None:
        """Make the fields of a card, unless they are there."""
        if card.is_made:
            return
        card.make(self._field_for)
        for node, field in card.fields.items():
            if self.filling.question(node).name == CONSENT:
                card.body.insertWidget(card.body.indexOf(field) + 1, self.witness_field)
        card.turn(self._open, self.here, one=self.one_by_one)
        self.witness_field.setVisible(self.filling.consent() == BY_WORD)

    def make_between(self, top: int, bottom: int) -> bool:
        """Make the cards that stand between two heights of this form; whether any was made."""
        waiting = [card for card in self.cards.values() if not card.is_made and not card.isHidden()]
        seen = [card for card in waiting if card.y() < bottom and card.y() + card.height() > top]
        for card in seen:
            self.make(card)
        return bool(seen)

    def _asked_nodes(self) -> Iterator[tuple[FormNode, int]]:
        """The nodes of the questions that are asked now, with their place."""
        closed = self.filling.closed_from(self._parts)
        for at, part in enumerate(self._parts[:closed]):
            if part.kind == "question" and part.node.relevant and self._name(part.node) not in self._fixed:
                yield part.node, at

    def _near(self, node: FormNode | None) -> FormNode | None:
        """The next open question after one that is no longer asked."""
        places = {part.node: at for at, part in enumerate(self._parts)}
        start = places.get(node, -1) if node else -1
        return next((one for one, at in self._open.items() if at >= start), next(iter(self._open), None))

    def _name(self, node: FormNode) -> str:
        return self.filling.question(node).name

    def _field_for(self, node: FormNode) -> QuestionField:
        asked = self.filling.asked(node)
        question = self.filling.question(node)
        may = not asked.required and not question.choices_from and node in self._after_consent
        field = QuestionField(node, question, asked, self._numbers.get(node.spec.path, 0), may_be_missing=may)
        field.show_answer(self.filling.answer_of(node))
        field.turn_narrow(self._narrow)
        field.answered.connect(self._answered)
        field.chosen_by_key.connect(self.chosen_by_key)
        return field

    def _nodes_after_consent(self) -> set[FormNode]:
        """The nodes that come after the question of consent."""
        nodes = [part.node for part in self._parts if part.kind == "question"]
        at = next((at for at, node in enumerate(nodes) if self._name(node) == CONSENT), -1)
        return set(nodes[at + 1 :])

    # --- answers ---

    def commit(self) -> None:
        """Take what was typed and not yet told."""
        for card in list(self.cards.values()):
            for field in list(card.fields.values()):
                field.commit()

    def answers(self) -> dict[str, object]:
        """Every answer that was given, those of questions that are hidden now too."""
        self.commit()
        return self.filling.answers()

    def show_answers(self, answers: Mapping[str, object], witness: str = "", said: str = "") -> None:
        """Show answers from the store."""
        self.filling.load({name: answer for name, answer in answers.items() if name not in self._fixed})
        self.filling.said = said
        if self.consent is not None:
            self.consent.field.show_answer(said or None)
        self.witness.setText(witness)
        for card in self.cards.values():
            for node, field in card.fields.items():
                field.show_answer(self.filling.answer_of(node))
        self.lay_out()

    def _answered(self, field: QuestionField) -> None:
        if field.node not in self._of_node:
            return  # its repeat went while it was being told
        changes = self.filling.answer(field.node, field.answer())
        self._redraw(changes, field)
        self.changed.emit()

    def _redraw(self, changes: Changes, origin: QuestionField) -> None:
        if changes.parts:
            self.lay_out()
        elif any(node is not origin.node for node in changes.nodes) or origin.question.name == CONSENT:
            self.turn()
        for node in changes.nodes:
            card = self._of_node.get(node)
            if card is None or node is origin.node or node not in card.fields:
                continue
            asked, answer = self.filling.asked(node), self.filling.answer_of(node)
            if not card.fields[node].take(asked, answer):
                card.make_anew(node, self._field_for(node))

    def _consent_said(self) -> None:
        if self.consent is not None:
            self.filling.said = self.consent.said()
            self.consent.show_problem("")
        self.turn()
        self.changed.emit()

    def _witness_typed(self) -> None:
        self.witness_field.show_problem("")
        self.changed.emit()

    # --- repeats ---

    def _add(self, plan: CardPlan) -> None:
        if plan.adds is not None:
            node = self.filling.add(plan.adds)
            self.lay_out()
            first = next((one for one in node.inside() if one in self._open), None)
            if first is not None:
                self.go_to_node(first)
            self.changed.emit()

    def _ask_to_remove(self, plan: CardPlan) -> None:
        node = plan.removes
        if node is None:
            return
        sure = not self.filling.holds_answers(node) or ask(
            self,
            self.tr("Bỏ “{what}” khỏi phiếu?").format(what=plan.heading),
            self.tr("Bỏ phần này"),
            self.tr("Giữ lại"),
            advice=self.tr("Các câu trả lời đã ghi trong phần này sẽ không còn."),
            destructive=True,
        )
        if sure:
            self.filling.remove(node)
            self.lay_out()
            self.changed.emit()

    # --- what is left ---

    def asked(self) -> list[FormNode]:
        """The questions that are asked now and answered by a person, in order."""
        return [node for node in self._open if self._is_answered_by_people(node)]

    def _is_answered_by_people(self, node: FormNode) -> bool:
        question = self.filling.question(node)
        return question.kind not in UNANSWERED and question.kind != "file" and not question.calculation

    def unanswered(self) -> list[FormNode]:
        """Which of the asked questions have no answer yet."""
        return [node for node in self.asked() if not node.value and not node.missing]

    def field(self, node: FormNode) -> QuestionField:
        """The field of a node that has a place on the screen; it is made when it is not there yet."""
        card = self._of_node[node]
        self.make(card)
        return card.fields[node]

    def node(self, name: str) -> FormNode | None:
        """The first node of a question's name or path."""
        return next((node for node in self._of_node if name in (node.path, self._name(node))), None)

    def node_of(self, widget: QWidget) -> FormNode | None:
        """The question in whose field a widget stands."""
        above: QWidget | None = widget
        while above is not None and above is not self:
            if isinstance(above, QuestionField):
                return above.node
            above = above.parentWidget()
        return None

    # --- problems ---

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say each problem beside its question and all of them in the list; go to the first."""
        told = {problem.name: problem.message for problem in reversed(problems)}
        for node, card in self._of_node.items():
            if node in card.fields or node.path in told:
                self.field(node).show_problem(told.get(node.path, ""))
        if WITNESS in told:
            self.witness_field.show_problem(told[WITNESS])
        if self.consent is not None:
            self.consent.show_problem(told.get(OWN_CONSENT, ""))
        self.problems.show_problems([ShownProblem(f"{one.place}: {one.message}", one.name) for one in problems])
        if problems:
            self.go_to(problems[0].name)

    def all_problems(self) -> list[Problem]:
        """What keeps the answers from being final; the witness of a spoken consent is one (DOMAIN 3.3)."""
        self.commit()
        found = self.filling.problems()
        if self.consent is not None and not self.filling.said:
            place = self.tr("Hộ có đồng ý không")
            found = [Problem(place, self.tr("Chưa hỏi hộ có đồng ý không."), "", "required", OWN_CONSENT)]
        if self.filling.consent() == BY_WORD and not self.witness.text().strip():
            message = self.tr("Đồng ý bằng lời nói thì cần ghi tên người chứng kiến.")
            found.append(Problem(self.tr("Người chứng kiến"), message, "", "required", WITNESS))
        return found

    # --- moving ---

    def go_to(self, name: str) -> None:
        """Put the cursor into the answer of a question, by its name or its path."""
        if name == WITNESS:
            self.witness.setFocus(Qt.FocusReason.OtherFocusReason)
            self.came_to.emit(self.witness_field)
        elif name == OWN_CONSENT and self.consent is not None:
            self.consent.go_here()
            self.came_to.emit(self.consent)
        elif (node := self.node(name)) is not None:
            self.go_to_node(node)

    def go_to_node(self, node: FormNode) -> None:
        """Put the cursor into the answer of a node."""
        self.here = node
        if self.one_by_one:
            self.turn()
        field = self.field(node)
        field.go_here()
        self.came_to.emit(field)

    def go_to_first(self) -> None:
        """Go to the first asked question without an answer, else to the first."""
        if self.consent is not None and not self.filling.said:
            self.go_to(OWN_CONSENT)
            return
        first = next(iter(self.unanswered()), next(iter(self.asked()), None))
        if first is not None:
            self.go_to_node(first)

    def turn_narrow(self, narrow: bool) -> None:
        """Let every question stand as narrow as it can."""
        self._narrow = narrow
        for card in self.cards.values():
            for field in card.fields.values():
                field.turn_narrow(narrow)

    def turn_one_by_one(self, one: bool) -> None:
        """One question at a time, or all on one scroll."""
        self.one_by_one = one
        self.turn()
        if self.here is not None and self.here in self._open:
            self.go_to_node(self.here)


def _numbers(filling: Filling, fixed: Mapping[str, object]) -> dict[str, int]:
    """The number of each question, in the form's order."""
    asked = (one for one in filling.form.questions if one.kind not in UNANSWERED and one.name not in fixed)
    return {question.path: at for at, question in enumerate(asked, start=1)}
