"""The choice for one column: a radio button in every desk's cell, and one for a value of one's own with its editor."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop.models.differing import DELETED, DifferingField, DifferingRecord, Party, Written
from desktop.models.rules.titles import title_of
from desktop.models.settling import Choice, keep, write
from desktop.ui.conflicts.value_editor import ValueEditor, takes_own_value
from desktop.ui.conflicts.wording import tr
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.words import words
from desktop.ui.tokens import SPACE_1

_NO_WORDS = 8  # pixels that a radio button keeps free for words of its own


class ValueRadio(QWidget):
    """A radio button whose words wrap; pressing the words presses it. Not `pressable`, it is words alone."""

    def __init__(
        self, told: str, spoken: str, below: str = "", *, pressable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.radio = QRadioButton()
        self.radio.setAccessibleName(spoken)
        self.radio.setFixedWidth(self.radio.sizeHint().width() - _NO_WORDS)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_1)
        if pressable:
            line.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setContentsMargins(0, 5, 0, 5)
        column.setSpacing(0)
        column.addWidget(words(told, "strong"))
        if below:
            column.addWidget(words(below, "quiet"))
        column.addStretch(1)
        line.addLayout(column, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The words belong to the button."""
        if event.button() == Qt.MouseButton.LeftButton and self.radio.parent() is not None:
            self.radio.click()
            self.radio.setFocus()
        super().mouseReleaseEvent(event)


class FieldChoice(QObject):
    """Signal: changed(), when another value is chosen or typed. `radios` in the order of the desks, one's own last."""

    changed = Signal()

    def __init__(self, record: DifferingRecord, of: DifferingField, *, may_decide: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._record, self.of = record, of
        self._may_decide = may_decide
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(lambda _button, _on: self._toggled())
        self._values: list[Any] = []
        self.radios: list[QRadioButton] = []
        self._own_radio: QRadioButton | None = None
        self.editor: ValueEditor | None = None
        self._own_field: FormField | None = None

    @property
    def title(self) -> str:
        """What the choice is about."""
        return tr("Xóa hay giữ") if self.of.field == DELETED else title_of(self._record.table, self.of.field)

    # --- what is shown ---

    def cell(self, party: Party, told: Mapping[Any, str]) -> QWidget:
        """A desk's values as radio buttons; words when it has none. `told` says values in words."""
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        sides = [side for side in self.of.sides if side.writer == party.writer]
        for side in sides:
            column.addWidget(self._radio(side, told[side.value]))
        if not sides:
            column.addWidget(words(tr("không sửa mục này"), "quiet"))
        column.addStretch(1)
        return block

    def _radio(self, side: Written, told: str) -> ValueRadio:
        spoken = tr("{title}: giữ {value}, của {who}")
        below = tr("đang hiện trong sổ") if side is self.of.sides[0] else ""
        spoken = spoken.format(title=self.title, value=told, who=side.writer.told)
        shown = ValueRadio(told, spoken, below, pressable=self._may_decide)
        if self._may_decide:
            self._add(shown.radio, side.value)
        return shown

    def _add(self, radio: QRadioButton, value: Any) -> None:  # noqa: ANN401 - a column's value
        self._group.addButton(radio, len(self.radios))
        self.radios.append(radio)
        self._values.append(value)

    def own_row(self) -> QWidget | None:
        """The line for a value of one's own; None where none can be typed, or nothing may be decided."""
        table, column = self._record.table, self.of.field
        if not self._may_decide or not takes_own_value(table, column):
            return None
        block = QWidget()
        line = QVBoxLayout(block)
        line.setContentsMargins(0, 0, 0, SPACE_1)
        line.setSpacing(SPACE_1)
        shown = ValueRadio(tr("Ghi giá trị khác"), tr("{title}: ghi giá trị khác").format(title=self.title))
        self._own_radio = shown.radio
        self._add(shown.radio, None)
        self.editor = ValueEditor(table, column, self._typed)
        hint = tr("Để trống nghĩa là chưa biết.")
        self._own_field = FormField(tr("{title} đúng là").format(title=self.title), self.editor.widget, hint=hint)
        self._own_field.hide()
        line.addWidget(shown)
        line.addWidget(self._own_field)
        return block

    # --- what is chosen ---

    @property
    def is_own(self) -> bool:
        """Whether a value of one's own is chosen."""
        return self._own_radio is not None and self._own_radio.isChecked()

    def pick(self, value: Any) -> None:  # noqa: ANN401 - a column's value
        """Choose the first of the values that equals this one."""
        for radio, offered in zip(self.radios, self._values, strict=True):
            if radio is not self._own_radio and offered == value:
                radio.setChecked(True)
                return

    def choice(self) -> Choice | None:
        """What is chosen; None for nothing yet."""
        place = self._group.checkedId()
        if place < 0:
            return None
        if self.is_own and self.editor:
            return write(self._record, self.of, self.editor.value())
        return keep(self._record, self.of, self._values[place])

    def problem(self) -> str:
        """What the editor cannot read."""
        return self.editor.problem() if self.is_own and self.editor else ""

    def show_problem(self, text: str) -> None:
        """Say beside the editor what is wrong with one's own value."""
        if self._own_field:
            self._own_field.show_problem(text)

    def focus(self) -> None:
        """Put the keyboard on what is chosen, or on the first value."""
        if self.is_own and self.editor:
            self.editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        checked = self._group.checkedButton() or next(iter(self.radios), None)
        if checked:
            checked.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggled(self) -> None:
        if self._own_field:
            self._own_field.setVisible(self.is_own)
            if not self.is_own:
                self._own_field.show_problem("")
        self.changed.emit()

    def _typed(self) -> None:
        if self._own_radio:
            self._own_radio.setChecked(True)
        self.show_problem("")
        self.changed.emit()
