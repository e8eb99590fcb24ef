"""The ledger of bundles and acknowledgements: which bundles came and went, and who has said to hold what.

Local tables only; what a bundle is and whether to believe it is the matter of `desktop.sync`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from desktop.models.lives import NUMBER, note_written
from desktop.models.store import Store

_SET_BACK, _ASKED, _AUTHORITY = "set_back:", "asked:", "authority:"
_SILENT_AFTER = 3  # bundles of each of the device's other lives


@dataclass(frozen=True)
class BundleNote:
    """A line about one bundle."""

    digest: str  # SHA-256 of the file
    direction: str  # in, out
    state: str  # exported, merged, held
    device: str  # who made it
    life: str  # in which life of its store
    village_id: str | None  # the village at the other end
    number: int
    entries: int
    file_name: str
    cover: str  # cover.json
    positions: tuple[int, int] | None = None  # first and last of its entries in the journal


def note_bundle(store: Store, note: BundleNote) -> None:
    """Keep a line about a bundle; a later line about the same file replaces it."""
    store.execute(
        "INSERT OR REPLACE INTO bundle (digest, direction, state, device, life, village_id, number, entries, file_name,"
        " cover, handled_at, first_position, last_position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            note.digest,
            note.direction,
            note.state,
            note.device,
            note.life,
            note.village_id,
            note.number,
            note.entries,
            note.file_name[:200],
            note.cover,
            store.clock.now().isoformat(),
            *(note.positions or (None, None)),
        ],
    )


def cover_of(store: Store, digest: str) -> str | None:
    """The cover of the bundle with this digest, when it was merged before."""
    cover = store.value("SELECT cover FROM bundle WHERE digest = ? AND state = 'merged'", [digest])
    return None if cover is None else str(cover)


def is_held(store: Store, digest: str) -> bool:
    """Whether the bundle with this digest waits here for earlier ones."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM bundle WHERE digest = ? AND state = 'held')", [digest]))


def was_exported(store: Store, digest: str) -> bool:
    """Whether this desk wrote the bundle with this digest; what it carries was here then."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM bundle WHERE digest = ? AND direction = 'out')", [digest]))


def forget_bundle(store: Store, digest: str) -> None:
    """Take back the line about a bundle, so that the same file is judged anew when it comes again."""
    store.execute("DELETE FROM bundle WHERE digest = ?", [digest])


def numbers_received(store: Store, device: str, life: str) -> set[int]:
    """The numbers of all bundles of a device's life that are here, merged or held."""
    sql = "SELECT number FROM bundle WHERE device = ? AND life = ? AND direction = 'in'"
    return {number for (number,) in store.rows(sql, [device, life])}


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


def use_number(store: Store, number: int) -> None:
    """Use up the number of this desk's next bundle, before anything is written under it.

    A stick may hold the whole file although writing it failed or never ended. So a number is skipped rather than used
    for two bundles. Raises StoreError.
    """
    with store.transaction():
        store.set_setting(NUMBER, str(number))
        note_written(store)


def note_seen(store: Store, device: str, life: str, number: int, seen: Mapping[str, int]) -> None:
    """Keep what a device says that it holds, unless a later bundle of the same life has spoken already.

    A life that was never heard of before is the device's newest: its store was restored or copied, and what it says
    counts from now on, even when it holds less than it held.
    """
    rows = store.rows("SELECT life, number, first_heard, last_heard FROM correspondent WHERE device = ?", [device])
    known = {life: (number, first) for life, number, first, _ in rows}
    if number < known.get(life, (0, 0))[0]:
        return
    if life not in known:
        _note_less(store, device, seen)
    turn = max((last for *_, last in rows), default=0) + 1
    store.execute(
        "INSERT OR REPLACE INTO correspondent (device, life, number, first_heard, last_heard) VALUES (?, ?, ?, ?, ?)",
        [device, life, number, known.get(life, (0, turn))[1], turn],
    )
    store.execute("DELETE FROM acknowledgement WHERE device = ? AND life = ?", [device, life])
    store.execute_many(
        "INSERT INTO acknowledgement (device, life, author, held) VALUES (?, ?, ?, ?)",
        [(device, life, author, held) for author, held in seen.items()],
    )


def _note_less(store: Store, device: str, seen: Mapping[str, int]) -> None:
    """A device goes on from an older store: remember what it said to hold before and lacks now."""
    lost = {author: held for author, held in acknowledged_by(store, device).items() if seen.get(author, 0) < held}
    earlier = msgspec.json.decode(store.setting(f"{_SET_BACK}{device}") or "{}", type=dict[str, int])
    if lost:
        lost = {author: max(lost.get(author, 0), earlier.get(author, 0)) for author in {*lost, *earlier}}
        store.set_setting(f"{_SET_BACK}{device}", msgspec.json.encode(lost).decode())


def set_back(store: Store) -> dict[str, int]:
    """Device -> how many entries it had said to hold and no longer does; it is left out once it holds them again."""
    rows = store.rows("SELECT name, value FROM setting WHERE substr(name, 1, ?) = ?", [len(_SET_BACK), _SET_BACK])
    told: dict[str, int] = {}
    for name, value in rows:
        device = name[len(_SET_BACK) :]
        holds = acknowledged_by(store, device)
        before = msgspec.json.decode(value, type=dict[str, int])
        told[device] = sum(max(held - holds.get(author, 0), 0) for author, held in before.items())
    return {device: lost for device, lost in told.items() if lost}


def note_authority(store: Store, device: str, fingerprint: str) -> None:
    """Remember under which of the commune's keys a device's last bundle was certified."""
    store.set_setting(f"{_AUTHORITY}{device}", fingerprint)


def authority_of(store: Store, device: str) -> str | None:
    """The fingerprint of the commune's key that a device's last bundle was certified under."""
    return store.setting(f"{_AUTHORITY}{device}")


def note_asked(store: Store, device: str, asks: Mapping[str, tuple[int, int]]) -> None:
    """Remember what a device asks to get again; what it asked for earlier and does not any more is forgotten."""
    if asks:
        store.set_setting(f"{_ASKED}{device}", msgspec.json.encode(asks).decode())
    else:
        store.execute("DELETE FROM setting WHERE name = ?", [f"{_ASKED}{device}"])


def asked_for(store: Store) -> dict[str, int]:
    """Device -> how many entries it has asked to get again and does not hold yet."""
    rows = store.rows("SELECT name, value FROM setting WHERE substr(name, 1, ?) = ?", [len(_ASKED), _ASKED])
    told: dict[str, int] = {}
    for name, value in rows:
        device = name[len(_ASKED) :]
        holds = acknowledged_by(store, device)
        asks = msgspec.json.decode(value, type=dict[str, tuple[int, int]])
        told[device] = sum(
            max(last - max(first - 1, holds.get(author, 0)), 0) for author, (first, last) in asks.items()
        )
    return {device: count for device, count in told.items() if count}


def speaking_lives(store: Store, device: str) -> list[str]:
    """The lives in which a device speaks: its newest and, where copies of its store are used side by side, the others.

    An older life counts when it has spoken after the newest began, until each of those that spoke later could have
    done so a few times: it may have been an old stick that was found, from a life that was over long before.
    """
    rows = store.rows("SELECT life, first_heard, last_heard FROM correspondent WHERE device = ?", [device])
    newest = max((first for _, first, _ in rows), default=0)
    turn = max((last for *_, last in rows), default=0)
    later = {life: sum(other > last for *_, other in rows) for life, _, last in rows}
    return [life for life, _, last in rows if last >= max(newest, turn - _SILENT_AFTER * later[life])]


def lives_heard(store: Store, device: str) -> int:
    """In how many lives a device's store has spoken here; more than one is a store that was copied or restored."""
    return int(store.value("SELECT count(*) FROM correspondent WHERE device = ?", [device]) or 0)


def acknowledged_by(store: Store, device: str) -> dict[str, int]:
    """How far a device has last said that it holds each author; of copies side by side the one behind counts."""
    told = [
        dict(store.rows("SELECT author, held FROM acknowledgement WHERE device = ? AND life = ?", [device, life]))
        for life in speaking_lives(store, device)
    ]
    return {author: min(vector.get(author, 0) for vector in told) for author in set().union(*told)} if told else {}


def acknowledged_by_all(store: Store, devices: Iterable[str], *, silent_hold_nothing: bool) -> dict[str, int]:
    """How far every one of the devices has said that it holds each author.

    A device that has never spoken holds nothing or, when it gets its share from the others, is left out.
    """
    told = [acknowledged_by(store, device) for device in devices if silent_hold_nothing or has_spoken(store, device)]
    if not told:
        return {}
    return {author: least for author in told[0] if (least := min(vector.get(author, 0) for vector in told))}


def has_spoken(store: Store, device: str) -> bool:
    """Whether a verified bundle of the device has ever come here."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM correspondent WHERE device = ?)", [device]))


def note_exported(store: Store, to: str, last: Mapping[str, int]) -> None:
    """Remember how far a bundle to a destination went, by author."""
    for author, sequence in last.items():
        store.set_setting(f"exported:{to}:{author}", str(sequence))


def exported_to(store: Store, to: str) -> dict[str, int]:
    """How far bundles to a destination have carried each author."""
    prefix = f"exported:{to}:"
    rows = store.rows("SELECT name, value FROM setting WHERE substr(name, 1, ?) = ?", [len(prefix), prefix])
    return {name[len(prefix) :]: int(value) for name, value in rows}
