"""The ledger of bundles and acknowledgements: which bundles came and went, and who has said to hold what.

Local tables only; what a bundle is and whether to believe it is the matter of `desktop.sync`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.models.store import Store

NUMBER = "bundle_number"


@dataclass(frozen=True)
class BundleNote:
    """A line about one bundle."""

    digest: str  # SHA-256 of the file
    direction: str  # in, out
    state: str  # exported, merged, held
    device: str  # who made it
    village_id: str | None  # the village at the other end
    number: int
    entries: int
    file_name: str
    cover: str  # cover.json


def note_bundle(store: Store, note: BundleNote) -> None:
    """Keep a line about a bundle; a later line about the same file replaces it."""
    store.execute(
        "INSERT OR REPLACE INTO bundle (digest, direction, state, device, village_id, number, entries, file_name,"
        " cover, handled_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            note.digest,
            note.direction,
            note.state,
            note.device,
            note.village_id,
            note.number,
            note.entries,
            note.file_name[:200],
            note.cover,
            store.clock.now().isoformat(),
        ],
    )


def cover_of(store: Store, digest: str) -> str | None:
    """The cover of the bundle with this digest, when it was merged before."""
    cover = store.value("SELECT cover FROM bundle WHERE digest = ? AND state = 'merged'", [digest])
    return None if cover is None else str(cover)


def last_merged_number(store: Store, device: str) -> int:
    """The highest number of a device's bundles that were merged here; 0 for none."""
    return int(store.value("SELECT max(number) FROM bundle WHERE device = ? AND state = 'merged'", [device]) or 0)


def numbers_received(store: Store, device: str) -> set[int]:
    """The numbers of all bundles of a device that are here, merged or held."""
    rows = store.rows("SELECT number FROM bundle WHERE device = ? AND direction = 'in'", [device])
    return {number for (number,) in rows}


def held_bundles(store: Store) -> list[tuple[str, str, str]]:
    """Digest, file name and cover of the bundles that wait for earlier ones, in the order of their numbers."""
    sql = "SELECT digest, file_name, cover FROM bundle WHERE state = 'held' ORDER BY device, number"
    return [(digest, name, cover) for digest, name, cover in store.rows(sql)]


def last_exported(store: Store) -> tuple[int, str] | None:
    """Number and instant (ISO, UTC) of the bundle that this desk wrote last."""
    sql = "SELECT number, handled_at FROM bundle WHERE direction = 'out' ORDER BY handled_at DESC, number DESC LIMIT 1"
    rows = store.rows(sql)
    return (int(rows[0][0]), str(rows[0][1])) if rows else None


def count_received(store: Store, state: str) -> int:
    """How many bundles came in that are now `merged` or `held`."""
    return int(store.value("SELECT count(*) FROM bundle WHERE direction = 'in' AND state = ?", [state]))


def next_number(store: Store) -> int:
    """The number that this desk's next bundle gets."""
    return int(store.setting(NUMBER) or 0) + 1


def note_seen(store: Store, device: str, number: int, seen: Mapping[str, int]) -> None:
    """Keep what a device says that it holds, unless a later bundle of it has spoken already."""
    name = f"seen_number:{device}"
    if number < int(store.setting(name) or 0):
        return
    store.set_setting(name, str(number))
    store.execute("DELETE FROM acknowledgement WHERE device = ?", [device])
    store.execute_many(
        "INSERT INTO acknowledgement (device, author, held) VALUES (?, ?, ?)",
        [(device, author, held) for author, held in seen.items()],
    )


def acknowledged_by(store: Store, device: str) -> dict[str, int]:
    """How far a device has last said that it holds each author."""
    return dict(store.rows("SELECT author, held FROM acknowledgement WHERE device = ?", [device]))


def note_exported(store: Store, to: str, last: Mapping[str, int]) -> None:
    """Remember how far a bundle to a destination went, by author."""
    for author, sequence in last.items():
        store.set_setting(f"exported:{to}:{author}", str(sequence))


def exported_to(store: Store, to: str) -> dict[str, int]:
    """How far bundles to a destination have carried each author."""
    prefix = f"exported:{to}:"
    rows = store.rows("SELECT name, value FROM setting WHERE substr(name, 1, ?) = ?", [len(prefix), prefix])
    return {name[len(prefix) :]: int(value) for name, value in rows}
