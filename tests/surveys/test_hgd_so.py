"""The shipped questionnaire: it is what its script makes, what DOMAIN 3.3 asks for, and what the tables can hold."""

import io
import subprocess
import sys

import pytest
from openpyxl import load_workbook

from desktop.models import catalogues
from desktop.models.households import Consent, Household, Response
from desktop.surveys.definition import Form
from desktop.surveys.reading import check, read_form
from desktop.surveys.xform.defining import form_from_xform
from desktop.text import nfc, one_line
from tests.surveys.books import FORMS, form_script

SHIPPED = FORMS / "hgd_so.xlsx"

# DOMAIN 3.3: number, kind, name; row 15 (dan_toc) is off.
TABLE = """
1 text ma_ho|2 select_one thon|3 date ngay_ks|4 select_one nguoi_ks|5 select_one gap|6 select_one dong_y|7 text nguoi_tl
8 select_one quan_he|9 text sdt|10 integer so_nk|11 integer so_14|12 integer so_60|13 integer so_hs
14 select_one loai_ho|16 select_multiple nghe|17 select_one song|18 select_multiple ket_noi|19 select_multiple ly_do_kn
20 integer so_dttm|21 integer so_mt|22 integer so_vneid2|23 select_one dvc_12t|24 select_multiple dvc_loai
25 select_multiple kk_dvc|26 select_one c_tn|27 select_one zalo_thon|28 integer so_cks|29 integer so_tktt
30 select_one tt_ktm|31 select_multiple tt_viec|32 select_one sxkd|33 select_multiple san_pham
34 select_multiple kenh_ban|35 select_one qr_ban|36 select_one muon_gh|37 integer so_sskdt|38 integer so_vssid
39 select_one sll_dt|40 select_one tro_ly|41 select_one lua_dao|42 select_multiple kn_ho|43 integer so_5kn
44 integer so_bdhvs|45 select_multiple nhu_cau|46 select_one gio_ranh|47 text y_kien|48 select_one muon_tg
"""


def cells(data: bytes) -> dict[str, list[list[object]]]:
    """Every sheet's values."""
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def codes(form: Form, name: str) -> list[str]:
    """The codes of a question's choices."""
    return [choice.value for choice in form.by_name[name].choices]


def test_the_script_makes_the_shipped_file():
    script = form_script()
    made = script.workbook_bytes(script.workbook())
    assert cells(made) == cells(SHIPPED.read_bytes())


def test_the_script_makes_the_same_bytes_twice():
    script = form_script()
    assert script.workbook_bytes(script.workbook()) == script.workbook_bytes(script.workbook())


def test_it_reads_without_remarks(shipped):
    assert shipped.remarks == ()
    assert check(SHIPPED) == []


def test_its_settings(form):
    assert (form.form_id, form.version) == ("hgd_so", "2025.1")
    assert form.language == "Tiếng Việt (vi)"
    assert form.languages == ("Tiếng Việt (vi)",)


def test_it_asks_what_the_domain_page_asks(form):
    expected = [tuple(row.split()[1:]) for row in TABLE.strip().replace("\n", "|").split("|")]
    assert [(question.kind, question.name) for question in form.questions] == expected


def test_its_groups(form):
    assert [section.name for section in form.sections] == list("ABCDEFGH")
    assert [section.label for section in form.sections][1:] == [
        "Thông tin hộ", "Thiết bị, kết nối", "Chính quyền số", "Kinh tế số", "Xã hội số, an toàn", "Kỹ năng số",
        "Nhu cầu, ý kiến",
    ]  # fmt: skip


def test_nothing_in_it_is_preselected(form):
    assert all(question.default == "" for question in form.questions)
    assert [question.name for question in form.questions if question.required] == ["thon", "gap", "dong_y"]
    assert [question.name for question in form.questions if question.read_only] == ["ma_ho"]


def test_every_constraint_has_a_message_and_every_question_a_label(form):
    assert all(bool(question.constraint) == bool(question.message) for question in form.questions)
    assert all(question.label for question in form.questions)
    assert all(question.required_message for question in form.questions if question.required)


def test_its_codes_fit_the_tables(form):
    assert codes(form, "gap") == [code for code, _ in Response.contact.choices]
    assert codes(form, "dong_y") == [code for code, _ in Consent.answer.choices]
    assert codes(form, "loai_ho") == [code for code, _ in Household.household_class.choices]
    assert len(form.version) <= Response.form_version.max_length


def test_its_needs_are_services_of_the_catalogue(form):
    services = {row["code"]: row["name"] for row in catalogues.services()}
    needs = {choice.value: choice.label for choice in form.by_name["nhu_cau"].choices}
    assert needs == {code: name for code, name in services.items() if str(code)[:2] in ("CQ", "KT", "XH", "AT")}


def test_villages_and_interviewers_come_from_the_desk(form):
    assert {question.name: question.choices_from for question in form.questions if question.choices_from} == {
        "thon": "thon", "nguoi_ks": "thanh_vien",
    }  # fmt: skip


def test_it_says_how_personal_each_answer_is(form):
    assert {question.personal for question in form.questions} == {"K", "C"}
    assert [question.name for question in form.questions if question.personal == "C"] == [
        "ma_ho", "nguoi_ks", "dong_y", "nguoi_tl", "quan_he", "sdt", "loai_ho", "lua_dao", "y_kien", "muon_tg",
    ]  # fmt: skip


def test_its_words_are_clean(form):
    words = [question.label for question in form.questions] + [question.hint for question in form.questions]
    words += [question.message for question in form.questions]
    words += [choice.label for question in form.questions for choice in question.choices]
    for text in words:
        assert text == nfc(text) == one_line(text)


def test_the_desk_reads_the_kept_text_to_the_same_form(shipped, form):
    assert form_from_xform(shipped.xform) == form


def test_the_ethnic_group_is_asked_only_in_a_form_of_its_own(tmp_path, form):
    script = form_script()
    path = tmp_path / "dan_toc.xlsx"
    script.main(["--ethnicity", str(path)])
    other = read_form(path).form
    assert "dan_toc" not in form.by_name
    assert other.by_name["dan_toc"].personal == "N"
    assert other.version == "2025.1-dt"
    assert len(other.questions) == len(form.questions) + 1


def test_opening_the_kept_text_needs_no_pyxform(tmp_path, shipped):
    code = "import sys; from desktop.surveys.xform.defining import form_from_xform; import desktop.surveys.reading; "
    code += "form_from_xform(open(sys.argv[1], encoding='utf-8').read()); print('pyxform' in sys.modules)"
    kept = tmp_path / "hgd_so.xml"
    kept.write_text(shipped.xform, encoding="utf-8")
    result = subprocess.run([sys.executable, "-c", code, str(kept)], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


@pytest.mark.parametrize("name", ["so_nk", "so_14", "so_60", "so_hs", "so_dttm", "so_vneid2", "so_tktt", "so_sskdt"])
def test_every_count_refuses_a_negative_number(form, name):
    assert form.by_name[name].constraint.startswith(". >= ")
