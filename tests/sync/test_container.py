"""The container: one spelling of a ZIP, and every other one refused."""

import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.sync.container import Members, pack, unpack
from desktop.sync.limits import LIMITS, Limits
from desktop.sync.refusals import Refusal

CONTENTS = [b'{"format": "x"}', b"SIGNATURE", b"BODY\0\xff"]
MEMBERS = Members(*CONTENTS)
SMALL = replace(LIMITS, file=1000, cover=20, signature=20, body=20)


def refused(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Refusal) as caught:
        unpack(data, limits)
    return caught.value.code


@given(st.binary(max_size=300), st.binary(max_size=300), st.none() | st.binary(max_size=300))
def test_what_is_packed_is_unpacked(cover: bytes, signature: bytes, body: bytes | None) -> None:
    members = Members(cover, signature, body)
    assert unpack(pack(members)) == members
    assert pack(members) == pack(Members(cover, signature, body))


def with_zipfile(names: Sequence[str], contents: Sequence[bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """The recipe of docs/format.md for writing the container with Python's own library."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in zip(names, contents, strict=True):
            info = zipfile.ZipInfo(name)
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            info.compress_type = compression
            archive.writestr(info, content)
    return buffer.getvalue()


NAMES = ["cover.json", "cover.json.sig", "body.age"]


def test_pythons_zipfile_writes_the_same_bytes() -> None:
    assert with_zipfile(NAMES, CONTENTS) == pack(MEMBERS)
    assert with_zipfile(NAMES[:2], CONTENTS[:2]) == pack(replace(MEMBERS, body=None))


def test_pythons_zipfile_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(MEMBERS))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == dict(MEMBERS.named())


@pytest.mark.parametrize("body", [None, b"", b"BODY"])
def test_every_flipped_bit_outside_the_members_is_refused(body: bytes | None) -> None:
    members = replace(MEMBERS, body=body)
    data = pack(members)
    for at in range(len(data)):
        for bit in range(8):
            flipped = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
            assert refused(flipped) in {"damaged", "too-large"}


def test_every_truncation_and_every_inserted_byte_is_refused() -> None:
    data = pack(MEMBERS)
    for at in range(len(data)):
        assert refused(data[:at]) in {"damaged", "too-large"}
        assert refused(data[at + 1 :]) in {"damaged", "too-large"}
        assert refused(data[:at] + b"\0" + data[at:]) in {"damaged", "too-large"}
    assert refused(data + b"\0") == "damaged"
    assert refused(data + data) == "damaged"


BODY_NAME = b"body.age"


def odd_files() -> dict[str, bytes]:
    good = pack(MEMBERS)
    local, central = good.index(b"PK\x03\x04"), good.index(b"PK\x01\x02")
    return {
        "empty": b"",
        "not a zip": b"\x89PNG\r\n\x1a\n" * 20,
        "empty zip": with_zipfile([], []),
        "cover alone": with_zipfile(NAMES[:1], CONTENTS[:1]),
        "no signature": with_zipfile([NAMES[0], NAMES[2]], [CONTENTS[0], CONTENTS[2]]),
        "other order": with_zipfile(NAMES[::-1], CONTENTS[::-1]),
        "unknown member": with_zipfile([*NAMES, "more.txt"], [*CONTENTS, b"x"]),
        "traversal": with_zipfile([*NAMES[:2], "../a.age"], CONTENTS),
        "traversal in the directory": good[:central] + good[central:].replace(BODY_NAME, b"../a.age"),
        "absolute": with_zipfile([*NAMES[:2], "/ody.age"], CONTENTS),
        "other case": with_zipfile([*NAMES[:2], "Body.age"], CONTENTS),
        "folder": with_zipfile([*NAMES[:2], "body.ag/"], [*CONTENTS[:2], b""]),
        "compressed": with_zipfile(NAMES, CONTENTS, zipfile.ZIP_DEFLATED),
        "encrypted": good[: local + 6] + b"\1" + good[local + 7 :],
        "data descriptor": good[: local + 6] + b"\x08" + good[local + 7 :],
        "bytes before": b"#!/bin/sh\n" + good,
        "comment": good[:-2] + b"\x04\0note",
        "zip64 end": good[:-22] + struct.pack("<4sQ", b"PK\x06\x06", 44) + bytes(44) + good[-22:],
        "zip64 sizes": good[: local + 18] + b"\xff" * 8 + good[local + 26 :],
        "two directories": good[:-22] + good[central:-22] + good[-22:],
        "crc": good[: local + 14] + b"\0\0\0\0" + good[local + 18 :],
    }


@pytest.mark.parametrize("name", odd_files())
def test_an_odd_file_is_refused(name: str) -> None:
    assert refused(odd_files()[name]) == ("too-large" if name == "zip64 sizes" else "damaged")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twice", NAMES)
def test_a_member_that_stands_twice_is_refused(twice: str) -> None:
    for place in range(4):
        names = [*NAMES[:place], twice, *NAMES[place:]]
        assert refused(with_zipfile(names, [b"x"] * 4)) == "damaged"


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_member_may_be_as_large_as_its_limit_and_no_larger(place: int) -> None:
    contents = [b"x", b"x", b"x"]
    contents[place] = b"x" * 20
    assert unpack(pack(Members(*contents)), SMALL).named()[place][1] == contents[place]
    contents[place] += b"x"
    assert refused(pack(Members(*contents)), SMALL) == "too-large"
    with pytest.raises(Refusal, match="quá mức"):
        pack(Members(*contents), SMALL)


def test_a_file_above_the_limit_is_not_even_looked_at() -> None:
    assert refused(bytes(1000), SMALL) == "damaged"
    assert refused(bytes(1001), SMALL) == "too-large"


def test_a_member_that_claims_to_be_huge_is_refused() -> None:
    good = pack(MEMBERS)
    huge = struct.pack("<LL", 2**31, 2**31)
    assert refused(good[:18] + huge + good[26:]) == "too-large"


def test_the_limits_leave_room_for_a_bundle_of_the_largest_members() -> None:
    assert LIMITS.cover + LIMITS.signature + LIMITS.body < LIMITS.file
