"""Whether two desks hold the same after a bundle: counts and digests of both sides, table by table (LESSONS 1, 2).

They can only be equal when both hold the same entries, so what one of them lacks is told first: nothing is wrong yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from desktop.models.authors import TO_ALL, Authors
from desktop.models.store import Store
from desktop.models.succession import scopes_of
from desktop.models.tallies import Tally, scope_tallies


@dataclass(frozen=True)
class Line:
    """One table on both sides; None where a side did not speak of it."""

    table: str
    here: Tally | None
    there: Tally | None

    @property
    def equal(self) -> bool:
        """Whether both hold the same records in the same state."""
        return self.here == self.there


@dataclass(frozen=True)
class Comparison:
    """What was found after a bundle of a village, or of the commune about a village."""

    village_id: str
    device: str
    number: int
    compared_at: str  # ISO, UTC
    they_lack: int  # entries that we hold and they did not when they wrote
    we_lack: int  # entries that they hold and we do not
    lines: tuple[Line, ...]

    @property
    def equal(self) -> bool | None:
        """Whether both sides are the same; None as long as one of them lacks entries of the other."""
        if self.they_lack or self.we_lack:
            return None
        return all(line.equal for line in self.lines)


def compare(
    store: Store,
    village_id: str,
    *,
    device: str,
    number: int,
    seen: Mapping[str, int],
    counts: Mapping[str, int],
    digests: Mapping[str, str],
) -> Comparison:
    """Lay what another desk says of a village's scope beside what this desk holds, and keep the result."""
    here = scope_tallies(store, village_id)
    there = {table: Tally(counts.get(table, 0), digest) for table, digest in digests.items()}
    ours = _held(store, village_id)
    found = Comparison(
        village_id=village_id,
        device=device,
        number=number,
        compared_at=store.clock.now().isoformat(),
        they_lack=sum(max(held - seen.get(author, 0), 0) for author, held in ours.items()),
        we_lack=sum(max(held - ours.get(author, 0), 0) for author, held in seen.items()),
        lines=tuple(Line(table, here.get(table), there.get(table)) for table in sorted({*here, *there})),
    )
    store.execute(
        "INSERT OR REPLACE INTO comparison (village_id, device, told) VALUES (?, ?, ?)",
        [village_id, device, msgspec.json.encode(found).decode()],
    )
    return found


def _held(store: Store, village_id: str) -> dict[str, int]:
    """How far this desk holds the authors that both desks may have."""
    authors = Authors(store)
    return authors.seen() if store.setting("role") == "village" else authors.seen(TO_ALL, *scopes_of(store, village_id))


def last_comparisons(store: Store, village_id: str | None = None) -> list[Comparison]:
    """The last comparison with every device that ever wrote, of one village or of all, the latest first."""
    rows = store.rows("SELECT told FROM comparison WHERE village_id = ? OR ? IS NULL", [village_id, village_id])
    found = [msgspec.json.decode(told, type=Comparison) for (told,) in rows]
    return sorted(found, key=lambda one: one.compared_at, reverse=True)
