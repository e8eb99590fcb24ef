"""The commune's acts when villages are merged or renamed by decision (R111): what is written, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.errors import StoreError
from desktop.models.journal import ROLE, Change, changing
from desktop.models.places import Village, VillageChange
from desktop.models.store import Store
from desktop.models.succession import scopes_of
from desktop.models.teams import Membership, Team
from desktop.text import one_line


@dataclass(frozen=True)
class Resolution:
    """The decision that an act rests on: from which day it holds, its number and date."""

    effective_on: date
    number: str
    dated: date | None = None


def rename(store: Store, village_id: str, *, name: str, code: str, by: Resolution) -> None:
    """Give a village another name or code from a day on; papers about earlier days keep the old ones.

    Raises StoreError; nothing is written then.
    """
    village = open_village(store, village_id)
    name, code = one_line(name), one_line(code)
    if not name or not code:
        raise StoreError("Tên và mã thôn không được để trống; chưa đổi gì.", "Hãy nhập đủ tên và mã.", code="empty")
    refuse_taken(store, village_id, code)
    with changing(store) as change:
        _note(change, village, "doi_ten", by)
        change.set(Village, village_id, name=name, code=code)


def merge(store: Store, old_ids: Sequence[str], into_id: str, *, by: Resolution) -> None:
    """Let villages go into another: they close on the day before, their teams end, their records are its own.

    Nothing is rewritten: later bundles of the old laptops fit, and earlier reports keep the old structure. Members are
    not taken over; the decision on the new team says who is in it. Raises StoreError; nothing is written then.
    """
    into = open_village(store, into_id)
    olds = [open_village(store, old) for old in dict.fromkeys(old_ids)]
    _refuse_circles(store, olds, into)
    last_day = by.effective_on - timedelta(days=1)
    with changing(store) as change:
        for old in olds:
            _note(change, old, "nhap", by, into_id=into_id)
            change.set(Village, old.id, closed_on=last_day, successor_id=into_id)
            _end_teams(store, change, old.id, last_day)


def open_village(store: Store, village_id: str) -> Village:
    """The village, if the commune can still restructure it; raises StoreError."""
    village = store.get(Village, village_id)
    if store.setting(ROLE) != "commune":
        raise StoreError("Việc này làm trên máy xã; chưa đổi gì.", "Hãy báo xã.", code="wrong-desk")
    if village is None or village.deleted:
        raise StoreError("Không có thôn này.", "Hãy chọn lại trong danh sách thôn.", code="no-village")
    if village.successor_id:
        raise StoreError(
            f"Thôn {village.name} đã nhập vào thôn khác; chưa đổi gì.", "Hãy chọn thôn đang hoạt động.", code="closed"
        )
    return village


def refuse_taken(store: Store, village_id: str, code: str) -> None:
    """Refuse a code that another open village has; raises StoreError."""
    taken = "SELECT name FROM village WHERE code = ? AND id <> ? AND NOT deleted AND closed_on IS NULL"
    if other := store.value(taken, [code, village_id]):
        raise StoreError(f"Mã {code} đang là mã của thôn {other}; chưa đổi gì.", "Hãy chọn mã khác.", code="taken")


def _refuse_circles(store: Store, olds: Sequence[Village], into: Village) -> None:
    if not olds:
        raise StoreError("Chưa chọn thôn nào để nhập.", "Hãy chọn ít nhất một thôn.", code="empty")
    for old in olds:
        if old.id == into.id or into.id in scopes_of(store, old.id):
            raise StoreError(
                f"Thôn {old.name} không nhập vào chính nó được; chưa đổi gì.", "Hãy chọn thôn khác.", code="circle"
            )


def _note(change: Change, village: Village, kind: str, by: Resolution, *, into_id: str | None = None) -> None:
    change.add(
        VillageChange,
        village_id=village.id,
        kind=kind,
        effective_on=by.effective_on,
        decision_number=one_line(by.number) or None,
        decision_date=by.dated,
        old_name=village.name,
        old_code=village.code,
        into_id=into_id,
    )


def _end_teams(store: Store, change: Change, village_id: str, last_day: date) -> None:
    """The old team is dissolved and everybody's time in it ends on the village's last day."""
    teams = Team.select().where(Team.village_id == village_id, ~Team.deleted, Team.dissolved_on.is_null())
    for team in store.all(teams):
        change.set(Team, team.id, dissolved_on=last_day)
        running = Membership.select().where(
            Membership.team_id == team.id, ~Membership.deleted, Membership.ended_on.is_null()
        )
        for membership in store.all(running):
            ended = max(last_day, membership.started_on)
            change.set(Membership, membership.id, ended_on=ended, end_reason="kien_toan")
