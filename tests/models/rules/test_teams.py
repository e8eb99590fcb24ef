"""Rules about a whole team: R015, R016, R018-R022, R027, R028, R032, R034, R040, R072, Q1-Q3, Q8."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.models.rules import teams
from desktop.models.rules.states import COMMUNE, VILLAGE, Limits, Member
from tests.models.rules.states_makers import (
    DAY,
    ERROR,
    INFO,
    JOINED,
    WARNING,
    make_member,
    make_members,
    make_team,
    told,
)

LEVELS = [COMMUNE, VILLAGE]


@pytest.mark.parametrize("level", LEVELS)
def test_a_team_in_order_is_not_mentioned(level: str) -> None:
    team = make_team(level=level)
    assert [finding for rule in teams.TEAM_RULES for finding in rule(team, DAY)] == []


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("missing", [{"decision_number": ""}, {"decision_date": None}, {"decision_signer": ""}])
def test_r018_a_team_is_in_force_with_number_date_and_signer(missing: dict[str, object], level: str) -> None:
    assert told(teams.founded_by_decision(make_team(level=level), DAY)) == []
    assert told(teams.founded_by_decision(make_team(level=level, **missing), DAY)) == [(WARNING, "R018", "t")]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, [(WARNING, "R032", "t")]),
        (4, [(WARNING, "R032", "t")]),
        (5, []),
        (8, []),
        (9, [(INFO, "R040", "t")]),
        (10, [(INFO, "R040", "t")]),
        (11, [(ERROR, "R019", "t")]),
        (30, [(ERROR, "R019", "t")]),
    ],
)
def test_r019_r020_r032_r040_five_to_ten_members(size: int, expected: list[object], level: str) -> None:
    assert told(teams.size_within_limits(replace(make_team(level=level), members=make_members(size)), DAY)) == expected


def test_r019_leader_and_deputy_are_among_the_ten_and_the_offer_is_the_group_of_collaborators() -> None:
    (found,) = teams.size_within_limits(make_team(*make_members(11)), DAY)
    assert found.message == "Tổ thôn Nà Thử có 11 thành viên, quá 10."
    assert found.advice == "Hãy đưa người thêm vào nhóm cộng tác viên."
    assert found.extent == 11


def test_r034_collaborators_do_not_count() -> None:
    assert told(teams.size_within_limits(make_team(*make_members(8, collaborators=40)), DAY)) == []
    assert told(teams.size_within_limits(make_team(*make_members(4, collaborators=1)), DAY)) == [(WARNING, "R032", "t")]


@pytest.mark.parametrize(
    ("limits", "size", "expected"),
    [
        (Limits(most=12, least=5), 11, [INFO]),
        (Limits(most=12, least=5), 13, [ERROR]),
        (Limits(most=7, least=3), 3, []),
        (Limits(most=7, least=3), 2, [WARNING]),
        (Limits(most=7, least=3), 8, [ERROR]),
    ],
)
def test_r020_r032_limits_are_data(limits: Limits, size: int, expected: list[object]) -> None:
    found = teams.size_within_limits(make_team(*make_members(size), limits=limits), DAY)
    assert [severity for severity, _, _ in told(found)] == expected


@pytest.mark.parametrize(
    ("started_on", "ended_on", "counted"),
    [
        (DAY, None, True),
        (DAY + timedelta(days=1), None, False),
        (JOINED, DAY, True),  # the last day counts
        (JOINED, DAY - timedelta(days=1), False),
    ],
)
def test_membership_runs_from_the_first_day_to_the_last(started_on: date, ended_on: date | None, counted: bool) -> None:
    eleventh = make_member(99, started_on=started_on, ended_on=ended_on)
    found = teams.size_within_limits(make_team(*make_members(10), eleventh), DAY)
    assert [severity for severity, _, _ in told(found)] == [ERROR if counted else INFO]


@pytest.mark.parametrize(("level", "rule"), [(COMMUNE, "R021"), (VILLAGE, "R027")])
def test_r021_r027_one_leader(level: str, rule: str) -> None:
    def found(*members: Member) -> object:
        return told(teams.one_leader(make_team(*members, level=level), DAY))

    leader, other = make_members(1)[0], make_member(2, "TT")
    assert found(leader, make_member(2)) == []
    assert found(make_member(2)) == [(WARNING, rule, "t")]
    assert found(leader, other) == [(ERROR, rule, "t")]
    assert found(leader, replace(other, started_on=DAY + timedelta(days=1))) == []
    assert found(replace(other, ended_on=DAY - timedelta(days=1)), leader) == []


@pytest.mark.parametrize(
    ("title", "composition", "fits"),
    [
        ("Bí thư Đoàn thanh niên xã", None, True),
        ("Bí thư Đoàn TNCS Hồ Chí Minh xã", None, True),
        ("BÍ THƯ ĐOÀN XÃ", None, True),
        ("Phó Chủ tịch Mặt trận Tổ quốc, Bí thư Đoàn xã", None, True),
        ("", "03", True),
        ("Phó Bí thư Đoàn xã", None, False),
        ("Nguyên Bí thư Đoàn xã", None, False),
        ("Bí thư Chi Đoàn", None, False),
        ("Công chức văn hóa", "05", False),
        ("", None, False),
    ],
)
def test_r021_the_commune_s_leader_is_the_youth_secretary(title: str, composition: str | None, fits: bool) -> None:
    leader = make_member(1, "TT", position_title=title, composition=composition)
    found = told(teams.one_leader(make_team(leader, level=COMMUNE), DAY))
    assert found == ([] if fits else [(WARNING, "R021", "m1")])


def test_r027_the_village_s_leader_is_its_head_and_a_new_head_is_noticed() -> None:
    assert told(teams.one_leader(make_team(head_id="p1"), DAY)) == []
    assert told(teams.one_leader(make_team(head_id=None), DAY)) == []  # not written down yet
    assert told(teams.one_leader(make_team(head_id="p7"), DAY)) == [(WARNING, "R027", "m1")]
    old = make_member(1, "TT", ended_on=DAY - timedelta(days=1))  # the old term is kept, with its date
    assert told(teams.one_leader(make_team(old, make_member(7, "TT", started_on=DAY), head_id="p7"), DAY)) == []


@pytest.mark.parametrize(("level", "rule"), [(COMMUNE, "R022"), (VILLAGE, "R028")])
def test_r022_r028_q8_one_deputy(level: str, rule: str) -> None:
    def found(*members: Member) -> object:
        return told(teams.one_deputy(make_team(*members, level=level), DAY))

    deputy, other = make_member(1, "TP"), make_member(2, "TP")
    assert found(deputy, make_member(3)) == []
    assert found(make_member(3)) == [(WARNING, rule, "t")]
    assert found(deputy, other) == [(ERROR, rule, "t")]
    assert found(deputy, replace(other, ended_on=DAY)) == [(ERROR, rule, "t")]
    assert found(deputy, replace(other, ended_on=DAY - timedelta(days=1))) == []


def test_r028_the_village_s_deputy_is_its_youth_secretary() -> None:
    assert told(teams.one_deputy(make_team(youth_secretary_id="p2"), DAY)) == []
    assert told(teams.one_deputy(make_team(youth_secretary_id=None), DAY)) == []
    assert told(teams.one_deputy(make_team(youth_secretary_id="p3"), DAY)) == [(WARNING, "R028", "m2")]
    assert told(teams.one_deputy(make_team(level=COMMUNE, youth_secretary_id="p3"), DAY)) == []


def test_r072_nobody_stands_in_a_list_twice_on_one_day() -> None:
    again = make_member(99, person_id="p3", started_on=DAY)
    assert told(teams.nobody_twice(make_team(*make_members(5), again), DAY)) == [
        (ERROR, "R072", "m3"),
        (ERROR, "R072", "m99"),
    ]
    assert told(teams.nobody_twice(make_team(*make_members(5), again), DAY - timedelta(days=1))) == []
    ended = replace(make_members(5)[2], ended_on=DAY - timedelta(days=1))  # left and came back
    assert told(teams.nobody_twice(make_team(ended, again), DAY)) == []


def test_r015_r016_one_team_a_place() -> None:
    commune, village = make_team(level=COMMUNE, id="x"), make_team()
    elsewhere = make_team(id="e", village_id="w", name="Tổ thôn Khác")
    assert told(teams.one_team_a_place([commune, village, elsewhere])) == []
    assert told(teams.one_team_a_place([commune, village, replace(commune, id="x2")])) == [
        (ERROR, "R015", "x"),
        (ERROR, "R015", "x2"),
    ]
    assert told(teams.one_team_a_place([commune, village, replace(village, id="t2")])) == [
        (ERROR, "R016", "t"),
        (ERROR, "R016", "t2"),
    ]


def test_r015_r016_places_without_a_team_are_said() -> None:
    places = [("v", "Nà Thử"), ("w", "Khuổi Mẫu")]
    assert told(teams.commune_findings([], places, DAY)) == [
        (WARNING, "R015", ""),
        (WARNING, "R016", "v"),
        (WARNING, "R016", "w"),
    ]
    assert told(teams.commune_findings([make_team()], places, DAY)) == [(WARNING, "R015", ""), (WARNING, "R016", "w")]
    listed = [make_team(level=COMMUNE, id="x"), make_team(*make_members(1))]
    assert [record for _, _, record in told(teams.commune_findings(listed, places, DAY)) if record] == ["w", "m1"]


def test_q3_somebody_in_two_teams_is_said_and_allowed() -> None:
    commune = make_team(make_member(1, "TT"), level=COMMUNE, id="x")
    village = make_team(make_member(2, "TT"), make_member(3, "TV", person_id="p1"))
    assert told(teams.commune_findings([commune, village], [], DAY)) == [(WARNING, "Q3", "m3")]
    left = make_team(make_member(3, "TV", person_id="p1", ended_on=DAY - timedelta(days=1)))
    assert told(teams.commune_findings([commune, left], [], DAY)) == []
