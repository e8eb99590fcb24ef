"""The change of the commune's own key: a new authority, vouched for by the old one (DESIGN 3).

The first desk makes a new key and certifies itself with it. The old key stays beside it, sealed with age to the new
one: to open what is still encrypted to it, and to sign for laptops that do not know the new key yet. Each laptop, and
each other desk of the commune, gets a file, signed by the old key, with the new one and a certificate under it. Until
it has answered with that, bundles to it are signed by the old key. When all have, the old key is destroyed. A key that
was stolen vouches for nothing: then laptops are enrolled again, with the code compared.
"""

from dataclasses import dataclass
from pathlib import Path

import pyrage  # type: ignore[import-untyped, unused-ignore]  # has no stubs

from desktop import files
from desktop.errors import TosoError
from desktop.models.journal import changing
from desktop.models.ledger import authority_of
from desktop.models.places import Device, Village
from desktop.models.setup import COMMUNE_CODE
from desktop.models.store import Store
from desktop.sync import certificates, credentials, granting, keys, second_desk
from desktop.sync.credentials import FORMER, NEXT, SEALED, Credentials
from desktop.sync.exporting import Exported

_COMMENT = "xa"


@dataclass(frozen=True)
class Standing:
    """How far the change has come: laptops that have answered with the new key's certificate, and the others."""

    answered: tuple[Device, ...]
    waiting: tuple[Device, ...]


def change(store: Store, own: Credentials, passphrase: str = "") -> Credentials:
    """Give the commune a new key; `passphrase` wraps it. Raises TosoError; the old key is as it was then."""
    if not second_desk.may_enrol(own):
        raise TosoError("Chỉ máy xã thứ nhất mới đổi được khóa của xã.", "Hãy làm trên máy đó.", code="authority")
    if own.former:
        raise TosoError(
            "Lần đổi khóa trước chưa xong; chưa đổi gì.",
            "Hãy đợi các thôn nhận khóa mới, hoặc kết thúc khóa cũ trước.",
            code="changing",
        )
    folder = own.folder / NEXT
    new = credentials.create_in(folder, _COMMENT, passphrase)
    device = store.setting("device") or ""
    credentials.certify_commune(new, device, store.setting(COMMUNE_CODE) or "")
    _seal_former(own, new)
    with changing(store) as act:
        act.set(Device, device, public_key=new.key.public_line(device), fingerprint=keys.fingerprint(new.key.public))
        credentials.move_in(folder, own.folder)  # last: until then the old key is the commune's
    return credentials.load_from(own.folder, passphrase)


def _seal_former(own: Credentials, new: Credentials) -> None:
    """Keep the old key and its certificate beside the new one, which alone opens them."""
    recipient = pyrage.ssh.Recipient.from_str(new.key.public_line())
    place = own.folder / FORMER
    certificate = own.certificate.line() if own.certificate else ""
    files.write_whole(place / SEALED, pyrage.encrypt(own.key.to_openssh(), [recipient]), private=True)
    files.write_whole(place / "device-cert.pub", f"{certificate}\n".encode())


def is_changing(own: Credentials) -> bool:
    """Whether the key before is still kept; told also while the present one is closed."""
    return own.former is not None or (own.folder / FORMER / SEALED).is_file()


def standing(store: Store, own: Credentials) -> Standing:
    """Which laptops know the new key."""
    new = keys.fingerprint(own.public)
    devices = [row for row in store.all(Device.select().order_by(Device.id)) if _takes_part(store, row)]
    answered = tuple(row for row in devices if authority_of(store, row.id) == new)
    return Standing(answered, tuple(row for row in devices if row not in answered))


def _takes_part(store: Store, row: Device) -> bool:
    return not row.deleted and row.revoked_on is None and row.id != store.setting("device")


def write_letters(store: Store, own: Credentials, folder: Path) -> list[Exported]:
    """Write for each laptop that has not answered a file with the new key, signed by the old one. Raises TosoError."""
    former = own.former_credentials()
    if former is None:
        raise TosoError("Xã không đang đổi khóa.", "Hãy đổi khóa trước.", code="not-changing")
    return [_write_letter(store, own, former, device, folder) for device in standing(store, own).waiting]


def letter_file(store: Store, device: Device) -> str:
    """What the letter to a laptop or desk is called."""
    village = store.get(Village, device.village_id) if device.village_id else None
    return granting.enrolment_file(village.code, device.id) if village else second_desk.joining_file(device.id)


def _write_letter(store: Store, own: Credentials, former: Credentials, device: Device, folder: Path) -> Exported:
    """The letter to a laptop of a village, or to another desk of the commune."""
    village = store.get(Village, device.village_id) if device.village_id else None
    public = keys.read_public_line(device.public_key)
    principals = (
        certificates.village_principals(village.id, village.code)
        if village
        else certificates.commune_principals(store.setting(COMMUNE_CODE) or "")
    )
    certificate = certificates.issue(own.key, public, device.id, principals, granting.next_serial(store))
    if village is None:
        return second_desk.write_joining(store, former, certificate, folder, authority=own.public)
    return granting.write_enrolment(store, former, certificate, village, public, folder, authority=own.public)


def end_former(store: Store, own: Credentials, *, even_if_waiting: bool = False) -> Credentials:
    """Destroy the old key. Raises TosoError while laptops have not answered, unless they are to be enrolled again."""
    waiting = standing(store, own).waiting
    if waiting and not even_if_waiting:
        names = ", ".join(row.name for row in waiting[:5])
        raise TosoError(
            f"Còn {len(waiting)} máy chưa nhận khóa mới ({names}); chưa bỏ khóa cũ.",
            "Hãy đợi các máy đó nộp gói sau khi nhận khóa mới; máy nào không còn thì thu hồi.",
            code="waiting",
        )
    credentials.discard_former(own.folder)
    return credentials.without_former(own)
