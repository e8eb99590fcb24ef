"""`toso form print`: a blank questionnaire of a file or of the store, and the record of a response."""

import json
from pathlib import Path
from typing import Any

from desktop.paths import resources
from tests.cli.calling import done, refused, told
from tests.reports.reading import flat_text, open_pdf
from tests.ui.interview.forms import bilingual

SHIPPED = resources() / "forms" / "hgd_so.xlsx"


def test_the_shipped_form_is_four_pages_or_less(tmp_path: Path) -> None:
    out = tmp_path / "phieu.pdf"
    answer = told("form", "print", SHIPPED, "-o", out)
    assert (answer["form_id"], answer["bytes"]) == ("hgd_so", out.stat().st_size)
    assert len(open_pdf(out.read_bytes()).pages) <= 4
    text = flat_text(out.read_bytes())
    assert "Phần B đến phần H: chỉ hỏi khi câu 4 là 1 hoặc 2." in text
    assert "ĐỌC CHO HỘ NGHE TRƯỚC KHI HỎI" in text


def test_what_is_not_there_is_refused(pair: Any, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    assert refused("form", "print", "khong_co", "-o", out, "--home", pair.village)
    assert refused("form", "print", SHIPPED, "--response", "x", "-o", out, "--home", pair.village)
    assert not out.exists()


def test_the_stores_form_and_a_record(pair: Any, tmp_path: Path) -> None:
    blank, record = tmp_path / "trang.pdf", tmp_path / "ghi.pdf"
    done("form", "print", "hgd_so", "-o", blank, "--home", pair.village)
    assert "PHIẾU KHẢO SÁT HỘ" in flat_text(blank.read_bytes())
    household = told("record", "add", "household", "head_name=Nông Văn Thử", "people=4", "status=dang_cu_tru",
                     "--home", pair.village)["id"]  # fmt: skip
    answers = json.dumps({"gap": "vang_nha", "ngay_ks": "2025-08-05"})
    response = told("record", "add", "response", f"household_id={household}", "form_id=hgd_so", "form_version=2025.1",
                    "state=draft", f"answers={answers}", "--home", pair.village)["id"]  # fmt: skip
    done("form", "print", "hgd_so", "--response", response, "-o", record, "--home", pair.village)
    text = flat_text(record.read_bytes())
    assert "LƯU HÀNH NỘI BỘ" in text
    assert "PHIẾU ĐANG GHI DỞ" in text
    assert "B. Thông tin hộ (câu 8-13) – không hỏi" in text


def test_a_blank_form_in_another_language(tmp_path: Path) -> None:
    form, out = tmp_path / "a.xml", tmp_path / "a.pdf"
    form.write_text(bilingual(), encoding="utf-8")
    done("form", "print", form, "-o", out)
    assert "Nơi ở" in flat_text(out.read_bytes())
    done("form", "print", form, "--language", "Tiếng Tày (tyz)", "-o", out)
    assert "Tì dú" in flat_text(out.read_bytes())
    out.unlink()
    assert refused("form", "print", form, "--language", "tày", "-o", out) == "no-such-language"
    assert not out.exists()
