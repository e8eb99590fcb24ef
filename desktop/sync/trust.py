"""What a desk believes, read from its store and its keys."""

from desktop.models.journal import ROLE, VILLAGE
from desktop.models.places import Device
from desktop.models.setup import COMMUNE_CODE, ENROLLED
from desktop.models.store import Store
from desktop.sync.cover import Role
from desktop.sync.credentials import Credentials
from desktop.sync.seal import Trust


def trust_of(store: Store, credentials: Credentials) -> Trust:
    """The trust of this desk: its authority, its place, and revoked devices with their last good bundle."""
    role: Role = "commune" if store.setting(ROLE) == "commune" else "village"
    enrolled = store.setting(ENROLLED) is not None
    return Trust(
        authorities=credentials.authorities,
        key=credentials.key,
        role=role,
        commune=store.setting(COMMUNE_CODE) if enrolled else None,
        village=store.setting(VILLAGE) if enrolled else None,
        revoked=_revoked(store),
    )


def _revoked(store: Store) -> dict[str, int]:
    rows = store.all(Device.select().where(~Device.deleted, Device.revoked_on.is_null(False)))
    last_good = {row.id: row.revoked_after or 0 for row in rows}
    return last_good | {row.fingerprint: row.revoked_after or 0 for row in rows}
