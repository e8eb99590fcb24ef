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
from desktop.sync import credentials, enrolment, escrow, keys, passphrases, replacing, succession
from desktop.sync.credentials import Credentials
from desktop.sync.seal import peek, seal
from tests.sync.asking import circle, device_of, new, refused, row, shown
from tests.sync.desks import Circle, Desk, make_circle, make_village
from tests.sync.test_strangers import needs, run

__all__ = ["circle", "new", "row"]  # fixtures

OLD, NEW = "hoa ban trắng", "con trâu đi trước"
HOLDER = "Nông Thị Mới"


def begin(desk: Desk, stick: Path, *, holder: str = HOLDER, passphrase: str = NEW) -> Path:
    succession.begin(desk.store, desk.keys, holder=holder, passphrase=passphrase)
    return succession.write_request(desk.store, stick)


def spoken(desk: Desk) -> str:
    made = succession.waiting(desk.store)
    assert made is not None
    return made.spoken


def issue(circle: Circle, desk: Desk, asked: Path, village: Village | None = None, **more: str) -> Path:
    heard = more.pop("heard", spoken(desk))
    commune = circle.commune
    return enrolment.issue(
        commune.store, commune.keys, asked, village or desk.village, circle.stick, heard=heard, **more
    ).path


def take(desk: Desk, issued: Path, passphrase: str = NEW) -> None:
    _, desk.keys = succession.accept(desk.store, succession.opened_next(desk.store, passphrase), issued)


def hand_over(circle: Circle, desk: Desk) -> None:
    """The whole story in one breath."""
    take(desk, issue(circle, desk, begin(desk, circle.stick)))


def hand_in(circle: Circle, desk: Desk) -> None:
    assert circle.commune.merge(desk.export(circle.stick)).verdict in ("merged", "already")


def receipt(circle: Circle, desk: Desk) -> None:
    assert desk.merge(circle.commune.export(circle.stick, desk)).verdict == "merged"


def all_bytes(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


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
    opened = escrow.opened(commune.store, commune.keys.key, device_of(circle, desk))
    assert opened.fingerprint == desk.keys.fingerprint
    assert refused(escrow.opened, commune.store, commune.keys.key, before).code == "no-escrow"


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
    assert (
        refused(succession.begin, new.store, credentials.load_closed(new.store.home), holder="").code == "not-enrolled"
    )
    before = new.store.setting(DEVICE)
    new.keys = succession.start_afresh(new.store, passphrase=NEW)
    assert new.store.setting(DEVICE) != before
    asked = enrolment.request(new.store, credentials.load(new.store.home, NEW), circle.stick)
    heard = enrolment.spoken_code(new.keys)
    commune = circle.commune
    issued = enrolment.issue(commune.store, commune.keys, asked, row, circle.stick, heard=heard).path
    _, new.keys = enrolment.accept(new.store, new.keys, issued)
    assert commune.merge(new.export(circle.stick)).counts["household"] == 2
    assert refused(succession.start_afresh, new.store).code == "enrolled"


# --- what is said of the old device ---


def with_replaces(desk: Desk, stick: Path, said: object) -> Path:
    """The waiting key's request, signed again with something else in `replaces`."""
    waiting = succession.next_folder(desk.store.home)
    cover = peek((waiting / "yeu-cau.toso").read_bytes()).cover
    key = credentials.load_from(waiting, NEW).key
    path = stick / "khac.toso"
    path.write_bytes(seal(msgspec.structs.replace(cover, replaces=said), None, key, None))
    return path


def test_the_word_of_another_key_is_no_word(circle: Circle) -> None:
    desk = circle.village
    begin(desk, circle.stick)
    old, device = desk.store.setting(DEVICE) or "", shown_device(desk)
    public = credentials.public_of(succession.next_folder(desk.store.home))
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
    made = succession.waiting(desk.store)
    assert made is not None
    return made.device


def test_one_village_ends_no_laptop_of_another(tmp_path: Path) -> None:
    circle = make_circle(tmp_path, villages=2)
    one, two = circle.villages
    begin(one, circle.stick)
    public = credentials.public_of(succession.next_folder(one.store.home))
    said = replacing.replaces(two.store.setting(DEVICE) or "", None, shown_device(one), public, "")
    path = with_replaces(one, circle.stick, said)
    before = circle.commune.rows()
    assert refused(issue, circle, one, path).code == "enrolled-elsewhere"
    assert circle.commune.rows() == before
    circle.close()


def test_a_device_that_nobody_knows_is_not_replaced(circle: Circle) -> None:
    desk = circle.village
    begin(desk, circle.stick)
    public = credentials.public_of(succession.next_folder(desk.store.home))
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
    public = credentials.public_of(succession.next_folder(desk.store.home))
    message = f"{desk.store.setting(DEVICE)} {cover.sender.device} {keys.public_line(public)}\n".encode()
    who = ["-f", tmp_path / "allowed", "-I", "old", "-n", "succession@toso", "-s", tmp_path / "proof.sig"]
    assert b"Good" in run(["ssh-keygen", "-Y", "verify", *who], message)


def test_only_a_request_replaces(circle: Circle) -> None:
    desk = circle.village
    cover = peek(desk.export(circle.stick).read_bytes()).cover
    said = replacing.replaces(desk.store.setting(DEVICE) or "", None, cover.sender.device, desk.keys.public, "")
    with pytest.raises(ValueError, match="only a request"):
        seal(msgspec.structs.replace(cover, replaces=said), [b"{}"], desk.keys.key, desk.keys.certificate, [])


# --- twice, late, undone ---


def test_nothing_is_ended_before_the_code_was_compared(circle: Circle) -> None:
    desk = circle.village
    asked = begin(desk, circle.stick)
    before = circle.commune.rows()
    for heard in ("", enrolment.spoken_code(desk.keys)):
        refused(issue, circle, desk, asked, heard=heard)
    assert circle.commune.rows() == before


def test_a_lost_request_is_written_again(circle: Circle) -> None:
    desk = circle.village
    asked = begin(desk, circle.stick)
    first = asked.read_bytes()
    asked.unlink()
    assert succession.write_request(desk.store, circle.stick).read_bytes() == first
    assert refused(begin, desk, circle.stick).code == "already-waiting"


def test_a_lost_answer_is_issued_again(circle: Circle) -> None:
    desk = circle.village
    asked = begin(desk, circle.stick)
    issue(circle, desk, asked).unlink()
    ended = [device.revoked_after for device in circle.commune.store.all(Device.select())]
    take(desk, issue(circle, desk, asked))
    assert [device.revoked_after for device in circle.commune.store.all(Device.select())] == ended
    desk.add_households(1)
    hand_in(circle, desk)


def test_a_handover_can_be_thought_better_of(circle: Circle) -> None:
    desk = circle.village
    before = all_bytes(desk.store.home / "keys")
    begin(desk, circle.stick)
    assert succession.waiting(desk.store)
    succession.cancel(desk.store)
    assert succession.waiting(desk.store) is None
    assert all_bytes(desk.store.home / "keys") == before
    desk.add_households(1)
    hand_in(circle, desk)
    for act in (succession.cancel, lambda store: succession.write_request(store, circle.stick)):
        assert refused(act, desk.store).code == "none-waiting"
    assert refused(succession.opened_next, desk.store, NEW).code == "none-waiting"


def test_what_is_not_the_answer_changes_nothing(circle: Circle) -> None:
    desk = circle.village
    own_answer = issue_for_the_old_key(circle, desk)
    asked = begin(desk, circle.stick)
    before, rows = all_bytes(desk.store.home / "keys"), desk.rows()
    assert refused(succession.opened_next, desk.store, "sai").code == "key-passphrase"
    for path in (own_answer, asked):
        refused(take, desk, path)
    right = succession.opened_next(desk.store, NEW)
    answer = issue(circle, desk, asked)
    assert (
        refused(succession.accept, desk.store, right, answer, heard=enrolment.spoken_code(desk.keys)).code
        == "wrong-code"
    )
    assert all_bytes(desk.store.home / "keys") == before
    assert desk.rows() == rows


def issue_for_the_old_key(circle: Circle, desk: Desk) -> Path:
    asked = enrolment.request(desk.store, desk.keys, circle.stick)
    commune = circle.commune
    path = enrolment.issue(
        commune.store, commune.keys, asked, desk.village, circle.stick, heard=enrolment.spoken_code(desk.keys)
    ).path
    return path.rename(path.with_name("cu.toso"))


def test_another_laptops_key_is_not_asked_for(circle: Circle, tmp_path: Path) -> None:
    """The waiting key's answer is nothing for another laptop of the village."""
    deputy = make_village(tmp_path / "pho", seed=31, name="Thôn 1")
    answer = issue(circle, circle.village, begin(circle.village, circle.stick))
    assert refused(enrolment.accept, deputy.store, deputy.keys, answer).code == "not-for-us"
    deputy.store.close()


# --- the light goes out ---


class _PowerCutError(Exception):
    pass


@pytest.mark.parametrize("moved", range(5))
def test_a_power_cut_while_the_keys_change_places(circle: Circle, monkeypatch: pytest.MonkeyPatch, moved: int) -> None:
    desk = circle.village
    answer = issue(circle, desk, begin(desk, circle.stick))
    count = 0

    def replace(path: Path, target: Path) -> Path:
        nonlocal count
        if path.parent.name == "next" and target.parent.name != "next":
            count += 1
            if count > moved:
                raise _PowerCutError
        os.replace(path, target)  # noqa: PTH105 - the method is the one that is replaced
        return target

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        if moved == 4:
            patch.setattr("shutil.rmtree", _cut)
        with pytest.raises(_PowerCutError):
            take(desk, answer)
    succession.settle(desk.store)
    assert succession.waiting(desk.store) is None
    assert not succession.next_folder(desk.store.home).exists()
    desk.keys = credentials.load(desk.store.home, NEW)
    assert desk.keys.certificate is not None
    assert desk.keys.certificate.key_id == desk.store.setting(DEVICE)
    desk.add_households(1)
    hand_in(circle, desk)


def _cut(*_given: object) -> None:
    raise _PowerCutError


def test_a_power_cut_before_the_store_is_written_leaves_the_old_key(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = circle.village
    answer = issue(circle, desk, begin(desk, circle.stick))
    rows = desk.rows()
    with monkeypatch.context() as patch:
        patch.setattr(escrow, "drop", _cut)
        with pytest.raises(_PowerCutError):
            take(desk, answer)
    succession.settle(desk.store)
    assert desk.rows() == rows
    assert credentials.load(desk.store.home).fingerprint == desk.keys.fingerprint
    take(desk, answer)
    desk.add_households(1)
    hand_in(circle, desk)


def test_settling_where_nothing_is_to_settle_does_nothing(circle: Circle) -> None:
    desk = circle.village
    before, rows = all_bytes(desk.store.home / "keys"), desk.rows()
    succession.settle(desk.store)
    begin(desk, circle.stick)
    waiting = all_bytes(desk.store.home / "keys")
    succession.settle(desk.store)
    assert all_bytes(desk.store.home / "keys") == waiting
    succession.cancel(desk.store)
    assert all_bytes(desk.store.home / "keys") == before
    assert {name: found for name, found in desk.rows().items() if name != "setting"} == {
        name: found for name, found in rows.items() if name != "setting"
    }
