"""The commune's act when a village is split by decision (R111): hamlets become a village of their own.

Streams are handed over whole, and the new village must not get the old one's. So the households of these hamlets are
written anew in the new village with their consents and answers, and marked as moved away in the old one. Sessions stay
where they were held; people join the new team by its own decision.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from desktop.clock import new_id
from desktop.errors import StoreError
from desktop.models.base import SharedModel
from desktop.models.households import Consent, Household, Response
from desktop.models.journal import Change, changing
from desktop.models.places import Village, VillageChange
from desktop.models.restructuring import Resolution, open_village, refuse_taken
from desktop.models.store import Store
from desktop.text import one_line

_MOVED = "da_chuyen_di"


def split(
    store: Store,
    village_id: str,
    *,
    name: str,
    code: str,
    by: Resolution,
    hamlets: Sequence[str] = (),
    households: Sequence[str] = (),
) -> str:
    """Make a village of some hamlets of another, or of chosen households (ids), from a day on; return its id.

    The old village keeps its other households, its name and its team. Raises StoreError; nothing is written then.
    """
    old = open_village(store, village_id)
    name, code = one_line(name), one_line(code)
    if not name or not code:
        raise StoreError("Tên và mã thôn mới không được để trống; chưa tách gì.", "Hãy nhập đủ.", code="empty")
    refuse_taken(store, "", code)
    homes = _homes(store, village_id, hamlets, households)
    new = new_id(store.clock)
    with changing(store) as change:
        places = hamlets or dict.fromkeys(home.hamlet for home in homes if home.hamlet)
        opened = {"opened_on": by.effective_on, "hamlets": "\n".join(places)}
        change.add(Village, record=new, village_id=new, code=code, name=name, **opened)
        change.add(
            VillageChange,
            village_id=old.id,
            kind="tach",
            effective_on=by.effective_on,
            decision_number=one_line(by.number) or None,
            decision_date=by.dated,
            old_name=old.name,
            old_code=old.code,
            into_id=new,
        )
        for home in homes:
            _move(store, change, home, new)
            change.set(Household, home.id, status=_MOVED, note=_noted(home, name, by))
    return new


def _homes(store: Store, village_id: str, hamlets: Sequence[str], households: Sequence[str]) -> list[Household]:
    wanted, chosen = {one_line(hamlet) for hamlet in hamlets}, set(households)
    query = Household.select().where(Household.village_id == village_id, ~Household.deleted)
    listed = store.all(query.order_by(Household.id))
    homes = [home for home in listed if home.id in chosen or home.hamlet in wanted]
    if not homes:
        raise StoreError(
            "Không có hộ nào ở các xóm đã chọn; chưa tách gì.", "Hãy chọn xóm có hộ trong sổ.", code="no-households"
        )
    if len({home.id for home in homes} & chosen) < len(chosen):
        raise StoreError("Có hộ đã chọn không còn ở thôn này; chưa tách gì.", "Hãy chọn lại.", code="no-households")
    return homes


def _noted(home: Household, name: str, by: Resolution) -> str:
    day = by.effective_on - timedelta(days=1)
    told = f"Sang thôn {name} từ sau ngày {day:%d/%m/%Y} theo {by.number}."
    return f"{home.note}\n{told}" if home.note else told


def _move(store: Store, change: Change, home: Household, village_id: str) -> None:
    """Write a household anew in another village, with its consents and answers."""
    household = change.add(Household, village_id=village_id, **_values(home))
    consents: dict[str | None, str] = {}
    for consent in store.all(Consent.select().where(Consent.household_id == home.id, ~Consent.deleted)):
        given = {**_values(consent), "household_id": household, "asked_by": None}
        consents[consent.id] = change.add(Consent, village_id=village_id, **given)
    responses: dict[str | None, str] = {}
    query = Response.select().where(Response.household_id == home.id, ~Response.deleted, Response.state == "final")
    for response in store.all(query.order_by(Response.id)):
        given = {
            **_values(response),
            "household_id": household,
            "consent_id": consents.get(response.consent_id),
            "amends_id": responses.get(response.amends_id),
            "interviewer_id": None,
        }
        responses[response.id] = change.add(Response, village_id=village_id, **given)


def _values(row: SharedModel) -> dict[str, Any]:
    """A record's columns, but for where it belongs."""
    names = set(type(row).shared_fields()) - {"village_id", "deleted"}
    return {name: getattr(row, name) for name in sorted(names)}
