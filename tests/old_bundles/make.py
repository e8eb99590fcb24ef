"""Makes the bundles of the present format version: `python -m tests.old_bundles.make FOLDER`. Run once a version.

Two receivers can read them, each from nothing but its private key: a second desk of the commune, which joins with
everything, and a laptop that is enrolled late. What they must hold in the end is written down beside the bundles. The
keys are of no use to anybody: they belong to a commune that exists in this folder alone.
"""

import json
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from desktop.models.conflicts import conflicts, decide
from desktop.models.erasing import erase
from desktop.models.households import Consent, Household, Response
from desktop.models.journal import changing
from desktop.models.places import Village
from desktop.models.sessions import Session, SessionLine
from desktop.models.store import Store
from desktop.sync import enrolment, exporting, second_desk
from tests.sync.desks import Desk, add_village, enrol, make_commune, make_village
from tests.sync.test_second_desk import make_second

DAY = date(2025, 8, 1)
TABLES = ("village", "service", "household", "consent", "response", "session", "session_line", "decision", "erasure")


def make(folder: Path) -> None:
    """Fill a folder with the bundles, the two keys and what is expected."""
    with tempfile.TemporaryDirectory() as name:
        _play(Path(name), folder)


def _play(home: Path, folder: Path) -> None:
    commune, village, stick = make_commune(home / "xa"), make_village(home / "thon"), home / "usb"
    late, desk = make_village(home / "muon", seed=8), make_second(home / "xa-2")
    row = add_village(commune, "02107-01", "Nà Quang")
    enrol(commune, village, row, stick)
    first = _record(village)
    commune.merge(village.export(stick))
    joining = _join(commune, desk, stick)
    village.merge(commune.export(stick, village))
    bundles = [_changes(village, first, stick)]
    commune.merge(bundles[0])
    enrolling = _enrol_late(commune, late, row, stick)
    commune.edit(first[0], phone="0900000001")
    village.edit(first[0], phone="0900000002")
    bundles.append(village.export(stick))
    commune.merge(bundles[1])
    _decide(commune)
    erase(commune.store, "household", first[2])
    downwards = exporting.export(commune.store, commune.keys, stick, village=row).path
    (to,) = second_desk.other_desks(commune.store)
    across = exporting.export(commune.store, commune.keys, stick, desk=to).path
    _keep(folder / "may-xa", desk, joining, [*bundles, across], commune.store)
    _keep(folder / "may-thon", late, enrolling, [downwards], commune.store)
    for one in (commune, village, late, desk):
        one.store.close()


def _join(commune: Desk, desk: Desk, stick: Path) -> Path:
    asked = enrolment.request(desk.store, desk.keys, stick)
    code = enrolment.spoken_code(desk.keys)
    return second_desk.issue(commune.store, commune.keys, asked, stick, heard=code).path


def _enrol_late(commune: Desk, late: Desk, row: Village, stick: Path) -> Path:
    asked = enrolment.request(late.store, late.keys, stick)
    code = enrolment.spoken_code(late.keys)
    return enrolment.issue(commune.store, commune.keys, asked, row, stick, heard=code).path


def _record(village: Desk) -> list[str]:
    """Three households with what belongs to them, and a session."""
    homes = village.add_households(3, phone="0912345678", hamlet="Xóm Trên", note="dòng một\ndòng hai")
    scope = village.village_id
    with changing(village.store) as change:
        for home in homes:
            consent = change.add(
                Consent,
                village_id=scope,
                household_id=home,
                answer="ky",
                given_on=date(2025, 8, 1),
                purpose_version="1",
            )
            change.add(
                Response,
                village_id=scope,
                household_id=home,
                form_id="hgd_so",
                form_version="1",
                state="final",
                consent_id=consent,
                answers={"so_nk": 4, "kn_ho": ["mang"], "ghi": "Đã hỏi"},
            )
        session = change.add(Session, village_id=scope, held_on=date(2025, 8, 5), kind="DN", place="Nhà văn hóa")
        change.add(
            SessionLine,
            village_id=scope,
            session_id=session,
            service_code="CQ01",
            beneficiary="nguoi_dan",
            visits=3,
        )
    return homes


def _changes(village: Desk, homes: list[str], stick: Path) -> Path:
    """Edits, a deletion and a restoration."""
    village.edit(homes[0], people=5, note=None)
    with changing(village.store) as change:
        change.delete(Household, homes[1])
        change.set(Household, homes[1], deleted=False)
    return village.export(stick)


def _decide(commune: Desk) -> None:
    (open_one,) = conflicts(commune.store)
    with changing(commune.store) as change:
        decide(change, open_one, "0900000003", reason="đã gọi hỏi", decided_by="Cán bộ xã")


def _keep(folder: Path, desk: Desk, first: Path, others: list[Path], told: Store) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(desk.store.home / "keys" / "device", folder / "device")
    for number, path in enumerate([first, *others]):
        shutil.copy(path, folder / f"{number}.toso")
    (folder / "expected.json").write_text(
        json.dumps(rows_of(told), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    )


def rows_of(store: Store) -> dict[str, dict[str, dict[str, object]]]:
    """Table -> id -> the columns that travel, as the store spells them."""
    found: dict[str, dict[str, dict[str, object]]] = {}
    for table in TABLES:
        cursor = store.database.execute_sql(f"SELECT * FROM {table} ORDER BY id")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        found[table] = {
            str(row["id"]): {name: value for name, value in row.items() if name not in ("id", "versions")}
            for row in rows
        }
    return found


if __name__ == "__main__":
    make(Path(sys.argv[1]))
