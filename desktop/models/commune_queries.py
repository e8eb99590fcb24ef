"""What the commune's screens ask beyond the overview: standing in a period, people to call, who wrote what.

Reading only, but for the officer's name, which is a setting of this desk.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from desktop.models.facts import PeriodFacts
from desktop.models.indicators import activity
from desktop.models.indicators.handed_in import NOT_HANDED_IN, SENT_STATES, handed_in, village_reports
from desktop.models.overview_commune import CommuneOverview, VillageState, commune_standing
from desktop.models.periods import open_periods, period_in_hand
from desktop.models.places import Device, Village
from desktop.models.reporting import CommuneReport, Period
from desktop.models.store import Store

OFFICER = "officer_name"


@dataclass(frozen=True)
class Contact:
    """Somebody to telephone in a village: what they are, their name and number ("" when not known)."""

    role: str  # truong_thon, bi_thu, to_truong
    name: str
    phone: str


def periods(store: Store) -> list[Period]:
    """The periods that the commune has published, the latest first; those of single villages are with the villages."""
    query = Period.select().where(~Period.deleted, Period.village_id.is_null())
    return store.all(query.order_by(Period.first_day.desc(), Period.last_day, Period.id))


def period_of_villages(store: Store, day: date) -> PeriodFacts | None:
    """The period whose reports the villages owe: the latest month in hand, for villages report by the month (Q5)."""
    in_hand = period_in_hand(store, day)
    if in_hand is None or in_hand.kind == "thang":
        return in_hand
    months = [one for one in open_periods(store, day) if one.kind == "thang" and one.last_day <= in_hand.last_day]
    return months[-1] if months else in_hand


def standing_in(store: Store, day: date, period: PeriodFacts | None) -> CommuneOverview:
    """The commune's overview with reports, sessions and visits of a chosen period instead of the present month."""
    overview = commune_standing(store, day)
    if period is None:
        return overview
    reports, done = village_reports(store, period.id), activity.activity_tallies(store, period)
    fresh = handed_in(store, period)
    late = period.due_on is not None and period.due_on < day

    def of_period(one: VillageState) -> VillageState:
        report = reports.get(one.id)
        state = report.state if report else NOT_HANDED_IN
        tally = done.get(one.id, activity.Tally())
        figures = {each.code: each.value for each in activity.activity_figures(tally)} if one.id in fresh else {}
        return replace(
            one,
            report_state=state,
            report_overdue=late and not _is_done(state),
            sessions=figures.get("HD01"),
            visits=figures.get("HD02"),
        )

    villages = tuple(map(of_period, overview.villages))
    totals = replace(
        overview.totals,
        period=period,
        with_data=sum(one.sessions is not None for one in villages),
        reported=sum(_is_done(one.report_state) for one in villages),
        overdue=sum(one.report_overdue for one in villages),
        sessions=_sum(one.sessions for one in villages),
        visits=_sum(one.visits for one in villages),
    )
    return CommuneOverview(villages, totals)


def _is_done(state: str) -> bool:
    return state in SENT_STATES and state != "can_sua"


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


_PEOPLE = """
SELECT v.id, 'truong_thon', p.full_name, COALESCE(p.phone, ''), 0 FROM village v JOIN person p ON p.id = v.head_id
WHERE NOT p.deleted
UNION ALL
SELECT v.id, 'bi_thu', p.full_name, COALESCE(p.phone, ''), 2 FROM village v JOIN person p ON p.id = v.youth_secretary_id
WHERE NOT p.deleted
UNION ALL
SELECT t.village_id, 'to_truong', p.full_name, COALESCE(p.phone, ''), 1 FROM membership m
JOIN team t ON t.id = m.team_id JOIN person p ON p.id = m.person_id
WHERE m.role = 'TT' AND t.level = 'village' AND NOT m.deleted AND NOT t.deleted AND NOT p.deleted
    AND t.dissolved_on IS NULL AND m.started_on <= ?1 AND COALESCE(m.ended_on, '9999') >= ?1
"""


def contacts(store: Store, day: date) -> dict[str, list[Contact]]:
    """Village id -> whom to telephone, the head first; a leader who is also the head comes once."""
    found: dict[str, list[Contact]] = {}
    for village, role, name, phone, _ in sorted(store.rows(_PEOPLE, [day.isoformat()]), key=lambda row: (row[4], row)):
        people = found.setdefault(village, [])
        if all((one.name, one.phone) != (name, phone) for one in people):
            people.append(Contact(role, name, phone))
    return found


def villages(store: Store) -> list[Village]:
    """All villages that are not deleted, in the commune's order."""
    query = Village.select().where(~Village.deleted)
    return store.all(query.order_by(Village.position.is_null(), Village.position, Village.code))


def devices(store: Store) -> list[tuple[Device, str]]:
    """The villages' laptops with the village's name, those in force first, then by the village's code."""
    named = {one.id: one for one in store.all(Village.select())}
    listed = store.all(Device.select().where(~Device.deleted, Device.role == "village"))
    listed.sort(
        key=lambda row: (row.revoked_on is not None, named[row.village_id].code if row.village_id in named else "")
    )
    return [(row, named[row.village_id].name if row.village_id in named else "") for row in listed]


def village_of_bundle(store: Store, digest: str) -> str | None:
    """The village that a bundle came from, by the digest of its file; None when it was never taken in."""
    found = store.value("SELECT village_id FROM bundle WHERE direction = 'in' AND digest = ?", [digest])
    return str(found) if found else None


def bundle_of_village(store: Store, village: str) -> list[tuple[int, str, str, int]]:
    """Number, state, file name and entries of a village's last bundles, the latest first."""
    rows = store.rows(
        "SELECT number, state, handled_at, entries FROM bundle WHERE direction = 'in' AND village_id = ?"
        " ORDER BY handled_at DESC, number DESC LIMIT 6",
        [village],
    )
    return [(number, state, handled_at, entries) for number, state, handled_at, entries in rows]


def last_receipt(store: Store, village: str) -> tuple[int, str] | None:
    """Number and instant of the last bundle that was written to a village."""
    rows = store.rows(
        "SELECT number, handled_at FROM bundle WHERE direction = 'out' AND village_id = ?"
        " ORDER BY handled_at DESC, number DESC LIMIT 1",
        [village],
    )
    return (rows[0][0], rows[0][1]) if rows else None


def commune_words(store: Store, period_id: str) -> CommuneReport | None:
    """The officer's words for a period, the same that the printed report takes."""
    query = CommuneReport.select().where(~CommuneReport.deleted, CommuneReport.period_id == period_id)
    order = (CommuneReport.issued_on.desc(), CommuneReport.number.desc(), CommuneReport.id.desc())
    return store.first(query.order_by(*order))


def officer(store: Store) -> str:
    """The name of the officer who works at this desk, "" when it was never told."""
    return store.setting(OFFICER) or ""


def keep_officer(store: Store, name: str) -> None:
    """Remember the officer's name."""
    with store.transaction():
        store.set_setting(OFFICER, name)
