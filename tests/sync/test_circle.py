"""The circle in small: a few villages for a month, with everything that can go wrong; the large one: docs/tests.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sync.circle.heads import expected_conflicts
from tests.sync.circle.machine import Killed
from tests.sync.circle.mishaps import MISHAPS
from tests.sync.circle.running import run
from tests.sync.circle.world import Size, World
from tests.sync.order.verdicts import held, journal


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_small_circle_ends_equal(tmp_path: Path, seed: int) -> None:
    figures = run(tmp_path, Size(villages=4, rounds=25, seed=seed))
    assert figures.bundles > 50
    assert figures.verdicts["merged"] > 50
    assert {"killed", "stick lost", "half copy", "turned bit"} <= set(figures.happened)


def test_the_same_seed_tells_the_same_story(tmp_path: Path) -> None:
    told = []
    for place in ("mot", "hai"):
        world = World(tmp_path / place, Size(villages=2, rounds=4, seed=3))
        for _ in range(world.size.rounds):
            world.turn()
        told.append((world.figures.happened, world.figures.verdicts, [held(one.desk) for one in world.machines]))
        world.close()
    assert told[0] == told[1]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two villages, a little work done."""
    made = World(tmp_path, Size(villages=2, rounds=0, seed=5))
    for _ in range(3):
        made.turn()
    return made


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.__name__)
def test_each_mishap_leaves_machines_that_work(world: World, mishap: object) -> None:
    assert callable(mishap)
    for machine in world.machines:
        machine.back_up(world.folder / f"truoc-{machine.name}")
    mishap(world)
    world.turn()
    world.close()


def test_a_line_that_vanishes_is_noticed(world: World) -> None:
    laptop = world.laptops[0]
    (author,) = laptop.store.rows("SELECT author FROM author WHERE mine")[0]
    laptop.store.execute("UPDATE author SET held = held - 1 WHERE author = ?", [author])
    with pytest.raises(AssertionError, match="vanished"):
        world.memory.note(laptop)
    world.close()


def test_a_number_that_stands_for_two_things_is_noticed(world: World) -> None:
    laptop = world.laptops[0]
    line = max(key for key in journal(laptop.desk) if key in world.memory.written)
    world.memory.written[line] = b"{}"
    world.memory.holds[laptop.name] = {}
    with pytest.raises(AssertionError, match="two things"):
        world.memory.note(laptop)
    world.close()


def test_a_process_dies_of_the_question_that_was_named(world: World) -> None:
    laptop, asked = world.laptops[0], []
    laptop.clock.die_at(2, lambda: asked.append("died"))
    laptop.clock.now()
    assert not asked
    with pytest.raises(Killed):
        laptop.clock.now()
    assert asked == ["died"]
    laptop.clock.now()
    world.close()


def _line(sequence: int, values: str, replaced: str = "{}", author: str = "a") -> bytes:
    return (
        f'{{"author":"{author}","record":"r","replaced":{replaced},"sequence":{sequence},"stamp":"s",'
        f'"table":"household","values":{values}}}'
    ).encode()


def test_conflicts_follow_from_lines_in_any_order() -> None:
    made = _line(1, '{"phone":"1"}')
    edits = [_line(2, '{"phone":"2"}', '{"phone":["a:1"]}'), _line(1, '{"phone":"3"}', '{"phone":["a:1"]}', "b")]
    assert expected_conflicts([made, *edits]) == {("household", "r", "phone"): frozenset({"2", "3"})}
    assert expected_conflicts([*reversed(edits), made]) == expected_conflicts([made, *edits])
    assert expected_conflicts([made, edits[0]]) == {}
    deleted = _line(2, '{"deleted":true}', '{"deleted":["a:1"],"phone":["a:1"]}')
    assert expected_conflicts([made, deleted, edits[1]]) == {("household", "r", "deleted"): frozenset({0, 1})}
    assert expected_conflicts([made, deleted]) == {}
