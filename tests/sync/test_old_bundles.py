"""Bundles of every released format are read as they were meant (the folders of `tests/old_bundles`)."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop.clock import ScriptedClock
from desktop.models.health import health_problems
from desktop.models.setup import DeviceIdentity, create_second_desk, create_village
from desktop.sync import credentials, enrolment, joining, keys
from desktop.sync.cover import VERSION
from tests import old_bundles
from tests.old_bundles.make import rows_of
from tests.sync.desks import START, Desk

FOLDER = Path(old_bundles.__file__).parent
VERSIONS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name != "__pycache__")


def test_the_present_format_is_kept_too() -> None:
    assert ".".join(map(str, VERSION)) in VERSIONS


def receiver(home: Path, source: Path) -> Desk:
    """A fresh desk with the kept key; it has nothing but what the bundles bring."""
    (home / "keys").mkdir(parents=True)
    shutil.copy(source / "device", home / "keys" / "device")
    own = credentials.load(home)
    identity = DeviceIdentity("Máy", own.key.public_line("may"), keys.fingerprint(own.public))
    clock = ScriptedClock(START, 99)
    if source.name == "may-xa":
        store = create_second_desk(home, clock, commune_code="02107", identity=identity)
        _, own = joining.accept(store, own, source / "0.toso")
    else:
        store = create_village(home, clock, village_name="Thôn", commune_code="02107", identity=identity)
        _, own = enrolment.accept(store, own, source / "0.toso")
    return Desk(store, own)


def expected(source: Path) -> dict[str, dict[str, dict[str, Any]]]:
    told: dict[str, dict[str, dict[str, Any]]] = json.loads((source / "expected.json").read_text())
    return told


@pytest.mark.parametrize("place", ["may-xa", "may-thon"])
@pytest.mark.parametrize("version", VERSIONS)
def test_old_bundles_stay_importable(version: str, place: str, tmp_path: Path) -> None:
    source = FOLDER / version / place
    desk = receiver(tmp_path / "home", source)
    for path in sorted(source.glob("*.toso"))[1:]:
        outcome = desk.merge(path)
        assert outcome.verdict == "merged", path
        if outcome.comparison and outcome.comparison.we_lack == 0:  # digests are computed as they were then
            unlike = {line.table for line in outcome.comparison.lines if not line.equal}
            assert unlike <= {"key_escrow"}, path  # which a laptop seals anew when it is enrolled
        assert desk.merge(path).verdict == "already"
    held = rows_of(desk.store)
    for table, rows in expected(source).items():
        assert held[table].keys() >= rows.keys(), table
        for record, columns in rows.items():
            assert {name: held[table][record][name] for name in columns} == columns
    assert health_problems(desk.store) == []
    desk.store.close()
