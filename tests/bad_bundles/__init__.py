"""Hostile and broken bundles: one file an attack in `files/`, and the table that says what must become of each.

The table is spread over the modules beside this one, an attack beside the few lines that make its file. `table` gathers
it, `python -m tests.bad_bundles.make` writes the files, `tests/sync/test_bad_bundles.py` offers them to real desks.
Every key in here is a test key that anybody can make again from its number; none has ever been anybody's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FILES = Path(__file__).parent / "files"
SUFFIX = ".toso"

Receiver = Literal["commune", "village"]


@dataclass(frozen=True, kw_only=True)
class Attack:
    """One file, what it is, to whom it is offered after which other files and acts, and what must come of it."""

    name: str
    told: str  # one sentence
    make: Callable[[], bytes]
    at: Receiver
    after: tuple[str, ...]  # names of honest files and of acts in `receivers.ACTS`, in this order
    verdict: str
    reason: str
    #: The tables of records, and `journal` and `head`, that differ afterwards. What is not refused is noted besides,
    #: in the tables that a desk keeps for itself.
    changes: frozenset[str]

    @property
    def path(self) -> Path:
        """Where the committed file is."""
        return FILES / f"{self.name}{SUFFIX}"

    @property
    def leaves(self) -> str:
        """The folder of the home in which the receiver keeps the file; "" when it keeps nothing."""
        return {"gap": "giu-lai", "fork": "hai-noi-dung"}.get(self.reason, "")


_attacks: dict[str, Attack] = {}


def note(
    name: str,
    told: str,
    make: Callable[[], bytes],
    *,
    at: Receiver = "commune",
    after: tuple[str, ...] = (),
    verdict: str = "refused",
    reason: str = "",
    changes: frozenset[str] | set[str] = frozenset(),
) -> None:
    """Put one attack into the table."""
    if name in _attacks:
        raise ValueError(f"two attacks are named {name}")
    if verdict == "held":
        reason = "gap"
    _attacks[name] = Attack(
        name=name,
        told=told,
        make=make,
        at=at,
        after=after,
        verdict=verdict,
        reason=reason,
        changes=frozenset(changes),
    )


def noted() -> list[Attack]:
    """Every attack that the imported modules have put into the table."""
    return list(_attacks.values())


def read(name: str) -> bytes:
    """A file of the folder: what others are made from."""
    return (FILES / f"{name}{SUFFIX}").read_bytes()
