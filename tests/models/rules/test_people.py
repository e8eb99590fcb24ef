"""Rules about one member and about applications: R023-R026, R029-R031, R033, R035-R039, Q7."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.models import catalogues
from desktop.models.rules import people
from desktop.models.rules.states import COMMUNE, VILLAGE
from tests.models.rules.states_makers import (
    DAY,
    ERROR,
    INFO,
    JOINED,
    WARNING,
    make_application,
    make_member,
    make_team,
    told,
)

TEAM = make_team()
KNOWN: Mapping[str, str] = catalogues.labels("compositions")


@pytest.mark.parametrize("level", [COMMUNE, VILLAGE])
def test_a_team_in_order_is_not_mentioned(level: str) -> None:
    assert people.team_people_findings(make_team(level=level), DAY, KNOWN) == []


@pytest.mark.parametrize(
    ("lives", "works", "expected"),
    [
        (True, True, []),
        (True, False, []),
        (False, True, []),
        (None, True, []),
        (True, None, []),
        (False, False, [ERROR]),
        (None, False, [WARNING]),
        (False, None, [WARNING]),
        (None, None, [WARNING]),
    ],
)
def test_r024_r029_members_live_or_work_here(lives: bool | None, works: bool | None, expected: list[object]) -> None:
    found = people.lives_or_works_here(TEAM, make_member(1, lives_in_area=lives, works_in_area=works), DAY)
    assert told(found) == [(severity, "R024", "m1") for severity in expected]


@pytest.mark.parametrize("missing", range(4))
@pytest.mark.parametrize("answer", [None, False])
def test_r025_all_four_criteria(missing: int, answer: bool | None) -> None:
    ticks = [True, True, True, True]
    assert told(people.criteria_ticked(TEAM, make_member(1, criteria=tuple(ticks)), DAY)) == []
    criteria = tuple(answer if place == missing else tick for place, tick in enumerate(ticks))
    assert told(people.criteria_ticked(TEAM, make_member(1, criteria=criteria), DAY)) == [(INFO, "R025", "m1")]


@pytest.mark.parametrize("code", [f"{number:02d}" for number in range(1, 16)])
def test_r023_r026_r031_every_composition_of_the_plan_is_known(code: str) -> None:
    assert told(people.composition_known(TEAM, make_member(1, composition=code), DAY, KNOWN)) == []


@pytest.mark.parametrize(("code", "severity"), [("16", ERROR), ("xx", ERROR), (None, WARNING)])
def test_r026_another_composition_is_not(code: str | None, severity: object) -> None:
    found = people.composition_known(TEAM, make_member(1, composition=code), DAY, KNOWN)
    assert told(found) == [(severity, "R026", "m1")]


def test_r030_students_are_for_village_teams() -> None:
    student = make_member(1, composition="13")
    assert told(people.composition_known(make_team(level=VILLAGE), student, DAY, KNOWN)) == []
    assert told(people.composition_known(make_team(level=COMMUNE), student, DAY, KNOWN)) == [(WARNING, "R030", "m1")]


SIXTEENTH, FIFTEENTH = date(2009, 8, 2), date(2010, 8, 2)  # birthdays of those who turn 16 and 15 on 2025-08-02


@pytest.mark.parametrize(
    ("born", "consent", "day", "expected"),
    [
        (None, True, DAY, [ERROR]),
        (SIXTEENTH, None, date(2025, 8, 2), []),  # sixteen today
        (SIXTEENTH, None, date(2025, 8, 1), [ERROR]),  # tomorrow
        (SIXTEENTH, False, date(2025, 8, 1), [ERROR]),
        (SIXTEENTH, True, date(2025, 8, 1), []),
        (FIFTEENTH, True, date(2025, 8, 2), []),  # fifteen today
        (FIFTEENTH, True, date(2025, 8, 1), [WARNING]),
        (FIFTEENTH, None, date(2025, 8, 1), [ERROR, WARNING]),
        (date(1990, 1, 1), None, DAY, []),
    ],
)
def test_r030_q7_a_student_s_age(born: date | None, consent: bool | None, day: date, expected: list[object]) -> None:
    student = make_member(1, composition="13", birth_date=born, guardian_consent=consent)
    assert told(people.student_age(TEAM, student, day)) == [(severity, "R030", "m1") for severity in expected]


def test_r030_is_about_students_only() -> None:
    assert people.student_age(TEAM, make_member(1, composition="14", birth_date=date(2015, 1, 1)), DAY) == []


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2000, 2, 29), date(2016, 2, 28), 15),
        (date(2000, 2, 29), date(2016, 2, 29), 16),
        (date(2000, 2, 29), date(2017, 2, 28), 16),
        (date(2000, 2, 29), date(2017, 3, 1), 17),
        (date(2009, 12, 31), date(2025, 12, 30), 15),
        (date(2009, 12, 31), date(2025, 12, 31), 16),
        (DAY, DAY, 0),
    ],
)
def test_ages_at_birthdays(born: date, day: date, age: int) -> None:
    assert people.years_between(born, day) == age


def test_r037_founding_members_need_no_application() -> None:
    assert told(people.joined_with_approval(TEAM, make_member(1, in_decision=True), DAY)) == []


JOIN: dict[str, Any] = {"in_decision": False, "join_application_id": "join1"}


@pytest.mark.parametrize(
    ("application", "member", "expected"),
    [
        ({}, JOIN, []),
        ({}, {**JOIN, "started_on": JOINED + timedelta(days=9)}, []),
        ({}, {**JOIN, "started_on": JOINED - timedelta(days=1)}, [ERROR]),  # before the consent
        ({}, {"in_decision": False}, [ERROR]),  # none
        ({}, {**JOIN, "join_application_id": "join2"}, [ERROR]),  # one that is not there
        ({}, {**JOIN, "person_id": "p2"}, [ERROR]),  # somebody else's
        ({"kind": "leave"}, JOIN, [ERROR]),
        ({"state": "proposed", "decided_on": None}, JOIN, [ERROR]),
        ({"state": "refused"}, JOIN, [ERROR]),
    ],
)
def test_r037_nobody_joins_without_consent(
    application: dict[str, Any], member: dict[str, Any], expected: list[object]
) -> None:
    team = make_team(applications=(make_application(1, **application, id="join1"),))
    found = people.joined_with_approval(team, make_member(1, **member), DAY)
    assert told(found) == [(severity, "R037", "m1") for severity in expected]


@pytest.mark.parametrize(("level", "whose"), [(COMMUNE, "Chủ tịch UBND xã"), (VILLAGE, "Tổ trưởng Tổ thôn")])
def test_r035_r036_the_finding_names_whose_consent_is_needed(level: str, whose: str) -> None:
    (found,) = people.joined_with_approval(make_team(level=level), make_member(1, in_decision=False), DAY)
    assert found.advice == f"Cần sự đồng ý của {whose}."


@pytest.mark.parametrize(
    ("level", "approver", "rule"),
    [
        (VILLAGE, "team_leader", None),
        (VILLAGE, "commune_chairman", "R036"),
        (COMMUNE, "commune_chairman", None),
        (COMMUNE, "team_leader", "R035"),
        (COMMUNE, "somebody", "R035"),
    ],
)
@pytest.mark.parametrize("state", ["agreed", "refused"])
@pytest.mark.parametrize("kind", ["join", "leave"])
def test_r035_r036_r038_the_right_authority_decides(
    level: str, approver: str, rule: str | None, state: str, kind: str
) -> None:
    application = make_application(1, kind, approver=approver, state=state)
    found = told(people.application_in_order(make_team(level=level), application))
    assert found == ([(ERROR, rule, f"{kind}1")] if rule else [])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"state": "proposed", "decided_on": None, "approver": None}, []),
        ({"decided_on": None}, [ERROR]),
        ({"approver": None}, [ERROR]),
        ({"decided_on": date(2025, 7, 20)}, []),  # on the day it was handed in
        ({"decided_on": date(2025, 7, 19)}, [ERROR]),
    ],
)
def test_r033_an_application_waits_or_was_decided_on_a_day(values: dict[str, Any], expected: list[object]) -> None:
    found = told(people.application_in_order(TEAM, make_application(1, **values)))
    assert found == [(severity, "R033", "join1") for severity in expected]


LEFT = date(2025, 7, 31)
LEAVE: dict[str, Any] = {"ended_on": LEFT, "end_reason": "tu_nguyen", "leave_application_id": "leave1"}


@pytest.mark.parametrize(
    ("member", "application", "rule"),
    [
        ({}, {}, None),
        (LEAVE, {}, None),
        ({**LEAVE, "ended_on": LEFT + timedelta(days=1)}, {}, "R038"),  # not the day of the consent
        ({**LEAVE, "ended_on": LEFT - timedelta(days=1)}, {}, "R038"),
        ({**LEAVE, "leave_application_id": None}, {}, "R038"),
        (LEAVE, {"state": "proposed"}, "R038"),
        (LEAVE, {"state": "refused"}, "R038"),
        (LEAVE, {"kind": "join"}, "R038"),
        (LEAVE, {"person_id": "p2"}, "R038"),  # somebody else's
        ({"ended_on": LEFT, "end_reason": None}, {}, "R039"),
        ({"ended_on": JOINED - timedelta(days=1), "end_reason": "chuyen_di"}, {}, "R038"),
        ({"ended_on": JOINED, "end_reason": "chuyen_di"}, {}, None),
        *(
            ({"ended_on": LEFT, "end_reason": reason}, {}, None)
            for reason in ("chuyen_di", "het_nhiem_ky", "suc_khoe", "tu_tran", "kien_toan", "khac")
        ),
    ],
)
def test_r038_r039_leaving(member: dict[str, Any], application: dict[str, Any], rule: str | None) -> None:
    given = {"decided_on": LEFT, "submitted_on": LEFT, **application, "id": "leave1"}
    team = make_team(applications=(make_application(1, **{"kind": "leave", **given}),))
    found = told(people.left_with_approval(team, make_member(1, **member), DAY))
    assert found == ([(ERROR, rule, "m1")] if rule else [])


def test_who_has_left_is_history_and_only_the_leaving_is_looked_at() -> None:
    gone = make_member(
        1,
        in_decision=False,
        composition=None,
        criteria=(None,) * 4,
        ended_on=DAY - timedelta(days=1),
        end_reason="khac",
    )
    assert people.team_people_findings(make_team(gone), DAY, KNOWN) == []
    assert people.team_people_findings(make_team(gone), DAY - timedelta(days=1), KNOWN) != []  # the last day counts


def test_all_rules_are_asked_about_every_member_and_application() -> None:
    wrong = make_member(
        1,
        lives_in_area=False,
        criteria=(None,) * 4,
        composition="13",
        in_decision=False,
        ended_on=DAY,
        end_reason=None,
    )
    team = make_team(wrong, applications=(make_application(2, approver="commune_chairman"),))
    found = told(people.team_people_findings(team, DAY, KNOWN))
    assert {rule for _, rule, _ in found} == {"R024", "R025", "R030", "R036", "R037", "R039"}


@pytest.mark.parametrize(
    ("lives", "residence", "composition", "found"),
    [
        (True, "thon-1", "07", False),
        (None, None, "07", False),
        (False, None, "07", True),
        (True, "thon-2", "07", True),
        (False, None, "08", False),
    ],
)
def test_r087_a_teacher_is_in_the_team_of_the_village_where_they_live(
    lives: bool | None, residence: str | None, composition: str, found: bool
) -> None:
    teacher = make_member(
        1, composition=composition, lives_in_area=lives, works_in_area=True, residence_village_id=residence
    )
    expected = [(WARNING, "R087", "m1")] if found else []
    assert told(people.teacher_at_home(make_team(level=VILLAGE, village_id="thon-1"), teacher, DAY)) == expected
    assert people.teacher_at_home(make_team(level=COMMUNE), teacher, DAY) == []
