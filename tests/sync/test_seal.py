"""The whole envelope: what is sealed is opened by whom it is for, and nothing else passes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desktop.sync import container, sshsig
from desktop.sync import cover as covers
from desktop.sync.certificates import Certificate, commune_principals, village_principals
from desktop.sync.cover import BodyFacts, Kind, Sender
from desktop.sync.limits import LIMITS
from desktop.sync.refusals import Refusal
from desktop.sync.seal import NAMESPACES, Opened, open_sealed, peek
from desktop.sync.sshsig import Signed
from tests.sync import makers
from tests.sync.makers import (
    AT,
    AUTHOR,
    AUTHORITY,
    COMMUNE_CODE,
    DEVICE,
    LINES,
    OTHER_DEVICE,
    OTHER_VILLAGE,
    STRANGER,
    TO_VILLAGE,
    VILLAGE,
    VILLAGE_KEY,
    certificate,
    changes,
    commune_trust,
    cover,
    downward,
    downward_cover,
    refused,
    request,
    village_sender,
    village_trust,
)


def facts_of(opened: Opened) -> BodyFacts:
    """What the cover says of the body, which must be there."""
    assert opened.cover.body is not None
    return opened.cover.body


def certificate_of(holder: Opened | Signed) -> Certificate:
    """The certificate, which must be there."""
    assert holder.certificate is not None
    return holder.certificate


# What is right


def test_the_commune_opens_what_the_village_hands_over() -> None:
    opened = open_sealed(changes(), commune_trust(), AT)
    assert opened.cover.number == 5
    assert facts_of(opened).entries == len(LINES)
    assert certificate_of(opened).principal == VILLAGE
    assert opened.public_key == VILLAGE_KEY.public
    assert list(opened.lines()) == list(opened.lines()) == LINES


def test_the_village_opens_what_the_commune_sends() -> None:
    opened = open_sealed(downward(), village_trust(), AT)
    assert certificate_of(opened).principal == "commune"
    assert list(opened.lines()) == LINES


def test_a_request_is_opened_with_its_key_and_nothing_more() -> None:
    opened = open_sealed(request(), commune_trust(), AT)
    assert opened.certificate is None
    assert opened.public_key == VILLAGE_KEY.public
    assert list(opened.lines()) == []


def test_a_new_laptop_opens_its_enrolment_once_it_trusts_the_authority() -> None:
    data = downward(cover=downward_cover(kind="enrolment"))
    authority = certificate_of(peek(data).signed).authority
    newcomer = village_trust(authorities=(authority,), commune=None, village=None)
    assert list(open_sealed(data, newcomer, AT).lines()) == LINES


def test_a_receipt_has_no_body() -> None:
    opened = open_sealed(changes(lines=None, recipients=[]), commune_trust(), AT)
    assert opened.cover.body is None
    assert list(opened.lines()) == []


def test_an_empty_body_is_a_body() -> None:
    opened = open_sealed(changes(lines=[]), commune_trust(), AT)
    assert facts_of(opened).entries == 0
    assert list(opened.lines()) == []


def test_two_laptops_of_one_village_may_exchange() -> None:
    data = changes(cover=cover(recipient=TO_VILLAGE), recipients=[STRANGER.public])
    assert list(open_sealed(data, village_trust(key=STRANGER), AT).lines()) == LINES


def test_after_a_succession_both_authorities_are_believed() -> None:
    trust = commune_trust(authorities=(STRANGER.public, AUTHORITY.public))
    assert open_sealed(changes(), trust, AT)
    assert open_sealed(changes(certificate=certificate(authority=STRANGER)), trust, AT)


# Bytes


@pytest.fixture(scope="module")
def small() -> bytes:
    return changes(lines=[b"{}"])


@pytest.mark.parametrize("mask", [0x01, 0x20, 0xFF])
def test_every_flipped_byte_is_refused(small: bytes, mask: int) -> None:
    for at in range(len(small)):
        flipped = small[:at] + bytes([small[at] ^ mask]) + small[at + 1 :]
        assert refused(flipped) in {"bad-signature", "damaged", "too-large", "unknown-device"}


def test_every_flipped_byte_of_a_request_is_refused() -> None:
    data = request()
    for at in range(len(data)):
        flipped = data[:at] + bytes([data[at] ^ 0x01]) + data[at + 1 :]
        assert refused(flipped) in {"bad-signature", "damaged", "too-large"}


def test_every_truncation_is_refused(small: bytes) -> None:
    for size in range(len(small)):
        assert refused(small[:size]) in {"damaged", "too-large"}


def repacked(data: bytes, **members: Any) -> bytes:
    """The same file with members exchanged and everything about the container put right again."""
    return container.pack(replace(container.unpack(data), **members))


def test_every_flipped_byte_of_a_cover_is_a_bad_signature_when_the_container_is_put_right(small: bytes) -> None:
    told = container.unpack(small).cover
    for at in range(len(told)):
        flipped = told[:at] + bytes([told[at] ^ 0x01]) + told[at + 1 :]
        assert refused(repacked(small, cover=flipped)) == "bad-signature"


def test_every_flipped_byte_of_a_body_is_damaged_when_the_container_is_put_right(small: bytes) -> None:
    carried = container.unpack(small).body or b""
    for at in range(len(carried)):
        flipped = carried[:at] + bytes([carried[at] ^ 0x01]) + carried[at + 1 :]
        assert refused(repacked(small, body=flipped)) == "damaged"


def test_the_cover_of_one_bundle_does_not_go_with_the_body_of_another() -> None:
    one, other = changes(), changes(lines=[b'{"record":"1"}', b'{"record":"2"}', b'{"record":"3"}'])
    assert refused(repacked(one, body=container.unpack(other).body)) == "damaged"
    assert refused(repacked(one, cover=container.unpack(other).cover)) == "bad-signature"
    assert refused(repacked(one, signature=container.unpack(other).signature)) == "bad-signature"


def test_a_body_cannot_be_taken_away_or_added() -> None:
    assert refused(repacked(changes(), body=None)) == "damaged"
    assert refused(repacked(changes(lines=None), body=container.unpack(changes()).body)) == "damaged"
    assert refused(repacked(request(), body=b"")) == "damaged"


# Kinds


SPACES = [*NAMESPACES.values(), "git", "file"]


@pytest.mark.parametrize(
    ("kind", "other"), [(kind, other) for kind in NAMESPACES for other in SPACES if other != NAMESPACES[kind]]
)
def test_a_signature_of_another_kind_is_refused(kind: Kind, other: str) -> None:
    told = cover(kind=kind).to_bytes()
    signature = sshsig.sign(VILLAGE_KEY, certificate(), other, told)
    assert refused(container.pack(container.Members(told, signature))) == "bad-signature"


def test_a_cover_that_is_signed_and_is_nonsense_is_damaged() -> None:
    for told in (b"", b"{}", b"\xff", b'{"a":1,"a":2}'):
        signature = sshsig.sign(VILLAGE_KEY, certificate(), "changes@toso", told)
        assert refused(container.pack(container.Members(told, signature))) == "damaged"


def test_a_later_format_is_too_new_whatever_it_is_signed_for() -> None:
    told = b'{"format":"toso-bundle","version":[2,0],"kind":"festival"}'
    for space in ("changes@toso", "festival@toso"):
        signature = sshsig.sign(VILLAGE_KEY, certificate(), space, told)
        assert refused(container.pack(container.Members(told, signature))) == "too-new"


def test_an_unsigned_later_format_is_only_a_bad_signature() -> None:
    told = b'{"format":"toso-bundle","version":[2,0],"kind":"festival"}'
    signature = sshsig.sign(VILLAGE_KEY, certificate(), "changes@toso", b"other")
    assert refused(container.pack(container.Members(told, signature))) == "bad-signature"


def test_changes_signed_by_a_key_alone_are_of_an_unknown_device() -> None:
    data = changes()
    signature = sshsig.sign(VILLAGE_KEY, None, "changes@toso", container.unpack(data).cover)
    assert refused(repacked(data, signature=signature)) == "unknown-device"


# Addresses


def test_another_communes_bundle_is_said_so_before_its_device_is() -> None:
    theirs = {"cover": cover(commune="09999"), "certificate": certificate(authority=STRANGER)}
    assert refused(changes(**theirs)) == "wrong-commune"


@pytest.mark.parametrize("make", [changes, request])
def test_a_bundle_to_the_commune_is_not_for_a_village(make: Callable[[], bytes]) -> None:
    assert refused(make(), village_trust()) == "not-for-us"


def test_a_bundle_to_a_village_is_not_for_another_one_or_the_commune() -> None:
    assert refused(downward(), village_trust(village=OTHER_VILLAGE)) == "not-for-us"
    assert refused(downward(), commune_trust()) == "not-for-us"


def test_a_bundle_encrypted_to_another_key_is_not_for_us() -> None:
    assert refused(changes(), commune_trust(key=STRANGER)) == "not-for-us"


def test_a_laptop_that_is_not_enrolled_takes_nothing_but_an_enrolment() -> None:
    assert refused(downward(), village_trust(village=None)) == "not-for-us"
    assert refused(downward(), village_trust(commune=None)) == "wrong-commune"


def test_an_enrolled_laptop_takes_no_enrolment_of_another_village() -> None:
    data = downward(cover=downward_cover(kind="enrolment"))
    assert refused(data, village_trust(village=OTHER_VILLAGE)) == "not-for-us"
    assert refused(data, village_trust(commune="09999")) == "wrong-commune"


# Devices


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"authority": STRANGER}, "unknown-device"),
        ({"authority": VILLAGE_KEY}, "unknown-device"),
        ({"key_id": OTHER_DEVICE}, "unknown-device"),
        ({"key_id": DEVICE + " "}, "unknown-device"),
        ({"valid_before": AT}, "unknown-device"),
        ({"valid_after": AT + timedelta(days=1)}, "unknown-device"),
        ({"principals": village_principals(OTHER_VILLAGE, "x")}, "out-of-scope"),
        ({"principals": (OTHER_VILLAGE, VILLAGE)}, "out-of-scope"),
        ({"principals": commune_principals(COMMUNE_CODE)}, "out-of-scope"),
    ],
    ids=str,
)
def test_a_certificate_that_does_not_fit_is_refused(changed: dict[str, Any], code: str) -> None:
    assert refused(changes(certificate=certificate(**changed))) == code


def test_a_village_cannot_pass_for_the_commune() -> None:
    told = downward_cover(sender=replace_sender(makers.commune_sender(), device=DEVICE))
    data = downward(cover=told, key=VILLAGE_KEY, certificate=certificate())
    assert refused(data, village_trust()) == "out-of-scope"
    sly = certificate(principals=village_principals(VILLAGE, "commune"))
    assert refused(downward(cover=told, key=VILLAGE_KEY, certificate=sly), village_trust()) == "out-of-scope"


def replace_sender(sender: Sender, **changed: str) -> Sender:
    return type(sender)(**{name: getattr(sender, name) for name in sender.__struct_fields__} | changed)


def test_a_village_may_not_enrol_anybody() -> None:
    data = changes(cover=cover(kind="enrolment", recipient=TO_VILLAGE), recipients=[VILLAGE_KEY.public])
    assert refused(data, village_trust()) == "out-of-scope"
    assert refused(data, village_trust(village=None, commune=None)) == "out-of-scope"
    assert refused(changes(cover=cover(kind="enrolment"))) == "out-of-scope"


def test_a_village_may_not_write_to_another_village() -> None:
    sender = village_sender(village=OTHER_VILLAGE)
    theirs = certificate(principals=village_principals(OTHER_VILLAGE, "x"))
    data = changes(
        cover=cover(sender=sender, recipient=TO_VILLAGE), certificate=theirs, recipients=[VILLAGE_KEY.public]
    )
    assert refused(data, village_trust()) == "out-of-scope"


def test_without_an_authority_nobody_is_known() -> None:
    assert refused(changes(), commune_trust(authorities=())) == "unknown-device"


# Limits


@pytest.mark.parametrize("limit", ["file", "cover", "signature", "body", "text", "line", "entries"])
def test_a_limit_is_a_refusal_of_its_own(limit: str) -> None:
    assert refused(changes(), limits=replace(LIMITS, **{limit: 1})) == "too-large"


def test_what_a_receiver_would_refuse_is_not_sealed() -> None:
    for limit in ("cover", "signature", "body", "text", "line", "entries"):
        with pytest.raises(Refusal, match="quá mức"):
            changes(limits=replace(LIMITS, **{limit: 1}))


# Sealing


@pytest.mark.parametrize(
    "changed",
    [
        {"cover": cover(number=0)},
        {"cover": cover(commune="x" * 30)},
        {"cover": cover(seen={"x": 1})},
        {"certificate": None},
        {"key": STRANGER},
        {"recipients": []},
        {"cover": cover(kind="request")},
    ],
    ids=["number", "commune", "author", "no certificate", "other key", "no recipient", "certified request"],
)
def test_a_cover_that_nobody_would_read_is_a_bug_of_the_caller(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"Expected|certificate|recipient"):
        changes(**changed)


def test_ranges_are_said_before_the_body_is_known_and_need_one_in_the_end() -> None:
    told = cover(ranges={AUTHOR: (4, 6)})
    assert open_sealed(changes(cover=told), commune_trust(), AT).cover.ranges == {AUTHOR: (4, 6)}
    with pytest.raises(ValueError, match="without a body"):
        changes(cover=told, lines=None, recipients=[])


def test_the_caller_does_not_say_what_the_body_is() -> None:
    wrong = covers.BodyFacts(size=1, sha256="0" * 64, entries=99)
    assert facts_of(open_sealed(changes(cover=cover(body=wrong)), commune_trust(), AT)).entries == len(LINES)


# Peeking


def test_peeking_shows_a_bundle_that_is_not_believed() -> None:
    peeked = peek(changes(certificate=certificate(authority=STRANGER)))
    assert peeked.cover.sender.name == "Thôn Nà Thử"
    assert certificate_of(peeked.signed).authority == STRANGER.public


def test_the_secrets_of_a_trust_and_of_an_opened_bundle_are_not_printed() -> None:
    opened = open_sealed(changes(), commune_trust(), AT)
    assert "rivate" not in repr(commune_trust()) + repr(opened)
    assert "age-encryption" not in repr(opened) + repr(peek(changes()))
