"""Two versions side by side: nothing between a form and itself, sides that swap, and every aspect that can differ."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.surveys.comparing import ASPECTS, Choices, Comparison, compare, in_names, names_of
from desktop.surveys.definition import Choice, Form, Question
from desktop.surveys.reading import read_form
from desktop.surveys.xform.defining import read_xform
from tests.surveys.books import FORMS, survey
from tests.surveys.form_makers import MEMBER, form, member, question

_WORDS = st.sampled_from(["", "a", "b", "/data/so > 3", "../so", "Số người trong hộ"])
_CHOICES = st.lists(st.sampled_from(["co", "khong", "co=Có ạ", "kb"]), max_size=3, unique_by=lambda one: one[:2])


@st.composite
def questions(draw: st.DrawFn, name: str, repeat: str) -> Question:
    """A question of any kind with any aspects."""
    kind = draw(st.sampled_from(["integer", "text", "select_one", "note"]))
    values: dict[str, Any] = {
        name: draw(_WORDS) for name in ("label", "hint", "relevant", "constraint", "message", "default", "required_if")
    }
    return question(name, kind, *draw(_CHOICES), repeat=repeat, required=draw(st.booleans()), **values)  # type: ignore[arg-type]


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form with a few questions, some of them in a repeat, in any order."""
    names = draw(st.permutations(["so", "tuoi", "nghe", "ghi"]))[: draw(st.integers(0, 4))]
    asked = [draw(questions(name, draw(st.sampled_from(["", MEMBER])))) for name in names]
    title = draw(st.sampled_from(["Phiếu", "Phiếu hộ"]))
    made = form(*asked, repeats=(replace(member(), count=draw(_WORDS)),) if draw(st.booleans()) else ())
    conditions = {**made.conditions, **({"/data/b": draw(_WORDS)} if draw(st.booleans()) else {})}
    return replace(made, title=title, conditions=conditions)


@given(forms())
def test_a_form_beside_itself_has_no_difference(one: Form) -> None:
    assert not compare(one, one)
    assert compare(one, one) == Comparison()


@given(forms(), forms())
def test_swapped_sides_swap_what_was_added_and_removed(one: Form, other: Form) -> None:
    there, back = compare(one, other), compare(other, one)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert there.moved == back.moved
    assert {one.entry.name for one in there.changed} == {one.entry.name for one in back.changed}
    forth = {(one.entry.name, each.aspect, each.before, each.after) for one in there.changed for each in one.changes}
    assert forth == {
        (one.entry.name, each.aspect, each.after, each.before) for one in back.changed for each in one.changes
    }
    assert bool(there) == bool(back)


@given(forms(), forms())
def test_equal_sides_are_the_only_ones_without_a_difference(one: Form, other: Form) -> None:
    if not compare(one, other):
        assert [(q.name, q.label, q.kind, q.choices, q.hint) for q in one.questions] == [
            (q.name, q.label, q.kind, q.choices, q.hint) for q in other.questions
        ]


_BASE = question("so", "select_one", "a=Một", "b=Hai", label="Số người")


@pytest.mark.parametrize(
    ("aspect", "given"),
    [
        ("label", {"label": "Số nhân khẩu"}),
        ("hint", {"hint": "cả người đi làm xa"}),
        ("guidance", {"guidance": "trên giấy"}),
        ("kind", {"kind": "select_multiple"}),
        ("choices", {"choices": (Choice("a", "Một"),)}),
        ("relevant", {"relevant": "/data/x = 1"}),
        ("required", {"required": True}),
        ("required", {"required_if": "/data/x = 1"}),
        ("required_message", {"required_message": "Phải ghi"}),
        ("constraint", {"constraint": ". < 9"}),
        ("message", {"message": "quá lớn"}),
        ("calculation", {"calculation": "1 + 1"}),
        ("default", {"default": "a"}),
        ("read_only", {"read_only": True}),
        ("appearance", {"appearance": "minimal"}),
        ("personal", {"personal": "N"}),
    ],
)
def test_every_aspect_of_a_question_is_told(aspect: str, given: dict[str, Any]) -> None:
    (changed,) = compare(form(_BASE), form(replace(_BASE, **given))).changed
    assert changed.entry.name == "so"
    assert [change.aspect for change in changed.changes] == [aspect]
    assert aspect in ASPECTS


def test_how_a_list_of_choices_differs() -> None:
    newer = replace(_BASE, choices=(Choice("c", "Ba"), Choice("b", "Hai người")))
    (change,) = compare(form(_BASE), form(newer)).changed[0].changes
    told = Choices((Choice("c", "Ba"),), (Choice("a", "Một"),), (("b", "Hai", "Hai người"),))
    assert change.choices == told
    turned = replace(_BASE, choices=_BASE.choices[::-1])
    assert compare(form(_BASE), form(turned)).changed[0].changes[0].choices == Choices(reordered=True)


def test_the_desks_own_lists_are_no_difference() -> None:
    one, other = (question("t", "select_one", *codes, choices_from="thon") for codes in ((), ("a",)))
    assert not compare(form(one), form(other))


def test_parts_repeats_title_and_order() -> None:
    asked = (question("a"), question("b"), question("ten", repeat=MEMBER))
    older = form(*asked, repeats=(member(),))
    newer = form(asked[1], asked[0], asked[2], repeats=(replace(member(), count="/data/a"),))
    newer = replace(newer, title="Tên mới", conditions={"/data/s": "/data/a = 1"})
    found = compare(older, newer)
    assert found.moved
    assert [(change.aspect, change.before, change.after) for change in found.form] == [
        ("title", "Phiếu thử", "Tên mới")
    ]
    assert [(one.entry.name, one.entry.kind, one.changes[0].after) for one in found.changed] == [
        ("member", None, "${a}")
    ]
    assert [(one.name, one.label, one.kind) for one in found.added] == [("s", "Phần", None)]


def test_a_question_that_went_into_a_repeat_is_another_one() -> None:
    found = compare(form(question("ten")), form(question("ten", repeat=MEMBER), repeats=(member(),)))
    assert [one.name for one in found.added] == ["ten", "member"]
    assert [one.name for one in found.removed] == ["ten"]


def test_expressions_are_told_as_the_workbook_has_them() -> None:
    asked = form(question("so"), question("ten", repeat=MEMBER), question("tuoi", repeat=MEMBER), repeats=(member(),))
    for written, told in (
        (" /data/so  > 3", "${so} > 3"),
        ("/data/so>3", "${so}>3"),
        ("not( ../ten  = '')", "not(${ten} = '')"),
        ("../../so + 1", "${so} + 1"),
        ("count( /data/member )", "count(${member})"),
        ("/data/khac/b", "/data/khac/b"),
        (". > 3", ". > 3"),
    ):
        assert in_names(names_of(asked), written, f"{MEMBER}/tuoi") == told


def test_two_workbooks(tmp_path: Any) -> None:
    read = []
    for name, rows in (
        ("cu", [["integer", "so", "Số người", ""], ["text", "ten", "Tên", "${so} > 3"]]),
        ("moi", [["integer", "so", "Số người", ""], ["begin_group", "g", "Nhóm", ""],
                 ["text", "ten", "Họ tên", "${so} > 3"], ["end_group", "", "", ""]]),
    ):  # fmt: skip
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(survey(*rows, more=("relevant",)))
        read.append(read_form(path).form)
    (changed,) = compare(*read).changed
    assert [(one.aspect, one.before, one.after) for one in changed.changes] == [("label", "Tên", "Họ tên")]


def test_the_shipped_questionnaire() -> None:
    shipped = read_form(FORMS / "hgd_so.xlsx")
    assert not compare(shipped.form, shipped.form)
    text = shipped.xform.replace("<name>con</name>", "<name>con_chau</name>")
    changed = compare(shipped.form, read_xform(text)[0]).changed
    assert [change.aspect for one in changed for change in one.changes] == ["choices"] * len(changed)
