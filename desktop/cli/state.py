"""Commands about how a desk stands: status and check."""

import argparse
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.outcomes import findings_as_json
from desktop.cli.printing import give, say, table, title_of
from desktop.models.authors import TO_ALL, Authors
from desktop.models.checking import findings
from desktop.models.conflicts import differing
from desktop.models.digests import table_digests
from desktop.models.health import health_problems
from desktop.models.journal import ROLE, VILLAGE
from desktop.models.ledger import asked_for, set_back
from desktop.models.lives import last_new_life, life_of
from desktop.models.setup import COMMUNE_CODE, VILLAGE_NAME, own_village
from desktop.models.store import Store
from desktop.sync import carrying
from desktop.sync.gaps import gaps

Commands = Any


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    status = commands.add_parser("status", parents=[common], help="tình trạng sổ")
    status.add_argument("--village", metavar="THÔN", help="xã: chỉ phần của một thôn, để so với máy thôn")
    status.set_defaults(run=show_status)
    check = commands.add_parser("check", parents=[common], help="kiểm tra sổ và các quy định")
    check.set_defaults(run=run_check)


def status_of(request: Request) -> dict[str, Any]:
    """The contract of DESIGN 8: digests are equal on two desks that have seen the same entries of a scope."""
    store = request.store
    role, own = store.setting(ROLE), store.setting(VILLAGE)
    scope = request.village(request.arguments.village).id if request.arguments.village else own
    authors = Authors(store)
    village = own_village(store)
    return {
        "role": role,
        "commune": store.setting(COMMUNE_CODE),
        "village": village.code if village else None,
        "village_name": village.name if village else store.setting(VILLAGE_NAME),
        "author": _author(authors, own or TO_ALL),
        "life": life_of(store),
        "seen": authors.seen(),
        "tables": {
            name: {"count": found.count, "digest": found.digest} for name, found in table_digests(store, scope).items()
        },
        "conflicts": len(differing(store)),
        "gaps": len(gaps(store)),
        "findings": len(findings(store, request.day)),
        "unsent": _unsent(request) if role == "village" else 0,
        "asked": sum(asked_for(store).values()),
        "set_back": sum(set_back(store).values()),
        "new_life": _new_life(store),
    }


def _new_life(store: Store) -> dict[str, str] | None:
    """That the store was copied or restored since somebody last looked."""
    began = last_new_life(store)
    return {"began_at": began.began_at, "reason": began.reason} if began else None


def _author(authors: Authors, audience: str) -> str | None:
    """The stream that this desk goes on writing, else one that it wrote before."""
    written = authors.written_here(audience)
    return next((author for author in written if authors.is_mine(author)), next(iter(written), None))


def _unsent(request: Request) -> int:
    """How many entries the commune has not said that it holds."""
    return carrying.unacknowledged(request.store, carrying.to_commune(request.store)).entries


def show_status(request: Request) -> int:
    """Print how the desk stands."""
    status = status_of(request)
    if request.as_json:
        give(status)
        return 0
    place = f"thôn {status['village_name']}" if status["role"] == "village" else "xã"
    say(f"Sổ của {place}, mã xã {status['commune']}.")
    counts = [(title_of(name), name, found["count"]) for name, found in status["tables"].items() if found["count"]]
    table(["Sổ", "Bảng", "Số mục"], counts)
    if status["role"] == "village":
        say(f"Chưa được xã báo nhận: {status['unsent']} thay đổi.")
    if status["asked"]:
        say(f"Bên kia xin nộp lại {status['asked']} thay đổi; lần nộp tới sẽ kèm theo.")
    if status["set_back"]:
        say(f"Máy bên kia đã về bản cũ và thiếu {status['set_back']} thay đổi; lần nộp tới sẽ kèm theo.")
    if status["new_life"]:
        why = "được khôi phục từ bản cũ" if status["new_life"]["reason"] == "restored" else "được chép từ nơi khác"
        say(f"Sổ này {why}; không mất gì, và không trùng số với sổ gốc.")
    say(f"Chỗ khác nhau: {status['conflicts']}; gói còn thiếu: {status['gaps']}; điều cần xem: {status['findings']}.")
    return 0


def run_check(request: Request) -> int:
    """Check the file, the journal against the tables, references, and the rules; exit 1 when something is broken."""
    problems = health_problems(request.store)
    found = findings(request.store, request.day)
    if request.as_json:
        give(
            {
                "problems": problems,
                "findings": findings_as_json(found),
            }
        )
    else:
        say(*(problems or ["Sổ nguyên vẹn: tệp, nhật ký và các bảng khớp nhau."]))
        table(["Mức", "Quy định", "Nội dung"], [(f.severity.value, f.rule, f.message) for f in found])
    return int(bool(problems))
