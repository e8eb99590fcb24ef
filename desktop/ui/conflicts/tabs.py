"""A strip of views at the top of a page, each with how much is in it; one is on."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.text import format_count
from desktop.ui.parts.filter_button import filter_button
from desktop.ui.parts.flow import Flow


class Tabs(Flow):
    """Signal: chosen(str), the key of the view that was pressed."""

    chosen = Signal(str)

    def __init__(self, views: Sequence[tuple[str, str]], on: str, parent: QWidget | None = None) -> None:
        super().__init__(gap=4, parent=parent)
        self._group = QButtonGroup(self)
        self._words = dict(views)
        self._buttons: dict[str, QPushButton] = {}
        for key, told in views:
            button = filter_button(told, on=key == on)
            button.clicked.connect(lambda _on=False, key=key: self._press(key, on))
            self._group.addButton(button)
            self._buttons[key] = button
            self.add(button)

    def _press(self, key: str, on: str) -> None:
        """The strip of a page always shows the page's own view."""
        self._buttons[on].setChecked(True)
        if key != on:
            self.chosen.emit(key)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Tell how much is in each view."""
        for key, count in counts.items():
            told = f"{self._words[key]}  {format_count(count)}"
            self._buttons[key].setText(told)
            self._buttons[key].setAccessibleName(told)
