"""One household: who they are, how the survey stands, what was done for them, what was changed and by whom."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models import catalogues
from desktop.models import village_queries as queries
from desktop.models.carried import carried
from desktop.models.household_history import household_history
from desktop.models.households import Consent, Household
from desktop.models.moving import moves_told
from desktop.models.survey_rounds import NOT_YET, round_on, survey_states
from desktop.text import format_count, format_input_date, format_phone
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.messages import ask
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.facts_grid import FactsGrid
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.turning_page import TurningPage
from desktop.ui.parts.words import rule, words
from desktop.ui.tokens import SPACE_3, SPACE_4
from desktop.ui.village.report_steps import carried_words
from desktop.ui.village.ways import Ways
from desktop.ui.village.wording import survey_state

_TABLES = frozenset({"household", "response", "consent", "session", "session_line", "attendance"})
_MOST_EVENTS = 10


class HouseholdPage(TurningPage):
    """Signals: left(), to go back to the list; edit_wanted(str) and moving_wanted(str), the household's id."""

    left = Signal()
    edit_wanted = Signal(str)
    moving_wanted = Signal(str)

    def __init__(self, desk: Desk, ways: Ways, parent: QWidget | None = None) -> None:
        survey = Act(self.tr("Khảo sát hộ này"), self._survey, "clipboard-check-outline", "F4")
        super().__init__(self.tr("Hộ dân"), act=survey, scrolling=True, parent=parent)
        self._desk, self._ways = desk, ways
        self._household_id = ""
        self._content = QWidget()
        buttons = Flow(gap=SPACE_3)
        self._back = ActButton(Act(self.tr("Về danh sách"), self.left.emit, "chevron-left", "Esc"))
        buttons.add(self._back)
        buttons.add(ActButton(Act(self.tr("Sửa thông tin hộ"), self._edit, "pencil-outline", "Ctrl+E")))
        buttons.add(ActButton(Act(self.tr("Biến động..."), self._move, "compare-horizontal", "Ctrl+B")))
        buttons.add(ActButton(Act(self.tr("Người dân yêu cầu..."), self._ask_about, "account-outline")))
        self.body.addWidget(buttons)
        self.body.addWidget(self._content, 1)
        keep_fresh(self, desk, _TABLES, self.refresh)

    @property
    def household_id(self) -> str:
        """Which household is shown, '' before any was."""
        return self._household_id

    def show_household(self, household_id: str) -> None:
        """Show this household."""
        self._household_id = household_id
        self.refresh()

    def refresh(self) -> None:
        """Read the household again."""
        household = self._desk.store.get(Household, self._household_id) if self._household_id else None
        if household is None:
            return
        self.title.setText(household.head_name)
        self.setAccessibleName(household.head_name)
        self.show_subtitle(" · ".join(part for part in (household.hamlet, household.code) if part))
        old, self._content = self._content, self._build(household)
        self.body.replaceWidget(old, self._content)
        old.hide()
        old.deleteLater()

    def _build(self, household: Household) -> QWidget:
        content = QWidget()
        columns = self.new_columns(SPACE_4, content)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(SPACE_4)
        left.addWidget(self._profile(household))
        left.addWidget(self._survey_card(household))
        left.addStretch(1)
        right.addWidget(self._history(household))
        right.addStretch(1)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        return content

    # --- the cards ---

    def _profile(self, household: Household) -> Card:
        card = Card(self.tr("Thông tin hộ"))
        how_far = carried_words(carried(self._desk.store, "household", [household.id]).get(household.id))
        if how_far:
            card.head.addWidget(StateChip(how_far))
        classes, states = catalogues.labels("household_class"), catalogues.labels("household_status")
        card.body.addWidget(
            FactsGrid(
                [
                    (self.tr("Điện thoại"), format_phone(household.phone)),
                    (self.tr("Số nhân khẩu"), format_count(household.people)),
                    (self.tr("Loại hộ"), classes.get(household.household_class or "", "-")),
                    (self.tr("Tình trạng cư trú"), states.get(household.status, "-")),
                    (self.tr("Biến động"), " ".join(moves_told(self._desk.store, household)) or "-"),
                    (self.tr("Ghi chú"), household.note or "-"),
                ]
            )
        )
        return card

    def _survey_card(self, household: Household) -> Card:
        round_ = round_on(self._desk.store, self._desk.day)
        card = Card(self.tr("Khảo sát {round}").format(round=round_.name).strip())
        state = survey_states(self._desk.store, round_).get(household.id, NOT_YET)
        card.head.addWidget(StateChip(survey_state(state)))
        kept = queries.interview_of(self._desk.store, household.id, round_)
        asked_on = format_input_date(kept.interviewed_on if kept else None) or "-"
        card.body.addWidget(FactsGrid([(self.tr("Ngày hỏi"), asked_on), *self._consent_facts(household.id)]))
        consent = self._consent(household.id)
        if consent and consent.answer != "tu_choi" and consent.withdrawn_on is None:
            withdraw = Act(self.tr("Hộ rút lại đồng ý"), lambda: self._withdraw(consent.id), "undo")
            line = QHBoxLayout()
            line.addWidget(ActButton(withdraw))
            line.addStretch(1)
            card.body.addLayout(line)
        return card

    def _consent(self, household_id: str) -> Consent | None:
        query = Consent.select().where(Consent.household_id == household_id, ~Consent.deleted)
        return self._desk.store.first(query.order_by(Consent.given_on.desc(), Consent.id.desc()))

    def _consent_facts(self, household_id: str) -> list[tuple[str, str]]:
        consent = self._consent(household_id)
        if consent is None:
            return [(self.tr("Đồng ý cung cấp"), self.tr("Chưa hỏi"))]
        told = catalogues.labels("consent_answers")[consent.answer]
        facts = [(self.tr("Đồng ý cung cấp"), f"{told} ({format_input_date(consent.given_on)})")]
        if consent.witness:
            facts.append((self.tr("Người chứng kiến"), consent.witness))
        if consent.withdrawn_on:
            facts.append((self.tr("Đã rút lại ngày"), format_input_date(consent.withdrawn_on)))
        return facts

    def _history(self, household: Household) -> Card:
        card = Card(self.tr("Những việc đã làm với hộ này"))
        events = household_history(self._desk.store, household.id)
        for place, event in enumerate(events[:_MOST_EVENTS]):
            if place:
                card.body.addWidget(rule())
            on = format_input_date(event.on) or "-"
            block = QVBoxLayout()
            block.setSpacing(0)
            block.addWidget(words(event.title.partition(" (")[0], "strong"))
            block.addWidget(words(" · ".join(part for part in (on, event.detail) if part), "quiet"))
            card.body.addLayout(block)
        if not events:
            card.body.addWidget(words(self.tr("Chưa có buổi hỗ trợ hay phiếu khảo sát nào."), "subtitle"))
        elif len(events) > _MOST_EVENTS:
            more = self.tr("và {count} việc trước đó").format(count=len(events) - _MOST_EVENTS)
            card.body.addWidget(words(more, "quiet"))
        return card

    # --- acts ---

    def _survey(self) -> None:
        self._ways.survey(self._household_id)

    def _ask_about(self) -> None:
        self._ways.ask_about("household", self._household_id)

    def _edit(self) -> None:
        self.edit_wanted.emit(self._household_id)

    def _move(self) -> None:
        self.moving_wanted.emit(self._household_id)

    def _withdraw(self, consent_id: str) -> None:
        sure = ask(
            self,
            self.tr("Hộ này rút lại sự đồng ý?"),
            self.tr("Ghi nhận hộ rút lại"),
            self.tr("Không, giữ như cũ"),
            advice=self.tr("Câu trả lời của hộ sẽ không còn tính vào số liệu. Xã cũng nhận được việc này ở gói sau."),
            destructive=True,
        )
        if sure:
            attempt(self, lambda: self._write_withdrawal(consent_id, self._desk.day))

    def _write_withdrawal(self, consent_id: str, on: date) -> None:
        with self._desk.acting() as acts:
            acts.set(Consent, consent_id, withdrawn_on=on)

    # --- shape ---

    def arrive(self) -> None:
        """The keyboard stands on the way back; the page's acts have keys of their own."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)
