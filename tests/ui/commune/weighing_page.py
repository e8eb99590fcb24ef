"""What an officer does on the page of one record that differs, for the tests of Chỗ khác nhau."""

from PySide6.QtWidgets import QLabel, QWidget

from desktop.models.households import Household
from desktop.ui.commune.conflicts_room import ConflictsRoom
from desktop.ui.conflicts.field_choice import FieldChoice
from desktop.ui.conflicts.grounds import Grounds
from desktop.ui.conflicts.side_by_side import SideBySide
from tests.ui.commune.conftest import Commune
from tests.ui.screen import settle

REASON = "Đã gọi hỏi chủ hộ"


def words_of(widget: QWidget) -> str:
    """Everything that a page says now."""
    settle()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def sides(room: ConflictsRoom) -> SideBySide:
    assert room.record.sides is not None
    return room.record.sides


def grounds(room: ConflictsRoom) -> Grounds:
    assert room.record.grounds is not None
    return room.record.grounds


def field_of(room: ConflictsRoom, name: str) -> FieldChoice:
    return next(one for one in sides(room).fields if one.of.field == name)


def open_record(commune: Commune, record: str, table: str = "household") -> ConflictsRoom:
    room = commune.conflicts
    room.refresh()
    room.list.inbox.sort("name", descending=False)
    room._order = room.list.inbox.keys()
    room.show_record((table, record))
    return room


def household(commune: Commune, record: str) -> Household:
    row = commune.store.get(Household, record)
    assert row is not None
    return row


def press_decide(room: ConflictsRoom, reason: str = REASON) -> None:
    if reason:
        grounds(room).take_reason(reason)
    room.record.decide()
    settle()
