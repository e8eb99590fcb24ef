"""Hoàn tác, Làm lại: the two acts of the menu Sửa, and the line that says what was deleted and offers the way back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.models.act_undo import TakenBack, is_deletion, redo_last, redo_told, undo_last, undo_size, undo_told
from desktop.models.store import Store
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.menus import Menus
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_1, SPACE_3, SPACE_5

_SEEN_FOR_MS = 30_000
_LARGE = 200  # entries of an act that is taken back off the window's thread
_LONGEST = 60  # letters of an act's name in a menu


class UndoBar(QFrame):
    """One line above the last line of the window; it goes by itself. `offered` is the act on its button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "undo-bar")
        self.offered: ActButton | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(SPACE_5, SPACE_1 + 2, SPACE_3, SPACE_1 + 2)
        self._line.setSpacing(SPACE_3)
        self._words = words("", "strong")
        self._line.addWidget(self._words, 1)
        self._close = ActButton(Act(self.tr("Đóng"), self.hide, "close"))
        self._line.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=_SEEN_FOR_MS)
        self._timer.timeout.connect(self._leave)
        self.hide()

    def say(self, told: str, act: Act) -> None:
        """Say what was done, and offer the way back."""
        if self.offered:
            self._line.removeWidget(self.offered)
            self.offered.hide()
            self.offered.deleteLater()
        self._words.setText(told)
        self.setAccessibleName(told)
        self.offered = ActButton(act)
        self._line.insertWidget(1, self.offered, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show()
        self._timer.start()

    def told(self) -> str:
        """What is said now; '' while the line is hidden."""
        return self._words.text() if not self.isHidden() else ""

    def _leave(self) -> None:
        """Go, unless somebody stands on it with mouse or keyboard."""
        if self.underMouse() or self.isAncestorOf(self.focusWidget() or self.parentWidget() or self):
            self._timer.start()
        else:
            self.hide()


class Undoing(QObject):
    """Binds the menu and the line to the desk's acts."""

    def __init__(self, desk: Desk, menus: Menus, bar: UndoBar, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._menus, self._bar, self._window = desk, menus, bar, window
        self._known = undo_told(desk.store)
        menus.undo_wanted.connect(self.undo)
        menus.redo_wanted.connect(self.redo)
        menus.edit_opens.connect(self._name_acts)
        desk.changed.connect(lambda _tables: self._look())

    def undo(self) -> None:
        """Take back what was done last."""
        self._run(
            undo_last, self.tr("Đã hoàn tác: {act}"), Act(self.tr("Làm lại"), self.redo, "refresh", "Ctrl+Y", True)
        )

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._run(redo_last, self.tr("Đã làm lại: {act}"), self._way_back())

    def _way_back(self) -> Act:
        return Act(self.tr("Hoàn tác"), self.undo, "undo", "Ctrl+Z", key_is_elsewhere=True)

    def _run(self, take: Callable[[Store], TakenBack | None], told: str, back: Act) -> None:
        def done(taken: TakenBack | None) -> None:
            if taken:
                self._desk.tell_changed(taken.tables)
                self._bar.say(told.format(act=taken.told), back)

        if undo_size(self._desk.store) > _LARGE:
            self._desk.work(self._window, self.tr("Đang hoàn tác"), _off_thread(self._desk.store, take), done)
        else:
            done(attempt(self._window, lambda: take(self._desk.store)))

    def _look(self) -> None:
        """A deletion that was just done is told, with the way back."""
        told = undo_told(self._desk.store)
        if told != self._known and is_deletion(self._desk.store):
            self._bar.say(self.tr("Đã làm: {act}").format(act=told), self._way_back())
        self._known = told

    def _name_acts(self) -> None:
        self._menus.name_undo(_short(undo_told(self._desk.store)), _short(redo_told(self._desk.store)))


def _off_thread(store: Store, take: Callable[[Store], TakenBack | None]) -> Callable[[Progress], TakenBack | None]:
    return lambda _progress: take(store)


def _short(told: str) -> str:
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
