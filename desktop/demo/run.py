"""The demo from beginning to end: a commune and its villages work through August 2025 and hand over by stick.

    result = run_demo(Path("out"), villages=24, households=95, sessions=60, seed=1, progress=show)

The folder gets `xa/`, `thon-01/`..., `usb/` and `giay/`. What is there already is never touched.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from desktop.demo.course import STEPS, Course
from desktop.demo.desks import close_all, keep_the_day
from desktop.demo.layout import Layout, empty_layout
from desktop.demo.plan import Size
from desktop.demo.telling import DemoResult, Step
from desktop.models.digests import table_digests

Progress = Callable[[str, float], None]


def _silent(_text: str, _fraction: float) -> None:
    """Nobody watches."""


def run_demo(
    folder: Path,
    villages: int = 3,
    households: int = 40,
    sessions: int = 20,
    seed: int = 1,
    progress: Progress = _silent,
) -> DemoResult:
    """Make a demo in a new or empty folder; households and sessions are a village's mean.

    `progress` is told a Vietnamese line and the done part; by raising it stops the demo, and what was made is removed.
    Raises TosoError when the folder is not empty or a number is out of range.
    """
    size = Size(villages, households, sessions, seed)
    layout = empty_layout(folder)
    course = Course(layout, size)
    try:
        steps = tuple(_run_steps(course, progress))
        counts = {name: found.count for name, found in table_digests(course.desk.store).items()}
        keep_the_day(course.desks)
    except BaseException:
        close_all(course.desks)
        _remove_all(layout)
        raise
    close_all(course.desks)
    progress("Xong", 1.0)
    return DemoResult(
        folder=folder,
        seed=seed,
        steps=steps,
        counts=counts,
        commune_pdf=layout.commune_pdf,
        village_pdfs=tuple(path for path in course.printed if path != layout.commune_pdf),
        to_open=tuple(course.to_open()),
    )


def _run_steps(course: Course, progress: Progress) -> list[Step]:
    """All steps in their order, each with what came of it and its seconds."""
    steps: list[Step] = []
    all_shares, done = sum(share for _, _, share in STEPS), 0.0
    for title, act, share in STEPS:

        def tell(part: float, title: str = title, begun: float = done, share: float = share) -> None:
            progress(title, (begun + part * share) / all_shares)

        tell(0.0)
        begun = perf_counter()
        result = act(course, tell)
        steps.append(Step(title, result, perf_counter() - begun))
        done += share
    return steps


def _remove_all(layout: Layout) -> None:
    """Take away what was made; the folder was empty before."""
    for inner in layout.folder.iterdir():
        shutil.rmtree(inner)
