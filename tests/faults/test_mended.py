"""What the faults have shown and what was mended, each without any fault but the one that matters."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from desktop.errors import FileProblem
from desktop.files import write_whole
from desktop.models import lives
from desktop.models.ledger import next_number
from desktop.models.store import Store
from desktop.paths import state_folder
from desktop.sync.container import unpack
from desktop.sync.cover import read
from tests.sync.desks import Circle, Desk, make_circle


@pytest.fixture
def circle(tmp_path: Path) -> Circle:
    return make_circle(tmp_path)


def test_a_number_is_not_used_again_when_writing_fails(circle: Circle) -> None:
    """The file can be on the stick although writing it was not told of as done."""
    circle.village.add_households(1)
    first = circle.village.export(circle.stick)
    later = first.with_name(first.name.replace("-goi-0001-", "-goi-0002-"))
    later.mkdir()  # writing has begun when it shows that the name is taken
    with pytest.raises(FileProblem):
        circle.village.export(circle.stick)
    path = circle.village.export(circle.stick)
    assert read(unpack(path.read_bytes()).cover).number == 3
    circle.close()


def test_a_number_is_taken_before_its_file_is_there(circle: Circle) -> None:
    """Ended while the copy for the home is written: the stick has bundle 1, so the next one is bundle 2."""
    circle.village.add_households(1)
    (circle.village.store.home / "da-ghi").write_text("no folder")
    with pytest.raises(FileProblem):
        circle.village.export(circle.stick)
    (whole,) = circle.stick.glob("*-nop-xa-*.toso")
    assert read(unpack(whole.read_bytes()).cover).number == 1
    assert next_number(circle.village.store) == 2
    circle.close()


def three_bundles(circle: Circle) -> list[Path]:
    """Bundles that build on each other; the first is merged and the third held."""
    paths = []
    for _ in range(3):
        circle.village.add_households(1)
        paths.append(circle.village.export(circle.stick, only_new=True))
    assert circle.commune.merge(paths[0]).verdict == "merged"
    assert circle.commune.merge(paths[2]).verdict == "held"
    return paths


def test_a_held_bundle_that_was_not_released_is_released_by_the_same_bundle_again(circle: Circle) -> None:
    """The program can end between the bundle that fills the gap and those that wait for it."""
    _, second, _ = three_bundles(circle)
    (held,) = (circle.commune.store.home / "giu-lai").iterdir()
    away = held.rename(circle.stick / held.name)
    told = circle.commune.merge(second)
    assert (told.verdict, [(late.verdict, bool(late.message)) for late in told.released]) == (
        "merged",
        [("held", True)],
    )
    away.rename(held)
    again = circle.commune.merge(second)
    assert (again.verdict, [late.verdict for late in again.released]) == ("already", ["merged"])
    circle.close()


def test_what_was_held_goes_from_the_home_even_when_it_could_not_at_first(circle: Circle) -> None:
    _, second, third = three_bundles(circle)
    folder = circle.commune.store.home / "giu-lai"
    (held,) = folder.iterdir()
    circle.commune.merge(second)
    held.write_bytes(third.read_bytes())  # as if it could not be removed
    (folder / f".{held.name[:40]}.toso.0123abcd.tmp").write_bytes(b"half")
    circle.commune.merge(second)
    assert list(folder.iterdir()) == []
    circle.close()


def test_the_twin_of_a_life_is_written_over_in_one_sector(circle: Circle) -> None:
    """Emptied and filled again, it would be found empty after a power cut; the store would take itself for a copy."""
    before = {path: path.stat() for path in (state_folder() / "lives").iterdir()}
    circle.village.add_households(1)
    changed = [path for path, status in before.items() if path.stat().st_mtime_ns != status.st_mtime_ns]
    assert len(changed) == 1
    assert (changed[0].stat().st_ino, changed[0].stat().st_size) == (before[changed[0]].st_ino, 512)
    life = lives.life_of(circle.village.store)
    circle.close()
    with Store.open(circle.village.store.home) as store:
        assert lives.life_of(store) == life


def test_what_a_kill_left_goes_with_the_next_try(tmp_path: Path) -> None:
    """Also beside keys, where it is half a private key, and although the next bundle has the next number."""
    for name, later in (("device", "device"), ("a-goi-0009-b.toso", "a-goi-0010-b.toso")):
        left = tmp_path / f".{name}.0123abcd.tmp"
        left.write_bytes(b"half")
        others = [tmp_path / f".other{name}.0123abcd.tmp", tmp_path / f".{name}.of-somebody.tmp"]
        for other in others:
            other.write_bytes(b"")
        write_whole(tmp_path / later, b"whole")
        assert not left.exists()
        assert all(other.exists() for other in others)


def test_the_twin_is_never_ahead_of_the_store(circle: Circle) -> None:
    """A change inside a larger transaction that is taken back was never written; the store is no older one for that."""
    village = circle.village
    with suppress(KeyError), village.store.transaction():
        village.add_households(1)
        raise KeyError
    life = lives.life_of(village.store)
    circle.close()
    with Store.open(village.store.home) as store:
        assert lives.life_of(store) == life


def test_the_twin_follows_a_change_inside_a_larger_transaction(circle: Circle, tmp_path: Path) -> None:
    village = circle.village
    saved = tmp_path / "saved"
    circle.close()
    saved.write_bytes((village.store.home / "toso.db").read_bytes())
    with Store.open(village.store.home, village.store.clock) as store:
        life = lives.life_of(store)
        with store.transaction():
            Desk(store, village.keys).add_households(1)
    saved.replace(village.store.home / "toso.db")
    with Store.open(village.store.home, village.store.clock) as store:
        assert lives.life_of(store) != life
