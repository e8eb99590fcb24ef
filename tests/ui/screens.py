"""Every screen of the desks as PNG, from demo data: `.venv/bin/python -m tests.ui.screens OUTDIR [--home DEMO]`.

Rooms add theirs in `tests/ui/village/screens.py` and `tests/ui/commune/screens.py`. `--look` draws in another look,
`--only` draws the screens whose name begins so.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tests.ui.screen import LOOKS, Screen, open_window, put_away, settle  # first: it chooses Qt's platform

from PySide6.QtWidgets import QApplication  # isort: skip

from desktop.demo.run import run_demo
from desktop.ui.fonts import load_fonts
from desktop.ui.style import apply_look
from tests.makers import move_home


def all_screens() -> list[Screen]:
    """The screens of both desks; a desk that has none yet is passed over."""
    found: list[Screen] = []
    for module in ("tests.ui.village.screens", "tests.ui.commune.screens"):
        if find_spec(module.rpartition(".")[0]) and find_spec(module):
            found += import_module(module).SCREENS
    return found


@contextmanager
def copied(home: Path) -> Iterator[Path]:
    """A copy of a home: a screen may write, and the next one starts from the same records."""
    with tempfile.TemporaryDirectory(prefix="toso-home-") as folder:
        copy = Path(folder) / home.name
        move_home(home, copy)
        yield copy


def draw(screens: Sequence[Screen], demo: Path, folder: Path, looks: Sequence[str]) -> Iterator[Path]:
    """Write every screen in every look."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    load_fonts()
    for name in looks:
        look, size = LOOKS[name]
        apply_look(application, look)
        for screen in screens:
            with copied(demo / screen.home) as home, open_window(home, size) as (desk, window):
                shown = screen.show(desk, window)
                settle()
                target = folder / (f"{screen.name}.png" if name == "light" else f"{screen.name}--{name}.png")
                shown.grab().save(str(target))
                put_away(shown, window)
            yield target


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--home", type=Path, help="a folder that `toso demo` filled; made afresh without it")
    parser.add_argument("--only", default="", help="names that begin so")
    parser.add_argument("--look", action="append", choices=[*LOOKS, "all"], default=[])
    asked = parser.parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    looks = list(LOOKS) if "all" in asked.look else asked.look or ["light"]
    screens = [screen for screen in all_screens() if screen.name.startswith(asked.only)]
    with tempfile.TemporaryDirectory(prefix="toso-screens-") as fresh:
        demo = asked.home or Path(fresh) / "demo"
        if not asked.home:
            run_demo(demo, villages=3, households=40, sessions=20, seed=1)
        for path in draw(screens, demo, asked.folder, looks):
            sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
