"""The command that shows everything at work on invented data: demo."""

import argparse
import sys
from pathlib import Path
from typing import Any

from desktop.cli.asking import Request
from desktop.cli.printing import give, say
from desktop.demo.run import run_demo

Commands = Any


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Tell the parser about the commands of this module."""
    demo = commands.add_parser("demo", parents=[common], help="làm thử: một xã, các thôn, một tháng việc, báo cáo PDF")
    demo.add_argument("dir", type=Path, metavar="DIR")
    demo.add_argument("--villages", type=int, default=3)
    demo.add_argument("--households", type=int, default=40, help="số hộ trung bình mỗi thôn")
    demo.add_argument("--sessions", type=int, default=20, help="số buổi hỗ trợ trung bình mỗi thôn")
    demo.add_argument("--seed", type=int, default=1)
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
