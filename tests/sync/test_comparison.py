"""Both sides' counts and digests after a merge: equal, not yet comparable, or different, and never a false alarm."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.comparing import Comparison, last_comparisons
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.reporting import Service
from desktop.models.tallies import scope_tallies, wrong_places
from tests.sync.desks import Circle, Desk, make_circle


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    made = make_circle(tmp_path, villages=2)
    yield made
    made.close()


def up(circle: Circle, which: int = 0) -> Comparison:
    found = circle.commune.merge(circle.villages[which].export(circle.stick)).comparison
    assert found is not None
    return found


def down(circle: Circle, which: int = 0) -> Comparison:
    desk = circle.villages[which]
    found = desk.merge(circle.commune.export(circle.stick, desk)).comparison
    assert found is not None
    return found


def test_what_was_handed_in_is_equal_on_both_sides(circle: Circle) -> None:
    circle.village.add_households(3)
    found = up(circle)
    assert (found.equal, found.they_lack, found.we_lack) == (True, 0, 0)
    counted = {line.table: line.here.living for line in found.lines if line.here}
    assert counted["household"] == 3
    assert "service" in counted  # published to everybody, so compared too
    assert last_comparisons(circle.commune.store, circle.village.village_id) == [found]


def test_what_one_side_has_not_sent_yet_is_no_difference(circle: Circle) -> None:
    (home,) = circle.village.add_households(1)
    up(circle)
    circle.commune.edit(home, note="xã ghi")
    circle.village.edit(home, people=9)
    found = up(circle)
    assert (found.equal, found.they_lack, found.we_lack) == (None, 1, 0)
    circle.village.edit(home, people=8)
    found = down(circle)
    assert (found.equal, found.they_lack, found.we_lack) == (None, 1, 0)
    assert up(circle).equal is True


def test_a_catalogue_that_the_village_lacks_is_told_as_lacking(circle: Circle) -> None:
    with changing(circle.commune.store) as change:
        change.add(Service, code="XX-1", name="Mới", pillar="CQ")
    circle.village.add_households(1)
    assert (up(circle).equal, up(circle).they_lack) == (None, 1)
    assert down(circle).equal is True


def behind_the_journal(desk: Desk) -> None:
    """Change what the store counts of, as no part of the program does."""
    with desk.store.transaction():
        desk.store.execute("UPDATE tally SET living = living + 1 WHERE table_name = 'household'")


def test_a_difference_is_an_alarm(circle: Circle) -> None:
    circle.village.add_households(1)
    up(circle)
    behind_the_journal(circle.commune)
    circle.village.add_households(1)
    found = up(circle)
    assert found.equal is False
    assert [line.table for line in found.lines if not line.equal] == ["household"]
    assert wrong_places(circle.commune.store) == [(circle.village.village_id, "household")]


def test_other_villages_are_not_in_it(circle: Circle) -> None:
    circle.villages[1].add_households(4)
    up(circle, 1)
    circle.village.add_households(1)
    found = up(circle)
    assert found.equal is True
    assert {line.table: line.here.living for line in found.lines if line.here}["household"] == 1


def test_tallies_follow_every_change(circle: Circle) -> None:
    homes = circle.village.add_households(4)
    circle.village.edit(homes[0], people=2)
    with changing(circle.village.store) as change:
        change.delete(Household, homes[1])
        change.delete(Household, homes[2])
        change.set(Household, homes[2], deleted=False)
    assert scope_tallies(circle.village.store, circle.village.village_id)["household"].living == 3
    assert wrong_places(circle.village.store) == []
