"""A commune desk that is put back to an older store gets its own lost entries back, sealed as it once sent them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.clock import ScriptedClock
from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.ledger import held_bundles
from desktop.models.places import Device
from desktop.models.store import Store
from desktop.sync import (
    authority,
    enrolment,
    exporting,
    parcels,
    second_desk,
)
from tests.sync.commune_loss import only_villages_hold
from tests.sync.desks import START, enrol, make_village
from tests.sync.order.verdicts import journal
from tests.sync.test_second_desk import join, make_second
from tests.sync.year import Year, a_year, device_of, work_in_turns


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Year]:
    """Two villages, three households in the first, everything exchanged."""
    with a_year(tmp_path) as made:
        yield made


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
    stolen = year.commune.store.get(Device, device_of(second))
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


def test_what_went_out_under_a_key_that_ended_cannot_be_opened_and_one_sentence_says_so(year: Year) -> None:
    old_store = year.folder / "cu.db"
    year.commune.store.copy_to(old_store)
    year.commune.edit(year.homes[0], note="khóa cũ")
    year.down()
    year.commune.keys = authority.change(year.commune.store, year.commune.keys)
    for letter in authority.write_letters(year.commune.store, year.commune.keys, year.stick()):
        if letter.to == year.village.village.name:
            _, year.village.keys = enrolment.accept(year.village.store, year.village.keys, letter.path)
    year.up()
    keys = authority.end_former(year.commune.store, year.commune.keys, even_if_waiting=True)
    home = year.commune.store.home
    year.commune.store.close()
    for path in home.glob("toso.db*"):
        path.unlink()
    shutil.copy(old_store, home / "toso.db")
    year.commune.store, year.commune.keys = Store.open(home, ScriptedClock(START, 79)), keys
    year.up()
    year.down()
    done, outcomes = year.up()
    assert len(done.returned) == 1
    (refused,) = [one for one in outcomes if one.verdict == "refused"]
    assert refused.reason == "unknown-device"
    assert refused.message == (
        "Tệp này ghi là gói cũ của xã, nhưng ký bằng khóa xã đã bỏ nên không nhận lại được nữa; chưa ghi gì."
    )
    assert "Thôn không làm gì sai" in refused.advice
    assert {one.verdict for one in outcomes if one is not refused} <= {"merged", "already"}
    assert year.commune.household(year.homes[0]).note is None
    year.village.edit(year.homes[1], note="thôn ghi tiếp")
    year.up()
    assert year.commune.household(year.homes[1]).note == "thôn ghi tiếp"


def test_a_laptop_that_was_enrolled_after_the_backup(year: Year) -> None:
    """The commune no longer knows the laptop; enrolled again, it gives back its first enrolment too."""
    backup = year.back_up(year.commune, "sao-luu")
    new = make_village(year.folder / "may-2", seed=81)
    enrol(year.commune, new, year.village.village, year.stick())
    year.circle.villages.append(new)
    new.add_households(1)
    year.commune.merge(new.export(year.stick()))
    year.put_back(year.commune, backup, 82)
    assert year.commune.store.get(Device, device_of(new)) is None
    enrol(year.commune, new, year.village.village, year.stick())
    done, _ = year.up(new)
    assert len(done.returned) == 1
    year.down()
    year.up()
    year.down(new)
    year.down(year.circle.villages[1])
    assert year.is_whole()
