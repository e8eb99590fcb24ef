"""Sáng kiến, cách làm hay: what worked well, whose idea it was, what is proposed for a commendation (R068, R085)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.models.initiative_list import InitiativeRow, initiatives
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.rows import Column
from desktop.ui.states import Shape, State
from desktop.ui.tokens import Tone
from desktop.ui.village.listed import Listed
from desktop.ui.village.work.initiative_dialog import InitiativeDialog
from desktop.ui.village.work.kept_dialog import KeptDialog
from desktop.ui.village.work.wording import day_words, tr
from desktop.ui.village.work.work_list import WorkList

ALL, PROPOSED = "all", "proposed"


def _state(row: InitiativeRow) -> State:
    if row.proposed:
        return State(tr("Đề nghị khen"), Tone.GOOD, Shape.FULL)
    return State(tr("Chưa đề nghị"), Tone.QUIET, Shape.RING)


class InitiativesPage(WorkList):
    """The village's good ways of working, the latest first."""

    kinds = ("initiative",)
    tables = frozenset({"initiative", "membership", "person", "photo"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        add = Act(self.tr("Ghi sáng kiến"), self.add, "plus", "Ctrl+N")
        super().__init__(desk, self.tr("Sáng kiến"), self.tr("Tìm theo tên, tác giả - không cần dấu"), add, parent)
        self.show_empty(
            "book-open-variant",
            self.tr("Chưa có sáng kiến nào"),
            self.tr("Việc gì Tổ hoặc bà con nghĩ ra, làm thấy tốt thì ghi lại: cuối năm có căn cứ để đề nghị khen."),
            Act(self.tr("Ghi sáng kiến đầu tiên"), self.add, "plus"),
        )

    def make_source(self) -> Listed[InitiativeRow]:
        """The good ways of working."""
        columns: list[Column[InitiativeRow]] = [
            Column(self.tr("Tên"), lambda row: row.name, width=340, strong=True, key="name"),
            Column(self.tr("Tác giả"), lambda row: row.authors or "-", width=200, spare=1),
            Column(self.tr("Từ ngày"), lambda row: day_words(row.begun_on), width=110, key="day"),
            Column(self.tr("Khen thưởng"), lambda row: _state(row).words, width=150, state=_state),
        ]
        return Listed(
            columns,
            found_by=lambda row: f"{row.name} {row.authors} {row.content} {row.effect}",
            filters={ALL: lambda _row: True, PROPOSED: lambda row: bool(row.proposed)},
            sort_keys={"name": lambda row: row.name, "day": lambda row: f"{row.begun_on} {row.id}"},
        )

    def read_rows(self) -> Sequence[InitiativeRow]:
        """The village's good ways of working."""
        return initiatives(self._desk.store, self.village_id)

    def filters(self) -> Sequence[tuple[str, str]]:
        """All, and those proposed for a commendation."""
        return [(ALL, self.tr("Tất cả")), (PROPOSED, self.tr("Đề nghị khen"))]

    def subtitle_words(self) -> str:
        """How many this year."""
        year = self._desk.day.year
        count = sum(row.begun_on.year == year for row in self.source.rows(0, self.source.count()))
        return self.tr("Năm {year}: {count} sáng kiến").format(year=year, count=format_count(count))

    def dialog(self, row: InitiativeRow | None) -> KeptDialog:
        """One good way of working."""
        return InitiativeDialog(self._desk, row, self.window())

    def saved_words(self) -> str:
        """What is said once it was written."""
        return self.tr("Đã lưu sáng kiến.")
