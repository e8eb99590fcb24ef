"""The command that gives a laptop a new key: toso key renew, for a new village head or after the old key was lost."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop import files
from desktop.cli.asking import Request
from desktop.cli.hidden import NEW_PASSPHRASE, PASSPHRASE, hidden, hidden_twice
from desktop.cli.printing import tell
from desktop.cli.values import check_columns
from desktop.errors import TosoError
from desktop.models.authors import DEVICE
from desktop.models.enrolment_facts import enrolment_facts
from desktop.models.places import Device
from desktop.models.setup import ENROLLED
from desktop.reports.catalogue import enrolment_sheet
from desktop.sync import credentials, enrolment, keys, passphrases, renewal
from desktop.sync.credentials import Credentials
from desktop.sync.renewal import Waiting
from desktop.text import one_line

_BROKEN = ("no-key", "key-broken", "key-type")


def add_command(key: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401 - argparse's own type is private
    """Tell the parser about `key renew`."""
    renew = key.add_parser(
        "renew",
        parents=[common],
        help="thôn: lập khóa mới khi bàn giao máy hoặc mất khóa cũ",
        epilog=f"Mật khẩu cũ lấy ở {PASSPHRASE} (không còn nhớ thì để trống), mật khẩu mới ở {NEW_PASSPHRASE}.",
    )
    renew.add_argument("--holder", default="", metavar="TÊN", help="người nhận máy")
    renew.add_argument("-o", "--out", type=Path, default=Path(), metavar="DIR", help="thư mục (USB)")
    renew.add_argument("--cancel", action="store_true", help="bỏ khóa mới đang chờ, dùng tiếp khóa cũ")
    renew.set_defaults(run=key_renew)


def key_renew(request: Request) -> int:
    """Make a new key beside the old one and write its request; called again, write the same request again."""
    request.must_be("village")
    renewal.settle(request.store)
    if request.cancel:
        return _cancel(request)
    if request.store.setting(ENROLLED) is None:
        return _start_afresh(request)
    check_columns(Device, {"holder": request.holder})
    folder = request.out_folder
    made = renewal.waiting(request.store)
    if made is None:
        made = renewal.begin(
            request.store, old_keys(request), holder=one_line(request.holder), passphrase=_new_passphrase()
        )
    path = renewal.write_request(request.store, folder)
    sheet = _write_sheet(request, made, path)
    tell(
        {"file": str(path), "sheet": str(sheet), "device": made.device, "code": made.spoken, "holder": made.holder},
        f"Đã ghi {path} và phiếu để in: {sheet}.",
        f"Mã của khóa mới, đọc cho xã qua điện thoại: {made.spoken}",
        "Khóa cũ vẫn dùng cho đến khi nhận tệp ghi danh của xã: toso enrol accept FILE.",
        "Lúc đó khóa cũ bị hủy; sổ, bản đang gõ dở và phần chưa nộp vẫn còn.",
        as_json=request.as_json,
    )
    return 0


def _write_sheet(request: Request, made: Waiting, path: Path) -> Path:
    """The sheet for the call, about the new key."""
    folder = renewal.next_folder(request.store.home)
    fingerprint = keys.fingerprint(credentials.public_of(folder))
    facts = enrolment_facts(
        request.store, fingerprint=fingerprint, spoken=made.spoken, file_name=path.name, holder=made.holder
    )
    facts = replace(facts, device=made.device)
    return files.write_checked(path.parent / facts.sheet_name, enrolment_sheet(facts))


def _cancel(request: Request) -> int:
    renewal.cancel(request.store)
    tell(
        {"cancelled": True},
        "Đã bỏ khóa mới; máy dùng tiếp khóa cũ.",
        "Nếu xã đã cấp ghi danh cho khóa mới thì khóa cũ không nộp được nữa: hãy lập khóa mới lần nữa.",
        as_json=request.as_json,
    )
    return 0


def _start_afresh(request: Request) -> int:
    """A laptop that was never enrolled has nothing to hand over."""
    own = renewal.start_afresh(request.store, passphrase=_new_passphrase())
    tell(
        {"device": request.store.setting(DEVICE), "code": enrolment.spoken_code(own)},
        "Máy này chưa ghi danh nên dùng khóa mới ngay.",
        "Việc tiếp theo: “toso enrol request” để xin xã ghi danh.",
        as_json=request.as_json,
    )
    return 0


def _new_passphrase() -> str:
    """The new key's passphrase, checked; "" when none is given anywhere."""
    given = hidden_twice(NEW_PASSPHRASE, "Mật khẩu của khóa mới (Enter: không đặt)", or_none="")
    if given:
        passphrases.check(given)
    return given


def old_keys(request: Request) -> Credentials | None:
    """The keys so far: open when their passphrase is known, closed when it is not, None when nothing is left of them.

    A passphrase that is given and wrong is refused.
    """
    try:
        if not passphrases.is_set(request.home):
            return credentials.load(request.home)
        given = hidden(PASSPHRASE, "Mật khẩu cũ (Enter: không còn nhớ)")
        return credentials.load(request.home, given) if given else credentials.load_closed(request.home)
    except TosoError as error:
        if error.code not in _BROKEN:
            raise
    try:
        return credentials.load_closed(request.home)
    except TosoError:
        return None


def keys_to_enrol(request: Request) -> Credentials:
    """The keys that an enrolment is for: the new one when it waits, else the desk's own."""
    if renewal.waiting(request.store) is None:
        return request.keys
    folder = renewal.next_folder(request.store.home)
    given = ""
    if credentials.is_wrapped(folder):
        given = hidden(NEW_PASSPHRASE, "Mật khẩu của khóa mới") or request.passphrase
    return renewal.opened_next(request.store, given)


def accept(request: Request) -> tuple[enrolment.Accepted, bool]:
    """Take an enrolment; tell whether it was the new key's, which has now taken the old one's place."""
    own, renewed = keys_to_enrol(request), renewal.waiting(request.store) is not None
    take = renewal.accept if renewed else enrolment.accept
    accepted, _ = take(request.store, own, request.file, heard=request.code, anew=request.anew)
    return accepted, renewed
