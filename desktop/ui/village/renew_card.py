"""Handing the laptop over: a new key is made and certified; the old one ends when the answer is accepted."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import files
from desktop.models.enrolment_facts import EnrolmentFacts, enrolment_facts
from desktop.models.setup import ENROLLED
from desktop.reports.catalogue import enrolment_sheet
from desktop.sync import credentials, enrolment, keys, renewal
from desktop.sync.credentials import Credentials
from desktop.sync.enrolment import Accepted
from desktop.sync.renewal import Waiting
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.messages import ask
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.code_groups import code_groups
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import words
from desktop.ui.states import Shape, State
from desktop.ui.sticks import called, find_sticks
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_3, Tone
from desktop.ui.unlocking import UnlockDialog
from desktop.ui.village.enrol_sheet import SheetDialog
from desktop.ui.village.renew_dialog import RenewDialog


class RenewCard(Card):
    """Signals: said(str, str), what to say at the top of the page; renewed(str), once the new key is in force.

    `waiting` is the new key that waits for the commune, None for none.
    """

    said = Signal(str, str)
    renewed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        self.waiting = renewal.waiting(desk.store)
        super().__init__("", parent)
        self._add_head()
        if desk.store.setting(ENROLLED) is None:
            self._add_afresh()
        elif self.waiting is None:
            self._add_begin()
        else:
            self._add_request(self.waiting)
            self._add_call(self.waiting)
            self._add_answer()

    def _add_head(self) -> None:
        self.head.addWidget(words(self.tr("Bàn giao máy, hoặc mất khóa cũ"), "heading"), 1)
        if self.waiting:
            self.head.addWidget(StateChip(State(self.tr("Khóa mới đang chờ xã"), Tone.WARN, Shape.HALF)))
        self.body.addLayout(self.head)

    def _acts(self, *buttons: ActButton) -> Flow:
        line = Flow(gap=SPACE_3)
        for button in buttons:
            line.add(button)
        self.body.addWidget(line)
        return line

    # --- before ---

    def _add_afresh(self) -> None:
        told = self.tr("Máy chưa ghi danh với xã. Quên mật khẩu thì lập khóa mới, dùng được ngay; sổ giữ nguyên.")
        self.body.addWidget(words(told, ""))
        self._acts(ActButton(Act(self.tr("Lập khóa mới"), self.begin, "key-outline")))

    def _add_begin(self) -> None:
        told = self.tr(
            "Trưởng thôn mới nhận máy, hoặc mật khẩu mất hẳn: lập khóa mới, xã ghi danh khóa đó rồi khóa cũ mới hết. "
            "Hộ dân, khảo sát, bản đang gõ dở và phần chưa nộp đều còn."
        )
        self.body.addWidget(words(told, ""))
        self._acts(ActButton(Act(self.tr("Lập khóa mới"), self.begin, "key-outline")))

    def begin(self) -> None:
        """Make the new key beside the old one."""
        dialog = RenewDialog(self._desk, self.window())
        made = dialog.exec()
        dialog.deleteLater()
        if made and self._desk.store.setting(ENROLLED) is None:
            self.renewed.emit(self.tr("Máy đã có khóa mới. Bây giờ mở Nộp về xã, ghi yêu cầu ghi danh."))
        elif made:
            self.said.emit(
                self.tr("Đã lập khóa mới; khóa cũ vẫn dùng cho đến khi xã cấp ghi danh."),
                self.tr("Làm tiếp ba bước ở phần Bàn giao máy."),
            )

    # --- step 1: the request ---

    def _add_request(self, made: Waiting) -> None:
        told = self.tr("Người giữ máy từ nay: {holder}. Khóa cũ vẫn dùng cho đến hết bước 3.")
        self.body.addWidget(words(told.format(holder=made.holder or "-"), ""))
        self.body.addWidget(words(self.tr("Bước 1. Ghi yêu cầu ra USB và in phiếu"), "strong"))
        line = Flow(gap=SPACE_3)
        for number, stick in enumerate(stick for stick in find_sticks() if stick.writable):
            act = Act(
                self.tr("Ghi ra {stick}").format(stick=called(stick)),
                partial(self.write_request, stick.path),
                "usb-flash-drive-outline",
            )
            line.add(ActButton(act, primary=number == 0))
        choose = Act(self.tr("Chọn USB hoặc thư mục để ghi"), self._ask_folder, "folder-open-outline")
        line.add(ActButton(choose, primary=not line.parts()))
        line.add(ActButton(Act(self.tr("Xem và in phiếu"), self._show_sheet, "printer-outline")))
        self.body.addWidget(line)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Chọn USB hoặc thư mục"))
        if folder:
            self.write_request(Path(folder))

    def write_request(self, folder: Path) -> None:
        """Write the request and its sheet into a folder, off the window's thread."""
        store, facts = self._desk.store, self._facts()

        def work(progress: Progress) -> tuple[Path, Path]:
            progress(self.tr("Đang ghi và đọc lại để kiểm tra"))
            path = renewal.write_request(store, folder)
            return path, files.write_checked(path.parent / facts.sheet_name, enrolment_sheet(facts))

        self._desk.work(self, self.tr("Đang ghi yêu cầu và phiếu"), work, self._written)

    def _written(self, written: tuple[Path, Path]) -> None:
        request, sheet = written
        told = self.tr("Đã ghi {request} và {sheet}.").format(request=request.name, sheet=sheet.name)
        self.said.emit(told, self.tr("Bây giờ gọi điện cho cán bộ xã, đọc mã ở bước 2."))

    def _facts(self) -> EnrolmentFacts:
        """What the sheet says: the laptop as ever, the device and the key that it will be."""
        made = renewal.waiting(self._desk.store)
        assert made is not None  # noqa: S101 - the button is only there while one waits
        folder = renewal.next_folder(self._desk.store.home)
        facts = enrolment_facts(
            self._desk.store,
            fingerprint=keys.fingerprint(credentials.public_of(folder)),
            spoken=made.spoken,
            file_name=enrolment.request_file(made.device),
            holder=made.holder,
        )
        return replace(facts, device=made.device)

    def _show_sheet(self) -> None:
        dialog = SheetDialog(self._desk, self._facts(), self)
        dialog.exec()
        dialog.deleteLater()

    # --- step 2: the call ---

    def _add_call(self, made: Waiting) -> None:
        self.body.addWidget(words(self.tr("Bước 2. Gọi điện cho cán bộ xã, đọc mã của khóa mới"), "strong"))
        self.body.addWidget(code_groups(self.tr("Mã của khóa mới"), made.spoken))

    # --- step 3: the answer ---

    def _add_answer(self) -> None:
        self.body.addWidget(words(self.tr("Bước 3. Nhận tệp ghi danh của xã"), "strong"))
        told = self.tr("Nhận xong, khóa cũ bị hủy ngay và máy nộp bằng khóa mới.")
        self.body.addWidget(words(told, ""))
        self._acts(
            ActButton(Act(self.tr("Mở tệp ghi danh của xã"), self._ask_file, "folder-open-outline")),
            ActButton(Act(self.tr("Bỏ khóa mới"), self.cancel, "close-circle")),
        )

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Chọn tệp ghi danh"), "", "Tổ Số (*.toso)")
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Look at the commune's answer, and take it when the person agrees."""
        new = self._opened_next()
        offer = attempt(self, lambda: renewal.look(self._desk.store, new, path)) if new else None
        if new is None or offer is None:
            return
        known = self.tr("Tệp do đúng xã đang quản lý máy này ký.")
        first = self.tr("Mã của xã trong tệp: {code}. Chỉ nhận khi giống mã cán bộ xã đọc qua điện thoại.")
        sure = ask(
            self,
            self.tr("Nhận ghi danh cho khóa mới và hủy khóa cũ?"),
            self.tr("Nhận và hủy khóa cũ"),
            self.tr("Để sau"),
            advice=known if offer.is_trusted else first.format(code=offer.spoken),
        )
        if sure:
            self._accept(new, path)

    def _opened_next(self) -> Credentials | None:
        """The waiting key, opened; its holder types the passphrase."""
        folder = renewal.next_folder(self._desk.store.home)
        if not credentials.is_wrapped(folder):
            return attempt(self, lambda: renewal.opened_next(self._desk.store, ""))
        dialog = UnlockDialog(folder, self.window(), is_village=True, opening=False)
        dialog.exec()
        dialog.deleteLater()
        return dialog.opened

    def _accept(self, new: Credentials, path: Path) -> None:
        store = self._desk.store

        def work(progress: Progress) -> tuple[Accepted, Credentials]:
            progress(self.tr("Đang nhận ghi danh và đổi khóa"))
            return renewal.accept(store, new, path)

        self._desk.work(self, self.tr("Đang đổi khóa"), work, self._accepted)

    def _accepted(self, done: tuple[Accepted, Credentials]) -> None:
        accepted, self._desk.credentials = done
        told = self.tr("Máy của thôn {village} đã sang khóa mới, khóa cũ đã bị hủy. Hãy nộp một gói về xã (F9).")
        self.renewed.emit(told.format(village=accepted.village))

    def cancel(self) -> None:
        """Throw the new key away."""
        sure = ask(
            self,
            self.tr("Bỏ khóa mới, dùng tiếp khóa cũ?"),
            self.tr("Bỏ khóa mới"),
            self.tr("Giữ khóa mới"),
            advice=self.tr("Nếu xã đã cấp ghi danh cho khóa mới thì khóa cũ không nộp được nữa."),
            destructive=True,
        )
        if sure and attempt(self, self._cancel):
            self.said.emit(self.tr("Đã bỏ khóa mới."), self.tr("Máy dùng tiếp khóa cũ."))

    def _cancel(self) -> bool:
        renewal.cancel(self._desk.store)
        return True
