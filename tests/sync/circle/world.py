"""The circle: a commune, its villages' laptops and the sticks between them, and the rounds of its bad year."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from desktop.clock import ScriptedClock
from desktop.models.places import Village
from desktop.sync import exporting
from tests.sync.circle import mishaps, sticks, work
from tests.sync.circle.figures import Figures
from tests.sync.circle.machine import COMMUNE, DyingClock, Machine
from tests.sync.circle.memory import Memory
from tests.sync.circle.sticks import Stick
from tests.sync.desks import START, Desk, add_village, enrol, make_commune, make_village


@dataclass(frozen=True)
class Size:
    """How large a circle is, how long it turns, and from which seed everything follows."""

    villages: int
    rounds: int
    seed: int


class World:
    """All machines of a commune; `turn` is one round."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.folder, self.size = folder, size
        self.chance = random.Random(size.seed)
        self.now = START
        self.memory, self.figures = Memory(), Figures()
        self.sticks: list[Stick] = []
        self.sticks_made = self.machines_made = 0
        self.machines: list[Machine] = []
        self.commune = self._new_machine(COMMUNE, make_commune(folder / COMMUNE))
        for number in range(1, size.villages + 1):
            add_village(self.commune.desk, self._code(number), f"Thôn {number}")
            for _ in range(2 if number % 3 == 0 else 1):
                self.new_laptop(number)

    @property
    def laptops(self) -> list[Machine]:
        """The villages' machines."""
        return [machine for machine in self.machines if machine.village]

    def machines_of(self, village: int) -> list[Machine]:
        """The machines of a village, or the commune's."""
        return [machine for machine in self.machines if machine.village == village]

    def row(self, village: int) -> Village:
        """A village as the commune has it."""
        found = self.commune.store.first(Village.select().where(Village.code == self._code(village)))
        assert found is not None
        return found

    def village_id(self, village: int) -> str:
        """The id that a village has with everybody."""
        return f"0198636f-0000-7000-8000-{village:012d}"

    def happened(self, what: str, times: int = 1) -> None:
        """Count something that happened."""
        self.figures.happened[what] += times

    # --- machines ---

    def new_clock(self) -> DyingClock:
        """A clock for one more machine, with chances of its own."""
        self.machines_made += 1
        return DyingClock(ScriptedClock(self.now, self.size.seed * 100_000 + self.machines_made))

    def new_laptop(self, village: int) -> Machine:
        """A new laptop of a village: enrolled, with everything that the commune has for it."""
        name = f"thon-{village:02d}-may-{self.machines_made + 1}"
        desk = make_village(
            self.folder / name, seed=self.size.seed * 1000 + self.machines_made + 1, name=f"Thôn {village}"
        )
        machine = self._new_machine(name, desk, village)
        self.enrol(machine)
        return machine

    def _new_machine(self, name: str, desk: Desk, village: int = 0) -> Machine:
        """The machine of a desk that was just made."""
        machine = Machine(name, desk.store.home, self.new_clock(), desk, village)
        machine.use_own_clock()
        self.add(machine)
        return machine

    def add(self, machine: Machine) -> None:
        """One more machine."""
        self.machines.append(machine)
        self.memory.holds[machine.name] = {}
        self.memory.note(machine)

    def enrol(self, machine: Machine) -> None:
        """Enrol a laptop, or enrol it again, with the commune as it is now."""
        self.commune.tell_time(self.now)
        machine.tell_time(self.now)
        enrol(self.commune.desk, machine.desk, self.row(machine.village), self.folder / "usb-ghi-danh")
        for one in (self.commune, machine):
            self.memory.note(one)

    def _code(self, village: int) -> str:
        return f"02107-{village:02d}"

    def export(self, machine: Machine, folder: Path, row: Village | None, *, only_new: bool) -> Path:
        """Write a machine's bundle to a village, or to the commune."""
        machine.tell_time(self.now)
        return exporting.export(machine.store, machine.desk.keys, folder, village=row, only_new=only_new).path

    # --- rounds ---

    def turn(self) -> None:
        """One round: people work, write sticks and carry them, and things go wrong."""
        self.now += timedelta(minutes=self.chance.randrange(60, 24 * 60))
        for machine in self.chance.sample(self.laptops, len(self.laptops)):
            if self.chance.random() < 0.5:
                self._work(machine, machine.village, self.chance.randrange(1, 5))
            if self.chance.random() < 0.35:
                self._send(machine, 0)
        for village in self.chance.sample(range(1, self.size.villages + 1), max(1, self.size.villages // 3)):
            self._work(self.commune, village, self.chance.randrange(5))
            self._send(self.commune, village)
        sticks.carry_some(self)
        for _ in range(1 + self.size.villages // 6):
            mishaps.one(self)

    def _work(self, machine: Machine, village: int, times: int) -> None:
        worker = work.Worker(machine, self.village_id(village), self.chance)
        for _ in range(times):
            machine.tell_time(self.now)
            act = work.some_act(worker)
            told = act(worker)
            self.memory.note(machine, told)
            if told:
                self.happened(act.__name__.replace("_", " "))

    def _send(self, machine: Machine, village: int) -> None:
        stick = sticks.write(self, machine, village, only_new=self.chance.random() < 0.4)
        if stick:
            self.sticks.append(stick)

    def close(self) -> None:
        """Close every store."""
        for machine in self.machines:
            machine.store.close()
