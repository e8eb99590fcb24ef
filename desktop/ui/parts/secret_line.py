"""A line for a passphrase: dots instead of letters, until the person wants to see what is being typed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.parts.tick_box import TickBox

_LONGEST = 200


class SecretLine(QLineEdit):
    """A line edit that shows dots; what is typed is never trimmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        self.show_letters(shown=False)

    def show_letters(self, *, shown: bool) -> None:
        """Show the letters, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


def letters_tick(lines: Sequence[SecretLine], parent: QWidget | None = None) -> TickBox:
    """A tick that shows the letters of these lines, for whoever types with an input method or without glasses."""
    tick = TickBox("", parent)
    tick.setText(tick.tr("Hiện mật khẩu đang gõ"))
    tick.setAccessibleName(tick.text())

    def turn(shown: bool) -> None:
        for line in lines:
            line.show_letters(shown=shown)

    tick.toggled.connect(turn)
    return tick
