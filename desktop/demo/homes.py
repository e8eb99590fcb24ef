"""A village's households as they are in the made-up world: what the register holds and what a survey would find."""

import random
from dataclasses import dataclass

from desktop.demo.chance import count_of, happens, one_of, pick
from desktop.demo.people import Names, mobile_number
from desktop.demo.plan import VillagePlan

_SIZES = {1: 4.0, 2: 13.0, 3: 21.0, 4: 29.0, 5: 19.0, 6: 9.0, 7: 4.0, 8: 1.0}
_NOTES = ("", "", "", "", "", "Nhà xa đường, nên gọi trước khi đến.", "Chỉ có nhà vào buổi tối.", "Ở cùng bố mẹ già.")


@dataclass(frozen=True)
class Home:
    """One household: its line in the register, who lives there, and how far the network has come to them."""

    code: str
    head_name: str
    hamlet: str
    phone: str | None
    household_class: str
    status: str
    note: str
    people: int
    adults: int  # from 14
    elders: int  # from 60
    pupils: int
    reach: float  # between 0 and 1
    trade: str  # sxkd of the questionnaire

    @property
    def lives_here(self) -> bool:
        """Whether the household is one of those that are counted."""
        return self.status == "dang_cu_tru"


def homes_of(chance: random.Random, village: VillagePlan) -> list[Home]:
    """All households of a village, in the order of their codes."""
    names = Names(chance, village.character.surnames)
    return [_home(chance, village, names, number) for number in range(1, village.households + 1)]


def _home(chance: random.Random, village: VillagePlan, names: Names, number: int) -> Home:
    character = village.character
    people = pick(chance, _SIZES)
    children = count_of(chance, max(people - 2, 0), 0.55)
    adults = people - children
    elders = count_of(chance, min(adults, 2), 0.75 if people <= 2 else 0.22)
    household_class = _class(chance, character.poverty)
    reach = _reach(chance, character.reach, household_class, alone=elders == people)
    return Home(
        code=f"{village.code}-{number:03d}",
        head_name=names.draw("nu" if happens(chance, 0.24) else "nam"),
        hamlet=one_of(chance, character.hamlets),
        phone=mobile_number(chance) if happens(chance, 0.4 + 0.55 * reach) else None,
        household_class=household_class,
        status=pick(chance, {"dang_cu_tru": 96.0, "tam_vang": 2.5, "da_chuyen_di": 1.5}),
        note=one_of(chance, _NOTES),
        people=people,
        adults=adults,
        elders=elders,
        pupils=count_of(chance, children, 0.8),
        reach=reach,
        trade=_trade(chance, character.trade),
    )


def _class(chance: random.Random, poverty: float) -> str:
    """Hộ nghèo, cận nghèo, mức sống trung bình, không thuộc diện, chưa rà soát."""
    poor, nearly = poverty, poverty * 1.3
    return pick(chance, {"1": poor, "2": nearly, "3": 0.2, "4": 0.78 - poor - nearly, "9": 0.02})


def _reach(chance: random.Random, village: float, household_class: str, *, alone: bool) -> float:
    """How far the network has come to a household: less to the poor, least to old people on their own."""
    held_back = {"1": 0.3, "2": 0.18}.get(household_class, 0.0) + (0.35 if alone else 0.0)
    return min(0.97, max(0.03, chance.gauss(village, 0.13) - held_back))


def _trade(chance: random.Random, share: float) -> str:
    """Whether the household makes something to sell, runs a business, both or neither."""
    return pick(
        chance, {"khong": 1 - share, "san_xuat": share * 0.62, "kinh_doanh": share * 0.25, "ca_hai": share * 0.13}
    )
