"""The sheet of a request for enrolment, read by us and by strangers: zbarimg, poppler and qpdf."""

import os
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import segno

from desktop.models.enrolment_facts import EnrolmentFacts
from desktop.reports.catalogue import enrolment_sheet
from desktop.reports.enrolment_sheet import CODE_SIZE, DOTS, steps
from desktop.reports.page import LEFT, RIGHT
from desktop.reports.qr import dark_runs
from tests.golden import check_golden
from tests.reports.reading import MM, flat_text, golden_text, open_pdf, pieces, size_in_mm

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
FACTS = EnrolmentFacts(
    village="Nà Quang",
    commune="",
    commune_code="02107",
    laptop="Máy thôn Nà Quang",
    holder="",
    asked_on=date(2025, 8, 1),
    device="0198636f-0000-7000-8000-00000000b362",
    fingerprint="SHA256:mVPwvezndPv/ARoIadVY98vAC0g+P/5633yTC4d/wXE",
    spoken="0412 7730 9184 2265 0038 5561",
    file_name="yeu-cau-ghi-danh-b362.toso",
)
LONG = "Phiêng Khuổi Lót " * 18
PROGRAM = (
    "import hashlib\n"
    "from desktop.reports.catalogue import enrolment_sheet\n"
    "from tests.reports.test_enrolment_sheet import FACTS\n"
    "print(hashlib.sha256(enrolment_sheet(FACTS)).hexdigest())\n"
)


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not on this machine")
    return found


def written(folder: Path, facts: EnrolmentFacts = FACTS) -> Path:
    path = folder / facts.sheet_name
    path.write_bytes(enrolment_sheet(facts))
    return path


def said(*command: object) -> str:
    ran = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True, timeout=60)
    return ran.stdout


# --- by our own reading ---


def test_the_words_are_those_that_were_approved() -> None:
    check_golden(GOLDEN / "phieu-ghi-danh.txt", golden_text(enrolment_sheet(FACTS)))


def test_who_asks_and_what_happens_next_stand_on_the_sheet() -> None:
    text = flat_text(enrolment_sheet(FACTS))
    for part in ("PHIẾU YÊU CẦU GHI DANH MÁY", "Nà Quang", "Máy thôn Nà Quang", "01/08/2025", FACTS.fingerprint):
        assert part in text
    assert len(steps(FACTS)) == 4
    for step in steps(FACTS):
        assert step in text
    assert "Đã đối chiếu mã, giống nhau." in text
    assert "TRƯỞNG THÔN" in text
    assert "CÁN BỘ XÃ" in text


def test_no_state_emblem_stands_on_it() -> None:
    data = enrolment_sheet(FACTS)
    assert "CỘNG HÒA" not in flat_text(data)
    assert b"/Image" not in data.replace(b"/ImageB /ImageC /ImageI", b"")  # no picture of any kind


def test_the_code_stands_in_one_line_and_large() -> None:
    groups = [piece for piece in pieces(enrolment_sheet(FACTS), 0) if piece.text in FACTS.spoken.split()]
    assert [piece.text for piece in groups] == FACTS.spoken.split()
    assert {piece.size for piece in groups} == {CODE_SIZE}
    assert CODE_SIZE >= 28
    assert len({round(piece.y, 2) for piece in groups}) == 1
    gaps = [right.x - left.x for left, right in pairwise(groups)]
    assert max(gaps) - min(gaps) < 0.01
    assert groups[0].x > LEFT
    assert groups[-1].x + 2 * CODE_SIZE < 210 * MM - RIGHT


def test_the_holder_is_printed_or_a_line_to_write_on() -> None:
    assert DOTS in flat_text(enrolment_sheet(FACTS))
    told = flat_text(enrolment_sheet(replace(FACTS, holder="Nông Văn Thử")))
    assert "Nông Văn Thử" in told
    assert DOTS not in told


def test_the_communes_name_is_printed_once_it_is_known() -> None:
    assert "xã có mã 02107" in flat_text(enrolment_sheet(FACTS))
    assert "UBND xã Thanh Thịnh (mã xã 02107)" in flat_text(enrolment_sheet(replace(FACTS, commune="Thanh Thịnh")))


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"village": LONG},
        {"village": LONG, "laptop": LONG, "holder": LONG, "commune": LONG, "file_name": "x" * 300},
        {"village": "W" * 300, "laptop": "", "commune_code": "9" * 20},
        {"village": "<b>&", "holder": '<img src="file:///etc/passwd"/>'},
        {"village": ""},
    ],
    ids=["usual", "long village", "all long", "one long word", "markup", "nothing"],
)
def test_it_is_one_page_of_a4_whatever_the_names(changed: dict[str, str]) -> None:
    facts = replace(FACTS, **changed)  # type: ignore[arg-type]
    data = enrolment_sheet(facts)
    assert len(open_pdf(data).pages) == 1
    assert size_in_mm(data, 0) == (210, 297)
    text = flat_text(data)
    assert "CÁN BỘ XÃ" in text
    assert facts.spoken in text


def test_the_right_edge_is_kept() -> None:
    data = enrolment_sheet(replace(FACTS, village=LONG, laptop="W" * 200))
    beside = [piece for piece in pieces(data, 0) if piece.text.startswith(("Phiêng", "WWW"))]
    assert beside
    assert all(piece.x < 297 * MM for piece in beside)


def test_the_same_request_gives_the_same_bytes() -> None:
    once = enrolment_sheet(FACTS)
    assert enrolment_sheet(replace(FACTS)) == once
    assert enrolment_sheet(replace(FACTS, holder="X")) != once


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_the_bytes_do_not_depend_on_the_process(seed: str) -> None:
    here = said(sys.executable, "-c", PROGRAM)
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "America/Lima", "LC_ALL": "C"}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout == here


def test_the_dark_runs_are_the_modules_of_the_code() -> None:
    size, runs = dark_runs(FACTS.identity)
    drawn = [bytearray(size) for _ in range(size)]
    for row, column, length in runs:
        for place in range(column, column + length):
            assert drawn[row][place] == 0  # nothing twice
            drawn[row][place] = 1
    matrix = segno.make_qr(FACTS.identity, error="m", boost_error=False).matrix
    assert [bytes(row) for row in drawn] == [bytes(row) for row in matrix]


def test_the_identity_is_the_documented_line() -> None:
    version, device, fingerprint = FACTS.identity.removeprefix("TOSO-ENROL:").split(":", 2)
    assert (version, device, fingerprint) == ("1", FACTS.device, FACTS.fingerprint)
    assert FACTS.identity.isascii()
    assert FACTS.identity in (ROOT / "docs" / "format.md").read_text(encoding="utf-8")


# --- by strangers ---


@pytest.mark.parametrize("dots", [72, 150, 300])
def test_a_stranger_reads_the_qr_code_from_the_page(tmp_path: Path, dots: int) -> None:
    render, read = tool("pdftoppm"), tool("zbarimg")
    said(render, "-r", dots, "-gray", "-png", "-singlefile", written(tmp_path), tmp_path / "page")
    environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/dev/null"}  # it looks for a door bell otherwise
    ran = subprocess.run(
        [read, "-q", "--raw", str(tmp_path / "page.png")], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == FACTS.identity


def test_a_stranger_finds_every_font_inside(tmp_path: Path) -> None:
    listed = said(tool("pdffonts"), written(tmp_path)).splitlines()[2:]
    assert len(listed) == 3
    for line in listed:
        assert "LiberationSerif" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line


def test_a_stranger_reads_the_words_in_nfc(tmp_path: Path) -> None:
    decomposed = replace(FACTS, village=unicodedata.normalize("NFD", "Khuổi Nhàm"))
    text = said(tool("pdftotext"), "-layout", written(tmp_path, decomposed), "-")
    assert unicodedata.is_normalized("NFC", text)
    assert "Khuổi Nhàm" in text
    assert FACTS.spoken in " ".join(text.split())


def test_a_stranger_finds_no_fault_in_the_file(tmp_path: Path) -> None:
    told = said(tool("qpdf"), "--check", written(tmp_path))
    assert "No syntax or stream encoding errors found" in told
