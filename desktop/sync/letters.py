"""E-mail drafts: a bundle attached to a short letter, as a file (`.eml`) that a mail program opens ready to be sent.

Nothing is sent here and no network is used. A letter says who hands over what and what to do with it; it never says the
code of an enrolment, which is worth nothing unless it comes another way.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email import charset
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from pathlib import Path

from desktop import files
from desktop.models.journal import ROLE
from desktop.models.setup import commune_of
from desktop.models.store import Store
from desktop.sync.exporting import Exported, sender_of
from desktop.sync.limits import LIMITS
from desktop.text import format_count, one_line

HEAVY = 25_000_000  # bytes of a letter that large mail services still take ("25 MB")
SUFFIX = ".eml"
_COLUMNS = 78
_QUOTED = charset.Charset("utf-8")
_QUOTED.body_encoding = charset.QP  # readable where a mail program shows the file as it is
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,20}")
_LONGEST_NAME = (
    60  # letters of the attachment's name; longer ones are split in ways that mail programs read differently
)


@dataclass(frozen=True)
class Letter:
    """What the other side reads. `to` is an e-mail address or ""."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True)
class Draft:
    """A letter that was written beside its bundle; `size` in bytes."""

    path: Path
    size: int

    @property
    def is_heavy(self) -> bool:
        """Whether many mail services would refuse it."""
        return self.size > HEAVY


def of_export(store: Store, exported: Exported) -> Letter:
    """The letter that goes with a bundle: from a village to the commune, or back."""
    sender, name = _capital(sender_of(store).name), exported.path.name
    changes = f"gồm {format_count(exported.entries)} thay đổi" if exported.entries else "không có thay đổi mới"
    if store.setting(ROLE) == "village":
        return _letter(
            *_commune(store),
            f"{sender} nộp gói dữ liệu số {exported.number} về xã",
            f"{sender} nộp về xã gói dữ liệu số {exported.number}, {changes}, trong tệp đính kèm {name}."
            + (f" {exported.returned_told}" if exported.returned else ""),
            "Đề nghị xã lưu tệp đính kèm hoặc cả thư này vào máy, mở Tổ Số, vào Hộp nhận, bấm Chọn tệp rồi bấm Ghép. "
            "Ghép xong, xã ghi giấy báo nhận gửi lại cho thôn.",
            "Tệp đã niêm phong, chỉ máy của xã mở được. Xin đừng đổi nội dung tệp.",
        )
    village = f"thôn {exported.to}"
    return _letter(
        "",
        village,
        f"{sender} gửi {village} gói dữ liệu số {exported.number}",
        f"{sender} gửi {village} gói dữ liệu số {exported.number}, {changes}, kèm giấy báo nhận, "
        f"trong tệp đính kèm {name}.",
        "Đề nghị thôn lưu tệp đính kèm hoặc cả thư này vào máy, mở Tổ Số, vào Nộp về xã, bấm Chọn tệp xã gửi "
        "rồi bấm Ghép vào sổ.",
        f"Tệp đã niêm phong, chỉ máy của {village} mở được. Xin đừng đổi nội dung tệp.",
    )


def of_request(store: Store, path: Path) -> Letter:
    """The letter that goes with a laptop's request for enrolment. The code is to be heard, not read here."""
    sender = _capital(sender_of(store).name)
    return _letter(
        *_commune(store),
        f"{sender} xin ghi danh máy",
        f"{sender} xin xã ghi danh máy của thôn. Tệp yêu cầu đính kèm: {path.name}.",
        "Đề nghị xã lưu tệp đính kèm hoặc cả thư này vào máy, mở Tổ Số, vào Ghi danh, bấm Chọn tệp.",
        "Trước khi ghi danh, xin xã gọi điện theo số đã biết của thôn, nghe thôn đọc mã trên màn hình máy thôn "
        "và đối chiếu. Mã không ghi trong thư, vì ai cũng gửi được một bức thư như thế này.",
    )


def write_draft(bundle: Path, letter: Letter, beside: Sequence[Path] = ()) -> Draft:
    """Write the letter beside the bundle's file, with it and what goes along attached. Raises FileProblem."""
    more = [(path.name, files.read_limited(path, LIMITS.file)) for path in beside]
    data = compose(letter, bundle.name, files.read_limited(bundle, LIMITS.file), more)
    return Draft(files.write_checked(bundle.with_suffix(SUFFIX), data), len(data))


def compose(letter: Letter, name: str, data: bytes, beside: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """The letter as a file: equal letters give equal bytes, lines end with CRLF and have at most 78 columns.

    Written with Python's older classes: `EmailMessage` loses spaces where a Vietnamese subject is folded.
    """
    message = MIMEMultipart(boundary=f"=_toso_{hashlib.sha256(data).hexdigest()[:32]}")  # no line in it begins so
    message["X-Unsent"] = "1"  # Outlook and Thunderbird open it as a draft
    if letter.to:
        message["To"] = letter.to
    message["Subject"] = Header(one_line(letter.subject), "utf-8", _COLUMNS, "Subject").encode(linesep="")
    text = MIMENonMultipart("text", "plain")
    text.set_payload(letter.text, _QUOTED)
    message.attach(text)
    for called, content in ((name, data), *beside):
        attached = MIMEApplication(content, name=_short(called))
        attached.add_header("Content-Disposition", "attachment", filename=_short(called))
        message.attach(attached)
    return message.as_bytes(policy=compat32.clone(linesep="\r\n", max_line_length=_COLUMNS))


def _letter(to: str, whom: str, subject: str, *paragraphs: str) -> Letter:
    return Letter(to, f"Tổ Số: {subject}", "\n\n".join([f"Kính gửi {whom},", *paragraphs]) + "\n")


def _commune(store: Store) -> tuple[str, str]:
    """The commune's address as its profile says it, and its name. What is no address stays out of the letter."""
    commune = commune_of(store)
    address = one_line(commune.email or "") if commune else ""
    whom = f"UBND xã {commune.name}" if commune else "UBND xã"
    return address if _ADDRESS.fullmatch(address) else "", whom


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _short(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[: _LONGEST_NAME - len(suffix) - 1]}{dot}{suffix}"
