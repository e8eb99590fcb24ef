"""The questionnaires of a desk with their versions: drafts, published, replaced, closed; since when, how many answered.

Reading only. What is done with them is in `desktop.models.designing`. Of several open versions the one that was
published last is asked: officers number versions in ways that no rule sorts ("9", "10", "moi").
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop.clock import day_of_id
from desktop.models.forms_at_hand import form_at_hand
from desktop.models.local import FormFile
from desktop.models.reporting import Form, SurveyRound
from desktop.models.store import Store
from desktop.text import text_sort_key

#: States of a version: never published, asked now, open but a later one is asked, no new interviews.
DRAFT, IN_USE, REPLACED, CLOSED = "nhap", "dang_dung", "co_ban_moi", "da_dong"


@dataclass(frozen=True)
class FormVersion:
    """One version. A draft has no `record` and no answers; `file_name` is "" where the workbook is not on this desk."""

    form_id: str
    version: str
    name: str
    state: str
    since: date | None
    record: str = ""
    answered: int = 0
    file_name: str = ""
    rounds: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether interviews may begin with it."""
        return self.state in (IN_USE, REPLACED)


def form_versions(store: Store) -> list[FormVersion]:
    """Every version that this desk knows: by form, drafts first and then the one published last first."""
    found = [*_drafts(store), *_published(store)]
    names: dict[str, str] = {}
    for one in found:
        names.setdefault(one.form_id, one.name)
    return sorted(found, key=lambda one: (text_sort_key(names[one.form_id]), one.form_id))


def _drafts(store: Store) -> Iterator[FormVersion]:
    rows = store.rows(
        "SELECT form_id, version, name, brought_on, file_name FROM form_file WHERE definition <> ''"
        " ORDER BY brought_on DESC, version DESC"
    )
    for form_id, version, name, brought_on, file_name in rows:
        yield FormVersion(form_id, version, name, DRAFT, date.fromisoformat(brought_on), file_name=file_name)


def _published(store: Store) -> Iterator[FormVersion]:
    answered = _answered(store)
    rounds = _rounds(store)
    rows = store.rows(
        "SELECT f.id, f.form_id, f.version, f.name, f.closed_on, COALESCE(k.file_name, '') FROM form f"
        " LEFT JOIN form_file k ON k.form_id = f.form_id AND k.version = f.version AND k.definition = ''"
        " WHERE NOT f.deleted ORDER BY f.id DESC"
    )
    asked: set[str] = set()
    for record, form_id, version, name, closed_on, file_name in rows:
        state = CLOSED if closed_on else REPLACED if form_id in asked else IN_USE
        if not closed_on:
            asked.add(form_id)
        yield FormVersion(
            form_id, version, name, state, date.fromisoformat(closed_on) if closed_on else day_of_id(record), record,
            answered.get((form_id, version), 0), file_name, rounds.get(form_id, ()),
        )  # fmt: skip


def _answered(store: Store) -> dict[tuple[str, str], int]:
    """How many final responses each version has."""
    rows = store.rows(
        "SELECT form_id, form_version, count(*) FROM response WHERE NOT deleted AND state = 'final'"
        " GROUP BY form_id, form_version"
    )
    return {(form_id, version): count for form_id, version, count in rows}


def _rounds(store: Store) -> dict[str, tuple[str, ...]]:
    """The names of each form's rounds, the latest first."""
    found: dict[str, tuple[str, ...]] = {}
    for one in rounds_of_forms(store):
        found[one.form_id] = (*found.get(one.form_id, ()), one.name)
    return found


def rounds_of_forms(store: Store) -> list[SurveyRound]:
    """Every round, those to come too, the latest first."""
    query = SurveyRound.select().where(~SurveyRound.deleted)
    return store.all(query.order_by(SurveyRound.first_day.desc(), SurveyRound.id.desc()))


def published_version(store: Store, form_id: str, version: str) -> Form | None:
    """The record of a published version; of two desks' that were published beside each other, the later one."""
    chosen = (Form.form_id == form_id) & (Form.version == version) & ~Form.deleted
    return store.first(Form.select().where(chosen).order_by(Form.id.desc()))


def definition_of(store: Store, one: FormVersion) -> str:
    """The XForm of a version, "" when it is no longer there."""
    if one.record:
        found = store.get(Form, one.record)
        return str(found.definition) if found else ""
    sql = "SELECT definition FROM form_file WHERE form_id = ? AND version = ?"
    return str(store.value(sql, [one.form_id, one.version]) or "")


def workbook_of(store: Store, form_id: str, version: str) -> bytes | None:
    """The officer's file of a version, to the byte; None where it is not on this desk."""
    found = store.first(FormFile.select().where((FormFile.form_id == form_id) & (FormFile.version == version)))
    return bytes(found.content) if found else None


# --- what a village asks with ---


def form_to_begin(store: Store, form_id: str) -> tuple[str, str] | None:
    """Version and XForm that a new interview begins with: the open one published last; None when all are closed.

    A form with a closing day is closed from when a desk hears of it, whatever the clocks say. Where the commune has
    sent none yet, it is the one that ships with the program (`forms_at_hand`).
    """
    rows = store.rows(f"SELECT version, definition {_OPEN} ORDER BY id DESC LIMIT 1", [form_id])
    if rows:
        return rows[0][0], rows[0][1]
    at_hand = None if _is_known(store, form_id) else form_at_hand(store)
    return (at_hand.version, at_hand.definition) if at_hand else None


_OPEN = "FROM form WHERE NOT deleted AND form_id = ? AND closed_on IS NULL"


def is_open(store: Store, form_id: str) -> bool:
    """Whether a version of the form is published and open."""
    return bool(store.rows(f"SELECT 1 {_OPEN} LIMIT 1", [form_id]))


def is_closed(store: Store, form_id: str) -> bool:
    """Whether the form was published and every version of it is closed."""
    return _is_known(store, form_id) and not is_open(store, form_id)


def later_form(store: Store, form_id: str, version: str) -> tuple[str, str] | None:
    """Version and XForm that a draft of `version` could go on with: open, and published after it; else None."""
    newest = form_to_begin(store, form_id)
    if newest is None or newest[0] == version:
        return None
    sql = "SELECT max(id) FROM form WHERE NOT deleted AND form_id = ? AND version = ?"
    here, there = (store.value(sql, [form_id, one]) for one in (version, newest[0]))
    return None if here and there and there < here else newest


def _is_known(store: Store, form_id: str) -> bool:
    return bool(store.rows("SELECT 1 FROM form WHERE NOT deleted AND form_id = ? LIMIT 1", [form_id]))
