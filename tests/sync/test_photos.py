"""Pictures go to the commune in a bundle, and a picture that is taken out is gone on both desks."""

import base64
import struct
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.models import photos
from desktop.models.acts import acting
from desktop.models.photos import PhotoRefused, add_photo, as_content, check_room, photo_bytes, photos_of, waiting_bytes
from desktop.models.sessions import Session
from desktop.sync.erasure import erase_here
from tests.sync.desks import Circle, make_circle

SCAN = b"Buc anh nay phai mat han, khong con dau vet nao." * 40
PICTURE = (
    b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0"
    + b"\xff\xda" + struct.pack(">H", 2) + SCAN + b"\xff\xd9"
)  # fmt: skip


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    made = make_circle(tmp_path)
    yield made
    made.close()


def record(circle: Circle, count: int = 1) -> tuple[str, list[str]]:
    """A session with some pictures at the village's desk."""
    desk = circle.village
    with acting(desk.store) as acts:
        session = acts.add(Session, village_id=desk.village_id, kind="HN", held_on=date(2025, 8, 1), audience=30)
        added = [add_photo(acts, "session", session, as_content(PICTURE), desk.village_id) for _ in range(count)]
    return session, added


def hand_in(circle: Circle) -> None:
    assert circle.commune.merge(circle.village.export(circle.stick)).verdict == "merged"


def traces(home: Path) -> int:
    """How often the picture, or its base64, stands in the files of a desk."""
    found = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    return found.count(SCAN[:48]) + found.count(base64.b64encode(PICTURE)[40:90])


def test_a_picture_arrives_as_it_was(circle: Circle) -> None:
    session, (photo,) = record(circle)
    hand_in(circle)
    assert [one.id for one in photos_of(circle.commune.store, "session", session)] == [photo]
    assert photo_bytes(circle.commune.store, photo) == PICTURE


def test_a_picture_that_was_taken_out_leaves_no_trace_on_either_desk(circle: Circle) -> None:
    session, (photo, kept) = record(circle, 2)
    hand_in(circle)
    assert traces(circle.commune.store.home)
    erase_here(circle.village.store, "photo", kept)
    erase_here(circle.village.store, "photo", photo)
    hand_in(circle)
    for desk in (circle.village, circle.commune):
        desk.store.forget_traces()
        assert photos_of(desk.store, "session", session) == []
        assert photo_bytes(desk.store, photo) == b""
    assert traces(circle.village.store.home) == 0
    assert base64.b64encode(PICTURE)[40:90] not in (circle.commune.store.home / "toso.db").read_bytes()


def test_one_bundle_carries_no_more_than_its_share(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    record(circle)
    waiting = waiting_bytes(circle.village.store)
    assert waiting > len(PICTURE)
    monkeypatch.setattr(photos, "MOST_WAITING", waiting + 100)
    check_room(circle.village.store, 100)
    with pytest.raises(PhotoRefused, match="nặng"):
        check_room(circle.village.store, 101)
    hand_in(circle)
    assert waiting_bytes(circle.village.store) < waiting
    check_room(circle.village.store, 101)
