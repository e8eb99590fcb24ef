"""Enrolment by paper and stick: nothing without the code that was heard; look at the commune's code, then accept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.models.places import Village
from desktop.sync import credentials, enrolment, keys
from desktop.sync.comparing import CodeProblem
from tests.sync.asking import ask, circle, device_of, new, refused, row, shown
from tests.sync.desks import Circle, Desk, add_village, issue, make_commune, make_village

__all__ = ["circle", "new", "row"]  # fixtures


# --- the code ---


def test_the_officer_sees_who_asks_and_when(circle: Circle, new: Desk) -> None:
    asked = shown(circle, ask(new, circle.stick))
    assert (asked.name, asked.laptop, asked.village) == ("thôn Khuổi Lót", "Máy thôn", None)
    assert asked.spoken == enrolment.spoken_code(new.keys)
    assert asked.fingerprint == new.keys.key.fingerprint
    assert asked.made_at <= new.store.clock.now()


@pytest.mark.parametrize(
    ("hear", "code"),
    [
        (lambda code: "", "no-code"),
        (lambda code: "   ", "no-code"),
        (lambda code: code[:4], "short-code"),
        (lambda code: code[:-1], "short-code"),
        (lambda code: code[5:], "short-code"),
        (lambda code: code[:-1] + str((int(code[-1]) + 1) % 10), "wrong-code"),
        (lambda code: " ".join(reversed(code.split())), "wrong-code"),
        (lambda code: f"{code} 0", "wrong-code"),
        (lambda code: keys.spoken(keys.generate().fingerprint), "wrong-code"),
    ],
    ids=["empty", "blank", "first", "one-less", "no-first", "last", "order", "more", "other"],
)
def test_nothing_is_issued_for_a_code_that_is_not_the_requests(
    circle: Circle, new: Desk, row: Village, hear: object, code: str
) -> None:
    assert callable(hear)
    asked = ask(new, circle.stick)
    before, files = circle.commune.rows(), sorted(circle.stick.iterdir())
    heard = hear(enrolment.spoken_code(new.keys))
    error = refused(enrolment.issue, circle.commune.store, circle.commune.keys, asked, row, circle.stick, heard=heard)
    assert isinstance(error, CodeProblem)
    assert error.code == code
    assert circle.commune.rows() == before
    assert sorted(circle.stick.iterdir()) == files


def test_the_commune_does_not_issue_with_its_own_code(circle: Circle, new: Desk, row: Village) -> None:
    """Both codes stand on the officer's screen; the wrong one of them is wrong."""
    asked, own = ask(new, circle.stick), enrolment.commune_code(circle.commune.keys)
    error = refused(enrolment.issue, circle.commune.store, circle.commune.keys, asked, row, circle.stick, heard=own)
    assert error.code == "wrong-code"


def test_a_request_that_was_exchanged_on_the_stick_does_not_have_the_code(
    circle: Circle, new: Desk, row: Village, tmp_path: Path
) -> None:
    """Somebody puts a request of their own in the place of the village's, under the same name."""
    asked = ask(new, circle.stick)
    foe = make_village(tmp_path / "ke-gian", seed=77, name="Khuổi Lót")
    shutil.copy(ask(foe, tmp_path / "tay"), asked)
    foe.store.close()
    assert shown(circle, asked).name == "thôn Khuổi Lót"
    error = refused(issue, circle.commune, new, asked, row, circle.stick)
    assert error.code == "wrong-code"


def test_the_right_code_issues_and_the_laptop_is_noted(circle: Circle, new: Desk, row: Village) -> None:
    heard = enrolment.spoken_code(new.keys).replace(" ", "-")
    asked = ask(new, circle.stick)
    store = circle.commune.store
    enrolment.issue(store, circle.commune.keys, asked, row, circle.stick, heard=heard, holder="Trưởng thôn")
    device = device_of(circle, new)
    assert (device.village_id, device.name, device.holder) == (row.id, "Máy thôn", "Trưởng thôn")
    assert device.fingerprint == new.keys.key.fingerprint


# --- look first, then accept ---


def test_looking_tells_what_would_be_taken_and_writes_nothing(circle: Circle, new: Desk, row: Village) -> None:
    path = issue(circle.commune, new, ask(new, circle.stick), row, circle.stick)
    before, files = new.rows(), sorted((new.store.home / "keys").iterdir())
    offer = enrolment.look(new.store, new.keys, path)
    assert (offer.village, offer.code, offer.commune_code) == ("Khuổi Lót", "02107-02", "02107")
    assert offer.commune == "xã Thanh Thịnh"
    assert offer.spoken == enrolment.commune_code(circle.commune.keys)
    assert (offer.is_trusted, offer.is_taken) == (False, False)
    assert new.rows() == before
    assert sorted((new.store.home / "keys").iterdir()) == files


@pytest.mark.parametrize("heard", ["", "0412", "0" * 24])
def test_nothing_is_taken_for_a_code_that_is_not_the_communes(
    circle: Circle, new: Desk, row: Village, heard: str
) -> None:
    path = issue(circle.commune, new, ask(new, circle.stick), row, circle.stick)
    before = new.rows()
    error = refused(enrolment.accept, new.store, new.keys, path, heard=heard)
    assert isinstance(error, CodeProblem)
    assert new.rows() == before
    assert not (new.store.home / "keys" / "commune.pub").exists()
    assert credentials.load(new.store.home).certificate is None


def test_the_file_that_was_looked_at_is_the_one_that_is_taken(
    circle: Circle, new: Desk, row: Village, tmp_path: Path
) -> None:
    """Another commune's enrolment for the same laptop takes the file's place between looking and accepting."""
    path = issue(circle.commune, new, ask(new, circle.stick), row, circle.stick)
    offer = enrolment.look(new.store, new.keys, path)
    foe = make_commune(tmp_path / "xa-gia", seed=90)
    shutil.copy(issue(foe, new, ask(new, tmp_path), add_village(foe, "02107-02"), tmp_path), path)
    foe.store.close()
    before = new.rows()
    error = refused(enrolment.accept, new.store, new.keys, path, heard=offer.spoken)
    assert error.code == "wrong-code"
    assert new.rows() == before


def test_with_the_communes_code_the_laptop_is_enrolled(circle: Circle, new: Desk, row: Village) -> None:
    path = issue(circle.commune, new, ask(new, circle.stick), row, circle.stick)
    heard = enrolment.commune_code(circle.commune.keys)
    accepted, new.keys = enrolment.accept(new.store, new.keys, path, heard=heard)
    assert (accepted.village, accepted.already, accepted.commune_spoken) == ("Khuổi Lót", False, heard)
    assert enrolment.commune_code(new.keys) == heard
    assert accepted.entries > 60


def test_a_laptop_that_knows_no_commune_has_no_code_of_one(new: Desk) -> None:
    assert enrolment.commune_code(new.keys) == ""
