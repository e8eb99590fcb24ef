"""The user guide's text as it ships (resources/guide): one page a room, for F1 and for the printed guide.

Reading only. How a page looks is decided on the screen (`ui.help_dialog`) and on paper (`reports.guide`).
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from desktop.paths import resources

VILLAGE = "thon"


@dataclass(frozen=True)
class Question:
    """What somebody asks when something is not as it should be, and the answer."""

    asked: str
    answer: str


@dataclass(frozen=True)
class GuidePage:
    """One page: the keys of the rooms that it is about, what the room is for, and how things are done there."""

    rooms: tuple[str, ...]
    title: str
    about: str
    steps: tuple[str, ...]
    questions: tuple[Question, ...]
    picture: str  # the name of a screen's picture


@dataclass(frozen=True)
class Guide:
    """A desk's guide."""

    title: str
    opening: tuple[str, ...]
    pages: tuple[GuidePage, ...]

    def page_of(self, room: str) -> GuidePage:
        """The page about a room; the first one for a room that has none of its own."""
        return next((page for page in self.pages if room in page.rooms), self.pages[0])


@cache
def read_guide(desk: str = VILLAGE) -> Guide:
    """The guide of a kind of desk."""
    told = tomllib.loads((resources() / "guide" / f"{desk}.toml").read_text(encoding="utf-8"))
    pages = tuple(
        GuidePage(
            tuple(page["rooms"]),
            page["title"],
            page["about"],
            tuple(page["steps"]),
            tuple(Question(one["asked"], one["answer"]) for one in page.get("question", ())),
            page["picture"],
        )
        for page in told["page"]
    )
    return Guide(told["title"], tuple(told["opening"]), pages)


def picture_of(page: GuidePage) -> Path | None:
    """The page's picture; None when this installation carries none."""
    path = resources() / "guide" / "pictures" / f"{page.picture}.png"
    return path if path.is_file() else None
