"""Life stories of laptops: lost, stolen, found again, replaced, and two in one village."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from desktop.models.authors import DEVICE, Authors
from desktop.models.digests import table_digests
from desktop.models.exchange import lines_between
from desktop.models.journal import changing
from desktop.models.places import Device
from desktop.sync import enrolment, exporting, revocation
from desktop.sync.carrying import Shipment, unacknowledged
from desktop.sync.cover import Recipient
from desktop.sync.merging import Outcome
from desktop.sync.seal import seal
from tests.sync.asking import refused
from tests.sync.desks import Circle, Desk, enrol, make_circle, make_village


@dataclass
class Office:
    """A commune and one village with two laptops: the head's and the deputy's."""

    circle: Circle
    deputy: Desk

    @property
    def commune(self) -> Desk:
        return self.circle.commune

    @property
    def head(self) -> Desk:
        return self.circle.village

    def hand_in(self, desk: Desk) -> Outcome:
        return self.commune.merge(desk.export(self.circle.stick))

    def answer(self) -> None:
        """One bundle of the commune for the village; both laptops take it."""
        path = self.commune.export(self.circle.stick, self.head)
        for desk in (self.head, self.deputy):
            assert desk.merge(path).verdict in ("merged", "already")

    def device(self, desk: Desk) -> Device:
        found = self.commune.store.get(Device, desk.store.setting(DEVICE) or "")
        assert found is not None
        return found

    def households(self, desk: Desk) -> set[str]:
        return {record for (record,) in desk.store.rows("SELECT id FROM household WHERE NOT deleted")}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    circle = make_circle(tmp_path)
    deputy = make_village(tmp_path / "pho", seed=30, name="Thôn 1")
    enrol(circle.commune, deputy, circle.village.village, circle.stick)
    yield Office(circle, deputy)
    circle.close()
    deputy.store.close()


# --- two laptops in one village ---


def test_head_and_deputy_both_record_both_send_and_both_get_everything(office: Office) -> None:
    head, deputy, commune = office.head, office.deputy, office.commune
    assert head.village_id == deputy.village_id
    assert head.keys.fingerprint != deputy.keys.fingerprint
    mine, theirs = head.add_households(3), deputy.add_households(2)
    for desk in (head, deputy):
        assert office.hand_in(desk).verdict == "merged"
    assert office.households(commune) == {*mine, *theirs}
    assert office.households(head) == set(mine)
    office.answer()
    assert office.households(head) == office.households(deputy) == {*mine, *theirs}
    for desk in (head, deputy):
        digests = table_digests(desk.store, desk.village_id)
        assert digests == table_digests(commune.store, head.village_id)


def test_each_laptop_gets_its_own_receipt(office: Office) -> None:
    head, deputy = office.head, office.deputy
    head.add_households(2)
    deputy.add_households(1)
    office.hand_in(head)
    office.answer()
    assert waiting(head) == 0
    assert waiting(deputy) > 0  # nobody has had the deputy's yet
    office.hand_in(deputy)
    office.answer()
    assert waiting(deputy) == 0


def waiting(desk: Desk) -> int:
    return unacknowledged(desk.store, exporting.destination_of(desk.store, None)).entries


def test_what_one_laptop_lacks_is_sent_until_both_have_said_to_hold_it(office: Office) -> None:
    head, deputy, commune = office.head, office.deputy, office.commune
    head.add_households(2)
    office.hand_in(head)
    path = commune.export(office.circle.stick, head)
    assert head.merge(path).verdict == "merged"
    office.hand_in(head)  # the head has said that it holds all, the deputy nothing
    office.hand_in(deputy)
    assert deputy.merge(commune.export(office.circle.stick, head)).verdict == "merged"
    assert office.households(deputy) == office.households(head)
    for desk in (head, deputy):
        desk.add_households(1)
        office.hand_in(desk)
    to = exporting.destination_of(commune.store, head.village)
    assert unacknowledged(commune.store, to).entries == 3  # the deputy's sealed key, and each one's new household


def test_the_same_household_edited_on_both_is_a_conflict_of_two_laptops(office: Office) -> None:
    (household,) = office.head.add_households(1)
    office.hand_in(office.head)
    office.answer()
    office.head.edit(household, phone="0912345678")
    office.deputy.edit(household, phone="0987654321")
    assert office.hand_in(office.head).conflicts == 0
    assert office.hand_in(office.deputy).conflicts == 1
    office.answer()
    assert office.head.household(household).phone == office.deputy.household(household).phone


def test_each_laptop_has_its_own_key_in_the_communes_keeping(office: Office) -> None:
    for desk in (office.head, office.deputy):
        office.hand_in(desk)
    held = office.commune.store.rows("SELECT device_id FROM key_escrow ORDER BY 1")
    assert held == sorted((desk.store.setting(DEVICE),) for desk in (office.head, office.deputy))


# --- a lost laptop ---


def steal(office: Office) -> Desk:
    """The deputy's laptop is gone; what it had handed in by then has been merged."""
    office.deputy.add_households(2)
    assert office.hand_in(office.deputy).verdict == "merged"
    enrolment.revoke(office.commune.store, office.device(office.deputy), reason="mất máy")
    return office.deputy


def to_the_other_laptop(thief: Desk, other: Desk, stick: Path) -> Path:
    """A bundle that goes past the commune, made by hand from everything that the thief's laptop wrote."""
    authors = Authors(thief.store)
    ranges = {author: (1, authors.held(author)) for author in authors.written_here(thief.village_id)}
    to = exporting.destination_of(thief.store, None)
    cover = exporting.make_cover(thief.store, "changes", to, Shipment(ranges, {}), 9)
    recipient = Recipient(role="village", village=other.village_id, code="02107-01")
    cover = msgspec.structs.replace(cover, recipient=recipient)
    lines = lines_between(thief.store, ranges)
    data = seal(cover, lines, thief.keys.key, thief.keys.certificate, [other.keys.public])
    path = stick / "di-thang.toso"
    path.write_bytes(data)
    return path


def test_what_had_arrived_stays_and_nothing_more_comes_in(office: Office) -> None:
    thief = steal(office)
    before = office.households(office.commune)
    assert len(before) == 2
    thief.add_households(5)
    rows = office.commune.rows()
    outcome = office.hand_in(thief)
    assert (outcome.verdict, outcome.reason) == ("refused", "revoked")
    assert "Nhận gói cũ của máy này" in outcome.message
    assert office.commune.rows() == rows
    assert office.households(office.commune) == before


def test_the_other_laptop_learns_it_from_the_communes_next_bundle(office: Office) -> None:
    thief, head, stick = office.deputy, office.head, office.circle.stick
    direct = to_the_other_laptop(thief, head, stick)
    assert head.merge(direct, plan=True).verdict == "merged"  # as long as it does not know
    steal(office)
    thief.add_households(1)
    assert head.merge(office.commune.export(stick, head)).verdict == "merged"
    outcome = head.merge(to_the_other_laptop(thief, head, stick))
    assert (outcome.verdict, outcome.reason) == ("refused", "revoked")
    assert "Nhận gói cũ" not in outcome.message  # a village cannot let anything in
    assert len(office.households(head)) == 2


def test_the_communes_bundles_are_no_longer_for_it(office: Office) -> None:
    thief = steal(office)
    outcome = thief.merge(office.commune.export(office.circle.stick, office.head))
    assert (outcome.verdict, outcome.reason) == ("refused", "not-for-us")


def test_nobody_in_the_village_can_end_a_revocation(office: Office) -> None:
    thief, head, stick = steal(office), office.head, office.circle.stick
    assert head.merge(office.commune.export(stick, head)).verdict == "merged"
    device = thief.store.setting(DEVICE) or ""
    for desk in (thief, head):
        take_back(desk, device)
        desk.add_households(1)
    rows = office.commune.rows()
    assert office.hand_in(thief).reason == "revoked"
    assert office.hand_in(head).reason == "out-of-scope"
    assert office.commune.rows() == rows
    assert office.device(thief).revoked_on is not None


def take_back(desk: Desk, device: str) -> None:
    """Write past this desk's rules that a laptop is in force."""
    with desk.store.transaction():
        desk.store.set_setting("role", "commune")
        with changing(desk.store) as change:
            change.set(Device, device, revoked_on=None, revoked_after=None, name="Máy còn dùng")
        desk.store.set_setting("role", "village")


def test_a_revoked_key_is_not_enrolled_again(office: Office) -> None:
    thief = steal(office)
    asked = enrolment.request(thief.store, thief.keys, office.circle.stick)
    error = refused(enrolment.read_request, office.commune.store, office.commune.keys, asked)
    assert error.code == "revoked"


def test_a_new_laptop_gets_everything_of_the_village(office: Office, tmp_path: Path) -> None:
    office.head.add_households(3)
    office.hand_in(office.head)
    steal(office)
    fresh = make_village(tmp_path / "moi", seed=50, name="Thôn 1")
    enrol(office.commune, fresh, office.head.village, office.circle.stick)
    assert office.households(fresh) == office.households(office.commune)
    assert len(office.households(fresh)) == 5
    fresh.add_households(1)
    assert office.hand_in(fresh).verdict == "merged"
    fresh.store.close()


def test_a_laptop_is_ended_once(office: Office) -> None:
    steal(office)
    ended = office.device(office.deputy)
    office.head.add_households(4)
    office.hand_in(office.head)
    error = refused(enrolment.revoke, office.commune.store, ended, reason="lần nữa")
    assert error.code == "revoked-already"
    now = office.device(office.deputy)
    assert (now.revoked_after, now.revoked_reason) == (ended.revoked_after, "mất máy")


def test_a_laptop_that_never_handed_in_is_ended_at_nothing(office: Office) -> None:
    office.deputy.add_households(1)
    late = office.deputy.export(office.circle.stick)
    held = enrolment.revoke(office.commune.store, office.device(office.deputy), reason="")
    assert not held.keys() & set(Authors(office.deputy.store).written_here())
    assert office.commune.merge(late).reason == "revoked"
    assert office.households(office.commune) == set()


# --- a bundle that was on its way ---


def late_bundle(office: Office) -> Path:
    """The deputy wrote it; the laptop was lost before the stick came to the commune."""
    office.deputy.add_households(1)
    office.hand_in(office.deputy)
    office.deputy.add_households(2)
    late = office.deputy.export(office.circle.stick)
    enrolment.revoke(office.commune.store, office.device(office.deputy), reason="mất máy")
    return late


def let_in(office: Office, path: Path, *, look: bool = False) -> Outcome:
    act = revocation.look if look else revocation.let_in
    return act(office.commune.store, office.commune.keys, office.device(office.deputy), path)


def test_a_late_bundle_is_looked_at_and_let_in(office: Office) -> None:
    late = late_bundle(office)
    assert office.commune.merge(late).reason == "revoked"
    rows = office.commune.rows()
    looked = let_in(office, late, look=True)
    assert (looked.verdict, looked.counts) == ("merged", {"household": 2})
    assert looked.made_at
    assert office.commune.rows() == rows
    before = office.device(office.deputy)
    taken = let_in(office, late)
    assert (taken.verdict, taken.counts) == ("merged", {"household": 2})
    after = office.device(office.deputy)
    assert (after.revoked_on, after.revoked_reason) == (before.revoked_on, "mất máy")
    assert sum(after.revoked_after.values()) == sum(before.revoked_after.values()) + 2
    assert let_in(office, late).verdict == "already"


def test_letting_one_in_opens_the_door_no_further(office: Office) -> None:
    late = late_bundle(office)
    let_in(office, late)
    office.deputy.add_households(1)
    assert office.hand_in(office.deputy).reason == "revoked"


def test_what_the_other_laptops_are_told_follows(office: Office) -> None:
    late = late_bundle(office)
    let_in(office, late)
    head, stick = office.head, office.circle.stick
    assert head.merge(office.commune.export(stick, head)).verdict == "merged"
    told = head.store.get(Device, office.deputy.store.setting(DEVICE) or "")
    assert told is not None
    assert told.revoked_after == office.device(office.deputy).revoked_after
    assert office.households(head) == office.households(office.commune)


def test_a_late_bundle_with_a_gap_before_it_is_held_and_released(office: Office) -> None:
    office.deputy.add_households(1)
    first = office.deputy.export(office.circle.stick, only_new=True)
    office.deputy.add_households(1)
    second = office.deputy.export(office.circle.stick, only_new=True)
    enrolment.revoke(office.commune.store, office.device(office.deputy), reason="mất máy")
    assert let_in(office, second).verdict == "held"
    taken = let_in(office, first)
    assert [one.verdict for one in (taken, *taken.released)] == ["merged", "merged"]
    assert len(office.households(office.commune)) == 2


def test_what_cannot_be_let_in_leaves_the_cut_where_it_was(office: Office, tmp_path: Path) -> None:
    late = late_bundle(office)
    rows = office.commune.rows()
    broken = office.circle.stick / "hong.toso"
    broken.write_bytes(late.read_bytes()[:-20])
    assert refused(let_in, office, broken).code == "damaged"
    others = office.head.export(office.circle.stick / "khac")
    assert refused(let_in, office, others).code == "other-device"
    forked = fork_of(office, tmp_path)
    assert (let_in(office, forked).verdict, let_in(office, forked).reason) == ("refused", "fork")
    assert let_in(office, forked, look=True).reason == "fork"
    assert office.commune.rows() == rows
    error = refused(revocation.let_in, office.commune.store, office.commune.keys, office.device(office.head), others)
    assert error.code == "not-revoked"


def fork_of(office: Office, folder: Path) -> Path:
    """The thief writes what was handed in once more, with another content."""
    thief = office.deputy
    thief.store.execute("UPDATE journal SET entry = CAST(replace(CAST(entry AS TEXT), 'Thử', 'Giả') AS BLOB)")
    thief.store.execute("DELETE FROM acknowledgement")
    return thief.export(folder / "usb-khac")


def test_a_bundle_that_only_says_to_be_of_the_lost_laptop_is_not_let_in(office: Office) -> None:
    """A cover that names the lost laptop, signed by another laptop of the village."""
    late_bundle(office)
    desk, head = office.deputy, office.head
    authors = Authors(desk.store)
    ranges = {author: (1, authors.held(author)) for author in authors.written_here(desk.village_id)}
    to = exporting.destination_of(desk.store, None)
    cover = exporting.make_cover(desk.store, "changes", to, Shipment(ranges, {}), 3)
    path, lines = office.circle.stick / "gia.toso", lines_between(desk.store, ranges)
    path.write_bytes(seal(cover, lines, head.keys.key, head.keys.certificate, [office.commune.keys.public]))
    assert let_in(office, path).reason == "unknown-device"
