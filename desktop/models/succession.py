"""What became of villages that were merged or renamed (R111): whose records are whose on a given day. Reading only.

Records stay in the scope of the village that they were written in, so that bundles of its old laptops go on fitting.
What a village is made of follows from the rows of its predecessors, and on which day is asked with every figure:
reports of earlier periods keep the old structure.
"""

from dataclasses import dataclass
from datetime import date

from desktop.models.store import Store


@dataclass(frozen=True)
class Past:
    """One decision about a village: renamed, went into another, took another in, gave a part away, was made of one."""

    kind: str  # doi_ten, nhap, tach
    own: bool  # whether the decision is about this village itself, not about the other one
    effective_on: date
    decision_number: str
    name: str  # what the village that it is about was called before
    code: str
    other: str  # the other village's name now; "" for a new name
    other_id: str


def history_of(store: Store, village_id: str) -> list[Past]:
    """What was decided about a village, the latest first."""
    rows = store.rows(
        "SELECT c.kind, c.village_id = ?1, c.effective_on, COALESCE(c.decision_number, ''), COALESCE(c.old_name, ''),"
        " COALESCE(c.old_code, ''), COALESCE(v.name, ''), COALESCE(v.id, '') FROM village_change c LEFT JOIN village v"
        " ON v.id = CASE WHEN c.village_id = ?1 THEN c.into_id ELSE c.village_id END"
        " WHERE NOT c.deleted AND (c.village_id = ?1 OR c.into_id = ?1) ORDER BY c.effective_on DESC, c.id DESC",
        [village_id],
    )
    return [Past(kind, bool(own), date.fromisoformat(on), *told) for kind, own, on, *told in rows]


def successors(store: Store) -> dict[str, tuple[str, str]]:
    """Village id -> the village that it went into, and its own last day (ISO)."""
    rows = store.rows(
        "SELECT id, successor_id, closed_on FROM village WHERE NOT deleted AND successor_id IS NOT NULL"
        " AND closed_on IS NOT NULL"
    )
    return {old: (new, last_day) for old, new, last_day in rows}


def homes_on(store: Store, day: date) -> dict[str | None, str]:
    """Village id -> the village that it is part of on a day, for those that have gone into another one by then."""
    went = {old: new for old, (new, last_day) in successors(store).items() if last_day < day.isoformat()}
    return {old: _followed(old, went) for old in went}


def _followed(old: str, went: dict[str, str]) -> str:
    """The end of a chain of mergers; a circle, which only a mistake can make, ends where it began."""
    seen = {old}
    while old in went and went[old] not in seen:
        old = went[old]
        seen.add(old)
    return old


def scopes_of(store: Store, village_id: str) -> list[str]:
    """The scopes whose records are a village's: its own first, then those of villages that go into it, now or later."""
    into: dict[str, list[str]] = {}
    for old, (new, _) in sorted(successors(store).items()):
        into.setdefault(new, []).append(old)
    found = [village_id]
    for scope in found:
        found += [old for old in into.get(scope, ()) if old not in found]
    return found


def names_on(store: Store, day: date) -> dict[str, tuple[str, str]]:
    """Village id -> name and code on a day, for those that have been renamed since."""
    rows = store.rows(
        "SELECT village_id, old_name, old_code FROM village_change WHERE NOT deleted AND kind = 'doi_ten'"
        " AND effective_on > ? ORDER BY effective_on DESC, id DESC",
        [day.isoformat()],
    )
    return {village_id: (name, code) for village_id, name, code in rows if village_id and name}
