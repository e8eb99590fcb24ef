"""A computer's request for enrolment, written where a person says; what comes next is the asking page's to tell."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop import files
from desktop.sync import enrolment
from desktop.ui.desk import Desk
from desktop.ui.tasks import Progress


def write_request(desk: Desk, page: QWidget, folder: Path, title: str, done: Callable[[Path], None]) -> None:
    """Write the request with the key that the desk has, off the window's thread; then call `done` with the file."""
    store, own = desk.store, desk.credentials

    def work(progress: Progress) -> Path:
        progress(QCoreApplication.translate("AskingFile", "Đang ghi và đọc lại để kiểm tra"))
        files.must_be_there(folder)
        return enrolment.request(store, own, folder)

    desk.work(page, title, work, done)
