"""Bundles in: verify, plan, merge, hold, release (DESIGN 3 and 4).

The envelope is judged by `seal`, entries by `desktop.models.exchange`. A plan is the merge itself, taken back: it
cannot say anything else than what the merge would do. Nothing is written before every check has passed.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Literal

from desktop import files
from desktop.errors import TosoError
from desktop.models.applying import Applied
from desktop.models.authors import Authors
from desktop.models.brought import DifferenceBrought, RecordBrought, Watch
from desktop.models.comparing import Comparison, compare
from desktop.models.exchange import (
    EntryError,
    ForkError,
    GapError,
    Intake,
    ScopeError,
    Sender,
    lines_that_fit,
)
from desktop.models.ledger import (
    cover_of,
    forget_bundle,
    held_bundles,
    is_held,
    note_asked,
    note_authority,
    note_bundle,
    note_seen,
    was_exported,
)
from desktop.models.rules.findings import Finding
from desktop.models.store import Store
from desktop.sync import cover as covers
from desktop.sync import kept, keys, refusals, returning
from desktop.sync.cover import VERSION, Cover
from desktop.sync.credentials import Credentials
from desktop.sync.exporting import note_of
from desktop.sync.limits import LIMITS
from desktop.sync.numbers_here import bundle_numbers
from desktop.sync.parcels import Parcel
from desktop.sync.refusals import Refusal
from desktop.sync.seal import Opened, Trust, is_own_history, open_sealed, peek
from desktop.sync.trust import trust_of
from desktop.text import one_line

Verdict = Literal["merged", "already", "held", "refused"]
_HELD = "giu-lai"


@dataclass(frozen=True)
class Outcome:
    """What became of one bundle, or would: the same value serves the plan, the screen and `--json`."""

    file: str
    verdict: Verdict
    reason: str = ""
    message: str = ""
    advice: str = ""
    sender: str = ""
    number: int = 0
    made_at: str = ""
    entries: int = 0
    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    conflicts: int = 0
    #: The first of them by name, and what the rules find after this that they did not find before.
    differences: tuple[DifferenceBrought, ...] = ()
    findings: tuple[Finding, ...] = ()
    #: Of a plan: the first of the records that it would add or change.
    records: tuple[RecordBrought, ...] = ()
    #: Both sides' counts and digests after this; None when the other side told none.
    comparison: Comparison | None = None
    #: Bundles that had been waiting and were merged after this one; `held` are those that the disk did not let in.
    released: tuple["Outcome", ...] = ()

    @property
    def equal_counts(self) -> bool | None:
        """Whether both sides hold the same; None when that is not known, or one of them still lacks something."""
        return self.comparison.equal if self.comparison else None

    @property
    def counts(self) -> dict[str, int]:
        """Records added or changed, by table."""
        tables = sorted({*self.added, *self.changed})
        return {table: self.added.get(table, 0) + self.changed.get(table, 0) for table in tables}


class _TakenBack(Exception):
    """Ends the transaction of a plan, so that nothing of it stays."""


def merge_file(store: Store, credentials: Credentials, path: Path, *, plan: bool = False) -> Outcome:
    """Merge a bundle's file, or only tell what that would do. A file that cannot be read is refused as a value."""
    return merge_parcel(store, credentials, Parcel(path, one_line(files.name_of(path))), plan=plan)


def merge_parcel(store: Store, credentials: Credentials, parcel: Parcel, *, plan: bool = False) -> Outcome:
    """The same for a bundle wherever it was found, in a file or in a letter."""
    try:
        data = parcel.read()
    except TosoError as error:
        reason = "too-large" if error.code == "too-large" else "damaged"
        return Outcome(parcel.name, "refused", reason, error.message, error.advice)
    return merge(store, credentials, data, parcel.name, plan=plan)


def merge(store: Store, credentials: Credentials, data: bytes, name: str, *, plan: bool = False) -> Outcome:
    """Merge a bundle, or with `plan` only tell what that would do. Never raises for what is in the bundle."""
    known = cover_of(store, _digest(data))
    try:
        outcome = _already(known, name) if known else _merge(store, credentials, data, name, plan=plan)
    except Refusal as refusal:
        return Outcome(name, "refused", refusal.code, refusal.message, refusal.advice)
    if plan or (outcome.verdict == "held" and not outcome.entries):
        return outcome
    # Also after "already": the program may have ended between this bundle and those that waited for it.
    return replace(outcome, released=tuple(release_held(store, credentials)))


def _already(known: str, name: str) -> Outcome:
    cover = covers.read(known.encode())
    told = "Gói này đã nhận từ trước, không có gì thay đổi."
    return Outcome(name, "already", message=told, sender=cover.sender.name, number=cover.number)


def _merge(store: Store, credentials: Credentials, data: bytes, name: str, *, plan: bool) -> Outcome:
    trust = trust_of(store, credentials)
    opened = _opened(store, trust, data)
    returned = is_own_history(opened.cover, trust.role)
    if opened.cover.kind != "changes" and not returned:
        room = "Ghi danh" if opened.cover.kind == "request" else "Khóa của máy"
        raise refusals.damaged(opened.cover.kind, note=f"Đây là tệp ghi danh, hãy mở nó ở mục {room}.")
    told = Outcome(
        name,
        "merged",
        sender=opened.cover.sender.name,
        number=opened.cover.number,
        made_at=opened.cover.made_at.isoformat(),
    )
    if returned and was_exported(store, _digest(data)):
        return replace(told, verdict="already", message="Gói này do xã lập, máy xã đang có đủ.")
    try:
        missing = _take_first(store, opened, plan=plan) if returned else _missing(store, opened.cover)
        if missing is not None:
            if not plan:
                _hold(store, opened, data, name, returned=returned)
            refusal, (words, entries) = refusals.gap(), missing
            message = f"{refusal.message} {words}"
            return replace(told, verdict="held", reason="gap", message=message, advice=refusal.advice, entries=entries)
        return _take(store, opened, data, told, plan=plan, returned=returned)
    except Refusal as refusal:
        if refusal.code == "fork" and not plan:
            files.write_whole(store.home / kept.FORKS / f"{_digest(data)}.toso", data)
        raise


def _opened(store: Store, trust: Trust, data: bytes) -> Opened:
    try:
        return open_sealed(data, trust, store.clock.now())
    except Refusal as refusal:
        if refusal.code == "unknown-device" and returning.says_ours(store, peek(data).cover, trust):
            raise refusals.given_up(refusal.why) from refusal
        raise


def _missing(store: Store, cover: Cover) -> tuple[str, int] | None:
    """What has not arrived yet, in words; None when the bundle can be merged. Nothing of it is taken in before."""
    authors = Authors(store)
    lacking = [author for author, needed in cover.needs.items() if authors.held(author) < needed]
    lacking += [author for author, (first, _) in cover.ranges.items() if first > authors.held(author) + 1]
    return (bundle_numbers(store, cover), 0) if lacking else None


def _take_first(store: Store, opened: Opened, *, plan: bool) -> tuple[str, int] | None:
    """Take in of a bundle that is given back what fits by now; None when all of it does, which is left to `_take`.

    Its `needs` say what a village held when it was written, not what its entries build on; and a village may have
    written in turns with the commune, so that a whole bundle of the one would wait for a whole one of the other.
    """
    try:
        fitting = [is_new for _, is_new in lines_that_fit(store, _entries(opened))]
    except EntryError as error:
        raise refusals.damaged(str(error)) from error
    if len(fitting) == _promised(opened.cover):
        return None
    if any(fitting) and not plan:
        with store.transaction():
            applied = _apply(store, opened, (line for line, _ in lines_that_fit(store, _entries(opened))), Watch(store))
        _forget_erased(store, applied)
    return "Đây là gói cũ của xã do thôn giao lại.", 0 if plan else sum(fitting)


def _take(store: Store, opened: Opened, data: bytes, told: Outcome, *, plan: bool, returned: bool) -> Outcome:
    """Apply a verified bundle in one transaction; a plan's transaction is taken back."""
    outcome = told
    try:
        with store.transaction():
            watch = Watch(store)
            applied = _apply(store, opened, _within(_entries(opened), opened.cover), watch)
            if not returned:
                _hear(store, opened)
            returning.keep(store, opened.cover, data, opened.lines)
            last = Authors(store).total
            note = note_of("in", "merged", data, opened.cover, applied.entries, told.file)
            note_bundle(store, replace(note, positions=(last - applied.lines + 1, last) if applied.lines else None))
            outcome = _told_of(opened.cover, told, applied, None if returned else _compared(store, opened.cover))
            if returned and applied.entries:
                outcome = replace(outcome, message=f"Đã lấy lại {applied.entries} thay đổi mà máy xã đã mất.")
            outcome = _with_names(outcome, watch, applied)
            if plan:
                outcome = replace(outcome, records=watch.records(applied))
                raise _TakenBack
    except _TakenBack:
        return outcome
    _forget_erased(store, applied)
    return outcome


def _forget_erased(store: Store, applied: Applied) -> None:
    """What a merge erased leaves the store's freed pages and the kept copies too."""
    if applied.erased:
        store.forget_traces()
        kept.forget_kept(store.home)


def _hear(store: Store, opened: Opened) -> None:
    """Keep what a verified cover says of its sender: how far it is, what it asks for, which authority it goes by.

    That does not wait for the entries: when both sides were put back, each holds the other's bundles until it has told
    what it lacks itself. What the commune said in a bundle that it is given back is over.
    """
    cover = opened.cover
    note_seen(store, cover.sender.device, cover.sender.life, cover.number, cover.seen)
    if opened.certificate:
        note_authority(store, cover.sender.device, keys.fingerprint(opened.certificate.authority))
    note_asked(store, cover.sender.device, cover.asks)


def _told_of(cover: Cover, told: Outcome, applied: Applied, compared: Comparison | None) -> Outcome:
    told = replace(told, comparison=compared)
    if applied.lines and not applied.entries:
        message = f"Đã giữ {applied.lines} thay đổi của bản Tổ Số mới hơn, bản này chưa hiển thị được."
        return replace(told, message=message, advice="Hãy cập nhật Tổ Số trên máy này.")
    if not applied.entries:
        message = "Mọi thay đổi trong gói này đã có từ trước." if cover.ranges else "Đã nhận giấy báo của bên gửi."
        return replace(told, verdict="already" if cover.ranges else "merged", message=message)
    return replace(
        told,
        message=f"Đã ghép {applied.entries} thay đổi.",
        entries=applied.entries,
        added=dict(applied.added),
        changed=dict(applied.changed),
    )


def _with_names(outcome: Outcome, watch: Watch, applied: Applied) -> Outcome:
    """What a person has to look at after the merge, by name."""
    places = watch.differences(applied)
    return replace(outcome, conflicts=len(places), differences=watch.told(places), findings=watch.findings())


def _compared(store: Store, cover: Cover) -> Comparison | None:
    """Both sides' counts and digests of the village's scope, laid beside each other; None when the sender told none."""
    village = cover.sender.village or cover.recipient.village
    if not village or not cover.digests:
        return None
    return compare(
        store,
        village,
        device=cover.sender.device,
        number=cover.number,
        seen=cover.seen,
        counts=cover.counts,
        digests=cover.digests,
    )


def _apply(store: Store, opened: Opened, lines: Iterable[bytes], watch: Watch) -> Applied:
    cover = opened.cover
    sender = Sender(cover.sender.role, cover.sender.village, cover.sender.device)
    try:
        intake = Intake(
            store,
            sender,
            ranges=cover.ranges,
            audiences=cover.audiences,
            devices=cover.devices,
            newer=cover.version > VERSION,
            watch=watch.before,
        )
        return intake.take(lines)
    except ScopeError as error:
        raise refusals.out_of_scope(str(error)) from error
    except ForkError as error:
        raise refusals.fork(str(error)) from error
    except (EntryError, GapError) as error:
        raise refusals.damaged(str(error)) from error


def _entries(opened: Opened) -> Iterator[bytes]:
    """The entries of a body; an enrolment that is given back has its grant before them, which is nothing to merge."""
    return islice(opened.lines(), 1 if opened.cover.kind == "enrolment" else 0, None)


def _within(lines: Iterator[bytes], cover: Cover) -> Iterator[bytes]:
    """The lines of a body, which must be as many as the cover's ranges say."""
    promised, count = _promised(cover), 0
    for line in lines:
        count += 1
        yield line
    if count != promised:
        raise refusals.damaged(f"{count} entries, the ranges say {promised}")


def _promised(cover: Cover) -> int:
    return sum(last - first + 1 for first, last in cover.ranges.values())


def _hold(store: Store, opened: Opened, data: bytes, name: str, *, returned: bool) -> None:
    """Keep a bundle until what it needs has come; one that waits already is not heard again each time it is tried."""
    digest = _digest(data)
    path = store.home / _HELD / f"{digest}.toso"
    if not path.is_file():
        files.write_whole(path, data)
    if is_held(store, digest):
        return
    with store.transaction():
        note_bundle(store, note_of("in", "held", data, opened.cover, 0, name))
        if not returned:
            _hear(store, opened)


def release_held(store: Store, credentials: Credentials) -> Iterator[Outcome]:
    """Merge the held bundles whose gap has been filled, again and again until none is.

    One that the disk hinders is told as held, and waits on: what was merged before it is merged. One that is refused
    now that nothing is missing is told once and put aside.
    """
    hindered: dict[str, Outcome] = {}
    progress = True
    while progress:
        progress = False
        for digest, name, _ in held_bundles(store):
            path = store.home / _HELD / f"{digest}.toso"
            try:
                outcome = _merge(store, credentials, files.read_limited(path, LIMITS.file), name, plan=False)
            except Refusal as refusal:
                yield _put_aside(store, digest, name, refusal)
                continue
            except TosoError as error:
                hindered[digest] = Outcome(name, "held", error.code, error.message, error.advice)
                continue
            progress = progress or bool(outcome.entries)  # of one that goes on waiting, what fitted was taken
            if outcome.verdict != "held":
                progress = True
                hindered.pop(digest, None)
                yield outcome
    _clear_held(store)
    yield from hindered.values()


def _put_aside(store: Store, digest: str, name: str, refusal: Refusal) -> Outcome:
    """A bundle that waited and is refused in the end: its file is kept to look into, and waits no more."""
    with suppress(OSError, TosoError):
        path = store.home / _HELD / f"{digest}.toso"
        files.write_whole(store.home / kept.REFUSED / path.name, files.read_limited(path, LIMITS.file))
        path.unlink()
    with store.transaction():
        forget_bundle(store, digest)
    return Outcome(name, "refused", refusal.code, refusal.message, refusal.advice)


def _clear_held(store: Store) -> None:
    """Remove held files that have been merged, and what was half written when the program ended."""
    folder = store.home / _HELD
    done = [path for path in folder.glob("*.toso") if cover_of(store, path.stem) is not None]
    for path in (*done, *folder.glob(".*.tmp")):
        with suppress(OSError):  # it goes with the next
            path.unlink()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
