"""Device keys: files that OpenSSH knows, passphrases, and the codes that people compare."""

import base64
import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from desktop.errors import FileProblem
from desktop.sync import keys
from desktop.sync.keys import KeyProblem
from tests.sync.makers import STRANGER, VILLAGE_KEY


def test_two_generated_keys_differ() -> None:
    assert keys.generate().fingerprint != keys.generate().fingerprint


@pytest.mark.parametrize("passphrase", ["", "hoa ban trắng"])
def test_a_saved_key_is_loaded_again(tmp_path: Path, passphrase: str) -> None:
    path = tmp_path / "key"
    keys.save(VILLAGE_KEY, path, passphrase)
    assert keys.load(path, passphrase).fingerprint == VILLAGE_KEY.fingerprint


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps others out by the folder")
def test_nobody_else_can_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    keys.save(VILLAGE_KEY, path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_passphrase_wraps_the_secret() -> None:
    secret = VILLAGE_KEY.private.private_bytes_raw()
    inside = b"".join(VILLAGE_KEY.to_openssh("mật khẩu").splitlines()[1:-1])
    assert secret not in base64.b64decode(inside)
    assert b"bcrypt" in base64.b64decode(inside)
    assert secret in base64.b64decode(b"".join(VILLAGE_KEY.to_openssh().splitlines()[1:-1]))


def test_two_keyboards_type_the_same_passphrase() -> None:
    wrapped = VILLAGE_KEY.to_openssh("m\u1ead t kh\u1ea9u")
    assert keys.read_private(wrapped, "ma\u0323\u0302 t kha\u0302\u0309u").fingerprint == VILLAGE_KEY.fingerprint


def test_a_passphrase_that_is_not_needed_is_not_used() -> None:
    assert keys.read_private(VILLAGE_KEY.to_openssh(), "thừa").fingerprint == VILLAGE_KEY.fingerprint


@pytest.mark.parametrize("passphrase", ["", "sai"])
def test_a_wrong_passphrase_is_said_so(passphrase: str) -> None:
    with pytest.raises(KeyProblem, match="ật khẩu") as caught:
        keys.read_private(VILLAGE_KEY.to_openssh("đúng"), passphrase)
    assert caught.value.code == "key-passphrase"


def broken_files() -> dict[str, bytes]:
    whole = VILLAGE_KEY.to_openssh()
    lines = whole.splitlines(keepends=True)
    pkcs8 = VILLAGE_KEY.private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "empty": b"",
        "noise": bytes(range(256)),
        "pkcs8": pkcs8,
        "half": whole[: len(whole) // 2],
        "no middle": b"".join([lines[0], *lines[2:]]),
        "no base64": lines[0] + b"!!!\n" + lines[-1],
        "other content": lines[0] + base64.b64encode(b"something else") + b"\n" + lines[-1],
        "public": VILLAGE_KEY.public_line().encode(),
    }


@pytest.mark.parametrize("name", broken_files())
def test_a_broken_file_is_said_so(name: str) -> None:
    with pytest.raises(KeyProblem) as caught:
        keys.read_private(broken_files()[name], "bất kỳ")
    assert caught.value.code == "key-broken"


WRAPPED = VILLAGE_KEY.to_openssh("đúng")


@pytest.mark.parametrize("at", range(63, 66))
def test_a_damaged_count_of_rounds_does_not_keep_the_desk_busy_for_days(at: int) -> None:
    begin, *lines, end = WRAPPED.splitlines()
    inside = bytearray(base64.b64decode(b"".join(lines)))
    assert inside[63:67] == bytes([0, 0, 0, 16])
    inside[at] ^= 0x80
    with pytest.raises(KeyProblem) as caught:
        keys.read_private(b"\n".join([begin, base64.b64encode(inside), end]), "đúng")
    assert caught.value.code == "key-broken"


def test_every_flipped_bit_of_a_key_file_is_noticed_or_harmless() -> None:
    whole = VILLAGE_KEY.to_openssh()
    for at in range(len(whole)):
        flipped = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        try:
            assert keys.read_private(flipped, "x").fingerprint == VILLAGE_KEY.fingerprint
        except KeyProblem as problem:
            assert problem.code in {"key-broken", "key-type", "key-passphrase"}  # noqa: PT017 - either is right


@pytest.mark.parametrize(
    "other", [ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 1024)], ids=["ecdsa", "rsa"]
)
def test_another_kind_of_key_is_refused(other: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> None:
    data = other.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
    )
    with pytest.raises(KeyProblem, match="Ed25519") as caught:
        keys.read_private(data)
    assert caught.value.code == "key-type"


def test_a_missing_file_and_a_huge_one_are_file_problems(tmp_path: Path) -> None:
    with pytest.raises(FileProblem):
        keys.load(tmp_path / "nothing")
    (tmp_path / "huge").write_bytes(b"x" * 70_000)
    with pytest.raises(FileProblem):
        keys.load(tmp_path / "huge")


def test_the_public_line_is_what_cryptography_writes() -> None:
    plain = VILLAGE_KEY.public.public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH).decode()
    assert VILLAGE_KEY.public_line() == plain
    assert VILLAGE_KEY.public_line("máy\nthôn 1") == f"{plain} máy thôn 1"


@pytest.mark.parametrize("comment", ["", "máy của thôn Nà Thử"])
def test_a_public_line_is_read_back(comment: str) -> None:
    public = keys.read_public_line(VILLAGE_KEY.public_line(comment) + "\n")
    assert keys.fingerprint(public) == VILLAGE_KEY.fingerprint


@pytest.mark.parametrize(
    "line",
    [
        "",
        "ssh-ed25519",
        "ssh-ed25519 AAAA",
        "ssh-ed25519 ***",
        "ssh-rsa AAAAB3NzaC1yc2E=",
        VILLAGE_KEY.public_line()[:-6],
    ],
)
def test_a_broken_public_line_is_refused(line: str) -> None:
    with pytest.raises(KeyProblem) as caught:
        keys.read_public_line(line)
    assert caught.value.code == "key-public"


def test_the_repr_keeps_the_secret() -> None:
    assert "rivate" not in repr(VILLAGE_KEY)


def test_the_spoken_code_is_as_documented() -> None:
    digest = base64.b64decode(VILLAGE_KEY.fingerprint.removeprefix("SHA256:") + "=")
    code = keys.spoken(VILLAGE_KEY.fingerprint)
    assert [len(group) for group in code.split(" ")] == [4] * 6
    assert int(code.replace(" ", "")) == int(digest.hex(), 16) % 10**24
    assert code != keys.spoken(STRANGER.fingerprint)


def test_the_spoken_code_keeps_its_leading_zeros() -> None:
    digest = (10**24 + 42).to_bytes(32, "big")
    text = "SHA256:" + base64.b64encode(digest).decode().rstrip("=")
    assert keys.spoken(text) == "0000 0000 0000 0000 0000 0042"


@pytest.mark.parametrize("text", ["", "SHA256:", "SHA256:abc", "MD5:" + "A" * 43, "SHA256:" + "*" * 43])
def test_what_is_no_fingerprint_has_no_spoken_code(text: str) -> None:
    with pytest.raises(ValueError, match="fingerprint"):
        keys.spoken(text)
