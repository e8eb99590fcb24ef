"""Nộp về xã in three steps: what goes; where to (a stick, a folder, e-mail); done, and how one knows it arrived."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop import files
from desktop.models.going import GoingRecords, reports_going
from desktop.sync.exporting import Exported, export
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.outside import open_outside
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.places_field import PlacesField
from desktop.ui.parts.words import words
from desktop.ui.sticks import FindSticks, called, find_sticks
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_3, Tone
from desktop.ui.village import mailing
from desktop.ui.village.bundle_steps import BundleSteps
from desktop.ui.village.going_dialog import GoingDialog
from desktop.ui.village.handing_over import counts_words, to_go, written
from desktop.ui.village.mailing import Mailed, Open

_FOLDER = "handover.folder"
_MOST_REPORTS = 2


class GoCard(QWidget):
    """Three numbered cards: what goes, where to, and how one will know that it arrived.

    Signals: said(Banner), what there is to say; gone(), when a bundle was written; reports_wanted(), to finish one.
    `places` is where it can go; `open` opens a letter or a folder in its own program.
    """

    said = Signal(Banner)
    gone = Signal()
    reports_wanted = Signal()

    def __init__(self, desk: Desk, sticks: FindSticks = find_sticks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._going = to_go(desk.store)
        self.open: Open = open_outside
        last = desk.settings.get(_FOLDER)
        self.places = PlacesField(sticks, Path(last) if last else None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        for card in (self._what_card(), self._where_card(), self._done_card()):
            column.addWidget(card)

    # --- the three cards ---

    def _what_card(self) -> Card:
        card = Card(self.tr("1. Gói số {number} sẽ có gì").format(number=self._going.number))
        card.body.addWidget(words(self._what_goes(), ""))
        for line in self._report_lines():
            card.body.addWidget(line)
        if self._going.entries:
            look = Act(self.tr("Xem từng mục"), self.show_records, "format-list-checks", "Ctrl+L")
            line = Flow(gap=SPACE_3)
            line.add(ActButton(look))
            card.body.addWidget(line)
        return card

    def _what_goes(self) -> str:
        if not self._going.entries:
            return self.tr("Không có gì mới, xã đã báo nhận tất cả. Vẫn có thể ghi gói để báo tin cho xã.")
        told = self.tr("{count} thay đổi xã chưa báo nhận: {records}.")
        return told.format(count=format_count(self._going.entries), records=counts_words(self._going.counts))

    def _report_lines(self) -> list[QWidget]:
        """Which reports go along, and a warning about one that is due and not finished."""
        reports = reports_going(self._desk.store, self._desk.day)
        lines: list[QWidget] = []
        if reports.going:
            names = ", ".join(one.name for one in reports.going)
            lines.append(words(self.tr("Có báo cáo {names} đi cùng.").format(names=names), "strong"))
        for one in reports.unfinished[:_MOST_REPORTS]:
            draft = self.tr("Báo cáo {name} còn nháp, chưa đi cùng gói này.")
            returned = self.tr("Báo cáo {name} xã trả lại chưa sửa xong, chưa đi cùng gói này.")
            told = (returned if one.state == "can_sua" else draft).format(name=one.name)
            act = Act(self.tr("Làm xong báo cáo"), self.reports_wanted.emit, "file-document-outline")
            lines.append(Banner(Tone.WARN, told, self.tr("Vẫn nộp được số liệu, báo cáo đi gói sau."), act))
        return lines

    def _where_card(self) -> Card:
        card = Card(self.tr("2. Ghi vào đâu"))
        card.body.addWidget(self.places)
        card.body.addWidget(self._acts())
        note = self.tr(  # the seal is technical, it is no signature in the law's sense
            "Tệp đã niêm phong, chỉ máy của xã mở được. Ghi ra USB hay gửi thư chưa phải là đã nộp, "
            "xã báo nhận mới xong."
        )
        card.body.addWidget(words(note, "quiet"))
        return card

    def _done_card(self) -> Card:
        card = Card(self.tr("3. Xong, và biết xã đã nhận"))
        last = next(iter(written(self._desk.store)), None)
        if last:
            card.body.addWidget(BundleSteps(last, self._desk.day))
        else:
            told = self.tr("Ghi xong, gói được đọc lại để kiểm tra, rồi hiện ở đây cho đến khi xã báo nhận.")
            card.body.addWidget(words(told, "subtitle"))
        return card

    def _acts(self) -> Flow:
        line = Flow(gap=SPACE_3)
        write = Act(self.tr("Ghi gói ra USB"), self.write, "usb-flash-drive-outline", "Ctrl+S")
        self.write_button = ActButton(write, primary=True)
        line.add(self.write_button)
        line.add(ActButton(Act(self.tr("Chọn thư mục khác"), self._ask_folder, "folder-open-outline")))
        line.add(ActButton(Act(self.tr("Gửi qua e-mail"), self.mail, "email-outline")))
        return line

    def show_records(self) -> None:
        """Show what exactly goes, record by record."""
        store, ranges = self._desk.store, self._going.ranges

        def read(progress: Progress) -> GoingRecords:
            progress(self.tr("Đang đọc"))
            rows = GoingRecords(store, ranges)
            rows.count()
            return rows

        self._desk.work(self, self.tr("Đang đọc"), read, self._show_dialog)

    def _show_dialog(self, rows: GoingRecords) -> None:
        dialog = GoingDialog(rows, self)
        dialog.exec()
        dialog.deleteLater()

    # --- onto a stick, into a folder ---

    def write(self) -> None:
        """Write the bundle to the place that is chosen; without one say what is in the way, or ask."""
        self.places.look()
        chosen = self.places.chosen()
        if chosen:
            self.write_to(chosen.path)
        elif self.places.sticks or self.places.gone:
            self._say_which()
        else:
            self._ask_folder()

    def _say_which(self) -> None:
        """Sticks are there, and none is chosen or none can be; or the one that was is gone."""
        able = [called(stick) for stick in self.places.sticks if stick.writable]
        if not self.places.sticks:
            told = self.tr("{name} vừa được rút ra, chưa ghi gì.").format(name=self.places.gone)
            advice = self.tr("Cắm lại USB, chọn thư mục khác, hoặc gửi qua e-mail.")
        elif able:
            told = self.tr("Chưa chọn USB để ghi, chưa ghi gì.")
            advice = self.tr("Chọn một trong các USB: {names}.").format(names=", ".join(able))
        else:
            told = self.tr("USB đang cắm không ghi được, chưa ghi gì.")
            advice = self.tr("Dùng USB khác, chọn thư mục khác, hoặc gửi qua e-mail.")
        self.said.emit(Banner(Tone.WARN, told, advice))
        self.places.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_folder(self) -> None:
        kept = self._desk.settings.get(_FOLDER)
        folder = QFileDialog.getExistingDirectory(self, self.tr("Chọn USB hoặc thư mục"), kept)
        if folder:
            self.write_to(Path(folder))

    def write_to(self, folder: Path) -> None:
        """Write the bundle into a folder that is there, off the window's thread."""
        store, keys = self._desk.store, self._desk.credentials

        def work(progress: Progress) -> Exported:
            progress(self.tr("Đang ghi và đọc lại để kiểm tra"))
            files.must_be_there(folder)
            return export(store, keys, folder)

        self._desk.work(self, self.tr("Đang ghi gói"), work, self._written)

    def _written(self, done: Exported) -> None:
        self._desk.settings.keep(_FOLDER, str(done.path.parent))
        on_stick = done.path.parent in {stick.path for stick in self.places.sticks}
        told = self.tr("Đã ghi gói số {number}: {name}").format(number=done.number, name=done.path.name)
        checked = self.tr("Có {count} thay đổi, đã đọc lại và khớp.").format(count=format_count(done.entries))
        carry = self.tr("Bấm tháo USB an toàn rồi rút ra, đưa cho cán bộ xã.")
        send = self.tr("Chép hoặc gửi tệp này cho cán bộ xã.")
        send = self.tr("Chép hoặc gửi cả các tệp này cho cán bộ xã.") if done.returned else send
        parts = [checked, done.returned_told, carry if on_stick else send]
        self.said.emit(Banner(Tone.GOOD, told, " ".join(part for part in parts if part)))
        self.gone.emit()

    # --- by e-mail ---

    def mail(self) -> None:
        """Write the bundle and a letter with it, into the chosen folder or the home's outbox, and open the letter."""
        store, keys = self._desk.store, self._desk.credentials
        chosen = self.places.chosen()
        folder = chosen.path if chosen and chosen.stick is None else mailing.outbox(store)

        def work(progress: Progress) -> Mailed:
            progress(self.tr("Đang ghi gói và thư nháp"))
            return mailing.write_bundle(store, keys, folder)[1]

        self._desk.work(self, self.tr("Đang soạn thư"), work, self._mailed)

    def _mailed(self, mailed: Mailed) -> None:
        self.said.emit(mailing.open_letter(mailed, self.open))
        self.gone.emit()
