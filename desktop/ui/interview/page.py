"""The interview of one household: consent first, everything kept as it is answered, finished or left for later."""

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.errors import TosoError
from desktop.models import village_queries as queries
from desktop.models.form_versions import form_to_begin, later_form
from desktop.models.households import Consent, Household
from desktop.models.survey_rounds import Round
from desktop.surveys.carrying import carry, difference
from desktop.surveys.xform.defining import read_xform
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.interview import newer_form
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
from desktop.ui.interview.stepping import Stepper
from desktop.ui.interview.top_bar import TopBar
from desktop.ui.messages import ask, show_error
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.page import Page
from desktop.ui.style import current_look
from desktop.ui.village.attempts import attempt

_KEEP_AFTER_MS = 500
_WIDE = 940  # pixels of normal text
_AHEAD = 1.5  # so many windows below what is seen are made before one comes there


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
        self._asker = self._place = ""
        self._dirty = False
        self._sought: QWidget | None = None
        self._banner: Banner | None = None
        self.interview: InterviewForm | None = None
        self.stepper: Stepper | None = None
        self.bar = TopBar(desk.settings)
        self.bar.put_into(self)
        self.bar.acts(self.leave, lambda: self.finish(go_on=True), self.save_draft, self._ask_to_drop)
        self.bar.turned.connect(self._turn_ways)
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)
        self._follow_focus_and_scroll()

    def _follow_focus_and_scroll(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)
        if self._area:
            self._area.verticalScrollBar().valueChanged.connect(lambda _value: self._make_what_is_seen())
            self._area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._make_what_is_seen())

    # --- opening ---

    def open_household(self, household_id: str, round_: Round, kept: queries.KeptInterview | None) -> bool:
        """Begin or go on with a household; False when there is no questionnaire, or none that is open to begin with."""
        self.put_away()
        household = self._desk.store.get(Household, household_id)
        half = half_typed(self._desk.store, household_id)
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
        self.bar.drop.setVisible(self._kept is not None and self._kept.state == "draft")

    def _show_form(self, opened: Opened, half: HalfTyped | None) -> None:
        old = self.interview
        form = self.interview = InterviewForm(opened.filling, opened.fixed)
        kept = self._kept
        shown = half or HalfTyped({DAY: self._desk.day.isoformat(), ASKER: self._asker or None})
        if kept and half is None:
            shown = HalfTyped(dict(kept.answers), kept.witness, self._said(kept))
        form.show_answers(
            {name: one for name, one in shown.answers.items() if one is not None}, shown.witness, shown.said
        )
        self._dirty, self._place = half is not None, shown.place
        self.stepper = Stepper(form)
        self._turn_ways()
        form.changed.connect(self._changed)
        form.came_to.connect(self._came_to)
        self._turn()
        self.body.insertWidget(0, form)
        if old:
            self._sought = None
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()

    # --- a newer version of the form ---

    def _show_banner(self, banner: Banner | None) -> None:
        if self._banner:
            self.body.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
        self._banner = banner
        if banner:
            self.body.insertWidget(0, banner)

    def _offer_newer(self) -> None:
        """A draft stays with its version until a person carries it to the newer one."""
        self._show_banner(None)
        form = self.interview.filling.form if self.interview else None
        final = self._kept is not None and self._kept.state == "final"
        if form is None or final or self._round is None:
            return
        newest = later_form(self._desk.store, self._round.form_id, form.version)
        if newest is None:
            return
        changes = attempt(self, lambda: difference(form, read_xform(newest[1])[0]))
        if changes is not None:
            self._show_banner(newer_form.offer(form.version, newest[0], changes, lambda: self.carry_over(newest[1])))

    def carry_over(self, xform: str) -> None:
        """Go on with the draft in a newer version; answers without a place there are kept aside and told."""
        household, old = self._household, self.interview
        if household is None or old is None:
            return
        opened = attempt(self, lambda: open_filling(self._desk, xform, household, self._kept))
        if opened is None:
            return
        carried = carry(opened.filling.form, {**old.answers()})
        version, place = opened.filling.form.version, old.here.path if old.here else ""
        half = HalfTyped(carried.answers, old.witness.text().strip(), old.filling.said, version, place)
        if carried.aside:
            keep_aside(self._desk.store, household.id, carried.aside)
        self._show_form(opened, half)
        self._show_banner(newer_form.carried(version, carried.aside, old.filling.form))
        self.keep()
        self._tell_standing()

    def _said(self, kept: queries.KeptInterview) -> str:
        """The consent that a kept interview rests on."""
        consent = self._desk.store.get(Consent, kept.consent_id) if kept.consent_id else None
        return consent.answer if consent else ""

    # --- while it is asked ---

    def _turn_ways(self) -> None:
        """One question at a time or all on one scroll; interviewing, or entering from paper."""
        if self.interview and self.stepper:
            self.stepper.quick = self.bar.from_paper.isChecked()
            if self.interview.one_by_one != self.bar.one_by_one.isChecked():
                self.interview.turn_one_by_one(self.bar.one_by_one.isChecked())
                self._tell_standing()

    def _changed(self) -> None:
        self._dirty = True
        self._keeping.start()
        self._tell_standing()
        self._make_what_is_seen()

    def _tell_standing(self) -> None:
        if self.interview is None:
            return
        left, asked = len(self.interview.unanswered()), self.interview.asked()
        told = self.tr("Còn {count} câu chưa có trả lời.").format(count=left) if left else self.tr("Đã trả lời hết.")
        if self.interview.one_by_one and self.interview.here in asked:
            at = asked.index(self.interview.here) + 1
            told = self.tr("Câu {at} trong {all}, Page Up về câu trước. ").format(at=at, all=len(asked)) + told
        kept = self.tr("Đang ghi tự động, không mất khi tắt máy.") if self._dirty else ""
        self.bar.tell(f"{told} {kept}".strip())

    def _came_to(self, field: object) -> None:
        if self.interview and self.interview.here is not None:
            self._place = self.interview.here.path
        if self.interview and self.interview.one_by_one:
            self._tell_standing()
        if isinstance(field, QWidget):
            self._sought = field
            QTimer.singleShot(0, self._bring_into_sight)  # after questions have come and gone

    def _bring_into_sight(self) -> None:
        area, sought = self.findChild(QScrollArea), self._sought
        if area and sought and self.interview and self.interview.isAncestorOf(sought):
            area.ensureWidgetVisible(sought, 0, 80)
            inside = area.widget()
            if inside and sought.height() > area.viewport().height():  # a long list: its question stays in sight
                area.ensureVisible(0, sought.mapTo(inside, sought.rect().topLeft()).y(), 0, 8)
        self._make_what_is_seen()

    def _make_what_is_seen(self) -> None:
        if self._area and self.interview and self.isVisible():
            top = self._area.verticalScrollBar().value()
            self.interview.make_between(top, top + int(self._area.height() * _AHEAD))

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.interview and new and self.isVisible() and self.interview.isAncestorOf(new):
            node = self.interview.node_of(new)
            self.interview.here = node or self.interview.here
            self._came_to(new)

    def keep(self) -> None:
        """Keep what was answered so far on this desk, safe from a power cut."""
        self._keeping.stop()
        form = self.interview
        if self._dirty and self._household and form:
            answers, witness = form.answers(), form.witness.text().strip()
            version = form.filling.form.version
            half = HalfTyped(answers, witness, form.filling.said, version, self._place)
            keep_half_typed(self._desk.store, self._household.id, half)
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
            self.bar.drop.show()

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
        forget_half_typed(self._desk.store, asked.household_id)
        if final:
            forget_aside(self._desk.store, asked.household_id)
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
            forget_half_typed(self._desk.store, self._household.id)
            forget_aside(self._desk.store, self._household.id)
        return True

    # --- Qt ---

    def arrive(self) -> None:
        """The cursor stands where the person was, else at the first question without an answer."""
        QTimer.singleShot(0, self._go_to_first)  # after the questions are there to be gone to

    def _go_to_first(self) -> None:
        if self.interview is None or not self.isVisible():
            return
        self._make_what_is_seen()
        place = self.interview.node(self._place) if self._place else None
        if place is not None and place in self.interview.asked():
            self.interview.go_to_node(place)
        else:
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
