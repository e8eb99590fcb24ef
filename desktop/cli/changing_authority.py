"""Commands about the change of the commune's own key: authority change, letters, show, end."""

import argparse
import os
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.hidden import NEW_PASSPHRASE
from desktop.cli.parsing import named
from desktop.cli.printing import give, say, tell
from desktop.sync import authority, enrolment

Commands = Any


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    steps = commands.add_parser("authority", help="đổi khóa của xã").add_subparsers(required=True, metavar="BƯỚC")
    change = steps.add_parser(
        "change",
        parents=[common],
        help="tạo khóa mới; khóa cũ bảo lãnh cho khóa mới",
        epilog=f"Mật khẩu của khóa mới lấy ở {NEW_PASSPHRASE}; không có thì khóa không đặt mật khẩu.",
    )
    change.set_defaults(run=authority_change)
    letters = steps.add_parser("letters", parents=[common], help="ghi tệp báo khóa mới cho từng máy thôn")
    letters.add_argument("-o", "--out", type=named, default=".", metavar="DIR", help="thư mục (USB)")
    letters.set_defaults(run=authority_letters)
    steps.add_parser("show", parents=[common], help="máy nào đã nhận khóa mới").set_defaults(run=authority_show)
    end = steps.add_parser("end", parents=[common], help="bỏ hẳn khóa cũ")
    end.add_argument("--even-if-waiting", action="store_true", help="máy chưa nhận sẽ phải ghi danh lại")
    end.set_defaults(run=authority_end)


def authority_change(request: Request) -> int:
    """Make the commune's new key."""
    request.must_be("commune")
    new = authority.change(request.store, request.keys, os.environ.get(NEW_PASSPHRASE, ""))
    code = enrolment.commune_code(new)
    tell(
        {"fingerprint": new.fingerprint, "code": code},
        f"Xã đã có khóa mới, mã: {code}",
        "Việc tiếp theo: “toso authority letters” rồi đưa tệp về từng thôn; thôn nhận ở mục Khóa của máy.",
        "Trong lúc chờ, gói của các thôn vẫn nhận được như thường.",
        as_json=request.as_json,
    )
    return 0


def authority_letters(request: Request) -> int:
    """Write the file with the new key for each laptop that has not answered."""
    request.must_be("commune")
    for done in authority.write_letters(request.store, request.keys, request.out_folder):
        tell(
            {"file": str(done.path), "to": done.to},
            f"Đã ghi tệp báo khóa mới cho {done.to}: {done.path}",
            as_json=request.as_json,
        )
    return 0


def authority_show(request: Request) -> int:
    """Tell which laptops have answered with the new key."""
    request.must_be("commune")
    found = authority.standing(request.store, request.keys)
    if request.as_json:
        give(
            {
                "changing": request.keys.former is not None,
                "answered": [row.id for row in found.answered],
                "waiting": [row.id for row in found.waiting],
            }
        )
        return 0
    if request.keys.former is None:
        say("Xã không đang đổi khóa.")
        return 0
    say(f"{len(found.answered)} máy đã nhận khóa mới, {len(found.waiting)} máy chưa.")
    for row in found.waiting:
        say(f"  Chưa nhận: {row.name}")
    return 0


def authority_end(request: Request) -> int:
    """Destroy the old key."""
    request.must_be("commune")
    authority.end_former(request.store, request.keys, even_if_waiting=request.even_if_waiting)
    tell({"ended": True}, "Đã bỏ hẳn khóa cũ của xã.", as_json=request.as_json)
    return 0
