"""A form as paper shows it: every question once, numbered and coded as on the screen; the record of a response."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.clock import SystemClock
from desktop.models.questionnaire_facts import PrintedForm, PrintedQuestion
from desktop.surveys.choice_codes import KEYS, choice_codes
from desktop.surveys.definition import Form, Kind
from desktop.surveys.paper.asking import asked_in
from desktop.surveys.paper.questionnaire import Response, questionnaire
from desktop.surveys.reading import ReadForm
from desktop.ui.interview.marks import MARKS
from tests.surveys.form_makers import MEMBER, REFUSED, form, member, question

KINDS: tuple[Kind, ...] = (
    "integer", "decimal", "text", "date", "time", "datetime", "select_one", "select_multiple", "rank", "acknowledge",
    "geopoint", "barcode", "file", "note",
)  # fmt: skip


def printed(paper: PrintedForm) -> dict[str, PrintedQuestion]:
    return {one.name: one for section in paper.sections for one in section.questions}


def test_codes_are_the_keys_of_the_screen() -> None:
    many = question("q", "select_one", *(f"c{at}" for at in range(30)))
    codes = choice_codes(many)
    assert list(codes.values())[:12] == [*"123456789", "b", "c", "g"]
    assert KEYS == MARKS
    assert len(set(codes.values())) == 30


def test_the_shipped_form_is_numbered_as_on_the_screen(form: Form) -> None:
    paper = printed(questionnaire(form))
    assert (paper["ma_ho"].number, paper["thon"].number) == ("", "")
    assert (paper["ngay_ks"].number, paper["dong_y"].number, paper["muon_tg"].number) == ("1", "4", "45")
    assert paper["ly_do_kn"].skip == "Chỉ hỏi khi câu 15 có chọn 4."
    assert paper["so_14"].cells == "__"
    assert paper["so_14"].reasons == ("unknown", "refused")
    assert paper["c_tn"].reasons == ("refused",)
    assert paper["gap"].reasons == ()


def test_one_condition_of_many_sections_is_told_once(form: Form) -> None:
    skips = [section.skip for section in questionnaire(form).sections]
    assert skips == ["", "Phần B đến phần H: chỉ hỏi khi câu 4 là 1 hoặc 2.", "", "", "", "", "", ""]


def test_consent_is_told_first_and_not_ticked(form: Form) -> None:
    consent = questionnaire(form).consent
    assert consent.question == "4"
    assert "Im lặng không phải là đồng ý" in " ".join(consent.told)
    without = replace(form, sections=form.sections[1:])
    own = questionnaire(without).consent
    assert own.question == ""
    assert [choice.mark for choice in own.choices] == ["", "", ""]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 40), st.booleans()), max_size=25))
def test_every_question_of_any_form_stands_on_paper_once(drawn: list[tuple[Kind, int, bool]]) -> None:
    questions = [
        question(f"q{at}", kind, *(f"c{one}" for one in range(count)), repeat=MEMBER if inside else "")
        for at, (kind, count, inside) in enumerate(drawn)
    ]
    made = form(*questions, repeats=(member(),))
    found = [one.name for section in questionnaire(made).sections for one in section.questions]
    assert sorted(found) == sorted(one.name for one in questions)
    numbers = [one.number for section in questionnaire(made).sections for one in section.questions if one.number]
    assert sorted(map(int, numbers)) == list(range(1, len(numbers) + 1))


ANSWERS: dict[str, object] = {
    "gap": "gap_duoc", "dong_y": "ky", "nguoi_tl": "Nông Văn Thử", "so_nk": 4, "so_14": REFUSED,
    "ket_noi": ["cap_quang", "di_dong"], "ngay_ks": "2025-08-05",
}  # fmt: skip


def test_a_record_ticks_writes_and_leaves_out(shipped: ReadForm) -> None:
    asked = asked_in(shipped.xform, ANSWERS, SystemClock())
    assert asked is not None
    paper = questionnaire(shipped.form, Response(ANSWERS, asked, "ky"))
    told = printed(paper)
    assert [choice.code for choice in told["ket_noi"].choices if choice.mark] == ["1", "2"]
    assert (told["so_nk"].written, told["ngay_ks"].written) == ("4", "05/08/2025")
    assert (told["so_14"].written, told["so_14"].reason) == ("", "refused")
    assert told["ly_do_kn"].standing == "not_asked"
    assert told["so_hs"].standing == "empty"
    assert told["so_hs"].skip == told["so_hs"].hint == ""
    assert paper.is_record


def test_a_refusal_opens_nothing(shipped: ReadForm) -> None:
    answers = {"gap": "gap_duoc", "dong_y": "tu_choi"}
    paper = questionnaire(shipped.form, Response(answers, asked_in(shipped.xform, answers, SystemClock()), "tu_choi"))
    standing = {one.standing for section in paper.sections[1:] for one in section.questions}
    assert standing == {"not_asked"}


def test_members_stand_side_by_side() -> None:
    made = form(
        question("tuoi", "integer", repeat=MEMBER), question("gioi", "select_one", "nam=Nam", repeat=MEMBER),
        repeats=(member(),),
    )  # fmt: skip
    answers = {"member": [{"tuoi": 40, "gioi": "nam"}, {"tuoi": REFUSED}]}
    paper = questionnaire(made, Response(answers, frozenset({f"{MEMBER}/tuoi", f"{MEMBER}/gioi", f"{MEMBER}[2]/tuoi"})))
    table = next(section for section in paper.sections if section.columns)
    assert table.columns == ("1", "2")
    assert [one.each for one in table.questions] == [("40", "Không trả lời"), ("1 Nam", "không hỏi")]
    blank = next(section for section in questionnaire(made).sections if section.columns)
    assert len(blank.columns) == 6
