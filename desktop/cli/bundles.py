"""Commands about bundles: export, show, verify, merge, and gaps."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from desktop import files
from desktop.cli.asking import Request
from desktop.cli.mailing import add_letter, write_letter
from desktop.cli.outcomes import outcome_as_json, say_outcome
from desktop.cli.parsing import named
from desktop.cli.printing import give, say, table, tell, title_of
from desktop.errors import TosoError
from desktop.models.journal import ROLE
from desktop.models.places import Village
from desktop.sync import exporting, letters, merging, parcels
from desktop.sync.cover import Cover
from desktop.sync.exporting import Exported
from desktop.sync.gaps import Gap, ask_again, gaps
from desktop.sync.merging import Outcome
from desktop.sync.parcels import Parcel
from desktop.sync.seal import peek

Commands = Any
_KINDS = {"changes": "số liệu", "request": "yêu cầu ghi danh", "enrolment": "ghi danh"}


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    bundle = commands.add_parser("bundle", help="gói dữ liệu").add_subparsers(required=True, metavar="VIỆC")
    export = bundle.add_parser("export", parents=[common], help="ghi gói ra USB")
    export.add_argument("-o", "--out", type=Path, default=Path(), metavar="DIR", help="thư mục (USB)")
    export.add_argument(
        "--village", action="append", default=[], metavar="THÔN", help="xã: gửi thôn nào (mặc định: mọi thôn có máy)"
    )
    export.add_argument("--only-new", action="store_true", help="chỉ phần chưa gói nào mang")
    add_letter(export)
    export.set_defaults(run=bundle_export)
    for name, run, told in (
        ("show", bundle_show, "xem bìa gói"),
        ("verify", bundle_verify, "kiểm tra gói và xem sẽ ghép gì, chưa ghi"),
        ("merge", bundle_merge, "nhận và ghép số liệu"),
    ):
        command = bundle.add_parser(name, parents=[common], help=told)
        command.add_argument("files", type=Path, nargs="+", metavar="FILE", help="gói, thư (.eml) hoặc thư mục (USB)")
        command.set_defaults(run=run)
    missing = commands.add_parser("gaps", parents=[common], help="gói còn thiếu")
    missing.add_argument("--ask", type=named, metavar="DIR", help="ghi tệp xin nộp lại phần thiếu vào thư mục (USB)")
    missing.set_defaults(run=show_gaps)


def bundle_export(request: Request) -> int:
    """Write a bundle to the commune, or from the commune to each village."""
    folder, villages = request.out_folder, _destinations(request)
    for village in villages:
        done = exporting.export(request.store, request.keys, folder, village=village, only_new=request.only_new)
        letter, said = write_letter(request, done.path, letters.of_export(request.store, done), done.beside)
        tell(
            {
                "file": str(done.path),
                "number": done.number,
                "entries": done.entries,
                "to": done.to,
                **_beside_as_json(done),
                **letter,
            },
            f"Đã ghi gói số {done.number} cho {done.to}: {done.path} ({done.entries} thay đổi).",
            *([done.returned_told] if done.returned else []),
            *said,
            as_json=request.as_json,
        )
    if not request.as_json:
        say("Khi bên kia nhận và gửi giấy báo lại thì mới chắc là đã đến.")
    return 0


def _beside_as_json(done: Exported) -> dict[str, object]:
    return {"beside": [str(path) for path in done.beside]} if done.beside else {}


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
    for parcel in _brought(request):
        try:
            cover = peek(parcel.read()).cover
        except TosoError as error:
            refused = True
            outcome = Outcome(parcel.name, "refused", error.code, error.message, error.advice)
            _tell(request, parcel, outcome, planned=False)
            continue
        if request.as_json:
            give({"file": parcel.name, **_found_as_json(parcel), "cover": msgspec.to_builtins(cover)})
        else:
            _say_cover(parcel.name, cover)
    return int(refused)


def _brought(request: Request) -> Iterator[Parcel]:
    """The bundles in the files that were named, letters opened; of a folder every bundle in it, copies once."""
    for path in request.files:
        if not parcels.is_folder(path):
            yield from parcels.in_file(path)
            continue
        found = parcels.find([path])
        yield from found.parcels or [Parcel(path, files.name_of(path))]
        if found.more and not request.as_json:
            say(f"Trong “{files.name_of(path)}” còn nữa; mỗi lần chỉ xem {parcels.MOST_PARCELS} gói.")


def _found_as_json(parcel: Parcel) -> dict[str, object]:
    return {"letter": parcel.letter, "copies": list(parcel.copies)}


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
    return _each(request, planned=True)


def bundle_merge(request: Request) -> int:
    """Merge bundles one by one; each is in whole or not at all."""
    return _each(request, planned=False)


def _each(request: Request, *, planned: bool) -> int:
    refused = False
    for parcel in _brought(request):
        outcome = merging.merge_parcel(request.store, request.keys, parcel, plan=planned)
        refused = refused or outcome.verdict == "refused"
        _tell(request, parcel, outcome, planned=planned)
    return int(refused)


def _tell(request: Request, parcel: Parcel, outcome: Outcome, *, planned: bool) -> None:
    if request.as_json:
        give({**outcome_as_json(outcome), **_found_as_json(parcel)})
        return
    say_outcome(outcome, planned=planned)
    if parcel.letter:
        say(f"  Đính kèm trong thư {parcel.letter}.")
    if parcel.copies:
        say(f"  Có {len(parcel.copies)} bản chép giống hệt: {', '.join(parcel.copies)}.")


def show_gaps(request: Request) -> int:
    """Which bundles are held and what is missing; with a folder, write the files that ask for it."""
    found = gaps(request.store)
    folder = request.arguments.ask
    asked = [ask_again(request.store, request.keys, Path(folder), gap).path for gap in found if folder and gap.asks]
    if request.as_json:
        give([_gap_as_json(gap) for gap in found])
        return 0
    if not found:
        say("Không thiếu gói nào.")
    for gap in found:
        say(f"{gap.sender}: {gap.told} Còn thiếu {gap.missing} thay đổi; hãy xin nơi gửi nộp lại (toso gaps --ask).")
    for path in asked:
        say(f"Đã ghi tệp xin nộp lại: {path}. Bên kia nhận tệp này rồi nộp lại như thường.")
    return 0


def _gap_as_json(gap: Gap) -> dict[str, object]:
    return {
        "sender": gap.sender,
        "device": gap.device,
        "held": gap.held,
        "told": gap.told,
        "missing": gap.missing,
        "asks": gap.asks,
    }
