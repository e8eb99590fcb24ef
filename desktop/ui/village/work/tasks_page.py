"""Nhiệm vụ: what commune and province ask for, what the team sets itself, how far it is (R054, R065)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.models.task_list import TaskRow, tasks_of
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.rows import Column
from desktop.ui.village.listed import Listed
from desktop.ui.village.work.kept_dialog import KeptDialog
from desktop.ui.village.work.task_dialogs import ProgressDialog, TaskDialog, level_words
from desktop.ui.village.work.wording import day_words, done_words, task_state
from desktop.ui.village.work.work_list import WorkList

ALL, OPEN, LATE, ENDED = "all", "open", "late", "ended"


class TasksPage(WorkList):
    """Enter opens how far the village is; the team's own task is changed from there."""

    kinds = ("task", "progress")
    tables = frozenset({"task", "task_progress", "session", "session_line"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        add = Act(self.tr("Ghi nhiệm vụ"), self.add, "plus", "Ctrl+N")
        super().__init__(desk, self.tr("Nhiệm vụ"), self.tr("Tìm theo tên việc - không cần dấu"), add, parent)
        self.show_empty(
            "format-list-checks",
            self.tr("Chưa có nhiệm vụ nào"),
            self.tr("Việc xã, tỉnh giao tự đến khi nhận gói của xã. Việc giao bằng lời hoặc Tổ tự đặt thì ghi ở đây."),
            Act(self.tr("Ghi nhiệm vụ đầu tiên"), self.add, "plus"),
        )

    def make_source(self) -> Listed[TaskRow]:
        """The tasks."""
        levels = level_words()
        columns: list[Column[TaskRow]] = [
            Column(self.tr("Việc phải làm"), lambda row: row.name, width=340, strong=True, key="name"),
            Column(self.tr("Ai giao"), lambda row: levels.get(row.level, "-"), width=100, spare=2, key="level"),
            Column(self.tr("Hạn"), lambda row: day_words(row.due_on), width=110, spare=1, key="due"),
            Column(self.tr("Đã làm"), done_words, width=120, number=True),
            Column(self.tr("Tình trạng"), lambda row: task_state(row).words, width=168, state=task_state),
        ]
        return Listed(
            columns,
            found_by=lambda row: f"{row.name} {row.content} {levels.get(row.level, '')} {row.document}",
            filters={
                ALL: lambda _row: True,
                OPEN: lambda row: row.is_open,
                LATE: lambda row: row.is_late,
                ENDED: lambda row: not row.is_open,
            },
            sort_keys={
                "name": lambda row: row.name,
                "level": lambda row: levels.get(row.level, ""),
                "due": lambda row: str(row.due_on or "9999"),
            },
        )

    def read_rows(self) -> Sequence[TaskRow]:
        """The village's tasks."""
        return tasks_of(self._desk.store, self.village_id, self._desk.day)

    def filters(self) -> Sequence[tuple[str, str]]:
        """All, to do, late, ended."""
        words = (self.tr("Tất cả"), self.tr("Phải làm"), self.tr("Quá hạn"), self.tr("Đã xong"))
        return list(zip((ALL, OPEN, LATE, ENDED), words, strict=True))

    def subtitle_words(self) -> str:
        """How many are to do and how many late."""
        count = self.source.count_of
        told = [self.tr("{count} việc phải làm").format(count=format_count(count(OPEN)))]
        told += [self.tr("{count} việc quá hạn").format(count=format_count(count(LATE)))] if count(LATE) else []
        return ", ".join(told) if self.source.total else ""

    def dialog(self, row: TaskRow | None) -> KeptDialog:
        """Progress of a task; a new one is written down first."""
        if row is None:
            return TaskDialog(self._desk, None, self.window())
        return ProgressDialog(self._desk, row, self.window())

    def _run(self, dialog: KeptDialog) -> None:
        super()._run(dialog)
        if isinstance(dialog, ProgressDialog) and dialog.edits:
            super()._run(TaskDialog(self._desk, dialog.task, self.window()))

    def resume(self, kind: str, row: TaskRow | None) -> None:
        """Go on with the task itself or with its progress."""
        if kind != "task" or row is None:
            super().resume(kind, row)
            return
        self.say(None)
        self._run(TaskDialog(self._desk, row, self.window()))

    def saved_words(self) -> str:
        """What is said once something was written."""
        return self.tr("Đã lưu. Xã thấy khi nhận gói tới của thôn.")
