"""What the village desk's forms ask the store for: who can help, which services, what is drafted, what waits to go.

Reading only, besides forms that are being typed, which are this desk's own and never travel.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from desktop.models import catalogues
from desktop.models.entries import read_entry
from desktop.models.exchange import Range, lines_between
from desktop.models.forms_at_hand import form_at_hand
from desktop.models.household_index import household_index
from desktop.models.store import Store
from desktop.models.survey_rounds import DRAFT, NOT_YET, Round, survey_states
from desktop.text import name_sort_key

_TYPED = "typed:"


@dataclass(frozen=True)
class Guide:
    """A member or collaborator of the village's team on a day."""

    id: str  # of the membership
    name: str
    role: str


@dataclass(frozen=True)
class ServiceChoice:
    """A service of the catalogue."""

    code: str
    name: str
    pillar: str


@dataclass(frozen=True)
class SurveyRow:
    """A household in a round of the survey."""

    id: str
    code: str
    head_name: str
    hamlet: str
    phone: str
    state: str  # of survey_rounds
    status: str


@dataclass(frozen=True)
class KeptInterview:
    """A household's answers in a round as they are in the store."""

    id: str
    state: str  # draft, final
    form_version: str
    interviewed_on: date | None
    consent_id: str | None
    witness: str
    amends_id: str | None
    answers: dict[str, object]


def guides_on(store: Store, day: date) -> list[Guide]:
    """Who is in the village's team on a day, the leader first, collaborators last."""
    rows = store.rows(
        "SELECT m.id, p.full_name, m.role FROM membership m JOIN person p ON p.id = m.person_id"
        " JOIN team t ON t.id = m.team_id WHERE NOT m.deleted AND NOT p.deleted AND NOT t.deleted"
        " AND t.level = 'village' AND m.started_on <= ?1 AND COALESCE(m.ended_on, '9999') >= ?1",
        [day.isoformat()],
    )
    order = list(catalogues.labels("roles"))
    found = [Guide(*row) for row in rows]
    return sorted(found, key=lambda one: (order.index(one.role), name_sort_key(one.name)))


def guide_names(store: Store) -> dict[str, str]:
    """Membership id -> the person's name, past members too."""
    return dict(store.rows("SELECT m.id, p.full_name FROM membership m JOIN person p ON p.id = m.person_id"))


def services_on(store: Store, day: date) -> list[ServiceChoice]:
    """The services that can be recorded on a day; a desk without the commune's catalogue uses the plan's."""
    rows = store.rows(
        "SELECT code, name, pillar FROM service WHERE NOT deleted AND COALESCE(active_from, '') <= ?1"
        " AND COALESCE(active_to, '9999') >= ?1 ORDER BY position IS NULL, position, code",
        [day.isoformat()],
    )
    shipped = [(str(row["code"]), str(row["name"]), str(row["pillar"])) for row in catalogues.services()]
    return [ServiceChoice(*row) for row in rows or shipped]


def places_used(store: Store) -> list[str]:
    """Places of sessions, the most usual first."""
    rows = store.rows(
        "SELECT place FROM session WHERE NOT deleted AND place IS NOT NULL GROUP BY place ORDER BY count(*) DESC, place"
    )
    return [place for (place,) in rows]


def hamlets(store: Store) -> list[str]:
    """The village's hamlets: those of its profile, then others that households name."""
    told = store.rows("SELECT hamlets FROM village WHERE NOT deleted AND hamlets IS NOT NULL")
    listed = [line.strip() for (text,) in told for line in text.splitlines() if line.strip()]
    used = store.rows("SELECT DISTINCT hamlet FROM household WHERE NOT deleted AND hamlet IS NOT NULL ORDER BY hamlet")
    return list(dict.fromkeys([*listed, *(name for (name,) in used)]))


def next_household_code(store: Store, village_code: str) -> str:
    """The code after the highest of the village's ("02107-01-041"); '' without a village's code."""
    if not village_code:
        return ""
    rows = store.rows("SELECT code FROM household WHERE code LIKE ?", [f"{village_code}-%"])
    numbers = [int(code.rpartition("-")[2]) for (code,) in rows if code.rpartition("-")[2].isdecimal()]
    return f"{village_code}-{max(numbers, default=0) + 1:03}"


def has_code(store: Store, code: str, besides: str | None) -> bool:
    """Whether another household has this code."""
    sql = "SELECT count(*) FROM household WHERE NOT deleted AND code = ? AND id IS NOT ?"
    return bool(store.value(sql, [code, besides]))


# --- the survey ---


def rounds(store: Store, day: date) -> list[Round]:
    """The rounds that have begun, the latest first."""
    rows = store.rows(
        "SELECT id, name, form_id, first_day, last_day FROM survey_round WHERE NOT deleted AND first_day <= ?"
        " ORDER BY first_day DESC, name DESC, id DESC",
        [day.isoformat()],
    )
    return [
        Round(day, record, name, form_id, date.fromisoformat(first), date.fromisoformat(last) if last else None)
        for record, name, form_id, first, last in rows
    ]


def survey_rows(store: Store, round_: Round) -> list[SurveyRow]:
    """The village's households with their state in a round, by code."""
    states = survey_states(store, round_)
    rows = store.rows(
        "SELECT id, code, head_name, hamlet, phone, status FROM household WHERE NOT deleted"
        " ORDER BY code IS NULL, code, id"
    )
    return [
        SurveyRow(record, code or "", head, hamlet or "", phone or "", states.get(record, NOT_YET), status)
        for record, code, head, hamlet, phone, status in rows
    ]


def next_to_survey(rows: Sequence[SurveyRow], after: str = "") -> str | None:
    """The next resident household without answers: after one's own place in the list first, then from the start."""
    codes = [row.id for row in rows]
    start = codes.index(after) + 1 if after in codes else 0
    around = [*rows[start:], *rows[:start]]
    open_ = [row for row in around if row.status == "dang_cu_tru" and row.id != after]
    for state in (NOT_YET, DRAFT):
        found = next((row.id for row in open_ if row.state == state), None)
        if found:
            return found
    return None


def form_definition(store: Store, form_id: str, version: str = "") -> tuple[str, str] | None:
    """The version and the XForm of a questionnaire: the one asked for, else the latest, an open one before closed ones.

    What a new interview begins with is `form_versions.form_to_begin`. Where the commune has sent none yet, it is the
    one that ships with the program (`forms_at_hand`).
    """
    rows = store.rows(
        "SELECT version, definition FROM form WHERE NOT deleted AND form_id = ?1 AND (?2 = '' OR version = ?2)"
        " ORDER BY closed_on IS NOT NULL, id DESC LIMIT 1",
        [form_id, version],
    )
    if rows:
        return rows[0][0], rows[0][1]
    shipped = form_at_hand(store, version)
    return (shipped.version, shipped.definition) if shipped else None


def interview_of(store: Store, household_id: str, round_: Round) -> KeptInterview | None:
    """A household's draft in the round, else its latest final answers."""
    rows = store.rows(
        "SELECT r.id, r.state, r.form_version, r.interviewed_on, r.consent_id, c.witness, r.amends_id, r.answers"
        " FROM response r LEFT JOIN consent c ON c.id = r.consent_id"
        " WHERE NOT r.deleted AND r.household_id = ?1"
        " AND (r.round_id IS ?2 OR (r.round_id IS NULL AND ?3 IN ('', r.form_id)))"
        " ORDER BY r.state = 'draft' DESC, r.interviewed_on DESC, r.id DESC LIMIT 1",
        [household_id, round_.id, round_.form_id],
    )
    if not rows:
        return None
    record, state, version, on, consent, witness, amends, answers = rows[0]
    asked_on = date.fromisoformat(on) if on else None
    told: dict[str, object] = msgspec.json.decode(answers) if answers else {}
    return KeptInterview(record, state, version, asked_on, consent, witness or "", amends, told)


# --- what is being typed ---


def keep_typed(store: Store, what: str, content: Mapping[str, object]) -> None:
    """Keep an unfinished form ("session", "interview:<household>") on this desk, safe from a power cut.

    It is no record: it is not in the journal and never travels.
    """
    with store.transaction():
        store.set_setting(f"{_TYPED}{what}", msgspec.json.encode(content).decode())


def drop_typed(store: Store, what: str) -> None:
    """Forget an unfinished form: a record holds it now, or nobody wants it."""
    with store.transaction():
        store.execute("DELETE FROM setting WHERE name = ?", [f"{_TYPED}{what}"])


def typed(store: Store, what: str) -> dict[str, dict[str, Any]]:
    """The unfinished forms whose name begins so, by the rest of the name."""
    prefix = f"{_TYPED}{what}"
    rows = store.rows("SELECT name, value FROM setting WHERE substr(name, 1, ?) = ?", [len(prefix), prefix])
    return {name[len(prefix) :]: msgspec.json.decode(value) for name, value in rows}


# --- handing over ---


def record_counts(store: Store, ranges: Mapping[str, Range]) -> dict[str, int]:
    """Table -> how many of its records the journal's ranges are about; a record changed twice counts once."""
    entries = (read_entry(line) for line in lines_between(store, ranges))
    touched = {(entry.table, entry.record) for entry in entries}
    return dict(Counter(table for table, _ in touched))


def bundles_written(store: Store) -> list[tuple[int, str, int, str, str]]:
    """Number, instant, entries, file name and cover of the bundles that this desk wrote, the latest first."""
    return store.rows(
        "SELECT number, handled_at, entries, file_name, cover FROM bundle WHERE direction = 'out'"
        " ORDER BY handled_at DESC, number DESC"
    )


def households_found(store: Store, typed: str, limit: int = 12) -> list[tuple[str, str, str, str]]:
    """Id, head, hamlet and code of the households with words that begin as typed, the best first."""
    found = household_index(store).first(typed, limit)
    return [(one.id, one.head_name, one.hamlet or "", one.code or "") for one in found]
