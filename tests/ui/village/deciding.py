"""The commune's part for the village desk's tests and screens: it decides and sends, and the village merges it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.clock import ScriptedClock
from desktop.models.authors import DEVICE
from desktop.models.conflicts import differing
from desktop.models.households import Household
from desktop.models.journal import ROLE, VILLAGE, changing
from desktop.models.places import Device, Village
from desktop.models.settling import keep_all_of, settle
from desktop.models.store import Store
from desktop.models.weighing import weigh
from desktop.models.writers import COMMUNE
from desktop.sync import credentials
from desktop.sync.exporting import export
from desktop.sync.merging import merge_file
from desktop.ui.desk import Desk
from tests.makers import carry
from tests.ui.screen import NOW

REASON, OFFICER = "Đã gọi hỏi chủ hộ", "Lường Thị Thử"


class CommuneBeside:
    """The demo's commune, opened beside a village's window."""

    def __init__(self, demo: Path, desk: Desk) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="toso-beside-"))
        home = self._folder / "xa"
        shutil.copytree(demo / "xa", home)
        self.store = Store.open(home, ScriptedClock(NOW, seed=9))
        self._keys = credentials.load(home)
        self._desk = desk
        found = self.store.get(Village, desk.store.setting("village") or "")
        assert found is not None
        self._village = found

    def take(self) -> None:
        """The village hands in."""
        path = export(self._desk.store, self._desk.credentials, self._folder).path
        assert merge_file(self.store, self._keys, path).verdict == "merged"

    def give(self) -> Path:
        """A bundle for the village."""
        return export(self.store, self._keys, self._folder, village=self._village).path

    def send(self) -> None:
        """The village merges what the commune has for it."""
        outcome = merge_file(self._desk.store, self._desk.credentials, self.give())
        assert outcome.verdict == "merged", outcome.message
        self._desk.tell_changed(frozenset({*outcome.counts, "bundle"}))

    def edit(self, household: str, **values: object) -> None:
        with changing(self.store) as change:
            change.set(Household, household, **values)

    def decide_all(self) -> int:
        """Decide everything that differs in the village's records; how many fields that was."""
        keys = {(table, record) for table, record, _ in differing(self.store)}
        records = [one for one in weigh(self.store, keys) if one.village_id == self._village.id]
        chosen = [
            choice
            for one in records
            for choice in keep_all_of(one, next(side for side in one.parties if side.writer.role == COMMUNE))
        ]
        return settle(self.store, chosen, reason=REASON, decided_by=OFFICER).fields

    def close(self) -> None:
        self.store.close()
        shutil.rmtree(self._folder)


@contextmanager
def as_commune(desk: Desk) -> Iterator[Store]:
    """A copy of the village's store that writes as the commune; what it wrote comes to the village at the end."""
    with tempfile.TemporaryDirectory(prefix="toso-beside-") as folder:
        shutil.copytree(desk.store.home, Path(folder) / "xa")
        with Store.open(Path(folder) / "xa", ScriptedClock(NOW, seed=9)) as store:
            (device,) = (row.id for row in store.all(Device.select().where(Device.role == "commune")))
            with store.transaction():
                store.set_setting(ROLE, "commune")
                store.set_setting(DEVICE, device)
                store.execute("DELETE FROM setting WHERE name = ?", [VILLAGE])
            yield store
            carry(store, desk.store)
    desk.tell_changed(frozenset({"household", "decision", "bundle"}))
