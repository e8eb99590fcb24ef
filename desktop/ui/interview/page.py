"""The interview of one household: consent first, everything kept as it is answered, finished or left for later."""

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desktop.errors import TosoError
from desktop.models import village_queries as queries
from desktop.models.form_versions import form_to_begin, later_form
from desktop.models.households import Consent, Household
from desktop.models.survey_rounds import Round
from desktop.surveys.carrying import carry, difference
from desktop.surveys.xform.defining import read_xform
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.interview import newer_form
from desktop.ui.interview.asking_page import AskingPage
from desktop.ui.interview.form import InterviewForm
from desktop.ui.interview.keeping import ASKER, DAY, Asked, drop_draft, write_interview
from desktop.ui.interview.opening import Opened, open_filling
from desktop.ui.interview.recovering import (
    HalfTyped,
    forget_aside,
    forget_half_typed,
    half_typed,
    keep_aside,
    keep_half_typed,
)
from desktop.ui.messages import ask, show_error
from desktop.ui.parts.big_button import ActButton

_KEEP_AFTER_MS = 500


class InterviewPage(AskingPage):
    """Signal: done(str, bool), household finished and whether to go on to the next."""

    done = Signal(str, bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        finish = Act(self.tr("Hoàn thành"), lambda: self.finish(go_on=False), "text-box-check-outline", "Ctrl+S")
        super().__init__(desk.settings, self.tr("Khảo sát hộ"), finish, parent)
        self._desk = desk
        self._household: Household | None = None
        self._round: Round | None = None
        self._kept: queries.KeptInterview | None = None
        self._asker = ""
        self._dirty = False
        self.bar.acts(
            Act(self.tr("Về danh sách"), self.leave, "chevron-left", "Esc"),
            Act(self.tr("Lưu và hộ tiếp theo"), lambda: self.finish(go_on=True), "chevron-right", "F10"),
            Act(self.tr("Lưu nháp"), self.save_draft, "content-save-outline", "Ctrl+D"),
        )
        self._drop = ActButton(Act(self.tr("Bỏ phiếu nháp"), self._ask_to_drop, "trash-can-outline"))
        self.bar.put_at_end(self._drop)
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)

    # --- opening ---

    def open_household(self, household_id: str, round_: Round, kept: queries.KeptInterview | None) -> bool:
        """Begin or go on with a household; False when there is no questionnaire, or none that is open to begin with."""
        self.put_away()
        household = self._desk.store.get(Household, household_id)
        half = half_typed(self._desk.store, household_id, round_)
        version = half.version if half and half.version else kept.form_version if kept else ""
        found = (
            queries.form_definition(self._desk.store, round_.form_id, version)
            if version
            else form_to_begin(self._desk.store, round_.form_id)
        )
        if household is None or found is None:
            return False
        opened = attempt(self, lambda: open_filling(self._desk, found[1], household, kept))
        if opened is None:
            return False
        self._household, self._round, self._kept = household, round_, kept
        self._show_form(opened, half)
        self._name(household, round_)
        self._tell_standing()
        self._offer_newer()
        if kept and kept.state == "final":
            told = self.tr("Hộ này đã khảo sát xong. Sửa rồi bấm Hoàn thành thì phiếu mới thay phiếu cũ.")
            self.bar.tell(told)
        return True

    def _name(self, household: Household, round_: Round) -> None:
        self.title.setText(household.head_name)
        self.setAccessibleName(self.tr("Khảo sát hộ {name}").format(name=household.head_name))
        parts = (round_.name, household.hamlet, household.code, self.tr("F7 không biết, F8 không trả lời"))
        self.show_subtitle(" · ".join(part for part in parts if part))
        self._drop.setVisible(self._kept is not None and self._kept.state == "draft")

    def _show_form(self, opened: Opened, half: HalfTyped | None) -> None:
        form = InterviewForm(opened.filling, opened.fixed)
        kept = self._kept
        shown = half or HalfTyped({DAY: self._desk.day.isoformat(), ASKER: self._asker or None})
        if kept and half is None:
            shown = HalfTyped(dict(kept.answers), kept.witness, self._said(kept))
        form.show_answers(
            {name: one for name, one in shown.answers.items() if one is not None}, shown.witness, shown.said
        )
        self._dirty, self._place = half is not None, shown.place
        self.put_form(form)

    # --- a newer version of the form ---

    def _offer_newer(self) -> None:
        """A draft stays with its version until a person carries it to the newer one."""
        self.show_banner(None)
        form = self.interview.filling.form if self.interview else None
        final = self._kept is not None and self._kept.state == "final"
        if form is None or final or self._round is None:
            return
        newest = later_form(self._desk.store, self._round.form_id, form.version)
        if newest is None:
            return
        changes = attempt(self, lambda: difference(form, read_xform(newest[1])[0]))
        if changes is not None:
            self.show_banner(newer_form.offer(form.version, newest[0], changes, lambda: self.carry_over(newest[1])))

    def carry_over(self, xform: str) -> None:
        """Go on with the draft in a newer version; answers without a place there are kept aside and told."""
        household, old = self._household, self.interview
        if household is None or old is None or self._round is None:
            return
        opened = attempt(self, lambda: open_filling(self._desk, xform, household, self._kept))
        if opened is None:
            return
        carried = carry(opened.filling.form, {**old.answers()})
        version, place = opened.filling.form.version, old.here.path if old.here else ""
        half = HalfTyped(carried.answers, old.witness.text().strip(), old.filling.said, version, place)
        if carried.aside:
            keep_aside(self._desk.store, household.id, self._round, carried.aside)
        self._show_form(opened, half)
        self.show_banner(newer_form.carried(version, carried.aside, old.filling.form))
        self.keep()
        self._tell_standing()

    def _said(self, kept: queries.KeptInterview) -> str:
        """The consent that a kept interview rests on."""
        consent = self._desk.store.get(Consent, kept.consent_id) if kept.consent_id else None
        return consent.answer if consent else ""

    # --- while it is asked ---

    def _changed(self) -> None:
        self._dirty = True
        self._keeping.start()
        super()._changed()

    def kept_words(self) -> str:
        """That nothing is lost."""
        return self.tr("Đang ghi tự động, không mất khi tắt máy.") if self._dirty else ""

    def keep(self) -> None:
        """Keep what was answered so far on this desk, safe from a power cut."""
        self._keeping.stop()
        form = self.interview
        if self._dirty and self._household and self._round and form:
            answers, witness = form.answers(), form.witness.text().strip()
            asked = form.filling.form
            half = HalfTyped(answers, witness, form.filling.said, asked.version, self._place, asked.form_id)
            keep_half_typed(self._desk.store, self._household.id, self._round, half)
        self._keeping.stop()

    # --- ending ---

    def put_away(self) -> None:
        """Write what was changed as a draft; nothing when nothing was."""
        if self.interview:
            self.interview.commit()
        if self._dirty and self._household:
            self._write(final=False)

    def save_draft(self) -> None:
        """Write the draft and stay."""
        if attempt(self, lambda: self._write(final=False)):
            self.bar.tell(self.tr("Đã lưu nháp. Phiếu nháp chưa tính vào số liệu."))
            self._drop.show()

    def leave(self) -> None:
        """Go back to the list; what was answered stays as a draft."""
        attempt(self, self.put_away)
        self.left.emit()

    def finish(self, *, go_on: bool) -> None:
        """Make the answers final, or say what is still missing."""
        if self.interview is None or self._household is None:
            return
        found = self.interview.all_problems()
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

    def _asked(self, *, final: bool) -> Asked | None:
        form, kept = self.interview, self._kept
        if form is None or self._household is None or self._round is None:
            return None
        amended = kept.id if kept and kept.state == "final" else None
        form.commit()
        if final:
            form.filling.interview.finish()
        return Asked(
            household_id=self._household.id,
            village_id=self._household.village_id or "",  # which may be a village that went into this one
            round_id=self._round.id,
            form=form.filling.form,
            answers=form.filling.answers(only_asked=final),
            witness=form.witness.text().strip(),
            said=form.filling.said,
            response=kept.id if kept and not amended else None,
            consent=kept.consent_id if kept and not amended else None,
            amends=amended or (kept.amends_id if kept else None),
        )

    def _write(self, *, final: bool) -> bool:
        asked = self._asked(final=final)
        if asked is None or self._round is None:
            return False
        today: date = self._desk.day
        self._dirty = False
        self._keeping.stop()
        try:
            with self._desk.acting() as acts:
                write_interview(acts, asked, final=final, today=today)
        except TosoError:
            self._dirty = True
            raise
        forget_half_typed(self._desk.store, asked.household_id, self._round)
        if final:
            forget_aside(self._desk.store, asked.household_id, self._round)
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
        if self._household and self._round:
            forget_half_typed(self._desk.store, self._household.id, self._round)
            forget_aside(self._desk.store, self._household.id, self._round)
        return True

    # --- Qt ---

    def hideEvent(self, event: QHideEvent) -> None:
        """When another room is opened or the window goes, what was answered is kept."""
        super().hideEvent(event)
        self.keep()
