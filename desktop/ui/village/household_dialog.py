"""Adding a household to the team's register, or correcting one."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.models import village_queries as queries
from desktop.models.households import Household
from desktop.models.journal import VILLAGE
from desktop.models.setup import own_village
from desktop.text import capitalise_name, fold, format_phone, one_line
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.entry_form import Wrong, code_list_field
from desktop.ui.parts.number_field import NumberField
from desktop.ui.parts.pick_field import Option, PickField
from desktop.ui.tokens import SPACE_3

_LIVES_HERE = "dang_cu_tru"


class HouseholdDialog(EntryDialog):
    """`record` is the household's id after saving."""

    def __init__(self, desk: Desk, household: Household | None, parent: QWidget) -> None:
        title = self.tr("Sửa thông tin hộ") if household else self.tr("Thêm hộ")
        explained = self.tr("Sổ theo dõi của Tổ, không thay cho sổ hộ tịch, cư trú của Nhà nước.")
        super().__init__(title, explained, self.tr("Lưu hộ này"), parent, width=760)
        self._desk = desk
        self._household = household
        self.record = household.id if household else ""
        self._make_editors()
        self._arrange()
        if household:
            self._show(household)
        else:
            self._show_new()
        self.lay_out()
        self.head_name.setFocus()

    def _make_editors(self) -> None:
        self.head_name, self.code, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.phone = QLineEdit()
        self.hamlet = PickField(self._hamlets, self.tr("Gõ vài chữ, không cần dấu"), free=True)
        self.people = NumberField(least=0, most=50)
        self.household_class = code_list_field("household_class")
        self.status = code_list_field("household_status")

    def _hamlets(self, typed: str) -> list[Option]:
        known = queries.hamlets(self._desk.store)
        return [Option(name, name) for name in known if fold(typed) in fold(name)]

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_3 * 2)
        grid.setVerticalSpacing(SPACE_3)
        field = self.form.field
        as_commune = self.tr("Ghi theo danh sách của xã; chưa rõ thì để trống")
        fields = (
            (field("head_name", self.tr("Họ và tên chủ hộ"), self.head_name, required=True), 0, 0),
            (field("code", self.tr("Mã hộ"), self.code), 0, 1),
            (field("hamlet", self.tr("Xóm"), self.hamlet), 1, 0),
            (field("phone", self.tr("Điện thoại"), self.phone, hint=self.tr("Nếu hộ đồng ý cho ghi")), 1, 1),
            (field("people", self.tr("Số nhân khẩu"), self.people, hint=self.tr("Chưa rõ thì để trống")), 2, 1),
            (field("status", self.tr("Tình trạng cư trú"), self.status, required=True), 2, 0),
            (field("household_class", self.tr("Loại hộ"), self.household_class, hint=as_commune), 3, 0),
            (field("note", self.tr("Ghi chú"), self.note), 3, 1),
        )
        for made, row, column in fields:
            grid.addWidget(made, row, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.form.column.addLayout(grid)
        order = (self.head_name, self.code, self.hamlet, self.phone, self.status, self.people)
        for first, second in zip(order, (*order[1:], self.household_class), strict=True):
            QWidget.setTabOrder(first, second)

    def _show_new(self) -> None:
        village = own_village(self._desk.store)
        self.code.setText(queries.next_household_code(self._desk.store, village.code if village else ""))
        self.status.show_code(_LIVES_HERE)

    def _show(self, household: Household) -> None:
        self.head_name.setText(household.head_name)
        self.code.setText(household.code or "")
        self.hamlet.setText(household.hamlet or "")
        self.phone.setText(format_phone(household.phone) if household.phone else "")
        self.people.show_number(household.people)
        self.household_class.show_code(household.household_class)
        self.status.show_code(household.status)
        self.note.setText(one_line(household.note or ""))

    def wrongs(self) -> list[Wrong]:
        """A code that another household has."""
        code = one_line(self.code.text())
        if code and queries.has_code(self._desk.store, code, self.record or None):
            return [Wrong("code", self.tr("Mã {code} đã có ở hộ khác. Hãy đặt mã khác.").format(code=code))]
        return []

    def save(self) -> None:
        """Write the household."""
        values = {
            "head_name": capitalise_name(self.head_name.text()),
            "code": one_line(self.code.text()) or None,
            "hamlet": one_line(self.hamlet.text()) or None,
            "phone": one_line(self.phone.text()) or None,
            "people": self.people.number(),
            "household_class": self.household_class.code(),
            "status": self.status.code(),
            "note": self.note.text().strip() or None,
        }
        with self._desk.acting() as acts:
            if self._household:
                acts.set(Household, self._household.id, **values)
            else:
                village = cast("str", self._desk.store.setting(VILLAGE))
                self.record = acts.add(Household, village_id=village, **values)
