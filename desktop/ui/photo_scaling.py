"""A picture from a camera made small: bytes in, a bare JPEG out, or one sentence why not. No widget, no store.

Only what can be drawn goes on: the picture is painted onto a new one, so the camera's data (place, time, owner,
thumbnail, profile, comments) have no way through. Sizes are looked at before anything is decoded.
"""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter

from desktop.models.photos import LONG_SIDE, MOST_BYTES, PhotoRefused, is_whole

MOST_FILE = 40_000_000  # bytes; a telephone's largest pictures are half of it
MOST_SIDE, MOST_PIXELS = 20_000, 120_000_000
_ALLOCATION = 512  # MiB that one decoded picture may take
_QUALITIES = (82, 74, 66, 58, 50)
_SIDES = (LONG_SIDE, 896, 768, 640)
_PNG, _PNG_END, _PNG_MOVES = b"\x89PNG\r\n\x1a\n", b"IEND", b"acTL"
_HEIC = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis", b"avif"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("PhotoScaling", text)


def scale_file(path: Path) -> bytes:
    """The picture of a file as a bare JPEG. Raises PhotoRefused; nothing is kept then."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_FILE + 1)
    except OSError as error:
        raise PhotoRefused(_tr("Không đọc được tệp ảnh này."), _tr("Hãy xem USB còn cắm không rồi thử lại.")) from error
    return scale(data)


def scale(data: bytes) -> bytes:
    """A picture's bytes as a bare JPEG of at most MOST_BYTES. Raises PhotoRefused."""
    _refuse_foreign(data)
    content = QBuffer()
    content.setData(QByteArray(data))
    content.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_ALLOCATION)
    reader = QImageReader(content, b"png" if data.startswith(_PNG) else b"jpeg")
    reader.setAutoTransform(True)  # keeps what is up, up
    size = reader.size()
    if not size.isValid():
        raise _broken()
    if max(size.width(), size.height()) > MOST_SIDE or size.width() * size.height() > MOST_PIXELS:
        raise PhotoRefused(
            _tr("Ảnh này rộng quá ({width} x {height} điểm ảnh).").format(width=size.width(), height=size.height()),
            _tr("Hãy chụp lại, hoặc gửi ảnh qua Zalo rồi lưu về, ảnh sẽ nhỏ hơn."),
        )
    reader.setScaledSize(_within(size, LONG_SIDE))
    image = reader.read()
    if image.isNull():
        raise _broken()
    return scale_image(image)


def _refuse_foreign(data: bytes) -> None:
    """Look at the first bytes and the end, whatever the file is called."""
    if len(data) > MOST_FILE:
        raise PhotoRefused(
            _tr("Tệp này nặng quá 40 MB, không phải ảnh chụp thường."), _tr("Hãy chọn ảnh khác, hoặc chụp lại.")
        )
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise PhotoRefused(
            _tr("Ảnh này ở dạng HEIC của iPhone, chương trình chưa đọc được."),
            _tr("Trên iPhone: Cài đặt, Camera, Định dạng, chọn Tương thích nhất. Hoặc gửi ảnh qua Zalo rồi lưu về."),
        )
    is_jpeg, is_png = data.startswith(b"\xff\xd8\xff"), data.startswith(_PNG)
    if not (is_jpeg or is_png):
        raise PhotoRefused(
            _tr("Tệp này không phải ảnh JPEG hay PNG."), _tr("Hãy chọn ảnh chụp, tên tệp thường là .jpg.")
        )
    if is_png and _PNG_MOVES in data[:4096]:
        raise PhotoRefused(_tr("Ảnh này là ảnh động."), _tr("Hãy chọn ảnh chụp thường (.jpg)."))
    if (is_jpeg and not is_whole(data)) or (is_png and _PNG_END not in data[-64:]):
        raise _broken()


def _broken() -> PhotoRefused:
    return PhotoRefused(
        _tr("Ảnh này bị hỏng hoặc chép chưa xong."), _tr("Hãy chép lại ảnh từ điện thoại, hoặc chọn ảnh khác.")
    )


def _within(size: QSize, side: int) -> QSize:
    """As large as fits, never larger than it is, never without a pixel."""
    if max(size.width(), size.height()) <= side:
        return size
    return size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def scale_image(image: QImage) -> bytes:
    """A decoded picture as a bare JPEG: the best quality that fits, smaller sides only when none does."""
    if image.isNull():
        raise _broken()
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    for side in _SIDES:
        painted = _painted(image, side)
        for quality in _QUALITIES:
            data = _jpeg(painted, quality)
            if len(data) <= MOST_BYTES:
                return data
    return data  # noise at 640 pixels is 60 kB at the lowest quality


def _painted(image: QImage, side: int) -> QImage:
    """The picture alone, on white, without any text or profile that came with it."""
    size = _within(image.size(), side)
    new = QImage(size, QImage.Format.Format_RGB32)
    new.fill(Qt.GlobalColor.white)
    painter = QPainter(new)
    smooth = Qt.TransformationMode.SmoothTransformation
    painter.drawImage(0, 0, image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
    painter.end()
    return new


def _jpeg(image: QImage, quality: int) -> bytes:
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(content, "JPEG", quality)  # type: ignore[call-overload]
    return bytes(content.data().data())
