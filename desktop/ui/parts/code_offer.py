"""What a file claims to be, and the code of the commune's key to compare before it is taken. Nothing is taken here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui.acts import Act
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.code_check import CodeCheck
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3


class CodeOffer(QWidget):
    """Signals: taken(str), the commune's code as it was heard; left(), when the person does not take the file.

    `told` is what the file says of itself, `how` where to hear the code, `warning` what to look at before, `yes` the
    words on the button that takes it.
    """

    taken = Signal(str)
    left = Signal()

    def __init__(
        self, told: str, how: str, spoken: str, parent: QWidget | None = None, *, warning: QWidget | None = None,
        yes: str = "",
    ) -> None:  # fmt: skip
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(words(told, "strong"))
        if warning:
            column.addWidget(warning)
        column.addWidget(words(how, ""))
        self.check = CodeCheck(self.tr("Mã của xã"), spoken)
        self.check.turned.connect(lambda same: self.take_button.setEnabled(same))
        column.addWidget(self.check)
        column.addWidget(self._buttons(yes or self.tr("Mã giống nhau, nhận tệp này")))

    def _buttons(self, yes: str) -> Flow:
        line = Flow(gap=SPACE_3)
        act = Act(yes, self.take, "shield-key-outline", "Ctrl+S")
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
