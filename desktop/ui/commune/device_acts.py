"""What the officer can do about an enrolled laptop: end it, help with a forgotten passphrase, let in a late bundle."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.models.places import Device, Village
from desktop.sync import recovery, revocation
from desktop.sync.exporting import Exported
from desktop.sync.merging import Outcome
from desktop.sync.recovery import Recovery
from desktop.text import format_input_date
from desktop.ui.acts import Act
from desktop.ui.commune.lost_dialog import LostDialog
from desktop.ui.commune.naming import day_of, numbers_of, tr
from desktop.ui.desk import Desk
from desktop.ui.messages import Message, ask
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.code_groups import code_groups
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.targets_bar import AskFolder, choose_folder
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3, Tone
from desktop.ui.village_bundle import write_for_village

_CODE_WIDTH = 700  # all six groups in one line
Row = tuple[Device, str]


class DeviceActs(Flow):
    """The buttons that fit the chosen laptop. Signal: said(Banner), what was done and what comes next.

    `ask_folder` asks for a folder to write to.
    """

    said = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(gap=SPACE_3, parent=parent)
        self._desk = desk
        self._row: Row | None = None
        self.ask_folder: AskFolder = choose_folder
        self._show([])

    def show_row(self, row: Row | None) -> None:
        """Offer what can be done about this laptop."""
        self._row = row
        if row is None:
            self._show([])
        elif row[0].revoked_on is None:
            recover = Act(tr("Khôi phục khóa"), self.recover, "key-outline")
            self._show([recover, Act(tr("Mất máy, thu hồi"), self.end, "close-circle")])
        else:
            self._show([Act(tr("Nhận gói cũ của máy này"), self.choose_late, "inbox-arrow-down-outline")])

    def _show(self, acts: list[Act]) -> None:
        self.clear()
        for act in acts:
            self.add(ActButton(act))
        self.setVisible(bool(acts))

    def _say(self, tone: Tone, message: str, advice: str = "", act: Act | None = None) -> None:
        self.said.emit(Banner(tone, message, advice, act))

    # --- ending ---

    def end(self) -> None:
        """End the laptop, once the officer has read what that means."""
        if self._row is None:
            return
        device, village = self._row
        others = self._others(device)
        dialog = LostDialog(self._desk, device, village, others, self.window())
        ended = dialog.exec()
        dialog.deleteLater()
        if not ended:
            return
        self._desk.tell_changed(frozenset({"device"}))
        told = tr("Đã thu hồi {name} của thôn {village}.").format(name=device.name, village=village)
        if others:
            advice = tr("Gửi ngay một gói của xã cho máy khác của thôn, để máy đó cũng không nhận gói của máy đã mất.")
            write = tr("Ghi gói cho thôn {name}").format(name=village)
            act = Act(write, partial(self.tell_village, device), "usb-flash-drive-outline")
            self._say(Tone.GOOD, told, advice, act)
        else:
            advice = tr("Thôn có máy mới thì ghi danh như thường; máy mới nhận lại toàn bộ sổ thôn mà xã đang giữ.")
            self._say(Tone.GOOD, told, advice)

    def _others(self, device: Device) -> list[Device]:
        """The village's laptops in force besides this one."""
        query = Device.select().where(
            ~Device.deleted, Device.village_id == device.village_id, Device.revoked_on.is_null(), Device.id != device.id
        )
        return self._desk.store.all(query.order_by(Device.id))

    def tell_village(self, device: Device) -> None:
        """Write the commune's bundle for the village, which tells its other laptops."""
        write_for_village(self._desk, self, self.ask_folder, device.village_id or "", self._told_village)

    def _told_village(self, _village: Village, done: Exported) -> None:
        told = tr("Đã ghi {name}.").format(name=done.path.name)
        self._say(Tone.GOOD, told, tr("Đưa về thôn, mở ở Nộp về xã trên máy còn lại của thôn."))

    # --- a forgotten passphrase ---

    def recover(self) -> None:
        """Write the laptop's key under a code, once the officer is sure who asks."""
        if self._row is None:
            return
        device, village = self._row
        question = tr("Khôi phục khóa cho {name} của thôn {village}?").format(name=device.name, village=village)
        advice = tr(
            "Chỉ làm khi chính người giữ máy ({holder}) xin. Gọi lại theo số xã đang có để chắc. "
            "Thôn sẽ thấy ngày xã mở khóa dự phòng."
        ).format(holder=device.holder or "-")
        if not ask(self, question, tr("Chọn nơi ghi tệp"), tr("Thôi, không làm"), advice=advice):
            return
        folder = self.ask_folder(self)
        if folder is None:
            return
        store, own = self._desk.store, self._desk.credentials
        self._desk.work(
            self.window(),
            tr("Đang mở khóa dự phòng"),
            lambda _progress: recovery.recover(store, own, device, folder),
            self._recovered,
        )

    def _recovered(self, done: Recovery) -> None:
        self._desk.tell_changed(frozenset({"device"}))
        dialog = CodeDialog(done, self.window())
        dialog.exec()
        dialog.deleteLater()
        told = tr("Đã ghi {name}.").format(name=done.path.name)
        self._say(Tone.GOOD, told, tr("Đưa tệp về thôn. Trên máy thôn mở Khóa của máy, Mở tệp khôi phục của xã."))

    # --- a late bundle ---

    def choose_late(self) -> None:
        """Ask for the bundle that the lost laptop had written before."""
        name, _ = QFileDialog.getOpenFileName(self, tr("Chọn gói của máy đã thu hồi"), "", "Tổ Số (*.toso)")
        if name:
            self.look_at_late(Path(name))

    def look_at_late(self, path: Path) -> None:
        """Tell what the bundle would bring; nothing is written."""
        if self._row is None:
            return
        device = self._row[0]
        store, own = self._desk.store, self._desk.credentials
        self._desk.work(
            self.window(),
            tr("Đang xem gói"),
            lambda _progress: revocation.look(store, own, device, path),
            lambda outcome: self._looked(device, path, outcome),
        )

    def _looked(self, device: Device, path: Path, outcome: Outcome) -> None:
        if outcome.verdict == "refused":
            self._say(Tone.BAD, tr("Không nhận được gói này. {why}").format(why=outcome.message), outcome.advice)
            return
        brings = numbers_of(outcome.counts) or tr("không có gì mới")
        question = tr("Nhận gói số {number} của {name}: {brings}?").format(
            number=outcome.number, name=device.name, brings=brings
        )
        advice = tr(
            "Gói đề ngày {day}, máy thu hồi ngày {ended}. Ngày trên gói do máy đó tự ghi: "
            "chỉ nhận khi thôn xác nhận đã lập gói này trước khi mất máy."
        ).format(day=day_of(outcome.made_at), ended=format_input_date(device.revoked_on))
        if ask(self, question, tr("Thôn xác nhận, nhận gói này"), tr("Không nhận"), advice=advice):
            self._let_in(device, path)

    def _let_in(self, device: Device, path: Path) -> None:
        store, own = self._desk.store, self._desk.credentials
        self._desk.work(
            self.window(),
            tr("Đang ghép"),
            lambda _progress: revocation.let_in(store, own, device, path),
            self._came_in,
        )

    def _came_in(self, outcome: Outcome) -> None:
        self._desk.tell_changed(frozenset({*outcome.counts, "device", "bundle"}))
        tone = Tone.GOOD if outcome.verdict in ("merged", "already") else Tone.WARN
        self._say(tone, outcome.message, tr("Các máy khác của thôn biết việc này khi nhận gói tới của xã."))


class CodeDialog(Message):
    """The recovery code in large groups; it is shown here once and kept nowhere."""

    def __init__(self, done: Recovery, parent: QWidget) -> None:
        super().__init__(
            "phone-outline",
            "accent",
            tr("Đọc mã này cho thôn qua điện thoại, từng nhóm một"),
            tr("Mã chỉ hiện lần này, không lưu ở đâu. Đừng ghi mã kèm tệp {name}.").format(name=done.path.name),
            parent,
        )
        self.body.insertWidget(self.body.count() - 1, code_groups(tr("Mã khôi phục"), done.code))
        self.setMinimumWidth(current_look().scaled(_CODE_WIDTH))
        self.add_button(tr("Đã đọc xong cho thôn"), "primary", self.accept)
