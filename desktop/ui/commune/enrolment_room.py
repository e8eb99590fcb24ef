"""Ghi danh máy: a village's request is opened, its code compared by telephone, the enrolment written."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit

from desktop.errors import TosoError
from desktop.models.ledger import last_merged_number
from desktop.models.places import Device, Village
from desktop.sync import enrolment
from desktop.sync.enrolment import Request
from desktop.text import format_input_date
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.messages import ask, show_error
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.tokens import Tone


class EnrolmentRoom(Page):
    """One request at a time; nothing is issued before the officer says that the codes are the same."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", scrolling=True)
        self.title.setText(self.tr("Ghi danh máy"))
        self.setAccessibleName(self.tr("Ghi danh máy"))
        self.show_subtitle(self.tr("Mỗi máy của thôn được xã ghi danh một lần, bằng USB và một cuộc điện thoại."))
        self._desk = desk
        self._request: tuple[Path, Request] | None = None
        self._note: Banner | None = None
        desk.changed.connect(self.refresh)
        self.refresh()

    def refresh(self, _tables: object = None) -> None:
        """Draw the step that is next, and the laptops."""
        while self.body.count():
            item = self.body.takeAt(0)
            if (old := item.widget() if item else None) is not None:
                old.deleteLater()
        if self._note is not None:
            self.body.addWidget(self._note)
            self._note = None
        self.body.addWidget(self._compare() if self._request else self._ask_for_file())
        self.body.addWidget(self._devices())
        self.body.addStretch(1)

    def _ask_for_file(self) -> Card:
        card = Card(self.tr("Bước 1. Mở yêu cầu ghi danh của thôn"))
        card.body.addWidget(words(self.tr("Thôn mang đến tệp “yeu-cau-ghi-danh-….toso” trên USB."), ""))
        line = QHBoxLayout()
        self.open_button = ActButton(
            Act(self.tr("Chọn tệp yêu cầu"), self.choose, "folder-open-outline", "Ctrl+O"), primary=True
        )
        line.addWidget(self.open_button)
        line.addStretch(1)
        card.body.addLayout(line)
        return card

    def choose(self) -> None:
        """Ask for the request's file."""
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Chọn tệp yêu cầu"), "", self.tr("Tệp Tổ Số (*.toso);;Mọi tệp (*)")
        )
        if name:
            self.open_request(Path(name))

    def open_request(self, path: Path) -> None:
        """Read a request and show its code."""
        try:
            self._request = (path, enrolment.read_request(self._desk.store, self._desk.credentials, path))
        except TosoError as error:
            show_error(self, error)
            return
        self.refresh()

    def _compare(self) -> Card:
        path, asked = self._request or (Path(), Request("", "", "", ""))
        card = Card(self.tr("Bước 2. Gọi điện cho trưởng thôn và đọc mã"))
        card.body.addWidget(
            words(self.tr("Yêu cầu của {name}. Hai bên phải đọc thấy cùng một mã:").format(name=asked.name), "")
        )
        card.body.addWidget(words(asked.spoken, "figure"))
        villages = self._desk.store.all(
            Village.select().where(~Village.deleted).order_by(Village.position, Village.code)
        )
        self.village = ChoiceField([Choice(row.id, f"{row.code} - thôn {row.name}") for row in villages], as_row=False)
        self.holder = QLineEdit()
        self.same = QCheckBox(self.tr("Tôi đã gọi điện, hai mã giống hệt nhau"))
        card.body.addWidget(FormField(self.tr("Máy này của thôn nào"), self.village, required=True))
        card.body.addWidget(FormField(self.tr("Người giữ máy"), self.holder))
        card.body.addWidget(self.same)
        line = QHBoxLayout()
        self.issue_button = ActButton(
            Act(self.tr("Ghi danh và ghi tệp ra USB"), self._choose_folder, "shield-key-outline"), primary=True
        )
        self.issue_button.setEnabled(False)
        cancel = ActButton(Act(self.tr("Bỏ qua yêu cầu này"), self._forget))
        for button in (self.issue_button, cancel):
            line.addWidget(button)
        line.addStretch(1)
        card.body.addLayout(line)
        self.same.toggled.connect(self._may_issue)
        self.village.code_changed.connect(self._may_issue)
        self._path = path
        return card

    def _may_issue(self, *_: object) -> None:
        self.issue_button.setEnabled(self.same.isChecked() and self.village.code() is not None)

    def _forget(self) -> None:
        self._request = None
        self.refresh()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Chọn USB để ghi tệp ghi danh"))
        if folder:
            self.issue_to(Path(folder))

    def issue_to(self, folder: Path) -> None:
        """Certify the laptop and write its enrolment into a folder."""
        village = self._desk.store.get(Village, self.village.code() or "")
        if village is None:
            return
        try:
            done = enrolment.issue(
                self._desk.store, self._desk.credentials, self._path, village, folder, holder=self.holder.text().strip()
            )
        except TosoError as error:
            show_error(self, error)
            return
        self._request = None
        message = self.tr("Đã ghi danh máy của thôn {name}.").format(name=village.name)
        advice = self.tr("Đưa USB cho thôn; thôn mở tệp {file} ở phòng Nộp về xã.").format(file=done.path.name)
        self._note = Banner(Tone.GOOD, message, advice)
        self._desk.tell_changed(frozenset({"device"}))

    def _devices(self) -> Card:
        card = Card(self.tr("Các máy đã ghi danh"))
        store = self._desk.store
        names = {row.id: row.name for row in store.all(Village.select())}
        for device in store.all(Device.select().where(~Device.deleted).order_by(Device.role, Device.enrolled_on)):
            place = (
                self.tr("Thôn {name}").format(name=names.get(device.village_id, "-"))
                if device.village_id
                else self.tr("Máy của xã")
            )
            state = (
                self.tr("đã thu hồi, tính đến gói {n}").format(n=device.revoked_after)
                if device.revoked_on
                else self.tr("đang dùng")
            )
            line = QHBoxLayout()
            line.addWidget(
                words(f"{place}: {device.holder or device.name}, {format_input_date(device.enrolled_on)}, {state}", ""),
                1,
            )
            if device.role == "village" and not device.revoked_on:
                line.addWidget(ActButton(Act(self.tr("Thu hồi"), partial(self.revoke, device))))
            card.body.addLayout(line)
        return card

    def revoke(self, device: Device) -> None:
        """End a laptop, after asking once."""
        last = last_merged_number(self._desk.store, device.id)
        question = self.tr("Thu hồi máy này?")
        advice = self.tr(
            "Các gói đến số {n} vẫn tính; gói sau đó sẽ không nhận. Dùng khi máy bị mất hoặc đổi người giữ."
        ).format(n=last)
        if ask(self, question, self.tr("Thu hồi máy"), self.tr("Không thu hồi"), advice=advice, destructive=True):
            enrolment.revoke(self._desk.store, device, last_good=last, reason="")
            self._desk.tell_changed(frozenset({"device"}))
