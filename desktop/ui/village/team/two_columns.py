"""A dialog whose fields stand in two columns and survive a power cut; the four criteria of a member (R025)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from desktop.ui.parts.form_field import FormField
from desktop.ui.tokens import SPACE_3
from desktop.ui.village.work.editors import TickList
from desktop.ui.village.work.kept_dialog import KeptDialog

CRITERIA = ("enthusiastic", "open_minded", "digitally_skilled", "good_communicator")


class TwoColumns(KeptDialog):
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

    def criteria_ticks(self) -> TickList:
        """The four criteria of R025 as check boxes."""
        labels = (
            self.tr("Nhiệt tình"),
            self.tr("Chấp nhận cái mới"),
            self.tr("Có kỹ năng số"),
            self.tr("Biết tuyên truyền, hướng dẫn"),
        )
        self.criteria = TickList(self.tr("Tiêu chí"), list(zip(CRITERIA, labels, strict=True)))
        return self.criteria

    def ticked(self) -> dict[str, bool | None]:
        """The criteria that were ticked; one that is not is not known."""
        ticked = self.criteria.keys()
        return {name: True if name in ticked else None for name in CRITERIA}
