"""What goes wrong: processes die, stores are put back or copied, clocks jump, laptops are lost and revoked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.models.places import Device
from desktop.sync import enrolment
from tests.sync.circle import sticks, work
from tests.sync.circle.machine import Machine
from tests.sync.order.verdicts import held

if TYPE_CHECKING:
    from tests.sync.circle.world import World

Mishap = Callable[["World"], None]
_BACKUPS = 2  # that a machine keeps
_YEARS = (2005, 2038)


def killed_at_work(world: World) -> None:
    """A process dies while a person's act is being written; nothing of that act is there afterwards."""
    machine = world.chance.choice(world.machines)
    village = machine.village or world.chance.randrange(1, world.size.villages + 1)
    worker = work.Worker(machine, world.village_id(village), world.chance)
    _kill(world, machine, lambda: work.add_session(worker))


def killed_while_exporting(world: World) -> None:
    """A process dies while it writes a bundle; the stick may have it already, and is then carried like any other."""
    machine = world.chance.choice(world.laptops)
    _kill(world, machine, lambda: sticks.write(world, machine, 0, only_new=False))


def killed_while_merging(world: World) -> None:
    """A process dies while it takes in a bundle: all of the bundle is in, or nothing."""
    whole = [stick for stick in world.sticks if stick.whole]
    if whole:
        stick = world.chance.choice(whole)
        machine = world.chance.choice(world.machines_of(stick.village))
        _kill(world, machine, lambda: machine.desk.merge(stick.parcel.path))


def _kill(world: World, machine: Machine, act: Callable[[], object]) -> None:
    machine.tell_time(world.now)
    before = held(machine.desk)
    if machine.killed_in(act, world.chance.randrange(1, 5)):
        world.happened("killed")
        now = held(machine.desk)
        assert now == before, f"{machine.name}: {now} after it was killed at {before}"
    world.memory.note(machine)


def dropped(world: World) -> None:
    """A process ends without closing anything."""
    machine = world.chance.choice(world.machines)
    world.happened("dropped")
    machine.come_back(machine.as_on_disk())
    world.memory.note(machine)


def backed_up(world: World) -> None:
    """Somebody makes a copy of a home."""
    _back_up(world, world.chance.choice(world.machines))


def the_commune_backed_up(world: World) -> None:
    """The commune's officer makes a copy of the home."""
    _back_up(world, world.commune)


def _back_up(world: World, machine: Machine) -> None:
    if len(machine.backups) < _BACKUPS:
        world.machines_made += 1
        machine.back_up(world.folder / f"sao-luu-{world.machines_made}")
        world.happened("backed up")


def put_back(world: World) -> None:
    """A village's store is lost, and an older copy put back at its place."""
    _put_back(world, [machine for machine in world.laptops if machine.backups])


def the_commune_put_back(world: World) -> None:
    """The commune's store is lost, and an older copy put back at its place."""
    _put_back(world, [world.commune] if world.commune.backups else [])


def _put_back(world: World, machines: list[Machine]) -> None:
    if machines:
        machine = world.chance.choice(machines)
        machine.put_back(machine.backups.pop(world.chance.randrange(len(machine.backups))))
        world.memory.set_back(machine, "put back")
        world.happened("put back" if machine.village else "commune put back")


def copied(world: World) -> None:
    """A home is copied to another laptop, and both are used on."""
    if len(world.laptops) < world.size.villages * 2:
        machine = world.chance.choice(world.laptops)
        name = f"{machine.name.partition('-ban')[0]}-ban-{world.machines_made + 1}"
        world.add(machine.copied(name, world.folder / name, world.new_clock()))
        world.memory.note(machine)
        world.happened("copied to another laptop")


def the_commune_moved(world: World) -> None:
    """The commune's home is carried to another machine."""
    world.machines_made += 1
    world.commune.move(world.folder / f"xa-may-{world.machines_made}")
    world.memory.note(world.commune)
    world.happened("commune moved")


def clock_jumped(world: World) -> None:
    """A machine's clock jumps to 2005 or 2038, or comes right again."""
    machine = world.chance.choice(world.machines)
    if machine.skew:
        machine.skew = timedelta()
    else:
        machine.skew = datetime(world.chance.choice(_YEARS), 3, 1, tzinfo=UTC) - world.now
    world.happened("clock jumped")


def revoked(world: World) -> None:
    """A laptop is stolen and revoked, copies of its home with it; the village gets a new one."""
    stolen = world.chance.choice(world.laptops)
    device = stolen.device
    row = world.commune.store.get(Device, device)
    if row is None or row.revoked_on is not None:  # a commune that was put back may not know it any more
        return
    world.commune.tell_time(world.now)
    enrolment.revoke(world.commune.store, row, reason="mất máy")
    world.memory.note(world.commune)
    for machine in [one for one in world.laptops if one.device == device]:
        world.machines.remove(machine)
        machine.retire()
        world.memory.gone(machine, "revoked")
    world.happened("revoked")
    world.new_laptop(stolen.village)


MISHAPS: dict[Mishap, float] = {
    killed_at_work: 3,
    killed_while_exporting: 2,
    killed_while_merging: 3,
    dropped: 2,
    backed_up: 6,
    the_commune_backed_up: 0.5,
    put_back: 3,
    the_commune_put_back: 0.25,
    copied: 0.7,
    the_commune_moved: 0.2,
    clock_jumped: 3,
    revoked: 0.7,
}


def one(world: World) -> None:
    """Something goes wrong."""
    mishap = world.chance.choices(list(MISHAPS), list(MISHAPS.values()))[0]
    mishap(world)
