"""Two desks' versions of a record side by side: who, when, how it came, and what else they changed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.clock import ScriptedClock
from desktop.models.conflicts import conflicts, differing
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.stamps import clock_was_wrong
from desktop.models.store import Store
from desktop.models.weighing import weigh
from tests.makers import START, VILLAGE_ID, add_household, carry
from tests.models.conflict_makers import Desks, delete, desks_in, edit, make_desks, wait, weighed


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    with desks_in(tmp_path) as found:
        yield found


def tell_the_other(store: Store, record: str, **values: object) -> None:
    """A desk writes a while after the others."""
    wait(store, 60)
    edit(store, record, **values)


def test_one_record_with_three_columns_is_one_thing(desks: Desks) -> None:
    record = desks.household()
    edit(desks.head, record, phone="0912345678", people=5, note="thôn")
    edit(desks.commune, record, phone="0987654321", people=6, note="xã")
    desks.meet()
    (found,) = weigh(desks.commune, [("household", record), ("household", "nothing")])
    assert [one.field for one in found.fields] == ["note", "people", "phone"]
    assert found.name == "Nông Văn Thử"
    assert found.village_id == VILLAGE_ID
    assert not found.is_about_deletion
    assert [len(one.sides) for one in found.fields] == [2, 2, 2]


def test_what_is_the_same_is_no_conflict(desks: Desks) -> None:
    record = desks.household()
    for store in (desks.head, desks.deputy, desks.commune):
        edit(store, record, phone="0912345678")
    desks.meet()
    assert weigh(desks.commune, [("household", record)]) == []
    assert differing(desks.commune) == []


def test_people_are_told_laptops_and_holders_never_ids(desks: Desks) -> None:
    record = desks.household()
    edit(desks.head, record, phone="0912345678")
    tell_the_other(desks.deputy, record, phone="0966555444")
    wait(desks.commune, 120)
    edit(desks.commune, record, phone="0987654321")
    desks.meet()
    found = weighed(desks.commune, record)
    told = [party.writer.told for party in found.parties]
    assert told == ["máy xã", "máy “Máy HP”, thôn Nà Quang", "máy của Nông Văn Trưởng, thôn Nà Quang"]
    assert [party.wrote["phone"].value for party in found.parties] == ["0987654321", "0966555444", "0912345678"]
    assert weighed(desks.head, record).parties[2].writer.told == "máy này"


def test_who_wrote_and_when(desks: Desks) -> None:
    record = desks.household()
    wait(desks.head, 3600)
    edit(desks.head, record, phone="0912345678")
    edit(desks.commune, record, phone="0987654321")
    desks.meet()
    found = weighed(desks.commune, record)
    assert found.parties[0].last.at == START + timedelta(hours=1)
    assert found.parties[0].writer.holder == "Nông Văn Trưởng"
    assert not found.parties[0].last.clock_wrong


@pytest.mark.parametrize(
    ("moment", "wrong"),
    [
        (START, False),
        (START - timedelta(days=300), True),  # 2024
        (datetime(2005, 1, 1, tzinfo=UTC), True),
        (datetime(2038, 1, 1, tzinfo=UTC), True),
        (START + timedelta(days=360), False),
        (START + timedelta(days=370), True),
    ],
)
def test_a_clock_that_cannot_be_right_is_told(desks: Desks, moment: datetime, wrong: bool) -> None:
    record = desks.household()
    assert isinstance(desks.head.clock, ScriptedClock)
    with desks.head.transaction():
        desks.head.set_setting("stamp", "2000-01-01T00:00:00.000Z/0000")  # nothing holds the stamp above the clock
    desks.head.clock.move_to(moment)
    edit(desks.head, record, phone="0912345678")
    edit(desks.commune, record, phone="0987654321")
    carry(desks.head, desks.commune)
    by_writer = {party.writer.holder: party for party in weighed(desks.commune, record).parties}
    assert by_writer["Nông Văn Trưởng"].last.clock_wrong is wrong
    assert not by_writer[""].last.clock_wrong


def test_a_desk_with_a_wrong_clock_of_its_own_judges_nobody() -> None:
    of_old, now = datetime(2005, 1, 1, tzinfo=UTC), START
    assert not clock_was_wrong(now, of_old)
    assert clock_was_wrong(of_old, of_old)
    assert not clock_was_wrong(now, now)


def test_what_a_desk_changed_besides_is_told_with_what_stood_there(desks: Desks) -> None:
    record = desks.household(hamlet="Xóm Trên", people=4)
    edit(desks.head, record, phone="0912345678")
    tell_the_other(desks.head, record, hamlet="Xóm Dưới")
    edit(desks.commune, record, phone="0987654321", people=7)
    desks.meet()
    found = weighed(desks.commune, record)
    head = next(party for party in found.parties if party.writer.holder)
    office = next(party for party in found.parties if not party.writer.holder)
    assert {name: (also.before, also.after) for name, also in head.also.items()} == {"hamlet": ("Xóm Trên", "Xóm Dưới")}
    assert {name: (also.before, also.after) for name, also in office.also.items()} == {"people": (4, 7)}


def test_each_side_is_the_whole_record_as_that_desk_had_it(desks: Desks) -> None:
    record = desks.household(hamlet="Xóm Trên", people=4)
    edit(desks.head, record, phone="0912345678", hamlet="Xóm Dưới")
    tell_the_other(desks.commune, record, phone="0987654321", people=7)
    desks.meet()
    for store in (desks.commune, desks.head):
        found = weighed(store, record)
        assert [party.wrote["phone"].value for party in found.parties] == ["0987654321", "0912345678"]
        lines = {line.field: line for line in found.lines}
        assert lines["phone"].values == ("0987654321", "0912345678")
        assert lines["hamlet"].values == ("Xóm Trên", "Xóm Dưới")
        assert lines["people"].values == (7, 4)
        assert lines["head_name"].values == ("Nông Văn Thử", "Nông Văn Thử")
        assert [line.field for line in found.lines if line.differs] == ["phone"]
        assert lines["hamlet"].written_by == (False, True)
        assert lines["head_name"].written_by == (False, False)
        assert [line.field for line in found.lines][:3] == ["phone", "hamlet", "people"]
        assert "note" not in lines  # nobody wrote anything there


def test_what_was_changed_long_before_is_no_part_of_it(desks: Desks) -> None:
    record = desks.household(hamlet="Xóm Trên")
    edit(desks.head, record, hamlet="Xóm Dưới")
    desks.meet()
    wait(desks.head, 8 * 86400)
    edit(desks.head, record, phone="0912345678")
    edit(desks.commune, record, phone="0987654321")
    desks.meet()
    assert all(not party.also for party in weighed(desks.commune, record).parties)


@pytest.mark.parametrize("deleted_last", [True, False])
def test_a_deletion_beside_edits_is_told_as_such(desks: Desks, deleted_last: bool) -> None:
    record = desks.household()
    wait(desks.head if deleted_last else desks.commune, 60)
    delete(desks.head, record)
    edit(desks.commune, record, phone="0987654321")
    wait(desks.commune, 1)
    edit(desks.commune, record, people=9)
    desks.meet()
    for store in (desks.commune, desks.head, desks.deputy):
        found = weighed(store, record)
        assert found.is_about_deletion
        assert [one.field for one in found.fields] == ["deleted"]
        gone = [party for party in found.parties if party.deletes]
        stays = [party for party in found.parties if not party.deletes]
        assert len(gone) == len(stays) == 1
        assert not gone[0].also
        edited = {name for side in found.fields[0].sides if side.implied for name in side.edited}
        assert edited == {"phone", "people"}
        assert {name: also.after for name, also in stays[0].also.items()} == {"phone": "0987654321", "people": 9}


def test_two_lives_of_one_laptop_are_one_side(desks: Desks) -> None:
    """A restored store writes as a new author; the laptop is the same."""
    record = desks.household()
    edit(desks.head, record, phone="0912345678")
    edit(desks.commune, record, phone="0987654321", note="xã")
    carry(desks.head, desks.commune)
    with desks.head.transaction():
        desks.head.execute("UPDATE author SET mine = 0")
    edit(desks.head, record, note="thôn")
    carry(desks.head, desks.commune)
    found = weighed(desks.commune, record)
    assert len(found.parties) == 2
    own = next(party for party in found.parties if party.writer.holder)
    assert {name: one.value for name, one in own.wrote.items()} == {"phone": "0912345678", "note": "thôn"}
    desks.meet()
    assert sorted(party.writer.told for party in weighed(desks.head, record).parties) == ["máy này", "máy xã"]


def test_a_laptop_that_nobody_knows_is_told_as_unknown(tmp_path: Path) -> None:
    desks = make_desks(tmp_path)
    record = desks.household()
    edit(desks.head, record, phone="0912345678")
    edit(desks.commune, record, phone="0987654321")
    carry(desks.head, desks.commune)
    desks.commune.execute("UPDATE author SET device = NULL WHERE NOT mine")
    assert {party.writer.told for party in weighed(desks.commune, record).parties} == {"máy xã", "một máy chưa rõ tên"}
    desks.close()


def test_conflicts_of_many_records_are_read_in_a_few_queries(desks: Desks) -> None:
    """A query a record would make a commune with a thousand of them wait."""
    with changing(desks.head) as change:
        records = [add_household(change, head_name=f"Nông Văn {number}") for number in range(60)]
    desks.meet()
    for store, phone in ((desks.head, "0912345678"), (desks.commune, "0987654321")):
        with changing(store) as change:
            for record in records:
                change.set(Household, record, phone=phone)
    desks.meet()
    asked: list[str] = []
    desks.commune.database.connection().set_trace_callback(asked.append)
    assert len(conflicts(desks.commune)) == 60
    assert len(weigh(desks.commune, [("household", record) for record in records])) == 60
    assert len(differing(desks.commune)) == 60
    desks.commune.database.connection().set_trace_callback(None)
    assert len([one for one in asked if "SELECT" in one]) < 30
