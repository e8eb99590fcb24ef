"""The requests among files, without a window: of new laptops, of known ones, of a second desk, and what is refused.

Files of another kind on the same stick are passed over. Nothing is issued here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.errors import TosoError
from desktop.sync import enrolment, second_desk
from desktop.sync.enrolment import Request
from desktop.sync.enrolment_refusals import OtherKind
from desktop.sync.second_desk import Asking
from desktop.ui.desk import Desk


@dataclass(frozen=True)
class Asked:
    """A request, the file that it stands in, and how many files of this laptop's there are."""

    path: Path
    request: Request
    copies: int = 1


@dataclass(frozen=True)
class AskedDesk:
    """A computer that wants to be a desk of the commune, and the file in which it asks."""

    path: Path
    asking: Asking


@dataclass
class FoundRequests:
    """What files hold: requests of new laptops, of laptops that are enrolled, and what is refused with the reason.

    `desks` are those of computers that want to be a desk of the commune.
    """

    new: list[Asked] = field(default_factory=list)
    known: list[Asked] = field(default_factory=list)
    refused: list[tuple[Path, TosoError]] = field(default_factory=list)
    desks: list[AskedDesk] = field(default_factory=list)


def read_requests(desk: Desk, paths: Sequence[Path]) -> FoundRequests:
    """Read the requests among files. Of several by one laptop the latest counts."""
    found, latest = FoundRequests(), dict[tuple[str, str], Asked]()
    for path in paths:
        try:
            if second_desk.is_request(path):
                found.desks.append(AskedDesk(path, second_desk.read_request(desk.store, desk.credentials, path)))
                continue
            asked = Asked(path, enrolment.read_request(desk.store, desk.credentials, path))
        except OtherKind:
            continue
        except TosoError as error:
            found.refused.append((path, error))
            continue
        key = asked.request.device, asked.request.fingerprint
        latest[key] = _later(latest[key], asked) if key in latest else asked
    for asked in latest.values():
        (found.known if asked.request.village else found.new).append(asked)
    found.desks = _latest_desks(found.desks)
    return found


def _latest_desks(asked: Sequence[AskedDesk]) -> list[AskedDesk]:
    """Of several requests of one computer the latest counts."""
    ordered = sorted(asked, key=lambda one: one.asking.made_at)
    return list({(one.asking.device, one.asking.spoken): one for one in ordered}.values())


def _later(one: Asked, other: Asked) -> Asked:
    """The later of two requests of one laptop; that there are several is remembered."""
    kept = other if other.request.made_at >= one.request.made_at else one
    return replace(kept, copies=one.copies + 1)
