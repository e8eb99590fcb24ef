"""All indicators of a village or of the commune for a period, put together from the neighbouring modules.

A commune's figure is computed over the records that the villages have handed in: counts say how many villages stand
behind them, rates how many households (DOMAIN 0.5). Nothing is written.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import add

from desktop.models.facts import Figure, PeriodFacts, ServiceFacts
from desktop.models.indicators import activity, survey, teams, training, work
from desktop.models.indicators.handed_in import (
    OpenVillage,
    handed_in,
    open_villages,
    reporting_figures,
    village_reports,
)
from desktop.models.indicators.naming import VILLAGES, in_order, make
from desktop.models.store import Store
from desktop.models.survey_rounds import round_on

Figures = dict[str, Figure]


@dataclass(frozen=True)
class CommuneFigures:
    """The commune's figures and each village's, by village id; `received` are the villages that handed in."""

    totals: Mapping[str, Figure]
    by_village: Mapping[str, Mapping[str, Figure]]
    services: tuple[ServiceFacts, ...]
    villages: tuple[OpenVillage, ...]
    received: frozenset[str]


def village_figures(store: Store, village_id: str, period: PeriodFacts) -> Figures:
    """Every indicator of one village, by code in printing order."""
    return _of_village(_Records(store, period), village_id)


def services_of(store: Store, period: PeriodFacts, village_id: str | None) -> tuple[ServiceFacts, ...]:
    """The services that a village gave in the period; those of the commune's own team with None."""
    tally = activity.activity_tallies(store, period).get(village_id, activity.Tally())
    return activity.services_given(store, tally.lines)


def commune_figures(store: Store, period: PeriodFacts) -> CommuneFigures:
    """Every indicator of the commune and of each of its villages.

    A village that has not handed in has figures about its team alone; its other records stay out of the sums.
    """
    records = _Records(store, period)
    villages = open_villages(store, period.last_day)
    received = handed_in(store, period) & {village.id for village in villages}
    by_village = {
        village.id: _of_village(records, village.id, with_records=village.id in received) for village in villages
    }
    tallies = {village: tally for village, tally in records.activity.items() if village in received or village is None}
    lines = [line for tally in tallies.values() for line in tally.lines]
    return CommuneFigures(
        totals=_totals(records, by_village, tallies, received),
        by_village=by_village,
        services=activity.services_given(store, lines),
        villages=tuple(villages),
        received=frozenset(received),
    )


class _Records:
    """What the store says about a period, read once and kept by village."""

    def __init__(self, store: Store, period: PeriodFacts) -> None:
        self.period = period
        self.reports = village_reports(store, period.id)
        self.teams = teams.teams_on(store, period.last_day)
        self.activity = activity.activity_tallies(store, period)
        self.courses = training.courses_of(store, period)
        self.work = work.work_tallies(store, period)
        self.survey = survey.survey_tallies(store, round_on(store, period.last_day))

    def teams_of(self, village_id: str) -> list[teams.Team]:
        """The teams of one village."""
        return [team for team in self.teams if team.village_id == village_id]


def _of_village(records: _Records, village_id: str, *, with_records: bool = True) -> Figures:
    own = records.teams_of(village_id)
    figures = [
        *teams.founded_figures(own, [village_id], with_commune=False),
        *teams.team_figures(own, records.period),
        *reporting_figures(records.reports, records.period, [village_id]),
    ]
    if with_records:
        figures += training.training_figures(records.courses, own, [village_id], records.period.last_day)
        figures += activity.activity_figures(records.activity.get(village_id, activity.Tally()))
        figures += work.work_figures(records.work.get(village_id, work.Tally()))
        figures += survey.survey_figures(records.survey.get(village_id))
    return in_order(figures)


def _totals(
    records: _Records,
    by_village: Mapping[str, Figures],
    tallies: Mapping[str | None, activity.Tally],
    received: set[str],
) -> Figures:
    count = len(by_village)
    figures = [
        *teams.founded_figures(records.teams, list(by_village), with_commune=True),
        *_of_all_teams(records, by_village),
        *_of_all_courses(records, by_village, received),
        *_of_all_sessions(tallies, received, count),
        *_of_all_work(records, received, count),
        *_of_all_surveys(records, received, count),
        *reporting_figures(records.reports, records.period, by_village),
        make("BC-2", len(received), count),
    ]
    return in_order(figures)


def _of_all_teams(records: _Records, by_village: Mapping[str, Figures]) -> Iterable[Figure]:
    """The commune's and all villages' teams; a count says how many villages have a team on record."""
    standing = [team for team in records.teams if team.village_id is None or team.village_id in by_village]
    known = {team.village_id for team in standing} & set(by_village)
    for figure in teams.team_figures(standing, records.period):
        yield figure if figure.is_rate else _out_of_villages(figure, len(known), len(by_village))


def _of_all_courses(records: _Records, by_village: Mapping[str, Figures], received: set[str]) -> Iterable[Figure]:
    """The commune's own courses and those of the villages that handed in; a person in two teams is taught once."""
    standing = [team for team in records.teams if team.village_id is None or team.village_id in received]
    holders = [None, *sorted(received)]
    for figure in training.training_figures(records.courses, standing, holders, records.period.last_day):
        yield figure if figure.is_rate else _out_of_villages(figure, len(received), len(by_village))


def _of_all_sessions(
    tallies: Mapping[str | None, activity.Tally], received: Collection[str], count: int
) -> Iterable[Figure]:
    """Sums over the villages that know the figure, and the commune's own sessions; visited households count once."""
    nothing = activity.Tally()
    parts = {village: list(activity.activity_figures(tallies.get(village, nothing))) for village in sorted(received)}
    own = list(activity.activity_figures(tallies[None])) if None in tallies else []
    visited = {household for tally in tallies.values() for household in tally.homes}
    for place, figure in enumerate(activity.activity_figures(nothing)):
        told = [value for figures in parts.values() if (value := figures[place].value) is not None]
        extra = [value for value in [own[place].value if own else None] if value is not None]
        value = sum(told + extra) if told or extra else None
        if figure.code == "HD04" and value is not None:
            value = len(visited)
        yield _out_of_villages(replace(figure, value=value), len(told), count)


def _of_all_work(records: _Records, received: Collection[str], count: int) -> Iterable[Figure]:
    """Sums over the villages that keep the list, and the commune's own records."""
    tallies = {village: tally for village, tally in records.work.items() if village in received or village is None}
    for figure in work.work_figures(work.Tally()):
        value, known = work.sum_of(tallies, figure.code)
        yield _out_of_villages(replace(figure, value=value), known, count)


def _of_all_surveys(records: _Records, received: set[str], count: int) -> Iterable[Figure]:
    listed = [records.survey[village] for village in sorted(received) if village in records.survey]
    for figure in survey.survey_figures(reduce(add, listed, survey.Tally())):
        yield _out_of_villages(figure, len(listed), count) if figure.code.startswith("KS-1") else figure


def _out_of_villages(figure: Figure, answered: int, expected: int) -> Figure:
    return replace(figure, answered=answered, expected=expected, unit_of_coverage=VILLAGES)
