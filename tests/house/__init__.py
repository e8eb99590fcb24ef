"""The house as data: every module of a tree parsed once, its imports resolved, its functions measured.

The rules that read it are in the modules beside this one; each takes a `House` and gives the places that stray from it.
Nothing here imports the code that it looks at.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Import:
    """One imported name: `desktop.models.journal.Journal`, on this line; late when it is inside a function.

    `typing` marks the ones that only a type checker follows.
    """

    target: str
    line: int
    late: bool
    typing: bool


@dataclass(frozen=True)
class Source:
    """One Python file below the root."""

    path: str
    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the file."""
        return list(ast.walk(self.tree))

    @property
    def top(self) -> str:
        """The folder at the root that the file is in."""
        return self.name.partition(".")[0]

    @property
    def room(self) -> str:
        """The part of desktop/ that the file belongs to; empty for the package's own file."""
        return self.name.split(".")[1] if "." in self.name else ""

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return self.text.count("\n")

    @property
    def functions(self) -> list[Function]:
        """Every function and method."""
        return [node for node in self.nodes if isinstance(node, Function)]

    @cached_property
    def imports(self) -> list[Import]:
        """Every import, also the late ones and those for type checking alone."""
        late = {id(node) for function in self.functions for node in ast.walk(function)}
        checks = [node for node in self.nodes if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)]
        typing = {id(node) for check in checks for statement in check.body for node in ast.walk(statement)}
        return [
            Import(target, node.lineno, id(node) in late, id(node) in typing)
            for node in self.nodes
            if isinstance(node, ast.Import | ast.ImportFrom)
            for target, _ in self._names_of(node)
        ]

    @cached_property
    def meaning(self) -> dict[str, str]:
        """What each imported name of this file stands for: `date` -> `datetime.date`."""
        found: dict[str, str] = {}
        for node in self.nodes:
            if isinstance(node, ast.Import | ast.ImportFrom):
                found.update({local: target for target, local in self._names_of(node)})
        return found

    def dotted(self, node: ast.AST) -> str:
        """The full dotted name of `a.b.c` with its first part resolved through the imports; empty for anything else."""
        if isinstance(node, ast.Name):
            return self.meaning.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            before = self.dotted(node.value)
            return f"{before}.{node.attr}" if before else ""
        return ""

    def at(self, line: int, sentence: str) -> str:
        """A stray of this file, said in one line."""
        return f"{self.path}:{line}: {sentence}"

    def _names_of(self, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
        """Each (full target, local name) of an import statement."""
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                yield alias.name, alias.asname or first
            return
        base = self._base_of(node)
        for alias in node.names:
            yield f"{base}.{alias.name}", alias.asname or alias.name

    def _base_of(self, node: ast.ImportFrom) -> str:
        """The module that `from ... import` reads, with leading dots resolved."""
        if not node.level:
            return node.module or ""
        parts = self.name.split(".")
        package = parts if self.path.endswith("__init__.py") else parts[:-1]
        above = package[: len(package) - node.level + 1]
        return ".".join([*above, *([node.module] if node.module else [])])


@dataclass(frozen=True)
class House:
    """The modules of a tree, and the libraries that its pyproject.toml declares for everybody and for developers."""

    root: Path
    sources: tuple[Source, ...]
    declared: frozenset[str]
    for_developers: frozenset[str]

    @cached_property
    def names(self) -> frozenset[str]:
        """The dotted names of all modules."""
        return frozenset(source.name for source in self.sources)

    @property
    def rooms(self) -> list[Source]:
        """The modules of the program itself."""
        return [source for source in self.sources if source.top == "desktop"]

    def own(self, target: str) -> str:
        """The module of this house that `target` is or is in; empty when it is somebody else's."""
        while target and target not in self.names:
            target = target.rpartition(".")[0]
        return target


def read_house(root: Path) -> House:
    """Parse desktop/, tests/, benchmarks/ and scripts/ below `root`."""
    files = [
        path for top in ("desktop", "tests", "benchmarks", "scripts") for path in sorted((root / top).rglob("*.py"))
    ]
    sources = tuple(_source(path, root) for path in files)
    return House(root, sources, *_declared(root / "pyproject.toml"))


def _source(path: Path, root: Path) -> Source:
    """One file, not parsed yet."""
    inner = path.relative_to(root)
    parts = [part for part in inner.with_suffix("").parts if part != "__init__"]
    return Source(inner.as_posix(), ".".join(parts), path.read_text(encoding="utf-8"))


def _declared(pyproject: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The required libraries and those of the `dev` extra."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    return _names(project["dependencies"]), _names(project.get("optional-dependencies", {}).get("dev", []))


def _names(requirements: list[str]) -> frozenset[str]:
    """The names in requirement lines, in lower case with dashes, without extras and versions."""
    words = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return frozenset(word.group().lower().replace("_", "-") for word in words if word)
