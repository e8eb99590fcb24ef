"""Two desks in the commune's office: both merge, decide and send; what one gets, the other has with the next bundle."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.clock import ScriptedClock
from desktop.errors import TosoError
from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.health import health_problems
from desktop.models.journal import changing
from desktop.models.places import Device
from desktop.models.reporting import Service
from desktop.models.setup import DeviceIdentity, create_second_desk
from desktop.models.store import Store
from desktop.sync import authority, credentials, enrolment, exporting, joining, keys, second_desk
from tests.sync.desks import START, Circle, Desk, add_village, enrol, make_circle, make_commune, make_village


@dataclass
class Office:
    """The circle, and the second desk beside its commune."""

    circle: Circle
    second: Desk

    @property
    def first(self) -> Desk:
        return self.circle.commune

    @property
    def village(self) -> Desk:
        return self.circle.village

    def hand_over(self, source: Desk, target: Desk) -> str:
        (to,) = second_desk.other_desks(source.store)
        path = exporting.export(source.store, source.keys, self.circle.stick, desk=to).path
        return target.merge(path).verdict

    def exchange(self) -> None:
        for _ in range(2):
            assert self.hand_over(self.first, self.second) in {"merged", "already"}
            assert self.hand_over(self.second, self.first) in {"merged", "already"}


def make_second(folder: Path, seed: int = 40) -> Desk:
    own = credentials.create(folder, "máy 2")
    identity = DeviceIdentity("Máy xã 2", own.key.public_line("xa"), keys.fingerprint(own.key.public))
    store = create_second_desk(folder, ScriptedClock(START, seed), commune_code="02107", identity=identity)
    return Desk(store, own)


def join(circle: Circle, second: Desk) -> None:
    asked = enrolment.request(second.store, second.keys, circle.stick)
    code = enrolment.spoken_code(second.keys)
    issued = second_desk.issue(circle.commune.store, circle.commune.keys, asked, circle.stick, heard=code)
    heard = enrolment.commune_code(circle.commune.keys)
    _, second.keys = joining.accept(second.store, second.keys, issued.path, heard=heard)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    circle = make_circle(tmp_path)
    circle.village.add_households(2)
    circle.commune.merge(circle.village.export(circle.stick))
    second = make_second(tmp_path / "xa-2")
    join(circle, second)
    yield Office(circle, second)
    second.store.close()
    circle.close()


def test_the_second_desk_joins_with_everything(office: Office) -> None:
    assert table_digests(office.second.store) == table_digests(office.first.store)
    assert health_problems(office.second.store) == []
    assert office.second.store.value("SELECT count(*) FROM household") == 2


def test_what_a_village_sends_to_one_reaches_the_other(office: Office) -> None:
    office.village.merge(office.first.export(office.circle.stick, office.village))  # the village learns of the desk
    office.village.add_households(1)
    path = office.village.export(office.circle.stick)
    assert office.second.merge(path).verdict == "merged"
    office.exchange()
    assert office.first.store.value("SELECT count(*) FROM household") == 3
    assert office.first.merge(path).verdict == "already"
    assert table_digests(office.second.store) == table_digests(office.first.store)


def test_both_desks_write_and_both_send_to_the_village(office: Office) -> None:
    circle = office.circle
    (home, other) = [str(row) for (row,) in office.first.store.rows("SELECT id FROM household ORDER BY id")]
    office.first.edit(home, note="máy một")
    office.second.edit(other, note="máy hai")
    with changing(office.second.store) as change:
        change.add(Service, code="XX-9", name="Dịch vụ mới", pillar="CQ")
    assert office.village.merge(office.second.export(circle.stick, office.village)).verdict == "merged"
    assert office.village.merge(office.first.export(circle.stick, office.village)).verdict == "merged"
    assert (office.village.household(home).note, office.village.household(other).note) == ("máy một", "máy hai")
    office.exchange()
    assert office.first.household(other).note == "máy hai"
    assert office.first.store.value("SELECT count(*) FROM service WHERE code = 'XX-9'") == 1
    scope = office.village.village_id
    assert table_digests(office.village.store, scope) == table_digests(office.first.store, scope)


def test_the_same_field_at_both_desks_is_a_conflict_and_one_decision_settles_it(office: Office) -> None:
    home = str(office.first.store.value("SELECT id FROM household"))
    office.first.edit(home, phone="0900000001")
    office.second.edit(home, phone="0900000002")
    office.exchange()
    for desk in (office.first, office.second):
        assert [one.field for one in conflicts(desk.store)] == ["phone"]


def test_what_the_commune_keeps_to_itself_goes_between_its_desks_alone(office: Office) -> None:
    office.first.store.value("SELECT count(*) FROM milestone")
    counted = office.second.store.value("SELECT count(*) FROM milestone")
    assert counted == office.first.store.value("SELECT count(*) FROM milestone") > 0
    office.village.merge(office.second.export(office.circle.stick, office.village))
    assert office.village.store.value("SELECT count(*) FROM milestone") == 0


def test_a_village_enrolled_later_is_known_to_both(office: Office, tmp_path: Path) -> None:
    circle = office.circle
    late = make_village(tmp_path / "muon", seed=50, name="Thôn Muộn")
    enrol(office.first, late, add_village(office.first, "02107-07", "Thôn Muộn"), circle.stick)
    office.exchange()
    late.add_households(1)
    assert office.second.merge(late.export(circle.stick)).verdict == "merged"
    office.exchange()
    assert office.first.store.value("SELECT count(*) FROM household") == 3
    late.store.close()


def test_a_lost_second_desk_is_ended(office: Office) -> None:
    circle = office.circle
    office.exchange()
    device = office.first.store.get(Device, office.second.store.setting("device") or "")
    assert device is not None
    enrolment.revoke(office.first.store, device, reason="mất máy")
    home = str(office.second.store.value("SELECT id FROM household"))
    office.village.merge(office.first.export(circle.stick, office.village))
    office.second.edit(home, note="kẻ gian")
    thief = office.second.export(circle.stick, office.village)
    assert office.village.merge(thief).reason == "revoked"
    (to,) = second_desk.other_desks(office.second.store)
    path = exporting.export(office.second.store, office.second.keys, circle.stick, desk=to).path
    assert office.first.merge(path).reason == "revoked"
    assert second_desk.other_desks(office.first.store) == []
    office.village.add_households(1)
    assert office.second.merge(office.village.export(circle.stick)).reason == "not-for-us"


def test_only_the_authority_lets_a_desk_join(office: Office, tmp_path: Path) -> None:
    third = make_second(tmp_path / "xa-3", seed=41)
    asked = enrolment.request(third.store, third.keys, office.circle.stick)
    code = enrolment.spoken_code(third.keys)
    with pytest.raises(TosoError) as caught:
        second_desk.issue(office.second.store, office.second.keys, asked, office.circle.stick, heard=code)
    assert caught.value.code == "authority"
    third.store.close()


def test_a_wrong_code_lets_nobody_join(office: Office, tmp_path: Path) -> None:
    third = make_second(tmp_path / "xa-3", seed=41)
    asked = enrolment.request(third.store, third.keys, office.circle.stick)
    before = office.first.rows()
    with pytest.raises(TosoError):
        second_desk.issue(office.first.store, office.first.keys, asked, office.circle.stick, heard="0" * 24)
    assert office.first.rows() == before
    code = enrolment.spoken_code(third.keys)
    issued = second_desk.issue(office.first.store, office.first.keys, asked, office.circle.stick, heard=code)
    with pytest.raises(TosoError):
        joining.accept(third.store, third.keys, issued.path, heard="1" * 24)
    assert third.store.value("SELECT count(*) FROM journal") == 0
    third.store.close()


def test_a_village_s_request_is_no_desk_s_and_a_desk_s_file_is_no_village_s(office: Office, tmp_path: Path) -> None:
    village = make_village(tmp_path / "thon-9", seed=51)
    asked = enrolment.request(village.store, village.keys, office.circle.stick)
    code = enrolment.spoken_code(village.keys)
    with pytest.raises(TosoError) as caught:
        second_desk.issue(office.first.store, office.first.keys, asked, office.circle.stick, heard=code)
    assert caught.value.code == "kind"
    third = make_second(tmp_path / "xa-3", seed=41)
    asked = enrolment.request(third.store, third.keys, office.circle.stick)
    code = enrolment.spoken_code(third.keys)
    row = add_village(office.first, "02107-08", "Thôn Tám")
    with pytest.raises(TosoError):
        enrolment.issue(office.first.store, office.first.keys, asked, row, office.circle.stick, heard=code)
    issued = second_desk.issue(office.first.store, office.first.keys, asked, office.circle.stick, heard=code)
    with pytest.raises(TosoError):
        enrolment.accept(village.store, village.keys, issued.path)
    for desk in (village, third):
        desk.store.close()


def letters(office: Office) -> dict[str, Path]:
    """Device -> the file with the commune's new key, after the first desk has changed it."""
    office.first.keys = authority.change(office.first.store, office.first.keys)
    waiting = authority.standing(office.first.store, office.first.keys).waiting
    written = authority.write_letters(office.first.store, office.first.keys, office.circle.stick / "thu")
    return {device.id: done.path for device, done in zip(waiting, written, strict=True)}


def device_of(desk: Desk) -> str:
    return desk.store.setting("device") or ""


def test_a_second_desk_follows_the_commune_s_new_key_by_a_letter(office: Office) -> None:
    first, second = office.first, office.second
    kept = second.rows()["journal"]
    letter = letters(office)[device_of(second)]
    assert office.hand_over(first, second) in {"merged", "already"}  # by the old key, which it still knows
    offer = joining.look(second.store, second.keys, letter)
    assert (offer.is_trusted, offer.spoken) == (True, enrolment.commune_code(first.keys))
    _, second.keys = joining.accept(second.store, second.keys, letter)
    assert second.keys.authority is not None
    assert keys.public_blob(second.keys.authority) == keys.public_blob(first.keys.public)
    assert set(kept) <= set(second.rows()["journal"])
    home = str(second.store.value("SELECT id FROM household"))
    second.edit(home, note="máy hai")
    assert office.hand_over(second, first) == "merged"
    assert device_of(second) in [row.id for row in authority.standing(first.store, first.keys).answered]
    first.keys = authority.end_former(first.store, first.keys, even_if_waiting=True)
    office.exchange()
    assert first.household(home).note == "máy hai"
    assert credentials.load(second.store.home).authority is not None
    with pytest.raises(TosoError) as caught:
        joining.accept(second.store, second.keys, letter)
    assert caught.value.code == "already"


def test_a_letter_of_a_stranger_s_key_is_not_followed_unheard(office: Office, tmp_path: Path) -> None:
    """A desk that was left behind joins again, keeping what it wrote, once the code of the new key was compared."""
    first, second = office.first, office.second
    office.first.keys = authority.change(first.store, first.keys)
    first.keys = authority.end_former(first.store, first.keys, even_if_waiting=True)
    home = str(second.store.value("SELECT id FROM household"))
    second.edit(home, note="trước khi vào lại")
    asked = enrolment.request(second.store, second.keys, office.circle.stick)
    told = second_desk.read_request(first.store, first.keys, asked)
    assert told.is_known
    again = second_desk.issue(first.store, first.keys, asked, office.circle.stick, heard=told.spoken)
    before = second.rows()
    assert not joining.look(second.store, second.keys, again.path).is_trusted
    for heard in (None, "1" * 24):
        with pytest.raises(TosoError) as caught:
            joining.accept(second.store, second.keys, again.path, heard=heard)
        assert caught.value.code in ("no-code", "wrong-code")
    assert second.rows() == before
    code = enrolment.commune_code(first.keys)
    _, second.keys = joining.accept(second.store, second.keys, again.path, heard=code)
    office.exchange()
    assert first.household(home).note == "trước khi vào lại"
    assert table_digests(second.store) == table_digests(first.store)


def test_a_desk_is_not_joined_twice_under_another_key(office: Office, tmp_path: Path) -> None:
    third = make_second(tmp_path / "xa-3", seed=41)
    with third.store.transaction():
        third.store.set_setting("device", device_of(office.second))
    asked = enrolment.request(third.store, third.keys, office.circle.stick)
    with pytest.raises(TosoError) as caught:
        second_desk.read_request(office.first.store, office.first.keys, asked)
    assert caught.value.code == "other-key"
    with third.store.transaction():
        third.store.set_setting("device", device_of(office.village))
    asked = enrolment.request(third.store, third.keys, office.circle.stick)
    with pytest.raises(TosoError) as caught:
        second_desk.read_request(office.first.store, office.first.keys, asked)
    assert caught.value.code == "enrolled-elsewhere"
    with third.store.transaction():
        third.store.set_setting("device", device_of(office.second))
    ended = office.first.store.get(Device, device_of(office.second))
    assert ended is not None
    enrolment.revoke(office.first.store, ended, reason="mất máy")
    asked = enrolment.request(third.store, third.keys, office.circle.stick)
    with pytest.raises(TosoError) as caught:
        second_desk.read_request(office.first.store, office.first.keys, asked)
    assert caught.value.code == "revoked"
    third.store.close()


def test_a_desk_is_made_whole_and_says_that_it_waits(tmp_path: Path) -> None:
    home = tmp_path / "moi"
    joining.create(home, ScriptedClock(START, 9), name="Máy văn thư", commune_code="02107", passphrase="bốn con ngựa")
    with Store.open(home, ScriptedClock(START, 10)) as store:
        own = credentials.load(home, "bốn con ngựa")
        assert joining.is_waiting(store, own)
        asked = enrolment.request(store, own, tmp_path)
        assert second_desk.is_request(asked)
        assert not second_desk.is_request(home / "toso.db")
    with pytest.raises(TosoError) as caught:
        joining.create(home, ScriptedClock(START, 9), name="Máy", commune_code="02107")
    assert caught.value.code == "exists"
    with pytest.raises(TosoError):
        joining.create(tmp_path / "ngan", ScriptedClock(START, 9), name="Máy", commune_code="02107", passphrase="ngắn")
    assert not (tmp_path / "ngan").exists()


def test_who_has_only_our_papers_cannot_borrow_the_commune_s_code(office: Office, tmp_path: Path) -> None:
    """A desk's certificate stands in every bundle that it sends; with it a stranger names the true key in a letter."""
    second, stranger = office.second, make_commune(tmp_path / "la", seed=90)
    assert second.keys.certificate is not None
    papers, true_key = second.keys.certificate, office.first.keys.public
    forged = second_desk.write_joining(stranger.store, stranger.keys, papers, tmp_path, authority=true_key).path
    before = second.rows()
    code = enrolment.commune_code(office.first.keys)
    for heard in (None, code):
        with pytest.raises(TosoError):
            joining.accept(second.store, second.keys, forged, heard=heard)
    with pytest.raises(TosoError):
        joining.look(second.store, second.keys, forged)
    assert second.rows() == before
    stranger.store.close()


def test_nobody_joins_who_does_not_wait(office: Office) -> None:
    asked = enrolment.request(office.second.store, office.second.keys, office.circle.stick)
    code = enrolment.spoken_code(office.second.keys)
    again = second_desk.issue(office.first.store, office.first.keys, asked, office.circle.stick, heard=code).path
    for desk in (office.first, office.village, office.second):
        with pytest.raises(TosoError) as caught:
            joining.look(desk.store, desk.keys, again)
        assert caught.value.code == "wrong-desk"
