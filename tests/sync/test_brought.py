"""What a merge brings, told by names before and after: records, columns that differ, what the rules find anew."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.models.acts import acting
from desktop.models.brought import records_told
from desktop.models.checking import findings
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.rules.findings import Severity
from desktop.models.teams import Application, Membership, Person, Team
from desktop.sync.merging import Outcome
from tests.models.team_makers import MEMBER
from tests.sync.desks import Circle, Desk, add_village, enrol, make_circle, make_commune, make_village

DAY = date(2025, 8, 1)
FOUNDED = date(2025, 7, 22)


@dataclass
class Two:
    """A commune and two laptops of one village, which only meet through the commune."""

    commune: Desk
    head: Desk
    deputy: Desk
    stick: Path

    def hand_in(self, laptop: Desk) -> Outcome:
        return self.commune.merge(laptop.export(self.stick))

    def bring_back(self, laptop: Desk) -> Outcome:
        return laptop.merge(self.commune.export(self.stick, laptop))

    def meet(self) -> None:
        """Everybody hands in and takes what the others wrote."""
        for laptop in (self.head, self.deputy):
            self.hand_in(laptop)
        for laptop in (self.head, self.deputy):
            self.bring_back(laptop)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    commune = make_commune(tmp_path / "xa")
    row = add_village(commune, "02107-01", "Nà Quang")
    laptops = [make_village(tmp_path / name, seed=place + 2) for place, name in enumerate(("truong", "pho"))]
    for laptop in laptops:
        enrol(commune, laptop, row, tmp_path / "usb")
    head, deputy = laptops
    yield Two(commune, head, deputy, tmp_path / "usb")
    for desk in (commune, *laptops):
        desk.store.close()


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    circle = make_circle(tmp_path)
    yield circle
    circle.close()


# --- records and differences ---


def test_a_plan_tells_records_by_name_and_writes_nothing(circle: Circle) -> None:
    old, gone = circle.village.add_households(2)
    circle.village.edit(gone, head_name="Bàn Văn Xóa")
    circle.commune.merge(circle.village.export(circle.stick))
    circle.village.edit(old, phone="0912345678", people=5)
    circle.village.add_households(1, head_name="Đặng Văn Mới")
    with changing(circle.village.store) as change:
        change.delete(Household, gone)
    path = circle.village.export(circle.stick)
    before = circle.commune.rows()
    plan = circle.commune.merge(path, plan=True)
    assert circle.commune.rows() == before
    told = {(one.name, one.change, one.columns) for one in plan.records}
    assert told == {
        ("Nông Văn Thử", "changed", ("people", "phone")),
        ("Đặng Văn Mới", "added", ()),
        ("Bàn Văn Xóa", "deleted", ()),
    }
    assert records_told(plan.records, plan.added) == [
        "Thêm 1 hộ dân: Đặng Văn Mới.",
        "Xóa hộ dân Bàn Văn Xóa.",
        "Sửa hộ dân Nông Văn Thử: số nhân khẩu, số điện thoại.",
    ]
    assert circle.commune.merge(path).records == ()  # told before, not once more after


def test_many_new_records_are_told_with_their_number(circle: Circle) -> None:
    circle.village.add_households(350)
    plan = circle.commune.merge(circle.village.export(circle.stick), plan=True)
    assert len(plan.records) == 300
    line = records_told(plan.records, plan.added)[-1]
    assert line.startswith("Thêm 350 hộ dân: Nông Văn Thử; ")
    assert line.endswith(" và 342 mục nữa.")


def test_records_without_a_name_are_told_by_their_number(circle: Circle) -> None:
    circle.village.add_households(1)
    plan = circle.commune.merge(circle.village.export(circle.stick), plan=True)
    assert records_told(plan.records, plan.added)[0] == "Thêm 1 khóa dự phòng gửi xã giữ."


def test_what_loses_for_now_is_no_change_but_a_difference(circle: Circle) -> None:
    """The commune wrote later: its value stays shown, and the plan says what will differ."""
    (home,) = circle.village.add_households(1)
    circle.commune.merge(circle.village.export(circle.stick))
    circle.village.edit(home, phone="0912345678")
    circle.commune.store.clock.advance(60)  # type: ignore[attr-defined]
    circle.commune.edit(home, phone="0987654321")
    path = circle.village.export(circle.stick)
    for outcome in (circle.commune.merge(path, plan=True), circle.commune.merge(path)):
        assert outcome.conflicts == 1
        (one,) = outcome.differences
        assert one.told == "Nông Văn Thử: Số điện thoại (0987 654 321 | 0912 345 678)"
        assert outcome.records == ()


def test_a_difference_that_the_same_bundle_settles_is_none(two: Two) -> None:
    (home,) = two.head.add_households(1)
    two.meet()
    two.head.edit(home, people=5)
    two.deputy.edit(home, people=6)
    two.hand_in(two.head)
    assert two.hand_in(two.deputy).conflicts == 1
    two.commune.edit(home, note="x")
    outcome = two.bring_back(two.head)
    assert (outcome.conflicts, [one.field for one in outcome.differences]) == (1, ["people"])
    assert two.bring_back(two.deputy).conflicts == 1


def test_only_the_first_differences_are_told_and_all_are_counted(circle: Circle) -> None:
    homes = circle.village.add_households(60)
    circle.commune.merge(circle.village.export(circle.stick))
    for desk, people in ((circle.village, 5), (circle.commune, 6)):
        for home in homes:
            desk.edit(home, people=people)
    outcome = circle.commune.merge(circle.village.export(circle.stick))
    assert (outcome.conflicts, len(outcome.differences)) == (60, 50)


def test_a_deletion_beside_an_edit_is_told(circle: Circle) -> None:
    (home,) = circle.village.add_households(1)
    circle.commune.merge(circle.village.export(circle.stick))
    circle.commune.edit(home, people=9)
    with changing(circle.village.store) as change:
        change.delete(Household, home)
    (one,) = circle.commune.merge(circle.village.export(circle.stick)).differences
    assert one.told.startswith("Nông Văn Thử: xóa hay giữ (")
    assert set(one.values) == {"Đã xóa", "Vẫn còn, không xóa"}


# --- rules after merging: each laptop was right ---


def person(desk: Desk, name: str) -> str:
    with acting(desk.store) as acts:
        return acts.add(Person, village_id=desk.village_id, full_name=name, lives_in_area=True)


def found_team(desk: Desk, size: int, name: str = "Tổ thôn Nà Quang") -> str:
    """A team as the Chairman's decision names it: a leader, and plain members."""
    people = [person(desk, f"Nông Văn {number}") for number in range(1, size + 1)]
    with acting(desk.store) as acts:
        team = acts.add(
            Team,
            village_id=desk.village_id,
            level="village",
            name=name,
            decision_number="15/QĐ-UBND",
            decision_date=FOUNDED,
            decision_signer="Chủ tịch",
        )
        for place, one in enumerate(people):
            acts.admit(the_team(desk, team), one, None, on=FOUNDED, role="TT" if not place else "TV",
                       in_decision=True, **MEMBER)  # fmt: skip
    return team


def the_team(desk: Desk, team: str) -> Team:
    return desk.store.get(Team, team) or Team(id=team, village_id=desk.village_id, level="village")


def member_named(desk: Desk, name: str) -> str:
    query = Membership.select(Membership.id).join(Person, on=(Membership.person_id == Person.id))
    (row,) = desk.store.all(query.where(Person.full_name == name))
    return str(row.id)


def joins(desk: Desk, team: str, name: str, **values: Any) -> tuple[str, str]:
    """Somebody applies, is agreed to and joins; their application and membership."""
    one = person(desk, name)
    with acting(desk.store) as acts:
        application = acts.propose(the_team(desk, team), one, joining=True, on=DAY)
        acts.decide(the_team(desk, team), application, agreed=True, on=DAY, by="Tổ trưởng")
        member = acts.admit(
            the_team(desk, team), one, application, on=DAY, **{"role": "TV", "in_decision": None, **MEMBER, **values}
        )
    return application, member


def set_role(desk: Desk, name: str, role: str) -> None:
    with acting(desk.store) as acts:
        acts.set(Membership, member_named(desk, name), role=role)


def two_deputies(two: Two) -> None:
    found_team(two.head, 6)
    two.meet()
    set_role(two.head, "Nông Văn 2", "TP")
    set_role(two.deputy, "Nông Văn 3", "TP")


def eleventh_member(two: Two) -> None:
    team = found_team(two.head, 9)
    two.meet()
    joins(two.head, team, "Nông Văn Mười")
    joins(two.deputy, team, "Nông Văn Mười Một")


def two_teams(two: Two) -> None:
    found_team(two.head, 6)
    found_team(two.deputy, 6, "Tổ thôn Nà Quang (hai)")


def member_without_approval(two: Two) -> None:
    """One laptop admits whom the other one refused after all."""
    team = found_team(two.head, 6)
    one = person(two.head, "Nông Văn Xin")
    with acting(two.head.store) as acts:
        application = acts.propose(the_team(two.head, team), one, joining=True, on=DAY)
        acts.decide(the_team(two.head, team), application, agreed=True, on=DAY, by="Tổ trưởng")
    two.meet()
    with acting(two.head.store) as acts:
        acts.admit(the_team(two.head, team), one, application, on=DAY, role="TV", **MEMBER)
    two.deputy.store.clock.advance(60)  # type: ignore[attr-defined]
    with acting(two.deputy.store) as acts:
        acts.set(Application, application, state="refused", remark="Đã rút đơn")


def nobody_leads(two: Two) -> None:
    """One laptop hands the leader's role to a member whom the other lets go."""
    found_team(two.head, 6)
    two.meet()
    with acting(two.head.store) as acts:
        acts.set(Membership, member_named(two.head, "Nông Văn 1"), role="TV")
        acts.set(Membership, member_named(two.head, "Nông Văn 2"), role="TT")
    with acting(two.deputy.store) as acts:
        acts.release(member_named(two.deputy, "Nông Văn 2"), on=date(2025, 7, 31), reason="chuyen_di")


def two_leaders(two: Two) -> None:
    found_team(two.head, 6)
    two.meet()
    for laptop, name in ((two.head, "Nông Văn 2"), (two.deputy, "Nông Văn 3")):
        with acting(laptop.store) as acts:
            acts.set(Membership, member_named(laptop, "Nông Văn 1"), role="TV")
            acts.set(Membership, member_named(laptop, name), role="TT")


def twice_in_the_team(two: Two) -> None:
    """Both laptops admit the same person."""
    team = found_team(two.head, 6)
    one = person(two.head, "Nông Văn Xin")
    two.meet()
    for laptop in (two.head, two.deputy):
        with acting(laptop.store) as acts:
            application = acts.propose(the_team(laptop, team), one, joining=True, on=DAY)
            acts.decide(the_team(laptop, team), application, agreed=True, on=DAY, by="Tổ trưởng")
            acts.admit(the_team(laptop, team), one, application, on=DAY, role="TV", **MEMBER)


SITUATIONS: list[tuple[Callable[[Two], None], str, Severity, str]] = [
    (two_deputies, "R028", Severity.ERROR, "2 Tổ phó"),
    (eleventh_member, "R019", Severity.ERROR, "11 thành viên"),
    (two_teams, "R016", Severity.ERROR, "2 Tổ"),
    (member_without_approval, "R037", Severity.ERROR, "chưa được đồng ý"),
    (nobody_leads, "R027", Severity.WARNING, "chưa có Tổ trưởng"),
    (two_leaders, "R027", Severity.ERROR, "2 Tổ trưởng"),
    (twice_in_the_team, "R072", Severity.ERROR, "2 dòng"),
]


@pytest.mark.parametrize(("bring_about", "rule", "severity", "told"), SITUATIONS)
def test_what_each_laptop_did_right_is_a_finding_together(
    two: Two, bring_about: Callable[[Two], None], rule: str, severity: Severity, told: str
) -> None:
    bring_about(two)
    first = two.hand_in(two.head)
    assert first.verdict == "merged"
    assert not [one for one in first.findings if told in one.message]
    path = two.deputy.export(two.stick)
    before = two.commune.rows()
    plan = two.commune.merge(path, plan=True)
    assert two.commune.rows() == before
    merged = two.commune.merge(path)
    assert merged.verdict == "merged"  # never a refusal of somebody's record
    assert plan.findings == merged.findings
    found = [one for one in merged.findings if one.rule == rule and told in one.message]
    assert found
    assert {one.severity for one in found} == {severity}
    assert all(one.advice for one in found)  # what to do about it
    standing = {one.subject for one in findings(two.commune.store, DAY)}
    assert {one.subject for one in found} <= standing
    back = two.bring_back(two.head)  # the village is told the same
    assert [one for one in back.findings if one.rule == rule and told in one.message]


def test_a_finding_that_was_there_before_is_not_told_again(two: Two) -> None:
    two_deputies(two)
    two.meet()
    with acting(two.head.store) as acts:
        acts.set(Person, two.head.store.all(Person.select())[0].id, workplace="Trạm y tế")
    merged = two.hand_in(two.head)
    assert merged.findings == ()
    assert [one.rule for one in findings(two.commune.store, DAY) if one.blocks] == ["R028"]


def test_a_finding_that_a_bundle_mends_is_gone(two: Two) -> None:
    two_deputies(two)
    two.meet()
    set_role(two.head, "Nông Văn 3", "TV")
    assert two.hand_in(two.head).findings == ()
    assert [one for one in findings(two.commune.store, DAY) if one.blocks] == []


def test_somebody_in_the_teams_of_commune_and_village_is_told(two: Two) -> None:
    """The commune took a person of the village into its own team; the village's laptop did so too."""
    team = found_team(two.head, 6)
    one = person(two.head, "Nông Văn Hai Nơi")
    two.meet()
    with acting(two.commune.store) as acts:
        own = acts.add(Team, village_id=None, level="commune", name="Tổ xã")
    with changing(two.commune.store) as change:
        change.add(Membership, team_id=own, person_id=one, role="TV", started_on=DAY, in_decision=True)
    with acting(two.head.store) as acts:
        application = acts.propose(the_team(two.head, team), one, joining=True, on=DAY)
        acts.decide(the_team(two.head, team), application, agreed=True, on=DAY, by="Tổ trưởng")
        acts.admit(the_team(two.head, team), one, application, on=DAY, role="TV", **MEMBER)
    merged = two.hand_in(two.head)
    (found,) = [finding for finding in merged.findings if finding.rule == "Q3"]
    assert found.severity is Severity.WARNING
    assert "hai Tổ" in found.message
    assert found.advice


def test_households_alone_ask_no_rule_about_teams(two: Two) -> None:
    """What cannot break a rule does not cost a look at all teams."""
    two.head.add_households(3)
    asked: list[str] = []
    two.commune.store.database.connection().set_trace_callback(asked.append)
    assert two.hand_in(two.head).findings == ()
    two.commune.store.database.connection().set_trace_callback(None)
    assert not [sql for sql in asked if 'FROM "membership"' in sql]
