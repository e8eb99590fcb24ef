"""BẢN CAM KẾT of a seller about quality (R061; DOMAIN 2.8): one A4 page, filled in or to be written on. No seal."""

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from desktop.models.commitments import CommitmentFacts
from desktop.reports.fonts import BOLD
from desktop.reports.heading import LARGE, Addressee, Letterhead, Title
from desktop.reports.ink import paragraph
from desktop.reports.page import TEXT, portrait_part, print_pages
from desktop.text import format_input_date

DOTS = "." * 60
_SHORT = "." * 30

PROMISES = (
    "Bán đúng sản phẩm đã giới thiệu: đúng tên, đúng nguồn gốc, đúng khối lượng, đúng hình ảnh.",
    "Không bán hàng giả, hàng cấm, hàng quá hạn, hàng không rõ nguồn gốc; giữ vệ sinh, an toàn thực phẩm.",
    "Ghi rõ giá, ngày làm, hạn dùng; đóng gói cẩn thận, gửi hàng đúng hẹn.",
    "Hàng sai, hỏng do người bán thì đổi hoặc trả lại tiền; trả lời người mua lịch sự.",
)


def commitment_paper(facts: CommitmentFacts) -> bytes:
    """The paper as PDF bytes, the same bytes for the same facts."""
    title = "Bản cam kết cung cấp sản phẩm đúng chất lượng"
    return print_pages(title, f"Thôn {facts.village}", list(_story(facts)), [portrait_part("body")]).data


def _story(facts: CommitmentFacts) -> Iterator[Flowable]:
    on = facts.signed_on
    month = on and (f"{on.month:02}" if on.month < 3 else on.month)  # Phụ lục I NĐ 30: only January and February
    day = f"ngày {on.day:02} tháng {month} năm {on.year}" if on else "ngày ..... tháng ..... năm ........."
    agency = ["TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG", f"THÔN {facts.village.upper()}"]
    yield Letterhead([f"UBND XÃ {facts.commune.upper()}"], agency, "", f"{facts.commune or '..........'}, {day}")
    yield Spacer(1, 6 * mm)
    yield Title([("BẢN CAM KẾT", BOLD, LARGE), ("Cung cấp sản phẩm đúng chất lượng", BOLD, LARGE)], 140 * mm)
    yield Spacer(1, 3 * mm)
    yield Addressee([f"Tổ Công nghệ số cộng đồng thôn {facts.village}."])
    yield Spacer(1, 4 * mm)
    for label, value in (
        ("Hộ bán hàng:", facts.head_name or DOTS),
        ("Xóm:", facts.hamlet or DOTS),
        ("Sản phẩm:", facts.product or DOTS),
        ("Bán ở:", facts.sold_on or DOTS),
        ("Ngày cam kết:", format_input_date(on) if on else _SHORT),
    ):
        yield paragraph(value, TEXT, lead=label)
    yield paragraph("Chúng tôi cam kết:", TEXT)
    for number, promise in enumerate(PROMISES, start=1):
        yield paragraph(f"{number}. {promise}", TEXT)
    yield Spacer(1, 4 * mm)
    yield paragraph("NGƯỜI CAM KẾT (ký, ghi rõ họ tên)", TEXT)
    yield Spacer(1, 24 * mm)
    yield paragraph("TỔ TRƯỞNG (ký, ghi rõ họ tên)", TEXT)
