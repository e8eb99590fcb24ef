"""Commands about bundles: export, show, verify, merge, and gaps."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from desktop import files
from desktop.cli.asking import Request
from desktop.cli.printing import give, say, table, tell, title_of, told_counts
from desktop.errors import TosoError
from desktop.models.journal import ROLE
from desktop.models.places import Village
from desktop.sync import exporting, merging
from desktop.sync.cover import Cover
from desktop.sync.gaps import gaps
from desktop.sync.limits import LIMITS
from desktop.sync.merging import Outcome
from desktop.sync.seal import peek

Commands = Any
_KINDS = {"changes": "số liệu", "request": "yêu cầu ghi danh", "enrolment": "ghi danh"}
_WORDS = {"merged": "Đã ghép", "already": "Đã có từ trước", "held": "Giữ lại", "refused": "Không nhận"}


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    bundle = commands.add_parser("bundle", help="gói dữ liệu").add_subparsers(required=True, metavar="VIỆC")
    export = bundle.add_parser("export", parents=[common], help="ghi gói ra USB")
    export.add_argument("-o", "--out", type=Path, default=Path(), metavar="DIR", help="thư mục (USB)")
    export.add_argument(
        "--village", action="append", default=[], metavar="THÔN", help="xã: gửi thôn nào (mặc định: mọi thôn có máy)"
    )
    export.add_argument("--only-new", action="store_true", help="chỉ phần chưa gói nào mang")
    export.set_defaults(run=bundle_export)
    for name, run, told in (
        ("show", bundle_show, "xem bìa gói"),
        ("verify", bundle_verify, "kiểm tra gói và xem sẽ ghép gì, chưa ghi"),
        ("merge", bundle_merge, "nhận và ghép số liệu"),
    ):
        command = bundle.add_parser(name, parents=[common], help=told)
        command.add_argument("files", type=Path, nargs="+", metavar="FILE")
        command.set_defaults(run=run)
    commands.add_parser("gaps", parents=[common], help="gói còn thiếu").set_defaults(run=show_gaps)


def bundle_export(request: Request) -> int:
    """Write a bundle to the commune, or from the commune to each village."""
    folder, villages = request.out_folder, _destinations(request)
    for village in villages:
        done = exporting.export(request.store, request.keys, folder, village=village, only_new=request.only_new)
        tell(
            {"file": str(done.path), "number": done.number, "entries": done.entries, "to": done.to},
            f"Đã ghi gói số {done.number} cho {done.to}: {done.path} ({done.entries} thay đổi).",
            as_json=request.as_json,
        )
    if not request.as_json:
        say("Khi bên kia nhận và gửi giấy báo lại thì mới chắc là đã đến.")
    return 0


def _destinations(request: Request) -> list[Village | None]:
    if request.store.setting(ROLE) == "village":
        return [None]
    if request.arguments.village:
        return [request.village(wanted) for wanted in request.arguments.village]
    enrolled = "SELECT village_id FROM device WHERE role = 'village' AND revoked_on IS NULL AND NOT deleted"
    villages = {village for (village,) in request.store.rows(enrolled)}
    query = Village.select().where(~Village.deleted).order_by(Village.position, Village.code)
    found = [village for village in request.store.all(query) if village.id in villages]
    if not found:
        raise TosoError(
            "Chưa thôn nào có máy ghi danh nên chưa có nơi gửi.", "Hãy ghi danh máy thôn: toso enrol.", code="no-device"
        )
    return list(found)


def bundle_show(request: Request) -> int:
    """Show covers: what a courier may read. Only the seal is checked, not who made it."""
    refused = False
    for path in request.files:
        try:
            cover = peek(files.read_limited(path, LIMITS.file)).cover
        except TosoError as error:
            refused = True
            _tell(request, Outcome(path.name, "refused", error.code, error.message, error.advice), planned=False)
            continue
        if request.as_json:
            give({"file": path.name, "cover": msgspec.to_builtins(cover)})
        else:
            _say_cover(path.name, cover)
    return int(refused)


def _say_cover(name: str, cover: Cover) -> None:
    say(
        f"{name}: gói số {cover.number} của {cover.sender.name}, lập {cover.made_at:%d/%m/%Y}.",
        f"  Loại: {_KINDS[cover.kind]}; {cover.body.entries if cover.body else 0} thay đổi; {cover.program}.",
        "  Bìa chưa nói lên ai lập gói; hãy kiểm tra bằng: toso bundle verify.",
    )
    if cover.counts:
        table(["Bảng", "Số mục đang có"], [(title_of(name), count) for name, count in sorted(cover.counts.items())])


def bundle_verify(request: Request) -> int:
    """Tell what merging would do; nothing is written."""
    return _each(request, lambda path: merging.merge_file(request.store, request.keys, path, plan=True), planned=True)


def bundle_merge(request: Request) -> int:
    """Merge bundles one by one; each is in whole or not at all."""
    return _each(request, lambda path: merging.merge_file(request.store, request.keys, path), planned=False)


def _each(request: Request, act: Callable[[Path], Outcome], *, planned: bool) -> int:
    refused = False
    for path in request.files:
        outcome = act(path)
        refused = refused or outcome.verdict == "refused"
        _tell(request, outcome, planned=planned)
    return int(refused)


def _tell(request: Request, outcome: Outcome, *, planned: bool) -> None:
    if request.as_json:
        give(_as_json(outcome))
    else:
        _say(outcome, planned=planned)


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "file": outcome.file,
        "verdict": outcome.verdict,
        "reason": outcome.reason,
        "message": outcome.message,
        "advice": outcome.advice,
        "sender": outcome.sender,
        "number": outcome.number,
        "counts": outcome.counts,
        "conflicts": outcome.conflicts,
        "equal_counts": outcome.equal_counts,
        "released": [_as_json(released) for released in outcome.released],
    }


def _say(outcome: Outcome, *, planned: bool) -> None:
    if planned and outcome.verdict == "merged":
        say(f"Sẽ ghép: {outcome.file}, {outcome.entries} thay đổi; chưa ghi gì.")
    else:
        say(f"{_WORDS[outcome.verdict]}: {outcome.file}. {outcome.message} {outcome.advice}".rstrip())
    if outcome.counts:
        say(f"  {outcome.sender}, gói số {outcome.number}: {told_counts(outcome.counts)}.")
    if outcome.conflicts:
        say(f"  {outcome.conflicts} chỗ khác nhau cần xem (toso conflicts).")
    if outcome.equal_counts is False:
        say("  Hai bên đã đủ gói của nhau mà số liệu không khớp: hãy chạy toso check trên cả hai máy và báo hỗ trợ.")
    for released in outcome.released:
        _say(released, planned=False)


def show_gaps(request: Request) -> int:
    """Which bundles are held and what is missing."""
    found = gaps(request.store)
    if request.as_json:
        give([{"sender": gap.sender, "device": gap.device, "held": gap.held, "told": gap.told} for gap in found])
    elif not found:
        say("Không thiếu gói nào.")
    for gap in found if not request.as_json else ():
        say(f"{gap.sender}: {gap.told} Hãy xin nơi gửi nộp lại phần còn thiếu.")
    return 0
