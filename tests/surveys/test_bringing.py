"""Reading an officer's file: once, whole, with its own name in what is said of it."""

from pathlib import Path

import pytest

from desktop import files
from desktop.errors import Cancelled, FileProblem
from desktop.surveys import bringing
from desktop.surveys.bringing import bring, shipped_form
from desktop.surveys.reading import Looked, look
from tests.surveys.books import FORMS, survey


def test_the_stick_may_go_once_the_file_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "phieu.xlsx"
    path.write_bytes(survey(["integer", "so", "Số"]))
    whole = path.read_bytes()

    def pulled(data: bytes, name: str) -> Looked:
        path.unlink()
        return look(data, name)

    monkeypatch.setattr(bringing, "look", pulled)
    brought = bring(path)
    assert brought.source is not None
    assert (brought.source.form_id, brought.questions) == ("thu", 1)
    assert (brought.workbook.name, brought.workbook.content) == ("phieu.xlsx", whole)


def test_what_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileProblem):
        bring(tmp_path / "khong-co.xlsx")
    large = tmp_path / "lon.xlsx"
    with large.open("wb") as stream:
        stream.truncate(6_000_000)
    with pytest.raises(FileProblem) as refused:
        bring(large)
    assert refused.value.code == "too-large"


def test_a_problem_of_the_whole_file_names_the_officers_file(tmp_path: Path) -> None:
    path = tmp_path / "phiếu hộ.xlsx"
    path.write_bytes(b"")
    (problem,) = bring(path).problems
    assert problem.place == "phiếu hộ.xlsx"


def test_it_says_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    told: list[float] = []
    bring(FORMS / "hgd_so.xlsx", lambda _text, fraction: told.append(fraction or 0))
    assert told == sorted(told)
    assert len(told) >= 3

    def stop(_text: str, fraction: float | None) -> None:
        if (fraction or 0) > 0.2:
            raise Cancelled

    with pytest.raises(Cancelled):
        bring(FORMS / "hgd_so.xlsx", stop)


def test_the_shipped_questionnaire_and_its_workbook() -> None:
    source, workbook = shipped_form()
    assert source == bring(FORMS / "hgd_so.xlsx").source
    assert workbook.content == files.read_limited(FORMS / "hgd_so.xlsx", 1_000_000)
