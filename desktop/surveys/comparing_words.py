"""The difference between two versions of a form in words, for the screen and the command line."""

from collections.abc import Iterator, Sequence

from desktop.surveys.comparing import Change, Choices, Comparison, Entry
from desktop.surveys.definition import Kind

_MOST_CHOICES = 12
_ASPECTS = {
    "label": "Câu hỏi", "hint": "Gợi ý", "guidance": "Gợi ý trên giấy", "kind": "Loại câu", "choices": "Lựa chọn",
    "choices_from": "Danh sách của máy", "relevant": "Chỉ hỏi khi", "required": "Bắt buộc trả lời",
    "required_message": "Lời nhắc khi bỏ trống", "constraint": "Giới hạn", "message": "Lời nhắc khi sai",
    "calculation": "Cách tính", "default": "Trả lời sẵn", "read_only": "Chỉ xem, không sửa",
    "appearance": "Cách trình bày", "personal": "Loại dữ liệu cá nhân", "count": "Số lần hỏi", "title": "Tên biểu mẫu",
}  # fmt: skip
_KINDS: dict[Kind, str] = {
    "integer": "số nguyên", "decimal": "số lẻ", "text": "chữ", "date": "ngày", "time": "giờ",
    "datetime": "ngày và giờ", "select_one": "chọn một", "select_multiple": "chọn nhiều", "rank": "xếp thứ tự",
    "acknowledge": "đánh dấu đã đọc", "geopoint": "vị trí", "geotrace": "đường đi", "geoshape": "khu đất",
    "barcode": "mã vạch", "file": "tệp, ảnh", "note": "ghi chú", "calculate": "tự tính", "hidden": "ẩn",
}  # fmt: skip
_NONE = {"relevant": "luôn hỏi", "required": "không", "read_only": "không", "constraint": "không giới hạn"}
_YES = {"required": "có", "read_only": "có"}


def entry_words(entry: Entry) -> str:
    """A question or part by its words and its name in the workbook."""
    what = entry.label or entry.name
    told = _KINDS[entry.kind] if entry.kind else "phần"
    return f"{what} ({entry.name}, {told})"


def change_lines(change: Change) -> Iterator[str]:
    """What differs in one aspect, a line each."""
    if change.choices is not None:
        yield from _choice_lines(change.choices)
        return
    before, after = (_value(change.aspect, value) for value in (change.before, change.after))
    yield f"{_ASPECTS[change.aspect]}: {before} → {after}"


def _value(aspect: str, value: str) -> str:
    if aspect == "kind":
        return next((words for kind, words in _KINDS.items() if kind == value), value)
    if not value:
        return _NONE.get(aspect, "không có")
    if value == "true()" and aspect in _YES:
        return _YES[aspect]
    return f"khi {value}" if aspect == "required" else f"“{value}”"


def _choice_lines(choices: Choices) -> Iterator[str]:
    for told, some in (("Thêm lựa chọn", choices.added), ("Bỏ lựa chọn", choices.removed)):
        if some:
            yield f"{told}: {_listed([f'“{one.label}” ({one.value})' for one in some])}"
    if choices.renamed:
        yield f"Đổi chữ của lựa chọn: {_listed([f'“{old}” → “{new}” ({code})' for code, old, new in choices.renamed])}"
    if choices.reordered:
        yield "Đổi thứ tự các lựa chọn"


def _listed(parts: Sequence[str]) -> str:
    rest = len(parts) - _MOST_CHOICES
    return ", ".join(parts[:_MOST_CHOICES]) + (f" và {rest} mục khác" if rest > 0 else "")


def summary(found: Comparison) -> str:
    """How much differs, in one line."""
    if not found:
        return "Hai bản giống hệt nhau."
    counts = (("thêm", len(found.added)), ("bỏ", len(found.removed)), ("đổi", len(found.changed)))
    told = [f"{verb} {count} câu" for verb, count in counts if count]
    told += ["đổi tên biểu mẫu"] if found.form else []
    told += ["đổi thứ tự các câu"] if found.moved else []
    text = ", ".join(told)
    return f"{text[:1].upper()}{text[1:]}."
