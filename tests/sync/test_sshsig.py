"""Signatures: right ones are right, and nothing about them can be changed, moved or respelt."""

import base64
from typing import Any

import pytest

from desktop.sync import sshsig
from desktop.sync.refusals import Refusal
from desktop.sync.wire import number, string
from tests.sync.makers import AT, STRANGER, VILLAGE_KEY, certificate

SPACE = "changes@toso"
MESSAGE = "tờ bìa\n".encode()


def armor(blob: bytes, columns: int = 70, end: bytes = b"\n") -> bytes:
    encoded = base64.b64encode(blob)
    lines = [encoded[at : at + columns] for at in range(0, len(encoded), columns)]
    return end.join([b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----", b""])


def blob_of(armored: bytes) -> bytes:
    return base64.b64decode(b"".join(armored.splitlines()[1:-1]))


def refused(armored: bytes, namespace: str = SPACE, message: bytes = MESSAGE) -> str:
    with pytest.raises(Refusal) as caught:
        sshsig.verify(armored, namespace, message)
    return caught.value.code


@pytest.mark.parametrize("message", [b"", MESSAGE, bytes(1_000_000)], ids=["empty", "short", "long"])
def test_a_key_signs(message: bytes) -> None:
    signed = sshsig.verify(sshsig.sign(VILLAGE_KEY, None, SPACE, message), SPACE, message)
    assert signed.public_key == VILLAGE_KEY.public
    assert signed.certificate is None


def test_a_certificate_signs() -> None:
    given = certificate()
    armored = sshsig.sign(VILLAGE_KEY, given, SPACE, MESSAGE)
    signed = sshsig.verify(armored, SPACE, MESSAGE)
    assert signed.certificate == given
    assert signed.public_key == VILLAGE_KEY.public
    assert sshsig.namespace_of(armored) == SPACE


def test_the_certificate_must_be_of_the_key() -> None:
    with pytest.raises(ValueError, match="another key"):
        sshsig.sign(STRANGER, certificate(), SPACE, MESSAGE)


def test_another_message_is_refused() -> None:
    assert refused(sshsig.sign(VILLAGE_KEY, None, SPACE, MESSAGE), message=MESSAGE + b" ") == "bad-signature"


@pytest.mark.parametrize("namespace", ["request@toso", "changes@toso\0", "", "git", "CHANGES@TOSO"])
def test_another_namespace_is_refused(namespace: str) -> None:
    assert refused(sshsig.sign(VILLAGE_KEY, None, namespace, MESSAGE)) == "bad-signature"


def test_the_namespace_cannot_be_rewritten() -> None:
    blob = blob_of(sshsig.sign(VILLAGE_KEY, None, "request@toso", MESSAGE))
    assert refused(armor(blob.replace(b"request@toso", b"changes@toso"))) == "bad-signature"


def test_the_signer_cannot_be_swapped() -> None:
    mine = blob_of(sshsig.sign(STRANGER, None, SPACE, MESSAGE))
    theirs = VILLAGE_KEY.public.public_bytes_raw()
    assert refused(armor(mine.replace(STRANGER.public.public_bytes_raw(), theirs))) == "bad-signature"


def test_a_certificate_cannot_be_put_on_another_keys_signature() -> None:
    mine = sshsig.sign(STRANGER, None, SPACE, MESSAGE)
    assert refused(armor(made(signer=certificate().blob, by=blob_of(mine)[-64:]))) == "bad-signature"


def made(
    magic: bytes = b"SSHSIG",
    version: int = 1,
    signer: bytes | None = None,
    space: str = SPACE,
    reserved: bytes = b"",
    digest: bytes = b"sha512",
    by: bytes | None = None,
    kind: bytes | None = None,
    end: bytes = b"",
) -> bytes:
    """A signature blob with any of its parts replaced; the signature itself is right for the plain parts."""
    plain = blob_of(sshsig.sign(VILLAGE_KEY, None, SPACE, MESSAGE))
    key = string(b"ssh-ed25519") + string(VILLAGE_KEY.public.public_bytes_raw())
    inner = string(kind or b"ssh-ed25519") + string(by or plain[-64:])
    parts = [signer or key, space.encode(), reserved, digest, inner]
    return magic + number(version) + b"".join(string(part) for part in parts) + end


def test_the_plain_parts_are_a_good_signature() -> None:
    sshsig.verify(armor(made()), SPACE, MESSAGE)


@pytest.mark.parametrize(
    "changed",
    [
        {"magic": b"SSHSIX"},
        {"version": 0},
        {"version": 2},
        {"reserved": b"x"},
        {"digest": b"sha256"},
        {"digest": b"md5"},
        {"kind": b"ssh-rsa"},
        {"kind": b"sk-ssh-ed25519@openssh.com"},
        {"by": bytes(64)},
        {"by": bytes(63)},
        {"by": bytes(65)},
        {"end": b"\0"},
        {"signer": b"x"},
        {"signer": string(b"ssh-rsa") + string(b"x")},
        {"signer": string(b"ssh-ed25519") + string(b"short")},
        {"signer": string(b"ssh-ed25519") + string(bytes(32)) + b"\0"},
        {"signer": string(b"ssh-ed25519-cert-v01@openssh.com") + string(bytes(32))},
    ],
    ids=str,
)
def test_other_parts_are_refused(changed: dict[str, Any]) -> None:
    assert refused(armor(made(**changed))) == "bad-signature"


@pytest.mark.parametrize("with_certificate", [False, True])
def test_every_flipped_byte_is_refused(with_certificate: bool) -> None:
    armored = sshsig.sign(VILLAGE_KEY, certificate() if with_certificate else None, SPACE, MESSAGE)
    for at in range(len(armored)):
        for mask in (0x01, 0x20):
            flipped = armored[:at] + bytes([armored[at] ^ mask]) + armored[at + 1 :]
            assert_refused_or_unsigned_certificate(flipped)


def assert_refused_or_unsigned_certificate(flipped: bytes) -> None:
    """The one part the signer does not sign is the certificate, which its authority signs."""
    try:
        signed = sshsig.verify(flipped, SPACE, MESSAGE)
    except Refusal as refusal:
        assert refusal.code == "bad-signature"  # noqa: PT017
        return
    assert signed.certificate is not None
    with pytest.raises(Refusal):
        signed.certificate.verify(certificate().authority, AT)


def test_nothing_may_stand_behind_the_inner_signature() -> None:
    plain = blob_of(sshsig.sign(VILLAGE_KEY, None, SPACE, MESSAGE))
    inner = string(b"ssh-ed25519") + string(plain[-64:])
    assert refused(armor(plain[: -len(string(inner))] + string(inner + b"\0"))) == "bad-signature"


def test_every_shortened_signature_is_refused() -> None:
    armored = sshsig.sign(VILLAGE_KEY, None, SPACE, MESSAGE)
    for size in range(len(armored)):
        assert refused(armored[:size]) == "bad-signature"


def respelt() -> dict[str, bytes]:
    armored = sshsig.sign(VILLAGE_KEY, None, SPACE, MESSAGE)
    blob = blob_of(armored)
    return {
        "other columns": armor(blob, columns=76),
        "windows line ends": armor(blob, end=b"\r\n"),
        "space before": b" " + armored,
        "line after": armored + b"\n",
        "no last line end": armored[:-1],
        "empty line inside": armored.replace(b"\n", b"\n\n", 2),
        "twice": armored + armored,
        "not base64": armored[:40] + b"*" + armored[41:],
        "not text": b"\xff" * 200,
        "empty": b"",
    }


@pytest.mark.parametrize("name", respelt())
def test_another_spelling_of_a_good_signature_is_refused(name: str) -> None:
    assert refused(respelt()[name]) == "bad-signature"


def test_a_namespace_that_is_not_utf8_is_refused() -> None:
    blob = made().replace(SPACE.encode(), b"\xff" * len(SPACE))
    assert refused(armor(blob)) == "bad-signature"
    with pytest.raises(Refusal):
        sshsig.namespace_of(armor(blob))
