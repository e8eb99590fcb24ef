"""A new key on a laptop that has one: handing over to a new village head, or going on after the old key is lost.

The new key waits beside the old one until the commune has certified it as a new device of the same village; until then
the old one goes on. Then the old private key is destroyed. Records, drafts, the journal and what the commune has not
acknowledged stay and are handed over by the new device, which writes as authors of its own.
"""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from desktop import files
from desktop.clock import new_id
from desktop.errors import TosoError
from desktop.models.authors import DEVICE
from desktop.models.lives import begin_anew, note_written
from desktop.models.setup import DEVICE_NAME, ENROLLED, take_device
from desktop.models.store import Store
from desktop.sync import credentials, enrolment, escrow, keys, replacing
from desktop.sync.credentials import AUTHORITY, FOLDER, NEXT, Credentials
from desktop.sync.enrolment import Accepted, Offer
from desktop.sync.parcels import read_bundle
from desktop.sync.seal import seal
from desktop.text import one_line

_NEXT_DEVICE, _NEXT_HOLDER = "next_device", "next_holder"
_REQUEST = "yeu-cau.toso"  # the request as it was signed, to be written to a stick again


@dataclass(frozen=True)
class Waiting:
    """A new key that waits for the commune: which device it will be, who will hold the laptop, its code to read out."""

    device: str
    holder: str
    spoken: str
    wrapped: bool


def waiting(store: Store) -> Waiting | None:
    """The new key that waits, None when there is none."""
    folder, device = next_folder(store.home), store.setting(_NEXT_DEVICE)
    if not device or not (folder / _REQUEST).is_file():
        return None
    spoken = keys.spoken(keys.fingerprint(credentials.public_of(folder)))
    return Waiting(device, store.setting(_NEXT_HOLDER) or "", spoken, credentials.is_wrapped(folder))


def next_folder(home: Path) -> Path:
    """Where the new key waits."""
    return home / FOLDER / NEXT


def begin(store: Store, own: Credentials | None, *, holder: str, passphrase: str = "") -> Waiting:
    """Make a new key beside the old one and sign the request for it. Raises TosoError.

    An open old key gives its word for the new one; a closed one (its passphrase is lost) and none at all do not.
    """
    _check_may_begin(store)
    old, device = store.setting(DEVICE) or "", new_id(store.clock)
    folder = next_folder(store.home)
    new = credentials.create_in(folder, store.setting(DEVICE_NAME) or "", passphrase)
    if own and own.authority:
        files.write_whole(folder / AUTHORITY, f"{keys.public_line(own.authority, 'xa')}\n".encode())
    cover = enrolment.request_cover(store)
    cover = msgspec.structs.replace(
        cover,
        sender=msgspec.structs.replace(cover.sender, device=device),
        replaces=replacing.replaces(old, own.opened if own else None, device, new.public, holder),
    )
    with store.transaction():
        store.set_setting(_NEXT_DEVICE, device)
        store.set_setting(_NEXT_HOLDER, one_line(holder))
        files.write_whole(folder / _REQUEST, seal(cover, None, new.key, None))
    made = waiting(store)
    assert made is not None  # noqa: S101 - it was written just now
    return made


def _check_may_begin(store: Store) -> None:
    if store.setting(ENROLLED) is None:
        raise TosoError(
            "Máy này chưa ghi danh với xã nên chưa có gì để bàn giao.",
            "Hãy xin xã ghi danh máy như bình thường; quên mật khẩu thì làm khóa mới ngay tại máy.",
            code="not-enrolled",
        )
    if waiting(store):
        raise TosoError(
            "Đã có một khóa mới đang chờ xã ghi danh.",
            "Hãy ghi lại tệp yêu cầu của khóa đó, hoặc bỏ nó rồi lập khóa khác.",
            code="already-waiting",
        )


def start_afresh(store: Store, *, passphrase: str = "") -> Credentials:
    """Give a laptop that was never enrolled another key in the place of the one whose passphrase is lost.

    It also becomes another device, because the commune may have certified the old key meanwhile. Raises TosoError.
    """
    if store.setting(ENROLLED) is not None:
        raise TosoError("Máy này đã ghi danh.", "Hãy lập khóa mới và xin xã ghi danh khóa đó.", code="enrolled")
    with store.transaction():
        take_device(store, new_id(store.clock))
        return credentials.create(store.home, store.setting(DEVICE_NAME) or "", passphrase)


def write_request(store: Store, folder: Path) -> Path:
    """Write the waiting key's request into a folder (USB), as often as it is needed. Raises TosoError."""
    made = waiting(store)
    if made is None:
        raise _nothing_waits()
    data = read_bundle(next_folder(store.home) / _REQUEST)
    return files.write_checked(folder / enrolment.request_file(made.device), data)


def cancel(store: Store) -> None:
    """Throw the waiting key away; the laptop goes on with the one it has. Raises TosoError when none waits."""
    if waiting(store) is None:
        raise _nothing_waits()
    credentials.discard(next_folder(store.home))
    _forget(store)


def _nothing_waits() -> TosoError:
    return TosoError("Không có khóa mới nào đang chờ ghi danh.", "Hãy lập khóa mới trước.", code="none-waiting")


def _forget(store: Store) -> None:
    with store.transaction():
        store.set_setting(_NEXT_DEVICE, "")
        store.set_setting(_NEXT_HOLDER, "")


def opened_next(store: Store, passphrase: str) -> Credentials:
    """The waiting key, opened with its own passphrase. Raises TosoError."""
    if waiting(store) is None:
        raise _nothing_waits()
    return credentials.load_from(next_folder(store.home), passphrase)


def look(store: Store, new: Credentials, path: Path) -> Offer:
    """Say what the commune's enrolment of the waiting key would do; nothing is written. Raises Refusal."""
    return enrolment.look(store, new, path)


def accept(
    store: Store, new: Credentials, path: Path, *, heard: str | None = None, anew: bool = False
) -> tuple[Accepted, Credentials]:
    """Take the commune's enrolment of the waiting key, and let the old key go for good. Raises Refusal.

    Everything that the commune has not acknowledged goes into the next bundle again, signed by the new key. `anew` is
    as in `enrolment.accept`.
    """
    old = store.setting(DEVICE) or ""
    with store.transaction():
        begin_anew(store)
        accepted, _ = enrolment.accept(store, new, path, heard=heard, anew=anew)
        escrow.drop(store, old)
        store.set_setting(_NEXT_DEVICE, store.setting(DEVICE) or "")
    note_written(store)
    settle(store)
    return accepted, Credentials(store.home / FOLDER, new.public, new.opened, *credentials.papers_of(store.home))


def settle(store: Store) -> None:
    """Put the new key into the old one's place, once the store has become the new device.

    It is called again when a home is opened: a power cut between the two leaves the new key waiting, certified.
    """
    became = store.setting(_NEXT_DEVICE)
    if became and became == store.setting(DEVICE):
        credentials.move_in(next_folder(store.home), store.home / FOLDER)
        _forget(store)
