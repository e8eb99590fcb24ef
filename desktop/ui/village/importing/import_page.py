"""Nhập danh sách hộ: a file or what was copied in Excel, every row with what would become of it, written in one act.

Nothing is written before the person presses the primary button; afterwards the account is shown and can be taken back.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.models.importing.batches import Batch, batches, plan_batch_undo, undo_batch
from desktop.models.importing.headings import CODE, HAMLET, NAME, PEOPLE, PHONE
from desktop.models.importing.planning import HAVE, MAYBE, NEW, REFUSED, SKIPPED, VERDICT_TITLES, PlannedRow
from desktop.models.importing.sheets import Sheet, pasted
from desktop.models.importing.writing import ADD, UPDATE, take_all_differences, write_import
from desktop.surveys.sheet_files import read_sheets
from desktop.text import format_count, format_phone
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.list_page import Filter, ListPage
from desktop.ui.messages import ask
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.one_line import OneLine
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.states import Shape, State
from desktop.ui.tables import RowsModel
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_3, Tone
from desktop.ui.village.importing.columns_dialog import ColumnsDialog
from desktop.ui.village.importing.plan_rows import PlanRows
from desktop.ui.village.importing.reading import ReadList, best_sheet, read_list

_STATES = {
    NEW: (Tone.GOOD, Shape.FULL),
    HAVE: (Tone.QUIET, Shape.TICK),
    MAYBE: (Tone.WARN, Shape.TRIANGLE),
    SKIPPED: (Tone.QUIET, Shape.RING),
    REFUSED: (Tone.BAD, Shape.CROSS),
}


class ImportPage(ListPage):
    """Signal: left(), to go back to the list of households."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Nhập danh sách hộ từ Excel"),
            self.tr("Tìm trong danh sách vừa đọc"),
            act=Act(self.tr("Ghi vào sổ"), self.write, "content-save-outline", "Ctrl+S"),
            keys_hint=self.tr("Enter: đổi cách làm với dòng đó"),
            parent=parent,
        )
        self._desk = desk
        self.read: ReadList | None = None
        self.source = PlanRows(self._columns())
        self.told = words("", "subtitle")
        self.about = words("", "quiet")
        self.capitalise, self.convert, self.take = TickBox(), TickBox(), TickBox()
        self._options, self._buttons = Flow(gap=SPACE_3), OneLine(gap=SPACE_3)
        self._fill()
        self.show_rows(RowsModel(self.source), self._rows_told)
        self.show_empty(
            "file-excel-outline",
            self.tr("Chọn tệp Excel có danh sách hộ"),
            self.tr("Máy sẽ cho xem trước từng dòng. Chưa ghi gì vào sổ cho đến khi bấm “Ghi vào sổ”."),
            Act(self.tr("Chọn tệp Excel"), self.choose_file, "file-excel-outline"),
        )
        self.body.insertWidget(self.body.count() - 1, self.about)
        self.view.chosen.connect(self._tell_row)
        self.opened.connect(self._change_choice)
        self.searched.connect(self._search)
        self.filtered.connect(self._narrow)
        self._show()

    def _fill(self) -> None:
        acts = (
            Act(self.tr("Về danh sách"), self.left.emit, "chevron-left", "Esc"),
            Act(self.tr("Chọn tệp Excel"), self.choose_file, "file-excel-outline", "Ctrl+O"),
            Act(self.tr("Dán từ Excel"), self.paste, "content-copy"),
            Act(self.tr("Chọn lại cột"), self.choose_columns, "pencil-outline"),
            Act(self.tr("Hoàn tác lần nhập trước"), self.take_back, "undo"),
        )
        self._made = [ActButton(act) for act in acts]
        for button in self._made:
            self._buttons.add(button)
        for box, changed in (
            (self.capitalise, self._read_again),
            (self.convert, self._read_again),
            (self.take, self._take_differences),
        ):
            box.clicked.connect(changed)
            self._options.add(box)
        for place, part in enumerate((self._buttons, self.told, self._options)):
            self.body.insertWidget(place, part)

    def _columns(self) -> list[Column[PlannedRow]]:
        def value(kind: str) -> "Column[PlannedRow]":
            return Column("", lambda one: str(one.row.values.get(kind) or "-"))

        return [
            Column(self.tr("Dòng"), lambda one: str(one.row.number), width=70, number=True),
            Column(self.tr("Chủ hộ"), lambda one: one.row.name or "-", width=170, strong=True),
            Column(self.tr("Xóm"), value(HAMLET).text, width=96, spare=2),
            Column(self.tr("Điện thoại"), self._phone, width=138, spare=3),
            Column(self.tr("Khẩu"), value(PEOPLE).text, width=64, number=True, spare=4),
            Column(self.tr("Mã hộ"), value(CODE).text, width=134, spare=5),
            Column(self.tr("Sẽ làm gì"), lambda one: self._state(one).words, width=150, state=self._state),
            Column(self.tr("Vì sao, đã sửa gì"), lambda one: " ".join(one.problems) or "-", width=300),
        ]

    @staticmethod
    def _phone(one: PlannedRow) -> str:
        return format_phone(str(one.row.values.get(PHONE) or ""))

    def _tell_row(self, one: object) -> None:
        """All that is said about the chosen row, which its cell may cut."""
        self.about.setText(" ".join(one.problems) if isinstance(one, PlannedRow) else "")
        self.about.setVisible(bool(self.about.text()) and not self._is_low())

    def _state(self, one: PlannedRow) -> State:
        tone, shape = _STATES[one.verdict]
        act = self.read.agreed.choice(one).act if self.read else ""
        if act == UPDATE:
            return State(self.tr("Lấy theo tệp"), Tone.GOOD, Shape.HALF)
        if act == ADD and one.verdict == MAYBE:
            return State(self.tr("Vẫn thêm mới"), Tone.GOOD, Shape.FULL)
        return State(VERDICT_TITLES[one.verdict], tone, shape)

    # --- reading ---

    def choose_file(self) -> None:
        """Ask for a file and read it."""
        kinds = self.tr("Danh sách (*.xlsx *.csv *.txt *.tsv *.xls)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Chọn tệp danh sách hộ"), "", kinds)
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Read a file off the window's thread and show its plan."""
        store = self._desk.store

        def work(progress: Progress) -> ReadList:
            progress(self.tr("Đang đọc tệp"))
            sheet = best_sheet(read_sheets(path))
            progress(self.tr("Đang so với sổ"))
            return read_list(store, path.name, sheet)

        self._desk.work(self, self.tr("Đọc danh sách hộ"), work, self.show_list)

    def paste(self) -> None:
        """Read what was copied in Excel."""
        text = QGuiApplication.clipboard().text()
        sheet = attempt(self, lambda: pasted(text, self.tr("dán từ Excel")))
        if sheet and sheet.rows:
            self._read_sheet(sheet, sheet.name)
        elif sheet:
            self.told.setText(self.tr("Chưa có gì để dán. Hãy chọn bảng trong Excel, bấm Ctrl+C rồi quay lại đây."))
            self.told.show()

    def _read_sheet(self, sheet: Sheet, source: str) -> None:
        store = self._desk.store
        self._desk.work(
            self, self.tr("Đọc danh sách hộ"), lambda _progress: read_list(store, source, sheet), self.show_list
        )

    def show_list(self, read: ReadList) -> None:
        """Show a list that was read; nothing is written."""
        self.read = read
        self.source.show(read.plan.rows)
        self._show()
        self.arrive()
        if read.layout.column_of(NAME) is None:
            self.told.setText(self.tr("Chưa thấy cột họ tên chủ hộ. Hãy bấm “Chọn lại cột”."))

    def choose_columns(self) -> None:
        """Change which column is what."""
        if self.read is None:
            return
        dialog = ColumnsDialog(self.read, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._again(layout_of=dialog)
        dialog.deleteLater()

    def _again(self, layout_of: ColumnsDialog | None = None) -> None:
        read = self.read
        if read is None:
            return
        layout = layout_of.layout_chosen if layout_of else read.layout
        letters = dict(enumerate(layout.letters)) if self.convert.isChecked() else {}
        options = replace(read.options, capitalise=self.capitalise.isChecked(), letters=letters)
        store = self._desk.store
        self.take.setChecked(False)
        self._desk.work(
            self,
            self.tr("Đọc lại danh sách"),
            lambda _progress: read_list(store, read.source, read.sheet, layout, options),
            self.show_list,
        )

    def _read_again(self) -> None:
        self._again()

    # --- choosing ---

    def _change_choice(self, one: object) -> None:
        if self.read and isinstance(one, PlannedRow):
            self.read.choices[one.row.number] = self.read.next_choice(one)
            self._show()

    def _take_differences(self) -> None:
        if self.read:
            self.read.choices.clear()
            if self.take.isChecked():
                self.read.choices.update(take_all_differences(self.read.plan))
            self._show()

    def _search(self, typed: str) -> None:
        self.source.search(typed)
        self.rows_changed()

    def _narrow(self, verdict: str) -> None:
        self.source.narrow(verdict)
        self._show()

    # --- showing ---

    def _rows_told(self, count: int) -> str:
        return self.tr("{count} dòng").format(count=format_count(count))

    def _show(self) -> None:
        read = self.read
        if self.primary:
            self.primary.setEnabled(bool(read and read.to_write))
        self._buttons.offer(self._made[3], offered=read is not None)
        undoable = any(not batch.undone_at for batch in batches(self._desk.store))
        self._buttons.offer(self._made[4], offered=undoable)
        self._show_options(read)
        if read:
            self.told.setText(self._told(read))
            counts = read.plan.counts
            verdicts = [Filter(code, title, counts[code]) for code, title in VERDICT_TITLES.items() if counts[code]]
            self.show_filters([Filter("", self.tr("Tất cả"), len(read.plan.rows)), *verdicts], self.source.verdict)
        self.told.setVisible(bool(self.told.text()))
        self.rows_changed()

    def _show_options(self, read: ReadList | None) -> None:
        differing = sum(1 for one in read.plan.rows if one.verdict == HAVE and one.differences) if read else 0
        capitals = read.capitalisable if read else 0
        old = sum(map(bool, read.layout.letters)) if read else 0
        for box, count, told in (
            (self.capitalise, capitals, self.tr("Viết hoa chữ cái đầu của {count} tên")),
            (self.convert, old, self.tr("Đổi {count} cột gõ phông chữ cũ (.VnTime, VNI) sang Unicode, xem bảng dưới")),
            (self.take, differing, self.tr("{count} hộ đã có mà khác: lấy theo tệp")),
        ):
            text = told.format(count=count)
            box.setText(text)
            box.setAccessibleName(text)
            box.setVisible(bool(count) or box.isChecked())
        self._options.setVisible(bool(capitals or differing or old))

    def _told(self, read: ReadList) -> str:
        told = [
            self.tr("Tệp “{name}”. Chưa ghi gì vào sổ, sổ đang có {before} hộ.").format(
                name=read.source, before=format_count(read.plan.before)
            )
        ]
        if read.layout.left_out:
            columns = ", ".join(read.layout.left_out)
            told.append(self.tr("Không lấy cột thông tin riêng: {columns}.").format(columns=columns))
        return " ".join(told)

    # --- writing ---

    def write(self) -> None:
        """Write the agreed rows off the window's thread, in one act that can be stopped."""
        if self.read is None or not self.read.to_write:
            return
        store, agreed = self._desk.store, self.read.agreed
        self._desk.work(
            self,
            self.tr("Ghi danh sách hộ"),
            lambda progress: write_import(store, agreed, progress),
            self._written,
        )

    def _written(self, batch: Batch) -> None:
        self._empty()
        told = self.tr(
            "Đã ghi xong “{name}”: {rows} dòng = {added} thêm mới + {updated} cập nhật + {skipped} bỏ qua"
            " + {refused} không nhận. Số hộ trong sổ: trước {before}, nay {after}."
        )
        account = {name: getattr(batch, name) for name in ("rows", "added", "updated", "skipped", "refused")}
        self.told.setText(told.format(name=batch.source, before=batch.before, after=batch.after, **account))
        self.told.show()
        self._desk.tell_changed(frozenset({"household"}))

    def _empty(self) -> None:
        self.read = None
        self.source.show(())
        self.told.setText("")
        self.show_filters([], "")
        self._show()

    def take_back(self) -> None:
        """Take the last list back after asking; what stays and why is said."""
        batch: Batch | None = next((one for one in batches(self._desk.store) if not one.undone_at), None)
        if batch is None:
            return
        plan = plan_batch_undo(self._desk.store, batch)
        stays: Sequence[str] = [f"{one.told}: {one.why}" for one in plan.stays[:5]]
        more = self.tr("Giữ lại: {names}.").format(names="; ".join(stays)) if stays else ""
        question = self.tr("Hoàn tác lần nhập “{name}” ({count} hộ)?").format(name=batch.source, count=plan.records)
        if ask(self, question, self.tr("Hoàn tác"), self.tr("Giữ nguyên"), advice=more, destructive=True):
            done = attempt(self, lambda: undo_batch(self._desk.store, batch))
            if done:
                self._empty()
                self.told.setText(self.tr("Đã hoàn tác {count} hộ. {more}").format(count=done.records, more=more))
                self.told.show()
                self._desk.tell_changed(frozenset({"household"}))
