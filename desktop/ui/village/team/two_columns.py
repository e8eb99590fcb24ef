"""A dialog whose fields stand in two columns, and the four criteria of a member (R025)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.tokens import SPACE_3

CRITERIA = ("enthusiastic", "open_minded", "digitally_skilled", "good_communicator")


class TwoColumns(EntryDialog):
    """A dialog whose fields stand in two columns."""

    def put_fields(self, fields: list[FormField]) -> None:
        """Place the fields, left and right in turn."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_3 * 2)
        grid.setVerticalSpacing(SPACE_3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, made in enumerate(fields):
            grid.addWidget(made, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self.form.column.addLayout(grid)

    def criteria_ticks(self) -> Flow:
        """The four criteria of R025 as check boxes."""
        labels = (
            self.tr("Nhiệt tình"),
            self.tr("Chấp nhận cái mới"),
            self.tr("Có kỹ năng số"),
            self.tr("Biết tuyên truyền, hướng dẫn"),
        )
        self.ticks = {name: TickBox(label) for name, label in zip(CRITERIA, labels, strict=True)}
        flow = Flow()
        for tick in self.ticks.values():
            tick.setAccessibleName(tick.text())
            flow.add(tick)
        return flow

    def ticked(self) -> dict[str, bool | None]:
        """The criteria that were ticked; one that is not is not known."""
        return {name: True if tick.isChecked() else None for name, tick in self.ticks.items()}
