"""Tables counted by hand: each choice, each reason and what was never asked stands apart."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.survey_facts import HIDDEN, Cell, GroupFacts, QuestionFacts
from desktop.surveys.definition import Form, Repeat
from desktop.surveys.results.tabulation import Respondent, Tabulation
from tests.surveys.form_makers import MEMBER, REFUSED, UNKNOWN, form, member, question, text

GROUPS = {"a": "Nà Quang", "b": "Nà Bản"}


def table(made: Form | list[Form], name: str, *answers: tuple[str, Any], **values: Any) -> QuestionFacts:
    """The table of one question, nothing hidden unless asked for; answers come with their group."""
    forms = made if isinstance(made, list) else [made]
    respondents = [Respondent(group, values.get("version", 0), text(told)) for group, told in answers]
    groups = values.get("groups", GROUPS)
    tabulation = Tabulation(forms, respondents, groups, open_to_all=values.get("open_to_all", False))
    return next(found for found in tabulation.tables() if found.name == name)


def row(facts: QuestionFacts, key: str = "") -> dict[str, Any]:
    """One group's cells by code, reasons in brackets."""
    found: GroupFacts = next(one for one in facts.rows if one.key == key)
    names = [c.code if c.role == "choice" else f"<{c.code}>" for c in facts.columns]
    cells = zip(names, found.cells, strict=True)
    return {name: cell.value for name, cell in cells if cell.value or cell.hidden} | {"base": found.answered.value}


def test_each_choice_and_each_reason_stands_apart() -> None:
    made = form(
        question("co_tv", "select_one", "co=Có", "khong=Không"),
        question("kenh", "select_one", "vtv", "khac", relevant="/data/co_tv = 'co'"),
    )
    facts = table(
        made,
        "kenh",
        ("a", {"co_tv": "co", "kenh": "vtv"}),
        ("a", {"co_tv": "co", "kenh": REFUSED}),
        ("a", {"co_tv": "khong"}),
        ("b", {"co_tv": "co"}),
        ("b", {"co_tv": "co", "kenh": UNKNOWN}),
        ("b", {"co_tv": "co", "kenh": ""}),
        ("b", {}),
    )
    assert row(facts, "a") == {"vtv": 1, "<refused>": 1, "<not_asked>": 1, "base": 1}
    assert row(facts, "b") == {"<missing>": 2, "<unknown>": 1, "<not_asked>": 1, "base": 0}
    assert row(facts) == {"vtv": 1, "<refused>": 1, "<unknown>": 1, "<missing>": 2, "<not_asked>": 2, "base": 1}
    assert [found.units for found in facts.rows] == [3, 4, 7]
    assert [column.label for column in facts.columns[-4:]] == [
        "Không trả lời", "Không biết", "Không hỏi", "Chưa có số liệu",
    ]  # fmt: skip


def test_a_share_is_out_of_the_real_answers_and_says_how_many_were_asked() -> None:
    made = form(question("song", "select_one", "tot=Tốt", "yeu=Yếu"))
    facts = table(made, "song", *[("a", {"song": code}) for code in ("tot", "tot", "yeu")], ("a", {"song": REFUSED}))
    figure = facts.figure(facts.groups[0], "tot")
    assert (figure.value, figure.base, figure.answered, figure.expected, figure.unit_of_coverage) == (2, 3, 3, 4, "hộ")
    assert (figure.name, figure.is_rate) == ("Tốt", True)
    with pytest.raises(KeyError):
        facts.figure(facts.groups[0], "refused")


def test_numbers_are_told_by_five_figures_and_0_is_a_number() -> None:
    made = form(question("so_nk", "integer"))
    told = [0, 5, 2, 3, REFUSED, None, "4", True, [1]]
    facts = table(made, "so_nk", *[("a", {"so_nk": number}) for number in told], ("b", {"so_nk": 7}))
    numbers = facts.groups[0].numbers
    assert numbers is not None
    assert tuple(numbers) == (2.5, 2.5, 0, 5, 10)
    assert str(numbers.total) == "10"  # sums of whole numbers print without a comma
    assert row(facts, "a") == {"<refused>": 1, "<missing>": 4, "base": 4}
    assert facts.total is not None
    assert facts.total.numbers is not None
    assert tuple(facts.total.numbers) == (17 / 5, 3, 0, 7, 17)


def test_several_choices_count_households_not_crosses() -> None:
    made = form(question("ket_noi", "select_multiple", "cap", "di_dong", "khong"))
    told = [["cap", "di_dong"], ["di_dong"], [], ["la"], ["cap", "cap"], [{"x": 1}]]
    facts = table(made, "ket_noi", *[("a", {"ket_noi": codes}) for codes in told])
    assert row(facts, "a") == {"cap": 2, "di_dong": 2, "la": 1, "<missing>": 2, "base": 4}
    assert facts.columns[3].label == "la"  # a code that the form does not know keeps its place beside the others


def test_entries_of_a_repeat_are_counted_one_by_one() -> None:
    inner = Repeat("viec", f"{MEMBER}/viec", "Việc", within=MEMBER)
    made = form(
        question("nha", "text"),
        question("tuoi", "integer", repeat=MEMBER),
        question("hoc", "select_one", "co", "khong", repeat=MEMBER, relevant=f"{MEMBER}/tuoi < 18 and /data/nha != ''"),
        question("ten_viec", "select_one", "ruong", "rung", repeat=inner.path),
        repeats=(member(), inner),
    )
    told = {
        "nha": "x",
        "member": [
            {"tuoi": 10, "hoc": "co"}, {"tuoi": 40}, {"tuoi": 9}, {"tuoi": REFUSED, "viec": [{"ten_viec": "rung"}]}
        ],
    }  # fmt: skip
    facts = table(made, "hoc", ("a", told), ("b", {"member": [{"tuoi": 3}, "x"]}), ("b", {"member": "y"}))
    assert row(facts, "a") == {"co": 1, "<not_asked>": 2, "<missing>": 1, "base": 1}
    assert row(facts, "b") == {"<not_asked>": 2, "base": 0}
    assert (facts.unit, facts.repeat, facts.groups[0].units) == ("lần", MEMBER, 4)
    assert row(table(made, "ten_viec", ("a", told), ("b", {})), "a") == {"rung": 1, "base": 1}


def test_what_cannot_be_told_counts_as_asked() -> None:
    made = form(
        question("a", "integer"),
        question("b", "text", relevant="today() > date('2025-01-01') and /data/a = 1"),
        question("c", "text", relevant="/data/nowhere = 1"),
        question("d", "text", relevant="((("),
    )
    for name in "bcd":
        assert row(table(made, name, ("a", {"a": 2})), "a") == {"<missing>": 1, "base": 0}


def test_another_repeat_tells_nothing_about_this_one() -> None:
    other = Repeat("ruong", "/data/ruong", "Ruộng")
    made = form(
        question("to", "integer", repeat=other.path),
        question("b", "text", repeat=MEMBER, relevant="/data/ruong/to = 1"),
        repeats=(member(), other),
    )
    assert row(table(made, "b", ("a", {"member": [{}], "ruong": [{"to": 1}]})), "a") == {"<missing>": 1, "base": 0}


def test_a_group_of_questions_hides_them_all() -> None:
    made = form(
        question("a", "select_one", "1", "2"), question("b", "text"), conditions={"/data/b": "", "/data": "1=1"}
    )
    inside = question("c", "text", path="/data/g/c")
    made = form(*made.questions, inside, conditions={"/data/g": "/data/a = '1'"})
    assert row(table(made, "c", ("a", {"a": "2"}), ("a", {"a": "1"})), "a") == {
        "<not_asked>": 1, "<missing>": 1, "base": 0,
    }  # fmt: skip


def test_versions_stand_in_one_table_and_each_asks_what_it_has() -> None:
    newer = form(question("song", "select_one", "tot", "5g"), question("moi", "text"), version="2")
    older = form(question("song", "select_multiple", "tot", "yeu"), question("cu", "integer"))
    respondents = [
        Respondent("a", 0, text({"song": "5g", "moi": "x"})), Respondent("a", 1, text({"song": ["yeu"], "cu": 3}))
    ]  # fmt: skip
    tables = {one.name: one for one in Tabulation([newer, older], respondents, {"a": "A"}, open_to_all=False).tables()}
    assert list(tables) == ["song", "moi", "cu"]
    assert row(tables["song"], "a") == {"5g": 1, "yeu": 1, "base": 2}
    assert row(tables["moi"], "a") == {"<not_asked>": 1, "base": 1}
    assert row(tables["cu"], "a") == {"<not_asked>": 1, "base": 1}


def test_what_is_no_answers_object_is_a_household_without_answers() -> None:
    made = form(question("a", "integer"))
    respondents = [Respondent("a", 0, broken) for broken in ("", "[]", "null", '{"a"', '{"a": {"b": 1}}')]
    facts = Tabulation([made], respondents, {"a": "A"}, open_to_all=False).tables()[0]
    assert row(facts, "a") == {"<missing>": 5, "base": 0}


def test_small_cells_are_hidden_with_their_numbers() -> None:
    made = form(question("so", "integer"), question("loai", "select_one", "x", "y"))
    told = [("a", {"so": 1, "loai": "x"})] * 8 + [("a", {"loai": "y"})] * 2 + [("b", {"so": 2, "loai": "x"})] * 3
    told += [("c", {"so": 2, "loai": "x"})] * 6
    groups = {**GROUPS, "c": "C"}
    numbers = table(made, "so", *told, open_to_all=True, groups=groups)
    assert [one.numbers is None for one in numbers.rows] == [False, True, True, False]
    assert numbers.rows[1].answered == HIDDEN
    choices = table(made, "loai", *told, open_to_all=True, groups=groups)
    assert row(choices, "a")["y"] is None
    assert row(choices, "b") == dict.fromkeys(["x", "y", "<refused>", "<unknown>", "<not_asked>", "<missing>", "base"])
    assert choices.figure(choices.groups[1], "x").value is None


def test_groups_that_overlap_have_no_total() -> None:
    made = form(question("a", "integer"))
    facts = Tabulation(
        [made], [Respondent("1", 0, "{}"), Respondent("2", 0, "{}")], {"1": "Đợt 1", "2": "Đợt 2"}, overlapping=True
    ).tables()[0]
    assert facts.total is None
    assert [one.units for one in facts.rows] == [1, 1]


ANSWER = st.sampled_from([None, "", "x", "y", "z", REFUSED, UNKNOWN, 3, ["x"]])


@given(st.lists(st.tuples(st.sampled_from("ab"), ANSWER), max_size=30))
def test_nobody_is_lost_and_nobody_counts_twice(told: list[tuple[str, Any]]) -> None:
    made = form(question("q", "select_one", "x", "y"))
    facts = table(made, "q", *[(group, {} if one is None else {"q": one}) for group, one in told])
    for found in facts.rows:
        assert sum(cell.value or 0 for cell in found.cells) == found.units
    real = Counter(one for _, one in told if isinstance(one, str) and one)
    assert {
        c.code: cell.value
        for c, cell in zip(facts.columns, facts.rows[-1].cells, strict=True)
        if c.role == "choice" and cell.value
    } == real
    assert facts.rows[-1].answered == Cell(real.total())
