"""Writing down a good way of working (R068): what, whose, since when, what it brought."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models import village_queries as queries
from desktop.models.initiative_list import InitiativeRow
from desktop.models.journal import VILLAGE
from desktop.models.work import Initiative
from desktop.text import one_line
from desktop.ui.desk import Desk
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.parts.words import words
from desktop.ui.village.work.editors import TickList, text_box
from desktop.ui.village.work.kept_dialog import KeptDialog
from desktop.ui.village.work.task_dialogs import two_columns


class InitiativeDialog(KeptDialog):
    """`photos` is the line that says how many pictures belong to it."""

    def __init__(self, desk: Desk, row: InitiativeRow | None, parent: QWidget) -> None:
        title = self.tr("Sáng kiến, cách làm hay") if row else self.tr("Ghi sáng kiến, cách làm hay")
        told = self.tr("Việc Tổ hoặc bà con nghĩ ra, làm thấy tốt. Xã dựa vào đây để nhân rộng và đề nghị khen.")
        super().__init__(desk, "initiative", row.id if row else "", title, told, self.tr("Lưu sáng kiến"), parent)
        self._row = row
        self.name, self.other_authors = QLineEdit(), QLineEdit()
        self.begun_on = DateField(today=desk.day)
        self.authors = TickList(self.tr("Tác giả"), self._members(row))
        self.content, self.effect, self.evidence = text_box(3), text_box(2), text_box(2)
        self.proposed = TickBox(self.tr("Tổ đề nghị xã xét khen thưởng"))
        self.proposed.setAccessibleName(self.proposed.text())
        self._arrange()
        self._show(row)
        if row:
            question = self.tr("Xóa sáng kiến “{name}”?").format(name=row.name)
            self.offer_to_delete(Initiative, self.tr("Xóa sáng kiến"), question, self.tr("Giữ lại"))
        self.lay_out()
        self.name.setFocus()

    def _members(self, row: InitiativeRow | None) -> list[tuple[str, str]]:
        """Who is in the team today, and the authors who are no more."""
        active = {one.id: one.name for one in queries.guides_on(self._desk.store, self._desk.day)}
        past = queries.guide_names(self._desk.store)
        return [
            *active.items(),
            *((one, past[one]) for one in (row.author_ids if row else ()) if one in past.keys() - active),
        ]

    def _arrange(self) -> None:
        field, column = self.form.field, self.form.column
        column.addWidget(field("name", self.tr("Tên, nói gọn trong một câu"), self.name, required=True))
        column.addWidget(field("author_ids", self.tr("Ai trong Tổ nghĩ ra, làm"), self.authors))
        others = field("other_authors", self.tr("Người khác"), self.other_authors)
        column.addLayout(two_columns([others, field("begun_on", self.tr("Làm từ ngày"), self.begun_on, required=True)]))
        column.addWidget(field("content", self.tr("Làm như thế nào"), self.content))
        column.addWidget(field("effect", self.tr("Được gì: bao nhiêu hộ, nhanh hơn, đỡ tốn gì"), self.effect))
        column.addWidget(field("evidence", self.tr("Lấy gì làm chứng: số liệu, giấy tờ, ai biết"), self.evidence))
        count = self._row.photos if self._row else 0
        self.photos = words(self.tr("Ảnh kèm theo: {count}").format(count=count), "quiet")
        column.addWidget(self.photos)
        column.addWidget(field("proposed", self.tr("Khen thưởng"), self.proposed))

    def _show(self, row: InitiativeRow | None) -> None:
        if row is None:
            self.begun_on.show_date(self._desk.day)
            return
        self.name.setText(row.name)
        self.authors.show_keys(row.author_ids)
        self.other_authors.setText(row.other_authors)
        self.begun_on.show_date(row.begun_on)
        self.content.setPlainText(row.content)
        self.effect.setPlainText(row.effect)
        self.evidence.setPlainText(row.evidence)
        self.proposed.setChecked(bool(row.proposed))

    def wrongs(self) -> list[Wrong]:
        """A name and a day."""
        found = []
        if not one_line(self.name.text()):
            found.append(Wrong("name", self.tr("Chưa ghi tên sáng kiến.")))
        if self.begun_on.entered_date() is None and not self.begun_on.problem():
            found.append(Wrong("begun_on", self.tr("Chưa ghi làm từ ngày nào.")))
        return found

    def save(self) -> None:
        """Write it."""
        values = {
            "name": one_line(self.name.text()),
            "author_ids": self.authors.keys() or None,
            "other_authors": one_line(self.other_authors.text()) or None,
            "begun_on": self.begun_on.entered_date(),
            "content": self.content.toPlainText().strip() or None,
            "effect": self.effect.toPlainText().strip() or None,
            "evidence": self.evidence.toPlainText().strip() or None,
            "proposed": self.proposed.isChecked(),
        }
        with self._desk.acting() as acts:
            if self._row:
                acts.set(Initiative, self._row.id, **values)
            else:
                self.record = acts.add(Initiative, village_id=self._desk.store.setting(VILLAGE) or "", **values)
