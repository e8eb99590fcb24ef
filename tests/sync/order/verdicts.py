"""What must become of a bundle, told from its cover and from how far the receiving desk holds each author.

This is docs/format.md once more in a few lines; it shares nothing with `desktop.sync.merging`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from desktop.models.ledger import cover_of
from desktop.sync.cover import Cover
from desktop.sync.seal import open_sealed, peek
from desktop.sync.trust import trust_of
from tests.sync.desks import Desk

Line = tuple[str, int]  # author, sequence


@dataclass(frozen=True)
class Parcel:
    """A sealed bundle: where the file is, what its cover says, and whose keys open it."""

    path: Path
    cover: Cover
    readers: frozenset[str]

    @property
    def lines(self) -> set[Line]:
        """The entries that it carries."""
        return lines_of(self.cover)


def lines_of(cover: Cover) -> set[Line]:
    """The entries that a bundle with this cover carries."""
    return {(author, n) for author, (first, last) in cover.ranges.items() for n in range(first, last + 1)}


def parcel(path: Path, readers: frozenset[str]) -> Parcel:
    """A sealed bundle's file with what stands on its cover."""
    return Parcel(path, peek(path.read_bytes()).cover, readers)


def returned_with(given: Parcel, commune: Desk) -> list[Parcel]:
    """What lies beside a village's bundle: the commune's own, and its own before it; in the order that a folder has."""
    both = readers(commune, None) | {commune.keys.fingerprint}
    return [parcel(path, both) for path in sorted(given.path.parent.glob("*-xa-*.toso")) if path != given.path]


def readers(desk: Desk, village: str | None) -> frozenset[str]:
    """The fingerprints of the keys that a desk's bundle to a village, else to the commune, is encrypted to."""
    sql = "SELECT fingerprint FROM device WHERE village_id IS ? AND NOT deleted AND revoked_on IS NULL"
    return frozenset(fingerprint for (fingerprint,) in desk.store.rows(sql, [village]))


def journal(desk: Desk) -> dict[Line, bytes]:
    """Every line that a desk holds."""
    sql = "SELECT author, sequence, entry FROM journal JOIN author ON author.id = journal.author_id"
    return {(author, sequence): bytes(line) for author, sequence, line in desk.store.rows(sql)}


def held(desk: Desk) -> dict[str, int]:
    """How far a desk holds each author."""
    return dict(desk.store.rows("SELECT author, held FROM author"))


def foretold(desk: Desk, given: Parcel) -> str:
    """The verdict that the receiver must come to."""
    digest = hashlib.sha256(given.path.read_bytes()).hexdigest()
    if cover_of(desk.store, digest):
        return "already"
    if desk.store.value("SELECT count(*) FROM bundle WHERE digest = ? AND direction = 'out'", [digest]):
        return "already"
    if _is_cut_off(desk, given.cover):
        return "refused"
    has, cover = held(desk), given.cover
    if cover.sender.role == "commune" and cover.recipient.role == "village" and desk.store.setting("role") == "commune":
        return _of_own_history(desk, given, has)
    if any(has.get(author, 0) < needed for author, needed in cover.needs.items()):
        return "held"
    if any(has.get(author, 0) < first - 1 for author, (first, _) in cover.ranges.items()):
        return "held"
    if cover.body and desk.keys.fingerprint not in given.readers:
        return "refused"
    if cover.ranges and all(last <= has.get(author, 0) for author, (_, last) in cover.ranges.items()):
        return "already"
    return "merged"


def _of_own_history(desk: Desk, given: Parcel, has: dict[str, int]) -> str:
    """The verdict on a bundle that the commune is given back: held unless all that it builds on is there or in it."""
    opened = open_sealed(given.path.read_bytes(), trust_of(desk.store, desk.keys), desk.store.clock.now())
    lines = [json.loads(line) for line in opened.lines()]
    new = False
    for entry in lines[1:] if given.cover.kind == "enrolment" else lines:
        author, sequence = entry["author"], entry["sequence"]
        if sequence <= has.get(author, 0):
            continue
        causes = [version.rpartition(":") for versions in entry["replaced"].values() for version in versions]
        if sequence > has.get(author, 0) + 1 or any(int(last) > has.get(other, 0) for other, _, last in causes):
            return "held"
        has[author], new = sequence, True
    return "merged" if new else "already"


def _is_cut_off(desk: Desk, cover: Cover) -> bool:
    """Whether the sender was revoked and brings nothing, or more than what counted then."""
    sql = "SELECT revoked_after FROM device WHERE id = ? AND NOT deleted AND revoked_on IS NOT NULL"
    for (text,) in desk.store.rows(sql, [cover.sender.device]):
        good = json.loads(text or "{}")
        if not cover.ranges or any(last > good.get(author, 0) for author, (_, last) in cover.ranges.items()):
            return True
    return False
