"""A new key asked for twice, answered late, thought better of, and a light that goes out in between."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.models.authors import DEVICE
from desktop.models.places import Device
from desktop.sync import credentials, enrolment, escrow, renewal
from tests.sync.asking import circle, new, refused, row
from tests.sync.desks import Circle, Desk, make_village

__all__ = ["circle", "new", "row"]  # fixtures
from tests.sync.renewing import NEW, all_bytes, begin, hand_in, issue, take

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
    assert renewal.write_request(desk.store, circle.stick).read_bytes() == first
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
    assert renewal.waiting(desk.store)
    renewal.cancel(desk.store)
    assert renewal.waiting(desk.store) is None
    assert all_bytes(desk.store.home / "keys") == before
    desk.add_households(1)
    hand_in(circle, desk)
    for act in (renewal.cancel, lambda store: renewal.write_request(store, circle.stick)):
        assert refused(act, desk.store).code == "none-waiting"
    assert refused(renewal.opened_next, desk.store, NEW).code == "none-waiting"


def test_what_is_not_the_answer_changes_nothing(circle: Circle) -> None:
    desk = circle.village
    own_answer = issue_for_the_old_key(circle, desk)
    asked = begin(desk, circle.stick)
    before, rows = all_bytes(desk.store.home / "keys"), desk.rows()
    assert refused(renewal.opened_next, desk.store, "sai").code == "key-passphrase"
    for path in (own_answer, asked):
        refused(take, desk, path)
    right = renewal.opened_next(desk.store, NEW)
    answer = issue(circle, desk, asked)
    assert (
        refused(renewal.accept, desk.store, right, answer, heard=enrolment.spoken_code(desk.keys)).code == "wrong-code"
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
    renewal.settle(desk.store)
    assert renewal.waiting(desk.store) is None
    assert not renewal.next_folder(desk.store.home).exists()
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
    renewal.settle(desk.store)
    assert desk.rows() == rows
    assert credentials.load(desk.store.home).fingerprint == desk.keys.fingerprint
    take(desk, answer)
    desk.add_households(1)
    hand_in(circle, desk)


def test_settling_where_nothing_is_to_settle_does_nothing(circle: Circle) -> None:
    desk = circle.village
    before, rows = all_bytes(desk.store.home / "keys"), desk.rows()
    renewal.settle(desk.store)
    begin(desk, circle.stick)
    waiting = all_bytes(desk.store.home / "keys")
    renewal.settle(desk.store)
    assert all_bytes(desk.store.home / "keys") == waiting
    renewal.cancel(desk.store)
    assert all_bytes(desk.store.home / "keys") == before
    assert {name: found for name, found in desk.rows().items() if name != "setting"} == {
        name: found for name, found in rows.items() if name != "setting"
    }
