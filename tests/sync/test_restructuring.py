"""Villages that are merged or renamed by decision: nothing is rewritten, everything finds its new home, bundles fit."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import StoreError
from desktop.models.digests import table_digests
from desktop.models.facts import PeriodFacts
from desktop.models.health import health_problems
from desktop.models.households import Household
from desktop.models.indicators import commune_figures
from desktop.models.indicators.activity import activity_tallies
from desktop.models.indicators.handed_in import open_villages
from desktop.models.journal import changing
from desktop.models.places import Village, VillageChange
from desktop.models.restructuring import Resolution, merge, rename
from desktop.models.sessions import Session
from desktop.models.succession import homes_on, names_on, scopes_of
from desktop.models.tallies import scope_tallies
from desktop.models.teams import Membership, Person, Team
from tests.sync.desks import Circle, Desk, make_circle

BY = Resolution(date(2025, 9, 1), "12/QĐ-UBND", date(2025, 8, 20))
AUGUST = PeriodFacts("p8", "month", "tháng 8", date(2025, 8, 1), date(2025, 8, 31), date(2025, 9, 5))
SEPTEMBER = PeriodFacts("p9", "month", "tháng 9", date(2025, 9, 1), date(2025, 9, 30), date(2025, 10, 5))


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    """A commune and three villages, each with two households and a session in August, all handed in."""
    made = make_circle(tmp_path, villages=3)
    for desk in made.villages:
        desk.add_households(2)
        hold_session(desk, date(2025, 8, 10))
    exchange(made)
    yield made
    made.close()


def hold_session(desk: Desk, day: date, village: str | None = None) -> str:
    with changing(desk.store) as change:
        return change.add(Session, village_id=village or desk.village_id, held_on=day, kind="DN")


def exchange(circle: Circle) -> None:
    for _ in range(2):
        for desk in circle.villages:
            outcome = circle.commune.merge(desk.export(circle.stick))
            assert outcome.verdict in {"merged", "already"}, outcome
        for desk in circle.villages:
            outcome = desk.merge(circle.commune.export(circle.stick, desk))
            assert outcome.verdict in {"merged", "already"}, outcome


def sessions(circle: Circle, period: PeriodFacts) -> dict[str, Any]:
    """Village's code -> sessions in the period, of the villages that are open at its end."""
    figures = commune_figures(circle.commune.store, period)
    return {village.code: figures.by_village[village.id]["HD01"].value for village in figures.villages}


def move_clocks(circle: Circle, day: date) -> None:
    for desk in (circle.commune, *circle.villages):
        desk.store.clock.move_to(datetime(day.year, day.month, day.day, 3, tzinfo=UTC))  # type: ignore[attr-defined]


def test_later_figures_count_the_old_village_in_the_new_one_and_earlier_ones_do_not(circle: Circle) -> None:
    one, two, _ = circle.villages
    merge(circle.commune.store, [two.village_id], one.village_id, by=BY)
    move_clocks(circle, date(2025, 9, 10))
    hold_session(two, date(2025, 9, 3))  # the old laptop does not know yet
    hold_session(one, date(2025, 9, 4))
    exchange(circle)
    assert sessions(circle, AUGUST) == {"02107-01": 1, "02107-02": 1, "02107-03": 1}
    assert sessions(circle, SEPTEMBER) == {"02107-01": 2, "02107-03": 0}
    tallies = activity_tallies(circle.commune.store, SEPTEMBER)
    assert (tallies[one.village_id].households, two.village_id in tallies) == (4, False)  # households of both


def test_the_new_village_s_laptop_gets_the_old_one_s_records_and_goes_on_with_them(circle: Circle) -> None:
    one, two, three = circle.villages
    (home, _) = [row.id for row in two.store.all(Household.select())]
    merge(circle.commune.store, [two.village_id], one.village_id, by=BY)
    exchange(circle)
    assert one.store.value("SELECT count(*) FROM household") == 4
    assert three.store.value("SELECT count(*) FROM household") == 2
    one.edit(home, note="thuộc thôn mới")
    exchange(circle)
    assert circle.commune.household(home).note == "thuộc thôn mới"
    assert two.household(home).note == "thuộc thôn mới"  # the old laptop hears of its own
    assert two.store.value("SELECT count(*) FROM household") == 2  # and of nobody else
    for desk in (one, two, three):
        scope = desk.village_id
        assert scope_tallies(desk.store, scope) == scope_tallies(circle.commune.store, scope)
        assert health_problems(desk.store) == []
    assert table_digests(two.store, two.village_id) == table_digests(circle.commune.store, two.village_id)


def test_bundles_under_way_and_later_ones_of_the_old_laptop_fit(circle: Circle) -> None:
    one, two, _ = circle.villages
    two.add_households(1)
    under_way = two.export(circle.stick)
    merge(circle.commune.store, [two.village_id], one.village_id, by=BY)
    assert circle.commune.merge(under_way).verdict == "merged"
    two.add_households(1)
    exchange(circle)
    assert one.store.value("SELECT count(*) FROM household") == 6
    assert circle.commune.store.value("SELECT count(*) FROM household") == 8


def test_the_old_team_ends_and_its_people_stay(circle: Circle) -> None:
    one, two, _ = circle.villages
    with changing(two.store) as change:
        scope = two.village_id
        person = change.add(Person, village_id=scope, full_name="Nông Thị Thử")
        team = change.add(Team, village_id=scope, level="village", name="Tổ thôn 2")
        change.add(Membership, village_id=scope, team_id=team, person_id=person, role="TT", started_on=date(2025, 8, 1))
    exchange(circle)
    merge(circle.commune.store, [two.village_id], one.village_id, by=BY)
    exchange(circle)
    (ended,) = one.store.all(Membership.select())
    assert (ended.ended_on, ended.end_reason) == (date(2025, 8, 31), "kien_toan")
    (old,) = one.store.all(Team.select())
    assert old.dissolved_on == date(2025, 8, 31)
    with changing(one.store) as change:  # a new team takes the person in
        team = change.add(Team, village_id=one.village_id, level="village", name="Tổ thôn 1")
        change.add(
            Membership,
            village_id=one.village_id,
            team_id=team,
            person_id=person,
            role="TV",
            started_on=date(2025, 9, 1),
        )
    exchange(circle)
    assert circle.commune.store.value("SELECT count(*) FROM membership") == 2


def test_a_chain_of_mergers_leads_to_its_end(circle: Circle) -> None:
    one, two, three = circle.villages
    merge(circle.commune.store, [three.village_id], two.village_id, by=BY)
    merge(circle.commune.store, [two.village_id], one.village_id, by=Resolution(date(2025, 10, 1), "20/QĐ-UBND"))
    store = circle.commune.store
    assert homes_on(store, date(2025, 8, 31)) == {}
    assert homes_on(store, date(2025, 9, 15)) == {three.village_id: two.village_id}
    assert homes_on(store, date(2025, 10, 1)) == dict.fromkeys((two.village_id, three.village_id), one.village_id)
    assert scopes_of(store, one.village_id) == [one.village_id, two.village_id, three.village_id]
    exchange(circle)
    exchange(circle)
    assert one.store.value("SELECT count(*) FROM household") == 6


def test_a_village_is_renamed_from_a_day_on(circle: Circle) -> None:
    one = circle.village
    rename(circle.commune.store, one.village_id, name="Bản Mới", code="02107-91", by=BY)
    rename(
        circle.commune.store, one.village_id, name="Bản Mới Nữa", code="02107-92", by=Resolution(date(2025, 11, 1), "1")
    )
    store = circle.commune.store

    def told(day: date) -> tuple[str, str]:
        return next((found.name, found.code) for found in open_villages(store, day) if found.id == one.village_id)

    assert told(date(2025, 8, 31)) == ("Thôn 1", "02107-01")
    assert told(date(2025, 9, 1)) == ("Bản Mới", "02107-91")
    assert told(date(2025, 10, 31)) == ("Bản Mới", "02107-91")
    assert told(date(2025, 11, 1)) == ("Bản Mới Nữa", "02107-92")
    assert names_on(store, date(2025, 11, 1)) == {}
    exchange(circle)
    assert one.village.name == "Bản Mới Nữa"
    one.add_households(1)
    exchange(circle)
    assert circle.commune.store.value("SELECT count(*) FROM household") == 7


def test_a_village_takes_nothing_of_another_that_did_not_go_into_it(circle: Circle) -> None:
    one, two, three = circle.villages
    merge(circle.commune.store, [two.village_id], one.village_id, by=BY)
    exchange(circle)
    for desk, scope in ((three, two.village_id), (two, one.village_id), (three, one.village_id)):
        before = desk.rows()
        with pytest.raises(StoreError) as caught, changing(desk.store) as change:
            change.add(Household, village_id=scope, head_name="A", status="dang_cu_tru")
        assert caught.value.code == "out-of-scope"
        assert desk.rows() == before


@pytest.mark.parametrize(
    ("olds", "into", "code"),
    [([], 0, "empty"), ([0], 0, "circle"), ([1, 0], 0, "circle"), ([9], 0, "no-village"), ([1], 9, "no-village")],
)
def test_what_cannot_be_merged_is_refused_whole(circle: Circle, olds: list[int], into: int, code: str) -> None:
    def village(number: int) -> str:
        return circle.villages[number].village_id if number < 9 else "x"

    before = circle.commune.rows()
    with pytest.raises(StoreError) as caught:
        merge(circle.commune.store, [village(old) for old in olds], village(into), by=BY)
    assert caught.value.code == code
    assert circle.commune.rows() == before


def test_a_village_that_is_gone_is_not_merged_or_renamed_again(circle: Circle) -> None:
    one, two, three = circle.villages
    merge(circle.commune.store, [two.village_id], one.village_id, by=BY)
    store = circle.commune.store
    acts: list[Callable[[], None]] = [
        partial(merge, store, [two.village_id], three.village_id, by=BY),
        partial(merge, store, [three.village_id], two.village_id, by=BY),
        partial(rename, store, two.village_id, name="A", code="B", by=BY),
    ]
    for act in acts:
        with pytest.raises(StoreError) as caught:
            act()
        assert caught.value.code == "closed"


@pytest.mark.parametrize(
    ("name", "code", "refused"), [("", "1", "empty"), ("A", " ", "empty"), ("A", "02107-02", "taken")]
)
def test_a_name_or_code_that_does_not_do(circle: Circle, name: str, code: str, refused: str) -> None:
    with pytest.raises(StoreError) as caught:
        rename(circle.commune.store, circle.village.village_id, name=name, code=code, by=BY)
    assert caught.value.code == refused


def test_the_acts_are_the_commune_s(circle: Circle) -> None:
    one, two, _ = circle.villages
    with pytest.raises(StoreError) as caught:
        merge(one.store, [two.village_id], one.village_id, by=BY)
    assert caught.value.code == "wrong-desk"


def test_what_was_decided_is_kept(circle: Circle) -> None:
    one, two, _ = circle.villages
    merge(circle.commune.store, [two.village_id], one.village_id, by=BY)
    exchange(circle)
    (change,) = one.store.all(VillageChange.select())
    assert (change.kind, change.decision_number, change.effective_on) == ("nhap", "12/QĐ-UBND", date(2025, 9, 1))
    assert (change.old_name, change.into_id) == ("Thôn 2", one.village_id)
    old = one.store.get(Village, two.village_id)
    assert old is not None
    assert (old.successor_id, old.closed_on) == (one.village_id, date(2025, 8, 31))
