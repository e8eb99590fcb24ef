"""When, how, where and by whom a session was held: the first card of its form. It fills nothing in by itself."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.models import village_queries as queries
from desktop.ui.desk import Desk
from desktop.ui.parts.card import Card
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import EntryForm, code_list_field
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.number_field import NumberField
from desktop.ui.parts.pick_field import Option, PickField, matching
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3
from desktop.ui.village.session_entry import SessionEntry
from desktop.ui.village.session_kinds import MUST, NO, asked_of

_TWO_ROWS = 820


class Occasion(Card):
    """Signals: edited(), something was changed by a person; kind_changed(), another kind was chosen."""

    edited = Signal()
    kind_changed = Signal()

    def __init__(self, desk: Desk, form: EntryForm, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._desk = desk
        self._old = False
        self.held_on = DateField(today=desk.day)
        self.kind = code_list_field("session_kinds", short=True)
        self.place = PickField(self._places, self.tr("Ví dụ: Nhà văn hóa thôn"), free=True)
        self.audience = NumberField(least=0, most=20_000)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(SPACE_3)
        self._row.addWidget(form.field("held_on", self.tr("Ngày"), self.held_on, required=True), 2)
        self._row.addWidget(form.field("kind", self.tr("Hình thức (F4, rồi bấm số)"), self.kind, required=True), 4)
        self._row.addWidget(form.field("place", self.tr("Nơi"), self.place), 4)
        self._heard = form.field("audience", self.tr("Số người dự"), self.audience)
        self._row.addWidget(self._heard, 2)
        self.body.addLayout(self._row)
        self.guided = TickBox(self.tr("Có hướng dẫn từng người, ghi cả số lượt"))
        self.guided.setAccessibleName(self.guided.text())
        self.body.addWidget(self.guided)
        self._helpers = Flow(gap=2)
        self.ticks: dict[str, TickBox] = {}
        self.body.addWidget(form.field("helpers", self.tr("Ai hướng dẫn"), self._helpers))
        self._listen()

    def _listen(self) -> None:
        for editor in (self.held_on, self.place, self.audience):
            editor.textEdited.connect(lambda _text: self.edited.emit())
        self.place.picked.connect(lambda _key: self.edited.emit())
        self.kind.code_changed.connect(lambda _code: self.kind_changed.emit())
        self.guided.toggled.connect(lambda _on: self.kind_changed.emit())

    def _places(self, typed: str) -> list[Option]:
        return matching([Option(place, place) for place in queries.places_used(self._desk.store)], typed)

    def show_entry(self, entry: SessionEntry) -> None:
        """Show where and by whom an entry was held."""
        self._old = entry.record is not None
        self.held_on.show_date(entry.held_on)
        self.kind.show_code(entry.kind)
        self.place.setText(entry.place)
        self.place.setCursorPosition(0)
        self.audience.show_number(entry.audience)
        self.guided.blockSignals(True)
        self.guided.setChecked(bool(entry.guided))
        self.guided.blockSignals(False)
        self._show_guides(entry)
        self.show_asked()

    def _show_guides(self, entry: SessionEntry) -> None:
        self._helpers.clear()
        self.ticks = {}
        for record, name in self._names(entry).items():
            tick = TickBox(name.replace("&", "&&"))
            tick.setAccessibleName(self.tr("{name} có hướng dẫn").format(name=name))
            tick.setChecked(record in entry.helpers)
            tick.toggled.connect(lambda _on: self.edited.emit())
            self.ticks[record] = tick
            self._helpers.add(tick)

    def _names(self, entry: SessionEntry) -> Mapping[str, str]:
        """Who can have helped: who is in the team that day, and who stands in an old session."""
        active = queries.guides_on(self._desk.store, entry.held_on or self._desk.day)
        names = {one.id: one.name for one in active}
        past = queries.guide_names(self._desk.store)
        return names | {one: past[one] for one in entry.helpers if entry.record and one in past and one not in names}

    def show_asked(self) -> None:
        """Show the fields that the kind needs."""
        asked = asked_of(self.kind.code())
        self._heard.setVisible(asked.audience != NO)
        listens = self.tr("Số người dự") if asked.audience == MUST or asked.counted else self.tr("Số người nghe, xem")
        self._heard.set_label(listens)
        self.guided.setVisible(not asked.counted)

    @property
    def is_counted(self) -> bool:
        """Whether visits are counted."""
        return asked_of(self.kind.code()).counted or self.guided.isChecked()

    def guides(self) -> tuple[str, ...]:
        """The memberships that are ticked."""
        return tuple(record for record, tick in self.ticks.items() if tick.isChecked())

    def heard(self) -> int | None:
        """The audience, where it is asked for or an old session told it."""
        return None if self._heard.isHidden() and not self._old else self.audience.number()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the first fields below each other where they would be squeezed."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """The same after the size of text has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._turn()

    def _turn(self) -> None:
        narrow = self.width() < current_look().scaled(_TWO_ROWS)
        side = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != side:
            self._row.setDirection(side)
