"""Hoàn tác, làm lại: taking back what was done at this desk, the latest first, and doing it again.

What was taken back stays in the journal, and so does the taking back: other desks hear of both.
"""

from dataclasses import dataclass
from typing import NoReturn

from desktop.errors import StoreError
from desktop.models.acts import acting
from desktop.models.conflicts import from_store
from desktop.models.done_acts import REDO, UNDO, DoneAct, cancelled_after, close_act, latest_act, latest_undone
from desktop.models.record_names import record_name
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.models.taking_back import Back, Brought, Key, Looking, brought_by

#: Why an act can never be taken back: a resident asked for erasure, or the village's desk may not write it any more.
_FOR_GOOD = {"erased", "out-of-scope"}
_TITLE_VERB = {"add": "Thêm", "delete": "Xóa", "restore": "Khôi phục", "set": "Sửa"}


@dataclass(frozen=True)
class TakenBack:
    """What was taken back or done again: in words, and the tables whose records changed."""

    told: str
    tables: frozenset[str]


def undo_told(store: Store) -> str:
    """What would be taken back, in words; "" when there is nothing."""
    act = latest_act(store)
    return act_told(store, act) if act else ""


def redo_told(store: Store) -> str:
    """What would be done again, in words; "" when there is nothing."""
    act = latest_undone(store)
    return act_told(store, act) if act else ""


def undo_size(store: Store) -> int:
    """How many entries the latest act wrote."""
    act = latest_act(store)
    return sum(last - first + 1 for first, last in act.ranges.values()) if act else 0


def is_deletion(store: Store) -> bool:
    """Whether the latest act deleted the record that it began with."""
    act = latest_act(store)
    brought = brought_by(store, act.ranges) if act else None
    if not act or not brought or not brought.fields:
        return False
    return _verb(store, next(iter(brought.fields)), brought) == "delete"


def undo_last(store: Store) -> TakenBack | None:
    """Take back the latest act; None when there is none. Raises StoreError and RuleBroken, nothing is written then."""
    act = latest_act(store)
    return _take_back(store, act, undoing=True) if act else None


def redo_last(store: Store) -> TakenBack | None:
    """Do again what was taken back last; None when there is nothing. Raises StoreError and RuleBroken."""
    act = latest_undone(store)
    return _take_back(store, act, undoing=False) if act else None


def _take_back(store: Store, act: DoneAct, *, undoing: bool) -> TakenBack:
    told = act_told(store, act)
    looked = Looking(store, _brought(store, act))
    looked.look()
    if looked.left or not looked.back:
        _refuse(store, act, told)
    try:
        with acting(store, UNDO if undoing else REDO) as acts:
            for one in sorted(looked.back, key=_deletions_last):
                acts.put_back(one)
            close_act(store, act.number)
    except StoreError as error:
        if error.code in _FOR_GOOD:
            close_act(store, act.number, for_good=True)
        raise
    return TakenBack(told, acts.tables)


def _brought(store: Store, act: DoneAct) -> Brought:
    """What the act wrote; what came later and was taken back again counts as if it were never done."""
    own = brought_by(store, act.ranges)
    later = [brought_by(store, ranges).versions for ranges in cancelled_after(store, act)]
    return Brought(own.versions.union(*later), own.fields)


def _deletions_last(one: Back) -> bool:
    return one.field is None


def _refuse(store: Store, act: DoneAct, told: str) -> NoReturn:
    """What somebody went on from cannot be taken back; the act before it can be reached from now on."""
    close_act(store, act.number, for_good=True)
    raise StoreError(
        f"Không hoàn tác được “{told}” nữa: mục này đã được sửa tiếp hoặc đã nhận bản khác. Sổ vẫn như cũ.",
        "Hãy mở mục đó và sửa bằng tay.",
        code="edited-later",
    )


def act_told(store: Store, act: DoneAct) -> str:
    """An act in a few words: "Xóa hộ dân Nông Văn A (02107-01-003)", "Thêm buổi hỗ trợ ... và 3 mục nữa"."""
    brought = brought_by(store, act.ranges)
    if not brought.fields:
        return ""
    key = next(iter(brought.fields))
    title = TABLES[key[0]].title
    parts = [_TITLE_VERB[_verb(store, key, brought)], title[:1].lower() + title[1:], record_name(store, *key)]
    more = len(brought.fields) - 1
    return " ".join(part for part in (*parts, f"và {more} mục nữa" if more else "") if part)


def _verb(store: Store, key: Key, brought: Brought) -> str:
    """What was done to a record: whether it was made, marked deleted, brought back, or changed."""
    if brought.makes(store, key):
        return "add"
    if "deleted" in brought.fields[key]:
        deleted = store.value(f"SELECT deleted FROM {key[0]} WHERE id = ?", [key[1]])  # noqa: S608 - our own names
        return "delete" if from_store(key[0], "deleted", deleted) else "restore"
    return "set"
