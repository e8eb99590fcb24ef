"""Certificates: what they say is read, and believed only from the right authority at the right time."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import SSHCertificate, SSHCertificateBuilder, SSHCertificateType
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.sync import certificates
from desktop.sync.certificates import FOREVER
from desktop.sync.refusals import Refusal
from tests.sync.makers import AT, AUTHORITY, DEVICE, STRANGER, VILLAGE, VILLAGE_CODE, VILLAGE_KEY, certificate, code_of


def test_what_was_issued_is_read_back() -> None:
    issued = certificate(serial=2**64 - 1)
    for read in (certificates.read(issued.line("máy 1") + "\n"), certificates.read(issued.blob)):
        assert read.blob == issued.blob
        assert (read.key_id, read.principals, read.serial) == (DEVICE, (VILLAGE, VILLAGE_CODE), 2**64 - 1)
        assert (read.valid_after, read.valid_before) == (0, FOREVER)
        assert read.public_key == VILLAGE_KEY.public
        assert read.authority == AUTHORITY.public
        assert read.principal == VILLAGE


@pytest.mark.parametrize("at", [datetime(1980, 1, 1, tzinfo=UTC), AT, datetime(2300, 1, 1, tzinfo=UTC)])
def test_without_dates_it_holds_always(at: datetime) -> None:
    certificate().verify(AUTHORITY.public, at)


@pytest.mark.parametrize(("minutes", "good"), [(-1, False), (0, True), (59, True), (60, False), (61, False)])
def test_with_dates_it_holds_from_the_first_until_before_the_last(minutes: int, good: bool) -> None:
    bounded = certificate(valid_after=AT, valid_before=AT + timedelta(minutes=60))
    try:
        bounded.verify(AUTHORITY.public, AT + timedelta(minutes=minutes))
        assert good
    except Refusal as refusal:
        assert not good
        assert refusal.code == "unknown-device"  # noqa: PT017 - both ways are asserted


def test_another_authority_is_not_believed() -> None:
    with pytest.raises(Refusal) as caught:
        certificate(authority=STRANGER).verify(AUTHORITY.public, AT)
    assert caught.value.code == "unknown-device"


def test_every_flipped_byte_is_noticed() -> None:
    blob = certificate().blob
    for at in range(len(blob)):
        flipped = blob[:at] + bytes([blob[at] ^ 0x55]) + blob[at + 1 :]
        with pytest.raises(Refusal) as caught:
            certificates.read(flipped).verify(AUTHORITY.public, AT)
        assert caught.value.code in {"damaged", "unknown-device"}


def test_every_shorter_or_longer_blob_is_damaged() -> None:
    blob = certificate().blob
    for other in [*(blob[:size] for size in range(len(blob))), blob + b"\0"]:
        with pytest.raises(Refusal) as caught:
            certificates.read(other)
        assert caught.value.code == "damaged"


def builder(
    public: Ed25519PublicKey | ec.EllipticCurvePublicKey = VILLAGE_KEY.public,
    kind: SSHCertificateType = SSHCertificateType.USER,
) -> SSHCertificateBuilder:
    made = SSHCertificateBuilder().public_key(public).type(kind).serial(1).key_id(DEVICE.encode())
    return made.valid_after(0).valid_before(FOREVER)


def odd_certificates() -> dict[str, SSHCertificate]:
    named = builder().valid_principals([b"p"])
    return {
        "host": builder(kind=SSHCertificateType.HOST).valid_principals([b"p"]).sign(AUTHORITY.private),
        "critical option": named.add_critical_option(b"force-command", b"x").sign(AUTHORITY.private),
        "all principals": builder().valid_for_all_principals().sign(AUTHORITY.private),  # type: ignore[no-untyped-call]
        "not utf-8": builder().valid_principals([b"\xff"]).sign(AUTHORITY.private),
        "ecdsa authority": named.sign(ec.generate_private_key(ec.SECP256R1())),
        "ecdsa key": builder(ec.generate_private_key(ec.SECP256R1()).public_key())
        .valid_principals([b"p"])
        .sign(AUTHORITY.private),
    }


@pytest.mark.parametrize("name", odd_certificates())
def test_a_certificate_of_another_shape_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        certificates.read(odd_certificates()[name].public_bytes().decode())
    assert caught.value.code == "damaged"


def test_extensions_mean_nothing_and_do_no_harm() -> None:
    made = builder().valid_principals([b"p"]).add_extension(b"permit-pty", b"").sign(AUTHORITY.private)
    certificates.read(made.public_bytes().decode()).verify(AUTHORITY.public, AT)


@pytest.mark.parametrize("line", ["", "x", VILLAGE_KEY.public_line(), certificates.CERTIFICATE_TYPE + " ***"])
def test_what_is_no_certificate_line_is_damaged(line: str) -> None:
    with pytest.raises(Refusal) as caught:
        certificates.read(line)
    assert code_of(caught.value) == "damaged"


@given(st.binary(max_size=400))
def test_any_bytes_are_damaged_and_nothing_worse(data: bytes) -> None:
    with pytest.raises(Refusal):
        certificates.read(data)


@given(st.data())
def test_any_splice_of_a_certificate_is_refused_and_nothing_worse(data: st.DataObject) -> None:
    blob = certificate().blob
    start = data.draw(st.integers(0, len(blob)))
    end = data.draw(st.integers(start, len(blob)))
    other = blob[:start] + data.draw(st.binary(max_size=40)) + blob[end:]
    assume(other != blob)
    with pytest.raises(Refusal):
        certificates.read(other).verify(AUTHORITY.public, AT)


def test_a_village_cannot_speak_for_the_commune_by_its_code() -> None:
    sly = certificate(principals=certificates.village_principals(VILLAGE, "commune"))
    assert sly.principal == VILLAGE
    assert certificates.commune_principals("01987")[0] == certificates.COMMUNE
