"""The rules of the house, each stated once over the real tree and each proven able to fail on a made-up one.

What a rule means stands in its docstring in `tests.house`; a failure names the file, the line and the sentence.
"""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import House, manners, read_house, tracked, walls

ROOT = Path(__file__).parents[1]

Rule = Callable[[House], list[str]]

RULES: tuple[Rule, ...] = (
    walls.imports_go_down,
    walls.desks_do_not_meet,
    walls.nothing_imports_the_tests,
    walls.libraries_stay_at_home,
    walls.libraries_are_declared,
    walls.imports_stand_at_the_top,
    walls.imports_form_no_knot,
    walls.the_start_stays_light,
    walls.dependencies_are_used,
    manners.files_are_short,
    manners.functions_are_short,
    manners.names_say_something,
    manners.modules_introduce_themselves,
    manners.only_the_clock_knows_the_time,
    manners.only_models_write_rows,
)

PYPROJECT = """
[project]
dependencies = ["PySide6-Essentials>=6.8,<7", "peewee>=4", "pyxform[extra]", "zstandard"]
optional-dependencies.dev = ["pytest>=8"]
"""

#: A small house that keeps every rule; each case below breaks it in one place.
CLEAN = {
    "desktop/__init__.py": "",
    "desktop/errors.py": "class TosoError(Exception): ...",
    "desktop/files.py": "from desktop.errors import TosoError",
    "desktop/clock.py": "from datetime import date\ndef today(): return date.today()",
    "desktop/models/__init__.py": "",
    "desktop/models/base.py": "from peewee import Model\nclass SharedModel(Model): ...",
    "desktop/models/places.py": "from desktop.models import base\nclass Village(base.SharedModel): ...",
    "desktop/models/journal.py": "from .places import Village\ndef write(): Village.insert({}).execute()",
    "desktop/sync/__init__.py": "",
    "desktop/sync/bundle.py": "import zipfile\nimport zstandard\nfrom desktop.models import journal",
    "desktop/surveys/__init__.py": "",
    "desktop/reports/__init__.py": "",
    "desktop/surveys/reading.py": "import pyxform",
    "desktop/ui/__init__.py": "",
    "desktop/ui/window.py": "from PySide6.QtWidgets import QWidget\nfrom desktop.sync import bundle",
    "desktop/app.py": "from desktop.ui import window",
    "desktop/cli.py": "from desktop.models import journal",
    "desktop/__main__.py": "from desktop.cli import *",
    "tests/test_app.py": "import pytest\nfrom desktop import app\nfrom tests.makers import make",
}

#: (rule, file, what it now says, a part of the complaint)
BROKEN: tuple[tuple[Rule, str, str, str], ...] = (
    (walls.imports_go_down, "desktop/errors.py", "import desktop.models", "errors imports models"),
    (walls.imports_go_down, "desktop/models/base.py", "from ..ui import window", "models imports ui"),
    (walls.imports_go_down, "desktop/sync/bundle.py", "from desktop import surveys", "sync imports surveys"),
    (walls.imports_go_down, "desktop/sync/bundle.py", "def f():\n    import desktop.reports", "sync imports reports"),
    (walls.imports_go_down, "desktop/ui/window.py", "from desktop.app import x", "ui imports app"),
    (walls.imports_go_down, "desktop/app.py", "from desktop.cli import x", "app imports cli"),
    (walls.imports_go_down, "desktop/demo/__init__.py", "from desktop import app", "demo imports app"),
    (walls.imports_go_down, "desktop/attic.py", "", "no floor"),
    (walls.nothing_imports_the_tests, "desktop/demo/__init__.py", "from tests.makers import x", "tests.makers"),
    (walls.libraries_stay_at_home, "desktop/models/base.py", "from PySide6.QtCore import QObject", "PySide6"),
    (walls.libraries_stay_at_home, "desktop/ui/window.py", "import peewee as p", "peewee"),
    (walls.libraries_stay_at_home, "desktop/cli.py", "from playhouse import migrate", "playhouse"),
    (walls.libraries_stay_at_home, "desktop/reports/x.py", "from zipfile import ZipFile", "zipfile"),
    (walls.libraries_stay_at_home, "desktop/ui/window.py", "def f():\n    import pyxform", "pyxform"),
    (walls.libraries_are_declared, "desktop/ui/window.py", "import PIL.Image", "PIL is not among"),
    (walls.libraries_are_declared, "desktop/ui/window.py", "import pytest", "pytest is not among"),
    (walls.libraries_are_declared, "tests/test_window.py", "import segno", "segno is not among"),
    (
        walls.imports_stand_at_the_top,
        "desktop/cli.py",
        "def f():\n    from desktop import app",
        "cli.py:3: imports inside",
    ),
    (walls.imports_stand_at_the_top, "desktop/cli.py", "import importlib\nimportlib.import_module('x')", "cli.py:3"),
    (walls.the_start_stays_light, "desktop/cli.py", "from desktop import app", "window.py:2: PySide6 is imported"),
    (walls.the_start_stays_light, "desktop/ui/__init__.py", "from desktop.surveys import reading", "desktop.app"),
    (walls.dependencies_are_used, "desktop/surveys/reading.py", "", "pyxform is a dependency that nothing"),
    (walls.imports_form_no_knot, "desktop/models/places.py", "from desktop.models import journal", "knot"),
    (manners.files_are_short, "desktop/cli.py", "# line\n" * 401, "403 lines"),
    (manners.functions_are_short, "desktop/cli.py", "def f():\n" + "    x = 1\n" * 60, "f has 61 lines"),
    (manners.names_say_something, "desktop/sync/utils.py", "", "'utils'"),
    (manners.names_say_something, "desktop/cli.py", "class MergeManager: ...", "'MergeManager'"),
    (manners.names_say_something, "desktop/cli.py", "def parse_helper(): ...", "'parse_helper'"),
    (
        walls.desks_do_not_meet,
        "desktop/ui/commune/room.py",
        "from desktop.ui.village import rows",
        "both desks",
    ),
    (
        manners.only_the_clock_knows_the_time,
        "desktop/cli.py",
        "import datetime as d\nd.datetime.now(d.UTC)",
        "datetime.now",
    ),
    (manners.only_the_clock_knows_the_time, "desktop/cli.py", "from datetime import date\ndate.today()", "date.today"),
    (manners.only_the_clock_knows_the_time, "desktop/cli.py", "import time\nf = time.time", "time.time"),
    (manners.only_the_clock_knows_the_time, "desktop/cli.py", "from uuid import uuid4\nuuid4()", "uuid4"),
    (manners.only_the_clock_knows_the_time, "desktop/models/base.py", "x = \"SELECT date('now')\"", "'now'"),
    (
        manners.only_the_clock_knows_the_time,
        "desktop/ui/window.py",
        "from PySide6.QtCore import QDate\nQDate.currentDate()",
        "currentDate",
    ),
    (
        manners.only_models_write_rows,
        "desktop/cli.py",
        "from desktop.models.places import Village\nVillage.create()",
        ".create",
    ),
    (
        manners.only_models_write_rows,
        "desktop/ui/window.py",
        "from desktop.models import places\nplaces.Village.update({})",
        "update",
    ),
    (manners.only_models_write_rows, "desktop/sync/bundle.py", "x = 'DELETE FROM village'", "DELETE FROM"),
)


def build(root: Path, changed: dict[str, str] | None = None) -> House:
    """Lay the clean house out below `root`, with some files changed or added, and read it."""
    for name, text in {**CLEAN, **(changed or {})}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f'"""A module."""\n{text}\n', encoding="utf-8")
    (root / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    return read_house(root)


@pytest.fixture(scope="module")
def house() -> House:
    """The project as it stands."""
    return read_house(ROOT)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule: Rule, house: House) -> None:
    strays = rule(house)
    assert not strays, f"{rule.__doc__}\n" + "\n".join(strays)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_clean_house_is_clean_for(rule: Rule, tmp_path: Path) -> None:
    assert rule(build(tmp_path)) == []


@pytest.mark.parametrize(("rule", "path", "text", "complaint"), BROKEN)
def test_one_broken_place_is_found(rule: Rule, path: str, text: str, complaint: str, tmp_path: Path) -> None:
    strays = rule(build(tmp_path, {path: text}))
    assert any(complaint in stray for stray in strays), strays


def test_every_rule_was_seen_to_fail() -> None:
    assert {rule for rule, *_ in BROKEN} | {manners.modules_introduce_themselves} == set(RULES)


def test_a_module_without_docstring_is_found(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / "desktop/cli.py").write_text("import sys\n", encoding="utf-8")
    assert manners.modules_introduce_themselves(read_house(tmp_path)) == ["desktop/cli.py:1: has no docstring"]


def test_what_only_a_type_checker_follows_costs_nothing_at_the_start(tmp_path: Path) -> None:
    typing = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from PySide6.QtWidgets import QWidget"
    assert walls.the_start_stays_light(build(tmp_path, {"desktop/cli.py": typing})) == []


def test_late_doors_are_used(house: House, tmp_path: Path) -> None:
    assert walls.late_doors_are_used(house) == []
    assert walls.late_doors_are_used(build(tmp_path), {"desktop/cli.py": "saves nothing"})
    late = build(tmp_path, {"desktop/cli.py": "def f():\n    from desktop import app"})
    assert walls.late_doors_are_used(late, {"desktop/cli.py": "saves Qt"}) == []


def test_no_file_names_a_registry_or_one_machine() -> None:
    assert tracked.no_foreign_places(tracked.project_files(ROOT)) == []


def test_no_file_names_a_real_person_of_the_plan() -> None:
    assert tracked.no_real_people(tracked.project_files(ROOT)) == []


@pytest.mark.parametrize("text", ["https://" + tracked.HOSTS[0] + "/x", "see /" + tracked.PLACES[0] + "/main"])
def test_a_foreign_place_is_found(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(text, encoding="utf-8")
    assert tracked.no_foreign_places([file])


@pytest.mark.parametrize("text", ["a net" + "work/x", "src/wo" + "rk/x", "my" + "work.vn"])
def test_what_only_looks_like_a_foreign_place_is_left_alone(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(text, encoding="utf-8")
    assert tracked.no_foreign_places([file]) == []


INVENTED = "Đặng Thị Ví Dụ"


@pytest.mark.parametrize("text", ["ký: ĐẶNG THỊ VÍ DỤ", "dang thi vi du", "x Đặng\nThị  Ví Dụ, y"])
def test_a_forbidden_person_is_found_in_any_spelling(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(text, encoding="utf-8")
    assert tracked.no_real_people([file], [tracked.digests_of(INVENTED)])


def test_another_person_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("Đặng Thị Khác, Ví Dụ", encoding="utf-8")
    assert tracked.no_real_people([file], [tracked.digests_of(INVENTED)]) == []


def test_a_forbidden_person_is_found_inside_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<t>{INVENTED}</t>")
    assert tracked.no_real_people([file], [tracked.digests_of(INVENTED)])
    file.write_bytes(file.read_bytes()[:40])
    assert tracked.no_real_people([file]) == []
