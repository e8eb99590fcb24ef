"""What the commune's enrolment file would make of this laptop, and the commune's code to compare before it is taken."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.models.setup import VILLAGE_NAME
from desktop.sync.enrolment import Offer
from desktop.text import fold
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.code_check import CodeCheck
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3, Tone


class EnrolOffer(QWidget):
    """Signals: taken(str), the commune's code as it was heard; left(), when the person does not take the file."""

    taken = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        told = self.tr("Tệp này ghi danh máy cho thôn {village} ({code}), {commune}. Chưa ghi gì.")
        heading = told.format(village=offer.village, code=offer.code, commune=offer.commune)
        column.addWidget(words(heading, "strong"))
        own = desk.store.setting(VILLAGE_NAME) or ""
        if fold(own) != fold(offer.village):
            column.addWidget(self._other_name(own, offer.village))
        column.addWidget(
            words(
                self.tr("So mã của xã dưới đây với mã cán bộ xã đọc qua điện thoại (đã ghi trên phiếu). "
                "Tích từng nhóm giống nhau."),
                "",
            )
        )  # fmt: skip
        self.check = CodeCheck(self.tr("Mã của xã"), offer.spoken)
        self.check.turned.connect(lambda same: self.take_button.setEnabled(same))
        column.addWidget(self.check)
        column.addWidget(self._buttons())

    def _other_name(self, own: str, theirs: str) -> Banner:
        told = self.tr("Máy này đang ghi là thôn {own}, tệp của xã ghi là thôn {theirs}.")
        advice = self.tr("Nếu không phải cùng một thôn thì đừng nhận, hãy báo cho xã.")
        return Banner(Tone.WARN, told.format(own=own, theirs=theirs), advice)

    def _buttons(self) -> Flow:
        line = Flow(gap=SPACE_3)
        act = Act(self.tr("Mã giống mã xã đọc, nhận ghi danh"), self.take, "shield-key-outline", "Ctrl+S")
        self.take_button = ActButton(act, primary=True)
        self.take_button.setEnabled(False)
        leave = QPushButton(self.tr("Mã khác, không nhận"))
        set_role(leave, "act")
        leave.setAccessibleName(leave.text())
        leave.setAutoDefault(False)
        leave.clicked.connect(self.left.emit)
        line.add(self.take_button)
        line.add(leave)
        return line

    def take(self) -> None:
        """Tell the code as it was heard; nothing is told before all of it was compared."""
        if self.check.is_same:
            self.taken.emit(self.check.heard)
