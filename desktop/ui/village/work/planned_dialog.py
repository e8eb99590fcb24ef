"""An entry of the team's calendar: what session, when, where, who (R073); it warns when somebody is wanted twice."""

from datetime import date

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.models import village_queries as queries
from desktop.models.calendar_list import Planned, clashes, planned_between, read_time
from desktop.models.journal import VILLAGE
from desktop.models.work import PlannedSession
from desktop.text import one_line
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong, code_list_field
from desktop.ui.parts.pick_field import Option, PickField, matching
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3, Tone
from desktop.ui.village.work.editors import TickList, listen, text_box
from desktop.ui.village.work.kept_dialog import KeptDialog
from desktop.ui.village.work.task_dialogs import two_columns


class PlannedDialog(KeptDialog):
    """`on` is the day of a new entry."""

    def __init__(self, desk: Desk, entry: Planned | None, on: date, parent: QWidget) -> None:
        title = self.tr("Sửa lịch") if entry else self.tr("Đặt lịch một buổi")
        told = self.tr("Ai làm gì, hôm nào. Làm xong thì ghi buổi ngay từ lịch, khỏi gõ lại.")
        super().__init__(desk, "planned", entry.id if entry else "", title, told, self.tr("Lưu lịch"), parent)
        self._entry = entry
        self.held_on = DateField(today=desk.day)
        self.kind = code_list_field("session_kinds", short=True)
        self.begins_at, self.ends_at = QLineEdit(), QLineEdit()
        for line in (self.begins_at, self.ends_at):
            line.setMaximumWidth(current_look().scaled(140))
        self.begins_at.setPlaceholderText("19:30")
        self.place = PickField(self._places, self.tr("Ví dụ: Nhà văn hóa thôn"), free=True)
        self.helpers = TickList(self.tr("Ai làm"), self._members(entry))
        self.content = text_box(2)
        self.cancelled = TickBox(self.tr("Hoãn buổi này, giữ lại trong lịch"))
        self.cancelled.setAccessibleName(self.cancelled.text())
        self.warning = Banner(Tone.WARN, "")
        self._arrange()
        self._show(entry, on)
        if entry:
            question = self.tr("Xóa buổi này khỏi lịch?")
            self.offer_to_delete(PlannedSession, self.tr("Xóa khỏi lịch"), question, self.tr("Giữ lại"))
        self.lay_out()
        self.kind.setFocus()

    def _places(self, typed: str) -> list[Option]:
        return matching([Option(place, place) for place in queries.places_used(self._desk.store)], typed)

    def _members(self, entry: Planned | None) -> list[tuple[str, str]]:
        active = {one.id: one.name for one in queries.guides_on(self._desk.store, self._desk.day)}
        before = zip(entry.helpers, entry.names, strict=True) if entry else ()
        return [*active.items(), *((one, name) for one, name in before if name and one not in active)]

    def _arrange(self) -> None:
        field, column = self.form.field, self.form.column
        kind = field("kind", self.tr("Hình thức"), self.kind, required=True)
        column.addLayout(two_columns([kind, field("held_on", self.tr("Ngày"), self.held_on, required=True)]))
        line = QGridLayout()
        line.setHorizontalSpacing(SPACE_3 * 2)
        line.addWidget(field("begins_at", self.tr("Từ giờ"), self.begins_at), 0, 0)
        line.addWidget(field("ends_at", self.tr("Đến giờ"), self.ends_at), 0, 1)
        line.addWidget(field("place", self.tr("Nơi"), self.place), 0, 2)
        line.setColumnStretch(2, 1)
        column.addLayout(line)
        column.addWidget(field("helpers", self.tr("Ai làm"), self.helpers))
        column.addWidget(self.warning)
        self.warning.hide()
        column.addWidget(field("content", self.tr("Làm gì, mang theo gì"), self.content))
        off = field("cancelled_on", self.tr("Hoãn"), self.cancelled)
        column.addWidget(off)
        off.setVisible(self._entry is not None)

    def _show(self, entry: Planned | None, on: date) -> None:
        self.held_on.show_date(entry.held_on if entry else on)
        if entry is None:
            return
        self.kind.show_code(entry.kind)
        self.begins_at.setText(entry.begins_at)
        self.ends_at.setText(entry.ends_at)
        self.place.setText(entry.place)
        self.helpers.show_keys(entry.helpers)
        self.content.setPlainText(entry.content)
        self.cancelled.setChecked(entry.cancelled_on is not None)

    def fields_shown(self) -> None:
        """Look for helpers who are wanted twice, now and whenever day, hours or helpers change."""
        self.tell_clashes()
        for editor in (self.held_on, self.begins_at, self.ends_at, self.helpers, self.cancelled):
            listen(editor, self.tell_clashes)

    def as_entered(self) -> Planned | None:
        """The entry as it stands in the form; None without a day."""
        on = self.held_on.entered_date()
        if on is None:
            return None
        names = queries.guide_names(self._desk.store)
        helpers = tuple(self.helpers.keys())
        return Planned(
            self.record, on, read_time(self.begins_at.text()) or "", read_time(self.ends_at.text()) or "",
            self.kind.code() or "", self.place.text(), helpers, tuple(names.get(one, "") for one in helpers), "",
            None, self._desk.day if self.cancelled.isChecked() else None,
        )  # fmt: skip

    def tell_clashes(self) -> None:
        """Warn when a helper is wanted elsewhere at that time; it can be saved all the same."""
        entry = self.as_entered()
        others = planned_between(self._desk.store, entry.held_on, entry.held_on) if entry else []
        found = clashes(entry, others) if entry else []
        if found:
            told = self.tr("{name} đã có lịch lúc {hours}, {place}")
            lines = [told.format(name=name, hours=other.hours, place=other.place or "-") for name, other in found]
            old, self.warning = self.warning, Banner(Tone.WARN, "; ".join(lines) + ".", self.tr("Vẫn lưu được."))
            self.form.column.replaceWidget(old, self.warning)
            old.hide()
            old.deleteLater()
        self.warning.setVisible(bool(found))

    def wrongs(self) -> list[Wrong]:
        """A kind, a day, and hours that can be read."""
        found = []
        if self.kind.code() is None:
            found.append(Wrong("kind", self.tr("Chưa chọn hình thức.")))
        if self.held_on.entered_date() is None and not self.held_on.problem():
            found.append(Wrong("held_on", self.tr("Chưa ghi ngày.")))
        for name, line in (("begins_at", self.begins_at), ("ends_at", self.ends_at)):
            if line.text().strip() and read_time(line.text()) is None:
                found.append(Wrong(name, self.tr("Chưa đọc được giờ này. Hãy gõ ví dụ 19:30 hoặc 19h30.")))
        return found

    def save(self) -> None:
        """Write the entry."""
        off = (self._entry.cancelled_on if self._entry else None) or self._desk.day
        values = {
            "held_on": self.held_on.entered_date(),
            "begins_at": read_time(self.begins_at.text()),
            "ends_at": read_time(self.ends_at.text()),
            "kind": self.kind.code(),
            "place": one_line(self.place.text()) or None,
            "helpers": self.helpers.keys() or None,
            "content": self.content.toPlainText().strip() or None,
            "cancelled_on": off if self.cancelled.isChecked() else None,
        }
        with self._desk.acting() as acts:
            if self._entry:
                acts.set(PlannedSession, self._entry.id, **values)
            else:
                self.record = acts.add(PlannedSession, village_id=self._desk.store.setting(VILLAGE) or "", **values)
