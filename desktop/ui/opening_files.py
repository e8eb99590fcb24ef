"""Shows a PDF in the machine's own viewer, from where it goes to the printer."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop import files
from desktop.errors import TosoError
from desktop.ui.messages import show_error


def _tr(text: str) -> str:
    return QCoreApplication.translate("OpeningFiles", text)


def open_pdf(parent: QWidget, name: str, data: bytes) -> None:
    """Write the bytes to a file of this session and open it; what fails is told."""
    try:
        path = Path(tempfile.mkdtemp(prefix="toso-")) / f"{name}.pdf"
        files.write_whole(path, data, private=True)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            raise TosoError(
                _tr("Máy này chưa có chương trình xem PDF."),
                _tr("Hãy bấm Lưu thành PDF rồi mở tệp bằng trình duyệt hoặc chép sang máy khác để in."),
            )
    except OSError as error:
        show_error(parent, files.problem_of(error, Path(name)))
    except TosoError as error:
        show_error(parent, error)
