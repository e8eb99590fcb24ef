"""Commands about which laptops may speak for a village: enrol."""

import argparse
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop import files
from desktop.cli.asking import Request
from desktop.cli.mailing import add_letter, write_letter
from desktop.cli.printing import tell
from desktop.cli.renewing import accept, keys_to_enrol
from desktop.cli.values import check_columns
from desktop.clock import VIETNAM
from desktop.errors import TosoError
from desktop.models.enrolment_facts import EnrolmentFacts, enrolment_facts
from desktop.models.places import Device, Village
from desktop.models.setup import ENROLLED
from desktop.reports.catalogue import enrolment_sheet
from desktop.sync import enrolment, letters
from desktop.sync.enrolment import Accepted
from desktop.text import format_input_date, one_line

Commands = Any


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    enrol = commands.add_parser("enrol", help="ghi danh máy thôn").add_subparsers(required=True, metavar="BƯỚC")
    ask = enrol.add_parser("request", parents=[common], help="thôn: ghi yêu cầu và phiếu ra USB")
    _add_holder(ask)
    _add_out(ask)
    add_letter(ask)
    ask.set_defaults(run=enrol_request)
    sheet = enrol.add_parser("sheet", parents=[common], help="thôn: chỉ làm phiếu có mã của máy (PDF)")
    _add_holder(sheet)
    sheet.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="tệp PDF sẽ ghi")
    sheet.set_defaults(run=enrol_sheet)
    show = enrol.add_parser("show", parents=[common], help="xã: xem yêu cầu và mã để đối chiếu")
    show.add_argument("file", type=Path, metavar="FILE")
    show.set_defaults(run=enrol_show)
    issue = enrol.add_parser("issue", parents=[common], help="xã: cấp ghi danh cho máy của một thôn")
    issue.add_argument("file", type=Path, metavar="FILE")
    issue.add_argument("--village", required=True, metavar="THÔN", help="mã, tên hoặc id của thôn")
    issue.add_argument(
        "--code", required=True, metavar="MÃ", help="mã của máy thôn nghe đọc qua điện thoại, 6 nhóm số: “0412 7730 …”"
    )
    _add_holder(issue)
    _add_out(issue)
    issue.set_defaults(run=enrol_issue)
    look = enrol.add_parser("look", parents=[common], help="thôn: xem tệp ghi danh và mã của xã, chưa ghi gì")
    look.add_argument("file", type=Path, metavar="FILE")
    look.set_defaults(run=enrol_look)
    accept = enrol.add_parser("accept", parents=[common], help="thôn: nhận tệp ghi danh của xã")
    accept.add_argument("file", type=Path, metavar="FILE")
    accept.add_argument("--code", metavar="MÃ", help="mã của xã nghe đọc qua điện thoại; lần đầu phải có")
    told = "xã đã đổi khóa mà khóa cũ không bảo lãnh: ghi danh lại theo khóa mới, phải có --code"
    accept.add_argument("--anew", action="store_true", help=told)
    accept.set_defaults(run=enrol_accept)


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--out", type=Path, default=Path(), metavar="DIR", help="thư mục (USB)")


def _add_holder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--holder", default="", metavar="TÊN", help="người giữ máy")


def enrol_request(request: Request) -> int:
    """Write the request and the sheet beside it, and tell the code that the officer will ask for."""
    request.must_be("village")
    facts = _facts(request)
    paper = enrolment_sheet(facts)
    path = enrolment.request(request.store, request.keys, request.out_folder)
    sheet = files.write_checked(path.parent / facts.sheet_name, paper)
    letter, said = write_letter(request, path, letters.of_request(request.store, path))
    tell(
        {"file": str(path), "sheet": str(sheet), "code": facts.spoken, "fingerprint": facts.fingerprint, **letter},
        f"Đã ghi {path} và phiếu để in: {sheet}.",
        *said,
        f"Mã để xã đối chiếu qua điện thoại: {facts.spoken}",
        as_json=request.as_json,
    )
    return 0


def _facts(request: Request) -> EnrolmentFacts:
    check_columns(Device, {"holder": request.holder})
    return enrolment_facts(
        request.store,
        fingerprint=request.keys.fingerprint,
        spoken=enrolment.spoken_code(request.keys),
        file_name=enrolment.request_name(request.store),
        holder=request.holder,
    )


def enrol_sheet(request: Request) -> int:
    """Make the sheet alone, to be printed again."""
    path = request.out_file()
    request.must_be("village")
    facts = _facts(request)
    files.write_checked(path, enrolment_sheet(facts))
    tell({"file": str(path), "code": facts.spoken}, f"Đã làm phiếu yêu cầu ghi danh: {path}", as_json=request.as_json)
    return 0


def enrol_show(request: Request) -> int:
    """Show whose request a file is and the code to compare."""
    request.must_be("commune")
    asked = enrolment.read_request(request.store, request.keys, request.file)
    village = request.store.get(Village, asked.village) if asked.village else None
    known = _replaced_words(request, asked)
    known += [f"Máy này đã ghi danh cho thôn {village.name}; cấp lại chỉ tạo tệp ghi danh mới."] if village else []
    tell(
        {
            "device": asked.device,
            "name": asked.name,
            "laptop": asked.laptop,
            "made_at": asked.made_at.isoformat(),
            "fingerprint": asked.fingerprint,
            "code": asked.spoken,
            "village": village.code if village else None,
            "replaces": asked.replaced.device.id if asked.replaced else None,
            "holder": asked.replaced.holder if asked.replaced else None,
            "proven": asked.replaced.proven if asked.replaced else None,
            "commune_code": enrolment.commune_code(request.keys),
        },
        f"Yêu cầu của {asked.name}, máy “{asked.laptop or '-'}”, lập ngày {_day_of(asked.made_at)} (đồng hồ máy đó).",
        f"Mã: {asked.spoken}",
        *known,
        "Hãy gọi điện cho trưởng thôn, chỉ cấp ghi danh khi hai mã giống hệt nhau.",
        f"Mã của xã, đọc cho thôn ghi lại: {enrolment.commune_code(request.keys)}",
        as_json=request.as_json,
    )
    return 0


def _day_of(instant: datetime) -> str:
    return format_input_date(instant.astimezone(VIETNAM).date())


def enrol_issue(request: Request) -> int:
    """Certify a laptop whose code was heard rightly, and write the enrolment file."""
    request.must_be("commune")
    check_columns(Device, {"holder": request.holder})
    village = request.village(request.arguments.village)
    issued = enrolment.issue(
        request.store,
        request.keys,
        request.file,
        village,
        request.out_folder,
        heard=request.code,
        holder=one_line(request.holder),
    )
    code = enrolment.commune_code(request.keys)
    tell(
        {"file": str(issued.path), "entries": issued.entries, "village": village.code, "commune_code": code},
        f"Đã ghi danh máy của thôn {village.name}: {issued.path}",
        f"Mã của xã, đọc cho thôn đối chiếu trước khi nhận: {code}",
        as_json=request.as_json,
    )
    return 0


def enrol_look(request: Request) -> int:
    """Show what an enrolment file would make of this laptop, and the commune's code to compare."""
    request.must_be("village")
    offer = enrolment.look(request.store, keys_to_enrol(request), request.file)
    again = ["Tệp này máy đã nhận từ trước."] if offer.is_taken else []
    tell(
        {
            "village": offer.code,
            "name": offer.village,
            "commune": offer.commune_code,
            "commune_code": offer.spoken,
            "already": offer.is_taken,
        },
        f"Tệp này ghi danh máy cho thôn {offer.village} ({offer.code}), {offer.commune}. Chưa ghi gì.",
        f"Mã của xã: {offer.spoken}",
        *again,
        "Hãy gọi điện cho cán bộ xã, chỉ nhận khi hai mã giống hệt nhau: toso enrol accept FILE --code “mã nghe được”.",
        as_json=request.as_json,
    )
    return 0


def enrol_accept(request: Request) -> int:
    """Take the commune's enrolment file; a laptop that knows no commune yet takes it with the commune's code alone."""
    request.must_be("village")
    if request.code is None and request.store.setting(ENROLLED) is None:
        raise TosoError(
            "Máy này chưa biết xã nào nên chưa nhận tệp ghi danh, chưa ghi gì.",
            "Hãy gọi cho cán bộ xã, nghe đọc mã của xã rồi ghi sau --code.",
            code="no-code",
        )
    accepted, renewed = accept(request)
    tell(
        {
            "village": accepted.code,
            "name": accepted.village,
            "commune": accepted.commune_code,
            "commune_code": accepted.commune_spoken,
            "entries": accepted.entries,
            "already": accepted.already,
            "renewed": renewed,
        },
        *(["Khóa mới đã thay khóa cũ; khóa cũ đã bị hủy."] if renewed else []),
        *_accepted_words(accepted, compared=request.code is not None),
        as_json=request.as_json,
    )
    return 0


def _replaced_words(request: Request, asked: enrolment.Request) -> list[str]:
    """What issuing ends, and whether the old key has agreed."""
    if asked.replaced is None:
        return []
    old = asked.replaced.device
    village = request.store.get(Village, old.village_id or "")
    return [
        f"Khóa mới thay cho máy {old.name} của thôn {village.name if village else '-'} "
        f"(người giữ cũ: {old.holder or '-'}, người giữ mới: {asked.replaced.holder or '-'}).",
        "Cấp xong, khóa cũ hết hiệu lực; phần đã nhận của máy cũ vẫn giữ.",
        "Khóa cũ đã ký đồng ý." if asked.replaced.proven else "Không có chữ ký của khóa cũ: hãy hỏi kỹ vì sao.",
    ]


def _accepted_words(accepted: Accepted, *, compared: bool) -> Iterator[str]:
    if accepted.already:
        yield "Máy này đã nhận tệp ghi danh này từ trước; không có gì thay đổi."
    yield f"Máy này đã ghi danh: thôn {accepted.village}, xã {accepted.commune_code}."
    if compared:
        yield f"Mã của xã đã đối chiếu, giống nhau: {accepted.commune_spoken}"
    else:
        yield f"Mã khóa của xã, để đối chiếu qua điện thoại: {accepted.commune_spoken}"
        yield "Nếu mã xã đọc khác mã này thì đừng nộp gì, hãy báo cho xã ngay."
