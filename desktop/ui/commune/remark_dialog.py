"""Asks for the words with which a report goes back to its village. What is written is the caller's matter."""

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui.commune.naming import tr
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.style import current_look


class RemarkDialog(EntryDialog):
    """`write` gets the remark; raises TosoError when it cannot be written, which leaves the dialog open."""

    def __init__(self, village: str, remark: str, parent: QWidget) -> None:
        super().__init__(
            tr("Trả lại báo cáo cho thôn {name}").format(name=village),
            tr("Nhận xét này về thôn trong gói xã ghi ra USB. Thôn sửa rồi nộp lại."),
            tr("Trả lại thôn"),
            parent,
            width=560,
        )
        self.write: Callable[[str], None] = lambda _remark: None
        self.remark = QPlainTextEdit(remark)
        self.remark.setTabChangesFocus(True)
        self.remark.setMinimumHeight(current_look().scaled(110))
        self.form.column.addWidget(
            self.form.field(
                "remark", tr("Thôn cần sửa gì"), self.remark, required=True,
                hint=tr("Ví dụ: Mục Khó khăn chưa ghi xóm nào mất sóng."),
            )
        )  # fmt: skip
        self.lay_out()

    def _text(self) -> str:
        return self.remark.toPlainText().strip()

    def _content(self) -> dict[str, object]:
        return {"remark": self._text()}

    def wrongs(self) -> list[Wrong]:
        """Without a word the village would not know what to do."""
        return [] if self._text() else [Wrong("remark", tr("Hãy ghi thôn cần sửa gì."))]

    def save(self) -> None:
        """Hand the remark over."""
        self.write(self._text())
