"""The list of support sessions for the screens. Reading only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import msgspec

from desktop.models import catalogues
from desktop.models.listing_households import service_names
from desktop.models.paging import PagedList, marks, ordered
from desktop.models.sessions import SESSION_KINDS
from desktop.models.store import Store
from desktop.text import fold, text_sort_key


@dataclass(frozen=True)
class SessionRow:
    """A session as a list shows it; a sum of what is not known is None."""

    id: str
    village: str
    held_on: date
    kind: str
    kind_label: str
    place: str
    services: tuple[str, ...]  # names, most visits first
    visits: int | None  # None when nothing was written down
    new_people: int | None  # None when a line does not know
    households: int  # that are named
    helpers: tuple[str, ...]  # names


class _Entry(NamedTuple):
    """What the order needs to know of a session."""

    id: str
    kind: str
    place: str | None


class _Given(NamedTuple):
    """One service in a session."""

    code: str
    visits: int
    new_people: int | None


class SessionList(PagedList[SessionRow]):
    """The sessions of a village, with `village_id` None all of them, the latest first; a filter is a session kind."""

    sortable = ("held_on", "kind", "place", "visits")

    def __init__(
        self,
        store: Store,
        village_id: str | None = None,
        *,
        first_day: date | None = None,
        last_day: date | None = None,
        search: str = "",
        filter: str = "",
    ) -> None:
        super().__init__(store, search=search, filter=filter)
        self.village_id = village_id
        self.first_day, self.last_day = first_day, last_day

    def _ordered(self) -> list[str]:
        entries = {entry.id: entry for entry in self._having(self._entries(), fold(self._search).split())}
        column, descending = self._sort or ("held_on", True)
        if column == "held_on":
            return list(entries) if descending else list(entries)[::-1]
        return ordered(entries, self._keys(column, entries).get, descending=descending)

    def _entries(self) -> list[_Entry]:
        """The latest first."""
        first, last = self.first_day or date.min, self.last_day or date.max
        rows = self.store.rows(
            "SELECT id, kind, place FROM session WHERE NOT deleted AND (?1 IS NULL OR village_id = ?1)"
            " AND (?2 = '' OR kind = ?2) AND held_on BETWEEN ?3 AND ?4 ORDER BY held_on DESC, id DESC",
            [self.village_id, self._filter, first.isoformat(), last.isoformat()],
        )
        return [_Entry(*row) for row in rows]

    def _having(self, entries: Sequence[_Entry], words: Sequence[str]) -> Iterable[_Entry]:
        """The sessions in whose kind, place or services every word begins some word."""
        if not words:
            return entries
        labels, names = catalogues.labels("session_kinds"), service_names(self.store)
        told = self.store.rows("SELECT session_id, service_code FROM session_line WHERE NOT deleted")
        given: dict[str, list[str]] = {}
        for session, code in told:
            given.setdefault(session, []).append(f"{code} {names.get(code, '')}")
        texts: dict[str, str] = {}

        def has_all(entry: _Entry) -> bool:
            text = " ".join([labels.get(entry.kind, ""), entry.place or "", *given.get(entry.id, ())])
            folded = texts.get(text) or texts.setdefault(text, f" {fold(text)}")
            return all(f" {word}" in folded for word in words)

        return filter(has_all, entries)

    def _keys(self, column: str, entries: Mapping[str, _Entry]) -> Mapping[str, Any]:
        if column == "visits":
            sums = "SELECT session_id, sum(visits) FROM session_line WHERE NOT deleted GROUP BY session_id"
            return dict(self.store.rows(sums))
        if column == "place":
            return {entry.id: text_sort_key(entry.place) for entry in entries.values() if entry.place}
        places = {kind: place for place, kind in enumerate(SESSION_KINDS)}
        return {entry.id: places.get(entry.kind, len(places)) for entry in entries.values()}

    # --- a page ---

    def _read(self, ids: Sequence[str]) -> Mapping[str, SessionRow]:
        rows = self.store.rows(
            "SELECT s.id, COALESCE(v.name, ''), s.held_on, s.kind, COALESCE(s.place, ''), s.helpers,"  # noqa: S608
            " (SELECT count(DISTINCT household_id) FROM attendance WHERE session_id = s.id AND NOT deleted)"
            " FROM session s LEFT JOIN village v ON v.id = s.village_id"
            f" WHERE NOT s.deleted AND s.id IN ({marks(ids)})",
            ids,
        )
        labels, names = catalogues.labels("session_kinds"), service_names(self.store)
        given, helpers = given_in(self.store, ids), _member_names(self.store, [row[5] for row in rows])
        return {
            record: SessionRow(
                id=record,
                village=village,
                held_on=date.fromisoformat(held_on),
                kind=kind,
                kind_label=labels.get(kind, kind),
                place=place,
                services=tuple(names.get(one.code, one.code) for one in given.get(record, ())),
                visits=_sum([one.visits for one in given.get(record, ())]),
                new_people=_sum([one.new_people for one in given.get(record, ())]),
                households=households,
                helpers=tuple(helpers[member] for member in _members(ids_of_helpers) if member in helpers),
            )
            for record, village, held_on, kind, place, ids_of_helpers, households in rows
        }


def given_in(store: Store, sessions: Sequence[str]) -> dict[str, list[_Given]]:
    """Session id -> the services that were given in it, most visits first; unknown new people stay unknown."""
    rows = store.rows(
        "SELECT session_id, service_code, sum(visits),"  # noqa: S608 - placeholders
        " CASE WHEN count(*) = count(new_people) THEN sum(new_people) END FROM session_line"
        f" WHERE NOT deleted AND session_id IN ({marks(sessions)})"
        " GROUP BY session_id, service_code ORDER BY sum(visits) DESC, service_code",
        sessions,
    )
    found: dict[str, list[_Given]] = {}
    for session, *given in rows:
        found.setdefault(session, []).append(_Given(*given))
    return found


def _sum(values: Sequence[int | None]) -> int | None:
    """The sum of known values; None for none, or when one is not known."""
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _members(helpers: str | None) -> list[str]:
    """The memberships that a session names; what is no list of ids is none."""
    listed = msgspec.json.decode(helpers) if helpers else []
    return [member for member in listed if isinstance(member, str)] if isinstance(listed, list) else []


def _member_names(store: Store, helpers: Iterable[str | None]) -> dict[str, str]:
    """Membership id -> the person's name."""
    wanted = sorted({member for one in helpers for member in _members(one)})
    rows = store.rows(
        "SELECT m.id, p.full_name FROM membership m JOIN person p ON p.id = m.person_id"  # noqa: S608 - placeholders
        f" WHERE m.id IN ({marks(wanted)})",
        wanted,
    )
    return dict(rows)
