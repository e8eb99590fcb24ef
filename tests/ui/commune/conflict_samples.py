"""Conflicts of every kind in the commune's store of the demo, brought by real laptops' bundles, for the screens."""

from datetime import date
from typing import Any

from desktop.models.authors import DEVICE
from desktop.models.base import SharedModel
from desktop.models.conflicts import Key
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.places import Device, Village
from desktop.models.store import Store
from desktop.models.teams import Membership, Person
from desktop.sync.merging import merge_file
from desktop.ui.desk import Desk
from tests.ui.commune.stick import Laptop, enrolled
from tests.ui.scratch import scratch

LONG = (
    "Hộ ở cuối xóm, phải qua suối. Đã đến ba lần: lần đầu vắng nhà, lần hai gặp con gái, lần ba gặp chủ hộ. "
    "Chủ hộ muốn được hướng dẫn cài sổ sức khỏe điện tử và thanh toán tiền điện, hẹn lại vào buổi tối.\n"
    "Số máy cũ đã bỏ, gọi theo số của con gái."
)
SHORTER = "Chủ hộ đi làm xa, chỉ có ông bà ở nhà; hẹn lại sau mùa."


class Samples:
    """Two laptops of the first village beside the commune; `samples` lists records by what differs in them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.folder = scratch()
        village = desk.store.all(Village.select().order_by(Village.position))[0]
        self.laptop = enrolled(desk, village, self.folder, 51)
        self.other = enrolled(desk, village, self.folder, 52)
        with changing(desk.store) as change:
            change.set(Device, self.other.store.setting(DEVICE) or "", holder="Phó thôn")
        for seconds, laptop in enumerate((self.laptop, self.other), 1):
            laptop.store.clock.advance(60 * seconds)  # type: ignore[attr-defined]
        self._free = [row.id for row in self.laptop.households()][3:]
        self.keys: dict[str, Key] = {}

    def make(self) -> dict[str, Key]:
        """All kinds; key -> the record."""
        self._differ("three", {"phone": "0912000111", "people": 5, "hamlet": "Nà Khoang", "note": "Xã gọi điện"},
                     {"phone": "0987000222", "people": 6, "hamlet": "Nà Pài"})  # fmt: skip
        self._differ("long", {"note": LONG}, {"note": SHORTER, "people": 3})
        self._differ("gone", {"phone": "0912000333"}, {}, delete=True)
        self._differ("gone-and-more", {"people": 4}, {"people": 7}, delete=True)
        self._differ("laptops", {}, {"status": "da_chuyen_di"}, other={"status": "tam_vang"})
        self._differ("all-three", {"people": 11}, {"people": 12}, other={"people": 13})
        people = self.laptop.store.all(Person.select().order_by(Person.id))
        self._differ("day", {"birth_date": date(1990, 1, 2)}, {"birth_date": date(1990, 2, 1)}, model=Person,
                     record=people[0].id)  # fmt: skip
        member = self.laptop.store.all(Membership.select().where(Membership.role == "TV").order_by(Membership.id))[0]
        self._differ("role", {"role": "TP"}, {"role": "TK"}, model=Membership, record=member.id)
        self.merge()
        return self.keys

    def many(self, count: int) -> None:
        """So many households more."""
        for place in range(min(count, len(self._free) - 8)):
            self._differ(f"many-{place}", {"people": 2}, {"people": 3 + place % 5})
        self.merge()

    def merge(self) -> None:
        """Both laptops hand in."""
        for laptop in (self.laptop, self.other):
            outcome = merge_file(self._desk.store, self._desk.credentials, laptop.export(self.folder, only_new=False))
            assert outcome.verdict in ("merged", "already"), outcome.message
        self._desk.tell_changed(frozenset({"household", "person", "membership", "bundle"}))

    def _differ(
        self,
        name: str,
        ours: dict[str, Any],
        theirs: dict[str, Any],
        *,
        other: dict[str, Any] | None = None,
        model: type[SharedModel] = Household,
        record: str = "",
        delete: bool = False,
    ) -> None:
        record = record or self._free.pop()
        self.keys[name] = (model.table(), record)
        for store, values in (
            (self._desk.store, ours),
            (self.laptop.store, theirs),
            (self.other.store, other or {}),
        ):
            _set(store, model, record, values)
        if delete:
            with changing(self.laptop.store) as change:
                change.delete(model, record)

    def close(self) -> None:
        for laptop in (self.laptop, self.other):
            laptop.store.close()


def _set(store: Store, model: type[SharedModel], record: str, values: dict[str, Any]) -> None:
    if values:
        with changing(store) as change:
            change.set(model, record, **values)


__all__ = ["Laptop", "Samples"]
