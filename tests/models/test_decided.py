"""What becomes of decisions: they travel, are read, told again when something reopens; what is undecided survives."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.models.authors import Authors
from desktop.models.conflicts import conflicts
from desktop.models.decided import count_unread, decided, mark_read
from desktop.models.decisions import Decision
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.settling import (
    ConflictChanged,
    keep,
)
from desktop.models.store import Store
from tests.makers import VILLAGE_ID, add_household, carry
from tests.models.conflict_makers import (
    OFFICER,
    REASON,
    Desks,
    delete,
    desks_in,
    differ,
    edit,
    everything,
    household_of,
    settled,
    wait,
    weighed,
)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    with desks_in(tmp_path) as found:
        yield found


# --- later ---


def test_what_another_edit_reopens_is_shown_with_what_was_decided_before(desks: Desks) -> None:
    record = differ(desks, {"people": 5}, {"people": 6})
    found = weighed(desks.commune, record)
    edit(desks.deputy, record, people=7)  # knows nothing of the decision
    settled(desks.commune, [keep(found, found.fields[0], 5)])
    desks.meet()
    for store in (desks.commune, desks.head, desks.deputy):
        again = weighed(store, record).fields[0]
        assert set(again.values) == {5, 7}
        (before,) = again.earlier
        assert (before.chosen, before.put_aside, before.reason, before.by) == (5, (6,), REASON, OFFICER)
        assert [one.value for one in before.weighed] == [6, 5]
    assert not weighed(desks.commune, record).fields[0].earlier[0].is_new


def test_an_edit_that_knows_the_decision_reopens_nothing(desks: Desks) -> None:
    record = differ(desks, {"people": 5}, {"people": 6})
    found = weighed(desks.commune, record)
    settled(desks.commune, [keep(found, found.fields[0], 5)])
    desks.meet()
    edit(desks.deputy, record, people=7)
    desks.meet()
    assert conflicts(desks.commune) == []
    assert household_of(desks.head, record).people == 7


def test_what_is_undecided_survives_fifty_later_bundles(desks: Desks) -> None:
    record = differ(desks, {"people": 5, "phone": "0987654321"}, {"people": 6, "phone": "0912345678"})
    gone = desks.household()
    delete(desks.head, gone)
    edit(desks.commune, gone, people=9)
    desks.meet()
    before = [undecided(desks.commune, one) for one in (record, gone)]
    for turn in range(50):
        laptop = (desks.head, desks.deputy)[turn % 2]
        with changing(laptop) as change:
            add_household(change, head_name=f"Nông Văn {turn}")
            change.set(Household, record, hamlet="Xóm Trên" if turn % 4 < 2 else "Xóm Dưới")  # beside what is undecided
        desks.meet()
    for store in (desks.commune, desks.head, desks.deputy):
        assert [undecided(store, one) for one in (record, gone)] == before


def undecided(store: Store, record: str) -> list[tuple[str, list[Any], set[str]]]:
    """The columns that differ, with their values and who wrote them, told alike on every desk."""
    authors = Authors(store)
    return [
        (one.field, one.values, {authors.spell(side.version) for side in one.sides})
        for one in weighed(store, record).fields
    ]


def test_a_decision_about_something_that_changed_meanwhile_is_refused(desks: Desks) -> None:
    record = differ(desks, {"people": 5}, {"people": 6})
    found = weighed(desks.commune, record)
    wait(desks.deputy, 120)
    edit(desks.deputy, record, people=8)
    carry(desks.deputy, desks.commune)
    before = everything(desks.commune)
    with pytest.raises(ConflictChanged) as refused:
        settled(desks.commune, [keep(found, found.fields[0], 5)])
    assert refused.value.code == "changed"
    assert everything(desks.commune) == before


def test_a_decision_about_something_settled_meanwhile_is_refused(desks: Desks) -> None:
    record = differ(desks, {"people": 5}, {"people": 6})
    found = weighed(desks.commune, record)
    settled(desks.commune, [keep(found, found.fields[0], 5)])
    with pytest.raises(ConflictChanged) as refused:
        settled(desks.commune, [keep(found, found.fields[0], 6)])
    assert refused.value.code == "missing"


# --- what the village reads ---


def test_the_village_reads_what_was_decided_with_both_values(desks: Desks) -> None:
    record = differ(desks, {"people": 5}, {"people": 6})
    found = weighed(desks.commune, record)
    settled(desks.commune, [keep(found, found.fields[0], 5)])
    assert count_unread(desks.commune) == 0  # one's own
    desks.meet()
    (told,) = decided(desks.head)
    assert (told.name, told.field, told.chosen, told.put_aside) == ("Nông Văn Thử", "people", 5, (6,))
    assert (told.reason, told.by, told.writer.told) == (REASON, OFFICER, "máy xã")
    assert [(one.value, one.writer.told) for one in told.weighed] == [(6, "máy này"), (5, "máy xã")]
    assert count_unread(desks.head) == 1
    mark_read(desks.head)
    assert count_unread(desks.head) == 0
    assert count_unread(desks.deputy) == 1


def test_the_last_decision_to_arrive_stands_first(desks: Desks) -> None:
    for people in (5, 6, 7):
        record = differ(desks, {"people": people}, {"people": 9})
        found = weighed(desks.commune, record)
        settled(desks.commune, [keep(found, found.fields[0], people)])
    desks.meet()
    assert [one.chosen for one in decided(desks.head)] == [7, 6, 5]
    assert [one.chosen for one in decided(desks.head, most=2)] == [7, 6]
    assert decided(desks.head, ["nothing"]) == []


def test_a_row_that_another_program_wrote_oddly_is_read_all_the_same(desks: Desks) -> None:
    record = desks.household()
    odd: list[dict[str, Any]] = [
        {"field": "people", "chosen": ["a"], "put_aside": "x", "settled": [1, "x:1", "0:0:0"]},
        {"field": "no_such", "chosen": 1},
        {"field": "people", "about_table": "no_such"},
    ]
    with changing(desks.head) as change:
        for values in odd:
            given = {"about_table": "household", "about_id": record, **values}
            change.add(Decision, village_id=VILLAGE_ID, **given)
    desks.meet()
    (told,) = decided(desks.commune)
    assert (told.chosen, told.put_aside, told.weighed, told.by) == (["a"], (), (), "")
