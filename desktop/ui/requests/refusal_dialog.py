"""Why a request is refused; without a reason it cannot be."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models.request_register import Asked, answer
from desktop.text import one_line
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.requests.wording import kind_words, tr


class RefusalDialog(EntryDialog):
    """Asks for the reason and closes the request with it."""

    def __init__(self, desk: Desk, asked: Asked, parent: QWidget) -> None:
        title = tr("Từ chối yêu cầu: {kind}").format(kind=kind_words(asked.kind).lower())
        explained = tr("Người dân phải được biết lý do. Lý do ở lại trong sổ, nên đừng ghi tên hay số điện thoại.")
        super().__init__(title, explained, tr("Ghi từ chối"), parent, width=600)
        self._desk, self._asked = desk, asked
        self.reason = QLineEdit()
        self.reason.setMaxLength(300)
        self.reason.setPlaceholderText(tr("Ví dụ: số liệu phải lưu theo quy định của xã"))
        self.form.column.addWidget(self.form.field("reason", tr("Lý do"), self.reason, required=True))
        self.lay_out()

    def wrongs(self) -> list[Wrong]:
        """A reason is needed."""
        return [] if one_line(self.reason.text()) else [Wrong("reason", tr("Hãy ghi lý do."))]

    def save(self) -> None:
        """Close the request with the reason."""
        answer(self._desk.store, self._asked.id, self._desk.day, refused_reason=self.reason.text())
        self._desk.tell_changed(frozenset({"data_request"}))
