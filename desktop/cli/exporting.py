"""The command that hands records to other tools: export responses."""

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.printing import give, say
from desktop.errors import TosoError
from desktop.models.access_log import PURPOSES
from desktop.models.survey_rounds import Round, round_on, rounds_on
from desktop.surveys.exports.logged import Wanted, export_logged
from desktop.surveys.exports.responses import KINDS, ODK, Written
from desktop.text import one_line

Commands = Any
_WHAT = ("responses",)
#: The format that a file's name asks for.
_BY_SUFFIX = {".xlsx": "xlsx", ".csv": "csv", ".sav": "sav", ".zip": "package"}
ALL = "tat-ca"
_FORMATS = (*sorted(KINDS), ODK)


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    make = commands.add_parser("export", parents=[common], help="xuất số liệu cho chương trình khác")
    make.add_argument("what", choices=_WHAT, metavar="responses", help="phiếu khảo sát của một đợt")
    make.add_argument(
        "-o", "--out", type=Path, required=True, metavar="FILE", help="tệp sẽ ghi: .xlsx, .csv, .sav, .zip"
    )
    make.add_argument("--format", choices=_FORMATS, metavar="|".join(_FORMATS), help="nếu tên tệp chưa nói rõ")
    make.add_argument("--round", metavar="ĐỢT", help=f"tên đợt khảo sát, hoặc {ALL} (mặc định: đợt mới nhất)")
    make.add_argument("--form", default="", metavar="MÃ", help="mã biểu mẫu (mặc định: biểu mẫu của đợt)")
    make.add_argument("--personal", action="store_true", help="kèm các câu hỏi có dữ liệu cá nhân")
    told = ", ".join(f"{code}: {words.lower()}" for code, words in PURPOSES.items())
    make.add_argument("--purpose", choices=PURPOSES, default="", metavar="VIỆC", help=f"để làm gì ({told})")
    make.set_defaults(run=export_records)


def export_records(request: Request) -> int:
    """Write the responses that count in a round."""
    path = request.out_file()
    kind = _format(request.arguments.format, path)
    given = request.arguments
    wanted = Wanted(_rounds(request), kind, path, given.form, personal=given.personal, purpose=given.purpose)
    written = export_logged(request.store, wanted)
    if request.as_json:
        give(_as_json(written, kind))
    else:
        say(*_told(written, personal=given.personal))
    return 0


def _format(wanted: str | None, path: Path) -> str:
    """The format that was asked for, or that the file's name asks for."""
    kind = wanted or _BY_SUFFIX.get(path.suffix.lower())
    if kind is None:
        raise TosoError(
            f"Chưa rõ xuất ra loại tệp nào: “{path.name}”.",
            f"Đặt tên tệp có đuôi {', '.join(_BY_SUFFIX)}, hoặc thêm --format.",
            code="no-format",
        )
    return kind


def _rounds(request: Request) -> list[Round]:
    """The rounds whose responses are exported."""
    wanted = request.arguments.round
    if wanted is None:
        return [round_on(request.store, request.day)]
    known = rounds_on(request.store, request.day)
    named = one_line(wanted)
    found = known if named == ALL else [round_ for round_ in known if named in (round_.name, round_.id)]
    if not found:
        told = ", ".join(round_.name for round_ in known) or "chưa có đợt nào"
        raise TosoError(f"Không có đợt khảo sát “{named}”.", f"Các đợt: {told}.", code="no-round")
    return found


def _as_json(written: Written, kind: str) -> dict[str, object]:
    account = written.account
    return {
        "files": [str(path) for path in written.paths],
        "format": kind,
        "responses": written.responses,
        "rows": account.rows,
        "unfit": account.unfit,
        "foreign": account.foreign,
    }


def _told(written: Written, *, personal: bool) -> list[str]:
    """What was written and what had no place, in sentences."""
    told = [f"Đã xuất {written.responses} phiếu: {', '.join(path.name for path in written.paths)}."]
    if personal:
        told.append("Tệp có dữ liệu cá nhân: chỉ giao cho người được phép, xong việc thì xóa.")
    if written.account.unfit:
        told.append(f"{written.account.unfit} câu trả lời không đúng kiểu của câu hỏi nên để trống.")
    if written.account.foreign:
        told.append(f"{written.account.foreign} câu trả lời không thuộc câu hỏi nào của biểu mẫu nên không xuất.")
    return told
