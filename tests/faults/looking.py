"""What must hold after a fault: the store is whole, a bundle is in or out, files are whole, no number means two things.

Only looks; what is wrong is a sentence, so that a long run can count and go on.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from desktop.errors import TosoError
from desktop.models.authors import DEVICE, Authors
from desktop.models.digests import TableDigest, table_digests
from desktop.models.health import health_problems
from desktop.models.setup import ENROLLED
from desktop.models.store import Store
from desktop.sync import seal
from desktop.sync.cover import Cover
from tests.faults.scenes import MACHINE, open_desk
from tests.sync.desks import Desk

#: Tables that say how a desk got where it is. What it wrote out is sealed with fresh randomness each time.
_WAY = frozenset({"setting", "bundle", "kept_bundle", "correspondent", "comparison", "schema_migration"})
#: What is sealed with fresh randomness each time: that it is there is compared, not what it says.
_SEALED = "key_escrow"
#: Settings that may differ between a desk that was disturbed and one that was not: numbers that were skipped.
_COUNTERS = ("bundle_number", "certificate_serial", "seen_number:")


@dataclass(frozen=True)
class Snapshot:
    """What a desk knows. Equal snapshots mean that the desks have seen the same."""

    digests: dict[str, TableDigest]
    journal: frozenset[tuple[str, int, bytes]]
    rows: dict[str, list[object]]
    settings: dict[str, str]
    merged: frozenset[str]  # digests of the bundles that came in

    def differs_from(self, other: "Snapshot") -> list[str]:
        """Where the two differ, in words."""
        names = {name for name, _ in self.settings.items() ^ other.settings.items()}
        found = self.knows_other_than(other)
        found += [f"settings {sorted(names)}"] if names else []
        return found + (["bundles merged"] if self.merged != other.merged else [])

    def knows_other_than(self, other: "Snapshot") -> list[str]:
        """Where the records, their history and the receipts differ; on which way they came is not asked."""
        found = [f"table {name}" for name, one in self.digests.items() if other.digests[name] != one]
        found += [f"{len(self.journal ^ other.journal)} journal lines"] if self.journal != other.journal else []
        return found + [f"rows of {name}" for name in self.rows if self.rows[name] != other.rows.get(name)]


def snapshot(desk: Desk) -> Snapshot:
    """What an open desk knows."""
    store, authors = desk.store, Authors(desk.store)
    lines = store.rows("SELECT author_id, sequence, entry FROM journal")
    settings = dict(store.rows("SELECT name, value FROM setting"))
    return Snapshot(
        digests={name: one for name, one in table_digests(store).items() if name != _SEALED},
        journal=frozenset((authors.author(number), sequence, _told(line)) for number, sequence, line in lines),
        rows={name: rows for name, rows in desk.rows().items() if name not in {*_WAY, "journal", _SEALED}},
        settings={name: value for name, value in settings.items() if not name.startswith(_COUNTERS)},
        merged=frozenset(digest for (digest,) in store.rows("SELECT digest FROM bundle WHERE state = 'merged'")),
    )


def _told(line: bytes) -> bytes:
    return _SEALED.encode() if f'"table":"{_SEALED}"'.encode() in line else bytes(line)


_SEEN: dict[bytes, tuple[Snapshot | None, list[str]]] = {}
_MOST_SEEN = 50


def look_at(folder: Path, home: str) -> tuple[Snapshot | None, list[str]]:
    """Open a home and look whether it is whole; what it knows, and what is wrong with it.

    A home that is byte for byte as at an earlier look, which changed nothing, is not looked through again.
    """
    bytes_here = _bytes_of(folder, home)
    if bytes_here not in _SEEN:
        seen, problems = _look_through(folder, home)
        if _bytes_of(folder, home) != bytes_here:
            return seen, problems
        while len(_SEEN) >= _MOST_SEEN:
            del _SEEN[next(iter(_SEEN))]
        _SEEN[bytes_here] = seen, problems
    seen, problems = _SEEN[bytes_here]
    return seen, list(problems)


def _bytes_of(folder: Path, home: str) -> bytes:
    """A digest of a home and of what the machine keeps beside it: all that a look at it depends on."""
    told = hashlib.blake2b(str(folder).encode())
    for path in sorted([*(folder / home).rglob("*"), *(folder / MACHINE).rglob("*")]):
        content = path.read_bytes() if path.is_file() else b""
        told.update(f"\0{path.relative_to(folder)} {path.stat().st_mode} {len(content)}\0".encode())
        told.update(content)
    return told.digest()


def _look_through(folder: Path, home: str) -> tuple[Snapshot | None, list[str]]:
    try:
        desk = open_desk(folder, home)
    except TosoError as error:
        return None, [f"{home} does not open: {error}"]
    try:
        return snapshot(desk), [f"{home}: {problem}" for problem in _whole(desk)]
    except TosoError as error:  # it opens, and somewhere inside a page is broken
        return None, [f"{home} cannot be read: {error}"]
    finally:
        desk.store.close()


def _whole(desk: Desk) -> Iterator[str]:
    store = desk.store
    if store.rows("PRAGMA integrity_check") != [("ok",)]:
        yield "integrity_check"
    yield from health_problems(store)
    yield from _holes(store)
    yield from _lost_files(store)
    if store.setting(ENROLLED) and not (desk.keys.certificate and desk.keys.authority):
        yield "enrolled, but without a certificate"


def _holes(store: Store) -> Iterator[str]:
    for author, held, count in store.rows(
        "SELECT author, held, (SELECT count(*) FROM journal WHERE author_id = author.id) FROM author"
    ):
        if held != count:
            yield f"{author} is held up to {held}, and {count} lines are there"


def _lost_files(store: Store) -> Iterator[str]:
    """Bundles that the ledger says are kept in the home, and that are not there."""
    for state, digest, name in store.rows("SELECT state, digest, file_name FROM bundle WHERE state != 'merged'"):
        kept = store.home / "giu-lai" / f"{digest}.toso" if state == "held" else store.home / "da-ghi" / name
        if not name.startswith("ghi-danh") and not kept.is_file():
            yield f"the ledger says {state}, and {kept.name} is gone"


# --- files ---


@dataclass
class Numbers:
    """Every bundle number that was ever seen on a stick or among the copies, and which file it stood for."""

    meaning: dict[tuple[str, int], str] = field(default_factory=dict)

    def note(self, folder: Path) -> list[str]:
        """Look at all bundles in a scene's folder; tell which are not whole, and which numbers mean two things."""
        found = []
        for path in sorted(folder.rglob("*.toso")):
            try:
                found += self._note(path.read_bytes(), path)
            except TosoError as error:
                found.append(f"{path.relative_to(folder)} is not whole: {error}")
        return found

    def _note(self, data: bytes, path: Path) -> list[str]:
        peeked = seal.peek(data)
        cover = peeked.cover
        if cover.body and hashlib.sha256(peeked.body or b"").hexdigest() != cover.body.sha256:
            return [f"{path.name} has another body than its cover says"]
        if cover.kind == "request":
            return []
        return self._keep(cover.sender.device, cover.number, hashlib.sha256(data).hexdigest(), path)

    def _keep(self, device: str, number: int, content: str, path: Path) -> list[str]:
        known = self.meaning.setdefault((device, number), content)
        return [] if known == content else [f"{path.name}: number {number} stands for two bundles"]


def ahead_of_home(folder: Path, home: str) -> list[str]:
    """Bundles of this desk that carry or acknowledge what the desk itself no longer has."""
    desk = open_desk(folder, home)
    device, authors = desk.store.setting(DEVICE), Authors(desk.store)
    desk.store.close()
    found, covers = list[str](), list[tuple[Path, Cover]]()
    for path in sorted(folder.rglob("*.toso")):
        with suppress(TosoError):  # what is not whole is told by `Numbers`
            covers.append((path, seal.peek(path.read_bytes()).cover))
    for path, cover in covers:
        if cover.sender.device == device:
            told = {**cover.seen, **{author: last for author, (_, last) in cover.ranges.items()}}
            found += [f"{path.name} is ahead of {home}" for author, last in told.items() if authors.held(author) < last]
    return found


def left_overs(folder: Path) -> list[str]:
    """Files that nobody asked for: what is neither a bundle, a key nor a store."""
    known = ("*.toso", "toso.db", "toso.db-wal", "toso.db-shm", "toso.lock", "keys/*", "lives/*.json")
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and (path.suffix == ".tmp" or not any(path.match(pattern) for pattern in known))
    )
