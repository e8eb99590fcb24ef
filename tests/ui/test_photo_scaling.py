"""Pictures made small: nothing but the picture is kept, and whatever is foreign is refused with a sentence."""

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.models.photos import LONG_SIDE, MOST_BYTES, PhotoRefused, as_content, from_content, is_bare, segments
from desktop.ui import photo_scaling
from desktop.ui.photo_scaling import MOST_FILE, scale, scale_file, scale_image


def _image(width: int = 1600, height: int = 1200) -> QImage:
    """Left half red, right half blue."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.fillRect(0, 0, width // 2, height, QColor("red"))
    painter.fillRect(width // 2, 0, width - width // 2, height, QColor("blue"))
    painter.end()
    return image


def _saved(image: QImage, kind: str = "JPEG") -> bytes:
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(content, kind)  # type: ignore[call-overload]
    return bytes(content.data().data())


def _exif(orientation: int) -> bytes:
    """An Exif segment with an orientation, the camera's name, a place and a time, as telephones write it."""
    make, when = b"Mayanh Bi Mat\0", b"2025:08:01 19:30:00\0"
    gps = struct.pack("<H", 1) + struct.pack("<HHI4s", 1, 2, 2, b"N\0\0\0") + struct.pack("<I", 0)
    heap = 8 + 2 + 4 * 12 + 4
    entries = struct.pack("<HHII", 0x010F, 2, len(make), heap)
    entries += struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    entries += struct.pack("<HHII", 0x0132, 2, len(when), heap + len(make))
    entries += struct.pack("<HHII", 0x8825, 4, 1, heap + len(make) + len(when))
    tiff = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 4) + entries + struct.pack("<I", 0) + make + when + gps
    content = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content


def _laden(orientation: int = 1) -> bytes:
    """A JPEG with Exif and a comment."""
    plain = _saved(_image())
    comment = b"\xff\xfe" + struct.pack(">H", 2 + 17) + b"Toa do 22.1,106.0"
    return plain[:2] + _exif(orientation) + comment + plain[2:]


def test_nothing_of_the_cameras_data_is_left() -> None:
    laden = _laden()
    assert b"Mayanh Bi Mat" in laden
    assert not is_bare(laden)
    small = scale(laden)
    for secret in (b"Exif", b"Mayanh", b"2025:08:01", b"Toa do", b"GPS", b"ICC_PROFILE", b"http"):
        assert secret not in small
    # looked at independently: a walk over the bytes' own markers
    at, markers = 2, []
    while small[at + 1] != 0xDA:
        markers.append(small[at + 1])
        at += 2 + int.from_bytes(small[at + 2 : at + 4], "big")
    assert set(markers) <= {0xE0, 0xDB, 0xC0, 0xC4}
    assert is_bare(small)
    assert len(small) <= MOST_BYTES


def test_what_is_up_stays_up() -> None:
    turned = QImage.fromData(scale(_laden(orientation=6)))  # turned by 90 degrees when it is shown
    assert (turned.width(), turned.height()) == (LONG_SIDE * 3 // 4, LONG_SIDE)
    assert QColor(turned.pixel(380, 40)).red() > 200, "the left half is above now"
    assert QColor(turned.pixel(380, 980)).blue() > 200


def test_a_small_picture_is_not_made_larger_and_a_clear_one_stands_on_white() -> None:
    clear = QImage(40, 20, QImage.Format.Format_ARGB32)
    clear.fill(0)
    clear.setText("Author", "Mayanh Bi Mat")
    small = scale(_saved(clear, "PNG"))
    shown = QImage.fromData(small)
    assert (shown.width(), shown.height()) == (40, 20)
    assert QColor(shown.pixel(5, 5)).red() > 250
    assert b"Mayanh" not in small


def test_the_noisiest_picture_still_fits() -> None:
    noise = QImage(1200, 900, QImage.Format.Format_RGB32)
    state = 1
    for y in range(900):
        for x in range(0, 1200, 4):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            noise.setPixel(x, y, state)
    assert len(scale_image(noise)) <= MOST_BYTES


def _huge_png(width: int, height: int) -> bytes:
    """A head that claims a size, with no picture behind it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _foreign() -> dict[str, tuple[bytes, str]]:
    whole, png = _saved(_image()), _saved(_image(64, 64), "PNG")
    moving = png[:33] + _chunk(b"acTL", struct.pack(">II", 2, 0)) + png[33:]
    return {
        "heic": (b"\0\0\0\x18ftypheic" + bytes(100), "HEIC"),
        "text": (b"Xin chao", "không phải ảnh"),
        "empty": (b"", "không phải ảnh"),
        "gif": (b"GIF89a" + bytes(50), "không phải ảnh"),
        "cut": (whole[: len(whole) // 2], "bị hỏng"),
        "cut head": (whole[:30], "bị hỏng"),
        "cut png": (png[: len(png) // 2], "bị hỏng"),
        "huge": (_huge_png(50_000, 50_000), "rộng quá (50000 x 50000"),
        "bomb": (_huge_png(19_000, 19_000), "rộng quá"),
        "animated": (moving, "ảnh động"),
    }


@pytest.mark.parametrize("name", list(_foreign()))
def test_what_is_no_usual_picture_is_refused_in_one_sentence(name: str) -> None:
    data, told = _foreign()[name]
    with pytest.raises(PhotoRefused) as refused:
        scale(data)
    assert told in str(refused.value)


def test_a_suffix_says_nothing_and_a_heavy_file_is_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "anh.png").write_bytes(_saved(_image()))
    assert is_bare(scale_file(tmp_path / "anh.png")), "a JPEG under another suffix is a JPEG"
    (tmp_path / "anh.jpg").write_bytes(b"#!/bin/sh\n")
    with pytest.raises(PhotoRefused):
        scale_file(tmp_path / "anh.jpg")
    with (tmp_path / "nang.jpg").open("wb") as file:
        file.truncate(MOST_FILE * 2 + MOST_FILE // 2)  # 100 MB, without taking them on the disk
    with pytest.raises(PhotoRefused, match="40 MB"):
        scale_file(tmp_path / "nang.jpg")
    with pytest.raises(PhotoRefused, match="Không đọc được"):
        scale_file(tmp_path / "khong-co.jpg")


def test_only_a_bare_picture_can_be_kept() -> None:
    with pytest.raises(PhotoRefused):
        as_content(_laden())
    with pytest.raises(PhotoRefused):
        as_content(b"")
    small = scale(_laden())
    assert from_content(as_content(small)) == small
    assert from_content("not base64!") == b""
    assert from_content(None) == b""
    assert [marker for marker, *_ in segments(small)][-1] == 0xDA
    with pytest.raises(PhotoRefused):
        as_content(small + b"\0" * MOST_BYTES)


def test_the_limit_of_memory_is_set() -> None:
    assert photo_scaling.MOST_PIXELS * 4 < photo_scaling._ALLOCATION * (1 << 20)
