"""What is told of a form beside the dialects: each rule with a form that has the fault and one that nearly has it."""

import pytest

from desktop.surveys.lint.nearness import nearest
from desktop.surveys.lint.remarks import MOST_OF_A_KIND, expression_problems, remarks
from tests.surveys.engine.forms import asked, bind, written

ITEMS = "".join(f"<item><value>{code}</value><label>{code}</label></item>" for code in ("yes", "no"))


def select(path: str, items: str = ITEMS) -> str:
    """A question with two choices."""
    return f'<select1 ref="/data/{path}"><label>Câu</label>{items}</select1>'


def codes(nodes: str, binds: str = "", body: str = "", extra: str = "") -> list[str]:
    """The codes of what is said of a form, each once."""
    text = written(nodes, binds, body, extra)
    return list(dict.fromkeys(problem.code for problem in (*expression_problems(text), *remarks(text))))


AB = "<a/><b/>"
ASKED = asked("a", "b")


@pytest.mark.parametrize(
    ("binds", "expected"),
    [
        (bind("a", relevant="/data/B = 1"), ["unknown-path"]),
        (bind("a", relevant="/data/b = yes"), ["unknown-path"]),
        (bind("a", relevant="/data/b = 'yes'"), []),
        (bind("a", relevant="../b = 1"), []),
        (bind("a", relevant="false()"), ["unreachable"]),
        (bind("a", relevant="/data/b = 1 and 1 = 2"), ["unreachable"]),
        (bind("a", relevant="/data/b = 1 or 1 = 2"), []),
        (bind("a", relevant="'x' = 'x'"), []),
        (bind("a", required="true()", readonly="true()"), ["unanswerable"]),
        (bind("a", required="true()", readonly="true()", calculate="/data/b"), []),
        (bind("a", required="true()", readonly="/data/b = 1"), []),
        (bind("a", constraint=". > 1"), ["no-message"]),
        (bind("a", constraint=". > 1", jr__constraintMsg="Quá nhỏ"), []),
        (bind("a", relevant="Selected(/data/b, '1')"), ["unknown-function"]),
        (bind("a", calculate="/data/b + 1") + bind("b", calculate="/data/a + 1"), ["cycle"]),
    ],
)
def test_conditions(binds, expected):
    assert codes(AB, binds, ASKED) == expected


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("/data/b == 1", "một dấu “=”"),
        ("/data/b = 1 && 1 = 1", "“and”"),
        ("/data/b = 1 || 1 = 1", "“or”"),
        ("/data/b <> 1", "“!=”"),
        ("/data/b =< 1", "“<=”"),
        ("/data/b => 1", "“>=”"),
        ("/data/b = ‘x’", "dấu nháy thẳng"),
        ("/data/b = 1 AND 1 = 1", "chữ thường"),
        ("if(/data/b = 1; 2; 3)", "dấu phẩy"),
        ("selcted(/data/b, 'x')", "selected()"),
        ("Count-Selected(/data/b)", "count-selected()"),
        ("zzzzzz(/data/b)", "gạch nối"),
    ],
)
def test_what_was_meant_is_said(expression, meant):
    (problem,) = expression_problems(written(AB, bind("a", relevant=expression), ASKED))
    assert meant in problem.advice
    assert problem.place.startswith("/data/a, relevant, chữ thứ ")
    assert not problem.remark


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("/data/b = 'yess'", ["unknown-choice"]),
        ("selected(/data/b, 'maybe')", ["unknown-choice"]),
        ("/data/b = 'yes'", []),
        ("/data/b = ''", []),
        ("/data/b != 'yess'", []),
    ],
)
def test_codes_that_no_choice_has(condition, expected):
    assert codes(AB, bind("a", relevant=condition), asked("a") + select("b")) == expected


def test_selects_without_choices_and_codes_twice():
    assert codes("<b/>", "", select("b", "")) == ["no-choices"]
    assert codes("<b/>", "", select("b", ITEMS + ITEMS)) == ["choice-twice"]
    assert codes("<b/>", "", select("b")) == []


def rows(name: str, *codes: str) -> str:
    """A list of the form."""
    items = "".join(f"<item><name>{code}</name><label>{code}</label></item>" for code in codes)
    return f'<instance id="{name}"><root>{items}</root></instance>'


def listed(nodeset: str) -> str:
    """A question that chooses from a list."""
    return (
        f'<select1 ref="/data/b"><label>B</label><itemset nodeset="{nodeset}"><value ref="name"/><label ref="label"/>'
        "</itemset></select1>"
    )


def test_lists_that_nobody_uses():
    whole = listed("instance('l')/root/item")
    assert codes("<b/>", "", whole, rows("l", "x")) == []
    assert codes("<b/>", "", whole, rows("l", "x") + rows("k", "x")) == ["unused-list"]
    read = bind("b", calculate="instance('k')/root/item[1]/name")
    assert codes("<b/>", read, whole, rows("l", "x") + rows("k", "x")) == []
    assert codes("<b/>", "", whole, rows("l", "x", "x")) == ["choice-twice"]
    assert codes("<b/>", "", listed("instance('l')/root/item[name = 'x']"), rows("l", "x", "x")) == []


def test_names_that_differ_by_capitals():
    assert codes("<a/><A/>", bind("a") + bind("A"), asked("a", "A")) == ["names-alike"]
    assert codes("<a/><a2/>", bind("a") + bind("a2"), asked("a", "a2")) == []


@pytest.mark.parametrize(
    ("start", "end", "step", "expected"),
    [("1", "5", "1", []), ("0", "1", "0.1", []), ("1", "5", "0", ["bad-range"]), ("1", "5", "3", ["bad-range"]),
     ("5", "1", "-1", []),
     ("x", "5", "1", ["bad-range"]), ("3", "3", "1", ["bad-range"]), ("1", "5", "nan", ["bad-range"]),
     ("1", "inf", "1", ["bad-range"])],
)  # fmt: skip
def test_ranges(start, end, step, expected):
    body = f'<range ref="/data/a" start="{start}" end="{end}" step="{step}"><label>A</label></range>'
    assert codes("<a/>", bind("a", type="int"), body) == expected


def itext(**languages: dict[str, str]) -> str:
    """Translations: text id -> words, a language."""
    told = ""
    for language, texts in languages.items():
        inner = "".join(f'<text id="{key}"><value>{words}</value></text>' for key, words in texts.items())
        told += f'<translation lang="{language}">{inner}</translation>'
    return f"<itext>{told}</itext>"


def test_missing_translations_are_told_once_a_language_and_kind():
    body = "".join(f'<input ref="/data/{one}"><label ref="jr:itext(\'{one}\')"/></input>' for one in "ab")
    both = {"a": "A", "b": "B"}
    assert codes(AB, "", body, itext(vi=both, en=both)) == []
    (said,) = remarks(written(AB, "", body, itext(vi=both, en={"b": "-"})))
    assert said.code == "no-translation"
    assert "“en” thiếu 2 câu hỏi" in said.message
    assert said.place == "/data/a, label"
    assert codes(AB, "", body, itext(vi={"a": "A"}, en={"a": "A"})) == []  # b has no words in any language


def test_no_endless_list():
    names = [f"q{at}" for at in range(MOST_OF_A_KIND + 5)]
    text = written(
        "".join(f"<{name}/>" for name in names), "".join(bind(name, relevant="nowhere = 1") for name in names)
    )
    told = remarks(text)
    assert len(told) == MOST_OF_A_KIND + 1
    assert told[-1].message == "Còn 5 chỗ nữa như vậy."


@pytest.mark.parametrize(
    ("word", "meant"),
    [("relevent", "relevant"), ("lable", "label"), ("Ten_Chu", "ten_chu"), ("abc", ""),
     ("constrain_mesage", "constraint_message")],
)  # fmt: skip
def test_nearness(word, meant):
    assert nearest(word, ["relevant", "label", "ten_chu", "constraint_message", "xyz"]) == meant
