"""The facts of the periodic reports, put together from the store: figures, words, recipients, signers (DOMAIN 2).

Reading only. The same store gives the same facts: everything is ordered by codes, positions and names.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from desktop.errors import StoreError
from desktop.models import indicators
from desktop.models.facts import (
    BasisFacts,
    CommuneFacts,
    CommuneReportFacts,
    Figure,
    PeriodFacts,
    RecipientFacts,
    ServiceFacts,
    SignerFacts,
    VillageReportFacts,
    VillageRow,
)
from desktop.models.indicators import CommuneFigures, figures_from_json, figures_to_json
from desktop.models.indicators.computing import services_of
from desktop.models.indicators.handed_in import NOT_HANDED_IN, OpenVillage, ReportRow, last_bundles, village_reports
from desktop.models.indicators.naming import LINES
from desktop.models.journal import VILLAGE
from desktop.models.setup import COMMUNE_CODE, VILLAGE_NAME
from desktop.models.store import Store
from desktop.models.succession import names_on
from desktop.text import format_date

__all__ = [
    "commune_facts",
    "commune_report_facts",
    "figures_from_json",
    "figures_to_json",
    "period_facts",
    "service_facts",
    "village_report_facts",
]

COMMUNE_DOCUMENTS = "bao_cao_xa"  # the set of recipients of the commune's report
_FROZEN = ("da_gui", "da_tiep_nhan", "da_khoa")  # what was sent stands until it is returned
_TEAM_LINES, _COMMUNE_LINES = ("TỔ TRƯỞNG",), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
_SUMS_OF_LINES = ("HD03", "CQ-2", "KT-4")
_TWICE = "Tổng số thành viên của xã tính cả Tổ cấp xã; người ở hai Tổ chỉ tính một lần."


def period_facts(store: Store, period_id: str) -> PeriodFacts:
    """A period by its id; raises StoreError when there is none."""
    rows = store.rows(
        "SELECT id, kind, name, first_day, last_day, due_on FROM period WHERE id = ? AND NOT deleted", [period_id]
    )
    if not rows:
        raise StoreError("Không tìm thấy kỳ báo cáo này.", "Hãy chọn kỳ báo cáo trong danh sách.", code="missing")
    record, kind, name, first, last, due = rows[0]
    due_on = date.fromisoformat(due) if due else None
    return PeriodFacts(record, kind, name, date.fromisoformat(first), date.fromisoformat(last), due_on)


def commune_facts(store: Store) -> CommuneFacts:
    """The commune's profile; a village that has not heard from its commune knows the code alone."""
    rows = store.rows(
        "SELECT name, code, province, place, department, department_code, superior FROM commune"
        " WHERE NOT deleted ORDER BY code, id LIMIT 1"
    )
    values = rows[0] if rows else ("", store.setting(COMMUNE_CODE), "", "", "", "", "")
    return CommuneFacts(*(value or "" for value in values))


def service_facts(store: Store, period: PeriodFacts, village_id: str | None) -> tuple[ServiceFacts, ...]:
    """What a village gave of each service in the period; with None, what the commune's own team gave."""
    return services_of(store, period, village_id)


# --- the village's report ---


def village_report_facts(store: Store, period_id: str, village_id: str | None = None) -> VillageReportFacts:
    """Everything on a village's report, by default of the desk's own village; raises StoreError without the period.

    What was sent keeps the figures that it was sent with.
    """
    period = period_facts(store, period_id)
    village = village_id or store.setting(VILLAGE) or ""
    report = village_reports(store, period_id).get(village)
    name, code = _village_name(store, village, period.last_day)
    return VillageReportFacts(
        commune=commune_facts(store),
        village_name=name,
        village_code=code,
        period=period,
        figures=_printed(_kept(report) or indicators.village_figures(store, village, period)),
        services=service_facts(store, period, village),
        narrative=_texts(report.narrative if report else None),
        nothing_to_report=bool(report and report.nothing_to_report),
        signer=SignerFacts(_TEAM_LINES, _leaders(store, period.last_day).get(village, "")),
        issued_on=report.sent_on if report else None,
    )


def _village_name(store: Store, village: str, day: date) -> tuple[str, str]:
    """What the village was called at the end of the period."""
    if village in (names := names_on(store, day)):
        return names[village]
    rows = store.rows("SELECT name, code FROM village WHERE id = ?", [village])
    return rows[0] if rows else (store.setting(VILLAGE_NAME) or "", "")


def _printed(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    return {code: figures[code] for code in indicators.VILLAGE_CODES if code in figures}


def _kept(report: ReportRow | None) -> dict[str, Figure]:
    """The figures that a report was sent with; none while it is being written."""
    if report is None or not report.figures or report.state not in _FROZEN:
        return {}
    return figures_from_json(msgspec.json.decode(report.figures))


def _texts(narrative: str | None) -> dict[str, str]:
    """Section code -> text, as it was written; what is no text is left out."""
    sections = msgspec.json.decode(narrative) if narrative else None
    if not isinstance(sections, dict):
        return {}
    return {code: text for code, text in sorted(sections.items()) if isinstance(text, str) and text.strip()}


def _leaders(store: Store, day: date) -> dict[str, str]:
    """Village id -> the name of its team's leader on a day."""
    rows = store.rows(
        "SELECT t.village_id, p.full_name FROM membership m JOIN team t ON t.id = m.team_id"
        " JOIN person p ON p.id = m.person_id"
        " WHERE m.village_id IS t.village_id AND NOT m.deleted AND NOT t.deleted AND NOT p.deleted"
        " AND t.level = 'village' AND m.role = 'TT'"
        " AND COALESCE(t.dissolved_on, '9999') >= ?1 AND m.started_on <= ?1 AND COALESCE(m.ended_on, '9999') >= ?1"
        " ORDER BY m.started_on, p.full_name",
        [day.isoformat()],
    )
    return dict(rows)


# --- the commune's report ---


def commune_report_facts(
    store: Store, period_id: str, *, drafter: str = "", number: str = "", issued_on: date | None = None
) -> CommuneReportFacts:
    """Everything on the commune's consolidated report; raises StoreError without the period.

    A number or a date that is not given is the one on record, and else left blank for the clerk.
    """
    period = period_facts(store, period_id)
    found = indicators.commune_figures(store, period)
    reports = village_reports(store, period_id)
    narrative, known_number, known_date = _commune_words(store, period_id)
    rows = tuple(_village_row(village, reports.get(village.id), found) for village in found.villages)
    return CommuneReportFacts(
        commune=commune_facts(store),
        period=period,
        basis=_basis(store),
        figures=found.totals,
        services=found.services,
        villages=rows,
        appendix_codes=indicators.APPENDIX_CODES,
        villages_received=len(found.received),
        villages_total=len(found.villages),
        narrative=narrative,
        recipients=_recipients(store, found.villages, period.last_day),
        signer=_signer(store, period.last_day),
        drafter=drafter,
        number=number or known_number,
        issued_on=issued_on or known_date,
        notes=tuple(_notes(store, period, found, rows)),
    )


def _commune_words(store: Store, period_id: str) -> tuple[dict[str, str], str, date | None]:
    rows = store.rows(
        "SELECT narrative, number, issued_on FROM commune_report WHERE NOT deleted AND period_id = ?"
        " ORDER BY issued_on DESC, number DESC, id DESC LIMIT 1",
        [period_id],
    )
    if not rows:
        return {}, "", None
    narrative, number, issued = rows[0]
    return _texts(narrative), number or "", date.fromisoformat(issued) if issued else None


def _village_row(village: OpenVillage, report: ReportRow | None, found: CommuneFigures) -> VillageRow:
    """A village's line: the figures that it sent, else those of its records."""
    state = report.state if report else NOT_HANDED_IN
    return VillageRow(village.name, village.code, state, {**found.by_village[village.id], **_kept(report)})


def _basis(store: Store) -> tuple[BasisFacts, ...]:
    rows = store.rows(
        "SELECT kind, number, issued_on, issuer, summary FROM basis_document WHERE NOT deleted"
        " ORDER BY position IS NULL, position, issued_on, number, kind, summary"
    )
    return tuple(
        BasisFacts(
            kind or "", number or "", date.fromisoformat(issued) if issued else None, issuer or "", summary or ""
        )
        for kind, number, issued, issuer, summary in rows
    )


def _recipients(store: Store, villages: Sequence[OpenVillage], day: date) -> tuple[RecipientFacts, ...]:
    rows = store.rows(
        "SELECT name, channel, purpose, expands_to FROM recipient WHERE NOT deleted AND document_set = ?"
        " ORDER BY position IS NULL, position, name",
        [COMMUNE_DOCUMENTS],
    )
    leaders = _leaders(store, day)
    heads = [_person(store, village.head_id) or leaders.get(village.id, "") for village in villages]
    secretaries = [_person(store, village.youth_secretary_id) for village in villages]
    stand_for = {"truong_thon": heads, "bi_thu_chi_doan": secretaries}
    return tuple(
        RecipientFacts(name, channel, purpose, tuple(person for person in stand_for.get(expands, ()) if person))
        for name, channel, purpose, expands in rows
    )


def _person(store: Store, person_id: str | None) -> str:
    name = store.value("SELECT full_name FROM person WHERE id = ? AND NOT deleted", [person_id]) if person_id else None
    return str(name or "")


def _signer(store: Store, day: date) -> SignerFacts:
    """Who signs for the commune on a day: the Chairman before a deputy; without one the name is left open (R098)."""
    rows = store.rows(
        "SELECT lines, full_name FROM signer WHERE NOT deleted AND valid_from <= ?1"
        " AND COALESCE(valid_to, '9999') >= ?1"
        " ORDER BY lines LIKE '%KT.%' OR lines LIKE '%TL.%' OR lines LIKE '%TUQ.%', valid_from DESC, full_name LIMIT 1",
        [day.isoformat()],
    )
    if not rows:
        return SignerFacts(_COMMUNE_LINES, "")
    lines = msgspec.json.decode(rows[0][0])
    named = tuple(line for line in lines if isinstance(line, str)) if isinstance(lines, list) else ()
    return SignerFacts(named or _COMMUNE_LINES, rows[0][1])


def _notes(store: Store, period: PeriodFacts, found: CommuneFigures, rows: Sequence[VillageRow]) -> Iterable[str]:
    """What the reader of the appendix must know: who is missing, whose data ends early, what changed since."""
    named = list(zip(found.villages, rows, strict=True))
    if missing := [row.name for village, row in named if village.id not in found.received]:
        yield f"Thôn chưa nộp số liệu: {', '.join(missing)}."
    bundles = last_bundles(store)
    for village, row in named:
        _, _, until = bundles.get(village.id, (0, None, period.last_day))
        if village.id in found.received and row.state == NOT_HANDED_IN and until < period.last_day:
            yield f"Thôn {row.name} mới có số liệu đến ngày {format_date(until)}."
    if changed := [row.name for village, row in named if _differs(row, found.by_village[village.id])]:
        yield f"Ghi theo báo cáo đã gửi, số liệu trong sổ sau đó có thay đổi: {', '.join(changed)}."
    yield from _partly_known(found)
    members = [value for row in rows if (value := row.figures["TC02"].value) is not None]
    if found.totals["TC02"].value not in (None, sum(members)):
        yield _TWICE


def _partly_known(found: CommuneFigures) -> Iterable[str]:
    """Sums of new people over lines of which some do not know them: the totals say villages, so this is said apart."""
    for code in _SUMS_OF_LINES:
        parts = [found.by_village[village][code] for village in sorted(found.received)]
        told, written = sum(part.answered or 0 for part in parts), sum(part.expected or 0 for part in parts)
        if told < written:
            yield f"{found.totals[code].name}: cộng từ {told}/{written} {LINES} có số liệu."


def _differs(row: VillageRow, computed: Mapping[str, Figure]) -> bool:
    """Whether a column of the appendix shows another value than the records now give."""
    return any(
        code in row.figures and code in computed and row.figures[code].value != computed[code].value
        for code in indicators.APPENDIX_CODES
    )
