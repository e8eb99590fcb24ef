"""Commands that make a desk: init."""

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.printing import tell
from desktop.cli.values import check_columns
from desktop.models import catalogues
from desktop.models.designing import keep_workbook
from desktop.models.forms_at_hand import keep_form_at_hand
from desktop.models.places import Commune, Device, Village
from desktop.models.setup import COMMUNE_CODE, DeviceIdentity, create_commune, create_village
from desktop.surveys.bringing import shipped_form
from desktop.sync import credentials, passphrases
from desktop.sync.creating import new_home
from desktop.sync.credentials import Credentials
from desktop.text import one_line

Commands = Any  # argparse's own type for this is private
_PROFILE = ("name", "code", "province", "place")


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    init = commands.add_parser("init", help="tạo sổ mới").add_subparsers(required=True, metavar="commune|village")
    commune = init.add_parser("commune", parents=[common], help="sổ của xã")
    for name, told in zip(_PROFILE, ("tên xã", "mã xã", "tỉnh", "địa danh trên văn bản"), strict=True):
        commune.add_argument(f"--{name}", metavar="CHỮ", help=f"{told} (mặc định: theo kế hoạch)")
    commune.add_argument("--device", default="Máy xã", metavar="TÊN", help="tên máy")
    commune.set_defaults(run=init_commune)
    village = init.add_parser("village", parents=[common], help="sổ của thôn")
    village.add_argument("--name", required=True, metavar="TÊN", help="tên thôn")
    code = str(catalogues.commune_profile()["code"])
    village.add_argument("--commune-code", default=code, metavar="MÃ", help=f"mã xã (mặc định: {code})")
    village.add_argument("--device", default="Máy thôn", metavar="TÊN", help="tên máy")
    village.set_defaults(run=init_village)


def init_commune(request: Request) -> int:
    """Make a commune's home with the catalogues of the plan."""
    given = {name: one_line(value) for name in _PROFILE if (value := getattr(request, name)) is not None}
    profile = {**catalogues.commune_profile(), **given}
    check_columns(Commune, profile)
    check_columns(Device, {"name": request.device})
    with new_home(request.home) as home:
        own, identity = _new_key(request, home)
        form, workbook = shipped_form()
        with create_commune(home, request.clock, profile, identity, [form]) as store:
            keep_workbook(store, form, workbook)
            credentials.certify_commune(own, store.setting("device") or "", store.setting(COMMUNE_CODE) or "")
    _tell_made(request, "commune", f"Đã tạo sổ của xã {profile['name']}: {request.home}")
    return 0


def init_village(request: Request) -> int:
    """Make a village's home; it can be used at once and enrolled later."""
    name, code = one_line(request.name), one_line(request.commune_code)
    check_columns(Village, {"name": name})
    check_columns(Commune, {"code": code})
    check_columns(Device, {"name": request.device})
    with new_home(request.home) as home:
        _own, identity = _new_key(request, home)
        with create_village(home, request.clock, village_name=name, commune_code=code, identity=identity) as store:
            keep_form_at_hand(store, shipped_form()[0])
    _tell_made(
        request,
        "village",
        f"Đã tạo sổ của thôn {name}: {request.home}",
        "Việc tiếp theo: “toso enrol request” để xin xã ghi danh máy này.",
    )
    return 0


def _new_key(request: Request, home: Path) -> tuple[Credentials, DeviceIdentity]:
    device = one_line(request.device)
    if request.passphrase:
        passphrases.check(request.passphrase)
    own = credentials.create(home, device, request.passphrase)
    return own, DeviceIdentity(device, own.key.public_line(device), own.fingerprint)


def _tell_made(request: Request, role: str, *sentences: str) -> None:
    tell({"home": str(request.home), "role": role}, *sentences, as_json=request.as_json)
