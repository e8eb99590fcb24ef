"""Hộ dân: the register of the village's households, searched without diacritics; each opens its own page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop.models import listing_households as listing
from desktop.models.households import Household
from desktop.models.listing_households import HouseholdList, HouseholdRow
from desktop.text import format_count, format_phone
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.list_page import Filter, ListPage
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.page_stack import PageStack
from desktop.ui.rows import Column
from desktop.ui.tables import RowsModel
from desktop.ui.village.household_dialog import HouseholdDialog
from desktop.ui.village.household_page import HouseholdPage
from desktop.ui.village.importing.import_page import ImportPage
from desktop.ui.village.moving_dialog import MovingDialog
from desktop.ui.village.shown_list import ShownList
from desktop.ui.village.ways import Ways
from desktop.ui.village.wording import short_day, survey_state

_TABLES = frozenset({"household", "response", "consent", "session", "session_line", "attendance", "survey_round"})


class HouseholdsRoom(PageStack):
    """The list first; a household's page takes its place."""

    def __init__(self, desk: Desk, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Hộ dân"), parent)
        self._desk = desk
        self._rows = HouseholdList(desk.store, desk.day)
        self._filter = ""
        self.list = self._make_list()
        self.one = HouseholdPage(desk, ways)
        self.put(self.list)
        self.importing = ImportPage(desk)
        self.put(self.one)
        self.put(self.importing)
        self.importing.left.connect(lambda: self.show_page(self.list))
        self.one.left.connect(lambda: self.show_page(self.list))
        self.one.edit_wanted.connect(self.edit)
        self.one.moving_wanted.connect(self.move_household)
        keep_fresh(self, desk, _TABLES, self._read)

    def _make_list(self) -> ListPage:
        page = ListPage(
            self.tr("Hộ dân"),
            self.tr("Tìm theo tên, mã hộ, xóm, điện thoại - không cần dấu"),
            act=Act(self.tr("Thêm hộ"), self.add, "home-plus-outline", "Ctrl+N"),
            keys_hint=self.tr("Enter mở hộ"),
        )
        take_in = Act(self.tr("Nhập danh sách từ Excel"), self.import_list, "file-excel-outline")
        page.body.insertWidget(1, ActButton(take_in), 0, Qt.AlignmentFlag.AlignLeft)
        page.show_rows(RowsModel(ShownList(self._rows, self._columns())), self._count_words)
        page.searched.connect(self._search)
        page.filtered.connect(self.narrow)
        page.opened.connect(self._open)
        page.show_empty(
            "home-group",
            self.tr("Chưa có hộ nào trong sổ"),
            self.tr("Ghi từng hộ của thôn: tên chủ hộ, xóm, điện thoại nếu hộ đồng ý. Sau đó mới khảo sát được."),
            Act(self.tr("Thêm hộ đầu tiên"), self.add, "home-plus-outline"),
        )
        return page

    def _columns(self) -> list[Column[HouseholdRow]]:
        return [
            Column(self.tr("Mã hộ"), lambda row: row.code or "-", width=134, key="code", spare=1),
            Column(self.tr("Chủ hộ"), lambda row: row.head_name, width=190, key="head_name", strong=True),
            Column(self.tr("Xóm"), lambda row: row.hamlet or "-", width=116, key="hamlet"),
            Column(self.tr("Điện thoại"), lambda row: format_phone(row.phone), width=128, spare=3),
            Column(
                self.tr("Khảo sát"),
                lambda row: survey_state(row.survey_state).words,
                width=146,
                key="survey",
                state=lambda row: survey_state(row.survey_state),
            ),
            Column(self.tr("Hỗ trợ gần nhất"), self._support_words, width=240, key="support", spare=2),
        ]

    def _support_words(self, row: HouseholdRow) -> str:
        if row.supported_on is None:
            return "-"
        return " · ".join(part for part in (short_day(row.supported_on, self._desk.day), row.service) if part)

    def _count_words(self, count: int) -> str:
        total = format_count(self._rows.total())
        return self.tr("{count} trong {total} hộ").format(count=format_count(count), total=total)

    def _read(self) -> None:
        self._rows.day = self._desk.day
        self._rows.refresh()
        self._show_filters()
        self.list.refresh()

    def _show_filters(self) -> None:
        shown = (
            ("", self.tr("Tất cả")),
            (listing.LEFT, self.tr("Chưa khảo sát")),
            (listing.FOLLOW_UP, self.tr("Hẹn hỗ trợ lại")),
            (listing.NEVER_SUPPORTED, self.tr("Chưa được hỗ trợ")),
            (listing.POOR, self.tr("Hộ nghèo, cận nghèo")),
        )
        filters = [Filter(key, words, self._rows.count_of(key)) for key, words in shown]
        self.list.show_filters(filters, self._filter)

    def _search(self, text: str) -> None:
        self._rows.search(text)
        self.list.rows_changed()

    def narrow(self, key: str) -> None:
        """Keep only the households of a filter."""
        self._filter = key
        self._rows.narrow(key)
        self._show_filters()
        self.list.rows_changed()

    def _open(self, row: HouseholdRow) -> None:
        self.show_household(row.id)

    def show_household(self, household_id: str) -> None:
        """Show one household's page."""
        self.one.show_household(household_id)
        self.show_page(self.one)

    @property
    def open_household(self) -> str:
        """The id of the household whose page is open, or ''."""
        return self.one.household_id if self.one.isVisible() else ""

    def import_list(self) -> None:
        """Take a list of households in from Excel."""
        self.show_page(self.importing)

    def show_list(self) -> None:
        """Go back to the list."""
        self.show_page(self.list)

    def add(self) -> None:
        """Write down a household that is not in the register yet."""
        dialog = HouseholdDialog(self._desk, None, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.show_household(dialog.record)
        dialog.deleteLater()

    def edit(self, household_id: str) -> None:
        """Correct a household."""
        household = self._desk.store.get(Household, household_id)
        if household:
            dialog = HouseholdDialog(self._desk, household, self)
            dialog.exec()
            dialog.deleteLater()

    def move_household(self, household_id: str) -> None:
        """Write down that a household moved, split or joined."""
        household = self._desk.store.get(Household, household_id)
        if household:
            dialog = MovingDialog(self._desk, household, self)
            dialog.exec()
            dialog.deleteLater()
