"""The rows of who has followed the commune's new key and who has not. Nothing is read or written here."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.models.places import Device
from desktop.ui.commune.naming import tr
from desktop.ui.rows import Column
from desktop.ui.states import Shape, State
from desktop.ui.tokens import Tone


@dataclass(frozen=True)
class Follower:
    """A laptop or another desk: where it stands, the file with the new key for it, and whether it has answered."""

    device: Device
    place: str
    letter: str
    answered: bool


class Followers:
    """A RowSource of them."""

    def __init__(self, rows: Sequence[Follower]) -> None:
        self._rows = rows
        self.columns: Sequence[Column[Follower]] = (
            Column(tr("Thôn"), lambda row: row.place, width=120, strong=True),
            Column(tr("Máy"), lambda row: row.device.name, width=150, spare=2),
            Column(tr("Người giữ"), lambda row: row.device.holder or "-", width=120, spare=1),
            Column(tr("Tệp của máy này"), lambda row: row.letter, width=230),
            Column(tr("Khóa mới"), lambda row: _state(row).words, width=120, state=_state),
        )

    def count(self) -> int:
        """How many there are."""
        return len(self._rows)

    def rows(self, offset: int, limit: int) -> Sequence[Follower]:
        """Some of them, those that have not followed first."""
        return self._rows[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """There is no other order."""


def _state(row: Follower) -> State:
    if row.answered:
        return State(tr("Đã theo"), Tone.GOOD, Shape.TICK)
    return State(tr("Chưa theo"), Tone.WARN, Shape.RING)
