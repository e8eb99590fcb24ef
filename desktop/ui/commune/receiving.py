"""What Hộp nhận does with files, without a window: find them, say what each would bring, merge, write receipts.

The checks and the merge are those of `desktop.sync.merging`; a plan leaves the store as it was.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop import files
from desktop.errors import Cancelled, TosoError
from desktop.models import commune_queries as queries
from desktop.models.authors import DEVICE
from desktop.models.places import Village
from desktop.models.store import FILE_NAME, Store
from desktop.sync.credentials import Credentials
from desktop.sync.exporting import SUFFIX, Exported, export
from desktop.sync.limits import LIMITS
from desktop.sync.merging import Outcome, merge_file
from desktop.sync.seal import peek
from desktop.ui.commune.naming import tr
from desktop.ui.tasks import Progress

MOST_FILES = 300


@dataclass(frozen=True)
class Arrived:
    """A file and what it would bring, or what became of it; `kind` and `own` are what its cover says of it."""

    path: Path
    outcome: Outcome
    kind: str = ""  # changes, request, enrolment; "" when the cover cannot be read
    own: bool = False  # this desk wrote it
    digest: str = ""
    claimed: str = ""  # who the cover says made it; proven only when the outcome names a sender
    village: str | None = None  # from which village a bundle came that is known here
    done: bool = False  # merged, held or refused by now; before that the outcome is a plan

    @property
    def can_merge(self) -> bool:
        """Whether merging would change anything; held bundles are taken into keeping."""
        return not self.done and self.outcome.verdict in ("merged", "held")


@dataclass(frozen=True)
class Receipts:
    """The receipts that were written, and the villages for which that failed, with the reason."""

    written: tuple[Exported, ...] = ()
    failed: tuple[tuple[str, TosoError], ...] = field(default=())
    folder: Path | None = None


def bundle_files(paths: Iterable[Path]) -> list[Path]:
    """The bundles among files and folders (one level deep), by name; each once."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = [*path.glob(f"*{SUFFIX}"), *path.glob(f"*/*{SUFFIX}")]
            found.update(dict.fromkeys(each for each in sorted(inside) if not each.name.startswith(".")))
        else:
            found[path] = None
    return list(found)[:MOST_FILES]


def plan(store: Store, keys: Credentials, paths: Sequence[Path], progress: Progress) -> list[Arrived]:
    """Look at every file; nothing is written. Where bundles wait for each other, they are tried together on a copy."""
    arrived = []
    for place, path in enumerate(paths):
        progress(tr("Đang kiểm tra {name}").format(name=path.name), place / max(1, len(paths)))
        arrived.append(_look(store, keys, path))
    arrived.sort(key=_order)
    gaps = any(one.outcome.verdict == "held" for one in arrived)
    if gaps and any(one.outcome.verdict == "merged" for one in arrived):
        progress(tr("Đang thử ghép các gói nối nhau"), None)
        arrived = sorted(_tried_together(store, keys, sorted(arrived, key=_in_turn)), key=_order)
    return arrived


def _look(store: Store, keys: Credentials, path: Path) -> Arrived:
    kind, own, digest, claimed = "", False, "", ""
    try:
        data = files.read_limited(path, LIMITS.file)
        digest = hashlib.sha256(data).hexdigest()
        cover = peek(data).cover
        kind, own, claimed = cover.kind, cover.sender.device == store.setting(DEVICE), cover.sender.name
    except TosoError:
        pass  # the merge says in words what is wrong with the file
    outcome = merge_file(store, keys, path, plan=True)
    return Arrived(path, outcome, kind, own, digest, claimed, queries.village_of_bundle(store, digest))


_RANKS = ("merged", "held", "refused", "already")


def _order(one: Arrived) -> tuple[int, str, int, str]:
    """What can be merged first; bundles of one sender in the order of their numbers."""
    return _RANKS.index(one.outcome.verdict), one.outcome.sender, one.outcome.number, one.path.name


def _in_turn(one: Arrived) -> tuple[str, int]:
    """The order in which bundles are merged: each sender's by their numbers."""
    return one.outcome.sender, one.outcome.number


def _tried_together(store: Store, keys: Credentials, arrived: Sequence[Arrived]) -> list[Arrived]:
    """The outcomes of merging all of them one after the other, taken from a copy of the store that is thrown away."""
    with tempfile.TemporaryDirectory(prefix=".thu-ghep-", dir=store.home) as folder:
        store.copy_to(Path(folder) / FILE_NAME)
        with Store.open(Path(folder), store.clock, aside=True) as copy:
            return [replace(one, outcome=merge_file(copy, keys, one.path)) for one in arrived]


def merge_all(store: Store, keys: Credentials, arrived: Sequence[Arrived], progress: Progress) -> list[Arrived]:
    """Merge what can be merged, in order; a stop between two bundles leaves the merged ones merged."""
    results = []
    stopped = False
    for place, one in enumerate(sorted(arrived, key=_in_turn)):
        if stopped or not one.can_merge:
            results.append(one)
            continue
        try:
            progress(tr("Đang ghép {name}").format(name=one.path.name), place / len(arrived))
        except Cancelled:
            stopped = True
            results.append(one)
            continue
        outcome = merge_file(store, keys, one.path)
        village = queries.village_of_bundle(store, one.digest)
        results.append(replace(one, outcome=outcome, village=village, done=True))
    return sorted(results, key=_order)


def concerned(arrived: Iterable[Arrived]) -> dict[str, Path]:
    """Village id -> the folder from which its bundle came: who can be given a receipt now."""
    known = (one for one in arrived if one.village and (one.done or one.outcome.verdict == "already"))
    return {one.village: one.path.parent for one in known if one.village}


def write_receipts(store: Store, keys: Credentials, villages: dict[str, Path], progress: Progress) -> Receipts:
    """Write a bundle for each village; its cover says what has been received. One failure does not stop the others."""
    written, failed = [], []
    for place, (village_id, folder) in enumerate(villages.items()):
        village = store.get(Village, village_id)
        if village is None:
            continue
        progress(tr("Đang ghi cho thôn {name}").format(name=village.name), place / len(villages))
        try:
            written.append(export(store, keys, folder, village=village))
        except TosoError as error:
            failed.append((village.name, error))
    return Receipts(tuple(written), tuple(failed), next(iter(villages.values()), None))
