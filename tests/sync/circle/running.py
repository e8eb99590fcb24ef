"""One run of the circle from its seed to its judgement."""

from __future__ import annotations

from pathlib import Path

from tests.sync.circle.ending import exchange_until_quiet
from tests.sync.circle.figures import Figures
from tests.sync.circle.judging import judge
from tests.sync.circle.world import Size, World


def run(folder: Path, size: Size) -> Figures:
    """Turn all rounds, exchange everything, judge. Raises AssertionError; gives the figures."""
    world = World(folder, size)
    try:
        for _ in range(size.rounds):
            world.turn()
        exchange_until_quiet(world)
        judge(world)
    finally:
        world.close()
    return world.figures
