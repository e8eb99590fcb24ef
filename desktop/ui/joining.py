"""Máy thứ hai của xã, before it is let in: the asking file, the code to read out, the first desk's answer.

It stands before the desk's window, at the first start and at each one until the answer was taken.
"""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from desktop.sync import enrolment, joining
from desktop.sync.credentials import Credentials
from desktop.sync.joining import Joined
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.asking_file import write_request
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.code_groups import code_groups
from desktop.ui.parts.code_offer import CodeOffer
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.parts.sources_bar import kinds_of_files
from desktop.ui.parts.targets_bar import TargetsBar
from desktop.ui.parts.words import rule, words
from desktop.ui.sticks import FindSticks, find_sticks
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_4, Tone
from desktop.ui.unlocking import CLOSED, unlock

_SIZE = QSize(900, 720)


class JoinPage(Page):
    """Signal: joined(Joined), when the answer was taken.

    `banner` is what was said last, `offer` the answer that is being looked at, None for none.
    """

    joined = Signal(object)

    def __init__(self, desk: Desk, sticks: FindSticks = find_sticks, parent: QWidget | None = None) -> None:
        told = self.tr("Sổ của máy này còn trống. Làm xong ba bước, máy có toàn bộ sổ của xã.")
        super().__init__(self.tr("Vào làm máy thứ hai của xã"), told, scrolling=True, parent=parent)
        self._desk = desk
        self.banner: Banner | None = None
        self.offer: CodeOffer | None = None
        self._card = Card()
        self.body.addWidget(self._card)
        self.body.addStretch(1)
        self._add_request(sticks)
        self._card.body.addWidget(rule())
        self._add_call()
        self._card.body.addWidget(rule())
        self._add_answer()

    def _add(self, *parts: QWidget) -> None:
        for part in parts:
            self._card.body.addWidget(part)

    def _add_request(self, sticks: FindSticks) -> None:
        self._add(words(self.tr("Bước 1. Ghi tệp xin vào ra USB"), "strong"))
        self._add(words(self.tr("Mang USB sang máy thứ nhất của xã; cán bộ ở đó mở Ghi danh và đọc USB."), ""))
        self.targets = TargetsBar(self.tr("Ghi ra {stick}"), self.tr("Chọn USB hoặc thư mục để ghi"), sticks)
        self.targets.chosen.connect(self.write_request)
        self._add(self.targets)

    def _add_call(self) -> None:
        self._add(words(self.tr("Bước 2. Đọc mã này cho người ngồi máy thứ nhất, từng nhóm một"), "strong"))
        self._add(code_groups(self.tr("Mã của máy này"), enrolment.spoken_code(self._desk.credentials)))
        told = self.tr("Đọc qua điện thoại, hoặc để hai màn hình cạnh nhau. Máy thứ nhất chỉ cấp khi giống cả 6 nhóm.")
        self._add(words(told, ""))

    def _add_answer(self) -> None:
        self._add(words(self.tr("Bước 3. Mở tệp của máy thứ nhất"), "strong"))
        told = self.tr("Máy thứ nhất ghi lại tệp “may-xa-thu-hai-….toso” lên USB. Mở để so mã của xã, chưa ghi gì.")
        self._add(words(told, ""))
        line = Flow()
        act = Act(self.tr("Mở tệp của máy thứ nhất"), self._ask_file, "folder-open-outline", "Ctrl+O")
        line.add(ActButton(act))
        self._add(line)

    # --- what is done ---

    def write_request(self, folder: Path) -> None:
        """Write the asking file into a folder, off the window's thread."""
        write_request(self._desk, self, folder, self.tr("Đang ghi tệp xin vào"), self._written)

    def _written(self, path: Path) -> None:
        told = self.tr("Đã ghi {name}.").format(name=path.name)
        advice = self.tr("Mang USB sang máy thứ nhất rồi làm bước 2. Đóng cửa sổ này cũng được: mở lại vẫn ở đây.")
        self._say(Banner(Tone.GOOD, told, advice))

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Chọn tệp của máy thứ nhất"), "", kinds_of_files(self))
        if name:
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """Show what the first desk's file brings and the commune's code to compare; nothing is written."""
        self._put_away()
        found = attempt(self, lambda: joining.look(self._desk.store, self._desk.credentials, path))
        if found is None:
            return
        told = self.tr("Tệp của {commune}, có {count} thay đổi: toàn bộ sổ của xã. Chưa ghi gì.")
        how = self.tr("So với mã của xã trên màn hình máy thứ nhất, mục Ghi danh. Tích từng nhóm giống nhau.")
        self.offer = CodeOffer(told.format(commune=found.commune, count=format_count(found.entries)), how, found.spoken)
        self.offer.taken.connect(lambda heard: self.accept(path, heard))
        self.offer.left.connect(self._refuse)
        self._add(self.offer)
        self.offer.check.ticks[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_away(self) -> None:
        if self.offer:
            self._card.body.removeWidget(self.offer)
            self.offer.hide()
            self.offer.deleteLater()
        self.offer = None

    def _refuse(self) -> None:
        self._put_away()
        advice = self.tr("Báo ngay cho người ngồi máy thứ nhất, ghi lại cả hai tệp trên một USB khác.")
        self._say(Banner(Tone.WARN, self.tr("Không nhận tệp này; máy vẫn như cũ."), advice))

    def accept(self, path: Path, heard: str) -> None:
        """Take the first desk's file, whose code was compared, off the window's thread."""
        store, own = self._desk.store, self._desk.credentials

        def work(progress: Progress) -> tuple[Joined, Credentials]:
            progress(self.tr("Đang nhận toàn bộ sổ của xã"))
            return joining.accept(store, own, path, heard=heard)

        self._desk.work(self, self.tr("Đang vào làm máy của xã"), work, self._accepted)

    def _accepted(self, done: tuple[Joined, Credentials]) -> None:
        joined, self._desk.credentials = done
        self.joined.emit(joined)

    def _say(self, banner: Banner) -> None:
        if self.banner:
            self.body.removeWidget(self.banner)
            self.banner.hide()
            self.banner.deleteLater()
        self.banner = banner
        self.body.insertWidget(0, banner)
        self.reveal(banner)


class JoinDialog(QDialog):
    """The page in a window of its own; accepted once the computer has joined."""

    def __init__(self, desk: Desk, sticks: FindSticks = find_sticks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tổ Số")
        #: What is done instead of telling an error, by its code; see `messages.show_error`.
        self.answers = {CLOSED: lambda: unlock(desk, self)}
        self.page = JoinPage(desk, sticks)
        self.page.joined.connect(self._joined)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_4)
        column.addWidget(self.page)
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))

    def _joined(self, _joined: Joined) -> None:
        self.accept()


def join_first(desk: Desk) -> bool:
    """Let a computer that waits join; tell whether its desk can be opened now."""
    if not joining.is_waiting(desk.store, desk.credentials):
        return True
    dialog = JoinDialog(desk)
    joined = bool(dialog.exec())
    dialog.deleteLater()
    return joined
