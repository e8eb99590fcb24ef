"""The questionnaire as PDF: its words, its pages, and that nothing is lost or torn, by us and by strangers."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.models.questionnaire_facts import (
    ConsentWords,
    PrintedChoice,
    PrintedForm,
    PrintedQuestion,
    PrintedSection,
)
from desktop.reports.catalogue import questionnaire_pdf
from tests.golden import check_golden
from tests.reports.reading import flat_text, golden_text, open_pdf, page_texts, pieces, size_in_mm

GOLDEN = Path(__file__).parent / "golden"


def choices(count: int, label: str = "Mục") -> tuple[PrintedChoice, ...]:
    return tuple(PrintedChoice(str(at), f"{label} {at}") for at in range(1, count + 1))


def asked(number: int, **values: object) -> PrintedQuestion:
    given = {"name": f"q{number}", "number": str(number), "label": f"Câu hỏi thứ {number}", "place": "line", **values}
    return PrintedQuestion(**given)  # type: ignore[arg-type]


def paper(*sections: PrintedSection, **values: object) -> PrintedForm:
    consent = ConsentWords(("Tổ hỏi để biết hộ cần giúp gì.",), "", choices(3, "Đồng ý"))
    given = {"form_id": "thu", "version": "1", "title": "Phiếu thử", "sections": sections, "consent": consent, **values}
    return PrintedForm(**given)  # type: ignore[arg-type]


SMALL = paper(
    PrintedSection(
        "A",
        "Thông tin hộ",
        (
            asked(1, place="cells", cells="__", hint="Từ 1 đến 25", reasons=("unknown", "refused")),
            asked(2, place="boxes", choices=choices(3), skip="Chỉ hỏi khi câu 1 bằng 4."),
            asked(3, label="Ghi chú", lines=3),
        ),
        "Chỉ hỏi khi hộ đồng ý.",
    ),
    PrintedSection("B", "Thành viên", (asked(4, place="boxes", choices=choices(2)),), columns=("1", "2", "3")),
    commune="Thanh Thịnh",
    village="Nà Quang",
)
RECORD = replace(
    SMALL,
    sections=(
        PrintedSection(
            "A",
            "Thông tin hộ",
            (
                asked(1, place="cells", cells="__", written="4"),
                asked(2, place="boxes", choices=(PrintedChoice("1", "Có", "x"), PrintedChoice("2", "Không"))),
                asked(3, standing="not_asked"),
                asked(4, place="cells", cells="__", reason="refused"),
                asked(5, standing="empty"),
            ),
        ),
        PrintedSection("B", "Phần sau", (asked(6, standing="not_asked"), asked(7, standing="not_asked"))),
    ),
    is_record=True,
    household_code="02107-01-003",
)


def test_the_words_are_those_that_were_approved() -> None:
    check_golden(GOLDEN / "phieu-trang.txt", golden_text(questionnaire_pdf(SMALL)))
    check_golden(GOLDEN / "phieu-da-ghi.txt", golden_text(questionnaire_pdf(RECORD)))


def test_a_record_says_what_was_not_asked_and_what_was_refused() -> None:
    text = flat_text(questionnaire_pdf(RECORD))
    for part in ("LƯU HÀNH NỘI BỘ", "02107-01-003", "Câu hỏi thứ 3 – không hỏi", "Không trả lời", "(chưa ghi)"):
        assert part in text
    assert "B. Phần sau (câu 6-7) – không hỏi" in text
    assert "KB" not in text


def test_the_same_facts_give_the_same_bytes() -> None:
    assert questionnaire_pdf(SMALL) == questionnaire_pdf(replace(SMALL))
    assert questionnaire_pdf(RECORD) == questionnaire_pdf(replace(RECORD))
    assert questionnaire_pdf(SMALL) != questionnaire_pdf(replace(SMALL, village="Nà Cà"))


def test_pages_are_a4_and_numbered_of_how_many() -> None:
    data = questionnaire_pdf(paper(PrintedSection("A", "Phần", tuple(asked(at) for at in range(1, 501)))))
    pages = page_texts(data)
    assert len(pages) > 10
    for at, text in enumerate(pages, start=1):
        assert f"Trang {at}/{len(pages)}" in text
        assert size_in_mm(data, at - 1) == (210, 297)
    numbers = [piece.text for page in range(len(pages)) for piece in pieces(data, page) if piece.text[:-1].isdigit()]
    assert [text for text in numbers if text.endswith(".")] == [f"{at}." for at in range(1, 501)]


@pytest.mark.parametrize("count", [4, 150])
def test_a_section_is_never_parted_from_its_first_question(count: int) -> None:
    for before in range(14, 34):
        questions = tuple(asked(at) for at in range(1, before))
        last = PrintedSection("B", "Phần mới", (asked(900, place="boxes", choices=choices(count, "Một mục dài")),))
        pages = page_texts(questionnaire_pdf(paper(PrintedSection("A", "Phần", questions), last)))
        (page,) = [text for text in pages if "B. PHẦN MỚI" in text]
        assert "Câu hỏi thứ 900" in page
        assert "Một mục dài 4" in page


def test_a_list_of_200_is_parted_with_at_least_two_rows_on_each_side() -> None:
    data = questionnaire_pdf(paper(PrintedSection("A", "Phần", (asked(1, place="boxes", choices=choices(200, "Xã")),))))
    text = flat_text(data)
    assert all(text.count(f" Xã {at} ") == 1 for at in range(1, 200))
    for page in range(len(open_pdf(data).pages)):
        rows = {round(piece.y) for piece in pieces(data, page) if piece.text.startswith("Xã ")}
        assert len(rows) != 1


@pytest.mark.parametrize(
    "question",
    [
        asked(1, label="rất dài " * 900),
        asked(1, label="W" * 3000, place="boxes", choices=choices(2)),
        asked(1, place="boxes", choices=choices(3, "một lựa chọn rất dài " * 30)),
        asked(1, skip="Chỉ hỏi khi " + "câu 1 là 1 và " * 200),
        asked(1, written="trả lời rất dài " * 700),
        asked(1, label="<b>&", hint='<img src="x"/>'),
    ],
    ids=["long label", "one word", "long choices", "long skip", "long answer", "markup"],
)
@pytest.mark.parametrize("columns", [(), ("1", "2")])
def test_any_words_can_be_set(question: PrintedQuestion, columns: tuple[str, ...]) -> None:
    data = questionnaire_pdf(paper(PrintedSection("A", "Phần", (question,), columns=columns)))
    assert "Trang 1/" in flat_text(data)


def test_members_past_the_sixth_stand_in_a_second_table() -> None:
    titles = tuple(str(at) for at in range(1, 9))
    table = PrintedSection("A", "Thành viên", (asked(1, each=tuple(f"em{at}" for at in titles)),), columns=titles)
    text = flat_text(questionnaire_pdf(paper(table, is_record=True)))
    assert all(text.count(f"em{at}") == 1 for at in titles)


def test_strangers_find_no_fault_and_every_font(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(questionnaire_pdf(RECORD))
    if not shutil.which("qpdf") or not shutil.which("pdffonts"):
        pytest.skip("qpdf or pdffonts is not on this machine")
    told = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=True).stdout
    assert "No syntax or stream encoding errors found" in told
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert all("LiberationSerif" in line and line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
