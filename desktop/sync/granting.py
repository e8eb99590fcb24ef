"""The commune's letter to a laptop: its certificate, what it is now called, and all that its village needs."""

from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.models.exchange import lines_between
from desktop.models.ledger import next_number, note_bundle
from desktop.models.places import Village
from desktop.models.store import Store
from desktop.sync import carrying, exporting, keys
from desktop.sync.carrying import Destination
from desktop.sync.certificates import Certificate
from desktop.sync.credentials import Credentials
from desktop.sync.seal import seal

ENROLMENT = "ghi-danh"  # how the files' names begin


class Grant(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """The first line of an enrolment's body: the certificate and what the laptop is now called."""

    certificate: str
    device: str
    village: str
    code: str
    name: str
    authority: str = ""  # the commune's new key, when the old one vouches for it; believed only by who trusts the old


def enrolment_file(code: str, device: str) -> str:
    """What the enrolment of a village's laptop is called."""
    return f"{ENROLMENT}-{exporting.name_part(code)}-{device[-4:]}{exporting.SUFFIX}"


def next_serial(store: Store) -> int:
    """The number of the next certificate."""
    serial = int(store.setting("certificate_serial") or 1) + 1
    with store.transaction():
        store.set_setting("certificate_serial", str(serial))
    return serial


def write_enrolment(
    store: Store,
    own: Credentials,
    certificate: Certificate,
    village: Village,
    public_key: Ed25519PublicKey,
    folder: Path,
    *,
    authority: Ed25519PublicKey | None = None,
) -> exporting.Exported:
    """Write the file with a certificate and all that the village needs; `authority` is the commune's new key."""
    to = carrying.to_village(store, village)
    everything = carrying.unacknowledged(store, Destination(to.village, to.code, to.name, ()))
    number = next_number(store)
    cover = exporting.make_cover(store, "enrolment", to, everything, number)
    grant = Grant(
        certificate.line(certificate.key_id),
        certificate.key_id,
        village.id,
        village.code,
        village.name,
        keys.public_line(authority) if authority else "",
    )
    lines = [msgspec.json.encode(grant), *lines_between(store, everything.ranges)]
    recipients = [public_key, *carrying.commune_keys(store, own.public)]
    data = seal(cover, lines, own.key, own.certificate, recipients)
    path = folder / enrolment_file(village.code, certificate.key_id)
    exporting.write_numbered(store, number, path, data)
    with store.transaction():
        note_bundle(store, exporting.note_of("out", "exported", data, cover, everything.entries, path.name))
    return exporting.Exported(path, number, everything.entries, village.name)
