"""Merging, renaming and splitting villages in words: what moves, what stays, what the laptops must do, the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.models.restructuring_plan import Weight
from desktop.models.succession import Past
from desktop.text import format_count, format_input_date
from desktop.ui.commune.naming import tr

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """A plan in words, part by part."""

    moves: Sequence[str]
    stays: Sequence[str]
    laptops: Sequence[str]


def merge_words(olds: Sequence[tuple[str, Weight]], into: tuple[str, Weight], on: date) -> Told:
    """Villages that go into another, from a day on."""
    name, own = into
    first, last = format_input_date(on), format_input_date(on - _DAY)
    moves, laptops = [], []
    for old, weight in olds:
        told = tr("{counts} của thôn {old} tính vào thôn {name} từ {day}.")
        moves.append(told.format(counts=_counts(weight), old=old, name=name, day=first))
        if weight.teams:
            told = tr("Tổ của thôn {old} ({count} người) kết thúc ngày {day}; ai vào Tổ mới theo quyết định riêng.")
            moves.append(told.format(old=old, count=weight.members, day=last))
        told = tr("Thôn {old}, {names}: vẫn nộp như cũ, chứng nhận không đổi; nhận một gói của xã để biết.")
        laptops += [told.format(old=old, names=_names(weight))] if weight.laptops else []
    told = tr("Thôn {name}, {names}: nhận một gói của xã là có thêm sổ của thôn nhập vào.")
    laptops += [told.format(name=name, names=_names(own))] if own.laptops else []
    return Told(moves, _stays(first), laptops or [_nobody()])


def rename_words(old: str, name: str, code: str, weight: Weight, on: date) -> Told:
    """A village with another name or code, from a day on."""
    first = format_input_date(on)
    told = tr("Thôn {old} là thôn {name} ({code}) từ {day}.").format(old=old, name=name, code=code, day=first)
    laptops = tr("Thôn {old}, {names}: chứng nhận không đổi; nhận một gói của xã là thấy tên mới.")
    stays = tr("{counts} vẫn ở nguyên, không phải ghi lại gì.").format(counts=_counts(weight))
    named = laptops.format(old=old, names=_names(weight)) if weight.laptops else _nobody()
    return Told([told], [stays, *_stays(first)], [named])


def split_words(old: str, name: str, homes: int, answers: int, weight: Weight, on: date) -> Told:
    """Households that make a new village, from a day on."""
    first = format_input_date(on)
    moves = tr("{homes} hộ và {answers} phiếu khảo sát của các hộ đó chép sang thôn mới {name} từ {day}.")
    moved = tr("Ở sổ thôn {old}, các hộ này ghi là đã chuyển đi.").format(old=old)
    kept = tr("Thôn {old} giữ {homes} hộ, {sessions} buổi hỗ trợ đã ghi, và Tổ của thôn ({members} người).").format(
        old=old, homes=format_count(weight.households - homes), sessions=format_count(weight.sessions),
        members=format_count(weight.members),
    )  # fmt: skip
    laptops = [tr("Thôn mới {name}: ghi danh một máy thì máy đó nhận sổ của thôn mới.").format(name=name)]
    told = tr("Thôn {old}, {names}: chứng nhận không đổi; nhận một gói của xã để biết hộ nào đã chuyển.")
    laptops += [told.format(old=old, names=_names(weight))] if weight.laptops else []
    return Told(
        [moves.format(homes=format_count(homes), answers=format_count(answers), name=name, day=first), moved],
        [kept, tr("Ai vào Tổ của thôn mới thì theo quyết định riêng."), *_stays(first)],
        laptops,
    )


def _stays(first: str) -> list[str]:
    return [
        tr("Báo cáo các kỳ trước {day} giữ thôn, tên và số liệu cũ.").format(day=first),
        tr("Gói của thôn đang trên đường vẫn nhận được."),
    ]


def _nobody() -> str:
    return tr("Không thôn nào có máy đang dùng.")


def _names(weight: Weight) -> str:
    return tr("máy {names}").format(names=", ".join(weight.laptops))


def _counts(weight: Weight) -> str:
    parts = (
        (weight.households, tr("{count} hộ")),
        (weight.responses, tr("{count} phiếu khảo sát")),
        (weight.sessions, tr("{count} buổi hỗ trợ")),
    )
    told = [words.format(count=format_count(count)) for count, words in parts if count]
    return ", ".join(told) or tr("Sổ (chưa có hộ nào)")


def past_words(past: Past) -> str:
    """One decision of a village's history: "Từ 01/09/2025: gộp từ thôn A (mã) theo quyết định 12/QĐ-UBND."."""
    told = {
        ("doi_ten", True): tr("đổi tên, trước là {name} ({code})"),
        ("doi_ten", False): tr("đổi tên, trước là {name} ({code})"),
        ("nhap", True): tr("đã nhập vào thôn {other}"),
        ("nhap", False): tr("gộp từ thôn {name} ({code})"),
        ("tach", True): tr("đã tách một phần thành thôn {other}"),
        ("tach", False): tr("tách ra từ thôn {name} ({code})"),
    }[past.kind, past.own].format(name=past.name, code=past.code, other=past.other)
    number = tr(", theo quyết định {number}").format(number=past.decision_number) if past.decision_number else ""
    return tr("Từ {day}: {told}{number}.").format(told=told, number=number, day=format_input_date(past.effective_on))
