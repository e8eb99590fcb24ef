"""Chỗ khác nhau: fields that two desks wrote without knowing each other; all values are kept until one is chosen."""

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton

from desktop.models.authors import Authors
from desktop.models.conflicts import Conflict, conflicts, decide
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.places import Village
from desktop.models.rules.titles import title_of
from desktop.models.schema import TABLES
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.naming import value_words, when
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.page import Page

_MOST = 30
_ANOTHER = -1


class ConflictsRoom(Page):
    """A card a conflict: the values one below the other, who and when, a third value, the reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", scrolling=True)
        self.title.setText(self.tr("Chỗ khác nhau"))
        self.setAccessibleName(self.tr("Chỗ khác nhau"))
        self._desk = desk
        desk.changed.connect(self.refresh)
        self.refresh()

    def refresh(self, _tables: object = None) -> None:
        """Read the conflicts again."""
        while self.body.count():
            item = self.body.takeAt(0)
            if (old := item.widget() if item else None) is not None:
                old.deleteLater()
        found = conflicts(self._desk.store)
        self.show_subtitle(
            self.tr("{count} chỗ cần chọn; cả hai giá trị đều đang được giữ").format(count=len(found)) if found else ""
        )
        if not found:
            advice = self.tr("Khi xã và thôn cùng sửa một mục mà chưa biết nhau, chỗ đó sẽ hiện ở đây.")
            self.body.addWidget(
                EmptyState("compare-horizontal", self.tr("Không có chỗ nào khác nhau"), advice, None), 1
            )
            return
        for conflict in found[:_MOST]:
            self.body.addWidget(ConflictCard(self._desk, conflict))
        self.body.addStretch(1)


class ConflictCard(Card):
    """One conflict."""

    def __init__(self, desk: Desk, conflict: Conflict) -> None:
        super().__init__(f"{_record_words(desk, conflict)}: {title_of(conflict.table, conflict.field)}")
        self._desk, self._conflict = desk, conflict
        self._choice = QButtonGroup(self)
        for number, side in enumerate(conflict.sides):
            shown = self.tr(", đang dùng") if number == 0 else ""
            value = value_words(conflict.field, side.value)
            self._option(
                number, f"{value}   ({_whose(desk, side.author, side.is_mine)}, {when(side.written_at)}{shown})"
            )
        self.another = QLineEdit()
        if conflict.field != "deleted":
            self._option(_ANOTHER, self.tr("Giá trị khác:"))
            self.another.setAccessibleName(self.tr("Giá trị khác"))
            self.another.textEdited.connect(self._choose_another)
            self.body.addWidget(self.another)
        self.reason = QLineEdit()
        self.body.addWidget(FormField(self.tr("Lý do"), self.reason, hint=self.tr("Ví dụ: đã gọi hỏi chủ hộ.")))
        self.keep = ActButton(Act(self.tr("Chọn giá trị này"), self.decide, "gavel"))
        self.keep.setEnabled(False)
        self.body.addWidget(self.keep)
        self._choice.idToggled.connect(lambda *_: self.keep.setEnabled(self._choice.checkedButton() is not None))

    def _option(self, number: int, text: str) -> None:
        option = QRadioButton(text.replace("&", "&&"))
        self._choice.addButton(option, number if number >= 0 else len(self._conflict.sides))
        self.body.addWidget(option)

    def _choose_another(self) -> None:
        self._choice.button(len(self._conflict.sides)).setChecked(True)

    def choose(self, number: int) -> None:
        """Mark the value at this place."""
        self._choice.button(number).setChecked(True)

    def decide(self) -> None:
        """Write the chosen value over all of them; the decision travels with the next bundle."""
        chosen = self._choice.checkedId()
        sides = self._conflict.sides
        value = sides[chosen].value if chosen < len(sides) else self.another.text().strip() or None
        with changing(self._desk.store) as change:
            decide(change, self._conflict, value, reason=self.reason.text().strip(), decided_by=self.tr("Cán bộ xã"))
        self._desk.tell_changed(frozenset({self._conflict.table, "decision"}))


def _record_words(desk: Desk, conflict: Conflict) -> str:
    """The record as people know it."""
    model = TABLES[conflict.table]
    row = desk.store.get(model, conflict.record)
    village = desk.store.get(Village, row.village_id) if row is not None and row.village_id else None
    place = f", thôn {village.name}" if village else ""
    if isinstance(row, Household):
        return f"Hộ {row.head_name} ({row.code or '-'}){place}"
    name = next((getattr(row, column) for column in ("full_name", "name") if hasattr(row, column)), "")
    return f"{model.title} {name}".strip() + place


def _whose(desk: Desk, author: str, is_mine: bool) -> str:
    """Which side wrote a value."""
    if is_mine:
        return "xã ghi"
    audience = Authors(desk.store).audience(author)
    village = desk.store.get(Village, audience) if audience else None
    return f"thôn {village.name} ghi" if village else "máy khác ghi"
