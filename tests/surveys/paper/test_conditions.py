"""Conditions and limits in words, for the person with a pen; what cannot be said names the questions that decide."""

import pytest

from desktop.surveys.paper.conditions import when_asked
from desktop.surveys.paper.limits import cells_of, limit_words
from desktop.surveys.paper.numbering import Numbering
from tests.surveys.form_makers import form, question

FORM = form(
    question("mot", "select_one", "a", "b", "c"),  # 1
    question("nhieu", "select_multiple", "x", "y", "khong"),  # 2
    question("so", "integer", constraint=". >= 1 and . <= 25"),  # 3
    question("ten"),  # 4
    question("ngay", "date"),  # 5
    question("it_hon", "integer", constraint=". >= 0 and . <= /data/so"),  # 6
    hidden=(question("tinh", "calculate", calculation="/data/so * 2 + count-selected(/data/nhieu)"),),
)
NUMBERING = Numbering(FORM)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("", ""),
        ("/data/mot = 'a'", "Chỉ hỏi khi câu 1 là 1."),
        ("../mot = 'a' or ../mot = 'b'", "Chỉ hỏi khi câu 1 là 1 hoặc 2."),
        ("/data/mot != 'a' and /data/mot != 'c'", "Chỉ hỏi khi câu 1 không phải 1 hoặc 3."),
        ("not(/data/mot = 'a' or /data/mot = 'c')", "Chỉ hỏi khi câu 1 không phải 1 hoặc 3."),
        ("/data/mot != '' and /data/mot != 'c'", "Chỉ hỏi khi câu 1 có trả lời và không phải 3."),
        ("selected(/data/nhieu, 'khong')", "Chỉ hỏi khi câu 2 có chọn 3."),
        ("not(selected(/data/nhieu, 'x'))", "Chỉ hỏi khi câu 2 không chọn 1."),
        ("count-selected(/data/nhieu) > 1", "Chỉ hỏi khi câu 2 chọn từ 2 mục trở lên."),
        ("/data/so > 0", "Chỉ hỏi khi câu 3 từ 1 trở lên."),
        ("0 < /data/so", "Chỉ hỏi khi câu 3 từ 1 trở lên."),
        ("/data/so = 0", "Chỉ hỏi khi câu 3 bằng 0."),
        ("/data/so <= /data/it_hon", "Chỉ hỏi khi câu 3 không lớn hơn câu 6."),
        ("/data/ten != ''", "Chỉ hỏi khi câu 4 có trả lời."),
        ("/data/ten = 'Tày'", "Chỉ hỏi khi câu 4 ghi “Tày”."),
        ("/data/ngay >= date('2025-07-01')", "Chỉ hỏi khi câu 5 từ 01/7/2025."),
        ("/data/mot = 'a' and (/data/so > 3 or /data/ten = '')",
         "Chỉ hỏi khi câu 1 là 1 và (câu 3 từ 4 trở lên hoặc câu 4 để trống)."),
        ("/data/so + /data/it_hon > 4", "Có hỏi câu này hay không là tùy trả lời ở câu 3 và 6."),
        ("/data/tinh > 3", "Có hỏi câu này hay không là tùy trả lời ở câu 2 và 3."),
        ("/data/mot = 'khac'", "Có hỏi câu này hay không là tùy trả lời ở câu 1."),
        ("today() > date('2025-01-01')", "Không phải hộ nào cũng hỏi câu này, khi nhập vào máy sẽ biết."),
    ],
)  # fmt: skip
def test_a_condition_in_words(expression: str, words: str) -> None:
    assert when_asked(NUMBERING, [(expression, "/data/ngoai")]) == words


def test_all_conditions_of_a_place_are_told_together() -> None:
    told = when_asked(NUMBERING, [("/data/mot = 'a'", "/data/g"), ("/data/so > 0", "/data/g/it_hon")])
    assert told == "Chỉ hỏi khi câu 1 là 1 và câu 3 từ 1 trở lên."


@pytest.mark.parametrize(
    ("constraint", "message", "words"),
    [
        (". >= 1 and . <= 25", "", "từ 1 đến 25"),
        (". >= 0 and . <= /data/so", "Không lớn hơn số người", "không lớn hơn câu 3"),
        (". >= 18", "", "từ 18 trở lên"),
        (". >= 0", "", ""),
        ("regex(., '^a+$')", "Chỉ gồm chữ a", "Chỉ gồm chữ a"),
        (". mod 2 = 0", "Rất dài " * 20, ""),
    ],
)
def test_a_limit_in_words(constraint: str, message: str, words: str) -> None:
    assert limit_words(NUMBERING, question("n", "integer", constraint=constraint, message=message)) == words


def test_a_limit_that_the_label_says_is_not_said_again() -> None:
    several = question("n", "select_multiple", "a", "b", constraint="count-selected(.) <= 2")
    assert limit_words(NUMBERING, several) == "chọn tối đa 2"
    told = question("n", "select_multiple", "a", label="Nghề (tối đa 2)", constraint="count-selected(.) <= 2")
    assert limit_words(NUMBERING, told) == ""


def test_cells_follow_what_the_constraint_lets_through() -> None:
    found = {one.name: cells_of(NUMBERING, one) for one in FORM.questions}
    assert found == {"mot": "", "nhieu": "", "so": "__", "ten": "", "ngay": "__/__/____", "it_hon": "__"}
    code = question("m", constraint="regex(., '^[0-9]{5}-[0-9]{2}-[0-9]{3}$')")
    assert cells_of(NUMBERING, code) == "_____-__-___"
    assert cells_of(NUMBERING, question("m", constraint="regex(., '^0[35789][0-9]{8}$')")) == "_" * 10
    assert cells_of(NUMBERING, question("m", constraint="regex(., '^[0-9]+$')")) == ""
