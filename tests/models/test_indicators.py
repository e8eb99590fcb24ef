"""Indicators of sessions, teams and the commune counted by hand: unknown stays unknown, deleted is gone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.models.households import Household
from desktop.models.indicators import commune_figures
from desktop.models.journal import changing
from desktop.models.places import Parameter
from desktop.models.report_facts import period_facts
from desktop.models.reporting import Period
from desktop.models.sessions import Attendance, Session, SessionLine
from desktop.models.store import Store
from desktop.models.teams import Membership, Person, Team
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, add_household, make_store
from tests.models.indicator_makers import figures, rate, told
from tests.models.record_makers import (
    JULY,
    MET_ON,
    add_attendance,
    add_line,
    add_member,
    add_period,
    add_report,
    add_response,
    add_round,
    add_session,
    add_team,
    add_villages,
    note_bundle,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A commune's desk with two villages and a round."""
    with make_store(tmp_path, "commune") as opened:
        with changing(opened) as change:
            add_villages(change, "Nà Quang", "Nà Bản")
            add_round(change)
        yield opened


# --- sessions ---


def test_without_sessions_nothing_was_given_and_that_is_known(store: Store) -> None:
    found = figures(store)
    assert [found[code].value for code in ("HD01", "HD02", "HD03", "HD04", "CQ-1", "CQ-2", "KT-4")] == [0] * 7
    assert found["HD05"].value is None  # no register of households


def test_a_session_that_does_not_say_what_was_given_leaves_the_sums_unknown(store: Store) -> None:
    with changing(store) as change:
        add_session(change, "HN")
    found = figures(store)
    assert found["HD01"].value == 1
    assert [found[code].value for code in ("HD02", "HD03", "CQ-1", "CQ-2", "KT-4")] == [None] * 5
    assert told(found["HD02"]) == (None, 0, 1)


def test_sessions_are_counted_by_kind_and_only_in_the_period(store: Store) -> None:
    with changing(store) as change:
        for kind, day in (("HN", 1), ("DN", 31), ("DN", 15)):
            add_session(change, kind, held_on=date(2025, 7, day))
        add_session(change, "HN", held_on=date(2025, 6, 30))
        add_session(change, "HN", held_on=date(2025, 8, 1))
        add_session(change, "HN", village=OTHER_VILLAGE_ID)
    found = figures(store)
    assert [found[code].value for code in ("HD01", "HD01-HN", "HD01-DN", "HD01-CH")] == [3, 1, 2, 0]


def test_visits_and_new_people_are_apart_and_unknown_people_are_not_nobody(store: Store) -> None:
    with changing(store) as change:
        session = add_session(change)
        add_line(change, session, "CQ03", 10, new_people=4)
        add_line(change, session, "CQ06", 5, new_people=None)
        add_line(change, session, "XH01", 2, new_people=0)
        add_session(change)
    found = figures(store)
    assert told(found["HD02"]) == (17, 1, 2)
    assert told(found["HD03"]) == (4, 2, 3)
    assert found["HD03"].unit_of_coverage == "lần ghi"
    assert found["CQ-1"].value == 15


def test_new_people_that_nobody_asked_for_are_unknown(store: Store) -> None:
    with changing(store) as change:
        add_line(change, add_session(change), "CQ03", 10)
    assert told(figures(store)["HD03"]) == (None, 0, 1)


def test_only_what_was_set_up_counts_as_activated_or_opened(store: Store) -> None:
    with changing(store) as change:
        session = add_session(change)
        add_line(change, session, "CQ01", 9, new_people=9, outcome=1)
        add_line(change, session, "CQ01", 3, new_people=2, outcome=2)
        add_line(change, session, "CQ01", 3, new_people=1, outcome=3)
        add_line(change, session, "CQ01", 3, new_people=7, outcome=None)
        add_line(change, session, "CQ01", 3, new_people=None, outcome=2)
        for code in ("KT04", "KT05", "KT06", "KT07"):
            add_line(change, session, code, 1, new_people=1, outcome=2)
    found = figures(store)
    assert told(found["CQ-2"]) == (3, 3, 5)
    assert told(found["KT-4"]) == (3, 3, 3)


def test_activation_is_unknown_when_no_line_tells(store: Store) -> None:
    with changing(store) as change:
        add_line(change, add_session(change), "CQ01", 3, new_people=7)
    found = figures(store)
    assert found["CQ-2"].value is None
    assert found["KT-4"].value == 0  # lines were written, none about a shop


def test_households_at_home_and_never_reached(store: Store) -> None:
    with changing(store) as change:
        first, second, third, moved = (add_household(change) for _ in range(4))
        change.set(Household, moved, status="da_chuyen_di")
        visit, again, meeting = add_session(change, "DN"), add_session(change, "DN"), add_session(change, "HN")
        for session, household in ((visit, first), (again, first), (visit, moved), (meeting, second)):
            add_attendance(change, session, household)
        add_session(change, "DN")
        old = add_session(change, "DN", held_on=date(2024, 5, 1))
        add_attendance(change, old, third)
    found = figures(store)
    assert told(found["HD04"]) == (2, 2, 3)
    assert found["HD05"].value == 0
    with changing(store) as change:
        change.delete(Session, old)
    assert figures(store)["HD05"].value == 1


def test_home_visits_that_name_nobody_are_unknown(store: Store) -> None:
    with changing(store) as change:
        add_household(change)
        add_session(change, "DN")
    found = figures(store)
    assert told(found["HD04"]) == (None, 0, 1)
    assert found["HD05"].value is None


def test_before_the_first_session_nobody_was_reached(store: Store) -> None:
    with changing(store) as change:
        add_household(change)
    assert figures(store)["HD05"].value == 1


def test_deleted_records_of_sessions_do_not_count(store: Store) -> None:
    with changing(store) as change:
        kept, gone = add_session(change, "DN"), add_session(change, "DN")
        add_line(change, kept, "CQ03", 1, new_people=1)
        line = add_line(change, kept, "CQ03", 10, new_people=10)
        add_line(change, gone, "CQ03", 100, new_people=100)
        first, second, third = (add_household(change) for _ in range(3))
        add_attendance(change, kept, first)
        away = add_attendance(change, kept, second)
        add_attendance(change, kept, third)
        for model, record in ((Session, gone), (SessionLine, line), (Attendance, away), (Household, third)):
            change.delete(model, record)
    found = figures(store)
    assert [found[code].value for code in ("HD01", "HD02", "HD03", "HD04", "HD05")] == [1, 1, 1, 1, 1]


# --- teams ---


def test_without_a_team_its_members_are_unknown(store: Store) -> None:
    found = figures(store)
    assert [found[code].value for code in ("TC02", "TC03", "TC04", "TC06")] == [None] * 4
    assert rate(found["TC01"]) == (0, 1)


def test_members_on_the_last_day_by_flag(store: Store) -> None:
    with changing(store) as change:
        team = add_team(change)
        add_member(change, team, "TT", gender="nu", composition="01", youth_union_member=False)
        add_member(change, team, "TP", gender="nam", composition="07", youth_union_member=True)
        add_member(change, team, gender="nu", composition="11", ended_on=date(2025, 7, 31))
        add_member(change, team, ended_on=date(2025, 7, 30))
        add_member(change, team, started_on=date(2025, 8, 1))
        add_member(change, team)
        add_member(change, team, "CTV", gender="nu")
        gone = add_member(change, team, gender="nu")
        change.delete(Person, gone)
    found = figures(store)
    assert [found[code].value for code in ("TC02", "TC03", "TC04", "TC04-duoi", "TC04-tren")] == [4, 1, 1, 1, 0]
    assert [rate(found[f"TC05-{flag}"]) for flag in ("nu", "doan-vien", "giao-vien", "doanh-nghiep", "y-te")] == [
        *((2, 3), (1, 2), (1, 3), (1, 3), (0, 3))
    ]
    assert told(found["TC05-nu"]) == (2, 3, 4)


def test_who_came_and_who_went(store: Store) -> None:
    with changing(store) as change:
        team = add_team(change)
        deputy = add_member(change, team, "TP", started_on=date(2025, 1, 1), ended_on=date(2025, 7, 9))
        add_member(change, team, "TT", person_id=deputy, started_on=MET_ON)
        add_member(change, team, started_on=date(2025, 1, 1), ended_on=date(2025, 7, 31))
        last_day = add_member(change, team, started_on=date(2025, 1, 1), ended_on=date(2025, 7, 31))
        add_member(change, team, person_id=last_day, started_on=date(2025, 8, 1))
        helper = add_member(change, team, "CTV", started_on=date(2025, 1, 1), ended_on=date(2025, 7, 9))
        add_member(change, team, person_id=helper, started_on=MET_ON)
        twice = add_member(change, team, started_on=date(2025, 1, 1))
        add_member(change, team, "TK", person_id=twice, started_on=MET_ON)
    found = figures(store)
    assert (found["TC06"].value, found["TC06-ra"].value) == (1, 1)


def test_limits_come_from_the_parameters(store: Store) -> None:
    with changing(store) as change:
        change.add(Parameter, name="max_members", level="village", value=2)
        change.add(Parameter, name="min_members", level="village", value=1)
        team = add_team(change)
        for _ in range(3):
            add_member(change, team)
    found = figures(store)
    assert (found["TC04"].value, found["TC04-tren"].value) == (1, 1)
    assert found["TC04"].name == "Tổ có dưới 1 hoặc trên 2 thành viên"


def test_dissolved_and_deleted_teams_do_not_count(store: Store) -> None:
    with changing(store) as change:
        add_member(change, add_team(change, dissolved_on=date(2025, 7, 30)))
        gone = add_team(change)
        add_member(change, gone)
        change.delete(Team, gone)
        kept = add_team(change, decision_number=None)
        add_member(change, kept)
        person = add_member(change, kept)
    membership = store.value("SELECT id FROM membership WHERE person_id = ?", [person])
    with changing(store) as change:
        change.delete(Membership, membership)
    found = figures(store)
    assert found["TC02"].value == 1
    assert rate(found["TC01"]) == (0, 1)


# --- the commune ---


def received(store: Store, *villages: str) -> None:
    for village in villages:
        note_bundle(store, village, "2025-08-01T08:00:00+07:00")


def test_a_commune_without_data_knows_nothing(store: Store) -> None:
    totals = commune_figures(store, JULY).totals
    assert told(totals["HD02"]) == (None, 0, 2)
    assert told(totals["TC02"]) == (None, 0, 2)
    assert rate(totals["BC-2"]) == (0, 2)
    assert rate(totals["KS-1"]) == (None, 0)


def test_sums_leave_out_what_a_village_does_not_know(store: Store) -> None:
    with changing(store) as change:
        add_line(change, add_session(change), "CQ03", 5, new_people=3)
        other = add_session(change, village=OTHER_VILLAGE_ID)
        add_line(change, other, "CQ03", 7, village=OTHER_VILLAGE_ID)
    received(store, VILLAGE_ID, OTHER_VILLAGE_ID)
    totals = commune_figures(store, JULY).totals
    assert told(totals["HD02"]) == (12, 2, 2)
    assert told(totals["HD03"]) == (3, 1, 2)
    assert totals["HD03"].unit_of_coverage == "thôn"


def test_rates_add_up_over_households(store: Store) -> None:
    with changing(store) as change:
        for village, phones in ((VILLAGE_ID, 1), (OTHER_VILLAGE_ID, 0)):
            for _ in range(2):
                add_response(change, add_household(change, village), {"so_dttm": phones}, village=village)
            add_household(change, village)
    received(store, VILLAGE_ID)
    totals = commune_figures(store, JULY).totals
    assert (rate(totals["XH-2"]), told(totals["XH-2"])) == ((2, 2), (2, 2, 3))
    assert (rate(totals["KS-1"]), told(totals["KS-1"])) == ((2, 3), (2, 1, 2))
    received(store, OTHER_VILLAGE_ID)
    totals = commune_figures(store, JULY).totals
    assert (rate(totals["XH-2"]), told(totals["XH-2"])) == ((2, 4), (2, 4, 6))


def test_a_person_in_two_teams_is_one_person(store: Store) -> None:
    with changing(store) as change:
        own = add_member(change, add_team(change, None), "TT", village=None, gender="nu")
        add_member(change, add_team(change), "TT", person_id=own)
        add_member(change, add_team(change, OTHER_VILLAGE_ID), "TT", village=OTHER_VILLAGE_ID, gender="nam")
    found = commune_figures(store, JULY)
    assert told(found.totals["TC02"]) == (2, 2, 2)
    assert rate(found.totals["TC05-nu"]) == (1, 2)
    assert [found.by_village[village]["TC02"].value for village in (VILLAGE_ID, OTHER_VILLAGE_ID)] == [1, 1]
    assert (rate(found.totals["TC01"]), rate(found.totals["TC01-xa"])) == ((2, 2), (1, 1))


def test_the_communes_own_sessions_count_and_a_home_visited_twice_is_one(store: Store) -> None:
    with changing(store) as change:
        home = add_household(change)
        add_attendance(change, add_session(change, "DN"), home)
        add_attendance(change, add_session(change, "DN", village=None), home, None)
    received(store, VILLAGE_ID)
    totals = commune_figures(store, JULY).totals
    assert totals["HD01"].value == 2
    assert told(totals["HD04"]) == (1, 1, 2)


def test_reports_on_time(store: Store) -> None:
    with changing(store) as change:
        period = add_period(change)
        add_report(change, period, VILLAGE_ID, sent_on=date(2025, 8, 5))
        add_report(change, period, OTHER_VILLAGE_ID, sent_on=date(2025, 8, 6))
    facts = period_facts(store, period)
    found = commune_figures(store, facts)
    assert rate(found.totals["BC-1"]) == (1, 2)
    assert rate(found.totals["BC-2"]) == (2, 2)
    assert [rate(found.by_village[village]["BC-1"]) for village in (VILLAGE_ID, OTHER_VILLAGE_ID)] == [(1, 1), (0, 1)]


def test_without_a_due_day_nobody_is_late_or_on_time(store: Store) -> None:
    with changing(store) as change:
        period = add_period(change)
        change.set(Period, period, due_on=None)
    assert rate(commune_figures(store, period_facts(store, period)).totals["BC-1"]) == (None, 2)
