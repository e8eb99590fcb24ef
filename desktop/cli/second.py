"""Commands about the commune's second computer: desk init, ask, issue, join, send."""

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.parsing import named
from desktop.cli.printing import say, tell
from desktop.cli.values import check_columns
from desktop.errors import TosoError
from desktop.models import catalogues
from desktop.models.places import Commune, Device
from desktop.models.setup import ENROLLED
from desktop.sync import enrolment, joining, second_desk
from desktop.text import one_line

Commands = Any


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    desk = commands.add_parser("desk", help="máy thứ hai của xã").add_subparsers(required=True, metavar="BƯỚC")
    init = desk.add_parser("init", parents=[common], help="máy thứ hai: tạo sổ trống")
    code = str(catalogues.commune_profile()["code"])
    init.add_argument("--commune-code", default=code, metavar="MÃ", help=f"mã xã (mặc định: {code})")
    init.add_argument("--device", default="Máy xã thứ hai", metavar="TÊN", help="tên máy")
    init.set_defaults(run=desk_init)
    ask = desk.add_parser("ask", parents=[common], help="máy thứ hai: ghi tệp xin vào ra USB")
    _add_out(ask)
    ask.set_defaults(run=desk_ask)
    issue = desk.add_parser("issue", parents=[common], help="máy thứ nhất: cho máy thứ hai vào")
    issue.add_argument("file", type=named, metavar="FILE")
    issue.add_argument("--code", required=True, metavar="MÃ", help="mã đọc trên màn hình máy thứ hai")
    issue.add_argument("--holder", default="", metavar="TÊN", help="người giữ máy")
    _add_out(issue)
    issue.set_defaults(run=desk_issue)
    join = desk.add_parser("join", parents=[common], help="máy thứ hai: nhận tệp của máy thứ nhất, cả khi xã đổi khóa")
    join.add_argument("file", type=named, metavar="FILE")
    join.add_argument("--code", metavar="MÃ", help="mã đọc trên màn hình máy thứ nhất; lần đầu phải có")
    join.set_defaults(run=desk_join)
    send = desk.add_parser("send", parents=[common], help="ghi gói cho các máy khác của xã")
    _add_out(send)
    send.set_defaults(run=desk_send)


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--out", type=named, default=".", metavar="DIR", help="thư mục (USB)")


def desk_init(request: Request) -> int:
    """Make the home of a second desk, which has nothing in it yet."""
    name, code = one_line(request.device), one_line(request.commune_code)
    check_columns(Device, {"name": name})
    check_columns(Commune, {"code": code})
    joining.create(request.home, request.clock, name=name, commune_code=code, passphrase=request.passphrase)
    tell(
        {"home": str(request.home), "role": "commune"},
        f"Đã tạo sổ trống cho máy thứ hai của xã: {request.home}",
        "Việc tiếp theo: “toso desk ask” để xin máy thứ nhất cho vào.",
        as_json=request.as_json,
    )
    return 0


def desk_ask(request: Request) -> int:
    """Write the request and tell the code that is read out at the first desk."""
    request.must_be("commune")
    path = enrolment.request(request.store, request.keys, request.out_folder)
    code = enrolment.spoken_code(request.keys)
    tell({"file": str(path), "code": code}, f"Đã ghi {path}.", f"Mã để đối chiếu: {code}", as_json=request.as_json)
    return 0


def desk_issue(request: Request) -> int:
    """Let a second desk join, once its code has been compared."""
    request.must_be("commune")
    check_columns(Device, {"holder": request.holder})
    done = second_desk.issue(
        request.store,
        request.keys,
        Path(request.file),
        request.out_folder,
        heard=request.code,
        holder=one_line(request.holder),
    )
    tell(
        {"file": str(done.path), "entries": done.entries, "commune_code": enrolment.commune_code(request.keys)},
        f"Đã ghi {done.path} với toàn bộ {done.entries} thay đổi của xã.",
        f"Trên máy thứ hai: toso desk join; mã của máy này: {enrolment.commune_code(request.keys)}",
        as_json=request.as_json,
    )
    return 0


def desk_join(request: Request) -> int:
    """Take the file of the first desk; the first time only with the commune's code."""
    request.must_be("commune")
    if request.code is None and request.store.setting(ENROLLED) is None:
        raise TosoError(
            "Máy này chưa biết xã nào nên chưa nhận tệp, chưa ghi gì.",
            "Hãy xem mã của xã trên màn hình máy thứ nhất rồi ghi sau --code.",
            code="no-code",
        )
    joined, _ = joining.accept(request.store, request.keys, Path(request.file), heard=request.code)
    tell(
        {"commune": joined.commune_code, "commune_code": joined.commune_spoken, "entries": joined.entries},
        f"Máy này đã là máy của xã {joined.commune_code}, có đủ {joined.entries} thay đổi.",
        f"Mã của máy thứ nhất, để đối chiếu: {joined.commune_spoken}",
        as_json=request.as_json,
    )
    return 0


def desk_send(request: Request) -> int:
    """Write a bundle for each other desk of the commune."""
    request.must_be("commune")
    sent = second_desk.send(request.store, request.keys, request.out_folder)
    for done in sent:
        tell(
            {"file": str(done.path), "number": done.number, "entries": done.entries, "to": done.to},
            f"Đã ghi gói số {done.number} cho {done.to}: {done.path} ({done.entries} thay đổi).",
            as_json=request.as_json,
        )
    if not sent and not request.as_json:
        say("Xã chưa có máy thứ hai.")
    return 0
