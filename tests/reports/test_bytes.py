"""The same facts give the same bytes, on every run; and a PDF carries all that it needs."""

import hashlib
import os
import shutil
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop.reports.catalogue import REPORTS, commune_report, report_bytes, village_report
from tests.reports.makers import make_commune_facts, make_village_facts
from tests.reports.preview import write_samples
from tests.reports.reading import flat_text, open_pdf, page_texts

ROOT = Path(__file__).parents[2]
PROGRAM = (
    "import hashlib\n"
    "from desktop.reports.catalogue import commune_report, village_report\n"
    "from tests.reports.makers import make_commune_facts, make_village_facts\n"
    "print(hashlib.sha256(village_report(make_village_facts())).hexdigest())\n"
    "print(hashlib.sha256(commune_report(make_commune_facts())).hexdigest())\n"
)


def digests() -> list[str]:
    """The digests of both samples, made in this process."""
    papers = (village_report(make_village_facts()), commune_report(make_commune_facts()))
    return [hashlib.sha256(paper).hexdigest() for paper in papers]


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_bytes_do_not_depend_on_the_process(seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "America/Lima", "LC_ALL": "C"}
    command = [sys.executable, "-c", PROGRAM]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == digests()


def test_bytes_do_not_depend_on_what_was_printed_before() -> None:
    before = digests()
    commune_report(make_commune_facts(3, 1, number="99"))
    assert digests() == before


def test_bytes_do_not_depend_on_a_neighbour_thread() -> None:
    alone = [report_bytes(make_village_facts()), report_bytes(make_commune_facts(5))]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(report_bytes, [make_village_facts(), make_commune_facts(5)] * 4))
    assert together == alone * 4


def test_other_facts_give_other_bytes() -> None:
    assert village_report(make_village_facts()) != village_report(make_village_facts(number="8"))


def test_text_reads_back_in_nfc_even_when_it_came_decomposed() -> None:
    facts = make_village_facts(village_name=unicodedata.normalize("NFD", "Khuổi Nhàm"))
    text = flat_text(village_report(facts))
    assert unicodedata.is_normalized("NFC", text)
    assert "thôn Khuổi Nhàm" in text
    assert "THÔN KHUỔI NHÀM" in text


def test_the_pdf_says_what_it_is_and_no_time() -> None:
    reader = open_pdf(commune_report(make_commune_facts(3)))
    assert reader.metadata is not None
    assert (
        reader.metadata.title == "Kết quả hoạt động của các Tổ Công nghệ số cộng đồng xã Thanh Thịnh quý III năm 2025"
    )
    assert reader.metadata.author == "Ủy ban nhân dân xã Thanh Thịnh"
    assert str(reader.root_object["/Lang"]) == "vi-VN"
    assert reader.metadata.creation_date_raw == "D:20000101000000+00'00'"


def test_all_fonts_are_embedded_subsets(tmp_path: Path) -> None:
    if not shutil.which("pdffonts"):
        pytest.skip("pdffonts is not on this machine")
    path = tmp_path / "a.pdf"
    path.write_bytes(commune_report(make_commune_facts(3)))
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert len(listed) >= 4
    for line in listed:
        assert "LiberationSerif" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line


def test_no_page_needs_a_file_or_a_network() -> None:
    data = village_report(
        make_village_facts(narrative={"ket_qua": '<img src="file:///etc/passwd"/> <a href="http://x">y</a>'})
    )
    assert b"/URI" not in data
    assert b"/XObject" not in data.replace(b"/XObject <<\n >>", b"")
    assert '<img src="file:///etc/passwd"/>' in flat_text(data)


def test_the_samples_can_be_written_and_read(tmp_path: Path) -> None:
    paths = write_samples(tmp_path / "mau")
    assert len(paths) == 6
    assert all(page_texts(path.read_bytes()) for path in paths)


def test_the_catalogue_names_the_reports() -> None:
    assert set(REPORTS) == {"thon", "xa"}
    assert all(kind.name == name and kind.title for name, kind in REPORTS.items())
    assert report_bytes(make_commune_facts(3)) == commune_report(make_commune_facts(3))


def test_importing_the_catalogue_does_not_import_reportlab() -> None:
    program = "import sys, desktop.reports.catalogue\nprint('reportlab' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
