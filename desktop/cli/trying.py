"""The command that shows everything at work on invented data: demo."""

import argparse
import sys
from pathlib import Path
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.parsing import whole
from desktop.cli.printing import give, say
from desktop.demo.run import run_demo

Commands = Any


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    demo = commands.add_parser("demo", parents=[common], help="làm thử: một xã, các thôn, một tháng việc, báo cáo PDF")
    demo.add_argument("dir", type=Path, metavar="DIR")
    number = whole(-(10**9), 10**9)  # how large a demo may be, the demo itself says
    for name, usual, told in (
        ("villages", 3, "số thôn"),
        ("households", 40, "số hộ trung bình mỗi thôn"),
        ("sessions", 20, "số buổi hỗ trợ trung bình mỗi thôn"),
        ("seed", 1, "cùng một số thì ra cùng một bộ số liệu"),
    ):
        demo.add_argument(f"--{name}", type=number, default=usual, metavar="N", help=f"{told} (mặc định: {usual})")
    demo.set_defaults(run=make_demo)


def make_demo(request: Request) -> int:
    """Lay out a commune, its villages, the stick and the papers in a folder."""
    result = run_demo(
        request.dir,
        villages=request.villages,
        households=request.households,
        sessions=request.sessions,
        seed=request.seed,
        progress=_progress,
    )
    print(file=sys.stderr)
    if request.as_json:
        give(result.as_json())
    else:
        say(result.told())
    return 0


def _progress(text: str, fraction: float) -> None:
    """Show how far it is, on one line that is written over."""
    ending = "\r" if sys.stderr.isatty() else "\n"
    print(f"{fraction:4.0%}  {text:<60}", end=ending, file=sys.stderr, flush=True)
