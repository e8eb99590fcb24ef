"""What the first village's team learns in August: a group of collaborators, one course, and what members say they can.

No chance is drawn here, so that the rest of the demo stays as it is.
"""

from collections.abc import Callable
from datetime import date, datetime

from desktop.demo.chance import instant_on
from desktop.demo.village_team import VillageTeam
from desktop.models.acts import acting
from desktop.models.teams import ROLE_COLLABORATOR, CollaboratorGroup, Membership
from desktop.models.training import Training
from desktop.models.training_records import rate, tick

_TOPICS = ("dvc", "thanh_toan", "suc_khoe")
_LEVELS = (2, 3, 1, 2, 0)  # a leader who asks, a deputy who shows others how


def learning_of_august(team: VillageTeam) -> list[tuple[datetime, Callable[[date], object]]]:
    """What is done when, in the first village; the others have held no course yet."""
    if team.village.index:
        return []
    evening = instant_on(date(2025, 8, 9), 20)

    def act(on: date) -> None:
        team.desk.at(evening)
        found_group(team, on)
        hold_course(team, on)

    return [(evening, act)]


def found_group(team: VillageTeam, on: date) -> None:
    """The collaborators of the first days stand in a group of their own (R034)."""
    with acting(team.desk.store) as acts:
        name = "Nhóm thanh niên"
        group = acts.add(CollaboratorGroup, village_id=team.village_id, team_id=team.team_id, name=name, founded_on=on)
        for membership in team.active_on(on):
            if team.seats[membership].part.role == ROLE_COLLABORATOR:
                acts.set(Membership, membership, group_id=group)


def hold_course(team: VillageTeam, on: date) -> None:
    """A course of an evening in the village's house: most come, one cannot; then they say what they can do (R045-R048).

    Who is there is ticked, and some skills are rated on the same evening.
    """
    seats = [team.seats[membership].person for membership in team.active_on(on)]
    with acting(team.desk.store) as acts:
        course = acts.add(
            Training,
            village_id=team.village_id,
            name="Hướng dẫn dịch vụ công trực tuyến và thanh toán điện tử",
            held_on=on,
            form="truc_tiep",
            topics=["dvc", "thanh_toan"],
            organiser="Phòng Văn hóa - Xã hội",
            partners="VNPT",
            place="Nhà văn hóa thôn",
        )
        there = {person: place != len(seats) - 1 for place, person in enumerate(seats)}
        tick(acts, team.desk.store, team.village_id, course, there)
        for place, person in enumerate(seats[:3]):
            for number, topic in enumerate(_TOPICS):
                level = _LEVELS[(place + number) % len(_LEVELS)]
                rate(acts, team.desk.store, team.village_id, person, topic, level, on)
