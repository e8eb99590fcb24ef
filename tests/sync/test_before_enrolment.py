"""A village works before it is enrolled: all that it recorded arrives afterwards, under the right village."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop.errors import TosoError
from desktop.models import village_queries as queries
from desktop.models.acts import acting
from desktop.models.base import SharedModel
from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.health import health_problems
from desktop.models.households import Consent, Household, Response
from desktop.models.journal import VILLAGE, changing
from desktop.models.places import Village
from desktop.models.reporting import SurveyRound
from desktop.models.sessions import Attendance, Session, SessionLine
from desktop.models.setup import provisional_code
from desktop.models.survey_rounds import DONE, DRAFT, NOT_YET, rounds_on, survey_states
from desktop.models.teams import Application, Membership, Person, Team
from desktop.sync import enrolment
from tests.sync.asking import circle, new, row
from tests.sync.desks import Circle, Desk, enrol, make_village

__all__ = ["circle", "new", "row"]  # fixtures

DAY = date(2025, 8, 1)
WORK: tuple[type[SharedModel], ...] = (
    *(Household, Consent, Response, Session, SessionLine, Attendance),
    *(Person, Team, Membership, Application),
)


class Worked:
    """What was recorded: the ids, to be found again."""

    def __init__(self, desk: Desk) -> None:
        self.households: list[str] = []
        with acting(desk.store) as acts:
            scope = desk.store.setting(VILLAGE) or ""

            def add(model: type[SharedModel], **values: object) -> str:
                return acts.add(model, village_id=scope, **values)

            for number in range(3):
                values = {"head_name": f"Nông Văn Thử {number}", "status": "dang_cu_tru", "people": 4}
                self.households.append(add(Household, **values))
            first, second, _third = self.households
            team = add(Team, level="village", name="Tổ thôn Khuổi Lót", founded_on=DAY)
            person = add(Person, full_name="Nông Thị Thử", residence_village_id=scope)
            other = add(Person, full_name="Hoàng Văn Thử")
            self.member = add(Membership, team_id=team, person_id=person, role="TT", started_on=DAY, in_decision=True)
            self.asked = add(
                Application, team_id=team, person_id=other, kind="join", submitted_on=DAY, state="proposed"
            )
            held = add(Session, kind="DN", held_on=DAY, helpers=[self.member])
            add(SessionLine, session_id=held, service_code="CQ01", beneficiary="nguoi_dan", visits=7, new_people=2)
            add(Attendance, session_id=held, household_id=first)
            consent = add(Consent, household_id=first, answer="ky", given_on=DAY, purpose_version="2025.1", law="luật")
            answers = {"thon": provisional_code(desk.store), "gap": "gap_duoc", "so_nk": 4}
            form = {"form_id": "hgd_so", "form_version": "2025.1", "interviewed_on": DAY, "contact": "gap_duoc"}
            self.final = add(Response, household_id=first, consent_id=consent, state="final", answers=answers, **form)
            self.draft = add(Response, household_id=second, state="draft", answers=answers, **form)
        queries.keep_typed(desk.store, "session", {"place": "nhà văn hóa"})


@pytest.fixture
def worked(new: Desk) -> Worked:
    return Worked(new)


@pytest.fixture
def enrolled(circle: Circle, new: Desk, row: Village, worked: Worked) -> Desk:
    """The laptop, enrolled after the work; the commune has merged what it handed in."""
    enrol(circle.commune, new, row, circle.stick)
    outcome = circle.commune.merge(new.export(circle.stick))
    assert (outcome.verdict, outcome.conflicts) == ("merged", 0)
    return new


def test_everything_arrives_under_the_village(circle: Circle, enrolled: Desk, row: Village) -> None:
    for model in WORK:
        here = enrolled.store.all(model.select())
        there = circle.commune.store.all(model.select().where(model.village_id == row.id))
        assert here, model
        assert {one.id for one in there} == {one.id for one in here}, model
        assert {one.village_id for one in here} == {row.id}, model
    assert conflicts(circle.commune.store) == []
    assert table_digests(circle.commune.store, row.id) == table_digests(enrolled.store, row.id)
    assert health_problems(circle.commune.store) == health_problems(enrolled.store) == []


def test_nothing_lies_in_another_village_or_in_the_id_of_before(circle: Circle, enrolled: Desk, row: Village) -> None:
    for desk in (circle.commune, enrolled):
        for model in WORK:
            scopes = {one.village_id for one in desk.store.all(model.select())}
            assert scopes <= {row.id, circle.village.village_id}, model
    people = circle.commune.store.all(Person.select().where(Person.residence_village_id.is_null(False)))
    assert [person.residence_village_id for person in people] == [row.id]


def test_what_belongs_together_still_does(circle: Circle, enrolled: Desk, worked: Worked) -> None:
    store = circle.commune.store
    session, line, attended = (
        store.first(Session.select()),
        store.first(SessionLine.select()),
        store.first(Attendance.select()),
    )
    assert session is not None
    assert line is not None
    assert attended is not None
    assert (line.session_id, attended.session_id, session.helpers) == (session.id, session.id, [worked.member])
    assert attended.household_id == worked.households[0]
    member = store.get(Membership, worked.member)
    assert member is not None
    assert store.get(Team, member.team_id) is not None
    assert store.get(Person, member.person_id) is not None
    asked = store.get(Application, worked.asked)
    assert asked is not None
    assert (asked.team_id, asked.state) == (member.team_id, "proposed")


def test_answers_name_the_villages_code(circle: Circle, enrolled: Desk, worked: Worked) -> None:
    for desk in (circle.commune, enrolled):
        for response in (worked.final, worked.draft):
            found = desk.store.get(Response, response)
            assert found is not None
            assert found.answers == {"thon": "02107-02", "gap": "gap_duoc", "so_nk": 4}


def test_drafts_stay_drafts_and_what_was_being_typed_stays_here(circle: Circle, enrolled: Desk, worked: Worked) -> None:
    for desk in (circle.commune, enrolled):
        found = desk.store.get(Response, worked.draft)
        assert found is not None
        assert found.state == "draft"
    assert queries.typed(enrolled.store, "session") == {"": {"place": "nhà văn hóa"}}
    assert queries.typed(circle.commune.store, "session") == {}


def test_the_interviews_count_in_the_round_that_the_commune_opens(
    circle: Circle, enrolled: Desk, worked: Worked
) -> None:
    with changing(circle.commune.store) as change:
        change.add(SurveyRound, name="đợt 1", form_id="hgd_so", first_day=DAY)
        change.add(SurveyRound, name="đợt của phiếu khác", form_id="khac", first_day=DAY)
    assert enrolled.merge(circle.commune.export(circle.stick, enrolled)).verdict == "merged"
    opened, other = rounds_on(enrolled.store, DAY)
    assert set(survey_states(enrolled.store, other).values()) == {NOT_YET}
    states = survey_states(enrolled.store, opened)
    assert [states[household] for household in worked.households] == [DONE, DRAFT, NOT_YET]


def test_the_work_goes_on_in_the_same_records(circle: Circle, enrolled: Desk, worked: Worked) -> None:
    first = worked.households[0]
    enrolled.edit(first, phone="0912345678")
    outcome = circle.commune.merge(enrolled.export(circle.stick))
    assert (outcome.verdict, outcome.conflicts) == ("merged", 0)
    assert circle.commune.household(first).phone == "0912345678"


def test_two_laptops_of_one_village_that_both_worked_before_are_both_kept(
    circle: Circle, new: Desk, row: Village, tmp_path: Path
) -> None:
    """Head and deputy each wrote down the households of a hamlet before either laptop was enrolled."""
    other = make_village(tmp_path / "pho", seed=41, name="Khuổi Lót")
    new.add_households(2)
    other.add_households(3)
    for desk in (new, other):
        enrol(circle.commune, desk, row, circle.stick)
        assert circle.commune.merge(desk.export(circle.stick)).verdict == "merged"
    there = circle.commune.store.all(Household.select().where(Household.village_id == row.id))
    assert len(there) == 5
    for desk in (new, other):
        assert desk.merge(circle.commune.export(circle.stick, new)).verdict in ("merged", "already")
        assert {one.id for one in desk.store.all(Household.select())} == {one.id for one in there}
    other.store.close()


def test_before_the_enrolment_nothing_can_be_handed_in_and_nothing_is_lost_by_trying(new: Desk, worked: Worked) -> None:
    before = new.rows()
    with pytest.raises(TosoError, match="chưa ghi danh"):
        new.export(new.store.home / "usb")
    assert new.rows() == before
    assert enrolment.commune_code(new.keys) == ""
