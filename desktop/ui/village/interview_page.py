"""The interview of one household: consent first, everything kept as it is answered, finished or left for later."""

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.errors import TosoError
from desktop.models import village_queries as queries
from desktop.models.households import Household
from desktop.models.setup import VILLAGE_NAME, own_village, provisional_code
from desktop.models.survey_rounds import Round
from desktop.surveys.answers import problems_of
from desktop.surveys.definition import Choice, Form
from desktop.surveys.xform.defining import form_from_xform
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.messages import ask, show_error
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3
from desktop.ui.village.attempts import attempt
from desktop.ui.village.interview_form import InterviewForm
from desktop.ui.village.interview_keeping import ASKER, DAY, HOUSEHOLD_CODE, Asked, drop_draft, write_interview

_KEEP_AFTER_MS = 500
_WIDE = 940  # pixels of normal text
_VILLAGES, _MEMBERS = "thon", "thanh_vien"


def typed_name(household_id: str) -> str:
    """Under which name an unfinished interview is kept on this desk."""
    return f"interview:{household_id}"


class InterviewPage(Page):
    """Signals: left(), back to the list; done(str, bool), household finished and whether to go on to the next."""

    left = Signal()
    done = Signal(str, bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        finish = Act(self.tr("Hoàn thành"), lambda: self.finish(go_on=False), "text-box-check-outline", "Ctrl+S")
        super().__init__(self.tr("Khảo sát hộ"), act=finish, scrolling=True, parent=parent)
        self._desk = desk
        self._household: Household | None = None
        self._round: Round | None = None
        self._kept: queries.KeptInterview | None = None
        self._asker = ""
        self._dirty = False
        self._sought: QWidget | None = None
        self.interview: InterviewForm | None = None
        self._standing = words("", "quiet")
        self._drop = ActButton(Act(self.tr("Bỏ phiếu nháp"), self._ask_to_drop, "trash-can-outline"))
        self._put_above_the_scroll()
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def _put_above_the_scroll(self) -> None:
        """The acts and what is left stay in sight while the questions scroll."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, self._buttons())
            line = QHBoxLayout()
            line.addWidget(self._standing, 1)
            line.addWidget(self._drop)
            column.insertLayout(2, line)

    def _buttons(self) -> Flow:
        line = Flow(gap=SPACE_3)
        line.add(ActButton(Act(self.tr("Về danh sách"), self.leave, "chevron-left", "Esc")))
        line.add(ActButton(Act(self.tr("Hoàn thành và sang hộ tiếp"), self._finish_and_go_on, "chevron-right", "F10")))
        self._draft = ActButton(Act(self.tr("Lưu nháp"), self.save_draft, "content-save-outline", "Ctrl+D"))
        line.add(self._draft)
        return line

    # --- opening ---

    def open_household(self, household_id: str, round_: Round, kept: queries.KeptInterview | None) -> bool:
        """Begin or go on with a household; False when there is no questionnaire."""
        self.put_away()
        household = self._desk.store.get(Household, household_id)
        form = self._form(round_, kept.form_version if kept else "")
        if household is None or form is None:
            return False
        self._household, self._round, self._kept = household, round_, kept
        self._show_form(form, household)
        self.title.setText(household.head_name)
        self.setAccessibleName(self.tr("Khảo sát hộ {name}").format(name=household.head_name))
        parts = (round_.name, household.hamlet, household.code, self.tr("F7 không biết, F8 không trả lời"))
        self.show_subtitle(" · ".join(part for part in parts if part))
        self._drop.setVisible(kept is not None and kept.state == "draft")
        self._tell_standing()
        if kept and kept.state == "final":
            told = self.tr("Hộ này đã khảo sát xong. Sửa rồi bấm Hoàn thành thì phiếu mới thay phiếu cũ.")
            self._standing.setText(told)
        return True

    def _form(self, round_: Round, version: str) -> Form | None:
        found = queries.form_definition(self._desk.store, round_.form_id, version)
        if found is None:
            return None
        form = attempt(self, lambda: form_from_xform(found[1]))
        return form.with_choices(self._lists()) if form else None

    def _lists(self) -> dict[str, list[Choice]]:
        code, name = self._village()
        helpers = queries.guides_on(self._desk.store, self._desk.day)
        known = {one.id: one.name for one in helpers}
        asker = self._kept.answers.get(ASKER) if self._kept else None
        if isinstance(asker, str) and asker not in known:
            known |= {asker: queries.guide_names(self._desk.store).get(asker, asker)}
        return {
            _VILLAGES: [Choice(code, name)],
            _MEMBERS: [Choice(record, name) for record, name in known.items()],
        }

    def _village(self) -> tuple[str, str]:
        """The village's code and name; before the enrolment what the code will stand in for."""
        village = own_village(self._desk.store)
        if village:
            return village.code, village.name
        return provisional_code(self._desk.store), self._desk.store.setting(VILLAGE_NAME) or ""

    def _show_form(self, form: Form, household: Household) -> None:
        lists = [question.name for question in form.questions if question.choices_from == _VILLAGES]
        fixed: dict[str, tuple[object, str]] = {HOUSEHOLD_CODE: (household.code or "", household.code or "-")}
        fixed |= dict.fromkeys(lists, self._village())
        old = self.interview
        self.interview = InterviewForm(form, fixed, self._desk.day)
        first: dict[str, object] = {DAY: self._desk.day.isoformat(), ASKER: self._asker or None}
        copy = queries.typed(self._desk.store, typed_name("")).get(household.id)
        told = self._kept.answers if self._kept else first
        witness = self._kept.witness if self._kept else ""
        if copy:
            told, witness = copy["answers"], copy["witness"]
        self.interview.show_answers(told, witness)
        self._dirty = copy is not None
        self.interview.changed.connect(self._changed)
        self.interview.came_to.connect(self._scroll_to)
        self._turn()
        self.body.insertWidget(0, self.interview)
        if old:
            self._sought = None
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()

    # --- while it is asked ---

    def _changed(self) -> None:
        self._dirty = True
        self._keeping.start()
        self._tell_standing()

    def _tell_standing(self) -> None:
        if self.interview is None:
            return
        left = self.interview.unanswered()
        told = self.tr("Còn {count} câu chưa có trả lời.").format(count=left) if left else self.tr("Đã trả lời hết.")
        kept = self.tr("Đang ghi tự động, không mất khi tắt máy.") if self._dirty else ""
        self._standing.setText(f"{told} {kept}".strip())

    def _scroll_to(self, field: object) -> None:
        if isinstance(field, QWidget):
            self._sought = field
            QTimer.singleShot(0, self._bring_into_sight)  # after questions have come and gone

    def _bring_into_sight(self) -> None:
        area = self.findChild(QScrollArea)
        if area and self._sought and self.interview and self.interview.isAncestorOf(self._sought):
            area.ensureWidgetVisible(self._sought, 0, 80)

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.interview and new and self.isVisible() and self.interview.isAncestorOf(new):
            self._scroll_to(new)

    def keep(self) -> None:
        """Keep what was answered so far on this desk, safe from a power cut."""
        self._keeping.stop()
        if self._dirty and self._household and self.interview:
            content = {"answers": self.interview.answers(), "witness": self.interview.witness.text().strip()}
            queries.keep_typed(self._desk.store, typed_name(self._household.id), content)

    # --- ending ---

    def put_away(self) -> None:
        """Write what was changed as a draft; nothing when nothing was."""
        if self._dirty and self._household:
            self._write(final=False)

    def save_draft(self) -> None:
        """Write the draft and stay."""
        if attempt(self, lambda: self._write(final=False)):
            self._standing.setText(self.tr("Đã lưu nháp. Phiếu nháp chưa tính vào số liệu."))
            self._drop.show()

    def leave(self) -> None:
        """Go back to the list; what was answered stays as a draft."""
        attempt(self, self.put_away)
        self.left.emit()

    def _finish_and_go_on(self) -> None:
        self.finish(go_on=True)

    def finish(self, *, go_on: bool) -> None:
        """Make the answers final, or say what is still missing."""
        if self.interview is None or self._household is None:
            return
        answers = self.interview.answers()
        found = [*problems_of(self.interview.form, answers, self._desk.day), *self.interview.witness_problems()]
        self.interview.show_problems(found)
        if found:
            return
        household = self._household.id
        try:
            self._write(final=True)
        except TosoError as error:
            show_error(self, error)
            return
        self._household = None
        self.done.emit(household, go_on)

    def _write(self, *, final: bool) -> bool:
        if self.interview is None or self._household is None or self._round is None:
            return False
        kept = self._kept
        amended = kept.id if kept and kept.state == "final" else None
        asked = Asked(
            household_id=self._household.id,
            village_id=self._household.village_id or "",  # which may be a village that went into this one
            round_id=self._round.id,
            form=self.interview.form,
            answers=self.interview.answers(),
            witness=self.interview.witness.text().strip(),
            response=kept.id if kept and not amended else None,
            consent=kept.consent_id if kept and not amended else None,
            amends=amended or (kept.amends_id if kept else None),
        )
        today: date = self._desk.day
        self._dirty = False
        self._keeping.stop()
        try:
            with self._desk.acting() as acts:
                write_interview(acts, asked, final=final, today=today)
        except TosoError:
            self._dirty = True
            raise
        queries.drop_typed(self._desk.store, typed_name(asked.household_id))
        self._kept = queries.interview_of(self._desk.store, asked.household_id, self._round)
        asker = asked.answers.get(ASKER)
        self._asker = asker if isinstance(asker, str) else self._asker
        return True

    def _ask_to_drop(self) -> None:
        kept = self._kept
        if kept is None or kept.state != "draft" or not ask(
            self,
            self.tr("Bỏ phiếu nháp của hộ này?"),
            self.tr("Bỏ phiếu nháp"),
            self.tr("Giữ lại"),
            advice=self.tr("Các câu trả lời đã ghi trong phiếu nháp sẽ không còn."),
            destructive=True,
        ):  # fmt: skip
            return
        if attempt(self, lambda: self._drop_draft(kept)):
            self._household, self._dirty = None, False
            self.left.emit()

    def _drop_draft(self, kept: queries.KeptInterview) -> bool:
        with self._desk.acting() as acts:
            drop_draft(acts, kept.id, kept.consent_id, self._desk.store)
        if self._household:
            queries.drop_typed(self._desk.store, typed_name(self._household.id))
        return True

    # --- Qt ---

    def arrive(self) -> None:
        """The cursor stands at the first question without an answer."""
        QTimer.singleShot(0, self._go_to_first)  # after the questions are there to be gone to

    def _go_to_first(self) -> None:
        if self.interview and self.isVisible():
            self.interview.go_to_first()

    def _turn(self) -> None:
        if self.interview:
            self.interview.turn_narrow(self.width() < current_look().scaled(_WIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, "không biết" and "không trả lời" stand below the answer."""
        super().resizeEvent(event)
        self._turn()

    def hideEvent(self, event: QHideEvent) -> None:
        """When another room is opened or the window goes, what was answered is kept."""
        super().hideEvent(event)
        self.keep()
