"""Hiding small cells so that nobody finds them by subtracting (DOMAIN 3.4 KS-2; Luật 91/2025 Đ.2.1, Đ.3.2).

The rule, in five sentences. A count of 1 to 4 households is hidden, and so is every choice of a row whose base is that
small; a true 0 is shown, for it points at nobody. Where 1 to 4 households gave no answer, that is told (it follows from
the base), but not why. In every sum that is published (choices up to the base, reasons up to the rest of the surveyed
households, a column up to its total) what is hidden must be at least two cells that together count 5 or more, else the
smallest other cell is hidden too. And no hidden cell may follow from all published sums together: with
sums as the points of a graph and hidden cells as its lines, a cell follows exactly when its line is a bridge (Gusfield
1988), so lines are added until no bridge is left. For choices of which several may be picked, the households that did
not pick one are a cell too.

What is not guarded: that two questions say the same in other words, or that somebody knows most answers of a village.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

SMALL = 5  # households; fewer are not told apart

Key = tuple[int, str]
Point = Hashable

_GROUND: Point = "ground"  # where a cell ends that only one published sum contains
BASE = "base"


@dataclass(frozen=True)
class Table:
    """Counts by (row, column). The last row is the total of the others when `has_total`.

    `choices` and `others` are columns; the choices of a row sum up to its `BASE` when `additive`; base and others sum
    up to the row's units, which everybody may know.
    """

    counts: Mapping[Key, int]
    units: Sequence[int]
    choices: tuple[str, ...]
    others: tuple[str, ...]
    additive: bool
    has_total: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that may be hidden."""
        return (*self.choices, BASE, *self.others)

    def ends(self, key: Key) -> tuple[Point, Point]:
        """The two sums that a cell stands in."""
        row, column = key
        up = ("column", column) if self.has_total else _GROUND
        if column == BASE:
            return (("choices", row) if self.additive else up), ("units", row)
        if column in self.others:
            return ("units", row), up
        return (("choices", row) if self.additive else _GROUND), up


@dataclass(frozen=True)
class _Sum:
    """A sum that is published: its parts, the cell that tells the whole, what each part counts."""

    parts: list[Key]
    whole: Key
    counts: Mapping[Key, int]

    def lacks(self, hidden: set[Key]) -> Key | None:
        """The next part to hide, when what is hidden follows from the rest or is small together."""
        gone = [key for key in self.parts if key in hidden]
        if self.whole in hidden:
            enough = bool(gone)
        else:
            enough = not gone or (len(gone) > 1 and sum(self.counts[key] for key in gone) >= SMALL)
        return None if enough else _smallest(self.counts, (key for key in self.parts if key not in hidden))


def hidden_cells(table: Table) -> set[Key]:
    """The cells that must not be shown."""
    hidden = set(_small(table))
    if not hidden:
        return hidden
    sums = list(_sums(table))
    while True:
        _fill_up(sums, hidden)
        more = _over_a_bridge(table, hidden)
        if more is None:
            return hidden
        hidden.add(more)


def is_small(count: int) -> bool:
    """Whether a count points at single households."""
    return 0 < count < SMALL


def _small(table: Table) -> Iterator[Key]:
    """The cells that are hidden for themselves."""
    for row, units in enumerate(table.units):
        base = table.counts[row, BASE]
        for column in table.columns:
            count = table.counts[row, column]
            picked = column in table.choices
            rest = base - count if picked and not table.additive else 0
            whole = base if picked else units - base if column in table.others else 0
            if any(is_small(number) for number in (units, count, rest, whole)):
                yield row, column


def _sums(table: Table) -> Iterator[_Sum]:
    """Every published sum; of choices that leave room for others, also the sum of those who did not pick them."""
    counts, rows = table.counts, range(len(table.units))
    for row in rows:
        if table.additive and table.choices:
            yield _Sum([(row, column) for column in table.choices], (row, BASE), counts)
        yield _Sum([(row, column) for column in table.others], (row, BASE), counts)
    if table.has_total:
        last = len(table.units) - 1
        for column in table.columns:
            parts = [(row, column) for row in rows if row != last]
            yield _Sum(parts, (last, column), counts)
            if column in table.choices and not table.additive:
                yield _Sum(parts, (last, column), {key: counts[key[0], BASE] - counts[key] for key in parts})


def _fill_up(sums: Sequence[_Sum], hidden: set[Key]) -> None:
    """Hide more until every sum hides nothing, or at least two cells that together are not small."""
    again = True
    while again:
        again = False
        for one in sums:
            more = one.lacks(hidden)
            if more is not None:
                hidden.add(more)
                again = True


def _smallest(counts: Mapping[Key, int], keys: Iterable[Key]) -> Key | None:
    """The cell with the least count that is not 0; of equal ones the last, which is seldom a choice."""
    found = [(counts[key], -place, key) for place, key in enumerate(keys) if counts[key]]
    return min(found)[2] if found else None


def _over_a_bridge(table: Table, hidden: set[Key]) -> Key | None:
    """A cell whose hiding keeps another one from following out of all sums together; None when none follows."""
    lines = {key: table.ends(key) for key in sorted(hidden)}
    for key in _bridges(lines):
        side = _reached(lines, key)
        crossing = [
            other
            for other in table.counts
            if other not in hidden and len({end in side for end in table.ends(other)}) == 2
        ]
        more = _smallest(table.counts, crossing) or min(crossing, default=None)
        if more is not None:
            return more
    return None


def _neighbours(lines: Mapping[Key, tuple[Point, Point]]) -> dict[Point, list[tuple[Key, Point]]]:
    """Point -> the lines that end there, with the point at their other end."""
    around: dict[Point, list[tuple[Key, Point]]] = {}
    for key, (one, other) in lines.items():
        around.setdefault(one, []).append((key, other))
        around.setdefault(other, []).append((key, one))
    return around


def _bridges(lines: Mapping[Key, tuple[Point, Point]]) -> list[Key]:
    """The lines that are in no circle (Tarjan 1974), found without recursion."""
    around = _neighbours(lines)
    found: list[Key] = []
    place: dict[Point, int] = {}
    lowest: dict[Point, int] = {}
    for start in around:
        if start in place:
            continue
        place[start] = lowest[start] = len(place)
        way: list[tuple[Point, Key | None, Iterator[tuple[Key, Point]]]] = [(start, None, iter(around[start]))]
        while way:
            point, came_by, rest = way[-1]
            for key, other in rest:
                if key == came_by:
                    continue
                if other in place:
                    lowest[point] = min(lowest[point], place[other])
                else:
                    place[other] = lowest[other] = len(place)
                    way.append((other, key, iter(around[other])))
                    break
            else:
                way.pop()
                if way and came_by is not None:
                    above = way[-1][0]
                    lowest[above] = min(lowest[above], lowest[point])
                    if lowest[point] > place[above]:
                        found.append(came_by)
    return found


def _reached(lines: Mapping[Key, tuple[Point, Point]], without: Key) -> set[Point]:
    """The points on one side of a bridge."""
    around = _neighbours(lines)
    waiting, seen = [lines[without][0]], set[Point]()
    while waiting:
        point = waiting.pop()
        if point not in seen:
            seen.add(point)
            waiting += [other for key, other in around[point] if key != without]
    return seen
