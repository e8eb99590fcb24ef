"""How the list is to be printed: its order, with telephones or not, with a column to sign or not."""

from PySide6.QtWidgets import QWidget

from desktop.models.roster_facts import BY_NAME, BY_ROLE
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.parts.words import words


class PrintDialog(EntryDialog):
    """Nothing is written; accepted, its fields tell what is wanted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("In danh sách Tổ"), "", self.tr("Xem bản in"), parent, width=560)
        self.order = ChoiceField(
            [Choice(BY_ROLE, self.tr("Theo vai trò")), Choice(BY_NAME, self.tr("Theo tên"))], as_row=True
        )
        self.order.show_code(BY_ROLE)
        self.phones, self.sign = TickBox(self.tr("Có số điện thoại")), TickBox(self.tr("Có cột ký tên"))
        self.phones.setChecked(True)
        self.form.column.addWidget(self.form.field("order", self.tr("Xếp thứ tự"), self.order))
        for box in (self.phones, self.sign):
            box.setAccessibleName(box.text())
            self.form.column.addWidget(box)
        note = self.tr("Bản có số điện thoại được ghi “LƯU HÀNH NỘI BỘ” và ghi vào nhật ký khi mở để in.")
        self.form.column.addWidget(words(note, "quiet"))
        self.leave_words = self.tr("Thôi, không in")
        self.lay_out()

    def save(self) -> None:
        """There is nothing to write."""

    def reject(self) -> None:
        """Nothing was typed here that could be lost."""
        self.done(0)
