"""Bundles on sticks: written, carried in any order, lost, copied, cut short, and with a bit that has turned."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.sync.circle.machine import Machine
from tests.sync.order.verdicts import Parcel, foretold, parcel, readers, returned_with

if TYPE_CHECKING:
    from tests.sync.circle.world import World


@dataclass
class Stick:
    """A bundle on its way; `village` is where it goes, 0 for the commune."""

    parcel: Parcel
    village: int
    whole: bool = True


def write(world: World, machine: Machine, village: int, *, only_new: bool) -> Stick | None:
    """Seal a bundle for a village, or for the commune; None when there is no laptop to send to."""
    row = world.row(village) if village else None
    recipients = readers(machine.desk, row.id if row else None)
    if not recipients:
        return None
    world.sticks_made += 1
    path = world.export(machine, world.folder / f"usb-{world.sticks_made}", row, only_new=only_new)
    world.memory.note(machine)
    world.figures.bundles += 1
    world.figures.bytes += path.stat().st_size
    return Stick(parcel(path, recipients), village)


def deliver(world: World, machine: Machine, stick: Stick) -> str:
    """Merge a bundle; the verdict must be the one that its cover and the journal tell."""
    if not stick.village:
        for returned in returned_with(stick.parcel, machine.desk):
            world.figures.happened["given back"] += 1
            _merge(world, machine, returned, foretold(machine.desk, returned))
    return _merge(world, machine, stick.parcel, foretold(machine.desk, stick.parcel) if stick.whole else "refused")


def _merge(world: World, machine: Machine, given: Parcel, wanted: str) -> str:
    machine.tell_time(world.now)
    outcome = machine.desk.merge(given.path)
    assert outcome.verdict == wanted, (machine.name, wanted, outcome)
    for one in (outcome, *outcome.released):
        world.figures.verdicts[one.verdict] += 1
        if one.verdict == "refused":
            world.figures.refusals[one.reason] += 1
    world.memory.note(machine)
    return outcome.verdict


def carry_some(world: World) -> None:
    """Let fate have the sticks that lie about."""
    chance = world.chance
    for stick in chance.sample(world.sticks, len(world.sticks)):
        fate = chance.random()
        if fate < 0.4:
            continue
        world.sticks.remove(stick)
        if fate < 0.5:
            world.happened("stick lost")
            _throw_away(stick)
            continue
        if fate < 0.56:
            world.sticks.append(_damaged(world, stick))
        elif fate < 0.6:
            world.sticks.append(_copied(world, stick))
        deliver(world, chance.choice(world.machines_of(stick.village)), stick)
        if chance.random() < 0.3:
            world.sticks.append(stick)
        else:
            _throw_away(stick)


def _throw_away(stick: Stick) -> None:
    shutil.rmtree(stick.parcel.path.parent, ignore_errors=True)


def _copied(world: World, stick: Stick) -> Stick:
    """The same bundle under another name, as a mail program or a file manager makes it."""
    world.happened("copied as (1)")
    place = _place_beside(world)
    path = place / f"{stick.parcel.path.stem} (1).toso"
    shutil.copy(stick.parcel.path, path)
    return Stick(Parcel(path, stick.parcel.cover, stick.parcel.readers), stick.village, stick.whole)


def _damaged(world: World, stick: Stick) -> Stick:
    """A half copy of the bundle, or one with a turned bit."""
    place, data = _place_beside(world), stick.parcel.path.read_bytes()
    where, bit = int(world.chance.random() * len(data)), world.chance.randrange(8)
    if world.chance.random() < 0.5:
        world.happened("half copy")
        data = data[:where]
    else:
        world.happened("turned bit")
        data = data[:where] + bytes([data[where] ^ (1 << bit)]) + data[where + 1 :]
    path = place / stick.parcel.path.name
    path.write_bytes(data)
    return Stick(Parcel(path, stick.parcel.cover, stick.parcel.readers), stick.village, whole=False)


def _place_beside(world: World) -> Path:
    world.sticks_made += 1
    place = world.folder / f"usb-{world.sticks_made}"
    place.mkdir()
    return place
