"""Settings of the program on this computer. What is chosen counts at once; nothing here is a record that travels."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from desktop import __version__
from desktop.clock import VIETNAM
from desktop.models import pin
from desktop.models.setup import DEVICE_NAME, HOLDER
from desktop.text import DASH, format_input_date
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.lock.locking import ScreenLock
from desktop.ui.lock.pin_dialog import NoPinDialog, PinDialog
from desktop.ui.outside import open_outside
from desktop.ui.parts.banner import Banner, replace_banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.facts_grid import FactsGrid
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.page import Page
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import words
from desktop.ui.states import Shape, State
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3, Look, TextSize, Theme, Tone
from desktop.ui.window import DeskWindow

_FONTS_TOLD = "Be Vietnam Pro (OFL), Liberation (OFL), Material Design Icons (Apache 2.0), Qt 6 (LGPL 3)"


class SettingsPage(Page):
    """`open` opens a folder in the system's own program; `banner` is what was said last."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Cài đặt"), self.tr("Chọn là có hiệu lực ngay, chỉ trên máy này."), scrolling=True)
        self._desk = desk
        self.open: Callable[[Path], bool] = open_outside
        self.banner: Banner | None = None
        self._cards: list[Card] = []
        self._fill()

    def _fill(self) -> None:
        self._cards = [self._look_card(), self._lock_card(), self._place_card(), self._machine_card()]
        for card in self._cards:
            self.body.addWidget(card)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Read again."""
        for card in self._cards:
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.body.takeAt(self.body.count() - 1)
        self._fill()

    # --- look ---

    def _look_card(self) -> Card:
        card, look = Card(self.tr("Màu và cỡ chữ")), current_look()
        themes = {
            Theme.LIGHT: self.tr("Sáng"),
            Theme.DARK: self.tr("Tối"),
            Theme.CONTRAST: self.tr("Tương phản cao"),
        }
        self.theme = ChoiceField([Choice(theme.value, told) for theme, told in themes.items()])
        self.theme.show_code(look.theme.value)
        self.theme.code_changed.connect(lambda _code: self._wear())
        sizes = {
            TextSize.NORMAL: self.tr("Vừa"),
            TextSize.LARGE: self.tr("To"),
            TextSize.LARGEST: self.tr("Rất to"),
        }
        self.size_field = ChoiceField([Choice(str(size.value), told) for size, told in sizes.items()])
        self.size_field.show_code(str(look.text_size.value))
        self.size_field.code_changed.connect(lambda _code: self._wear())
        card.body.addWidget(FormField(self.tr("Màu nền"), self.theme))
        card.body.addWidget(FormField(self.tr("Cỡ chữ"), self.size_field))
        return card

    def _wear(self) -> None:
        window, look = self.window(), current_look()
        theme, size = self.theme.code(), self.size_field.code()
        if isinstance(window, DeskWindow):
            chosen = Look(Theme(theme) if theme else look.theme, TextSize(float(size)) if size else look.text_size)
            window.wear(chosen)

    # --- lock ---

    def _lock_card(self) -> Card:
        card, is_set = Card(self.tr("Khóa màn hình")), pin.is_set(self._desk.store)
        state = State(self.tr("Có mã PIN"), Tone.GOOD, Shape.TICK)
        card.head.addWidget(StateChip(state if is_set else State(self.tr("Chưa có mã PIN"), Tone.WARN, Shape.RING)))
        told = self.tr(
            "Vắng người một lúc, máy che màn hình và hỏi mã PIN; việc đang làm vẫn còn nguyên. "
            "Mã PIN ngăn người tò mò, không mã hóa sổ: ai lấy được ổ đĩa vẫn đọc được."
        )
        card.body.addWidget(words(told, ""))
        if is_set:
            every = [Choice(str(one), self.tr("{count} phút").format(count=one)) for one in pin.MINUTES]
            self.minutes = ChoiceField(every)
            self.minutes.show_code(str(pin.minutes(self._desk.store)))
            self.minutes.code_changed.connect(self._keep_minutes)
            card.body.addWidget(FormField(self.tr("Tự khóa khi vắng người"), self.minutes))
        line = Flow(gap=SPACE_3)
        self.pin_button = ActButton(
            Act(self.tr("Đổi mã PIN") if is_set else self.tr("Đặt mã PIN"), self.change_pin, "lock-outline"),
            primary=not is_set,
        )
        line.add(self.pin_button)
        if is_set:
            line.add(ActButton(Act(self.tr("Bỏ mã PIN"), self.remove_pin)))
            line.add(ActButton(Act(self.tr("Khóa ngay"), self._lock, key="Ctrl+L", key_is_elsewhere=True)))
        card.body.addWidget(line)
        return card

    def _keep_minutes(self, code: object) -> None:
        if code:
            pin.keep_minutes(self._desk.store, int(str(code)))

    def change_pin(self) -> None:
        """Set a PIN, or change it."""
        self._run(PinDialog(self._desk, self.window()), self.tr("Đã lưu mã PIN."))

    def remove_pin(self) -> None:
        """Do without a PIN."""
        self._run(NoPinDialog(self._desk, self.window()), self.tr("Đã bỏ mã PIN; màn hình không tự khóa nữa."))

    def _run(self, dialog: QDialog, told: str) -> None:
        if dialog.exec():
            self._say(Banner(Tone.GOOD, told))
            self.refresh()
        dialog.deleteLater()

    def _say(self, banner: Banner) -> None:
        self.banner = replace_banner(self.body, self.banner, banner)
        self.reveal(banner)

    def _lock(self) -> None:
        lock = self.window().findChild(ScreenLock)
        if isinstance(lock, ScreenLock):
            lock.lock()

    # --- where the data lies ---

    def _place_card(self) -> Card:
        card, home = Card(self.tr("Sổ nằm ở đâu")), str(self._desk.store.home)
        card.body.addWidget(FactsGrid([(self.tr("Thư mục"), home)]))
        told = self.tr(
            "Chưa có sao lưu tự động. Mỗi gói nộp về xã giữ những thay đổi đã ghi; muốn có bản sao đầy đủ thì "
            "thoát chương trình rồi chép cả thư mục này sang ổ khác."
        )
        card.body.addWidget(words(told, ""))
        line = Flow(gap=SPACE_3)
        line.add(ActButton(Act(self.tr("Mở thư mục"), self._open_folder, "folder-open-outline")))
        line.add(ActButton(Act(self.tr("Chép đường dẫn"), self.copy_path, "content-copy")))
        card.body.addWidget(line)
        return card

    def _open_folder(self) -> None:
        if not self.open(self._desk.store.home):
            self._say(Banner(Tone.WARN, self.tr("Không mở được thư mục; hãy chép đường dẫn và mở bằng tay.")))

    def copy_path(self) -> None:
        """Put the folder's path on the clipboard."""
        QGuiApplication.clipboard().setText(str(self._desk.store.home))
        self._say(Banner(Tone.GOOD, self.tr("Đã chép đường dẫn.")))

    # --- the computer and the program ---

    def _machine_card(self) -> Card:
        store = self._desk.store
        card, now = Card(self.tr("Máy và chương trình")), store.clock.now().astimezone(VIETNAM)
        clock = self.tr("{time} ngày {day}; nếu sai hãy chỉnh đồng hồ của Windows trước khi ghi sổ")
        facts = [
            (self.tr("Người dùng máy"), store.setting(HOLDER) or DASH),
            (self.tr("Máy này được gọi là"), store.setting(DEVICE_NAME) or DASH),
            (self.tr("Đồng hồ của máy"), clock.format(time=f"{now:%H:%M}", day=format_input_date(now.date()))),
            (self.tr("Phiên bản Tổ Số"), __version__),
            (self.tr("Phần dùng chung"), _FONTS_TOLD),
        ]
        card.body.addWidget(FactsGrid(facts))
        return card

    def arrive(self) -> None:
        """The keyboard stands on the first choice."""
        self.theme.setFocus(Qt.FocusReason.OtherFocusReason)
