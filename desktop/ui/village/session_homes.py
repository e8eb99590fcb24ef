"""The card of the households that a session reached: typed, ticked from a list by hamlet, or why there are none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.models import village_queries as queries
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.entry_form import EntryForm
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.pick_field import Option
from desktop.ui.tokens import SPACE_3
from desktop.ui.village.household_chips import HouseholdChips
from desktop.ui.village.household_ticks import HouseholdTicks
from desktop.ui.village.session_entry import SessionEntry
from desktop.ui.village.session_kinds import MUST, NO, asked_of


class SessionHomes(Card):
    """Signal: edited(), a person changed something. Where households may be told but need not, it begins closed."""

    edited = Signal()

    def __init__(self, desk: Desk, form: EntryForm, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._desk = desk
        self.chips = HouseholdChips(self._find)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Ví dụ: không muốn ghi"))
        self.field: FormField = form.field("households", "", self.chips)
        self._why = form.field("reason", self.tr("Nếu không ghi hộ: vì sao"), self.reason)
        self._open = ActButton(Act(self.tr("Ghi hộ có mặt"), self.open_up, "home-plus-outline"))
        self._tick = ActButton(Act(self.tr("Chọn nhiều hộ theo xóm"), self.tick_many, "format-list-checks", "Ctrl+T"))
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        line.addWidget(self._open)
        line.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self._why, 1)
        line.addStretch(0)
        self.body.addWidget(self.field)
        self.body.addLayout(line)
        self.chips.households_changed.connect(self.edited)
        self.reason.textEdited.connect(lambda _text: self.edited.emit())

    def _find(self, typed: str) -> list[Option]:
        found = queries.households_found(self._desk.store, typed)
        return [Option(record, " · ".join(part for part in parts if part)) for record, *parts in found]

    def show_entry(self, entry: SessionEntry) -> None:
        """Show an entry's households and reason."""
        chosen = {one: option for one in entry.households for option in self._named(one)}
        self.chips.show_households(list(chosen.values()))
        self.reason.setText(entry.note)

    def _named(self, household_id: str) -> list[Option]:
        rows = self._desk.store.rows("SELECT head_name, hamlet FROM household WHERE id = ?", [household_id])
        return [Option(household_id, " · ".join(part for part in row if part)) for row in rows]

    def show_asked(self, kind: str | None) -> None:
        """Show what the kind needs."""
        asked = asked_of(kind)
        must, told = asked.homes == MUST, bool(self.chips.ids())
        self.setVisible(asked.homes != NO)
        self.field.set_label(self.tr("Đã đến nhà những hộ nào") if must else self.tr("Hộ có mặt (không bắt buộc)"))
        self.field.setVisible(must or told)
        self._tick.setVisible(must or told)
        self._open.setVisible(not (must or told))
        self._why.setVisible(must)

    def open_up(self) -> None:
        """Let households be told where they need not be."""
        for part, shown in ((self.field, True), (self._tick, True), (self._open, False)):
            part.setVisible(shown)
        self.chips.setFocus(Qt.FocusReason.OtherFocusReason)

    def tick_many(self) -> None:
        """Tick many households in a list by hamlet."""
        dialog = HouseholdTicks(self._desk, self.chips.ids(), self)
        if dialog.exec():
            self.chips.show_households(dialog.chosen())
            self.edited.emit()
        self.chips.setFocus(Qt.FocusReason.OtherFocusReason)

    def ids(self) -> tuple[str, ...]:
        """The households that are told; none where they are not asked for."""
        return () if self.isHidden() else self.chips.ids()

    def why_none(self) -> str:
        """The reason for telling no household, where one has to be given."""
        return "" if self.isHidden() or self._why.isHidden() or self.chips.ids() else self.reason.text().strip()
