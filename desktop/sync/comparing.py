"""Comparing the code that a person heard with the code of a key, as two people do by telephone before they trust it.

Spaces, dashes and dots do not count. No refusal here says what the right code is: who is told it has not heard it.
"""

import hmac
import re
from unicodedata import category

from desktop.errors import TosoError
from desktop.sync import keys

DIGITS = 24  # six groups of four, see `keys.spoken`
GROUP = 4
_PLAIN = re.compile(r"[0-9]*")


class CodeProblem(TosoError):
    """The code that was heard is not the key's. Codes: `no-code`, `short-code`, `wrong-code`."""

    code = "wrong-code"


def heard_digits(heard: str) -> str:
    """What was typed, without spaces, dashes and dots; letters stay, and no code has any."""
    return "".join(letter for letter in heard if not _stands_between(letter))


def _stands_between(letter: str) -> bool:
    return letter.isspace() or letter in ".,\u2212" or category(letter) in ("Pd", "Cf")


def heard_groups(heard: str) -> list[str]:
    """What was typed so far in groups of four."""
    digits = heard_digits(heard)
    return [digits[at : at + GROUP] for at in range(0, len(digits), GROUP)]


def is_same(heard: str, fingerprint: str) -> bool:
    """Whether all that was heard is the code of the key with this fingerprint; the time tells nothing of where not."""
    return is_code(heard, keys.spoken(fingerprint))


def is_code(heard: str, spoken: str) -> bool:
    """Whether all that was heard is this code, however it is spaced."""
    return hmac.compare_digest(heard_digits(heard).encode(errors="replace"), heard_digits(spoken).encode())


def check(heard: str, fingerprint: str) -> None:
    """Raise CodeProblem unless what was heard is the code of the key with this fingerprint."""
    digits = heard_digits(heard)
    if not digits:
        raise _nothing_heard()
    if _PLAIN.fullmatch(digits) and len(digits) < DIGITS:
        raise _too_short(len(digits))
    if not is_same(heard, fingerprint):
        raise _wrong()


def _nothing_heard() -> CodeProblem:
    return CodeProblem(
        "Chưa có mã nghe qua điện thoại; chưa ghi gì.",
        "Hãy gọi điện cho bên kia, nghe đọc 6 nhóm số rồi gõ vào.",
        code="no-code",
    )


def _too_short(count: int) -> CodeProblem:
    return CodeProblem(
        f"Mã mới có {count} chữ số, phải đủ {DIGITS} chữ số (6 nhóm, mỗi nhóm 4 số); chưa ghi gì.",
        "Hãy nhờ bên kia đọc lại cả 6 nhóm.",
        code="short-code",
    )


def _wrong() -> CodeProblem:
    return CodeProblem(
        "Mã nghe được không giống mã trong tệp này; chưa ghi gì.",
        "Hãy nghe lại từng nhóm. Nếu vẫn khác thì tệp không phải của bên kia: đừng dùng, hãy báo cho nhau.",
    )
