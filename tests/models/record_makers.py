"""Makers of records for tests of figures, facts and lists: valid defaults, and a test names only what it is about."""

from datetime import date
from typing import Any

from desktop.models.facts import PeriodFacts
from desktop.models.households import Consent, Response
from desktop.models.journal import Change
from desktop.models.places import Village
from desktop.models.reporting import Period, SurveyRound, VillageReport
from desktop.models.sessions import Attendance, Session, SessionLine
from desktop.models.store import Store
from desktop.models.teams import Membership, Person, Team
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID

JULY = PeriodFacts("", "thang", "tháng 7 năm 2025", date(2025, 7, 1), date(2025, 7, 31), date(2025, 8, 5))
MET_ON = date(2025, 7, 10)


def add_villages(change: Change, *names: str) -> list[str]:
    """Villages in the order of their names' places; the first two have the well-known ids."""
    known = [VILLAGE_ID, OTHER_VILLAGE_ID]
    known += [f"0198636f-0000-7000-8000-{number:012}" for number in range(3, len(names) + 1)]
    for place, (village, name) in enumerate(zip(known, names, strict=False), start=1):
        change.add(Village, record=village, village_id=village, code=f"02107-{place:02}", name=name, position=place)
    return known[: len(names)]


def add_round(change: Change, **values: object) -> str:
    """A round of the household survey that begins with July 2025."""
    given: dict[str, Any] = {"name": "đợt 1", "form_id": "hgd_so", "first_day": date(2025, 7, 1), **values}
    return change.add(SurveyRound, **given)


def add_period(change: Change, facts: PeriodFacts = JULY) -> str:
    """The period of these facts."""
    return change.add(
        Period,
        kind=facts.kind,
        name=facts.name,
        first_day=facts.first_day,
        last_day=facts.last_day,
        due_on=facts.due_on,
    )


def add_consent(change: Change, household: str, answer: str = "ky", village: str = VILLAGE_ID, **values: Any) -> str:
    """What a household said when it was asked."""
    given = {"given_on": MET_ON, "purpose_version": "1", **values}
    return change.add(Consent, village_id=village, household_id=household, answer=answer, **given)


def add_response(
    change: Change,
    household: str,
    answers: dict[str, object] | None = None,
    *,
    village: str = VILLAGE_ID,
    consent: str = "ky",
    **values: Any,
) -> str:
    """A final response with its consent; `consent=""` gives none."""
    given: dict[str, Any] = {"state": "final", "contact": "gap_duoc", "interviewed_on": MET_ON, **values}
    if consent and "consent_id" not in given:
        given["consent_id"] = add_consent(change, household, consent, village)
    return change.add(
        Response,
        village_id=village,
        household_id=household,
        form_id="hgd_so",
        form_version="2025.1",
        answers=answers or {},
        **given,
    )


def add_session(change: Change, kind: str = "HN", *, village: str | None = VILLAGE_ID, **values: Any) -> str:
    """A session in July 2025."""
    return change.add(Session, village_id=village, kind=kind, **{"held_on": MET_ON, **values})


def add_line(
    change: Change,
    session: str,
    code: str = "CQ03",
    visits: int = 1,
    *,
    village: str | None = VILLAGE_ID,
    **values: Any,
) -> str:
    """A service given in a session."""
    given = {"service_code": code, "beneficiary": "nguoi_dan", "visits": visits, **values}
    return change.add(SessionLine, village_id=village, session_id=session, **given)


def add_attendance(change: Change, session: str, household: str, village: str | None = VILLAGE_ID) -> str:
    """A household that a session reached."""
    return change.add(Attendance, village_id=village, session_id=session, household_id=household)


def add_team(change: Change, village: str | None = VILLAGE_ID, **values: Any) -> str:
    """A team with its decision."""
    level = "village" if village else "commune"
    given = {"level": level, "name": "Tổ thử", "decision_number": "1/QĐ-UBND", "decision_date": date(2025, 7, 22)}
    return change.add(Team, village_id=village, **{**given, **values})


def add_member(change: Change, team: str, role: str = "TV", *, village: str | None = VILLAGE_ID, **values: Any) -> str:
    """A person and the membership; columns of both may be named. Returns the person's id."""
    columns = set(Person.shared_fields())
    person = {name: value for name, value in values.items() if name in columns}
    rest = {name: value for name, value in values.items() if name not in columns}
    if "person_id" not in rest:
        rest["person_id"] = change.add(Person, village_id=village, **{"full_name": "Nông Văn Thử", **person})
    change.add(Membership, village_id=village, team_id=team, role=role, **{"started_on": date(2025, 7, 22), **rest})
    return str(rest["person_id"])


def add_report(change: Change, period: str, village: str = VILLAGE_ID, state: str = "da_gui", **values: Any) -> str:
    """A village's report."""
    return change.add(VillageReport, village_id=village, period_id=period, state=state, **values)


def note_bundle(store: Store, village: str, handled_at: str, *, number: int = 1, state: str = "merged") -> None:
    """A line about a bundle of a village, made when it was handled."""
    store.execute(
        "INSERT INTO bundle (digest, direction, state, device, life, village_id, number, entries, file_name, cover,"
        " handled_at) VALUES (?, 'in', ?, ?, 'life', ?, ?, 1, 'x.toso', ?, ?)",
        [f"{village}-{number}-{state}", state, village, village, number, f'{{"made_at": "{handled_at}"}}', handled_at],
    )
