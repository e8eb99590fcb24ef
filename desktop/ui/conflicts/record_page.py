"""One record that differs: what happened, the desks side by side, and the decision with its reason."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import TosoError
from desktop.models.conflict_words import deletion_told, lower_first, moment, upper_first
from desktop.models.conflicts import Key
from desktop.models.decided import Decided
from desktop.models.differing import DifferingRecord
from desktop.models.places import Village
from desktop.models.rules.findings import Finding, RuleBroken
from desktop.models.rules.titles import title_of
from desktop.models.schema import TABLES
from desktop.models.settling import Choice, Settled, deciders, may_decide, settle, weigh_one
from desktop.models.value_words import value_words
from desktop.models.versions import Version
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.conflicts.grounds import Grounds
from desktop.ui.conflicts.side_by_side import SideBySide
from desktop.ui.conflicts.wording import tr
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.messages import show_error
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.tokens import SPACE_3, SPACE_4, Tone

_TABLES = frozenset({"decision", "bundle", "village", "device", "person", "household"})


class RecordPage(Page):
    """Signals: left(), to go back to the list; moved(int), to the next (1) or the one before (-1); settled(object)."""

    left = Signal()
    moved = Signal(int)
    settled = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        act = Act(tr("Ghi quyết định"), self.decide, "gavel", "Ctrl+S")
        super().__init__(tr("Chỗ khác nhau"), " ", act=act, scrolling=True, parent=parent)
        self._desk = desk
        self._key: Key | None = None
        self._told: list[Banner] = []
        self.record: DifferingRecord | None = None
        self.sides: SideBySide | None = None
        self.grounds: Grounds | None = None
        self._parts: list[QWidget] = []
        self._ways = Flow(gap=SPACE_3)
        self._back = ActButton(Act(tr("Về danh sách"), self.left.emit, "chevron-left", "Esc"))
        self._before = ActButton(Act(tr("Mục trước"), lambda: self.moved.emit(-1), key="Ctrl+PgUp"))
        self._after = ActButton(Act(tr("Để sau, mục tiếp"), lambda: self.moved.emit(1), key="Ctrl+PgDown"))
        for button in (self._back, self._before, self._after):
            self._ways.add(button)
        self.body.setSpacing(SPACE_4)
        self.body.addWidget(self._ways)
        self.body.addStretch(1)
        keep_fresh(self, desk, _TABLES, self.refresh)

    # --- showing ---

    def show_record(self, key: Key, place: int = 1, of: int = 1) -> None:
        """Show a record, which is the `place`-th of so many."""
        self._key, self.record = key, None
        self._before.setVisible(of > 1 and place > 1)
        self._after.setVisible(of > 1 and place < of)
        self._place = tr("mục {place}/{of}").format(place=place, of=of) if of > 1 else ""
        self.refresh()

    def say(self, tone: Tone, message: str, advice: str = "") -> None:
        """Say something at the top, instead of what was said there before; "" says nothing."""
        self.say_all([Banner(tone, message, advice)] if message else [])

    def say_all(self, banners: Sequence[Banner]) -> None:
        """Say several things at the top, instead of what was said there before."""
        for old in self._told:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._told = list(banners)
        for place, banner in enumerate(self._told):
            self.body.insertWidget(1 + place, banner)

    def refresh(self) -> None:
        """Read again. What was chosen stays while the values are the same."""
        if self._key is None:
            return
        found = weigh_one(self._desk.store, *self._key)
        if found is not None and self.record is not None and _versions(found) == _versions(self.record):
            return
        had = self.record is not None
        self.record = found
        self._build()
        if had and found is not None:
            self.say(Tone.WARN, tr("Mục này vừa thay đổi, hãy xem lại các giá trị."))

    def _build(self) -> None:
        for part in self._parts:
            self.body.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self.sides, self.grounds = [], None, None
        for part in self._content():
            self.body.insertWidget(self.body.count() - 1, part)
            self._parts.append(part)
        if self.primary:
            self.primary.setVisible(self.grounds is not None)

    def _content(self) -> Iterator[QWidget]:
        record = self.record
        if record is None:
            yield Banner(Tone.GOOD, tr("Mục này không còn chỗ khác nhau nào."))
            return
        self.title.setText(record.name or TABLES[record.table].title)
        self.setAccessibleName(self.title.text())
        self.show_subtitle(self._subtitle(record))
        told = deletion_told(record)
        if told:
            yield Banner(Tone.WARN, told, tr("Chọn xóa thì các chỗ khác của mục này cũng xong."))
        for one in record.fields:
            if one.earlier:
                yield self._earlier(one.earlier[0])
        allowed = may_decide(self._desk.store, record)
        if not allowed:
            yield Banner(Tone.INFO, tr("Chỗ này do xã quyết định."), tr("Quyết định về máy này trong gói xã gửi sau."))
        self.sides = SideBySide(self._desk.store, record, may_decide=allowed)
        yield self.sides
        if allowed:
            self.grounds = Grounds(deciders(self._desk.store, self._desk.day), note=self._note())
            yield self.grounds

    def _subtitle(self, record: DifferingRecord) -> str:
        fields = tr("khác nhau ở {count} chỗ").format(count=format_count(len(record.fields)))
        kind = lower_first(TABLES[record.table].title) if record.name else ""
        return upper_first(" · ".join(part for part in (kind, self._where(record), fields, self._place) if part))

    def _where(self, record: DifferingRecord) -> str:
        if self._desk.is_village:
            return ""
        village = self._desk.store.get(Village, record.village_id) if record.village_id else None
        return tr("thôn {name}").format(name=village.name) if village else tr("sổ của xã")

    def _earlier(self, before: Decided) -> Banner:
        """What was decided about the same column before somebody else's edit opened it again."""
        told = tr("{title}: trước đây {who} đã chọn “{value}”, nay lại có người ghi khác.").format(
            title=title_of(before.table, before.field),
            who=before.by or before.writer.told,
            value=value_words(self._desk.store, before.table, before.field, before.chosen),
        )
        why = tr("Quyết định lúc {moment}. Lý do: {reason}").format(
            moment=moment(before.at), reason=before.reason or "-"
        )
        return Banner(Tone.INFO, upper_first(told), why)

    def _note(self) -> str:
        if self._desk.is_village:
            return tr("Chỗ này chỉ do hai máy của thôn ghi khác nhau nên thôn tự quyết. Xã nhận được trong gói sau.")
        return tr("Quyết định và lý do về thôn trong gói xã gửi sau. Cả hai giá trị vẫn còn trong nhật ký.")

    # --- deciding ---

    def decide(self) -> None:
        """Write what was chosen; what is missing or cannot stand is said where it is."""
        if self.sides is None or self.grounds is None:
            return
        if not self._is_complete(self.sides) or not self.grounds.look():
            self._reveal_focus()
            return
        try:
            done = self._settle(self.sides.choices(), self.grounds)
        except RuleBroken as broken:
            self._show_broken(broken.findings)
            self._reveal_focus()
        except TosoError as error:
            show_error(self, error)
            self.refresh()
        else:
            self.settled.emit(done)
            self._desk.tell_changed(done.tables)

    def _settle(self, choices: list[Choice], grounds: Grounds) -> Settled:
        return settle(self._desk.store, choices, reason=grounds.reason, decided_by=grounds.name)

    def _is_complete(self, sides: SideBySide) -> bool:
        """Whether every choice is made and can be read."""
        self.say(Tone.WARN, "")
        for choice in sides.fields:
            problem = choice.problem()
            choice.show_problem(problem)
            if problem:
                choice.focus()
                return False
        missing = sides.open_fields()
        if missing:
            named = ", ".join(lower_first(one.title) for one in missing)
            self.say(Tone.WARN, tr("Còn chưa chọn: {what}.").format(what=named))
            missing[0].focus()
        return not missing

    def _show_broken(self, findings: tuple[Finding, ...]) -> None:
        """Beside the editor where it is about a column of the record, else at the top."""
        assert self.sides is not None  # noqa: S101 - only called while deciding
        by_field = {one.of.field: one for one in self.sides.fields if one.is_own}
        for finding in findings:
            told = f"{finding.message} {finding.advice}".strip()
            choice = by_field.get(finding.field)
            if choice:
                choice.show_problem(told)
                choice.focus()
            else:
                self.say(Tone.BAD, finding.message, finding.advice)

    def _reveal_focus(self) -> None:
        focused = self.focusWidget()
        if focused:
            self.reveal(focused)

    def arrive(self) -> None:
        """The keyboard stands on the first choice."""
        if self.sides and self.grounds:
            self.sides.fields[0].focus()
        else:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)


def _versions(record: DifferingRecord) -> list[tuple[str, frozenset[Version]]]:
    """What the values of a record are, to tell whether they changed."""
    return [(one.field, frozenset(side.version for side in one.sides)) for one in record.fields]
