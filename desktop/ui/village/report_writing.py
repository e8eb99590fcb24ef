"""What the village's head writes about reports and periods, each as one act under the rules. It shows nothing."""

from desktop.models.facts import PeriodFacts, VillageReportFacts
from desktop.models.report_facts import figures_to_json
from desktop.models.reporting import VillageReport
from desktop.models.village_periods import PeriodRow, begin_period, drop_period, join_commune, own_village_id
from desktop.ui.desk import Desk


def write_report(desk: Desk, period: PeriodRow, **values: object) -> None:
    """Write columns of the period's report, which begins as a draft. Raises RuleBroken, StoreError."""
    with desk.acting() as acts:
        if period.report_id:
            acts.set(VillageReport, period.report_id, **values)
        else:
            given = {"state": "nhap", **values}
            acts.add(VillageReport, village_id=own_village_id(desk.store), period_id=period.id, **given)


def send_report(desk: Desk, period: PeriodRow, facts: VillageReportFacts) -> None:
    """Freeze the figures and mark the report as sent: it goes with the next bundle."""
    write_report(desk, period, state="da_gui", sent_on=desk.day, figures=figures_to_json(facts.figures))


def take_back(desk: Desk, period: PeriodRow) -> None:
    """Make a sent report a draft again."""
    write_report(desk, period, state="nhap", sent_on=None, figures=None)


def begin(desk: Desk, periods: list[PeriodRow], period: PeriodFacts) -> str:
    """Begin a period of the village's own; gives its id. Raises StoreError."""
    with desk.acting() as acts:
        return begin_period(acts, periods, own_village_id(desk.store), period)


def join(desk: Desk, own: PeriodRow, period: PeriodRow) -> None:
    """Let the report of an own period be that of the commune's."""
    with desk.acting() as acts:
        join_commune(acts, own, period)


def drop(desk: Desk, period: PeriodRow) -> None:
    """Delete an own period with its draft. Raises StoreError."""
    with desk.acting() as acts:
        drop_period(acts, period)
