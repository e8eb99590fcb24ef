"""What the indicators are called (DOMAIN 3.4), their units, and the order in which they are printed.

Names only; the formulas are in the neighbouring modules.
"""

from collections.abc import Iterable, Mapping

from desktop.models.facts import Figure

PERSONS, VISITS, SESSIONS, HOUSEHOLDS, TEAMS, VILLAGES = "người", "lượt", "buổi", "hộ", "tổ", "thôn"
OPINIONS = "ý kiến"
LINES = "lần ghi"  # a line of a session: one service given once
COURSES = "lớp"
PER_CENT = "%"

_NAMES: Mapping[str, tuple[str, str]] = {
    "TC01": ("Tổ đã thành lập", TEAMS),
    "TC01-xa": ("Tổ cấp xã đã thành lập", TEAMS),
    "TC02": ("Tổng số thành viên", PERSONS),
    "TC03": ("Cộng tác viên", PERSONS),
    "TC04": ("Tổ có dưới 5 hoặc trên 10 thành viên", TEAMS),
    "TC04-duoi": ("Tổ có dưới 5 thành viên", TEAMS),
    "TC04-tren": ("Tổ có trên 10 thành viên", TEAMS),
    "TC05-nu": ("Thành viên nữ", PERSONS),
    "TC05-doan-vien": ("Thành viên là đoàn viên", PERSONS),
    "TC05-giao-vien": ("Thành viên là giáo viên", PERSONS),
    "TC05-y-te": ("Thành viên là nhân viên y tế", PERSONS),
    "TC05-doanh-nghiep": ("Thành viên của doanh nghiệp bưu chính, viễn thông, công nghệ", PERSONS),
    "TC05-hoc-sinh": ("Thành viên là học sinh THPT", PERSONS),
    "TC06": ("Kết nạp mới trong kỳ", PERSONS),
    "TC06-ra": ("Ra khỏi Tổ trong kỳ", PERSONS),
    "TH01": ("Lớp tập huấn", COURSES),
    "TH01-truc-tiep": ("Lớp tập huấn trực tiếp", COURSES),
    "TH01-truc-tuyen": ("Lớp tập huấn trực tuyến", COURSES),
    "TH01-ket-hop": ("Lớp tập huấn trực tiếp kết hợp trực tuyến", COURSES),
    "TH02": ("Thành viên được tập huấn trong năm", PERSONS),
    "HD01": ("Buổi hỗ trợ, tuyên truyền", SESSIONS),
    "HD01-HN": ("Buổi họp thôn", SESSIONS),
    "HD01-DN": ("Buổi đến nhà", SESSIONS),
    "HD01-DC": ("Buổi tại điểm hỗ trợ cố định", SESSIONS),
    "HD01-LL": ("Buổi lớp, nhóm nhỏ", SESSIONS),
    "HD01-LT": ("Buổi loa truyền thanh", SESSIONS),
    "HD01-ZL": ("Buổi trực tuyến, Zalo", SESSIONS),
    "HD01-TH": ("Buổi ở trường học", SESSIONS),
    "HD01-CH": ("Buổi ở chợ", SESSIONS),
    "HD02": ("Lượt người được hướng dẫn", VISITS),
    "HD03": ("Người được hướng dẫn lần đầu trong năm", PERSONS),
    "HD04": ("Hộ được đến tận nhà", HOUSEHOLDS),
    "HD05": ("Hộ chưa từng được hỗ trợ", HOUSEHOLDS),
    "HD06": ("Ý kiến người dân đã nhận trong kỳ", OPINIONS),
    "HD06-tra-loi": ("Ý kiến người dân đã trả lời", OPINIONS),
    "HD07": ("Sáng kiến, cách làm hay trong kỳ", "sáng kiến"),
    "CQ-1": ("Lượt hướng dẫn dịch vụ công trực tuyến", VISITS),
    "CQ-2": ("Người được hỗ trợ kích hoạt VNeID mức 2", PERSONS),
    "CQ-3": ("Người từ đủ 14 tuổi có VNeID mức 2", PER_CENT),
    "CQ-4": ("Hộ tự nộp dịch vụ công trực tuyến 12 tháng qua", PER_CENT),
    "CQ-5": ("Hộ cài đặt C-Thái Nguyên", PER_CENT),
    "CQ-5-zalo": ("Hộ có người trong nhóm Zalo của thôn", PER_CENT),
    "KT-1": ("Người có tài khoản thanh toán", PER_CENT),
    "KT-2": ("Hộ thanh toán không dùng tiền mặt", PER_CENT),
    "KT-3": ("Hộ sản xuất, kinh doanh có gian hàng trên sàn", PER_CENT),
    "KT-4": ("Gian hàng mở mới trong kỳ", "gian hàng"),
    "KT-5": ("Hộ kinh doanh có mã QR", PER_CENT),
    "KT-6": ("Cam kết chất lượng đã ký", "bản"),
    "XH-1": ("Người có Sổ sức khỏe điện tử", PER_CENT),
    "XH-2": ("Hộ có ít nhất 01 điện thoại thông minh", PER_CENT),
    "XH-3": ("Hộ có Internet", PER_CENT),
    "XH-3-cap-quang": ("Hộ có Internet cáp quang", PER_CENT),
    "XH-4": ("Hộ có ít nhất 01 người đủ 05 kỹ năng số", PER_CENT),
    "XH-5": ("Người học Bình dân học vụ số", PERSONS),
    "KS-1": ("Hộ đã khảo sát", HOUSEHOLDS),
    "KS-1-tu-choi": ("Hộ từ chối khảo sát", HOUSEHOLDS),
    "KS-1-vang": ("Hộ vắng khi đến khảo sát", HOUSEHOLDS),
    "KS-2": ("Hộ nghèo, cận nghèo có điện thoại thông minh", PER_CENT),
    "BC-1": ("Thôn nộp báo cáo đúng hạn", VILLAGES),
    "BC-2": ("Thôn có số liệu được tiếp nhận", VILLAGES),
}

ORDER: tuple[str, ...] = tuple(_NAMES)

#: What a village's report prints: the figures of the table of DOMAIN 3.4 that are about one village.
VILLAGE_CODES = (
    *("TC02", "TC03", "TC05-nu", "TC06", "HD01", "HD02", "HD03", "HD04", "HD05"),
    *("HD06", "HD06-tra-loi", "HD07"),
    *("CQ-1", "CQ-2", "CQ-3", "CQ-4", "CQ-5", "KT-1", "KT-2", "KT-3", "KT-4", "KT-5", "KT-6"),
    *("XH-1", "XH-2", "XH-3", "XH-4", "XH-5", "KS-1", "KS-2"),
)

#: The columns of the commune's appendix.
APPENDIX_CODES = ("TC02", "HD01", "HD02", "HD03", "HD04", "CQ-1", "CQ-2", "CQ-3", "KT-1", "KT-4", "XH-2", "KS-1")


def make(
    code: str,
    value: int | None,
    base: int | None = None,
    *,
    answered: int | None = None,
    expected: int | None = None,
    per: str = HOUSEHOLDS,
) -> Figure:
    """A figure under its name and unit; `per` is the unit of coverage."""
    name, unit = _NAMES[code]
    return Figure(code, name, unit, value, base, answered, expected, per)


def in_order(figures: Iterable[Figure]) -> dict[str, Figure]:
    """Figures by code in printing order; codes that are not known come last, by their text."""
    places = {code: place for place, code in enumerate(ORDER)}
    listed = sorted(figures, key=lambda figure: (places.get(figure.code, len(places)), figure.code))
    return {figure.code: figure for figure in listed}
