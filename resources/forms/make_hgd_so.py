"""Make `hgd_so.xlsx`, the household questionnaire of DOMAIN 3.3, as an XLSForm.

Run from the project's root: `python resources/forms/make_hgd_so.py [--ethnicity] [FILE]`. Ethnic group is sensitive
personal data (NĐ 356/2025 Điều 4), so that question is only in a form that is made with `--ethnicity`. Why the form
is as it is stands in docs/decisions/0007-questionnaire.md.
"""

import io
import sys
import tomllib
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).resolve().parent
LANGUAGE = "Tiếng Việt (vi)"
LABEL, HINT = f"label::{LANGUAGE}", f"hint::{LANGUAGE}"
CONSTRAINT_MESSAGE, REQUIRED_MESSAGE = f"constraint_message::{LANGUAGE}", f"required_message::{LANGUAGE}"
SURVEY_COLUMNS = (
    "type", "name", LABEL, HINT, "required", REQUIRED_MESSAGE, "relevant", "constraint", CONSTRAINT_MESSAGE,
    "readonly", "bind::toso:personal",
)  # fmt: skip
CHOICE_COLUMNS = ("list_name", "name", LABEL)
SETTINGS = {
    "form_title": "Phiếu khảo sát hộ về chuyển đổi số",
    "form_id": "hgd_so",
    "version": "2025.1",
    "default_language": LANGUAGE,
    "namespaces": 'toso="urn:toso:form"',
}
MADE_ON = datetime(2025, 7, 22)  # noqa: DTZ001 - the workbook's own date, so that the same rows give the same bytes

Row = dict[str, str]

CONSENT_GIVEN = "${dong_y}='ky' or ${dong_y}='loi_noi'"
ALONE = "not(selected(., '{code}') and count-selected(.) > 1)"
NONE_ALONE = "Đã chọn Không thì không chọn mục khác"
AT_LEAST_ONE = ("count-selected(.) >= 1", "Chọn ít nhất một mục")
IN_HOUSEHOLD = (". >= 0 and . <= ${so_nk}", "Không âm và không lớn hơn số người trong hộ")
FROM_14 = (". >= 0 and . <= ${so_14}", "Không âm và không lớn hơn số người từ 14 tuổi")


def question(
    kind: str,
    name: str,
    label: str,
    relevant: str = "",
    check: tuple[str, str] = ("", ""),
    *,
    hint: str = "",
    required: str = "",
    personal: str = "K",
) -> Row:
    """One row of the survey sheet; `personal` is DOMAIN's column PII: K none, C basic, N sensitive."""
    row = {"type": kind, "name": name, LABEL: label, HINT: hint, "relevant": relevant, "bind::toso:personal": personal}
    row |= {"constraint": check[0], CONSTRAINT_MESSAGE: check[1]}
    return row | ({"required": "yes", REQUIRED_MESSAGE: required} if required else {})


def group(name: str, label: str, *rows: Row, relevant: str = CONSENT_GIVEN) -> list[Row]:
    """A group with its questions."""
    begin = {"type": "begin group", "name": name, LABEL: label, "relevant": relevant}
    return [begin, *rows, {"type": "end group"}]


def header() -> list[Row]:
    """A: about the interview, questions 1-9."""
    household = question(
        "text", "ma_ho", "Mã hộ", "",
        ("regex(., '^[0-9]{5}-[0-9]{2}-[0-9]{3}$')", "Mã hộ gồm mã xã-thôn-số thứ tự"), personal="C",
    )  # fmt: skip
    in_the_past = (
        ". <= today() and . >= date('2025-07-01')",
        "Ngày không được sau hôm nay và không trước ngày 01/7/2025",
    )
    two_words = ("regex(., '^ *[^ ]+( +[^ ]+)+ *$')", "Họ tên có ít nhất 2 từ")
    phone = ("regex(., '^0[35789][0-9]{8}$')", "10 số, bắt đầu 03/05/07/08/09")
    return group(
        "A", "Thông tin phiếu",
        household | {"readonly": "yes"},
        question("select_one_from_file thon.csv", "thon", "Thôn", required="Cần chọn thôn"),
        question("date", "ngay_ks", "Ngày khảo sát", "", in_the_past),
        question("select_one_from_file thanh_vien.csv", "nguoi_ks", "Người khảo sát (thành viên Tổ)", personal="C"),
        question("select_one tinh_trang_gap", "gap", "Kết quả tiếp xúc hộ", required="Cần ghi kết quả tiếp xúc hộ"),
        question("select_one dong_y", "dong_y", "Hộ đã được thông báo mục đích và đồng ý cung cấp thông tin?",
                 "${gap}='gap_duoc'", required="Phải hỏi và ghi câu trả lời của hộ, im lặng không phải là đồng ý",
                 personal="C"),
        question("text", "nguoi_tl", "Họ tên người trả lời", CONSENT_GIVEN, two_words, personal="C"),
        question("select_one quan_he", "quan_he", "Quan hệ với chủ hộ", "${nguoi_tl}!=''", personal="C"),
        question("text", "sdt", "Số điện thoại liên hệ (nếu đồng ý)", "${nguoi_tl}!=''", phone, personal="C"),
        relevant="",
    )  # fmt: skip


def household(*, ethnicity: bool) -> list[Row]:
    """B: the household."""
    sensitive = [question("select_one dan_toc", "dan_toc", "Dân tộc của chủ hộ", personal="N")] if ethnicity else []
    return group(
        "B", "Thông tin hộ",
        question("integer", "so_nk", "Số người thực tế thường trú trong hộ", "",
                 (". >= 1 and . <= 25", "Từ 1 đến 25 người")),
        question("integer", "so_14", "Trong đó từ đủ 14 tuổi", "", IN_HOUSEHOLD),
        question("integer", "so_60", "Trong đó từ đủ 60 tuổi", "", FROM_14),
        question("integer", "so_hs", "Số người đang học phổ thông", "", IN_HOUSEHOLD),
        question("select_one loai_ho", "loai_ho", "Phân loại hộ", hint="Ghi theo danh sách của xã", personal="C"),
        *sensitive,
        question("select_multiple nghe", "nghe", "Nguồn sống chính của hộ (chọn tối đa 2)", "",
                 ("count-selected(.) <= 2", "Chọn tối đa 2")),
    )  # fmt: skip


def devices() -> list[Row]:
    """C: devices and connection."""
    return group(
        "C", "Thiết bị, kết nối",
        question("select_one song", "song", "Sóng di động tại nhà"),
        question("select_multiple ket_noi", "ket_noi", "Hộ dùng Internet bằng", "",
                 (ALONE.format(code="khong"), NONE_ALONE)),
        question("select_multiple ly_do_kn", "ly_do_kn", "Vì sao chưa dùng Internet", "selected(${ket_noi}, 'khong')"),
        question("integer", "so_dttm", "Số người có điện thoại thông minh", "", IN_HOUSEHOLD),
        question("integer", "so_mt", "Số máy tính (bàn, xách tay, bảng)", "",
                 (". >= 0 and . <= 10", "Từ 0 đến 10 máy")),
    )  # fmt: skip


def government() -> list[Row]:
    """D: digital government."""
    return group(
        "D", "Chính quyền số",
        question("integer", "so_vneid2", "Số người đã kích hoạt VNeID mức 2", "${so_14} > 0", FROM_14),
        question("select_one dvc", "dvc_12t", "12 tháng qua hộ nộp hồ sơ trực tuyến?"),
        question("select_multiple dvc_loai", "dvc_loai", "Thủ tục đã nộp",
                 "${dvc_12t}='tu_lam' or ${dvc_12t}='lam_ho'", AT_LEAST_ONE),
        question("select_multiple kho_khan", "kk_dvc", "Khó khăn khi làm trực tuyến",
                 "${dvc_12t}!='tu_lam' and ${dvc_12t}!='khong_nhu_cau'"),
        question("select_one co_khong", "c_tn", "Có người cài C-Thái Nguyên?", "${so_dttm} > 0"),
        question("select_one co_khong", "zalo_thon", "Có người trong nhóm Zalo của thôn?", "${so_dttm} > 0"),
        question("integer", "so_cks", "Số người có chữ ký số cá nhân", "${so_vneid2} > 0", FROM_14),
    )  # fmt: skip


def economy() -> list[Row]:
    """E: digital economy."""
    return group(
        "E", "Kinh tế số",
        question("integer", "so_tktt", "Số người từ 15 tuổi có tài khoản thanh toán", "", IN_HOUSEHOLD,
                 hint="Chỉ đếm, không hỏi số tài khoản"),
        question("select_one muc_do", "tt_ktm", "Hộ thanh toán không dùng tiền mặt", "${so_tktt} > 0"),
        question("select_multiple tt_viec", "tt_viec", "Dùng cho việc gì",
                 "${tt_ktm}!='' and ${tt_ktm}!='khong'", AT_LEAST_ONE),
        question("select_one sxkd", "sxkd", "Hộ có sản phẩm bán ra/kinh doanh?"),
        question("select_multiple san_pham", "san_pham", "Sản phẩm, dịch vụ", "${sxkd}!='khong'", AT_LEAST_ONE),
        question("select_multiple kenh_ban", "kenh_ban", "Kênh bán trực tuyến đang dùng", "${sxkd}!='khong'",
                 (ALONE.format(code="chua"), "Đã chọn Chưa bán trực tuyến thì không chọn mục khác")),
        question("select_one co_khong", "qr_ban", "Có mã QR nhận tiền?", "${sxkd}='kinh_doanh' or ${sxkd}='ca_hai'"),
        question("select_one co_khong", "muon_gh", "Muốn được giúp mở gian hàng?", "selected(${kenh_ban}, 'chua')"),
    )  # fmt: skip


def society() -> list[Row]:
    """F: digital society and safety."""
    return group(
        "F", "Xã hội số, an toàn",
        question("integer", "so_sskdt", "Số người có Sổ sức khỏe điện tử", "", IN_HOUSEHOLD),
        question("integer", "so_vssid", "Số người dùng VssID", "", IN_HOUSEHOLD),
        question("select_one co_khong", "sll_dt", "Dùng sổ liên lạc điện tử/học trực tuyến", "${so_hs} > 0"),
        question("select_one co_khong", "tro_ly", "Có người dùng trợ lý ảo/AI", "${so_dttm} > 0"),
        question("select_one lua_dao", "lua_dao", "12 tháng qua hộ gặp lừa đảo qua mạng/điện thoại?",
                 hint="Không hỏi số tiền, không hỏi chi tiết", personal="C"),
    )  # fmt: skip


def skills() -> list[Row]:
    """G: the five basic digital skills of Công văn 3240/BTTTT-CĐSQG."""
    return group(
        "G", "Kỹ năng số",
        question("select_multiple ky_nang5", "kn_ho", "Kỹ năng có ít nhất 1 người trong hộ thành thạo", "",
                 (ALONE.format(code="khong"), NONE_ALONE)),
        question("integer", "so_5kn", "Số người thành thạo cả 5 kỹ năng", "count-selected(${kn_ho})=5", FROM_14),
        question("integer", "so_bdhvs", "Số người đã học Bình dân học vụ số", "", FROM_14),
    )  # fmt: skip


def needs() -> list[Row]:
    """H: needs and opinions."""
    return group(
        "H", "Nhu cầu, ý kiến",
        question("select_multiple dich_vu", "nhu_cau", "Hộ cần Tổ hướng dẫn (tối đa 5)", "",
                 ("count-selected(.) <= 5", "Chọn tối đa 5")),
        question("select_one gio_ranh", "gio_ranh", "Thời gian thuận tiện", "${nhu_cau}!=''"),
        question("text", "y_kien", "Ý kiến về chuyển đổi số", "",
                 ("string-length(.) <= 500", "Không quá 500 ký tự"),
                 hint="Không ghi số điện thoại, số định danh", personal="C"),
        question("select_one co_khong", "muon_tg", "Có người muốn tham gia Tổ?", personal="C"),
    )  # fmt: skip


CHOICES: dict[str, dict[str, str]] = {
    "tinh_trang_gap": {"gap_duoc": "Gặp được", "vang_nha": "Vắng nhà", "khong_con_o": "Không còn ở đây",
                       "hen_lai": "Hẹn lại"},
    "dong_y": {"ky": "Đồng ý, đã ký phiếu", "loi_noi": "Đồng ý bằng lời nói, có người chứng kiến",
               "tu_choi": "Từ chối"},
    "quan_he": {"chu_ho": "Chủ hộ", "vo_chong": "Vợ, chồng", "con": "Con", "cha_me": "Cha, mẹ", "khac": "Khác"},
    "nghe": {"nong_nghiep": "Nông nghiệp", "lam_nghiep": "Lâm nghiệp", "chan_nuoi": "Chăn nuôi",
             "buon_ban": "Buôn bán", "dich_vu": "Dịch vụ", "cong_nhan": "Công nhân",
             "can_bo": "Cán bộ, viên chức", "lao_dong_tu_do": "Lao động tự do", "huu_tri": "Hưu trí, trợ cấp",
             "khac": "Khác"},
    "song": {"tot": "Tốt", "yeu": "Yếu", "khong": "Không có"},
    "ket_noi": {"cap_quang": "Cáp quang", "di_dong": "Mạng di động (3G/4G/5G)", "wifi_nho": "Dùng nhờ Wi-Fi",
                "khong": "Không dùng Internet"},
    "ly_do_kn": {"chua_co_song": "Chưa có sóng", "het_tien": "Không có tiền trả cước", "khong_co_may": "Không có máy",
                 "khong_biet_dung": "Không biết dùng", "khong_can": "Không cần"},
    "dvc": {"tu_lam": "Có, tự làm", "lam_ho": "Có, nhờ làm hộ (Tổ, con cháu, cán bộ)", "chua": "Chưa nộp trực tuyến",
            "khong_nhu_cau": "Không có nhu cầu"},
    "dvc_loai": {"khai_sinh": "Khai sinh", "ket_hon": "Kết hôn", "khai_tu": "Khai tử", "chung_thuc": "Chứng thực",
                 "cu_tru": "Cư trú", "dat_dai": "Đất đai", "bao_tro": "Bảo trợ xã hội",
                 "gplx": "Giấy phép lái xe", "khac": "Khác"},
    "kho_khan": {"khong_may": "Không có máy", "khong_mang": "Không có mạng", "khong_biet": "Không biết cách làm",
                 "quen_mat_khau": "Quên mật khẩu", "so_lua_dao": "Sợ bị lừa đảo",
                 "khong_biet_chu": "Không biết chữ", "giay_to_phuc_tap": "Giấy tờ phức tạp", "khac": "Khác"},
    "muc_do": {"thuong_xuyen": "Thường xuyên", "thinh_thoang": "Thỉnh thoảng", "khong": "Không"},
    "tt_viec": {"dien": "Tiền điện", "nuoc": "Tiền nước", "hoc_phi": "Học phí", "mua_hang": "Mua hàng",
                "phi_dvc": "Phí dịch vụ công", "nhan_tro_cap": "Nhận trợ cấp"},
    "sxkd": {"san_xuat": "Có, sản xuất", "kinh_doanh": "Có, kinh doanh", "ca_hai": "Cả hai", "khong": "Không"},
    "san_pham": {"che": "Chè", "lua_gao": "Lúa gạo", "cay_an_qua": "Cây ăn quả", "mien_dong": "Miến dong",
                 "go_rung": "Gỗ rừng", "chan_nuoi": "Chăn nuôi", "thu_cong": "Thủ công", "tap_hoa": "Tạp hóa",
                 "dich_vu": "Dịch vụ", "khac": "Khác"},
    "kenh_ban": {"voso": "Voso", "postmart": "Postmart", "shopee": "Shopee", "tiktok": "TikTok Shop",
                 "facebook_zalo": "Facebook, Zalo", "khac": "Kênh khác", "chua": "Chưa bán trực tuyến"},
    "lua_dao": {"khong": "Không", "gap_khong_mat": "Có gặp, không mất tiền", "mat_tien": "Có, bị mất tiền",
                "khong_tra_loi": "Không trả lời"},
    "ky_nang5": {"dvc_tt": "Dịch vụ công trực tuyến", "mua_sam": "Mua sắm trực tuyến",
                 "thanh_toan": "Thanh toán trực tuyến", "bao_ve": "Tự bảo vệ trên không gian mạng",
                 "nen_tang_dp": "Nền tảng số khác theo đặc thù địa phương", "khong": "Không có kỹ năng nào"},
    "co_khong": {"co": "Có", "khong": "Không", "khong_biet": "Không biết"},
    "gio_ranh": {"sang": "Buổi sáng", "chieu": "Buổi chiều", "toi": "Buổi tối", "cuoi_tuan": "Cuối tuần"},
}  # fmt: skip
ETHNIC_GROUPS = {"tay": "Tày", "kinh": "Kinh", "dao": "Dao", "nung": "Nùng", "san_chay": "Sán Chay", "mong": "Mông",
                 "hoa": "Hoa", "khac": "Khác"}  # fmt: skip
NOT_A_HOUSEHOLDS_NEED = ("TT", "KS", "NV")  # what the team does, not what a household asks for


def _catalogue(name: str) -> dict[str, object]:
    """One of the shipped catalogues."""
    return tomllib.loads((HERE.parent / "catalogues" / f"{name}.toml").read_text(encoding="utf-8"))


def choice_lists(*, ethnicity: bool) -> dict[str, dict[str, str]]:
    """Every choice list; household classes and services come from the catalogues."""
    lists = dict(CHOICES)
    lists["loai_ho"] = _catalogue("code_lists")["household_class"]  # type: ignore[assignment]
    services: list[dict[str, str]] = _catalogue("services")["service"]  # type: ignore[assignment]
    lists["dich_vu"] = {
        row["code"]: row["name"] for row in services if not row["code"].startswith(NOT_A_HOUSEHOLDS_NEED)
    }
    return lists | ({"dan_toc": ETHNIC_GROUPS} if ethnicity else {})


def survey_rows(*, ethnicity: bool = False) -> list[Row]:
    """The rows of the survey sheet."""
    sections = (header(), household(ethnicity=ethnicity), devices(), government(), economy(), society(), skills())
    return [row for section in (*sections, needs()) for row in section]


def choice_rows(*, ethnicity: bool = False) -> list[Row]:
    """The rows of the choices sheet."""
    return [
        {"list_name": name, "name": code, LABEL: label}
        for name, choices in choice_lists(ethnicity=ethnicity).items()
        for code, label in choices.items()
    ]


def fill(sheet: Worksheet, columns: tuple[str, ...], rows: list[Row]) -> None:
    """Write a heading and the rows as text, so that a version or a code never becomes a number."""
    sheet.append(columns)
    for row in rows:
        sheet.append([row.get(column) or None for column in columns])
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.number_format = "@"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.coordinate.rstrip("1")].width = 34 if "::" in str(cell.value) else 20
    sheet.freeze_panes = "C2"


def workbook(*, ethnicity: bool = False) -> Workbook:
    """The XLSForm as a workbook."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101 - a new workbook has one worksheet
    first.title = "survey"
    fill(first, SURVEY_COLUMNS, survey_rows(ethnicity=ethnicity))
    fill(book.create_sheet("choices"), CHOICE_COLUMNS, choice_rows(ethnicity=ethnicity))
    settings = SETTINGS | ({"version": f"{SETTINGS['version']}-dt"} if ethnicity else {})
    fill(book.create_sheet("settings"), tuple(settings), [settings])
    book.properties.creator = "Tổ Số"
    book.properties.created = book.properties.modified = MADE_ON
    return book


def workbook_bytes(book: Workbook) -> bytes:
    """The file, with the dates that openpyxl and zip would take from the clock set to `MADE_ON`."""
    saved, steady = io.BytesIO(), io.BytesIO()
    book.save(saved)
    stamp = f"{book.properties.modified:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name).replace(stamp, f"{MADE_ON:%Y-%m-%dT%H:%M:%SZ}".encode())
            target.writestr(zipfile.ZipInfo(name, MADE_ON.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return steady.getvalue()


def main(arguments: list[str]) -> None:
    """Write the form beside this script, or to the file that is named."""
    ethnicity = "--ethnicity" in arguments
    named = [argument for argument in arguments if not argument.startswith("--")]
    target = Path(named[0]) if named else HERE / ("hgd_so_dan_toc.xlsx" if ethnicity else "hgd_so.xlsx")
    target.write_bytes(workbook_bytes(workbook(ethnicity=ethnicity)))


if __name__ == "__main__":
    main(sys.argv[1:])
