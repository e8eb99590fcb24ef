"""The manners of the house: sizes, names, docstrings, one clock, one writer.

Each rule takes the house and gives the places that stray, as `path:line: sentence`.
"""

import ast
import re

from tests.house import House, Source

LONG_FILE = 400
LONG_FUNCTION = 60
EMPTY_WORDS = frozenset({"manager", "controller", "helper", "helpers", "util", "utils"})

#: Asking the machine what time it is; `time.monotonic` and `perf_counter` measure and are free.
TIME_CALLS = frozenset(
    {
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
        "time.time",
        "time.time_ns",
        "time.localtime",
        "time.gmtime",
        "time.strftime",
        "uuid.uuid1",
        "uuid.uuid4",
        "uuid.uuid6",
        "uuid.uuid7",
        "PySide6.QtCore.QDate.currentDate",
        "PySide6.QtCore.QTime.currentTime",
        "PySide6.QtCore.QDateTime.currentDateTime",
        "PySide6.QtCore.QDateTime.currentDateTimeUtc",
    }
)
SQL_TIME = re.compile(r"\bCURRENT_(?:TIMESTAMP|DATE|TIME)\b|\(\s*'now'|'%s', *'now'")
SQL_WRITE = re.compile(
    r"^\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM"
    r"|(?:CREATE|DROP|ALTER)\s+(?:TABLE|INDEX|TRIGGER|VIEW|VIRTUAL)|ATTACH\s+DATABASE|PRAGMA\s)",
    re.IGNORECASE,
)
WRITES = frozenset(
    {
        *("save", "create", "get_or_create", "insert", "insert_many", "insert_from", "replace", "replace_many"),
        *("update", "delete", "bulk_create", "bulk_update", "delete_by_id", "delete_instance", "set_by_id"),
        *("create_table", "drop_table", "truncate_table"),
    }
)


def files_are_short(house: House) -> list[str]:
    """No file has more than 400 lines."""
    return [source.at(1, f"{source.lines} lines") for source in house.sources if source.lines > LONG_FILE]


def functions_are_short(house: House) -> list[str]:
    """No function has more than 60 lines."""
    return [
        source.at(function.lineno, f"{function.name} has {size} lines")
        for source in house.sources
        for function in source.functions
        if (size := (function.end_lineno or function.lineno) - function.lineno + 1) > LONG_FUNCTION
    ]


def names_say_something(house: House) -> list[str]:
    """No module, class or function is a Manager, Controller, Helper or utils."""
    return [
        source.at(line, f"the name '{name}' says nothing")
        for source in house.sources
        for line, name in _names(source)
        if EMPTY_WORDS & _words(name)
    ]


def modules_introduce_themselves(house: House) -> list[str]:
    """Every module opens with a docstring; a file of the tests that only marks a folder may be empty."""
    return [
        source.at(1, "has no docstring")
        for source in house.sources
        if not (ast.get_docstring(source.tree) or "").strip() and (source.text.strip() or source.top == "desktop")
    ]


def only_the_clock_knows_the_time(house: House) -> list[str]:
    """Nothing in the program but clock.py asks the machine for the time, in Python, Qt or SQL, or makes its own ids."""
    rooms = [source for source in house.rooms if source.path != "desktop/clock.py"]
    return [
        source.at(node.lineno, f"{asked} is asked for the time instead of the clock")
        for source in rooms
        for node in source.nodes
        if isinstance(node, ast.expr) and (asked := _asks_time(source, node))
    ]


def only_models_write_rows(house: House) -> list[str]:
    """No other room calls a writing method of a table's class or speaks SQL that writes."""
    tables = _table_classes(house)
    return [
        source.at(node.lineno, f"{written} writes past the models")
        for source in house.rooms
        if source.room != "models"
        for node in source.nodes
        if isinstance(node, ast.expr) and (written := _writes(source, node, tables))
    ]


def _names(source: Source) -> list[tuple[int, str]]:
    """The module's own name and those of its classes and functions."""
    defined = [node for node in source.nodes if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)]
    return [(1, source.name.rpartition(".")[2]), *((node.lineno, node.name) for node in defined)]


def _words(name: str) -> set[str]:
    """The lower-case words of a snake_case or CamelCase name."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def _asks_time(source: Source, node: ast.expr) -> str:
    """The way in which an expression asks for the time, or an empty string."""
    if isinstance(node, ast.Attribute | ast.Name) and (name := source.dotted(node)) in TIME_CALLS:
        return name
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and (found := SQL_TIME.search(node.value)):
        return f"SQL's {found.group()}"
    return ""


def _writes(source: Source, node: ast.expr, tables: frozenset[str]) -> str:
    """The writing call or statement that an expression is, or an empty string."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
        owner = source.dotted(node.func.value)
        of_models = owner.startswith("desktop.models.") and owner.rpartition(".")[2] in tables
        return f"{owner}.{node.func.attr}" if of_models else ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and (found := SQL_WRITE.match(node.value)):
        return f"SQL's {' '.join(found.group().split())}"
    return ""


def _table_classes(house: House) -> frozenset[str]:
    """The classes of desktop/models that are tables: those that descend from peewee's Model."""
    bases = {
        node.name: {source.dotted(base).rpartition(".")[2] for base in node.bases}
        for source in house.rooms
        if source.room == "models"
        for node in source.nodes
        if isinstance(node, ast.ClassDef)
    }
    tables = {"Model"}
    while more := {name for name, above in bases.items() if above & tables} - tables:
        tables |= more
    return frozenset(tables)
