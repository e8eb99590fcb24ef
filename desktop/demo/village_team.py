"""A village's team: founded by the Chairman's decision, then people who ask to come in and one who goes.

Everything here is an act under the rules (R016-R040): what they refuse, the demo cannot make.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop.demo import narrative
from desktop.demo.chance import happens, instant_on, one_of
from desktop.demo.desks import Desk
from desktop.demo.joining import add_person
from desktop.demo.parts import COLLABORATOR, HEAD, RESIDENT, STUDENT, YOUTH_SECRETARY, Part, village_team
from desktop.demo.people import Names
from desktop.demo.plan import VillagePlan
from desktop.models.acts import Acts, acting
from desktop.models.places import Village
from desktop.models.teams import Team

FOUNDED_ON = date(2025, 7, 22)  # "trước ngày 23/7/2025" is strictly before (R014)
WRITTEN_ON = date(2025, 7, 25)
FIRST_DECISION = 101  # the number of the first village's decision
_NEARLY_FULL = 9


@dataclass
class Seat:
    """A place in the team: whose, what as, and from when to when."""

    full_name: str
    person: str
    part: Part
    first: date
    last: date | None = None

    def taken_on(self, day: date) -> bool:
        """Whether the member is there on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass
class VillageTeam:
    """The team of one village while its month is written; its seats by membership id."""

    desk: Desk
    village: VillagePlan
    village_id: str
    chance: random.Random
    names: Names
    seats: dict[str, Seat] = field(default_factory=dict)

    def active_on(self, day: date) -> list[str]:
        """The memberships of a day, in the order in which they began."""
        return [membership for membership, seat in self.seats.items() if seat.taken_on(day)]

    @property
    def leader(self) -> str:
        """The leader's name."""
        return next(seat.full_name for seat in self.seats.values() if seat.part is HEAD)

    @property
    def team_id(self) -> str:
        """The team's record."""
        return str(self._team.id)

    # --- founding ---

    def found(self, chairman: str) -> None:
        """Found the team with the members that the Chairman's decision names (R018, R027, R028)."""
        self.desk.at(instant_on(WRITTEN_ON, 15))
        with acting(self.desk.store) as acts:
            self._team = self._add_team(acts, chairman)
        with acting(self.desk.store) as acts:
            for position, part in enumerate(village_team(self.chance, self.village.members), start=1):
                membership = self._enter(acts, part, FOUNDED_ON, in_decision=True, position=position)
                person = self.seats[membership].person
                if part is HEAD:
                    acts.set(Village, self.village_id, head_id=person)
                elif part is YOUTH_SECRETARY:
                    acts.set(Village, self.village_id, youth_secretary_id=person)

    def _add_team(self, acts: Acts, chairman: str) -> Team:
        values: dict[str, object] = {
            "level": "village",
            "name": f"Tổ Công nghệ số cộng đồng thôn {self.village.name}",
            "decision_number": f"{FIRST_DECISION + self.village.index}/QĐ-UBND",
            "decision_date": FOUNDED_ON,
            "decision_signer": chairman,
            "founded_on": FOUNDED_ON,
            "channel": "Zalo",
            "channel_name": f"Tổ CNSCĐ thôn {self.village.name}",
        }
        record = acts.add(Team, village_id=self.village_id, **values)
        return Team(id=record, village_id=self.village_id, **values)

    def _enter(self, acts: Acts, part: Part, on: date, *, asked_on: date | None = None, **values: object) -> str:
        """A person and the membership; with `asked_on` there is an application, which the leader agrees to (R036)."""
        self.desk.clock.advance(90)
        person, full_name = add_person(acts, self.chance, self.names, part, on, self.village_id)
        application = None
        if asked_on:
            application = acts.propose(self._team, person, joining=True, on=asked_on, wish=self._wish())
            acts.decide(self._team, application, agreed=True, on=on, by=self.leader)
        skilled = part is not HEAD or happens(self.chance, 0.85)
        criteria = {"enthusiastic": True, "open_minded": True, "digitally_skilled": skilled, "good_communicator": True}
        membership = acts.admit(
            self._team, person, application, on=on, role=part.role, composition=part.composition, **criteria, **values
        )
        self.seats[membership] = Seat(full_name, person, part, on)
        return membership

    def _wish(self) -> str:
        return one_of(self.chance, narrative.WISHES)

    # --- coming and going ---

    def changes_of_august(self) -> list[tuple[datetime, Callable[[date], object]]]:
        """Who comes, is refused, goes or waits in this village, in the order of time; each is an act to do that day."""
        first, always = self.chance, self.village.index == 0
        acts: dict[int, tuple[Callable[[date], object], bool]] = {
            6: (self._admit_one, always or happens(first, 0.3)),
            7: (self._admit_one, True),
            12: (self._refuse_one, happens(first, 0.4)),
            18: (self._let_one_go, always or happens(first, 0.3)),
            27: (self._ask, always or happens(first, 0.4)),
        }
        return [(instant_on(date(2025, 8, day), 21), act) for day, (act, done) in acts.items() if done]

    def _admit_one(self, on: date) -> None:
        """R034, R036: the leader agrees; where the team is nearly full, or for now and then, it is a collaborator."""
        members = [one for one in self.active_on(on) if self.seats[one].part is not COLLABORATOR]
        first_of_all = self.village.index == 0 and on.day == 6
        helps_aside = len(members) >= _NEARLY_FULL or first_of_all or happens(self.chance, 0.5)
        self.desk.at(instant_on(on, 21))
        with acting(self.desk.store) as acts:
            asked_on = date(2025, 8, on.day - 3)
            self._enter(acts, COLLABORATOR if helps_aside else RESIDENT, on, asked_on=asked_on, in_decision=False)

    def _ask(self, on: date) -> str:
        """Somebody hands in an application to join, and waits (R033)."""
        self.desk.at(instant_on(on, 21))
        with acting(self.desk.store) as acts:
            person, _ = add_person(acts, self.chance, self.names, RESIDENT, on, self.village_id)
            return acts.propose(self._team, person, joining=True, on=on, wish=self._wish())

    def _refuse_one(self, on: date) -> None:
        application = self._ask(on)
        self.desk.clock.advance(1800)
        with acting(self.desk.store) as acts:
            remark = narrative.REFUSAL_REMARK
            acts.decide(self._team, application, agreed=False, on=on, by=self.leader, remark=remark)

    def _let_one_go(self, on: date) -> None:
        """Who asks to leave is let go on the day of the leader's consent (R038)."""
        stay = (HEAD, YOUTH_SECRETARY, STUDENT)
        founders = [one for one, seat in self.seats.items() if seat.first == FOUNDED_ON and seat.part not in stay]
        leaving = founders[-1]
        seat = self.seats[leaving]
        self.desk.at(instant_on(on, 21))
        with acting(self.desk.store) as acts:
            asked_on = date(2025, 8, on.day - 2)
            wish = narrative.LEAVING_WISH
            application = acts.propose(self._team, seat.person, joining=False, on=asked_on, wish=wish)
            acts.decide(self._team, application, agreed=True, on=on, by=self.leader)
            acts.release(leaving, on=on, reason="tu_nguyen", application_id=application)
        seat.last = on
