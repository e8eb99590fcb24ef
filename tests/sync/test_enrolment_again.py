"""Requests and enrolments that come twice, late, from elsewhere, half copied or mixed up: each answered in words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.clock import ScriptedClock
from desktop.errors import FileProblem
from desktop.models.journal import changing
from desktop.models.places import Device, Village
from desktop.models.setup import COMMUNE_CODE
from desktop.models.store import Store
from desktop.sync import comparing, credentials, enrolment, keys
from desktop.sync.refusals import Refusal
from desktop.sync.seal import peek
from tests.makers import move_home
from tests.sync.asking import ask, circle, device_of, new, refused, row, shown
from tests.sync.desks import START, Circle, Desk, add_village, enrol, issue, make_circle, make_commune, make_village

__all__ = ["circle", "new", "row"]  # fixtures


# --- again, and of whom ---


def test_a_request_made_twice_is_the_same_request(circle: Circle, new: Desk, row: Village) -> None:
    first = ask(new, circle.stick)
    kept = first.with_name("yeu-cau-ghi-danh (1).toso")
    first.rename(kept)
    second = ask(new, circle.stick)
    assert second == first
    earlier, later = shown(circle, kept), shown(circle, second)
    assert (earlier.device, earlier.fingerprint) == (later.device, later.fingerprint)
    assert earlier.made_at <= later.made_at
    for asked in (second, kept):
        assert issue(circle.commune, new, asked, row, circle.stick).exists()
    laptops = circle.commune.store.all(Device.select().where(Device.village_id == row.id))
    assert len(laptops) == 1


def test_an_enrolled_laptop_asks_again_and_gets_a_new_file(circle: Circle) -> None:
    village = circle.village
    asked = ask(village, circle.stick)
    assert shown(circle, asked).village == village.village_id
    circle.village.add_households(2)
    path = issue(circle.commune, village, asked, village.village, circle.stick)
    before = village.rows()["household"]
    offer = enrolment.look(village.store, village.keys, path)
    assert (offer.is_trusted, offer.is_taken) == (True, False)
    accepted, village.keys = enrolment.accept(village.store, village.keys, path, heard=offer.spoken)
    assert (accepted.code, accepted.already) == ("02107-01", False)
    assert village.rows()["household"] == before
    assert circle.commune.merge(village.export(circle.stick)).counts == {"household": 2, "key_escrow": 1}


def test_issuing_again_keeps_the_new_holder_and_no_second_laptop(circle: Circle) -> None:
    asked, village = ask(circle.village, circle.stick), circle.village.village
    heard = enrolment.spoken_code(circle.village.keys)
    store = circle.commune.store
    for holder in ("Bí thư", ""):
        enrolment.issue(store, circle.commune.keys, asked, village, circle.stick, heard=heard, holder=holder)
        assert device_of(circle, circle.village).holder == "Bí thư"
    assert len(store.all(Device.select().where(Device.role == "village"))) == 1


def test_a_laptop_of_one_village_is_not_enrolled_for_another(circle: Circle, row: Village) -> None:
    asked = ask(circle.village, circle.stick)
    before = circle.commune.rows()
    error = refused(issue, circle.commune, circle.village, asked, row, circle.stick)
    assert error.code == "enrolled-elsewhere"
    assert circle.commune.rows() == before


def test_a_second_laptop_of_a_village_is_a_device_of_its_own(circle: Circle, new: Desk) -> None:
    enrol(circle.commune, new, circle.village.village, circle.stick)
    assert new.village_id == circle.village.village_id
    laptops = circle.commune.store.all(Device.select().where(Device.village_id == new.village_id))
    assert len({laptop.id for laptop in laptops}) == 2


def test_a_revoked_laptop_is_not_enrolled_again(circle: Circle) -> None:
    device = device_of(circle, circle.village)
    enrolment.revoke(circle.commune.store, device, reason="mất máy")
    asked = ask(circle.village, circle.stick)
    before = circle.commune.rows()
    for act in (
        lambda: shown(circle, asked),
        lambda: issue(circle.commune, circle.village, asked, circle.village.village, circle.stick),
    ):
        error = refused(act)
        assert error.code == "revoked"
        assert "thu hồi" in error.message
        assert "khóa mới" in error.advice
    assert circle.commune.rows() == before


def test_a_revoked_laptop_with_a_new_key_is_still_the_revoked_laptop(circle: Circle) -> None:
    enrolment.revoke(circle.commune.store, device_of(circle, circle.village), reason="mất máy")
    fresh = credentials.create(circle.stick / "khac", "khác")
    asked = enrolment.request(circle.village.store, fresh, circle.stick)
    assert refused(shown, circle, asked).code == "revoked"


def test_a_known_laptop_with_another_key_is_refused(circle: Circle) -> None:
    """Whoever knows a laptop's id could otherwise get a certificate in its name for a key of their own."""
    fresh = credentials.create(circle.stick / "khac", "khác")
    asked = enrolment.request(circle.village.store, fresh, circle.stick)
    before = circle.commune.rows()
    assert refused(shown, circle, asked).code == "other-key"
    heard = enrolment.spoken_code(fresh)
    village = circle.village.village
    store, own = circle.commune.store, circle.commune.keys
    assert refused(enrolment.issue, store, own, asked, village, circle.stick, heard=heard).code == "other-key"
    assert circle.commune.rows() == before


def test_an_enrolment_taken_twice_changes_nothing(circle: Circle, new: Desk, row: Village) -> None:
    path = issue(circle.commune, new, ask(new, circle.stick), row, circle.stick)
    _, new.keys = enrolment.accept(new.store, new.keys, path)
    new.add_households(1)
    before = new.rows()
    copy = path.with_name("ghi-danh (1).toso")
    shutil.copy(path, copy)
    for again in (path, copy):
        assert enrolment.look(new.store, new.keys, again).is_taken
        accepted, kept = enrolment.accept(new.store, new.keys, again)
        assert (accepted.already, accepted.entries, kept) == (True, 0, new.keys)
    assert new.rows() == before


def test_an_enrolment_brings_a_lost_certificate_back(circle: Circle, new: Desk, row: Village) -> None:
    path = issue(circle.commune, new, ask(new, circle.stick), row, circle.stick)
    enrolment.accept(new.store, new.keys, path)
    (new.store.home / "keys" / "device-cert.pub").unlink()
    own = credentials.load(new.store.home)
    accepted, kept = enrolment.accept(new.store, own, path)
    assert not accepted.already
    assert kept.certificate is not None


def test_an_enrolment_taken_by_another_laptop_is_not_for_us(circle: Circle, new: Desk, row: Village) -> None:
    path = issue(circle.commune, new, ask(new, circle.stick), row, circle.stick)
    third = make_village(circle.stick.parent / "thu-ba", seed=50)
    for desk in (third, circle.village):
        before = desk.rows()
        for act in (enrolment.look, enrolment.accept):
            error = refused(act, desk.store, desk.keys, path)
            assert error.code == "not-for-us"
            assert "máy khác" in error.message
        assert desk.rows() == before
    third.store.close()


@pytest.mark.parametrize("code", ["02107", "09999"])
def test_a_laptop_of_one_commune_is_not_taken_by_another(tmp_path: Path, code: str) -> None:
    """The other commune may even use the same code: its key is another one."""
    first, laptop = make_circle(tmp_path / "mot"), make_village(tmp_path / "may", seed=70)
    other = make_commune(tmp_path / "xa-hai", seed=71)
    row = add_village(other, "02107-05")
    with other.store.transaction():
        other.store.set_setting(COMMUNE_CODE, code)
    with laptop.store.transaction():
        laptop.store.set_setting(COMMUNE_CODE, code)
    late = issue(other, laptop, ask(laptop, tmp_path / "usb-hai"), row, tmp_path / "usb-hai")
    with laptop.store.transaction():
        laptop.store.set_setting(COMMUNE_CODE, "02107")
    enrol(first.commune, laptop, add_village(first.commune, "02107-05"), first.stick)
    before = laptop.rows()
    for act in (enrolment.look, enrolment.accept):
        error = refused(act, laptop.store, laptop.keys, late)
        assert error.code in ("wrong-commune", "unknown-device")
        assert "xã khác" in error.message
    assert laptop.rows() == before
    for desk in (laptop, other):
        desk.store.close()
    first.close()


def test_a_request_for_another_commune_is_refused(circle: Circle, new: Desk) -> None:
    with new.store.transaction():
        new.store.set_setting(COMMUNE_CODE, "09999")
    error = refused(shown, circle, ask(new, circle.stick))
    assert (error.code, "xã khác" in error.message) == ("wrong-commune", True)


# --- files that are not what was wanted ---


@pytest.mark.parametrize("part", [0, 1, 30, 0.5, 0.9, -1])
def test_a_half_copied_request_is_told_in_its_own_words(circle: Circle, new: Desk, row: Village, part: float) -> None:
    asked = ask(new, circle.stick)
    whole = asked.read_bytes()
    asked.write_bytes(whole[: int(part) if isinstance(part, int) else int(len(whole) * part)])
    before = circle.commune.rows()
    error = refused(issue, circle.commune, new, asked, row, circle.stick)
    assert error.code == "damaged"
    assert "Tệp yêu cầu ghi danh bị hỏng" in error.message
    assert circle.commune.rows() == before


@pytest.mark.parametrize("part", [0, 1, 30, 0.5, 0.9, -1])
def test_a_half_copied_enrolment_is_told_in_its_own_words(circle: Circle, new: Desk, row: Village, part: float) -> None:
    path = issue(circle.commune, new, ask(new, circle.stick), row, circle.stick)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(part) if isinstance(part, int) else int(len(whole) * part)])
    before = new.rows()
    for act in (enrolment.look, enrolment.accept):
        error = refused(act, new.store, new.keys, path)
        assert error.code == "damaged"
        assert "Tệp ghi danh bị hỏng" in error.message
    assert new.rows() == before


def test_a_request_that_was_changed_is_told(circle: Circle, new: Desk) -> None:
    asked = ask(new, circle.stick)
    whole = asked.read_bytes()
    place = whole.index("Khuổi".encode())
    asked.write_bytes(whole[:place] + b"X" + whole[place + 1 :])
    error = refused(shown, circle, asked)
    assert error.code in ("damaged", "bad-signature")
    assert "yêu cầu" in error.message


def test_the_printed_sheet_is_not_the_request(circle: Circle, new: Desk) -> None:
    sheet = circle.stick / "phieu-ghi-danh-1234.pdf"
    sheet.write_bytes(b"%PDF-1.4\n")
    error = refused(shown, circle, sheet)
    assert "phiếu để in" in error.message
    assert "yeu-cau-ghi-danh" in error.advice
    assert "phiếu để in" in refused(enrolment.look, new.store, new.keys, sheet).message


def test_the_files_of_enrolment_are_told_apart(circle: Circle, new: Desk, row: Village) -> None:
    asked = ask(new, circle.stick)
    path = issue(circle.commune, new, asked, row, circle.stick)
    circle.village.add_households(1)
    bundle = circle.village.export(circle.stick)
    for act, path_of, what in (
        (lambda path: shown(circle, path), bundle, "gói dữ liệu"),
        (lambda path: shown(circle, path), path, "tệp ghi danh do xã cấp"),
        (lambda path: enrolment.look(new.store, new.keys, path), asked, "tệp yêu cầu của máy thôn"),
        (lambda path: enrolment.look(new.store, new.keys, path), bundle, "gói dữ liệu"),
    ):
        error = refused(act, path_of)
        assert (error.code, what in error.message) == ("damaged", True), error


def test_a_stick_that_cannot_be_written_leaves_the_way_open(circle: Circle, new: Desk, row: Village) -> None:
    asked = ask(new, circle.stick)
    blocked = circle.stick / "la-mot-tep"
    blocked.write_bytes(b"")
    with pytest.raises(FileProblem):
        issue(circle.commune, new, asked, row, blocked)
    path = issue(circle.commune, new, asked, row, circle.stick)
    accepted, _ = enrolment.accept(new.store, new.keys, path)
    assert accepted.village == "Khuổi Lót"


def test_a_village_that_was_renamed_meanwhile_is_enrolled_under_its_new_name(
    circle: Circle, new: Desk, row: Village
) -> None:
    asked = ask(new, circle.stick)
    with changing(circle.commune.store) as change:
        change.set(Village, row.id, name="Khuổi Lót Mới")
    renamed = circle.commune.store.get(Village, row.id)
    assert renamed is not None
    path = issue(circle.commune, new, asked, renamed, circle.stick)
    assert enrolment.look(new.store, new.keys, path).village == "Khuổi Lót Mới"


def test_a_request_carries_no_data_and_only_a_request_names_its_laptop(circle: Circle, new: Desk) -> None:
    new.add_households(3)
    cover = peek(ask(new, circle.stick).read_bytes()).cover
    assert (cover.body, cover.counts, cover.seen, cover.laptop) == (None, {}, {}, "Máy thôn")
    circle.village.add_households(1)
    assert b'"laptop"' not in peek(circle.village.export(circle.stick).read_bytes()).cover.to_bytes()


def test_the_code_has_the_number_of_digits_that_people_are_told() -> None:
    code = keys.spoken(keys.generate().fingerprint)
    assert len(comparing.heard_digits(code)) == comparing.DIGITS
    assert [len(group) for group in code.split()] == [comparing.GROUP] * 6


def test_an_enrolment_of_a_commune_that_writes_twice_under_one_number_is_refused_whole(
    circle: Circle, tmp_path: Path
) -> None:
    """Two copies of the commune's home went on as one: the laptop holds what the first wrote, the second issues."""
    one, village = circle.village, circle.village.village
    twin = tmp_path / "xa-2"
    circle.commune.store.close()
    move_home(circle.commune.store.home, twin)
    desks = []
    for seed, home in enumerate((circle.commune.store.home, twin), start=61):
        desk = Desk(Store.open(home, ScriptedClock(START, seed)), credentials.load(home))
        with changing(desk.store) as change:
            change.set(Village, village.id, signal=f"sóng {seed}")
        desks.append(desk)
    circle.commune, second = desks
    assert one.merge(circle.commune.export(circle.stick, one)).verdict in {"merged", "already"}
    path = issue(second, one, ask(one, circle.stick), village, circle.stick)
    before, kept = one.rows(), one.keys
    with pytest.raises(Refusal) as caught:
        enrolment.accept(one.store, one.keys, path, heard=enrolment.commune_code(one.keys))
    assert caught.value.code == "fork"
    assert caught.value.message == (
        "Tệp ghi danh có phần khác với điều xã đã gửi máy này trước đây, mà mang cùng số thứ tự; chưa ghi gì."
    )
    assert "sổ của xã đang mở ở hai nơi" in caught.value.advice
    assert (one.rows(), one.keys) == (before, kept)
    assert credentials.load(one.store.home).certificate == kept.certificate
    second.store.close()
