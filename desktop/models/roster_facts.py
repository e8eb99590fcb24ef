"""What the papers about a team's list say, as values: the roster of a day, and what changed (DOMAIN 2.8, R072, Q4).

A paper is a function of these values and of nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.models import catalogues
from desktop.models.facts import CommuneFacts
from desktop.models.report_facts import commune_facts
from desktop.models.setup import VILLAGE_NAME, own_village
from desktop.models.store import Store
from desktop.models.team_history import (
    CAME,
    ROLE_CHANGED,
    WENT,
    Term,
    against_decision,
    by_name,
    by_role,
    changes_between,
    roster_on,
    terms_of,
)
from desktop.models.teams import ROLE_LEADER, Team
from desktop.text import format_date, format_phone

BY_ROLE, BY_NAME = "role", "name"
KINDS = {CAME: "Vào Tổ", WENT: "Ra khỏi Tổ", ROLE_CHANGED: "Đổi vai trò"}
_DECIDED_KINDS = {CAME: "Ngoài Quyết định", WENT: "Không còn trong Tổ", ROLE_CHANGED: "Vai trò đã đổi"}


@dataclass(frozen=True)
class TeamHead:
    """What stands at the head and the foot of every paper about a team."""

    commune: CommuneFacts
    village_name: str
    decision: str  # "" when none is on record
    leader: str
    printed_on: date


@dataclass(frozen=True)
class RosterLine:
    """One person of the list; `phone` is as people read it."""

    name: str
    role: str
    composition: str
    phone: str
    since: date
    is_member: bool
    group: str = ""


@dataclass(frozen=True)
class RosterFacts:
    """The list of a team on a day (danh sách tại ngày)."""

    head: TeamHead
    day: date
    lines: tuple[RosterLine, ...]
    order: str = BY_ROLE
    with_phones: bool = True
    with_signatures: bool = False


@dataclass(frozen=True)
class ChangeLine:
    """One change: when (None where it is no event), who, what, and the role or state before and after."""

    day: date | None
    name: str
    kind: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangesFacts:
    """What changed between two days, or between the Decision's list and that of a day (`first` None)."""

    head: TeamHead
    first: date | None
    last: date
    lines: tuple[ChangeLine, ...]
    before_count: int  # members at the beginning, or by the Decision
    after_count: int


def role_name(term: Term | None) -> str:
    """A term's role in words, with its group of collaborators; '' for no term."""
    if term is None:
        return ""
    label = catalogues.labels("roles").get(term.role, term.role)
    return f"{label} ({term.group})" if term.group else label


def team_head(store: Store, team: Team, day: date) -> TeamHead:
    """The head of a paper that is printed on a day."""
    village = own_village(store)
    leaders = [term for term in by_role(roster_on(terms_of(store, team.id), day).values()) if term.role == ROLE_LEADER]
    decision = ""
    if team.decision_number:
        dated = f" ngày {format_date(team.decision_date)}" if team.decision_date else ""
        decision = f"Quyết định số {team.decision_number}{dated}"
    name = village.name if village else store.setting(VILLAGE_NAME) or ""
    return TeamHead(commune_facts(store), name, decision, leaders[0].name if leaders else "", day)


def roster_facts(
    store: Store, team: Team, day: date, today: date, *, order: str = BY_ROLE, phones: bool = True, sign: bool = False
) -> RosterFacts:
    """The list of a day, members before collaborators when it goes by role."""
    on_that_day = roster_on(terms_of(store, team.id), day).values()
    listed = by_role(on_that_day) if order == BY_ROLE else by_name(on_that_day)
    compositions = catalogues.labels("compositions")
    lines = tuple(
        RosterLine(
            term.name, role_name(term), compositions.get(term.composition, "").partition(" (")[0],
            format_phone(term.phone), term.first, term.is_member, term.group,
        )
        for term in listed
    )  # fmt: skip
    return RosterFacts(team_head(store, team, today), day, lines, order, phones, sign)


def changes_facts(store: Store, team: Team, first: date, last: date, today: date) -> ChangesFacts:
    """What changed after one day up to another."""
    terms = terms_of(store, team.id)
    lines = [
        ChangeLine(
            one.term.last if one.kind == WENT else one.day, one.term.name, KINDS[one.kind],
            role_name(one.before), role_name(one.after) or _why_gone(one.before),
        )
        for one in changes_between(terms, first, last)
    ]  # fmt: skip
    counts = (_members(terms, first), _members(terms, last))
    return ChangesFacts(team_head(store, team, today), first, last, tuple(lines), *counts)


def decision_facts(store: Store, team: Team, day: date, today: date) -> ChangesFacts:
    """Where the list of a day is another than the Decision's (Q4); who stands in both alike is not told."""
    terms = terms_of(store, team.id)
    beside = against_decision(terms, day, team.decision_date)
    lines = [
        ChangeLine(
            one.actual.first if one.actual else one.term.last,
            one.term.name, _DECIDED_KINDS[one.kind], role_name(one.decided), role_name(one.actual),
        )
        for one in beside if one.kind
    ]  # fmt: skip
    decided = sum(one.decided is not None for one in beside)
    return ChangesFacts(team_head(store, team, today), None, day, tuple(lines), decided, _members(terms, day))


def _members(terms: Sequence[Term], day: date) -> int:
    return sum(term.is_member for term in roster_on(terms, day).values())


def _why_gone(term: Term | None) -> str:
    reason = catalogues.labels("exit_reasons").get(term.end_reason, "") if term else ""
    return reason.lower()[:1] + reason[1:] if reason else ""
