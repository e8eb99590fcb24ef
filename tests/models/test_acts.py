"""What people do with records: refused whole or written whole, and never because of what was wrong before."""

from datetime import timedelta
from typing import Any

import pytest

from desktop.errors import StoreError
from desktop.models.acts import acting
from desktop.models.checking import team_findings
from desktop.models.digests import table_digests
from desktop.models.households import Household, Response
from desktop.models.places import Milestone, Parameter, Village
from desktop.models.reporting import Service
from desktop.models.rules.findings import RuleBroken, made_worse
from desktop.models.rules.findings import error as broken
from desktop.models.rules.findings import warning as noticed
from desktop.models.store import Store
from desktop.models.teams import Application, Membership, Person, Team
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, add_household, changing
from tests.models.team_makers import DAY, MEMBER, add_person, admit, found_team, join, members, the_team


def everything(store: Store) -> object:
    return table_digests(store), store.rows("SELECT * FROM journal"), store.rows("SELECT * FROM author")


def test_the_tenth_member_joins_and_the_eleventh_is_refused_whole_with_an_offer(village: Store) -> None:
    team = found_team(village, 9)
    admit(village, team, "Người Thứ Mười")
    person = add_person(village, "Người Thứ Mười Một")
    before = everything(village)
    with pytest.raises(RuleBroken) as caught:
        join(village, team, person)
    assert str(caught.value) == ("Tổ thôn Nà Thử có 11 thành viên, quá 10. Hãy đưa người thêm vào nhóm cộng tác viên.")
    assert [finding.rule for finding in caught.value.findings] == ["R019"]
    assert everything(village) == before
    admit(village, team, "Người Giúp", role="CTV")  # the offer taken up
    assert [row.role for row in members(village)].count("CTV") == 1


def test_a_member_for_tomorrow_counts_tomorrow(village: Store) -> None:
    team = found_team(village, 10)
    tomorrow = DAY + timedelta(days=1)
    with pytest.raises(RuleBroken, match="11 thành viên"):
        admit(village, team, "Người Mới", on=tomorrow)
    leaving = members(village)[9]
    with acting(village) as acts:
        acts.release(leaving.id, on=DAY, reason="chuyen_di")
    admit(village, team, "Người Mới", on=tomorrow)  # the place is free from tomorrow on
    assert len(members(village)) == 11


def test_limits_are_the_commune_s_to_set(commune: Store) -> None:
    team = found_team(commune, 10)
    with acting(commune) as acts:
        acts.add(Parameter, name="max_members", level="village", value=11)
    admit(commune, team, "Người Thứ Mười Một")
    with pytest.raises(RuleBroken, match="12 thành viên, quá 11"):
        admit(commune, team, "Người Thứ Mười Hai")


def test_a_second_deputy_is_refused_and_a_change_of_deputies_in_one_act_is_not(village: Store) -> None:
    found_team(village, 6)
    _, deputy, third, *_ = members(village)
    with pytest.raises(RuleBroken, match="có 2 Tổ phó, chỉ được 01") as caught, acting(village) as acts:
        acts.set(Membership, third.id, role="TP")
    assert caught.value.findings[0].rule == "R028"
    with pytest.raises(RuleBroken, match="có 2 Tổ phó"):
        make_deputy_and_go_on(village, third)
    with acting(village) as acts:
        acts.set(Membership, third.id, role="TP")
        acts.set(Membership, deputy.id, role="TV")
    assert [row.role for row in members(village)] == ["TT", "TV", "TP", "TV", "TV", "TV"]


def make_deputy_and_go_on(store: Store, member: Membership) -> None:
    with acting(store) as acts:
        acts.set(Membership, member.id, role="TP")
        acts.set(Person, member.person_id, phone="0912345678")
        acts.set(Membership, member.id, position=1)


@pytest.mark.parametrize(
    ("village_id", "wrong", "rule"), [(VILLAGE_ID, "commune_chairman", "R036"), (None, "team_leader", "R035")]
)
def test_an_application_decided_by_the_wrong_authority_is_refused(
    commune: Store, village_id: str | None, wrong: str, rule: str
) -> None:
    team = found_team(commune, 6, village_id)
    person = add_person(commune, "Người Mới", village_id)
    with acting(commune) as acts:
        application = acts.propose(team, person, joining=True, on=DAY, wish="Muốn giúp bà con")
    with pytest.raises(RuleBroken) as caught, acting(commune) as acts:
        acts.set(Application, application, state="agreed", decided_on=DAY, approver=wrong)
    assert [finding.rule for finding in caught.value.findings] == [rule]
    with acting(commune) as acts:
        acts.decide(team, application, agreed=True, on=DAY, by="Người Có Quyền")
    row = commune.get(Application, application)
    assert row is not None
    assert (row.state, row.approver_name, row.wish) == ("agreed", "Người Có Quyền", "Muốn giúp bà con")


def test_nobody_becomes_a_member_without_consent(village: Store) -> None:
    team = found_team(village, 6)
    person = add_person(village, "Người Mới")
    with pytest.raises(RuleBroken, match="chưa có đơn tham gia được đồng ý"), acting(village) as acts:
        acts.admit(team, person, None, on=DAY, role="TV", **MEMBER)
    with acting(village) as acts:
        application = acts.propose(team, person, joining=True, on=DAY)
        acts.decide(team, application, agreed=False, on=DAY, by="Tổ trưởng", remark="Chưa đủ tuổi")
    with pytest.raises(RuleBroken, match="chưa được đồng ý"), acting(village) as acts:
        acts.admit(team, person, application, on=DAY, role="TV", **MEMBER)


def test_leaving_by_wish_ends_on_the_day_of_the_consent_and_stays_as_history(village: Store) -> None:
    team = found_team(village, 6)
    member = members(village)[5]
    with acting(village) as acts:
        application = acts.propose(team, member.person_id, joining=False, on=DAY)
        acts.decide(team, application, agreed=True, on=DAY, by="Tổ trưởng")
    with pytest.raises(RuleBroken, match="phải là ngày được chấp thuận"), acting(village) as acts:
        acts.release(member.id, on=DAY + timedelta(days=3), reason="tu_nguyen", application_id=application)
    with pytest.raises(RuleBroken, match="chưa được chấp thuận"), acting(village) as acts:
        acts.release(member.id, on=DAY, reason="tu_nguyen")
    with acting(village) as acts:
        acts.release(member.id, on=DAY, reason="tu_nguyen", application_id=application)
    row = members(village)[5]
    assert (row.ended_on, row.deleted) == (DAY, False)


def test_what_was_wrong_before_does_not_block_something_else(village: Store) -> None:
    team = found_team(village, 13)  # a merge can bring that
    one = members(village)[7]
    with acting(village) as acts:
        acts.set(Membership, one.id, in_decision=True, position=3)
        acts.set(Person, one.person_id, phone="0912345678")
        acts.set(Team, team.id, name="Tổ thôn Nà Thử mới")  # the words of the old finding change with it
        acts.add(Household, village_id=VILLAGE_ID, head_name="Lý Thị Thử", status="dang_cu_tru")
    assert the_team(village, team.id).name == "Tổ thôn Nà Thử mới"


def test_what_was_wrong_before_can_be_mended_step_by_step_but_not_made_worse(village: Store) -> None:
    team = found_team(village, 13)
    with pytest.raises(RuleBroken, match="14 thành viên"):
        admit(village, team, "Người Thứ Mười Bốn")
    for member in members(village)[10:]:
        with acting(village) as acts:
            acts.release(member.id, on=DAY - timedelta(days=1), reason="kien_toan")
    assert not [finding for finding in team_findings(village, DAY) if finding.blocks]


def test_worse_means_new_or_more() -> None:
    old = [broken("R019", "team", "t", "có 12.", extent=12), noticed("R024", "membership", "m", "chưa ghi.")]
    fewer, more = broken("R019", "team", "t", "có 11.", extent=11), broken("R019", "team", "t", "có 13.", extent=13)
    other, harder = broken("R019", "team", "u", "có 11.", extent=11), broken("R024", "membership", "m", "không ở đây.")
    assert made_worse(old, [fewer, *old]) == []
    assert made_worse(old, [more, other, harder]) == [more, other, harder]
    assert made_worse([], [fewer, more]) == [more]  # said once


def test_a_village_has_one_team(village: Store) -> None:
    found_team(village, 6)
    with pytest.raises(RuleBroken, match="mỗi nơi chỉ có 01 Tổ") as caught, acting(village) as acts:
        acts.add(Team, village_id=VILLAGE_ID, level="village", name="Tổ thứ hai")
    assert {finding.rule for finding in caught.value.findings} == {"R016"}


def test_a_team_that_was_dissolved_makes_room_the_day_after(village: Store) -> None:
    team = found_team(village, 6)
    with acting(village) as acts:
        acts.set(Team, team.id, dissolved_on=DAY)
    with pytest.raises(RuleBroken, match="mỗi nơi chỉ có 01 Tổ"), acting(village) as acts:
        acts.add(Team, village_id=VILLAGE_ID, level="village", name="Tổ mới")
    village.clock.advance(24 * 3600)  # type: ignore[attr-defined]
    with acting(village) as acts:
        acts.add(Team, village_id=VILLAGE_ID, level="village", name="Tổ mới")


def test_columns_are_looked_at_first_and_all_are_told(village: Store) -> None:
    before = everything(village)
    with pytest.raises(RuleBroken) as caught, acting(village) as acts:
        acts.add(Household, village_id=VILLAGE_ID, head_name="A" * 51, people=400)
    assert [finding.field for finding in caught.value.findings] == ["head_name", "people", "status"]
    assert caught.value.advice == "Hãy viết ngắn lại."
    assert everything(village) == before


def test_an_act_of_several_changes_is_refused_whole(village: Store) -> None:
    def add_two() -> None:
        with acting(village) as acts:
            acts.add(Household, village_id=VILLAGE_ID, head_name="Lý Thị Thử", status="dang_cu_tru")
            acts.add(Household, village_id=VILLAGE_ID)

    before = everything(village)
    with pytest.raises(RuleBroken):
        add_two()
    assert everything(village) == before


@pytest.mark.parametrize("typed", ["0912345678", "0912 345 678", "+84 912.345.678", "84912345678", "912-345-678"])
def test_phones_are_kept_as_digits_however_they_were_typed(village: Store, typed: str) -> None:
    with acting(village) as acts:
        record = acts.add(Household, village_id=VILLAGE_ID, head_name="Lý Thị Thử", status="dang_cu_tru", phone=typed)
    (row,) = village.all(Household.select())
    assert row.phone == "0912345678"
    with acting(village) as acts:
        assert acts.set(Household, record, phone=typed) is False
        assert acts.set(Household, record, phone="0167 234 5678") is True
    (row,) = village.all(Household.select())
    assert row.phone == "0372345678"


def test_blanks_are_unknown(village: Store) -> None:
    with acting(village) as acts:
        given: dict[str, Any] = {"head_name": "Lý Thị Thử", "status": "dang_cu_tru", "hamlet": "Xóm Trên", "phone": ""}
        record = acts.add(Household, village_id=VILLAGE_ID, note=" \n", **given)
        acts.set(Household, record, hamlet="  ")
    (row,) = village.all(Household.select())
    assert (row.phone, row.note, row.hamlet, row.people) == (None, None, None, None)
    with pytest.raises(RuleBroken, match="Mục “Chủ hộ” không được để trống"), acting(village) as acts:
        acts.set(Household, record, head_name=" ")


def test_a_delete_is_a_mark_and_a_broken_rule_takes_it_back(village: Store) -> None:
    team = found_team(village, 6)
    admit(village, team, "Người Mới")
    with changing(village) as change:
        record = add_household(change)
    with acting(village) as acts:
        acts.delete(Household, record)
    (row,) = village.all(Household.select())
    assert row.deleted
    (application,) = village.all(Application.select())
    with pytest.raises(RuleBroken, match="chưa có đơn tham gia"), acting(village) as acts:
        acts.delete(Application, application.id)


def test_a_village_row_is_its_own_scope(commune: Store) -> None:
    with acting(commune) as acts:
        record = acts.add(Village, code="02107-01", name="Nà Thử")
        other = acts.add(Village, village_id=VILLAGE_ID, code="02107-02", name="Khuổi Mẫu")
    rows = {row.id: row.village_id for row in commune.all(Village.select())}
    assert rows == {record: record, other: other}


@pytest.mark.parametrize("model", [Service, Milestone, Parameter, Village])
def test_a_village_cannot_write_what_is_the_commune_s(village: Store, model: Any) -> None:
    values: dict[Any, dict[str, Any]] = {
        Service: {"code": "CQ-99", "name": "Dịch vụ", "pillar": "CQ"},
        Milestone: {"name": "Việc", "before": DAY},
        Parameter: {"name": "max_members", "level": "village", "value": 99},
        Village: {"code": "x", "name": "Thôn lạ"},
    }
    for scope in (None, VILLAGE_ID):
        with pytest.raises(StoreError, match="do xã quản lý") as caught, acting(village) as acts:
            acts.add(model, village_id=scope, **values[model])
        assert caught.value.code == "out-of-scope"
    assert village.value("SELECT count(*) FROM journal") == 0


@pytest.mark.parametrize("scope", [None, OTHER_VILLAGE_ID])
def test_a_village_cannot_write_for_others(village: Store, scope: str | None) -> None:
    with pytest.raises(StoreError) as caught, acting(village) as acts:
        acts.add(Household, village_id=scope, head_name="Lý Thị Thử", status="dang_cu_tru")
    assert caught.value.code == "out-of-scope"


@pytest.mark.parametrize("scope", [None, OTHER_VILLAGE_ID, "", "0" * 36])
def test_a_record_stays_with_its_village(commune: Store, scope: str | None) -> None:
    with changing(commune) as change:
        record = add_household(change)
    with pytest.raises(StoreError, match="sang thôn khác") as caught, acting(commune) as acts:
        acts.set(Household, record, village_id=scope, note="x")
    assert caught.value.code == "moved"
    with acting(commune) as acts:
        assert acts.set(Household, record, village_id=VILLAGE_ID, note="x") is True


def test_what_is_not_there_cannot_be_changed(village: Store) -> None:
    with pytest.raises(StoreError) as caught, acting(village) as acts:
        acts.set(Household, "0" * 36, note="x")
    assert caught.value.code == "missing"


def test_an_act_reads_what_it_wrote(village: Store) -> None:
    with acting(village) as acts:
        record = acts.add(Household, village_id=VILLAGE_ID, head_name="Lý Thị Thử", status="dang_cu_tru")
        assert acts.set(Household, record, people=3) is True
        assert acts.set(Household, record, people=3) is False


def test_json_columns_pass(village: Store) -> None:
    with acting(village) as acts:
        record = acts.add(
            Response,
            village_id=VILLAGE_ID,
            household_id="0" * 36,
            form_id="hgd_so",
            form_version="1",
            state="draft",
            answers={"a": 0},
        )
    row = village.get(Response, record)
    assert row is not None
    assert row.answers == {"a": 0}
