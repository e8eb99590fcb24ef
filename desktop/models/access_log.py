"""The log of who saw, printed or handed on data (DOMAIN 5, control (4); Luật 91/2025 Đ.15-17), and of every unlocking.

`log_access` writes one line of an act; an export begins its line before its file, so that nothing goes out without one,
and completes it when the file is there. There is no way to change or remove a line but that. A line names records,
devices and rounds by id and holds nobody's name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from desktop.clock import VIETNAM
from desktop.models.authors import DEVICE
from desktop.models.store import Store

#: What an export can be for; the codes are kept, the words are shown.
PURPOSES: Mapping[str, str] = {
    "bao_cao": "Làm báo cáo của xã",
    "cap_tren": "Gửi cơ quan cấp trên",
    "phan_tich": "Phân tích số liệu",
    "luu_tru": "Lưu trữ",
}
FORMATS: Mapping[str, str] = {
    "xlsx": "Excel",
    "csv": "CSV",
    "sav": "SPSS",
    "package": "Gói dữ liệu mở",
    "odk": "ODK",
}
#: What a line can be about; the codes are kept, the words are shown.
WHATS: Mapping[str, str] = {
    "household": "Một hộ",
    "households": "Danh sách hộ",
    "responses": "Phiếu khảo sát",
    "sessions": "Lượt hỗ trợ",
    "roster": "Danh sách Tổ",
    "contacts": "Danh bạ của Tổ",
    "member": "Một thành viên Tổ",
    "commitments": "Bản cam kết của người bán",
    "opinions": "Ý kiến người dân",
    "requests": "Yêu cầu về dữ liệu cá nhân",
    "calendar": "Lịch của thôn",
    "training": "Tập huấn",
    "report": "Báo cáo",
    "desk": "Sổ của máy này",
    "pin": "Mã PIN",
}
#: What can be done with it.
OPENED, PRINTED, EXPORTED, COPIED = "opened", "printed", "exported", "copied"
UNLOCKED, WRONG_PIN, CHANGED, REMOVED = "unlocked", "wrong_pin", "changed", "removed"
ACTS: Mapping[str, str] = {
    OPENED: "Mở xem",
    PRINTED: "In",
    EXPORTED: "Xuất ra tệp",
    COPIED: "Chép ra ngoài",
    UNLOCKED: "Mở khóa màn hình",
    WRONG_PIN: "Nhập sai mã PIN",
    CHANGED: "Đặt hoặc đổi",
    REMOVED: "Bỏ",
}
#: What is opened again within this time is one line, so that the log stays readable.
_SAME_LOOK = timedelta(minutes=30)


@dataclass(frozen=True)
class LoggedAccess:
    """A line of the whole log as it is shown, at Vietnamese time; `records` is None when nothing was counted."""

    happened_at: datetime
    device: str
    act: str
    what: str
    about: str
    personal: bool
    records: int | None


@dataclass(frozen=True)
class LoggedExport:
    """A line of the log as it is shown, at Vietnamese time; `records` is None when no file was written."""

    happened_at: datetime
    device: str
    rounds: tuple[str, ...]
    format: str
    personal: bool
    purpose: str
    records: int | None


def log_access(
    store: Store, what: str, act: str, *, about: str = "", records: int | None = None, personal: bool = True
) -> None:
    """Write that a list or record was opened, printed, exported or copied: a code of WHATS and one of ACTS.

    `about` is the id of the one record it was about, `records` how many people or rows stood in it. What is opened
    again within half an hour is not written twice. Call it before the paper or file goes out. Raises StoreError.
    """
    if what not in WHATS or act not in ACTS:
        raise ValueError(f"no code of the access log: {what}, {act}")
    with store.transaction():
        if act == OPENED and _seen_lately(store, what, about):
            return
        store.execute(
            "INSERT INTO access_log (happened_at, device, act, what, about, rounds, format, personal, purpose, records)"
            " VALUES (?, ?, ?, ?, ?, '[]', '', ?, '', ?)",
            [store.clock.now().isoformat(), store.setting(DEVICE) or "", act, what, about, personal, records],
        )


def _seen_lately(store: Store, what: str, about: str) -> bool:
    """Whether the same was opened a short while ago; a clock that was set back counts as long ago."""
    query = "SELECT happened_at FROM access_log WHERE act = ? AND what = ? AND about = ? ORDER BY id DESC LIMIT 1"
    last = store.value(query, [OPENED, what, about])
    since = store.clock.now() - datetime.fromisoformat(last) if last else _SAME_LOOK
    return timedelta(0) <= since < _SAME_LOOK


def begin_export(
    store: Store, rounds: Sequence[str], kind: str, *, personal: bool, purpose: str = "", what: str = "responses"
) -> int:
    """Write that an export begins; gives the number of its line. Raises StoreError."""
    given = [
        store.clock.now().isoformat(), store.setting(DEVICE) or "", EXPORTED, what,
        msgspec.json.encode(list(rounds)).decode(), kind, personal, purpose,
    ]  # fmt: skip
    with store.transaction():
        store.execute(
            "INSERT INTO access_log (happened_at, device, act, what, about, rounds, format, personal, purpose)"
            " VALUES (?, ?, ?, ?, '', ?, ?, ?, ?)",
            given,
        )
        return int(store.value("SELECT max(id) FROM access_log"))


def complete_export(store: Store, line: int, records: int) -> None:
    """Write how many records went out; only once for a line."""
    with store.transaction():
        store.execute("UPDATE access_log SET records = ? WHERE id = ? AND records IS NULL", [records, line])


def logged_exports(store: Store) -> list[LoggedExport]:
    """Every export of responses, the latest first, with the device's holder and the rounds' names as they are now."""
    devices = _holders(store)
    names = dict(store.rows("SELECT id, name FROM survey_round"))
    rows = store.rows(
        "SELECT happened_at, device, rounds, format, personal, purpose, records FROM access_log"
        " WHERE act = 'exported' AND what = 'responses' ORDER BY id DESC"
    )
    return [
        LoggedExport(
            _there(at),
            devices.get(device, device),
            tuple(names.get(one, one) for one in msgspec.json.decode(ids)),
            kind,
            bool(personal),
            purpose,
            records,
        )
        for at, device, ids, kind, personal, purpose, records in rows
    ]


def access_count(store: Store, act: str = "") -> int:
    """How many lines the whole log has, or those of one act."""
    return int(store.value("SELECT count(*) FROM access_log WHERE ? IN ('', act)", [act]))


def access_lines(store: Store, offset: int, limit: int, act: str = "") -> list[LoggedAccess]:
    """Some lines of the whole log, the latest first, with the device's holder as it is now."""
    devices = _holders(store)
    rows = store.rows(
        "SELECT happened_at, device, act, what, about, personal, records FROM access_log"
        " WHERE ? IN ('', act) ORDER BY id DESC LIMIT ? OFFSET ?",
        [act, limit, offset],
    )
    return [
        LoggedAccess(_there(at), devices.get(device, device), act, what, about, bool(personal), records)
        for at, device, act, what, about, personal, records in rows
    ]


def access_totals(store: Store, since: datetime) -> dict[str, int]:
    """How often each act was done since an instant: counts alone, which may be told to anybody."""
    rows = store.rows("SELECT act, count(*) FROM access_log WHERE happened_at >= ? GROUP BY act", [since.isoformat()])
    return dict(rows)


def _holders(store: Store) -> dict[str, str]:
    return dict(store.rows("SELECT id, COALESCE(holder, name) FROM device"))


def _there(instant: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(VIETNAM)
