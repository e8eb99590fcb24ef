"""What a letter carries: the bundles attached to an e-mail that was saved as a file (`.eml`), as bytes.

A letter comes from anybody, so it is read by this small scanner within `limits` and not by a parser of everything that
mail can be: headers, parts, parts within parts, base64 and quoted-printable. Who sent it is not asked and proves
nothing; a bundle is judged by its own seal alone.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import HeaderParser
from itertools import chain

from desktop.sync import container, refusals
from desktop.sync.limits import LIMITS, Limits
from desktop.text import one_line

SUFFIX = ".toso"
LETTER_HEAD = 4096  # how many of a file's first bytes `is_letter` wants to see
_NAMELESS = f"goi-trong-thu{SUFFIX}"
_LONGEST_NAME, _LONGEST_VALUE, _LONGEST_BOUNDARY = 120, 1000, 200
#: What mail programs put before the headers when they save a letter: a byte order mark, empty lines, mbox's own line.
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*(?:From [^\n]*\n)?")
_FIRST_HEADER = re.compile(rb"[!-9;-~]{1,60}:")
_OF_MAIL = re.compile(rb"^(?:mime-version|content-type|subject|from|received|x-unsent):", re.IGNORECASE | re.MULTILINE)
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_REST_OF_BOUNDARY = re.compile(rb"(--)?[ \t\r]{0,100}(?:\n|\Z)")
_READ_HEADERS = ("content-type", "content-disposition", "content-transfer-encoding")
#: What Python's own readers of headers raise on a hostile one.
_BROKEN_HEADER = (ValueError, LookupError, TypeError, AttributeError, MessageError)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass(frozen=True)
class Attachment:
    """A part of a letter that is, or is called, a bundle."""

    name: str
    data: bytes = field(repr=False)


@dataclass
class _Budget:
    """What may still be looked at in one letter."""

    parts: int
    boundaries: int

    def take_part(self) -> None:
        self.parts -= 1
        self._check(self.parts)

    def take_boundary(self) -> None:
        self.boundaries -= 1
        self._check(self.boundaries)

    def _check(self, left: int) -> None:
        if left < 0:
            raise refusals.too_large("letter", note="Thư có quá nhiều phần.")


def is_letter(head: bytes) -> bool:
    """Whether a file's first bytes are the headers of an e-mail, whatever the file is called."""
    return bool(_FIRST_HEADER.match(head, _start(head)) and _OF_MAIL.search(head))


def _start(letter: bytes) -> int:
    """Where a letter's headers begin."""
    before = _BEFORE.match(letter)
    return before.end() if before else 0


def bundles_in(letter: bytes, limits: Limits = LIMITS) -> list[Attachment]:
    """The bundles attached to a letter, and what only has the name of one. Raises Refusal `too-large`."""
    if len(letter) > limits.letter:
        raise refusals.too_large("letter")
    parts = _parts(memoryview(letter)[_start(letter) :], limits, _Budget(limits.parts, limits.boundaries), 0)
    found = [part for part in parts if container.begins(part.data) or part.name.lower().endswith(SUFFIX)]
    return [part if part.name else replace(part, name=_NAMELESS) for part in found]


def _parts(entity: memoryview, limits: Limits, budget: _Budget, depth: int) -> Iterator[Attachment]:
    """The leaves of a letter or of one of its parts."""
    budget.take_part()
    if depth > limits.inside:
        raise refusals.too_large("letter", note="Thư lồng nhau quá sâu.")
    headers, content = _headers(entity, limits)
    kind = _value(headers, "content-type").partition(";")[0].strip().lower()
    boundary = _boundary(headers) if kind.startswith("multipart/") else b""
    if boundary:
        for part in _between(content, boundary, budget):
            yield from _parts(part, limits, budget, depth + 1)
        return
    decoded = _decoded(content, _value(headers, "content-transfer-encoding").strip().lower())
    if kind == "message/rfc822":
        yield from _parts(memoryview(decoded.lstrip()), limits, budget, depth + 1)
    else:
        yield Attachment(_name(headers), decoded)


def _headers(entity: memoryview, limits: Limits) -> tuple[Message, memoryview]:
    """The headers that are read here, and what follows them. One that is longer than makes sense counts as absent."""
    head = bytes(entity[: limits.headers])
    if head.startswith((b"\n", b"\r\n")):
        return Message(), entity[head.index(b"\n") + 1 :]
    end = _END_OF_HEADERS.search(head)
    if end is None and len(entity) > limits.headers:
        raise refusals.too_large("letter", note="Phần đầu của thư quá dài.")
    headers = HeaderParser().parsestr((head[: end.start()] if end else head).decode("utf-8", "replace"))
    for name in _READ_HEADERS:
        if len(_value(headers, name)) > _LONGEST_VALUE:
            del headers[name]
    return headers, entity[end.end() :] if end else entity[len(entity) :]


def _value(headers: Message, name: str) -> str:
    return str(headers.get(name, ""))


def _boundary(headers: Message) -> bytes:
    try:
        boundary = headers.get_boundary("")
    except _BROKEN_HEADER:
        return b""
    return boundary.encode() if boundary and len(boundary) <= _LONGEST_BOUNDARY else b""


def _between(content: memoryview, boundary: bytes, budget: _Budget) -> Iterator[memoryview]:
    """The parts between lines of `--boundary`; a letter that was cut off ends its last part."""
    start = None
    for end, after, is_last in _boundaries(content, boundary, budget):
        if start is not None:
            yield content[start : _without_line_end(content, end)]
        start = after
        if is_last:
            return
    if start is not None:
        yield content[start:]


def _boundaries(content: memoryview, boundary: bytes, budget: _Budget) -> Iterator[tuple[int, int, bool]]:
    """Where each line of `--boundary` begins and ends, and whether it is the last."""
    opening = b"--" + boundary
    starts = [0] if content[: len(opening)] == opening else []
    for place in chain(starts, (hit.start() + 1 for hit in re.finditer(re.escape(b"\n" + opening), content))):
        budget.take_boundary()
        rest = _REST_OF_BOUNDARY.match(content, place + len(opening))
        if rest:
            yield place, rest.end(), bool(rest.group(1))


def _without_line_end(content: memoryview, end: int) -> int:
    """The line end before a boundary belongs to the boundary."""
    if end and content[end - 1] == 0x0A:
        end -= 1
        if end and content[end - 1] == 0x0D:
            end -= 1
    return end


def _decoded(content: memoryview, encoding: str) -> bytes:
    """The bytes of a part; of base64 that was cut off or has strangers in it as much as there is."""
    if encoding == "quoted-printable":
        return binascii.a2b_qp(content)
    if encoding != "base64":
        return bytes(content)
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        letters = _NOT_BASE64.sub(b"", content)
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4])


def _name(headers: Message) -> str:
    """The part's name as one line without folders, "" for none; mail programs write it in several ways."""
    try:
        told = one_line(str(make_header(decode_header(headers.get_filename("")))))
    except _BROKEN_HEADER:
        return ""
    return re.split(r"[/\\]", told)[-1][-_LONGEST_NAME:]
