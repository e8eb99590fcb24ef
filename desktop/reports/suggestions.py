"""Sentences that a village may take over into its report, each made of figures and of nothing else (DOMAIN 2.7, 2.8).

What is not known is not said. The printed report says the period's figures by itself, so the first section compares.
"""

from collections.abc import Callable, Iterator, Mapping

from desktop.models.facts import Figure
from desktop.models.suggestion_facts import SuggestionFacts
from desktop.reports.citing import inside_sentence
from desktop.reports.clauses import sentence, services_said
from desktop.reports.figures import is_known, prose_count
from desktop.text import format_count, format_date, one_line

#: What is compared with the period before, and how it reads inside a sentence.
_COMPARED = {
    "HD01": ("số buổi hỗ trợ, tuyên truyền", "buổi"),
    "HD02": ("số lượt hướng dẫn", "lượt"),
    "HD03": ("số người được hướng dẫn lần đầu", "người"),
    "HD04": ("số hộ được đến tận nhà", "hộ"),
    "CQ-1": ("số lượt hướng dẫn dịch vụ công trực tuyến", "lượt"),
}
#: The answers of the household questionnaire; a code that is not here is told among "lý do khác".
_DIFFICULTIES = {
    "khong_may": "không có máy",
    "khong_mang": "không có mạng",
    "khong_biet": "không biết cách làm",
    "quen_mat_khau": "quên mật khẩu",
    "so_lua_dao": "sợ bị lừa đảo",
    "khong_biet_chu": "không biết chữ",
    "giay_to_phuc_tap": "giấy tờ phức tạp",
}
_MOST = 3


def suggestions(facts: SuggestionFacts) -> Mapping[str, str]:
    """Section code -> sentences for it; a section about which nothing is known is left out."""
    found = {code: " ".join(text for text in make(facts) if text) for code, make in _SECTIONS.items()}
    return {code: text for code, text in found.items() if text}


# --- Kết quả nổi bật ---


def _results(facts: SuggestionFacts) -> Iterator[str]:
    yield _compared(facts)
    yield services_said(facts.services, _MOST)
    yield sentence(facts.figures, ["KS-1"])
    yield sentence({code: figure for code, figure in facts.figures.items() if figure.value}, ["CQ-2", "KT-4"])


def _compared(facts: SuggestionFacts) -> str:
    """One sentence: "So với tháng 7 năm 2025, số lượt hướng dẫn tăng từ 40 lên 52 lượt; ..."."""
    if facts.before is None or facts.figures_before is None:
        return ""
    parts = [
        _change(facts.figures.get(code), facts.figures_before.get(code), *told) for code, told in _COMPARED.items()
    ]
    known = [part for part in parts if part]
    return f"So với {facts.before.name}, {'; '.join(known)}." if known else ""


def _change(now: Figure | None, before: Figure | None, name: str, unit: str) -> str:
    """How one figure went; "" when either is not known or both are 0."""
    if now is None or before is None or now.value is None or before.value is None:
        return ""
    if now.value == before.value:
        return f"{name} giữ ở mức {prose_count(now.value)} {unit}" if now.value else ""
    way, to = ("tăng", "lên") if now.value > before.value else ("giảm", "xuống")
    return f"{name} {way} từ {prose_count(before.value)} {to} {prose_count(now.value)} {unit}"


# --- Sáng kiến ---


def _good_ways(facts: SuggestionFacts) -> Iterator[str]:
    if facts.initiatives:
        named = "; ".join(f"“{one_line(name)}”" for name in facts.initiatives)
        yield f"Trong kỳ, Tổ có {prose_count(len(facts.initiatives))} sáng kiến, cách làm hay: {named}."


# --- Khó khăn ---


def _difficulties(facts: SuggestionFacts) -> Iterator[str]:
    yield _named_difficulties(facts)
    yield _left(facts, "HD05", "Còn {} chưa từng được hỗ trợ.")
    yield _left(facts, "KS-1-vang", "Có {} vắng khi Tổ đến khảo sát.")
    yield _left(facts, "KS-1-tu-choi", "Có {} từ chối khảo sát.")
    if facts.figures.get("TC04-duoi") and facts.figures["TC04-duoi"].value:
        size = facts.figures.get("TC02")
        if size is not None and is_known(size):
            yield f"Tổ hiện có {prose_count(size.value or 0)} thành viên, dưới mức quy định."


def _named_difficulties(facts: SuggestionFacts) -> str:
    """What households named most; the households that answered are told with it."""
    known = [(_DIFFICULTIES[code], count) for code, count in facts.difficulties if code in _DIFFICULTIES]
    if not known:
        return ""
    named = "; ".join(f"{label} ({prose_count(count)} hộ)" for label, count in known[:_MOST])
    asked = format_count(facts.difficulty_answers)
    return f"Khó khăn khi làm trực tuyến được nêu nhiều nhất: {named}; trên {asked} hộ có trả lời câu này."


def _left(facts: SuggestionFacts, code: str, template: str) -> str:
    """A sentence about what is left, where something is."""
    figure = facts.figures.get(code)
    return template.format(f"{prose_count(figure.value)} hộ") if figure is not None and figure.value else ""


# --- Kiến nghị ---


def _proposals(facts: SuggestionFacts) -> Iterator[str]:
    if facts.opinions:
        total = sum(count for _, count in facts.opinions)
        named = "; ".join(f"{inside_sentence(topic)}: {prose_count(count)}" for topic, count in facts.opinions)
        yield f"Đề nghị xã trả lời {prose_count(total)} ý kiến của người dân đã chuyển xã ({named})."


# --- Việc làm kỳ tới ---


def _next(facts: SuggestionFacts) -> Iterator[str]:
    yield _left(facts, "HD05", "Đến hỗ trợ {} chưa từng được hỗ trợ.")
    if facts.follow_ups:
        yield f"Hỗ trợ lại {prose_count(facts.follow_ups)} lần đã hẹn."
    yield _to_survey(facts)
    if facts.planned:
        yield f"Tổ chức {prose_count(facts.planned)} buổi đã có trong lịch."
    if facts.tasks:
        named = "; ".join(
            f"{one_line(task.name)} (hạn {format_date(task.due_on)})" if task.due_on else one_line(task.name)
            for task in facts.tasks[:_MOST]
        )
        more = "" if len(facts.tasks) <= _MOST else "; và các nhiệm vụ khác"
        yield f"Tiếp tục {prose_count(len(facts.tasks))} nhiệm vụ được giao: {named}{more}."


def _to_survey(facts: SuggestionFacts) -> str:
    """How many households are neither surveyed nor have refused; only once the survey has begun."""
    done, refused = facts.figures.get("KS-1"), facts.figures.get("KS-1-tu-choi")
    if done is None or not done.value or done.base is None:
        return ""
    left = done.base - done.value - ((refused.value or 0) if refused else 0)
    return f"Khảo sát {prose_count(left)} hộ còn lại." if left > 0 else ""


_SECTIONS: Mapping[str, Callable[[SuggestionFacts], Iterator[str]]] = {
    "ket_qua": _results,
    "sang_kien": _good_ways,
    "kho_khan": _difficulties,
    "kien_nghi": _proposals,
    "ky_toi": _next,
}
