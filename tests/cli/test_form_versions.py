"""`toso form compare`, `publish`, `close` and `reopen`: what a script relies on, and what is refused."""

from pathlib import Path
from typing import Any

import pytest

from desktop.paths import resources
from tests.cli.calling import done, refused, told
from tests.surveys.books import SETTINGS, book

SHIPPED = resources() / "forms" / "hgd_so.xlsx"


def file(folder: Path, name: str, *rows: list[str], version: str = "1") -> Path:
    settings = [SETTINGS[0], [*SETTINGS[1][:2], version]]
    path = folder / name
    path.write_bytes(book(survey=[["type", "name", "label"], *rows], settings=settings))
    return path


@pytest.fixture
def older(tmp_path: Path) -> Path:
    return file(tmp_path, "cu.xlsx", ["integer", "so", "Số người"], ["text", "bo", "Câu bỏ"])


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    return file(tmp_path, "moi.xlsx", ["decimal", "so", "Số người"], ["text", "them", "Câu thêm"], version="2")


def test_two_files(older: Path, newer: Path) -> None:
    ran = done("--json", "form", "compare", older, newer)
    assert ran.json["equal"] is False
    assert [one["name"] for one in ran.json["added"]] == ["them"]
    assert [one["name"] for one in ran.json["removed"]] == ["bo"]
    (changed,) = ran.json["changed"]
    assert changed["entry"]["name"] == "so"
    assert [(one["aspect"], one["before"], one["after"]) for one in changed["changes"]] == [
        ("kind", "integer", "decimal")
    ]
    shown = done("form", "compare", older, newer).out
    assert shown.splitlines() == [
        "Thêm 1 câu, bỏ 1 câu, đổi 1 câu.",
        "+ Câu thêm (them, chữ)",
        "- Câu bỏ (bo, chữ)",
        "* Số người (so, số lẻ)",
        "    Loại câu: số nguyên → số lẻ",
    ]
    assert told("form", "compare", older, older)["equal"] is True


def test_a_file_beside_the_stores_form(pair: Any) -> None:
    assert told("form", "compare", SHIPPED, "hgd_so", "--home", pair.commune)["equal"] is True
    assert told("form", "compare", "hgd_so@2025.1", SHIPPED, "--home", pair.village)["equal"] is True
    assert refused("form", "compare", SHIPPED, "khong_co", "--home", pair.commune) == "no-form"


def test_publishing_closing_and_opening_again(pair: Any, older: Path, newer: Path, tmp_path: Path) -> None:
    home = ("--home", pair.commune)
    first = told("form", "publish", older, *home)
    assert first["already"] is False
    assert told("form", "publish", older, *home) == {**first, "already": True}
    other = file(tmp_path, "khac.xlsx", ["text", "a", "A"])
    assert refused("form", "publish", other, *home) == "other-text"
    done("form", "publish", newer, *home)
    states = {(one["form_id"], one["version"]): one["state"] for one in told("form", "list", *home)}
    assert states[("thu", "1")] == "co_ban_moi"
    assert states[("thu", "2")] == "dang_dung"
    assert told("form", "close", "thu", "2", *home)["closed"] is True
    done("form", "close", "thu", "2", *home)  # closing what is closed changes nothing
    states = {(one["form_id"], one["version"]): one["state"] for one in told("form", "list", *home)}
    assert (states[("thu", "1")], states[("thu", "2")]) == ("dang_dung", "da_dong")
    assert told("form", "reopen", "thu", "2", *home)["closed"] is False
    assert refused("form", "close", "thu", "3", *home) == "no-form"
    assert refused("form", "close", "thu", "2", "--home", pair.village) == "wrong-desk"
    assert refused("form", "publish", older, "--home", pair.village) == "wrong-desk"


def test_what_cannot_be_used_is_not_published(pair: Any, tmp_path: Path) -> None:
    before = told("form", "list", "--home", pair.commune)
    bad = tmp_path / "hong.xlsx"
    bad.write_bytes(b"")
    assert refused("form", "publish", bad, "--home", pair.commune) == "form"
    wrong = file(tmp_path, "sai.xlsx", ["so nguyen", "a", "A"])
    assert refused("form", "publish", wrong, "--home", pair.commune) == "form"
    none = file(tmp_path, "khong-ban.xlsx", ["text", "a", "A"], version="")
    assert refused("form", "publish", none, "--home", pair.commune) == "no-version"
    assert told("form", "list", "--home", pair.commune) == before
