"""The reasons for which a bundle is refused or held: one code for scripts, one sentence and one advice for a person.

Nothing is decided here. `why` is an English word for logs and tests; a person never sees it.
"""

from typing import Literal, get_args

from desktop.errors import TosoError

Code = Literal[
    "bad-signature",
    "unknown-device",
    "revoked",
    "out-of-scope",
    "gap",
    "fork",
    "damaged",
    "too-large",
    "too-new",
    "wrong-commune",
    "not-for-us",
]
CODES: tuple[Code, ...] = get_args(Code)

_TOLD: dict[Code, tuple[str, str]] = {
    "bad-signature": (
        "Chữ ký của gói dữ liệu không đúng, gói có thể đã bị sửa; chưa ghi gì.",
        "Đừng dùng tệp này. Hãy xin nơi gửi lập lại gói.",
    ),
    "unknown-device": (
        "Gói dữ liệu đến từ một máy chưa được xã ghi danh, hoặc giấy ghi danh không còn hiệu lực; chưa ghi gì.",
        "Hãy hỏi người gửi và ghi danh máy đó, rồi nhận lại gói.",
    ),
    "revoked": (
        "Máy gửi gói này đã bị thu hồi ghi danh; chưa ghi gì.",
        "Hãy hỏi người giữ máy. Gói do một máy khác đã ghi danh lập thì vẫn nhận được.",
    ),
    "out-of-scope": (
        "Gói dữ liệu có phần nằm ngoài phạm vi mà nơi gửi được ghi; chưa ghi gì.",
        "Hãy báo nơi gửi kiểm tra lại máy và lập lại gói.",
    ),
    "gap": (
        "Còn thiếu gói dữ liệu đến trước gói này; gói được giữ lại, chưa ghép.",
        "Hãy xin nơi gửi nộp lại phần còn thiếu.",
    ),
    "fork": (
        "Hai nội dung khác nhau mang cùng một số thứ tự, có thể do chép máy hoặc khôi phục bản sao; giữ lại cả hai.",
        "Hãy hỏi nơi gửi nội dung nào đúng.",
    ),
    "damaged": (
        "Tệp gói dữ liệu bị hỏng hoặc không đầy đủ; chưa ghi gì.",
        "Hãy chép lại tệp từ USB, hoặc xin nơi gửi lập lại gói.",
    ),
    "too-large": (
        "Gói dữ liệu lớn quá mức cho phép; chưa ghi gì.",
        "Hãy kiểm tra xem có chọn nhầm tệp không, hoặc chia thành nhiều gói nhỏ hơn.",
    ),
    "too-new": (
        "Gói dữ liệu do phiên bản Tổ Số mới hơn lập; chưa ghi gì.",
        "Hãy cập nhật Tổ Số trên máy này rồi nhận lại gói.",
    ),
    "wrong-commune": (
        "Gói dữ liệu này thuộc một xã khác; chưa ghi gì.",
        "Hãy chọn đúng tệp, hoặc trả lại cho nơi gửi.",
    ),
    "not-for-us": (
        "Gói dữ liệu này gửi cho nơi khác, máy này không mở được; chưa ghi gì.",
        "Hãy chuyển tệp đến đúng nơi nhận.",
    ),
}

_GIVEN_UP = (
    "Tệp này ghi là gói cũ của xã, nhưng ký bằng khóa xã đã bỏ nên không nhận lại được nữa; chưa ghi gì.",
    "Thôn không làm gì sai, gói của thôn vẫn nhận như thường. Phần xã từng ghi trong gói này thì ghi lại, "
    "hoặc lấy từ bản sao lưu mới hơn.",
)


class Refusal(TosoError):
    """A bundle that is not taken in as it is. `note` is a Vietnamese sentence with the particulars of this one."""

    def __init__(self, code: Code, why: str = "", *, note: str = "") -> None:
        message, advice = _TOLD[code]
        super().__init__(f"{message} {note}".strip(), advice, code=code)
        self.why = why


def bad_signature(why: str = "", *, note: str = "") -> Refusal:
    """The signature is malformed, or is not of these bytes and this kind."""
    return Refusal("bad-signature", why, note=note)


def unknown_device(why: str = "", *, note: str = "") -> Refusal:
    """No certificate of our commune, in force now, names the device that signed."""
    return Refusal("unknown-device", why, note=note)


def given_up(why: str = "") -> Refusal:
    """A bundle says that it is the commune's own, and is signed under a key that the commune has given up."""
    refusal = Refusal("unknown-device", why)
    refusal.message, refusal.advice = _GIVEN_UP
    return refusal


def revoked(why: str = "", *, note: str = "") -> Refusal:
    """The device was revoked and the bundle is later than the last good one."""
    return Refusal("revoked", why, note=note)


def out_of_scope(why: str = "", *, note: str = "") -> Refusal:
    """The sender speaks or writes for a place that its certificate does not name."""
    return Refusal("out-of-scope", why, note=note)


def gap(why: str = "", *, note: str = "") -> Refusal:
    """What must have arrived before has not; the bundle is held."""
    return Refusal("gap", why, note=note)


def fork(why: str = "", *, note: str = "") -> Refusal:
    """One sequence number of one author stands for two different things; both are kept."""
    return Refusal("fork", why, note=note)


def damaged(why: str = "", *, note: str = "") -> Refusal:
    """The bytes are not a bundle, or not the whole of one."""
    return Refusal("damaged", why, note=note)


def too_large(why: str = "", *, note: str = "") -> Refusal:
    """A limit of `desktop.sync.limits` was passed."""
    return Refusal("too-large", why, note=note)


def too_new(why: str = "", *, note: str = "") -> Refusal:
    """The format's major version is newer than this program's."""
    return Refusal("too-new", why, note=note)


def wrong_commune(why: str = "", *, note: str = "") -> Refusal:
    """The bundle is another commune's."""
    return Refusal("wrong-commune", why, note=note)


def not_for_us(why: str = "", *, note: str = "") -> Refusal:
    """The bundle is addressed or encrypted to another desk."""
    return Refusal("not-for-us", why, note=note)
