"""What a household went through: sessions, visits of the survey and what it said when asked, the latest first."""

from dataclasses import dataclass
from datetime import date

from desktop.models import catalogues
from desktop.models.listing_households import service_names
from desktop.models.listing_sessions import given_in
from desktop.models.store import Store

SUPPORT, SURVEY, CONSENT = "support", "survey", "consent"


@dataclass(frozen=True)
class HistoryEvent:
    """One thing that happened; `on` is None when the day was not written down."""

    on: date | None
    kind: str  # support, survey, consent
    record: str  # id of the session, the response or the consent
    title: str  # "Đến nhà", "Phiếu khảo sát, đợt 1", "Đồng ý, đã ký phiếu"
    detail: str = ""  # services; how the visit went; when the consent was taken back


def household_history(store: Store, household_id: str) -> tuple[HistoryEvent, ...]:
    """The events of one household."""
    events = [*_supports(store, household_id), *_responses(store, household_id), *_consents(store, household_id)]
    events.sort(key=lambda event: (event.on or date.min, event.kind, event.record), reverse=True)
    return tuple(events)


def _supports(store: Store, household_id: str) -> list[HistoryEvent]:
    rows = store.rows(
        "SELECT DISTINCT s.id, s.held_on, s.kind FROM attendance a JOIN session s ON s.id = a.session_id"
        " WHERE a.household_id = ? AND NOT a.deleted AND NOT s.deleted",
        [household_id],
    )
    labels, names = catalogues.labels("session_kinds"), service_names(store)
    given = given_in(store, [record for record, *_ in rows])
    return [
        HistoryEvent(
            date.fromisoformat(on),
            SUPPORT,
            record,
            labels.get(kind, kind),
            "; ".join(names.get(one.code, one.code) for one in given.get(record, ())),
        )
        for record, on, kind in rows
    ]


def _responses(store: Store, household_id: str) -> list[HistoryEvent]:
    rows = store.rows(
        "SELECT r.id, r.interviewed_on, r.state, r.contact, r.amends_id IS NOT NULL, q.name FROM response r"
        " LEFT JOIN survey_round q ON q.id = r.round_id WHERE r.household_id = ? AND NOT r.deleted",
        [household_id],
    )
    contacts = catalogues.labels("contacts")
    return [
        HistoryEvent(
            date.fromisoformat(on) if on else None,
            SURVEY,
            record,
            ", ".join(text for text in ("Phiếu khảo sát", name, "bản nháp" if state == "draft" else "") if text),
            ", ".join(text for text in (contacts.get(contact or "", ""), "sửa phiếu trước" if amends else "") if text),
        )
        for record, on, state, contact, amends, name in rows
    ]


def _consents(store: Store, household_id: str) -> list[HistoryEvent]:
    """What was answered, and as an event of its own that it was taken back."""
    rows = store.rows(
        "SELECT id, given_on, answer, withdrawn_on FROM consent WHERE household_id = ? AND NOT deleted", [household_id]
    )
    said = catalogues.labels("consent_answers")
    told = [
        HistoryEvent(date.fromisoformat(on), CONSENT, record, said.get(answer, answer))
        for record, on, answer, _ in rows
    ]
    taken_back = [
        HistoryEvent(date.fromisoformat(withdrawn), CONSENT, record, "Rút lại sự đồng ý")
        for record, _, _, withdrawn in rows
        if withdrawn
    ]
    return told + taken_back
