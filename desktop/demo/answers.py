"""What a household answers to the questionnaire `hgd_so`: true to how it lives, with the skips that the form makes.

The form itself decides what is a valid answer; the tests lay these beside it.
"""

import random

from desktop.demo.chance import count_of, happens, one_of, pick, pick_some
from desktop.demo.homes import Home
from desktop.surveys.missing import REFUSED

Answers = dict[str, object]

_KNOWS_NOT = 0.03
_WORK = {"nong_nghiep": 6.0, "lam_nghiep": 3.0, "chan_nuoi": 3.0, "lao_dong_tu_do": 2.0, "cong_nhan": 1.5,
         "can_bo": 0.6}  # fmt: skip
_PROCEDURES = {"khai_sinh": 2.0, "ket_hon": 1.0, "khai_tu": 0.6, "chung_thuc": 2.5, "cu_tru": 3.0, "dat_dai": 1.5,
               "bao_tro": 1.5, "gplx": 1.0}  # fmt: skip
_TROUBLES = {"khong_biet": 5.0, "quen_mat_khau": 3.0, "so_lua_dao": 2.5, "giay_to_phuc_tap": 2.0, "khong_biet_chu": 0.4}
_PAID_FOR = {"dien": 5.0, "mua_hang": 4.0, "hoc_phi": 1.5, "phi_dvc": 1.0, "nhan_tro_cap": 1.2, "nuoc": 0.8}
_MADE = {"che": 2.0, "lua_gao": 2.0, "cay_an_qua": 2.0, "mien_dong": 2.5, "go_rung": 2.5, "chan_nuoi": 3.0,
         "thu_cong": 0.6}  # fmt: skip
_SOLD = {"tap_hoa": 4.0, "dich_vu": 2.5, "khac": 1.0}
_CHANNELS = {"facebook_zalo": 6.0, "tiktok": 1.6, "shopee": 1.2, "postmart": 1.2, "voso": 0.9}
_SKILLS = ("dvc_tt", "mua_sam", "thanh_toan", "bao_ve", "nen_tang_dp")
_NEEDS = {"CQ01": 4.0, "CQ03": 4.0, "CQ04": 3.0, "CQ07": 1.5, "CQ12": 1.5, "KT01": 2.5, "KT02": 3.0, "XH01": 3.0,
          "XH02": 1.5, "XH05": 1.0, "XH08": 3.0, "XH09": 1.0, "AT01": 3.5, "AT02": 1.5, "AT03": 1.2}  # fmt: skip
_SELLERS_NEEDS = {"KT03": 3.0, "KT05": 2.0, "KT07": 3.0, "KT08": 3.0, "KT09": 1.5}
_OPINIONS = (
    "Mong Tổ đến tận nhà hướng dẫn thêm cho người già.",
    "Sóng ở nhà chập chờn, làm hồ sơ hay bị gián đoạn.",
    "Nên hướng dẫn vào buổi tối, ban ngày bận đi nương.",
    "Hay có cuộc gọi lạ xưng là công an, mong được nhắc thường xuyên.",
    "Muốn bán miến dong trên mạng mà chưa biết chụp ảnh.",
    "Cổng dịch vụ công dùng được nhưng chữ hơi nhỏ.",
    "Đề nghị có Wi-Fi ở nhà văn hóa thôn.",
)


def answers_of(chance: random.Random, home: Home, respondent: tuple[str, str], phone: str | None) -> Answers:
    """The answers of sections A (the respondent's part) to H of a household that said yes.

    `respondent` is a name and its relation to the head; `phone` is None when none was given.
    """
    name, relation = respondent
    told: Answers = {"nguoi_tl": name, "quan_he": relation}
    if phone:
        told["sdt"] = phone
    told |= _household(chance, home)
    told |= _devices(chance, home)
    told |= _government(chance, home, told)
    told |= _money(chance, home, told)
    told |= _business(chance, home)
    told |= _society(chance, home, told)
    told |= _skills(chance, home, told)
    return told | _needs(chance, home, told)


def _household(chance: random.Random, home: Home) -> Answers:
    """B: the household."""
    work = pick_some(chance, _WORK, 1 + happens(chance, 0.4))
    if home.trade in ("kinh_doanh", "ca_hai"):
        work = [work[0], "buon_ban"]
    elif home.elders == home.people:
        work = ["huu_tri"]
    return {
        "so_nk": home.people,
        "so_14": home.adults,
        "so_60": home.elders,
        "so_hs": home.pupils,
        "loai_ho": home.household_class,
        "nghe": work,
    }


def _devices(chance: random.Random, home: Home) -> Answers:
    """C: devices and connection. Who has no smartphone at home seldom has the Internet."""
    reach = home.reach
    phones = count_of(chance, home.adults, 0.15 + 0.8 * reach)
    signal = pick(chance, {"tot": reach, "yeu": 0.45, "khong": max(0.0, 0.35 - reach)})
    connection = _connection(chance, reach, phones)
    told: Answers = {"song": signal, "ket_noi": connection}
    if connection == ["khong"]:
        told["ly_do_kn"] = _why_not(chance, signal, phones)
    computers = count_of(chance, 2, 0.28 * reach)
    return told | {"so_dttm": phones, "so_mt": REFUSED if happens(chance, 0.01) else computers}


def _connection(chance: random.Random, reach: float, phones: int) -> list[str]:
    if not phones or happens(chance, 0.25 * (1 - reach)):
        return ["wifi_nho"] if happens(chance, 0.12) else ["khong"]
    ways = ["cap_quang"] if happens(chance, reach * 0.8) else []
    return [*ways, "di_dong"] if not ways or happens(chance, 0.7) else ways


def _why_not(chance: random.Random, signal: str, phones: int) -> list[str]:
    if signal == "khong":
        return ["chua_co_song"]
    weights = {"het_tien": 1.0, "khong_biet_dung": 3.0, "khong_can": 1.5}
    return pick_some(chance, weights if phones else {"khong_co_may": 6.0, **weights}, 1 + happens(chance, 0.3))


def _government(chance: random.Random, home: Home, told: Answers) -> Answers:
    """D: digital government. VNeID follows the smartphone, though a phone of the family's will do."""
    phones, adults = _number(told, "so_dttm"), home.adults
    with_vneid = count_of(chance, adults, (0.35 + 0.6 * home.reach) if phones else 0.18)
    done = pick(chance, {"tu_lam": home.reach * 0.42, "lam_ho": 0.3, "chua": 0.45, "khong_nhu_cau": 0.2})
    found: Answers = {"so_vneid2": with_vneid, "dvc_12t": done}
    if done in ("tu_lam", "lam_ho"):
        found["dvc_loai"] = pick_some(chance, _PROCEDURES, 1 + happens(chance, 0.35))
    if done in ("lam_ho", "chua"):
        without = {"khong_may": 6.0} if not phones else {}
        cut_off = {"khong_mang": 3.0} if told["ket_noi"] == ["khong"] else {}
        found["kk_dvc"] = pick_some(chance, {**without, **cut_off, **_TROUBLES}, 1 + happens(chance, 0.4))
    if phones:
        found["c_tn"] = _yes_no(chance, 0.08 + 0.45 * home.reach)
        found["zalo_thon"] = _yes_no(chance, 0.35 + 0.55 * home.reach)
    if with_vneid:
        found["so_cks"] = count_of(chance, with_vneid, 0.03 + 0.09 * home.reach)
    return found


def _money(chance: random.Random, home: Home, told: Answers) -> Answers:
    """E, first half: payment accounts and what they are used for."""
    if happens(chance, 0.015):
        return {"so_tktt": REFUSED}
    accounts = count_of(chance, home.adults, (0.25 + 0.6 * home.reach) if told["so_dttm"] else 0.12)
    found: Answers = {"so_tktt": accounts}
    if accounts:
        reach = home.reach
        found["tt_ktm"] = pick(chance, {"thuong_xuyen": 0.75 * reach, "thinh_thoang": 0.5, "khong": 1.05 - reach})
        if found["tt_ktm"] != "khong":
            found["tt_viec"] = pick_some(chance, _PAID_FOR, chance.randint(1, 3))
    return found


def _business(chance: random.Random, home: Home) -> Answers:
    """E, second half: what the household sells and where."""
    if home.trade == "khong":
        return {"sxkd": "khong"}
    makes, trades = home.trade in ("san_xuat", "ca_hai"), home.trade in ("kinh_doanh", "ca_hai")
    products = pick_some(chance, _MADE, 1 + happens(chance, 0.4)) if makes else []
    products += pick_some(chance, _SOLD, 1) if trades else []
    online = happens(chance, 0.1 + 0.35 * home.reach)
    channels = pick_some(chance, _CHANNELS, 1 + happens(chance, 0.3)) if online else ["chua"]
    found: Answers = {"sxkd": home.trade, "san_pham": products, "kenh_ban": channels}
    if trades:
        found["qr_ban"] = _yes_no(chance, 0.25 + 0.65 * home.reach)
    if not online:
        found["muon_gh"] = _yes_no(chance, 0.15 + 0.35 * home.reach)
    return found


def _society(chance: random.Random, home: Home, told: Answers) -> Answers:
    """F: health, school, safety. The health book is in VNeID, so it comes after that."""
    with_vneid = _number(told, "so_vneid2")
    found: Answers = {
        "so_sskdt": count_of(chance, with_vneid, 0.55 + 0.3 * home.reach),
        "so_vssid": count_of(chance, home.adults, 0.1 + 0.3 * home.reach),
    }
    if home.pupils:
        found["sll_dt"] = _yes_no(chance, 0.3 + 0.6 * home.reach)
    if told["so_dttm"]:
        found["tro_ly"] = _yes_no(chance, 0.05 + 0.22 * home.reach)
    met = 0.12 + 0.2 * home.reach
    found["lua_dao"] = pick(
        chance, {"khong": 0.95 - met, "gap_khong_mat": met, "mat_tien": 0.02, "khong_tra_loi": 0.02}
    )
    return found


def _skills(chance: random.Random, home: Home, told: Answers) -> Answers:
    """G: the five basic skills; who has done it before can do it."""
    reach = home.reach if told["so_dttm"] else 0.05
    able = [skill for skill in _SKILLS if happens(chance, min(0.9, reach * 1.05))]
    if told["dvc_12t"] == "tu_lam" and "dvc_tt" not in able:
        able = ["dvc_tt", *able]
    found: Answers = {"kn_ho": able or ["khong"]}
    if len(able) == len(_SKILLS):
        found["so_5kn"] = min(home.adults, 1 + count_of(chance, home.adults - 1, 0.2))
    return found | {"so_bdhvs": count_of(chance, home.adults, 0.04 + 0.16 * home.reach)}


def _needs(chance: random.Random, home: Home, told: Answers) -> Answers:
    """H: needs and opinions."""
    found: Answers = {}
    if happens(chance, 0.8):
        wanted = _NEEDS if home.trade == "khong" else {**_NEEDS, **_SELLERS_NEEDS}
        found["nhu_cau"] = pick_some(chance, wanted, chance.randint(1, 4))
        found["gio_ranh"] = pick(chance, {"sang": 0.6, "chieu": 0.8, "toi": 4.0, "cuoi_tuan": 3.0})
    if happens(chance, 0.14):
        found["y_kien"] = one_of(chance, _OPINIONS)
    return found | {"muon_tg": _yes_no(chance, 0.04 if told["so_dttm"] else 0.01)}


def _yes_no(chance: random.Random, probability: float) -> str:
    """Yes, no, or now and then that nobody knows."""
    if happens(chance, _KNOWS_NOT):
        return "khong_biet"
    return "co" if happens(chance, probability) else "khong"


def _number(told: Answers, name: str) -> int:
    """A number answered before; 0 when it was not told."""
    answer = told.get(name)
    return answer if isinstance(answer, int) else 0
