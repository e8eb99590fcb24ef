"""What people write in a round: records added, changed, deleted and restored, and conflicts decided.

Each act gives what the person wrote, for the memory outside of the stores.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from desktop.clock import today
from desktop.models.base import SharedModel
from desktop.models.conflicts import conflicts, decide, from_store
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.places import Milestone, Village
from desktop.models.reporting import Period
from desktop.models.sessions import Attendance, Session, SessionLine
from desktop.models.teams import Person
from tests.sync.circle.machine import Machine
from tests.sync.circle.memory import Told

Act = Callable[["Worker"], Told]
_PHONES = ("0912345678", "0987654321", "0900000001", None)
_MEET, _FEW = 0.6, 6
_TITLES = ("trưởng thôn", "Bí thư Chi Đoàn", None)


class Worker:
    """Somebody at a machine, working on the records of one village."""

    def __init__(self, machine: Machine, village: str, chance: random.Random) -> None:
        self.machine, self.village, self.chance = machine, village, chance

    def records(self, model: type[SharedModel], *, deleted: bool = False) -> list[str]:
        sql = f"SELECT id FROM {model.table()} WHERE village_id = ? AND deleted = ? ORDER BY id"
        return [record for (record,) in self.machine.store.rows(sql, [self.village, deleted])]

    def one(self, model: type[SharedModel], *, deleted: bool = False) -> str | None:
        """One of the records, more often one of the first few: there the desks meet."""
        found = self.records(model, deleted=deleted)
        if self.chance.random() < _MEET:
            found = found[:_FEW]
        return self.chance.choice(found) if found else None

    def add(self, model: type[SharedModel], **values: Any) -> Told:
        with changing(self.machine.store) as change:
            record = change.add(model, village_id=self.village, **values)
        return {record: _carried(values)}

    def edit(self, model: type[SharedModel], **values: Any) -> Told:
        """Change one living record, or none where there is none."""
        record = self.one(model)
        if record is None:
            return {}
        with changing(self.machine.store) as change:
            return {record: {}} if change.set(model, record, **values) else {}

    def delete(self, model: type[SharedModel]) -> Told:
        record = self.one(model)
        if record is None:
            return {}
        with changing(self.machine.store) as change:
            change.delete(model, record)
        return {record: {"deleted": True}}

    def restore(self, model: type[SharedModel]) -> Told:
        record = self.one(model, deleted=True)
        if record is None:
            return {}
        with changing(self.machine.store) as change:
            change.set(model, record, deleted=False)
        return {record: {"deleted": False}}


def _carried(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if isinstance(value, str | int)}


def household_values(chance: random.Random) -> dict[str, Any]:
    """A few fields of a household, often several at once."""
    values: dict[str, Any] = {
        "phone": chance.choice(_PHONES),
        "people": chance.randrange(9),
        "note": f"ghi chú {chance.randrange(10**9)}",
        "hamlet": f"xóm {chance.randrange(4)}",
        "head_name": f"Nông Văn {chance.randrange(50)}",
    }
    return {name: values[name] for name in chance.sample(sorted(values), chance.choice((1, 1, 2, 3)))}


def add_household(worker: Worker) -> Told:
    """A household, sometimes with nearly nothing known."""
    return worker.add(
        Household, **{"head_name": "Nông Văn Thử", "status": "dang_cu_tru"} | household_values(worker.chance)
    )


def edit_household(worker: Worker) -> Told:
    return worker.edit(Household, **household_values(worker.chance))


def delete_household(worker: Worker) -> Told:
    return worker.delete(Household)


def restore_household(worker: Worker) -> Told:
    return worker.restore(Household)


def add_person(worker: Worker) -> Told:
    return worker.add(Person, full_name=f"Lục Thị {worker.chance.randrange(50)}", phone=worker.chance.choice(_PHONES))


def edit_person(worker: Worker) -> Told:
    title, lives = worker.chance.choice(_TITLES), worker.chance.choice((True, False, None))
    return worker.edit(Person, position_title=title, lives_in_area=lives)


def add_session(worker: Worker) -> Told:
    """A session with a line and those who came, in one go."""
    day, reached = today(worker.machine.clock), worker.records(Household)[-2:]
    with changing(worker.machine.store) as change:
        session = change.add(
            Session, village_id=worker.village, kind="HN", held_on=day, audience=worker.chance.randrange(60)
        )
        change.add(
            SessionLine,
            village_id=worker.village,
            session_id=session,
            service_code="DVC01",
            beneficiary="nguoi_dan",
            visits=worker.chance.randrange(1, 30),
        )
        for household in reached:
            change.add(Attendance, village_id=worker.village, session_id=session, household_id=household)
    return {session: {"kind": "HN", "held_on": day.isoformat()}}


def edit_session(worker: Worker) -> Told:
    return worker.edit(Session, audience=worker.chance.randrange(60), helpers=[f"x{worker.chance.randrange(3)}"])


def delete_session(worker: Worker) -> Told:
    return worker.delete(Session)


def edit_village(worker: Worker) -> Told:
    """The village's own row, which both its desk and the commune's may write."""
    return worker.edit(
        Village, signal=worker.chance.choice(("tốt", "yếu", None)), profile=f"{worker.chance.randrange(99)}"
    )


def decide_one(worker: Worker) -> Told:
    """Settle a conflict with one of its values."""
    found = [c for c in conflicts(worker.machine.store) if c.table != "device"]
    found = [c for c in found if _village_of(worker, c.table, c.record) == worker.village]
    if not found:
        return {}
    chosen = worker.chance.choice(found)
    side = worker.chance.choice(chosen.sides)
    with changing(worker.machine.store) as change:
        decide(change, chosen, side.value, reason="đã hỏi", decided_by="Cán bộ xã")
    return {chosen.record: {chosen.field: from_store(chosen.table, chosen.field, side.value)}}


def _village_of(worker: Worker, table: str, record: str) -> str | None:
    found: str | None = worker.machine.store.value(f"SELECT village_id FROM {table} WHERE id = ?", [record])
    return found


def add_period(worker: Worker) -> Told:
    """A record for every village."""
    day = today(worker.machine.clock)
    with changing(worker.machine.store) as change:
        record = change.add(
            Period, kind="thang", name=f"kỳ {worker.chance.randrange(999)}", first_day=day, last_day=day
        )
    return {record: {"kind": "thang"}}


def add_milestone(worker: Worker) -> Told:
    """A record of the commune's own."""
    with changing(worker.machine.store) as change:
        record = change.add(Milestone, name=f"mốc {worker.chance.randrange(999)}", before=today(worker.machine.clock))
    return {record: {}}


IN_A_VILLAGE: dict[Act, int] = {
    add_household: 6,
    edit_household: 10,
    delete_household: 2,
    restore_household: 2,
    add_person: 1,
    edit_person: 2,
    add_session: 2,
    edit_session: 1,
    delete_session: 1,
    edit_village: 1,
    decide_one: 1,
}
AT_THE_COMMUNE: dict[Act, int] = {
    add_household: 1,
    edit_household: 8,
    delete_household: 1,
    restore_household: 1,
    edit_person: 1,
    edit_session: 1,
    edit_village: 1,
    decide_one: 8,
    add_period: 1,
    add_milestone: 1,
}


def some_act(worker: Worker) -> Act:
    """One of the acts, the usual ones more often."""
    acts = IN_A_VILLAGE if worker.machine.village else AT_THE_COMMUNE
    return worker.chance.choices(list(acts), list(acts.values()))[0]
