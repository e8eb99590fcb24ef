"""Taking back a merged bundle: entries like any other, nothing that somebody has gone on from, and both desks agree."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import StoreError
from desktop.models.authors import Authors
from desktop.models.conflicts import conflicts, decide
from desktop.models.decisions import Undoing
from desktop.models.digests import table_digests
from desktop.models.health import health_problems
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.taking_back import Back, Left
from desktop.models.undoing import batches, plan_undo, undo
from tests.sync.desks import Circle, Desk, make_circle


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    """A pair that has exchanged what enrolling brings about."""
    made = make_circle(tmp_path)
    hand_in(made)
    yield made
    made.close()


def hand_in(circle: Circle) -> None:
    assert circle.commune.merge(circle.village.export(circle.stick)).verdict in {"merged", "already"}


def send_back(circle: Circle) -> None:
    assert circle.village.merge(circle.commune.export(circle.stick, circle.village)).verdict in {"merged", "already"}


def take_back(desk: Desk, which: int = 0) -> None:
    """Undo the desk's last bundle but `which`."""
    plan = plan_undo(desk.store, batches(desk.store)[which].digest)
    undo(desk.store, plan, reason="nhầm thôn", decided_by="Cán bộ xã")


def fields(desk: Desk, which: int = 0) -> dict[str | None, tuple[object, object]]:
    """What the plan would put back: field -> now and then."""
    plan = plan_undo(desk.store, batches(desk.store)[which].digest)
    return {one.field: (one.now, one.then) for one in plan.back}


def both_agree(circle: Circle) -> None:
    for _ in range(2):
        hand_in(circle)
        send_back(circle)
    scope = circle.village.village_id
    assert table_digests(circle.village.store, scope) == table_digests(circle.commune.store, scope)
    for desk in (circle.village, circle.commune):
        assert health_problems(desk.store) == []


def test_new_records_are_deleted_again_and_the_village_hears_why(circle: Circle) -> None:
    circle.village.add_households(3)
    hand_in(circle)
    before = circle.commune.store.value("SELECT count(*) FROM journal")
    plan = plan_undo(circle.commune.store, batches(circle.commune.store)[0].digest)
    assert (plan.records, plan.left) == (3, ())
    take_back(circle.commune)
    assert circle.commune.store.value("SELECT count(*) FROM household WHERE NOT deleted") == 0
    assert circle.commune.store.value("SELECT count(*) FROM journal") == before + 4  # nothing is taken out of it
    both_agree(circle)
    assert circle.village.store.value("SELECT count(*) FROM household WHERE NOT deleted") == 0
    (told,) = circle.village.store.all(Undoing.select())
    assert (told.reason, told.records, told.kept) == ("nhầm thôn", 3, 0)
    assert conflicts(circle.village.store) == []


def test_changed_fields_get_the_value_from_before_the_bundle(circle: Circle) -> None:
    (home,) = circle.village.add_households(1, phone="0912345678", people=4)
    hand_in(circle)
    circle.village.edit(home, people=5)
    circle.village.edit(home, people=6, phone="0987654321")
    circle.village.edit(home, note="x")
    hand_in(circle)
    assert fields(circle.commune) == {"people": (6, 4), "phone": ("0987654321", "0912345678"), "note": ("x", None)}
    take_back(circle.commune)
    row = circle.commune.household(home)
    assert (row.people, row.phone, row.note) == (4, "0912345678", None)
    both_agree(circle)
    assert circle.village.household(home).people == 4


def test_a_plan_writes_nothing(circle: Circle) -> None:
    circle.village.add_households(2)
    hand_in(circle)
    before = circle.commune.rows()
    plan_undo(circle.commune.store, batches(circle.commune.store)[0].digest)
    assert circle.commune.rows() == before


def test_a_deletion_is_taken_back(circle: Circle) -> None:
    (home,) = circle.village.add_households(1)
    hand_in(circle)
    with changing(circle.village.store) as change:
        change.delete(Household, home)
    hand_in(circle)
    assert circle.commune.household(home).deleted
    take_back(circle.commune)
    assert not circle.commune.household(home).deleted
    both_agree(circle)
    assert not circle.village.household(home).deleted


def test_what_somebody_went_on_from_is_left(circle: Circle) -> None:
    edited, new = circle.village.add_households(1)[0], ""
    hand_in(circle)
    circle.village.edit(edited, people=6, note="x")
    (new,) = circle.village.add_households(1)
    hand_in(circle)
    circle.commune.edit(edited, people=7)
    circle.commune.edit(new, people=9)
    plan = plan_undo(circle.commune.store, batches(circle.commune.store)[0].digest)
    assert plan.back == (Back("household", edited, "note", "x", None),)
    assert set(plan.left) == {
        Left("household", edited, "people", "edited-later"),
        Left("household", new, None, "edited-later"),
    }
    take_back(circle.commune)
    assert (circle.commune.household(edited).people, circle.commune.household(edited).note) == (7, None)
    assert not circle.commune.household(new).deleted
    both_agree(circle)


def test_an_undecided_value_of_the_bundle_is_put_aside(circle: Circle) -> None:
    (home,) = circle.village.add_households(1)
    hand_in(circle)
    send_back(circle)
    circle.commune.edit(home, phone="0900000001")
    circle.village.store.clock.advance(60)  # type: ignore[attr-defined]
    circle.village.edit(home, phone="0900000002")
    hand_in(circle)
    assert len(conflicts(circle.commune.store)) == 1
    assert fields(circle.commune) == {"phone": ("0900000002", "0900000001")}
    take_back(circle.commune)
    assert conflicts(circle.commune.store) == []
    assert circle.commune.household(home).phone == "0900000001"
    both_agree(circle)
    assert circle.village.household(home).phone == "0900000001"


def test_the_bundle_s_value_that_lost_goes_too(circle: Circle) -> None:
    (home,) = circle.village.add_households(1)
    hand_in(circle)
    send_back(circle)
    circle.village.edit(home, phone="0900000002")
    circle.commune.store.clock.advance(60)  # type: ignore[attr-defined]
    circle.commune.edit(home, phone="0900000001")
    hand_in(circle)
    assert fields(circle.commune) == {"phone": ("0900000001", "0900000001")}
    take_back(circle.commune)
    assert conflicts(circle.commune.store) == []
    both_agree(circle)


def test_a_decided_conflict_is_left_as_decided(circle: Circle) -> None:
    (home,) = circle.village.add_households(1)
    hand_in(circle)
    circle.commune.edit(home, phone="0900000001")
    circle.village.edit(home, phone="0900000002")
    hand_in(circle)
    (open_one,) = conflicts(circle.commune.store)
    with changing(circle.commune.store) as change:
        decide(change, open_one, "0900000003", reason="đã gọi", decided_by="Cán bộ xã")
    plan = plan_undo(circle.commune.store, batches(circle.commune.store)[0].digest)
    assert plan.back == ()
    assert [one.field for one in plan.left] == ["phone"]


def test_an_older_bundle_goes_without_the_later_one(circle: Circle) -> None:
    one = circle.village.add_households(1)[0]
    hand_in(circle)
    two = circle.village.add_households(1)[0]
    circle.village.edit(one, note="sau")
    hand_in(circle)
    plan = plan_undo(circle.commune.store, batches(circle.commune.store)[1].digest)
    assert plan.back == ()  # the later bundle goes on from it
    assert plan.left == (Left("household", one, None, "edited-later"),)
    take_back(circle.commune, 0)
    take_back(circle.commune, 1)  # now nothing stands on it but the undoing itself
    assert circle.commune.household(two).deleted


def test_undoing_is_done_once_and_the_bundle_stays_merged(circle: Circle) -> None:
    circle.village.add_households(1)
    path = circle.village.export(circle.stick)
    circle.commune.merge(path)
    take_back(circle.commune)
    digest = batches(circle.commune.store)[0].digest
    for missing in (digest, "0" * 64):
        with pytest.raises(StoreError):
            plan_undo(circle.commune.store, missing)
    assert circle.commune.merge(path).verdict == "already"
    assert circle.commune.store.value("SELECT count(*) FROM household WHERE NOT deleted") == 0
    assert batches(circle.commune.store)[0].undone_at is not None


def test_a_plan_that_is_no_longer_true_is_not_carried_out(circle: Circle) -> None:
    (home,) = circle.village.add_households(1)
    hand_in(circle)
    plan = plan_undo(circle.commune.store, batches(circle.commune.store)[0].digest)
    circle.commune.edit(home, note="vừa sửa")
    before = circle.commune.rows()
    with pytest.raises(StoreError, match="thay đổi mới"):
        undo(circle.commune.store, plan, reason="", decided_by="")
    assert circle.commune.rows() == before


def test_a_village_takes_back_only_what_it_may_write(circle: Circle) -> None:
    (home,) = circle.village.add_households(1)
    hand_in(circle)
    send_back(circle)
    circle.commune.edit(home, note="xã ghi")
    with changing(circle.commune.store) as change:
        row = circle.commune.store.value("SELECT id FROM commune")
        from desktop.models.places import Commune

        change.set(Commune, row, department="Phòng mới")
    send_back(circle)
    plan = plan_undo(circle.village.store, batches(circle.village.store)[0].digest)
    assert [(one.table, one.field) for one in plan.back] == [("household", "note")]
    assert {(one.table, one.why) for one in plan.left} == {("commune", "not-ours")}
    take_back(circle.village)
    both_agree(circle)
    assert circle.commune.household(home).note is None


def test_edits_made_while_the_undoing_travels_are_a_conflict_and_not_lost(circle: Circle) -> None:
    (home,) = circle.village.add_households(1)
    hand_in(circle)
    take_back(circle.commune)
    circle.village.edit(home, note="vẫn ở đây")
    both_agree(circle)
    for desk in (circle.village, circle.commune):
        assert [one.field for one in conflicts(desk.store)] == ["deleted"]


def test_batches_are_those_that_brought_something(circle: Circle) -> None:
    before = len(batches(circle.commune.store))
    circle.village.add_households(2)
    hand_in(circle)
    hand_in(circle)
    one, *earlier = batches(circle.commune.store)
    assert len(earlier) == before
    assert (one.number, one.entries, one.village_id) == (2, 2, circle.village.village_id)
    assert Authors(circle.commune.store).total == circle.commune.store.value("SELECT max(position) FROM journal")
