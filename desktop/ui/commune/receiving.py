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
from desktop.sync import parcels
from desktop.sync.credentials import Credentials
from desktop.sync.exporting import Exported, export
from desktop.sync.merging import Outcome, merge_parcel
from desktop.sync.parcels import Parcel
from desktop.sync.seal import peek
from desktop.ui.commune.naming import tr
from desktop.ui.tasks import Progress


@dataclass(frozen=True)
class Arrived:
    """A bundle and what it would bring, or what became of it; `kind` and `own` are what its cover says of it."""

    parcel: Parcel
    outcome: Outcome
    kind: str = ""  # changes, request, enrolment; "" when the cover cannot be read
    own: bool = False  # this desk wrote it and holds what it carries
    digest: str = ""
    claimed: str = ""  # who the cover says made it; proven only when the outcome names a sender
    village: str | None = None  # from which village a bundle came that is known here
    done: bool = False  # merged, held or refused by now; before that the outcome is a plan

    @property
    def path(self) -> Path:
        """The file that it came in."""
        return self.parcel.path

    @property
    def name(self) -> str:
        """What the file or the attachment is called."""
        return self.parcel.name

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


@dataclass(frozen=True)
class Looked:
    """What was waiting and what the files and folders that were given hold; `found` counts the latter."""

    arrived: list[Arrived]
    found: int
    more: bool = False  # there is more than is looked at


def bundle_files(paths: Iterable[Path]) -> list[Path]:
    """The files with bundles among files and folders, each once."""
    return list(dict.fromkeys(each.path for each in parcels.find(paths).parcels))


def look(
    store: Store, keys: Credentials, waiting: Iterable[Parcel], paths: Iterable[Path], progress: Progress
) -> Looked:
    """Find what was brought and say what it would bring, together with what is waiting; nothing is written."""
    found = parcels.find(paths, lambda path: progress(tr("Đang tìm gói trong {name}").format(name=path.name), None))
    listed = {_identity(each): each for each in waiting}
    for each in found.parcels:
        listed.setdefault(_identity(each), each)
    return Looked(plan(store, keys, list(listed.values()), progress), len(found.parcels), found.more)


def _identity(parcel: Parcel) -> tuple[str, Path | None, int | None]:
    """The same bytes are the same bundle, wherever they lie; what is no bundle is known by its place."""
    return (parcel.digest, None, None) if parcel.digest else ("", parcel.path, parcel.part)


def plan(store: Store, keys: Credentials, brought: Sequence[Parcel], progress: Progress) -> list[Arrived]:
    """Say what every bundle would bring; nothing is written. Those that wait for each other are tried on a copy."""
    arrived = []
    for place, parcel in enumerate(brought):
        progress(tr("Đang kiểm tra {name}").format(name=parcel.name), place / max(1, len(brought)))
        arrived.append(_look(store, keys, parcel))
    arrived.sort(key=_order)
    gaps = any(one.outcome.verdict == "held" for one in arrived)
    if gaps and any(one.outcome.verdict == "merged" for one in arrived):
        progress(tr("Đang thử ghép các gói nối nhau"), None)
        arrived = sorted(_tried_together(store, keys, sorted(arrived, key=_in_turn)), key=_order)
    return arrived


def _look(store: Store, keys: Credentials, parcel: Parcel) -> Arrived:
    kind, own, digest, claimed = "", False, "", ""
    try:
        data = parcel.read()
        digest = hashlib.sha256(data).hexdigest()
        cover = peek(data).cover
        kind, own, claimed = cover.kind, cover.sender.device == store.setting(DEVICE), cover.sender.name
    except TosoError:
        pass  # the merge says in words what is wrong with the file
    outcome = merge_parcel(store, keys, parcel, plan=True)
    own = own and (outcome.verdict == "already" or outcome.reason == "not-for-us")  # else it is given back
    return Arrived(parcel, outcome, kind, own, digest, claimed, queries.village_of_bundle(store, digest))


_RANKS = ("merged", "held", "refused", "already")


def _order(one: Arrived) -> tuple[int, str, int, str]:
    """What can be merged first; bundles of one sender in the order of their numbers."""
    return _RANKS.index(one.outcome.verdict), one.outcome.sender, one.outcome.number, one.name


def _in_turn(one: Arrived) -> tuple[str, int]:
    """The order in which bundles are merged: each sender's by their numbers."""
    return one.outcome.sender, one.outcome.number


def _tried_together(store: Store, keys: Credentials, arrived: Sequence[Arrived]) -> list[Arrived]:
    """The outcomes of merging all of them one after the other, taken from a copy of the store that is thrown away."""
    with tempfile.TemporaryDirectory(prefix=".thu-ghep-", dir=store.home) as folder:
        store.copy_to(Path(folder) / FILE_NAME)
        with Store.open(Path(folder), store.clock, aside=True) as copy:
            return [replace(one, outcome=_merged_on_copy(copy, keys, one.parcel)) for one in arrived]


def _merged_on_copy(copy: Store, keys: Credentials, parcel: Parcel) -> Outcome:
    """What merging leads to, told with the names that a plan tells."""
    records = merge_parcel(copy, keys, parcel, plan=True).records
    return replace(merge_parcel(copy, keys, parcel), records=records)


def merge_all(store: Store, keys: Credentials, arrived: Sequence[Arrived], progress: Progress) -> list[Arrived]:
    """Merge what can be merged, in order; a stop between two bundles leaves the merged ones merged."""
    results = []
    stopped = False
    for place, one in enumerate(sorted(arrived, key=_in_turn)):
        if stopped or not one.can_merge:
            results.append(one)
            continue
        try:
            progress(tr("Đang ghép {name}").format(name=one.name), place / len(arrived))
        except Cancelled:
            stopped = True
            results.append(one)
            continue
        outcome = merge_parcel(store, keys, one.parcel)
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
            files.must_be_there(folder)
            written.append(export(store, keys, folder, village=village))
        except TosoError as error:
            failed.append((village.name, error))
    return Receipts(tuple(written), tuple(failed), next(iter(villages.values()), None))
