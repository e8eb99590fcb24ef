"""A record side by side: a column a desk; what differs, then what one desk changed alone, then the rest."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop.models.conflict_words import columns_told, how_it_came, upper_first, when_written
from desktop.models.differing import DELETED, DifferingField, DifferingRecord, Party, RecordLine
from desktop.models.rules.titles import title_of
from desktop.models.settling import Choice, keep_all_of
from desktop.models.store import Store
from desktop.models.value_words import value_words
from desktop.ui.acts import Act
from desktop.ui.conflicts.field_choice import FieldChoice
from desktop.ui.conflicts.told_values import told_values
from desktop.ui.conflicts.wording import tr
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import rule, words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_2, SPACE_4

_TOP = Qt.AlignmentFlag.AlignTop


class SideBySide(Card):
    """Signal: changed(), when a choice changed. `fields` are the choices in their order."""

    changed = Signal()

    def __init__(
        self, store: Store, record: DifferingRecord, *, may_decide: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._store, self._record, self._may_decide = store, record, may_decide
        self.fields = [self._choice(one) for one in sorted(record.fields, key=lambda one: one.field != DELETED)]
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_4)
        self._grid.setVerticalSpacing(SPACE_2)
        self._grid.setColumnStretch(0, 3)
        for place in range(len(record.parties)):
            self._grid.setColumnStretch(1 + place, 5)
        self._same: list[QWidget] = []
        self._row = 0
        self.body.addLayout(self._grid)
        self._fill()

    def _choice(self, of: DifferingField) -> FieldChoice:
        made = FieldChoice(self._record, of, may_decide=self._may_decide, parent=self)
        made.changed.connect(self.changed)
        return made

    # --- building ---

    def _fill(self) -> None:
        self._add_line(words("", ""), [self._head(party) for party in self._record.parties])
        for choice in self.fields:
            self._add_choice(choice)
        besides = [one for one in self._record.lines if not one.differs and any(one.written_by)]
        if besides:
            self._add_rule()
            self._add_wide(words(tr("Cùng đợt đó chỉ một bên sửa, không trái nhau nên giữ nguyên"), "quiet"))
            for line in besides:
                self._add_line(self._name(line), [self._cell(line, place) for place in range(len(line.values))])
        same = [one for one in self._record.lines if not any(one.written_by)]
        if same:
            self._add_rest(same)

    def _head(self, party: Party) -> QWidget:
        """Who, when, how it came, and the act for everything of this side."""
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(words(upper_first(party.writer.told), "heading"))
        column.addWidget(words(when_written(party.last), "problem" if party.last.clock_wrong else "quiet"))
        came = how_it_came(party.last.arrival)
        if came:
            column.addWidget(words(came, "quiet"))
        if self._may_decide and len(self._record.fields) > 1:
            act = Act(tr("Giữ tất cả của bên này"), lambda: self.keep_all_of(party))
            button = ActButton(act)
            button.setAccessibleName(tr("Giữ tất cả của {who}").format(who=party.writer.told))
            column.addSpacing(SPACE_2)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return block

    def _add_choice(self, choice: FieldChoice) -> None:
        self._add_rule()
        told = self._values_told(choice.of)
        cells = [choice.cell(party, told) for party in self._record.parties]
        name = words(choice.title, "strong")
        name.setContentsMargins(0, 5, 0, 0)
        self._add_line(name, cells)
        own = choice.own_row()
        if own:
            self._grid.addWidget(own, self._row, 1, 1, len(self._record.parties))
            self._row += 1

    def _values_told(self, of: DifferingField) -> Mapping[Any, str]:
        if of.field != DELETED:
            return told_values(self._store, self._record, of)
        edited = sorted({name for side in of.sides for name in side.edited})
        stays = tr("Giữ lại, đã sửa {what}") if edited else tr("Giữ lại")
        stays = stays.format(what=columns_told(self._record.table, edited))
        return {value: tr("Xóa") if value else stays for value in of.values}

    def _name(self, line: RecordLine) -> QWidget:
        return words(title_of(self._record.table, line.field), "quiet")

    def _cell(self, line: RecordLine, place: int) -> QWidget:
        told = value_words(self._store, self._record.table, line.field, line.values[place])
        return words(told, "" if line.written_by[place] else "quiet")

    def _add_rest(self, same: Sequence[RecordLine]) -> None:
        """The columns that are the same, folded away."""
        self._add_rule()
        more = QPushButton(tr("Xem cả mục ({count} ô giống nhau)").format(count=len(same)))
        set_role(more, "filter")
        more.setCheckable(True)
        more.setAutoDefault(False)
        more.setAccessibleName(more.text())
        more.toggled.connect(self._show_rest)
        self._grid.addWidget(more, self._row, 0, 1, 1 + len(self._record.parties), Qt.AlignmentFlag.AlignLeft)
        self._row += 1
        for line in same:
            value = value_words(self._store, self._record.table, line.field, line.values[0])
            parts = [self._name(line), words(value, "")]
            self._grid.addWidget(parts[0], self._row, 0, _TOP)
            self._grid.addWidget(parts[1], self._row, 1, 1, len(self._record.parties), _TOP)
            self._same += parts
            self._row += 1
        self._show_rest(False)

    def _show_rest(self, shown: bool) -> None:
        for part in self._same:
            part.setVisible(shown)

    def _add_line(self, name: QWidget, cells: Sequence[QWidget]) -> None:
        self._grid.addWidget(name, self._row, 0, _TOP)
        for place, cell in enumerate(cells):
            self._grid.addWidget(cell, self._row, 1 + place, _TOP)
        self._row += 1

    def _add_wide(self, part: QWidget) -> None:
        self._grid.addWidget(part, self._row, 0, 1, 1 + len(self._record.parties))
        self._row += 1

    def _add_rule(self) -> None:
        self._add_wide(rule())

    # --- choosing ---

    def keep_all_of(self, party: Party) -> None:
        """Choose everything of one side; nothing is written yet."""
        for chosen in keep_all_of(self._record, party):
            next(one for one in self.fields if one.of.field == chosen.field).pick(chosen.value)

    @property
    def is_gone(self) -> bool:
        """Whether the record is chosen to stay deleted; then nothing else has to be chosen."""
        chosen = next((one.choice() for one in self.fields if one.of.field == DELETED), None)
        return chosen is not None and bool(chosen.value)

    def open_fields(self) -> list[FieldChoice]:
        """The choices that are still to be made."""
        if self.is_gone:
            return []
        return [one for one in self.fields if one.choice() is None]

    def choices(self) -> list[Choice]:
        """What is chosen so far."""
        chosen = [(one, one.choice()) for one in self.fields]
        return [found for one, found in chosen if found and (not self.is_gone or one.of.field == DELETED)]
