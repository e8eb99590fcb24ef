"""What a desk believes, read from its store and its keys."""

from desktop.models.journal import ROLE, VILLAGE
from desktop.models.places import Device
from desktop.models.setup import COMMUNE_CODE, ENROLLED
from desktop.models.store import Store
from desktop.sync.cover import Role
from desktop.sync.credentials import Credentials
from desktop.sync.seal import Trust


def trust_of(store: Store, credentials: Credentials) -> Trust:
    """The trust of this desk: its authority, its place, and revoked devices with what still counts of them."""
    role: Role = "commune" if store.setting(ROLE) == "commune" else "village"
    enrolled = store.setting(ENROLLED) is not None
    return Trust(
        authorities=credentials.authorities,
        key=credentials.key,
        former=credentials.former_keys,
        role=role,
        commune=store.setting(COMMUNE_CODE) if enrolled else None,
        village=store.setting(VILLAGE) if enrolled else None,
        revoked=_revoked(store),
    )


def _revoked(store: Store) -> dict[str, dict[str, int]]:
    """Device id and key fingerprint -> author -> the last sequence that still counts."""
    rows = store.all(Device.select().where(~Device.deleted, Device.revoked_on.is_null(False)))
    good = {row.id: revoked_after(row) or {} for row in rows}
    return good | {row.fingerprint: good[row.id] for row in rows}


def revoked_after(device: Device | None) -> dict[str, int] | None:
    """How far a device that was ended still counts, author by author; None for one that was not."""
    return _vector(device.revoked_after) if device and device.revoked_on is not None else None


def _vector(value: object) -> dict[str, int]:
    """What the commune wrote, as far as it is a vector; anything else lets nothing pass."""
    if not isinstance(value, dict):
        return {}
    return {author: last for author, last in value.items() if isinstance(author, str) and isinstance(last, int)}
