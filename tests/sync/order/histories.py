"""Lost histories, after CSPro's sync tests: which desk forgets what, in the middle of a story.

A restored desk gets the home back that the story began with. What only the lost store had is gone; what had arrived
anywhere must come back.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop.models.store import FILE_NAME
from tests.sync.desks import enrol, make_village
from tests.sync.order.tale import COMMUNE, VILLAGE, Strike, Tale

_LEDGER = ("bundle", "correspondent", "acknowledgement")


def nothing(_tale: Tale) -> None:
    """Nobody loses anything."""


def sender_restored(tale: Tale) -> None:
    """The sender's store is lost and a backup put back at its place."""
    tale.sender_lost = True
    _restore(tale, tale.sending)


def receiver_restored(tale: Tale) -> None:
    """The receiver's store is lost and a backup put back at its place."""
    _restore(tale, tale.receiving)


def both_restored(tale: Tale) -> None:
    """Both stores are lost."""
    _restore(tale, tale.sending)
    _restore(tale, tale.receiving)


def sender_moved(tale: Tale) -> None:
    """The sender's machine is lost; a backup is opened on another one."""
    tale.sender_lost = True
    _close(tale, tale.sending)
    home = tale.folder / f"{tale.sending}-may-khac"
    shutil.copytree(tale.template / tale.sending, home)
    _open(tale, tale.sending, home)


def laptop_replaced(tale: Tale) -> None:
    """The village's laptop is lost without a backup; a new one is enrolled and gets everything from the commune."""
    _close(tale, VILLAGE)
    new = make_village(tale.folder / "may-moi", seed=90, name="Máy mới")
    commune = tale.desks[COMMUNE]
    enrol(commune, new, tale.village_row(), tale.folder / "usb-ghi-danh")
    tale.desks[VILLAGE] = new
    tale.set_back(VILLAGE)


def ledger_back(tale: Tale) -> None:
    """The receiver forgets which bundles came and who acknowledged what, and keeps the records."""
    store = tale.receiver.store
    old = tale.template / tale.receiving / FILE_NAME
    store.execute("ATTACH DATABASE ? AS old", [str(old)])
    with store.transaction():
        for table in _LEDGER:
            store.execute(f"DELETE FROM main.{table}")
            store.execute(f"INSERT INTO main.{table} SELECT * FROM old.{table}")
        store.execute("DELETE FROM setting WHERE name LIKE 'exported:%'")
        store.execute("INSERT INTO setting SELECT * FROM old.setting WHERE name LIKE 'exported:%'")
    store.execute("DETACH DATABASE old")
    tale.set_back(tale.receiving)


HISTORIES: dict[str, Strike] = {
    strike.__name__: strike
    for strike in (
        nothing,
        sender_restored,
        receiver_restored,
        both_restored,
        sender_moved,
        laptop_replaced,
        ledger_back,
    )
}


def _close(tale: Tale, place: str) -> None:
    tale.desks[place].store.close()


def _restore(tale: Tale, place: str) -> None:
    _close(tale, place)
    home = tale.folder / place
    shutil.rmtree(home)
    shutil.copytree(tale.template / place, home)
    _open(tale, place, home)


def _open(tale: Tale, place: str, home: Path) -> None:
    tale.desks[place] = tale.opened(place, home)
    tale.set_back(place)
