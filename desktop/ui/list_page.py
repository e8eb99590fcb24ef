"""The layout of every room that is a list: search, filters with counts, table, a line that says what is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.filter_button import filter_button
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.parts.search_field import SearchField
from desktop.ui.parts.words import words
from desktop.ui.rows_view import RowsView
from desktop.ui.style import current_look
from desktop.ui.tables import RowsModel

_FOUND, _NOT_FOUND, _EMPTY = 0, 1, 2
_LOW = 420


@dataclass(frozen=True)
class Filter:
    """A way to narrow the list: the key handed to the page, its words, and how many rows it leaves (None = unknown)."""

    key: str
    words: str
    count: int | None = None


class ListPage(Page):
    """Shows a list. The page asks (signals); whoever owns it narrows the source and calls `rows_changed()`.

    Signals: searched(str); filtered(str), the filter's key; opened(object), the row.
    """

    searched = Signal(str)
    filtered = Signal(str)
    opened = Signal(object)

    def __init__(
        self, title: str, search_prompt: str, *, act: Act | None = None, keys_hint: str = "", dense: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(title, act=act, parent=parent)
        self.search = SearchField(search_prompt)
        self.view = RowsView(title, dense=dense)
        self._keys_hint = keys_hint
        self._count_words: Callable[[int], str] = format_count
        self._filters = Flow(gap=4)
        self._filter_group = QButtonGroup(self)
        self._foot = words("", "quiet")
        self._middle = QStackedWidget()
        self._middle.addWidget(self.view)
        self._middle.addWidget(self._nothing_found())
        self.body.addWidget(self.search)
        self.body.addWidget(self._filters)
        self.body.addWidget(self._middle, 1)
        self.body.addWidget(self._foot)
        self._filters.hide()
        self._connect()

    def _connect(self) -> None:
        self.search.searched.connect(self.searched)
        self.search.left_downwards.connect(self._go_to_list)
        self.view.typed.connect(self.search.take)
        self.view.opened.connect(self.opened)

    def show_rows(self, model: RowsModel[Any], count_words: Callable[[int], str]) -> None:
        """Show a model; `count_words` says how many rows are shown, e.g. "9 trong 95 hộ"."""
        self._count_words = count_words
        self.view.show_rows(model)
        self.rows_changed()

    def show_empty(self, icon: str, heading: str, advice: str, act: Act | None = None) -> None:
        """Set what stands there while the list has no rows at all."""
        old = self._middle.widget(_EMPTY)
        if old:
            self._middle.removeWidget(old)
            old.deleteLater()
        self._middle.addWidget(EmptyState(icon, heading, advice, act))
        self._say_count()

    def _nothing_found(self) -> EmptyState:
        return EmptyState(
            "magnify",
            self.tr("Không tìm thấy dòng nào"),
            self.tr("Hãy gõ ít chữ hơn, hoặc bỏ tìm kiếm để xem lại cả danh sách."),
            Act(self.tr("Xem cả danh sách"), self._widen),
        )

    def _widen(self) -> None:
        """Take search and filter away."""
        self.search.clear()
        self.searched.emit("")
        first = next(iter(self._filter_group.buttons()), None)
        if first and not first.isChecked():
            first.click()
        self.arrive()

    def show_filters(self, filters: Sequence[Filter], chosen: str) -> None:
        """Show these filters with their counts; `chosen` is the key of the one that is on."""
        for button in self._filter_group.buttons():
            self._filter_group.removeButton(button)
        self._filters.clear()
        for each in filters:
            self._filters.add(self._filter_button(each, on=each.key == chosen))
        self._filters.setVisible(bool(filters))

    def _filter_button(self, each: Filter, *, on: bool) -> QPushButton:
        count = "" if each.count is None else f"  {format_count(each.count)}"
        button = filter_button(f"{each.words}{count}", on=on)
        button.clicked.connect(lambda: self.filtered.emit(each.key))
        self._filter_group.addButton(button)
        return button

    def rows_changed(self) -> None:
        """The source was narrowed or its rows changed: count and read anew."""
        model = self.view.rows_model()
        if model:
            model.start_afresh()
        self._say_count()

    def arrive(self) -> None:
        """The list takes the keyboard: arrows move in it, and letters go on to the search field."""
        if self._middle.currentIndex() == _FOUND:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().arrive()

    def refresh(self) -> None:
        """Read again and keep the place in the list."""
        model = self.view.rows_model()
        if model:
            model.refresh()
        self._say_count()

    def go_to_search(self) -> None:
        """Go to the search field and mark what stands there."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _say_count(self) -> None:
        model = self.view.rows_model()
        count = model.rowCount() if model else 0
        parts = (self._count_words(count), self._keys_hint)
        self._foot.setText(" · ".join(part for part in parts if part))
        empty = count == 0 and not self._is_narrowed() and self._middle.count() > _EMPTY
        self._middle.setCurrentIndex(_EMPTY if empty else _FOUND if count else _NOT_FOUND)
        self.search.setHidden(empty)
        self._filters.setHidden(empty or not self._filter_group.buttons())
        self._foot.setHidden(empty or self._is_low())

    def _is_low(self) -> bool:
        """Whether the window is so low for its text that every line belongs to the list."""
        return self.height() < current_look().scaled(_LOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the last line out where the list would have no room."""
        super().resizeEvent(event)
        self._foot.setHidden(self._is_low() or self._middle.currentIndex() == _EMPTY)

    def _is_narrowed(self) -> bool:
        """Whether a search or another filter than the first hides rows."""
        buttons = self._filter_group.buttons()
        return bool(self.search.text()) or any(button.isChecked() for button in buttons[1:])

    def _go_to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        model = self.view.rows_model()
        if model and model.rowCount() and self.view.currentIndex() == QModelIndex():
            self.view.setCurrentIndex(model.index(0, 0))
