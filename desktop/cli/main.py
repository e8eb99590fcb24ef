"""Parses the command line, runs one command, and turns errors meant for people into one sentence and exit code 1."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import desktop
from desktop.cli import bundles, conflicting, desks, forms, records, reports, state, trying
from desktop.cli.asking import Request
from desktop.cli.printing import fail
from desktop.errors import TosoError


def main(arguments: Sequence[str] | None = None, *, open_desk: Callable[[Path | None], int] | None = None) -> int:
    """Run `toso` with the given arguments and return its exit code; 1 means that something was refused.

    Without a command `open_desk` is called with the home that was named, if one was.
    """
    parser = build_parser()
    given = parser.parse_args(arguments)
    if given.run is None:
        if open_desk is not None:
            return open_desk(Path(given.home) if given.home else None)
        parser.print_help()
        return 2
    request = Request(given)
    try:
        return int(given.run(request))
    except TosoError as error:
        fail(error, as_json=request.as_json)
        return 1
    except BrokenPipeError:  # the reader of our output went away, as `toso ... | head` does
        return 1
    finally:
        request.close()


def build_parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    parser = argparse.ArgumentParser(
        prog="toso", description="Tổ Số: sổ của Tổ công nghệ số cộng đồng. Không có lệnh thì mở cửa sổ."
    )
    parser.set_defaults(run=None, json=False, home=None)
    parser.add_argument("--version", action="version", version=f"toso {desktop.__version__}")
    common = _common_options()
    _take_home_first(parser)
    commands = parser.add_subparsers(title="lệnh", metavar="LỆNH")
    for room in (trying, desks, bundles, conflicting, records, state, reports, forms):
        room.add_commands(commands, common)
    return parser


def _common_options() -> argparse.ArgumentParser:
    """Options that every command takes after its name."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS, help="thư mục của sổ (mặc định: TOSO_HOME)")
    common.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="in JSON cho chương trình khác đọc"
    )
    return common


def _take_home_first(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", metavar="DIR", help="thư mục của sổ")
    parser.add_argument("--json", action="store_true", help="in JSON")
