"""Who is in a team: the plan's compositions (R021-R031) as parts that invented people are given. Values only."""

import random
from dataclasses import dataclass

from desktop.demo.chance import happens, pick

SCHOOL = "Trường Tiểu học và THCS Thanh Thịnh"


@dataclass(frozen=True)
class Part:
    """What a member stands for: role, composition (DOMAIN 3.5), title, workplace, full years of age, youth union."""

    role: str
    composition: str
    title: str = ""
    workplace: str = ""
    ages: tuple[int, int] = (24, 50)
    union: bool = False
    education: str = "thpt"
    women: float = 0.45


HEAD = Part("TT", "01", "Trưởng thôn", ages=(38, 62), women=0.2)
YOUTH_SECRETARY = Part("TP", "02", "Bí thư Chi Đoàn", ages=(22, 31), union=True, education="cao_dang")
STUDENT = Part("TV", "13", workplace="Học sinh THPT", ages=(16, 16), union=True, education="thcs")
RESIDENT = Part("TV", "14", ages=(22, 45))
COLLABORATOR = Part("CTV", "14", ages=(19, 40))
_OTHERS = {
    Part("TV", "06", "Chi hội trưởng Phụ nữ", ages=(30, 52), women=1.0): 3.0,
    Part("TV", "06", "Chi hội trưởng Nông dân", ages=(35, 58), women=0.2): 2.5,
    Part("TV", "04", "Công an viên", ages=(26, 45), women=0.1): 2.5,
    Part("TV", "07", "Giáo viên", SCHOOL, (26, 48), education="dai_hoc", women=0.7): 2.5,
    Part("TV", "08", "Nhân viên y tế thôn", ages=(28, 50), education="trung_cap", women=0.7): 2.5,
    Part("TV", "11", "Nhân viên viễn thông", "Viettel", (24, 38), education="cao_dang", women=0.2): 1.2,
    Part("TV", "10", "Nhân viên bưu chính", "Bưu điện xã", (24, 45), education="trung_cap"): 1.0,
    RESIDENT: 2.0,
}
COMMUNE_TEAM = (
    Part("TT", "03", "Bí thư Đoàn TNCS Hồ Chí Minh xã", "Đoàn Thanh niên xã", (27, 34), True, "dai_hoc"),
    Part("TP", "05", "Công chức Phòng Văn hóa - Xã hội", "UBND xã", (28, 42), education="dai_hoc"),
    Part("TV", "04", "Cán bộ Công an xã", "Công an xã", (26, 40), education="dai_hoc", women=0.1),
    Part("TV", "06", "Phó Chủ tịch Hội Phụ nữ xã", "Ủy ban MTTQ xã", (30, 45), education="dai_hoc", women=1.0),
    Part("TV", "07", "Giáo viên Tin học", SCHOOL, (26, 40), education="dai_hoc"),
    Part("TV", "08", "Nhân viên Trạm Y tế", "Trạm Y tế xã", (26, 45), education="cao_dang", women=0.8),
    Part("TV", "10", "Nhân viên bưu chính", "Bưu điện xã", (25, 45), education="trung_cap"),
    Part("TV", "11", "Nhân viên viễn thông", "VNPT", (25, 40), education="dai_hoc", women=0.1),
)


def village_team(chance: random.Random, members: int) -> list[Part]:
    """The founding members of a village's team: head and youth secretary first, the others as the plan lists."""
    left = dict(_OTHERS)
    others = [STUDENT] if happens(chance, 0.35) else []
    while len(others) < members - 2:
        part = pick(chance, left) if left else RESIDENT
        left.pop(part, None)
        others.append(part)
    return [HEAD, YOUTH_SECRETARY, *sorted(others, key=lambda part: part.composition)]
