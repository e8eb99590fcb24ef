"""What a village keeps of the commune and gives back: as it was sealed, no more than is needed, nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from desktop.models.erasing import erase
from desktop.models.journal import changing
from desktop.models.ledger import held_bundles
from desktop.models.places import Device
from desktop.models.returning import kept, proven
from desktop.sync import (
    enrolment,
    exporting,
    letters,
    merging,
    parcels,
    returning,
    revocation,
)
from desktop.sync import kept as folders
from desktop.sync.carrying import Destination, Shipment
from desktop.sync.gaps import ask_again, gaps
from desktop.sync.seal import peek, seal
from tests.sync.desks import Desk, make_circle
from tests.sync.year import Year, a_year, device_of, work_in_turns


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Year]:
    """Two villages, three households in the first, everything exchanged."""
    with a_year(tmp_path) as made:
        yield made


# --- what comes back is what was sealed ---


def lost(year: Year) -> Path:
    """One bundle that a village gives back, on a stick."""
    backup = year.back_up(year.commune, "sao-luu")
    year.commune.edit(year.homes[1], note="xã đã gọi")
    year.down()
    year.put_back(year.commune, backup, 83)
    year.down()
    done = exporting.export(year.village.store, year.village.keys, year.stick())
    (path,) = done.returned
    return path


def test_an_altered_bundle_of_the_commune_is_refused(year: Year) -> None:
    path = lost(year)
    data, before = path.read_bytes(), year.commune.rows()
    for place in range(0, len(data), max(1, len(data) // 60)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        outcome = year.commune.merge(path)
        assert outcome.verdict == "refused"
        assert "chưa ghi gì." in outcome.message
    assert year.commune.rows() == before


def test_a_village_cannot_speak_for_the_commune(year: Year) -> None:
    """A body of the village under a cover that calls itself the commune's, signed with the village's certificate."""
    path, other = lost(year), year.circle.villages[1]
    cover = exporting.make_cover(year.commune.store, "changes", _to(year, other), _nothing(), 99)
    own = msgspec.structs.replace(cover, sender=msgspec.structs.replace(cover.sender, device=device_of(other)))
    before = year.commune.rows()
    for claimed, reason in ((cover, "unknown-device"), (own, "out-of-scope")):
        path.write_bytes(seal(claimed, None, other.keys.key, other.keys.certificate, []))
        outcome = year.commune.merge(path)
        assert (outcome.verdict, outcome.reason) == ("refused", reason)
    assert year.commune.rows() == before


def _to(year: Year, village: Desk) -> Destination:
    return exporting.destination_of(year.commune.store, village.village)


def _nothing() -> Shipment:
    return Shipment({}, {})


def test_a_bundle_of_another_commune_is_refused(year: Year, tmp_path: Path) -> None:
    """The same code, another key: nobody here has certified it."""
    stranger = make_circle(tmp_path / "la")
    path = stranger.commune.export(tmp_path / "la-usb", stranger.village)
    before = year.commune.rows()
    outcome = year.commune.merge(path)
    assert (outcome.verdict, outcome.reason) == ("refused", "unknown-device")
    assert year.commune.rows() == before
    stranger.close()


def test_it_does_not_matter_who_carries_it(year: Year) -> None:
    """Another village brings the bundle; it could not have opened it, and cannot merge it."""
    path = lost(year)
    other = year.circle.villages[1]
    assert other.merge(path).reason == "not-for-us"
    assert year.commune.merge(path).verdict == "merged"
    assert year.commune.household(year.homes[1]).note == "xã đã gọi"


def test_what_the_commune_said_then_counts_no_more(year: Year) -> None:
    path = lost(year)
    tables = ("acknowledgement", "correspondent", "comparison")
    before = {name: rows for name, rows in year.commune.rows().items() if name in tables}
    year.commune.merge(path)
    assert {name: rows for name, rows in year.commune.rows().items() if name in tables} == before
    assert year.commune.merge(path).verdict == "already"


def test_a_stick_that_goes_round_brings_nothing_new(year: Year) -> None:
    year.commune.edit(year.homes[1], note="xã đã gọi")
    path = year.commune.export(year.stick(), year.village)
    before = year.commune.rows()
    assert year.commune.merge(path).verdict == "already"
    assert year.commune.rows() == before


def test_a_returned_bundle_that_waits_is_asked_of_its_village(year: Year) -> None:
    backup = year.back_up(year.commune, "sao-luu")
    for note in ("một", "hai"):
        year.commune.edit(year.homes[1], note=note)
        year.down()
        year.up()
    year.put_back(year.commune, backup, 84)
    year.down()
    done = exporting.export(year.village.store, year.village.keys, year.stick())
    assert year.commune.merge(done.returned[1]).reason == "gap"
    (gap,) = gaps(year.commune.store)
    assert gap.village == year.village.village_id
    assert gap.told.startswith("Gói cũ của xã do thôn giao lại")
    asked = ask_again(year.commune.store, year.commune.keys, year.stick(), gap)
    assert year.village.merge(asked.path).verdict in ("merged", "already")
    year.up()
    assert gaps(year.commune.store) == []
    assert year.commune.household(year.homes[1]).note == "hai"


# --- what a village keeps ---


def test_a_village_keeps_no_more_than_proves_its_entries(year: Year) -> None:
    held = {a: n for a, n in year.village.store.rows("SELECT author, held FROM author WHERE NOT mine")}
    assert proven(year.village.store) == held
    for number in range(4):  # the village does not answer: each bundle brings all of the one before
        year.commune.edit(year.homes[1], people=10 + number)
        year.down()
    assert len(kept(year.village.store)) == 2  # the enrolment, and the last
    year.down()
    assert len(kept(year.village.store)) == 2


def test_an_erased_person_leaves_what_is_kept(year: Year) -> None:
    """The bundle with the values goes; the commune sends its entries again, without them, and they come back."""
    backup = year.back_up(year.commune, "sao-luu")
    year.commune.edit(year.homes[1], note="Bí mật của hộ")
    year.commune.edit(year.homes[2], note="còn đây")
    year.down()
    before = {one.digest for one in kept(year.village.store)}
    erase(year.village.store, "household", year.homes[1])
    folders.forget_kept(year.village.store.home)
    assert len(before - {one.digest for one in kept(year.village.store)}) == 1
    for _ in range(2):
        year.up()
        year.down()
    held = {a: n for a, n in year.village.store.rows("SELECT author, held FROM author WHERE NOT mine")}
    assert proven(year.village.store) == held
    year.put_back(year.commune, backup, 85)
    year.down()
    year.up()
    year.down()
    year.up()
    year.down(year.circle.villages[1])
    assert year.commune.household(year.homes[2]).note == "còn đây"
    assert year.is_whole()


def test_one_bundle_of_entries_in_turns_is_taken_in_bit_by_bit(year: Year) -> None:
    """After an erasure one bundle of the commune brings all that it wrote between the village's entries."""
    backup = year.back_up(year.commune, "sao-luu")
    year.commune.edit(year.homes[1], note="Bí mật của hộ")
    work_in_turns(year)
    erase(year.village.store, "household", year.homes[1])
    year.up()
    year.down()
    assert len(kept(year.village.store)) == 2
    year.put_back(year.commune, backup, 87)
    year.down()
    done, outcomes = year.up()
    assert (len(done.returned), len(done.earlier)) == (1, 2)
    assert {one.verdict for one in outcomes} == {"merged", "held"}
    assert year.commune.household(year.homes[0]).note == "thôn 2"
    year.down(year.circle.villages[1])
    assert year.is_whole()


def test_a_bundle_from_before_an_erasure_is_not_kept(year: Year) -> None:
    year.commune.edit(year.homes[1], note="Bí mật của hộ")
    late = year.commune.export(year.stick(), year.village)
    erase(year.village.store, "household", year.homes[1])
    before = kept(year.village.store)
    assert year.village.merge(late).verdict == "merged"
    assert kept(year.village.store) == before


def test_a_full_stick_of_returned_bundles_goes_on_next_time(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = year.back_up(year.commune, "sao-luu")
    work_in_turns(year, 2)
    year.put_back(year.commune, backup, 86)
    year.down()
    monkeypatch.setattr(returning, "_LARGEST", 1)
    assert len(year.up()[0].returned) == 1
    year.down()
    assert len(year.up()[0].returned) == 1
    year.down()
    year.up()
    year.down(year.circle.villages[1])
    assert year.is_whole()


def test_a_letter_carries_all_of_it(year: Year) -> None:
    lost(year)
    done = exporting.export(year.village.store, year.village.keys, year.stick())
    letter = letters.of_export(year.village.store, done)
    assert done.returned_told in letter.text
    draft = letters.write_draft(done.path, letter, done.beside)
    found = parcels.in_file(draft.path)
    assert [each.name for each in found] == [done.path.name, *(path.name for path in done.beside)]
    assert {merging.merge_parcel(year.commune.store, year.commune.keys, each).verdict for each in found} == {"merged"}


# --- what waits and is refused in the end ---


def test_a_held_bundle_that_is_refused_is_told_once_and_put_aside(year: Year) -> None:
    """Its laptop was revoked while it waited."""
    year.village.add_households(1)
    first = year.village.export(year.stick(), only_new=True)
    year.village.add_households(1)
    second = year.village.export(year.stick(), only_new=True)
    assert year.commune.merge(second).verdict == "held"
    device = year.commune.store.get(Device, device_of(year.village))
    assert device is not None
    enrolment.revoke(year.commune.store, device, reason="")
    with changing(year.commune.store) as change:
        change.set(Device, device.id, revoked_after=revocation.raised({}, peek(first.read_bytes()).cover))
    outcome = year.commune.merge(first)
    assert outcome.verdict == "merged"
    (told,) = outcome.released
    assert (told.verdict, told.reason) == ("refused", "revoked")
    assert held_bundles(year.commune.store) == []
    assert len(list((year.commune.store.home / folders.REFUSED).iterdir())) == 1
    assert not list((year.commune.store.home / "giu-lai").glob("*.toso"))
    assert year.commune.merge(first).released == ()
