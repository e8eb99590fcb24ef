"""A laptop's key in the commune's keeping, and the way back to it when the passphrase was forgotten."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyrage  # type: ignore[import-untyped, unused-ignore]  # has no stubs
import pytest

from desktop.clock import ScriptedClock, today
from desktop.errors import TosoError
from desktop.models.journal import changing
from desktop.models.places import Device, KeyEscrow
from desktop.models.setup import own_village
from desktop.sync import authority, credentials, enrolment, escrow, keys, passphrases, recovery
from tests.sync.desks import Circle, Desk, add_village, enrol, issue, make_circle, make_village
from tests.sync.test_strangers import needs, refuses, run

NEW = "con trâu đi trước"


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    made = make_circle(tmp_path, villages=2)
    yield made
    made.close()


def hand_in(circle: Circle, village: Desk) -> None:
    assert circle.commune.merge(village.export(circle.stick)).verdict in ("merged", "already")


def receipt(circle: Circle, village: Desk) -> None:
    assert village.merge(circle.commune.export(circle.stick, village)).verdict == "merged"


def device_of(circle: Circle, village: Desk) -> Device:
    device = circle.commune.store.get(Device, village.store.setting("device") or "")
    assert device is not None
    return device


def recovered(circle: Circle, village: Desk) -> recovery.Recovery:
    hand_in(circle, village)
    return recovery.recover(circle.commune.store, circle.commune.keys, device_of(circle, village), circle.stick)


def forget(village: Desk) -> None:
    """The passphrase is set, and nobody knows it any more."""
    passphrases.change(village.store.home, "", "mật khẩu đã quên")
    village.keys = credentials.load_closed(village.store.home)


def code_of(error: pytest.ExceptionInfo[TosoError]) -> str:
    assert error.value.advice
    return error.value.code


# --- the sealed key ---


def test_the_escrow_is_made_at_enrolment_and_comes_with_the_first_bundle(circle: Circle) -> None:
    village = circle.village
    (row,) = escrow.rows_of(village.store, village.store.setting("device") or "")
    assert row.village_id == village.village_id
    assert not escrow.is_delivered(village.store)
    hand_in(circle, village)
    assert not escrow.is_delivered(village.store)  # exported is not delivered
    receipt(circle, village)
    assert escrow.is_delivered(village.store)
    opened = escrow.opened(circle.commune.store, [circle.commune.keys.key], device_of(circle, village))
    assert opened.fingerprint == village.keys.fingerprint


def test_another_village_never_gets_it(circle: Circle) -> None:
    for village in circle.villages:
        hand_in(circle, village)
    for village in circle.villages:
        receipt(circle, village)
        assert {row.village_id for row in village.store.all(KeyEscrow.select())} == {village.village_id}


def test_neither_the_village_nor_another_opens_the_seal(circle: Circle) -> None:
    (row,) = escrow.rows_of(circle.village.store, circle.village.store.setting("device") or "")
    assert circle.village.keys.key.to_openssh().decode() not in row.sealed
    for desk in circle.villages:
        identity = pyrage.ssh.Identity.from_buffer(desk.keys.key.to_openssh())
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(row.sealed.encode(), [identity])


@needs("age", "ssh-keygen")
def test_age_opens_the_escrow_with_the_communes_key(circle: Circle, tmp_path: Path) -> None:
    (row,) = escrow.rows_of(circle.village.store, circle.village.store.setting("device") or "")
    key = circle.commune.store.home / "keys" / "device"
    (tmp_path / "opened").write_bytes(run(["age", "-d", "-i", key], row.sealed.encode()))
    (tmp_path / "opened").chmod(0o600)
    told = run(["ssh-keygen", "-y", "-P", "", "-f", tmp_path / "opened"]).decode()
    assert told.split()[:2] == circle.village.keys.key.public_line().split()


def test_enrolling_the_same_laptop_again_seals_nothing_twice(circle: Circle) -> None:
    enrol(circle.commune, circle.village, circle.village.village, circle.stick)
    assert len(circle.village.store.all(KeyEscrow.select())) == 1


def test_a_sealed_key_can_be_renewed_and_dropped(circle: Circle) -> None:
    store, own = circle.village.store, circle.village.keys
    device = store.setting("device") or ""
    (first,) = escrow.rows_of(store, device)
    assert own.authority is not None
    escrow.renew(store, own.key, own.authority)
    (second,) = escrow.rows_of(store, device)
    assert second.id != first.id
    escrow.drop(store, device)
    assert escrow.rows_of(store, device) == []
    assert not escrow.is_delivered(store)


# --- a forgotten passphrase ---


def test_the_way_back_to_a_forgotten_passphrase(circle: Circle) -> None:
    village = circle.village
    village.add_households(3)
    forget(village)
    with pytest.raises(keys.KeyProblem):
        village.export(circle.stick)
    village.add_households(1)  # recording goes on
    village.keys = credentials.load(village.store.home, "mật khẩu đã quên")
    done = recovered(circle, village)
    forget_again = credentials.load_closed(village.store.home)
    village.keys = recovery.restore(village.store.home, done.path, done.code, NEW)
    assert village.keys.fingerprint == forget_again.fingerprint
    assert village.keys.certificate == forget_again.certificate
    with pytest.raises(keys.KeyProblem):
        credentials.load(village.store.home, "mật khẩu đã quên")
    assert credentials.load(village.store.home, NEW)
    village.add_households(1)
    hand_in(circle, village)
    receipt(circle, village)


def test_the_village_sees_that_its_escrow_was_opened(circle: Circle) -> None:
    village = circle.village
    recovered(circle, village)
    assert device_of(circle, village).recovered_on is not None
    receipt(circle, village)
    told = village.store.get(Device, village.store.setting("device") or "")
    assert told is not None
    assert told.recovered_on == device_of(circle, village).recovered_on


def test_the_code_is_another_one_each_time(circle: Circle) -> None:
    first = recovered(circle, circle.village)
    before = first.path.read_bytes()
    second = recovered(circle, circle.village)
    assert first.code != second.code
    assert [len(group) for group in first.code.split(" ")] == [4] * 6
    with pytest.raises(TosoError):
        recovery.restore(circle.village.store.home, second.path, first.code, NEW)
    assert before != second.path.read_bytes()


@pytest.mark.parametrize("typed", ["{}", " {} ", "{code}", "{}."])
def test_the_code_may_be_typed_with_or_without_spaces(circle: Circle, typed: str) -> None:
    done = recovered(circle, circle.village)
    code = typed.format(done.code, code=done.code.replace(" ", ""))
    assert recovery.restore(circle.village.store.home, done.path, code, NEW).opened


@needs("ssh-keygen")
def test_ssh_keygen_opens_the_recovery_file_with_the_digits(circle: Circle) -> None:
    done = recovered(circle, circle.village)
    done.path.chmod(0o600)
    code = done.code.replace(" ", "")
    told = run(["ssh-keygen", "-y", "-P", code, "-f", done.path]).decode()
    assert told.split()[:2] == circle.village.keys.key.public_line().split()
    assert refuses(["ssh-keygen", "-y", "-P", code[::-1], "-f", done.path])


def test_what_is_wrong_with_a_recovery_is_said_and_changes_nothing(circle: Circle) -> None:
    village, other = circle.villages
    done, others = recovered(circle, village), recovered(circle, other)
    forget(village)
    file = village.store.home / "keys" / "device"
    before = file.read_bytes()
    half = circle.stick / "nua.key"
    half.write_bytes(done.path.read_bytes()[:200])
    wrong = f"{(int(done.code.replace(' ', '')) + 1) % 10**24:024}"
    cases = [
        (done.path, wrong, NEW, "recovery-code"),
        (done.path, done.code[:-1], NEW, "recovery-code"),
        (done.path, "", NEW, "recovery-code"),
        (others.path, others.code, NEW, "recovery-other"),
        (half, done.code, NEW, "recovery-file"),
        (circle.stick / "khong-co.key", done.code, NEW, "file"),
        (done.path, done.code, "ngắn", "passphrase"),
    ]
    for path, code, new, expected in cases:
        with pytest.raises(TosoError) as caught:
            recovery.restore(village.store.home, path, code, new)
        assert code_of(caught) == expected
        assert file.read_bytes() == before


def test_a_key_whose_file_was_destroyed_comes_back_too(circle: Circle) -> None:
    village = circle.village
    done = recovered(circle, village)
    folder = village.store.home / "keys"
    before = (folder / "device.pub").read_text(encoding="utf-8").split()[:2]
    (folder / "device").write_bytes(b"\0" * 400)
    assert recovery.restore(village.store.home, done.path, done.code, NEW).certificate
    (folder / "device").unlink()
    recovery.restore(village.store.home, done.path, done.code, NEW)
    (folder / "device.pub").unlink()
    (folder / "device").unlink()
    recovery.restore(village.store.home, done.path, done.code, NEW)
    assert (folder / "device.pub").read_text(encoding="utf-8").split()[:2] == before


def test_what_never_arrived_cannot_be_recovered(circle: Circle) -> None:
    with pytest.raises(TosoError) as caught:
        recovery.recover(
            circle.commune.store, circle.commune.keys, device_of(circle, circle.village), circle.stick / "trong"
        )
    assert code_of(caught) == "no-escrow"
    assert "khóa mới" in caught.value.advice
    assert not (circle.stick / "trong").exists()
    assert device_of(circle, circle.village).recovered_on is None


def test_what_was_sealed_to_the_communes_former_key_opens_too(circle: Circle) -> None:
    """The commune has changed its key; a laptop that has not heard of it forgets its passphrase."""
    village, commune = circle.village, circle.commune
    hand_in(circle, village)
    commune.keys = authority.change(commune.store, commune.keys)
    done = recovery.recover(commune.store, commune.keys, device_of(circle, village), circle.stick)
    assert recovery.restore(village.store.home, done.path, done.code, NEW).fingerprint == village.keys.fingerprint


def test_a_second_desk_of_the_commune_opens_no_escrow(circle: Circle) -> None:
    hand_in(circle, circle.village)
    own = replace(circle.commune.keys, authority=keys.generate().public)
    with pytest.raises(TosoError) as caught:
        recovery.recover(circle.commune.store, own, device_of(circle, circle.village), circle.stick)
    assert code_of(caught) == "authority"


def test_a_closed_commune_key_opens_no_escrow(circle: Circle) -> None:
    hand_in(circle, circle.village)
    closed = credentials.load_closed(circle.commune.store.home)
    with pytest.raises(keys.KeyProblem) as caught:
        recovery.recover(circle.commune.store, closed, device_of(circle, circle.village), circle.stick)
    assert caught.value.code == "key-closed"


# --- what a village's other laptop could put there ---


def put(village: Desk, device: str, sealed: str) -> None:
    with changing(village.store) as change:
        change.add(
            KeyEscrow,
            village_id=village.village_id,
            device_id=device,
            sealed=sealed,
            made_on=today(village.store.clock),
        )


def test_only_the_key_that_was_enrolled_counts(circle: Circle, tmp_path: Path) -> None:
    head, commune = circle.village, circle.commune
    deputy = make_village(tmp_path / "pho", seed=30, name="Thôn 1")
    enrol(commune, deputy, head.village, circle.stick)
    hand_in(circle, head)
    device = head.store.setting("device") or ""
    assert deputy.keys.authority is not None
    clock = deputy.store.clock
    assert isinstance(clock, ScriptedClock)
    clock.advance(60)  # what is put there comes after the true one
    sound = escrow.sealed(keys.generate(), deputy.keys.authority)
    for sealed in (sound, "khong phai age", "x" * 100_000, escrow.sealed(head.keys.key, deputy.keys.public)):
        put(deputy, device, sealed)
    hand_in(circle, deputy)
    assert len(escrow.rows_of(commune.store, device)) == 5
    opened = escrow.opened(commune.store, [commune.keys.key], device_of(circle, head))
    assert opened.fingerprint == head.keys.fingerprint


def test_a_village_puts_nothing_into_another_villages_scope(circle: Circle) -> None:
    one, two = circle.villages
    forged = make_forged(circle, one, two)
    outcome = circle.commune.merge(forged)
    assert (outcome.verdict, outcome.reason) == ("refused", "out-of-scope")


def make_forged(circle: Circle, one: Desk, two: Desk) -> Path:
    """The first village's laptop writes a sealed key into the second's scope and signs it as itself."""
    assert one.keys.authority is not None
    own = one.store.setting("village") or ""
    with one.store.transaction():
        one.store.set_setting("village", two.village_id)
        put(one, two.store.setting("device") or "", escrow.sealed(one.keys.key, one.keys.authority))
        one.store.set_setting("village", own)
    with one.store.transaction():
        one.store.execute("UPDATE author SET audience = ? WHERE audience = ?", [own, two.village_id])
    return one.export(circle.stick)


def test_accepting_makes_no_escrow_when_it_fails(circle: Circle, tmp_path: Path) -> None:
    late = make_village(tmp_path / "muon", seed=40, name="Thôn 3")
    row = add_village(circle.commune, "02107-03", "Thôn 3")
    asked = enrolment.request(late.store, late.keys, circle.stick)
    issued = issue(circle.commune, late, asked, row, circle.stick)
    (late.store.home / "keys" / "device-cert.pub").mkdir()  # the last file cannot be written
    with pytest.raises(TosoError):
        enrolment.accept(late.store, late.keys, issued)
    assert late.store.all(KeyEscrow.select()) == []
    assert own_village(late.store) is None
    late.store.close()
