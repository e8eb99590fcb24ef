"""A power cut: the events of an undisturbed run are replayed, and what was not flushed when the power went is lost.

Simulated, by the letter of POSIX and not by the habits of one file system:
- The bytes of a file are safe once that file was flushed after they were written (`fsync`, SQLite's `xSync`). Of what
  was written since, nothing may be there, everything, or any part in any order, cut at sectors of 512 bytes; a hole
  before a part that survived reads as zeros. The new length of a file is lost or kept with the bytes.
- Names (new files, renames, removals, new folders) are safe once their folder was flushed. Of the changes since, none
  may be there, all, or the first few: a journalling file system keeps their order. A file whose name is safe need not
  have its bytes, and the other way round.
- An act that said it was done before the power went must still be done.

Not simulated: a device that says it has flushed and has not (cheap sticks do), sectors that are half written or that
harm their neighbours, FAT changing its two copies of the table one after the other, memory that goes bad. No store can
promise much there; a bundle's signature at least tells that it is not whole.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.watching import Event

SECTOR = 512


@dataclass
class _File:
    """One file: its safe bytes, and the writes and truncations since the last flush."""

    safe: bytes = b""
    since: list[Event] = field(default_factory=list)


class Disk:
    """What would be found on a disk after each event. Begins with `folder`, which then stood at `root`, all safe."""

    def __init__(self, folder: Path, root: Path) -> None:
        self._root = str(root)
        self._files: list[_File] = []
        self._safe_names: dict[str, int | None] = {}  # path -> file; None for a folder
        self._since: list[Event] = []  # changes of names since their folder was flushed
        self._names: dict[str, int | None] = {}
        self._opened: dict[int, int] = {}  # the number under which a file was opened -> file
        for path in sorted(folder.rglob("*")):
            name = str(root / path.relative_to(folder))
            self._safe_names[name] = None if path.is_dir() else self._new(path.read_bytes())
        self._names = dict(self._safe_names)

    def happens(self, event: Event) -> None:
        """Take an event over."""
        match event.kind:
            case "write" | "truncate":
                self._files[self._file_of(event)].since.append(event)
            case "sync":
                file = self._files[self._file_of(event)]
                file.safe, file.since = _with(file.safe, file.since), []
            case "sync-folder":
                self._flush_names(event.path)
            case "create" | "mkdir" | "unlink" | "rename":
                self._change_name(event)
            case "read" | "chmod":
                pass

    def names(self) -> frozenset[str]:
        """All names as a running program sees them."""
        return frozenset(self._names)

    def after_cut(self, how: "Cut", chance: random.Random) -> dict[str, bytes | None]:
        """Path -> content (None for a folder) of everything that is there when the power comes back."""
        names = dict(self._safe_names)
        for event in how.names(self._since, chance):
            self._rename(names, event)
        contents: dict[str, bytes | None] = {}
        for path, file in names.items():
            if all(str(parent) in names for parent in Path(path).parents if str(parent).startswith(f"{self._root}/")):
                contents[path] = None if file is None else how.content(self._files[file], chance)
        return contents

    # --- inside ---

    def _new(self, content: bytes = b"") -> int:
        self._files.append(_File(content))
        return len(self._files) - 1

    def _file_of(self, event: Event) -> int:
        """The file of an event, by the number of its opening; one that was there before is met here first."""
        if event.file not in self._opened:
            found = self._names[event.path]
            assert found is not None, event.path
            self._opened[event.file] = found
        return self._opened[event.file]

    def _change_name(self, event: Event) -> None:
        if event.kind == "create":
            self._opened[event.file] = self._new()
        self._since.append(event)
        self._rename(self._names, event)

    def _rename(self, names: dict[str, int | None], event: Event) -> None:
        if event.kind == "create":
            names[event.path] = self._opened[event.file]
        elif event.kind == "mkdir":
            names[event.path] = None
        elif event.path in names:
            found = names.pop(event.path)
            if event.kind == "rename":
                names[event.target] = found

    def _flush_names(self, folder: str) -> None:
        here = [event for event in self._since if str(Path(event.path).parent) == folder]
        for event in here:
            self._rename(self._safe_names, event)
        self._since = [event for event in self._since if event not in here]


def _with(content: bytes, changes: Sequence[Event]) -> bytes:
    """A file's content after writes and truncations."""
    result = bytearray(content)
    for change in changes:
        if change.kind == "truncate":
            del result[change.size :]
            result.extend(bytes(change.size - len(result)))
        else:
            result.extend(bytes(max(0, change.offset - len(result))))
            result[change.offset : change.offset + len(change.data)] = change.data
    return bytes(result)


# --- what is lost ---

Choice = Callable[[Sequence[Event], random.Random], Sequence[Event]]


def _nothing(_events: Sequence[Event], _chance: random.Random) -> Sequence[Event]:
    return ()


def _everything(events: Sequence[Event], _chance: random.Random) -> Sequence[Event]:
    return events


def _first_few(events: Sequence[Event], chance: random.Random) -> Sequence[Event]:
    return events[: chance.randint(0, len(events))]


def _any_part(events: Sequence[Event], chance: random.Random) -> Sequence[Event]:
    """Some of the writes, cut at sectors, in any order: what a disk's own cache does."""
    parts = [part for event in events for part in _sectors(event) if chance.random() < 0.5]
    chance.shuffle(parts)
    return parts


def _sectors(event: Event) -> Iterator[Event]:
    if event.kind == "truncate":
        yield event
        return
    at, end = event.offset, event.offset + len(event.data)
    while at < end:
        upto = min(end, (at // SECTOR + 1) * SECTOR)
        part = event.data[at - event.offset : upto - event.offset]
        yield Event("write", event.path, event.file, at, part)
        at = upto


@dataclass(frozen=True)
class Cut:
    """Which of the unflushed changes a power cut leaves."""

    name: str
    names: Choice
    _content: Choice

    def content(self, file: _File, chance: random.Random) -> bytes:
        """What a file holds afterwards."""
        return _with(file.safe, self._content(file.since, chance))


CUTS = (
    Cut("all unflushed lost", _nothing, _nothing),
    Cut("bytes lost, names kept", _everything, _nothing),
    Cut("names lost, bytes kept", _nothing, _everything),
    Cut("the first few of both", _first_few, _first_few),
    Cut("names kept, bytes in any part and order", _everything, _any_part),
)


def lay_out(contents: dict[str, bytes | None]) -> None:
    """Write what was left by a cut where it was."""
    for name, content in sorted(contents.items()):
        path = Path(name)
        if content is None:
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.write_bytes(content)
