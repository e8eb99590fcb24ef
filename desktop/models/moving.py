"""Biến động: households that move, are away, come back, split and join; each one act, which Ctrl+Z takes back.

Answers, consents and sessions stay with the household that they were asked of.
"""

from dataclasses import dataclass
from datetime import date

from desktop.clock import today
from desktop.errors import StoreError
from desktop.models.acts import Acts
from desktop.models.households import Household
from desktop.models.rules import moving
from desktop.models.rules.findings import RuleBroken, error
from desktop.models.rules.moving import ABSENT, GONE, HERE, JOINED, Home
from desktop.models.setup import own_village
from desktop.models.store import Store
from desktop.models.village_queries import next_household_code
from desktop.text import capitalise_name, format_input_date, one_line


@dataclass(frozen=True)
class Leaving:
    """A household that comes out of another: its head, how many people, where, its phone."""

    head_name: str
    people: int | None = None
    hamlet: str | None = None
    phone: str | None = None


def home_of(store: Store, record: str) -> Home:
    """A household as the rules look at it; raises StoreError when it is not there."""
    found = store.get(Household, record)
    if found is None or found.deleted:
        raise StoreError("Không còn hộ này trong sổ.", "Hãy tải lại danh sách.", code="missing")
    return Home(found.id, found.head_name, found.status, found.status_since, found.people, found.merged_into_id)


def move_within(store: Store, acts: Acts, record: str, hamlet: str, since: date) -> None:
    """Write down that a household lives in another hamlet of the village; raises RuleBroken."""
    home = home_of(store, record)
    problems = moving.day_problems(home, since, today(store.clock))
    _refuse(record, [*problems, *([] if one_line(hamlet) else ["Chưa ghi xóm mới."])])
    acts.set(Household, record, hamlet=hamlet, status_since=since)


def leave(store: Store, acts: Acts, record: str, where: str, since: date) -> None:
    """Write down that a household moved away; raises RuleBroken."""
    _set_status(store, acts, record, GONE, since, moved_to=one_line(where) or None)


def be_absent(store: Store, acts: Acts, record: str, where: str, since: date) -> None:
    """Write down that all of a household is away for a time; raises RuleBroken."""
    _set_status(store, acts, record, ABSENT, since, moved_to=one_line(where) or None)


def come_back(store: Store, acts: Acts, record: str, since: date) -> None:
    """Write down that a household lives here again, also after it was joined to another; raises RuleBroken."""
    _set_status(store, acts, record, HERE, since, moved_to=None, merged_into_id=None)


def split(store: Store, acts: Acts, record: str, leaving: Leaving, since: date) -> str:
    """Make a household of those who leave another and give its id; what was asked stays with the old one."""
    home = home_of(store, record)
    name = capitalise_name(leaving.head_name)
    problems = moving.split_problems(home, leaving.people, since, today(store.clock))
    _refuse(record, [*problems, *([] if name else ["Chưa ghi tên chủ hộ mới."])])
    old = store.get(Household, record)
    village = own_village(store)
    after = moving.people_after_split(home, leaving.people)
    if after is not None:
        acts.set(Household, record, people=after)
    return acts.add(
        Household,
        village_id=old.village_id if old else None,
        head_name=name,
        code=next_household_code(store, village.code if village else "") or None,
        hamlet=leaving.hamlet or (old.hamlet if old else None),
        phone=leaving.phone,
        people=leaving.people,
        status=HERE,
        status_since=since,
        split_from_id=record,
    )


def join(store: Store, acts: Acts, record: str, into_id: str, since: date) -> None:
    """Make a household a part of another; it keeps its history and leads there. Raises RuleBroken."""
    home, into = home_of(store, record), home_of(store, into_id)
    _refuse(record, moving.join_problems(home, into, since, today(store.clock)))
    people = moving.people_after_join(home, into)
    acts.set(Household, record, status=JOINED, status_since=since, merged_into_id=into_id)
    if people is not None:
        acts.set(Household, into_id, people=people)


def now_in(store: Store, record: str) -> str:
    """The household that a joined one leads to, over all joins; itself when it was not joined."""
    rows = store.rows("SELECT id, merged_into_id FROM household WHERE NOT deleted AND merged_into_id IS NOT NULL")
    return moving.end_of_joins(dict(rows), record)


def moves_told(store: Store, household: Household) -> list[str]:
    """What the register says of a household's moves, splits and joins, in sentences."""
    since = f" từ ngày {format_input_date(household.status_since)}" if household.status_since else ""
    told = []
    if household.status == GONE:
        told.append(f"Đã chuyển đi{since}" + (f", đến {household.moved_to}." if household.moved_to else "."))
    elif household.status == ABSENT:
        told.append(f"Tạm vắng cả hộ{since}" + (f", ở {household.moved_to}." if household.moved_to else "."))
    elif household.status == JOINED and household.merged_into_id:
        told.append(f"Đã nhập vào hộ {_named(store, household.merged_into_id)}{since}.")
    if household.split_from_id:
        told.append(f"Tách ra từ hộ {_named(store, household.split_from_id)}.")
    for column, words in (("split_from_id", "Đã tách ra hộ"), ("merged_into_id", "Đã nhận hộ")):
        sql = f"SELECT head_name FROM household WHERE NOT deleted AND {column} = ? ORDER BY id"  # noqa: S608
        told += [f"{words} {name}." for (name,) in store.rows(sql, [household.id])]
    return told


def _named(store: Store, record: str) -> str:
    rows = store.rows("SELECT head_name, code FROM household WHERE id = ?", [record])
    return f"{rows[0][0]} ({rows[0][1]})" if rows and rows[0][1] else str(rows[0][0]) if rows else "khác"


def _set_status(store: Store, acts: Acts, record: str, status: str, since: date, **values: str | None) -> None:
    home = home_of(store, record)
    _refuse(record, moving.status_problems(home, status, since, today(store.clock)))
    acts.set(Household, record, status=status, status_since=since, **values)


def _refuse(record: str, problems: list[str]) -> None:
    if problems:
        raise RuleBroken([error("moving", "household", record, one, "Hãy xem lại rồi ghi lại.") for one in problems])
