"""The commune changes its own key: the old one vouches for it, nobody is lost on the way, and then the old one ends."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import TosoError
from desktop.models.digests import table_digests
from desktop.models.places import Device
from desktop.sync import authority, credentials, enrolment, escrow, granting, keys
from tests.sync.desks import Circle, Desk, add_village, enrol, issue, make_circle, make_commune, make_village


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    """Two villages that have handed in."""
    made = make_circle(tmp_path, villages=2)
    for desk in made.villages:
        desk.add_households(1)
        made.commune.merge(desk.export(made.stick))
        desk.merge(made.commune.export(made.stick, desk))
    yield made
    made.close()


def change(circle: Circle, passphrase: str = "") -> None:
    circle.commune.keys = authority.change(circle.commune.store, circle.commune.keys, passphrase)


def letters(circle: Circle) -> dict[str, Path]:
    """Village's code -> the file with the new key."""
    written = authority.write_letters(circle.commune.store, circle.commune.keys, circle.stick / "thu")
    return {
        desk.village.code: path.path
        for desk in circle.villages
        for path in written
        if desk.village.code in path.path.name
    }


def take(desk: Desk, path: Path) -> None:
    _, desk.keys = enrolment.accept(desk.store, desk.keys, path)


def test_nobody_is_lost_on_the_way(circle: Circle) -> None:
    one, two = circle.villages
    under_way = (one.add_households(1), one.export(circle.stick))[1]  # encrypted to the old key
    old = circle.commune.keys.fingerprint
    change(circle)
    assert circle.commune.keys.fingerprint != old
    assert circle.commune.merge(under_way).verdict == "merged"
    assert one.merge(circle.commune.export(circle.stick, one)).verdict in {"merged", "already"}  # before its letter
    sent = letters(circle)
    assert set(sent) == {one.village.code, two.village.code}
    take(one, sent[one.village.code])
    one.add_households(1)
    assert circle.commune.merge(one.export(circle.stick)).verdict == "merged"
    assert [row.village_id for row in authority.standing(circle.commune.store, circle.commune.keys).waiting] == [
        two.village_id
    ]
    assert one.merge(circle.commune.export(circle.stick, one)).verdict in {"merged", "already"}
    assert two.merge(circle.commune.export(circle.stick, two)).verdict in {"merged", "already"}
    two.add_households(1)
    assert circle.commune.merge(two.export(circle.stick)).verdict == "merged"
    take(two, sent[two.village.code])
    assert circle.commune.merge(two.export(circle.stick)).verdict in {"merged", "already"}
    circle.commune.keys = authority.end_former(circle.commune.store, circle.commune.keys)
    assert not (circle.commune.store.home / "keys" / "former").exists()
    for desk in circle.villages:
        desk.add_households(1)
        assert circle.commune.merge(desk.export(circle.stick)).verdict == "merged"
        assert desk.merge(circle.commune.export(circle.stick, desk)).verdict in {"merged", "already"}
        scope = desk.village_id
        assert table_digests(desk.store, scope) == table_digests(circle.commune.store, scope)


def test_the_old_key_ends_when_all_have_answered(circle: Circle) -> None:
    change(circle)
    with pytest.raises(TosoError) as caught:
        authority.end_former(circle.commune.store, circle.commune.keys)
    assert caught.value.code == "waiting"
    assert (circle.commune.store.home / "keys" / "former" / "device.age").is_file()
    circle.commune.keys = authority.end_former(circle.commune.store, circle.commune.keys, even_if_waiting=True)
    assert circle.commune.merge(circle.village.export(circle.stick)).reason in {"unknown-device", "not-for-us"}
    asked = enrolment.request(circle.village.store, circle.village.keys, circle.stick)
    row = circle.village.village
    code = enrolment.spoken_code(circle.village.keys)
    assert enrolment.issue(circle.commune.store, circle.commune.keys, asked, row, circle.stick, heard=code).entries


def test_the_new_key_is_read_back_from_its_files_and_opens_the_old_one(circle: Circle) -> None:
    old = circle.commune.keys.key
    change(circle, "mật khẩu mới 12")
    home = circle.commune.store.home
    with pytest.raises(TosoError):
        credentials.load(home, "sai")
    again = credentials.load(home, "mật khẩu mới 12")
    assert again.former is not None
    assert again.former[0].fingerprint == old.fingerprint
    assert again.certificate is not None
    assert keys.public_blob(again.certificate.authority) == keys.public_blob(again.public)


def test_a_letter_is_believed_by_who_trusts_the_old_key_and_by_nobody_else(circle: Circle, tmp_path: Path) -> None:
    other = make_circle(tmp_path / "other")
    change(circle)
    sent = letters(circle)[circle.village.village.code]
    before = other.village.rows()
    with pytest.raises(TosoError):
        enrolment.accept(other.village.store, other.village.keys, sent)
    assert other.village.rows() == before
    with pytest.raises(TosoError):  # another laptop of the same commune
        enrolment.accept(circle.villages[1].store, circle.villages[1].keys, sent)
    other.close()


def test_a_new_laptop_is_enrolled_under_the_new_key(circle: Circle, tmp_path: Path) -> None:
    change(circle)
    late = make_village(tmp_path / "muon", seed=60, name="Thôn Muộn")
    enrol(circle.commune, late, add_village(circle.commune, "02107-07", "Thôn Muộn"), circle.stick)
    assert late.keys.authority is not None
    assert keys.public_blob(late.keys.authority) == keys.public_blob(circle.commune.keys.public)
    late.add_households(1)
    assert circle.commune.merge(late.export(circle.stick)).verdict == "merged"
    late.store.close()


def test_the_sealed_copy_of_a_laptop_s_key_goes_over_to_the_new_key(circle: Circle) -> None:
    change(circle)
    one = circle.village
    take(one, letters(circle)[one.village.code])
    circle.commune.merge(one.export(circle.stick))
    device = circle.commune.store.get(Device, one.store.setting("device") or "")
    assert device is not None
    opened = escrow.opened(circle.commune.store, [circle.commune.keys.key], device)
    assert opened.fingerprint == one.keys.fingerprint


def test_one_change_at_a_time_and_only_at_the_first_desk(circle: Circle) -> None:
    change(circle)
    with pytest.raises(TosoError) as caught:
        change(circle)
    assert caught.value.code == "changing"
    with pytest.raises(TosoError) as caught:
        authority.change(circle.village.store, circle.village.keys)
    assert caught.value.code == "authority"


def test_letters_are_written_only_during_a_change(circle: Circle) -> None:
    with pytest.raises(TosoError) as caught:
        authority.write_letters(circle.commune.store, circle.commune.keys, circle.stick)
    assert caught.value.code == "not-changing"


def test_strangers_open_the_old_key_with_the_new_one(circle: Circle, tmp_path: Path) -> None:
    if not all(shutil.which(tool) for tool in ("age", "ssh-keygen")):
        pytest.skip("needs age and ssh-keygen")
    old = circle.commune.keys.public
    change(circle)
    folder = circle.commune.store.home / "keys"
    opened = tmp_path / "old.key"
    subprocess.run(["age", "-d", "-i", folder / "device", "-o", opened, folder / "former" / "device.age"], check=True)
    opened.chmod(0o600)
    told = subprocess.run(["ssh-keygen", "-y", "-f", opened], check=True, capture_output=True, text=True).stdout
    assert told.split()[:2] == keys.public_line(old).split()[:2]


def test_a_laptop_that_was_left_behind_is_enrolled_again_and_loses_nothing(circle: Circle) -> None:
    one = circle.village
    change(circle)
    circle.commune.keys = authority.end_former(circle.commune.store, circle.commune.keys, even_if_waiting=True)
    one.add_households(1)
    asked = enrolment.request(one.store, one.keys, circle.stick)
    again = issue(circle.commune, one, asked, one.village, circle.stick)
    before = one.rows()
    with pytest.raises(TosoError, match="xã khác"):
        enrolment.look(one.store, one.keys, again)
    assert not enrolment.look(one.store, one.keys, again, anew=True).is_trusted
    for heard in (None, "1" * 24):
        with pytest.raises(TosoError) as caught:
            enrolment.accept(one.store, one.keys, again, heard=heard, anew=True)
        assert caught.value.code in ("no-code", "wrong-code")
    assert one.rows() == before
    code = enrolment.commune_code(circle.commune.keys)
    _, one.keys = enrolment.accept(one.store, one.keys, again, heard=code, anew=True)
    assert circle.commune.merge(one.export(circle.stick)).verdict == "merged"
    assert one.merge(circle.commune.export(circle.stick, one)).verdict in {"merged", "already"}
    assert table_digests(one.store, one.village_id) == table_digests(circle.commune.store, one.village_id)


def test_a_change_is_seen_while_the_key_is_closed(circle: Circle) -> None:
    assert not authority.is_changing(circle.commune.keys)
    change(circle, "mật khẩu mới 12")
    closed = credentials.load_closed(circle.commune.store.home)
    assert authority.is_changing(closed)
    assert len(authority.standing(circle.commune.store, closed).waiting) == 2


def test_who_has_only_our_papers_cannot_borrow_the_commune_s_code(circle: Circle, tmp_path: Path) -> None:
    """A laptop's certificate stands in every bundle that it hands in; with it a stranger names the true key."""
    one, stranger = circle.village, make_commune(tmp_path / "la", seed=90)
    assert one.keys.certificate is not None
    papers, true_key = one.keys.certificate, circle.commune.keys.public
    to = one.keys.public
    forged = granting.write_enrolment(
        stranger.store, stranger.keys, papers, one.village, to, tmp_path, authority=true_key
    ).path
    before = one.rows()
    code = enrolment.commune_code(circle.commune.keys)
    for anew, heard in ((False, None), (False, code), (True, code)):
        with pytest.raises(TosoError):
            enrolment.accept(one.store, one.keys, forged, heard=heard, anew=anew)
    assert one.rows() == before
    stranger.store.close()


def test_a_letter_in_the_wrong_room_is_sent_to_the_right_one(circle: Circle) -> None:
    change(circle)
    one = circle.village
    outcome = one.merge(letters(circle)[one.village.code])
    assert outcome.verdict == "refused"
    assert "mục Khóa của máy" in f"{outcome.message} {outcome.advice}"
    asked = enrolment.request(one.store, one.keys, circle.stick)
    outcome = circle.commune.merge(asked)
    assert "mục Ghi danh" in f"{outcome.message} {outcome.advice}"
