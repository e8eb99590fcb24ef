"""Pictures of sessions, good ways of working and signed papers: how many and how large, written and taken out.

They are JPEG in base64, in the journal like any record, so a bundle carries them. Scaling is the screen's matter
(`desktop.ui.photo_scaling`); this module sees that nothing but the picture is kept: no place, no time, no camera.
"""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.errors import TosoError
from desktop.models.acts import Acts
from desktop.models.authors import TO_COMMUNE, Authors
from desktop.models.journal import VILLAGE
from desktop.models.ledger import exported_to
from desktop.models.store import Store
from desktop.models.succession import scopes_of
from desktop.models.work import Photo

LONG_SIDE = 1024  # pixels; see docs/decisions/0025-photos.md
MOST_BYTES = 80_000  # of one picture as JPEG
MOST_OF_ONE = 4  # pictures about one record
MOST_WAITING = 16_000_000  # bytes of base64 that one bundle may have to carry: a quarter of its largest body

_START, _SCAN, _END = 0xD8, 0xDA, 0xD9
#: What a picture needs to be drawn: JFIF's head, tables, frame, scan. Everything else could tell where and when.
_NEEDED = {0xE0, 0xDB, 0xC4, 0xC0, 0xC1, 0xC2, 0xDD, _SCAN}


class PhotoRefused(TosoError):
    """A picture that cannot be added; nothing of it was kept."""


@dataclass(frozen=True)
class PhotoLine:
    """A picture without its content, for lists."""

    id: str
    caption: str


def segments(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Marker, place and content of each segment of a JPEG up to its scan; raises ValueError when it is none."""
    if data[:2] != bytes([0xFF, _START]):
        raise ValueError("no JPEG")
    at = 2
    while True:
        if at + 4 > len(data) or data[at] != 0xFF:
            raise ValueError("a segment is broken")
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        yield marker, at, data[at + 4 : at + 2 + length]
        if marker == _SCAN:
            return
        at += 2 + length


def is_whole(data: bytes) -> bool:
    """Whether a JPEG has its picture to the end; one that was cut short has none."""
    try:
        (*_, (_marker, scan, _content)) = segments(data)
    except ValueError:
        return False
    return data.find(bytes([0xFF, _END]), scan) > 0


def is_bare(data: bytes) -> bool:
    """Whether these bytes are a JPEG with nothing in it but the picture: no Exif, comment, profile or thumbnail."""
    if not is_whole(data) or data[-2:] != bytes([0xFF, _END]):
        return False
    found = list(segments(data))
    heads = [content for marker, _, content in found if marker == 0xE0]
    return {marker for marker, *_ in found} <= _NEEDED and all(
        head[:5] == b"JFIF\0" and head[12:] in (b"\0\0", b"") for head in heads
    )


def as_content(data: bytes) -> str:
    """The picture as the column holds it. Raises PhotoRefused when it is no bare JPEG or too large."""
    if not is_bare(data) or len(data) > MOST_BYTES:
        raise PhotoRefused(
            "Ảnh này chưa được thu nhỏ và gỡ thông tin kèm theo; chưa lưu ảnh.", "Hãy thêm lại ảnh từ tệp gốc."
        )
    return base64.b64encode(data).decode()


def from_content(content: str | None) -> bytes:
    """The picture's bytes; b'' when it was taken out, or when what came in a bundle cannot be read."""
    try:
        return base64.b64decode(content or "", validate=True)
    except (binascii.Error, ValueError):
        return b""


def photos_of(store: Store, table: str, record: str) -> list[PhotoLine]:
    """The pictures about a record, in the order they were added; contents are not read."""
    rows = store.rows(
        "SELECT id, COALESCE(caption, '') FROM photo WHERE about_table = ? AND about_id = ? AND NOT deleted"
        " AND content IS NOT NULL ORDER BY id",
        [table, record],
    )
    return [PhotoLine(*row) for row in rows]


def photo_bytes(store: Store, photo: str) -> bytes:
    """One picture; b'' when it is not there."""
    rows = store.rows("SELECT content FROM photo WHERE id = ? AND NOT deleted", [photo])
    return from_content(rows[0][0]) if rows else b""


def add_photo(acts: Acts, table: str, record: str, content: str, village_id: str | None, caption: str = "") -> str:
    """Add a picture (`as_content`) to a record within an act. Raises RuleBroken."""
    values = {"about_table": table, "about_id": record, "caption": caption or None, "content": content}
    return acts.add(Photo, village_id=village_id, **values)


def waiting_bytes(store: Store) -> int:
    """How many bytes of this village desk's own entries no bundle has carried yet."""
    authors, carried = Authors(store), exported_to(store, TO_COMMUNE)
    own = authors.written_here(*scopes_of(store, store.setting(VILLAGE) or ""))
    sums = [
        store.value(
            "SELECT COALESCE(sum(length(entry)), 0) FROM journal WHERE author_id = ? AND sequence > ?",
            [authors.number(author), carried.get(author, 0)],
        )
        for author in own
    ]
    return sum(sums)


def check_room(store: Store, more: int) -> None:
    """See that the next bundle can carry `more` bytes of pictures. Raises PhotoRefused."""
    if waiting_bytes(store) + more > MOST_WAITING:
        raise PhotoRefused(
            "Gói dữ liệu tới đã đủ nặng (16 MB), chưa thêm ảnh này; các ảnh đã có vẫn còn.",
            "Hãy nộp về xã một lần (F9) rồi thêm ảnh tiếp.",
        )
