"""The body: lines go in and come out, bounded; everything else is refused by its name."""

import io
import random
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace

import pyrage  # type: ignore[import-untyped, unused-ignore]  # has no stubs
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from desktop.sync import body
from desktop.sync.body import SealedBody
from desktop.sync.keys import DeviceKey, KeyProblem
from desktop.sync.limits import LIMITS, MIB, Limits
from desktop.sync.refusals import Refusal
from tests.sync.makers import COMMUNE_KEY, LINES, STRANGER, VILLAGE_KEY

BLOCK, FRAME = 64 << 10, 4 << 20


def sealed(lines: list[bytes], recipients: Sequence[DeviceKey] = (COMMUNE_KEY,), limits: Limits = LIMITS) -> SealedBody:
    return body.encrypt(lines, [key.public for key in recipients], limits)


def opened(carried: SealedBody, key: DeviceKey = COMMUNE_KEY, limits: Limits = LIMITS) -> list[bytes]:
    return list(body.decrypt(carried.data, carried.entries, key, limits))


def refused(data: bytes, entries: int = 3, key: DeviceKey = COMMUNE_KEY, limits: Limits = LIMITS) -> str:
    with pytest.raises(Refusal) as caught:
        for _ in body.decrypt(data, entries, key, limits):
            pass  # a list would hold what the test says is not held
    return caught.value.code


def foreign(text: bytes) -> bytes:
    """A body that somebody else made of `text`: correctly encrypted to us, anything inside."""
    return foreign_age(zstandard.ZstdCompressor().compress(text))


def foreign_age(compressed: bytes, key: DeviceKey = COMMUNE_KEY) -> bytes:
    data: bytes = pyrage.encrypt(compressed, [pyrage.ssh.Recipient.from_str(key.public_line())])
    return data


@given(st.lists(st.binary(min_size=1, max_size=50).filter(lambda line: b"\n" not in line), max_size=30))
def test_lines_come_out_as_they_went_in(lines: list[bytes]) -> None:
    carried = sealed(lines)
    assert carried.entries == len(lines)
    assert opened(carried) == lines


@pytest.mark.parametrize("edge", [BLOCK, FRAME])
@pytest.mark.parametrize("more", [-2, -1, 0, 1])
def test_lines_that_end_at_an_edge_come_out_as_they_went_in(edge: int, more: int) -> None:
    noise = random.Random(1).randbytes(edge // 2).hex().encode()
    lines = [noise[at + 1 : at + 1024] for at in range(0, edge, 1024)] + [b"y"]
    lines[-2] = noise[: 1023 + more]
    assert opened(sealed(lines)) == lines


def test_many_frames_are_one_stream() -> None:
    lines = [f'{{"number":{number}}}'.encode() * 20 for number in range(40_000)]
    assert sum(map(len, lines)) > 2 * FRAME
    assert opened(sealed(lines)) == lines


def test_every_recipient_opens_it_and_nobody_else() -> None:
    carried = sealed(LINES, [COMMUNE_KEY, VILLAGE_KEY])
    assert opened(carried, COMMUNE_KEY) == opened(carried, VILLAGE_KEY) == LINES
    assert refused(carried.data, key=STRANGER) == "not-for-us"


def test_each_frame_tells_its_content_size() -> None:
    identity = pyrage.ssh.Identity.from_buffer(COMMUNE_KEY.to_openssh())
    compressed = pyrage.decrypt(sealed(LINES).data, [identity])
    assert zstandard.frame_content_size(compressed) == sum(map(len, LINES)) + len(LINES)
    assert zstandard.get_frame_parameters(compressed).has_checksum


@pytest.mark.parametrize("line", [b"", b"a\nb", b"a\n"])
def test_a_line_that_is_none_is_a_bug_of_the_caller(line: bytes) -> None:
    with pytest.raises(ValueError, match="line"):
        sealed([line])


def test_a_body_needs_a_recipient() -> None:
    with pytest.raises(ValueError, match="recipient"):
        sealed(LINES, [])


def test_a_key_that_is_no_point_is_said_so() -> None:
    with pytest.raises(KeyProblem):
        body.encrypt(LINES, [Ed25519PublicKey.from_public_bytes(b"\2" + bytes(31))])


@pytest.mark.parametrize("data", [b"", b"x", b"age-encryption.org/v1\n", b"age-encryption.org/v2\n", bytes(500)])
def test_what_is_no_age_file_is_refused(data: bytes) -> None:
    assert refused(data) in {"damaged", "not-for-us"}


def test_every_truncation_and_every_flipped_byte_is_refused() -> None:
    carried = sealed(LINES)
    for at in range(len(carried.data)):
        flipped = carried.data[:at] + bytes([carried.data[at] ^ 0x01]) + carried.data[at + 1 :]
        assert refused(carried.data[:at]) in {"damaged", "not-for-us"}
        assert refused(flipped) in {"damaged", "not-for-us"}
    assert refused(carried.data + b"\0") == "damaged"


def test_damage_behind_the_header_is_not_taken_for_another_address() -> None:
    data = sealed(LINES).data
    assert refused(data[:-1] + bytes([data[-1] ^ 1])) == "damaged"


@pytest.mark.parametrize("entries", [0, 2, 4, 2**53])
def test_another_number_of_lines_than_the_cover_says_is_damaged(entries: int) -> None:
    assert refused(sealed(LINES).data, entries=entries) == "damaged"


def test_a_last_line_without_an_end_is_not_passed_over() -> None:
    assert refused(foreign(b"a\nb\nc"), entries=2) == "damaged"


@pytest.mark.parametrize("text", [b"a\nb\nc", b"a\n\nb\n", b"\na\nb\n", b"a\nb\nc\n\n", b"\n\n\n"])
def test_lines_that_are_empty_or_not_ended_are_damaged(text: bytes) -> None:
    assert refused(foreign(text)) == "damaged"


def test_one_stream_without_content_size_is_read_too() -> None:
    made = io.BytesIO()
    with zstandard.ZstdCompressor(level=19).stream_writer(made, closefd=False) as stream:
        stream.write(b"a\nb\nc\n")
    assert list(body.decrypt(foreign_age(made.getvalue()), 3, COMMUNE_KEY)) == [b"a", b"b", b"c"]


@pytest.mark.parametrize("compressed", [b"x", b"garbage that is no frame", bytes(100)])
def test_what_is_no_zstd_is_damaged(compressed: bytes) -> None:
    assert refused(foreign_age(compressed)) == "damaged"


def test_every_truncated_and_every_damaged_frame_is_damaged() -> None:
    whole = zstandard.ZstdCompressor(write_checksum=True).compress(b"".join(line + b"\n" for line in LINES))
    text_ends = len(whole) - 4
    for at in range(text_ends):
        assert refused(foreign_age(whole[:at])) == "damaged"
    for at in range(4, len(whole)):
        with pytest.raises(Refusal):
            list(body.decrypt(foreign_age(whole[:at] + bytes([whole[at] ^ 0x80]) + whole[at + 1 :]), 3, COMMUNE_KEY))
    assert refused(foreign_age(whole + b"tail")) == "damaged"


TIGHT = replace(LIMITS, text=1000, line=100, entries=20, free=0)


@pytest.mark.parametrize("lines", [[b"x" * 101], [b"x"] * 21, [b"x" * 99] * 11], ids=["line", "entries", "text"])
def test_a_body_past_a_limit_is_neither_made_nor_read(lines: list[bytes]) -> None:
    with pytest.raises(Refusal) as caught:
        sealed(lines, limits=TIGHT)
    assert caught.value.code == "too-large"
    assert refused(sealed(lines).data, len(lines), limits=TIGHT) == "too-large"


@pytest.mark.parametrize("lines", [[b"x" * 100], [b"x"] * 20, [b"x" * 99] * 10], ids=["line", "entries", "text"])
def test_a_body_at_a_limit_is_made_and_read(lines: list[bytes]) -> None:
    assert opened(sealed(lines, limits=TIGHT), limits=TIGHT) == lines


def test_a_body_larger_than_its_limit_is_not_made() -> None:
    with pytest.raises(Refusal) as caught:
        sealed(LINES, limits=replace(LIMITS, body=100))
    assert caught.value.code == "too-large"


def test_text_that_shrinks_too_well_is_neither_made_nor_read() -> None:
    lines = [b"x" * 1023] * 6 * 1024
    with pytest.raises(Refusal) as caught:
        sealed(lines)
    assert caught.value.code == "too-large"
    assert refused(foreign(b"\n".join(lines) + b"\n"), len(lines)) == "too-large"


def test_a_bomb_costs_little_memory() -> None:
    bomb = io.BytesIO()
    with zstandard.ZstdCompressor(level=1).stream_writer(bomb, closefd=False) as stream:
        for _ in range(40):
            stream.write((b"x" * 1023 + b"\n") * 1024)
    data = foreign_age(bomb.getvalue())
    tracemalloc.start()
    assert refused(data, 40 * 1024) == "too-large"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * MIB


def test_a_line_without_an_end_costs_no_more_than_its_limit() -> None:
    data = foreign(b"x" * 3 * MIB)
    tracemalloc.start()
    assert refused(data, 1) == "too-large"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * MIB


def test_a_frame_that_asks_for_a_huge_window_is_damaged() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27, compression_level=1)
    made = io.BytesIO()
    with zstandard.ZstdCompressor(compression_params=parameters).stream_writer(made, closefd=False) as stream:
        stream.write(b"a\nb\nc\n")
    assert refused(foreign_age(made.getvalue())) == "damaged"


def test_nothing_is_opened_before_the_first_line_is_asked_for() -> None:
    lines = body.decrypt(b"no age file", 1, COMMUNE_KEY)
    with pytest.raises(Refusal):
        next(lines)
