"""A new key on the same laptop: handing over to a new village head, and going on after the old key was lost."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from desktop.models.authors import DEVICE
from desktop.models.digests import table_digests
from desktop.models.lives import last_new_life
from desktop.models.places import Device, Village
from desktop.models.store import Store
from desktop.sync import credentials, enrolment, escrow, keys, passphrases, renewal, replacing
from desktop.sync.credentials import Credentials
from desktop.sync.seal import peek, seal
from tests.sync.asking import circle, device_of, new, refused, row, shown
from tests.sync.desks import Circle, Desk, make_circle
from tests.sync.test_strangers import needs, run

__all__ = ["circle", "new", "row"]  # fixtures
from tests.sync.renewing import HOLDER, NEW, OLD, all_bytes, begin, hand_in, hand_over, issue, receipt, spoken, take

# --- the story ---


def test_a_new_head_takes_over(circle: Circle) -> None:
    desk, commune = circle.village, circle.commune
    passphrases.change(desk.store.home, "", OLD)
    desk.keys = credentials.load(desk.store.home, OLD)
    desk.add_households(2)
    hand_in(circle, desk)
    receipt(circle, desk)
    (mine,) = desk.add_households(1)
    lost = desk.export(circle.stick)  # written by the old head, never delivered
    with desk.store.transaction():
        desk.store.set_setting("typed:ho", "đang gõ dở")
    before, old = device_of(circle, desk), desk.keys
    asked = begin(desk, circle.stick)
    told = shown(circle, asked)
    assert told.replaced is not None
    assert (told.replaced.device.id, told.replaced.holder, told.replaced.proven) == (before.id, HOLDER, True)
    assert told.spoken == spoken(desk)
    desk.add_households(1)  # the work goes on while the commune answers
    take(desk, issue(circle, desk, asked))

    assert desk.store.setting(DEVICE) != before.id
    assert desk.store.setting("typed:ho") == "đang gõ dở"
    assert desk.household(mine).people == 4
    assert commune.merge(lost).reason == "revoked"
    desk.add_households(1)
    hand_in(circle, desk)
    receipt(circle, desk)
    assert table_digests(commune.store, desk.village_id) == table_digests(desk.store, desk.village_id)
    assert len(desk.store.rows("SELECT 1 FROM household")) == 5
    ended, now = device_of_id(circle, before.id), device_of(circle, desk)
    assert (ended.revoked_on is not None, ended.revoked_reason) == (True, f"Bàn giao cho {HOLDER}")
    assert (now.revoked_on, now.holder, now.village_id) == (None, HOLDER, desk.village_id)
    assert now.fingerprint == desk.keys.fingerprint != old.fingerprint


def device_of_id(circle: Circle, device: str) -> Device:
    found = circle.commune.store.get(Device, device)
    assert found is not None
    return found


def test_the_old_head_keeps_nothing(circle: Circle) -> None:
    desk = circle.village
    old = desk.keys.key
    secret = (desk.store.home / "keys" / "device").read_bytes().splitlines()[3]
    passphrases.change(desk.store.home, "", OLD)
    wrapped = (desk.store.home / "keys" / "device").read_bytes()
    hand_over(circle, desk)
    for gone in (secret, wrapped.splitlines()[3], old.private.private_bytes_raw()):
        assert gone not in all_bytes(desk.store.home)
    assert sorted(path.name for path in (desk.store.home / "keys").iterdir()) == [
        "commune.pub", "device", "device-cert.pub", "device.pub",
    ]  # fmt: skip
    for passphrase in (OLD, ""):
        assert refused(credentials.load, desk.store.home, passphrase).code == "key-passphrase"
    assert credentials.load(desk.store.home, NEW).fingerprint == desk.keys.fingerprint


def test_the_blocks_of_the_old_key_are_written_over_before_it_goes(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hard link keeps the old file's blocks in sight."""
    desk = circle.village
    os.link(desk.store.home / "keys" / "device", circle.stick / "blocks")
    hand_over(circle, desk)
    assert set((circle.stick / "blocks").read_bytes()) == {0}


def test_the_escrow_is_the_new_keys(circle: Circle) -> None:
    desk, commune = circle.village, circle.commune
    hand_in(circle, desk)
    before = device_of(circle, desk)
    hand_over(circle, desk)
    hand_in(circle, desk)
    opened = escrow.opened(commune.store, [commune.keys.key], device_of(circle, desk))
    assert opened.fingerprint == desk.keys.fingerprint
    assert refused(escrow.opened, commune.store, [commune.keys.key], before).code == "no-escrow"


def test_who_wrote_what_is_told_apart(circle: Circle) -> None:
    """What the old head wrote stays the old device's, what the new one writes is the new device's."""
    desk, commune = circle.village, circle.commune
    desk.add_households(1)
    hand_in(circle, desk)
    before = desk.store.setting(DEVICE)
    hand_over(circle, desk)
    desk.add_households(1)
    hand_in(circle, desk)
    devices = [
        name for (name,) in commune.store.rows("SELECT device FROM author WHERE audience = ?", [desk.village_id])
    ]
    assert {before, desk.store.setting(DEVICE)} <= set(devices)


def test_the_handover_is_no_restored_store(circle: Circle) -> None:
    desk = circle.village
    hand_over(circle, desk)
    life, home, clock = desk.store.setting("life"), desk.store.home, desk.store.clock
    desk.store.close()
    desk.store = Store.open(home, clock)
    assert last_new_life(desk.store) is None
    assert desk.store.setting("life") == life


def test_bundles_of_the_new_device_count_from_one(circle: Circle) -> None:
    desk = circle.village
    for _ in range(3):
        desk.add_households(1)
        hand_in(circle, desk)
    hand_over(circle, desk)
    assert peek(desk.export(circle.stick).read_bytes()).cover.number == 1


def test_another_handover_follows(circle: Circle) -> None:
    desk = circle.village
    hand_over(circle, desk)
    take(desk, issue(circle, desk, begin(desk, circle.stick, holder="Người thứ ba", passphrase="")), "")
    desk.add_households(1)
    hand_in(circle, desk)
    receipt(circle, desk)
    assert device_of(circle, desk).holder == "Người thứ ba"
    devices = circle.commune.store.all(Device.select().where(Device.village_id == desk.village_id))
    assert sorted(device.revoked_on is None for device in devices) == [False, False, True]


# --- the old key is lost ---


def test_a_lost_passphrase_without_escrow_ends_in_a_new_key(circle: Circle) -> None:
    desk = circle.village
    desk.add_households(2)
    passphrases.change(desk.store.home, "", "không ai nhớ nữa")
    desk.keys = credentials.load_closed(desk.store.home)
    asked = begin(desk, circle.stick)
    replaced = shown(circle, asked).replaced
    assert replaced is not None
    assert not replaced.proven
    take(desk, issue(circle, desk, asked))
    hand_in(circle, desk)
    assert len(circle.commune.store.rows("SELECT 1 FROM household")) == 2


def test_a_laptop_that_was_revoked_and_found_again_comes_back_with_a_new_key(circle: Circle) -> None:
    desk, commune = circle.village, circle.commune
    desk.add_households(1)
    hand_in(circle, desk)
    enrolment.revoke(commune.store, device_of(circle, desk), reason="mất máy")
    cut = device_of(circle, desk)
    desk.add_households(1)
    assert commune.merge(desk.export(circle.stick)).reason == "revoked"
    hand_over(circle, desk)
    hand_in(circle, desk)
    assert len(commune.store.rows("SELECT 1 FROM household")) == 2
    ended = device_of_id(circle, cut.id)
    assert (ended.revoked_reason, ended.revoked_after) == ("mất máy", cut.revoked_after)


def test_a_laptop_without_any_key_left(circle: Circle) -> None:
    """The folder of keys is gone; the store still knows which device it was."""
    desk = circle.village
    for path in (desk.store.home / "keys").iterdir():
        path.unlink()
    public = keys.generate().public
    desk.keys = Credentials(desk.store.home / "keys", public, None, None, None)
    asked = begin(desk, circle.stick)
    assert shown(circle, asked).replaced is not None
    take(desk, issue(circle, desk, asked))
    desk.add_households(1)
    hand_in(circle, desk)


def test_a_laptop_that_was_never_enrolled_just_takes_another_key(circle: Circle, new: Desk, row: Village) -> None:
    new.add_households(2)
    passphrases.change(new.store.home, "", "không ai nhớ nữa")
    assert refused(renewal.begin, new.store, credentials.load_closed(new.store.home), holder="").code == "not-enrolled"
    before = new.store.setting(DEVICE)
    new.keys = renewal.start_afresh(new.store, passphrase=NEW)
    assert new.store.setting(DEVICE) != before
    asked = enrolment.request(new.store, credentials.load(new.store.home, NEW), circle.stick)
    heard = enrolment.spoken_code(new.keys)
    commune = circle.commune
    issued = enrolment.issue(commune.store, commune.keys, asked, row, circle.stick, heard=heard).path
    _, new.keys = enrolment.accept(new.store, new.keys, issued)
    assert commune.merge(new.export(circle.stick)).counts["household"] == 2
    assert refused(renewal.start_afresh, new.store).code == "enrolled"


# --- what is said of the old device ---


def with_replaces(desk: Desk, stick: Path, said: object) -> Path:
    """The waiting key's request, signed again with something else in `replaces`."""
    waiting = renewal.next_folder(desk.store.home)
    cover = peek((waiting / "yeu-cau.toso").read_bytes()).cover
    key = credentials.load_from(waiting, NEW).key
    path = stick / "khac.toso"
    path.write_bytes(seal(msgspec.structs.replace(cover, replaces=said), None, key, None))
    return path


def test_the_word_of_another_key_is_no_word(circle: Circle) -> None:
    desk = circle.village
    begin(desk, circle.stick)
    old, device = desk.store.setting(DEVICE) or "", shown_device(desk)
    public = credentials.public_of(renewal.next_folder(desk.store.home))
    stranger = keys.generate()
    forged = [
        replacing.replaces(old, stranger, device, public, HOLDER),
        replacing.replaces(old, desk.keys.key, device, stranger.public, HOLDER),
        replacing.replaces(old, desk.keys.key, old, public, HOLDER),
        msgspec.structs.replace(replacing.replaces(old, desk.keys.key, device, public, HOLDER), proof="x"),
    ]
    for said in forged:
        path = with_replaces(desk, circle.stick, said)
        assert refused(shown, circle, path).code == "bad-signature"
        assert refused(issue, circle, desk, path).code == "bad-signature"
    assert device_of(circle, desk).revoked_on is None


def shown_device(desk: Desk) -> str:
    made = renewal.waiting(desk.store)
    assert made is not None
    return made.device


def test_one_village_ends_no_laptop_of_another(tmp_path: Path) -> None:
    circle = make_circle(tmp_path, villages=2)
    one, two = circle.villages
    begin(one, circle.stick)
    public = credentials.public_of(renewal.next_folder(one.store.home))
    said = replacing.replaces(two.store.setting(DEVICE) or "", None, shown_device(one), public, "")
    path = with_replaces(one, circle.stick, said)
    before = circle.commune.rows()
    assert refused(issue, circle, one, path).code == "enrolled-elsewhere"
    assert circle.commune.rows() == before
    circle.close()


def test_a_device_that_nobody_knows_is_not_replaced(circle: Circle) -> None:
    desk = circle.village
    begin(desk, circle.stick)
    public = credentials.public_of(renewal.next_folder(desk.store.home))
    own_of_commune = circle.commune.store.setting(DEVICE) or ""
    for device in ("0198636f-0000-7000-8000-00000000dddd", own_of_commune):
        said = replacing.replaces(device, None, shown_device(desk), public, "")
        assert shown(circle, with_replaces(desk, circle.stick, said)).replaced is None


@needs("ssh-keygen")
def test_ssh_keygen_checks_the_word_of_the_old_key(circle: Circle, tmp_path: Path) -> None:
    desk = circle.village
    cover = peek(begin(desk, circle.stick).read_bytes()).cover
    assert not isinstance(cover.replaces, msgspec.UnsetType)
    assert cover.replaces.proof is not None
    (tmp_path / "allowed").write_text(f"old {desk.keys.key.public_line()}\n", encoding="utf-8")
    (tmp_path / "proof.sig").write_text(cover.replaces.proof, encoding="utf-8")
    public = credentials.public_of(renewal.next_folder(desk.store.home))
    message = f"{desk.store.setting(DEVICE)} {cover.sender.device} {keys.public_line(public)}\n".encode()
    who: list[str | Path] = ["-f", tmp_path / "allowed", "-I", "old", "-n", "renewal@toso"]
    assert b"Good" in run(["ssh-keygen", "-Y", "verify", *who, "-s", tmp_path / "proof.sig"], message)


def test_only_a_request_replaces(circle: Circle) -> None:
    desk = circle.village
    cover = peek(desk.export(circle.stick).read_bytes()).cover
    said = replacing.replaces(desk.store.setting(DEVICE) or "", None, cover.sender.device, desk.keys.public, "")
    with pytest.raises(ValueError, match="only a request"):
        seal(msgspec.structs.replace(cover, replaces=said), [b"{}"], desk.keys.key, desk.keys.certificate, [])
