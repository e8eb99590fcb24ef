"""Attacks with time and order: again, backwards, too early, twice differently, and after the end."""

from collections.abc import Callable
from typing import Any

from tests.bad_bundles import note, read
from tests.bad_bundles.honest import TAKEN, downward
from tests.bad_bundles.people import DEPUTY, LAPTOP, NEIGHBOUR
from tests.bad_bundles.sealing import draft, entry, household, record, version

LARGEST = 2**53
_ONE, _TWO, _THREE = ("village-1",), ("village-1", "village-2"), ("village-1", "village-2", "village-3")
_FIRST = entry(1, record(1), household())
_SECOND = entry(2, record(2), household("Lý Thị Mẫu"))


def _lines(*lines: bytes, **cover: Any) -> Callable[[], bytes]:
    return lambda: draft(*lines, cover=cover).sealed()


# --- again ---

note("again-same", "The same file comes again.", lambda: read("village-1"), after=_ONE, verdict="already")
note(
    "again-later",
    "The first file comes again after the third.",
    lambda: read("village-1"),
    after=_THREE,
    verdict="already",
)
note(
    "again-sealed-anew",
    "The entries of the first bundle come again in another one.",
    _lines(_FIRST, _SECOND, number=2, seen={LAPTOP.author: 2}),
    after=_ONE,
    verdict="already",
)
note(
    "again-rolled-back",
    "A bundle with an old number comes late and says that its laptop holds less: the receipt does not move back.",
    _lines(_FIRST, _SECOND, number=1, seen={LAPTOP.author: 1}),
    after=_THREE,
    verdict="already",
)

note(
    "again-new-life",
    "The laptop speaks in a life that nobody heard of and holds less: its receipt counts, and the commune is told.",
    lambda: draft(bodiless=True, cover={"sender.life": record(90), "seen": {LAPTOP.author: 1}}).sealed(),
    after=_THREE,
    verdict="merged",
)

# --- too early ---

note("early-second", "The second bundle comes before the first.", lambda: read("village-2"), verdict="held")
note("early-third", "The third bundle comes after the first.", lambda: read("village-3"), after=_ONE, verdict="held")
note(
    "early-fast-forward",
    "The sequence begins at 2^53.",
    _lines(entry(LARGEST, record(1), household())),
    verdict="held",
)
note(
    "early-number-huge",
    "A hole, and a bundle number of 2^53: nobody counts what is missing one by one.",
    _lines(entry(9, record(1), household()), number=LARGEST),
    verdict="held",
)
note(
    "early-needs-huge",
    "A bundle that needs an entry 2^53.",
    _lines(_FIRST, needs={LAPTOP.author: LARGEST}),
    verdict="held",
)
note(
    "early-needs-nobody",
    "A bundle that needs an author whom nobody knows.",
    _lines(_FIRST, needs={record(77): 1}),
    verdict="held",
)
note(
    "early-without-body",
    "A receipt that needs what has not arrived.",
    lambda: draft(bodiless=True, cover={"needs": {LAPTOP.author: 5}}).sealed(),
    verdict="held",
)

# --- one number with two contents ---

_OTHER = entry(1, record(1), household(people=5))
_FORKS: dict[str, tuple[str, Callable[[], bytes], tuple[str, ...]]] = {
    "value": ("A number that is held comes with another value.", _lines(_OTHER, number=2), _ONE),
    "stamp": (
        "A number that is held comes with another stamp.",
        _lines(entry(1, record(1), household(), stamp="2025-08-03T00:00:00.000Z/0000"), number=2),
        _ONE,
    ),
    "record": (
        "A number that is held comes for another record.",
        _lines(entry(2, record(3), household("Lý Thị Mẫu")), number=2),
        _ONE,
    ),
    "among-known": (
        "One of the held entries was changed, the other is the same.",
        _lines(_FIRST, entry(2, record(2), household("Lý Thị Khác")), number=2),
        _ONE,
    ),
    "and-more": (
        "A held entry was changed, and new ones follow.",
        _lines(_FIRST, entry(2, record(2), household("Lý Thị Khác")), entry(3, record(3), household()), number=2),
        _ONE,
    ),
    "by-the-deputy": (
        "The second laptop brings another content for the first one's number.",
        lambda: draft(_OTHER, sender=DEPUTY).sealed(),
        _ONE,
    ),
}
for _name, (_told, _make, _after) in _FORKS.items():
    note(f"fork-{_name}", _told, _make, after=_after, reason="fork")
note(
    "fork-of-our-own",
    "The commune brings an entry of this very laptop that was never written here.",
    lambda: downward(entry(3, record(60), household()), cover={"needs": {LAPTOP.author: 2}}),
    at="village",
    reason="fork",
)
note(
    "fork-of-our-own-past",
    "The commune brings another content for an entry that this laptop wrote.",
    lambda: downward(entry(1, record(60), household())),
    at="village",
    reason="fork",
)

# --- ranges that lie ---

_LIES: dict[str, tuple[str, Callable[[], bytes], tuple[str, ...]]] = {
    "hole": ("There is a hole inside of a range.", _lines(_FIRST, entry(3, record(2), household())), ()),
    "hole-hidden": (
        "A hole inside of a range is filled up with a line that stands twice.",
        _lines(_FIRST, _FIRST, entry(3, record(2), household())),
        (),
    ),
    "twice": (
        "A line stands twice, and the last of the range is missing.",
        _lines(_FIRST, _FIRST, ranges={LAPTOP.author: [1, 2]}),
        (),
    ),
    "two-contents": (
        "A number stands twice, with two contents.",
        _lines(_FIRST, _OTHER, ranges={LAPTOP.author: [1, 2]}),
        (),
    ),
    "backwards": ("The entries stand in the wrong order.", _lines(_SECOND, _FIRST), ()),
    "other-author": (
        "The range is of one author and the entries are another's.",
        _lines(entry(1, record(1), household(), author=DEPUTY.author), ranges={LAPTOP.author: [1, 1]}),
        (),
    ),
    "two-authors": (
        "An author stands in the body whom the ranges do not name.",
        _lines(_FIRST, entry(1, record(2), household(), author=DEPUTY.author), ranges={LAPTOP.author: [1, 2]}),
        (),
    ),
    "behind-the-range": (
        "An entry lies behind its range.",
        _lines(_FIRST, _SECOND, ranges={LAPTOP.author: [1, 1], DEPUTY.author: [1, 1]}),
        (),
    ),
    "before-the-range": ("An entry lies before its range.", _lines(_SECOND, ranges={LAPTOP.author: [3, 3]}), _ONE),
    "huge": ("A range ends at 2^53.", _lines(_FIRST, ranges={LAPTOP.author: [1, LARGEST]}), ()),
    "no-ranges": ("There are entries and no ranges.", _lines(_FIRST, ranges={}), ()),
}
for _name, (_told, _make, _after) in _LIES.items():
    note(f"ranges-{_name}", _told, _make, after=_after, reason="damaged")

# --- versions that are not there: a desk that went back to an older store gets them from honest ones, too ---

_BESIDE = TAKEN | {"head"}

_GHOSTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nobody": ("A change replaces a version of an author whom nobody knows.", lambda: _edit([f"{record(77)}:1"])),
    "never-written": ("A change replaces a version of its own author far ahead.", lambda: _edit([version(9999)])),
    "itself": ("A change replaces itself.", lambda: _edit([version(3)])),
    "next": ("A change replaces the next version of its own author.", lambda: _edit([version(4)])),
    "the-last": ("A change replaces version 2^53.", lambda: _edit([version(LARGEST)])),
    "of-the-neighbours": (
        "A change replaces a version of the neighbours'.",
        lambda: _edit([version(1, NEIGHBOUR.author)]),
    ),
    "deletion": ("A deletion replaces deletions that nobody wrote.", lambda: _delete([version(9999)])),
    "restoration": (
        "A restoration replaces a deletion that nobody wrote.",
        lambda: _delete([version(9999)], deleted=False),
    ),
}


def _edit(replaced: list[str]) -> bytes:
    line = entry(3, record(1), {"phone": "0987654321"}, replaced={"phone": replaced})
    return draft(line, cover={"number": 2}).sealed()


def _delete(replaced: list[str], *, deleted: bool = True) -> bytes:
    line = entry(3, record(1), {"deleted": deleted}, replaced={"deleted": replaced})
    return draft(line, cover={"number": 2}).sealed()


for _name, (_told, _make) in _GHOSTS.items():
    note(
        f"ghost-{_name}",
        f"{_told} The value stands beside the others.",
        _make,
        after=_ONE,
        verdict="merged",
        changes=_BESIDE,
    )
note(
    "entry-update-before-create",
    "A record is changed that was never made.",
    _lines(entry(1, record(70), household(), replaced={"head_name": [version(1, DEPUTY.author)]})),
    reason="damaged",
)

# --- after the end ---

_ENDED = ("village-1", "revoke-laptop")
note("revoked-after", "A revoked laptop's next bundle.", lambda: read("village-2"), after=_ENDED, reason="revoked")
note(
    "revoked-again",
    "A revoked laptop's last good bundle comes again.",
    lambda: read("village-1"),
    after=_ENDED,
    verdict="already",
)
note(
    "revoked-low-number",
    "A revoked laptop gives its new entries an old bundle number.",
    _lines(entry(3, record(3), household()), number=1),
    after=_ENDED,
    reason="revoked",
)
note(
    "revoked-new-stream",
    "A revoked laptop begins a new stream under an old bundle number.",
    _lines(entry(1, record(3), household(), author=record(80)), number=1),
    after=_ENDED,
    reason="revoked",
)
note(
    "revoked-receipt",
    "A revoked laptop sends a receipt without entries.",
    lambda: draft(bodiless=True, cover={"number": 2}).sealed(),
    after=_ENDED,
    reason="revoked",
)
note(
    "revoked-other-id",
    "A revoked key with a certificate for another device id.",
    lambda: draft(
        entry(3, record(3), household()),
        certificate=LAPTOP.certificate(key_id=DEPUTY.id),
        cover={"sender.device": DEPUTY.id, "number": 2},
    ).sealed(),
    after=_ENDED,
    reason="revoked",
)
note(
    "revoked-new-key",
    "A revoked device id with another key and certificate.",
    lambda: draft(
        entry(3, record(3), household()),
        key=NEIGHBOUR.key,
        certificate=LAPTOP.certificate(public_key=NEIGHBOUR.key.public),
        cover={"number": 2},
    ).sealed(),
    after=_ENDED,
    reason="revoked",
)
note(
    "revoked-vouched-for",
    "What the revoked laptop wrote comes through the village's other laptop, which vouches for it.",
    lambda: draft(entry(3, record(3), household()), sender=DEPUTY, cover={"needs": {LAPTOP.author: 2}}).sealed(),
    after=_ENDED,
    verdict="merged",
    changes=TAKEN,
)
