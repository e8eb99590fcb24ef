"""Two dialogs of a task: what it is (the team's own), and how far the village is with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.models import task_list as tasks
from desktop.models import village_queries as queries
from desktop.models.journal import VILLAGE
from desktop.models.task_list import TaskRow, write_progress
from desktop.models.work import Task
from desktop.text import format_count, one_line
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.facts_grid import FactsGrid
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.number_field import NumberField
from desktop.ui.parts.pick_field import Option, matching
from desktop.ui.parts.words import words
from desktop.ui.tokens import SPACE_3
from desktop.ui.village.work.editors import PickMany, text_box
from desktop.ui.village.work.kept_dialog import KeptDialog
from desktop.ui.village.work.wording import day_words, done_words, tr

_MOST = 1_000_000


def level_words() -> dict[str, str]:
    """Who can give a task."""
    return {"tinh": tr("Tỉnh giao"), "xa": tr("Xã giao"), "thon": tr("Tổ tự đặt")}


def state_words() -> dict[str, str]:
    """How a task can stand."""
    return {
        tasks.NOT_BEGUN: tr("Chưa làm"),
        tasks.DOING: tr("Đang làm"),
        tasks.DONE: tr("Đã xong"),
        tasks.CANNOT: tr("Không làm được"),
    }


def two_columns(fields: Sequence[FormField]) -> QGridLayout:
    """Fields left and right in turn."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_3 * 2)
    grid.setVerticalSpacing(SPACE_3)
    for place, made in enumerate(fields):
        grid.addWidget(made, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


class TaskDialog(KeptDialog):
    """A task that the team writes down itself: its own plan, or what it was told by word of mouth."""

    def __init__(self, desk: Desk, row: TaskRow | None, parent: QWidget) -> None:
        title = self.tr("Sửa nhiệm vụ") if row else self.tr("Ghi nhiệm vụ mới")
        told = self.tr("Việc Tổ tự đặt, hoặc được giao bằng lời. Việc xã giao trong gói thì tự có trong danh sách.")
        super().__init__(desk, "task", row.id if row else "", title, told, self.tr("Lưu nhiệm vụ"), parent)
        self._row = row
        self.name, self.unit, self.document = QLineEdit(), QLineEdit(), QLineEdit()
        self.level = ChoiceField([Choice(code, label) for code, label in level_words().items()])
        self.first_day, self.due_on = DateField(today=desk.day), DateField(today=desk.day)
        self.target = NumberField(least=1, most=_MOST)
        self.content = text_box(3)
        self.services = PickMany(
            self._services, self.tr("Gõ mã hoặc vài chữ của dịch vụ"), self.tr("Bỏ dịch vụ {name}")
        )
        self._arrange()
        self._show(row)
        if row:
            question = self.tr("Xóa nhiệm vụ “{name}”?").format(name=row.name)
            self.offer_to_delete(Task, self.tr("Xóa nhiệm vụ"), question, self.tr("Giữ lại"))
        self.lay_out()
        self.name.setFocus()

    def _services(self, typed: str) -> list[Option]:
        found = queries.services_on(self._desk.store, self._desk.day)
        return matching([Option(one.code, f"{one.code} {one.name}") for one in found], typed)

    def _arrange(self) -> None:
        field, column = self.form.field, self.form.column
        column.addWidget(field("name", self.tr("Việc phải làm"), self.name, required=True))
        column.addWidget(field("level", self.tr("Ai giao"), self.level, required=True))
        counted = self.tr("Máy tự đếm lượt của các dịch vụ này từ ngày bắt đầu đến hạn")
        column.addLayout(
            two_columns(
                [
                    field("first_day", self.tr("Bắt đầu"), self.first_day),
                    field("due_on", self.tr("Hạn"), self.due_on),
                    field("target", self.tr("Chỉ tiêu"), self.target, hint=self.tr("Không đặt số thì để trống")),
                    field("unit", self.tr("Đếm bằng gì"), self.unit, hint=self.tr("Để trống là lượt")),
                ]
            )
        )
        column.addWidget(field("services", self.tr("Tính cho dịch vụ nào"), self.services, hint=counted))
        column.addWidget(field("content", self.tr("Làm thế nào, ghi thêm"), self.content))
        column.addWidget(field("document", self.tr("Giấy giao việc (nếu có)"), self.document))

    def _show(self, row: TaskRow | None) -> None:
        if row is None:
            self.level.show_code("thon")
            self.first_day.show_date(self._desk.day)
            return
        self.name.setText(row.name)
        self.level.show_code(row.level)
        self.first_day.show_date(row.first_day)
        self.due_on.show_date(row.due_on)
        self.target.show_number(row.target)
        self.unit.setText(row.unit)
        self.document.setText(row.document)
        self.content.setPlainText(row.content)
        self.services.show_keys(row.services)

    def wrongs(self) -> list[Wrong]:
        """A name and who gave it."""
        found = []
        if not one_line(self.name.text()):
            found.append(Wrong("name", self.tr("Chưa ghi việc phải làm.")))
        if self.level.code() is None:
            found.append(Wrong("level", self.tr("Chưa chọn ai giao.")))
        return found

    def save(self) -> None:
        """Write the task."""
        values = {
            "level": self.level.code(),
            "name": one_line(self.name.text()),
            "content": self.content.toPlainText().strip() or None,
            "services": self.services.keys() or None,
            "target": self.target.number(),
            "unit": one_line(self.unit.text()) or None,
            "first_day": self.first_day.entered_date(),
            "due_on": self.due_on.entered_date(),
            "document": one_line(self.document.text()) or None,
        }
        with self._desk.acting() as acts:
            if self._row:
                acts.set(Task, self._row.id, **values)
            else:
                self.record = acts.add(Task, village_id=self._desk.store.setting(VILLAGE) or "", **values)


class ProgressDialog(KeptDialog):
    """How far the village is with a task; `edits` tells that the task itself is to be changed next."""

    def __init__(self, desk: Desk, row: TaskRow, parent: QWidget) -> None:
        super().__init__(desk, "progress", row.id, row.name, row.content, self.tr("Lưu tiến độ"), parent, width=700)
        self._row = self.task = row
        self.edits = False
        self.state = ChoiceField([Choice(code, label) for code, label in state_words().items()])
        self.told = NumberField(least=0, most=_MOST)
        self.done_on = DateField(today=desk.day)
        self.note = text_box(3)
        self._arrange()
        self.state.show_code(row.state)
        self.told.show_number(row.told)
        self.done_on.show_date(row.done_on)
        self.note.setPlainText(row.note)
        self.state.code_changed.connect(self._state_chosen)
        if row.own:
            self.beside = Act(self.tr("Sửa nhiệm vụ..."), self._edit, "pencil-outline")
        self.lay_out()
        self.state.setFocus()

    def _arrange(self) -> None:
        field, column = self.form.field, self.form.column
        column.addWidget(FactsGrid(self._facts()))
        column.addWidget(field("state", self.tr("Tổ đã làm đến đâu"), self.state, required=True))
        hint = self.tr("Cộng thêm vào số máy tự đếm") if self._row.services else ""
        column.addLayout(
            two_columns(
                [
                    field("done", self.tr("Đã làm được (Tổ kể thêm)"), self.told, hint=hint),
                    field("done_on", self.tr("Ngày xong"), self.done_on),
                ]
            )
        )
        column.addWidget(field("note", self.tr("Ghi chú, khó khăn"), self.note))
        if not self._row.own:
            column.addWidget(words(self.tr("Xã thấy phần này khi nhận gói tới của thôn."), "quiet"))

    def _facts(self) -> list[tuple[str, str]]:
        row = self._row
        facts = [
            (self.tr("Ai giao"), ", ".join(part for part in (level_words().get(row.level, ""), row.document) if part)),
            (self.tr("Bắt đầu, hạn"), f"{day_words(row.first_day)}, {day_words(row.due_on)}"),
            (self.tr("Đã làm"), done_words(row)),
        ]
        if row.counted is not None:
            told = self.tr("{count} lượt của {services}")
            counted = told.format(count=format_count(row.counted), services=", ".join(row.services))
            facts.append((self.tr("Máy tự đếm"), counted))
        return facts

    def _state_chosen(self, code: object) -> None:
        """The day of the end comes by itself and goes again."""
        if code == tasks.DONE and self.done_on.entered_date() is None:
            self.done_on.show_date(self._desk.day)
        elif code in (tasks.NOT_BEGUN, tasks.DOING):
            self.done_on.show_date(None)

    def _edit(self) -> None:
        self.edits = True
        self.reject()
        self.edits = not self.isVisible()

    def wrongs(self) -> list[Wrong]:
        """A state."""
        return [] if self.state.code() else [Wrong("state", self.tr("Chưa chọn đã làm đến đâu."))]

    def save(self) -> None:
        """Write the village's progress."""
        with self._desk.acting() as acts:
            write_progress(
                acts,
                self._desk.store.setting(VILLAGE) or "",
                self._row,
                state=self.state.code() or tasks.NOT_BEGUN,
                done=self.told.number(),
                note=self.note.toPlainText().strip(),
                done_on=self.done_on.entered_date(),
            )
