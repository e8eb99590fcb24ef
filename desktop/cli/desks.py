"""Commands about who a desk is: init, enrol, revoke, key."""

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.printing import give, say
from desktop.errors import TosoError
from desktop.models import catalogues
from desktop.models.ledger import last_merged_number
from desktop.models.places import Device
from desktop.models.setup import COMMUNE_CODE, DeviceIdentity, FormSource, create_commune, create_village
from desktop.models.store import FILE_NAME
from desktop.paths import resources
from desktop.surveys.reading import read_form
from desktop.sync import credentials, enrolment, keys
from desktop.sync.credentials import Credentials

Commands = Any  # argparse's own type for this is private


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    init = commands.add_parser("init", help="tạo sổ mới").add_subparsers(required=True, metavar="xã|thôn")
    commune = init.add_parser("commune", parents=[common], help="sổ của xã")
    for option in ("--name", "--code", "--province", "--place"):
        commune.add_argument(option)
    commune.add_argument("--device", default="Máy xã", help="tên máy")
    commune.set_defaults(run=init_commune)
    village = init.add_parser("village", parents=[common], help="sổ của thôn")
    village.add_argument("--name", required=True, help="tên thôn")
    village.add_argument("--commune-code", default=str(catalogues.commune_profile()["code"]), help="mã xã")
    village.add_argument("--device", default="Máy thôn", help="tên máy")
    village.set_defaults(run=init_village)
    _add_enrolment(commands, common)
    public = commands.add_parser("key", help="khóa của máy").add_subparsers(required=True, metavar="public")
    public.add_parser("public", parents=[common], help="khóa công khai (OpenSSH)").set_defaults(run=key_public)


def _add_enrolment(commands: Commands, common: argparse.ArgumentParser) -> None:
    enrol = commands.add_parser("enrol", help="ghi danh máy thôn").add_subparsers(required=True, metavar="BƯỚC")
    ask = enrol.add_parser("request", parents=[common], help="thôn: ghi yêu cầu ra USB")
    ask.add_argument("-o", "--out", type=Path, default=Path(), help="thư mục (USB)")
    ask.set_defaults(run=enrol_request)
    show = enrol.add_parser("show", parents=[common], help="xã: xem yêu cầu và mã để đối chiếu")
    show.add_argument("file", type=Path)
    show.set_defaults(run=enrol_show)
    issue = enrol.add_parser("issue", parents=[common], help="xã: cấp ghi danh cho máy của một thôn")
    issue.add_argument("file", type=Path)
    issue.add_argument("--village", required=True, help="mã thôn")
    issue.add_argument("--holder", default="", help="người giữ máy")
    issue.add_argument("-o", "--out", type=Path, default=Path(), help="thư mục (USB)")
    issue.set_defaults(run=enrol_issue)
    accept = enrol.add_parser("accept", parents=[common], help="thôn: nhận tệp ghi danh của xã")
    accept.add_argument("file", type=Path)
    accept.set_defaults(run=enrol_accept)
    revoke = commands.add_parser("revoke", parents=[common], help="xã: thu hồi ghi danh một máy")
    revoke.add_argument("device", help="mã máy hoặc dấu vân tay khóa")
    revoke.add_argument("--after", type=int, help="số gói cuối cùng còn tính (mặc định: gói cuối đã nhận)")
    revoke.add_argument("--reason", default="")
    revoke.set_defaults(run=revoke_device)


def init_commune(request: Request) -> int:
    """Make a commune's home with the catalogues of the plan."""
    given = {name: getattr(request, name) for name in ("name", "code", "province", "place")}
    profile = {**catalogues.commune_profile(), **{name: value for name, value in given.items() if value}}
    own, identity = _new_key(request)
    read = read_form(resources() / "forms" / "hgd_so.xlsx")
    source = FormSource(read.form.form_id, read.form.version, read.form.title, read.xform)
    with create_commune(request.home, request.clock, profile, identity, [source]) as store:
        device = store.setting("device") or ""
        credentials.certify_commune(own, device, store.setting(COMMUNE_CODE) or "")
    _tell(request, {"home": str(request.home), "role": "commune"}, f"Đã tạo sổ của xã {profile['name']}.")
    return 0


def init_village(request: Request) -> int:
    """Make a village's home; it can be used at once and enrolled later."""
    _own, identity = _new_key(request)
    create_village(
        request.home,
        request.clock,
        village_name=request.name,
        commune_code=request.commune_code,
        identity=identity,
    ).close()
    _tell(
        request,
        {"home": str(request.home), "role": "village"},
        f"Đã tạo sổ của thôn {request.name}.",
        "Việc tiếp theo: “toso enrol request” để xin xã ghi danh máy này.",
    )
    return 0


def _new_key(request: Request) -> tuple[Credentials, DeviceIdentity]:
    if (request.home / FILE_NAME).exists():
        raise TosoError(
            f"Thư mục {request.home.name} đã có sổ, không tạo đè lên.", "Hãy chọn thư mục khác.", code="exists"
        )
    own = credentials.create(request.home, request.device, request.passphrase)
    return own, DeviceIdentity(request.device, own.key.public_line(request.device), own.key.fingerprint)


def enrol_request(request: Request) -> int:
    """Write the request and tell the code that the officer will ask for."""
    request.must_be("village")
    path = enrolment.request(request.store, request.keys, request.out)
    code = enrolment.spoken_code(request.keys)
    _tell(
        request,
        {"file": str(path), "code": code, "fingerprint": request.keys.key.fingerprint},
        f"Đã ghi {path}.",
        f"Mã để xã đối chiếu qua điện thoại: {code}",
    )
    return 0


def enrol_show(request: Request) -> int:
    """Show whose request a file is and the code to compare."""
    request.must_be("commune")
    asked = enrolment.read_request(request.store, request.keys, request.file)
    _tell(
        request,
        {"device": asked.device, "name": asked.name, "fingerprint": asked.fingerprint, "code": asked.spoken},
        f"Yêu cầu của {asked.name}.",
        f"Mã: {asked.spoken}",
        "Hãy gọi điện cho trưởng thôn, chỉ cấp ghi danh khi hai mã giống hệt nhau.",
    )
    return 0


def enrol_issue(request: Request) -> int:
    """Certify a laptop and write the enrolment file."""
    request.must_be("commune")
    village = request.village(request.arguments.village)
    issued = enrolment.issue(request.store, request.keys, request.file, village, request.out, holder=request.holder)
    _tell(
        request,
        {"file": str(issued.path), "entries": issued.entries, "village": village.code},
        f"Đã ghi danh máy của thôn {village.name}: {issued.path}",
    )
    return 0


def enrol_accept(request: Request) -> int:
    """Take the commune's enrolment file."""
    request.must_be("village")
    accepted, _ = enrolment.accept(request.store, request.keys, request.file)
    _tell(
        request,
        {
            "village": accepted.code,
            "name": accepted.village,
            "commune": accepted.commune_code,
            "entries": accepted.entries,
        },
        f"Máy này đã ghi danh: thôn {accepted.village}, xã {accepted.commune_code}.",
        f"Mã khóa của xã: {accepted.commune_spoken}",
    )
    return 0


def revoke_device(request: Request) -> int:
    """End a device from a bundle number on."""
    request.must_be("commune")
    for device in request.store.all(Device.select().where(~Device.deleted)):
        if request.device in (device.id, device.fingerprint):
            last = request.after if request.after is not None else last_merged_number(request.store, device.id)
            enrolment.revoke(request.store, device, last_good=last, reason=request.reason)
            _tell(
                request,
                {"device": device.id, "revoked_after": last},
                f"Đã thu hồi {device.name}; các gói đến số {last} vẫn tính.",
            )
            return 0
    raise TosoError(
        "Không có máy này trong danh sách ghi danh.", "Xem các máy: toso record list device.", code="missing"
    )


def key_public(request: Request) -> int:
    """Print the desk's public key; on a commune desk it is the certificate authority."""
    line = keys.public_line(request.keys.key.public, request.home.name)
    if request.as_json:
        give({"public_key": line, "fingerprint": request.keys.key.fingerprint})
    else:
        say(line)
    return 0


def _tell(request: Request, value: object, *sentences: str) -> None:
    if request.as_json:
        give(value)
    else:
        say(*sentences)
