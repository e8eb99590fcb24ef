"""The steps by which a laptop becomes the village's: ask with file and sheet, read out the code, take the answer."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from desktop import files
from desktop.models.setup import HOLDER
from desktop.sync import enrolment
from desktop.sync.credentials import Credentials
from desktop.sync.enrolment import Accepted
from desktop.text import format_input_date, one_line
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.outside import open_outside
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.code_groups import code_groups
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.sources_bar import kinds_of_files
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import rule, words
from desktop.ui.states import Shape, State
from desktop.ui.sticks import called, find_sticks
from desktop.ui.style import current_look
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_3, Tone
from desktop.ui.village import mailing
from desktop.ui.village.enrol_offer import EnrolOffer
from desktop.ui.village.enrol_sheet import SheetDialog, sheet_facts, write_request
from desktop.ui.village.handing_over import counts_words, to_go
from desktop.ui.village.mailing import Mailed, Open

_ASKED = "enrolment.asked"  # the day on which the request was written last
_LONGEST_HOLDER = 200
_FIELD_WIDTH = 460


class EnrolCard(Card):
    """Signals: enrolled(str), what to say when it is done; asked(str), when the request was written; said(Banner).

    `open` opens a letter or a folder in its own program. `offer` is the enrolment that is being looked at, None for
    none; `desk` is whose card this is.
    """

    enrolled = Signal(str)
    asked = Signal(str)
    said = Signal(Banner)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Ghi danh máy này với xã"), parent)
        self.desk = desk
        self.open: Open = open_outside
        self.offer: EnrolOffer | None = None
        self._told: Banner | None = None
        self.holder = QLineEdit(desk.store.setting(HOLDER) or "")
        self.holder.setMaxLength(_LONGEST_HOLDER)
        self._possible = self._what_is_possible()
        self.body.addWidget(self._possible)
        self._add_request()
        self.body.addWidget(rule())
        self._add_call()
        self.body.addWidget(rule())
        self._add_answer()

    def _what_is_possible(self) -> Banner:
        """That the work need not wait, and what has to."""
        message = self.tr("Không phải chờ: cứ ghi hộ dân, khảo sát, buổi hỗ trợ và người trong Tổ như thường.")
        advice = self.tr("Chưa làm được: nộp số liệu, nhận tệp của xã, báo cáo theo kỳ, đặt mã hộ.")
        counts = counts_words(to_go(self.desk.store).counts)
        kept = self.tr("Đã ghi sẵn {counts}; ghi danh xong sẽ nộp đủ.").format(counts=counts) if counts else ""
        return Banner(Tone.INFO, message, f"{advice} {kept}".strip())

    # --- step 1: the request and its sheet ---

    def _add_request(self) -> None:
        self._written = StateChip(self.request_state())
        self._heading(self.tr("Bước 1. Ghi yêu cầu ra USB và in phiếu"), self._written)
        told = self.tr("Tệp yêu cầu mang về xã, hoặc gửi qua Zalo, thư điện tử. Phiếu giữ lại để đọc mã và ký.")
        self.body.addWidget(words(told, ""))
        field = FormField(self.tr("Người giữ máy"), self.holder, hint=self.tr("In trên phiếu; để trống thì ghi tay"))
        field.setMaximumWidth(current_look().scaled(_FIELD_WIDTH))
        beside = QHBoxLayout()
        beside.addWidget(field, 1)
        beside.addStretch(1)
        self.body.addLayout(beside)
        self._places = Flow(gap=SPACE_3)
        self.body.addWidget(self._places)
        self._show_places()

    def _show_places(self) -> None:
        """A button a stick, one to choose another place, and the sheet."""
        self._places.clear()
        for number, stick in enumerate(stick for stick in find_sticks() if stick.writable):
            told = self.tr("Ghi ra {stick}").format(stick=called(stick))
            act = Act(told, partial(self.write_request, stick.path), "usb-flash-drive-outline")
            self._places.add(ActButton(act, primary=number == 0))
        choose = Act(self.tr("Chọn USB hoặc thư mục để ghi"), self._ask_folder, "folder-open-outline")
        self._places.add(ActButton(choose, primary=not self._places.parts()))
        self._places.add(ActButton(Act(self.tr("Gửi qua e-mail"), self.mail, "email-outline")))
        self._places.add(ActButton(Act(self.tr("Xem và in phiếu"), self.show_sheet, "printer-outline", "Ctrl+P")))

    def refresh(self) -> None:
        """Look for sticks again and count what has been recorded by now; what is being typed or compared stays."""
        old, self._possible = self._possible, self._what_is_possible()
        self.body.replaceWidget(old, self._possible)
        old.hide()
        old.deleteLater()
        self._show_places()

    def _heading(self, text: str, chip: StateChip | None = None) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        line.addWidget(words(text, "strong"), 1)
        if chip:
            line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)

    def request_state(self) -> State:
        """Whether the request was written, and when."""
        kept = self.desk.settings.get(_ASKED)
        if not kept:
            return State(self.tr("Chưa ghi"), Tone.WARN, Shape.RING)
        told = self.tr("Đã ghi ngày {day}").format(day=format_input_date(date.fromisoformat(kept)))
        return State(told, Tone.GOOD, Shape.TICK)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Chọn USB hoặc thư mục"))
        if folder:
            self.write_request(Path(folder))

    def write_request(self, folder: Path) -> None:
        """Write the request and its sheet into a folder, off the window's thread."""
        desk, facts = self.desk, sheet_facts(self.desk, one_line(self.holder.text()))

        def work(progress: Progress) -> tuple[Path, Path]:
            progress(self.tr("Đang ghi và đọc lại để kiểm tra"))
            files.must_be_there(folder)
            return write_request(desk, folder, facts)

        desk.work(self, self.tr("Đang ghi yêu cầu và phiếu"), work, self._request_written)

    def _request_written(self, written: tuple[Path, Path]) -> None:
        request, sheet = written
        self.desk.settings.keep(_ASKED, self.desk.day.isoformat())
        self._written.show_state(self.request_state())
        told = self.tr("Đã ghi {request} và {sheet}. Bây giờ gọi điện cho cán bộ xã, đọc mã ở bước 2.")
        self.asked.emit(told.format(request=request.name, sheet=sheet.name))

    def mail(self) -> None:
        """Write the request and a letter with it into the home's outbox, and open the letter."""
        desk, facts = self.desk, sheet_facts(self.desk, one_line(self.holder.text()))

        def work(progress: Progress) -> Mailed:
            progress(self.tr("Đang ghi yêu cầu và thư nháp"))
            request, _ = write_request(desk, mailing.outbox(desk.store), facts)
            return mailing.write_request(desk.store, request)

        desk.work(self, self.tr("Đang soạn thư"), work, self._mailed)

    def _mailed(self, mailed: Mailed) -> None:
        self.desk.settings.keep(_ASKED, self.desk.day.isoformat())
        self._written.show_state(self.request_state())
        self.said.emit(mailing.open_letter(mailed, self.open))

    def show_sheet(self) -> None:
        """Show the sheet as it will be printed."""
        dialog = SheetDialog(self.desk, sheet_facts(self.desk, one_line(self.holder.text())), self)
        dialog.exec()
        dialog.deleteLater()

    # --- step 2: the call ---

    def _add_call(self) -> None:
        self._heading(self.tr("Bước 2. Gọi điện cho cán bộ xã, đọc mã này từng nhóm một"))
        self.body.addWidget(code_groups(self.tr("Mã của máy này"), enrolment.spoken_code(self.desk.credentials)))
        told = self.tr(
            "Cán bộ xã so với màn hình của mình, giống cả 6 nhóm mới cấp. Rồi cán bộ xã đọc mã của xã: "
            "ghi vào 6 ô trống trên phiếu để so ở bước 3."
        )
        self.body.addWidget(words(told, ""))

    # --- step 3: the commune's answer ---

    def _add_answer(self) -> None:
        self._heading(self.tr("Bước 3. Nhận tệp ghi danh của xã"))
        told = self.tr("Xã gửi lại tệp “ghi-danh-….toso”. Mở tệp để xem trước và so mã của xã, chưa ghi gì.")
        self.body.addWidget(words(told, ""))
        line = Flow()
        line.add(ActButton(Act(self.tr("Mở tệp ghi danh của xã"), self._ask_file, "folder-open-outline", "Ctrl+O")))
        self.body.addWidget(line)

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Chọn tệp ghi danh"), "", kinds_of_files(self))
        if name:
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """Show what an enrolment file says and the commune's code to compare; nothing is written."""
        self._put_away()
        found = attempt(self, lambda: enrolment.look(self.desk.store, self.desk.credentials, path))
        if found is None:
            return
        self.offer = EnrolOffer(self.desk, found)
        self.offer.taken.connect(lambda heard: self.accept_file(path, heard))
        self.offer.left.connect(self._refuse)
        self.body.addWidget(self.offer)
        self.offer.check.ticks[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_away(self) -> None:
        for shown in (self.offer, self._told):
            if shown is not None:
                self.body.removeWidget(shown)
                shown.hide()
                shown.deleteLater()
        self.offer = self._told = None

    def _refuse(self) -> None:
        self._put_away()
        message = self.tr("Không nhận tệp này; máy vẫn như cũ.")
        advice = self.tr("Báo ngay cho cán bộ xã là mã khác nhau, và xin xã cấp lại tệp trên một USB khác.")
        self._told = Banner(Tone.WARN, message, advice)
        self.body.addWidget(self._told)

    def accept_file(self, path: Path, heard: str) -> None:
        """Take the commune's enrolment, whose code was heard, off the window's thread."""
        store, own = self.desk.store, self.desk.credentials

        def work(progress: Progress) -> tuple[Accepted, Credentials]:
            progress(self.tr("Đang nhận danh mục, biểu mẫu và kỳ báo cáo của xã"))
            return enrolment.accept(store, own, path, heard=heard)

        self.desk.work(self, self.tr("Đang nhận ghi danh"), work, self._accepted)

    def _accepted(self, done: tuple[Accepted, Credentials]) -> None:
        accepted, self.desk.credentials = done
        told = self.tr("Máy này đã ghi danh: thôn {village}. Mã của xã giống nhau. Từ giờ nộp được số liệu về xã.")
        self.enrolled.emit(told.format(village=accepted.village))
