"""The made-up world itself: names, numbers, ages, homes and sessions, drawn many times."""

import re
from datetime import UTC, date, datetime

import pytest

from desktop.clock import ScriptedClock
from desktop.demo.answers import answers_of
from desktop.demo.chance import chance_of, pick_some
from desktop.demo.homes import homes_of
from desktop.demo.occasions import FIRST_DAY, LAST_DAY, occasions_of
from desktop.demo.parts import village_team
from desktop.demo.people import Names, born, mobile_number, surnames_of_the_area
from desktop.demo.plan import Size, spread, villages_of
from desktop.models.rules.people import years_between
from desktop.surveys.bringing import shipped_form
from desktop.surveys.filling import kept_answers, problems_of
from desktop.text import format_phone, phone_digits

DAY = date(2025, 9, 1)
CLOCK = ScriptedClock(datetime(2025, 9, 1, 5, tzinfo=UTC))
VILLAGES = villages_of(Size(24, 95, 60, 1))


@pytest.fixture(scope="module")
def form() -> str:
    return shipped_form()[0].definition


def test_answers_of_many_households_are_valid_under_the_form(form: str) -> None:
    header = {"ma_ho": "02107-01-001", "thon": "02107-01", "ngay_ks": "2025-08-02", "gap": "gap_duoc", "dong_y": "ky"}
    for village in (VILLAGES[0], VILLAGES[16]):
        for number, home in enumerate(homes_of(chance_of("homes", village.index), village)):
            told = answers_of(chance_of(number), home, ("Nông Văn Thử", "chu_ho"), home.phone)
            answers = {**header, **told}
            assert problems_of(form, answers, CLOCK) == []
            assert kept_answers(form, answers, CLOCK) == answers


def test_the_remote_village_is_behind(form: str) -> None:
    def with_phone(index: int) -> float:
        homes = homes_of(chance_of("homes", index), VILLAGES[index])
        told = [answers_of(chance_of(at), home, ("Nông Văn Thử", "chu_ho"), None) for at, home in enumerate(homes)]
        return sum(bool(one["so_dttm"]) for one in told) / len(told)

    remote = next(village.index for village in VILLAGES if village.character.remote)
    assert with_phone(remote) < min(with_phone(0), with_phone(1)) - 0.1


def test_spread_numbers_keep_their_sum_and_the_first() -> None:
    for villages in (1, 2, 3, 8, 24, 45):
        numbers = spread(chance_of(villages), villages, 95, villages * 2 // 3)
        assert sum(numbers) == 95 * villages
        assert numbers[0] == 95
        assert all(60 <= number <= 130 for number in numbers)


def test_codes_of_households_follow_the_commune_and_the_village() -> None:
    homes = homes_of(chance_of(1), VILLAGES[4])
    assert homes[0].code == "02107-05-001"
    assert len({home.code for home in homes}) == len(homes) == VILLAGES[4].households
    assert all(home.elders <= home.adults <= home.people and home.adults >= 1 for home in homes)


def test_telephone_numbers_are_mobile_numbers() -> None:
    for number in (mobile_number(chance_of(at)) for at in range(200)):
        assert phone_digits(number) == number
        assert re.fullmatch(r"0[35789]\d{8}", number)
        assert len(format_phone(number)) == 12


def test_people_are_as_old_as_they_should_be() -> None:
    for at in range(300):
        assert years_between(born(chance_of(at), (16, 16), DAY), DAY) == 16


def test_names_come_once_and_have_three_parts() -> None:
    names = Names(chance_of("names"), surnames_of_the_area())
    drawn = [names.draw("nu") for _ in range(200)]
    assert len(set(drawn)) == 200
    assert all(len(name.split()) == 3 for name in drawn)


def test_a_team_begins_with_its_leader_and_deputy_and_keeps_to_its_size() -> None:
    for at in range(60):
        parts = village_team(chance_of(at), 5 + at % 5)
        assert [part.role for part in parts[:2]] == ["TT", "TP"]
        assert len(parts) == 5 + at % 5
        assert all(part.role == "TV" for part in parts[2:])


def test_sessions_lie_in_their_weeks_and_never_count_more_newcomers_than_visits() -> None:
    village = VILLAGES[0]
    homes = homes_of(chance_of("homes"), village)
    occasions = occasions_of(chance_of("sessions"), village, homes)
    assert len(occasions) == village.sessions
    people = sum(home.adults for home in homes)
    newcomers = 0
    for occasion in occasions:
        assert FIRST_DAY <= occasion.at.date() <= LAST_DAY
        assert 1 <= len(occasion.given) <= 3
        assert bool(occasion.homes) == (occasion.kind == "DN")
        for given in occasion.given:
            assert given.new_people is None or given.new_people <= given.visits
            newcomers += given.new_people or 0
    assert 0 < newcomers <= people


def test_choosing_some_keeps_order_and_never_repeats() -> None:
    weights = {"a": 1.0, "b": 5.0, "c": 0.5}
    for at in range(50):
        chosen = pick_some(chance_of(at), weights, 2)
        assert len(chosen) == 2
        assert chosen == sorted(chosen)
    assert pick_some(chance_of(1), weights, 9) == ["a", "b", "c"]
