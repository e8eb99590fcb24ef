"""Parses the command line, runs one command, and turns whatever goes wrong into one sentence and an exit code.

0: done. 1: refused, for a reason that a person can act on. 2: the command line is not understood. 3: a bug.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

import desktop
from desktop.cli import (
    bundles,
    changing_authority,
    conflicting,
    desks,
    enrolling,
    exporting,
    forms,
    importing,
    own_key,
    putting_right,
    records,
    reports,
    revoking,
    second,
    state,
    trying,
)
from desktop.cli.asking import Request
from desktop.cli.parsing import Parser, UsageProblem, argparse_in_vietnamese, named
from desktop.cli.printing import bug_details, fail, speak_utf8
from desktop.errors import Cancelled, TosoError
from desktop.files import problem_of

REFUSED, MISUSED, BUG, STOPPED = 1, 2, 3, 130
DEBUG = "TOSO_DEBUG"

#: The modules whose commands there are, in the order of the help.
_ROOMS = (
    trying,
    desks,
    own_key,
    enrolling,
    revoking,
    bundles,
    conflicting,
    records,
    state,
    reports,
    forms,
    importing,
    exporting,
    second,
    changing_authority,
    putting_right,
)

OpenDesk = Callable[[Path | None], int]


def main(arguments: Sequence[str] | None = None, *, open_desk: OpenDesk | None = None) -> int:
    """Run `toso` with the given arguments and return its exit code.

    Without a command `open_desk` is called with the home that was named, if one was.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given  # known before the line is understood, so that a misuse speaks JSON too
    speak_utf8()
    try:
        return _run(given, open_desk)
    except UsageProblem as problem:
        fail(problem, as_json=as_json)
        return MISUSED
    except TosoError as error:
        fail(error, as_json=as_json)
        return REFUSED
    except BrokenPipeError:  # the reader of our output went away, as `toso ... | head` does
        _stop_printing()
        return REFUSED
    except OSError as error:  # the machine's trouble (a full disk, a stick that was pulled out) is no bug
        fail(problem_of(error, Path(str(error.filename or "."))), as_json=as_json)
        return REFUSED
    except KeyboardInterrupt:
        fail(Cancelled(), as_json=as_json)
        return STOPPED
    except Exception as error:  # noqa: BLE001 - the last door: a person never sees a traceback
        fail(_bug(), as_json=as_json)
        if os.environ.get(DEBUG):
            print(bug_details(error), file=sys.stderr)
        return BUG


def _run(arguments: list[str], open_desk: OpenDesk | None) -> int:
    """Read the line and run its command."""
    try:
        with argparse_in_vietnamese():
            parser = build_parser()
            given = parser.parse_args(arguments)
    except SystemExit as leaving:  # after --help and --version
        return int(leaving.code or 0)
    if given.run is None:
        if open_desk is None:
            raise UsageProblem("Chưa có lệnh.", "Xem các lệnh: toso --help")
        return open_desk(Path(given.home) if given.home else None)
    with closing(Request(given)) as request:
        code = int(given.run(request))
    print(end="", flush=True)  # here, where a reader that went away is still no surprise
    return code


def _bug() -> TosoError:
    return TosoError(
        "Chương trình gặp lỗi ngoài dự kiến; số liệu đã lưu còn nguyên, không có gì ghi dở dang.",
        f"Hãy thử lại. Nếu vẫn lỗi, đặt biến {DEBUG}=1, chạy lại và gửi phần chi tiết cho người hỗ trợ.",
        code="bug",
    )


def _stop_printing() -> None:
    """Let Python leave without a word about output that nobody reads."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@cache
def build_parser() -> Parser:
    """All commands with their options; made once, for whoever calls `main` often."""
    parser = Parser(prog="toso", description="Tổ Số: sổ của Tổ công nghệ số cộng đồng. Không có lệnh thì mở cửa sổ.")
    parser.set_defaults(run=None)
    version = f"toso {desktop.__version__}"
    parser.add_argument("--version", action="version", version=version, help="xem số phiên bản rồi thoát")
    common = _common_options()
    _take_home_first(parser)
    commands = parser.add_subparsers(title="lệnh", metavar="LỆNH")
    for room in _ROOMS:
        room.add_commands(commands, common)
    return parser


def _common_options() -> argparse.ArgumentParser:
    """Options that every command takes after its name."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--home",
        type=named,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="thư mục của sổ (mặc định: TOSO_HOME)",
    )
    common.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="in JSON cho chương trình khác đọc"
    )
    return common


def _take_home_first(parser: Parser) -> None:
    """The same options before the command's name."""
    parser.add_argument("--home", type=named, metavar="DIR", help="thư mục của sổ")
    parser.add_argument("--json", action="store_true", help="in JSON")
