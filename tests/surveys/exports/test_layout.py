"""Tables and columns of an export: personal questions stay out, names differ, repeats point at their parents."""

from desktop.surveys.definition import Repeat
from desktop.surveys.exports.layout import tables_of
from tests.surveys.exports.export_makers import FORM
from tests.surveys.form_makers import MEMBER, form, member, question


def test_personal_questions_are_left_out_unless_asked_for() -> None:
    names = [column.name for column in tables_of(FORM)[0].asked]
    assert names == [
        "ghi_chu", "so_nk", "dien_tich", "ngay", "gio", "luc", "song", "ket_noi", "ket_noi/cap", "ket_noi/di_dong",
    ]  # fmt: skip
    everything = tables_of(FORM, personal=True)
    assert {"ten", "vi_tri"} == {column.name for column in everything[0].asked} - set(names)
    assert [column.name for column in everything[1].asked] == ["ho_ten", "tuoi"]
    assert [column.name for column in tables_of(FORM)[1].asked] == ["tuoi"]


def test_a_repeat_is_a_table_that_points_at_the_one_around_it() -> None:
    top, members, works = tables_of(FORM)
    assert [(one.name, one.parent) for one in (top, members, works)] == [
        ("phieu", ""), ("member", "phieu"), ("viec", "member"),
    ]  # fmt: skip
    assert [column.name for column in works.fixed] == ["KEY", "PARENT_KEY", "toso_ho"]
    assert (top.children, members.children) == ((MEMBER,), (f"{MEMBER}/viec",))


def test_names_differ_whatever_the_case_and_tables_are_ascii() -> None:
    made = form(
        question("key", "text"),
        question("Key", "integer"),
        question("a", "select_multiple", "b"),
        question("a/b", "text"),
        repeats=(member(), Repeat("Thành viên", "/data/tv", "X"), Repeat("phieu", "/data/p", "Y")),
    )
    tables = tables_of(made)
    assert [column.name for column in tables[0].asked] == ["key_2", "Key_3", "a", "a/b", "a/b_2"]
    assert [table.name for table in tables] == ["phieu", "member", "thanh_vien", "phieu_2"]
