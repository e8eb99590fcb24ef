"""What pyxform says about a bad XLSForm, in Vietnamese with the sheet and the row.

pyxform's messages are English and mostly uncoded, so they are recognised by their words; one that is not known is
handed on as it is, with its place. Words only: nothing here imports pyxform.
"""

import re

from desktop.surveys.definition import Problem

_ROW = re.compile(r"\[row ?: ?(\d+)\]|row (?:number )?(\d+)")
_SHEET = re.compile(r"'(survey|choices|settings|entities|external_choices)' sheet")
_COLUMN = re.compile(r"the '([^']+)' value")
_QUOTED = re.compile(r"'([^']*)'")
_LEARN_MORE = re.compile(r"\s*Learn more: \S+")

_FIX_ROW = "Hãy sửa dòng này trong tệp Excel rồi nạp lại."
_KNOWN: tuple[tuple[str, str, str], ...] = (  # words to recognise -> what happened, what to do; {0} is the first group
    (r"You must have a sheet named 'survey'.*similar names.*: '(.+?)'",
     "Không có trang “survey”, có lẽ trang “{0}” bị gõ nhầm tên.", "Hãy đổi tên trang đó thành survey."),
    (r"You must have a sheet named 'survey'", "Tệp Excel không có trang “survey”, hoặc trang đó trống.",
     "Hãy chọn tệp biểu mẫu XLSForm: cần có trang survey, và trang choices nếu có câu hỏi lựa chọn."),
    (r"required column headers were not found: (.+?)\.", "Thiếu cột {0} ở dòng đầu của trang.",
     "Dòng đầu của trang survey cần có các cột type, name, label."),
    (r"Duplicate column header: (.+)", "Cột “{0}” có hai lần.", "Hãy xóa hoặc đổi tên một trong hai cột."),
    (r"different names for the same column were found: (.+?)\. ", "Hai cột {0} có cùng nghĩa.",
     "Hãy bỏ một trong hai cột."),
    (r"Unknown question type '(.*?)'", "Không có loại câu hỏi “{0}”.",
     "Hãy dùng các loại như integer, text, date, select_one <danh sách>, select_multiple <danh sách>."),
    (r"List name not in (?:external )?choices sheet: (\S+)", "Danh sách lựa chọn “{0}” không có trong trang choices.",
     "Hãy thêm danh sách đó vào trang choices hoặc sửa lại tên."),
    (r"There should be a choices sheet", "Có câu hỏi lựa chọn nhưng thiếu trang choices.",
     "Hãy thêm trang choices với các cột list_name, name, label."),
    (r"'name' value '(.*?)' is invalid.*must be unique within", "Tên câu hỏi “{0}” bị trùng trong cùng một nhóm.",
     "Hãy đặt mỗi câu hỏi một tên riêng."),
    (r"Choice names must be unique", "Mã lựa chọn bị trùng trong cùng một danh sách.",
     "Hãy đặt mỗi lựa chọn một mã riêng."),
    (r"Choices must have a name", "Lựa chọn thiếu mã ở cột name.", _FIX_ROW),
    (r"Choices should have a label", "Lựa chọn thiếu nhãn ở cột label.", _FIX_ROW),
    (r"Choice names with spaces .*See \[(.*?)\] in \[(.*?)\]", "Mã “{0}” của danh sách “{1}” có dấu cách.",
     "Hãy viết mã liền nhau, ví dụ khong_biet."),
    (r"Could not find the name '(.*?)'", "Biểu thức nhắc đến câu hỏi “{0}” không có trong biểu mẫu.",
     "Hãy kiểm tra lại tên trong ${{...}}."),
    (r"The name '(.*?)' appears more than once", "Biểu thức nhắc đến tên “{0}” nhưng có nhiều câu hỏi mang tên này.",
     "Hãy đặt mỗi câu hỏi một tên riêng."),
    (r"Reference variables must", "Cách nhắc đến câu hỏi khác viết sai.", "Hãy viết đúng dạng ${{tên_câu_hỏi}}."),
    (r"Names must begin with a letter", "Tên không hợp lệ.",
     "Tên bắt đầu bằng chữ cái không dấu, chỉ gồm chữ, số và dấu gạch dưới."),
    (r"Question or group with no name", "Câu hỏi hoặc nhóm thiếu tên ở cột name.", _FIX_ROW),
    (r"Question with no type", "Câu hỏi thiếu loại ở cột type.", _FIX_ROW),
    (r"element named '(.*?)' has no label", "Câu hỏi “{0}” không có nhãn.", "Hãy viết câu hỏi vào cột label."),
    (r"Missing calculation", "Dòng calculate thiếu biểu thức ở cột calculation.", _FIX_ROW),
    (r"Unmatched 'begin_(\w+)'.*the name '(.*?)'", "Nhóm “{1}” mở ra mà không đóng lại.",
     "Hãy thêm dòng end group ở cuối nhóm."),
    (r"Unmatched 'end_(\w+)'", "Có dòng đóng nhóm mà không có dòng mở nhóm.",
     "Hãy xóa dòng này hoặc thêm begin group."),
    (r"should end with one of the supported file extensions", "Tên tệp danh sách phải có đuôi .csv.", _FIX_ROW),
    (r"[Ww]orkbook is encrypted", "Tệp có mật khẩu nên không đọc được.",
     "Hãy mở bằng Excel, bỏ mật khẩu rồi lưu lại."),
    (r"was not recognized as a supported type", "Tệp Excel bị hỏng hoặc bị cắt cụt.",
     "Hãy chép lại tệp, hoặc mở bằng Excel rồi lưu lại thành .xlsx."),
)  # fmt: skip


def problem_from(message: str) -> Problem:
    """Turn one English message into a problem."""
    message = _LEARN_MORE.sub("", " ".join(message.split()))
    for words, what, advice in _KNOWN:
        if found := re.search(words, message):
            parts = (_QUOTED.sub(r"“\1”", part) for part in found.groups())
            return Problem(place_of(message), what.format(*parts), advice.format())
    own_words = _ROW.sub("", message).strip(" []")
    return Problem(place_of(message), f"Biểu mẫu có lỗi: {own_words[:300]}", "Hãy nhờ người lập biểu mẫu xem lại.")


def place_of(message: str) -> str:
    """The sheet, row and column that a message names, such as 'trang survey, dòng 3, cột relevant'."""
    sheet, row, column = _SHEET.search(message), _ROW.search(message), _COLUMN.search(message)
    parts = []
    if sheet:
        parts.append(f"trang {sheet[1]}")
    elif row:
        parts.append("trang survey")
    if row:
        parts.append(f"dòng {row[1] or row[2]}")
    if column:
        parts.append(f"cột {column[1]}")
    return ", ".join(parts)
