"""Makers of believable facts for reports. Names are invented; figures follow a fixed arithmetic, not chance."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from desktop.models.facts import (
    BasisFacts,
    CommuneFacts,
    CommuneReportFacts,
    Figure,
    PeriodFacts,
    RecipientFacts,
    ServiceFacts,
    SignerFacts,
    VillageReportFacts,
    VillageRow,
)

COMMUNE = CommuneFacts(
    name="Thanh Thịnh",
    code="02107",
    province="Thái Nguyên",
    place="Thanh Thịnh",
    department="Phòng Văn hóa - Xã hội",
    department_code="VHXH",
    superior="Sở Khoa học và Công nghệ tỉnh Thái Nguyên",
)
MONTH = PeriodFacts("p-07", "thang", "tháng 7 năm 2025", date(2025, 7, 1), date(2025, 7, 31), date(2025, 8, 3))
QUARTER = PeriodFacts("p-q3", "quy", "quý III năm 2025", date(2025, 7, 1), date(2025, 9, 30), date(2025, 10, 5))

VILLAGE_NAMES = (
    *("Nà Quang", "Nà Bản", "Nà Cà", "Nà Mẩy", "Bản Tết 1", "Bản Tết 2", "Khe Thỉ 1", "Khe Thỉ 2", "Cao Thanh"),
    *("Tổng Vụ", "Sáu Hai", "Khuổi Lót", "Cốc Po", "Nà Ba", "Nà Chúa", "Nà Lìn", "Nà Pục", "Nà Sèo", "Nà Tậu"),
    *("Nà Vài", "Khuổi Cáp", "Khuổi Nhàm", "Khuổi Rào", "Khuổi Tàu", "Cốc Lải", "Cốc Mạ", "Cốc Tào"),
    *("Bản Nhuần 1", "Bản Nhuần 2", "Bản Piềng", "Bản Vén", "Pác Chang", "Pác Lùng", "Phiêng Áng", "Phiêng Lạn"),
    *("Phiêng Mò", "Lũng Hoa", "Lũng Tráng", "Thôm Bó", "Thôm Chải"),
)

#: code -> name, unit, lowest and highest count; or lowest and highest per cent and what it is out of.
INDICATORS: dict[str, tuple[str, str, int, int, str]] = {
    "TC01": ("Tổ đã thành lập", "tổ", 100, 100, "thon"),
    "TC01-xa": ("Tổ cấp xã đã thành lập", "tổ", 1, 1, ""),
    "TC02": ("Tổng số thành viên", "người", 6, 9, ""),
    "TC03": ("Cộng tác viên", "người", 0, 4, ""),
    "TC04": ("Tổ có dưới 5 hoặc trên 10 thành viên", "tổ", 0, 0, ""),
    "TC04-duoi": ("Tổ có dưới 5 thành viên", "tổ", 0, 0, ""),
    "TC04-tren": ("Tổ có trên 10 thành viên", "tổ", 0, 0, ""),
    "TC05-nu": ("Thành viên nữ", "người", 30, 60, "thanh_vien"),
    "TC05-doan-vien": ("Thành viên là đoàn viên", "người", 30, 50, "thanh_vien"),
    "TC06": ("Kết nạp mới trong kỳ", "người", 0, 2, ""),
    "TC06-ra": ("Ra khỏi Tổ trong kỳ", "người", 0, 1, ""),
    "HD01": ("Buổi hỗ trợ, tuyên truyền", "buổi", 2, 6, ""),
    "HD01-HN": ("Buổi họp thôn", "buổi", 1, 2, ""),
    "HD01-DN": ("Buổi đến nhà", "buổi", 1, 3, ""),
    "HD01-CH": ("Buổi ở chợ", "buổi", 0, 0, ""),
    "HD02": ("Lượt người được hướng dẫn", "lượt", 40, 170, ""),
    "HD03": ("Người được hướng dẫn lần đầu trong năm", "người", 18, 75, ""),
    "HD04": ("Hộ được đến tận nhà", "hộ", 6, 30, ""),
    "HD05": ("Hộ chưa từng được hỗ trợ", "hộ", 8, 40, ""),
    "CQ-1": ("Lượt hướng dẫn dịch vụ công trực tuyến", "lượt", 10, 48, ""),
    "CQ-2": ("Người được hỗ trợ kích hoạt VNeID mức 2", "người", 5, 33, ""),
    "CQ-3": ("Người từ đủ 14 tuổi có VNeID mức 2", "%", 52, 88, "nguoi_14"),
    "CQ-4": ("Hộ tự nộp dịch vụ công trực tuyến 12 tháng qua", "%", 14, 41, "ho"),
    "CQ-5": ("Hộ cài đặt C-Thái Nguyên", "%", 20, 55, "ho"),
    "CQ-5-zalo": ("Hộ có người trong nhóm Zalo của thôn", "%", 40, 70, "ho"),
    "KT-1": ("Người có tài khoản thanh toán", "%", 38, 70, "nguoi_14"),
    "KT-2": ("Hộ thanh toán không dùng tiền mặt", "%", 25, 62, "ho"),
    "KT-3": ("Hộ sản xuất, kinh doanh có gian hàng trên sàn", "%", 4, 21, "sxkd"),
    "KT-4": ("Gian hàng mở mới trong kỳ", "gian hàng", 0, 3, ""),
    "KT-5": ("Hộ kinh doanh có mã QR", "%", 35, 90, "kinh_doanh"),
    "XH-1": ("Người có Sổ sức khỏe điện tử", "%", 30, 66, "nguoi"),
    "XH-2": ("Hộ có ít nhất 01 điện thoại thông minh", "%", 78, 97, "ho"),
    "XH-3": ("Hộ có Internet", "%", 60, 94, "ho"),
    "XH-4": ("Hộ có ít nhất 01 người đủ 05 kỹ năng số", "%", 11, 38, "ho"),
    "XH-5": ("Người học Bình dân học vụ số", "người", 9, 60, ""),
    "KS-1": ("Hộ đã khảo sát", "hộ", 62, 100, "ho"),
    "KS-1-tu-choi": ("Hộ từ chối khảo sát", "hộ", 0, 2, ""),
    "KS-1-vang": ("Hộ vắng khi đến khảo sát", "hộ", 0, 5, ""),
    "KS-2": ("Hộ nghèo, cận nghèo có điện thoại thông minh", "%", 50, 90, "ngheo"),
    "BC-1": ("Thôn nộp báo cáo đúng hạn", "thôn", 100, 100, "thon"),
    "BC-2": ("Thôn có số liệu được tiếp nhận", "thôn", 100, 100, "thon"),
}
BASES = {"thon": 1, "thanh_vien": 5, "ho": 92, "nguoi": 350, "nguoi_14": 270, "sxkd": 34, "kinh_doanh": 8, "ngheo": 14}
VILLAGE_CODES = (
    *("TC02", "TC03", "TC05-nu", "TC06", "HD01", "HD02", "HD03", "HD04", "HD05"),
    *("CQ-1", "CQ-2", "CQ-3", "CQ-4", "CQ-5", "KT-1", "KT-2", "KT-3", "KT-4", "KT-5"),
    *("XH-1", "XH-2", "XH-3", "XH-4", "XH-5", "KS-1", "KS-2"),
)
APPENDIX_CODES = ("TC02", "HD01", "HD02", "HD03", "HD04", "CQ-1", "CQ-2", "CQ-3", "KT-1", "KT-4", "XH-2", "KS-1")

SERVICES = (
    ServiceFacts("CQ01", "Kích hoạt, đăng ký VNeID mức 2", "CQ", 41, 33),
    ServiceFacts("CQ03", "Đăng nhập, nộp hồ sơ trên Cổng Dịch vụ công", "CQ", 27, 12),
    ServiceFacts("CQ04", "Nộp dịch vụ công cụ thể (khai sinh, kết hôn, chứng thực, cư trú)", "CQ", 9, None),
    ServiceFacts("KT01", "Mở tài khoản thanh toán điện tử (ngân hàng, Mobile Money)", "KT", 18, 15),
    ServiceFacts("KT03", "Tạo mã QR nhận tiền cho hộ kinh doanh, tiểu thương", "KT", 6, 6),
    ServiceFacts("XH01", "Sổ sức khỏe điện tử", "XH", 22, 20),
    ServiceFacts("XH08", "Kỹ năng dùng điện thoại thông minh, Internet cơ bản", "XH", 14, 9),
    ServiceFacts("AT01", "Nhận biết lừa đảo trực tuyến", "AT", 30, None),
)

NARRATIVE = {
    "ket_qua": "Tổ phối hợp với Chi Đoàn tổ chức hai buổi tại nhà văn hóa thôn vào tối thứ Bảy; nhóm Zalo của thôn "
    "được dùng để nhắc lịch và trả lời câu hỏi của bà con.",
    "sang_kien": "Ghép buổi hướng dẫn với họp thôn để người cao tuổi không phải đi hai lần.",
    "kho_khan": "Xóm trên sóng yếu, nhiều người không nhớ mật khẩu tài khoản định danh.",
    "kien_nghi": "Đề nghị UBND xã làm việc với nhà mạng về sóng di động tại xóm trên.",
    "ky_toi": "Đến tận nhà 15 hộ chưa được hỗ trợ; hướng dẫn các hộ làm miến dong đăng ảnh sản phẩm.",
}
COMMUNE_NARRATIVE = {
    "chi_dao": "UBND xã đã kiện toàn các Tổ, giao Phòng Văn hóa - Xã hội hướng dẫn, đôn đốc và tổng hợp hằng tháng.",
    "to_chuc": "Các Tổ đều có nhóm Zalo; danh sách thành viên được cập nhật khi có thay đổi.",
    "tap_huan": "Tổ chức 02 lớp tập huấn trực tiếp cho thành viên các Tổ về dịch vụ công trực tuyến và an toàn số.",
    "uu_diem": "Cấp ủy, trưởng thôn vào cuộc; đoàn viên, giáo viên là lực lượng nòng cốt.",
    "ton_tai": "- Một số thôn nộp số liệu chậm.\n- Sóng di động tại các xóm vùng cao còn yếu.",
    "nguyen_nhan": "Địa bàn rộng, thành viên Tổ kiêm nhiệm, chưa có kinh phí hỗ trợ.",
    "ky_toi": "- Hoàn thành khảo sát hộ ở các thôn còn lại.\n- Mỗi Tổ tổ chức ít nhất 02 buổi hướng dẫn mỗi tháng.",
    "kien_nghi": "Đề nghị Sở Khoa học và Công nghệ cung cấp tài liệu hướng dẫn bằng hình ảnh cho người cao tuổi.",
}


def make_figure(code: str, seed: int = 1) -> Figure:
    """A village's figure with a believable value that follows from its code and the seed."""
    name, unit, low, high, out_of = INDICATORS[code]
    place = list(INDICATORS).index(code)
    value = low + (seed * 7 + place * 3) % (high - low + 1)
    if not out_of:
        answered = (76, 92) if code == "XH-5" else (None, None)
        return Figure(code, name, unit, value, None, *answered)
    base = BASES[out_of] + (seed * 5) % max(1, BASES[out_of] // 4)
    surveyed = (min(base, 80), 92 + (seed * 5) % 23) if unit == "%" else (None, None)
    return Figure(code, name, unit, base * value // 100, base, *surveyed)


def make_figures(codes: Iterable[str], seed: int = 1) -> dict[str, Figure]:
    """Some of a village's figures by code."""
    return {code: make_figure(code, seed) for code in codes}


def make_totals(received: int, total: int) -> dict[str, Figure]:
    """The commune's figures: the sums over the villages that were received, with that coverage."""
    totals: dict[str, Figure] = {}
    if not received:
        return {code: unknown(make_figure(code)) for code in INDICATORS}
    for code in INDICATORS:
        parts = [make_figure(code, place + 1) for place in range(received)]
        base = sum(part.base or 0 for part in parts) if parts[0].base is not None else None
        value = sum(part.value or 0 for part in parts)
        totals[code] = replace(
            parts[0], value=value, base=base, answered=received, expected=total, unit_of_coverage="thôn"
        )
    totals["TC01-xa"] = make_figure("TC01-xa")
    return totals


def unknown(figure: Figure) -> Figure:
    """The same figure without a value."""
    return replace(figure, value=None, base=None, answered=None)


def make_village_facts(**changes: object) -> VillageReportFacts:
    """A village's month, with everything filled in; name what should differ."""
    facts = VillageReportFacts(
        commune=COMMUNE,
        village_name="Nà Quang",
        village_code="02107-01",
        period=MONTH,
        figures=make_figures(VILLAGE_CODES),
        services=SERVICES,
        narrative=NARRATIVE,
        nothing_to_report=False,
        signer=SignerFacts(("TỔ TRƯỞNG",), "Nông Văn Thử"),
        number="7",
        issued_on=date(2025, 8, 1),
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def make_village_row(number: int, state: str = "da_tiep_nhan") -> VillageRow:
    """A village on the appendix; one that has not reported has no figures."""
    figures = make_figures(APPENDIX_CODES, number + 1) if state in ("da_tiep_nhan", "da_khoa") else {}
    return VillageRow(VILLAGE_NAMES[number], f"02107-{number + 1:02}", state, figures)


def make_commune_facts(count: int = 24, missing: int = 2, **changes: object) -> CommuneReportFacts:
    """A commune's quarter; the last `missing` villages have not reported."""
    received = count - missing
    rows = [make_village_row(place, "da_tiep_nhan" if place < received else "chua_nop") for place in range(count)]
    facts = CommuneReportFacts(
        commune=COMMUNE,
        period=QUARTER,
        basis=(
            BasisFacts(
                "Kế hoạch",
                "13/KH-UBND",
                date(2025, 7, 22),
                "UBND xã Thanh Thịnh",
                "Triển khai các Tổ Công nghệ số cộng đồng trên địa bàn xã Thanh Thịnh",
            ),
        ),
        figures=make_totals(received, count),
        services=SERVICES,
        villages=tuple(rows),
        appendix_codes=APPENDIX_CODES,
        villages_received=received,
        villages_total=count,
        narrative=COMMUNE_NARRATIVE,
        recipients=make_recipients(),
        signer=SignerFacts(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Hoàng Văn Mẫu"),
        drafter="Mẫu",
        number="42/BC-UBND",
        issued_on=date(2025, 10, 3),
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def make_recipients() -> tuple[RecipientFacts, ...]:
    """Nơi nhận as in the plan."""
    return (
        RecipientFacts("UBND tỉnh", "dien_tu", "b/c"),
        RecipientFacts("TT ĐU, HĐND", "dien_tu", "b/c"),
        RecipientFacts("UBMTTQVN xã", "dien_tu", "b/c"),
        RecipientFacts("Bí thư Đoàn Thanh niên xã", "dien_tu", "t/h"),
        RecipientFacts("Các cơ quan, đơn vị thuộc UBND xã", "dien_tu", "t/h"),
        RecipientFacts("Lãnh đạo UBND xã", "dien_tu", None),
        RecipientFacts("Các Ông, Bà Trưởng thôn", "giay", None, ("Nông Văn Thử", "Lý Thị Thử")),
        RecipientFacts("Bí thư Đoàn Thanh niên các thôn", "giay", None),
    )
