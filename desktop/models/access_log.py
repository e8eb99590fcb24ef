"""The log of who handed data on (DOMAIN 5, controls (4); Luật 91/2025 Đ.15-17): written by the exports, read by a list.

A line is begun before the file is, so that nothing goes out without one, and completed when the file is there. There is
no way to change or remove a line but that. It names devices and rounds by id and holds nobody's name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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


def begin_export(
    store: Store, rounds: Sequence[str], kind: str, *, personal: bool, purpose: str = "", what: str = "responses"
) -> int:
    """Write that an export begins; gives the number of its line. Raises StoreError."""
    given = [
        store.clock.now().isoformat(), store.setting(DEVICE) or "", what, msgspec.json.encode(list(rounds)).decode(),
        kind, personal, purpose,
    ]  # fmt: skip
    with store.transaction():
        store.execute(
            "INSERT INTO access_log (happened_at, device, what, rounds, format, personal, purpose)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            given,
        )
        return int(store.value("SELECT max(id) FROM access_log"))


def complete_export(store: Store, line: int, records: int) -> None:
    """Write how many records went out; only once for a line."""
    with store.transaction():
        store.execute("UPDATE access_log SET records = ? WHERE id = ? AND records IS NULL", [records, line])


def logged_exports(store: Store) -> list[LoggedExport]:
    """Every line, the latest first, with the device's holder and the rounds' names as they are now."""
    devices = dict(store.rows("SELECT id, COALESCE(holder, name) FROM device"))
    names = dict(store.rows("SELECT id, name FROM survey_round"))
    rows = store.rows(
        "SELECT happened_at, device, rounds, format, personal, purpose, records FROM access_log ORDER BY id DESC"
    )
    return [
        LoggedExport(
            datetime.fromisoformat(at).astimezone(VIETNAM),
            devices.get(device, device),
            tuple(names.get(one, one) for one in msgspec.json.decode(ids)),
            kind,
            bool(personal),
            purpose,
            records,
        )
        for at, device, ids, kind, personal, purpose, records in rows
    ]
