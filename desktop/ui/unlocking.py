"""Asking for the passphrase of the desk's key: when the desk is opened, and when something must be signed or opened.

Without it the desk is opened all the same, to look and to record (docs/decisions/0009-key-life.md). Any number of
tries is free.
"""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.errors import TosoError
from desktop.models.journal import ROLE
from desktop.models.store import Store
from desktop.sync import credentials
from desktop.sync.credentials import FOLDER, NEXT, Credentials
from desktop.ui.desk import Desk
from desktop.ui.messages import Message, tell
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.secret_line import SecretLine, letters_tick
from desktop.ui.parts.words import words

CLOSED = "key-closed"  # the code of the error that something needed the key
_WRONG = "key-passphrase"


class UnlockDialog(Message):
    """`opened` are the keys once the passphrase was right, `record_only` that the person goes on without.

    `opening` is True while the desk itself is being opened. `folder` is where the key is.
    """

    def __init__(self, folder: Path, parent: QWidget | None, *, is_village: bool, opening: bool) -> None:
        told = self.tr("Việc này cần khóa của máy. Nhập mật khẩu rồi bấm lại nút vừa bấm.")
        if opening and is_village:
            told = self.tr("Khóa của máy ký các gói nộp về xã. Chưa nhập mật khẩu vẫn xem và ghi sổ được.")
        elif opening:
            told = self.tr("Khóa của xã ký ghi danh và các gói gửi thôn. Chưa nhập mật khẩu vẫn xem sổ được.")
        elif folder.name == NEXT:
            told = self.tr("Đây là mật khẩu của khóa mới, do người nhận máy đặt.")
        super().__init__("key-outline", "accent", self.tr("Nhập mật khẩu của khóa"), told, parent)
        self._folder = folder
        self.opened: Credentials | None = None
        self.record_only = False
        self.passphrase = SecretLine()
        self.field = FormField(self.tr("Mật khẩu"), self.passphrase)
        self.passphrase.returnPressed.connect(self.try_to_open)
        for part in (self.field, letters_tick([self.passphrase])):
            self.body.insertWidget(self.body.count() - 1, part)
        if folder.name != NEXT:
            forgotten = words(self._forgotten_words(is_village=is_village, opening=opening), "quiet")
            self.body.insertWidget(self.body.count() - 1, forgotten)
        record = self.tr("Chỉ ghi sổ, chưa nộp") if is_village else self.tr("Chỉ xem và ghi sổ")
        self.later_button = self.add_button(record if opening else self.tr("Để sau"), "act", self._later)
        self.open_button = self.add_button(self.tr("Mở khóa"), "primary", self.try_to_open)
        self.passphrase.setFocus()

    def _forgotten_words(self, *, is_village: bool, opening: bool) -> str:
        if not is_village:
            return self.tr(
                "Quên mật khẩu? Khóa của xã không ai giữ hộ. Hãy tìm tờ giấy niêm phong ghi mật khẩu; "
                "không còn thì phải khôi phục từ bản sao lưu có mật khẩu cũ."
            )
        if opening:
            return self.tr(
                "Quên mật khẩu? Không mất gì cả. Bấm “Chỉ ghi sổ, chưa nộp”, rồi mở Khóa của máy xem cách lấy lại."
            )
        return self.tr("Quên mật khẩu? Không mất gì cả. Mở Khóa của máy xem cách lấy lại.")

    def _later(self) -> None:
        self.record_only = True
        self.reject()

    def try_to_open(self) -> None:
        """Open the key; a wrong passphrase is said beside the field, and trying again is free."""
        try:
            self.opened = credentials.load_from(self._folder, self.passphrase.text())
        except TosoError as error:
            self.field.show_problem(f"{error.message} {error.advice}")
            self.passphrase.selectAll()
            self.passphrase.setFocus()
            layout = self.layout()
            if layout:
                self.resize(self.width(), layout.totalHeightForWidth(self.width()))
        else:
            self.accept()


def open_keys(store: Store, passphrase: str) -> Credentials | None:
    """The keys of a home that is being opened: open, or closed when the person wants to record only.

    None when the person leaves. A key whose file is broken is told, and the desk opens without it. Raises TosoError
    when nothing of the keys is left.
    """
    try:
        return credentials.load(store.home, passphrase)
    except TosoError as error:
        closed = credentials.load_closed(store.home)
        if error.code != _WRONG:
            advice = "Sổ vẫn mở để xem và ghi. Mở Khóa của máy để lấy lại khóa rồi mới nộp được."
            tell(None, TosoError(error.message, advice, code=error.code))
            return closed
    dialog = UnlockDialog(store.home / FOLDER, None, is_village=store.setting(ROLE) == "village", opening=True)
    dialog.exec()
    dialog.deleteLater()
    return dialog.opened or (closed if dialog.record_only else None)


def unlock(desk: Desk, parent: QWidget | None) -> bool:
    """Ask for the passphrase of an open desk's closed key; tell whether the key is open now."""
    if desk.credentials.opened is None:
        dialog = UnlockDialog(desk.store.home / FOLDER, parent, is_village=desk.is_village, opening=False)
        dialog.exec()
        dialog.deleteLater()
        if dialog.opened:
            desk.credentials = dialog.opened
    return desk.credentials.opened is not None
