"""A forgotten passphrase: the commune opens the escrow and hands back the same key under a code for the telephone.

The file is an OpenSSH private key whose passphrase is 24 digits. It travels on a stick, the digits by voice; neither is
worth anything without the other. The laptop takes it only when it is its own key.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path

from desktop import files
from desktop.clock import today
from desktop.errors import TosoError
from desktop.models.journal import changing
from desktop.models.places import Device
from desktop.models.store import Store
from desktop.sync import comparing, credentials, escrow, exporting, keys, passphrases
from desktop.sync.credentials import FOLDER, PRIVATE, PUBLIC, Credentials
from desktop.sync.enrolment_refusals import not_the_authority

_SUFFIX = ".key"


@dataclass(frozen=True)
class Recovery:
    """The file for the laptop, and the code that the officer reads out and nobody writes down."""

    path: Path
    code: str


def recover(store: Store, own: Credentials, device: Device, folder: Path) -> Recovery:
    """Open a laptop's escrow and write its key under a new code into a folder (USB). Raises TosoError.

    That it was opened, and when, becomes part of the device's record, which the village gets.
    """
    if not own.is_authority:
        raise not_the_authority()
    former = own.former_credentials()  # a laptop that has not heard of a new key sealed to the old one
    key = escrow.opened(store, [own.key, *([former.key] if former else [])], device)
    number = secrets.randbelow(10**keys.DIGITS)
    path = folder / f"khoa-khoi-phuc-{exporting.name_part(device.id[-4:])}{_SUFFIX}"
    files.write_checked(path, key.to_openssh(_passphrase(number)))
    with changing(store) as change:
        change.set(Device, device.id, recovered_on=today(store.clock))
    return Recovery(path, keys.in_groups(number))


def restore(home: Path, path: Path, code: str, new: str) -> Credentials:
    """Put this laptop's key back from a recovery file and wrap it with a new passphrase. Raises TosoError."""
    passphrases.check(new)
    data = files.read_limited(path, keys.LARGEST)
    folder = home / FOLDER
    _check_own(data, folder)
    key = _opened(data, _number(code))
    passphrases.keep(key, folder / PRIVATE, new)
    if not (folder / PUBLIC).is_file():
        files.write_whole(folder / PUBLIC, f"{key.public_line(home.name)}\n".encode())
    return credentials.load(home, new)


def _check_own(data: bytes, folder: Path) -> None:
    """The file is of this laptop's key, which the commune has certified."""
    try:
        given = keys.look_at(data).public
    except keys.KeyProblem as error:
        raise TosoError(
            "Tệp khôi phục bị hỏng hoặc chép chưa hết; khóa của máy vẫn như cũ.",
            "Hãy chép lại tệp “khoa-khoi-phuc-….key” từ USB, hoặc xin xã làm lại.",
            code="recovery-file",
        ) from error
    if keys.public_blob(given) != keys.public_blob(credentials.expected_of(folder)):
        raise TosoError(
            "Tệp khôi phục này là khóa của một máy khác; khóa của máy vẫn như cũ.",
            "Hãy xin xã làm tệp khôi phục cho đúng máy này.",
            code="recovery-other",
        )


def _opened(data: bytes, number: int) -> keys.DeviceKey:
    try:
        return keys.read_private(data, _passphrase(number))
    except keys.KeyProblem as error:
        raise _wrong_code("Mã khôi phục không đúng") from error


def _number(code: str) -> int:
    """The code as it was typed, with whatever stands between its digits."""
    digits = comparing.heard_digits(code)
    if not (digits.isascii() and digits.isdecimal() and len(digits) == keys.DIGITS):
        raise _wrong_code(f"Mã khôi phục phải là {keys.DIGITS} chữ số, ở đây có {len(digits)}")
    return int(digits)


def _wrong_code(what: str) -> TosoError:
    return TosoError(
        f"{what}; khóa của máy vẫn như cũ.",
        "Hãy nghe cán bộ xã đọc lại cả 6 nhóm số rồi gõ lại.",
        code="recovery-code",
    )


def _passphrase(number: int) -> str:
    """The digits without spaces, as `ssh-keygen -P` takes them."""
    return f"{number:0{keys.DIGITS}}"
