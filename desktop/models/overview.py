"""The numbers of a village's first screen, as values: the month, the survey, the team, and what there is to do.

Reading only; how it is said and drawn is the matter of the screen. The commune's first screen is in `overview_commune`.
"""

from dataclasses import dataclass
from datetime import date

from desktop.models.checking import findings
from desktop.models.facts import Figure, PeriodFacts, ServiceFacts
from desktop.models.indicators import activity, teams
from desktop.models.indicators.handed_in import NOT_HANDED_IN, SENT_STATES, village_reports
from desktop.models.journal import VILLAGE
from desktop.models.overview_commune import (
    CommuneOverview,
    CommuneTotals,
    VillageState,
    commune_overview,
    commune_standing,
)
from desktop.models.periods import ReportDue, due_day, month_before, month_of, open_periods
from desktop.models.placing import villages_of
from desktop.models.rules.findings import Finding, Severity
from desktop.models.store import Store
from desktop.models.survey_rounds import AWAY, DONE, REFUSED, RESPONSES, STATES_OF, Round, round_on
from desktop.models.waiting import BundleOut, last_bundle_out, unacknowledged_entries, unexported_entries
from desktop.text import text_sort_key

__all__ = [
    "ApplicationWaiting",
    "CommuneOverview",
    "CommuneTotals",
    "HamletLeft",
    "MonthNumbers",
    "SurveyNumbers",
    "VillageOverview",
    "VillageState",
    "commune_overview",
    "commune_standing",
    "village_overview",
]

_TOP_SERVICES = 5


@dataclass(frozen=True)
class MonthNumbers:
    """A month's HD01, HD02 and HD03; a value that is not known is None."""

    month: PeriodFacts
    sessions: Figure
    visits: Figure
    new_people: Figure


@dataclass(frozen=True)
class HamletLeft:
    """How many resident households of a hamlet are not surveyed; "" are those without a hamlet."""

    hamlet: str
    households: int


@dataclass(frozen=True)
class SurveyNumbers:
    """Resident households by their state in the current round; `round_name` is "" when there is none."""

    round_name: str
    households: int
    surveyed: int
    refused: int
    away: int
    left: tuple[HamletLeft, ...]  # neither surveyed nor refused, most first

    @property
    def left_over(self) -> int:
        """How many households are still to be surveyed."""
        return sum(one.households for one in self.left)


@dataclass(frozen=True)
class ApplicationWaiting:
    """An application to join or leave that nobody has decided."""

    id: str
    kind: str  # join, leave
    name: str
    submitted_on: date


@dataclass(frozen=True)
class VillageOverview:
    """Everything on a village's first screen."""

    this_month: MonthNumbers
    last_month: MonthNumbers
    top_services: tuple[ServiceFacts, ...]  # of this month, most visits first
    survey: SurveyNumbers
    members: int | None
    collaborators: int | None
    reports_due: tuple[ReportDue, ...]
    applications: tuple[ApplicationWaiting, ...]
    findings: tuple[Finding, ...]  # errors and warnings
    unexported: int  # own entries that no bundle has carried
    unacknowledged: int  # own entries that the commune has not said it holds
    last_bundle: BundleOut | None


def village_overview(store: Store, day: date, village_id: str | None = None) -> VillageOverview:
    """The numbers of a day for a village, by default the desk's own."""
    village = village_id or store.setting(VILLAGE) or ""
    this_month = activity.activity_tallies(store, month_of(day)).get(village, activity.Tally())
    last_month = activity.activity_tallies(store, month_before(day)).get(village, activity.Tally())
    given = activity.services_given(store, this_month.lines)
    own_teams = [team for team in teams.teams_on(store, day) if team.village_id == village]
    members, collaborators = teams.sizes(own_teams, day)
    return VillageOverview(
        this_month=_numbers(month_of(day), this_month),
        last_month=_numbers(month_before(day), last_month),
        top_services=tuple(sorted(given, key=lambda one: (-one.visits, one.code))[:_TOP_SERVICES]),
        survey=_survey_numbers(store, village, round_on(store, day)),
        members=members,
        collaborators=collaborators,
        reports_due=tuple(_reports_due(store, village, day)),
        applications=tuple(_applications(store, village)),
        findings=tuple(_findings(store, village, day)),
        unexported=unexported_entries(store),
        unacknowledged=unacknowledged_entries(store),
        last_bundle=last_bundle_out(store),
    )


def _findings(store: Store, village: str, day: date) -> list[Finding]:
    """Errors and warnings; on the commune's desk those about the village's own records."""
    heavy = [one for one in findings(store, day) if one.severity is not Severity.INFO]
    if store.setting(VILLAGE) == village:
        return heavy
    places = villages_of(store, ((one.table, one.record) for one in heavy))
    return [one for one in heavy if places.get((one.table, one.record)) == village]


def _numbers(month: PeriodFacts, tally: activity.Tally) -> MonthNumbers:
    figures = {figure.code: figure for figure in activity.activity_figures(tally)}
    return MonthNumbers(month, figures["HD01"], figures["HD02"], figures["HD03"])


def _survey_numbers(store: Store, village: str, round_: Round) -> SurveyNumbers:
    rows = store.rows(
        f"{RESPONSES}{STATES_OF} SELECT COALESCE(hamlet, ''), state, count(*) FROM states"  # noqa: S608 - constants
        " WHERE status = 'dang_cu_tru' AND village_id IS ?5 GROUP BY COALESCE(hamlet, ''), state",
        [*round_.parameters, village],
    )
    counts: dict[str, int] = {}
    left: dict[str, int] = {}
    for hamlet, state, count in rows:
        counts[state] = counts.get(state, 0) + count
        if state not in (DONE, REFUSED):
            left[hamlet] = left.get(hamlet, 0) + count
    ordered = sorted(left.items(), key=lambda item: (-item[1], text_sort_key(item[0])))
    return SurveyNumbers(
        round_name=round_.name,
        households=sum(counts.values()),
        surveyed=counts.get(DONE, 0),
        refused=counts.get(REFUSED, 0),
        away=counts.get(AWAY, 0),
        left=tuple(HamletLeft(hamlet, count) for hamlet, count in ordered),
    )


def _reports_due(store: Store, village: str, day: date) -> list[ReportDue]:
    """The open periods whose report is not sent, the most urgent first; those before the village was opened are not."""
    opened = store.value("SELECT opened_on FROM village WHERE id = ?", [village])
    found = []
    for period in open_periods(store, day):
        report = village_reports(store, period.id).get(village)
        state = report.state if report else NOT_HANDED_IN
        is_sent = state in SENT_STATES and state != "can_sua"
        if not is_sent and not (opened and period.last_day < date.fromisoformat(opened)):
            days_left = (due_day(period) - day).days if period.due_on else None
            found.append(ReportDue(period, state, days_left))
    return found


def _applications(store: Store, village: str) -> list[ApplicationWaiting]:
    rows = store.rows(
        "SELECT a.id, a.kind, COALESCE(p.full_name, ''), a.submitted_on FROM application a"
        " LEFT JOIN person p ON p.id = a.person_id"
        " WHERE NOT a.deleted AND a.state = 'proposed' AND a.village_id IS ?"
        " ORDER BY a.submitted_on, p.full_name, a.id",
        [village],
    )
    return [ApplicationWaiting(record, kind, name, date.fromisoformat(on)) for record, kind, name, on in rows]
