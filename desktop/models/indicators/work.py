"""Indicators out of what the team wrote down beside its sessions (DOMAIN 3.4: HD06, HD07, KT-6).

Nothing in a period is a 0 only for a village that keeps the list: until it has written its first opinion, good way or
commitment, nobody knows whether there were none or nobody wrote them down.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from desktop.models.facts import Figure, PeriodFacts
from desktop.models.indicators.naming import make
from desktop.models.store import Store
from desktop.models.succession import homes_on

#: Code -> how many count in the period from ?1 to ?2, by village; a village without a line never kept the list.
_COUNTS: Mapping[str, str] = {
    "HD06": "SELECT village_id, sum(received_on >= ?1) FROM opinion WHERE NOT deleted AND received_on <= ?2",
    "HD06-tra-loi": "SELECT village_id, sum(received_on >= ?1 AND state = 'da_tra_loi' AND answered_on <= ?2)"
    " FROM opinion WHERE NOT deleted AND received_on <= ?2",
    "HD07": "SELECT village_id, sum(begun_on >= ?1) FROM initiative WHERE NOT deleted AND begun_on <= ?2",
    "KT-6": "SELECT village_id, sum(?1 <= ?2 AND COALESCE(ended_on, '9999') > ?2) FROM commitment"
    " WHERE NOT deleted AND signed_on <= ?2",
}


@dataclass(frozen=True)
class Tally:
    """A village's counts by code; a code that is not there is not known."""

    counts: Mapping[str, int] = field(default_factory=dict)


def work_tallies(store: Store, period: PeriodFacts) -> dict[str | None, Tally]:
    """Village id -> its counts; None stands for the commune's own records."""
    first, last = period.first_day.isoformat(), period.last_day.isoformat()
    homes = homes_on(store, period.last_day)
    found: dict[str | None, dict[str, int]] = defaultdict(dict)
    for code, sql in _COUNTS.items():
        for village_id, count in store.rows(f"{sql} GROUP BY village_id", [first, last]):
            counts = found[homes.get(village_id, village_id)]
            counts[code] = counts.get(code, 0) + (count or 0)
    return {village_id: Tally(counts) for village_id, counts in found.items()}


def work_figures(tally: Tally) -> Iterator[Figure]:
    """The figures of one village."""
    for code in _COUNTS:
        yield make(code, tally.counts.get(code))


def sum_of(tallies: Mapping[str | None, Tally], code: str) -> tuple[int | None, int]:
    """The sum over those who know a figure, and how many villages do."""
    known = {village: tally.counts[code] for village, tally in tallies.items() if code in tally.counts}
    return (sum(known.values()) if known else None), sum(village is not None for village in known)
