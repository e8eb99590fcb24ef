"""Đổi khóa của xã: when one does it, who gets which file, who has followed, and the end of the former key."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import files
from desktop.models.places import Device, Village
from desktop.sync import authority, enrolment
from desktop.sync.authority import Standing
from desktop.sync.credentials import Credentials
from desktop.sync.exporting import Exported
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.commune.change_key_dialog import ChangeKeyDialog
from desktop.ui.commune.followers import Follower, Followers
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk
from desktop.ui.messages import ask
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.targets_bar import TargetsBar
from desktop.ui.parts.words import words
from desktop.ui.rows_view import RowsView
from desktop.ui.states import Shape, State
from desktop.ui.sticks import FindSticks, find_sticks
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_3, Tone

_MOST_NAMES = 6
_LEAST_HEIGHT = 180


class AuthorityCard(Card):
    """Signal: said(Tone, str, str), what was done and what comes next.

    `standing` is who has followed, None while nothing is being changed; `view` lists them, `targets` is where the
    letters go.
    """

    said = Signal(object, str, str)

    def __init__(self, desk: Desk, sticks: FindSticks = find_sticks, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._desk, self._sticks = desk, sticks
        self.standing: Standing | None = None
        self.view: RowsView | None = None
        self.targets: TargetsBar | None = None
        self.head.addWidget(words(tr("Đổi khóa của xã"), "heading"), 1)
        self.body.addLayout(self.head)
        if authority.is_changing(desk.credentials):
            self.standing = authority.standing(desk.store, desk.credentials)
            self._add_standing(self.standing)
        else:
            self._add_when()

    # --- before ---

    def _add_when(self) -> None:
        for told in (
            tr("Đổi khi: cán bộ giữ khóa nghỉ hoặc chuyển việc; máy đem sửa, cho mượn; nghi có người biết mật khẩu."),
            tr(
                "Mất hẳn máy cùng khóa: khôi phục bản sao lưu lên máy khác, đổi khóa, rồi kết thúc khóa cũ ngay. "
                "Khóa đã vào tay người khác không bảo lãnh được gì, nên mọi máy phải ghi danh lại và so mã."
            ),
        ):
            self.body.addWidget(words(told, ""))
        line = Flow(gap=SPACE_3)
        self.change_button = ActButton(Act(tr("Đổi khóa của xã"), self.change, "key-outline"))
        line.add(self.change_button)
        self.body.addWidget(line)

    def change(self) -> None:
        """Give the commune a new key, once the officer has read what that means."""
        now = authority.standing(self._desk.store, self._desk.credentials)
        count = len(now.answered) + len(now.waiting)
        dialog = ChangeKeyDialog(self._desk, count, self.window())
        dialog.exec()
        own, passphrase = dialog.own, dialog.passphrase
        dialog.deleteLater()
        if own is None:
            return
        store = self._desk.store
        self._desk.work(
            self.window(),
            tr("Đang đổi khóa của xã"),
            lambda _progress: authority.change(store, own, passphrase),
            self._changed,
        )

    def _changed(self, new: Credentials) -> None:
        self._desk.credentials = new
        told = tr("Xã đã có khóa mới, mã: {code}.").format(code=enrolment.commune_code(new))
        advice = tr("Sao lưu sổ ngay. Rồi ghi tệp báo khóa mới ra USB cho các máy ở phần Đổi khóa của xã.")
        self._tell(Tone.GOOD, told, advice)

    def _tell(self, tone: Tone, told: str, advice: str) -> None:
        """The room reads its cards again, this one too; so the words go to the room."""
        said = self.said.emit
        self._desk.tell_changed(frozenset({"device", "bundle"}))
        said(tone, told, advice)

    # --- while it is changing ---

    def _add_standing(self, found: Standing) -> None:
        count = len(found.answered) + len(found.waiting)
        told = tr("{answered} trong {count} máy đã theo").format(
            answered=format_count(len(found.answered)), count=format_count(count)
        )
        good = State(told, Tone.GOOD, Shape.TICK)
        self.head.addWidget(StateChip(State(told, Tone.WARN, Shape.HALF) if found.waiting else good))
        told = tr("Khóa cũ đang bảo lãnh cho khóa mới. Gói máy nào nộp sau khi nhận tệp mà đến xã thì tính là đã theo.")
        self.body.addWidget(words(told, ""))
        if any(row.role == "commune" for row in found.waiting):
            self.body.addWidget(Banner(Tone.INFO, tr("Máy thứ hai của xã cũng phải theo."), _second_words()))
        self._add_list(found)
        if found.waiting:
            self._add_letters()
        line = Flow(gap=SPACE_3)
        self.end_button = ActButton(Act(tr("Kết thúc khóa cũ"), self.end, "close-circle"), primary=not found.waiting)
        line.add(self.end_button)
        self.body.addWidget(line)

    def _add_list(self, found: Standing) -> None:
        waiting = [self._follower(row, answered=False) for row in found.waiting]
        rows = [*waiting, *(self._follower(row, answered=True) for row in found.answered)]
        self.view = RowsView(tr("Máy đã theo và chưa theo khóa mới"), dense=True)
        self.view.setMinimumHeight(_LEAST_HEIGHT)
        self.view.show_rows(RowsModel(Followers(rows)))
        self.body.addWidget(self.view)

    def _follower(self, device: Device, *, answered: bool) -> Follower:
        letter = authority.letter_file(self._desk.store, device)
        return Follower(device, self._place(device), letter, answered=answered)

    def _place(self, device: Device) -> str:
        village = self._desk.store.get(Village, device.village_id) if device.village_id else None
        return village.name if village else tr("Xã")

    def _add_letters(self) -> None:
        told = tr(
            "Ghi tệp cho các máy chưa theo, đưa về từng thôn. Trên máy thôn: mở Khóa của máy, bấm Mở tệp báo khóa mới "
            "của xã, rồi nộp một gói."
        )
        self.body.addWidget(words(told, ""))
        self.targets = TargetsBar(
            tr("Ghi tệp báo khóa mới ra {stick}"), tr("Chọn nơi ghi tệp báo khóa mới"), self._sticks
        )
        self.targets.chosen.connect(self.write_letters)
        self.body.addWidget(self.targets)

    def write_letters(self, folder: Path) -> None:
        """Write the letters of all who have not followed into a folder, off the window's thread."""
        store, own = self._desk.store, self._desk.credentials

        def work(_progress: object) -> list[Exported]:
            _ = own.key  # a closed key is asked for; without it the former one could not be told
            files.must_be_there(folder)
            return authority.write_letters(store, own, folder)

        self._desk.work(self.window(), tr("Đang ghi tệp báo khóa mới"), work, self._written)

    def _written(self, written: Sequence[Exported]) -> None:
        told = tr("Đã ghi {count} tệp báo khóa mới, mỗi máy một tệp.").format(count=format_count(len(written)))
        self._tell(Tone.GOOD, told, tr("Tên tệp của từng máy ở trong bảng dưới đây; chỉ máy đó mở được tệp của mình."))

    # --- the end of the former key ---

    def end(self) -> None:
        """Destroy the former key; who would be cut off is told by name before."""
        found = authority.standing(self._desk.store, self._desk.credentials)
        if not self._is_sure(found.waiting):
            return
        store, own = self._desk.store, self._desk.credentials

        def work(_progress: object) -> Credentials:
            return authority.end_former(store, own, even_if_waiting=bool(found.waiting))

        self._desk.work(self.window(), tr("Đang hủy khóa cũ"), work, partial(self._ended, len(found.waiting)))

    def _is_sure(self, waiting: Sequence[Device]) -> bool:
        if not waiting:
            advice = tr("Mọi máy đã theo khóa mới. Khóa cũ bị hủy hẳn, không lấy lại được.")
            return ask(self, tr("Kết thúc khóa cũ của xã?"), tr("Kết thúc khóa cũ"), tr("Để sau"), advice=advice)
        question = tr("Kết thúc khóa cũ khi {count} máy chưa theo khóa mới?").format(count=format_count(len(waiting)))
        advice = tr(
            "Bị cắt: {names}. Các máy này không nộp, không nhận được gói nữa cho đến khi ghi danh lại, so mã qua điện "
            "thoại; sổ trên máy đó vẫn còn. Khóa cũ bị hủy hẳn, không lấy lại được."
        ).format(names=self._names(waiting))
        return ask(self, question, tr("Kết thúc, chấp nhận cắt"), tr("Chờ thêm"), advice=advice, destructive=True)

    def _names(self, waiting: Sequence[Device]) -> str:
        named = [f"{row.name} ({self._place(row)})" for row in waiting[:_MOST_NAMES]]
        rest = len(waiting) - len(named)
        return ", ".join([*named, *([tr("{count} máy nữa").format(count=format_count(rest))] if rest else [])])

    def _ended(self, cut_off: int, kept: Credentials) -> None:
        self._desk.credentials = kept
        advice = tr("Từ nay chỉ khóa mới có hiệu lực.")
        if cut_off:
            advice = tr(
                "{count} máy phải ghi danh lại: trên máy đó mở Khóa của máy, bấm Ghi yêu cầu ghi danh lại; ở đây đọc "
                "tệp trong Ghi danh rồi cấp lại."
            ).format(count=format_count(cut_off))
        self._tell(Tone.GOOD, tr("Đã hủy hẳn khóa cũ của xã."), advice)


def _second_words() -> str:
    return tr(
        "Máy đó nhận tệp như máy thôn, ở Khóa của máy. Từ lúc máy đó theo đến lúc mọi thôn theo, hãy nhận và gửi gói "
        "của thôn ở máy này."
    )
