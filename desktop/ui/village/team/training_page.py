"""Tập huấn: the courses with who was there, and whom to invite to the next one (R041-R049)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models import catalogues
from desktop.models.team_history import Term, by_role, roster_on, terms_of
from desktop.models.teams import Team
from desktop.models.training_records import Course, courses, due_for_training, spread, trained_by
from desktop.text import format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.card import Card
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.facts_grid import FactsGrid
from desktop.ui.parts.page import Page
from desktop.ui.parts.todo_row import Todo, TodoRow
from desktop.ui.parts.words import rule, words
from desktop.ui.states import Shape, State
from desktop.ui.tokens import SPACE_4, Tone
from desktop.ui.village.team.team_page import PEOPLE_TABLES, own_team, without_team
from desktop.ui.village.team.training_dialog import TrainingDialog

_MOST_NAMES = 4


class TrainingPage(Page):
    """Courses above, people below; each course is a row that opens."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        add = Act(self.tr("Ghi lớp tập huấn"), self.add_course, "school-outline", "Ctrl+N")
        super().__init__(self.tr("Tập huấn của Tổ"), act=add, scrolling=True, parent=parent)
        self._desk = desk
        self._team: Team | None = None
        self.people: Sequence[Term] = ()
        self._content = QWidget()
        self.body.addWidget(self._content, 1)
        keep_fresh(self, desk, PEOPLE_TABLES | {"training", "training_attendance", "session"}, self.refresh)

    def refresh(self) -> None:
        """Read courses and people again."""
        store, day = self._desk.store, self._desk.day
        self._team = own_team(store)
        self.people = by_role(roster_on(terms_of(store, self._team.id), day).values()) if self._team else ()
        held = courses(store)
        old, self._content = self._content, self._built(held)
        self.body.replaceWidget(old, self._content)
        old.hide()
        old.deleteLater()

    def _built(self, held: Sequence[Course]) -> QWidget:
        if self._team is None:
            return without_team()
        if not held:
            advice = self.tr("Ghi lớp mà Tổ đã dự hoặc tự mở, đánh dấu ai có mặt. Lớp do xã ghi đến cùng gói của xã.")
            act = Act(self.tr("Ghi lớp tập huấn đầu tiên"), self.add_course, "school-outline")
            return EmptyState("school-outline", self.tr("Chưa ghi lớp tập huấn nào"), advice, act)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        due = self._due_banner(held)
        if due:
            column.addWidget(due)
        column.addWidget(self._courses_card(held))
        column.addWidget(self._people_card(held))
        column.addStretch(1)
        return content

    def _due_banner(self, held: Sequence[Course]) -> Banner | None:
        due = set(due_for_training(held, [term.person_id for term in self.people], self._desk.day))
        names = [term.name for term in self.people if term.person_id in due]
        if not names:
            return None
        told = ", ".join(names[:_MOST_NAMES]) + (", ..." if len(names) > _MOST_NAMES else "")
        message = self.tr("{count} người chưa tập huấn, hoặc lần gần nhất đã quá 12 tháng").format(count=len(names))
        return Banner(Tone.WARN, message, self.tr("Mời dự lớp tới: {names}.").format(names=told))

    def _courses_card(self, held: Sequence[Course]) -> Card:
        card = Card(self.tr("Các lớp: {count}").format(count=len(held)))
        card.body.setSpacing(2)
        for place, course in enumerate(held):
            if place:
                card.body.addWidget(rule())
            card.body.addWidget(TodoRow(self._todo(course)))
        return card

    def _todo(self, course: Course) -> Todo:
        own = {term.person_id for term in self.people}
        there, known = course.came & own, any(said is not None for said in course.attendance.values())
        state = State(self.tr("{came}/{all} dự").format(came=len(there), all=len(own)), Tone.GOOD, Shape.TICK)
        if not known:
            state = State(self.tr("Chưa điểm danh"), Tone.WARN, Shape.RING)
        labels = catalogues.labels("training_topics")
        detail = [
            format_input_date(course.held_on),
            catalogues.labels("training_forms").get(course.form, ""),
            ", ".join(labels.get(code, code) for code in course.topics),
            "" if course.own else self.tr("xã ghi"),
        ]
        return Todo(state, course.name, " · ".join(part for part in detail if part), lambda: self.open_course(course))

    def _people_card(self, held: Sequence[Course]) -> Card:
        card = Card(self.tr("Từng người đã học"))
        facts = []
        for term in self.people:
            told = trained_by(held, term.person_id, self._desk.day)
            never = self.tr("chưa tập huấn lần nào")
            often = self.tr("{count} lần, gần nhất {day}").format(count=told.times, day=format_input_date(told.last))
            facts.append((term.name, often if told.times else never))
        card.body.addWidget(FactsGrid(facts))
        trained = {term.person_id for term in self.people if trained_by(held, term.person_id, self._desk.day).times}
        sessions, count = spread(self._desk.store, trained, self._desk.day)
        if count:
            spoken = self.tr("Lan tỏa: {people} người đã tập huấn, 12 tháng qua có mặt ở {sessions} buổi hỗ trợ.")
            card.body.addWidget(words(spoken.format(people=count, sessions=format_count(sessions)), "quiet"))
        return card

    def add_course(self) -> None:
        """Write down a course."""
        self._run(None)

    def open_course(self, course: Course) -> None:
        """Look at a course and correct it."""
        self._run(course)

    def _run(self, course: Course | None) -> None:
        if self._team:
            dialog = TrainingDialog(self._desk, self._team.village_id, course, self.people, self)
            dialog.exec()
            dialog.deleteLater()
