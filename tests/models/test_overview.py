"""The numbers of the first screens."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.ledger import note_exported, note_seen
from desktop.models.overview import commune_overview, commune_standing, village_overview
from desktop.models.periods import month_before, month_of, open_periods, period_in_hand
from desktop.models.places import Device, Village
from desktop.models.reporting import Period
from desktop.models.store import Store
from desktop.models.teams import Application, Person
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, add_household, carry, make_store
from tests.models.record_makers import (
    add_line,
    add_member,
    add_report,
    add_response,
    add_round,
    add_session,
    add_team,
    add_villages,
    note_bundle,
)

DAY = date(2025, 7, 20)
COMMUNE_DEVICE = "0198636f-0000-7000-8000-00000000000c"


@pytest.fixture
def xa(tmp_path: Path) -> Iterator[Store]:
    """A commune's desk with two villages and a round."""
    with make_store(tmp_path / "xa", "commune", seed=1) as store:
        with changing(store) as change:
            add_villages(change, "Nà Quang", "Nà Bản")
            add_round(change)
        yield store


@pytest.fixture
def thon(tmp_path: Path) -> Iterator[Store]:
    """A village's desk."""
    with make_store(tmp_path / "thon", "village", VILLAGE_ID) as store:
        yield store


# --- periods ---


def test_months() -> None:
    assert (month_of(DAY).first_day, month_of(DAY).last_day) == (date(2025, 7, 1), date(2025, 7, 31))
    assert month_of(date(2024, 2, 29)).last_day == date(2024, 2, 29)
    assert month_of(date(2025, 12, 31)).last_day == date(2025, 12, 31)
    assert month_before(date(2025, 1, 31)).name == "tháng 12 năm 2024"


def period(store: Store, name: str, first: date, last: date, due: date | None, closed: date | None = None) -> str:
    with changing(store) as change:
        return change.add(Period, kind="thang", name=name, first_day=first, last_day=last, due_on=due, closed_on=closed)


@pytest.mark.parametrize(
    ("day", "in_hand"),
    [
        (date(2025, 7, 3), "tháng 6"),  # overdue stays in hand
        (date(2025, 7, 20), "tháng 6"),
        (date(2025, 7, 22), "tháng 7"),  # due within two weeks
        (date(2025, 8, 15), "tháng 7"),
    ],
)
def test_the_period_in_hand(xa: Store, day: date, in_hand: str) -> None:
    period(xa, "tháng 6", date(2025, 6, 1), date(2025, 6, 30), date(2025, 7, 2))
    period(xa, "tháng 7", date(2025, 7, 1), date(2025, 7, 31), date(2025, 8, 5))
    period(xa, "đã khóa", date(2025, 7, 1), date(2025, 7, 31), date(2025, 8, 6), closed=date(2025, 7, 1))
    found = period_in_hand(xa, day)
    assert found is not None
    assert found.name == in_hand


def test_without_periods_none_is_in_hand(xa: Store) -> None:
    assert period_in_hand(xa, DAY) is None
    assert open_periods(xa, DAY) == []


# --- the village ---


def test_an_empty_desk_has_an_overview(thon: Store) -> None:
    found = village_overview(thon, DAY)
    assert (found.this_month.sessions.value, found.members, found.collaborators) == (0, None, None)
    assert (found.survey.households, found.survey.left, found.survey.round_name) == (0, (), "")
    assert found.reports_due == ()
    assert found.last_bundle is None
    assert found.unacknowledged == 0


def test_this_month_beside_the_last(thon: Store) -> None:
    with changing(thon) as change:
        for day, code, visits, people in ((1, "CQ01", 4, 2), (20, "CQ03", 9, None), (20, "XH01", 4, 1)):
            session = add_session(change, held_on=date(2025, 7, day))
            add_line(change, session, code, visits, new_people=people)
        add_line(change, add_session(change, held_on=date(2025, 6, 30)), visits=5)
    found = village_overview(thon, DAY)
    this, last = found.this_month, found.last_month
    assert (this.sessions.value, this.visits.value, this.new_people.value) == (3, 17, 3)
    assert (last.sessions.value, last.visits.value, last.new_people.value) == (1, 5, None)
    assert [service.code for service in found.top_services] == ["CQ03", "CQ01", "XH01"]


def test_households_left_by_hamlet(xa: Store) -> None:
    with changing(xa) as change:
        for hamlet in ("Nà Ba", "Khuổi Lót", "Nà Ba", None):
            add_household(change, hamlet=hamlet)
        add_response(change, add_household(change, hamlet="Nà Ba"))
        add_response(change, add_household(change, hamlet="Nà Ba"), consent="tu_choi")
        add_response(change, add_household(change, hamlet="Khuổi Lót"), consent="", contact="vang_nha")
        add_household(change, hamlet="Nà Ba", status="tam_vang")
        add_household(change, OTHER_VILLAGE_ID)
    survey = village_overview(xa, DAY, VILLAGE_ID).survey
    assert (survey.round_name, survey.households) == ("đợt 1", 7)
    assert (survey.surveyed, survey.refused, survey.away) == (1, 1, 1)
    assert [(one.hamlet, one.households) for one in survey.left] == [("Khuổi Lót", 2), ("Nà Ba", 2), ("", 1)]
    assert survey.left_over == 5


def test_reports_that_are_due(xa: Store) -> None:
    june = period(xa, "tháng 6", date(2025, 6, 1), date(2025, 6, 30), date(2025, 7, 5))
    july = period(xa, "tháng 7", date(2025, 7, 1), date(2025, 7, 31), date(2025, 8, 5))
    period(xa, "quý III", date(2025, 7, 1), date(2025, 9, 30), None)
    period(xa, "tháng 8", date(2025, 8, 1), date(2025, 8, 31), date(2025, 9, 5))
    sent = period(xa, "tháng 5", date(2025, 5, 1), date(2025, 5, 31), date(2025, 6, 5))
    period(xa, "tháng 4", date(2025, 4, 1), date(2025, 4, 30), date(2025, 5, 5))
    with changing(xa) as change:
        change.set(Village, VILLAGE_ID, opened_on=date(2025, 5, 1))
        add_report(change, june, state="can_sua")
        add_report(change, july, OTHER_VILLAGE_ID)
        add_report(change, sent)
    due = village_overview(xa, DAY, VILLAGE_ID).reports_due
    assert [(one.period.name, one.state, one.days_left) for one in due] == [
        ("tháng 6", "can_sua", -15),
        ("tháng 7", "chua_nop", 16),
        ("quý III", "chua_nop", None),
    ]


def test_applications_and_the_team(xa: Store) -> None:
    with changing(xa) as change:
        team = add_team(change)
        add_member(change, team, "TT", started_on=date(2025, 7, 1))
        add_member(change, team, "CTV", started_on=date(2025, 7, 1))
        person = change.add(Person, village_id=VILLAGE_ID, full_name="Nông Thị Hiền")
        for kind, state in (("join", "proposed"), ("leave", "agreed")):
            about = {"team_id": team, "person_id": person, "kind": kind, "state": state}
            change.add(Application, village_id=VILLAGE_ID, submitted_on=DAY, **about)
    found = village_overview(xa, DAY, VILLAGE_ID)
    assert (found.members, found.collaborators) == (1, 1)
    assert [(one.kind, one.name, one.submitted_on) for one in found.applications] == [("join", "Nông Thị Hiền", DAY)]
    assert "R032" in {one.rule for one in found.findings}  # a team of one
    assert village_overview(xa, DAY, OTHER_VILLAGE_ID).findings != found.findings


def test_only_a_receipt_makes_a_bundle_received(tmp_path: Path, thon: Store, xa: Store) -> None:
    with changing(xa) as change:
        keys = {"public_key": "ssh-ed25519 AAAA", "fingerprint": "SHA256:x"}
        change.add(Device, record=COMMUNE_DEVICE, role="commune", name="Máy xã", **keys)
    carry(xa, thon)
    with changing(thon) as change:
        home = add_household(change)
        change.set(Household, home, phone="0912345678")
    author = thon.value("SELECT author FROM author WHERE audience = ? AND mine", [VILLAGE_ID])
    assert (village_overview(thon, DAY).unexported, village_overview(thon, DAY).unacknowledged) == (2, 2)
    thon.execute(
        "INSERT INTO bundle (digest, direction, state, device, life, village_id, number, entries, file_name, cover,"
        " handled_at) VALUES ('d', 'out', 'exported', 'd', 'life', NULL, 12, 2, 'x', ?, '2025-07-18T20:00:00+00:00')",
        [f'{{"ranges": {{"{author}": [1, 2]}}}}'],
    )
    note_exported(thon, "commune", {author: 2})
    with changing(thon) as change:
        add_household(change)
    found = village_overview(thon, DAY)
    assert (found.unexported, found.unacknowledged) == (1, 3)
    assert found.last_bundle is not None
    assert (found.last_bundle.number, found.last_bundle.written_on) == (12, date(2025, 7, 19))
    assert not found.last_bundle.acknowledged
    with thon.transaction():
        note_seen(thon, COMMUNE_DEVICE, "life", 1, {author: 2})
    found = village_overview(thon, DAY)
    assert (found.unexported, found.unacknowledged) == (1, 1)
    assert found.last_bundle is not None
    assert found.last_bundle.acknowledged


# --- the commune ---


def test_a_village_that_sent_nothing_is_unknown(xa: Store) -> None:
    first, second = commune_overview(xa, DAY)
    assert (first.name, second.name) == ("Nà Quang", "Nà Bản")
    assert (first.last_bundle, first.days_old, first.report_state, first.report_overdue) == (
        None,
        None,
        "chua_nop",
        False,
    )
    assert (first.surveyed, first.households, first.sessions, first.visits, first.members) == (None,) * 5


def test_how_the_villages_stand(xa: Store) -> None:
    june = period(xa, "tháng 6", date(2025, 6, 1), date(2025, 6, 30), date(2025, 7, 5))
    with changing(xa) as change:
        add_report(change, june, VILLAGE_ID, "da_tiep_nhan")
        add_report(change, june, OTHER_VILLAGE_ID, "can_sua")
        add_response(change, add_household(change))
        add_household(change)
        add_line(change, add_session(change), visits=7)
        add_line(change, add_session(change, village=OTHER_VILLAGE_ID), visits=70, village=OTHER_VILLAGE_ID)
        both = add_member(change, add_team(change, name="Tổ Nà Quang"), "TT")
        add_member(
            change, add_team(change, OTHER_VILLAGE_ID, name="Tổ Nà Bản"), "TT", village=OTHER_VILLAGE_ID, person_id=both
        )
    note_bundle(xa, VILLAGE_ID, "2025-07-12T08:00:00+07:00", number=4)
    note_bundle(xa, VILLAGE_ID, "2025-07-13T08:00:00+07:00", number=6, state="held")
    note_bundle(xa, OTHER_VILLAGE_ID, "2025-06-30T08:00:00+07:00", number=2)
    overview = commune_standing(xa, date(2025, 7, 22))
    first, second = overview.villages
    assert overview.villages == commune_overview(xa, date(2025, 7, 22))
    assert (first.last_bundle, first.days_old, first.held_bundles) == (4, 10, 1)
    assert (first.report_state, first.report_overdue) == ("da_tiep_nhan", False)
    assert (second.report_state, second.report_overdue) == ("can_sua", True)
    assert (first.surveyed, first.households, first.sessions, first.visits, first.members) == (1, 2, 1, 7, 1)
    assert (second.sessions, second.visits) == (None, None)
    assert first.findings > 0
    assert first.conflicts == 0
    totals = overview.totals
    assert totals.period is not None
    assert (totals.villages, totals.with_data, totals.reported, totals.overdue) == (2, 1, 1, 1)
    assert (totals.surveyed, totals.households, totals.sessions, totals.visits, totals.members) == (1, 2, 1, 7, 1)
    assert (totals.held_bundles, totals.conflicts) == (1, 0)
    assert totals.findings >= first.findings + second.findings


def test_conflicts_stand_with_their_village(tmp_path: Path, xa: Store) -> None:
    with changing(xa) as change:
        home = add_household(change)
    with make_store(tmp_path / "may1", "village", VILLAGE_ID, seed=5) as laptop:
        carry(xa, laptop)
        with changing(laptop) as change:
            change.set(Household, home, phone="0912345678")
        with changing(xa) as change:
            change.set(Household, home, phone="0912345679")
        carry(laptop, xa)
    first, second = commune_overview(xa, DAY)
    assert (first.conflicts, second.conflicts) == (1, 0)
