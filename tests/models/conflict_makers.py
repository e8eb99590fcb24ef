"""Desks without keys that write the same records without knowing each other: a commune and two laptops of a village."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desktop.clock import ScriptedClock
from desktop.models.authors import DEVICE
from desktop.models.conflicts import Key
from desktop.models.differing import DifferingRecord
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.places import Device, Village
from desktop.models.settling import Choice, settle
from desktop.models.store import Store
from desktop.models.weighing import weigh
from tests.makers import VILLAGE_ID, add_household, carry, make_store

OFFICER, REASON = "Lường Thị Thử", "Đã gọi hỏi chủ hộ"


@dataclass
class Desks:
    """The commune and two laptops; the commune knows both by their holders."""

    commune: Store
    head: Store
    deputy: Store

    def meet(self) -> None:
        """Everybody hands in, then everybody takes what the others wrote."""
        for _ in range(2):
            for laptop in (self.head, self.deputy):
                carry(laptop, self.commune)
            for laptop in (self.head, self.deputy):
                carry(self.commune, laptop)

    def household(self, **values: Any) -> str:
        """A household that everybody knows."""
        with changing(self.head) as change:
            record = add_household(change, **values)
        self.meet()
        return record

    def close(self) -> None:
        for desk in (self.commune, self.head, self.deputy):
            desk.close()


def make_desks(folder: Path) -> Desks:
    desks = Desks(
        make_store(folder / "xa", "commune", seed=1),
        make_store(folder / "truong-thon", "village", VILLAGE_ID, seed=2),
        make_store(folder / "pho-thon", "village", VILLAGE_ID, seed=3),
    )
    with changing(desks.commune) as change:
        change.add(Village, record=VILLAGE_ID, village_id=VILLAGE_ID, code="02107-01", name="Nà Quang", position=1)
        for store, village, name, holder in (
            (desks.commune, None, "Máy xã", None),
            (desks.head, VILLAGE_ID, "Máy Dell", "Nông Văn Trưởng"),
            (desks.deputy, VILLAGE_ID, "Máy HP", None),
        ):
            change.add(
                Device,
                record=store.setting(DEVICE),
                village_id=village,
                role="village" if village else "commune",
                name=name,
                holder=holder,
                public_key="ssh-ed25519 AAAA",
                fingerprint="SHA256:x",
                enrolled_on=date(2025, 7, 23),
            )
    desks.meet()
    return desks


@contextmanager
def desks_in(folder: Path) -> Iterator[Desks]:
    desks = make_desks(folder)
    yield desks
    desks.close()


def wait(store: Store, seconds: float) -> None:
    """Let a desk's clock go on."""
    assert isinstance(store.clock, ScriptedClock)
    store.clock.advance(seconds)


def edit(store: Store, record: str, **values: Any) -> None:
    with changing(store) as change:
        change.set(Household, record, **values)


def delete(store: Store, record: str) -> None:
    with changing(store) as change:
        change.delete(Household, record)


def household_of(store: Store, record: str) -> Household:
    row = store.get(Household, record)
    assert row is not None
    return row


def weighed(store: Store, record: str, table: str = "household") -> DifferingRecord:
    """The one record that differs, side by side."""
    key: Key = (table, record)
    (found,) = weigh(store, [key])
    return found


def differ(desks: Desks, ours: dict[str, Any], theirs: dict[str, Any], **household: Any) -> str:
    """A household that the commune and the village head's laptop wrote differently; the laptop's is shown."""
    record = desks.household(**household)
    edit(desks.commune, record, **ours)
    wait(desks.head, 60)
    edit(desks.head, record, **theirs)
    desks.meet()
    return record


def settled(store: Store, choices: list[Choice], **grounds: str) -> None:
    settle(store, choices, **{"reason": REASON, "decided_by": OFFICER, **grounds})


def everything(store: Store) -> dict[str, list[object]]:
    names = [name for (name,) in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: store.rows(f"SELECT * FROM {name} ORDER BY 1, 2") for name in names}


def party(record: DifferingRecord, role: str) -> Any:
    return next(one for one in record.parties if one.writer.role == role)
