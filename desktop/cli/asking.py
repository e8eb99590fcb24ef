"""What a command was asked: its arguments, and the store and keys of the home that it is about, opened when needed."""

import argparse
import os
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop.clock import SystemClock, today
from desktop.errors import TosoError
from desktop.models.journal import ROLE
from desktop.models.places import Village
from desktop.models.store import Store
from desktop.paths import default_home
from desktop.sync import credentials
from desktop.sync.credentials import Credentials

PASSPHRASE = "TOSO_PASSPHRASE"  # noqa: S105 - the name of a variable


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
    def day(self) -> date:
        """Which day it is today."""
        return today(self.clock)

    @property
    def store(self) -> Store:
        """The open store of the home."""
        if self._store is None:
            self._store = Store.open(self.home, self.clock)
        return self._store

    @cached_property
    def keys(self) -> Credentials:
        """The home's keys."""
        return credentials.load(self.home, self.passphrase)

    def village(self, wanted: str) -> Village:
        """The village with this code, name or id; raises TosoError."""
        query = Village.select().where(~Village.deleted)
        for row in self.store.all(query):
            if wanted in (row.id, row.code, row.name):
                return row
        known = ", ".join(sorted(row.code for row in self.store.all(query))) or "chưa có thôn nào"
        raise TosoError(f"Không có thôn “{wanted}”.", f"Các mã thôn: {known}.", code="no-village")

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
