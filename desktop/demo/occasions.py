"""The support sessions of a village: when, what kind, what was given to how many and which homes were visited."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desktop.demo.chance import count_of, day_between, evening_of, happens, one_of, pick, pick_some
from desktop.demo.homes import Home
from desktop.demo.plan import VillagePlan

FIRST_DAY, LAST_DAY = date(2025, 7, 24), date(2025, 8, 31)

_KINDS = {"DN": 36.0, "DC": 23.0, "LL": 11.0, "HN": 9.0, "LT": 8.0, "ZL": 7.0, "CH": 4.0, "TH": 2.0}
_SERVICES = {
    "DN": {"CQ01": 4.0, "CQ02": 3.0, "CQ03": 3.0, "CQ04": 2.0, "CQ10": 2.0, "KT01": 2.0, "KT02": 2.0, "KT07": 0.7,
           "XH01": 3.0, "XH02": 1.0, "XH05": 1.5, "XH08": 3.0, "AT01": 3.0, "AT02": 2.0, "KS01": 4.0},
    "DC": {"CQ01": 4.0, "CQ03": 5.0, "CQ04": 5.0, "CQ05": 2.0, "CQ06": 2.0, "CQ07": 2.5, "CQ10": 2.0, "CQ12": 2.0,
           "KT01": 1.5, "XH01": 2.0, "XH02": 1.0, "XH07": 0.8},
    "LL": {"CQ07": 2.0, "KT02": 3.0, "KT04": 0.3, "KT05": 0.4, "KT07": 2.0, "KT08": 2.0, "KT11": 1.0, "XH07": 1.5,
           "XH08": 3.0, "XH09": 2.5, "AT01": 3.0, "AT02": 2.0},
    "HN": {"TT01": 3.0, "TT02": 4.0, "CQ08": 3.0, "CQ07": 1.5, "AT01": 3.0, "KS02": 2.0},
    "LT": {"TT01": 4.0, "TT02": 3.0, "AT01": 2.5, "XH06": 1.0, "XH10": 1.0},
    "ZL": {"CQ08": 4.0, "CQ11": 1.0, "AT01": 3.0, "XH10": 1.5, "TT01": 2.0},
    "CH": {"KT02": 2.0, "KT03": 4.0, "KT06": 0.3, "KT08": 2.0, "KT12": 1.5},
    "TH": {"XH04": 4.0, "XH09": 2.0, "AT03": 4.0, "AT04": 1.5},
}  # fmt: skip
_VISITS = {"DN": (2, 8), "DC": (3, 12), "LL": (5, 14), "HN": (8, 24), "LT": (1, 5), "ZL": (2, 8), "CH": (2, 7),
           "TH": (8, 18)}  # fmt: skip
_PLACES = {
    "DC": ("Nhà văn hóa thôn", "Nhà văn hóa thôn", "Bộ phận một cửa của xã"),
    "LL": ("Nhà văn hóa thôn", "Nhà Trưởng thôn"),
    "HN": ("Nhà văn hóa thôn",),
    "LT": ("Loa truyền thanh của thôn",),
    "ZL": ("Nhóm Zalo của thôn",),
    "CH": ("Chợ xã",),
    "TH": ("Điểm trường của thôn",),
}
_NEEDS = (
    "Quên mật khẩu tài khoản định danh",
    "Cần nộp hồ sơ khai sinh cho cháu",
    "Muốn trả tiền điện qua điện thoại",
    "Hay nhận cuộc gọi lạ, chưa biết cách nhận ra lừa đảo",
    "Muốn bán miến dong qua mạng",
    "Chưa biết tìm Sổ sức khỏe điện tử",
)
_FOLLOW_UPS = ("Hẹn đến lại tuần sau.", "Cần đổi số điện thoại chính chủ rồi làm tiếp.", "Chờ căn cước mới cấp.")
_PARTNERS = ("VNPT", "Viettel", "Bưu điện xã")
_SELLERS, _SHOPS, _TOLD_TO_ALL = ("KT03", "KT09", "KT12"), ("KT04", "KT05", "KT06"), ("TT", "KS", "NV")
_OPENED = ("CQ01", "KT01", *_SHOPS)
_ASKED = 0.997  # now and then nobody noted who came for the first time: unknown, which is not 0


@dataclass(frozen=True)
class Given:
    """One service in a session; `new_people` is None where it was not asked."""

    service: str
    beneficiary: str
    visits: int
    new_people: int | None
    outcome: int | None
    follow_up: str


@dataclass(frozen=True)
class Occasion:
    """One session; `homes` are the places of the visited households in the village's list."""

    at: datetime
    kind: str
    place: str
    audience: int
    helpers: int
    partner: str
    need: str
    given: tuple[Given, ...]
    homes: tuple[int, ...]


@dataclass
class Newcomers:
    """The people who have not been helped before this year; each counts once, so they run out."""

    left: int
    all: int

    def among(self, chance: random.Random, visits: int, service: str) -> int:
        """How many of so many visitors are here for the first time; most of those who open or activate something."""
        share = self.left / self.all if self.all else 0.0
        eager = 2.0 if service in _OPENED else 0.9
        found = min(self.left, count_of(chance, visits, min(0.95, eager * share)))
        self.left -= found
        return found


def occasions_of(chance: random.Random, village: VillagePlan, homes: Sequence[Home]) -> list[Occasion]:
    """All sessions of a village, in the order of time."""
    people = sum(home.adults for home in homes if home.lives_here)
    newcomers = Newcomers(int(people * 0.6), people)
    days = sorted(day_between(chance, FIRST_DAY, LAST_DAY) for _ in range(village.sessions))
    occasions = [_occasion(chance, on, village, homes, newcomers) for on in days]
    return sorted(occasions, key=lambda occasion: occasion.at)


def _occasion(
    chance: random.Random, on: date, village: VillagePlan, homes: Sequence[Home], newcomers: Newcomers
) -> Occasion:
    kind = pick(chance, _KINDS)
    visited = _visited(chance, homes) if kind == "DN" else ()
    services = pick_some(chance, _SERVICES[kind], pick(chance, {1: 4.0, 2: 4.0, 3: 2.0}))
    given = tuple(_given(chance, kind, service, newcomers, len(visited)) for service in services)
    reached = max((one.visits for one in given), default=0)
    where = homes[visited[0]].hamlet if visited else one_of(chance, _PLACES[kind])
    with_partner = kind in ("LL", "DC", "CH") and happens(chance, 0.15)
    return Occasion(
        at=evening_of(chance, on),
        kind=kind,
        place=where,
        audience=_audience(chance, kind, village, reached),
        helpers=chance.randint(1, 3),
        partner=one_of(chance, _PARTNERS) if with_partner else "",
        need=one_of(chance, _NEEDS) if kind in ("DN", "DC") and happens(chance, 0.4) else "",
        given=given,
        homes=visited,
    )


def _visited(chance: random.Random, homes: Sequence[Home]) -> tuple[int, ...]:
    """Some households of one hamlet, as a round from door to door goes."""
    here = [at for at, home in enumerate(homes) if home.lives_here]
    if not here:
        return ()
    hamlet = homes[one_of(chance, here)].hamlet
    near = [at for at in here if homes[at].hamlet == hamlet]
    return tuple(sorted(chance.sample(near, min(len(near), chance.randint(2, 6)))))


def _audience(chance: random.Random, kind: str, village: VillagePlan, reached: int) -> int:
    """How many people were there; an announcement reaches much of the village."""
    share = {"HN": (0.5, 0.8), "LT": (1.2, 2.4), "ZL": (0.5, 1.1)}.get(kind)
    if share is None:
        return reached + count_of(chance, reached, 0.2)
    return max(reached, round(village.households * chance.uniform(*share)))


def _given(chance: random.Random, kind: str, service: str, newcomers: Newcomers, visited: int) -> Given:
    least, most = (1, 2) if service in _SHOPS else _VISITS[kind]
    visits = max(visited, 1) if service == "KS01" else max(1, min(chance.randint(least, most), newcomers.all))
    asked = not service.startswith(_TOLD_TO_ALL) and happens(chance, _ASKED)
    return Given(
        service=service,
        beneficiary=_beneficiary(chance, service),
        visits=visits,
        new_people=newcomers.among(chance, visits, service) if asked else None,
        outcome=_outcome(chance, kind, service),
        follow_up=one_of(chance, _FOLLOW_UPS) if kind in ("DN", "DC") and happens(chance, 0.08) else "",
    )


def _beneficiary(chance: random.Random, service: str) -> str:
    if service in _SELLERS:
        return pick(chance, {"ho_kinh_doanh": 3.0, "tieu_thuong": 2.0})
    if service in _SHOPS:
        return "ho_kinh_doanh"
    return "nguoi_dan"


def _outcome(chance: random.Random, kind: str, service: str) -> int | None:
    """1 told about, 2 installed or registered, 3 can do it alone; None for surveys and tasks."""
    if service.startswith(("KS", "NV")):
        return None
    if service.startswith("TT") or kind in ("LT", "ZL", "HN"):
        return 1
    return pick(chance, {1: 0.5 if service in _OPENED else 2.0, 2: 4.0, 3: 3.0})
