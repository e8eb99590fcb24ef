"""What was written and where it is, kept outside of the stores: no line may change, vanish, or be lost once it arrived.

A line is gone rightly in one way only: a mishap took the last desk that had it in its journal.
"""

from __future__ import annotations

import json
from typing import Any

from tests.sync.circle.machine import Machine
from tests.sync.order.verdicts import Line, held

Told = dict[str, dict[str, Any]]  # record -> what a person wrote into it


class Memory:
    """Every line that was ever seen in a journal, and how far each machine holds each author."""

    def __init__(self) -> None:
        self.written: dict[Line, bytes] = {}
        self.lost: dict[Line, str] = {}
        self.holds: dict[str, dict[str, int]] = {}

    def note(self, machine: Machine, told: Told | None = None) -> None:
        """Look at what a machine holds now; what it held it must hold still, as it was."""
        before, now = self.holds.get(machine.name, {}), held(machine.desk)
        fresh: list[bytes] = []
        for author, last in before.items():
            assert now.get(author, 0) >= last, f"{machine.name}: {author}:{last} has vanished"
        for author, last in sorted(now.items()):
            fresh += self._read(machine, author, before.get(author, 0), last)
        self.holds[machine.name] = now
        self._check(told or {}, fresh)

    def _read(self, machine: Machine, author: str, after: int, last: int) -> list[bytes]:
        sql = (
            "SELECT sequence, entry FROM journal JOIN author ON author.id = journal.author_id"
            " WHERE author = ? AND sequence > ? ORDER BY sequence"
        )
        rows = machine.store.rows(sql, [author, after]) if last > after else []
        for sequence, line in rows:
            kept = self.written.setdefault((author, sequence), bytes(line))
            assert kept == bytes(line), f"{author}:{sequence} stands for two things"
        return [bytes(line) for _, line in rows]

    def _check(self, told: Told, fresh: list[bytes]) -> None:
        """What a person wrote is in the journal as it was written."""
        entries = [json.loads(line) for line in fresh]
        for record, values in told.items():
            assert any(entry["record"] == record and entry["values"].items() >= values.items() for entry in entries)

    def set_back(self, machine: Machine, why: str) -> None:
        """A mishap took lines from a machine; those that no other machine has are lost."""
        self._forget(machine.name, held(machine.desk), why)
        self.note(machine)

    def gone(self, machine: Machine, why: str) -> None:
        """A machine is gone with all that only it had."""
        self._forget(machine.name, {}, why)
        del self.holds[machine.name]

    def _forget(self, name: str, now: dict[str, int], why: str) -> None:
        before, self.holds[name] = self.holds[name], now
        for author, last in before.items():
            elsewhere = max(vector.get(author, 0) for vector in self.holds.values())
            for sequence in range(elsewhere + 1, last + 1):
                self.lost.setdefault((author, sequence), why)
