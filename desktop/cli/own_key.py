"""Commands about keys: the desk's own (public, show, passphrase, restore), and a laptop's from escrow (recover)."""

import argparse
from pathlib import Path
from typing import Any

from desktop.cli import renewing
from desktop.cli.asking import Request
from desktop.cli.hidden import NEW_PASSPHRASE, RECOVERY_CODE, hidden, hidden_twice
from desktop.cli.naming_devices import village_device
from desktop.cli.printing import give, say, tell
from desktop.errors import TosoError
from desktop.sync import credentials, keys, passphrases, recovery

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
    recover = key.add_parser("recover", parents=[common], help="xã: lập tệp khôi phục cho thôn quên mật khẩu")
    recover.add_argument("device", metavar="MÁY", help="id, mã đọc hoặc dấu vân tay của máy (toso record list device)")
    recover.add_argument("-o", "--out", type=Path, default=Path(), metavar="DIR", help="thư mục (USB)")
    recover.set_defaults(run=key_recover)
    restore = key.add_parser(
        "restore",
        parents=[common],
        help="thôn: lấy lại khóa bằng tệp khôi phục và mã xã đọc cho",
        epilog=f"Mã lấy ở {RECOVERY_CODE}, mật khẩu mới ở {NEW_PASSPHRASE}; không có thì hỏi khi chạy.",
    )
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.set_defaults(run=key_restore)
    renewing.add_command(key, common)


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


def key_recover(request: Request) -> int:
    """Write a laptop's key from escrow under a code, which is told here and nowhere else."""
    request.must_be("commune")
    device = village_device(request, request.device)
    done = recovery.recover(request.store, request.keys, device, request.out_folder)
    tell(
        {"file": str(done.path), "code": done.code, "device": device.id},
        f"Đã ghi {done.path}.",
        f"Mã khôi phục, chỉ hiện một lần: {done.code}",
        "Đưa tệp về thôn bằng USB; đọc mã qua điện thoại, đừng ghi mã kèm tệp.",
        "Trên máy thôn: toso key restore FILE, hoặc mục Khóa của máy, “Quên mật khẩu”.",
        as_json=request.as_json,
    )
    return 0


def key_restore(request: Request) -> int:
    """Put this laptop's key back and wrap it with a new passphrase."""
    request.must_be("village")
    code = hidden(RECOVERY_CODE, "Mã khôi phục xã đọc cho (24 chữ số)")
    if code is None:
        raise TosoError("Chưa có mã khôi phục.", f"Hãy đặt mã vào biến {RECOVERY_CODE} rồi chạy lại.", code="usage")
    own = recovery.restore(request.home, request.file, code, hidden_twice(NEW_PASSPHRASE, "Mật khẩu mới"))
    tell(
        {"fingerprint": own.fingerprint, "passphrase": True},
        "Đã lấy lại khóa với mật khẩu mới; số liệu và ghi danh vẫn như cũ.",
        f"Bây giờ hãy xóa tệp {request.file.name} trên USB.",
        as_json=request.as_json,
    )
    return 0
