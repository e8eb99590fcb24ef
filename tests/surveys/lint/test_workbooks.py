"""Remarks on a workbook name sheet, row and column as Excel shows them."""

import pytest

from desktop.surveys.definition import Problem
from desktop.surveys.lint.book import Book, Sheet, column_of
from desktop.surveys.reading import check, read_form
from tests.surveys.books import SETTINGS, book, survey

PICK = ["select_one yn", "b", "B"]


@pytest.fixture
def checked(tmp_path):
    """Check the bytes of a workbook."""

    def act(data: bytes) -> list[Problem]:
        path = tmp_path / "mau.xlsx"
        path.write_bytes(data)
        return check(path)

    return act


def places(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.place, problem.code) for problem in problems]


def test_a_remark_names_sheet_row_and_column(checked):
    rows = (
        ["begin group", "g", "G", ""], PICK, ["", "", "", ""], ["text", "c", "C", "${b} = 'cos'"],
        ["end group", "", "", ""], ["text", "d", "D", "regex(${c}, 'x')"],
    )  # fmt: skip
    told = checked(survey(*rows, more=("Relevance",)))
    assert places(told) == [
        ("trang survey, dòng 5, cột Relevance", "unknown-choice"),
        ("trang survey, dòng 7, cột Relevance", "dialect-regex"),
    ]
    assert all(problem.remark for problem in told)


@pytest.mark.parametrize(
    ("heading", "meant"),
    [("relevent", "relevant"), ("constrain_message", "constraint_message"), ("lable::English", "label"),
     ("requird", "required"), ("calcualtion", "calculation"), ("Choice Fiter", "choice_filter")],
)  # fmt: skip
def test_misspelt_headings(checked, heading, meant):
    told = checked(survey([*PICK, "x"], more=(heading,)))
    assert ("trang survey, dòng 1, cột " + heading, "misspelt-heading") in places(told)
    assert meant in told[-1].advice


@pytest.mark.parametrize(
    "heading", ["relevance", "Constraint Message", "bind::odk:length", "ghi chú", "media::image", "#"]
)
def test_headings_that_are_no_mistake(checked, heading):
    told = checked(survey([*PICK, ""], more=(heading,)))
    assert "misspelt-heading" not in {problem.code for problem in told}


def test_a_column_of_choices_that_a_filter_reads_is_the_officers_own(checked):
    choices = [["list_name", "name", "label", "lable"], ["yn", "co", "Có", "1"], ["yn", "khong", "Không", "2"]]
    plain = checked(survey([*PICK, ""], more=("choice_filter",), choices=choices))
    assert ("trang choices, dòng 1, cột lable", "misspelt-heading") in places(plain)
    read = checked(survey([*PICK, "lable = '1'"], more=("choice_filter",), choices=choices))
    assert "misspelt-heading" not in {problem.code for problem in read}


def test_lists_and_translations_have_rows(checked):
    choices = [
        ["list_name", "name", "label::vi", "label::en"], ["yn", "co", "Có", "Yes"], ["yn", "khong", "Không", ""],
        ["cu", "x", "X", "X"],
    ]  # fmt: skip
    data = book(
        survey=[["type", "name", "label::vi", "label::en"], ["select_one yn", "b", "B", "B"]],
        choices=choices, settings=SETTINGS,
    )  # fmt: skip
    assert places(checked(data)) == [
        ("trang choices, dòng 3, cột label::vi", "no-translation"),
        ("trang choices, dòng 4, cột list_name", "unused-list"),
    ]


def test_a_circle_and_a_fault_name_their_rows(checked, tmp_path):
    data = survey(["integer", "x", "X", "${y} = 1"], ["integer", "y", "Y", "${x} = 1"], PICK, more=("relevant",))
    told = checked(data)
    assert ("trang survey, dòng 2", "cycle") in places(told) or ("trang survey, dòng 3", "cycle") in places(told)
    assert not told[0].remark
    with pytest.raises(Exception, match="Trang survey, dòng"):
        read_form(tmp_path / "mau.xlsx")


@pytest.mark.parametrize(
    ("row", "meant"),
    [
        (["text", "a", "A", "${Ho_Ten} = 1"], "${ho_ten}"),
        (["txet", "a", "A", ""], "text"),
        (["select_one ynn", "a", "A", ""], "yn"),
    ],
)
def test_refusals_say_what_was_meant(checked, row, meant):
    (told,) = checked(survey(["text", "ho_ten", "Họ tên", ""], row, more=("relevant",)))
    assert f"Có phải là “{meant}”?" in told.advice


def test_a_good_workbook_is_told_nothing(checked):
    assert checked(survey(PICK)) == []


def test_rows_of_paths():
    rows = (
        {"type": "begin_repeat", "name": "m"},
        {"type": "text", "name": "a"},
        {"type": "end_repeat"},
        {"type": "text", "name": "z"},
    )
    made = Book({"survey": Sheet(("type", "name"), rows)})
    paths = ("/data/m", "/data/m/a", "/data/z", "/data/m_count", "/data/meta/instanceID", "/data")
    assert [made.row_of(path) for path in paths] == [2, 3, 5, 2, 0, 0]


@pytest.mark.parametrize(
    ("heading", "column"),
    [("Label :: English (en)", "label"), ("bind::relevant", "relevant"), ("jr:count", "repeat_count"),
     ("List Name", "list_name")],
)  # fmt: skip
def test_columns(heading, column):
    assert column_of(heading) == column
