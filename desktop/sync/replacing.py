"""A new key in the place of an old one on the same laptop, as the request says it and the commune reads it.

The word of the old key (`proof`) is an OpenSSH signature that anybody can check with `ssh-keygen -Y verify`. It is not
needed: a new village head may not have the old passphrase, and the officer compares the new code by telephone anyway.
It tells the officer that whoever asks also had the old key open.
"""

from dataclasses import dataclass

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.models.places import Device
from desktop.models.store import Store
from desktop.sync import keys, refusals, sshsig
from desktop.sync.cover import Cover, Replaces
from desktop.sync.keys import DeviceKey
from desktop.text import one_line

NAMESPACE = "renewal@toso"


@dataclass(frozen=True)
class Replaced:
    """The device whose place a request takes, as the commune knows it; `proven` when its own key has agreed."""

    device: Device
    holder: str
    proven: bool


def statement(old: str, new: str, public: Ed25519PublicKey) -> bytes:
    """What the old key signs: old device, new device, new public key, on one line."""
    return f"{old} {new} {keys.public_line(public)}\n".encode()


def replaces(old: str, old_key: DeviceKey | None, new: str, public: Ed25519PublicKey, holder: str) -> Replaces:
    """What a request says of the device whose place it takes; without the old key it brings no word of it."""
    proof = None
    if old_key is not None:
        proof = sshsig.sign(old_key, None, NAMESPACE, statement(old, new, public)).decode()
    return Replaces(device=old, holder=one_line(holder), proof=proof)


def replaced(store: Store, cover: Cover, public: Ed25519PublicKey) -> Replaced | None:
    """The device of ours that a request names; None when it names none or one we never had.

    Raises Refusal `bad-signature` for a proof that is not the old key's word for exactly this request.
    """
    said = cover.replaces
    if isinstance(said, msgspec.UnsetType):
        return None
    device = store.get(Device, said.device)
    if device is None or device.role != "village":
        return None
    return Replaced(device, said.holder, _is_proven(device, said, cover, public))


def _is_proven(device: Device, said: Replaces, cover: Cover, public: Ed25519PublicKey) -> bool:
    if said.proof is None:
        return False
    signed = sshsig.verify(said.proof.encode(), NAMESPACE, statement(said.device, cover.sender.device, public))
    if keys.fingerprint(signed.public_key) != device.fingerprint:
        raise refusals.bad_signature("the proof is of another key")
    return True
