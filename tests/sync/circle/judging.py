"""The judgement at the end: what every desk holds, shows and remembers against the commune's and the memory's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.health import health_problems
from tests.sync.circle.ending import stranded, unsent
from tests.sync.circle.heads import Place, expected_conflicts
from tests.sync.circle.machine import Machine
from tests.sync.circle.world import World
from tests.sync.commune_loss import differing, only_villages_hold, records_of
from tests.sync.order.verdicts import Line, journal


def judge(world: World) -> None:
    """Raise AssertionError with what is wrong; count what there is."""
    owed = only_villages_hold(world.commune.desk, [laptop.desk for laptop in world.laptops])
    waiting = _not_arrived(world, set(owed))
    ended = world.figures.ended
    ended["entries"] = len(world.memory.written)
    ended["owed to the commune"] = len(owed)
    ended["waiting for those"] = len(waiting)
    ended["lost with their only desk"] = len(set(world.memory.lost) - set(journal(world.commune.desk)))
    ended["stranded in held bundles"] = len(stranded(world) - set(journal(world.commune.desk)))
    ended["conflicts"] = len(shown(world.commune))
    excused = records_of([*owed.values(), *(world.memory.written[line] for line in waiting)])
    for laptop in world.laptops:
        _judge_records(world, laptop, excused)
    for machine in world.machines:
        lines = journal(machine.desk)
        _judge_conflicts(machine, lines.values())
        assert all(world.memory.written[key] == line for key, line in lines.items())
        assert health_problems(machine.store) == [], machine.name
        assert owed or unsent(world, machine) == 0, f"{machine.name} has something to send"


def _judge_conflicts(machine: Machine, lines: Iterable[bytes]) -> None:
    """A desk shows the conflicts that follow from its journal."""
    here, follow = shown(machine), expected_conflicts(lines)
    wrong = {place: (here.get(place), follow.get(place)) for place in {*here, *follow}}
    wrong = {place: both for place, both in wrong.items() if both[0] != both[1]}
    assert not wrong, f"{machine.name} shows, and should: {wrong}"


def _judge_records(world: World, laptop: Machine, excused: set[tuple[str, str]]) -> None:
    """A laptop holds and shows what the commune has for it."""
    scope = laptop.desk.village_id
    wrong = differing(world.commune.desk, laptop.desk)
    assert wrong <= excused, f"{laptop.name}: {sorted(wrong - excused)}"
    if not wrong:
        assert table_digests(laptop.store, scope) == table_digests(world.commune.store, scope)
    here = {place: values for place, values in shown(laptop).items() if place[:2] not in excused}
    there = {p: v for p, v in shown(world.commune).items() if p[:2] not in excused and _is_in(world, p, scope)}
    assert here == there, f"{laptop.name}: conflicts differ from the commune's"


def _is_in(world: World, place: Place, scope: str) -> bool:
    return bool(world.commune.store.value(f"SELECT village_id IS ? FROM {place[0]} WHERE id = ?", [scope, place[1]]))


def shown(machine: Machine) -> dict[Place, frozenset[Any]]:
    """The conflicts that a desk shows."""
    return {one.place: frozenset(side.value for side in one.sides) for one in conflicts(machine.store)}


def _not_arrived(world: World, owed: set[Line]) -> set[Line]:
    """What the commune lacks though a laptop has it: allowed alone where it waits for entries owed to the commune."""
    here = journal(world.commune.desk)
    lacking = {line for line in world.memory.written if line not in here} - owed
    vanished = {
        line
        for line in lacking
        if line not in world.memory.lost and not any(v.get(line[0], 0) >= line[1] for v in world.memory.holds.values())
    }
    assert not vanished, f"vanished: {sorted(vanished)}"
    waiting = {line for line in lacking if any(v.get(line[0], 0) >= line[1] for v in world.memory.holds.values())}
    assert owed or not waiting, f"never arrived: {sorted(waiting)}"
    return waiting
