"""Buttons that stay on one line: those that the width has no room for stand behind "Việc khác"."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from desktop.ui.acts import Act
from desktop.ui.parts.big_button import ActButton


class OneLine(QWidget):
    """Lays its buttons side by side. `more` opens the menu of those that do not fit; it is hidden while all fit."""

    def __init__(self, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._buttons: list[ActButton] = []
        self._withheld: set[ActButton] = set()
        self.more = ActButton(Act(self.tr("Việc khác"), self._open_menu, "chevron-down"))
        self.more.setParent(self)
        self.more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, button: ActButton) -> None:
        """Add a button at the end."""
        button.setParent(self)
        button.show()
        self._buttons.append(button)
        QWidget.setTabOrder(button, self.more)
        self._place()
        self.updateGeometry()

    def offer(self, button: ActButton, *, offered: bool) -> None:
        """Let a button be there or not; one that is not stands behind the menu's button neither."""
        (self._withheld.discard if offered else self._withheld.add)(button)
        self._place()
        self.updateGeometry()

    def _offered(self) -> list[ActButton]:
        return [button for button in self._buttons if button not in self._withheld]

    def buttons(self) -> list[ActButton]:
        """All of them, those behind the menu too."""
        return list(self._buttons)

    def _fits(self, buttons: list[ActButton], width: int) -> bool:
        return sum(button.sizeHint().width() + self._gap for button in buttons) - self._gap <= width

    def _place(self) -> None:
        """Show what fits from the left, and the menu's button after it when something is left."""
        offered = self._offered()
        shown = list(offered)
        if not self._fits(shown, self.width()):
            while shown and not self._fits([*shown, self.more], self.width()):
                shown.pop()
        for button in self._buttons:
            button.setVisible(button in shown)
        self.more.setVisible(len(shown) < len(offered))
        left = 0
        for button in [*shown, *([self.more] if len(shown) < len(offered) else [])]:
            size = button.sizeHint()
            button.setGeometry(QRect(left, 0, size.width(), self.height()))
            left += size.width() + self._gap

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.deleteLater()

    def menu(self) -> QMenu:
        """The acts that do not fit, as a menu."""
        menu = QMenu(self)
        for button in self._offered():
            if button.isHidden():
                action = menu.addAction(button.accessibleName().replace("&", "&&"))
                action.setEnabled(button.isEnabled())
                action.triggered.connect(button.click)
        return menu

    def sizeHint(self) -> QSize:
        """One line."""
        widths = [button.sizeHint().width() for button in self._offered()]
        return QSize(sum(widths) + self._gap * max(0, len(widths) - 1), self._highest())

    def minimumSizeHint(self) -> QSize:
        """The menu's button alone."""
        return QSize(self.more.sizeHint().width(), self._highest())

    def _highest(self) -> int:
        return max((button.sizeHint().height() for button in [*self._buttons, self.more]), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See what fits now."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Words grow with the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "more"):
            self.updateGeometry()
            self._place()
