"""Commands about the desk's own key: key public, show, passphrase."""

import argparse
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.hidden import NEW_PASSPHRASE, hidden_twice
from desktop.cli.printing import give, say, tell
from desktop.sync import credentials, keys, passphrases

Commands = Any


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    key = commands.add_parser("key", help="khóa của máy").add_subparsers(required=True, metavar="VIỆC")
    key.add_parser("public", parents=[common], help="khóa công khai (OpenSSH)").set_defaults(run=key_public)
    key.add_parser("show", parents=[common], help="khóa này là khóa nào, có mật khẩu không").set_defaults(run=key_show)
    passphrase = key.add_parser(
        "passphrase",
        parents=[common],
        help="đặt, đổi hoặc bỏ mật khẩu của khóa",
        epilog=f"Mật khẩu cũ lấy ở TOSO_PASSPHRASE, mật khẩu mới ở {NEW_PASSPHRASE}; không có thì hỏi khi chạy.",
    )
    passphrase.add_argument("--remove", action="store_true", help="bỏ mật khẩu")
    passphrase.set_defaults(run=key_passphrase)


def key_public(request: Request) -> int:
    """Print the desk's public key; on a commune desk it is the certificate authority."""
    own = credentials.load_closed(request.home)
    line = keys.public_line(own.public, request.home.name)
    if request.as_json:
        give({"public_key": line, "fingerprint": own.fingerprint})
    else:
        say(line)
    return 0


def key_show(request: Request) -> int:
    """Tell which key this is, how it is kept and what the commune said of it; the passphrase is not needed."""
    own = credentials.load_closed(request.home)
    wrapped = passphrases.is_set(request.home)
    device = own.certificate.key_id if own.certificate else None
    code = keys.spoken(own.fingerprint)
    tell(
        {"fingerprint": own.fingerprint, "code": code, "passphrase": wrapped, "device": device},
        f"Mã của khóa: {code}",
        f"Dấu vân tay: {own.fingerprint}",
        "Khóa có mật khẩu." if wrapped else "Khóa chưa có mật khẩu: ai mở được máy này đều ký thay được.",
        f"Đã ghi danh, số máy {device}." if device else "Chưa ghi danh với xã.",
        as_json=request.as_json,
    )
    return 0


def key_passphrase(request: Request) -> int:
    """Set, change or take away the passphrase of the desk's key."""
    old = request.keys_passphrase()
    if request.remove:
        passphrases.remove(request.home, old)
        told = "Đã bỏ mật khẩu: ai mở được máy này đều ký thay được."
    else:
        passphrases.change(request.home, old, hidden_twice(NEW_PASSPHRASE, "Mật khẩu mới"))
        told = "Đã đặt mật khẩu mới cho khóa. Từ nay ký và mở gói dữ liệu đều hỏi mật khẩu này."
    tell({"passphrase": not request.remove}, told, as_json=request.as_json)
    return 0
