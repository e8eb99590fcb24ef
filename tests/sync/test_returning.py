"""A commune desk that is put back to an older store gets its own lost entries back, sealed as it once sent them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from desktop.clock import ScriptedClock
from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.erasing import erase
from desktop.models.health import health_problems
from desktop.models.journal import changing
from desktop.models.ledger import held_bundles
from desktop.models.places import Device
from desktop.models.returning import kept, proven
from desktop.models.store import Store
from desktop.sync import (
    authority,
    credentials,
    enrolment,
    exporting,
    letters,
    merging,
    parcels,
    returning,
    revocation,
    second_desk,
)
from desktop.sync import kept as folders
from desktop.sync.exporting import Exported
from desktop.sync.gaps import ask_again, gaps
from desktop.sync.merging import Outcome
from desktop.sync.seal import peek
from tests.sync.commune_loss import only_villages_hold
from tests.sync.desks import START, Circle, Desk, enrol, make_circle, make_village
from tests.sync.order.verdicts import journal
from tests.sync.test_second_desk import join, make_second


@dataclass
class Year:
    """A circle with a backup of the commune that will be too old."""

    circle: Circle
    folder: Path
    homes: list[str]
    sticks: int = 0

    @property
    def commune(self) -> Desk:
        return self.circle.commune

    @property
    def village(self) -> Desk:
        return self.circle.village

    def down(self, village: Desk | None = None) -> None:
        """The commune's bundle reaches a village."""
        desk = village or self.village
        assert desk.merge(self.commune.export(self.stick(), desk)).verdict in ("merged", "already", "held")

    def up(self, village: Desk | None = None) -> tuple[Exported, list[Outcome]]:
        """A village hands in a stick with whatever goes along; the commune merges all of it."""
        desk = village or self.village
        done = exporting.export(desk.store, desk.keys, self.stick())
        found = parcels.find([done.path.parent]).parcels
        outcomes = [self.commune.merge(each.path) for each in found]
        return done, [*outcomes, *(inner for one in outcomes for inner in one.released)]

    def stick(self) -> Path:
        self.sticks += 1
        return self.folder / f"stick-{self.sticks}"

    def back_up(self, desk: Desk, name: str) -> Path:
        place = self.folder / name
        shutil.copytree(desk.store.home, place, ignore=shutil.ignore_patterns("toso.db*", "*.lock"))
        desk.store.copy_to(place / "toso.db")
        return place

    def put_back(self, desk: Desk, backup: Path, seed: int) -> None:
        """The home is lost; a backup is put at its place and opened."""
        home = desk.store.home
        desk.store.close()
        shutil.rmtree(home)
        shutil.copytree(backup, home)
        desk.store = Store.open(home, ScriptedClock(START, seed))
        desk.keys = credentials.load(home)

    def is_whole(self) -> bool:
        """Every village holds what the commune has for it, and the commune lacks nothing that a village has."""
        desks = self.circle.villages
        same = all(
            table_digests(desk.store, desk.village_id) == table_digests(self.commune.store, desk.village_id)
            for desk in desks
        )
        return same and only_villages_hold(self.commune, desks) == {} and held_bundles(self.commune.store) == []


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Year]:
    """Two villages, three households in the first, everything exchanged."""
    circle = make_circle(tmp_path, villages=2)
    made = Year(circle, tmp_path, circle.village.add_households(3))
    for desk in circle.villages:
        made.up(desk)
        made.down(desk)
        made.up(desk)
    yield made
    for desk in (circle.commune, *circle.villages):
        assert health_problems(desk.store) == []
    circle.close()


def work_in_turns(year: Year, times: int = 3) -> None:
    """Village and commune write over each other's values, and hand over each time."""
    for turn in range(times):
        year.commune.edit(year.homes[0], note=f"xã {turn}")
        year.down()
        year.village.edit(year.homes[0], note=f"thôn {turn}")
        year.up()


def test_the_commune_gets_its_own_entries_back(year: Year) -> None:
    backup = year.back_up(year.commune, "sao-luu")
    year.commune.edit(year.homes[1], note="xã đã gọi")
    year.down()
    lines = journal(year.commune)
    year.put_back(year.commune, backup, 71)
    assert year.commune.household(year.homes[1]).note is None
    year.commune.edit(year.homes[2], note="đời mới")
    done, _ = year.up()
    assert done.returned == ()  # the village has not heard of it
    year.down()
    done, outcomes = year.up()
    assert len(done.returned) == 1
    assert "Kèm theo 1 gói trước đây của xã" in done.returned_told
    assert "Đã lấy lại 1 thay đổi mà máy xã đã mất." in {one.message for one in outcomes}
    assert year.commune.household(year.homes[1]).note == "xã đã gọi"
    assert year.commune.household(year.homes[2]).note == "đời mới"
    assert lines.items() <= journal(year.commune).items()
    year.down(year.circle.villages[1])
    assert year.is_whole()
    year.down()
    done, _ = year.up()
    assert (done.returned, done.returned_told) == ((), "")


def test_what_was_written_in_turns_comes_back_in_turns(year: Year) -> None:
    """The village's bundle is cut: as one it would wait for the commune's, which wait for what it begins with."""
    backup = year.back_up(year.commune, "sao-luu")
    work_in_turns(year)
    year.put_back(year.commune, backup, 72)
    year.up()
    assert held_bundles(year.commune.store)
    year.down()
    done, outcomes = year.up()
    assert len(done.returned) == 3
    assert 1 <= len(done.earlier) <= 3
    assert "chia thành" in done.returned_told
    assert {one.verdict for one in outcomes} <= {"merged", "already", "held"}
    assert year.commune.household(year.homes[0]).note == "thôn 2"
    assert conflicts(year.commune.store) == []
    year.down(year.circle.villages[1])
    assert year.is_whole()


def test_a_revocation_that_was_lost_comes_back(year: Year) -> None:
    second = make_village(year.folder / "may-2", seed=80)
    enrol(year.commune, second, year.village.village, year.stick())
    year.circle.villages.append(second)
    backup = year.back_up(year.commune, "sao-luu")
    stolen = year.commune.store.get(Device, _device(second))
    assert stolen is not None
    enrolment.revoke(year.commune.store, stolen, reason="Mất máy")
    year.down()
    year.put_back(year.commune, backup, 73)
    second.add_households(1)
    year.commune.merge(second.export(year.stick()))  # nobody knows any more that it is stolen
    year.down()
    year.up()
    found = year.commune.store.get(Device, stolen.id)
    assert found is not None
    assert found.revoked_reason == "Mất máy"
    second.add_households(1)
    assert year.commune.merge(second.export(year.stick())).reason == "revoked"
    year.circle.villages.remove(second)
    second.store.close()


def test_both_are_put_back(year: Year) -> None:
    """Neither holds the other's bundles for ever; what one of the two backups still has comes back."""
    old_commune = year.back_up(year.commune, "sao-luu-xa")
    work_in_turns(year, 2)
    old_village = year.back_up(year.village, "sao-luu-thon")
    work_in_turns(year, 2)
    known = journal(year.village).keys() & journal(year.commune).keys()
    year.put_back(year.commune, old_commune, 74)
    year.put_back(year.village, old_village, 75)
    expected = journal(year.village)
    assert len(expected) < len(known)
    for desk in (year.commune, year.village):
        desk.edit(year.homes[2], people=7)
    for _ in range(3):
        year.up()
        year.down()
    year.down(year.circle.villages[1])
    assert expected.items() <= journal(year.commune).items()
    assert only_villages_hold(year.commune, year.circle.villages) == {}
    assert held_bundles(year.village.store) == []
    assert table_digests(year.village.store, year.village.village_id) == table_digests(
        year.commune.store, year.village.village_id
    )


def test_each_hears_what_the_other_lacks_while_its_bundle_waits(year: Year) -> None:
    """Both bundles wait for entries that only the other side has: each cover still tells."""
    old_commune, old_village = year.back_up(year.commune, "xa-cu"), year.back_up(year.village, "thon-cu")
    work_in_turns(year, 1)
    year.put_back(year.commune, old_commune, 76)
    year.up()
    assert held_bundles(year.commune.store)
    told = year.commune.store.rows("SELECT max(held) FROM acknowledgement")
    assert told == year.village.store.rows("SELECT max(held) FROM author")
    assert old_village.is_dir()


def test_the_second_desk_gives_back_too(year: Year) -> None:
    second = make_second(year.folder / "xa-2")
    join(year.circle, second)
    backup = year.back_up(year.commune, "sao-luu")
    year.commune.edit(year.homes[1], note="xã đã gọi")
    (to_second,) = second_desk.other_desks(year.commune.store)
    second.merge(exporting.export(year.commune.store, year.commune.keys, year.stick(), desk=to_second).path)
    year.put_back(year.commune, backup, 77)
    (to_first,) = second_desk.other_desks(second.store)
    for _ in range(2):
        second.merge(exporting.export(year.commune.store, year.commune.keys, year.stick(), desk=to_second).path)
        year.commune.merge(exporting.export(second.store, second.keys, year.stick(), desk=to_first).path)
    assert year.commune.household(year.homes[1]).note == "xã đã gọi"
    assert table_digests(second.store) == table_digests(year.commune.store)
    second.store.close()


def test_a_village_gives_the_second_desks_bundles_to_the_first(year: Year) -> None:
    """The second desk is put back as well: a village's stick, opened on either desk, brings what it lost."""
    second = make_second(year.folder / "xa-2")
    join(year.circle, second)
    year.down()
    backup = year.back_up(second, "sao-luu-2")
    second.edit(year.homes[1], note="máy xã thứ hai")
    year.village.merge(second.export(year.stick(), year.village))
    year.put_back(second, backup, 78)
    year.village.merge(second.export(year.stick(), year.village))
    done, _ = year.up()  # on the first desk, which never heard of it
    assert len(done.returned) == 1
    assert year.commune.household(year.homes[1]).note == "máy xã thứ hai"
    for each in parcels.find([done.path.parent]).parcels:
        assert second.merge(each.path).verdict in ("merged", "already")
    assert second.household(year.homes[1]).note == "máy xã thứ hai"
    second.store.close()


@pytest.mark.parametrize("answered", [False, True], ids=["before-its-letter", "after-its-letter"])
def test_the_key_was_changed_in_between(year: Year, *, answered: bool) -> None:
    """What went out under the old key and what went out under the new one come back, while the old one is kept."""
    old_store = year.folder / "cu.db"
    year.commune.store.copy_to(old_store)
    year.commune.edit(year.homes[0], note="khóa cũ")
    year.down()
    year.commune.keys = authority.change(year.commune.store, year.commune.keys)
    if answered:
        for letter in authority.write_letters(year.commune.store, year.commune.keys, year.stick()):
            if letter.to == year.village.village.name:
                _, year.village.keys = enrolment.accept(year.village.store, year.village.keys, letter.path)
        year.up()
    year.commune.edit(year.homes[1], note="khóa mới")
    year.down()
    home, keys = year.commune.store.home, year.commune.keys
    year.commune.store.close()
    for path in home.glob("toso.db*"):
        path.unlink()
    shutil.copy(old_store, home / "toso.db")
    year.commune.store = Store.open(home, ScriptedClock(START, 79))
    year.commune.keys = keys  # the keys' folder was not lost
    year.up()  # tells by which key the village goes
    year.down()
    year.up()
    assert year.commune.household(year.homes[0]).note == "khóa cũ"
    assert year.commune.household(year.homes[1]).note == "khóa mới"


def test_a_laptop_that_was_enrolled_after_the_backup(year: Year) -> None:
    """The commune no longer knows the laptop; enrolled again, it gives back its first enrolment too."""
    backup = year.back_up(year.commune, "sao-luu")
    new = make_village(year.folder / "may-2", seed=81)
    enrol(year.commune, new, year.village.village, year.stick())
    year.circle.villages.append(new)
    new.add_households(1)
    year.commune.merge(new.export(year.stick()))
    year.put_back(year.commune, backup, 82)
    assert year.commune.store.get(Device, _device(new)) is None
    enrol(year.commune, new, year.village.village, year.stick())
    done, _ = year.up(new)
    assert len(done.returned) == 1
    year.down()
    year.up()
    year.down(new)
    year.down(year.circle.villages[1])
    assert year.is_whole()


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
        assert outcome.message.endswith("chưa ghi gì.")
    assert year.commune.rows() == before


def test_a_village_cannot_speak_for_the_commune(year: Year) -> None:
    """A body of the village under a cover that calls itself the commune's, signed with the village's certificate."""
    path, other = lost(year), year.circle.villages[1]
    cover = exporting.make_cover(year.commune.store, "changes", _to(year, other), _nothing(), 99)
    own = msgspec.structs.replace(cover, sender=msgspec.structs.replace(cover.sender, device=_device(other)))
    before = year.commune.rows()
    for claimed, reason in ((cover, "unknown-device"), (own, "out-of-scope")):
        path.write_bytes(exporting.seal(claimed, None, other.keys.key, other.keys.certificate, []))
        outcome = year.commune.merge(path)
        assert (outcome.verdict, outcome.reason) == ("refused", reason)
    assert year.commune.rows() == before


def _device(desk: Desk) -> str:
    return desk.store.setting("device") or ""


def _to(year: Year, village: Desk) -> exporting.Destination:
    return exporting.destination_of(year.commune.store, village.village)


def _nothing() -> exporting.Shipment:
    return exporting.Shipment({}, {})


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
    """The bundle with the values goes; the commune sends its entries again, without them."""
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
    device = year.commune.store.get(Device, _device(year.village))
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
