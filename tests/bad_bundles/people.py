"""Who there is: a commune, two villages with three laptops, and a stranger, all with keys that follow from a number.

These are test keys. Ids and names are made up and never change, so that a committed file stays openable for ever.
"""

from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync import certificates
from desktop.sync.certificates import Certificate
from desktop.sync.cover import Recipient, Role, Sender
from desktop.sync.keys import DeviceKey

COMMUNE_CODE = "02107"
VILLAGE_1 = "0198636f-0000-7000-8000-000000000001"
VILLAGE_2 = "0198636f-0000-7000-8000-000000000002"
CODES = {VILLAGE_1: "02107-01", VILLAGE_2: "02107-02"}


def key(number: int) -> DeviceKey:
    """The test key that belongs to a number below 256."""
    return DeviceKey(Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))


@dataclass(frozen=True)
class Device:
    """A desk as others meet it: its key, its place, and the stream it writes."""

    id: str
    key: DeviceKey
    author: str
    name: str
    village: str | None = None

    @property
    def life(self) -> str:
        """The life of its store."""
        return self.id.replace("d0", "f0")

    @property
    def role(self) -> Role:
        """Which kind of desk it is."""
        return "village" if self.village else "commune"

    @property
    def sender(self) -> Sender:
        """How covers name it."""
        code = CODES.get(self.village or "")
        return Sender(
            device=self.id, life=self.life, role=self.role, village=self.village, village_code=code, name=self.name
        )

    @property
    def recipient(self) -> Recipient:
        """How covers address it."""
        code = CODES.get(self.village or "", COMMUNE_CODE)
        return Recipient(role=self.role, village=self.village, code=code)

    def certificate(self, **changed: Any) -> Certificate:
        """The certificate that the commune has given it."""
        principals = certificates.commune_principals(COMMUNE_CODE)
        if self.village:
            principals = certificates.village_principals(self.village, CODES[self.village])
        given: dict[str, Any] = {
            "authority": COMMUNE.key,
            "public_key": self.key.public,
            "key_id": self.id,
            "principals": principals,
            "serial": 7,
            **changed,
        }
        return certificates.issue(**given)


def _device(number: int, name: str, village: str | None = None) -> Device:
    start = "0198636f-0000-7000-8000-00000000"
    return Device(f"{start}d{number:03}", key(number), f"{start}a{number:03}", name, village)


COMMUNE = _device(1, "Xã Thử")
LAPTOP = _device(11, "Thôn Một", VILLAGE_1)
DEPUTY = _device(12, "Thôn Một, máy hai", VILLAGE_1)
NEIGHBOUR = _device(13, "Thôn Hai", VILLAGE_2)
STRANGER = _device(21, "Người lạ", VILLAGE_1)
#: The key of another commune, which certifies its own laptops.
OTHER_AUTHORITY = key(22)
#: The commune's stream for village 1; `COMMUNE.author` is the one for everybody.
TO_VILLAGE_1 = "0198636f-0000-7000-8000-00000000a101"
