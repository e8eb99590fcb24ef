"""Decisions over real bundles: two desks of the commune, two laptops of a village, and what is undecided for long."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.models.conflicts import conflicts
from desktop.models.decided import decided
from desktop.models.journal import changing
from desktop.models.places import Device
from desktop.models.settling import keep, settle
from desktop.models.weighing import weigh
from tests.sync.desks import Circle, Desk, add_village, enrol, make_circle, make_commune, make_village
from tests.sync.test_second_desk import Office, join, make_second


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    circle = make_circle(tmp_path)
    circle.village.add_households(1)
    circle.commune.merge(circle.village.export(circle.stick))
    second = make_second(tmp_path / "xa-2")
    join(circle, second)
    yield Office(circle, second)
    second.store.close()
    circle.close()


def differ(circle: Circle) -> str:
    """The village's household that the village and the commune's first desk wrote differently."""
    (home,) = [record for (record,) in circle.village.store.rows("SELECT id FROM household")]
    circle.village.edit(home, people=5)
    circle.commune.edit(home, people=6)
    circle.commune.merge(circle.village.export(circle.stick))
    return str(home)


def decide(desk: Desk, home: str, value: object, reason: str) -> None:
    (record,) = weigh(desk.store, [("household", home)])
    settle(desk.store, [keep(record, record.fields[0], value)], reason=reason, decided_by="Cán bộ")


def told(desk: Desk, home: str) -> list[str]:
    (record,) = weigh(desk.store, [("household", home)])
    return sorted(party.writer.told for party in record.parties)


@pytest.mark.parametrize(("first", "second"), [(5, 5), (5, 6)])
def test_two_desks_of_the_commune_decide_without_knowing_each_other(office: Office, first: int, second: int) -> None:
    home = differ(office.circle)
    office.exchange()
    decide(office.first, home, first, "máy một")
    decide(office.second, home, second, "máy hai")
    office.exchange()
    for desk in (office.first, office.second):
        if first == second:
            assert conflicts(desk.store) == []
            assert desk.household(home).people == first
        else:
            (record,) = weigh(desk.store, [("household", home)])
            assert set(record.fields[0].values) == {5, 6}
            assert {one.reason for one in record.fields[0].earlier} == {"máy một", "máy hai"}
    if first != second:
        assert told(office.first, home) == ["máy xã “Máy xã 2”", "máy xã “Máy xã” (máy này)"]
        decide(office.second, home, 6, "cả hai đã bàn")
        office.exchange()
        assert conflicts(office.first.store) == []


def test_the_village_gets_the_decision_of_either_desk(office: Office) -> None:
    home = differ(office.circle)
    office.exchange()
    decide(office.second, home, 6, "đã gọi hỏi")
    office.village.merge(office.second.export(office.circle.stick, office.village))
    assert conflicts(office.village.store) == []
    (one,) = decided(office.village.store)
    assert (one.chosen, one.put_aside, one.reason, one.is_new) == (6, (5,), "đã gọi hỏi", True)
    assert one.writer.role == "commune"


@dataclass
class Two:
    """Two laptops of one village."""

    commune: Desk
    head: Desk
    deputy: Desk
    stick: Path

    def meet(self) -> None:
        for _ in range(2):
            for laptop in (self.head, self.deputy):
                self.commune.merge(laptop.export(self.stick))
            for laptop in (self.head, self.deputy):
                laptop.merge(self.commune.export(self.stick, laptop))


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    commune = make_commune(tmp_path / "xa")
    row = add_village(commune, "02107-01", "Nà Quang")
    head, deputy = (make_village(tmp_path / name, seed=place + 2) for place, name in enumerate(("truong", "pho")))
    for laptop, holder in ((head, "Trưởng thôn"), (deputy, "Phó thôn")):
        enrol(commune, laptop, row, tmp_path / "usb")
        with changing(commune.store) as change:
            change.set(Device, laptop.store.setting("device") or "", holder=holder)
    yield Two(commune, head, deputy, tmp_path / "usb")
    for desk in (commune, head, deputy):
        desk.store.close()


def test_laptops_of_one_village_know_each_other_by_the_commune_s_word(two: Two) -> None:
    (home,) = two.head.add_households(1)
    two.meet()
    two.head.edit(home, people=5)
    two.deputy.edit(home, people=6)
    two.meet()
    assert told(two.head, home) == ["máy của Phó thôn", "máy này"]
    assert told(two.deputy, home) == ["máy của Trưởng thôn", "máy này"]
    assert told(two.commune, home) == ["máy của Phó thôn, thôn Nà Quang", "máy của Trưởng thôn, thôn Nà Quang"]
    decide(two.head, home, 5, "đã bàn với phó thôn")
    two.meet()
    for desk in (two.commune, two.head, two.deputy):
        assert conflicts(desk.store) == []
        assert desk.household(home).people == 5
    assert decided(two.deputy.store)[0].writer.told == "máy của Trưởng thôn"


def test_what_is_undecided_survives_fifty_bundles(two: Two) -> None:
    home, gone = two.head.add_households(2)
    two.meet()
    two.head.edit(home, people=5)
    two.commune.edit(home, people=6)
    two.deputy.edit(gone, people=9)
    with changing(two.head.store) as change:
        change.delete(type(two.head.household(gone)), gone)
    two.meet()
    before = [(one.place, {side.value for side in one.sides}) for one in conflicts(two.commune.store)]
    assert len(before) == 2
    for turn in range(50):
        laptop = (two.head, two.deputy)[turn % 2]
        laptop.add_households(1)
        assert two.commune.merge(laptop.export(two.stick)).verdict == "merged"
    two.meet()
    for desk in (two.commune, two.head, two.deputy):
        assert [(one.place, {side.value for side in one.sides}) for one in conflicts(desk.store)] == before
