"""The numbers of the commune's first screen: how each village stands, and the sums. Reading only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.models.checking import findings
from desktop.models.conflicts import differing
from desktop.models.facts import PeriodFacts
from desktop.models.indicators import activity, teams
from desktop.models.indicators.handed_in import (
    NOT_HANDED_IN,
    SENT_STATES,
    OpenVillage,
    handed_in,
    last_bundles,
    open_villages,
    village_reports,
)
from desktop.models.periods import month_of, period_in_hand
from desktop.models.placing import villages_of
from desktop.models.rules.findings import Severity
from desktop.models.store import Store
from desktop.models.survey_rounds import DONE, round_on, state_counts
from desktop.models.waiting import held_counts, local_day


@dataclass(frozen=True)
class VillageState:
    """How one village stands on a day; None is not known.

    `sessions` and `visits` are those of the month, not known while the village has handed in nothing since it began.
    """

    id: str
    code: str
    name: str
    last_bundle: int | None  # the number of the last one that was merged
    days_old: int | None  # since it was merged
    held_bundles: int  # waiting for earlier ones
    report_state: str  # of the period in hand; chua_nop, nhap, da_gui, can_sua, da_tiep_nhan, da_khoa
    report_overdue: bool
    surveyed: int | None
    households: int | None
    sessions: int | None
    visits: int | None
    members: int | None
    findings: int  # errors and warnings
    conflicts: int


@dataclass(frozen=True)
class CommuneTotals:
    """The sums over the villages; of what is not known everywhere, over those where it is."""

    period: PeriodFacts | None  # the one in hand
    villages: int
    with_data: int  # villages that have handed in since the month began
    reported: int  # villages whose report for the period in hand was sent
    overdue: int
    surveyed: int | None
    households: int | None
    sessions: int | None
    visits: int | None
    members: int | None  # of all teams; a person in two teams is one
    findings: int  # also those that are about no village
    conflicts: int
    held_bundles: int


@dataclass(frozen=True)
class CommuneOverview:
    """Everything on the commune's first screen."""

    villages: tuple[VillageState, ...]  # in the commune's order
    totals: CommuneTotals


def commune_overview(store: Store, day: date) -> tuple[VillageState, ...]:
    """Every open village in the commune's order."""
    return commune_standing(store, day).villages


def commune_standing(store: Store, day: date) -> CommuneOverview:
    """Every open village, and the sums."""
    known = _Known(store, day)
    villages = tuple(known.state_of(village) for village in open_villages(store, day))
    return CommuneOverview(villages, known.totals(villages))


class _Known:
    """What the store says on a day, read once."""

    def __init__(self, store: Store, day: date) -> None:
        month = month_of(day)
        self.day = day
        self.period = period_in_hand(store, day)
        self.reports = village_reports(store, self.period.id) if self.period else {}
        self.fresh = handed_in(store, month)
        self.bundles = last_bundles(store)
        self.held = held_counts(store)
        self.done = activity.activity_tallies(store, month)
        self.surveys = state_counts(store, round_on(store, day))
        self.teams = teams.teams_on(store, day)
        self.findings = _findings(store, day)
        self.conflicts = _conflicts(store)

    def state_of(self, village: OpenVillage) -> VillageState:
        """How a village stands."""
        number, merged_at, _ = self.bundles.get(village.id, (None, None, None))
        report = self.reports.get(village.id)
        state = report.state if report else NOT_HANDED_IN
        survey = self.surveys.get(village.id)
        figures = self._month(village.id)
        own_teams = [team for team in self.teams if team.village_id == village.id]
        return VillageState(
            id=village.id,
            code=village.code,
            name=village.name,
            last_bundle=number,
            days_old=(self.day - local_day(merged_at.isoformat())).days if merged_at else None,
            held_bundles=self.held.get(village.id, 0),
            report_state=state,
            report_overdue=self._due_is_past() and not _is_sent(state),
            surveyed=survey[DONE] if survey else None,
            households=sum(survey.values()) if survey else None,
            sessions=figures.get("HD01"),
            visits=figures.get("HD02"),
            members=teams.sizes(own_teams, self.day)[0],
            findings=self.findings[village.id],
            conflicts=self.conflicts[village.id],
        )

    def totals(self, states: Sequence[VillageState]) -> CommuneTotals:
        """The sums over villages."""
        return CommuneTotals(
            period=self.period,
            villages=len(states),
            with_data=sum(one.sessions is not None for one in states),
            reported=sum(_is_sent(one.report_state) for one in states),
            overdue=sum(one.report_overdue for one in states),
            surveyed=_sum(one.surveyed for one in states),
            households=_sum(one.households for one in states),
            sessions=_sum(one.sessions for one in states),
            visits=_sum(one.visits for one in states),
            members=teams.sizes(self.teams, self.day)[0],
            findings=sum(self.findings.values()),
            conflicts=sum(self.conflicts.values()),
            held_bundles=sum(self.held.values()),
        )

    def _month(self, village_id: str) -> dict[str, int | None]:
        """The month's figures by code; none while the village has handed in nothing."""
        if village_id not in self.fresh:
            return {}
        tally = self.done.get(village_id, activity.Tally())
        return {figure.code: figure.value for figure in activity.activity_figures(tally)}

    def _due_is_past(self) -> bool:
        return self.period is not None and self.period.due_on is not None and self.period.due_on < self.day


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _is_sent(state: str) -> bool:
    """Whether the village has done its part for now."""
    return state in SENT_STATES and state != "can_sua"


def _findings(store: Store, day: date) -> Counter[str | None]:
    """Village id -> errors and warnings about its records; None for those about the commune's own."""
    heavy = [one for one in findings(store, day) if one.severity is not Severity.INFO]
    places = villages_of(store, ((one.table, one.record) for one in heavy))
    return Counter(places.get((one.table, one.record)) for one in heavy)


def _conflicts(store: Store) -> Counter[str | None]:
    """Village id -> fields of its records with several values."""
    listed = [(table, record) for table, record, _ in differing(store)]
    places = villages_of(store, listed)
    return Counter(places.get(one) for one in listed)
