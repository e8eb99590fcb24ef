"""Decisions: one side, the other, a value of one's own, many records; all or nothing, and they travel back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import TosoError
from desktop.models.conflicts import conflicts
from desktop.models.decided import decided
from desktop.models.health import health_problems
from desktop.models.journal import changing
from desktop.models.reporting import Signer
from desktop.models.rules.findings import RuleBroken
from desktop.models.settling import (
    ConflictChanged,
    deciders,
    keep,
    keep_all_of,
    keep_by,
    may_decide,
    settle,
    write,
)
from desktop.models.teams import Membership, Person
from desktop.models.writers import COMMUNE
from tests.makers import VILLAGE_ID
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
    party,
    settled,
    wait,
    weighed,
)
from tests.models.team_makers import MEMBER, found_team


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    with desks_in(tmp_path) as found:
        yield found


# --- one field ---


@pytest.mark.parametrize("place", [0, 1])
def test_one_of_the_values_is_kept_on_every_desk(desks: Desks, place: int) -> None:
    record = differ(desks, {"phone": "0987654321"}, {"phone": "0912345678"})
    found = weighed(desks.commune, record)
    value = ("0912345678", "0987654321")[place]
    settled(desks.commune, [keep(found, found.fields[0], value)])
    desks.meet()
    for store in (desks.commune, desks.head, desks.deputy):
        assert conflicts(store) == []
        assert household_of(store, record).phone == value
        assert health_problems(store) == []


@pytest.mark.parametrize(
    ("field", "ours", "theirs", "own", "stored"),
    [
        ("phone", "0987654321", "0912345678", " 0966.555.444 ", "0966555444"),
        ("people", 5, 6, 7, 7),
        ("people", 5, 6, 0, 0),
        ("people", 5, 6, "", None),
        ("note", "a", "b", "  hai\ncâu ", "  hai\ncâu "),
        ("head_name", "Nông Văn A", "Nông Văn B", " Nông  Văn C", "Nông Văn C"),
        ("status", "tam_vang", "da_chuyen_di", "dang_cu_tru", "dang_cu_tru"),
    ],
)
def test_a_value_of_ones_own_is_tidied_as_in_a_form(
    desks: Desks, field: str, ours: Any, theirs: Any, own: Any, stored: Any
) -> None:
    record = differ(desks, {field: ours}, {field: theirs})
    found = weighed(desks.commune, record)
    settled(desks.commune, [write(found, found.fields[0], own)])
    desks.meet()
    for store in (desks.commune, desks.deputy):
        assert getattr(household_of(store, record), field) == stored
        assert conflicts(store) == []
    (told,) = decided(desks.head)
    assert told.chosen == stored
    assert set(told.put_aside) == {ours, theirs}


@pytest.mark.parametrize(
    ("field", "ours", "theirs", "own"),
    [
        ("phone", "0987654321", "0912345678", "12"),
        ("people", 5, 6, 51),
        ("people", 5, 6, "năm"),
        ("head_name", "Nông Văn A", "Nông Văn B", ""),
        ("status", "tam_vang", "da_chuyen_di", "o_nha"),
    ],
)
def test_a_value_of_ones_own_that_no_form_would_take_is_refused_whole(
    desks: Desks, field: str, ours: Any, theirs: Any, own: Any
) -> None:
    record = differ(desks, {field: ours, "hamlet": "A"}, {field: theirs, "hamlet": "B"})
    found = weighed(desks.commune, record)
    before = everything(desks.commune)
    chosen = {one.field: one for one in found.fields}
    with pytest.raises(RuleBroken):
        settled(desks.commune, [keep(found, chosen["hamlet"], "A"), write(found, chosen[field], own)])
    assert everything(desks.commune) == before


def test_a_day_of_ones_own(desks: Desks) -> None:
    with changing(desks.head) as change:
        record = change.add(Person, village_id=VILLAGE_ID, full_name="Nông Văn Thử")
    desks.meet()
    for store, born in ((desks.head, date(1990, 1, 2)), (desks.commune, date(1990, 2, 1))):
        with changing(store) as change:
            change.set(Person, record, birth_date=born)
    desks.meet()
    found = weighed(desks.commune, record, "person")
    settled(desks.commune, [write(found, found.fields[0], date(1990, 3, 3))])
    desks.meet()
    row = desks.head.get(Person, record)
    assert row is not None
    assert row.birth_date == date(1990, 3, 3)
    assert decided(desks.head)[0].chosen == "1990-03-03"


# --- grounds ---


@pytest.mark.parametrize("grounds", [{"reason": ""}, {"reason": " \n"}, {"decided_by": ""}, {"decided_by": "  "}])
def test_nothing_is_decided_without_a_reason_and_a_name(desks: Desks, grounds: dict[str, str]) -> None:
    record = differ(desks, {"people": 5}, {"people": 6})
    found = weighed(desks.commune, record)
    before = everything(desks.commune)
    with pytest.raises(TosoError) as refused:
        settled(desks.commune, [keep(found, found.fields[0], 5)], **grounds)
    assert refused.value.code == ("reason" if "reason" in grounds else "name")
    assert everything(desks.commune) == before


def test_names_are_offered_who_decided_last_and_who_signs(desks: Desks) -> None:
    day = date(2025, 8, 1)
    with changing(desks.commune) as change:
        for name, last in (("Nông Thị Nay", None), ("Nông Thị Xưa", date(2025, 7, 20))):
            change.add(Signer, full_name=name, lines=["CHỦ TỊCH"], valid_from=date(2025, 7, 1), valid_to=last)
    assert deciders(desks.commune, day) == ["Nông Thị Nay"]
    record = differ(desks, {"people": 5}, {"people": 6})
    found = weighed(desks.commune, record)
    settled(desks.commune, [keep(found, found.fields[0], 5)])
    assert deciders(desks.commune, day) == [OFFICER, "Nông Thị Nay"]


# --- whole records, many records ---


@pytest.mark.parametrize("role", [COMMUNE, "village"])
def test_everything_of_one_side_is_kept_and_what_nobody_spoke_against_stays(desks: Desks, role: str) -> None:
    record = differ(
        desks,
        {"phone": "0987654321", "people": 5, "hamlet": "Xóm Xã"},
        {"phone": "0912345678", "people": 6, "note": "thôn"},
    )
    found = weighed(desks.commune, record)
    settled(desks.commune, keep_all_of(found, party(found, role)))
    desks.meet()
    for store in (desks.commune, desks.head, desks.deputy):
        row = household_of(store, record)
        assert (row.phone, row.people) == (("0987654321", 5) if role == COMMUNE else ("0912345678", 6))
        assert (row.hamlet, row.note) == ("Xóm Xã", "thôn")
        assert conflicts(store) == []


def test_many_records_are_decided_in_one_transaction(desks: Desks) -> None:
    records = [differ(desks, {"people": 5}, {"people": 6}) for _ in range(3)]
    listed = [weighed(desks.commune, record) for record in records]
    choices = [choice for one in listed for choice in keep_by(one, lambda side: side.writer.role == COMMUNE) or ()]
    assert len(choices) == 3
    edit_of_another = weighed(desks.commune, records[1])
    settled(desks.commune, [keep(edit_of_another, edit_of_another.fields[0], 6)])
    before = everything(desks.commune)
    with pytest.raises(ConflictChanged):
        settled(desks.commune, choices)
    assert everything(desks.commune) == before
    settled(desks.commune, [choices[0], choices[2]])
    desks.meet()
    assert [household_of(desks.head, record).people for record in records] == [5, 6, 5]


def test_keeping_by_a_rule_leaves_out_records_where_it_says_nothing(desks: Desks) -> None:
    record = desks.household()
    edit(desks.head, record, people=5)
    wait(desks.deputy, 60)
    edit(desks.deputy, record, people=6)
    desks.meet()
    found = weighed(desks.commune, record)
    assert keep_by(found, lambda side: side.writer.role == COMMUNE) is None
    latest = keep_by(found, lambda _side: True)
    assert latest is not None
    assert [choice.value for choice in latest] == [6]


# --- deleting against editing ---


@pytest.mark.parametrize("stays", [True, False])
@pytest.mark.parametrize("deleted_last", [True, False])
def test_a_deletion_is_decided_for_good(desks: Desks, stays: bool, deleted_last: bool) -> None:
    record = desks.household()
    wait(desks.deputy if deleted_last else desks.commune, 60)
    delete(desks.deputy, record)
    edit(desks.commune, record, people=5)
    wait(desks.commune, 1)
    edit(desks.commune, record, phone="0987654321")
    desks.meet()
    found = weighed(desks.commune, record)
    settled(desks.commune, [keep(found, found.fields[0], 0 if stays else 1)])
    desks.meet()
    for store in (desks.commune, desks.head, desks.deputy):
        assert conflicts(store) == []
        assert bool(household_of(store, record).deleted) is not stays
        assert health_problems(store) == []


@pytest.mark.parametrize("stays", [True, False])
def test_a_record_with_a_deletion_and_other_differences_is_settled_whole(desks: Desks, stays: bool) -> None:
    record = desks.household()
    edit(desks.head, record, phone="0912345678", people=5)
    edit(desks.commune, record, phone="0987654321", people=6)
    delete(desks.deputy, record)
    desks.meet()
    found = weighed(desks.commune, record)
    assert [one.field for one in found.fields] == ["people", "phone", "deleted"]
    if stays:
        settled(desks.commune, keep_all_of(found, party(found, COMMUNE)))
    else:
        settled(desks.commune, [keep(found, found.fields[2], 1)])
    desks.meet()
    for store in (desks.commune, desks.head, desks.deputy):
        assert conflicts(store) == []
        assert bool(household_of(store, record).deleted) is not stays
    if stays:
        assert (household_of(desks.head, record).phone, household_of(desks.head, record).people) == ("0987654321", 6)


# --- who may ---


def test_a_village_settles_what_only_its_own_laptops_wrote(desks: Desks) -> None:
    record = desks.household()
    edit(desks.head, record, people=5)
    edit(desks.deputy, record, people=6)
    desks.meet()
    found = weighed(desks.head, record)
    assert may_decide(desks.head, found)
    settled(desks.head, [keep(found, found.fields[0], 5)], decided_by="Nông Văn Trưởng")
    desks.meet()
    for store in (desks.commune, desks.head, desks.deputy):
        assert conflicts(store) == []
        assert household_of(store, record).people == 5
        assert decided(store)[0].writer.told.startswith("máy")
    assert decided(desks.commune)[0].writer.holder == "Nông Văn Trưởng"


def test_a_village_does_not_settle_what_the_commune_wrote(desks: Desks) -> None:
    record = differ(desks, {"people": 5}, {"people": 6})
    found = weighed(desks.head, record)
    assert not may_decide(desks.head, found)
    before = everything(desks.head)
    with pytest.raises(TosoError) as refused:
        settled(desks.head, [keep(found, found.fields[0], 6)])
    assert refused.value.code == "out-of-scope"
    assert everything(desks.head) == before
    assert may_decide(desks.commune, weighed(desks.commune, record))


@pytest.mark.parametrize(("head", "commune"), [(5, 5), (5, 6)])
def test_two_decisions_at_two_desks_are_a_conflict_again_unless_equal(desks: Desks, head: int, commune: int) -> None:
    record = desks.household()
    edit(desks.head, record, people=5)
    edit(desks.deputy, record, people=6)
    desks.meet()
    for store, value in ((desks.head, head), (desks.commune, commune)):
        found = weighed(store, record)
        settled(store, [keep(found, found.fields[0], value)], reason=f"giữ {value}")
    desks.meet()
    for store in (desks.commune, desks.head, desks.deputy):
        if head == commune:
            assert conflicts(store) == []
            assert household_of(store, record).people == 5
        else:
            (again,) = weighed(store, record).fields
            assert set(again.values) == {5, 6}
            assert {one.reason for one in again.earlier} == {"giữ 5", "giữ 6"}
        assert len(decided(store)) == 2


# --- the rules ---


def differing_role(desks: Desks, first: str, second: str) -> tuple[str, str]:
    """A team with a deputy, and one more member whose role the two laptops wrote differently: team, membership."""
    team = found_team(desks.head, 5)
    with changing(desks.head) as change:
        person = change.add(Person, village_id=VILLAGE_ID, full_name="Nông Văn Thêm", lives_in_area=True)
        begun = {**MEMBER, "started_on": date(2025, 7, 22), "in_decision": True}
        member = change.add(Membership, village_id=VILLAGE_ID, team_id=team.id, person_id=person, role="TV", **begun)
    desks.meet()
    for store, role in ((desks.head, first), (desks.deputy, second)):
        wait(store, 60 if role == second else 0)
        with changing(store) as change:
            change.set(Membership, member, role=role)
    desks.meet()
    return team.id, member


def test_a_side_that_breaks_a_rule_may_be_kept_and_the_finding_is_told(desks: Desks) -> None:
    """Somebody wrote it: it is no value of the officer's own, and what is wrong with it is said."""
    team, member = differing_role(desks, "TP", "TK")
    found = weighed(desks.commune, member, "membership")
    done = settle(desks.commune, [keep(found, found.fields[0], "TP")], reason=REASON, decided_by=OFFICER)
    assert [(one.rule, one.record) for one in done.findings if one.blocks] == [("R028", team)]
    assert done.tables == {"membership", "decision"}


def test_a_side_that_keeps_the_rules_tells_nothing(desks: Desks) -> None:
    _, member = differing_role(desks, "TP", "TK")
    found = weighed(desks.commune, member, "membership")
    assert settle(desks.commune, [keep(found, found.fields[0], "TK")], reason=REASON, decided_by=OFFICER).findings == ()


def test_a_value_of_ones_own_that_breaks_a_rule_about_teams_is_refused(desks: Desks) -> None:
    _, member = differing_role(desks, "CTV", "TK")
    found = weighed(desks.commune, member, "membership")
    before = everything(desks.commune)
    with pytest.raises(RuleBroken) as refused:
        settled(desks.commune, [write(found, found.fields[0], "TP")])
    assert [one.rule for one in refused.value.findings] == ["R028"]
    assert everything(desks.commune) == before
    settled(desks.commune, [write(found, found.fields[0], "TV")])
