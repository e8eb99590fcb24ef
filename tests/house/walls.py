"""The walls of the house: which room may import which, which library lives where, and that no import hides.

Each rule takes the house and gives the places that stray, as `path:line: sentence`.
"""

import ast
import sys
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from tests.house import House, Source

#: Imports go down only; rooms of one height never import each other. The ground is one room of several files.
GROUND = frozenset({"", "errors", "text", "paths", "files", "clock", "drives", "guide"})
FLOORS: Mapping[str, int] = {
    **dict.fromkeys(GROUND, 0),
    "models": 1,
    "surveys": 2,
    "sync": 2,
    "reports": 2,
    "ui": 3,
    "app": 4,
    "demo": 4,
    "cli": 5,
    "__main__": 6,
}

#: Library -> the rooms that may import it. What is not listed may be used in any room.
HOMES: Mapping[str, frozenset[str]] = {
    "PySide6": frozenset({"ui", "app"}),
    "shiboken6": frozenset({"ui", "app"}),
    "peewee": frozenset({"models"}),
    "playhouse": frozenset({"models"}),
    "sqlite3": frozenset({"models"}),
    "cryptography": frozenset({"sync"}),
    "pyrage": frozenset({"sync"}),
    "zstandard": frozenset({"sync"}),
    "zipfile": frozenset({"sync", "surveys"}),  # surveys: the limits on a foreign XLSX
    "reportlab": frozenset({"reports"}),
    "segno": frozenset({"reports"}),
    "pyxform": frozenset({"surveys"}),
    "lark": frozenset({"surveys"}),
    "platformdirs": frozenset({"paths"}),
}

#: Import name -> name in pyproject.toml, where the two differ.
DISTRIBUTIONS: Mapping[str, str] = {
    "PySide6": "pyside6-essentials",
    "shiboken6": "pyside6-essentials",
    "playhouse": "peewee",
    "pytestqt": "pytest-qt",
    "_pytest": "pytest",
}

#: The packages of this project.
OURS = frozenset({"desktop", "tests", "benchmarks", "scripts"})

#: The doors that import late, and what that saves at start-up. Everything else imports at the top of its file.
LATE_DOORS: Mapping[str, str] = {
    "desktop/reports/catalogue.py": "reportlab, when a paper is printed",
    "desktop/__main__.py": "Qt, when the desk is opened",
    "desktop/surveys/reading.py": "pyxform and openpyxl, when a questionnaire is read",
    "desktop/surveys/sheet_files.py": "openpyxl, when a list is read",
    "desktop/surveys/xpath/parsing.py": "lark, when the first expression is read",
}

#: Where the program starts, and what must not be imported by then: each costs a quarter of a second or more.
STARTS: Mapping[str, frozenset[str]] = {
    "desktop.__main__": frozenset({"PySide6", "reportlab", "pyxform", "openpyxl", "lark"}),
    "desktop.app": frozenset({"reportlab", "pyxform", "openpyxl", "lark"}),
}


def imports_go_down(house: House) -> list[str]:
    """Doors -> ui -> (reports, sync, surveys) -> models -> ground, and never sideways or up."""
    strays = []
    for source in house.rooms:
        if source.room not in FLOORS:
            strays.append(source.at(1, f"the room '{source.room}' has no floor yet: name it in tests/house/walls.py"))
            continue
        for used in source.imports:
            other = _room_of(house.own(used.target))
            if other is not None and not _may_import(source.room, other):
                strays.append(source.at(used.line, f"{source.room} imports {other}, which stands beside or above it"))
    return strays


def desks_do_not_meet(house: House) -> list[str]:
    """The village's rooms and the commune's do not import each other: what both use stands beside or below them."""
    return [
        source.at(used.line, f"{source.name} imports {used.target}: move what both desks use to desktop/ui")
        for source in house.rooms
        for used in source.imports
        for own, other in (("village", "commune"), ("commune", "village"))
        if source.name.startswith(f"desktop.ui.{own}.") and used.target.startswith(f"desktop.ui.{other}.")
    ]


def nothing_imports_the_tests(house: House) -> list[str]:
    """The program imports neither tests nor benchmarks nor scripts."""
    return [
        source.at(used.line, f"the program imports {used.target}")
        for source in house.rooms
        for used in source.imports
        if used.target.partition(".")[0] in OURS - {"desktop"}
    ]


def libraries_stay_at_home(house: House) -> list[str]:
    """Qt lives in ui and app, peewee in models, keys and archives in sync, papers in reports, pyxform in surveys."""
    return [
        source.at(used.line, f"{library} is imported outside {', '.join(sorted(HOMES[library]))}")
        for source in house.rooms
        for used in source.imports
        if (library := used.target.partition(".")[0]) in HOMES and source.room not in HOMES[library]
    ]


def libraries_are_declared(house: House) -> list[str]:
    """What the program imports is Python's own, ours, or a dependency in pyproject.toml; tests may use `dev` too."""
    strays = []
    for source in house.sources:
        allowed = house.declared if source.top == "desktop" else house.declared | house.for_developers
        strays += [
            source.at(used.line, f"{library} is not among the dependencies of pyproject.toml")
            for used in source.imports
            if source.top in {"desktop", "tests"}
            and (library := used.target.partition(".")[0]) not in sys.stdlib_module_names | OURS
            and _distribution(library) not in allowed
        ]
    return strays


def imports_stand_at_the_top(house: House) -> list[str]:
    """No import inside a function, except in the doors that are listed as saving start-up time."""
    return [
        source.at(line, "imports inside a function")
        for source in house.rooms
        if source.path not in LATE_DOORS
        for line in _late_lines(source)
    ]


def late_doors_are_used(house: House, doors: Mapping[str, str] = LATE_DOORS) -> list[str]:
    """A door that no longer imports late is struck off the list."""
    late = {source.path for source in house.rooms if _late_lines(source)}
    return [f"{path}: is listed as a late door and imports nothing late" for path in doors if path not in late]


def the_start_stays_light(house: House) -> list[str]:
    """The command line starts without Qt, and the desk's window without reportlab, pyxform and openpyxl."""
    return [
        source.at(used.line, f"{library} is imported at the start of {start}")
        for start, heavy in STARTS.items()
        for source in _imported_at_start(house, start)
        for used in source.imports
        if (library := used.target.partition(".")[0]) in heavy and not (used.late or used.typing)
    ]


def dependencies_are_used(house: House) -> list[str]:
    """Every library that pyproject.toml makes people install is imported somewhere."""
    libraries = {used.target.partition(".")[0] for source in house.rooms for used in source.imports}
    used_names = {_distribution(library) for library in libraries}
    return [
        f"pyproject.toml: {name} is a dependency that nothing imports" for name in sorted(house.declared - used_names)
    ]


def imports_form_no_knot(house: House) -> list[str]:
    """No circle of imports between modules, however late."""
    graph = {
        source.name: {own for used in source.imports if (own := house.own(used.target)) and own != source.name}
        for source in house.rooms
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return ["knot of imports: " + " <- ".join(error.args[1])]
    return []


def _distribution(library: str) -> str:
    """The name under which pip knows an imported library."""
    return DISTRIBUTIONS.get(library, library.lower().replace("_", "-"))


def _imported_at_start(house: House, start: str) -> list[Source]:
    """The module `start` and all of ours that are imported with it, packages on the way included."""
    sources = {source.name: source for source in house.rooms}
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in sources:
            continue
        reached.add(name)
        waiting.append(name.rpartition(".")[0])
        waiting += [house.own(used.target) for used in sources[name].imports if not (used.late or used.typing)]
    return [sources[name] for name in sorted(reached)]


def _room_of(name: str) -> str | None:
    """The room of one of our modules; None for what is not in desktop/."""
    top, _, rest = name.partition(".")
    return rest.partition(".")[0] if top == "desktop" else None


def _may_import(room: str, other: str) -> bool:
    """Whether `room` may import `other`."""
    same = room == other or {room, other} <= GROUND
    return same or FLOORS[room] > FLOORS.get(other, 99)


def _late_lines(source: Source) -> list[int]:
    """The lines that import while the program runs."""
    calls = [
        node.lineno
        for node in source.nodes
        if isinstance(node, ast.Call) and source.dotted(node.func) in {"__import__", "importlib.import_module"}
    ]
    return sorted({used.line for used in source.imports if used.late} | set(calls))
