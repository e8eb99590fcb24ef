"""Xã đổi khóa, for a village's laptop or a second desk: the letter with the new key, or being enrolled again."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.errors import TosoError
from desktop.models.schema import TABLES
from desktop.sync import enrolment, joining
from desktop.sync.credentials import Credentials
from desktop.ui.acts import Act
from desktop.ui.asking_file import write_request
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.messages import ask
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.code_offer import CodeOffer
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.sources_bar import kinds_of_files
from desktop.ui.parts.targets_bar import AskFolder, choose_folder
from desktop.ui.parts.words import words
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_3, Tone

_NOT_VOUCHED = "unknown-device"  # the code of the refusal when nobody who is trusted signed


@dataclass(frozen=True)
class _Letter:
    """What a file says: who sent it, the code of the commune's key, and whether the key that is trusted vouches."""

    commune: str
    spoken: str
    is_trusted: bool


class FollowCard(Card):
    """Signal: said(Tone, str, str), what was done and what comes next.

    `offer` is a key to be compared before it is taken, None for none; `ask_folder` asks where a request goes.
    """

    said = Signal(object, str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Xã đổi khóa"), parent)
        self._desk = desk
        self.offer: CodeOffer | None = None
        self.ask_folder: AskFolder = choose_folder
        name = "ghi-danh" if desk.is_village else "may-xa-thu-hai"
        told = self.tr(
            "Khi đổi khóa, xã đưa cho máy này tệp “{name}-….toso”. Mở tệp ở đây: khóa cũ của xã bảo lãnh cho khóa mới, "
            "không phải so mã. Sổ và phần chưa nộp giữ nguyên."
        )
        self.body.addWidget(words(told.format(name=name), ""))
        again = self.tr("Xã bảo phải ghi danh lại: ghi yêu cầu ra USB, đọc mã ở đầu trang cho xã, rồi mở tệp xã trả.")
        self.body.addWidget(words(again, "quiet"))
        line = Flow(gap=SPACE_3)
        line.add(ActButton(Act(self.tr("Mở tệp báo khóa mới của xã"), self._ask_file, "folder-open-outline")))
        line.add(ActButton(Act(self.tr("Ghi yêu cầu ghi danh lại"), self._ask_place, "usb-flash-drive-outline")))
        self.body.addWidget(line)

    # --- the letter ---

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Chọn tệp của xã"), "", kinds_of_files(self))
        if name:
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """Look at the commune's file; a key that is vouched for is taken after one question, another is compared."""
        self._put_away()
        found = attempt(self, lambda: self._look(path))
        if found is None:
            return
        if found.is_trusted:
            self._ask_to_take(path, found)
            return
        told = self.tr("Khóa trong tệp của {commune} không được khóa cũ bảo lãnh. Chưa ghi gì.")
        how = self.tr("Gọi cán bộ xã theo số đang có, nghe đọc mã của xã, tích từng nhóm giống nhau rồi mới nhận.")
        self.offer = CodeOffer(told.format(commune=found.commune), how, found.spoken)
        self.offer.taken.connect(lambda heard: self._accept(path, heard))
        self.offer.left.connect(self._refuse)
        self.body.addWidget(self.offer)
        self.offer.check.ticks[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, path: Path) -> _Letter:
        store, own = self._desk.store, self._desk.credentials
        if not self._desk.is_village:
            found = joining.look(store, own, path)
            return _Letter(found.commune, found.spoken, found.is_trusted)
        try:
            offer = enrolment.look(store, own, path)
        except TosoError as error:
            if error.code != _NOT_VOUCHED:
                raise
            offer = enrolment.look(store, own, path, anew=True)
        return _Letter(offer.commune, offer.spoken, offer.is_trusted)

    def _ask_to_take(self, path: Path, found: _Letter) -> None:
        sure = ask(
            self,
            self.tr("Nhận khóa mới của xã?"),
            self.tr("Nhận khóa mới"),
            self.tr("Để sau"),
            advice=self.tr("Tệp do khóa xã mà máy này đang tin ký. Mã của xã trong tệp: {code}.").format(
                code=found.spoken
            ),
        )
        if sure:
            self._accept(path, None)

    def _accept(self, path: Path, heard: str | None) -> None:
        store, own, is_village = self._desk.store, self._desk.credentials, self._desk.is_village

        def work(progress: Progress) -> Credentials:
            progress(self.tr("Đang nhận khóa của xã"))
            if is_village:
                return enrolment.accept(store, own, path, heard=heard, anew=heard is not None)[1]
            return joining.accept(store, own, path, heard=heard)[1]

        self._desk.work(self, self.tr("Đang nhận khóa của xã"), work, self._accepted)

    def _accepted(self, kept: Credentials) -> None:
        self._put_away()
        self._desk.credentials = kept
        self._desk.tell_changed(frozenset(TABLES) | {"bundle"})
        told = self.tr("Máy này đã theo khóa của xã, mã: {code}.").format(code=enrolment.commune_code(kept))
        if self._desk.is_village:
            advice = self.tr("Bây giờ mở Nộp về xã, nộp một gói (F9): nhận gói đó thì xã biết máy này đã theo.")
        else:
            advice = self.tr("Bây giờ mở Ghi danh, ghi gói cho máy thứ nhất: nhận gói đó thì máy thứ nhất biết.")
        self.said.emit(Tone.GOOD, told, advice)

    def _refuse(self) -> None:
        self._put_away()
        advice = self.tr("Báo ngay cho cán bộ xã là mã khác nhau, và xin xã ghi lại tệp trên một USB khác.")
        self.said.emit(Tone.WARN, self.tr("Không nhận tệp này; máy vẫn như cũ."), advice)

    def _put_away(self) -> None:
        if self.offer:
            self.body.removeWidget(self.offer)
            self.offer.hide()
            self.offer.deleteLater()
        self.offer = None

    # --- being enrolled again ---

    def _ask_place(self) -> None:
        folder = self.ask_folder(self)
        if folder is not None:
            self.write_request(folder)

    def write_request(self, folder: Path) -> None:
        """Write this computer's request with the key that it has, off the window's thread."""
        write_request(self._desk, self, folder, self.tr("Đang ghi yêu cầu"), self._written)

    def _written(self, path: Path) -> None:
        told = self.tr("Đã ghi {name}.").format(name=path.name)
        advice = self.tr("Đưa tệp về xã, gọi điện đọc mã ở đầu trang. Xã trả tệp thì mở ở phần Xã đổi khóa.")
        self.said.emit(Tone.GOOD, told, advice)
