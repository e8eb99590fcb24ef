"""The Frictionless data package: its description is true of its tables. The `frictionless` tool agrees, where it is.

TOSO_FRICTIONLESS names a `frictionless` command; without it that one test is left out.
"""

import csv
import io
import json
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from desktop.surveys.exports.responses import export
from tests.surveys.exports.export_makers import FULL, source
from tests.surveys.form_makers import REFUSED, UNKNOWN

Rows = list[dict[str, str]]


def made(folder: Path, *answers: Any, **values: Any) -> tuple[dict[str, Any], dict[str, Rows]]:
    """The description and every table's rows by the name of the resource."""
    export(source(*answers), folder / "a.zip", "package", **values)
    with zipfile.ZipFile(folder / "a.zip") as archive:
        about = json.loads(archive.read("datapackage.json"))
        tables = {
            one["name"]: list(csv.DictReader(io.StringIO(archive.read(one["path"]).decode("utf-8"), newline="")))
            for one in about["resources"]
        }
    return about, tables


def fields(about: dict[str, Any], table: str) -> dict[str, Any]:
    schema = next(one["schema"] for one in about["resources"] if one["name"] == table)
    return {one["name"]: one for one in schema["fields"]}


def test_types_codes_keys_and_missing_values_are_described(tmp_path: Path) -> None:
    about, tables = made(tmp_path, FULL)
    own = fields(about, "phieu")
    assert {name: own[name]["type"] for name in ("KEY", "so_nk", "dien_tich", "ngay", "song", "ket_noi/cap")} == {
        "KEY": "string", "so_nk": "integer", "dien_tich": "number", "ngay": "date", "song": "string",
        "ket_noi/cap": "integer",
    }  # fmt: skip
    assert own["song"]["toso:choices"][1] == {"value": "yeu", "label": "Sóng yếu"}
    assert "ten" not in own
    schemas = {one["name"]: one["schema"] for one in about["resources"]}
    assert schemas["phieu"]["missingValues"] == ["", "#khong_tra_loi", "#khong_biet"]
    assert schemas["viec"]["foreignKeys"] == [
        {"fields": "PARENT_KEY", "reference": {"resource": "member", "fields": "KEY"}}
    ]
    assert list(tables) == ["phieu", "member", "viec", "bang_ma"]


def test_every_table_has_exactly_the_columns_of_its_description(tmp_path: Path) -> None:
    about, tables = made(tmp_path, FULL, {"so_nk": REFUSED, "ghi_chu": "=1"}, personal=True)
    for name, rows in tables.items():
        assert [list(row) for row in rows] == [list(fields(about, name))] * len(rows)
    assert [row["so_nk"] for row in tables["phieu"]] == ["0", "#khong_tra_loi"]
    assert tables["phieu"][1]["ghi_chu"] == "'=1"
    parents = {row["PARENT_KEY"] for row in tables["viec"]}
    assert parents <= {row["KEY"] for row in tables["member"]}


def test_the_frictionless_tool_finds_nothing_wrong(tmp_path: Path) -> None:
    tool = os.environ.get("TOSO_FRICTIONLESS")
    if not tool:
        pytest.skip("TOSO_FRICTIONLESS names no frictionless command")
    made(tmp_path, FULL, {"so_nk": UNKNOWN, "ghi_chu": "'=1", "member": [{"tuoi": REFUSED}]}, {}, personal=True)
    told = subprocess.run([tool, "validate", "a.zip", "--json"], cwd=tmp_path, capture_output=True, check=False)
    report = json.loads(told.stdout)
    assert report["valid"], report
    assert report["stats"]["tasks"] == 4
