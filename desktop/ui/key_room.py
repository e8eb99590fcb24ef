"""Khóa của máy: its passphrase, the way back to a forgotten one, handing over, a loss, and the commune's own key."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.errors import TosoError
from desktop.models.authors import DEVICE
from desktop.models.places import Device
from desktop.sync import authority, escrow, keys, passphrases, second_desk
from desktop.text import format_input_date
from desktop.ui.acts import Act
from desktop.ui.commune.authority_card import AuthorityCard
from desktop.ui.desk import Desk
from desktop.ui.follow_card import FollowCard
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import words
from desktop.ui.passphrase_dialog import NoPassphraseDialog, PassphraseDialog
from desktop.ui.states import Shape, State
from desktop.ui.tokens import SPACE_3, SPACE_4, Tone
from desktop.ui.unlocking import unlock
from desktop.ui.village.renew_card import RenewCard
from desktop.ui.village.restore_dialog import RestoreDialog


class KeyRoom(Page):
    """`banner` is what was said last; `renew` hands over to a new key (village only).

    `authority` changes the commune's key (its first desk only), `follow` takes a changed one (everywhere else).
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Khóa của máy"), scrolling=True, parent=parent)
        self._desk = desk
        self.banner: Banner | None = None
        self.renew: RenewCard | None = None
        self.authority: AuthorityCard | None = None
        self.follow: FollowCard | None = None
        self._shown: list[QWidget] = []
        self.body.setSpacing(SPACE_4)
        self.body.addStretch(1)
        keep_fresh(self, desk, frozenset({"device", "key_escrow", "bundle"}), self.refresh)

    def refresh(self) -> None:
        """Read again how the key stands; a message stays until the next one."""
        for old in self._shown:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.show_subtitle(self.tr("Mã của khóa: {code}").format(code=keys.spoken(self._desk.credentials.fingerprint)))
        self._shown = [part for part in self._parts() if part is not None]
        start = 1 if self.banner else 0
        for place, part in enumerate(self._shown):
            self.body.insertWidget(start + place, part)

    def _parts(self) -> list[QWidget | None]:
        if second_desk.may_enrol(self._desk.credentials):
            self.authority = AuthorityCard(self._desk)
            self.authority.said.connect(self._said)
            return [self._passphrase_card(), self.authority, self._commune_card()]
        if not self._desk.is_village:
            return [self._passphrase_card(), self._follow_card()]
        self.renew = RenewCard(self._desk)
        self.renew.said.connect(lambda message, advice: self._said(Tone.INFO, message, advice))
        self.renew.renewed.connect(self._renewed)
        return [
            *self._warnings(),
            self._passphrase_card(),
            self._forgotten_card(),
            self.renew,
            self._follow_card(),
            self._lost_card(),
        ]

    def _follow_card(self) -> Card | None:
        """The card about the commune's new key; None on a laptop that knows no commune yet."""
        if self._desk.credentials.certificate is None:
            return None
        self.follow = FollowCard(self._desk)
        self.follow.said.connect(self._said)
        return self.follow

    def _warnings(self) -> list[QWidget | None]:
        """What the commune has done about this laptop's key."""
        device = self._desk.store.get(Device, self._desk.store.setting(DEVICE) or "")
        if device is None:
            return []
        ended = recovered = None
        if device.revoked_on:
            told = self.tr("Xã đã thu hồi máy này ngày {day}: {reason}.")
            message = told.format(day=format_input_date(device.revoked_on), reason=device.revoked_reason or "-")
            advice = self.tr("Vẫn ghi sổ được nhưng gói không được nhận. Muốn nộp tiếp thì lập khóa mới ở dưới.")
            ended = Banner(Tone.BAD, message, advice)
        if device.recovered_on:
            told = self.tr("Xã đã mở khóa dự phòng của máy này ngày {day}.")
            message = told.format(day=format_input_date(device.recovered_on))
            recovered = Banner(Tone.INFO, message, self.tr("Nếu thôn không xin khôi phục khóa, hãy hỏi xã ngay."))
        return [ended, recovered]

    # --- the passphrase ---

    def _passphrase_card(self) -> Card:
        card = Card()
        card.head.addWidget(words(self.tr("Mật khẩu của khóa"), "heading"), 1)
        card.body.addLayout(card.head)
        try:
            is_set = passphrases.is_set(self._desk.store.home)
        except TosoError as error:
            card.body.addWidget(Banner(Tone.BAD, error.message, self._broken_advice()))
            return card
        good = State(self.tr("Có mật khẩu"), Tone.GOOD, Shape.TICK)
        card.head.addWidget(StateChip(good if is_set else State(self.tr("Chưa có mật khẩu"), Tone.WARN, Shape.RING)))
        card.body.addWidget(words(self._passphrase_words(), ""))
        line = Flow(gap=SPACE_3)
        if self._desk.credentials.opened is None:
            line.add(ActButton(Act(self.tr("Mở khóa bây giờ"), self.open_key, "key-outline"), primary=True))
        waits = authority.is_changing(self._desk.credentials)  # then that card has the page's one primary act
        change = self.tr("Đổi mật khẩu") if is_set else self.tr("Đặt mật khẩu")
        self.change_button = ActButton(
            Act(change, self.change_passphrase, "lock-outline"), primary=not is_set and not waits
        )
        line.add(self.change_button)
        if is_set:
            line.add(ActButton(Act(self.tr("Bỏ mật khẩu"), self.remove_passphrase)))
        card.body.addWidget(line)
        return card

    def _passphrase_words(self) -> str:
        if self._desk.is_village:
            return self.tr(
                "Có mật khẩu thì người khác cầm máy cũng không nộp thay thôn được. "
                "Mật khẩu không giấu sổ: ai mở được máy này vẫn xem được sổ."
            )
        if not second_desk.may_enrol(self._desk.credentials):
            return self.tr(
                "Máy này là máy thứ hai của xã: khóa này chỉ ký gói của máy này. "
                "Mật khẩu không giấu sổ: ai mở được máy này vẫn xem được sổ."
            )
        return self.tr(
            "Khóa này ký mọi ghi danh và gói gửi thôn: mất nó là mọi thôn phải ghi danh lại. "
            "Mật khẩu không giấu sổ: ai mở được máy này vẫn xem được sổ."
        )

    def _broken_advice(self) -> str:
        if self._desk.is_village:
            return self.tr("Số liệu còn nguyên. Xin xã khôi phục khóa, hoặc lập khóa mới.")
        return self.tr("Số liệu còn nguyên. Khôi phục thư mục “keys” từ bản sao lưu.")

    def change_passphrase(self) -> None:
        """Set the passphrase, or change it."""
        told = self.tr("Đã đặt mật khẩu mới. Lần sau mở sổ, máy sẽ hỏi mật khẩu này.")
        self._run(PassphraseDialog(self._desk, self.window()), told)

    def remove_passphrase(self) -> None:
        """Take the passphrase away."""
        self._run(NoPassphraseDialog(self._desk, self.window()), self.tr("Đã bỏ mật khẩu của khóa."))

    def open_key(self) -> None:
        """Open a key that was left closed."""
        if unlock(self._desk, self.window()):
            self._said(Tone.GOOD, self.tr("Đã mở khóa, nộp và nhận gói được như thường."))

    def _run(self, dialog: QDialog, told: str, advice: str = "") -> None:
        if dialog.exec():
            self._said(Tone.GOOD, told, advice)
        dialog.deleteLater()

    # --- forgotten ---

    def _forgotten_card(self) -> Card | None:
        if self._desk.credentials.certificate is None:
            return None
        card = Card()
        card.head.addWidget(words(self.tr("Quên mật khẩu"), "heading"), 1)
        card.head.addWidget(StateChip(self._escrow_state()))
        card.body.addLayout(card.head)
        told = self.tr(
            "Gọi cán bộ xã xin khôi phục khóa. Xã đưa tệp “khoa-khoi-phuc-….key” và đọc mã 24 số qua điện thoại. "
            "Mở tệp ở đây, gõ mã rồi đặt mật khẩu mới."
        )
        card.body.addWidget(words(told, ""))
        line = Flow(gap=SPACE_3)
        line.add(ActButton(Act(self.tr("Mở tệp khôi phục của xã"), self._ask_file, "folder-open-outline")))
        card.body.addWidget(line)
        return card

    def _escrow_state(self) -> State:
        if escrow.is_delivered(self._desk.store):
            return State(self.tr("Xã đang giữ khóa dự phòng"), Tone.GOOD, Shape.TICK)
        return State(self.tr("Khóa dự phòng đi cùng gói nộp tới"), Tone.WARN, Shape.HALF)

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Chọn tệp khôi phục"), "", "Khóa (*.key)")
        if name:
            self.restore(Path(name))

    def restore(self, path: Path) -> None:
        """Get the key back from the commune's file."""
        told = self.tr("Đã lấy lại khóa với mật khẩu mới, nộp được như thường.")
        advice = self.tr("Bây giờ hãy xóa tệp {name} trên USB.").format(name=path.name)
        self._run(RestoreDialog(self._desk, path, self.window()), told, advice)

    # --- handed over, lost ---

    def _renewed(self, told: str) -> None:
        self._desk.tell_changed(frozenset({"device", "key_escrow"}))
        self._said(Tone.GOOD, told)

    def _lost_card(self) -> Card:
        card = Card(self.tr("Mất máy, mất USB"))
        for told in (
            self.tr("Mất máy: gọi cán bộ xã ngay để thu hồi. Những gì đã nộp vẫn giữ; máy mới ghi danh là có lại sổ."),
            self.tr("Chỉ mất USB: không sao. Gói trên USB đã niêm phong, chỉ máy của xã mở được; ghi lại gói khác."),
        ):
            card.body.addWidget(words(told, ""))
        return card

    def _commune_card(self) -> Card:
        card = Card(self.tr("Giữ khóa của xã"))
        for told in (
            self.tr("Ghi mật khẩu ra giấy, niêm phong, cất trong tủ có khóa. Không ai giữ hộ khóa của xã."),
            self.tr("Sao lưu sổ có cả thư mục “keys”; bản sao cất ở nơi khác, cũng cần mật khẩu này mới dùng được."),
        ):
            card.body.addWidget(words(told, ""))
        return card

    # --- words above ---

    def _said(self, tone: Tone, message: str, advice: str = "") -> None:
        """Say what was done at the top, and read the page again."""
        if self.banner:
            self.body.removeWidget(self.banner)
            self.banner.hide()
            self.banner.deleteLater()
        self.banner = Banner(tone, message, advice)
        self.body.insertWidget(0, self.banner)
        self.refresh()

    def arrive(self) -> None:
        """The keyboard stands on the first act."""
        button = self.findChild(ActButton)
        if button:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
