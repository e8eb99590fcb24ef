"""The passphrase of a desk's key: set, changed, removed; beside ssh-keygen; what a closed key still lets do."""

import os
import unicodedata
from pathlib import Path

import pytest

from desktop.errors import FileProblem, TosoError
from desktop.sync import credentials, keys, passphrases
from desktop.sync.credentials import Credentials
from tests.sync.test_strangers import needs, run

OLD, NEW = "hoa ban trắng", "con trâu đi trước"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    credentials.create(tmp_path, "Máy thôn")
    return tmp_path


def secret(home: Path) -> Path:
    return home / "keys" / "device"


def code_of(error: pytest.ExceptionInfo[TosoError]) -> str:
    return error.value.code


def test_a_passphrase_is_set_changed_and_removed(home: Path) -> None:
    before = credentials.load(home).fingerprint
    assert not passphrases.is_set(home)
    passphrases.change(home, "", OLD)
    assert passphrases.is_set(home)
    with pytest.raises(keys.KeyProblem):
        credentials.load(home)
    passphrases.change(home, OLD, NEW)
    with pytest.raises(keys.KeyProblem):
        credentials.load(home, OLD)
    assert credentials.load(home, NEW).fingerprint == before
    passphrases.remove(home, NEW)
    assert credentials.load(home).fingerprint == before


@pytest.mark.parametrize("wrong", ["", "sai", NEW])
def test_a_wrong_old_passphrase_changes_nothing(home: Path, wrong: str) -> None:
    passphrases.change(home, "", OLD)
    before = secret(home).read_bytes()
    with pytest.raises(keys.KeyProblem) as caught:
        passphrases.change(home, wrong, NEW)
    assert code_of(caught) == "key-passphrase"
    with pytest.raises(keys.KeyProblem):
        passphrases.remove(home, wrong)
    assert secret(home).read_bytes() == before


@pytest.mark.parametrize("new", ["", "1234567", "aaaaaaaaaa", "\u200b" * 20, "a\u0301" * 7, "x" * 201])
def test_a_new_passphrase_that_is_no_use_is_refused(home: Path, new: str) -> None:
    before = secret(home).read_bytes()
    with pytest.raises(passphrases.PassphraseProblem) as caught:
        passphrases.change(home, "", new)
    assert caught.value.advice
    assert secret(home).read_bytes() == before


def test_eight_letters_are_enough_and_two_hundred_not_too_many(home: Path) -> None:
    passphrases.change(home, "", "ấn tượng")
    passphrases.change(home, "ấn tượng", "xy" * 100)
    assert credentials.load(home, "xy" * 100)


def test_the_file_is_replaced_whole_or_not_at_all(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = secret(home).read_bytes()

    def full(*_given: object, **_more: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileProblem):
        passphrases.change(home, "", NEW)
    assert secret(home).read_bytes() == before
    assert sorted(path.name for path in secret(home).parent.iterdir()) == ["device", "device.pub"]


def test_a_key_that_would_not_open_again_is_not_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = secret(home).read_bytes()
    monkeypatch.setattr(keys.DeviceKey, "to_openssh", lambda _key, _passphrase: b"not a key")
    with pytest.raises(keys.KeyProblem):
        passphrases.change(home, "", NEW)
    assert secret(home).read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps others out by the folder")
def test_nobody_else_can_read_the_rewrapped_file(home: Path) -> None:
    passphrases.change(home, "", NEW)
    assert secret(home).stat().st_mode & 0o777 == 0o600


# --- beside ssh-keygen ---


@needs("ssh-keygen")
def test_ssh_keygen_opens_what_we_wrapped(home: Path) -> None:
    passphrases.change(home, "", OLD)
    passphrases.change(home, OLD, NEW)
    told = run(["ssh-keygen", "-y", "-P", NEW, "-f", secret(home)]).decode()
    assert told.split()[:2] == (home / "keys" / "device.pub").read_text(encoding="utf-8").split()[:2]


@needs("ssh-keygen")
@pytest.mark.parametrize("new", [NEW, "", unicodedata.normalize("NFD", "mật khẩu gõ rời")], ids=["nfc", "none", "nfd"])
def test_we_open_what_ssh_keygen_wrapped_anew(home: Path, new: str) -> None:
    before = credentials.load(home).fingerprint
    passphrases.change(home, "", OLD)
    run(["ssh-keygen", "-q", "-p", "-P", OLD, "-N", new, "-f", secret(home)])
    assert passphrases.is_set(home) == bool(new)
    assert credentials.load(home, new).fingerprint == before
    passphrases.change(home, new, "và đổi lại ở đây")
    assert credentials.load(home, "và đổi lại ở đây").fingerprint == before


# --- a closed key ---


def test_a_closed_key_tells_who_it_is_and_signs_nothing(home: Path) -> None:
    opened = credentials.load(home)
    passphrases.change(home, "", OLD)
    closed = credentials.load_closed(home)
    assert closed.fingerprint == opened.fingerprint
    assert closed.opened is None
    with pytest.raises(keys.KeyProblem) as caught:
        _ = closed.key
    assert code_of(caught) == "key-closed"


@pytest.mark.parametrize("damage", [b"", b"rubbish", None])
def test_a_key_whose_private_file_is_broken_still_tells_who_it_is(home: Path, damage: bytes | None) -> None:
    before = credentials.load(home).fingerprint
    if damage is None:
        secret(home).unlink()
    else:
        secret(home).write_bytes(damage)
    assert credentials.load_closed(home).fingerprint == before


def test_the_private_file_is_believed_before_the_public_one(home: Path) -> None:
    before = credentials.load(home).fingerprint
    (home / "keys" / "device.pub").write_text(keys.generate().public_line(), encoding="utf-8")
    assert credentials.load_closed(home).fingerprint == before


def test_without_any_key_there_is_nobody(tmp_path: Path) -> None:
    with pytest.raises(TosoError) as caught:
        credentials.load_closed(tmp_path)
    assert code_of(caught) == "no-key"
    for told in (passphrases.is_set, lambda home: passphrases.change(home, "", NEW)):
        with pytest.raises(TosoError):
            told(tmp_path)


def test_the_repr_of_credentials_keeps_the_secret(home: Path) -> None:
    own: Credentials = credentials.load(home)
    assert "DeviceKey" not in repr(own)
