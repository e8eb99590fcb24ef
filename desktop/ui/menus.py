"""The menu bar, as in office software: Tệp, Sửa, Xem, Trợ giúp. Desks add their own acts; nothing is decided here."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMenuBar, QPlainTextEdit, QTextEdit

from desktop.ui.acts import Act
from desktop.ui.rows_view import RowsView
from desktop.ui.style import current_look
from desktop.ui.tokens import Look, TextSize, Theme


class Menu(Enum):
    """The four menus."""

    FILE = "file"
    EDIT = "edit"
    VIEW = "view"
    HELP = "help"


class Menus(QObject):
    """Fills a menu bar.

    Signals: look_wanted(object), the Look that was chosen in Xem; undo_wanted() and redo_wanted(), while no field of
    text has the keyboard; edit_opens(), before Sửa is seen.
    """

    look_wanted = Signal(object)
    undo_wanted = Signal()
    redo_wanted = Signal()
    edit_opens = Signal()

    def __init__(self, bar: QMenuBar, parent: QObject) -> None:
        super().__init__(parent)
        self._menus = {
            Menu.FILE: bar.addMenu(self.tr("&Tệp")),
            Menu.EDIT: bar.addMenu(self.tr("&Sửa")),
            Menu.VIEW: bar.addMenu(self.tr("&Xem")),
            Menu.HELP: bar.addMenu(self.tr("Trợ &giúp")),
        }
        self._last: dict[Menu, QAction] = {}
        self._editing: dict[str, QAction] = {}
        self._fill_edit()
        self._fill_looks()

    def add(self, menu: Menu, act: Act) -> QAction:
        """Add an act to a menu, before the menu's closing acts; its key works in the whole window."""
        action = _action(self, act.words.replace("&", "&&"), act.run, "" if act.key_is_elsewhere else act.key)
        if menu in self._last:
            self._menus[menu].insertAction(self._last[menu], action)
        else:
            self._menus[menu].addAction(action)
        return action

    def close_with(self, menu: Menu, act: Act) -> QAction:
        """Add an act below a line at the menu's end; later acts come above that line."""
        line = self._menus[menu].addSeparator()
        self._last.setdefault(menu, line)
        action = _action(self, act.words, act.run, act.key)
        self._menus[menu].addAction(action)
        return action

    def add_line(self, menu: Menu) -> None:
        """Add a line between groups of acts."""
        self._menus[menu].addSeparator()

    def _fill_edit(self) -> None:
        key = QKeySequence.StandardKey
        instead = {"undo": self.undo_wanted, "redo": self.redo_wanted}
        for words, name, standard in (
            (self.tr("&Hoàn tác"), "undo", key.Undo),
            (self.tr("&Làm lại"), "redo", key.Redo),
            (self.tr("&Cắt"), "cut", key.Cut),
            (self.tr("&Sao chép"), "copy", key.Copy),
            (self.tr("&Dán"), "paste", key.Paste),
            (self.tr("Chọn &tất cả"), "selectAll", key.SelectAll),
        ):
            action = QAction(words, self)
            action.setShortcuts(QKeySequence.keyBindings(standard))
            action.triggered.connect(_editing(name, instead[name].emit if name in instead else None))
            self._menus[Menu.EDIT].addAction(action)
            self._editing[name] = action
        self._menus[Menu.EDIT].aboutToShow.connect(self.edit_opens)

    def name_undo(self, undone: str, redone: str) -> None:
        """Say in the menu what would be taken back and done again."""
        for name, words, told in (
            ("undo", self.tr("&Hoàn tác"), undone),
            ("redo", self.tr("&Làm lại"), redone),
        ):
            self._editing[name].setText(f"{words}: {told}".replace("&&", "&") if told else words)

    def _fill_looks(self) -> None:
        sizes = self._menus[Menu.VIEW].addMenu(self.tr("&Cỡ chữ"))
        self._size_group = _choices(
            sizes,
            {
                TextSize.NORMAL: self.tr("&Vừa"),
                TextSize.LARGE: self.tr("&To"),
                TextSize.LARGEST: self.tr("&Rất to"),
            },
            lambda size: self._want(Look(current_look().theme, TextSize(size))),
        )
        themes = self._menus[Menu.VIEW].addMenu(self.tr("&Màu nền"))
        self._theme_group = _choices(
            themes,
            {
                Theme.LIGHT: self.tr("&Sáng"),
                Theme.DARK: self.tr("&Tối"),
                Theme.CONTRAST: self.tr("Tương &phản cao"),
            },
            lambda theme: self._want(Look(Theme(theme), current_look().text_size)),
        )
        self._menus[Menu.VIEW].addSeparator()

    def _want(self, look: Look) -> None:
        self.look_wanted.emit(look)

    def mark_look(self, look: Look) -> None:
        """Tick the look that is worn."""
        for group, value in ((self._size_group, look.text_size), (self._theme_group, look.theme)):
            for action in group.actions():
                action.setChecked(action.data() == value.value)


def _choices(
    menu: QMenu, words: dict[TextSize, str] | dict[Theme, str], choose: Callable[[object], None]
) -> QActionGroup:
    group = QActionGroup(menu)
    for value, text in words.items():
        action = QAction(text, menu)
        action.setCheckable(True)
        action.setData(value.value)
        group.addAction(action)
        menu.addAction(action)
    group.triggered.connect(lambda action: choose(action.data()))
    return group


def _action(parent: QObject, words: str, run: Callable[[], None], key: str) -> QAction:
    action = QAction(words, parent)
    if key:
        action.setShortcut(QKeySequence(key))
    action.triggered.connect(lambda: run())  # Qt would hand over "checked"
    return action


def _editing(name: str, instead: Callable[[], None] | None) -> Callable[[], None]:
    """An act on whatever has the keyboard: a field of text, or a list for copying; elsewhere another act, if any."""

    def run() -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit):
            getattr(focus, name)()
        elif isinstance(focus, RowsView) and name == "copy":
            focus.copy()
        elif instead:
            instead()

    return run
