"""A dialog whose fields survive a power cut: what is typed is kept until it is saved or put away by a person."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.models import village_queries as queries
from desktop.models.base import SharedModel
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.messages import ask
from desktop.ui.parts.banner import Banner
from desktop.ui.tokens import Tone
from desktop.ui.village.work.editors import listen, show_typed, typed_value

NEW = "new"
_KEEP_AFTER_MS = 600


class KeptDialog(EntryDialog):
    """`kind` and `record` ("" = a new one) name what is typed. After it closed, `record` is what was written.

    `deleted` is the record that was deleted from here, or "".
    """

    def __init__(
        self, desk: Desk, kind: str, record: str, title: str, explained: str, save_words: str, parent: QWidget,
        *, width: int = 760,
    ) -> None:  # fmt: skip
        super().__init__(title, explained, save_words, parent, width=width)
        self._desk = desk
        self.record, self.deleted = record, ""
        self._kept_as = f"{kind}:{record or NEW}"
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)

    def lay_out(self) -> None:
        """Lay the form out, then put back what was typed and never saved."""
        kept: dict[str, Any] | None = queries.typed(self._desk.store, self._kept_as).get("")
        if kept:
            told = self.tr("Đây là phần bác ghi dở lần trước, chưa lưu.")
            self.form.column.insertWidget(0, Banner(Tone.INFO, told))
        super().lay_out()
        for name, value in (kept or {}).items():
            if name in self.form.fields:
                show_typed(self.form.fields[name].editor, value)
        self.fields_shown()
        for field in self.form.fields.values():
            listen(field.editor, self._keeping.start)

    def fields_shown(self) -> None:
        """Called once the fields stand as they will be seen, for what follows from them."""

    def _content(self) -> dict[str, object]:
        return {name: typed_value(field.editor) for name, field in self.form.fields.items()}

    def keep(self) -> None:
        """Keep what is typed, safe from a power cut."""
        self._keeping.stop()
        content = self._content()
        if content != self._before:
            queries.keep_typed(self._desk.store, self._kept_as, content)

    def done(self, result: int) -> None:
        """Forget what was typed: it is saved, or a person said that nobody wants it."""
        self._keeping.stop()
        queries.drop_typed(self._desk.store, self._kept_as)
        super().done(result)

    # --- deleting ---

    def offer_to_delete(self, model: type[SharedModel], words: str, question: str, keep_words: str) -> None:
        """Put the act that deletes the record beside the others."""
        self.beside = Act(words, lambda: self._ask_to_delete(model, question, words, keep_words), "trash-can-outline")

    def _ask_to_delete(self, model: type[SharedModel], question: str, words: str, keep_words: str) -> None:
        advice = self.tr("Xóa nhầm vẫn lấy lại được.")
        if ask(self, question, words, keep_words, advice=advice, destructive=True) and attempt(
            self, lambda: self._delete(model)
        ):
            self.deleted = self.record
            self.done(0)

    def _delete(self, model: type[SharedModel]) -> bool:
        with self._desk.acting() as acts:
            acts.delete(model, self.record)
        return True
