"""How far a record has come: only what the commune has said makes it received."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from desktop.models.authors import Authors
from desktop.models.carried import IN_BUNDLE, RECEIVED, UNSENT, Carried, carried
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.ledger import note_seen
from desktop.models.places import Device
from desktop.models.store import Store
from tests.makers import VILLAGE_ID, add_household, carry, make_store

COMMUNE_DEVICE = "0198636f-0000-7000-8000-00000000000c"


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Store]:
    """A laptop that has heard of the commune's one desk."""
    with (
        make_store(tmp_path / "thon", "village", VILLAGE_ID, seed=1) as opened,
        make_store(tmp_path / "xa", "commune", seed=2) as commune,
    ):
        with changing(commune) as change:
            change.add(Device, record=COMMUNE_DEVICE, role="commune", name="Máy xã", public_key="k", fingerprint="f")
        carry(commune, opened)
        yield opened


def wrote(store: Store) -> dict[str, int]:
    authors = Authors(store)
    return {author: authors.held(author) for author in authors.written_here(VILLAGE_ID)}


def note_written(store: Store, number: int) -> None:
    """A bundle with everything so far."""
    ranges = {author: [1, last] for author, last in wrote(store).items()}
    store.execute(
        "INSERT INTO bundle (digest, direction, state, device, life, number, entries, file_name, cover, handled_at)"
        " VALUES (?, 'out', 'written', 'd', 'l', ?, 1, 'x.toso', ?, ?)",
        [
            f"out-{number}",
            number,
            msgspec.json.encode({"ranges": ranges}).decode(),
            f"2025-08-0{number}T01:00:00+00:00",
        ],
    )


def acknowledge(store: Store, number: int = 1) -> None:
    with store.transaction():
        note_seen(store, COMMUNE_DEVICE, "life", number, wrote(store))


def standing(store: Store, record: str) -> Carried:
    return carried(store, "household", [record])[record]


def test_a_record_goes_from_unsent_to_a_bundle_to_received(village: Store) -> None:
    with changing(village) as change:
        home = add_household(change)
    assert standing(village, home) == Carried(UNSENT)
    note_written(village, 1)
    assert standing(village, home) == Carried(IN_BUNDLE, 1)
    acknowledge(village)
    assert standing(village, home) == Carried(RECEIVED)


def test_a_later_change_is_on_its_way_again(village: Store) -> None:
    with changing(village) as change:
        home, other = add_household(change), add_household(change)
    note_written(village, 1)
    acknowledge(village)
    with changing(village) as change:
        change.set(Household, home, phone="0912345678")
    assert standing(village, home) == Carried(UNSENT)
    assert standing(village, other) == Carried(RECEIVED)
    note_written(village, 2)
    note_written(village, 3)
    assert standing(village, home) == Carried(IN_BUNDLE, 3)


def test_what_others_wrote_is_not_waiting(village: Store) -> None:
    assert carried(village, "device", [COMMUNE_DEVICE])[COMMUNE_DEVICE] == Carried(RECEIVED)
    assert carried(village, "no_table", ["x"]) == {}
    assert carried(village, "household", ["nobody"]) == {}
