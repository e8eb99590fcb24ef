"""Which villages there are in a period and which of them have handed in, and the indicators about that (BC-1, BC-2).

A village has handed in when a bundle of it was merged since the period began, or when its report for it is here.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from desktop.clock import VIETNAM
from desktop.models.facts import Figure, PeriodFacts
from desktop.models.indicators.naming import make
from desktop.models.reporting import REPORT_STATES
from desktop.models.store import Store
from desktop.models.succession import names_on
from desktop.text import text_sort_key

NOT_HANDED_IN = "chua_nop"
SENT_STATES = ("da_gui", "can_sua", "da_tiep_nhan", "da_khoa")


@dataclass(frozen=True)
class OpenVillage:
    """A village that is open on the last day of the period."""

    id: str
    code: str
    name: str
    head_id: str | None
    youth_secretary_id: str | None


@dataclass(frozen=True)
class ReportRow:
    """A village's report as the store has it; figures and narrative are still JSON text."""

    id: str
    village_id: str
    state: str
    nothing_to_report: bool
    figures: str | None
    narrative: str | None
    sent_on: date | None


def open_villages(store: Store, day: date) -> list[OpenVillage]:
    """The villages of a day in the commune's order: by position, then by name; the last day counts."""
    rows = store.rows(
        "SELECT id, code, name, head_id, youth_secretary_id, position FROM village"
        " WHERE NOT deleted AND COALESCE(closed_on, '9999') >= ?1 AND COALESCE(opened_on, '') <= ?1",
        [day.isoformat()],
    )
    rows.sort(key=lambda row: (row[5] is None, row[5] or 0, text_sort_key(row[2]), row[1], row[0]))
    names = names_on(store, day)
    return [OpenVillage(row[0], *reversed(names.get(row[0], (row[2], row[1]))), *row[3:5]) for row in rows]


def village_reports(store: Store, period_id: str) -> dict[str, ReportRow]:
    """Village id -> its report for the period; of several the one that went furthest."""
    rows = store.rows(
        "SELECT id, village_id, state, nothing_to_report, figures, narrative, sent_on FROM village_report"
        " WHERE NOT deleted AND period_id = ? AND village_id IS NOT NULL",
        [period_id],
    )
    places = {state: place for place, state in enumerate(REPORT_STATES)}
    rows.sort(key=lambda row: (places.get(row[2], -1), row[6] or "", row[0]))
    return {row[1]: _report(*row) for row in rows}


def _report(
    record: str,
    village_id: str,
    state: str,
    nothing: int | None,
    figures: str | None,
    narrative: str | None,
    sent_on: str | None,
) -> ReportRow:
    sent = date.fromisoformat(sent_on) if sent_on else None
    return ReportRow(record, village_id, state, bool(nothing), figures, narrative, sent)


def last_bundles(store: Store) -> dict[str, tuple[int, datetime, date]]:
    """Village id -> number of its last merged bundle, when it was merged, and up to which day it speaks."""
    rows = store.rows(
        "SELECT village_id, number, handled_at, json_extract(cover, '$.made_at') FROM bundle"
        " WHERE direction = 'in' AND state = 'merged' AND village_id IS NOT NULL ORDER BY handled_at, number"
    )
    return {
        village_id: (number, datetime.fromisoformat(handled), _local_day(made or handled))
        for village_id, number, handled, made in rows
    }


def _local_day(instant: str) -> date:
    return datetime.fromisoformat(instant).astimezone(VIETNAM).date()


def handed_in(store: Store, period: PeriodFacts) -> set[str]:
    """The villages whose data was received for the period."""
    begins = datetime.combine(period.first_day, time(), VIETNAM)
    by_bundle = {village for village, (_, merged_at, _) in last_bundles(store).items() if merged_at >= begins}
    reports = village_reports(store, period.id).items()
    return by_bundle | {village for village, report in reports if report.state in SENT_STATES}


def reporting_figures(
    reports: Mapping[str, ReportRow], period: PeriodFacts, villages: Collection[str]
) -> Iterator[Figure]:
    """BC-1 for some villages: sent by the due date; not known where the period has none."""
    due = period.due_on
    on_time = [
        village
        for village, report in reports.items()
        if due and village in villages and report.state in SENT_STATES and report.sent_on and report.sent_on <= due
    ]
    yield make("BC-1", len(on_time) if due else None, len(villages))
