"""Why a request or an enrolment is not taken, in the words of enrolment; the codes stay those of `refusals`.

Nothing is decided here. The sentences say more than the general ones about bundles: whom to ask, and for which file.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from desktop.errors import TosoError
from desktop.sync.refusals import Refusal
from desktop.text import format_input_date

_Words = Mapping[str, tuple[str, str]]

_REQUEST: _Words = {
    "damaged": (
        "Tệp yêu cầu ghi danh bị hỏng hoặc chép chưa hết; chưa ghi gì.",
        "Hãy chép lại tệp “yeu-cau-ghi-danh-….toso” từ máy thôn, hoặc nhờ thôn ghi lại tệp yêu cầu.",
    ),
    "bad-signature": (
        "Tệp yêu cầu ghi danh đã bị sửa sau khi máy thôn ghi ra; chưa ghi gì.",
        "Đừng cấp ghi danh theo tệp này. Hãy nhờ thôn ghi lại tệp yêu cầu vào một USB khác.",
    ),
    "revoked": (
        "Máy xin ghi danh này đã bị thu hồi, không cấp lại được; chưa ghi gì.",
        "Nếu thôn vẫn dùng máy này, trên máy thôn hãy mở Khóa của máy, lập khóa mới rồi xin ghi danh. "
        "Gói đã nhận trước khi thu hồi vẫn giữ nguyên.",
    ),
    "wrong-commune": (
        "Yêu cầu ghi danh này gửi cho một xã khác; chưa ghi gì.",
        "Hãy xem lại có chọn nhầm tệp không. Nếu máy thôn ghi sai mã xã thì phải tạo sổ mới với mã xã đúng.",
    ),
}
_ENROLMENT: _Words = {
    "damaged": (
        "Tệp ghi danh bị hỏng hoặc chép chưa hết; chưa ghi gì.",
        "Hãy chép lại tệp “ghi-danh-….toso” từ USB, hoặc xin xã cấp lại tệp.",
    ),
    "bad-signature": (
        "Tệp ghi danh đã bị sửa sau khi xã ghi ra; chưa ghi gì.",
        "Đừng dùng tệp này. Hãy xin xã cấp lại tệp.",
    ),
    "not-for-us": (
        "Tệp ghi danh này xã cấp cho một máy khác; chưa ghi gì.",
        "Mỗi máy có tệp riêng. Hãy lấy đúng tệp của máy này, hoặc xin xã cấp.",
    ),
    "wrong-commune": (
        "Máy này đã ghi danh với một xã khác; tệp ghi danh này không dùng được, chưa ghi gì.",
        "Hãy chọn đúng tệp do xã của mình cấp. Muốn chuyển máy sang xã khác thì phải tạo sổ mới.",
    ),
    "fork": (
        "Tệp ghi danh có phần khác với điều xã đã gửi máy này trước đây, mà mang cùng số thứ tự; chưa ghi gì.",
        "Đừng dùng tệp này. Hãy báo cho xã: có thể sổ của xã đang mở ở hai nơi.",
    ),
}
_LONGEST_REASON = 200
_ANOTHER_COMMUNE = _ENROLMENT["wrong-commune"]


@contextmanager
def told_of_request() -> Iterator[None]:
    """Let a Refusal inside the block speak of the village's request."""
    with _told(_REQUEST):
        yield


@contextmanager
def told_of_enrolment(*, enrolled: bool) -> Iterator[None]:
    """Let a Refusal inside the block speak of the commune's enrolment; an enrolled laptop knows but one commune."""
    more = {"unknown-device": _ANOTHER_COMMUNE} if enrolled else {}
    with _told({**_ENROLMENT, **more}):
        yield


@contextmanager
def _told(words: _Words) -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        if refusal.code in words:
            refusal.message, refusal.advice = words[refusal.code]
        raise


def wrong_file(data: bytes, wanted: str) -> TosoError | None:
    """What to say of a file that a person takes for a bundle: the printed sheet as PDF; None for any other."""
    if not data.startswith(b"%PDF"):
        return None
    return TosoError(
        "Đây là phiếu để in (PDF), không phải tệp ghi danh; chưa ghi gì.",
        f"Hãy chọn tệp “{wanted}-….toso” nằm cạnh phiếu.",
        code="damaged",
    )


class OtherKind(TosoError):
    """A sound bundle of another kind, which somebody may pass over."""

    code = "damaged"


def another_kind(kind: str, wanted: str) -> OtherKind:
    """A bundle of another kind stands where a request or an enrolment is wanted."""
    what = {"changes": "gói dữ liệu", "request": "tệp yêu cầu của máy thôn", "enrolment": "tệp ghi danh do xã cấp"}
    return OtherKind(f"Đây là {what[kind]}, không phải tệp cần chọn; chưa ghi gì.", f"Hãy chọn tệp “{wanted}-….toso”.")


def other_key() -> TosoError:
    """A laptop that is known asks with a key that is not the one it was enrolled with."""
    return TosoError(
        "Máy này đã ghi danh bằng một khóa khác; chưa ghi gì.",
        "Hãy gọi người giữ máy. Nếu khóa cũ đã mất, trên máy thôn hãy mở Khóa của máy, lập khóa mới rồi xin ghi danh.",
        code="other-key",
    )


def other_desk_key() -> TosoError:
    """A desk of the commune that is known asks with another key."""
    return TosoError(
        "Máy này đã vào làm máy của xã bằng một khóa khác; chưa ghi gì.",
        "Hãy gọi người giữ máy. Nếu khóa cũ đã mất thì thu hồi máy đó, rồi tạo sổ mới trên máy và xin vào lại.",
        code="other-key",
    )


def taken_already() -> TosoError:
    """The commune's letter with its new key is opened a second time."""
    return TosoError("Máy này đã nhận tệp này rồi; không có gì thay đổi.", "Không phải làm gì thêm.", code="already")


def handed_over(holder: str) -> str:
    """Why the device before was ended, as its record says it."""
    return f"Bàn giao cho {holder}"[:_LONGEST_REASON] if holder else "Lập khóa mới"


def ended_already(on: date) -> TosoError:
    """A device that was revoked is revoked again."""
    return TosoError(
        f"Máy này đã thu hồi ngày {format_input_date(on)}; không có gì thay đổi.",
        "Gói lập trước khi thu hồi mà đến muộn thì dùng “Nhận gói cũ của máy này”.",
        code="revoked-already",
    )


def not_the_authority() -> TosoError:
    """A second desk of the commune is asked for what only the first one's key can do."""
    return TosoError(
        "Chỉ máy xã thứ nhất, nơi giữ khóa gốc của xã, làm được việc này; chưa ghi gì.",
        "Hãy làm việc này trên máy đó.",
        code="authority",
    )


def enrolled_elsewhere() -> TosoError:
    """A laptop belongs to one village."""
    return TosoError(
        "Máy này đã ghi danh cho thôn khác; chưa ghi gì.",
        "Nếu máy chuyển sang thôn mới, hãy thu hồi ghi danh cũ và tạo sổ mới trên máy đó.",
        code="enrolled-elsewhere",
    )
