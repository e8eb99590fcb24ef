"""The commune's consolidated report with its appendices (DOMAIN 2.7): facts in, PDF bytes out."""

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from desktop.models.facts import CommuneReportFacts
from desktop.reports import commune_wording as wording
from desktop.reports.appendix import services_appendix, villages_appendix
from desktop.reports.citing import document_number, issue_year, people_committee, place_of
from desktop.reports.fonts import BOLD
from desktop.reports.heading import LARGE, Addressee, Letterhead, Title
from desktop.reports.ink import paragraph
from desktop.reports.layout import set_blocks, set_ending
from desktop.reports.page import TEXT, landscape_part, portrait_part, print_pages
from desktop.reports.signing import Foot
from desktop.text import format_long_date

_TITLE_ROOM = 140 * mm
_BODY, _VILLAGES, _SERVICES = "body", "villages", "services"


def commune_report(facts: CommuneReportFacts) -> bytes:
    """The report as PDF bytes, the same bytes for the same facts.

    Raises `ReportTooLong` when Nơi nhận does not fit beside the signature.
    """
    parts = [portrait_part(_BODY), landscape_part(_VILLAGES), portrait_part(_SERVICES)]
    story = [*_body(facts), *_appendices(facts)]
    return print_pages(" ".join(wording.subject(facts)), people_committee(facts.commune), story, parts).data


def _body(facts: CommuneReportFacts) -> Iterator[Flowable]:
    """The report itself, from the head to the signature."""
    number = document_number(facts.number, wording.NUMBER_KIND)
    date = format_long_date(place_of(facts.commune), facts.issued_on, issue_year(facts.period))
    yield Letterhead([], wording.agency_lines(facts), number, date)
    yield Spacer(1, 6 * mm)
    yield Title([(text, BOLD, LARGE) for text in ("BÁO CÁO", *wording.subject(facts))], _TITLE_ROOM)
    yield Spacer(1, 3 * mm)
    if addressee := wording.addressee(facts):
        yield Addressee(addressee)
        yield Spacer(1, 4 * mm)
    yield paragraph(wording.opening(facts), TEXT)
    yield from set_blocks(wording.narrative_blocks(facts))
    yield set_ending(wording.closing(facts), Foot(wording.recipient_lines(facts), facts.signer))


def _appendices(facts: CommuneReportFacts) -> Iterator[Flowable]:
    """The appendices that have something in them, each numbering its own pages."""
    filled = (
        (_VILLAGES, villages_appendix, bool(facts.villages)),
        (_SERVICES, services_appendix, bool(facts.services)),
    )
    for number, (part, appendix, _) in enumerate((one for one in filled if one[2]), start=1):
        yield NextPageTemplate(part)
        yield PageBreak()
        yield from appendix(facts, number)
