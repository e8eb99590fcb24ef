"""Sending by e-mail from the village's desk: a draft beside its file, opened in the mail program, told in words."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.store import Store
from desktop.sync import letters
from desktop.sync.credentials import Credentials
from desktop.sync.exporting import Exported, export
from desktop.sync.letters import Draft
from desktop.text import format_size
from desktop.ui.acts import Act
from desktop.ui.parts.banner import Banner
from desktop.ui.tokens import Tone

OUTBOX = "thu-di"  # in the home: letters and what is attached to them, for who has no stick

Open = Callable[[Path], bool]


@dataclass(frozen=True)
class Mailed:
    """What was written to be sent: the file, and the letter that it is attached to."""

    attached: Path
    draft: Draft


def _tr(text: str) -> str:
    return QCoreApplication.translate("Mailing", text)


def outbox(store: Store) -> Path:
    """Where letters are written when no folder is chosen."""
    return store.home / OUTBOX


def write_bundle(store: Store, keys: Credentials, folder: Path) -> tuple[Exported, Mailed]:
    """Write a bundle to the commune and the letter that carries it. Raises TosoError."""
    done = export(store, keys, folder)
    return done, Mailed(done.path, letters.write_draft(done.path, letters.of_export(store, done), done.beside))


def write_request(store: Store, request: Path) -> Mailed:
    """Write the letter that carries a request for enrolment. Raises FileProblem."""
    return Mailed(request, letters.write_draft(request, letters.of_request(store, request)))


def open_letter(mailed: Mailed, open_outside: Open, parent: QWidget | None = None) -> Banner:
    """Open the letter unless it is too heavy to be sent, and say what to do next."""
    folder = Act(_tr("Mở thư mục"), lambda: _open(open_outside, mailed.attached.parent), "folder-open-outline")
    name = mailed.attached.name
    if mailed.draft.is_heavy:
        told = _tr("Thư nặng {size}, nhiều hộp thư chỉ nhận đến 25 MB.")
        advice = _tr("Nên ghi gói ra USB. Nếu vẫn muốn gửi, mở thư mục rồi mở tệp {letter}.")
        size = format_size(mailed.draft.size, up=True)
        return Banner(Tone.WARN, told.format(size=size), advice.format(letter=mailed.draft.path.name), folder, parent)
    if not open_outside(mailed.draft.path):
        told = _tr("Máy này chưa có chương trình thư.")
        advice = _tr("Mở hộp thư trên trình duyệt, soạn thư cho xã rồi đính kèm tệp {name} trong thư mục này.")
        return Banner(Tone.WARN, told, advice.format(name=name), folder, parent)
    told = _tr("Đã mở thư nháp có đính kèm {name}.").format(name=name)
    advice = _tr(
        "Kiểm tra người nhận rồi bấm Gửi trong chương trình thư. Nếu không thấy thư hiện ra, mở thư mục, "
        "kéo tệp vào hộp thư trên trình duyệt."
    )
    return Banner(Tone.GOOD, told, advice, folder, parent)


def _open(open_outside: Open, path: Path) -> None:
    open_outside(path)
