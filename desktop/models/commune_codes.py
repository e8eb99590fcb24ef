"""What speaks against a commune's name and code at the first start (DOMAIN 4.1): traps of the merger of July 2025."""

from desktop.models import catalogues
from desktop.text import fold

_LENGTH = 5  # digits of a commune's code
#: Codes of communes that the plan's commune was made of, and the names that went.
_OLD_CODES, _OLD_NAMES = {"02113"}, {"nong ha"}


def commune_problem(name: str, province: str, code: str) -> tuple[str, str] | None:
    """The field and what is wrong with it, or None."""
    known = catalogues.commune_profile()
    here = fold(province) == fold(str(known["province"]))
    told = f"xã {known['name']}, tỉnh {known['province']} mang mã {known['code']}"
    if not name:
        return "commune", "Hãy ghi tên xã."
    if not province:
        return "province", "Hãy ghi tên tỉnh."
    if here and fold(name) in _OLD_NAMES:
        return "commune", f"Xã {name} đã nhập vào xã {known['name']} từ 01/7/2025. Hãy ghi {known['name']}."
    if not (code.isascii() and code.isdigit() and len(code) == _LENGTH):
        return "code", "Mã xã gồm 5 chữ số. Nếu không nhớ, hãy hỏi cán bộ xã."
    if code in _OLD_CODES:
        return "code", f"Mã {code} là mã cũ. Từ 01/7/2025 {told}."
    same = name.casefold() == str(known["name"]).casefold() and here
    if same != (code == known["code"]):
        return "code", f"Tên xã và mã xã không khớp: {told}."
    return None
