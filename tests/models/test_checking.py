"""What the rules find in a store, whoever wrote it."""

from datetime import date
from typing import Any

from desktop.models.acts import acting
from desktop.models.checking import findings, team_findings
from desktop.models.places import Milestone, Parameter, Village
from desktop.models.store import Store
from desktop.models.teams import Membership, Team
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, carry, changing
from tests.models.team_makers import DAY, add_person, found_team, members


def test_findings_come_with_errors_first(commune: Store) -> None:
    found_team(commune, 12)
    with changing(commune) as change:
        change.add(Village, record=VILLAGE_ID, village_id=VILLAGE_ID, code="1", name="Nà Thử")
        change.add(Village, record=OTHER_VILLAGE_ID, village_id=OTHER_VILLAGE_ID, code="2", name="Khuổi Mẫu")
        change.add(Milestone, name="Thành lập Tổ", before=date(2025, 7, 23))
        change.set(Membership, members(commune)[0].id, enthusiastic=None)
    assert [(finding.severity.value, finding.rule) for finding in findings(commune, DAY)] == [
        ("ERR", "R019"),
        ("WARN", "R014"),
        ("WARN", "R015"),
        ("WARN", "R016"),
        ("INFO", "R025"),
    ]


def test_the_village_s_head_and_youth_secretary_are_looked_up(commune: Store) -> None:
    found_team(commune, 6)
    leader, deputy, third, *_ = members(commune)
    with changing(commune) as change:
        roles: dict[str, Any] = {"head_id": leader.person_id, "youth_secretary_id": deputy.person_id}
        change.add(Village, record=VILLAGE_ID, village_id=VILLAGE_ID, code="1", name="Nà Thử", **roles)

    def found() -> list[str]:
        return [finding.rule for finding in team_findings(commune, DAY)]

    assert found() == ["R015"]
    with acting(commune) as acts:
        acts.set(Village, VILLAGE_ID, head_id=third.person_id)  # a new head: the change of leaders is on the list
    assert found() == ["R015", "R027"]


def test_what_a_village_writes_about_the_commune_s_team_does_not_count(commune: Store, village: Store) -> None:
    team = found_team(commune, 6, None)
    person = add_person(village, "Người Lạ")
    with changing(village) as change:
        values: dict[str, Any] = {
            "team_id": team.id,
            "person_id": person,
            "role": "TT",
            "started_on": DAY,
            "in_decision": True,
        }
        change.add(Membership, village_id=VILLAGE_ID, **values)
    carry(village, commune)
    found = team_findings(commune, DAY)
    assert [(finding.rule, finding.severity.value) for finding in found if finding.table == "membership"] == [
        ("R021", "WARN"),  # the commune's own leader holds no title
        ("R072", "WARN"),
    ]


def test_words_that_another_program_wrote_do_not_stop_the_rules(commune: Store) -> None:
    with changing(commune) as change:
        change.add(Team, village_id=VILLAGE_ID, level="huyen", name="Tổ lạ")
        change.add(Team, level="huyen", name="Tổ lạ nữa")
        change.add(Parameter, level="huyen", name="max_members", value=1)
    assert [finding.rule for finding in team_findings(commune, DAY) if finding.blocks] == []


def test_a_team_is_of_the_level_that_it_says(commune: Store) -> None:
    found_team(commune, 6, None)
    with changing(commune) as change:
        change.add(Team, village_id=VILLAGE_ID, level="commune", name="Tổ tự xưng cấp xã")
    assert [finding.rule for finding in team_findings(commune, DAY) if finding.blocks] == ["R015", "R015"]
