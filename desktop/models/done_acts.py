"""What people did at this desk lately: where each act stands in the journal, so that it can be taken back.

No record is kept here and nobody's name: the journal has those. An act that only wrote what was there leaves no line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from desktop.models.store import Store

Ranges = Mapping[str, tuple[int, int]]  # author -> first and last sequence number
Kind = Literal["act", "undo", "redo"]
ACT: Kind = "act"
UNDO: Kind = "undo"
REDO: Kind = "redo"
#: How many acts are known, and for how long one can be taken back: what lies back further is corrected by hand.
_MOST = 200
_LONGEST = timedelta(days=7)
_BACK, _FOR_GOOD = 1, 2


@dataclass(frozen=True)
class DoneAct:
    """One act: its number, when it was done, and the entries that it wrote."""

    number: int
    kind: Kind
    happened_at: datetime
    ranges: Ranges


def note_done(store: Store, kind: Kind, ranges: Ranges) -> None:
    """Keep an act's place in the journal; call it inside the act's transaction."""
    if not ranges:
        return
    store.execute(
        "INSERT INTO done_act (happened_at, kind, ranges, closed) VALUES (?, ?, ?, 0)",
        [store.clock.now().isoformat(), kind, msgspec.json.encode(ranges).decode()],
    )
    store.execute("DELETE FROM done_act WHERE id <= (SELECT max(id) FROM done_act) - ?", [_MOST])


def close_act(store: Store, number: int, *, for_good: bool = False) -> None:
    """An act was taken back; `for_good`: it cannot be any more and stays done."""
    with store.transaction():
        store.execute("UPDATE done_act SET closed = ? WHERE id = ?", [_FOR_GOOD if for_good else _BACK, number])


def cancelled_after(store: Store, act: DoneAct) -> list[Ranges]:
    """What was done later and taken back, and the takings back: together they changed nothing."""
    sql = "SELECT ranges FROM done_act WHERE id > ? AND closed <> ?"
    return [_read(ranges) for (ranges,) in store.rows(sql, [act.number, _FOR_GOOD])]


def latest_act(store: Store) -> DoneAct | None:
    """What taking back would take back: the latest act that still stands."""
    return _late(store, "kind IN ('act', 'redo')")


def latest_undone(store: Store) -> DoneAct | None:
    """What doing again would do again: the latest taking back that nothing new was done after."""
    return _late(store, "kind = 'undo' AND id > (SELECT COALESCE(max(id), 0) FROM done_act WHERE kind = 'act')")


def _late(store: Store, where: str) -> DoneAct | None:
    sql = f"SELECT id, kind, happened_at, ranges FROM done_act WHERE NOT closed AND {where} ORDER BY id DESC LIMIT 1"  # noqa: S608
    for number, kind, at, ranges in store.rows(sql):
        happened_at = datetime.fromisoformat(at)
        if store.clock.now() - happened_at <= _LONGEST:
            return DoneAct(number, kind, happened_at, _read(ranges))
    return None


def _read(ranges: str) -> Ranges:
    return msgspec.json.decode(ranges, type=dict[str, tuple[int, int]])
