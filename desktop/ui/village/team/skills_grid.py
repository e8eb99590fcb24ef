"""The grid of members by topics (R048): one digit rates, Delete takes back. It writes nothing itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.models import catalogues
from desktop.models.training_records import LEVELS, Rating
from desktop.text import DASH, format_input_date
from desktop.ui.style import current_look

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Rated:
    """A member with the ratings by topic."""

    person_id: str
    name: str
    ratings: Mapping[str, Rating]


class SkillsModel(QAbstractTableModel):
    """Rows are members, columns are topics; a cell is a level or "-"."""

    def __init__(self, topics: Mapping[str, str], short: Mapping[str, str]) -> None:
        super().__init__()
        self.codes = tuple(topics)
        self._labels = topics
        self._short = short
        self.people: Sequence[Rated] = ()

    def show_people(self, people: Sequence[Rated]) -> None:
        """Show these members; while they stay the same people the chosen cell stays too."""
        same = [one.person_id for one in people] == [one.person_id for one in self.people]
        if not same:
            self.beginResetModel()
        self.people = people
        if not same:
            self.endResetModel()
        elif people:
            self.dataChanged.emit(self.index(0, 0), self.index(len(people) - 1, len(self.codes) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many members."""
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many topics."""
        return 0 if parent.isValid() else len(self.codes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """The level; to those who cannot see it, in words."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.DisplayRole:
            rated = self.people[index.row()].ratings.get(self.codes[index.column()])
            return DASH if rated is None else str(rated.level)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.told(index)
        return None

    def told(self, index: Index) -> str:
        """A cell in words: who, what, the level with its meaning and its day."""
        one, code = self.people[index.row()], self.codes[index.column()]
        rated = one.ratings.get(code)
        level = self.tr("chưa tự đánh giá")
        if rated:
            meaning = catalogues.labels("skill_levels").get(str(rated.level), "")
            level = f"{rated.level}. {meaning} ({format_input_date(rated.on)})"
        return f"{one.name} · {self._labels[code]}: {level}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Topics above, members at the left."""
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            return self._labels[self.codes[section]]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.people[section].name
        code = self.codes[section]
        return self._short.get(code, self._labels[code])


class SkillsGrid(QTableView):
    """Signals: rated(str, str, int), person, topic, level; taken_back(str, str); looked_at(str), a cell in words."""

    rated = Signal(str, str, int)
    taken_back = Signal(str, str)
    looked_at = Signal(str)

    def __init__(self, model: SkillsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = model
        self.setModel(model)
        model.setParent(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        columns.setMinimumSectionSize(current_look().scaled(58))
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap))
        columns.setFixedHeight(current_look().scaled(62))
        columns.setSectionsClickable(False)
        rows.setSectionsClickable(False)
        rows.setDefaultSectionSize(current_look().scaled(38))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.selectionModel().currentChanged.connect(self._tell)
        model.dataChanged.connect(self._tell)
        model.modelReset.connect(self._begin)

    def _begin(self) -> None:
        if self._cells.people:
            self.setCurrentIndex(self._cells.index(0, 0))

    def _tell(self) -> None:
        here = self.currentIndex()
        self.looked_at.emit(self._cells.told(here) if here.isValid() else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit rates and goes on to the next topic; Delete takes back; the arrows move."""
        here = self.currentIndex()
        if not here.isValid() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        person, topic = self._cells.people[here.row()].person_id, self._cells.codes[here.column()]
        level = event.key() - Qt.Key.Key_0
        if level in LEVELS:
            self.rated.emit(person, topic, level)
            self._go_on(here)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.taken_back.emit(person, topic)
        else:
            super().keyPressEvent(event)

    def _go_on(self, here: QModelIndex) -> None:
        """To the next topic, after the last one to the next member."""
        row, column = here.row(), here.column() + 1
        if column == len(self._cells.codes):
            row, column = row + 1, 0
        if row < len(self._cells.people):
            self.setCurrentIndex(self._cells.index(row, column))
