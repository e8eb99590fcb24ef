"""Prints a PDF on a printer of this machine, with copies; says in words when there is none. It makes no PDF."""

from collections.abc import Callable

import pypdfium2
from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from desktop.errors import TosoError

_DOTS_AN_INCH, _POINTS_AN_INCH = 300, 72

#: Asks which printer and how many copies; False when the person leaves.
Choose = Callable[[QPrinter, QWidget], bool]


class NoPrinter(TosoError):
    """There is nothing to print on."""


class PrintingFailed(TosoError):
    """The printer did not take the pages."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Printing", text)


def has_printer() -> bool:
    """Whether this machine knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(printer: QPrinter, parent: QWidget) -> bool:
    """The system's own print dialog: printer, pages, copies. Raises NoPrinter."""
    if not has_printer():
        raise NoPrinter(
            _tr("Máy này chưa có máy in nào, chưa in gì."),
            _tr("Cắm máy in rồi thử lại, hoặc bấm “Lưu PDF” ra USB để in ở nơi khác."),
            code="no-printer",
        )
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_tr("In"))
    answer = dialog.exec()
    dialog.deleteLater()
    return answer == QDialog.DialogCode.Accepted


def new_printer(copies: int = 1, *, landscape: bool = False) -> QPrinter:
    """A printer set to A4 without margins of its own: the pages bring theirs."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(way)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setCopyCount(copies)
    return printer


def print_pdf(pdf: bytes, printer: QPrinter) -> int:
    """Paint the pages that were asked for; gives how many sheets were sent, copies counted. Raises PrintingFailed.

    It may run off the window's thread. A driver that cannot copy gets the pages again.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        wanted = _wanted(printer, len(document))
        times = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
        painter = QPainter()
        if not painter.begin(printer):
            raise PrintingFailed(
                _tr("Máy in không nhận bản in, chưa in gì."),
                _tr("Xem máy in đã bật và còn giấy chưa rồi in lại, hoặc bấm “Lưu PDF”."),
                code="not-printed",
            )
        try:
            _paint(document, wanted * times, printer, painter)
        finally:
            painter.end()
        return len(wanted) * max(printer.copyCount(), 1)
    finally:
        document.close()


def _wanted(printer: QPrinter, pages: int) -> list[int]:
    """The page numbers from 0 that the dialog asked for; all where it asked for none in particular."""
    first, last = printer.fromPage() or 1, printer.toPage() or pages
    return list(range(max(first, 1) - 1, min(last, pages)))


def _paint(document: pypdfium2.PdfDocument, numbers: list[int], printer: QPrinter, painter: QPainter) -> None:
    for place, number in enumerate(numbers):
        if place:
            printer.newPage()
        painter.drawImage(QRectF(painter.viewport()), _page(document[number]))


def _page(page: pypdfium2.PdfPage) -> QImage:
    bitmap = page.render(scale=_DOTS_AN_INCH / _POINTS_AN_INCH, rev_byteorder=True, force_bitmap_format=4)
    picture = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    return picture.copy()
