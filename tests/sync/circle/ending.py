"""The end of a run: sticks that lie about are found, and everything is exchanged until nothing moves any more."""

from __future__ import annotations

from desktop.models.ledger import held_bundles
from desktop.sync import carrying
from desktop.sync import cover as covers
from tests.sync.circle import sticks
from tests.sync.circle.machine import Machine
from tests.sync.circle.world import World
from tests.sync.order.verdicts import Line, held, lines_of, readers

MOST = 20  # exchanges of everything; seven were needed by 30 villages after 200 rounds
STILL = 4  # exchanges that change nothing, after which nothing will: a life that is over is counted for so long


def exchange_until_quiet(world: World) -> None:
    """Exchange everything until nobody has anything to send, or until exchanging changes nothing any more."""
    for stick in world.chance.sample(world.sticks, len(world.sticks)):
        sticks.deliver(world, world.chance.choice(world.machines_of(stick.village)), stick)
    still = 0
    before = _state(world)
    moved: list[str] = []
    while still < STILL and any(left for _, left in before.values()):
        assert world.figures.rounds_to_quiet < MOST, f"not quiet after {MOST} exchanges of everything: {moved}"
        _exchange(world)
        world.figures.rounds_to_quiet += 1
        after = _state(world)
        still = still + 1 if after == before else 0
        moved.append(", ".join(name for name in after if after[name] != before[name]))
        before = after


def _state(world: World) -> dict[str, tuple[dict[str, int], int]]:
    """How far each machine is, and how many entries it still means to send."""
    return {machine.name: (held(machine.desk), unsent(world, machine)) for machine in world.machines}


def unsent(world: World, machine: Machine) -> int:
    """How many entries a machine would send with the next bundles."""
    if machine.village:
        return carrying.unacknowledged(machine.store, carrying.to_commune(machine.store)).entries
    villages = [carrying.to_village(machine.store, world.row(n)) for n in range(1, world.size.villages + 1)]
    return sum(carrying.unacknowledged(machine.store, to).entries for to in villages)


def _exchange(world: World) -> None:
    """Every laptop to the commune, the commune to every village; who cannot read the commune's asks to be enrolled."""
    for machine in world.laptops:
        _hand_over(world, machine, 0)
    for machine in world.laptops:
        if machine.desk.keys.fingerprint not in readers(world.commune.desk, world.village_id(machine.village)):
            world.enrol(machine)
            world.happened("enrolled again")
    for village in range(1, world.size.villages + 1):
        _hand_over(world, world.commune, village)


def _hand_over(world: World, machine: Machine, village: int) -> None:
    stick = sticks.write(world, machine, village, only_new=False)
    if stick:
        for receiver in world.machines_of(village):
            sticks.deliver(world, receiver, stick)


def stranded(world: World) -> set[Line]:
    """Entries in held bundles whose gap is not filled though everything was exchanged."""
    waiting: set[Line] = set()
    for machine in world.machines:
        for _, _, text in held_bundles(machine.store):
            waiting |= lines_of(covers.read(text.encode()))
    return waiting
