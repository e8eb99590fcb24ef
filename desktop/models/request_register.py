"""The register of residents' requests about their data: what is asked, until when, how it stands (DOMAIN 5, R106).

Both desks and the command line write and read it here. Erasing is in `erasing`, the days are in `rules.requests`.
No free words about the person are kept: the register stays when the person's data is erased.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.errors import StoreError
from desktop.models.acts import acting
from desktop.models.places import Village
from desktop.models.record_names import record_names
from desktop.models.requests import DataRequest
from desktop.models.rules.requests import deadlines
from desktop.models.scrubbing import erased_records
from desktop.models.searching import matches
from desktop.models.store import Store
from desktop.models.village_queries import households_found
from desktop.text import one_line

#: What a resident can ask for, as it stands inside a sentence.
KINDS = {
    "xem": "xem dữ liệu",
    "sua": "sửa dữ liệu",
    "rut_dong_y": "rút lại đồng ý",
    "han_che": "hạn chế dùng dữ liệu",
    "xoa": "xóa dữ liệu",
}
OPEN, SOON, LATE, ANSWERED, REFUSED = "con_han", "sap_het_han", "qua_han", "da_tra_loi", "tu_choi"
SOON_DAYS = timedelta(days=3)
_ABOUT = {"household": "household_id", "person": "person_id"}


@dataclass(frozen=True)
class Asked:
    """One request as the register shows it; `subject` is "" when nobody is known any more."""

    id: str
    kind: str
    table: str  # household, person, or "" when it leads to nobody
    record: str
    subject: str
    erased: bool
    village_id: str | None
    village: str
    received_on: date
    acknowledge_by: date
    answer_by: date
    acknowledged_on: date | None
    extended_on: date | None
    answered_on: date | None
    refused_reason: str
    state: str  # con_han, sap_het_han, qua_han, da_tra_loi, tu_choi

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.answered_on is None

    @property
    def next_due(self) -> date:
        """The next day that must not be missed: to say that it was received, then to answer."""
        return self.answer_by if self.acknowledged_on or self.answered_on else min(self.acknowledge_by, self.answer_by)


def register(store: Store, day: date) -> list[Asked]:
    """All requests: those that wait by their next day, then those that are answered, the latest first."""
    found = store.all(DataRequest.select().where(~DataRequest.deleted))
    names = record_names(store, [key for row in found if (key := _about(row))])
    erased = erased_records(store)
    villages = {one.id: one.name for one in store.all(Village.select())}
    told = [_asked(row, names, erased, villages, day) for row in found]
    waiting = sorted((one for one in told if one.is_open), key=lambda one: (one.next_due, one.id))
    done = sorted((one for one in told if not one.is_open), key=lambda one: (one.answered_on, one.id), reverse=True)
    return [*waiting, *done]


def _about(row: DataRequest) -> tuple[str, str] | None:
    for table, column in _ABOUT.items():
        if record := getattr(row, column):
            return table, record
    return None


def _asked(
    row: DataRequest,
    names: dict[tuple[str, str], str],
    erased: set[tuple[str, str]],
    villages: dict[str, str],
    day: date,
) -> Asked:
    due = deadlines(row.kind, row.received_on, extended=row.extended_on is not None)
    about = _about(row)
    gone = about in erased
    return Asked(
        id=row.id,
        kind=row.kind,
        table=about[0] if about else "",
        record=about[1] if about else "",
        subject=names.get(about, "") if about and not gone else "",
        erased=gone,
        village_id=row.village_id,
        village=villages.get(row.village_id or "", ""),
        received_on=row.received_on,
        acknowledge_by=due.acknowledge_by,
        answer_by=due.answer_by,
        acknowledged_on=row.acknowledged_on,
        extended_on=row.extended_on,
        answered_on=row.answered_on,
        refused_reason=row.refused_reason or "",
        state=_state(row, due.answer_by if row.acknowledged_on else min(due.acknowledge_by, due.answer_by), day),
    )


def _state(row: DataRequest, due: date, day: date) -> str:
    if row.answered_on:
        return REFUSED if row.refused_reason else ANSWERED
    if due < day:
        return LATE
    return SOON if due - day <= SOON_DAYS else OPEN


def erasures(store: Store) -> int:
    """How many records were erased so far, as this store knows."""
    return int(store.value("SELECT count(*) FROM erasure"))


def subjects_found(store: Store, typed: str, limit: int) -> list[tuple[str, str, list[str]]]:
    """Households and people whom the typed words mean: table, id, and the name with what tells them apart."""
    homes = [("household", record, [head, *more]) for record, head, *more in households_found(store, typed, limit)]
    rows = store.rows(
        "SELECT p.id, p.full_name, COALESCE(p.position_title, ''), COALESCE(v.name, '') FROM person p"
        " LEFT JOIN village v ON v.id = p.village_id WHERE NOT p.deleted ORDER BY p.full_name, p.id"
    )
    people = [("person", record, [name, *more]) for record, name, *more in rows if matches(typed, name)]
    return [*homes, *people][:limit] if len(homes) < limit else [*homes[: limit // 2], *people[: limit // 2]]


# --- writing ---


def write_request(store: Store, kind: str, table: str, record: str, *, received_on: date) -> str:
    """Write down what a household or a person asked for; return the request's id. Raises StoreError, RuleBroken."""
    rows = store.rows(f"SELECT village_id FROM {table} WHERE id = ?", [record]) if table in _ABOUT else []  # noqa: S608
    if not rows or (table, record) in erased_records(store):
        raise StoreError(
            "Không tìm thấy hộ hoặc người này; chưa ghi gì.", "Hãy chọn lại trong danh sách.", code="missing"
        )
    with acting(store) as acts:
        about = {_ABOUT[table]: record}
        return acts.add(DataRequest, village_id=rows[0][0], kind=kind, received_on=received_on, **about)


def acknowledge(store: Store, request_id: str, on: date) -> None:
    """Note that the resident was told that the request came; raises StoreError."""
    _still_open(store, request_id)
    with acting(store) as acts:
        acts.set(DataRequest, request_id, acknowledged_on=on)


def extend(store: Store, request_id: str, on: date) -> None:
    """Note that the resident was told that it takes longer; the law allows it once. Raises StoreError."""
    row = _still_open(store, request_id)
    if row.extended_on or on > deadlines(row.kind, row.received_on).answer_by:
        raise StoreError(
            "Chỉ gia hạn được một lần và trước khi hết hạn; chưa ghi gì.",
            "Hãy trả lời người dân ngay.",
            code="extended",
        )
    with acting(store) as acts:
        acts.set(DataRequest, request_id, extended_on=on)


def answer(store: Store, request_id: str, on: date, *, refused_reason: str = "") -> None:
    """Note the answer; with a reason it is a refusal. Raises StoreError."""
    _still_open(store, request_id)
    with acting(store) as acts:
        acts.set(DataRequest, request_id, answered_on=on, refused_reason=one_line(refused_reason) or None)


def _still_open(store: Store, request_id: str) -> DataRequest:
    row = store.get(DataRequest, request_id)
    if row is None or row.deleted or row.answered_on:
        raise StoreError("Yêu cầu này đã trả lời xong; chưa ghi gì thêm.", "Hãy đọc lại sổ (F5).", code="answered")
    return row
