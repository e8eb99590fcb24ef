"""What a desk remembers about its window: size, theme, size of text. Never records, never personal data."""

import json
from pathlib import Path
from typing import Protocol

from desktop.errors import FileProblem
from desktop.files import read_limited, write_whole

_LIMIT = 64 * 1024


class Settings(Protocol):
    """Small texts by key, kept between two starts."""

    def get(self, key: str) -> str:
        """The text kept under `key`, or ''."""

    def keep(self, key: str, text: str) -> None:
        """Keep `text` under `key`."""


class ForgetfulSettings:
    """Settings that last as long as the program runs; for tests and for a home that cannot be written."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def get(self, key: str) -> str:
        """The text kept under `key`, or ''."""
        return self._texts.get(key, "")

    def keep(self, key: str, text: str) -> None:
        """Keep `text` until the program ends."""
        self._texts[key] = text


class FileSettings:
    """Settings in a small JSON file. An unreadable file counts as empty: a window's size is worth no error."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._texts = _read(path)

    def get(self, key: str) -> str:
        """The text kept under `key`, or ''."""
        return self._texts.get(key, "")

    def keep(self, key: str, text: str) -> None:
        """Keep `text`; a disk that cannot be written is passed over."""
        if self._texts.get(key) == text:
            return
        self._texts[key] = text
        try:
            write_whole(self._path, json.dumps(self._texts, ensure_ascii=False, indent=1).encode())
        except FileProblem:
            return


def _read(path: Path) -> dict[str, str]:
    try:
        texts = json.loads(read_limited(path, _LIMIT))
    except (FileProblem, ValueError):
        return {}
    return {str(key): str(text) for key, text in texts.items()} if isinstance(texts, dict) else {}
