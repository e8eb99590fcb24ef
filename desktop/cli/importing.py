"""The command that takes a list of households in: import FILE. It goes through the same functions as the screen."""

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.printing import give, say
from desktop.errors import TosoError
from desktop.models.importing.batches import Batch, batches, undo_batch
from desktop.models.importing.headings import NAME, NOT_TAKEN, Layout, guess_layout
from desktop.models.importing.legacy_letters import LETTERS_TITLES
from desktop.models.importing.planning import (
    HAVE,
    MAYBE,
    NEW,
    REFUSED,
    SKIPPED,
    VERDICT_TITLES,
    ImportPlan,
    plan_import,
)
from desktop.models.importing.rows import Options, read_rows
from desktop.models.importing.sheets import Sheet
from desktop.models.importing.writing import Agreed, take_all_differences, write_import
from desktop.models.journal import VILLAGE
from desktop.models.setup import own_village
from desktop.surveys.sheet_files import read_sheets
from desktop.text import one_line

Commands = Any
_MOST_LINES = 40


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    take = commands.add_parser("import", parents=[common], help="nhập danh sách hộ từ Excel, CSV")
    take.add_argument("file", type=Path, nargs="?", metavar="FILE", help="tệp .xlsx hoặc .csv")
    take.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
    take.add_argument("--sheet", default="", metavar="TÊN", help="trang tính (mặc định: trang đầu có tên chủ hộ)")
    take.add_argument("--take-differences", action="store_true", help="hộ đã có: lấy theo tệp")
    take.add_argument("--convert-fonts", action="store_true", help="đổi cột phông chữ cũ (TCVN3, VNI) sang Unicode")
    take.add_argument("--capitalise", action="store_true", help="viết hoa chữ cái đầu tên người")
    take.add_argument("--undo", action="store_true", help="hoàn tác lần nhập gần nhất")
    take.set_defaults(run=import_households)


def import_households(request: Request) -> int:
    """Take a list in, show what it would do, or take the last one back; 1 when rows were refused."""
    request.must_be("village")
    if request.arguments.undo:
        return _undo(request)
    if request.arguments.file is None:
        raise TosoError("Chưa nêu tệp danh sách hộ.", "Ghi: toso import FILE.xlsx", code="no-file")
    sheet, layout = _sheet(read_sheets(request.arguments.file), request.arguments.sheet)
    village = own_village(request.store)
    options = Options(
        capitalise=request.arguments.capitalise,
        letters=dict(enumerate(layout.letters)) if request.arguments.convert_fonts else {},
    )
    rows = read_rows(sheet, layout, options, village.name if village else "")
    plan = plan_import(request.store, str(request.store.setting(VILLAGE)), rows)
    batch = None
    if not request.arguments.dry_run:
        choices = take_all_differences(plan) if request.arguments.take_differences else {}
        batch = write_import(request.store, Agreed(plan, request.arguments.file.name, choices))
    if request.as_json:
        give(_as_json(sheet, layout, plan, batch))
    else:
        say(*_told(sheet, layout, plan, batch, converted=request.arguments.convert_fonts))
    return 1 if plan.counts[REFUSED] else 0


def _sheet(sheets: list[Sheet], wanted: str) -> tuple[Sheet, Layout]:
    """The sheet that was named, else the first that has a column of heads of household."""
    named = [sheet for sheet in sheets if not wanted or one_line(sheet.name) == one_line(wanted)]
    for sheet in named:
        layout = guess_layout(sheet)
        if layout.column_of(NAME) is not None:
            return sheet, layout
    told = ", ".join(f"“{one_line(sheet.name)}”" for sheet in sheets)
    raise TosoError(
        "Không tìm thấy cột họ tên chủ hộ; chưa ghi gì.", f"Các trang tính có dữ liệu: {told}.", code="no-heading"
    )


def _undo(request: Request) -> int:
    standing = [batch for batch in batches(request.store) if not batch.undone_at]
    if not standing:
        raise TosoError("Không có lần nhập nào để hoàn tác.", "Các hộ khác xóa ở từng hộ.", code="no-batch")
    done = undo_batch(request.store, standing[0])
    if request.as_json:
        give({"undone": done.records, "stays": [{"name": one.told, "why": one.why} for one in done.stays]})
    else:
        stays = [f"Giữ lại {one.told}: {one.why}." for one in done.stays]
        say(f"Đã hoàn tác lần nhập “{standing[0].source}”: {done.records} hộ.", *stays)
    return 0


def _as_json(sheet: Sheet, layout: Layout, plan: ImportPlan, batch: Batch | None) -> dict[str, object]:
    kinds = zip(layout.titles, layout.kinds, strict=True)
    return {
        "sheet": sheet.name,
        "columns": [{"title": title, "kind": kind} for title, kind in kinds],
        "left_out": list(layout.left_out),
        "rows": len(plan.rows),
        "verdicts": {verdict: plan.counts[verdict] for verdict in VERDICT_TITLES},
        "written": batch is not None,
        "added": batch.added if batch else 0,
        "updated": batch.updated if batch else 0,
        "before": plan.before,
        "after": batch.after if batch else plan.before,
        "problems": [
            {"row": one.row.number, "name": one.row.name, "verdict": one.verdict, "told": list(one.problems)}
            for one in plan.rows
            if one.problems
        ],
    }


def _told(sheet: Sheet, layout: Layout, plan: ImportPlan, batch: Batch | None, *, converted: bool) -> list[str]:
    """The account in sentences."""
    counts = plan.counts
    parts = ", ".join(f"{VERDICT_TITLES[one].lower()} {counts[one]}" for one in (NEW, HAVE, MAYBE, SKIPPED, REFUSED))
    taken = ", ".join(
        f"{t or '(không tên)'}" for t, k in zip(layout.titles, layout.kinds, strict=True) if k != NOT_TAKEN
    )
    told = [f"Trang “{sheet.name}”, các cột: {taken}.", f"{len(plan.rows)} dòng: {parts}."]
    if layout.left_out:
        told.append(f"Không lấy cột giấy tờ, thông tin riêng: {', '.join(layout.left_out)}.")
    old = dict.fromkeys(LETTERS_TITLES[one] for one in layout.letters if one)
    if old and not converted:
        told.append(f"Có cột gõ bằng {', '.join(old)}: thêm --convert-fonts để đổi sang Unicode.")
    lines = [f"  Dòng {one.row.number} {one.row.name}: {' '.join(one.problems)}" for one in plan.rows if one.problems]
    told += lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        told.append(f"  và {len(lines) - _MOST_LINES} dòng nữa (xem đủ với --json)")
    if batch is None:
        return [*told, "Chưa ghi gì."]
    return [
        *told,
        f"Đã ghi: thêm {batch.added}, cập nhật {batch.updated}, bỏ qua {batch.skipped}, không nhận {batch.refused}."
        f" Số hộ trong sổ: {batch.before} -> {batch.after}.",
    ]
