"""Courses, who was there, what members say they can do, and TH01 and TH02 over them."""

from datetime import date
from typing import Any

import pytest

from desktop.models.acts import acting
from desktop.models.facts import PeriodFacts
from desktop.models.indicators import village_figures
from desktop.models.rules.findings import RuleBroken
from desktop.models.store import Store
from desktop.models.teams import Team
from desktop.models.training import SkillRating, Training
from desktop.models.training_records import (
    courses,
    due_for_training,
    months_before,
    rate,
    ratings,
    skill_topics,
    spread,
    tick,
    trained_by,
    unrate,
)
from tests.makers import VILLAGE_ID, changing
from tests.models.record_makers import add_session
from tests.models.team_makers import found_team, members

DAY = date(2025, 8, 31)
AUGUST = PeriodFacts("p", "thang", "tháng 8 năm 2025", date(2025, 8, 1), DAY)


def add_course(store: Store, held_on: date, form: str = "truc_tiep") -> str:
    values: dict[str, Any] = {"name": "Dịch vụ công", "held_on": held_on, "form": form, "topics": ["dvc"]}
    with changing(store) as change:
        return change.add(Training, village_id=VILLAGE_ID, **values)


def add_commune_course(store: Store, held_on: date) -> str:
    """A course as a bundle of the commune brings it."""
    record = add_course(store, held_on)
    with store.transaction():
        store.execute("UPDATE training SET village_id = NULL WHERE id = ?", [record])
    return record


def ticked(store: Store, course: str, *came: str, away: tuple[str, ...] = ()) -> None:
    with acting(store) as acts:
        tick(acts, store, VILLAGE_ID, course, {**dict.fromkeys(came, True), **dict.fromkeys(away, False)})


def people_of(store: Store, size: int = 5) -> tuple[Team, list[str]]:
    team = found_team(store, size)
    return team, [member.person_id for member in members(store)]


def test_how_often_and_when_last_are_counted_up_to_a_day(village: Store) -> None:
    _, people = people_of(village)
    for held_on in (date(2025, 7, 20), date(2025, 8, 20), date(2025, 9, 20)):
        ticked(village, add_course(village, held_on), people[0], away=(people[1],))
    held = courses(village)
    assert [course.held_on.month for course in held] == [9, 8, 7]
    told = trained_by(held, people[0], DAY)
    assert (told.times, told.last) == (2, date(2025, 8, 20))
    assert trained_by(held, people[1], DAY).times == 0
    assert due_for_training(held, people[:2], DAY) == [people[1]]


def test_a_course_is_due_again_after_twelve_months(village: Store) -> None:
    _, people = people_of(village)
    ticked(village, add_course(village, date(2024, 8, 31)), people[0])
    held = courses(village)
    assert not trained_by(held, people[0], date(2025, 8, 31)).is_due(date(2025, 8, 31))
    assert trained_by(held, people[0], date(2025, 9, 1)).is_due(date(2025, 9, 1))
    assert months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)
    assert months_before(date(2025, 1, 31), 2) == date(2024, 11, 30)


def test_a_tick_that_is_taken_back_is_not_known_again(village: Store) -> None:
    _, people = people_of(village)
    course = add_course(village, DAY)
    ticked(village, course, people[0])
    with acting(village) as acts:
        tick(acts, village, VILLAGE_ID, course, {people[0]: None, people[1]: None})
    (seen,) = courses(village)
    assert dict(seen.attendance) == {people[0]: None}


def test_the_latest_rating_counts_and_a_slip_can_be_taken_back(village: Store) -> None:
    _, people = people_of(village)
    with acting(village) as acts:
        rate(acts, village, VILLAGE_ID, people[0], "dvc", 1, date(2025, 8, 1))
    for level in (2, 3):
        with acting(village) as acts:
            rate(acts, village, VILLAGE_ID, people[0], "dvc", level, DAY)
    assert ratings(village, DAY)[people[0], "dvc"].level == 3
    assert ratings(village, date(2025, 8, 2))[people[0], "dvc"].level == 1
    assert village.value("SELECT count(*) FROM skill_rating") == 2
    with acting(village) as acts:
        unrate(acts, village, people[0], "dvc")
    assert ratings(village, DAY)[people[0], "dvc"].level == 1


def test_a_level_that_the_scale_lacks_is_refused_and_passed_over(village: Store) -> None:
    _, people = people_of(village)
    with pytest.raises(RuleBroken), acting(village) as acts:
        rate(acts, village, VILLAGE_ID, people[0], "dvc", 4, DAY)
    with changing(village) as change:
        values: dict[str, Any] = {"person_id": people[0], "topic": "dvc", "level": 9, "rated_on": DAY}
        change.add(SkillRating, village_id=VILLAGE_ID, **values)
    assert ratings(village, DAY) == {}
    assert "khac" not in skill_topics()


def test_spread_counts_the_sessions_that_trained_people_helped_in(village: Store) -> None:
    _, people = people_of(village)
    seats = [member.id for member in members(village)]
    with changing(village) as change:
        for helpers in (seats[:2], seats[1:2], seats[2:3]):
            add_session(change, "HN", helpers=helpers, held_on=date(2025, 8, 5))
        add_session(change, "HN", helpers=seats[:1], held_on=date(2024, 8, 5))
    assert spread(village, people[:2], DAY) == (2, 2)


def told(store: Store, code: str) -> tuple[int | None, int | None, int | None, int | None]:
    figure = village_figures(store, VILLAGE_ID, AUGUST)[code]
    return figure.value, figure.base, figure.answered, figure.expected


def test_th01_counts_the_village_s_own_courses_of_the_period_by_form(village: Store) -> None:
    people_of(village)
    assert told(village, "TH01")[0] == 0
    add_course(village, date(2025, 8, 3))
    add_course(village, date(2025, 8, 4), form="truc_tuyen")
    add_course(village, date(2025, 7, 31))
    add_commune_course(village, date(2025, 8, 5))
    assert [told(village, code)[0] for code in ("TH01", "TH01-truc-tiep", "TH01-truc-tuyen", "TH01-ket-hop")] == [
        2, 1, 1, 0,
    ]  # fmt: skip


def test_th02_is_not_known_until_somebody_was_ticked(village: Store) -> None:
    _, people = people_of(village)
    assert told(village, "TH02") == (0, 5, 5, 5)
    course = add_commune_course(village, date(2025, 2, 3))
    assert told(village, "TH02") == (None, 5, 0, 5)
    ticked(village, course, people[0], people[1], away=(people[2],))
    assert told(village, "TH02") == (2, 5, 3, 5)


def test_th02_counts_the_year_s_courses_and_members_who_are_there(village: Store) -> None:
    _, people = people_of(village)
    ticked(village, add_course(village, date(2024, 12, 31)), *people)
    ticked(village, add_course(village, date(2025, 1, 1)), people[0], people[4])
    with acting(village) as acts:
        acts.release(members(village)[4].id, on=date(2025, 8, 10), reason="chuyen_di")
    assert told(village, "TH02")[:2] == (1, 4)
