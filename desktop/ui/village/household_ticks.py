"""Many households ticked at once: the village's households by hamlet, searched without diacritics."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListView, QVBoxLayout, QWidget

from desktop.text import fold, text_sort_key
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.filter_button import filter_button
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.pick_field import Option
from desktop.ui.parts.search_field import SearchField
from desktop.ui.parts.words import words
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3, SPACE_4

_ROW = 34  # pixels of normal text
_Index = QModelIndex | QPersistentModelIndex


class TickedHomes(QAbstractListModel):
    """The households with their ticks; `narrow` shows those of a hamlet whose words fit."""

    def __init__(self, homes: Sequence[tuple[str, str, str, str]], ticked: Sequence[str]) -> None:
        super().__init__()
        self._all, self.shown = homes, list(homes)
        self.ticked = dict.fromkeys(ticked)

    def narrow(self, hamlet: str | None, typed: str) -> None:
        """Show the households of a hamlet (None = of all) in whose words every typed word is found."""
        self.beginResetModel()
        parts = fold(typed).split()
        near = [home for home in self._all if hamlet is None or home[2] == hamlet]
        self.shown = [home for home in near if all(part in fold(" ".join(home[1:])) for part in parts)]
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words or the tick of a row."""
        record, head, hamlet, code = self.shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(part for part in (head, hamlet, code) if part)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if record in self.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, current_look().scaled(_ROW))
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([self.shown[index.row()][0]], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, _index: _Index) -> Qt.ItemFlag:
        """Every row can be ticked."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def tick(self, records: Sequence[str], *, on: bool) -> None:
        """Tick or untick some households."""
        for record in records:
            if on:
                self.ticked[record] = None
            else:
                self.ticked.pop(record, None)
        if self.shown:
            self.dataChanged.emit(self.index(0), self.index(len(self.shown) - 1))


class HouseholdTicks(QDialog):
    """Space ticks, Enter takes what is ticked."""

    def __init__(self, desk: Desk, ticked: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Chọn hộ"))
        self.setAccessibleName(self.windowTitle())
        rows = desk.store.rows(
            "SELECT id, head_name, COALESCE(hamlet, ''), COALESCE(code, '') FROM household"
            " WHERE NOT deleted AND status IN ('dang_cu_tru', 'tam_vang') ORDER BY code IS NULL, code, id"
        )
        homes = sorted(rows, key=lambda row: text_sort_key(row[2]))
        self.model = TickedHomes(homes, ticked)
        self._names = {record: " · ".join(part for part in told if part) for record, *told, _code in homes}
        self._hamlet: str | None = None
        self.search = SearchField(self.tr("Tìm theo tên chủ hộ, xóm, mã hộ - không cần dấu"))
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Các hộ, phím cách để chọn"))
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self._count = words("", "quiet")
        self._lay_out(sorted({row[2] for row in homes}, key=text_sort_key))
        self.search.searched.connect(lambda _text: self._narrow())
        self.search.left_downwards.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.model.dataChanged.connect(lambda *_: self._say_count())
        self._say_count()
        self.resize(min(640, parent.window().width() - 40), min(540, parent.window().height() - 40))

    def _lay_out(self, hamlets: Sequence[str]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(words(self.tr("Chọn hộ"), "heading"))
        column.addWidget(self.search)
        self._hamlets = Flow(gap=4)
        for name in (None, *hamlets):
            told = self.tr("Cả thôn") if name is None else name or self.tr("Chưa ghi xóm")
            button = filter_button(told, on=name is None)
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _on=False, name=name: self._show_hamlet(name))
            self._hamlets.add(button)
        column.addWidget(self._hamlets)
        column.addWidget(self.list, 1)
        column.addWidget(self._count)
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        line.addWidget(ActButton(Act(self.tr("Chọn tất cả đang hiện"), self.tick_shown, key="Ctrl+A")))
        line.addStretch(1)
        line.addWidget(ActButton(Act(self.tr("Thôi"), self.reject, key="Esc")))
        line.addWidget(ActButton(Act(self.tr("Lấy các hộ này"), self.accept, key="Ctrl+S"), primary=True))
        column.addLayout(line)

    def _show_hamlet(self, name: str | None) -> None:
        self._hamlet = name
        self._narrow()

    def _narrow(self) -> None:
        self.model.narrow(self._hamlet, self.search.text())
        self._say_count()

    def tick_shown(self) -> None:
        """Tick every household that is shown; all of them unticks when none is left to tick."""
        records = [home[0] for home in self.model.shown]
        self.model.tick(records, on=not all(record in self.model.ticked for record in records))

    def _say_count(self) -> None:
        told = self.tr("Đã chọn {count} hộ · đang hiện {shown} hộ")
        self._count.setText(told.format(count=len(self.model.ticked), shown=len(self.model.shown)))

    def chosen(self) -> list[Option]:
        """The households that are ticked."""
        return [Option(record, self._names[record]) for record in self.model.ticked if record in self._names]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the ticked households from the list, and goes to the list from the search."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.list.hasFocus():
                self.accept()
            else:
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)
