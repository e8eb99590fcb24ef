"""The versions of a form that a store knows, opened and with the desk's own lists in their choices. Reading only."""

from collections.abc import Sequence

from desktop.models.forms_at_hand import form_at_hand
from desktop.models.store import Store
from desktop.surveys.definition import Choice, Form
from desktop.surveys.xform.defining import read_xform

#: Lists that only the store knows, by the name that a form calls them.
_VILLAGES, _MEMBERS = "thon", "thanh_vien"


def forms_of(store: Store, form_id: str, versions: Sequence[str]) -> list[Form]:
    """A form for each of these versions, or the newest one when there are none; never empty.

    A version whose definition never arrived is answered as another one of the form; without any, as a form without
    questions, so that what was answered to it is at least counted as answers that no form knows.
    """
    lists = lists_of(store)
    known: dict[str, Form] = {}
    for version, definition in _definitions(store, form_id, versions):
        if version in versions or not versions:
            known.setdefault(version, read_xform(definition)[0].with_choices(lists))
    if not known:
        known = _any(store, form_id, lists)
    nearest = next(iter(known.values()))
    return [known.get(version, nearest) for version in versions] or [nearest]


def definitions_of(store: Store, form_id: str, versions: Sequence[str]) -> dict[str, str]:
    """The XForm of each of these versions that is here."""
    found = dict(reversed(_definitions(store, form_id, versions)))
    return {version: found[version] for version in versions if version in found}


def _any(store: Store, form_id: str, lists: dict[str, list[Choice]]) -> dict[str, Form]:
    """Some version of the form, when none of those that are asked for is here."""
    for version, definition in _definitions(store, form_id, ()):
        return {version: read_xform(definition)[0].with_choices(lists)}
    return {"": Form(form_id, "", form_id, "", (), ())}


def _definitions(store: Store, form_id: str, versions: Sequence[str]) -> list[tuple[str, str]]:
    """Version and XForm of every version that is here, the newest first."""
    sql = "SELECT version, definition FROM form WHERE NOT deleted AND form_id = ? ORDER BY id DESC"
    rows = [(str(version), str(definition)) for version, definition in store.rows(sql, [form_id])]
    kept = [form_at_hand(store, version) for version in versions or [""]]
    return [*rows, *((form.version, form.definition) for form in kept if form and form.form_id == form_id)]


def lists_of(store: Store) -> dict[str, list[Choice]]:
    """The choices that the store gives: villages by code, people of the teams by membership, past ones too."""
    villages = store.rows(
        "SELECT code, name FROM village WHERE NOT deleted AND code IS NOT NULL ORDER BY position, code"
    )
    people = store.rows(
        "SELECT m.id, p.full_name FROM membership m JOIN person p ON p.id = m.person_id"
        " WHERE NOT m.deleted AND NOT p.deleted ORDER BY m.id"
    )
    return {
        _VILLAGES: [Choice(code, name) for code, name in villages],
        _MEMBERS: [Choice(record, name or "") for record, name in people],
    }
