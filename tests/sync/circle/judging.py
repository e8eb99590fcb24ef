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
from tests.sync.commune_loss import differing, only_villages_hold
from tests.sync.order.verdicts import journal


def judge(world: World) -> None:
    """Raise AssertionError with what is wrong; count what there is."""
    owed = only_villages_hold(world.commune.desk, [laptop.desk for laptop in world.laptops])
    assert not owed, f"only villages hold: {sorted(owed)}"
    _all_arrived(world)
    ended = world.figures.ended
    ended["entries"] = len(world.memory.written)
    ended["lost with their only desk"] = len(set(world.memory.lost) - set(journal(world.commune.desk)))
    ended["stranded in held bundles"] = len(stranded(world) - set(journal(world.commune.desk)))
    ended["conflicts"] = len(shown(world.commune))
    for laptop in world.laptops:
        _judge_records(world, laptop)
    for machine in world.machines:
        lines = journal(machine.desk)
        _judge_conflicts(machine, lines.values())
        assert all(world.memory.written[key] == line for key, line in lines.items())
        assert health_problems(machine.store) == [], machine.name
        assert unsent(world, machine) == 0, f"{machine.name} has something to send"


def _judge_conflicts(machine: Machine, lines: Iterable[bytes]) -> None:
    """A desk shows the conflicts that follow from its journal."""
    here, follow = shown(machine), expected_conflicts(lines)
    wrong = {place: (here.get(place), follow.get(place)) for place in {*here, *follow}}
    wrong = {place: both for place, both in wrong.items() if both[0] != both[1]}
    assert not wrong, f"{machine.name} shows, and should: {wrong}"


def _judge_records(world: World, laptop: Machine) -> None:
    """A laptop holds and shows what the commune has for it."""
    scope = laptop.desk.village_id
    wrong = differing(world.commune.desk, laptop.desk)
    assert not wrong, f"{laptop.name}: {sorted(wrong)}"
    assert table_digests(laptop.store, scope) == table_digests(world.commune.store, scope)
    there = {place: values for place, values in shown(world.commune).items() if _is_in(world, place, scope)}
    assert shown(laptop) == there, f"{laptop.name}: conflicts differ from the commune's"


def _is_in(world: World, place: Place, scope: str) -> bool:
    return bool(world.commune.store.value(f"SELECT village_id IS ? FROM {place[0]} WHERE id = ?", [scope, place[1]]))


def shown(machine: Machine) -> dict[Place, frozenset[Any]]:
    """The conflicts that a desk shows."""
    return {one.place: frozenset(side.value for side in one.sides) for one in conflicts(machine.store)}


def _all_arrived(world: World) -> None:
    """The commune holds whatever anybody does; what it lacks was lost with its only desk."""
    here = journal(world.commune.desk)
    lacking = {line for line in world.memory.written if line not in here}
    holds = world.memory.holds.values()
    elsewhere = {line for line in lacking if any(vector.get(line[0], 0) >= line[1] for vector in holds)}
    assert not elsewhere, f"never arrived: {sorted(elsewhere)}"
    vanished = {line for line in lacking if line not in world.memory.lost}
    assert not vanished, f"vanished: {sorted(vanished)}"
