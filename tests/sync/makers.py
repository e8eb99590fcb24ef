"""Makers of keys, certificates, covers, trust and whole bundles, each valid unless told otherwise.

Keys follow from small numbers, so that a test can name them; age and certificates still draw fresh randomness.
"""

from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync import certificates
from desktop.sync.certificates import Certificate
from desktop.sync.cover import Cover, Recipient, Sender
from desktop.sync.keys import DeviceKey
from desktop.sync.limits import LIMITS, Limits
from desktop.sync.refusals import Refusal
from desktop.sync.seal import Trust, open_sealed, seal

AT = datetime(2025, 8, 1, 1, 0, tzinfo=UTC)
COMMUNE_CODE = "01987"
VILLAGE = "0198636f-0000-7000-8000-000000000001"
OTHER_VILLAGE = "0198636f-0000-7000-8000-000000000002"
VILLAGE_CODE = "na-thu"
DEVICE = "0198636f-0000-7000-8000-00000000d001"
LIFE = "0198636f-0000-7000-8000-00000000e001"
OTHER_DEVICE = "0198636f-0000-7000-8000-00000000d002"
COMMUNE_DEVICE = "0198636f-0000-7000-8000-00000000d009"
AUTHOR = "0198636f-0000-7000-8000-00000000a001"
OTHER_AUTHOR = "0198636f-0000-7000-8000-00000000a002"
LINES = [b'{"record":"1"}', '{"ten":"Nông Văn Thử"}'.encode(), b'{"record":"3"}']


def key(number: int) -> DeviceKey:
    """The key that belongs to a number below 256."""
    return DeviceKey(Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))


AUTHORITY, COMMUNE_KEY, VILLAGE_KEY, STRANGER = key(1), key(2), key(3), key(9)


def certificate(**changed: Any) -> Certificate:
    """The certificate of the village's laptop."""
    given: dict[str, Any] = {
        "authority": AUTHORITY,
        "public_key": VILLAGE_KEY.public,
        "key_id": DEVICE,
        "principals": certificates.village_principals(VILLAGE, VILLAGE_CODE),
        "serial": 7,
        **changed,
    }
    return certificates.issue(**given)


def commune_certificate(**changed: Any) -> Certificate:
    """The certificate of the commune's own desk."""
    given: dict[str, Any] = {
        "public_key": COMMUNE_KEY.public,
        "key_id": COMMUNE_DEVICE,
        "principals": certificates.commune_principals(COMMUNE_CODE),
        **changed,
    }
    return certificate(**given)


def village_sender(**changed: Any) -> Sender:
    """The village's laptop as a sender."""
    given: dict[str, Any] = {
        "device": DEVICE,
        "life": LIFE,
        "role": "village",
        "village": VILLAGE,
        "village_code": VILLAGE_CODE,
        "name": "Thôn Nà Thử",
        **changed,
    }
    return Sender(**given)


def commune_sender() -> Sender:
    """The commune's desk as a sender."""
    return Sender(device=COMMUNE_DEVICE, life=LIFE, role="commune", village=None, village_code=None, name="Xã Thử")


TO_COMMUNE = Recipient(role="commune", village=None, code=COMMUNE_CODE)
TO_VILLAGE = Recipient(role="village", village=VILLAGE, code=VILLAGE_CODE)


def cover(**changed: Any) -> Cover:
    """The cover of changes that the village hands over to the commune."""
    given: dict[str, Any] = {
        "kind": "changes",
        "commune": COMMUNE_CODE,
        "sender": village_sender(),
        "recipient": TO_COMMUNE,
        "number": 5,
        "needs": {OTHER_AUTHOR: 4},
        "seen": {AUTHOR: 3, OTHER_AUTHOR: 4},
        "counts": {"household": 3},
        "program": "Tổ Số 0.1.0",
        "made_at": AT,
        **changed,
    }
    return Cover(**given)


def downward_cover(**changed: Any) -> Cover:
    """The cover of what the commune sends to the village."""
    given: dict[str, Any] = {"sender": commune_sender(), "recipient": TO_VILLAGE, **changed}
    return cover(**given)


def changes(**changed: Any) -> bytes:
    """The village's bundle to the commune."""
    given: dict[str, Any] = {
        "cover": cover(),
        "lines": LINES,
        "key": VILLAGE_KEY,
        "certificate": certificate(),
        "recipients": [COMMUNE_KEY.public],
        **changed,
    }
    return seal(**given)


def downward(**changed: Any) -> bytes:
    """The commune's bundle to the village."""
    given: dict[str, Any] = {
        "cover": downward_cover(),
        "key": COMMUNE_KEY,
        "certificate": commune_certificate(),
        "recipients": [VILLAGE_KEY.public],
        **changed,
    }
    return changes(**given)


def request(**changed: Any) -> bytes:
    """A new laptop's request for enrolment."""
    given: dict[str, Any] = {
        "cover": cover(kind="request", sender=village_sender(village=None), needs={}, seen={}, counts={}, number=1),
        "lines": None,
        "key": VILLAGE_KEY,
        "certificate": None,
        "recipients": [],
        **changed,
    }
    return seal(**given)


def commune_trust(**changed: Any) -> Trust:
    """What the commune's desk believes."""
    given: dict[str, Any] = {
        "authorities": (AUTHORITY.public,),
        "key": COMMUNE_KEY,
        "role": "commune",
        "commune": COMMUNE_CODE,
        **changed,
    }
    return Trust(**given)


def village_trust(**changed: Any) -> Trust:
    """What the village's laptop believes."""
    given: dict[str, Any] = {"key": VILLAGE_KEY, "role": "village", "village": VILLAGE, **changed}
    return commune_trust(**given)


def code_of(error: BaseException) -> str:
    """The code of a refusal; anything else is a bug and is raised again."""
    if not isinstance(error, Refusal):
        raise error
    return error.code


def refused(data: bytes, trust: Trust | None = None, at: datetime = AT, limits: Limits = LIMITS) -> str:
    """The code with which the bundle is refused, at the latest when its lines are read."""
    with pytest.raises(Refusal) as caught:
        list(open_sealed(data, trust or commune_trust(), at, limits).lines())
    return caught.value.code
