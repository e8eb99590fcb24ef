"""A store that was copied or put back writes as somebody new, so that no number is used twice; others go on."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.clock import ScriptedClock
from desktop.models import lives
from desktop.models.authors import Authors
from desktop.models.households import Household
from desktop.models.ledger import acknowledged_by, acknowledged_by_all, note_seen, set_back, speaking_lives
from desktop.models.store import FILE_NAME, Store
from desktop.paths import state_folder
from tests.makers import START, VILLAGE_ID, add_household, carry, changing, make_store, move_home

DEVICE, OTHER = "0198636f-0000-7000-8000-0000000000d1", "0198636f-0000-7000-8000-0000000000d2"
A, B = "0198636f-0000-7000-8000-0000000000a1", "0198636f-0000-7000-8000-0000000000a2"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A village's home with one household, closed."""
    with make_store(tmp_path / "thon", "village", VILLAGE_ID, seed=1) as store:
        write(store)
    return tmp_path / "thon"


def opened(home: Path, seed: int = 9) -> Store:
    return Store.open(home, ScriptedClock(START, seed=seed))


def write(store: Store, count: int = 1) -> None:
    for _ in range(count):
        with changing(store) as change:
            add_household(change)


def mine(store: Store) -> set[str]:
    authors = Authors(store)
    return {author for author in authors.known() if authors.is_mine(author)}


def test_a_store_that_was_only_closed_goes_on(home: Path) -> None:
    with opened(home) as store:
        before = lives.life_of(store), mine(store)
        write(store, 3)
    for _ in range(3):
        with opened(home) as store:
            assert (lives.life_of(store), mine(store)) == before
            assert lives.last_new_life(store) is None


@pytest.mark.parametrize("where", ["other", "moved"])
def test_a_copied_home_begins_a_new_life_and_keeps_everything(home: Path, tmp_path: Path, where: str) -> None:
    copy = tmp_path / where
    shutil.copytree(home, copy) if where == "other" else home.rename(copy)
    with opened(copy) as store:
        told = lives.last_new_life(store)
        assert told is not None
        assert told.reason == "copied"
        assert mine(store) == set()
        old = Authors(store).written_here()
        write(store)
        assert store.value("SELECT count(*) FROM household") == 2
        assert len(Authors(store).written_here()) == 2
        assert set(old) < set(Authors(store).written_here())
        new = lives.life_of(store)
        lives.forget_new_life(store)
        assert lives.last_new_life(store) is None
    with opened(copy) as store:  # and then it goes on
        assert lives.life_of(store) == new
        assert len(mine(store)) == 1


def test_copies_in_use_side_by_side_both_reach_the_commune(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "copy")
    with (
        opened(home, 3) as first,
        opened(tmp_path / "copy", 4) as second,
        make_store(tmp_path / "xa", "commune", seed=2) as commune,
    ):
        for store in (first, second):
            write(store, 2)
        for store in (second, first, second):
            carry(store, commune)
        assert commune.value("SELECT count(*) FROM household") == 5


def put_back_file(home: Path, kept: Path) -> None:
    shutil.copy(kept, home / FILE_NAME)


def put_back_home(home: Path, kept: Path) -> None:
    shutil.rmtree(home)
    home.mkdir()
    shutil.copy(kept, home / FILE_NAME)


@pytest.mark.parametrize("put_back", [put_back_file, put_back_home])
def test_a_store_put_back_never_uses_a_number_twice(
    home: Path, tmp_path: Path, put_back: Callable[[Path, Path], None]
) -> None:
    kept = tmp_path / "kept.db"
    with opened(home) as store, make_store(tmp_path / "xa", "commune", seed=2) as commune:
        store.copy_to(kept)
        write(store, 2)
        carry(store, commune)
    for ending in ("-wal", "-shm"):
        (home / f"{FILE_NAME}{ending}").unlink(missing_ok=True)
    put_back(home, kept)
    with opened(home, 5) as store, Store.open(tmp_path / "xa", ScriptedClock(START, seed=6)) as commune:
        told = lives.last_new_life(store)
        assert told is not None
        assert told.reason == "restored"
        write(store, 4)
        carry(store, commune)
        assert commune.value("SELECT count(*) FROM household") == 7  # the two that were lost here are there
        carry(commune, store)
        assert store.value("SELECT count(*) FROM household") == 7  # and come back


def test_a_store_put_back_before_it_wrote_anything_goes_on(home: Path, tmp_path: Path) -> None:
    with opened(home) as store:
        store.copy_to(tmp_path / "kept.db")
        life = lives.life_of(store)
    put_back_file(home, tmp_path / "kept.db")
    with opened(home) as store:
        assert lives.life_of(store) == life


def test_a_home_put_over_another_goes_on_for_neither(home: Path, tmp_path: Path) -> None:
    with make_store(tmp_path / "khac", "village", VILLAGE_ID, seed=2) as other:
        write(other, 5)  # further than the one that was here: only the twin's life tells them apart
        life, authors = lives.life_of(other), mine(other)
    shutil.rmtree(home)
    shutil.copytree(tmp_path / "khac", home)
    with opened(home) as store:
        told = lives.last_new_life(store)
        assert told is not None
        assert told.reason == "copied"
        write(store)
        assert lives.life_of(store) != life
        assert mine(store).isdisjoint(authors)


@pytest.mark.parametrize("damage", [b"", b"{", b"null", b'{"life":1}', b"\xff" * 99, b"[" * 9999])
def test_a_damaged_twin_begins_a_new_life_and_no_more(home: Path, damage: bytes) -> None:
    (twin,) = [path for path in (state_folder() / "lives").iterdir() if path == lives._place(home)]
    twin.write_bytes(damage)
    with opened(home) as store:
        assert lives.last_new_life(store) is not None
        write(store)
    with opened(home) as store:
        assert len(mine(store)) == 1


def test_a_home_that_the_program_moved_is_no_copy(home: Path, tmp_path: Path) -> None:
    with opened(move_home(home, tmp_path / "there")) as store:
        assert lives.last_new_life(store) is None
        assert len(mine(store)) == 1


def test_a_copy_to_be_thrown_away_changes_nothing(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "aside")
    with opened(home) as store:
        before = lives.life_of(store)
    with Store.open(tmp_path / "aside", aside=True) as copy:
        assert lives.life_of(copy) == before
        assert lives.last_new_life(copy) is None


def test_the_twin_is_behind_after_a_power_cut_and_that_is_no_reason(home: Path) -> None:
    with opened(home) as store:
        behind = lives._place(home).read_bytes()
        write(store, 2)
    lives._place(home).write_bytes(behind)
    with opened(home) as store:
        assert lives.last_new_life(store) is None


@pytest.mark.parametrize("taken_back", [True, False])
def test_the_twin_waits_for_the_end_of_what_is_written_together(home: Path, *, taken_back: bool) -> None:
    with opened(home) as store, suppress(RuntimeError), store.transaction():
        write(store, 2)
        if taken_back:
            raise RuntimeError
    with opened(home) as store:
        assert lives.last_new_life(store) is None
        assert lives._state(store).written == lives._read(lives._place(home)).written  # type: ignore[union-attr]
        assert len(store.all(Household.select())) == (1 if taken_back else 3)


def test_what_was_written_but_not_kept_leaves_no_mark(home: Path) -> None:
    with opened(home) as store, suppress(RuntimeError), changing(store) as change:
        add_household(change)
        change.flush()
        raise RuntimeError
    with opened(home) as store:
        assert lives.last_new_life(store) is None
        assert len(store.all(Household.select())) == 1


# --- what others say that they hold, life by life ---


def said(store: Store, life: str, number: int, seen: dict[str, int], device: str = DEVICE) -> None:
    with store.transaction():
        note_seen(store, device, life, number, seen)


def test_a_later_bundle_of_a_life_speaks_for_it(commune: Store) -> None:
    said(commune, "one", 2, {A: 5})
    said(commune, "one", 1, {A: 3})
    assert acknowledged_by(commune, DEVICE) == {A: 5}
    said(commune, "one", 3, {A: 6, B: 1})
    assert acknowledged_by(commune, DEVICE) == {A: 6, B: 1}
    assert set_back(commune) == {}


def test_a_restored_store_holds_what_it_says_though_it_is_less(commune: Store) -> None:
    said(commune, "one", 7, {A: 5, B: 2})
    said(commune, "two", 1, {A: 3})
    assert acknowledged_by(commune, DEVICE) == {A: 3}
    assert set_back(commune) == {DEVICE: 4}
    said(commune, "two", 2, {A: 5})
    assert set_back(commune) == {DEVICE: 2}
    said(commune, "two", 3, {A: 9, B: 2})
    assert set_back(commune) == {}


def test_a_new_life_that_lacks_nothing_is_nothing_to_tell(commune: Store) -> None:
    said(commune, "one", 7, {A: 5})
    said(commune, "two", 1, {A: 5, B: 1})
    assert set_back(commune) == {}


def test_of_two_copies_in_use_the_one_behind_counts(commune: Store) -> None:
    said(commune, "one", 1, {A: 5})
    said(commune, "two", 1, {A: 3, B: 4})
    assert speaking_lives(commune, DEVICE) == ["two"]
    said(commune, "one", 2, {A: 6, B: 2})
    assert set(speaking_lives(commune, DEVICE)) == {"one", "two"}
    assert acknowledged_by(commune, DEVICE) == {A: 3, B: 2}
    said(commune, "three", 1, {A: 9, B: 9})
    assert acknowledged_by(commune, DEVICE) == {A: 9, B: 9}


def test_an_old_stick_of_a_life_that_is_over_does_not_count_for_ever(commune: Store) -> None:
    said(commune, "one", 1, {A: 5})
    said(commune, "two", 1, {A: 3})
    said(commune, "one", 2, {A: 4})  # found in a drawer
    for number in range(2, 5):
        assert acknowledged_by(commune, DEVICE)[A] == (3 if number == 2 else 4)
        said(commune, "two", number, {A: 9})
    assert set(speaking_lives(commune, DEVICE)) == {"one", "two"}
    said(commune, "two", 5, {A: 9, B: 1})
    assert acknowledged_by(commune, DEVICE) == {A: 9, B: 1}
    said(commune, "one", 3, {A: 6})  # it was a copy in use after all
    assert acknowledged_by(commune, DEVICE) == {A: 6, B: 0}


def test_an_old_life_that_is_heard_of_last_is_not_the_newest_for_ever(commune: Store) -> None:
    said(commune, "two", 7, {A: 9})
    said(commune, "one", 1, {A: 2})  # its first bundle, and the last to be found
    assert acknowledged_by(commune, DEVICE) == {A: 2}
    for number in range(8, 12):
        said(commune, "two", number, {A: 9})
    assert acknowledged_by(commune, DEVICE) == {A: 9}


def test_a_desk_that_has_never_spoken_counts_or_does_not(commune: Store) -> None:
    said(commune, "one", 1, {A: 5})
    assert acknowledged_by_all(commune, [DEVICE, OTHER], silent_hold_nothing=True) == {}
    assert acknowledged_by_all(commune, [DEVICE, OTHER], silent_hold_nothing=False) == {A: 5}
    assert acknowledged_by_all(commune, [OTHER], silent_hold_nothing=False) == {}
    said(commune, "x", 1, {A: 2, B: 9}, device=OTHER)
    assert acknowledged_by_all(commune, [DEVICE, OTHER], silent_hold_nothing=False) == {A: 2}


def test_of_many_copies_that_take_turns_none_is_forgotten(commune: Store) -> None:
    copies = [f"copy {number}" for number in range(7)]
    for number in (1, 2, 3):
        for copy in copies:
            said(commune, copy, number, {A: 3 if copy == "copy 0" else 9})
    assert set(speaking_lives(commune, DEVICE)) == set(copies)
    assert acknowledged_by(commune, DEVICE) == {A: 3}
