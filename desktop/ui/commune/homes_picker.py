"""Which households go into a new village: found by name, hamlet or code, whole hamlets at a time. It writes nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.restructuring_plan import Home
from desktop.models.searching import matches
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.commune.naming import tr
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.search_field import SearchField
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.style import current_look
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_2, SPACE_3, SPACE_4

_HEIGHT = 250  # pixels of normal text, of each list


class _Homes:
    """A RowSource of households in their own order."""

    def __init__(self) -> None:
        self.held: Sequence[Home] = ()
        self.columns: Sequence[Column[Home]] = (
            Column(tr("Chủ hộ"), lambda home: home.head, width=140, strong=True),
            Column(tr("Xóm"), lambda home: home.hamlet or "-", width=90),
            Column(tr("Mã hộ"), lambda home: home.code or "-", width=120, spare=1),
        )

    def count(self) -> int:
        return len(self.held)

    def rows(self, offset: int, limit: int) -> Sequence[Home]:
        return self.held[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """There is no other order."""


class HomesPicker(QWidget):
    """Two lists: who stays and who goes. Enter moves one; Shift and Ctrl choose several. Signal: changed()."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._homes: Sequence[Home] = ()
        self._going: dict[str, None] = {}
        self._staying_source, self._going_source = _Homes(), _Homes()
        self.search = SearchField(tr("Tìm hộ theo tên, xóm, mã, điện thoại - không cần dấu"))
        self.search.searched.connect(lambda _text: self._show())
        self.staying = self._list(tr("Hộ ở lại"), self._staying_source)
        self.going = self._list(tr("Hộ sang thôn mới"), self._going_source)
        self.staying.opened.connect(lambda home: self._move([home], going=True))
        self.going.opened.connect(lambda home: self._move([home], going=False))
        self._left_head, self._right_head = words("", "strong"), words("", "strong")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_3)
        self._column.addWidget(self.search)
        self.hamlets: ChoiceField | None = None
        self._hamlet_field: FormField | None = None
        lists = QHBoxLayout()
        lists.setSpacing(SPACE_4)
        self.move_all = ActButton(Act(tr("Chuyển cả danh sách này"), self._move_seen, "chevron-right"))
        move = ActButton(Act(tr("Chuyển hộ đã chọn"), lambda: self._move_chosen(going=True), "chevron-right"))
        back = ActButton(Act(tr("Trả về hộ đã chọn"), lambda: self._move_chosen(going=False), "chevron-left"))
        lists.addLayout(self._side(self._left_head, self.staying, move, self.move_all), 1)
        lists.addLayout(self._side(self._right_head, self.going, back), 1)
        self._column.addLayout(lists)

    @staticmethod
    def _list(name: str, source: _Homes) -> RowsView:
        view = RowsView(name, dense=True)
        view.show_rows(RowsModel(source))
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setFixedHeight(current_look().scaled(_HEIGHT))
        return view

    @staticmethod
    def _side(head: QWidget, view: QWidget, *buttons: QWidget) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(SPACE_2)
        side.addWidget(head)
        side.addWidget(view)
        for button in buttons:
            side.addWidget(button)
        side.addStretch(1)
        return side

    def show_homes(self, homes: Sequence[Home]) -> None:
        """Offer these households; nobody goes yet."""
        self._homes, self._going = homes, {}
        self._show_hamlets()
        self._show()
        self.changed.emit()

    @property
    def total(self) -> int:
        """How many households are offered."""
        return len(self._homes)

    def chosen(self) -> list[str]:
        """The ids of the households that go."""
        return [home.id for home in self._homes if home.id in self._going]

    def _show_hamlets(self) -> None:
        if self._hamlet_field:
            self._column.removeWidget(self._hamlet_field)
            self._hamlet_field.hide()
            self._hamlet_field.deleteLater()
            self._hamlet_field = self.hamlets = None
        names = dict.fromkeys(home.hamlet for home in self._homes if home.hamlet)
        if not names:
            return
        counts = {name: sum(home.hamlet == name for home in self._homes) for name in names}
        told = tr("{name}: {count} hộ")
        choices = [Choice(name, told.format(name=name, count=counts[name])) for name in names]
        self.hamlets = ChoiceField(choices, as_row=False)
        self.hamlets.code_changed.connect(self._move_hamlet)
        self._hamlet_field = FormField(tr("Chuyển cả một xóm"), self.hamlets)
        self._column.insertWidget(0, self._hamlet_field)

    # --- moving ---

    def _move_hamlet(self, name: object) -> None:
        if self.hamlets and name:
            self._move([home for home in self._homes if home.hamlet == name], going=True)
            self.hamlets.show_code(None)

    def _move_seen(self) -> None:
        self._move(self._staying_source.held, going=True)

    def _move_chosen(self, *, going: bool) -> None:
        view = self.staying if going else self.going
        model = view.rows_model()
        rows = [model.row(index.row()) for index in view.selectionModel().selectedRows()] if model else []
        self._move(rows, going=going)

    def _move(self, homes: Sequence[object], *, going: bool) -> None:
        for home in homes:
            if isinstance(home, Home) and going:
                self._going[home.id] = None
            elif isinstance(home, Home):
                self._going.pop(home.id, None)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        typed = self.search.text()
        staying = [home for home in self._homes if home.id not in self._going]
        self._staying_source.held = [home for home in staying if matches(typed, _found_by(home))]
        self._going_source.held = [home for home in self._homes if home.id in self._going]
        for view in (self.staying, self.going):
            model = view.rows_model()
            if model:
                model.start_afresh()
        seen = len(self._staying_source.held)
        told = tr("Ở lại: {count} hộ") if seen == len(staying) else tr("Ở lại: {count} hộ, đang thấy {seen}")
        self._left_head.setText(told.format(count=format_count(len(staying)), seen=format_count(seen)))
        self._right_head.setText(tr("Sang thôn mới: {count} hộ").format(count=format_count(len(self._going))))
        self.move_all.setEnabled(bool(seen))


def _found_by(home: Home) -> str:
    return f"{home.head} {home.hamlet} {home.code} {home.phone}"
