"""The life of a store: whether it goes on where it was, or is a copy or an older state of itself (DESIGN 2).

A twin of the life is kept outside the home: which life the home at this place is in, and how far it had written.
When the two disagree, the store was copied or restored: it begins a new life, writes as new authors and counts its
bundles anew, so that no sequence number is ever used twice for different things. Nothing is lost by that: what earlier
lives wrote is still in the journal and still handed over. How others are told is the matter of `desktop.sync`.
"""

import hashlib
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import msgspec

from desktop import files
from desktop.clock import Clock, new_id
from desktop.errors import FileProblem
from desktop.paths import state_folder

LIFE, NUMBER, _LIFE_NOTE = "life", "bundle_number", "life_note"
#: A twin is one sector, which a disk writes whole or not at all: after a power cut it is the old one or the new one.
_TWIN_SIZE = 512
Reason = Literal["copied", "restored"]


class Store(Protocol):
    """What is asked of a store here; the store itself cannot be named, because opening it leads through this module."""

    home: Path
    clock: Clock
    twin_waits: bool

    @property
    def is_writing(self) -> bool:
        """Whether a transaction is open in this thread."""

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is written or nothing is."""

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401 - one SQL value
        """The first column of the first row."""

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Run one statement."""

    def setting(self, name: str) -> str | None:
        """A setting of the desk."""

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting of the desk."""


class Twin(msgspec.Struct, frozen=True):
    """What is kept outside: the home's life, and how many entries and bundles this life had written."""

    life: str
    written: int
    bundles: int


@dataclass(frozen=True)
class NewLife:
    """That this store began a new life: since when (ISO, UTC) and why."""

    began_at: str
    reason: Reason


def life_of(store: Store) -> str:
    """The id of the store's present life."""
    return store.setting(LIFE) or ""


def begin(store: Store) -> None:
    """Give a new store its first life. Call it inside a transaction."""
    store.set_setting(LIFE, new_id(store.clock))
    note_written(store)


def go_on(store: Store) -> None:
    """Compare an opened store with its twin; begin a new life when it was copied or restored."""
    twin = _read(_place(store.home))
    reason = _difference(twin, _state(store))
    if reason is not None:
        with store.transaction():
            begin_anew(store)
            note = {"began_at": store.clock.now().isoformat(), "reason": reason}
            store.set_setting(_LIFE_NOTE, msgspec.json.encode(note).decode())
        note_written(store)


def begin_anew(store: Store) -> None:
    """Begin a new life, whose authors and bundle numbers are its own; `note_written` when the transaction is through.

    A laptop with another holder does so too, so that people are told who wrote what.
    """
    store.execute("UPDATE author SET mine = 0 WHERE mine")
    store.set_setting(NUMBER, "0")
    store.set_setting(LIFE, new_id(store.clock))


def note_written(store: Store) -> None:
    """Bring the twin up to what the store has written.

    It is not flushed to the disk: every change would wait, and a twin that a power cut leaves behind is harmless.
    Inside a transaction it waits for the end, because a twin that is ahead of the store would begin a new life.
    """
    if store.is_writing:
        store.twin_waits = True
        return
    _write(_place(store.home), _state(store))


def moved(old: Path, new: Path) -> None:
    """A home was made in one place and moved to another by the program itself: there it is no copy."""
    twin = _read(_place(old))
    if twin is not None:
        _write(_place(new), twin)


def last_new_life(store: Store) -> NewLife | None:
    """When and why this store last began a new life, until the person has read it; then None."""
    note = store.setting(_LIFE_NOTE)
    return msgspec.json.decode(note, type=NewLife) if note else None


def forget_new_life(store: Store) -> None:
    """The person has read it."""
    with store.transaction():
        store.execute("DELETE FROM setting WHERE name = ?", [_LIFE_NOTE])


def _state(store: Store) -> Twin:
    written = int(store.value("SELECT sum(held) FROM author WHERE mine") or 0)
    return Twin(life_of(store), written, int(store.setting(NUMBER) or 0))


def _difference(twin: Twin | None, state: Twin) -> Reason | None:
    """Why the store is not the one that was here last; None when it is, or when only the twin is behind."""
    if twin is None or twin.life != state.life:
        return "copied"
    if twin.written > state.written or twin.bundles > state.bundles:
        return "restored"
    return None


def _place(home: Path) -> Path:
    """Where the twin of the home at this path is kept: on this machine, for this user."""
    path = os.path.normcase(home.resolve())
    return state_folder() / "lives" / f"{hashlib.sha256(path.encode()).hexdigest()[:32]}.json"


def _read(place: Path) -> Twin | None:
    """The twin, or None when there is none that can be read; a damaged one counts as none."""
    try:
        with place.open("rb") as stream:
            return msgspec.json.decode(stream.read(_TWIN_SIZE), type=Twin)
    except (OSError, msgspec.DecodeError):
        return None


def _write(place: Path, twin: Twin) -> None:
    """Keep the twin, over the old one in its place; where that cannot be, the next opening begins a new life.

    A file that is emptied and filled again, or renamed without a flush, would often be found empty after a power cut.
    """
    content = msgspec.json.encode(twin).ljust(_TWIN_SIZE)
    with suppress(OSError, FileProblem):
        if place.is_file() and place.stat().st_size == _TWIN_SIZE:
            with place.open("r+b", buffering=0) as stream:
                stream.write(content)
        else:
            files.write_whole(place, content)
