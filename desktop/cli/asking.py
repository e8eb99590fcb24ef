"""What a command was asked: its arguments, and the store and keys of the home that it is about, opened when needed."""

import argparse
import os
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop.cli.hidden import PASSPHRASE, hidden
from desktop.clock import SystemClock, today
from desktop.errors import TosoError
from desktop.models.journal import ROLE
from desktop.models.places import Village
from desktop.models.store import Store
from desktop.paths import default_home
from desktop.sync import credentials, passphrases, renewal
from desktop.sync.credentials import Credentials
from desktop.sync.exporting import SUFFIX
from desktop.text import one_line

_TOLD = 50  # villages that are named in an advice


class Request:
    """One call of `toso`."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.clock = SystemClock()
        self._store: Store | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - an argument
        return getattr(self.arguments, name)

    @property
    def as_json(self) -> bool:
        """Whether a script is reading."""
        return bool(self.arguments.json)

    @property
    def home(self) -> Path:
        """The home that the command is about."""
        return Path(self.arguments.home) if self.arguments.home else default_home()

    @property
    def passphrase(self) -> str:
        """The passphrase of the device's key; "" for none."""
        return os.environ.get(PASSPHRASE, "")

    @property
    def out_folder(self) -> Path:
        """The folder (USB) to write a bundle to; raises TosoError for what is named like a bundle."""
        folder = Path(self.arguments.out)
        if folder.suffix.lower() == SUFFIX and not folder.is_dir():
            raise TosoError(
                f"“{folder.name}” là tên tệp; gói dữ liệu tự đặt tên.", "Sau -o hãy ghi thư mục (USB).", code="file"
            )
        return folder

    def out_file(self) -> Path:
        """The file to write a paper to; raises TosoError for a place inside the home, where it could hit the store."""
        path = Path(self.arguments.out)
        if path.resolve().is_relative_to(self.home.resolve()):
            raise TosoError("Không ghi tệp ra vào thư mục của sổ.", "Hãy chọn thư mục khác.", code="file")
        return path

    @property
    def day(self) -> date:
        """Which day it is today."""
        return today(self.clock)

    @property
    def store(self) -> Store:
        """The open store of the home."""
        if self._store is None:
            if self.home.is_file():
                raise TosoError(
                    f"“{self.home.name}” là một tệp, không phải thư mục sổ.", "Hãy chọn đúng thư mục.", code="no-store"
                )
            self._store = Store.open(self.home, self.clock)
        return self._store

    @cached_property
    def keys(self) -> Credentials:
        """The home's keys; raises TosoError when they are missing, broken or wrapped with another passphrase."""
        if (self.home / credentials.FOLDER / credentials.NEXT).is_dir():
            renewal.settle(self.store)
        return credentials.load(self.home, self.keys_passphrase())

    def keys_passphrase(self) -> str:
        """The passphrase of the device's key: from the variable, else asked at the terminal when the key has one."""
        if self.passphrase or not passphrases.is_set(self.home):
            return self.passphrase
        typed = hidden(PASSPHRASE, "Mật khẩu của khóa")
        if typed:
            return typed
        raise TosoError(
            "Khóa của máy được bảo vệ bằng mật khẩu.",
            f"Hãy đặt mật khẩu vào biến {PASSPHRASE} rồi chạy lại.",
            code="key-passphrase",
        )

    def village(self, wanted: str) -> Village:
        """The village with this code, name or id; raises TosoError."""
        rows = self.store.all(Village.select().where(~Village.deleted).order_by(Village.code))
        named = one_line(wanted)
        found = [row for row in rows if named in (row.id, row.code)] or [row for row in rows if row.name == named]
        if len(found) == 1:
            return found[0]
        known = ", ".join(row.code for row in rows[:_TOLD]) or "chưa có thôn nào"
        if found:
            raise TosoError(f"Có {len(found)} thôn “{named}”.", "Hãy ghi id của thôn.", code="no-village")
        raise TosoError(f"Không có thôn “{named}”.", f"Các mã thôn: {known}.", code="no-village")

    def must_be(self, role: str) -> None:
        """Refuse the command on the other kind of desk."""
        if self.store.setting(ROLE) != role:
            place = "xã" if role == "commune" else "thôn"
            raise TosoError(
                f"Lệnh này chỉ dùng trên máy {place}.", "Hãy chọn đúng thư mục sổ (--home).", code="wrong-desk"
            )

    def close(self) -> None:
        """Close what was opened."""
        if self._store is not None:
            self._store.close()
