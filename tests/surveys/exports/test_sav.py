"""SPSS files read back by pyreadstat (ReadStat): values, labels, missing values, texts of any length."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings

from desktop.errors import TosoError
from desktop.surveys.exports.layout import tables_of
from desktop.surveys.exports.responses import Source, export
from desktop.surveys.exports.rows import Row, RowMaker
from desktop.surveys.exports.sav import write_sav
from tests.surveys.exports.export_makers import FORM, FULL, answers_objects, response, source
from tests.surveys.form_makers import REFUSED, UNKNOWN, form, question


def read(path: Path, *, user_missing: bool = True, **options: Any) -> tuple[dict[str, list[Any]], Any]:
    found, about = pyreadstat.read_sav(path, output_format="dict", user_missing=user_missing, **options)
    return {name: list(values) for name, values in found.items()}, about


def made(folder: Path, given: Source, **values: Any) -> tuple[dict[str, list[Any]], Any]:
    """The responses' table."""
    export(given, folder / "a.sav", "sav", **values)
    return read(folder / "a.sav")


def test_values_labels_and_dates(tmp_path: Path) -> None:
    found, about = made(tmp_path, source(FULL), personal=True)
    row = {name: values[0] for name, values in found.items()}
    assert row == {
        "KEY": "r1", "toso_ho": "02107-01-001", "toso_thon": "02107-01", "toso_dot": "đợt 1", "toso_bieu_mau": "thu",
        "toso_phien_ban": "1", "toso_ngay": date(2025, 7, 10), "ten": "Nông Văn Thử",
        "ghi_chu": "Nhà xa\nđường “đất”, =1", "so_nk": 0, "dien_tich": 1.5, "ngay": date(2025, 7, 10),
        "gio": "08:30:00.000+07:00", "luc": "2025-07-10T08:30:00.000+07:00", "song": "yeu",
        "ket_noi": "di_dong cap", "ket_noi_cap": 1, "ket_noi_di_dong": 1, "vi_tri": "22.1 105.8 0 0",
    }  # fmt: skip
    assert about.variable_value_labels["song"]["yeu"] == "Sóng yếu"
    assert about.column_names_to_labels["so_nk"] == "Hỏi so_nk"
    assert (about.file_encoding, about.number_rows, about.file_label) == ("UTF-8", 1, "Phiếu thử")
    assert "KEY" not in about.variable_value_labels


def test_each_repeat_is_a_file_of_its_own(tmp_path: Path) -> None:
    written = export(source(FULL, FULL), tmp_path / "a.sav", "sav")
    assert [path.name for path in written.paths] == ["a.sav", "a-member.sav", "a-viec.sav"]
    found, _ = read(tmp_path / "a-member.sav", user_missing=False)
    assert found["PARENT_KEY"] == ["r1", "r1", "r2", "r2"]
    assert found["tuoi"] == [40, None, 40, None]
    assert written.account.rows == {"phieu": 2, "member": 4, "viec": 4}


@pytest.mark.parametrize("name", ["so_nk", "song", "ghi_chu", "dien_tich", "ket_noi"])
def test_refused_and_unknown_are_missing_values_with_labels(name: str, tmp_path: Path) -> None:
    found, about = made(tmp_path, source({name: REFUSED}, {name: UNKNOWN}, {}, {"ghi_chu": "x" * 20, name: FULL[name]}))
    refused, unknown, nothing, real = found[name]
    labels = about.variable_value_labels[name]
    assert (labels[refused], labels[unknown]) == ("Không trả lời", "Không biết")
    assert nothing in (None, "")
    assert real not in (refused, unknown)
    hidden, _ = read(tmp_path / "a.sav", user_missing=False)
    assert hidden[name][:2] == [None, None]
    assert hidden[name][3] == real


def test_a_number_that_was_answered_never_stands_for_a_reason(tmp_path: Path) -> None:
    found, about = made(tmp_path, source({"so_nk": -99, "ghi_chu": "-98"}, {"so_nk": REFUSED, "ghi_chu": UNKNOWN}))
    assert (found["so_nk"], found["ghi_chu"]) == ([-99, -998], ["-98", "-999"])
    assert about.variable_value_labels["so_nk"][-998] == "Không trả lời"


@pytest.mark.parametrize("size", [1, 7, 8, 9, 84, 85, 86, 168, 169, 1000, 9999])
def test_texts_of_any_length(size: int, tmp_path: Path) -> None:
    found, _ = made(tmp_path, source({"ghi_chu": "ế" * size}, {"ghi_chu": "a" * size, "so_nk": 7}))
    assert found["ghi_chu"] == ["ế" * size, "a" * size]
    assert found["so_nk"] == [None, 7]


def test_names_become_what_spss_allows(tmp_path: Path) -> None:
    asked = [question(name, "integer") for name in ("all", "số_nhà", "1a", "_b", "a" * 70, "a" * 71, "A.", "key")]
    found, _ = made(tmp_path, source({one.name: place for place, one in enumerate(asked)}, made=form(*asked)))
    names = list(found)[7:]
    assert names == ["v_all", "so_nha", "v_1a", "v__b", "a" * 60, f"{'a' * 56}_2", "A", "key_2"]
    assert [found[name][0] for name in names] == list(range(8))


def test_an_empty_export_is_a_file_too(tmp_path: Path) -> None:
    found, about = made(tmp_path, source())
    assert (about.number_rows, found["KEY"]) == (0, [])


def test_what_changed_between_the_two_readings_is_refused(tmp_path: Path) -> None:
    tables = tables_of(FORM)

    def rows(*answers: Any) -> Iterable[Row]:
        maker = RowMaker(tables)
        return (row for one in answers for _, row in maker.rows(response(one)))

    with (tmp_path / "a").open("wb") as stream, pytest.raises(TosoError) as refused:
        write_sav(stream, tables[0], rows({"ghi_chu": "abc"}), rows({"ghi_chu": "abcd"}), 1)
    assert refused.value.code == "changed"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers_objects())
def test_what_is_read_back_is_what_was_answered(tmp_path: Path, answers: dict[str, Any]) -> None:
    found, about = made(tmp_path, source(answers), personal=True)
    if isinstance(answers.get("ngay"), dict):  # a reason in a column of days is no day
        found["ngay"] = read(tmp_path / "a.sav", disable_datetime_conversion=True)[0]["ngay"]
    for name, answer in answers.items():
        if name == "member":
            continue
        (cell,) = found[name]
        if isinstance(answer, dict):
            told = {"refused": "Không trả lời", "unknown": "Không biết"}[answer["missing"]]
            assert about.variable_value_labels[name][cell] == told
        elif name == "ngay":
            assert date.fromisoformat(answer).year < 1583 or cell == date.fromisoformat(answer)
        else:
            expected = " ".join(answer) if isinstance(answer, list) else answer
            assert (cell.rstrip(" ") if isinstance(cell, str) else cell) == (
                expected.rstrip(" ") if isinstance(expected, str) else expected
            )
