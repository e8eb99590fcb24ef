"""Exporting with a line in the log: nothing goes out without one, and a failed one says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import Cancelled, FileProblem
from desktop.models.access_log import logged_exports
from desktop.models.journal import changing
from desktop.models.reporting import Form
from desktop.models.store import Store
from desktop.models.survey_rounds import round_on
from desktop.surveys.exports.logged import Wanted, export_logged
from tests.makers import add_household, make_store
from tests.models.record_makers import add_response, add_round, add_villages
from tests.surveys.results.test_of_rounds import AUGUST, DEFINITION

COUNT = 250


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "xa", "commune") as opened:
        with changing(opened) as change:
            add_villages(change, "Nà Quang")
            add_round(change)
            definition = DEFINITION.format(version="2025.1")
            change.add(Form, form_id="hgd_so", version="2025.1", name="Thử", definition=definition)
            for number in range(COUNT):
                add_response(change, add_household(change), {"so": number})
        yield opened


def wanted(store: Store, path: Path, kind: str = "xlsx") -> Wanted:
    return Wanted([round_on(store, AUGUST)], kind, path, purpose="bao_cao")


@pytest.mark.parametrize(("kind", "ending"), [("xlsx", "xlsx"), ("csv", "csv"), ("sav", "sav"), ("package", "zip")])
def test_the_file_and_its_line(store: Store, tmp_path: Path, kind: str, ending: str):
    told: list[tuple[str, float | None]] = []
    written = export_logged(store, wanted(store, tmp_path / f"a.{ending}", kind), lambda *one: told.append(one))
    assert written.responses == COUNT
    assert all(path.is_file() for path in written.paths)
    (line,) = logged_exports(store)
    assert (line.format, line.personal, line.purpose, line.records) == (kind, False, "bao_cao", COUNT)
    assert told[0][0] == f"Đang ghi phiếu 1 trong {COUNT}"
    assert all(fraction is None or 0 <= fraction <= 1 for _, fraction in told)


def test_a_refused_file_leaves_the_line_unfinished_and_no_file(store: Store, tmp_path: Path):
    in_the_way = tmp_path / "a.xlsx"
    in_the_way.mkdir()
    with pytest.raises(FileProblem):
        export_logged(store, wanted(store, in_the_way))
    assert [line.records for line in logged_exports(store)] == [None]
    assert not list(tmp_path.glob(".*"))


def test_stopped_in_the_middle_leaves_no_file(store: Store, tmp_path: Path):
    def stop(text: str, fraction: float | None) -> None:
        if fraction:
            raise Cancelled

    with pytest.raises(Cancelled):
        export_logged(store, wanted(store, tmp_path / "a.csv", "csv"), stop)
    assert [line.records for line in logged_exports(store)] == [None]
    assert [path.name for path in tmp_path.iterdir()] == ["xa"]
