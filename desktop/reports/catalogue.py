"""The reports by name, and the one door to them: reportlab takes a quarter of a second to import, so it waits here.

Screens and the command line import this module and nothing else of the room.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.guide import read_guide
from desktop.models.calendar_list import Planned
from desktop.models.commitments import CommitmentFacts
from desktop.models.contacts import Contact
from desktop.models.enrolment_facts import EnrolmentFacts
from desktop.models.facts import CommuneReportFacts, VillageReportFacts
from desktop.models.questionnaire_facts import PrintedForm
from desktop.models.roster_facts import ChangesFacts, RosterFacts


@dataclass(frozen=True)
class ReportKind:
    """A paper that can be printed: its name on the command line and its title."""

    name: str
    title: str


REPORTS: Mapping[str, ReportKind] = {
    kind.name: kind
    for kind in (
        ReportKind("thon", "Báo cáo kết quả hoạt động của Tổ Công nghệ số cộng đồng thôn"),
        ReportKind("xa", "Báo cáo tổng hợp kết quả hoạt động của các Tổ trên địa bàn xã"),
    )
}


def village_report(facts: VillageReportFacts) -> bytes:
    """The village's periodic report as PDF; raises `ReportTooLong` past two pages."""
    from desktop.reports import village  # start-up cost: see the module's docstring

    return village.village_report(facts)


def commune_report(facts: CommuneReportFacts) -> bytes:
    """The commune's consolidated report with its appendices as PDF."""
    from desktop.reports import commune  # start-up cost: see the module's docstring

    return commune.commune_report(facts)


def enrolment_sheet(facts: EnrolmentFacts) -> bytes:
    """The sheet of a laptop's request for enrolment as PDF: one page with the code to read out and a QR code."""
    from desktop.reports import enrolment_sheet as sheet  # start-up cost: see the module's docstring

    return sheet.enrolment_sheet(facts)


def commitment_pdf(facts: CommitmentFacts) -> bytes:
    """A seller's commitment about quality as PDF, filled in or blank."""
    from desktop.reports import commitment  # start-up cost: see the module's docstring

    return commitment.commitment_paper(facts)


def questionnaire_pdf(facts: PrintedForm) -> bytes:
    """A questionnaire as PDF: blank to be written on, or the record of one response."""
    from desktop.reports.questionnaire import paper  # start-up cost: see the module's docstring

    return paper.questionnaire_pdf(facts)


def roster_paper(facts: RosterFacts) -> bytes:
    """The list of a team on a day as PDF."""
    from desktop.reports import team_paper  # start-up cost: see the module's docstring

    return team_paper.roster_paper(facts)


def changes_paper(facts: ChangesFacts) -> bytes:
    """What changed in a team's list as PDF."""
    from desktop.reports import team_paper  # start-up cost: see the module's docstring

    return team_paper.changes_paper(facts)


def calendar_file(team: str, entries: Sequence[Planned], made_at: datetime) -> bytes:
    """The team's calendar as an iCalendar file (RFC 5545)."""
    from desktop.reports import calendar_file as calendar

    return calendar.calendar_file(team, entries, made_at)


def vcards(contacts: Sequence[Contact]) -> bytes:
    """A contact list as the bytes of one vCard file."""
    from desktop.reports import vcards as cards

    return cards.vcards(contacts)


def guide_paper() -> bytes:
    """The village desk's user guide as PDF, with the pictures that ship with the program."""
    from desktop.reports import guide  # start-up cost: see the module's docstring

    return guide.guide_pdf(read_guide()).data


def report_bytes(facts: VillageReportFacts | CommuneReportFacts) -> bytes:
    """Print whichever report the facts are for."""
    return village_report(facts) if isinstance(facts, VillageReportFacts) else commune_report(facts)
