"""Stores of very different sizes that a bundle of a hundred changes goes into. Large ones are made once and kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from uuid import UUID

from benchmarks.desks import Pair, add_households, household_values, make_pair, opened, write_bundle
from desktop.models.entries import Entry, raw_values, write_entry
from desktop.models.exchange import Intake, Sender
from desktop.models.households import Household
from desktop.models.journal import VILLAGE, changing
from desktop.models.stamps import next_stamp
from desktop.sync import merging

CHANGES = 100
_AT_ONCE = 50_000
_AUTHOR = "0198636f-0000-7000-8000-00000000f111"
_DEVICE = "0198636f-0000-7000-8000-00000000f112"
_FIRST_ID = 0x0198_6400_0000_7000_8000_0000_0000_0000
_START = datetime(2025, 8, 1, 2, 0, tzinfo=UTC)


def prepare(folder: Path, sizes: list[int], bundles: int) -> dict[int, Path]:
    """A case for each size: a commune's home with so many households, and bundles of a hundred changes each."""
    marker = folder / f"made-{'-'.join(map(str, sizes))}"
    cases = {size: folder / f"store-{size}" for size in sizes}
    if not marker.exists():
        pair = make_pair(folder / "desks")
        with pair.opened("thon") as (store, _), changing(store) as change:
            add_households(change, store.setting(VILLAGE) or "", CHANGES)
        with pair.opened("xa") as (store, keys):
            merging.merge_file(store, keys, write_bundle(pair))
        for size, case in cases.items():
            copytree(pair.folder / "xa", case / "home")
            _fill(case / "home", size - CHANGES)
        marker.touch()
    _hand_out(Pair(folder / "desks"), list(cases.values()), bundles)
    return cases


def _fill(home: Path, count: int) -> None:
    """Merge so many households of the same village, as if an earlier laptop of it had written them."""
    with opened(home) as (store, _):
        village = store.value("SELECT id FROM village")
        sender = Sender("village", village, _DEVICE)
        for start in range(0, count, _AT_ONCE):
            with store.transaction():
                Intake(store, sender).take(_lines(village, start, min(start + _AT_ONCE, count)))


def _lines(village: str, first: int, last: int) -> Iterator[bytes]:
    for number in range(first, last):
        yield write_entry(
            Entry(
                author=_AUTHOR,
                record=str(UUID(int=_FIRST_ID + number)),
                sequence=number + 1,
                stamp=next_stamp("", _START + timedelta(milliseconds=number)),
                table=Household.table(),
                values=raw_values({"village_id": village, **household_values(number)}),
            )
        )


def _hand_out(pair: Pair, cases: list[Path], bundles: int) -> None:
    """The village changes every household once a bundle; each store gets every bundle."""
    for case in cases:
        (case / "bundles").mkdir(exist_ok=True)
    for _ in range(bundles):
        with pair.opened("thon") as (store, _), changing(store) as change:
            told = store.value("SELECT count(*) FROM journal")
            for (household,) in store.rows("SELECT id FROM household"):
                change.set(Household, household, note=f"Đã hẹn lại, lần {told}")
        data = write_bundle(pair, only_new=True).read_bytes()
        for case in cases:
            (case / "bundles" / f"{told:09d}.toso").write_bytes(data)
