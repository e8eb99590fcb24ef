"""The passphrase of a device's key: set, changed, taken away. The key stays the same; only its file is wrapped anew.

A passphrase keeps others from signing in the desk's name. It does not hide the store, which is not encrypted.
"""

from pathlib import Path

from desktop import files
from desktop.errors import TosoError
from desktop.sync import credentials, keys
from desktop.sync.credentials import FOLDER, PRIVATE
from desktop.text import nfc

LEAST, MOST = 8, 200  # letters


class PassphraseProblem(TosoError):
    """A new passphrase that cannot be taken; the key is as it was."""

    code = "passphrase"


def check(new: str) -> None:
    """Refuse a new passphrase that is too short, too long or all of one letter. Raises PassphraseProblem."""
    letters = nfc(new)
    if len(letters) < LEAST:
        raise PassphraseProblem(
            f"Mật khẩu phải có ít nhất {LEAST} ký tự; khóa vẫn như cũ.",
            "Hãy dùng ba bốn từ dễ nhớ, ví dụ tên một cây, một món ăn, một con vật.",
        )
    if len(letters) > MOST:
        raise PassphraseProblem("Mật khẩu quá dài; khóa vẫn như cũ.", f"Hãy dùng không quá {MOST} ký tự.")
    if len(set(letters)) == 1:
        raise PassphraseProblem(
            "Mật khẩu chỉ có một ký tự lặp lại; khóa vẫn như cũ.", "Hãy chọn mật khẩu khó đoán hơn."
        )


def is_set(home: Path) -> bool:
    """Whether a passphrase protects the home's key. Raises TosoError when the key's file is missing or broken."""
    return credentials.is_wrapped(home / FOLDER)


def change(home: Path, old: str, new: str) -> None:
    """Wrap the home's key with a new passphrase. Raises TosoError; the file is replaced whole or not at all."""
    check(new)
    _wrap(home, old, new)


def remove(home: Path, old: str) -> None:
    """Leave the home's key without a passphrase. Raises TosoError; the file is replaced whole or not at all."""
    _wrap(home, old, "")


def _wrap(home: Path, old: str, new: str) -> None:
    path = home / FOLDER / PRIVATE
    keep(keys.load(path, old), path, new)


def keep(key: keys.DeviceKey, path: Path, passphrase: str) -> None:
    """Write a private key in the place of another, once it is sure that the new file opens."""
    data = key.to_openssh(passphrase)
    keys.read_private(data, passphrase)
    files.write_whole(path, data, private=True)
