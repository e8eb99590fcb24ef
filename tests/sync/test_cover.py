"""The cover: what is written is read the same, and anything loose is refused."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.sync import cover as covers
from desktop.sync.cover import LARGEST, BodyFacts, Cover, Recipient
from desktop.sync.refusals import Refusal
from tests.sync.makers import AUTHOR, OTHER_AUTHOR, VILLAGE, cover, downward_cover, village_sender

FACTS = BodyFacts(size=10, sha256="0" * 64, entries=3)
FULL = cover(ranges={AUTHOR: (1, 3)}, body=FACTS)


def refused(data: bytes | dict[str, Any]) -> str:
    with pytest.raises(Refusal) as caught:
        covers.read(data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode())
    return caught.value.code


def changed(path: str, value: Any) -> dict[str, Any]:
    """FULL as plain JSON with one place changed; a value of ... takes the place away."""
    told: dict[str, Any] = json.loads(FULL.to_bytes())
    *way, last = path.split(".")
    place = told
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return told


@pytest.mark.parametrize("given_cover", [cover(), FULL, downward_cover()])
def test_what_is_written_is_read_back(given_cover: Cover) -> None:
    assert covers.read(given_cover.to_bytes()) == given_cover


numbers = st.integers(1, LARGEST)
ids = st.uuids().map(str)


@given(st.dictionaries(ids, numbers), st.dictionaries(ids, st.tuples(numbers, numbers).map(sorted).map(tuple)), numbers)
def test_any_cover_is_read_back_and_equal_covers_are_equal_bytes(
    seen: dict[str, int], ranges: dict[str, tuple[int, int]], number: int
) -> None:
    one = cover(seen=seen, ranges=ranges, number=number, body=FACTS)
    other = cover(seen=dict(reversed(seen.items())), ranges=dict(reversed(ranges.items())), number=number, body=FACTS)
    assert covers.read(one.to_bytes()) == one
    assert one.to_bytes() == other.to_bytes()


def test_a_person_can_read_it() -> None:
    lines = FULL.to_bytes().decode().splitlines()
    assert lines[0] == "{"
    assert '  "format": "toso-bundle",' in lines
    assert '    "name": "Thôn Nà Thử"' in lines
    assert FULL.to_bytes().endswith(b"}\n")


def test_the_kinds_of_places_that_are_good() -> None:
    assert covers.read(msgspec.json.encode(changed("version", [1, 7]))).version == (1, 7)
    assert covers.read(msgspec.json.encode(changed("body", None) | {"ranges": {}})).body is None
    assert covers.read(msgspec.json.encode(changed("number", LARGEST))).number == LARGEST
    ict = timezone(timedelta(hours=7))
    assert cover(made_at=datetime(2025, 8, 1, 8, 0, tzinfo=ict)) == covers.read(cover().to_bytes())


def test_a_newer_minor_version_may_say_more() -> None:
    told = changed("version", [1, 9])
    told["sender"]["colour"] = {"deep": [1, 2.5, None]}
    told["later"] = "x"
    assert covers.read(msgspec.json.encode(told)).sender == FULL.sender


@pytest.mark.parametrize("version", [[2, 0], [3, 1], [LARGEST, 0]])
def test_a_newer_major_version_is_too_new_whatever_else_it_says(version: list[int]) -> None:
    assert refused(changed("version", version)) == "too-new"
    assert refused({"format": "toso-bundle", "version": version, "kind": 17}) == "too-new"


PLACES: list[tuple[str, list[Any]]] = [
    ("format", ["toso", "", None, 1, ...]),
    ("version", [[1], [1, 0, 0], "1.0", 1, [1.0, 0], [-1, 0], [True, 0], None, ...]),
    ("kind", ["", "CHANGES", "other", None, ...]),
    ("commune", ["", None, 1987, "x" * 21, "01\n987", " 01987", ...]),
    ("sender", [None, {}, [], "x", ...]),
    ("sender.device", ["", None, "x" * 36, VILLAGE.upper().replace("0", "A"), VILLAGE + "\n", VILLAGE[:-1], ...]),
    ("sender.role", ["xa", None, ...]),
    ("sender.village", ["", 1, "../../etc/passwd", None, ...]),
    ("sender.village_code", ["", 7, "x" * 21, ...]),
    ("sender.name", [None, 1, "x" * 301, "Tho\u0302n", "a\u202eb", "a\u0000b", "a\nb", " a", "a\u00a0b", ...]),
    ("recipient", [None, {"role": "village"}, {"role": "village", "village": None, "code": "x"}, ...]),
    ("recipient.village", [VILLAGE, ...]),
    ("number", [0, -1, 1.0, 1.5, "5", True, None, LARGEST + 1, 10**40, ...]),
    ("ranges", [None, [], {"x": [1, 2]}, {AUTHOR: [2, 1]}, {AUTHOR: [0, 1]}, {AUTHOR: [1]}, {AUTHOR: 1}]),
    ("needs", [None, {AUTHOR: 0}, {AUTHOR: "1"}, {AUTHOR + " ": 1}, {AUTHOR: LARGEST + 1}]),
    ("seen", [None, {AUTHOR: 0}, {AUTHOR: None}, {OTHER_AUTHOR.replace("-", ""): 1}, {"": 1}]),
    ("counts", [None, {"household": -1}, {"Household": 1}, {"a b": 1}, {"": 1}, {"a" * 61: 1}, {"a\n": 1}]),
    ("body", [{}, [], "x", None]),
    ("body.size", [0, -1, 1.5, None, ...]),
    ("body.sha256", ["", "0" * 63, "0" * 65, "A" * 64, "0" * 64 + "\n", None, ...]),
    ("body.entries", [-1, "3", None, ...]),
    ("program", [None, "x" * 301, "a\tb", ...]),
    ("made_at", ["", "2025-08-01", "2025-08-01T01:00:00", 1754010000, None, ...]),
]


@pytest.mark.parametrize(("path", "value"), [(path, value) for path, values in PLACES for value in values], ids=str)
def test_a_place_with_a_wrong_value_is_damaged(path: str, value: Any) -> None:
    assert refused(changed(path, value)) == "damaged"


def test_what_is_not_asked_for_may_be_left_out() -> None:
    told = json.loads(cover().to_bytes())
    for name in ("ranges", "needs", "seen", "counts", "body"):
        del told[name]
    assert covers.read(msgspec.json.encode(told)).seen == {}


def test_a_request_need_not_know_its_village() -> None:
    asking = cover(kind="request", sender=village_sender(village=None, village_code=None))
    assert covers.read(asking.to_bytes()) == asking
    assert refused(changed("kind", "request") | {"sender": changed("sender.role", "commune")["sender"]}) == "damaged"


def test_a_recipient_is_a_village_with_an_id_or_the_commune() -> None:
    with pytest.raises(ValueError, match="village"):
        Recipient(role="commune", village=VILLAGE, code="01987")


def odd_bytes() -> dict[str, bytes]:
    good = FULL.to_bytes()
    return {
        "empty": b"",
        "half": good[: len(good) // 2],
        "twice": good + good,
        "null": b"null",
        "list": b"[" + good + b"]",
        "bom": b"\xef\xbb\xbf" + good,
        "utf-16": good.decode().encode("utf-16"),
        "not utf-8": good.replace("ử".encode(), b"\xff\xfe"),
        "not utf-8 in an unknown field": good[:-2] + b',"later":"\xff"}',
        "nan": good.replace(b'"number": 5', b'"number": NaN'),
        "nan in an unknown field": good[:-2] + b',"later":NaN}',
        "infinity in an unknown field": good[:-2] + b',"later":-Infinity}',
        "a name twice": good[:-2] + b',"number":6}',
        "a name twice below": good.replace(b'"entries": 3', b'"entries": 3, "entries": 4'),
        "an unknown name twice": good[:-2] + b',"later":1,"later":1}',
        "a name twice, escaped": good[:-2] + rb',"n\u0075mber":6}',
        "deep": good[:-2] + b',"later":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "deep and open": b'{"format":' * 20_000,
        "huge number": good[:-2] + b',"later":' + b"9" * 100_000 + b"}",
        "lone surrogate": good.replace("Thôn".encode(), rb"\ud800"),
        "comment": good + b"// x",
        "comma": good[:-2] + b",}",
        "zero byte": good + b"\0",
    }


@pytest.mark.parametrize("name", odd_bytes())
def test_odd_bytes_are_damaged(name: str) -> None:
    assert refused(odd_bytes()[name]) == "damaged"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_refusal_and_nothing_worse(data: bytes) -> None:
    assert refused(data) == "damaged"
