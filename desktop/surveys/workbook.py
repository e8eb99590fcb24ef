"""Looking into a foreign spreadsheet before anything parses it: what it is, and whether it is within the limits.

Bytes in, nothing out or a `FormProblem`. It does not read cells.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass

from desktop.errors import FormProblem

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHOOSE_AGAIN = "Hãy chọn tệp Excel (.xlsx) chứa biểu mẫu XLSForm."
_OTHER_OFFICE = {
    "word/document.xml": "tệp Word",
    "ppt/presentation.xml": "tệp PowerPoint",
    "mimetype": "tệp khác Excel",
}


@dataclass(frozen=True)
class Limits:
    """How large a foreign form may be; our own has 100 rows and 16 kB."""

    file_bytes: int = 5_000_000
    members: int = 300
    unpacked_bytes: int = 40_000_000
    ratio: int = 250
    rows_a_sheet: int = 5_000
    cells_a_sheet: int = 200_000


LIMITS = Limits()


def refuse(message: str, advice: str = _CHOOSE_AGAIN, code: str = "form") -> FormProblem:
    """A refusal; nothing was written."""
    return FormProblem(message, advice, code=code)


def kind_of(data: bytes, limits: Limits = LIMITS) -> str:
    """Tell 'xlsx', 'xls' or 'xml' by the content; anything else is refused."""
    if not data:
        raise refuse("Tệp rỗng, không có nội dung.")
    if len(data) > limits.file_bytes:
        raise refuse(f"Tệp quá lớn ({len(data) // 1000} kB), không giống một biểu mẫu.", code="too-large")
    if data.startswith(_ZIP):
        return "xlsx"
    if data.startswith(_OLD_OFFICE):
        return "xls"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return "xml"
    raise refuse("Tệp này không phải là tệp Excel, dù tên tệp có thể là .xlsx.")


def check_archive(data: bytes, limits: Limits = LIMITS) -> None:
    """Refuse an XLSX that is damaged, locked, of another program, unsafe or larger than the limits once unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive, limits)
            for member in archive.infolist():
                _check_content(member.filename, _unpack(archive, member, limits), limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise refuse(
            "Tệp Excel bị hỏng hoặc bị cắt cụt.", "Hãy chép lại tệp, hoặc mở bằng Excel rồi lưu lại."
        ) from error


def _check_members(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Judge the archive by its own table of contents."""
    members = archive.infolist()
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise refuse("Tệp có mật khẩu nên không đọc được.", "Hãy mở bằng Excel, bỏ mật khẩu rồi lưu lại.")
    if len(members) > limits.members or len(names) < len(members):
        raise refuse("Tệp nén có quá nhiều phần bên trong, không giống một biểu mẫu.", code="too-large")
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise _too_large()
    if "xl/workbook.xml" not in names:
        other = next((what for name, what in _OTHER_OFFICE.items() if name in names), "tệp nén")
        raise refuse(f"Đây là {other}, không phải là tệp Excel.")


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> bytes:
    """Unpack one member, never further than it claims and never at an absurd ratio."""
    if member.file_size > limits.ratio * max(member.compress_size, 1000):
        raise _too_large()
    with archive.open(member) as stream:
        content = stream.read(member.file_size + 1)
    if len(content) > member.file_size:
        raise zipfile.BadZipFile("a member is longer than it claims")
    return content


def _too_large() -> FormProblem:
    """The refusal of a bomb."""
    return refuse("Nội dung tệp phình ra quá lớn khi mở, có thể là tệp độc hại.", code="too-large")


def _check_content(name: str, content: bytes, limits: Limits) -> None:
    """Refuse entities in any part, and sheets with more rows or cells than a form can have."""
    plain = content.replace(b"\0", b"")  # UTF-16 hides the words between zeros
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise refuse("Tệp Excel có khai báo thực thể nên không được mở, để bảo đảm an toàn.", code="unsafe")
    if name.startswith("xl/worksheets/") and (
        plain.count(b"<row") > limits.rows_a_sheet or plain.count(b"<c ") + plain.count(b"<c>") > limits.cells_a_sheet
    ):
        number = "".join(letter for letter in name if letter.isdigit())
        raise refuse(
            f"Trang tính thứ {number} có quá nhiều dòng (tối đa {limits.rows_a_sheet}).",
            "Hãy để danh sách dài ra tệp CSV riêng và dùng select_one_from_file.",
            code="too-large",
        )
