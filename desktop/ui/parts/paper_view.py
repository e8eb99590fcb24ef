"""Pages of a PDF as pictures in the window (pypdfium2; Qt's own PDF module is not among the essentials we ship)."""

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3

_POINTS_AN_INCH = 72


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
        for number, image in enumerate(images, 1):
            label = QLabel()
            label.setPixmap(QPixmap.fromImage(image))
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setAccessibleName(self.tr("Trang {number}").format(number=number))
            self._column.addWidget(label)


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
