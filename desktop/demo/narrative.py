"""The words of the demo's reports and papers, in the manner of people who write them after a day in the fields."""

import random

from desktop.demo.chance import happens, one_of
from desktop.demo.plan import VillagePlan

_RESULTS = (
    "Tổ phối hợp với Chi Đoàn tổ chức các buổi hướng dẫn tại nhà văn hóa thôn vào tối cuối tuần; nhóm Zalo của thôn "
    "được dùng để nhắc lịch và trả lời câu hỏi của bà con.",
    "Tổ chia từng cặp phụ trách theo xóm, ưu tiên đến nhà người cao tuổi và hộ chưa có người dùng điện thoại thông "
    "minh.",
    "Các thành viên thay nhau trực tại nhà văn hóa thôn; bà con đến chủ yếu để nộp hồ sơ trực tuyến và kích hoạt định "
    "danh điện tử.",
)
_IDEAS = (
    "Ghép buổi hướng dẫn với họp thôn để người cao tuổi không phải đi hai lần.",
    "Mỗi học sinh THPT trong thôn kèm một người cao tuổi học dùng điện thoại.",
    "Dán mã QR của nhóm Zalo thôn tại cửa hàng tạp hóa để bà con tự vào nhóm.",
)
_TROUBLES = (
    "Nhiều người không nhớ mật khẩu tài khoản định danh; thành viên Tổ kiêm nhiệm nên chủ yếu làm buổi tối.",
    "Một số hộ chỉ có điện thoại phím bấm; người cao tuổi học trước quên sau, phải đến nhiều lần.",
    "Đường truyền tại nhà văn hóa thôn chưa ổn định khi nhiều người cùng làm hồ sơ.",
)
_REMOTE_TROUBLE = (
    "Xóm trên chưa có sóng di động, phải đưa bà con xuống nhà văn hóa thôn mới làm được; nhiều hộ chưa có điện thoại "
    "thông minh."
)
_REQUESTS = (
    "Đề nghị UBND xã hỗ trợ lắp Wi-Fi tại nhà văn hóa thôn.",
    "Đề nghị cấp tài liệu hướng dẫn bằng hình ảnh, chữ to cho người cao tuổi.",
    "Đề nghị tổ chức thêm lớp tập huấn về gian hàng số cho thành viên Tổ.",
)
_REMOTE_REQUEST = "Đề nghị UBND xã làm việc với nhà mạng về sóng di động tại xóm trên."
_NEXT = (
    "Đến tận nhà các hộ chưa được hỗ trợ; khảo sát nốt các hộ vắng nhà trong đợt 1.",
    "Hướng dẫn các hộ làm miến dong chụp ảnh, đăng bán sản phẩm; tiếp tục khảo sát các hộ còn lại.",
    "Duy trì điểm hỗ trợ tối thứ Bảy hằng tuần; vận động bà con vào nhóm Zalo của thôn.",
)

COMMUNE_WORDS = {
    "chi_dao": "UBND xã đã ban hành quyết định thành lập các Tổ, giao Phòng Văn hóa - Xã hội hướng dẫn, đôn đốc và "
    "tổng hợp hằng tháng; mỗi thôn có một máy tính ghi sổ và nộp số liệu về xã bằng USB.",
    "to_chuc": "Các Tổ có nhóm Zalo để trao đổi; danh sách thành viên được cập nhật khi có người vào, người ra.",
    "tap_huan": "Trong kỳ, thành viên các Tổ được hướng dẫn ghi sổ, khảo sát hộ và nộp số liệu về xã.",
    "uu_diem": "Cấp ủy, trưởng thôn vào cuộc; đoàn viên, giáo viên là lực lượng nòng cốt; bà con hưởng ứng các buổi "
    "hướng dẫn tại nhà.",
    "ton_tai": "- Còn thôn nộp số liệu chậm hoặc phải bổ sung.\n- Sóng di động tại xóm vùng cao còn yếu.",
    "nguyen_nhan": "Địa bàn rộng, thành viên Tổ kiêm nhiệm; nhiều hộ chưa có điện thoại thông minh.",
    "ky_toi": "- Hoàn thành khảo sát các hộ còn lại.\n- Mỗi Tổ duy trì ít nhất 02 buổi hướng dẫn mỗi tháng.\n- Đôn đốc "
    "các thôn nộp số liệu đúng hạn.",
    "kien_nghi": "Đề nghị Sở Khoa học và Công nghệ cung cấp tài liệu hướng dẫn bằng hình ảnh cho người cao tuổi.",
}
RETURN_REMARK = (
    "Đề nghị Tổ ghi rõ xóm nào chưa có sóng và số hộ bị ảnh hưởng ở mục Khó khăn, vướng mắc, rồi gửi lại trước ngày "
    "06/9/2025."
)
RECEIVED_REMARK = "Xã đã nhận đủ số liệu, cảm ơn Tổ."
WISHES = (
    "Muốn giúp bà con trong thôn dùng dịch vụ công trực tuyến.",
    "Biết bán hàng trên mạng, muốn chia sẻ cho các hộ làm miến dong.",
    "Làm việc với máy tính hằng ngày, muốn giúp người cao tuổi trong xóm dùng điện thoại.",
    "Có thời gian rảnh buổi tối, muốn tham gia cùng Tổ.",
)
LEAVING_WISH = "Xin rút khỏi Tổ vì đi làm ăn xa."
REFUSAL_REMARK = "Chưa sắp xếp được thời gian tham gia, hẹn xét lại kỳ sau."


def village_words(chance: random.Random, village: VillagePlan) -> dict[str, str]:
    """What the team writes in its report, by section."""
    remote = village.character.remote
    words = {
        "ket_qua": one_of(chance, _RESULTS),
        "kho_khan": _REMOTE_TROUBLE if remote else one_of(chance, _TROUBLES),
        "kien_nghi": _REMOTE_REQUEST if remote else one_of(chance, _REQUESTS),
        "ky_toi": one_of(chance, _NEXT),
    }
    return words | ({"sang_kien": one_of(chance, _IDEAS)} if happens(chance, 0.55) else {})


def village_profile(village: VillagePlan) -> str:
    """What the village's profile says of the place (R012)."""
    if village.character.remote:
        return "Thôn vùng cao, đường vào xóm trên khó đi khi mưa; ưu tiên hỗ trợ tại nhà."
    if village.character.trade > 0.25:
        return "Nhiều hộ làm miến dong, buôn bán nhỏ; ưu tiên thanh toán điện tử và gian hàng số."
    return "Làm ruộng, trồng rừng là chính; ưu tiên dịch vụ công trực tuyến và an toàn số."
