"""Bundles as people bring them: on a stick, in a folder, renamed by an e-mail program, copied twice, inside a letter.

What a file is, its first bytes say; its name only says whether it is worth a look, and its date says nothing. Nothing
is verified or merged here, and no link is followed out of the folder that was given.
"""

import hashlib
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from desktop import files
from desktop.errors import FileProblem, TosoError
from desktop.sync import attachments, container
from desktop.sync.attachments import LETTER_HEAD, SUFFIX, Attachment
from desktop.sync.limits import LIMITS
from desktop.text import one_line

MOST_PARCELS = 300
DEEPEST = 3  # folders below the one that was given
_MOST_ENTRIES = 20_000  # files and folders that are looked at on one stick
LETTER = ".eml"
#: What e-mail, browsers and hand make of a bundle's name; a file without a suffix may be one too.
_DISGUISES = frozenset({"", ".zip", ".bin", ".dat", ".txt", ".file", ".download", ".part", ".crdownload", LETTER})
#: What viruses of sticks make of any name, and what systems leave there.
_NEVER = frozenset({".lnk", ".exe", ".scr", ".bat", ".cmd", ".com", ".pif", ".vbs", ".js", ".url", ".ini", ".tmp"})
_FOLDERS_OF_SYSTEMS = re.compile(
    r"system volume information|\$recycle\.bin|recycle[rd]|lost\.dir|lost\+found|found\.\d{3}", re.IGNORECASE
)
_LINKS_OF_WINDOWS = frozenset({0xA000000C, 0xA0000003})  # symbolic links and junctions


@dataclass(frozen=True)
class Parcel:
    """One bundle that somebody brought, or what looks like one: a file, or the `part`-th attachment of a letter."""

    path: Path
    name: str
    part: int | None = None
    digest: str = ""  # SHA-256 of what begins as a bundle; "" for the rest
    copies: tuple[str, ...] = ()  # names under which the same bytes lie there again

    @property
    def letter(self) -> str:
        """The name of the letter that it is attached to; "" for a file."""
        return files.name_of(self.path) if self.part is not None else ""

    def read(self) -> bytes:
        """The bytes. Raises TosoError: it cannot be read, is too large, or the letter has no bundle."""
        if self.part is None:
            return read_bundle(self.path)
        found = _attached(self.path)
        if self.part >= len(found):
            raise _letter_without(self.path)
        return found[self.part].data


@dataclass(frozen=True)
class Found:
    """What lies in the folders and files that were given; `more` when there is more than is looked at."""

    parcels: tuple[Parcel, ...] = ()
    more: bool = False


def read_bundle(path: Path) -> bytes:
    """The bytes of the one bundle in a file, be it attached to a letter. Raises TosoError."""
    if is_folder(path):
        raise FileProblem(
            f"Không thấy gói dữ liệu nào trong thư mục này. ({files.name_of(path)})", "Hãy chọn đúng tệp."
        )
    if not _is_letter(path):
        return files.read_limited(path, LIMITS.file)
    found = {hashlib.sha256(each.data).digest(): each.data for each in _attached(path)}
    if not found:
        raise _letter_without(path)
    if len(found) > 1:
        raise FileProblem(
            f"Thư này có {len(found)} gói dữ liệu; chưa ghi gì. ({files.name_of(path)})",
            "Hãy mở thư, lưu từng tệp đính kèm rồi mở từng tệp.",
            code="damaged",
        )
    return next(iter(found.values()))


def is_folder(path: Path) -> bool:
    """Whether this is a folder. A drive that fails says no here, and why when it is read."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _letter_without(path: Path) -> FileProblem:
    return FileProblem(
        f"Thư này không có gói dữ liệu đính kèm; chưa ghi gì. ({files.name_of(path)})",
        "Hãy mở thư xem có tệp đính kèm không, hoặc xin nơi gửi gửi lại.",
        code="damaged",
    )


def _is_letter(path: Path) -> bool:
    return attachments.is_letter(_head(path, LETTER_HEAD))


def _attached(path: Path) -> list[Attachment]:
    return attachments.bundles_in(files.read_limited(path, LIMITS.letter))


def _head(path: Path, size: int) -> bytes:
    """The first bytes of a plain file; nothing of what is none or cannot be read, which reading it will tell."""
    try:
        return files.read_head(path, size)
    except FileProblem:
        return b""


def in_file(path: Path) -> list[Parcel]:
    """What one file brings: itself, or the bundles of a letter; a letter without any tells so when it is read."""
    try:
        found = _attached(path) if _is_letter(path) else []
    except TosoError:
        found = []
    letter = [Parcel(path, each.name, part, _digest(each.data)) for part, each in enumerate(found)]
    return letter or [Parcel(path, one_line(files.name_of(path)))]


def _digest(data: bytes) -> str:
    """Only what begins as a bundle can be the copy of one; two empty files are two broken copies."""
    return hashlib.sha256(data).hexdigest() if container.begins(data) else ""


def find(paths: Iterable[Path], on_file: Callable[[Path], object] = lambda _path: None) -> Found:
    """Every bundle in these folders and files, in the order of names; the same bytes are told once, with their copies.

    `on_file` is called before each file is read and may raise to stop. Raises FileProblem when a folder cannot be read.
    """
    look = _Look()
    parcels: list[Parcel] = []
    for path, chosen in look.at(paths):
        if len(parcels) >= MOST_PARCELS:
            look.more = True
            break
        on_file(path)
        parcels += in_file(path) if chosen else _worth_taking(path)
    return Found(tuple(_told_once(_with_digest(each) for each in parcels)), look.more)


def _worth_taking(path: Path) -> list[Parcel]:
    """What a file that nobody pointed at brings: it is called a bundle, is one by its first bytes, or is a letter."""
    head = _head(path, LETTER_HEAD)
    if SUFFIX in path.name.lower() or container.begins(head):
        return in_file(path)
    if LETTER in path.name.lower() and attachments.is_letter(head):
        return [each for each in in_file(path) if each.part is not None]
    return []


def _with_digest(parcel: Parcel) -> Parcel:
    if parcel.digest or parcel.part is not None:
        return parcel
    try:
        return replace(parcel, digest=_digest(parcel.read()))
    except TosoError:
        return parcel


def _told_once(parcels: Iterable[Parcel]) -> Iterator[Parcel]:
    """One parcel for the same bytes: a file before an attachment, its own suffix and the shortest name first."""
    same: dict[str, list[Parcel]] = {}
    for place, each in enumerate(parcels):
        same.setdefault(each.digest or f"{place}", []).append(each)
    for group in same.values():
        first, *others = sorted(group, key=_plainness)
        yield replace(first, copies=tuple(each.name for each in others))


def _plainness(parcel: Parcel) -> tuple[bool, bool, int, str, str]:
    renamed = not parcel.name.lower().endswith(SUFFIX)
    return parcel.part is not None, renamed, len(parcel.name), parcel.name, str(parcel.path)


class _Look:
    """Walks folders: not deeper than `DEEPEST`, not longer than `_MOST_ENTRIES`, never along a link."""

    def __init__(self) -> None:
        self.more = False
        self._left = _MOST_ENTRIES

    def at(self, paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
        """The files to look into, each once, and whether somebody pointed at the file itself."""
        seen: set[Path] = set()
        for given in paths:
            chosen = not is_folder(given)
            for path in [given] if chosen else self._inside(given):
                if path not in seen:
                    seen.add(path)
                    yield path, chosen

    def _inside(self, top: Path) -> Iterator[Path]:
        waiting = deque([(top, 0)])
        while waiting:
            folder, depth = waiting.popleft()
            for entry in self._entries(folder, must=folder == top):
                if _is_folder(entry):
                    if depth < DEEPEST:
                        waiting.append((Path(entry.path), depth + 1))
                elif _is_worth_a_look(entry):
                    yield Path(entry.path)

    def _entries(self, folder: Path, *, must: bool) -> list[os.DirEntry[str]]:
        """What stands in a folder, by name. A folder inside that cannot be read is passed over."""
        try:
            with os.scandir(folder) as listed:
                entries = list(islice(listed, self._left + 1))
        except OSError as error:
            if must:
                raise files.problem_of(error, folder, reading=True) from error
            return []
        self.more = self.more or len(entries) > self._left
        entries = entries[: self._left]
        self._left -= len(entries)
        return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder of people's own, on this drive: no link, no folder of the system."""
    try:
        if not entry.is_dir(follow_symlinks=False) or _FOLDERS_OF_SYSTEMS.fullmatch(entry.name):
            return False
        return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) not in _LINKS_OF_WINDOWS
    except OSError:
        return False


def _is_worth_a_look(entry: os.DirEntry[str]) -> bool:
    """Whether a file's name may be that of a bundle. Hidden by its attributes it may be: viruses of sticks do that."""
    suffix = Path(entry.name).suffix.lower()
    if suffix in _NEVER or not (suffix in _DISGUISES or SUFFIX in entry.name.lower()):
        return False
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False
