"""The steps by which a laptop becomes the village's: ask with a file, read out the code, take the commune's answer."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.sync import enrolment
from desktop.sync.enrolment import Accepted
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import words
from desktop.ui.village.attempts import attempt


class EnrolCard(Card):
    """Signals: enrolled(str), what to say when it is done; asked(str), when the request was written."""

    enrolled = Signal(str)
    asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Ghi danh máy này với xã"), parent)
        self._desk = desk
        explained = self.tr("Làm một lần. Trước khi ghi danh vẫn ghi sổ bình thường, chỉ chưa nộp được.")
        self.body.addWidget(words(explained, "subtitle"))
        self._step(
            self.tr("Bước 1. Ghi tệp yêu cầu ra USB, mang đến xã hoặc gửi qua Zalo, thư điện tử."),
            Act(self.tr("Ghi tệp yêu cầu"), self._ask_folder, "usb-flash-drive-outline"),
            primary=True,
        )
        self.body.addWidget(
            words(self.tr("Bước 2. Đọc mã này cho cán bộ xã qua điện thoại. Hai bên phải giống hệt nhau:"), "strong")
        )
        code = words(enrolment.spoken_code(desk.credentials), "figure")
        code.setAccessibleName(self.tr("Mã của máy này"))
        self.body.addWidget(code)
        self._step(
            self.tr("Bước 3. Khi xã đưa lại tệp “ghi-danh-….toso”, mở tệp đó ở đây."),
            Act(self.tr("Mở tệp ghi danh của xã"), self._ask_file, "folder-open-outline"),
        )

    def _step(self, told: str, act: Act, *, primary: bool = False) -> None:
        self.body.addWidget(words(told, "strong"))
        line = QHBoxLayout()
        line.addWidget(ActButton(act, primary=primary))
        line.addStretch(1)
        self.body.addLayout(line)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Chọn USB hoặc thư mục"))
        if folder:
            self.write_request(Path(folder))

    def write_request(self, folder: Path) -> None:
        """Write the request into a folder."""
        path = attempt(self, lambda: enrolment.request(self._desk.store, self._desk.credentials, folder))
        if path:
            self.asked.emit(self.tr("Đã ghi {name}. Bây giờ đọc mã ở bước 2 cho cán bộ xã.").format(name=path.name))

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Chọn tệp ghi danh"), "", "Tổ Số (*.toso)")
        if name:
            self.accept_file(Path(name))

    def accept_file(self, path: Path) -> None:
        """Take the commune's enrolment."""
        done = attempt(self, lambda: self._accept(path))
        if done:
            told = self.tr("Máy này đã ghi danh: thôn {village}. Mã khóa của xã để đối chiếu: {code}")
            self.enrolled.emit(told.format(village=done.village, code=done.commune_spoken))

    def _accept(self, path: Path) -> Accepted:
        accepted, self._desk.credentials = enrolment.accept(self._desk.store, self._desk.credentials, path)
        return accepted
