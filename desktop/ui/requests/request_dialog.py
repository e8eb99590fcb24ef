"""Writing down what a resident asks for about personal data: who, what, when it came. It writes no words about them."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.record_names import record_name
from desktop.models.request_register import KINDS, subjects_found, write_request
from desktop.models.rules.requests import deadlines
from desktop.text import format_input_date
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.pick_field import Option, PickField
from desktop.ui.parts.words import words
from desktop.ui.requests.wording import kind_words, tr
from desktop.ui.tokens import SPACE_4

_MOST = 12
_WHAT = {"household": "Hộ", "person": "Người"}


class RequestDialog(EntryDialog):
    """`about` is the household or person (table, id) when it is known; else one looks for it. `written` is the id."""

    def __init__(self, desk: Desk, parent: QWidget, about: tuple[str, str] | None = None) -> None:
        explained = tr("Luật đếm ngày từ khi nhận. Sổ này không ghi lời nào về người đó, chỉ ghi hỏi gì và ngày nào.")
        super().__init__(tr("Người dân yêu cầu về dữ liệu"), explained, tr("Ghi vào sổ"), parent, width=720)
        self._desk, self._about = desk, about
        self.written = ""
        self.kind = ChoiceField([Choice(code, kind_words(code)) for code in KINDS], as_row=False)
        self.received_on = DateField(today=desk.day)
        self.received_on.show_date(desk.day)
        self.who = PickField(self._find, tr("Gõ tên chủ hộ, mã hộ hoặc tên thành viên Tổ"))
        self._days = words("", "quiet")
        self._arrange()
        self.kind.code_changed.connect(lambda _code: self._tell_days())
        self.received_on.textChanged.connect(lambda _text: self._tell_days())
        self.lay_out()

    def _arrange(self) -> None:
        form = self.form
        if self._about:
            name = record_name(self._desk.store, *self._about)
            form.column.addWidget(words(tr("Về: {name}").format(name=name), "strong"))
        else:
            form.column.addWidget(form.field("who", tr("Ai yêu cầu"), self.who, required=True))
        line = QHBoxLayout()
        line.setSpacing(SPACE_4)
        line.addWidget(form.field("kind", tr("Yêu cầu gì"), self.kind, required=True), 2)
        line.addWidget(form.field("received_on", tr("Ngày nhận"), self.received_on, required=True), 1)
        form.column.addLayout(line)
        form.column.addWidget(self._days)

    def _tell_days(self) -> None:
        kind, on = self.kind.code(), self.received_on.entered_date()
        if not kind or not on:
            self._days.setText("")
            return
        due = deadlines(kind, on)
        told = tr("Chậm nhất ngày {first} báo cho người dân là đã nhận; chậm nhất ngày {last} trả lời.")
        first, last = format_input_date(due.acknowledge_by), format_input_date(due.answer_by)
        self._days.setText(told.format(first=first, last=last))

    def _find(self, typed: str) -> list[Option]:
        found = subjects_found(self._desk.store, typed, _MOST)
        return [Option(f"{table} {record}", _joined(_WHAT[table], *told)) for table, record, told in found]

    def about(self) -> tuple[str, str] | None:
        """The household or person that is chosen."""
        if self._about:
            return self._about
        table, _, record = (self.who.key() or "").partition(" ")
        return (table, record) if record else None

    def wrongs(self) -> list[Wrong]:
        """Somebody, something, and a day that is not to come."""
        found = []
        if self.about() is None and not self.who.problem():
            found.append(Wrong("who", tr("Hãy chọn hộ hoặc người yêu cầu.")))
        if self.kind.code() is None:
            found.append(Wrong("kind", tr("Hãy chọn người dân yêu cầu gì.")))
        on = self.received_on.entered_date()
        if on is None and not self.received_on.problem():
            found.append(Wrong("received_on", tr("Hãy ghi ngày nhận.")))
        elif on and on > self._desk.day:
            found.append(Wrong("received_on", tr("Ngày này chưa đến.")))
        return found

    def save(self) -> None:
        """Write the request into the register."""
        about, on = self.about(), self.received_on.entered_date()
        assert about is not None  # noqa: S101 - see `wrongs`
        assert on is not None  # noqa: S101 - see `wrongs`
        self.written = write_request(self._desk.store, self.kind.code() or "", *about, received_on=on)
        self._desk.tell_changed(frozenset({"data_request"}))


def _joined(what: str, name: str, *more: str) -> str:
    return " · ".join(part for part in (f"{tr(what)} {name}", *more) if part)
