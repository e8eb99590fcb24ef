"""The commune's other desks: what each has not said to hold, bundles for them onto a stick, and ending a lost one."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import files
from desktop.models.places import Device
from desktop.models.schema import TABLES
from desktop.sync import second_desk
from desktop.sync.carrying import Destination
from desktop.sync.exporting import Exported
from desktop.text import format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.commune.lost_dialog import LostDialog
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.targets_bar import TargetsBar
from desktop.ui.parts.words import words
from desktop.ui.states import Shape, State
from desktop.ui.sticks import FindSticks, find_sticks
from desktop.ui.tokens import SPACE_4, Tone


class DesksCard(Card):
    """Signal: said(Banner), what was written and what comes next. `targets` is where to, None without another desk."""

    said = Signal(object)

    def __init__(self, desk: Desk, sticks: FindSticks = find_sticks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Máy khác của xã"), parent)
        self._desk, self._sticks = desk, sticks
        self.targets: TargetsBar | None = None
        self._shown: list[QWidget] = []
        keep_fresh(self, desk, frozenset(TABLES) | {"bundle"}, self.refresh)

    def refresh(self) -> None:
        """Read again which desks there are and what they lack."""
        for old in self._shown:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        others = second_desk.other_desks(self._desk.store)
        self.targets = None
        self._shown = [self._row(one) for one in others] if others else [self._none()]
        if others:
            self.targets = TargetsBar(
                tr("Ghi gói ra {stick}"), tr("Chọn nơi ghi gói cho máy kia"), self._sticks, primary=False
            )
            self.targets.chosen.connect(self.send)
            self._shown.append(self.targets)
        for part in self._shown:
            self.body.addWidget(part)

    def _none(self) -> QWidget:
        told = tr(
            "Chưa có. Muốn dùng hai máy: cài Tổ Số trên máy kia, ở màn hình đầu chọn “Máy này là máy thứ hai của xã”, "
            "ghi tệp xin vào ra USB, rồi đọc USB đó ở trên."
        )
        return words(told, "")

    def _row(self, desk: Destination) -> QWidget:
        device = desk.devices[0]
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_4)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(words(device.name, "strong"))
        since = tr("Người giữ: {holder}, vào từ ngày {day}")
        day = format_input_date(device.enrolled_on) or "-"
        told.addWidget(words(since.format(holder=device.holder or "-", day=day), "quiet"))
        line.addLayout(told, 1)
        line.addWidget(StateChip(self._state(desk)), 0, Qt.AlignmentFlag.AlignVCenter)
        if second_desk.may_enrol(self._desk.credentials):
            lost = ActButton(Act(tr("Mất máy, thu hồi"), partial(self.end, device), "close-circle"))
            line.addWidget(lost, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _state(self, desk: Destination) -> State:
        """Only what the other desk has said in a verified bundle counts."""
        count = second_desk.unacknowledged(self._desk.store, desk)
        if not count:
            return State(tr("Máy kia đã báo nhận tất cả"), Tone.GOOD, Shape.TICK)
        told = tr("{count} thay đổi máy kia chưa báo nhận").format(count=format_count(count))
        return State(told, Tone.WARN, Shape.HALF)

    def end(self, device: Device) -> None:
        """End another desk, once the officer has read what that means."""
        dialog = LostDialog(self._desk, device, None, [], self.window())
        ended = dialog.exec()
        dialog.deleteLater()
        if not ended:
            return
        self._desk.tell_changed(frozenset({"device"}))
        told = tr("Đã thu hồi {name}.").format(name=device.name)
        advice = tr("Gửi mỗi thôn một gói của xã, để máy thôn cũng không nhận gói của máy đó nữa.")
        self.said.emit(Banner(Tone.GOOD, told, advice))

    def send(self, folder: Path) -> None:
        """Write a bundle for each other desk into a folder, off the window's thread."""
        store, own = self._desk.store, self._desk.credentials

        def work(_progress: object) -> list[Exported]:
            files.must_be_there(folder)
            return second_desk.send(store, own, folder)

        self._desk.work(self.window(), tr("Đang ghi gói cho máy kia"), work, self._sent)

    def _sent(self, sent: list[Exported]) -> None:
        self._desk.tell_changed(frozenset({"bundle"}))
        told = tr("Đã ghi {names}.").format(names=", ".join(one.path.name for one in sent))
        advice = tr("Cắm USB vào máy kia, mở Hộp nhận, đọc USB rồi ghép. Máy kia ghi gói lại thì ở đây mới báo nhận.")
        self.said.emit(Banner(Tone.GOOD, told, advice))
