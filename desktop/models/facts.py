"""Frozen facts: the values that a report prints and a screen shows, computed once for a period (DESIGN 6).

Only the shapes are here; `desktop.models.indicators` computes them. A report is a function of these values and of
nothing else, so the same facts always give the same paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Figure:
    """One indicator of DOMAIN 3.4 with its coverage.

    `value` is None when it is not known, which prints as "-" and is never 0. A rate has `base`, the number it is out
    of: value 31 of base 83. `answered` of `expected` units (`unit_of_coverage`, "hộ" or "thôn") stand behind the value.
    """

    code: str
    name: str
    unit: str
    value: int | None
    base: int | None = None
    answered: int | None = None
    expected: int | None = None
    unit_of_coverage: str = "hộ"

    @property
    def is_rate(self) -> bool:
        """Whether the figure is a part of a whole."""
        return self.base is not None


@dataclass(frozen=True)
class CommuneFacts:
    """The commune's profile as the papers need it."""

    name: str  # "Thanh Thịnh"
    code: str
    province: str  # "Thái Nguyên"
    place: str
    department: str  # "Phòng Văn hóa - Xã hội"
    department_code: str  # "VHXH"
    superior: str  # "Sở Khoa học và Công nghệ tỉnh Thái Nguyên"


@dataclass(frozen=True)
class PeriodFacts:
    """A reporting period."""

    id: str
    kind: str
    name: str  # "tháng 7 năm 2025"
    first_day: date
    last_day: date
    due_on: date | None = None


@dataclass(frozen=True)
class BasisFacts:
    """A document that the report cites."""

    kind: str  # "Kế hoạch"
    number: str  # "13/KH-UBND"
    issued_on: date | None
    issuer: str
    summary: str


@dataclass(frozen=True)
class ServiceFacts:
    """What was given of one service in the period, all sessions together."""

    code: str
    name: str
    pillar: str  # CQ, KT, XH, AT, TT, KS, NV
    visits: int
    new_people: int | None


@dataclass(frozen=True)
class RecipientFacts:
    """A line of Nơi nhận and, for paper, the persons it stands for."""

    name: str
    channel: str  # dien_tu, giay
    purpose: str | None  # b/c, t/h, p/h, để biết
    persons: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignerFacts:
    """The signature block: the lines above the name, then the name; an empty name leaves room to write it."""

    lines: tuple[str, ...]  # ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH") or ("TỔ TRƯỞNG",)
    full_name: str


@dataclass(frozen=True)
class VillageReportFacts:
    """Everything on the village's periodic report (DOMAIN 2.8)."""

    commune: CommuneFacts
    village_name: str  # "Nà Quang", without "thôn"
    village_code: str
    period: PeriodFacts
    figures: Mapping[str, Figure]  # by code, in printing order
    services: tuple[ServiceFacts, ...]
    narrative: Mapping[str, str]  # section code -> text: ket_qua, sang_kien, kho_khan, kien_nghi, ky_toi
    nothing_to_report: bool
    signer: SignerFacts
    number: str = ""  # "" leaves the number blank for the clerk
    issued_on: date | None = None  # None leaves the date blank


@dataclass(frozen=True)
class VillageRow:
    """One village on the commune's appendix."""

    name: str
    code: str
    state: str  # chua_nop, nhap, da_gui, can_sua, da_tiep_nhan, da_khoa
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class CommuneReportFacts:
    """Everything on the commune's consolidated report (DOMAIN 2.7)."""

    commune: CommuneFacts
    period: PeriodFacts
    basis: tuple[BasisFacts, ...]
    figures: Mapping[str, Figure]  # totals, by code
    services: tuple[ServiceFacts, ...]
    villages: tuple[VillageRow, ...]  # in the commune's order
    appendix_codes: tuple[str, ...]  # which figures are columns of the appendix
    villages_received: int  # villages with an accepted bundle in the period
    villages_total: int
    narrative: Mapping[str, str]  # chi_dao, to_chuc, tap_huan, uu_diem, ton_tai, nguyen_nhan, ky_toi, kien_nghi
    recipients: tuple[RecipientFacts, ...]
    signer: SignerFacts
    drafter: str = ""  # in brackets after the unit code in "Lưu: VT, VHXH (...)"
    number: str = ""
    issued_on: date | None = None
    notes: tuple[str, ...] = field(default=())  # lines under the appendix, such as villages that are missing
