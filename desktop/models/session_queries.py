"""What the room of support sessions asks the store: the list, what is usual, and whom help was promised again.

Reading only. Visits (lượt) and people who came for the first time are counted apart (DOMAIN 3.1).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from desktop.models.store import Store
from desktop.models.village_queries import ServiceChoice, services_on

_LOOK_BACK = timedelta(days=180)
_WEEKDAYS_BACK = timedelta(days=70)  # ten of the same weekday
_USUAL = 2  # times that make something usual


@dataclass(frozen=True)
class Usual:
    """Where, how and by whom a session is held, as it was on a day."""

    session: str
    held_on: date
    kind: str
    place: str
    helpers: tuple[str, ...]


@dataclass(frozen=True)
class FollowUp:
    """A line of a session in which help was promised again, and was not given yet (R008)."""

    line: str
    session: str
    held_on: date
    service: str
    service_name: str
    words: str
    place: str
    households: tuple[tuple[str, str], ...]  # id and head of those the session reached


@dataclass(frozen=True)
class SessionRow:
    """A session as the list shows it; a sum of what is not known is None."""

    id: str
    held_on: date
    kind: str
    place: str
    partner: str
    helpers: tuple[str, ...]  # memberships
    services: str  # names of what was given, most visits first
    codes: tuple[str, ...]
    audience: int | None
    visits: int | None
    new_people: int | None
    households: int
    photos: int
    follow_ups: int  # lines in which help was promised again and not given yet


def sessions_listed(store: Store) -> list[SessionRow]:
    """All sessions, the latest first; no picture is read."""
    return [
        SessionRow(
            record, date.fromisoformat(held), kind, place or "", partner or "", _ids(helpers),
            services or "", tuple((codes or "").split()), *numbers,
        )
        for record, held, kind, place, partner, helpers, services, codes, *numbers in store.rows(_SESSIONS)
    ]  # fmt: skip


_SESSIONS = (
    "SELECT s.id, s.held_on, s.kind, s.place, s.partner, s.helpers, (SELECT group_concat(name, ', ') FROM ("
    " SELECT COALESCE(v.name, l.service_code) AS name FROM session_line l"
    " LEFT JOIN service v ON v.code = l.service_code AND NOT v.deleted"
    " WHERE l.session_id = s.id AND NOT l.deleted ORDER BY l.visits DESC, l.id)),"
    " (SELECT group_concat(service_code, ' ') FROM session_line l WHERE l.session_id = s.id AND NOT l.deleted),"
    " s.audience,"
    " (SELECT sum(visits) FROM session_line l WHERE l.session_id = s.id AND NOT l.deleted),"
    " (SELECT CASE WHEN count(*) = count(new_people) THEN sum(new_people) END"
    "  FROM session_line l WHERE l.session_id = s.id AND NOT l.deleted),"
    " (SELECT count(*) FROM attendance a WHERE a.session_id = s.id AND NOT a.deleted),"
    " (SELECT count(*) FROM photo p WHERE p.about_id = s.id AND p.about_table = 'session' AND NOT p.deleted),"
    " (SELECT count(*) FROM session_line l WHERE l.session_id = s.id AND NOT l.deleted"
    "  AND l.follow_up IS NOT NULL AND l.followed_up_on IS NULL)"
    " FROM session s WHERE NOT s.deleted ORDER BY s.held_on DESC, s.id DESC"
)


def _ids(helpers: str | None) -> tuple[str, ...]:
    listed = msgspec.json.decode(helpers) if helpers else []
    return tuple(one for one in listed if isinstance(one, str)) if isinstance(listed, list) else ()


# --- what is usual ---


def services_by_use(store: Store, day: date) -> list[ServiceChoice]:
    """The services that can be recorded on a day, those given most in the last half year first."""
    rows = store.rows(
        "SELECT l.service_code, count(*) FROM session_line l JOIN session s ON s.id = l.session_id"
        " WHERE NOT l.deleted AND NOT s.deleted AND s.held_on >= ? GROUP BY l.service_code",
        [(day - _LOOK_BACK).isoformat()],
    )
    uses = dict(rows)
    return sorted(services_on(store, day), key=lambda one: -uses.get(one.code, 0))


def last_held(store: Store, kind: str = "") -> Usual | None:
    """The session of the latest day, of any kind or of one."""
    rows = store.rows(
        "SELECT id, held_on, kind, place, helpers FROM session WHERE NOT deleted AND ?1 IN ('', kind)"
        " ORDER BY held_on DESC, id DESC LIMIT 1",
        [kind],
    )
    return _usual(*rows[0]) if rows else None


def usual_on_weekday(store: Store, day: date) -> Usual | None:
    """The kind and place that came most on this day of the week; None unless it came twice in ten weeks."""
    rows = store.rows(
        "SELECT id, held_on, kind, place, helpers FROM session WHERE NOT deleted AND held_on >= ? AND held_on < ?"
        " ORDER BY held_on DESC, id DESC",
        [(day - _WEEKDAYS_BACK).isoformat(), day.isoformat()],
    )
    held = [one for one in (_usual(*row) for row in rows) if one.held_on.weekday() == day.weekday()]
    times = Counter((one.kind, one.place) for one in held)
    most = max(times.values(), default=0)
    return next((one for one in held if times[one.kind, one.place] == most), None) if most >= _USUAL else None


def _usual(record: str, held: str, kind: str, place: str | None, helpers: str | None) -> Usual:
    return Usual(record, date.fromisoformat(held), kind, place or "", _ids(helpers))


def partners_used(store: Store) -> list[tuple[str, str]]:
    """Partners of sessions with the sector told with them last ('' = none), the most usual first (R090)."""
    rows = store.rows(
        "SELECT partner, COALESCE(partner_sector, '') FROM session WHERE NOT deleted AND partner IS NOT NULL"
        " ORDER BY held_on, id"
    )
    times = Counter(partner for partner, _ in rows)
    sectors = {partner: sector for partner, sector in rows if sector}
    return [(partner, sectors.get(partner, "")) for partner, _ in sorted(times.items(), key=lambda one: -one[1])]


# --- to help again ---


def count_follow_ups(store: Store) -> int:
    """How many promises to help again are open."""
    return int(store.value(f"SELECT count(*) {_OPEN}"))


def open_follow_ups(store: Store) -> list[FollowUp]:
    """The promises to help again that are open, the oldest first."""
    rows = store.rows(
        "SELECT l.id, s.id, s.held_on, l.service_code,"  # noqa: S608 - constants of this module
        " COALESCE((SELECT name FROM service v WHERE v.code = l.service_code AND NOT v.deleted), l.service_code),"
        f" l.follow_up, COALESCE(s.place, '') {_OPEN} ORDER BY s.held_on, l.id"
    )
    homes = _homes_of(store, [row[1] for row in rows])
    return [
        FollowUp(line, session, date.fromisoformat(held), code, name, told, place, tuple(homes.get(session, ())))
        for line, session, held, code, name, told, place in rows
    ]


_OPEN = (
    "FROM session_line l JOIN session s ON s.id = l.session_id AND NOT s.deleted"
    " WHERE NOT l.deleted AND l.follow_up IS NOT NULL AND l.followed_up_on IS NULL"
)


def _homes_of(store: Store, sessions: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    rows = store.rows(
        "SELECT a.session_id, h.id, h.head_name FROM attendance a JOIN household h ON h.id = a.household_id"
        " WHERE NOT a.deleted AND NOT h.deleted AND a.session_id IN (SELECT value FROM json_each(?))"
        " ORDER BY a.id",
        [msgspec.json.encode(sorted(set(sessions))).decode()],
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for session, household, head in rows:
        found.setdefault(session, []).append((household, head))
    return found
