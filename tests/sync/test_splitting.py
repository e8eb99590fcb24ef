"""A village is split: hamlets become a village with a laptop of its own, which gets nothing that is not theirs."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.errors import StoreError
from desktop.models.erasing import erase, records_to_erase
from desktop.models.health import health_problems
from desktop.models.households import Consent, Household, Response
from desktop.models.journal import changing
from desktop.models.places import Village, VillageChange
from desktop.models.restructuring import Resolution
from desktop.models.splitting import split
from tests.sync.desks import Circle, Desk, enrol, make_circle, make_village

BY = Resolution(date(2025, 9, 1), "15/QĐ-UBND")


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    """A village with three households in Xóm Trên, one of them surveyed, and two in Xóm Dưới."""
    made = make_circle(tmp_path)
    (home, *_) = made.village.add_households(3, hamlet="Xóm Trên", note="gần suối")
    made.village.add_households(2, hamlet="Xóm Dưới")
    survey(made.village, home)
    made.commune.merge(made.village.export(made.stick))
    yield made
    made.close()


def survey(desk: Desk, home: str) -> None:
    with changing(desk.store) as change:
        scope = desk.village_id
        consent = change.add(
            Consent, village_id=scope, household_id=home, answer="ky", given_on=date(2025, 8, 1), purpose_version="1"
        )
        given = {"household_id": home, "form_id": "f", "form_version": "1", "consent_id": consent}
        first = change.add(Response, village_id=scope, state="final", answers={"so": 1}, **given)
        change.add(Response, village_id=scope, state="final", answers={"so": 2}, amends_id=first, **given)
        change.add(Response, village_id=scope, state="draft", answers={"so": 3}, **given)


def divide(circle: Circle) -> Village:
    store = circle.commune.store
    new = split(store, circle.village.village_id, name="Thôn Trên", code="02107-31", hamlets=["Xóm Trên"], by=BY)
    found = store.get(Village, new)
    assert found is not None
    return found


def count(desk: Desk, sql: str, *values: object) -> int:
    return int(desk.store.value(f"SELECT count(*) FROM {sql}", values))


def test_the_hamlet_s_households_are_the_new_village_s(circle: Circle) -> None:
    new = divide(circle)
    commune = circle.commune
    assert count(commune, "household WHERE village_id = ? AND status = 'dang_cu_tru'", new.id) == 3
    old = circle.village.village_id
    assert count(commune, "household WHERE village_id = ? AND status = 'dang_cu_tru'", old) == 2
    assert count(commune, "household WHERE village_id = ? AND status = 'da_chuyen_di'", old) == 3
    answers = commune.store.all(Response.select().where(Response.village_id == new.id).order_by(Response.id))
    assert [row.answers for row in answers] == [{"so": 1}, {"so": 2}]  # drafts stay with who was writing them
    assert answers[1].amends_id == answers[0].id
    consent = str(commune.store.value("SELECT id FROM consent WHERE village_id = ?", [new.id]))
    assert {row.consent_id for row in answers} == {consent}
    (told,) = commune.store.all(VillageChange.select())
    assert (told.kind, told.into_id, told.decision_number) == ("tach", new.id, "15/QĐ-UBND")
    assert health_problems(commune.store) == []


def test_the_new_village_s_laptop_gets_its_own_and_nothing_of_the_old_one(circle: Circle, tmp_path: Path) -> None:
    new = divide(circle)
    laptop = make_village(tmp_path / "tren", seed=30, name="Thôn Trên")
    enrol(circle.commune, laptop, new, circle.stick)
    assert count(laptop, "household") == 3
    assert {row.village_id for row in laptop.store.all(Household.select())} == {new.id}
    laptop.add_households(1)
    assert circle.commune.merge(laptop.export(circle.stick)).verdict == "merged"
    circle.village.merge(circle.commune.export(circle.stick, circle.village))
    assert count(circle.village, "household") == 5
    moved = circle.village.store.all(Household.select().where(Household.status == "da_chuyen_di"))
    assert moved[0].note == "gần suối\nSang thôn Thôn Trên từ sau ngày 31/08/2025 theo 15/QĐ-UBND."
    laptop.store.close()


@pytest.mark.parametrize(
    ("name", "code", "hamlets", "refused"),
    [
        ("", "02107-31", ["Xóm Trên"], "empty"),
        ("A", "02107-01", ["Xóm Trên"], "taken"),
        ("A", "02107-31", ["Xóm Giữa"], "no-households"),
        ("A", "02107-31", [], "no-households"),
    ],
)
def test_what_cannot_be_split_is_refused_whole(
    circle: Circle, name: str, code: str, hamlets: list[str], refused: str
) -> None:
    before = circle.commune.rows()
    with pytest.raises(StoreError) as caught:
        split(circle.commune.store, circle.village.village_id, name=name, code=code, hamlets=hamlets, by=BY)
    assert caught.value.code == refused
    assert circle.commune.rows() == before


def test_chosen_households_of_several_hamlets_go(circle: Circle) -> None:
    store, old = circle.commune.store, circle.village.village_id
    homes = store.all(Household.select().order_by(Household.id))
    chosen = [homes[0].id, homes[-1].id]
    new = split(store, old, name="Thôn Trên", code="02107-31", households=chosen, by=BY)
    assert count(circle.commune, "household WHERE village_id = ?", new) == 2
    moved = store.all(Household.select().where(Household.village_id == old, Household.status == "da_chuyen_di"))
    assert {home.id for home in moved} == set(chosen)
    made = store.get(Village, new)
    assert made is not None
    assert made.hamlets == "Xóm Trên\nXóm Dưới"


def test_a_household_that_is_elsewhere_stops_the_whole_split(circle: Circle) -> None:
    store, old = circle.commune.store, circle.village.village_id
    before = circle.commune.rows()
    home = store.all(Household.select())[0].id
    with pytest.raises(StoreError) as caught:
        split(store, old, name="A", code="02107-31", households=[home, "x"], by=BY)
    assert caught.value.code == "no-households"
    assert circle.commune.rows() == before


def with_codes(circle: Circle) -> None:
    with changing(circle.commune.store) as change:
        for place, home in enumerate(circle.commune.store.all(Household.select().order_by(Household.id))):
            change.set(Household, home.id, code=f"H-{place}")


def erased_with(circle: Circle, home: Household) -> set[str]:
    return {key[1] for key in records_to_erase(circle.commune.store, "household", home.id) if key[0] == "household"}


@pytest.mark.parametrize("side", [0, 1])
def test_erasing_a_household_that_moved_erases_it_in_both_villages(circle: Circle, side: int) -> None:
    with_codes(circle)
    divide(circle)
    store = circle.commune.store
    copies = store.all(Household.select().where(Household.code == "H-0").order_by(Household.id))
    both = {home.id for home in copies}
    assert len(both) == 2
    assert erased_with(circle, copies[side]) == both
    erase(store, "household", copies[side].id)
    left = store.all(Household.select().where(~Household.deleted))
    assert len(left) == 5 + 3 - 2
    assert both.isdisjoint(home.id for home in left)
    assert health_problems(store) == []


def test_of_households_without_a_code_only_one_that_is_like_no_other_is_taken_for_a_copy(circle: Circle) -> None:
    store = circle.commune.store
    (first, second, *_) = store.all(Household.select().where(Household.hamlet == "Xóm Trên").order_by(Household.id))
    with changing(store) as change:
        change.set(Household, first.id, phone="0909090909")
    divide(circle)
    assert len(erased_with(circle, first)) == 2
    assert erased_with(circle, second) == {second.id}  # two are alike: which is the copy nobody knows


def test_households_of_one_code_in_villages_that_were_never_one_stay(circle: Circle) -> None:
    with_codes(circle)
    divide(circle)
    store = circle.commune.store
    home = store.all(Household.select().where(Household.hamlet == "Xóm Dưới").order_by(Household.id))[0]
    with changing(store) as change:
        other = change.add(Village, village_id="v-2", record="v-2", code="02107-77", name="Thôn Khác")
        values = {"code": home.code, "head_name": home.head_name, "status": "da_chuyen_di"}
        change.add(Household, village_id=other, **values)
    assert erased_with(circle, home) == {home.id}
