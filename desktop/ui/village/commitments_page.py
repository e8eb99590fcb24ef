"""Cam kết chất lượng: what sellers promised (R061), written down, ended, and printed with room for the signatures."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models import access_log
from desktop.models import village_queries as queries
from desktop.models.commitments import CommitmentRow, commitment_facts, commitments_listed, sellers
from desktop.models.journal import VILLAGE
from desktop.models.work import Commitment
from desktop.reports.catalogue import commitment_pdf
from desktop.text import format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.fresh import keep_fresh
from desktop.ui.list_page import ListPage
from desktop.ui.paper_dialog import PaperDialog
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.pick_field import Option, PickField
from desktop.ui.rows import Column
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_3
from desktop.ui.village.listed import Listed


class CommitmentsPage(ListPage):
    """Ctrl+N writes one down, Enter corrects, Ctrl+P prints the chosen one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Cam kết chất lượng"),
            self.tr("Tìm theo tên, sản phẩm, nơi bán - không cần dấu"),
            act=Act(self.tr("Ghi cam kết"), self.add, "plus", "Ctrl+N"),
            keys_hint=self.tr("Enter xem, sửa"),
            parent=parent,
        )
        self._desk = desk
        self.paper: PaperDialog | None = None
        self._source = self._make_source()
        self.show_rows(
            RowsModel(self._source), lambda count: self.tr("{count} cam kết").format(count=format_count(count))
        )
        self.searched.connect(self._search)
        self.opened.connect(self.edit)
        foot = Flow(gap=SPACE_3)
        foot.add(ActButton(Act(self.tr("In bản cam kết đang chọn"), self.print_chosen, "printer-outline", "Ctrl+P")))
        foot.add(ActButton(Act(self.tr("In mẫu trắng"), self.print_blank, "printer-outline")))
        self.body.addWidget(foot)
        self.show_empty(
            "store-outline",
            self.tr("Chưa ghi cam kết nào"),
            self.tr("Hộ bán hàng trên mạng cam kết bán đúng chất lượng: in mẫu trắng, hộ ký, rồi ghi vào đây."),
            Act(self.tr("Ghi cam kết đầu tiên"), self.add, "plus"),
        )
        keep_fresh(self, desk, frozenset({"commitment", "household"}), self._read)

    def _make_source(self) -> Listed[CommitmentRow]:
        columns: list[Column[CommitmentRow]] = [
            Column(self.tr("Hộ"), lambda row: row.head_name or "-", width=200, strong=True),
            Column(self.tr("Sản phẩm"), lambda row: row.product, width=220),
            Column(self.tr("Bán ở"), lambda row: row.sold_on or "-", width=150, spare=1),
            Column(self.tr("Ngày cam kết"), lambda row: format_input_date(row.signed_on), width=130, key="day"),
            Column(self.tr("Bản giấy"), self._paper_words, width=110),
            Column(self.tr("Thôi từ"), lambda row: format_input_date(row.ended_on) if row.ended_on else "-", width=110),
        ]
        return Listed(
            columns,
            found_by=lambda row: f"{row.head_name} {row.product} {row.sold_on}",
            filters={"": lambda _row: True},
            sort_keys={"day": lambda row: f"{row.signed_on} {row.id}"},
        )

    def _paper_words(self, row: CommitmentRow) -> str:
        return "-" if row.paper_signed is None else self.tr("Đã ký") if row.paper_signed else self.tr("Chưa ký")

    def _read(self) -> None:
        self._source.take(commitments_listed(self._desk.store))
        self.rows_changed()

    def _search(self, text: str) -> None:
        self._source.search(text)
        self.rows_changed()

    def add(self) -> None:
        """Write a commitment down."""
        self._ask(None)

    def edit(self, row: object) -> None:
        """Correct or end a commitment."""
        if isinstance(row, CommitmentRow):
            self._ask(row)

    def _ask(self, row: CommitmentRow | None) -> None:
        dialog = CommitmentDialog(self._desk, row, self.window())
        dialog.exec()
        dialog.deleteLater()

    def print_chosen(self) -> None:
        """Show the paper of the chosen commitment, to be printed."""
        row = self.view.chosen_row()
        if isinstance(row, CommitmentRow):
            access_log.log_access(self._desk.store, "commitments", access_log.PRINTED, about=row.id, records=1)
            self._show(row)

    def print_blank(self) -> None:
        """Show an empty paper, to be written on."""
        self._show(None)

    def _show(self, row: CommitmentRow | None) -> None:
        facts = commitment_facts(self._desk.store, row)
        self.paper = PaperDialog(
            self._desk, self.tr("Bản cam kết"), "ban-cam-ket", lambda: commitment_pdf(facts), self,
            about=self.tr("Trang như sẽ in ra"),
        )  # fmt: skip
        self.paper.open()


class CommitmentDialog(EntryDialog):
    """Who promises what, sold where, since when, on paper or not, until when."""

    def __init__(self, desk: Desk, row: CommitmentRow | None, parent: QWidget) -> None:
        title = self.tr("Sửa cam kết") if row else self.tr("Ghi cam kết")
        explained = self.tr("Hộ có bán hàng theo phiếu khảo sát (đã đồng ý) hiện trước.")
        super().__init__(title, explained, self.tr("Lưu cam kết"), parent)
        self._desk, self._row = desk, row
        self._sellers = sellers(desk.store)
        self.household = PickField(self._find, self.tr("Gõ tên chủ hộ hoặc mã hộ, không cần dấu"))
        self.product, self.sold_on = QLineEdit(), QLineEdit()
        self.signed_on, self.ended_on = DateField(today=desk.day), DateField(today=desk.day)
        self.paper = ChoiceField([Choice("1", self.tr("Đã ký bản giấy")), Choice("0", self.tr("Chưa ký"))])
        self.sold_on.setPlaceholderText("voso.vn, postmart.vn, Zalo...")
        for name, label, editor, required in (
            ("household_id", self.tr("Hộ bán hàng"), self.household, True),
            ("product", self.tr("Sản phẩm"), self.product, True),
            ("sold_on", self.tr("Bán ở"), self.sold_on, False),
            ("signed_on", self.tr("Ngày cam kết"), self.signed_on, True),
            ("paper_signed", self.tr("Bản giấy"), self.paper, False),
            ("ended_on", self.tr("Thôi cam kết từ ngày, nếu có"), self.ended_on, False),
        ):
            self.form.column.addWidget(self.form.field(name, label, editor, required=required))
        self._fill()
        self.lay_out()
        self.household.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self, typed: str) -> list[Option]:
        found = queries.households_found(self._desk.store, typed, limit=40)
        listed = sorted(found, key=lambda one: one[0] not in self._sellers)
        return [Option(record, " · ".join(part for part in parts if part)) for record, *parts in listed]

    def _fill(self) -> None:
        row = self._row
        if row is None:
            self.signed_on.show_date(self._desk.day)
            return
        self.household.show_option(Option(row.household_id, row.head_name))
        self.product.setText(row.product)
        self.sold_on.setText(row.sold_on)
        self.signed_on.show_date(row.signed_on)
        self.ended_on.show_date(row.ended_on)
        self.paper.show_code(None if row.paper_signed is None else str(int(row.paper_signed)))

    def wrongs(self) -> list[Wrong]:
        """Household, product and day must be told."""
        told = (
            ("household_id", self.household.key(), self.tr("Chưa chọn hộ bán hàng.")),
            ("product", self.product.text().strip(), self.tr("Chưa ghi sản phẩm.")),
            ("signed_on", self.signed_on.entered_date(), self.tr("Chưa ghi ngày cam kết.")),
        )
        return [Wrong(name, message) for name, value, message in told if not value]

    def save(self) -> None:
        """Write the commitment."""
        paper = self.paper.code()
        values = {
            "household_id": self.household.key(),
            "product": self.product.text().strip(),
            "sold_on": self.sold_on.text().strip() or None,
            "signed_on": self.signed_on.entered_date(),
            "paper_signed": None if paper is None else paper == "1",
            "ended_on": self.ended_on.entered_date(),
        }
        with self._desk.acting() as acts:
            if self._row:
                acts.set(Commitment, self._row.id, **values)
            else:
                acts.add(Commitment, village_id=self._desk.store.setting(VILLAGE), **values)
