"""The demo's size and the villages it is made of: how large each is and what kind of place. Values only."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.demo.chance import chance_of, one_of
from desktop.demo.people import surnames_of_a_village
from desktop.errors import TosoError
from desktop.models.catalogues import commune_profile, invented_names

_MOST_HOUSEHOLDS, _MOST_SESSIONS = 600, 2000
_SPREAD = 0.3
_HAMLETS = ("Xóm Trên", "Xóm Dưới", "Xóm Giữa", "Xóm Cầu", "Xóm Đồng", "Xóm Suối")


@dataclass(frozen=True)
class Size:
    """How large the demo is; households and sessions are a village's mean."""

    villages: int
    households: int
    sessions: int
    seed: int

    def __post_init__(self) -> None:
        names = len(invented_names().villages)
        _within("Số thôn", self.villages, 1, names)
        _within("Số hộ mỗi thôn", self.households, 1, _MOST_HOUSEHOLDS)
        _within("Số buổi hỗ trợ mỗi thôn", self.sessions, 0, _MOST_SESSIONS)


def _within(what: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise TosoError(f"{what} phải từ {least} đến {most}, không phải {value}.", "Hãy chạy lại với số khác.")


@dataclass(frozen=True)
class Character:
    """What kind of place a village is; shares are between 0 and 1."""

    remote: bool
    reach: float  # how well the network and its use have come here
    poverty: float
    trade: float
    hamlets: tuple[str, ...]
    surnames: Mapping[str, float]

    @property
    def signal(self) -> str:
        """What the village's profile says of the mobile network."""
        if self.remote:
            return "Yếu, xóm trên chưa có sóng"
        return "Tốt" if self.reach > 0.7 else "Khá, vài nơi yếu"


@dataclass(frozen=True)
class VillagePlan:
    """One village of the demo."""

    index: int
    code: str
    name: str
    households: int
    sessions: int
    members: int
    character: Character
    #: What becomes of its report: received, returned for correction, or not handed in at all.
    reports: bool
    returned: bool
    #: Whether it hands over in the middle of the month too, so that the commune can edit beside it.
    hands_over_early: bool

    @property
    def folder(self) -> str:
        """The name of its home: thon-01."""
        return f"thon-{self.index + 1:02d}"


def villages_of(size: Size) -> list[VillagePlan]:
    """The villages of a demo, in the commune's order."""
    code = commune_profile()["code"]
    remote = _remote(size.villages)
    households = spread(chance_of(size.seed, "households"), size.villages, size.households, remote)
    sessions = spread(chance_of(size.seed, "sessions"), size.villages, size.sessions, remote)
    names = invented_names().villages
    return [
        VillagePlan(
            index=index,
            code=f"{code}-{index + 1:02d}",
            name=names[index],
            households=households[index],
            sessions=sessions[index],
            members=chance_of(size.seed, index, "members").randint(5, 9),
            character=_character(chance_of(size.seed, index, "character"), remote=index == remote),
            reports=size.villages < 4 or index < size.villages - 1,
            returned=size.villages > 1 and index == min(2, size.villages - 1),
            hands_over_early=index < 2,
        )
        for index in range(size.villages)
    ]


def _remote(villages: int) -> int | None:
    """Which village is the remote one."""
    return villages * 2 // 3 if villages > 1 else None


def spread(chance: random.Random, villages: int, mean: int, remote: int | None) -> list[int]:
    """Numbers around a mean that sum up to it exactly; the first is the mean, the others come in pairs.

    The remote village has the smaller number of its pair.
    """
    numbers = [mean] * villages
    for at in range(1, villages - 1, 2):
        more = chance.randint(-int(mean * _SPREAD), int(mean * _SPREAD))
        if remote in (at, at + 1):
            more = abs(more) if remote == at + 1 else -abs(more)
        numbers[at], numbers[at + 1] = mean + more, mean - more
    return numbers


def _character(chance: random.Random, *, remote: bool) -> Character:
    return Character(
        remote=remote,
        reach=0.3 if remote else chance.uniform(0.55, 0.92),
        poverty=0.24 if remote else chance.uniform(0.03, 0.13),
        trade=0.1 if remote else chance.uniform(0.12, 0.35),
        hamlets=tuple(sorted({one_of(chance, _HAMLETS) for _ in range(4)}, key=_HAMLETS.index)),
        surnames=surnames_of_a_village(chance),
    )
