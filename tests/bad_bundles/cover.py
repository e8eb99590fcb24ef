"""Attacks with the cover, every one signed as it is by an enrolled laptop."""

import json
import unicodedata
from collections.abc import Callable
from typing import Any

from tests.bad_bundles import note
from tests.bad_bundles.people import (
    COMMUNE,
    DEPUTY,
    LAPTOP,
    NEIGHBOUR,
    VILLAGE_1,
)
from tests.bad_bundles.sealing import DROP, draft, entry, household, record

LARGEST = 2**53
LINE = entry(1, record(1), household())


def _said(**cover: Any) -> Callable[[], bytes]:
    """An honest receipt whose cover says something else; `__` stands for the dot in a name."""
    named = {name.replace("__", "."): value for name, value in cover.items()}
    return lambda: draft(bodiless=True, cover=named).sealed()


def _bent(bend: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    """An honest receipt whose cover's bytes are bent before they are signed."""
    return lambda: draft(bodiless=True, bend=bend).sealed()


def _put(old: str, new: str) -> Callable[[], bytes]:
    """The cover with a piece of its text replaced."""

    def bend(text: bytes) -> bytes:
        if old.encode() not in text:
            raise ValueError(f"no {old!r} in the cover")
        return text.replace(old.encode(), new.encode(), 1)

    return _bent(bend)


def _more(text: str) -> Callable[[], bytes]:
    """The cover with a field more at its beginning."""
    return _bent(lambda cover: b"{" + text.encode() + b"," + cover[1:])


def _objects(name: str, depth: int) -> str:
    """A field of objects inside each other."""
    return f'"{name}":' + '{"a":' * depth + "1" + "}" * depth


_DAMAGED: dict[str, tuple[str, Callable[[], bytes]]] = {
    # numbers
    "number-huge": ("The number is 2^53 + 1.", _said(number=LARGEST + 1)),
    "number-gigantic": ("The number has 400 digits.", _said(number=10**399)),
    "number-endless": ("The number has 4,400 digits.", _put('"number":1', f'"number":{"9" * 4400}')),
    "number-exponent": ("The number is 1e400.", _put('"number":1', '"number":1e400')),
    "number-fraction": ("The number is 5.0.", _put('"number":1', '"number":5.0')),
    "number-negative": ("The number is negative.", _said(number=-1)),
    "number-text": ("The number is a text.", _said(number="1")),
    "number-nan": ("The number is NaN.", _put('"number":1', '"number":NaN')),
    "number-infinity": ("The number is Infinity.", _put('"number":1', '"number":Infinity')),
    "number-twice": ("The number stands twice.", _more('"number":2')),
    "nan-aside": ("NaN stands in a field that nobody knows.", _more('"later":NaN')),
    "infinity-aside": ("-Infinity stands in a field that nobody knows.", _more('"later":-Infinity')),
    # JSON
    "deep": (
        "A field that nobody knows is nested 3,000 levels deep.",
        _more(f'"later":{"[" * 3_000}{"]" * 3_000}'),
    ),
    "deep-open": ("Brackets that are never closed.", _bent(lambda _: b"[" * 5_000)),
    "deep-objects": ("Objects nested 1,100 levels deep.", _more(_objects("later", 1_100))),
    "twice-escaped": ("A name stands twice, once in escapes.", _more('"num\\u0062er":2')),
    "empty": ("The cover is empty.", _bent(lambda _: b"")),
    "bom": ("A byte order mark stands first.", _bent(lambda text: b"\xef\xbb\xbf" + text)),
    "not-utf8": ("A field that nobody knows is no UTF-8.", _bent(lambda text: b'{"later":"\xff",' + text[1:])),
    "surrogate-bytes": ("Half a surrogate pair as bytes.", _bent(lambda text: b'{"later":"\xed\xa0\x80",' + text[1:])),
    "surrogate-escape": ("Half a surrogate pair as an escape.", _put("Thôn Một", "Thôn \\ud800")),
    "zero-escape": ("A zero character in the sender's name.", _put("Thôn Một", "Thôn\\u0000Một")),
    # text
    "text-nfd": ("The sender's name is decomposed.", _said(sender__name=unicodedata.normalize("NFD", "Thôn Một"))),
    "text-bidi": ("The sender's name turns the direction of writing.", _said(sender__name="Thôn \u202etộM")),
    "text-invisible": ("An invisible character stands in the sender's name.", _said(sender__name="Thôn\u200b Một")),
    "text-bom-inside": ("A byte order mark stands in the sender's name.", _said(sender__name="Thôn\ufeff Một")),
    "text-lines": ("The sender's name has two lines.", _said(sender__name="Thôn Một\nĐã ghép xong")),
    "text-c1": ("A C1 control character stands in the sender's name.", _said(sender__name="Thôn\u009b31m Một")),
    "text-escape": ("A terminal's escape stands in the sender's name.", _said(sender__name="\x1b]0;x\x07Thôn Một")),
    "text-long": ("The sender's name has 301 characters.", _said(sender__name="a" * 301)),
    # places and ids
    "device-capitals": ("The device's id is in capitals.", _said(sender__device=LAPTOP.id.upper())),
    "device-path": ("The device's id is a path.", _said(sender__device="../../../../../../../../../tmp/toso01")),
    "device-line-end": ("The device's id ends in a line end.", _said(sender__device=f"{LAPTOP.id}\n")),
    "device-wide-digits": ("The device's id has full-width digits.", _said(sender__device=f"{LAPTOP.id[:-1]}１")),
    "life-missing": ("The sender has no life.", _said(sender__life=DROP)),
    "life-capitals": ("The sender's life is in capitals.", _said(sender__life=LAPTOP.life.upper())),
    "audience-unknown": ("A stream is for somebody unknown.", _said(audiences={LAPTOP.author: "everyone"})),
    "role-unknown": ("The sender is a province.", _said(sender__role="province")),
    "village-missing": ("The sending village has no id.", _said(sender__village=None)),
    "commune-with-village": ("The sender is the commune and has a village.", _said(sender__role="commune")),
    "commune-code-long": ("The commune's code has 21 characters.", _said(commune="0" * 21)),
    "recipient-commune-with-village": ("The commune as recipient has an id.", _said(recipient__village=VILLAGE_1)),
    "format-other": ("The format has another name.", _said(format="toso-bundle2")),
    "kind-unknown": ("The kind is unknown.", _said(kind="orders")),
    "made-at-naive": ("The time has no zone.", _said(made_at="2025-08-02T01:00:00")),
    "made-at-day": ("The time is 30 February.", _said(made_at="2025-02-30T01:00:00Z")),
    "made-at-first": (
        "The time is the first there is, in a zone where it is yesterday.",
        _said(made_at="0001-01-01T00:00:00+23:59"),
    ),
    "made-at-last": (
        "The time is the last there is, in a zone where it is tomorrow.",
        _said(made_at="9999-12-31T23:59:59-23:59"),
    ),
    # maps
    "ranges-backwards": ("A range ends before it begins.", _said(ranges={LAPTOP.author: [2, 1]})),
    "ranges-zero": ("A range begins at 0.", _said(ranges={LAPTOP.author: [0, 1]})),
    "ranges-author": ("A range's author is no id.", _said(ranges={"x": [1, 1]})),
    "needs-huge": ("What is needed is 2^53 + 1.", _said(needs={LAPTOP.author: LARGEST + 1})),
    "seen-negative": ("What was seen is negative.", _said(seen={LAPTOP.author: -1})),
    "counts-table": ("Records of a table with a wild name are counted.", _said(counts={'household"; DROP TABLE x': 1})),
    # the body's facts
    "size-other": ("The body's size is another.", lambda: _body_said(size=1)),
    "digest-other": ("The body's digest is another's.", lambda: _body_said(sha256="0" * 64)),
    "digest-capitals": ("The body's digest is in capitals.", lambda: _capital_digest()),
    "no-facts": ("The cover does not know of its body.", lambda: draft(LINE, cover={"body": None}).sealed()),
    "ranges-without-body": ("There are ranges and no body.", lambda: draft(LINE, bodiless=True).sealed()),
    "facts-without-body": ("The cover names a body that is not there.", lambda: _facts_without_body()),
    # other kinds of files, put where changes are expected
    "a-request": ("A request for enrolment is offered as changes.", lambda: _request()),
}


def _body_said(**facts: Any) -> bytes:
    named = {f"body.{name}": value for name, value in facts.items()}
    return draft(LINE, cover=named).sealed()


def _capital_digest() -> bytes:
    def bend(text: bytes) -> bytes:
        digest = str(json.loads(text)["body"]["sha256"])
        return text.replace(digest.encode(), digest.upper().encode())

    return draft(LINE, bend=bend).sealed()


def _facts_without_body() -> bytes:
    facts = {"size": 1, "sha256": "0" * 64, "entries": 0}
    return draft(bodiless=True, cover={"body": facts}).sealed()


def _request() -> bytes:
    return draft(
        bodiless=True, plain_key=True, namespace="request@toso", cover={"kind": "request", "sender.village": None}
    ).sealed()


for _name, (_told, _make) in _DAMAGED.items():
    note(f"cover-{_name}", _told, _make, reason="damaged")

# --- versions ---

_TOO_NEW = {
    "major": ("The next major version.", _said(version=[2, 0])),
    "major-huge": ("A major version of 2^53.", _said(version=[LARGEST, 0])),
    "major-unreadable": (
        "The next major version, otherwise nothing that we know.",
        _bent(lambda _: b'{"format":"toso-bundle","version":[2,0],"parts":[]}'),
    ),
}
for _name, (_told, _make) in _TOO_NEW.items():
    note(f"cover-version-{_name}", _told, _make, reason="too-new")
note(
    "cover-newer-minor",
    "A newer minor version whose cover says more than we know: it is taken in.",
    _said(version=[1, 7], later={"a": [1, None, "x"]}, sender__later=1),
    verdict="merged",
)
note(
    "cover-unknown-field",
    "Our own version, with a field that we do not know: it is passed over.",
    _said(later={"a": 1}),
    verdict="merged",
)

note(
    "cover-lying-digests",
    "Counts and digests of tables that there are not, and of others that are wrong: they are only told.",
    _said(
        counts={"setting": 2**53, "ledger": 1}, digests={"household": "0" * 32, "setting": "f" * 32, "ledger": "a" * 32}
    ),
    verdict="merged",
)

# --- for whom ---

_COMMUNE_SAYS = {
    "device": NEIGHBOUR.id,
    "life": NEIGHBOUR.life,
    "role": "commune",
    "village": None,
    "village_code": None,
    "name": "xã Thử",
}

_NOT_OURS = {
    "wrong-commune": ("Another commune's bundle.", _said(commune="02108"), "wrong-commune"),
    "wrong-commune-space": ("The commune's code in full-width digits.", _said(commune="０２１０７"), "wrong-commune"),
    "to-a-village": (
        "A bundle to a village, offered to the commune.",
        _said(recipient__role="village", recipient__village=VILLAGE_1),
        "not-for-us",
    ),
    "from-the-neighbours": (
        "A village's bundle to the neighbours, offered to the commune.",
        lambda: draft(LINE, to=NEIGHBOUR).sealed(),
        "not-for-us",
    ),
}
for _name, (_told, _make, _reason) in _NOT_OURS.items():
    note(f"address-{_name}", _told, _make, reason=_reason)
for _name, _told, _make, _reason in (
    ("to-the-commune", "A bundle to the commune, offered to a village.", lambda: draft(LINE).sealed(), "not-for-us"),
    (
        "to-the-neighbours",
        "The commune's bundle to the neighbours.",
        lambda: draft(LINE, sender=COMMUNE, to=NEIGHBOUR).sealed(),
        "not-for-us",
    ),
    (
        "other-key",
        "The commune's bundle to this village, encrypted to the neighbours' key.",
        lambda: draft(LINE, sender=COMMUNE, to=LAPTOP, recipients=(NEIGHBOUR,)).sealed(),
        "not-for-us",
    ),
    (
        "neighbours-write-to-us",
        "The neighbours write to this village themselves.",
        lambda: draft(LINE, sender=NEIGHBOUR, to=LAPTOP).sealed(),
        "out-of-scope",
    ),
    (
        "neighbours-as-commune",
        "The neighbours' cover says that it is the commune's.",
        lambda: draft(LINE, sender=NEIGHBOUR, to=LAPTOP, cover={"sender": _COMMUNE_SAYS}).sealed(),
        "out-of-scope",
    ),
):
    note(f"address-{_name}", _told, _make, at="village", reason=_reason)
note(
    "address-other-key-of-the-commune",
    "Addressed to the commune and encrypted to the deputy's key.",
    lambda: draft(LINE, recipients=(DEPUTY,)).sealed(),
    reason="not-for-us",
)
