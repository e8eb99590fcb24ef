"""The guide's pictures drawn from demo data, and the guide as PDF: `python -m tests.ui.guide PICTURES GUIDE.pdf`."""

import sys
import tempfile
from pathlib import Path

from desktop.demo.run import run_demo
from desktop.guide import read_guide
from desktop.reports.catalogue import guide_paper
from tests.ui.screens import all_screens, draw  # first: it chooses Qt's platform


def draw_pictures(folder: Path) -> None:
    """Draw every picture that the guide names."""
    wanted = {page.picture for page in read_guide().pages}
    screens = [screen for screen in all_screens() if screen.name in wanted]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="toso-guide-") as fresh:
        demo = Path(fresh) / "demo"
        run_demo(demo, villages=3, households=40, sessions=20, seed=1)
        for _ in draw(screens, demo, folder, ["light"]):
            pass


def main(pictures: str, paper: str) -> None:
    """Draw the pictures first: the paper shows them."""
    draw_pictures(Path(pictures))
    Path(paper).write_bytes(guide_paper())


if __name__ == "__main__":
    main(*sys.argv[1:])
