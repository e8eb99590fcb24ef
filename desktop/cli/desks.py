"""Commands that make a desk: init."""

import argparse
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.printing import tell
from desktop.cli.values import check_columns
from desktop.models import catalogues
from desktop.models.places import Commune, Device, Village
from desktop.surveys.bringing import shipped_form
from desktop.sync.beginning import begin_commune, begin_village
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
    form, workbook = shipped_form()
    begin_commune(
        request.home, request.clock, profile=profile, device=one_line(request.device), form=form, workbook=workbook,
        passphrase=request.passphrase,
    )  # fmt: skip
    _tell_made(request, "commune", f"Đã tạo sổ của xã {profile['name']}: {request.home}")
    return 0


def init_village(request: Request) -> int:
    """Make a village's home; it can be used at once and enrolled later."""
    name, code = one_line(request.name), one_line(request.commune_code)
    check_columns(Village, {"name": name})
    check_columns(Commune, {"code": code})
    check_columns(Device, {"name": request.device})
    begin_village(
        request.home, request.clock, name=name, commune_code=code, device=one_line(request.device),
        form=shipped_form()[0], passphrase=request.passphrase,
    )  # fmt: skip
    _tell_made(
        request,
        "village",
        f"Đã tạo sổ của thôn {name}: {request.home}",
        "Việc tiếp theo: “toso enrol request” để xin xã ghi danh máy này.",
    )
    return 0


def _tell_made(request: Request, role: str, *sentences: str) -> None:
    tell({"home": str(request.home), "role": role}, *sentences, as_json=request.as_json)
