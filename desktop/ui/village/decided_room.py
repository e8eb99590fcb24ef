"""Xã đã quyết định: what still waits for a decision, and what was decided about this village's records, and why."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.models.conflict_inbox import ConflictInbox
from desktop.models.conflict_words import differing_told
from desktop.models.conflicts import Key
from desktop.models.decided import count_unread, decided, mark_read
from desktop.models.differing import DifferingRecord
from desktop.models.schema import TABLES
from desktop.models.settling import Settled, may_decide
from desktop.models.weighing import weigh
from desktop.text import format_count
from desktop.ui.conflicts.decided_card import DecidedCard
from desktop.ui.conflicts.record_page import RecordPage
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.card import Card
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.page import Page
from desktop.ui.parts.page_stack import PageStack
from desktop.ui.parts.todo_row import Todo, TodoRow
from desktop.ui.parts.words import rule, words
from desktop.ui.states import Shape, State
from desktop.ui.tokens import SPACE_4, Tone

READ = "decisions-read"  # told as changed when the person has looked at the decisions
_MOST = 50


def _tr(text: str) -> str:
    return QCoreApplication.translate("VillageDecided", text)


class DecidedRoom(PageStack):
    """`list` is the page that stands first, `record` the page of one record that differs."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Xã đã quyết định"), parent)
        self._desk = desk
        self.list = _DecidedPage()
        self.record = RecordPage(desk)
        for page in (self.list, self.record):
            self.put(page)
        self._order: list[Key] = []
        self._shown: Key | None = None
        self.record.left.connect(self._back)
        self.record.moved.connect(self._move)
        self.record.settled.connect(self._settled)
        keep_fresh(self, desk, frozenset(TABLES) | {"bundle"}, self.refresh)

    def refresh(self) -> None:
        """Read again what waits and what was decided."""
        store = self._desk.store
        waiting = weigh(store, ConflictInbox(store).keys()[:_MOST])
        self._order = [one.key for one in waiting]
        cards: list[QWidget] = [self._waiting(waiting)] if waiting else []
        found = decided(store)
        if found:
            cards.append(DecidedCard(store, found))
        self.list.show_cards(cards, _subtitle(len(waiting), len(found)))
        self.record.refresh()
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """Who sees the decisions has read them; the marks of new ones stay until the page is read again."""
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        if count_unread(self._desk.store):
            mark_read(self._desk.store)
            self._desk.tell_changed(frozenset({READ}))

    def _waiting(self, records: Sequence[DifferingRecord]) -> Card:
        card = Card(_tr("Đang chờ quyết định"))
        note = _tr("Hai máy cùng sửa một mục mà chưa biết nhau. Cả hai giá trị đều được giữ.")
        card.body.addWidget(words(note, "quiet"))
        for place, record in enumerate(records):
            if place:
                card.body.addWidget(rule())
            card.body.addWidget(TodoRow(self._todo(record)))
        return card

    def _todo(self, record: DifferingRecord) -> Todo:
        own = may_decide(self._desk.store, record)
        state = State(_tr("Thôn quyết"), Tone.WARN, Shape.TRIANGLE) if own else State(_tr("Chờ xã"), Tone.INFO)
        name = record.name or TABLES[record.table].title
        told = differing_told(record.table, [one.field for one in record.fields])
        return Todo(state, name, told, lambda: self.show_record(record.key))

    # --- one record ---

    def show_record(self, key: Key) -> None:
        """Show one record that differs."""
        self._shown = key
        self.record.say(Tone.INFO, "")
        self.record.show_record(key, self._order.index(key) + 1 if key in self._order else 1, len(self._order))
        self.show_page(self.record)

    def _move(self, by: int) -> None:
        place = (self._order.index(self._shown) if self._shown in self._order else 0) + by
        if 0 <= place < len(self._order):
            self.show_record(self._order[place])

    def _back(self) -> None:
        self.show_page(self.list)

    def _settled(self, _done: Settled) -> None:
        """Back to the list, where the decision now stands."""
        self._back()


class _DecidedPage(Page):
    """The cards, one below the other."""

    def __init__(self) -> None:
        super().__init__(_tr("Xã đã quyết định"), " ", scrolling=True)
        self._cards: list[QWidget] = []
        self.body.setSpacing(SPACE_4)
        self.body.addStretch(1)

    def show_cards(self, cards: Sequence[QWidget], subtitle: str) -> None:
        """Show these instead of the old ones; none says what the room is for."""
        for old in self._cards:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cards = list(cards) or [_empty()]
        for card in self._cards:
            self.body.insertWidget(self.body.count() - 1, card)
        self.show_subtitle(subtitle)

    def arrive(self) -> None:
        """The first thing that waits takes the keyboard."""
        row = self.findChild(TodoRow)
        if row:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().arrive()


def _subtitle(waiting: int, found: int) -> str:
    told = _tr("{count} mục đang chờ").format(count=format_count(waiting)) if waiting else ""
    done = _tr("{count} quyết định").format(count=format_count(found)) if found else ""
    return " · ".join(part for part in (told, done) if part)


def _empty() -> EmptyState:
    return EmptyState(
        "gavel",
        _tr("Chưa có gì phải quyết định"),
        _tr("Khi thôn và xã cùng sửa một mục mà chưa biết nhau, xã chọn giá trị đúng và ghi lý do; thôn đọc ở đây."),
        None,
    )
