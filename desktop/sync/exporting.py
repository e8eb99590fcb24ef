"""Bundles out: seal what the other side has not acknowledged, write it to the stick, read it back, note it."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

import desktop
from desktop import files
from desktop.errors import TosoError
from desktop.models.authors import DEVICE
from desktop.models.exchange import lines_between
from desktop.models.journal import ROLE, VILLAGE
from desktop.models.ledger import BundleNote, authority_of, next_number, note_bundle, note_exported, use_number
from desktop.models.lives import life_of
from desktop.models.places import Village
from desktop.models.setup import COMMUNE_CODE, VILLAGE_NAME, commune_of, own_village
from desktop.models.store import Store
from desktop.models.tallies import scope_tallies
from desktop.sync import carrying, kept, keys, returning
from desktop.sync.carrying import Destination, Shipment
from desktop.sync.cover import Cover, Kind, Sender
from desktop.sync.credentials import Credentials
from desktop.sync.seal import seal

SUFFIX = ".toso"
Ranges = Mapping[str, tuple[int, int]]
_NAME_CHARACTERS = re.compile("[A-Za-z0-9-]")
_LONGEST_NAME_PART = 40


@dataclass(frozen=True)
class Exported:
    """A bundle that was written and read back."""

    path: Path
    number: int
    entries: int
    to: str
    #: Of a village: bundles of the commune that went along, because the commune says to hold them no more, and the
    #: village's own that had to be cut off before, so that each finds what it builds on.
    returned: tuple[Path, ...] = ()
    earlier: tuple[Path, ...] = ()

    @property
    def beside(self) -> tuple[Path, ...]:
        """All files that belong to it."""
        return (*self.returned, *self.earlier)

    @property
    def returned_told(self) -> str:
        """What goes along, in one sentence; "" when nothing does."""
        if not self.returned:
            return ""
        cut = f", gói của thôn chia thành {len(self.earlier) + 1} tệp" if self.earlier else ""
        return (
            f"Kèm theo {len(self.returned)} gói trước đây của xã mà máy xã không còn giữ{cut}; xã nhận tất cả cùng lúc."
        )


def destination_of(store: Store, village: Village | None) -> Destination:
    """Where a desk's bundle goes: a village's desk always writes to the commune."""
    if store.setting(ROLE) == "village":
        return carrying.to_commune(store)
    if village is None:
        raise TosoError("Chưa chọn thôn để gửi.", "Hãy chọn thôn nhận gói dữ liệu.", code="no-village")
    return carrying.to_village(store, village)


def export(
    store: Store,
    credentials: Credentials,
    folder: Path,
    *,
    village: Village | None = None,
    desk: Destination | None = None,
    only_new: bool = False,
    asks: Ranges | None = None,
) -> Exported:
    """Write a bundle with everything not acknowledged into a folder. Exported is not delivered: only `seen` tells that.

    `desk` is another desk of the commune; `asks` tells the other side what is missing here.

    Raises TosoError when this desk is not enrolled, the other side has no enrolled device, or the folder cannot be
    written; nothing is noted then but, when writing had begun, that the number is used up.
    """
    to = desk or destination_of(store, village)
    if credentials.certificate is None:
        raise TosoError("Máy này chưa ghi danh với xã.", "Hãy gửi yêu cầu ghi danh trước.", code="not-enrolled")
    if not to.devices:
        raise TosoError(f"{to.name} chưa có máy nào ghi danh.", "Hãy ghi danh máy đó trước.", code="no-device")
    given_back = returning.to_return(store) if store.setting(ROLE) == "village" else []
    shipment = carrying.unacknowledged(store, to, only_new=only_new and not given_back)
    parts = (
        returning.in_turns(store, shipment, given_back, carrying.acknowledged(store, to)) if given_back else [shipment]
    )
    returned = returning.give_back(store, given_back, folder, _name_start(store, "giao-lai-xa"))
    done = [_write(store, credentials, folder, to, part, asks or {}) for part in parts]
    earlier = tuple(one.path for one in done[:-1])
    return replace(done[-1], entries=sum(one.entries for one in done), earlier=earlier, returned=returned)


def _write(
    store: Store, credentials: Credentials, folder: Path, to: Destination, carried: Shipment, asks: Ranges
) -> Exported:
    """Seal one bundle, write it to the stick and note it."""
    shipment = carrying.with_causes(store, carried)
    number = next_number(store)
    cover = msgspec.structs.replace(make_cover(store, "changes", to, shipment, number), asks=dict(asks))
    lines = lines_between(store, shipment.ranges) if shipment.ranges else None
    signer = _signer(store, credentials, to)
    data = seal(cover, lines, signer.key, signer.certificate, _recipients(store, credentials, to))
    path = folder / file_name(store, to, number, asking=bool(asks))
    write_numbered(store, number, path, data)
    files.write_whole(store.home / kept.WRITTEN / path.name, data)
    with store.transaction():
        note_exported(store, to.name_in_ledger, {author: last for author, (_, last) in shipment.ranges.items()})
        note_bundle(store, note_of("out", "exported", data, cover, shipment.entries, path.name))
    return Exported(path, number, shipment.entries, to.name)


def _recipients(store: Store, credentials: Credentials, to: Destination) -> list[Ed25519PublicKey]:
    """Whose keys open it: the receiving devices', and of what goes to a village the commune's own, to get it back."""
    found = [keys.read_public_line(device.public_key) for device in to.devices]
    return [*found, *carrying.commune_keys(store, credentials.public)] if to.village else found


def _signer(store: Store, credentials: Credentials, to: Destination) -> Credentials:
    """Whose key signs: the one before the last change as long as a laptop there may not know the new one."""
    former = credentials.former_credentials()
    new = keys.fingerprint(credentials.public)
    knows = all(authority_of(store, device.id) == new for device in to.devices)
    return credentials if former is None or knows else former


def write_numbered(store: Store, number: int, path: Path, data: bytes) -> None:
    """Write a bundle to a stick; its number is used up before the first byte is there. Raises FileProblem, StoreError.

    What can be told before is told before, so that a full stick costs no number.
    """
    files.make_ready(path, len(data))
    use_number(store, number)
    files.write_checked(path, data)


def make_cover(store: Store, kind: Kind, to: Destination, shipment: Shipment, number: int) -> Cover:
    """The cover of a bundle from this desk."""
    own = store.setting(VILLAGE)
    scope = to.village or own
    tallies = scope_tallies(store, scope) if scope else {}
    return Cover(
        kind=kind,
        commune=store.setting(COMMUNE_CODE) or "",
        sender=sender_of(store),
        recipient=to.recipient,
        number=number,
        ranges=shipment.ranges,
        needs=shipment.needs,
        seen=carrying.seen_for(store, to),
        audiences=carrying.audiences_of(store, shipment),
        devices=carrying.devices_of(store, shipment),
        counts={table: tally.living for table, tally in tallies.items()},
        digests={table: tally.digest for table, tally in tallies.items()},
        program=f"toso {desktop.__version__}",
        made_at=store.clock.now(),
    )


def sender_of(store: Store) -> Sender:
    """How covers name this desk."""
    device, life = store.setting(DEVICE) or "", life_of(store)
    if store.setting(ROLE) == "commune":
        commune = commune_of(store)
        name = f"xã {commune.name}" if commune else "xã"
        return Sender(device=device, life=life, role="commune", village=None, village_code=None, name=name)
    village = own_village(store)
    return Sender(
        device=device,
        life=life,
        role="village",
        village=store.setting(VILLAGE),
        village_code=village.code if village else None,
        name=f"thôn {village.name if village else store.setting(VILLAGE_NAME)}",
    )


def file_name(store: Store, to: Destination, number: int, *, asking: bool = False) -> str:
    """An ASCII name that says who to whom and which number; nothing inside the program relies on it."""
    life = life_of(store)[-4:]  # two copies of a home must not write over each other's files
    if store.setting(ROLE) == "commune":
        start = f"{name_part(store.setting(COMMUNE_CODE))}-gui-{'may-xa' if to.desk else name_part(to.code)}"
    else:
        start = _name_start(store, "nop-xa")
    return f"{start}-{'xin-lai' if asking else 'goi'}-{number:04d}-{name_part(life)}{SUFFIX}"


def _name_start(store: Store, what: str) -> str:
    """How the names of a village's files begin."""
    village = own_village(store)
    return f"{name_part(village.code if village else None)}-{what}"


def name_part(code: str | None) -> str:
    """A code as it may stand in a file's name. Codes come from villages too, and must not lead to another folder."""
    return "".join(_NAME_CHARACTERS.findall(code or ""))[:_LONGEST_NAME_PART] or "khong-ma"


def note_of(direction: str, state: str, data: bytes, cover: Cover, entries: int, name: str) -> BundleNote:
    """The ledger's line about a bundle."""
    return BundleNote(
        digest=hashlib.sha256(data).hexdigest(),
        direction=direction,
        state=state,
        device=cover.sender.device,
        life=cover.sender.life,
        village_id=cover.sender.village if direction == "in" else cover.recipient.village,
        number=cover.number,
        entries=entries,
        file_name=name,
        cover=cover.to_bytes().decode(),
    )
