"""Forms made by chance from a seed, as workbooks that pyxform turns into XForms; meant to be valid, not sensible.

A name may be used by everything behind it, so that no circle comes about. Constructs of the dialect table that have
another meaning on tablets are left out, so that whatever differs from JavaRosa is worth a look.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop.errors import TosoError
from desktop.surveys.conversion import convert_workbook
from tests.surveys.books import book
from tests.surveys.laid.phrasing import Known, Phrases, ref

COLUMNS = (
    "type", "name", "label::Tiếng Việt (vi)", "label::English (en)", "hint::Tiếng Việt (vi)", "hint::English (en)",
    "relevant", "required", "constraint", "constraint_message::Tiếng Việt (vi)", "readonly", "calculation",
    "default", "trigger",
    "choice_filter", "repeat_count", "parameters", "appearance",
)  # fmt: skip
CHOICE_COLUMNS = ("list_name", "name", "label::Tiếng Việt (vi)", "label::English (en)", "part")
_LISTS = {"ab": ("a", "b", "c"), "num": ("1", "2", "3", "4"), "place": ("p1", "p2", "p3", "p4", "p5", "p6")}
_PARTS = ("a", "b", "c")
_TABLE = [["name", "label", "part", "size"]] + [
    [f"t{at}", f"Thôn {at}", _PARTS[at % 3], str(at * 3)] for at in range(1, 8)
]
Row = dict[str, str]


def make_forms(folder: Path, count: int, seed: int) -> list[Path]:
    """Make forms in a folder; one that pyxform refuses is left out, for it is a test of engines and not of pyxform."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_tables(folder)
    made: list[Path] = []
    for at in range(count * 2):
        if len(made) == count:
            break
        workbook = FormMaker(random.Random(f"{seed} {at}")).workbook()
        try:
            xform = convert_workbook(workbook, "xlsx").xform
        except TosoError:
            continue
        path = folder / f"made-{seed}-{at:04}.xml"
        path.write_text(xform, encoding="utf-8")
        path.with_suffix(".xlsx").write_bytes(workbook)
        made.append(path)
    return made


def _write_tables(folder: Path) -> None:
    """The lists beside the forms, as CSV and as XML."""
    (folder / "towns.csv").write_text("".join(",".join(row) + "\n" for row in _TABLE), encoding="utf-8")
    items = "".join(
        "<item>" + "".join(f"<{name}>{cell}</{name}>" for name, cell in zip(_TABLE[0], row, strict=True)) + "</item>"
        for row in _TABLE[1:]
    )
    (folder / "hamlets.xml").write_text(f"<root>{items}</root>", encoding="utf-8")


@dataclass
class FormMaker:
    """One form; `rows` grow as it is made."""

    chance: random.Random
    rows: list[Row] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    names: int = 0

    def workbook(self) -> bytes:
        """The form as an XLSX."""
        for _ in range(self.chance.randint(4, 9)):
            self._something((), 0)
        survey = [list(COLUMNS), *([row.get(column, "") for column in COLUMNS] for row in self.rows)]
        settings = [["form_title", "form_id", "version", "default_language"], ["Thử", "thu", "1", "Tiếng Việt (vi)"]]
        return book(survey=survey, choices=[list(CHOICE_COLUMNS), *_choice_rows()], settings=settings)

    # -- structure

    def _something(self, scope: tuple[str, ...], depth: int) -> None:
        """A question, or a group or repeat with more inside; `scope` are the repeats around it."""
        dice = self.chance.random()
        if depth < 3 and dice < 0.16:
            self._group(scope, depth)
        elif depth < 3 and len(scope) < 2 and dice < 0.38:
            self._repeat(scope, depth)
        else:
            self._question(scope)

    def _group(self, scope: tuple[str, ...], depth: int) -> None:
        name = self._name("g")
        self._row("begin group", name, relevant=self._sometimes(0.6, self._phrases(scope).truth), labelled=0.7)
        for _ in range(self.chance.randint(1, 4)):
            self._something(scope, depth + 1)
        self.rows.append({"type": "end group"})

    def _repeat(self, scope: tuple[str, ...], depth: int) -> None:
        name = self._name("r")
        phrases = self._phrases(scope)
        counted = self._sometimes(0.45, phrases.count)
        self._row(
            "begin repeat", name, relevant=self._sometimes(0.3, phrases.truth), repeat_count=counted, labelled=0.7
        )
        at = len(self.known)
        for _ in range(self.chance.randint(2, 5)):
            self._something((*scope, name), depth + 1)
        self.rows.append({"type": "end repeat"})
        self.known.insert(at, Known(name, "repeat", scope))

    def _question(self, scope: tuple[str, ...]) -> None:
        makers: tuple[Callable[[tuple[str, ...]], None], ...] = (
            self._number, self._number, self._number, self._text, self._select, self._select, self._select, self._day,
            self._calculate, self._calculate, self._calculate, self._calculate, self._odd, self._odd, self._triggered,
        )  # fmt: skip
        self.chance.choice(makers)(scope)

    # -- questions

    def _number(self, scope: tuple[str, ...]) -> None:
        kind = self.chance.choice(("integer", "integer", "decimal"))
        phrases, name = self._phrases(scope), self._name("n")
        default = self._sometimes(0.3, lambda: self.chance.choice(("3", "0", "1 + 2", phrases.number())))
        limit = self._sometimes(
            0.4, lambda: self.chance.choice((". >= 0 and . < 50", f". <= {phrases.number()}", ". != 5"))
        )
        self._asked(kind, name, scope, "number", default=default, constraint=limit)

    def _text(self, scope: tuple[str, ...]) -> None:
        phrases, name = self._phrases(scope), self._name("t")
        default = self._sometimes(0.25, lambda: self.chance.choice(("abc", phrases.text())))
        limit = self._sometimes(
            0.3, lambda: self.chance.choice(("string-length(.) < 6", "regex(., '^[a-z ]+$')", ". != 'a'"))
        )
        calculation = self._sometimes(0.12, phrases.text) if not default else ""
        self._asked("text", name, scope, "text", default=default, constraint=limit, calculation=calculation)

    def _select(self, scope: tuple[str, ...]) -> None:
        kind = self.chance.choice(("select_one", "select_one", "select_multiple"))
        known = "one" if kind == "select_one" else "many"
        dice, name = self.chance.random(), self._name("s")
        if dice < 0.2:
            file = self.chance.choice(("towns.csv", "hamlets.xml"))
            chosen, filtered = f"{kind}_from_file {file}", "part = %s"
        elif dice < 0.55:
            chosen, filtered = f"{kind} place", "part = %s"
        else:
            chosen, filtered = f"{kind} {self.chance.choice(('ab', 'num'))}", ""
        limit = self._sometimes(0.5, lambda: self._filter(filtered, scope)) if filtered else ""
        if not filtered and self.chance.random() < 0.1:
            chosen += " or_other"
        codes = ("t1", "p2") if filtered else _LISTS[chosen.split()[1]]
        default = self._sometimes(0.15, lambda: self.chance.choice(codes))
        parameters = self._sometimes(0.1, lambda: "randomize=true, seed=7") if "file" not in chosen else ""
        self._asked(chosen, name, scope, known, default=default, choice_filter=limit, parameters=parameters)

    def _filter(self, written: str, scope: tuple[str, ...]) -> str:
        phrases = self._phrases(scope)
        source = phrases.one_of("one", "text") or "'a'"
        return self.chance.choice(
            (written % source, f"{written % source} or {phrases.truth()}", f"selected({source}, part)")
        )

    def _day(self, scope: tuple[str, ...]) -> None:
        kind = self.chance.choice(("date", "date", "dateTime", "time"))
        known = {"date": "day", "dateTime": "instant", "time": "time"}[kind]
        default = self._sometimes(0.25, lambda: self.chance.choice(("today()", "2024-02-29"))) if kind == "date" else ""
        limit = self._sometimes(0.3, lambda: ". <= today()") if kind == "date" else ""
        self._asked(kind, self._name("d"), scope, known, default=default, constraint=limit)

    def _calculate(self, scope: tuple[str, ...]) -> None:
        phrases, name = self._phrases(scope), self._name("c")
        kind, make = self.chance.choice(
            (
                ("number", phrases.number),
                ("number", phrases.number),
                ("text", phrases.text),
                ("text", phrases.text),
                ("day", phrases.day),
            )
        )
        calculation = make()
        if self.chance.random() < 0.08:
            calculation = f"once({calculation})"
        self._row("calculate", name, calculation=calculation, relevant=self._sometimes(0.15, phrases.truth))
        self.known.append(Known(name, "mixed" if kind == "day" else kind, scope))

    def _odd(self, scope: tuple[str, ...]) -> None:
        name = self._name("o")
        match self.chance.choice(("note", "note", "acknowledge", "range", "rank", "geopoint", "shown", "barcode")):
            case "range":
                self._asked(
                    "range",
                    name,
                    scope,
                    "number",
                    parameters=self.chance.choice(("start=1 end=9 step=2", "start=0 end=1 step=0.5")),
                )
            case "rank":
                self._asked("rank ab", name, scope, "many")
            case "shown":
                phrases = self._phrases(scope)
                kind, make = self.chance.choice((("integer", phrases.number), ("text", phrases.text)))
                self._asked(
                    kind, name, scope, "number" if kind == "integer" else "text", calculation=make(), readonly="yes"
                )
            case kind:
                self._asked(kind, name, scope, "text")

    def _triggered(self, scope: tuple[str, ...]) -> None:
        """A value that is written when another answer changes."""
        sources = [
            known.name
            for known in self.known
            if known.scope == scope
            and known.kind in ("one", "many", "text", "number")
            and not known.name.startswith("c")
        ]
        if not sources:
            self._number(scope)
            return
        phrases, name = self._phrases(scope), self._name("v")
        kind, make = self.chance.choice((("integer", phrases.number), ("text", phrases.text)))
        self._row(kind, name, trigger=ref(self.chance.choice(sources)), calculation=make(), labelled=1.0)
        self.known.append(Known(name, "number" if kind == "integer" else "text", scope))

    # -- rows

    def _asked(self, kind: str, name: str, scope: tuple[str, ...], known: str, **cells: str) -> None:
        """A question with what any question may have."""
        phrases = self._phrases(scope)
        required = self._sometimes(0.3, lambda: self.chance.choice(("yes", phrases.truth())))
        readonly = self._sometimes(0.06, phrases.truth)
        if kind == "note":
            required = ""
        given = {"relevant": self._sometimes(0.35, phrases.truth), "required": required, "readonly": readonly, **cells}
        self._row(kind, name, labelled=1.0, **given)
        self.known.append(Known(name, known, scope))

    def _row(self, kind: str, name: str, *, labelled: float = 0.0, **cells: str) -> None:
        row: Row = {"type": kind, "name": name, **cells}
        if self.chance.random() < labelled:
            for column, word in (("label::Tiếng Việt (vi)", "Hỏi"), ("label::English (en)", "Ask")):
                row[column] = f"{word} {name}{self._shown()}"
            if kind not in ("begin group", "begin repeat") and self.chance.random() < 0.2:
                row["hint::Tiếng Việt (vi)"] = f"Gợi ý{self._shown()}"
        self.rows.append(row)

    def _shown(self) -> str:
        """Sometimes the value of another question, to stand in a label."""
        open_repeats = self._open_repeats()
        shown = [
            known.name
            for known in self.known
            if known.kind not in ("repeat", "time", "instant") and known.scope == open_repeats[: len(known.scope)]
        ]
        return f" {ref(self.chance.choice(shown))} ạ" if shown and self.chance.random() < 0.3 else ""

    def _open_repeats(self) -> tuple[str, ...]:
        """The repeats that the next row stands in."""
        around: list[str] = []
        for row in self.rows:
            if row["type"] == "begin repeat":
                around.append(row["name"])
            elif row["type"] == "end repeat":
                around.pop()
        return tuple(around)

    def _phrases(self, scope: tuple[str, ...]) -> Phrases:
        return Phrases(self.chance, scope, self.known)

    def _sometimes(self, share: float, make: Callable[[], str]) -> str:
        return make() if self.chance.random() < share else ""

    def _name(self, letter: str) -> str:
        self.names += 1
        return f"{letter}{self.names}"


def _choice_rows() -> Iterator[list[str]]:
    """The rows of the choice lists; the places belong to parts."""
    for name, codes in _LISTS.items():
        for at, code in enumerate(codes):
            yield [name, code, f"Mục {code}", f"Item {code}", _PARTS[at % 3] if name == "place" else ""]
