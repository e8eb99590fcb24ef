"""The command that ends a laptop: toso revoke, and letting in a bundle of it that was late."""

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.naming_devices import village_device
from desktop.cli.outcomes import outcome_as_json
from desktop.cli.printing import tell, told_counts
from desktop.cli.values import check_columns
from desktop.errors import TosoError
from desktop.models.places import Device
from desktop.sync import enrolment, revocation
from desktop.sync.merging import Outcome

Commands = Any


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    revoke = commands.add_parser("revoke", parents=[common], help="xã: thu hồi ghi danh một máy")
    revoke.add_argument("device", metavar="MÁY", help="id, mã đọc hoặc dấu vân tay của máy (toso record list device)")
    revoke.add_argument("--reason", default="", metavar="CHỮ", help="lý do")
    late = revoke.add_mutually_exclusive_group()
    late.add_argument("--look", type=Path, metavar="FILE", help="máy đã thu hồi: xem gói lập từ trước, chưa ghi gì")
    late.add_argument("--accept", type=Path, metavar="FILE", help="máy đã thu hồi: nhận gói lập từ trước mà đến muộn")
    revoke.set_defaults(run=revoke_device)


def revoke_device(request: Request) -> int:
    """End a device: what it has handed in so far still counts. Or let in one more bundle of a device that has ended."""
    request.must_be("commune")
    device = village_device(request, request.device)
    late = request.look or request.accept
    if late:
        act = revocation.look if request.look else revocation.let_in
        return _tell_late(request, act(request.store, request.keys, device, late), planned=bool(request.look))
    check_columns(Device, {"revoked_reason": request.reason})
    held = enrolment.revoke(request.store, device, reason=request.reason)
    tell(
        {"device": device.id, "revoked_after": held},
        f"Đã thu hồi {device.name}; {sum(held.values())} thay đổi đã nhận vẫn giữ, gói mới không được nhận nữa.",
        "Gửi cho các máy khác của thôn một gói của xã để máy đó cũng biết: toso bundle export.",
        "Thôn dùng máy mới thì ghi danh như thường; máy mới sẽ có đủ sổ của thôn mà xã đang giữ.",
        as_json=request.as_json,
    )
    return 0


def _tell_late(request: Request, outcome: Outcome, *, planned: bool) -> int:
    """What a late bundle brings; raises TosoError when it cannot come in whatever the officer wishes."""
    if outcome.verdict == "refused":
        raise TosoError(outcome.message, outcome.advice, code=outcome.reason)
    brings = told_counts(outcome.counts) or "không có gì mới"
    ask = "Ngày trên gói do máy đó tự ghi. Chỉ nhận khi thôn xác nhận đã lập gói này trước khi mất máy."
    counts = f"{outcome.message} Phần này của máy đã thu hồi được tính."
    tell(
        outcome_as_json(outcome),
        f"Gói số {outcome.number} của {outcome.sender}, đề ngày {outcome.made_at[:10]}: {brings}.",
        ask if planned else counts,
        as_json=request.as_json,
    )
    return 0
