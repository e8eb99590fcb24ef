"""The card of a session's pictures: added from files, the clipboard or by dragging, shown small, taken out for good."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.models.photos import (
    MOST_OF_ONE,
    PhotoRefused,
    as_content,
    check_room,
    from_content,
    photo_bytes,
    photos_of,
)
from desktop.sync.erasure import erase_here
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.messages import ask
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import words
from desktop.ui.photo_scaling import scale_file, scale_image
from desktop.ui.style import current_look, set_role
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_1, SPACE_3
from desktop.ui.village.session_entry import SessionEntry

_THUMB = QSize(150, 112)


class SessionPhotos(Card):
    """Signal: edited(). New pictures are written with the session; one that is stored goes at once, and for good."""

    edited = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Ảnh (không bắt buộc, nhiều nhất 4 ảnh)"), parent)
        self._desk = desk
        self._record: str | None = None
        self._stored: dict[str, bytes] = {}
        self._new: list[str] = []
        self._thumbs = Flow(gap=SPACE_3)
        self.body.addWidget(self._thumbs)
        line = Flow(gap=SPACE_3)
        line.add(ActButton(Act(self.tr("Thêm ảnh từ tệp"), self.choose, "plus")))
        line.add(ActButton(Act(self.tr("Dán ảnh đã chép"), self.paste, "content-copy")))
        self.body.addWidget(line)
        advice = self.tr(
            "Hỏi trước khi chụp, ai không muốn thì không chụp. Không chụp trẻ em, không chụp căn cước, màn hình "
            "điện thoại, sổ sách. Máy tự thu nhỏ ảnh và bỏ nơi chụp, giờ chụp. Cũng kéo ảnh thả vào đây được."
        )
        self.body.addWidget(words(advice, "quiet"))
        self.setAcceptDrops(True)

    def show_entry(self, entry: SessionEntry) -> None:
        """Show an entry's pictures; only here their contents are read."""
        self._record = entry.record
        self._new = list(entry.photos)
        listed = photos_of(self._desk.store, "session", entry.record) if entry.record else []
        self._stored = {one.id: photo_bytes(self._desk.store, one.id) for one in listed}
        self._draw()

    def added(self) -> tuple[str, ...]:
        """The new pictures as the store holds them."""
        return tuple(self._new)

    # --- adding ---

    def choose(self) -> None:
        """Ask for files."""
        paths, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Chọn ảnh"), "", self.tr("Ảnh (*.jpg *.jpeg *.png);;Mọi tệp (*)")
        )
        self.add_files([Path(path) for path in paths])

    def paste(self) -> None:
        """Take what was copied: files, or a picture itself."""
        mime = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()] if mime else []
        image = QGuiApplication.clipboard().image()
        if paths:
            self.add_files(paths)
        elif not image.isNull():
            self._work(lambda: [scale_image(image)], 1)
        else:
            attempt(self, self._nothing_copied)

    def _nothing_copied(self) -> None:
        raise PhotoRefused(
            self.tr("Chưa có ảnh nào được chép."), self.tr("Hãy mở ảnh, bấm Ctrl+C rồi bấm lại Dán ảnh đã chép.")
        )

    def add_files(self, paths: list[Path]) -> None:
        """Make the pictures of these files small, off the window's thread, and take them."""
        if paths:
            self._work(lambda: [scale_file(path) for path in paths], len(paths))

    def _work(self, make: Callable[[], list[bytes]], count: int) -> None:
        if attempt(self, lambda: self._has_room(count)):

            def work(progress: Progress) -> list[bytes]:
                progress(self.tr("Đang thu nhỏ ảnh"))
                return make()

            self._desk.work(self, self.tr("Đang thu nhỏ ảnh"), work, self._take)

    def _has_room(self, count: int) -> bool:
        if len(self._stored) + len(self._new) + count > MOST_OF_ONE:
            raise PhotoRefused(
                self.tr("Mỗi buổi nhiều nhất 4 ảnh; chưa thêm ảnh nào."), self.tr("Hãy chọn ảnh rõ việc nhất.")
            )
        return True

    def _take(self, made: list[bytes]) -> None:
        contents = attempt(self, lambda: self._checked(made))
        if contents:
            self._new += contents
            self._draw()
            self.edited.emit()

    def _checked(self, made: list[bytes]) -> list[str]:
        contents = [as_content(data) for data in made]
        self._has_room(len(contents))
        check_room(self._desk.store, sum(map(len, [*self._new, *contents])))
        return contents

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that were dropped."""
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    # --- showing and taking out ---

    def _draw(self) -> None:
        self._thumbs.clear()
        for place, content in enumerate([*self._stored.values(), *map(from_content, self._new)], start=1):
            self._thumbs.add(self._thumb(content, place))
        self._thumbs.setVisible(bool(self._stored or self._new))

    def _thumb(self, content: bytes, place: int) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        picture = QLabel()
        picture.setAccessibleName(self.tr("Ảnh {place}").format(place=place))
        picture.setPixmap(thumbnail(content, _THUMB * current_look().scaled(100) / 100))
        drop = QPushButton(self.tr("Bỏ ảnh {place}").format(place=place))
        set_role(drop, "act")
        drop.setAutoDefault(False)
        drop.setAccessibleName(drop.text())
        drop.clicked.connect(lambda: self.take_out(place - 1))
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(drop)
        return box

    def take_out(self, place: int) -> None:
        """Take a picture out; a stored one is emptied here and, with the next bundle, on every other desk."""
        stored = list(self._stored)
        if place >= len(stored):
            del self._new[place - len(stored)]
            self._draw()
            self.edited.emit()
            return
        if ask(
            self,
            self.tr("Xóa hẳn ảnh này?"),
            self.tr("Xóa hẳn ảnh"),
            self.tr("Giữ ảnh"),
            advice=self.tr("Ảnh mất khỏi máy này ngay, khỏi máy xã khi xã nhận gói tới. Không lấy lại được."),
            destructive=True,
        ):
            attempt(self, lambda: erase_here(self._desk.store, "photo", stored[place]))
            self._stored.pop(stored[place])
            self._draw()
            self._desk.tell_changed(frozenset({"photo"}))


def thumbnail(content: bytes, within: QSize) -> QPixmap:
    """A small picture; an empty one when the content cannot be read. What came in a bundle is foreign: limits hold."""
    data = QBuffer()
    data.setData(QByteArray(content))
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(data, b"jpeg")
    size = reader.size()
    image = QImage()
    if size.isValid() and max(size.width(), size.height()) <= 4096:
        reader.setScaledSize(size.scaled(within, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
        image = reader.read()
    if image.isNull():
        image = QImage(within, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.lightGray)
    return QPixmap.fromImage(image)
