"""What conditions make of questions that are not asked or not answered: as JavaRosa and Web Forms have it."""

import pytest

from tests.surveys.engine.forms import asked, bind, opened, value


def calculated(expression: str, *, nodes: str = "", binds: str = "", body: str = "") -> str | None:
    """What a calculation gives beside `hidden`, which is not relevant, `empty`, `zero` and `n`, which is 3."""
    interview = opened(
        f"<hidden>5</hidden><empty/><zero>0</zero><n>3</n>{nodes}<c/>",
        bind("hidden", relevant="false()", type="int") + bind("empty", type="int") + bind("zero", type="int")
        + bind("n", type="int") + binds + bind("c", calculate=expression),
        body or asked("n"),
    )  # fmt: skip
    return value(interview, "c")


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("/data/hidden = ''", True),
        ("/data/hidden != 3", True),
        ("/data/hidden = /data/empty", True),
        ("/data/hidden != ''", False),
        ("/data/hidden = 0", False),
        ("/data/hidden < 3", False),
        ("/data/hidden = false()", True),
        ("../no_such_node = ''", True),
    ],
)
def test_a_question_that_is_not_asked_compares_as_an_empty_text(condition: str, holds: bool) -> None:
    assert calculated(f"if({condition}, 'y', 'n')") == ("y" if holds else "n")


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("/data/empty", False),
        ("/data/zero", False),
        ("/data/n", True),
        ("not(/data/empty)", True),
        ("/data/empty = true()", False),
    ],
)
def test_an_answer_counts_as_true_by_its_value(condition: str, holds: bool) -> None:
    assert calculated(f"if({condition}, 'y', 'n')") == ("y" if holds else "n")


def test_a_text_of_zero_counts_as_true_and_a_group_too() -> None:
    binds = bind("t", type="string")
    assert calculated("if(/data/t and /data/g, 1, 2)", nodes="<t>0</t><g><x/></g>", binds=binds) == "1"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("sum(/data/m/x)", "4"),
        ("max(/data/m/x)", "3"),
        ("min(/data/m/x)", "1"),
        ("max(/data/empty, 4)", "4"),
        ("sum(/data/empty)", "0"),
        ("max(/data/empty)", ""),
    ],
)
def test_an_unanswered_question_is_in_no_sum(expression: str, expected: str) -> None:
    body = '<group ref="/data/m"><repeat nodeset="/data/m"><input ref="/data/m/x"/></repeat></group>'
    members = "<m><x>1</x></m><m><x/></m><m><x>3</x></m>"
    assert calculated(expression, nodes=members, binds=bind("m/x", type="int"), body=body) == expected
