"""Pages of a PDF as pictures in the window (pypdfium2; Qt's own PDF module is not among the essentials we ship)."""

import pypdfium2
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3

_POINTS_AN_INCH, _LEAST = 72, 200


class PaperView(QScrollArea):
    """Shows the pages one below the other, as wide as there is room."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        set_role(self, "page-scroll")
        self._inside = QWidget()
        set_role(self._inside, "page-body")
        self._column = QVBoxLayout(self._inside)
        self._column.setSpacing(SPACE_3)
        self.setWidget(self._inside)
        self._images: list[QImage] = []
        self._labels: list[QLabel] = []
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._fit)

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return self._column.count()

    def show_pages(self, images: list[QImage]) -> None:
        """Show these pages instead of the old ones."""
        while self._column.count():
            item = self._column.takeAt(0)
            if (old := item.widget() if item else None) is not None:
                old.deleteLater()
        self._images, self._labels = images, []
        for number in range(1, len(images) + 1):
            label = QLabel()
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setAccessibleName(self.tr("Trang {number}").format(number=number))
            self._labels.append(label)
            self._column.addWidget(label)
        self._fit()

    def _fit(self) -> None:
        """Draw every page no wider than there is room: a page that has to be scrolled sideways cannot be read."""
        margins = self._column.contentsMargins()
        room = max(_LEAST, self.viewport().width() - margins.left() - margins.right())
        for label, image in zip(self._labels, self._images, strict=True):
            if label.pixmap().width() != min(room, image.width()):
                label.setPixmap(QPixmap.fromImage(_no_wider(image, room)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew once the resizing rests."""
        super().resizeEvent(event)
        self._rest.start()


def _no_wider(image: QImage, width: int) -> QImage:
    if image.width() <= width:
        return image
    return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


def page_images(pdf: bytes, width: int) -> list[QImage]:
    """The pages of a PDF as pictures of at most `width` pixels. It may run off the window's thread."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_image(document[number], width) for number in range(len(document))]
    finally:
        document.close()


def _image(page: pypdfium2.PdfPage, width: int) -> QImage:
    points, _ = page.get_size()
    bitmap = page.render(scale=min(width / points, 150 / _POINTS_AN_INCH), rev_byteorder=True, force_bitmap_format=4)
    picture = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    return picture.copy()
