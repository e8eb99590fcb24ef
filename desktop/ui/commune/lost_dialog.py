"""Ending a laptop or a second desk: why, since when, and what happens next, told before anything is written."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.models.places import Device
from desktop.sync import enrolment
from desktop.text import format_input_date, one_line
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.words import words
from desktop.ui.tokens import SPACE_4

_LONGEST = 200
REASONS = {
    "lost": "Mất máy hoặc bị lấy cắp",
    "broken": "Máy hỏng, thay máy khác",
    "left": "Người giữ máy không làm nữa",
    "other": "Lý do khác",
}


class LostDialog(EntryDialog):
    """Asks why and since when; `others` are the village's laptops that stay in force.

    `village` is None for another desk of the commune.
    """

    def __init__(
        self, desk: Desk, device: Device, village: str | None, others: Sequence[Device], parent: QWidget
    ) -> None:
        whose = tr("Thu hồi {name} của thôn {village}") if village else tr("Thu hồi {name} của xã")
        super().__init__(
            whose.format(name=device.name, village=village),
            tr("Chỉ mất USB thì đừng thu hồi: gói trên USB đã niêm phong, chỉ máy của xã mở được."),
            tr("Thu hồi máy này"),
            parent,
            width=720,
        )
        self._desk, self._device = desk, device
        self.reason = ChoiceField([Choice(code, tr(label)) for code, label in REASONS.items()], as_row=False)
        self.on = DateField(today=desk.day)
        self.on.show_date(desk.day)
        self.note = QLineEdit()
        self.note.setMaxLength(_LONGEST)
        form = self.form
        first = QHBoxLayout()
        first.setSpacing(SPACE_4)
        first.addWidget(form.field("reason", tr("Vì sao"), self.reason, required=True), 2, Qt.AlignmentFlag.AlignTop)
        first.addWidget(form.field("on", tr("Từ ngày"), self.on), 1, Qt.AlignmentFlag.AlignTop)
        form.column.addLayout(first)
        form.column.addWidget(form.field("note", tr("Ghi thêm"), self.note))
        form.column.addWidget(words(tr("Thu hồi rồi thì"), "strong"))
        for told in self._consequences(others):
            form.column.addWidget(words(told, ""))
        self.lay_out()

    def _consequences(self, others: Sequence[Device]) -> list[str]:
        """What stays, what stops, who is told, how the village goes on."""
        if self._device.role == "commune":
            told = tr("Máy đó đang giữ toàn bộ sổ của xã; thu hồi không xóa được sổ trên máy đó.")
            return [*self._ended(), told, tr("Máy thôn biết việc này khi nhận gói tới của xã.")]
        names = ", ".join(f"“{one.name}”" + (f" ({one.holder})" if one.holder else "") for one in others)
        if others:
            told = tr("Máy khác của thôn, {names}, biết việc này khi nhận gói tới của xã.").format(names=names)
        else:
            told = tr("Thôn không còn máy nào. Ghi danh máy mới thì máy mới có lại toàn bộ sổ thôn mà xã đang giữ.")
        return [*self._ended(), told]

    @staticmethod
    def _ended() -> list[str]:
        return [
            tr("Những gì máy này đã nộp và xã đã ghép vẫn giữ nguyên."),
            tr("Gói khác của máy này không được nhận nữa, kể cả gói lập trước mà nay mới đến, trừ khi xã cho nhận."),
        ]

    def wrongs(self) -> list[Wrong]:
        """A reason is needed, and the day is not in the future."""
        found = [] if self.reason.code() else [Wrong("reason", tr("Hãy chọn lý do."))]
        on = self.on.entered_date()
        if on and on > self._desk.day:
            found.append(Wrong("on", tr("Ngày này chưa đến.")))
        return found

    def save(self) -> None:
        """End the laptop."""
        enrolment.revoke(self._desk.store, self._device, reason=self.told_reason())

    def told_reason(self) -> str:
        """The reason as the record keeps it."""
        on = self.on.entered_date()
        since = tr(", từ {day}").format(day=format_input_date(on)) if on else ""
        note = one_line(self.note.text())
        told = f"{tr(REASONS[self.reason.code() or 'other'])}{since}"
        return one_line(f"{told}. {note}" if note else told)[:_LONGEST]
