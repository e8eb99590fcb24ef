"""The values that the rules look at: teams, members and applications as they stand, without a store behind them."""

from dataclasses import dataclass, field
from datetime import date

COMMUNE, VILLAGE = "commune", "village"


@dataclass(frozen=True)
class Member:
    """A membership together with its person."""

    id: str
    person_id: str
    name: str
    role: str
    started_on: date
    ended_on: date | None = None
    end_reason: str | None = None
    composition: str | None = None
    position_title: str = ""
    birth_date: date | None = None
    guardian_consent: bool | None = None
    lives_in_area: bool | None = None
    works_in_area: bool | None = None
    residence_village_id: str | None = None
    criteria: tuple[bool | None, ...] = (None, None, None, None)
    in_decision: bool = False
    join_application_id: str | None = None
    leave_application_id: str | None = None

    def active_on(self, day: date) -> bool:
        """Whether the person is in the team on that day; the last day counts."""
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)

    @property
    def counts(self) -> bool:
        """Whether the member is one of the team's (collaborators are not, R034)."""
        return self.role != "CTV"


@dataclass(frozen=True)
class JoinOrLeave:
    """An application to join or leave."""

    id: str
    team_id: str
    person_id: str
    kind: str  # join, leave
    state: str  # proposed, agreed, refused
    submitted_on: date
    decided_on: date | None = None
    approver: str | None = None  # commune_chairman, team_leader


@dataclass(frozen=True)
class Limits:
    """The size of a team: data with a legal basis, not constants (R020, R032)."""

    most: int = 10
    least: int = 5


@dataclass(frozen=True)
class TeamState:
    """A team, its people, its village's head and youth secretary, and its applications."""

    id: str
    level: str  # commune, village
    name: str
    members: tuple[Member, ...] = ()
    applications: tuple[JoinOrLeave, ...] = ()
    village_id: str | None = None
    head_id: str | None = None
    youth_secretary_id: str | None = None
    decision_number: str = ""
    decision_date: date | None = None
    decision_signer: str = ""
    limits: Limits = field(default_factory=Limits)

    def active(self, day: date) -> list[Member]:
        """The members and collaborators on that day."""
        return [member for member in self.members if member.active_on(day)]
